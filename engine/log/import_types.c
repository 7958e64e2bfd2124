/* What an import of events says of their types and of their users. */
#include <stdio.h>
#include <string.h>

#include "base/ruined_id.h"
#include "log/import.h"
#include "log/meant_type.h"
#include "log/strangers.h"

enum { MESSAGE = 400 };

hl_status hl_log__no_stranger(hl_log_import *import, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < import->log.event_count; i++)
        status = hl_log__type_counts_add(
            &import->batch_types, &(hl_log_type_count){import->log.events[i].type, 0, -1}, err);
    return status;
}

static void warn(const hl_log_import *import, hl_problems *problems, const char *message)
{
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = import->rows->name,
                                            .message = message});
}

/* What a type that nothing reads was most likely meant to be. */
typedef struct meaning {
    hl_type_reading reading;
    const char *type; /* NULL: nothing */
    bool ends;        /* of stop_on, by no metric */
} meaning;

static void take_meaning(meaning *best, hl_type_reading reading, const char *type, bool ends)
{
    if (reading < best->reading)
        *best = (meaning){reading, type, ends};
}

/* A type that a metric of any experiment reads, or that ends a journey, was meant as it stands. */
static meaning meant_by_any(const hl_log_experiments *all, const char *type)
{
    meaning best = {HL_TYPE_OTHER, NULL, false};
    for (size_t i = 0; i < all->count; i++) {
        const char *meant = NULL;
        hl_type_reading reading = hl_log__type_reading(all->list[i]->design, type, &meant);
        take_meaning(&best, reading, meant, false);
        reading = hl_log__stop_reading(all->list[i]->experiment, type, &meant);
        take_meaning(&best, reading, meant, true);
    }
    if (best.reading == HL_TYPE_READ)
        best.type = NULL;
    return best;
}

static void tell_meaning(const hl_log_import *import, int64_t events, const char *type,
                         const meaning *m, hl_problems *problems)
{
    char message[MESSAGE];
    if (m->ends && events == 1)
        (void)snprintf(message, sizeof message,
                       "1 event is of type '%.100s', which ends no journey; did you mean '%.100s' "
                       "of a hook's stop_on?",
                       type, m->type);
    else if (m->ends)
        (void)snprintf(message, sizeof message,
                       "%lld events are of type '%.100s', which ends no journey; did you mean "
                       "'%.100s' of a hook's stop_on?",
                       (long long)events, type, m->type);
    else if (events == 1)
        (void)snprintf(message, sizeof message,
                       "1 event is of type '%.100s', which no metric reads; did you mean '%.100s'?",
                       type, m->type);
    else
        (void)snprintf(message, sizeof message,
                       "%lld events are of type '%.100s', which no metric reads; did you mean "
                       "'%.100s'?",
                       (long long)events, type, m->type);
    warn(import, problems, message);
}

static void tell_typeless(const hl_log_import *import, int64_t events, const char *type,
                          hl_problems *problems)
{
    char message[MESSAGE];
    (void)snprintf(message, sizeof message,
                   "%lld events are of type '%.100s', which says nothing: what were they?",
                   (long long)events, type);
    warn(import, problems, message);
}

static hl_status tell_type(hl_log_import *import, const hl_log_experiments *all,
                           const hl_log_type_count *count, hl_problems *problems, hl_error *err)
{
    const char *type = NULL;
    hl_arena arena = {0};
    hl_status status = hl_log__name_text(import->store, (uint32_t)count->type, &arena, &type, err);
    if (status == HL_OK) {
        const meaning m = meant_by_any(all, type);
        if (m.reading != HL_TYPE_READ && hl_base__is_no_type(type, strlen(type)))
            tell_typeless(import, count->events, type, problems);
        else if (m.type != NULL)
            tell_meaning(import, count->events, type, &m, problems);
    }
    hl_base__arena_free(&arena);
    return status;
}

/* Where there are no touches yet, events of strangers are only early; where the shop has customers
 * beside the experiment, theirs are as they should be: an id that is written otherwise is not. */
static hl_status tell_strangers(hl_log_import *import, hl_problems *problems, hl_error *err)
{
    char message[MESSAGE];
    hl_log_strangers all = {0};
    const hl_log_stranger *first = NULL;
    hl_status status = hl_log__strangers_read(import->store, &all, err);
    for (size_t i = 0; status == HL_OK && i < all.count; i++)
        if (all.list[i].known != 0) {
            import->summary->respelled++;
            if (hl_log__stranger_goes_first(&all.list[i], first == NULL ? NULL : first->id))
                first = &all.list[i];
        }
    if (first != NULL) {
        (void)snprintf(message, sizeof message,
                       "%lld of %lld new events are of users whom no touch and no users file has; "
                       "'%.80s' may be '%.80s': are user ids written alike in all files?",
                       (long long)import->summary->strangers, (long long)import->summary->added,
                       first->id, first->known_id);
        warn(import, problems, message);
    }
    hl_log__strangers_free(&all);
    return status;
}

hl_status hl_log__tell_types(hl_log_import *import, hl_problems *problems, hl_error *err)
{
    hl_log_experiments *all = NULL;
    import->summary->strangers = 0;
    for (size_t i = 0; i < import->types.count; i++)
        import->summary->strangers += import->types.list[i].strangers;
    if (problems == NULL || import->types.count == 0)
        return HL_OK;
    hl_status status = hl_log__begin_reading(import->store, err);
    if (status == HL_OK)
        status = hl_log__experiments(import->store, &all, err);
    for (size_t i = 0; status == HL_OK && i < import->types.count; i++)
        if (import->types.list[i].events > 0)
            status = tell_type(import, all, &import->types.list[i], problems, err);
    if (status == HL_OK && import->summary->strangers > 0)
        status = tell_strangers(import, problems, err);
    if (status == HL_OK)
        return hl_log__commit(import->store, err);
    hl_log__rollback(import->store);
    return status;
}
