/* What the store has of earlier runs: what it has sent or reserved counts, and what users did since
 * ends journeys. */
#include <string.h>

#include "config/event_words.h"
#include "plan/reading.h"

enum { LOOK_BACK_DAYS = 92 };

/* A touch of a user whose id it writes in another way is theirs: it counts for their caps, and no
 * second user stands beside them, whom events would find in their place. */
static hl_status take_reservation(void *context, const hl_log_reservation *touch, hl_error *err)
{
    hl_reading *r = context;
    const hl_map *people = &r->inputs->people_ids;
    hl_log_reservation theirs = *touch;
    const hl_field id = {touch->user, strlen(touch->user), HL_FIELD_TEXT};
    uint32_t person = hl_base__map_find(people, id.data, id.length);
    hl_status status = person == HL_MAP_NONE ? hl_plan__meant_user(r, &id, &person, err) : HL_OK;
    if (status != HL_OK)
        return status;
    if (person != HL_MAP_NONE && strcmp(people->keys[person].text, touch->user) != 0) {
        theirs.user = people->keys[person].text;
        hl_plan__warn(r, 0, ++r->inputs->counts.respelt_users,
                      "there is no user '%.60s', but '%.60s': the touch counts for theirs",
                      touch->user, theirs.user);
    }
    return hl_plan__take_reservation(r, &theirs, err);
}

typedef struct taking {
    hl_reading *reading;
    int64_t since; /* an earlier event ends a silence, or is a farewell, and no more */
} taking;

/* The store keeps ids as they came: what ends a journey ends that of whoever is meant. */
static hl_status take_meant_event(const taking *t, const char *user, const char *type,
                                  int64_t at_utc_ms, hl_error *err)
{
    hl_reading *r = t->reading;
    const hl_field id = {user, strlen(user), HL_FIELD_TEXT};
    const hl_field kind = {type, strlen(type), HL_FIELD_TEXT};
    uint32_t person = HL_MAP_NONE;
    bool says = r->promotes && hl_plan__sense_of(r, type, kind.length) != 0;
    if (!says && (at_utc_ms < t->since || !hl_plan__ends_journeys(r, &kind)))
        return HL_OK;
    hl_status status = hl_plan__meant_user(r, &id, &person, err);
    if (status == HL_OK && person != HL_MAP_NONE)
        hl_plan__warn(r, 0, ++r->inputs->counts.respelt_users,
                      "there is no user '%.60s', but '%.60s': the event ends journeys of theirs",
                      user, r->inputs->people_ids.keys[person].text);
    for (; status == HL_OK && person != HL_MAP_NONE; person = hl_plan__meant_too(r, person))
        status = hl_plan__take_event(r, person, type, strlen(type), at_utc_ms, err);
    return status;
}

static hl_status take_event(void *context, const char *user, const char *type, int64_t at_utc_ms,
                            hl_error *err)
{
    const taking *t = context;
    hl_reading *r = t->reading;
    uint32_t person = hl_base__map_find(&r->inputs->people_ids, user, strlen(user));
    if (person == HL_MAP_NONE)
        return take_meant_event(t, user, type, at_utc_ms, err);
    bool says = r->promotes && hl_plan__sense_of(r, type, strlen(type)) != 0;
    if (at_utc_ms >= t->since || says)
        return hl_plan__take_event(r, person, type, strlen(type), at_utc_ms, err);
    hl_plan__note_event(r, person, type, strlen(type), at_utc_ms);
    return HL_OK;
}

/* Somebody said stop, and an import could not take it: nobody knows when it was. */
static hl_status take_refused(void *context, const char *user, const char *type, int64_t at_utc_ms,
                              hl_error *err)
{
    const taking *t = context;
    hl_reading *r = t->reading;
    const hl_field id = {user, strlen(user), HL_FIELD_TEXT};
    const hl_field kind = {type, strlen(type), HL_FIELD_TEXT};
    uint32_t person = hl_base__map_find(&r->inputs->people_ids, user, id.length);
    if (!hl_config__is_farewell(type) || !hl_plan__ends_journeys(r, &kind))
        return HL_OK;
    bool meant = person == HL_MAP_NONE;
    hl_status status = meant ? hl_plan__meant_user(r, &id, &person, err) : HL_OK;
    if (status == HL_OK && person != HL_MAP_NONE)
        hl_plan__warn(
            r, 0, ++r->refused_stops,
            "an import refused an event '%.60s' of '%.60s': it ends journeys of theirs all "
            "the same",
            type, user);
    while (status == HL_OK && person != HL_MAP_NONE) {
        status = hl_plan__take_event(r, person, type, kind.length, at_utc_ms, err);
        person = meant ? hl_plan__meant_too(r, person) : HL_MAP_NONE;
    }
    return status;
}

/* Far enough back for every cap and cool-down, and for the steps of a journey. */
static int64_t look_back(const hl_compiled *c)
{
    int64_t days = LOOK_BACK_DAYS;
    for (size_t i = 0; i < c->limit_count; i++) {
        const hl_span *per = &c->limits[i]->per;
        int64_t needed = per->months * INT64_C(31) + per->days + per->ms / HL_DAY_MS + 2;
        days = needed > days ? needed : days;
    }
    return c->options->now_utc_ms - days * HL_DAY_MS;
}

static bool stops_at_farewells(const hl_hook *hook)
{
    for (size_t i = 0; i < hook->stop_on_count; i++)
        if (hl_config__is_farewell(hook->stop_on[i]))
            return true;
    return false;
}

/* The same, and to the beginning where an event of whenever may end what no trigger sets off. */
static int64_t events_back(const hl_compiled *c, int64_t since)
{
    const hl_experiment *x = c->experiment;
    for (size_t h = 0; h < x->hook_count; h++) {
        const hl_hook *hook = &x->hooks[h];
        const hl_span *within = &hook->stop_within;
        if (hook->stop_on_count == 0 || (hook->anchor == NULL && !hook->silent.present))
            continue;
        int64_t from = within->present && !stops_at_farewells(hook)
                           ? hl_plan__span_before(c->workspace, c->options->now_utc_ms, within)
                           : INT64_MIN;
        since = from < since ? from : since;
    }
    return since;
}

/* However long a silence is, the activity before it is known. */
static bool asks_for_silence(const hl_experiment *x)
{
    for (size_t h = 0; h < x->hook_count; h++)
        if (x->hooks[h].silent.present)
            return true;
    return false;
}

static hl_status read_events(hl_reading *r, int64_t since, hl_error *err)
{
    taking t = {r, events_back(r->compiled, since)};
    bool all = r->promotes || asks_for_silence(r->compiled->experiment);
    int64_t from = all ? INT64_MIN : t.since;
    hl_store *store = r->compiled->options->store;
    hl_status status = hl_log__events_since(store, from, take_event, &t, err);
    return status == HL_OK ? hl_log__refused_events(store, r->compiled->options->now_utc_ms,
                                                    take_refused, &t, err)
                           : status;
}

hl_status hl_plan__read_store(hl_reading *r, hl_error *err)
{
    hl_store *store = r->compiled->options->store;
    if (store == NULL)
        return HL_OK;
    int64_t since = look_back(r->compiled);
    hl_status status = hl_log__reservations(store, since, take_reservation, r, err);
    return status == HL_OK ? read_events(r, since, err) : status;
}
