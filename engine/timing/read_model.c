/* A model's file is read as strictly as a definition: what is out of range would be memory read out
 * of bounds, or a chance that is none. */
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/number.h"
#include "config/decode.h"
#include "timing/model.h"
#include "timing/realised.h"
#include "json/json.h"

/* A list of numbers, of as many as there must be. */
typedef struct numbers {
    size_t count;
    hl_config_range range;
    bool or_null; /* NaN */
} numbers;

static void decode_numbers(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                           void *target)
{
    const numbers *n = field->more;
    const hl_config_field each = {.key = field->key, .more = &n->range};
    double *out = target;
    if (!hl_config__is(d, value, HL_VALUE_ARRAY, NULL))
        return;
    if (value->count != n->count) {
        hl_config__error(d, value, NULL, "has %zu numbers, not %zu", value->count, n->count);
        return;
    }
    for (size_t i = 0; i < n->count; i++) {
        hl_config__enter(d, NULL, i);
        if (n->or_null && value->items[i].type == HL_VALUE_NULL)
            out[i] = HL_NAN;
        else
            hl_config__number(d, &value->items[i], &each, &out[i]);
        hl_config__leave(d);
    }
}

/* A number, or null: infinite. */
static void decode_days(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                        void *target)
{
    double *out = target;
    if (value->type == HL_VALUE_NULL)
        *out = HL_INFINITY;
    else
        hl_config__number(d, value, field, out);
}

static void decode_digest(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                          void *target)
{
    (void)field;
    if (!hl_config__is(d, value, HL_VALUE_STRING, NULL))
        return;
    if (value->length != 64 || strspn(value->text, "0123456789abcdef") != 64)
        hl_config__error(d, value, "64 hexadecimal digits", "is no digest");
    else
        memcpy(target, value->text, 65);
}

static void decode_hours(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                         void *target)
{
    static const hl_config_range hour = {0, 23, false, false};
    const hl_config_field each = {.key = field->key, .more = &hour};
    bool *legal = target;
    if (!hl_config__is(d, value, HL_VALUE_ARRAY, NULL))
        return;
    if (value->count == 0)
        hl_config__error(d, value, "hours from 0 to 23", "names no hour");
    for (size_t i = 0; i < value->count; i++) {
        int64_t h = 0;
        hl_config__enter(d, NULL, i);
        hl_config__integer(d, &value->items[i], &each, &h);
        hl_config__leave(d);
        if (h >= 0 && h < 24)
            legal[h] = true;
    }
}

static const char *const usual_names[] = {"all", "undrawn", "holdout", "not by a model"};
static const hl_named_rows usual_rows = HL_NAMED_ROWS(usual_names);
static const char *const realised_names[] = {"ok", "no policy", "no model", "no holdout",
                                             "too few"};
static const hl_named_rows realised_rows = HL_NAMED_ROWS(realised_names);

/* A number, or null: NaN. */
static void decode_known(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                         void *target)
{
    double *out = target;
    if (value->type == HL_VALUE_NULL)
        *out = HL_NAN;
    else
        hl_config__number(d, value, field, out);
}

static void decode_day_list(hl_decoder *d, const hl_value *list, bool working, hl_days *out)
{
    const hl_config_field plain = {.key = "day"};
    if (!hl_config__is(d, list, HL_VALUE_ARRAY, "a list of dates"))
        return;
    for (size_t i = 0; i < list->count; i++) {
        hl_special_day day = {0, 1, 1, working};
        hl_config__enter(d, NULL, i);
        hl_config__date(d, &list->items[i], &plain, &day);
        hl_config__leave(d);
        if (!hl_calendar__days_add(out, hl_base__civil_days(day.year, day.month, day.day), working))
            d->no_memory = true;
    }
}

static void decode_holidays(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                            void *target)
{
    (void)field;
    decode_day_list(d, value, false, target);
}

static void decode_working(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                           void *target)
{
    (void)field;
    decode_day_list(d, value, true, target);
}

/* ---- rows of numbers */

/* A list of lists of as many numbers each, all in range; NULL after an error. */
typedef struct row_shape {
    size_t width;
    double high[5]; /* whole numbers from 0 to this; -1: any number from 0; -2: any number */
} row_shape;

static bool is_number_of(const hl_value *v, double high)
{
    if (v->type != HL_VALUE_NUMBER || !(v->number >= 0 || high < -1))
        return false;
    return high < 0 || (v->number <= high && v->number == floor(v->number));
}

