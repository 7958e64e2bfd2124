/* Options that mean the same in every command, and how a command speaks. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/options.h"
#include "cli/outlet.h"
#include "cli/say.h"

bool hl_cli_seed(const hl_args *args, uint64_t *seed)
{
    const char *value = hl_cli_value(args, "seed");
    *seed = 1;
    if (value == NULL)
        return true;
    char *end = NULL;
    errno = 0;
    unsigned long long number = strtoull(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != '\0' || errno != 0) {
        (void)hl_cli_usage(args, "--seed takes a whole number from 0 to 2^64-1, not '%s'", value);
        return false;
    }
    *seed = number;
    return true;
}

bool hl_cli_now(const hl_args *args, int64_t *utc_ms)
{
    const char *value = hl_cli_value(args, "now");
    if (value == NULL) {
        struct timespec now;
        (void)clock_gettime(CLOCK_REALTIME, &now);
        *utc_ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
        return true;
    }
    return hl_cli_instant(args, "now", utc_ms);
}

bool hl_cli_instant(const hl_args *args, const char *name, int64_t *utc_ms)
{
    hl_error why = HL_ERROR_INIT;
    hl_time_style style;
    const char *value = hl_cli_value(args, name);
    if (value == NULL)
        return true;
    hl_cli_times(args, &style);
    if (hl_time_read(value, &style, utc_ms, &why) != HL_OK) {
        bool number = value[0] >= '0' && value[0] <= '9'; /* something that is nearly a time */
        (void)hl_cli_usage(args,
                           "--%s takes a time with offset, e.g. 2026-11-22T10:00:00+08:00, not "
                           "'%s'%s%s",
                           name, value, number ? ", which " : "", number ? why.message : "");
        return false;
    }
    if (!hl_time_is_usual(*utc_ms))
        hl_cli_print(stderr, "hookline %s: warning: --%s %s is before 2000 or after 2100\n",
                     args->command, name, value);
    return true;
}

void hl_cli_times(const hl_args *args, hl_time_style *style)
{
    *style = (hl_time_style){.epoch = HL_EPOCH_UNSAID};
    if (hl_cli_value(args, "epoch") != NULL)
        style->epoch = (hl_epoch)(hl_cli_choice(args, "epoch") + 1);
    if (hl_cli_value(args, "date-order") != NULL)
        style->order = (hl_date_order)(hl_cli_choice(args, "date-order") + 1);
    if (hl_cli_value(args, "date-only") != NULL)
        style->dates = (hl_date_only)(hl_cli_choice(args, "date-only") + 1);
}

char hl_cli_decimal(const hl_args *args)
{
    const char *value = hl_cli_value(args, "decimal");
    return value == NULL ? '\0' : value[0];
}

const char *hl_cli_db(const hl_args *args)
{
    const char *value = hl_cli_value(args, "db");
    if (value == NULL)
        value = getenv("HOOKLINE_DB");
    return value == NULL || value[0] == '\0' ? "hookline.db" : value;
}

void hl_cli_print_problems(const hl_problems *problems)
{
    for (size_t i = 0; i < hl_problems_count(problems); i++)
        hl_cli_print_problem(problems, i);
}

int hl_cli_emit(const hl_args *args, const char *text, size_t length)
{
    hl_error err = HL_ERROR_INIT;
    hl_outlet outlet;
    hl_status status = hl_cli_outlet_open(args, &outlet, &err);
    if (status == HL_OK)
        status =
            hl_cli_outlet_close(&outlet, hl_cli_outlet_write(&outlet, text, length, &err), &err);
    return status == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}
