/* What cannot be read is a fault of its row; all rows are read before anything is refused, so that
 * all faults are told at once: each with the first rows that have it and their number. */
#include "timing/read_touches.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "base/number.h"
#include "base/ruined_id.h"
#include "base/text.h"
#include "base/wide.h"
#include "base/written_number.h"
#include "base/zone.h"
#include "calendar/days.h"
#include "timing/basis.h"
#include "timing/hours.h"

enum {
    SENT_AT,
    OUTCOME,
    VALUE,
    OUTCOME_AT,
    ZONE,
    USER,
    SEGMENT,
    HOOK,
    VARIANT,
    PROPENSITY,
    POLICY,
    GUARDRAIL,
    COLUMNS
};

/* Faults that refuse the table, and what leaves a row out. */
typedef enum fault {
    FINE,
    DAMAGED,
    NO_TIME,
    NO_ZONE,
    NO_OUTCOME,
    NO_VALUE,
    NO_OUTCOME_TIME,
    NO_CHANCE,
    NO_POLICY,
    NO_GUARDRAIL,
    NO_USER,
    UNSENT,
    FUTURE,
    UNKNOWN_ZONE,
    BEFORE_IT,
    FAULTS
} fault;

static const struct {
    int column;
    bool refuses;
    const char *message, *accepted;
} faults[FAULTS] = {
    [DAMAGED] = {-1, true, "the row cannot be read", NULL},
    [NO_TIME] = {SENT_AT, true, "no time of day", "2026-03-02T20:15:00+08:00"},
    [NO_ZONE] = {SENT_AT, true, "a time without offset, and nothing says its zone",
                 "--zone COL or --zone Asia/Shanghai"},
    [NO_OUTCOME] = {OUTCOME, true, "neither 0 nor 1", "0, 1, yes, no, true, false"},
    [NO_VALUE] = {VALUE, true, "no number", "12.50; 0 where nothing came of the touch"},
    [NO_OUTCOME_TIME] = {OUTCOME_AT, true, "no time of day",
                         "2026-03-02T20:15:00+08:00; blank where nothing came of the touch"},
    [NO_CHANCE] = {PROPENSITY, true, "no propensity",
                   "a number above 0, at most 1; blank where the hour was not drawn"},
    [NO_POLICY] = {POLICY, true, "no policy",
                   "model, explore, holdout; blank where none drew the hour"},
    [NO_GUARDRAIL] = {GUARDRAIL, true, "neither 0 nor 1",
                      "0, 1, yes, no, true, false; blank where it is not known yet"},
    [NO_USER] = {USER, true, "no id any more", NULL},
    [UNSENT] = {SENT_AT, false, "not sent: left out", NULL},
    [FUTURE] = {SENT_AT, false, "after --now: left out", NULL},
    [UNKNOWN_ZONE] = {ZONE, false, "no known zone: left out", "Asia/Shanghai, +08:00"},
    [BEFORE_IT] = {OUTCOME_AT, false, "before the touch went out: nothing that came of it", NULL},
};
enum { SHOWN = 5 };

typedef struct reader {
    hl_row_source *rows;
    const hl_timing_options *options;
    hl_problems *problems;
    hl_timing_reading *out;
    hl_zones *zones;
    const hl_zone *usual; /* of options->zone */
    int64_t within_ms;    /* INT64_MAX: whenever */
    int64_t outcomes;     /* with a time */
    double sum;           /* of outcomes */
    int64_t harmed[3];    /* touches by what is known of the guardrail, as of a touch */
    int64_t first_blank_ms, last_harm_ms; /* of such touches, where there are any */
    hl_timing_delays delays;
    int at[COLUMNS];
    const char *names[COLUMNS];
    int64_t count[FAULTS];
    hl_text message; /* hook and variant as one text */
} reader;

static const hl_field *field_of(const reader *r, const hl_row *row, int column)
{
    static const hl_field absent = {"", 0, HL_FIELD_ABSENT};
    return r->at[column] < 0 ? &absent : &row->fields[r->at[column]];
}

static void add_problem(reader *r, fault f, int64_t line, const char *message)
{
    int column = faults[f].column;
    hl_problems_add(r->problems, &(hl_problem){.severity = faults[f].refuses ? HL_PROBLEM_ERROR
                                                                             : HL_PROBLEM_WARNING,
                                               .file = r->rows->name,
                                               .line = line,
                                               .pointer = column < 0 ? NULL : r->names[column],
                                               .message = message,
                                               .accepted = faults[f].accepted});
}

