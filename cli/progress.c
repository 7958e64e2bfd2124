#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

bool hl_cli_progress_start(const hl_args *args, hl_progress *progress)
{
    *progress = (hl_progress){.shown = false};
    if (hl_cli_flag(args, "quiet") || isatty(STDERR_FILENO) != 1)
        return false;
    (void)clock_gettime(CLOCK_MONOTONIC, &progress->started);
    return true;
}

bool hl_cli_progress_due(hl_progress *progress)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t ms = (now.tv_sec - progress->started.tv_sec) * INT64_C(1000) +
                 (now.tv_nsec - progress->started.tv_nsec) / 1000000;
    progress->shown = progress->shown || ms >= 1000;
    return ms >= 1000;
}

void hl_cli_progress_end(const hl_progress *progress)
{
    if (progress->shown)
        (void)fprintf(stderr, "\r\x1b[K");
}
