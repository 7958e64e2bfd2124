#include "log/file_kind.h"

#include <string.h>

enum { NO_IMPORT = -1, MOST_COLUMNS = 5 };

/* A file has the first column, and one of the others: exports seldom have all. */
typedef struct shape {
    int kind;
    const char *id;
    const char *others[MOST_COLUMNS];
    const char *hint;
} shape;

static const shape shapes[] = {
    {HL_IMPORT_TOUCHES,
     "touch_id",
     {"experiment", "arm", "sent_at", "planned_at"},
     " (it looks like touches: hookline import touches FILE)"},
    {HL_IMPORT_EVENTS,
     "event_id",
     {"type", "at"},
     " (it looks like events: hookline import events FILE)"},
    {NO_IMPORT,
     "trigger_id",
     {"hook", "at"},
     " (it looks like triggers, which no store keeps: hookline plan --triggers FILE)"},
    {HL_IMPORT_COSTS,
     "amount",
     {"from", "to"},
     " (it looks like costs: hookline import costs FILE)"},
    {HL_IMPORT_USERS, "user_id", {"zone"}, " (it looks like users: hookline import users FILE)"},
};

static bool has(const char *const *columns, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(columns[i], name) == 0)
            return true;
    return false;
}

static bool fits(const shape *s, const char *const *columns, size_t count)
{
    bool any = false;
    for (size_t i = 0; i < MOST_COLUMNS && s->others[i] != NULL; i++)
        any = any || has(columns, count, s->others[i]);
    return any && has(columns, count, s->id);
}

const char *hl_log__other_kind(hl_import_kind kind, const char *const *columns, size_t count)
{
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++)
        if (fits(&shapes[i], columns, count))
            return shapes[i].kind == (int)kind ? "" : shapes[i].hint;
    return "";
}