/* Shows the first rows of a fault: "'maybe' is neither 0 nor 1". */
static void note(reader *r, fault f, const hl_row *row, const char *why)
{
    char message[300];
    if (++r->count[f] > SHOWN || r->problems == NULL)
        return;
    const char *what = why != NULL ? why : faults[f].message;
    if (faults[f].column < 0) {
        (void)snprintf(message, sizeof message, "%s", what);
    } else {
        const hl_field *field = field_of(r, row, faults[f].column);
        int shown = field->length > 60 ? 60 : (int)field->length;
        (void)snprintf(message, sizeof message, "%s: '%.*s'", what, shown, field->data);
    }
    add_problem(r, f, row->line, message);
}

/* Whether a field of the row is a fault of its own; all of them are told. */
static bool has_fault(reader *r, const hl_row *row, fault found, const char *why)
{
    if (found != FINE)
        note(r, found, row, why);
    return found != FINE;
}

/* What more there is of every fault than was shown. */
static void tell_more(reader *r)
{
    char message[200];
    for (int f = 1; f < FAULTS && r->problems != NULL; f++)
        if (r->count[f] > SHOWN) {
            (void)snprintf(message, sizeof message, "%s (%lld more rows)", faults[f].message,
                           (long long)(r->count[f] - SHOWN));
            add_problem(r, (fault)f, 0, message);
        }
}

/* ---- one row */

static hl_status zone_of(reader *r, const hl_row *row, const hl_zone **zone, bool *unknown,
                         hl_error *err)
{
    const hl_field *field = field_of(r, row, ZONE);
    *zone = r->usual;
    *unknown = false;
    if (hl_base__is_blank(field->data, field->length))
        return HL_OK;
    if (hl_base__zones_find(r->zones, field->data, field->length, zone) != HL_OK)
        return hl_error_memory(err);
    *unknown = *zone == NULL;
    return HL_OK;
}

/* Local time of what a column says, and the instant. */
static fault read_time(const reader *r, const hl_field *field, const hl_zone *zone, int64_t *utc_ms,
                       int64_t *local_ms, const char **why)
{
    hl_time_fault odd = HL_TIME_FINE;
    int64_t at = 0;
    hl_time_form form =
        hl_base__time_read(&r->options->style, field->data, field->length, &at, &odd);
    if (form == HL_TIME_INVALID && hl_base__time_fault_text(odd)[0] != '\0')
        *why = hl_base__time_fault_text(odd);
    if (form == HL_TIME_INVALID || form == HL_TIME_DATE)
        return NO_TIME;
    if (zone == NULL)
        return NO_ZONE;
    *utc_ms = form == HL_TIME_INSTANT ? at : hl_base__zone_instant(zone, at);
    *local_ms = form == HL_TIME_INSTANT ? at + (int64_t)hl_base__zone_offset(zone, at) * 1000 : at;
    return FINE;
}

static fault place(const reader *r, const hl_row *row, const hl_zone *zone, int64_t *utc_ms,
                   int64_t *local_ms, const char **why)
{
    fault f = read_time(r, field_of(r, row, SENT_AT), zone, utc_ms, local_ms, why);
    return f == FINE && *utc_ms > r->options->now_utc_ms ? FUTURE : f;
}

static fault chance_of(const reader *r, const hl_row *row, double *chance)
{
    const hl_field *field = field_of(r, row, PROPENSITY);
    hl_written_number number;
    *chance = HL_NAN;
    hl_number_form form = hl_base__written_number(field->data, field->length, '.', false, &number);
    if (form == HL_NUMBER_BLANK)
        return FINE;
    if (form > HL_NUMBER_ROUNDED)
        return NO_CHANCE;
    *chance = (double)number.attos / 1e18;
    return *chance > 0 && *chance <= 1 ? FINE : NO_CHANCE;
}

static fault policy_of(const reader *r, const hl_row *row, uint8_t *policy)
{
    const hl_field *field = field_of(r, row, POLICY);
    *policy = 0;
    if (hl_base__is_blank(field->data, field->length))
        return FINE;
    for (int i = 0; i <= HL_TIMING_HELD_OUT; i++) {
        const char *name = hl_timing_policy_name((hl_timing_policy)i);
        if (strlen(name) == field->length && memcmp(name, field->data, field->length) == 0)
            *policy = (uint8_t)(i + 1);
    }
    return *policy != 0 ? FINE : NO_POLICY;
}

