#include "cli/shares.h"

#include <string.h>

/* 5 is 5 %; and an error rate above a half is its complement. */
static double meant(const char *name, double value)
{
    double share = value > 1 ? value / 100 : value;
    return strcmp(name, "alpha") == 0 && share > 0.5 ? 1 - share : share;
}

bool hl_cli_is_share(const hl_args *args, const char *name, double value)
{
    enum { DIGITS = 6 };
    char share[HL_NUMBER_SIZE], percent[HL_NUMBER_SIZE], written[HL_NUMBER_SIZE];
    double likely = meant(name, value);
    if (!(value > 0 && value < 100 && value != 1) || likely == value)
        return true;
    if (value < 1) {
        (void)hl_cli_usage(args, "--%s %s is an error rate of %s %%: did you mean %s (%s %%)?",
                           name, hl_cli_value(args, name),
                           hl_number_significant(100 * value, DIGITS, written),
                           hl_number_significant(likely, DIGITS, share),
                           hl_number_significant(100 * likely, DIGITS, percent));
        return false;
    }
    (void)hl_cli_usage(args, "--%s %s: this is a share between 0 and 1; did you mean %s (%s %%)?",
                       name, hl_cli_value(args, name), hl_number_significant(likely, DIGITS, share),
                       hl_number_significant(100 * likely, DIGITS, percent));
    return false;
}

static bool take_share(const hl_args *args, const char *name, bool ends, double *value)
{
    const char *text = hl_cli_value(args, name);
    if (text == NULL)
        return true;
    bool is_number = hl_number_parse_share(text, value);
    if (is_number && !hl_cli_is_share(args, name, *value))
        return false;
    if (is_number && ((*value > 0 && *value < 1) || (ends && (*value == 0 || *value == 1))))
        return true;
    (void)hl_cli_usage(args, "--%s takes a number between 0 and 1, not '%s'", name, text);
    return false;
}

bool hl_cli_share(const hl_args *args, const char *name, double *value)
{
    return take_share(args, name, false, value);
}

bool hl_cli_share_or_end(const hl_args *args, const char *name, double *value)
{
    return take_share(args, name, true, value);
}
