/* Runs the cases of an oracle file through the table of methods. */
#ifndef HL_TESTS_ORACLE_H
#define HL_TESTS_ORACLE_H

#include <cjson/cJSON.h>
#include <stdbool.h>

#include "calc/method.h"

/* Runs every case of tests/reference/oracle/<name> and prints a line a method: cases, worst
 * relative error. Returns the number of failures (each printed, at most 20); a method of the file
 * that the program lacks is one. */
int hl_oracle_run(const char *name);

/* The file as a tree (cJSON_Delete it). One that is not there fails the test. */
cJSON *hl_oracle_read(const char *name);
/* Runs one method on a case's "in" object: false with a message printed when it refuses.
 * out[method->out_count]; lists and texts live in the arena. */
bool hl_oracle_call(const hl_method *method, const cJSON *in, hl_out *out, hl_arena *arena);

#endif