/* When the outcome came, as milliseconds behind the touch; INT64_MAX: not by now. */
static fault delay_of(reader *r, const hl_row *row, const hl_zone *zone, int64_t sent_ms,
                      int64_t *delay_ms, const char **why)
{
    const hl_field *field = field_of(r, row, OUTCOME_AT);
    int64_t at = 0, local = 0;
    *delay_ms = INT64_MAX;
    if (hl_base__is_blank(field->data, field->length))
        return FINE;
    fault f = read_time(r, field, zone, &at, &local, why);
    if (f != FINE)
        return f == NO_TIME ? NO_OUTCOME_TIME : f;
    r->outcomes++;
    if (at < sent_ms)
        note(r, BEFORE_IT, row, NULL);
    else if (at <= r->options->now_utc_ms)
        *delay_ms = at - sent_ms;
    return FINE;
}

static fault outcome_of(const reader *r, const hl_row *row, double *outcome)
{
    const hl_field *field = field_of(r, row, OUTCOME);
    bool came = false;
    if (hl_base__written_bit(field->data, field->length, &came) != HL_NUMBER_EXACT)
        return NO_OUTCOME;
    *outcome = came;
    return FINE;
}

static fault harm_of(const reader *r, const hl_row *row, int8_t *harm)
{
    const hl_field *field = field_of(r, row, GUARDRAIL);
    bool came = false;
    *harm = 0;
    if (hl_base__is_blank(field->data, field->length))
        return FINE;
    if (hl_base__written_bit(field->data, field->length, &came) != HL_NUMBER_EXACT)
        return NO_GUARDRAIL;
    *harm = came ? 2 : 1;
    return FINE;
}

static fault value_of(const reader *r, const hl_row *row, double *value)
{
    const hl_field *field = field_of(r, row, VALUE);
    hl_written_number number;
    hl_number_form form = hl_base__written_number(field->data, field->length, '.', false, &number);
    if (form > HL_NUMBER_ROUNDED) /* blank too */
        return NO_VALUE;
    *value = (double)number.attos / 1e18;
    return FINE;
}

/* What came of a touch, which has a time. */
static bool take_outcome(reader *r, const hl_row *row, const hl_zone *zone, int64_t sent_ms,
                         hl_timing_touch *touch, int64_t *delay_ms)
{
    const char *why = NULL;
    if (r->at[VALUE] >= 0)
        return !has_fault(r, row, value_of(r, row, &touch->outcome), NULL);
    if (r->at[OUTCOME_AT] < 0)
        return !has_fault(r, row, outcome_of(r, row, &touch->outcome), NULL);
    bool fine = !has_fault(r, row, delay_of(r, row, zone, sent_ms, delay_ms, &why), why);
    touch->outcome = *delay_ms != INT64_MAX && *delay_ms <= r->within_ms;
    return fine;
}

static fault user_of(const reader *r, const hl_row *row, bool *named, const char **why)
{
    const hl_field *field = field_of(r, row, USER);
    *named = field->length > 0 && !hl_base__is_null(field->data, field->length) &&
             !hl_base__id_is_placeholder(field->data, field->length);
    hl_id_fault odd = hl_base__id_fault(field->data, field->length, field->kind == HL_FIELD_NUMBER);
    if (!*named || odd == HL_ID_FINE || odd == HL_ID_SPACE)
        return FINE;
    *why = hl_base__id_fault_text(odd);
    return NO_USER;
}

static bool intern(hl_map *names, const hl_field *field, uint32_t *number)
{
    *number = hl_base__map_intern(names, field->data, field->length);
    return *number != HL_MAP_NONE;
}

/* Hook and variant, with a NUL between them, which neither has. */
static bool intern_message(reader *r, const hl_row *row, uint32_t *number)
{
    const hl_field *hook = field_of(r, row, HOOK), *variant = field_of(r, row, VARIANT);
    hl_base__text_clear(&r->message);
    hl_base__text_add_bytes(&r->message, hook->data, hook->length);
    hl_base__text_add_bytes(&r->message, "", 1);
    hl_base__text_add_bytes(&r->message, variant->data, variant->length);
    if (r->message.failed)
        return false;
    *number = hl_base__map_intern(&r->out->log->messages, r->message.data, r->message.length);
    return *number != HL_MAP_NONE;
}