static bool check_rows(hl_decoder *d, const hl_value *value, const row_shape *shape)
{
    if (!hl_config__is(d, value, HL_VALUE_ARRAY, NULL))
        return false;
    for (size_t i = 0; i < value->count; i++) {
        const hl_value *row = &value->items[i];
        bool ok = row->type == HL_VALUE_ARRAY && row->count == shape->width;
        for (size_t j = 0; ok && j < shape->width; j++)
            ok = is_number_of(&row->items[j], shape->high[j]);
        if (!ok) {
            hl_config__enter(d, NULL, i);
            hl_config__error(d, row, NULL, "is no row of %zu numbers in their ranges",
                             shape->width);
            hl_config__leave(d);
            return false;
        }
    }
    return true;
}

typedef struct group_draft {
    hl_timing_group group;
    hl_hier_cell *cells;
    size_t count;
} group_draft;

static void decode_usual(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                         void *target)
{
    static const row_shape shape = {2, {HL_TIMING_SLOTS - 1, -1}};
    (void)field;
    double *usual = target;
    if (check_rows(d, value, &shape))
        for (size_t i = 0; i < value->count; i++)
            usual[(size_t)value->items[i].items[0].number] = value->items[i].items[1].number;
}

static bool in_order(const hl_hier_cell *a, const hl_hier_cell *b)
{
    return a->kind < b->kind || (a->kind == b->kind && a->effect < b->effect);
}

static void decode_places(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                          void *target)
{
    static const row_shape shape = {4, {HL_TIMING_KINDS - 1, 1e6, -1, -2}};
    group_draft *draft = (group_draft *)((char *)target - field->count_offset);
    if (!check_rows(d, value, &shape))
        return;
    draft->cells = hl_config__alloc(d, value->count, sizeof *draft->cells);
    for (size_t i = 0; draft->cells != NULL && i < value->count; i++) {
        const hl_value *v = value->items[i].items;
        draft->cells[i] = (hl_hier_cell){0, (uint32_t)v[0].number, (uint32_t)v[1].number,
                                         v[2].number, v[3].number};
        if (i > 0 && !in_order(&draft->cells[i - 1], &draft->cells[i]))
            hl_config__error(d, &value->items[i], NULL, "places are not in their order");
    }
    draft->count = draft->cells != NULL ? value->count : 0;
}

static bool after(const hl_hier_cell *a, const hl_hier_cell *b)
{
    return a->group < b->group || (a->group == b->group && in_order(a, b));
}

/* Rows of segment, kind, effect, touches and events. */
static void decode_guard_places(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                                void *target)
{
    static const row_shape shape = {5, {1e9, HL_TIMING_KINDS - 1, 1e6, -1, -1}};
    hl_timing_places *places = target;
    (void)field;
    if (!check_rows(d, value, &shape))
        return;
    places->cells = hl_config__alloc(d, value->count + 1, sizeof *places->cells);
    for (size_t i = 0; places->cells != NULL && i < value->count; i++) {
        const hl_value *v = value->items[i].items;
        hl_hier_cell *c = &places->cells[places->count++];
        *c = (hl_hier_cell){(uint32_t)v[0].number, (uint32_t)v[1].number, (uint32_t)v[2].number,
                            v[3].number, v[4].number};
        if (i > 0 && !after(c - 1, c))
            hl_config__error(d, &value->items[i], NULL, "places are not in their order");
    }
}

/* A text, or null. */
static void decode_text_or_none(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                                void *target)
{
    if (value->type != HL_VALUE_NULL)
        hl_config__string(d, value, field, target);
}

/* A segment may have no name. */
static void decode_name(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                        void *target)
{
    (void)field;
    if (!hl_config__is(d, value, HL_VALUE_STRING, NULL))
        return;
    const char *name = hl_base__arena_bytes(d->arena, value->text, value->length);
    d->no_memory |= name == NULL;
    memcpy(target, &name, sizeof name);
}

/* ---- records */

typedef struct model_draft {
    hl_timing_model m;
    double *dispersion;
    size_t dispersion_count;
    group_draft *groups;
    size_t group_count;
    int64_t effects;
    const char *format;
} model_draft;

