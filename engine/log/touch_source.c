/* The touches of a log as rows: user by user, so that memory does not grow with the log. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "log/recompute.h"
#include "log/stored_int.h"
#include "log/touch_outcomes.h"
#include "log/touch_said.h"
#include "log/touch_targets.h"
#include "log/user_zone.h"

enum { HOUR_MS = 3600000 };

/* Of a touch, beside what is evaluated; texts in the user's pool. */
typedef struct more {
    int64_t hook; /* 0: none */
    const char *propensity;
    int64_t reserved_ms; /* when a plan put it; HL_LOG_NO_TIME */
    const char *policy;  /* by which it drew the hour; NULL: none did */
    int64_t came_utc_ms; /* the event; HL_LOG_NO_TIME */
    int64_t harm_utc_ms; /* that of the guardrail */
    bool went;
} more;

typedef enum left {
    LEFT_OPEN,
    LEFT_LATER,
    LEFT_NOT_GONE,
    LEFT_PLANNED,
    LEFT_ZONELESS,
    MOVED,
    NO_CHANCE,
    LEFTS
} left;

typedef struct touch_source {
    hl_row_source source;
    hl_store *store;
    hl_touches_request request;
    hl_log_touch_targets targets;
    const char *names[HL_TOUCHES_COLUMNS];
    int64_t *users;
    size_t user_count, next_user;
    /* of the user at hand */
    hl_log_user_log log;
    hl_log_attributes attributes;
    hl_log_user who;
    const hl_zone *own_zone;
    more *more;
    size_t more_capacity;
    hl_log_outcomes outcomes;
    size_t next_touch;

    hl_zones *zones;
    hl_map texts; /* hooks, and "experiment/arm", by their numbers */
    const char **text_of;
    size_t text_capacity;
    hl_arena arena;
    hl_field fields[HL_TOUCHES_COLUMNS];
    char sent_at[HL_TIME_TEXT], came_at[HL_TIME_TEXT], within[HL_TIME_TEXT];
    int64_t rows;
    int64_t count[LEFTS];
} touch_source;

/* ---- names */