/* Notes how long the outcome took, or how long it has been awaited. */
static bool note_delay(reader *r, const hl_timing_touch *touch, int64_t age_ms, int64_t delay_ms)
{
    hl_timing_wait wait = age_ms >= r->within_ms ? HL_TIMING_CAME
                          : touch->outcome > 0   ? HL_TIMING_EARLY
                                                 : HL_TIMING_WAITS;
    if (r->within_ms == INT64_MAX || (wait == HL_TIMING_CAME && delay_ms > r->within_ms))
        return true;
    return hl_timing__delays_add(
        &r->delays,
        &(hl_timing_delay){r->out->log->count, wait == HL_TIMING_CAME ? delay_ms : age_ms, wait});
}

static bool keep(reader *r, const hl_row *row, bool named, hl_timing_touch *touch, int64_t utc_ms)
{
    hl_timing_reading *out = r->out;
    r->sum += touch->outcome;
    if (touch->harm == 0 && (r->harmed[0] == 0 || utc_ms < r->first_blank_ms))
        r->first_blank_ms = utc_ms;
    if (touch->harm == 2 && (r->harmed[2] == 0 || utc_ms > r->last_harm_ms))
        r->last_harm_ms = utc_ms;
    r->harmed[touch->harm]++;
    touch->user = HL_MAP_NONE;
    if ((named && !intern(&out->log->users, field_of(r, row, USER), &touch->user)) ||
        !intern(&out->log->segments, field_of(r, row, SEGMENT), &touch->segment) ||
        !intern_message(r, row, &touch->message) || !hl_timing__log_add(out->log, touch))
        return false;
    if (out->log->count == 1 || utc_ms < out->first_utc_ms)
        out->first_utc_ms = utc_ms;
    if (out->log->count == 1 || utc_ms > out->last_utc_ms)
        out->last_utc_ms = utc_ms;
    return true;
}

static void put_in_week(const reader *r, hl_timing_touch *touch, int64_t local_ms)
{
    int64_t day = hl_base__civil_day_of(local_ms);
    int32_t weekday = hl_base__civil_weekday(day);
    int slot = weekday * 24 + (int)((local_ms - day * HL_DAY_MS) / (HL_DAY_MS / 24));
    touch->day = (int32_t)day;
    touch->kind = (uint16_t)(2 * slot + !hl_calendar__days_works(&r->out->days, day));
}

static hl_status take_row(reader *r, const hl_row *row, hl_error *err)
{
    const hl_zone *zone = NULL;
    const char *why_time = NULL, *why_user = NULL;
    bool unknown = false, named = false;
    int64_t utc_ms = 0, local_ms = 0, delay_ms = INT64_MAX;
    hl_timing_touch touch = {.weight = 1};
    const hl_field *sent = field_of(r, row, SENT_AT);
    if (row->problem != NULL || hl_base__is_blank(sent->data, sent->length)) {
        note(r, row->problem != NULL ? DAMAGED : UNSENT, row, row->problem);
        return HL_OK;
    }
    hl_status status = zone_of(r, row, &zone, &unknown, err);
    if (status != HL_OK)
        return status;
    fault time = unknown ? UNKNOWN_ZONE : place(r, row, zone, &utc_ms, &local_ms, &why_time);
    bool left = has_fault(r, row, time, why_time);
    left |= !take_outcome(r, row, zone, utc_ms, &touch, &delay_ms);
    left |= has_fault(r, row, chance_of(r, row, &touch.propensity), NULL);
    left |= has_fault(r, row, policy_of(r, row, &touch.policy), NULL);
    left |= has_fault(r, row, harm_of(r, row, &touch.harm), NULL);
    left |= has_fault(r, row, user_of(r, row, &named, &why_user), why_user);
    if (left)
        return HL_OK;
    put_in_week(r, &touch, local_ms);
    bool kept = note_delay(r, &touch, r->options->now_utc_ms - utc_ms, delay_ms) &&
                keep(r, row, named, &touch, utc_ms);
    return kept ? HL_OK : hl_error_memory(err);
}

/* ---- the table */

static const double USUAL_QUANTILE = 0.99;