static const hl_config_range count_range = {0, 1e15, false, false};
static const hl_config_range effect_range = {0, 1e6, false, false};
static const hl_config_range scale_range = {0, 1e15, true, false};
static const hl_config_range positive = {0, 1e9, true, false};
static const hl_config_range at_least_1 = {1, 1e9, false, false};
static const hl_config_range any_number = {-1e18, 1e18, false, false};
static const numbers order_numbers = {HL_TIMING_ORDERS, {0, 1e9, true, false}, false};
static const numbers score_numbers = {HL_TIMING_HALF_LIVES, {-1e15, 1e15, false, false}, true};

#define COUNTED(key, member)                                                                       \
    {                                                                                              \
        key, hl_config__integer, offsetof(hl_timing_model, member), .more = &count_range,          \
                                                                    .required = true               \
    }
#define NEEDED(key, kind, type, member, what)                                                      \
    {                                                                                              \
        key, kind, offsetof(type, member), .more = (what), .required = true                        \
    }

static const hl_config_field delay_fields[] = {
    COUNTED("median", data.delay_median_ms),
    COUNTED("late", data.delay_late_ms),
};
static const hl_config_record delay_record = {
    "how long outcomes take", delay_fields, HL_CONFIG_COUNT(delay_fields), 0, NULL, NULL};
static const hl_config_field data_fields[] = {
    NEEDED("digest", decode_digest, hl_timing_model, digest, NULL),
    COUNTED("rows", data.rows),
    COUNTED("touches", data.touches),
    COUNTED("users", data.users),
    COUNTED("randomised", data.randomised),
    NEEDED("first", hl_config__instant, hl_timing_model, data.first_utc_ms, NULL),
    NEEDED("last", hl_config__instant, hl_timing_model, data.last_utc_ms, NULL),
    COUNTED("unsent", data.unsent),
    COUNTED("future", data.future),
    COUNTED("unknown_zone", data.unknown_zone),
    {"calendar", decode_text_or_none, offsetof(hl_timing_model, data.calendar), .more = NULL},
    {"within", decode_text_or_none, offsetof(hl_timing_model, data.within), .more = NULL},
    {"young", hl_config__integer, offsetof(hl_timing_model, data.young), .more = &count_range},
    {"too_young", hl_config__integer, offsetof(hl_timing_model, data.too_young),
     .more = &count_range},
    {"delay_ms", hl_config__object, 0, .more = &delay_record},
};
static const hl_config_record data_record = {"the data", data_fields, HL_CONFIG_COUNT(data_fields),
                                             0,          NULL,        NULL};
static const hl_config_field staleness_fields[] = {
    NEEDED("days", decode_days, hl_timing_staleness, half_life, &positive),
    NEEDED("scores", decode_numbers, hl_timing_staleness, score, &score_numbers),
};
static const hl_config_record staleness_record = {
    "a half-life", staleness_fields, HL_CONFIG_COUNT(staleness_fields), 0, NULL, NULL};
static const hl_config_field cluster_fields[] = {
    NEEDED("level", hl_config__number, hl_timing_clusters, level, &at_least_1),
    NEEDED("hours", hl_config__number, hl_timing_clusters, hours, &at_least_1),
};
static const hl_config_record cluster_record = {
    "design effects", cluster_fields, HL_CONFIG_COUNT(cluster_fields), 0, NULL, NULL};
static const hl_config_field variance_fields[] = {
    NEEDED("shared", decode_numbers, hl_hier_variances, shared, &order_numbers),
    NEEDED("group", decode_numbers, hl_hier_variances, group, &order_numbers),
    NEEDED("level", hl_config__number, hl_hier_variances, level, &positive),
    NEEDED("effect", hl_config__number, hl_hier_variances, effect, &positive),
};
static const hl_config_record variance_record = {
    "variances", variance_fields, HL_CONFIG_COUNT(variance_fields), 0, NULL, NULL};
static const hl_config_field group_fields[] = {
    NEEDED("segment", decode_name, group_draft, group.name, NULL),
    NEEDED("touches", hl_config__integer, group_draft, group.touches, &count_range),
    NEEDED("users", hl_config__integer, group_draft, group.users, &count_range),
    NEEDED("randomised", hl_config__integer, group_draft, group.randomised, &count_range),
    NEEDED("usual", decode_usual, group_draft, group.usual, NULL),
    {"places", decode_places, offsetof(group_draft, cells),
     .count_offset = offsetof(group_draft, cells), .required = true},
};
static const hl_config_record group_record = {
    "a segment of a model", group_fields, HL_CONFIG_COUNT(group_fields),
    sizeof(group_draft),    NULL,         NULL};
