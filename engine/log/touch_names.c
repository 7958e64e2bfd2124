/* What a touch says of its hook, variant, window and channel, held against the definition: a name
 * that is one of its own to the eye alone is another to every cap and every split. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/spelling.h"
#include "log/import.h"

static const char *channel_of(const hl_experiment *x, size_t index)
{
    if (index == 0)
        return x->channel == NULL ? "" : x->channel;
    index--;
    if (index < x->own_channel_count)
        return x->own_channels[index];
    index -= x->own_channel_count;
    for (size_t i = 0; i < x->arm_count; i++) {
        if (index < x->arms[i].step_count) {
            const char *channel = x->arms[i].steps[index].channel;
            return channel == NULL ? "" : channel;
        }
        index -= x->arms[i].step_count;
    }
    return NULL;
}

/* The definition's names in that column; NULL behind the last, "" for one that it leaves out. */
static const char *name_at(const hl_experiment *x, size_t column, size_t index)
{
    switch (column) {
    case HL_TOUCH_HOOK:
        return index < x->hook_count ? x->hooks[index].name : NULL;
    case HL_TOUCH_VARIANT:
        return index < x->variant_count ? x->variants[index].name : NULL;
    case HL_TOUCH_WINDOW:
        return index < x->window_count ? x->windows[index].name : NULL;
    default:
        return channel_of(x, index);
    }
}

/* The one that it is to the eye; NULL: it is one, or like none. */
static const char *meant(const hl_experiment *x, size_t column, const hl_map_key *name)
{
    const char *found = NULL;
    const char *one = NULL;
    for (size_t i = 0; (one = name_at(x, column, i)) != NULL; i++) {
        if (strcmp(one, name->text) == 0)
            return NULL;
        if (found == NULL && hl_base__are_alike(one, strlen(one), name->text, name->length))
            found = one;
    }
    return found;
}

static void tell(const hl_log_import *import, const hl_log_row *row, const char *column,
                 const char *name, const char *like)
{
    char message[400];
    (void)snprintf(message, sizeof message,
                   "%s '%.100s' and '%.100s' of the definition differ in case, width, spaces or "
                   "coding alone, and count as two (--trim reads them as one)",
                   column, name, like);
    if (import->rejects.problems != NULL)
        hl_problems_add(import->rejects.problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                                .file = import->rows->name,
                                                                .line = row->line,
                                                                .message = message});
}

/* What was found of a name of the import, by column, so that each is looked for once: names are
 * few, and one experiment of a file is as good as another. */
static bool reserve(hl_log_import *import)
{
    size_t wanted = import->names.capacity;
    if (import->looked_capacity >= wanted)
        return true;
    unsigned char *looked = realloc(import->looked, wanted);
    if (looked == NULL)
        return false;
    memset(looked + import->looked_capacity, 0, wanted - import->looked_capacity);
    import->looked = looked;
    import->looked_capacity = wanted;
    return true;
}

static hl_status look_at(hl_log_import *import, const hl_log_experiment *x, hl_log_row *row,
                         size_t column, const char *column_name, hl_error *err)
{
    uint32_t name = row->touch.names[column];
    bool trim = import->options->trim;
    if (name == HL_MAP_NONE)
        return HL_OK;
    if (!reserve(import))
        return hl_error_memory(err);
    unsigned char bit = (unsigned char)(1U << (column - HL_TOUCH_HOOK));
    if (!trim && (import->looked[name] & bit) != 0)
        return HL_OK;
    import->looked[name] |= bit;
    const hl_map_key *key = &import->names.map.keys[name];
    const char *like = meant(x->experiment, column, key);
    if (like == NULL)
        return HL_OK;
    if (!trim) {
        tell(import, row, column_name, key->text, like);
        return HL_OK;
    }
    uint32_t index = hl_log__numbering_add(&import->names, like, strlen(like));
    if (index == HL_MAP_NONE)
        return hl_error_memory(err);
    row->touch.names[column] = index;
    return hl_log__numbering_resolve_names(import, err);
}

hl_status hl_log__touch_names(hl_log_import *import, const hl_log_experiment *x, hl_log_row *row,
                              hl_error *err)
{
    static const struct {
        size_t column;
        const char *name;
    } columns[] = {{HL_TOUCH_HOOK, "hook"},
                   {HL_TOUCH_VARIANT, "variant"},
                   {HL_TOUCH_WINDOW, "window"},
                   {HL_TOUCH_CHANNEL, "channel"}};
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < sizeof columns / sizeof columns[0]; i++)
        status = look_at(import, x, row, columns[i].column, columns[i].name, err);
    return status;
}
