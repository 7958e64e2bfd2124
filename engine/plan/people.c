/* Users: their zone and where it comes from, their arm, and the attributes that hooks hang on.
 *
 * The zone is the first that is known of: device_zone, zone (the profile), inferred_zone (several
 * plausible ones joined by '|'), segment_zone, and the workspace's. A name that nobody knows is
 * flagged and counted, and the next source counts; no user is dropped for it. */
#include <stdlib.h>
#include <string.h>

#include "assign/assigner.h"
#include "assign/user_rows.h"
#include "base/suggest.h"
#include "log/known_users.h"
#include "plan/plan_state.h"

typedef struct source {
    const char *attribute;
    hl_zone_source source;
} source;

static const source sources[] = {{"device_zone", HL_ZONE_DEVICE},
                                 {"zone", HL_ZONE_PROFILE},
                                 {"inferred_zone", HL_ZONE_INFERRED},
                                 {"segment_zone", HL_ZONE_SEGMENT}};

uint32_t hl_plan__operator(hl_plan_state *state, const char *name, size_t length)
{
    return length == 0 ? HL_LEDGER_NONE : hl_base__map_intern(&state->operators, name, length);
}

const hl_zone *hl_plan__person_zone(const hl_plan_state *state, const hl_person *person)
{
    return state->zone_sets[person->zone_set].zones[0];
}

bool hl_plan__field_time(const char *text, size_t length, const hl_zone *zone, int64_t *utc_ms)
{
    int64_t ms = 0;
    hl_time_form form = hl_base__time_parse(text, length, &ms);
    if (form == HL_TIME_INVALID)
        return false;
    *utc_ms = form == HL_TIME_INSTANT ? ms : hl_base__zone_instant(zone, ms);
    return true;
}

static bool reserve_people(hl_plan_state *state)
{
    if (state->people_ids.count < state->people_capacity)
        return true;
    size_t capacity = state->people_capacity == 0 ? 1024 : state->people_capacity * 2;
    size_t hooks = state->experiment->hook_count + 1;
    hl_person *people = realloc(state->people, capacity * sizeof *people);
    if (people == NULL)
        return false;
    state->people = people;
    int64_t *anchors = realloc(state->anchors, capacity * hooks * sizeof *anchors);
    if (anchors == NULL)
        return false;
    state->anchors = anchors;
    state->people_capacity = capacity;
    return true;
}

bool hl_plan__person_add(hl_plan_state *state, const char *id, size_t length, uint32_t *index)
{
    uint32_t before = state->people_ids.count;
    if (!reserve_people(state))
        return false;
    *index = hl_base__map_intern(&state->people_ids, id, length);
    if (*index == HL_MAP_NONE)
        return false;
    if (*index < before)
        return true;
    state->people[*index] = (hl_person){.arm = UINT32_MAX,
                                        .operator_user = HL_LEDGER_NONE,
                                        .first_event = HL_LEDGER_NONE,
                                        .first_sent = HL_LEDGER_NONE,
                                        .message_ms = INT64_MIN,
                                        .active_ms = INT64_MIN,
                                        .zone_source = HL_ZONE_WORKSPACE};
    for (size_t i = 0; i < state->experiment->hook_count; i++)
        state->anchors[*index * state->experiment->hook_count + i] = INT64_MIN;
    return true;
}