static void decode_dispersion(hl_decoder *d, const hl_value *value, const hl_config_field *field,
                              void *target)
{
    static const hl_config_range each_range = {0, 1e12, true, false};
    model_draft *draft = (model_draft *)((char *)target - field->offset);
    if (!hl_config__is(d, value, HL_VALUE_ARRAY, NULL))
        return;
    const numbers list = {value->count, each_range, false};
    const hl_config_field each = {.key = field->key, .more = &list};
    draft->dispersion = hl_config__alloc(d, value->count + 1, sizeof *draft->dispersion);
    draft->dispersion_count = value->count;
    if (draft->dispersion != NULL)
        decode_numbers(d, value, &each, draft->dispersion);
}

static const hl_config_field measure_fields[] = {
    NEEDED("scale", hl_config__number, model_draft, m.places.measure.scale, &scale_range),
    NEEDED("most", decode_days, model_draft, m.data.most_value, &scale_range),
    NEEDED("winsorized", hl_config__integer, model_draft, m.data.winsorized, &count_range),
    NEEDED("dispersion", decode_dispersion, model_draft, dispersion, NULL),
};
static const hl_config_record measure_record = {
    "a measure of values", measure_fields, HL_CONFIG_COUNT(measure_fields), 0, NULL, NULL};
static const hl_config_field day_fields[] = {
    {"holidays", decode_holidays, 0, .required = true},
    {"working", decode_working, 0, .required = true},
};
static const hl_config_record day_record = {
    "special days", day_fields, HL_CONFIG_COUNT(day_fields), 0, NULL, NULL};
static const hl_config_field arm_fields[] = {
    NEEDED("touches", hl_config__integer, hl_timing_realised_arm, touches, &count_range),
    NEEDED("users", hl_config__integer, hl_timing_realised_arm, users, &count_range),
    NEEDED("rate", decode_known, hl_timing_realised_arm, rate, &any_number),
};
static const hl_config_record arm_record = {
    "touches of a policy", arm_fields, HL_CONFIG_COUNT(arm_fields), 0, NULL, NULL};
static const hl_config_field realised_fields[] = {
    NEEDED("state", hl_config__choice, hl_timing_realised, state, &realised_rows),
    NEEDED("model", hl_config__object, hl_timing_realised, model, &arm_record),
    NEEDED("holdout", hl_config__object, hl_timing_realised, holdout, &arm_record),
    NEEDED("by_user", hl_config__bool, hl_timing_realised, by_user, NULL),
    NEEDED("gain", decode_known, hl_timing_realised, gain.estimate, &any_number),
    NEEDED("low", decode_known, hl_timing_realised, gain.low, &any_number),
    NEEDED("high", decode_known, hl_timing_realised, gain.high, &any_number),
};
static const hl_config_record realised_record = {
    "a realised gain", realised_fields, HL_CONFIG_COUNT(realised_fields), 0, NULL, NULL};
static const hl_config_field guard_fields[] = {
    NEEDED("name", hl_config__string, hl_timing_guard, said.name, NULL),
    NEEDED("touches", hl_config__integer, hl_timing_guard, said.touches, &count_range),
    NEEDED("events", hl_config__integer, hl_timing_guard, said.events, &count_range),
    {"realised", hl_config__object, offsetof(hl_timing_guard, said.realised),
     .more = &realised_record},
    {"design_effect", hl_config__object, offsetof(hl_timing_guard, clusters),
     .more = &cluster_record},
    {"variances", hl_config__object, offsetof(hl_timing_guard, variances),
     .more = &variance_record},
    {"places", decode_guard_places, offsetof(hl_timing_guard, places), .more = NULL},
};
static const hl_config_record guard_record = {
    "a guardrail", guard_fields, HL_CONFIG_COUNT(guard_fields), 0, NULL, NULL};
