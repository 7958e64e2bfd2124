/* Touch ids of events that are none: what systems write where they know no touch. These events
 * belong to their user's latest touch, like those that name none. It is told by the id alone, so
 * that what is stored does not depend on what else an import brings. */
#include <stdio.h>
#include <string.h>

#include "base/ruined_id.h"
#include "base/written_number.h"
#include "log/import.h"

static bool stands_for_none(const char *touch)
{
    size_t length = strlen(touch);
    size_t zeros = strspn(touch, "0");
    return zeros == length || strcmp(touch, "-1") == 0 || hl_base__is_blank(touch, length) ||
           hl_base__id_is_placeholder(touch, length);
}

static void tell(const hl_log_import *import, const hl_log_row *row)
{
    char message[300];
    if (import->rejects.problems == NULL)
        return;
    (void)snprintf(message, sizeof message,
                   "the touch '%.100s' is none: events that name it are read as naming none",
                   row->event.touch);
    hl_problems_add(import->rejects.problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                            .file = import->rows->name,
                                                            .line = row->line,
                                                            .message = message});
}

void hl_log__drop_default_touches(hl_log_import *import)
{
    for (size_t i = 0; i < import->batch_count; i++) {
        hl_log_row *row = &import->batch[i];
        if (row->refused || row->event.touch == NULL || !stands_for_none(row->event.touch))
            continue;
        if (!import->default_told)
            tell(import, row);
        import->default_told = true;
        row->event.touch = NULL;
    }
}
