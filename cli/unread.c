#include "cli/unread.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/command.h"

static hl_unread *list; /* a process runs one command */

hl_unread *hl_cli_unread(void)
{
    if (list == NULL)
        list = hl_unread_new();
    return list;
}

/* A pattern may be such that nobody can wait for it; what is not known for that is told. */
static void tell_given_up(void)
{
    uint64_t count = hl_unread_given_up(list);
    if (count > 0)
        hl_cli_print(stderr,
                     "hookline: warning: %" PRIu64
                     " match%s of a $regex took too many steps: given up "
                     "and counted as no match; write the pattern without nested repetitions\n",
                     count, count == 1 ? "" : "es");
}

/* A condition that could not be decided did not hold: whoever it left out for that is told. */
void hl_cli_tell_unread(void)
{
    hl_unread_value unread;
    tell_given_up();
    for (size_t i = 0; hl_unread_get(list, HL_UNREAD_NUMBER, i, &unread); i++)
        hl_cli_print(stderr,
                     "hookline: warning: a condition compares '%s' with a number, and %" PRIu64
                     " time%s its value was no plain number (such as '%s'): that does not meet it; "
                     "write 1299, not 1,299\n",
                     unread.attribute, unread.comparisons, unread.comparisons == 1 ? "" : "s",
                     unread.example);
    for (size_t i = 0; hl_unread_get(list, HL_UNREAD_BOOLEAN, i, &unread); i++)
        hl_cli_print(stderr,
                     "hookline: warning: a condition asks whether '%s' is true or false, and "
                     "%" PRIu64 " time%s its value was neither (such as '%s'): that does not meet "
                     "it; write true or false\n",
                     unread.attribute, unread.comparisons, unread.comparisons == 1 ? "" : "s",
                     unread.example);
    for (size_t i = 0; hl_unread_get(list, HL_UNREAD_DATE, i, &unread); i++)
        hl_cli_print(stderr,
                     "hookline: warning: a condition compares '%s' with a date, and %" PRIu64
                     " time%s its value was none, or may be two (such as '%s'): that does not meet "
                     "it; write 2026-03-01\n",
                     unread.attribute, unread.comparisons, unread.comparisons == 1 ? "" : "s",
                     unread.example);
    hl_unread_free(list);
    list = NULL;
}
