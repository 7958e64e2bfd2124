/* The line on a terminal that says how far a command is, once it takes longer than a second. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <time.h>

#include "cli/options.h"

typedef struct hl_progress {
    struct timespec started;
    bool shown;
} hl_progress;

/* False: nothing is to be shown (--quiet, or no terminal). */
bool hl_cli_progress_start(const hl_args *args, hl_progress *progress);
/* Whether it is time to write the line anew, which then begins with a carriage return. */
bool hl_cli_progress_due(hl_progress *progress);
/* Takes the line away. */
void hl_cli_progress_end(const hl_progress *progress);

#endif