static hl_status find_columns(reader *r, hl_error *err)
{
    const hl_timing_columns *c = &r->options->columns;
    const char *const names[COLUMNS] = {
        [SENT_AT] = c->sent_at,       [OUTCOME] = c->outcome, [VALUE] = c->value,
        [OUTCOME_AT] = c->outcome_at, [ZONE] = c->zone,       [USER] = c->user,
        [SEGMENT] = c->segment,       [HOOK] = c->hook,       [VARIANT] = c->variant,
        [PROPENSITY] = c->propensity, [POLICY] = c->policy,   [GUARDRAIL] = c->guardrail,
    };
    hl_status status = HL_OK;
    for (int i = 0; i < COLUMNS && status == HL_OK; i++) {
        r->at[i] = -1;
        r->names[i] = names[i];
        if (names[i] != NULL)
            status = hl_rows_want(r->rows, names[i], &r->at[i], err);
        if (status == HL_OK && names[i] != NULL && r->at[i] < 0)
            status = hl_rows_no_column(r->rows, names[i], err);
    }
    r->out->log->policies = r->at[POLICY] >= 0;
    r->out->log->values = r->at[VALUE] >= 0;
    r->out->log->guarded = r->at[GUARDRAIL] >= 0;
    r->out->log->winsorize = r->options->winsorize > 0 ? r->options->winsorize : USUAL_QUANTILE;
    return status == HL_OK ? hl_rows_only(r->rows, r->at, COLUMNS, err) : status;
}

static hl_status find_usual_zone(reader *r, hl_error *err)
{
    const char *name = r->options->zone, *near = NULL;
    if (name == NULL)
        return HL_OK;
    if (hl_base__zones_find(r->zones, name, strlen(name), &r->usual) != HL_OK)
        return hl_error_memory(err);
    if (r->usual != NULL)
        return HL_OK;
    if (hl_base__zones_suggest(r->zones, name, strlen(name), &near) != HL_OK)
        return hl_error_memory(err);
    return near != NULL
               ? hl_error_set(err, HL_REJECTED, "there is no time zone '%.100s'; did you mean %s?",
                              name, near)
               : hl_error_set(err, HL_REJECTED, "there is no time zone '%.100s'", name);
}

static hl_status read_calendar(reader *r, hl_error *err)
{
    const hl_timing_options *o = r->options;
    int64_t last = hl_base__civil_day_of(o->now_utc_ms) + INT64_C(3) * 366;
    if (o->special_days != NULL)
        return hl_timing__special_days(o->special_days, o->special_day_count, &r->out->days, err);
    if (o->calendar == NULL)
        return HL_OK;
    hl_problems *own = r->problems != NULL ? NULL : hl_problems_new();
    hl_problems *problems = r->problems != NULL ? r->problems : own;
    hl_status status = problems != NULL ? hl_calendar__days_read_file(o->calendar, last, problems,
                                                                      &r->out->days, err)
                                        : hl_error_memory(err);
    hl_calendar__days_sort(&r->out->days);
    hl_problems_free(own);
    return status;
}

static hl_status find_time_to_wait(reader *r, hl_error *err)
{
    const char *text = r->options->within;
    hl_duration d = {0, 0, 0};
    r->within_ms = INT64_MAX;
    if (text == NULL)
        return HL_OK;
    bool fine = hl_base__duration_parse(text, strlen(text), &d) && d.months == 0;
    r->within_ms = fine ? hl_base__duration_nominal_ms(&d) : 0;
    return r->within_ms > 0
               ? HL_OK
               : hl_error_set(err, HL_USAGE,
                              "within is a time to wait of days, hours or minutes, as PT6H or P3D, "
                              "not '%.40s'",
                              text);
}

static hl_status read_all(reader *r, hl_error *err)
{
    hl_row row;
    bool got = true;
    hl_status status = HL_OK;
    while (status == HL_OK && (status = hl_rows_next(r->rows, &row, &got, err)) == HL_OK && got) {
        r->out->rows++;
        status = take_row(r, &row, err);
    }
    return status;
}

/* A clock may be off by seconds; two columns that mean two zones are off throughout. */
static const double BEFORE_MOST = 0.01;

/* A blank says that it is not known yet. One of an older touch than one that is known, where
 * nothing says no, is meant as no: read as unknown, every touch would seem to bring it about. */
