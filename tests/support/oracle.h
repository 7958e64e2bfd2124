/* Runs the cases of an oracle file through the table of methods. */
#ifndef HL_TESTS_ORACLE_H
#define HL_TESTS_ORACLE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "stats/method.h"

/* Whether every method of the file must be there, or those that are not are only named. */
typedef enum hl_oracle_claim { HL_ORACLE_PARTLY, HL_ORACLE_WHOLE } hl_oracle_claim;

/* Runs every case of <shared>/oracle/<name> and prints a line a method: cases, worst relative
 * error. Returns the number of failures (each printed, at most 20), or -1 when the file is not
 * there. */
int hl_oracle_run(const char *name, hl_oracle_claim claim);

/* The file as a tree (cJSON_Delete it), or NULL when it is not there. Big texts are read whole. */
cJSON *hl_oracle_read(const char *name);
/* Runs one method on a case's "in" object: false with a message printed when it refuses.
 * out[method->out_count]; lists and texts live in the arena. */
bool hl_oracle_call(const hl_method *method, const cJSON *in, hl_out *out, hl_arena *arena);

#endif