/* The set of zones of a text like "Asia/Tokyo|Asia/Seoul"; HL_MAP_NONE when one is unknown. */
static uint32_t zone_set_of(hl_plan_state *state, const char *text, size_t length)
{
    uint32_t known = hl_base__map_find(&state->zone_keys, text, length);
    if (known != HL_MAP_NONE)
        return known;
    hl_zone_set set = {0};
    for (size_t at = 0; at <= length;) {
        const char *bar = memchr(text + at, '|', length - at);
        size_t end = bar == NULL ? length : (size_t)(bar - text);
        const hl_zone *zone = NULL;
        if (hl_base__zones_find(state->zones, text + at, end - at, &zone) != HL_OK)
            state->failed = true;
        if (zone == NULL || set.count == HL_PLAUSIBLE_MOST)
            return HL_MAP_NONE;
        set.zones[set.count++] = zone;
        at = end + 1;
    }
    if (state->zone_keys.count == state->zone_set_capacity) {
        size_t capacity = state->zone_set_capacity == 0 ? 64 : state->zone_set_capacity * 2;
        hl_zone_set *sets = realloc(state->zone_sets, capacity * sizeof *sets);
        state->failed = state->failed || sets == NULL;
        if (sets == NULL)
            return HL_MAP_NONE;
        state->zone_sets = sets;
        state->zone_set_capacity = capacity;
    }
    uint32_t index = hl_base__map_intern(&state->zone_keys, text, length);
    state->failed = state->failed || index == HL_MAP_NONE;
    if (index != HL_MAP_NONE)
        state->zone_sets[index] = set;
    return index;
}

static void flag_zone(hl_plan_state *state, hl_person *person, const hl_value *value, int64_t line)
{
    size_t count = 0;
    const char *const *names = NULL;
    if (hl_base__zones_names(state->zones, &names, &count) != HL_OK)
        state->failed = true;
    char shown[64] = "";
    size_t length = value->length < sizeof shown - 1 ? value->length : sizeof shown - 1;
    memcpy(shown, value->text, length);
    const char *nearest = hl_base__suggest(shown, names, count);
    if (!person->zone_unknown)
        state->counts.unknown_zones++;
    person->zone_unknown = true;
    hl_plan__warn(state, state->options->users, line, state->counts.unknown_zones,
                  "unknown zone '%s'%s%s; the next source counts", shown,
                  nearest == NULL ? "" : ": did you mean ", nearest == NULL ? "" : nearest);
}

static bool find_zone(hl_plan_state *state, hl_person *person, const hl_value *attributes,
                      int64_t line)
{
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        const hl_value *value = hl_base__value_get(attributes, sources[i].attribute);
        if (value == NULL || value->text == NULL || value->length == 0)
            continue;
        uint32_t set = zone_set_of(state, value->text, value->length);
        if (set == HL_MAP_NONE) {
            flag_zone(state, person, value, line);
            continue;
        }
        person->zone_set = set;
        person->zone_source = (uint8_t)sources[i].source;
        state->counts.inferred_zones += sources[i].source == HL_ZONE_INFERRED;
        return true;
    }
    const char *name = hl_base__zone_name(state->workspace);
    person->zone_set = zone_set_of(state, name, strlen(name));
    return person->zone_set != HL_MAP_NONE;
}

/* Recurring anchors are dates: kept as local time; the others as instants. */
static void read_anchors(hl_plan_state *state, uint32_t index, const hl_value *attributes,
                         int64_t line)
{
    const hl_experiment *x = state->experiment;
    const hl_zone *zone = hl_plan__person_zone(state, &state->people[index]);
    for (size_t h = 0; h < x->hook_count; h++) {
        const hl_value *value =
            x->hooks[h].anchor == NULL ? NULL : hl_base__value_get(attributes, x->hooks[h].anchor);
        int64_t ms = 0;
        if (value == NULL || value->text == NULL || value->length == 0)
            continue;
        if (!hl_plan__field_time(value->text, value->length, zone, &ms)) {
            hl_plan__warn(state, state->options->users, line, 1, "%s is not a time",
                          x->hooks[h].anchor);
            continue;
        }
        if (x->hooks[h].recurs != NULL)
            ms += (int64_t)hl_base__zone_offset(zone, ms) * 1000;
        state->anchors[index * x->hook_count + h] = ms;
    }
}

static int64_t time_attribute(const hl_value *attributes, const char *name, const hl_zone *zone)
{
    int64_t ms = INT64_MIN;
    const hl_value *value = hl_base__value_get(attributes, name);
    if (value != NULL && value->text != NULL)
        (void)hl_plan__field_time(value->text, value->length, zone, &ms);
    return ms;
}

