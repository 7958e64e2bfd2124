/* The line on a terminal that says how far a command is, once it takes longer than a second. What
 * came to its end stays, at 100 %; what did not is taken away. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <time.h>

#include "cli/options.h"

typedef struct hl_progress {
    const char *what; /* before the number */
    struct timespec started;
    bool shown;
} hl_progress;

/* False: nothing is to be shown (--quiet, --log, or no terminal); the others then do nothing. What:
 * "reading", or a file's name. */
bool hl_cli_progress_start(const hl_args *args, hl_progress *progress, hl_bilingual what);
/* total 0: nobody knows how much it is, and done are bytes. */
void hl_cli_progress_tell(hl_progress *progress, int64_t done, int64_t total);
void hl_cli_progress_end(const hl_progress *progress, bool whole);

#endif
