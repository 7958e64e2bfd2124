/* From a user's log before and after to the cells of every experiment that the user is in. */
#include <string.h>

#include "log/import.h"

hl_status hl_log__remember(hl_log_import *import, hl_error *err)
{
    hl_log_user_log *to = &import->log_before;
    const hl_log_user_log *from = &import->log;
    to->touch_count = 0;
    to->event_count = 0;
    for (size_t i = 0; i < from->touch_count; i++, to->touch_count++) {
        hl_log_touch *touch = hl_log__user_log_touch(to);
        if (touch == NULL)
            return hl_error_memory(err);
        *touch = from->touches[i];
    }
    for (size_t i = 0; i < from->event_count; i++, to->event_count++) {
        hl_log_event *event = hl_log__user_log_event(to);
        if (event == NULL)
            return hl_error_memory(err);
        *event = from->events[i];
    }
    return HL_OK;
}

static bool seen_before(const hl_log_user_log *log, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (log->touches[i].experiment == log->touches[index].experiment)
            return true;
    return false;
}

static hl_status revalue_in(hl_log_import *import, const hl_log_experiment *x, const char *user_id,
                            const hl_value *attributes_before, const hl_value *attributes,
                            hl_error *err)
{
    const hl_log_user_log *was = &import->log_before;
    const hl_log_user_log *is = &import->log;
    size_t length = strlen(user_id);
    hl_log_unit before = {was->touches, was->touch_count, was->events,       was->event_count,
                          user_id,      length,           &attributes_before};
    hl_log_unit after = {is->touches, is->touch_count, is->events, is->event_count,
                         user_id,     length,          &attributes};
    bool had = was->touch_count > 0;
    if (had && hl_log__view(import->store, x, x->delta, &before, &import->before, err) != HL_OK)
        return HL_FAILED;
    if (hl_log__view(import->store, x, x->delta, &after, &import->after, err) != HL_OK)
        return HL_FAILED;
    return hl_log__contribute(x->delta, had ? &import->before : NULL, &import->after, err);
}

hl_status hl_log__revalue(hl_log_import *import, const char *user_id,
                          const hl_value *attributes_before, const hl_value *attributes,
                          hl_error *err)
{
    const hl_log_user_log *log = &import->log;
    for (size_t i = 0; i < log->touch_count; i++) {
        const hl_log_experiment *x =
            hl_log__experiment(import->experiments, log->touches[i].experiment);
        if (x == NULL || !x->unit_is_user || seen_before(log, i))
            continue;
        if (revalue_in(import, x, user_id, attributes_before, attributes, err) != HL_OK)
            return HL_FAILED;
    }
    return HL_OK;
}