static hl_status take_person(hl_plan_state *state, const hl_assigner *assigner,
                             const hl_user_row *row, const hl_value *attributes, hl_error *err)
{
    uint32_t index = 0;
    uint32_t before = state->people_ids.count;
    if (!hl_plan__person_add(state, row->id, row->id_length, &index))
        return hl_error_memory(err);
    if (index < before) {
        hl_plan__warn(state, state->options->users, row->line, 1,
                      "this user stands twice: the first row counts");
        return HL_OK;
    }
    hl_person *person = &state->people[index];
    if (!find_zone(state, person, attributes, row->line))
        return hl_error_memory(err);
    const hl_zone *zone = hl_plan__person_zone(state, person);
    hl_assignment a;
    hl_status status = hl_assign__decide(assigner, row->unit, row->unit_length, attributes,
                                         state->options->now_utc_ms, &a, err);
    if (status != HL_OK)
        return status;
    person->arm = a.reason == HL_ASSIGN_ASSIGNED ? (uint32_t)a.arm : UINT32_MAX;
    const hl_value *who = hl_base__value_get(attributes, "operator");
    if (who != NULL && who->text != NULL) {
        person->operator_user = hl_plan__operator(state, who->text, who->length);
        if (state->operators.count > 0 && person->operator_user == HL_LEDGER_NONE &&
            who->length > 0)
            return hl_error_memory(err);
    }
    person->message_ms = time_attribute(attributes, "last_message_at", zone);
    person->active_ms = time_attribute(attributes, "last_active_at", zone);
    read_anchors(state, index, attributes, row->line);
    return HL_OK;
}

typedef struct taking {
    hl_plan_state *state;
    const hl_assigner *assigner;
} taking;

static hl_status take_stored(void *context, const hl_known_user *person, hl_error *err)
{
    const taking *t = context;
    const hl_user_row row = {.id = person->id,
                             .id_length = person->id_length,
                             .unit = person->unit,
                             .unit_length = person->unit_length};
    return take_person(t->state, t->assigner, &row, person->attributes, err);
}

static hl_status read_rows(hl_plan_state *state, const hl_assigner *assigner, hl_user_rows *rows,
                           hl_error *err)
{
    hl_user_row row;
    hl_status status = HL_OK;
    while (status == HL_OK && hl_assign__user_rows_next(rows, &row)) {
        hl_error reason = HL_ERROR_INIT;
        const hl_value *attributes = NULL;
        if (row.problem == NULL &&
            hl_assign__user_rows_attributes(rows, &attributes, &reason) == HL_FAILED)
            return hl_error_memory(err);
        if (attributes == NULL) {
            state->counts.rejected_rows++;
            hl_plan__warn(state, state->options->users, row.line, state->counts.rejected_rows, "%s",
                          row.problem == NULL ? reason.message : row.problem);
            continue;
        }
        status = take_person(state, assigner, &row, attributes, err);
    }
    return status;
}

static hl_status read_file(hl_plan_state *state, const hl_assigner *assigner, hl_error *err)
{
    hl_user_rows *rows = NULL;
    hl_status status =
        hl_assign__user_rows_open(state->options->users, state->experiment->unit, &rows, err);
    if (status != HL_OK)
        return status;
    status = read_rows(state, assigner, rows, err);
    hl_status closed = hl_assign__user_rows_close(rows, err);
    return status == HL_OK ? closed : status;
}

hl_status hl_plan__read_people(hl_plan_state *state, hl_error *err)
{
    hl_assigner *assigner = NULL;
    const hl_plan_options *o = state->options;
    hl_status status = hl_assigner_new(
        state->experiment, state->ranges != NULL ? state->ranges : o->ranges, &assigner, err);
    taking stored = {state, assigner};
    if (status == HL_OK && o->users != NULL)
        status = read_file(state, assigner, err);
    else if (status == HL_OK && o->store != NULL)
        status = hl_log__known_users(o->store, state->experiment->unit, take_stored, &stored, err);
    if (status == HL_OK && state->failed)
        status = hl_error_memory(err);
    hl_assigner_free(assigner);
    if (status == HL_OK && o->strict_zones && state->counts.unknown_zones > 0)
        status = hl_error_set(err, HL_REJECTED, "%lld users have a zone that nobody knows",
                              (long long)state->counts.unknown_zones);
    return status;
}
