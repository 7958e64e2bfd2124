/* Where the special days of a run come from. */
#include <string.h>

#include "base/text.h"
#include "plan/compiled.h"

/* A calendar that the definition names lies in its folder, or below (hl_config__calendar). */
static void beside(const char *definition, const char *name, hl_text *out)
{
    const char *slash = definition == NULL ? NULL : strrchr(definition, '/');
    if (name[0] != '/' && slash != NULL)
        hl_base__text_add_bytes(out, definition, (size_t)(slash - definition) + 1);
    hl_base__text_add(out, name);
}

static bool asks_for_days(const hl_experiment *x)
{
    for (size_t i = 0; i < x->window_count; i++)
        if (x->windows[i].kind != HL_DAYS_ALL)
            return true;
    for (size_t i = 0; i < x->quiet_count; i++)
        if (x->quiet[i].kind != HL_DAYS_ALL)
            return true;
    for (size_t i = 0; i < x->shift_count; i++)
        if (x->shifts[i].window.kind != HL_DAYS_ALL)
            return true;
    return false;
}

/* What lies a month ahead may be planned too: a wish, a window, a cap moves touches on. */
static void remark(const hl_experiment *x, const hl_plan_options *options, const char *file,
                   const hl_days *days, hl_problems *problems)
{
    const int64_t month = 31 * HL_DAY_MS;
    int64_t ahead = options->horizon_ms > month ? options->horizon_ms : month;
    if (asks_for_days(x))
        hl_calendar__days_remark_years(days, hl_base__civil_day_of(options->now_utc_ms),
                                       hl_base__civil_day_of(options->now_utc_ms + ahead), file,
                                       problems);
}

hl_status hl_plan__read_days(const hl_experiment *x, const char *file,
                             const hl_plan_options *options, hl_problems *problems, hl_days *out,
                             hl_error *err)
{
    hl_text path = {0};
    hl_status status = HL_OK;
    int64_t last = hl_base__civil_day_of(options->now_utc_ms) + INT64_C(3) * 366;
    for (size_t i = 0; i < x->special_day_count; i++) {
        const hl_special_day *d = &x->special_days[i];
        if (!hl_calendar__days_add(out, hl_base__civil_days(d->year, d->month, d->day), d->working))
            return hl_error_memory(err);
    }
    if (x->special_day_count > 0)
        hl_calendar__days_tell(out, file, problems);
    if (options->calendar != NULL)
        hl_base__text_add(&path, options->calendar);
    else if (x->calendar_file != NULL)
        beside(file, x->calendar_file, &path);
    if (path.failed)
        status = hl_error_memory(err);
    else if (path.length > 0)
        status = hl_calendar__days_read_file(hl_base__text_string(&path), last, problems, out, err);
    const char *from = path.length > 0 ? hl_base__text_string(&path) : file;
    bool any = path.length > 0 || x->special_day_count > 0;
    hl_calendar__days_sort(out);
    if (status == HL_OK && any)
        remark(x, options, from, out, problems);
    hl_base__text_free(&path);
    return status;
}