static const hl_config_field model_fields[] = {
    NEEDED("format", hl_config__string, model_draft, format, NULL),
    NEEDED("outcome", hl_config__string, model_draft, m.data.outcome, NULL),
    NEEDED("segment_column", decode_text_or_none, model_draft, m.data.segment_column, NULL),
    NEEDED("zone", decode_text_or_none, model_draft, m.data.zone, NULL),
    NEEDED("made_at", hl_config__instant, model_draft, m.data.made_utc_ms, NULL),
    NEEDED("data", hl_config__object, model_draft, m, &data_record),
    NEEDED("hours", decode_hours, model_draft, m.legal, NULL),
    {"special_days", hl_config__object, offsetof(model_draft, m.days), .more = &day_record},
    NEEDED("usual", hl_config__choice, model_draft, m.usual, &usual_rows),
    {"realised", hl_config__object, offsetof(model_draft, m.realised), .more = &realised_record},
    NEEDED("half_life", hl_config__object, model_draft, m.staleness, &staleness_record),
    NEEDED("design_effect", hl_config__object, model_draft, m.clusters, &cluster_record),
    NEEDED("variances", hl_config__object, model_draft, m.variances, &variance_record),
    {"value", hl_config__object, 0, .more = &measure_record},
    NEEDED("effects", hl_config__integer, model_draft, effects, &effect_range),
    {"segments", hl_config__list, offsetof(model_draft, groups), .more = &group_record,
     .count_offset = offsetof(model_draft, group_count), .required = true},
    {"guardrail", hl_config__object, offsetof(model_draft, m.guard), .more = &guard_record},
};
static const hl_config_record model_record = {
    "a send-time model", model_fields, HL_CONFIG_COUNT(model_fields), 0, NULL, NULL};

/* ---- the whole */

static void check_guardrail(hl_decoder *d, const hl_value *value, const model_draft *draft)
{
    const hl_timing_guard *g = &draft->m.guard;
    double touches = 0;
    bool fine = g->said.events <= g->said.touches;
    for (size_t i = 0; i < g->places.count; i++) {
        const hl_hier_cell *c = &g->places.cells[i];
        fine = fine && c->group < draft->group_count && c->events <= c->trials &&
               (c->effect == 0 || c->effect < draft->effects);
        touches += c->trials;
    }
    bool learnt = touches > 0 && touches < 1e15 && g->clusters.level >= 1 &&
                  g->clusters.hours >= 1 && g->variances.level > 0;
    if (!fine || (g->said.touches > 0 && !learnt) || (g->said.touches == 0 && touches > 0))
        hl_config__error_at(d, value, "guardrail", NULL,
                            "its places are not those of its touches, segments and effects");
}

static void check_whole(hl_decoder *d, const hl_value *value, const model_draft *draft)
{
    double touches = 0;
    const hl_timing_realised *r = &draft->m.realised;
    if (r->state == HL_TIMING_REALISED &&
        (isnan(r->gain.estimate) || isnan(r->gain.low) || isnan(r->gain.high) ||
         r->model.touches == 0 || r->holdout.touches == 0))
        hl_config__error_at(d, value, "realised", NULL, "the gain is said to be known, and is not");
    check_guardrail(d, value, draft);
    bool values = draft->dispersion != NULL;
    if (values && draft->dispersion_count != draft->group_count + 1)
        hl_config__error_at(d, value, "value", NULL, "there are %zu dispersions of %zu segments",
                            draft->dispersion_count, draft->group_count);
    for (size_t s = 0; s < draft->group_count; s++)
        for (size_t i = 0; i < draft->groups[s].count; i++) {
            const hl_hier_cell *c = &draft->groups[s].cells[i];
            touches += c->trials;
            if (!values && (c->events > c->trials || c->events < 0)) {
                hl_config__error(d, value, NULL, "a place has more outcomes than touches");
                return;
            }
            if (c->effect > 0 && c->effect >= draft->effects) {
                hl_config__error(d, value, NULL, "a place has an effect that there is not: %u",
                                 c->effect);
                return;
            }
        }
    if (!(touches > 0 && touches < 1e15))
        hl_config__error_at(d, value, "segments", NULL, "there is no touch to learn from");
}

static bool keep_dispersion(hl_timing_model *m, const model_draft *draft)
{
    m->data.value = draft->dispersion != NULL;
    if (!m->data.value)
        return true;
    m->places.measure.dispersion = malloc((draft->dispersion_count + 1) * sizeof(double));
    if (m->places.measure.dispersion == NULL)
        return false;
    memcpy(m->places.measure.dispersion, draft->dispersion,
           draft->dispersion_count * sizeof(double));
    return true;
}

