/* Every user's hour is drawn (timing/chances.h), and its chance is told, so that a fit may use
 * these touches as randomised. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/ruined_id.h"
#include "base/sip_hash.h"
#include "base/written_number.h"
#include "timing/chances.h"
#include "timing/hours.h"

enum { SHOWN = 5, MINUTE_MS = 60000 };
enum { POLICY_DRAW = 1, SLOT_DRAW, MINUTE_DRAW };

typedef struct clock {
    const hl_zone *zone;
    size_t count;
    hl_timing_hour hours[HL_TIMING_SLOTS];
    size_t kinds[HL_TIMING_SLOTS];
} clock;

typedef struct chooser {
    const hl_timing_model *model;
    const hl_timing_choose_options *options;
    hl_row_source *rows;
    hl_problems *problems;
    hl_timing_chosen *chosen;
    hl_timing_chooser *chances;
    hl_zones *zones;
    const hl_zone *usual_zone;
    hl_map users;
    clock *clocks;
    size_t clock_count;
    bool legal[24];
    hl_days own_days;    /* of the options */
    const hl_days *days; /* those, or the model's */
    int at_user, at_zone, at_segment;
    hl_timing_take *take;
    void *context;
} chooser;

const char *hl_timing_policy_name(hl_timing_policy policy)
{
    static const char *const names[] = {"model", "explore", "holdout"};
    return names[policy];
}

/* ---- chances */

static double uniform(const chooser *c, const char *id, size_t length, uint64_t purpose)
{
    hl_sip_hash hash = hl_base__sip_hash(c->options->seed, purpose);
    hl_base__sip_add(&hash, id, length);
    return (double)(hl_base__sip_end(&hash) >> 11) * 0x1p-53;
}

/* ---- one user */

static hl_status clock_of(chooser *c, const hl_zone *zone, clock **out, hl_error *err)
{
    for (size_t i = 0; i < c->clock_count; i++)
        if (c->clocks[i].zone == zone) {
            *out = &c->clocks[i];
            return HL_OK;
        }
    clock *clocks = realloc(c->clocks, (c->clock_count + 1) * sizeof *clocks);
    if (clocks == NULL)
        return hl_error_memory(err);
    c->clocks = clocks;
    clock *k = &clocks[c->clock_count];
    *k = (clock){.zone = zone};
    c->clock_count++;
    hl_status status = hl_timing__hours(zone, c->options, c->legal, k->hours, &k->count, err);
    for (size_t i = 0; i < k->count; i++)
        k->kinds[i] =
            2 * (size_t)k->hours[i].slot + !hl_calendar__days_works(c->days, k->hours[i].day);
    *out = k;
    return status;
}

static hl_status give(chooser *c, const clock *k, const hl_timing_chances *of, const char *id,
                      size_t length, hl_error *err)
{
    hl_timing_drawn drawn =
        hl_timing__draw(of, c->options->explore, c->options->holdout,
                        uniform(c, id, length, POLICY_DRAW), uniform(c, id, length, SLOT_DRAW));
    const hl_timing_hour *hour = &k->hours[drawn.index];
    int64_t minutes = (hour->until_ms - hour->from_ms) / MINUTE_MS;
    int64_t minute = (int64_t)(uniform(c, id, length, MINUTE_DRAW) * (double)minutes);
    int64_t utc_ms = hour->from_ms + minute * MINUTE_MS;
    const hl_timing_choice choice = {.user_id = id,
                                     .at = {utc_ms, hl_base__zone_offset(k->zone, utc_ms)},
                                     .zone = hl_base__zone_name(k->zone),
                                     .slot = hour->slot,
                                     .policy = drawn.policy,
                                     .propensity = drawn.propensity};
    c->chosen->chosen++;
    c->chosen->by_policy[drawn.policy]++;
    return c->take(c->context, &choice, err);
}

static void warn(chooser *c, int64_t line, int64_t seen, const char *pointer, const char *message)
{
    if (c->problems != NULL && seen <= SHOWN)
        hl_problems_add(c->problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                   .file = c->rows->name,
                                                   .line = line,
                                                   .pointer = pointer,
                                                   .message = message});
}

static hl_status zone_of(chooser *c, const hl_row *row, const hl_zone **zone, hl_error *err)
{
    *zone = c->usual_zone;
    if (c->at_zone < 0)
        return HL_OK;
    const hl_field *field = &row->fields[c->at_zone];
    if (hl_base__is_blank(field->data, field->length))
        return HL_OK;
    return hl_base__zones_find(c->zones, field->data, field->length, zone) == HL_OK
               ? HL_OK
               : hl_error_memory(err);
}

static size_t segment_of(chooser *c, const hl_row *row)
{
    const hl_field none = {"", 0, HL_FIELD_ABSENT};
    const hl_field *field = c->at_segment < 0 ? &none : &row->fields[c->at_segment];
    size_t at = hl_timing__chooser_segment(c->chances, field->data, field->length);
    if (at != hl_timing__chooser_unseen(c->chances))
        return at;
    warn(c, row->line, ++c->chosen->unknown_segments, c->options->segment,
         "the model has not seen this segment: chosen by what all have in common");
    return at;
}

/* The number that the user's id has among those so far; an id that comes again is left out. */
static hl_status note_user(chooser *c, const hl_row *row, bool *again, const hl_map_key **key,
                           hl_error *err)
{
    const hl_field *id = &row->fields[c->at_user];
    const hl_id_place place = {c->rows->name, "user_id", row->line};
    hl_status status =
        hl_base__id_check(&place, id->data, id->length, id->kind == HL_FIELD_NUMBER, err);
    if (status != HL_OK)
        return status;
    if (id->length == 0)
        return hl_error_set(err, HL_REJECTED, "%s:%lld: user_id is empty", c->rows->name,
                            (long long)row->line);
    uint32_t before = c->users.count;
    uint32_t at = hl_base__map_intern(&c->users, id->data, id->length);
    if (at == HL_MAP_NONE)
        return hl_error_memory(err);
    *again = at < before;
    *key = &c->users.keys[at];
    return HL_OK;
}

