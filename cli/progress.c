#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/language.h"
#include "cli/log.h"

bool hl_cli_progress_start(const hl_args *args, hl_progress *progress, hl_bilingual what)
{
    *progress = (hl_progress){.what = hl_cli_text(&what, args->lang)};
    if (hl_cli_flag(args, "quiet") || hl_cli_log_on() || isatty(STDERR_FILENO) != 1)
        return false;
    (void)clock_gettime(CLOCK_MONOTONIC, &progress->started);
    return true;
}

static bool is_due(hl_progress *progress)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t ms = (now.tv_sec - progress->started.tv_sec) * INT64_C(1000) +
                 (now.tv_nsec - progress->started.tv_nsec) / 1000000;
    progress->shown = progress->shown || ms >= 1000;
    return ms >= 1000;
}

static void print_percent(const char *what, int percent)
{
    char shown[256];
    (void)fprintf(stderr, "\r%s %3d %%", hl_shown(what, shown, sizeof shown), percent);
}

void hl_cli_progress_tell(hl_progress *progress, int64_t done, int64_t total)
{
    char shown[256];
    if (!is_due(progress))
        return;
    if (total > 0)
        print_percent(progress->what, (int)(100 * done / total));
    else
        (void)fprintf(stderr, "\r%s %" PRId64 " MB", hl_shown(progress->what, shown, sizeof shown),
                      done / 1000000);
}

void hl_cli_progress_end(const hl_progress *progress, bool whole)
{
    if (!progress->shown)
        return;
    if (whole)
        print_percent(progress->what, 100);
    (void)fputs(whole ? "\n" : "\r\x1b[K", stderr);
}