/* "experiment/arm", or the hook where the experiment is NULL. */
static hl_status named(touch_source *s, const hl_log_experiment *x, int64_t number,
                       const char **out, hl_error *err)
{
    const int64_t key[] = {x == NULL ? 0 : x->id, number};
    const char *name = NULL;
    uint32_t at = hl_base__map_find(&s->texts, (const char *)key, sizeof key);
    if (at != HL_MAP_NONE) {
        *out = s->text_of[at];
        return HL_OK;
    }
    hl_status status = hl_log__name_text(s->store, number, &s->arena, &name, err);
    if (status != HL_OK)
        return status;
    at = hl_base__map_intern(&s->texts, (const char *)key, sizeof key);
    if (at != HL_MAP_NONE && at >= s->text_capacity) {
        size_t capacity = s->text_capacity * 2 + 64;
        const char **more_texts = realloc((void *)s->text_of, capacity * sizeof *more_texts);
        if (more_texts == NULL)
            return hl_error_memory(err);
        s->text_of = more_texts;
        s->text_capacity = capacity;
    }
    hl_text text = {0};
    hl_base__text_addf(&text, "%s%s%s", x == NULL ? "" : x->design->experiment,
                       x == NULL ? "" : "/", name);
    *out = at == HL_MAP_NONE ? NULL : hl_base__text_keep(&text, &s->arena);
    hl_base__text_free(&text);
    if (*out == NULL)
        return hl_error_memory(err);
    s->text_of[at] = *out;
    return HL_OK;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* Whether two arms say the same to the same people by the same way, whenever that is. */
static bool same_message(const hl_arm *a, const hl_arm *b)
{
    bool same = a->step_count == b->step_count;
    for (size_t i = 0; same && i < a->step_count; i++)
        same = a->steps[i].hook == b->steps[i].hook && a->steps[i].variant == b->steps[i].variant &&
               same_text(a->steps[i].channel, b->steps[i].channel);
    return same;
}

/* Arms that differ in their windows alone are one message: what sets them apart is the hour, and an
 * effect of their own would take it away from the hour. */
static int64_t message_of(const hl_log_experiment *x, int64_t arm)
{
    size_t at = 0;
    while (at < x->design->arm_count && x->arms[at] != arm)
        at++;
    for (size_t i = 0; at < x->design->arm_count && i < at; i++)
        if (same_message(&x->experiment->arms[i], &x->experiment->arms[at]))
            return x->arms[i];
    return arm;
}

/* ---- one user */

static hl_status read_more(touch_source *s, sqlite3_stmt *row, size_t at, hl_error *err)
{
    more *m = &s->more[at];
    const char *id = NULL;
    int64_t said = 0;
    *m = (more){.came_utc_ms = HL_LOG_NO_TIME, .harm_utc_ms = HL_LOG_NO_TIME};
    hl_status status = hl_log__column_text(row, 0, &id, NULL, err);
    if (status == HL_OK && (id == NULL || strcmp(id, s->log.touches[at].id) != 0))
        status = hl_log__damaged(s->store, "the touches of a user are not in order", err);
    if (status == HL_OK)
        status = hl_log__int(s->store, row, 1, HL_LOG_INT_NAME_IF_ANY, &m->hook, err);
    if (status == HL_OK)
        status = hl_log__pooled_column(&s->log.pool, row, 2, &m->propensity, err);
    if (status == HL_OK)
        status = hl_log__int(s->store, row, 3, HL_LOG_INT_SAID, &said, err);
    if (status == HL_OK)
        status = hl_log__int(s->store, row, 4, HL_LOG_INT_INSTANT_IF_ANY, &m->reserved_ms, err);
    if (status == HL_OK)
        status = hl_log__pooled_column(&s->log.pool, row, 5, &m->policy, err);
    hl_touch_state state = hl_log__said_state(said);
    m->went = state == HL_TOUCH_STATE_ARRIVED || state == HL_TOUCH_STATE_GOES;
    return status;
}

static bool make_room(touch_source *s)
{
    if (s->log.touch_count <= s->more_capacity)
        return true;
    more *larger = realloc(s->more, s->log.touch_count * 2 * sizeof *larger);
    if (larger == NULL)
        return false;
    s->more = larger;
    s->more_capacity = s->log.touch_count * 2;
    return true;
}

static hl_status read_all_more(touch_source *s, int64_t user, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    if (!make_room(s))
        return hl_error_memory(err);
    if (hl_log__statement(s->store, HL_SQL_TOUCHES_TOLD, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, user);
    hl_status status = hl_log__step(s->store, rows, &row, err);
    for (size_t i = 0; status == HL_OK && i < s->log.touch_count; i++) {
        status = row ? read_more(s, rows, i, err)
                     : hl_log__damaged(s->store, "a touch of a user is missing", err);
        if (status == HL_OK)
            status = hl_log__step(s->store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* What did not go out can have brought nothing about. */
static void forget_not_gone(touch_source *s)
{
    for (size_t i = 0; i < s->log.touch_count; i++) {
        hl_log_touch *touch = &s->log.touches[i];
        if (hl_log__touch_target(&s->targets, touch->experiment) == NULL)
            continue;
        s->count[LEFT_PLANNED] += touch->sent_utc_ms == HL_LOG_NO_TIME;
        s->count[LEFT_NOT_GONE] += touch->sent_utc_ms != HL_LOG_NO_TIME && !s->more[i].went;
        if (!s->more[i].went)
            touch->sent_utc_ms = HL_LOG_NO_TIME;
    }
}

static hl_status find_harm(touch_source *s, const hl_log_touch_target *target, hl_error *err)
{
    hl_status status = hl_log__touch_outcomes(target->x->rules.experiment, target->guardrail,
                                              s->log.touches, s->log.touch_count, s->log.events,
                                              s->log.event_count, &s->outcomes, err);
    for (size_t i = 0; status == HL_OK && i < s->log.touch_count; i++)
        if (s->outcomes.came_utc_ms[i] != HL_LOG_NO_TIME)
            s->more[i].harm_utc_ms = s->outcomes.came_utc_ms[i];
    return status;
}

static hl_status find_outcomes(touch_source *s, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t t = 0; status == HL_OK && t < s->targets.count; t++) {
        const hl_log_touch_target *target = &s->targets.list[t];
        bool any = false;
        for (size_t i = 0; i < s->log.touch_count; i++)
            any = any || s->log.touches[i].experiment == target->x->rules.experiment;
        if (!any)
            continue;
        status = hl_log__touch_outcomes(target->x->rules.experiment, target->metric, s->log.touches,
                                        s->log.touch_count, s->log.events, s->log.event_count,
                                        &s->outcomes, err);
        for (size_t i = 0; status == HL_OK && i < s->log.touch_count; i++)
            if (s->outcomes.came_utc_ms[i] != HL_LOG_NO_TIME)
                s->more[i].came_utc_ms = s->outcomes.came_utc_ms[i];
        if (status == HL_OK && target->guardrail != NULL)
            status = find_harm(s, target, err);
    }
    return status;
}

static hl_status read_user(touch_source *s, int64_t user, hl_error *err)
{
    s->next_touch = 0;
    hl_log__user_log_clear(&s->log);
    hl_status status = hl_log__user_log_read(s->store, user, 0, &s->log, err);
    if (status == HL_OK)
        status = hl_log__user_read(s->store, user, &s->log.pool, &s->who, &s->attributes, err);
    if (status == HL_OK)
        status = read_all_more(s, user, err);
    if (status != HL_OK)
        return status;
    forget_not_gone(s);
    status = hl_log__user_zone(s->zones, &s->who, &s->attributes.object, &s->own_zone, err);
    return status == HL_OK ? find_outcomes(s, err) : status;
}

/* ---- one touch */

static hl_status segment_of(const touch_source *s, const hl_log_touch_target *target, hl_field *out,
                            hl_error *err)
{
    bool in = false, certain = true;
    if (target->segment == NULL) {
        const hl_value *value = hl_base__value_get(&s->attributes.object, s->request.segment);
        bool of_zone = strcmp(s->request.segment, "zone") == 0 && s->who.zone != NULL;
        *out = of_zone         ? hl_field_text(s->who.zone)
               : value == NULL ? hl_field_text("")
                               : (hl_field){value->text, value->length, HL_FIELD_TEXT};
        return HL_OK;
    }
    hl_status status =
        hl_assign__predicate_certain(target->segment, &s->attributes.object,
                                     (hl_evidence){.unread = s->store->unread}, &in, &certain, err);
    *out = hl_field_text(!certain ? HL_LOG_UNKNOWN_SEGMENT : in ? "in" : "out");
    return status;
}

static int64_t hour_of(const hl_zone *zone, int64_t utc_ms)
{
    int64_t local = utc_ms + (int64_t)hl_base__zone_offset(zone, utc_ms) * 1000;
    return local / HOUR_MS - (local % HOUR_MS < 0);
}

static bool is_chance(const char *propensity)
{
    double chance = 0;
    return hl_base__number_parse(propensity, strlen(propensity), &chance) && chance > 0 &&
           chance <= 1;
}

/* Plans write 1 where there was nothing to draw from. A touch that went out in another hour than
 * the one that was drawn was not drawn. Of what no draw can have, nobody knows what was meant. */
static const char *propensity_of(touch_source *s, const hl_log_touch *touch, const more *m,
                                 const hl_zone *zone)
{
    int64_t planned =
        touch->planned_utc_ms != HL_LOG_NO_TIME ? touch->planned_utc_ms : m->reserved_ms;
    if (m->propensity == NULL || strcmp(m->propensity, "1") == 0)
        return NULL;
    if (!is_chance(m->propensity)) {
        s->count[NO_CHANCE]++;
        return NULL;
    }
    if (planned == HL_LOG_NO_TIME || hour_of(zone, planned) == hour_of(zone, touch->sent_utc_ms))
        return m->propensity;
    s->count[MOVED]++;
    return NULL;
}

/* An event that is not known by now has not come; nor is it known that none will, before the window
 * has closed. */
static const char *harm_of(const touch_source *s, const hl_log_touch_target *target,
                           const hl_log_touch *touch, const more *m)
{
    if (target->guardrail == NULL ||
        touch->sent_utc_ms > s->request.now_utc_ms - target->guardrail->metric->within_ms)
        return NULL;
    return m->harm_utc_ms != HL_LOG_NO_TIME ? "1" : "0";
}

static hl_status fill(touch_source *s, const hl_log_touch_target *target, size_t at,
                      const hl_zone *zone, hl_error *err)
{
    const hl_log_touch *touch = &s->log.touches[at];
    const more *m = &s->more[at];
    const char *hook = "", *variant = NULL;
    hl_status status = named(s, target->x, message_of(target->x, touch->arm), &variant, err);
    if (status == HL_OK && m->hook != 0)
        status = named(s, NULL, m->hook, &hook, err);
    if (status != HL_OK)
        return status;
    const char *propensity = propensity_of(s, touch, m, zone);
    s->fields[HL_TOUCHES_SENT_AT] =
        hl_field_text(hl_base__time_text(touch->sent_utc_ms, 0, s->sent_at));
    s->fields[HL_TOUCHES_ZONE] = hl_field_text(hl_base__zone_name(zone));
    s->fields[HL_TOUCHES_USER] = hl_field_text(s->who.id);
    s->fields[HL_TOUCHES_HOOK] = hl_field_text(hook);
    s->fields[HL_TOUCHES_VARIANT] = hl_field_text(variant);
    s->fields[HL_TOUCHES_PROPENSITY] = hl_field_untyped(propensity);
    s->fields[HL_TOUCHES_POLICY] = hl_field_untyped(m->policy);
    s->fields[HL_TOUCHES_OUTCOME_AT] = hl_field_untyped(
        m->came_utc_ms == HL_LOG_NO_TIME ? NULL
                                         : hl_base__time_text(m->came_utc_ms, 0, s->came_at));
    s->fields[HL_TOUCHES_GUARDRAIL] = hl_field_untyped(harm_of(s, target, touch, m));
    return s->request.segment == NULL ? HL_OK
                                      : segment_of(s, target, &s->fields[HL_TOUCHES_SEGMENT], err);
}

/* *zone: of a touch that is given; NULL: it is left out. */
static hl_status judge(touch_source *s, const hl_log_touch_target *target,
                       const hl_log_touch *touch, const hl_zone **zone, hl_error *err)
{
    *zone = NULL;
    if (touch->sent_utc_ms == HL_LOG_NO_TIME)
        return HL_OK;
    if (touch->sent_utc_ms > s->request.now_utc_ms) {
        s->count[LEFT_LATER]++;
        return HL_OK;
    }
    bool open = touch->sent_utc_ms > s->request.now_utc_ms - target->metric->metric->within_ms;
    if (open && s->within[0] == '\0') {
        s->count[LEFT_OPEN]++;
        return HL_OK;
    }
    *zone = s->own_zone;
    const char *name = target->x->experiment->zone;
    if (*zone == NULL && name != NULL &&
        hl_base__zones_find(s->zones, name, strlen(name), zone) != HL_OK)
        return hl_error_memory(err);
    s->count[LEFT_ZONELESS] += *zone == NULL;
    return HL_OK;
}

static hl_status next(void *context, hl_row *row, bool *got, hl_error *err)
{
    touch_source *s = context;
    *got = false;
    for (;;) {
        const hl_zone *zone = NULL;
        if (s->next_touch == s->log.touch_count) {
            if (s->next_user == s->user_count)
                return HL_OK;
            hl_status status = read_user(s, s->users[s->next_user++], err);
            if (status != HL_OK)
                return status;
            continue;
        }
        size_t at = s->next_touch++;
        const hl_log_touch *touch = &s->log.touches[at];
        const hl_log_touch_target *target = hl_log__touch_target(&s->targets, touch->experiment);
        hl_status status = target == NULL ? HL_OK : judge(s, target, touch, &zone, err);
        if (status == HL_OK && zone != NULL)
            status = fill(s, target, at, zone, err);
        if (status != HL_OK)
            return status;
        if (zone == NULL)
            continue;
        *row = (hl_row){.line = ++s->rows, .fields = s->fields};
        *got = true;
        return HL_OK;
    }
}

static void progress(void *context, int64_t *done, int64_t *total)
{
    const touch_source *s = context;
    *done = (int64_t)s->next_user;
    *total = (int64_t)s->user_count;
}

/* ---- the source */

static void close_source(void *context)
{
    touch_source *s = context;
    if (s == NULL)
        return;
    hl_log__rollback(s->store);
    hl_log__touch_targets_free(&s->targets);
    hl_log__user_log_free(&s->log);
    hl_log__attributes_free(&s->attributes);
    hl_log__outcomes_free(&s->outcomes);
    hl_base__zones_free(s->zones);
    hl_base__map_free(&s->texts);
    hl_base__arena_free(&s->arena);
    free((void *)s->text_of);
    free(s->more);
    free(s->users);
    free(s);
}

/* A name that stands already gets a line below behind it. */
static bool name_columns(touch_source *s)
{
    static const char *const usual[] = {
        [HL_TOUCHES_SENT_AT] = "sent_at", [HL_TOUCHES_ZONE] = "zone",
        [HL_TOUCHES_USER] = "user_id",    [HL_TOUCHES_HOOK] = "hook",
        [HL_TOUCHES_VARIANT] = "variant", [HL_TOUCHES_PROPENSITY] = "propensity",
        [HL_TOUCHES_POLICY] = "policy"};
    s->names[HL_TOUCHES_SEGMENT] = s->request.segment;
    s->names[HL_TOUCHES_OUTCOME_AT] = s->request.metric;
    s->names[HL_TOUCHES_GUARDRAIL] =
        s->request.guardrail != NULL ? s->request.guardrail : "guardrail";
    for (size_t i = 0; i < HL_TOUCHES_OUTCOME_AT; i++)
        s->names[i] = usual[i];
    for (size_t i = HL_TOUCHES_GUARDRAIL + 1; i-- > 0;)
        for (size_t k = i + 1; k < HL_TOUCHES_COLUMNS; k++) {
            hl_text longer = {0};
            if (s->names[k] == NULL || strcmp(s->names[i], s->names[k]) != 0)
                continue;
            hl_base__text_addf(&longer, "%s_", s->names[i]);
            s->names[i] = hl_base__text_keep(&longer, &s->arena);
            hl_base__text_free(&longer);
            if (s->names[i] == NULL)
                return false;
            k = i; /* against all of them anew */
        }
    return true;
}

/* In the largest unit that is whole. */
static void write_within(touch_source *s)
{
    static const struct {
        int64_t ms;
        const char *before;
        char unit;
    } units[] = {{86400000, "P", 'D'}, {HOUR_MS, "PT", 'H'}, {60000, "PT", 'M'}, {1000, "PT", 'S'}};
    int64_t within = s->targets.list[0].metric->metric->within_ms;
    for (size_t t = 1; t < s->targets.count; t++)
        if (s->targets.list[t].metric->metric->within_ms != within)
            return;
    for (size_t i = 0; i < sizeof units / sizeof units[0] && s->within[0] == '\0'; i++)
        if (within % units[i].ms == 0)
            (void)snprintf(s->within, sizeof s->within, "%s%lld%c", units[i].before,
                           (long long)(within / units[i].ms), units[i].unit);
}

static hl_status open_source(touch_source *s, hl_problems *problems, hl_error *err)
{
    hl_status status = hl_log__touch_targets(s->store, &s->request, problems, &s->targets, err);
    if (status == HL_OK)
        status = hl_log__touched_users(s->store, &s->users, &s->user_count, err);
    if (status == HL_OK)
        write_within(s);
    s->zones = hl_base__zones_new(NULL);
    if (status == HL_OK && (s->zones == NULL || !name_columns(s)))
        status = hl_error_memory(err);
    return status;
}

hl_status hl_store_touches(hl_store *store, const hl_touches_request *request,
                           hl_problems *problems, hl_row_source **out, hl_error *err)
{
    *out = NULL;
    hl_status status = hl_log__begin_reading(store, err);
    if (status != HL_OK)
        return status;
    touch_source *s = calloc(1, sizeof *s);
    if (s == NULL) {
        hl_log__rollback(store);
        return hl_error_memory(err);
    }
    s->store = store;
    s->request = *request;
    status = open_source(s, problems, err);
    if (status != HL_OK) {
        close_source(s);
        return status;
    }
    s->source = (hl_row_source){.version = HL_ROW_SOURCE_VERSION,
                                .name = store->path,
                                .columns = s->names,
                                .column_count = HL_TOUCHES_SEGMENT + (request->segment != NULL),
                                .context = s,
                                .next = next,
                                .progress = progress,
                                .close = close_source};
    *out = &s->source;
    return HL_OK;
}

const char *hl_store_touches_within(const hl_row_source *source)
{
    const touch_source *s = source->context;
    return s->within[0] == '\0' ? NULL : s->within;
}

static void tell(const touch_source *s, hl_problems *problems, hl_severity severity,
                 const char *message)
{
    hl_problems_add(
        problems, &(hl_problem){.severity = severity, .file = s->store->path, .message = message});
}

/* What is left out by what the log says of a touch. */
static void tell_not_sent(const touch_source *s, hl_problems *problems)
{
    char said[200];
    if (s->count[LEFT_LATER] > 0) {
        (void)snprintf(said, sizeof said, "touches that went out after --now: %lld; left out",
                       (long long)s->count[LEFT_LATER]);
        tell(s, problems, HL_PROBLEM_NOTE, said);
    }
    if (s->count[LEFT_NOT_GONE] > 0) {
        (void)snprintf(said, sizeof said,
                       "touches that failed or were withheld: %lld; they are none",
                       (long long)s->count[LEFT_NOT_GONE]);
        tell(s, problems, HL_PROBLEM_NOTE, said);
    }
    if (s->count[LEFT_PLANNED] > 0) {
        (void)snprintf(said, sizeof said,
                       "touches of which nothing says that they were sent: %lld; left out",
                       (long long)s->count[LEFT_PLANNED]);
        tell(s, problems, HL_PROBLEM_NOTE, said);
    }
}

void hl_store_touches_tell(const hl_row_source *source, hl_problems *problems)
{
    const touch_source *s = source->context;
    char said[200];
    if (s->count[LEFT_OPEN] > 0) {
        (void)snprintf(said, sizeof said,
                       "touches whose window has not closed yet: %lld; left out until then, as "
                       "experiments differ in it",
                       (long long)s->count[LEFT_OPEN]);
        tell(s, problems, HL_PROBLEM_NOTE, said);
    }
    tell_not_sent(s, problems);
    if (s->count[LEFT_ZONELESS] > 0) {
        (void)snprintf(said, sizeof said,
                       "touches of users of whom no zone is known: %lld; left out",
                       (long long)s->count[LEFT_ZONELESS]);
        tell(s, problems, HL_PROBLEM_WARNING, said);
    }
    if (s->count[NO_CHANCE] > 0) {
        (void)snprintf(said, sizeof said,
                       "touches whose propensity is no chance above 0 and at most 1: %lld; they "
                       "count as not drawn",
                       (long long)s->count[NO_CHANCE]);
        tell(s, problems, HL_PROBLEM_WARNING, said);
    }
    if (s->count[MOVED] > 0) {
        (void)snprintf(said, sizeof said,
                       "touches that went out in another hour than was drawn for them: %lld; they "
                       "count as not drawn",
                       (long long)s->count[MOVED]);
        tell(s, problems, HL_PROBLEM_WARNING, said);
    }
}