static hl_status judge_guardrail(reader *r, hl_error *err)
{
    const int64_t *known = r->harmed;
    if (!r->out->log->guarded || known[1] > 0)
        return HL_OK;
    if (known[2] == 0 && r->problems != NULL)
        hl_problems_add(r->problems,
                        &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                      .file = r->rows->name,
                                      .pointer = r->names[GUARDRAIL],
                                      .message = "known of no touch yet: no hour is barred",
                                      .accepted = faults[NO_GUARDRAIL].accepted});
    if (known[2] == 0 || known[0] == 0 || r->first_blank_ms >= r->last_harm_ms)
        return HL_OK;
    return hl_error_set(err, HL_REJECTED,
                        "%s: '%s' is yes or blank, never no: write 0 where it did not come; a "
                        "blank says that nobody knows yet",
                        r->rows->name, r->names[GUARDRAIL]);
}

static hl_status judge(reader *r, hl_error *err)
{
    int64_t refused = 0;
    for (int f = 1; f < FAULTS; f++)
        refused += faults[f].refuses ? r->count[f] : 0;
    if ((double)r->count[BEFORE_IT] > BEFORE_MOST * (double)r->outcomes)
        return hl_error_set(err, HL_REJECTED,
                            "%s: %lld of %lld outcomes lie before their touch: are the times of "
                            "'%s' and '%s' of one zone?",
                            r->rows->name, (long long)r->count[BEFORE_IT], (long long)r->outcomes,
                            r->names[SENT_AT], r->names[OUTCOME_AT]);
    if (refused > 0)
        return hl_error_set(err, HL_REJECTED, "%s: faults: %lld, in %lld rows: no model was made",
                            r->rows->name, (long long)refused, (long long)r->out->rows);
    if (!(r->sum > 0) && r->out->log->values && r->out->log->count > 0)
        return hl_error_set(err, HL_REJECTED,
                            "%s: the mean of '%s' is not above 0: its hours cannot be compared as "
                            "shares of it",
                            r->rows->name, r->names[VALUE]);
    if (r->out->log->count == 0)
        return hl_error_set(err, HL_REJECTED, "%s: there is no touch to learn from (%lld rows)",
                            r->rows->name, (long long)r->out->rows);
    return judge_guardrail(r, err);
}

static hl_status weigh(reader *r, hl_error *err)
{
    hl_status status = hl_timing__weigh_young(&r->delays, r->out->log, &r->out->waiting, err);
    if (status == HL_OK && r->out->log->count == 0)
        return hl_error_set(err, HL_REJECTED,
                            "%s: all touches are younger than %s, and too little came of them to "
                            "know how long outcomes take",
                            r->rows->name, r->options->within);
    return status;
}

hl_status hl_timing__read_touches(hl_row_source *touches, const hl_timing_options *options,
                                  hl_problems *problems, hl_timing_reading *reading, hl_error *err)
{
    reader r = {.rows = touches, .options = options, .problems = problems, .out = reading};
    r.zones = hl_base__zones_new(NULL);
    hl_status status = r.zones != NULL ? hl_rows_check(touches, err) : hl_error_memory(err);
    if (status == HL_OK)
        status = hl_rows_want_all(touches, false, err);
    if (status == HL_OK)
        status = find_time_to_wait(&r, err);
    if (status == HL_OK)
        status = read_calendar(&r, err);
    if (status == HL_OK)
        status = find_columns(&r, err);
    if (status == HL_OK)
        status = find_usual_zone(&r, err);
    if (status == HL_OK)
        status = read_all(&r, err);
    if (status == HL_OK) {
        tell_more(&r);
        status = judge(&r, err);
    }
    if (status == HL_OK)
        status = weigh(&r, err);
    if (status == HL_OK && options->calendar != NULL && problems != NULL)
        hl_calendar__days_remark_years(&reading->days, hl_base__civil_day_of(reading->first_utc_ms),
                                       hl_base__civil_day_of(reading->last_utc_ms),
                                       options->calendar, problems);
    if (status == HL_OK)
        status = hl_problems_status(problems, err);
    reading->left_out =
        (hl_timing_left_out){r.count[UNSENT], r.count[FUTURE], r.count[UNKNOWN_ZONE]};
    hl_timing__delays_free(&r.delays);
    hl_base__text_free(&r.message);
    hl_base__zones_free(r.zones);
    return status;
}
