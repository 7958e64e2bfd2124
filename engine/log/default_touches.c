/* Touch ids of events that are none. A touch is of one user, so what the events of several name is
 * what a system writes where it knows no touch ("0", a campaign's number): these events belong to
 * their user's latest touch, like those that name none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "log/import.h"

enum { SEVERAL = 3 };

/* The first users whose events name it. */
typedef struct namers {
    uint32_t users[SEVERAL];
    uint32_t count;
} namers;

static void note_user(namers *n, uint32_t user)
{
    for (uint32_t i = 0; i < n->count; i++)
        if (n->users[i] == user)
            return;
    if (n->count < SEVERAL)
        n->users[n->count++] = user;
}

static hl_status count_namers(const hl_log_import *import, hl_map *names, namers **out,
                              hl_error *err)
{
    *out = calloc(import->batch_count + 1, sizeof **out);
    if (*out == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < import->batch_count; i++) {
        const hl_log_row *row = &import->batch[i];
        if (row->refused || row->event.touch == NULL)
            continue;
        uint32_t name = hl_base__map_intern(names, row->event.touch, strlen(row->event.touch));
        if (name == HL_MAP_NONE)
            return hl_error_memory(err);
        note_user(&(*out)[name], row->user);
    }
    return HL_OK;
}

static void tell(const hl_log_import *import, const hl_log_row *row)
{
    char message[300];
    if (import->rejects.problems == NULL)
        return;
    (void)snprintf(message, sizeof message,
                   "events of several users name the touch '%.100s', and a touch is of one: they "
                   "are read as naming none",
                   row->event.touch);
    hl_problems_add(import->rejects.problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                            .file = import->rows->name,
                                                            .line = row->line,
                                                            .message = message});
}

hl_status hl_log__drop_default_touches(hl_log_import *import, hl_error *err)
{
    hl_map names = {0};
    namers *by_name = NULL;
    hl_status status = count_namers(import, &names, &by_name, err);
    for (size_t i = 0; status == HL_OK && names.count > 0 && i < import->batch_count; i++) {
        hl_log_row *row = &import->batch[i];
        if (row->refused || row->event.touch == NULL)
            continue;
        uint32_t name = hl_base__map_find(&names, row->event.touch, strlen(row->event.touch));
        if (by_name[name].count < SEVERAL)
            continue;
        if (!import->default_told)
            tell(import, row);
        import->default_told = true;
        row->event.touch = NULL;
    }
    free(by_name);
    hl_base__map_free(&names);
    return status;
}
