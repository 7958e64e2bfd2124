/* The words of a command line that makes a report again: what was said of it, and what was not but
 * matters, as it was taken. */
#ifndef HL_CLI_AGAIN_H
#define HL_CLI_AGAIN_H

#include "cli/cells_report.h"

typedef struct hl_again {
    char **words;
    size_t count;
    bool failed; /* out of memory */
} hl_again;

/* zone: of the report; NULL: none was said. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_cli_again(const hl_args *args, const hl_cells_report *how,
                                    const char *zone, hl_again *again, hl_error *err);
void hl_cli_again_free(hl_again *again);

#endif