static hl_status take_row(chooser *c, const hl_row *row, hl_error *err)
{
    const hl_zone *zone = NULL;
    const hl_map_key *key = NULL;
    const hl_timing_chances *of = NULL;
    clock *k = NULL;
    bool again = false;
    c->chosen->users++;
    if (row->problem != NULL)
        return hl_error_set(err, HL_REJECTED, "%s:%lld: %s", c->rows->name, (long long)row->line,
                            row->problem);
    hl_status status = note_user(c, row, &again, &key, err);
    if (status == HL_OK && again) {
        warn(c, row->line, ++c->chosen->twice, "user_id",
             "the user stands here twice: chosen once");
        return HL_OK;
    }
    if (status == HL_OK)
        status = zone_of(c, row, &zone, err);
    if (status == HL_OK && zone == NULL) {
        warn(c, row->line, ++c->chosen->no_zone, "zone", "no zone that is known: left out");
        return HL_OK;
    }
    if (status == HL_OK)
        status = clock_of(c, zone, &k, err);
    if (status == HL_OK && k->count == 0) {
        c->chosen->no_slot++;
        return HL_OK;
    }
    if (status == HL_OK)
        status = hl_timing__chances(c->chances, segment_of(c, row), k->kinds, k->count, &of, err);
    return status == HL_OK ? give(c, k, of, key->text, key->length, err) : status;
}

/* ---- the table */

static hl_status want(chooser *c, const char *name, bool needed, int *at, hl_error *err)
{
    *at = -1;
    if (name == NULL)
        return HL_OK;
    hl_status status = hl_rows_want(c->rows, name, at, err);
    return status == HL_OK && *at < 0 && needed ? hl_rows_no_column(c->rows, name, err) : status;
}

static hl_status find_columns(chooser *c, hl_error *err)
{
    const char *segment =
        c->options->segment != NULL ? c->options->segment : c->model->data.segment_column;
    hl_status status = want(c, "user_id", true, &c->at_user, err);
    if (status == HL_OK)
        status = want(c, "zone", c->usual_zone == NULL, &c->at_zone, err);
    if (status == HL_OK)
        status = want(c, segment, true, &c->at_segment, err);
    const int columns[] = {c->at_user, c->at_zone, c->at_segment};
    return status == HL_OK ? hl_rows_only(c->rows, columns, 3, err) : status;
}

static hl_status check_options(const hl_timing_choose_options *o, hl_error *err)
{
    if (!(o->explore >= 0 && o->holdout >= 0 && o->explore + o->holdout <= 1))
        return hl_error_set(err, HL_USAGE,
                            "explore and holdout are shares of the users: each at least 0, both "
                            "together at most 1");
    if (o->from_is_local == o->to_is_local && o->from_ms >= o->to_ms)
        return hl_error_set(err, HL_USAGE, "the time to send in ends before it begins");
    return HL_OK;
}

static hl_status open_zones(chooser *c, hl_error *err)
{
    const char *name = c->options->zone;
    c->zones = hl_base__zones_new(NULL);
    if (c->zones == NULL)
        return hl_error_memory(err);
    if (name == NULL)
        return HL_OK;
    if (hl_base__zones_find(c->zones, name, strlen(name), &c->usual_zone) != HL_OK)
        return hl_error_memory(err);
    return c->usual_zone != NULL
               ? HL_OK
               : hl_error_set(err, HL_REJECTED, "there is no time zone '%.100s'", name);
}

static hl_status open_model(chooser *c, hl_error *err)
{
    bool any = false;
    for (int h = 0; h < 24; h++)
        any |= c->options->legal[h];
    for (int h = 0; h < 24; h++)
        c->legal[h] = any ? c->options->legal[h] : c->model->legal[h];
    c->days = c->options->special_days != NULL ? &c->own_days : &c->model->days;
    hl_status status = hl_timing__special_days(c->options->special_days,
                                               c->options->special_day_count, &c->own_days, err);
    return status == HL_OK ? hl_timing__chooser_new(c->model, c->options->seed, &c->chances, err)
                           : status;
}

static void close_chooser(chooser *c)
{
    free(c->clocks);
    hl_calendar__days_free(&c->own_days);
    hl_base__map_free(&c->users);
    hl_timing__chooser_free(c->chances);
    hl_base__zones_free(c->zones);
}

hl_status hl_timing_choose_rows(const hl_timing_model *model, hl_row_source *users,
                                const hl_timing_choose_options *options, hl_problems *problems,
                                hl_timing_take *take, void *context, hl_timing_chosen *chosen,
                                hl_error *err)
{
    chooser c = {.model = model,
                 .options = options,
                 .rows = users,
                 .problems = problems,
                 .chosen = chosen,
                 .take = take,
                 .context = context};
    hl_row row;
    bool got = true;
    *chosen = (hl_timing_chosen){.users = 0};
    hl_status status = check_options(options, err);
    if (status == HL_OK)
        status = hl_rows_check(users, err);
    if (status == HL_OK)
        status = open_zones(&c, err);
    if (status == HL_OK)
        status = open_model(&c, err);
    if (status == HL_OK)
        status = find_columns(&c, err);
    while (status == HL_OK && (status = hl_rows_next(users, &row, &got, err)) == HL_OK && got)
        status = take_row(&c, &row, err);
    close_chooser(&c);
    return status == HL_OK ? hl_problems_status(problems, err) : status;
}
