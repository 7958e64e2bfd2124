#include "log/undone_events.h"

#include <stdio.h>

#include "config/order_states.h"

bool hl_log__undone_find(hl_log_undone *undone, const char *name, int column)
{
    if (undone->name != NULL || !hl_config__names_order_state(name))
        return false;
    undone->name = name;
    undone->column = column;
    return true;
}

void hl_log__undone_note(hl_log_undone *undone, const hl_row *fields)
{
    if (undone->name == NULL)
        return;
    const hl_field *text = &fields->fields[undone->column];
    if (text->length == 0 || !hl_config__is_undone(text->data, text->length) || undone->count++ > 0)
        return;
    undone->line = fields->line;
    (void)snprintf(undone->example, sizeof undone->example, "%.*s",
                   (int)(text->length < 40 ? text->length : 40), text->data);
}

void hl_log__undone_tell(const hl_log_undone *undone, const char *source, int64_t rows,
                         hl_problems *problems)
{
    char message[500];
    if (undone->count == 0 || problems == NULL)
        return;
    (void)snprintf(message, sizeof message,
                   "%lld of %lld events were undone, as '%.60s' says ('%.60s' and the like), and "
                   "count as any other: give them a type of their own, or leave them out",
                   (long long)undone->count, (long long)rows, undone->name, undone->example);
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = source,
                                            .line = undone->line,
                                            .message = message});
}