/* Its places are the reader's until then. */
static bool keep_guardrail(hl_timing_model *m)
{
    hl_timing_places *places = &m->guard.places;
    if (places->count == 0) {
        places->cells = NULL;
        return true;
    }
    hl_hier_cell *cells = malloc(places->count * sizeof *cells);
    if (cells != NULL)
        memcpy(cells, places->cells, places->count * sizeof *cells);
    places->cells = cells;
    places->segments = m->places.segments;
    places->effects = m->places.effects;
    return cells != NULL;
}

/* Cells of all segments as one list. */
static bool gather(hl_timing_model *m, const model_draft *draft)
{
    size_t count = 0;
    for (size_t s = 0; s < draft->group_count; s++)
        count += draft->groups[s].count;
    m->groups = calloc(draft->group_count + 1, sizeof *m->groups);
    m->places = (hl_timing_places){malloc((count + 1) * sizeof *m->places.cells),
                                   0,
                                   draft->group_count,
                                   (size_t)draft->effects,
                                   {draft->m.places.measure.scale, NULL}};
    bool kept = keep_guardrail(m); /* first: what is freed is the model's own */
    if (!kept || m->groups == NULL || m->places.cells == NULL || !keep_dispersion(m, draft))
        return false;
    for (size_t s = 0; s < draft->group_count; s++) {
        m->groups[s] = draft->groups[s].group;
        for (size_t i = 0; i < draft->groups[s].count; i++) {
            hl_hier_cell cell = draft->groups[s].cells[i];
            cell.group = (uint32_t)s;
            m->places.cells[m->places.count++] = cell;
        }
    }
    return true;
}

/* Of another format nothing more is told: what keys it lacks is of no use to anybody. */
static bool is_ours(hl_decoder *d, const hl_value *value)
{
    const hl_value *format =
        value->type == HL_VALUE_OBJECT ? hl_base__value_get(value, "format") : NULL;
    if (format == NULL || format->type != HL_VALUE_STRING ||
        strcmp(format->text, HL_TIMING_FORMAT) == 0)
        return true;
    hl_config__enter(d, "format", 0);
    hl_config__error(d, format, HL_TIMING_FORMAT, "is a model of another format: '%.40s'",
                     format->text);
    hl_config__leave(d);
    return false;
}

static hl_status decode(hl_decoder *d, const hl_value *value, hl_timing_model **out, hl_error *err)
{
    model_draft draft = {.m.realised = hl_timing__nothing_realised(),
                         .m.guard.said.realised = hl_timing__nothing_realised()};
    bool ok = is_ours(d, value) && hl_config__record(d, value, &model_record, &draft);
    if (ok) {
        size_t before = hl_problems_errors(d->problems);
        check_whole(d, value, &draft);
        ok = hl_problems_errors(d->problems) == before;
    }
    hl_timing_model *m = ok && !d->no_memory ? malloc(sizeof *m) : NULL;
    if (m == NULL)
        hl_calendar__days_free(&draft.m.days);
    if (d->no_memory || (ok && m == NULL))
        return hl_error_memory(err);
    if (!ok)
        return hl_error_set(err, HL_REJECTED, "%s is no send-time model", d->file);
    *m = draft.m;
    hl_calendar__days_sort(&m->days);
    m->data.digest = m->digest;
    *out = m;
    return gather(m, &draft) ? HL_OK : hl_error_memory(err);
}

hl_status hl_timing_model_read(const char *name, const char *text, size_t length,
                               hl_problems *problems, hl_timing_model **out, hl_error *err)
{
    hl_arena json = {0}, kept = {0};
    const hl_value *value = NULL;
    hl_timing_model *model = *out = NULL;
    hl_problems *own = problems != NULL ? NULL : hl_problems_new();
    hl_decoder d = {.file = name, .problems = problems != NULL ? problems : own, .arena = &kept};
    hl_status status = d.problems != NULL ? HL_OK : hl_error_memory(err);
    if (status == HL_OK)
        status = hl_json__parse(name, text, length, 1, &json, d.problems, &value, err);
    if (status == HL_OK) {
        d.root = value;
        status = decode(&d, value, &model, err);
    }
    if (model != NULL)
        model->arena = kept;
    else
        hl_base__arena_free(&kept);
    hl_base__arena_free(&json);
    if (status == HL_OK)
        status = hl_timing__model_curves(model, err);
    if (status == HL_OK)
        *out = model;
    else
        hl_timing_model_free(model);
    hl_problems_free(own);
    return status;
}
