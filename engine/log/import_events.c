/* events.csv: what customers did. Always kept, also before their touch or without one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ruined_id.h"
#include "base/spelling.h"
#include "base/written_number.h"
#include "log/import.h"
#include "log/metric_value.h"

enum {
    COLUMN_ID,
    COLUMN_USER,
    COLUMN_TYPE,
    COLUMN_AT,
    COLUMN_TOUCH,
    COLUMN_VALUE,
    COLUMN_CURRENCY
};

static const hl_log_column columns[] = {
    {"event_id", true, false},  {"user_id", true, false},   {"type", true, false},
    {"at", true, false},        {"touch_id", false, false}, {"value", false, true},
    {"currency", false, false},
};

static const char too_much[] = "makes the values of this user's events add up to 10^18 and more";

/* What has not happened yet cannot be in a log; a day is left to clocks and zones. Of data that are
 * made up the clock is --now. */
static void note_late(hl_log_import *import, const hl_row *fields, int64_t at)
{
    hl_field field = hl_log__field(import, fields, COLUMN_AT);
    int64_t now = import->options->now_utc_ms;
    bool told = !hl_time_is_usual(at); /* already, as any time beyond 2100 */
    if (now <= 0 || at <= now + HL_DAY_MS || told || import->summary->late++ > 0)
        return;
    import->late_line = fields->line;
    (void)snprintf(import->late_text, sizeof import->late_text, "%.*s", (int)field.length,
                   field.data);
}

void hl_log__tell_late(const hl_log_import *import, hl_problems *problems)
{
    char message[300];
    if (import->summary->late == 0 || problems == NULL)
        return;
    (void)snprintf(
        message, sizeof message,
        "%lld of %lld events are later than their import, which cannot be; this is the "
        "first: '%s' (is a year or a month misread? --now says what time it is, for data "
        "that are made up)",
        (long long)import->summary->late, (long long)import->summary->rows, import->late_text);
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = import->rows->name,
                                            .line = import->late_line,
                                            .message = message});
}

/* By its column, or by the value itself: a letter of base/written_number.h, or what the column says
 * in capitals, cut. False when out of memory. */
static bool name_currency(hl_log_import *import, const hl_row *fields, hl_log_row *row)
{
    enum { MOST = 40 };
    char text[MOST + 2];
    hl_field field = hl_log__field(import, fields, COLUMN_CURRENCY);
    hl_base__trim(&field.data, &field.length);
    size_t length = field.length < MOST ? field.length : MOST;
    char letter = row->event.currency;
    row->event.named_currency = NULL;
    bool number = length > 0 && field.data[0] >= '0' && field.data[0] <= '9';
    if (length > 0 && !number && !hl_base__is_blank(field.data, field.length))
        letter = hl_base__currency_of(field.data, length);
    else if (letter == '\0')
        return true;
    else
        length = 0;
    for (size_t i = 0; i < length; i++)
        text[i] = field.data[i] >= 'a' && field.data[i] <= 'z' ? (char)(field.data[i] - 'a' + 'A')
                                                               : field.data[i];
    if (length == 1) /* a letter of its own is no currency of the other kind */
        text[length++] = '.';
    if (letter != '\0') {
        text[0] = letter;
        length = 1;
    }
    row->event.named_currency = hl_base__arena_bytes(&import->arena, text, length);
    return row->event.named_currency != NULL;
}

static bool parse(hl_log_import *import, const hl_row *fields, hl_log_row *row)
{
    uint32_t length = 0;
    hl_written_number value;
    bool ok = hl_log__field_id(import, fields, COLUMN_ID, &row->id, &row->id_length) &&
              hl_log__field_user(import, fields, COLUMN_USER, &row->user) &&
              hl_log__field_name(import, fields, COLUMN_TYPE, &row->event.type) &&
              hl_log__field_time(import, fields, COLUMN_AT, &row->event.at_utc_ms) &&
              hl_log__field_decimal(import, fields, COLUMN_VALUE, true, &row->event.value, &value);
    if (ok && row->event.at_utc_ms == HL_LOG_NO_TIME) {
        hl_log__import_refuse(import, fields, COLUMN_AT, "is empty");
        return false;
    }
    if (ok)
        note_late(import, fields, row->event.at_utc_ms);
    if (ok) {
        row->event.attos = value.attos;
        row->event.percent = value.percent;
        row->event.currency = value.currency;
        if (!name_currency(import, fields, row)) {
            (void)hl_error_memory(&import->parse_error);
            return false;
        }
    }
    row->event.touch = NULL;
    hl_field touch = hl_log__field(import, fields, COLUMN_TOUCH);
    if (ok && !hl_base__is_null(touch.data, touch.length) &&
        !hl_base__id_is_placeholder(touch.data, touch.length))
        ok = hl_log__field_id(import, fields, COLUMN_TOUCH, &row->event.touch, &length);
    if (ok)
        hl_log__undone_note(&import->undone, fields);
    return ok;
}

/* "USD", of what a row names. */
static const char *currency_name(const char *named)
{
    return named[0] != '\0' && named[1] == '\0' ? hl_base__currency_name(named[0]) : named;
}

/* beside: what others of its type name. */
static void tell_unlike(hl_log_import *import, const hl_log_row *row, const char *named,
                        const char *beside)
{
    char message[300];
    if (beside == NULL || import->rejects.problems == NULL)
        return;
    const char *type = import->names.map.keys[row->event.type].text;
    if (named[0] == '\0')
        (void)snprintf(message, sizeof message,
                       "the value names no currency, and values that the store has of type "
                       "'%.100s' do: are they of one?",
                       type);
    else if (beside[0] == '\0')
        (void)snprintf(message, sizeof message,
                       "the value names a currency, and no value that the store has of type "
                       "'%.100s' does: are they of one?",
                       type);
    else
        (void)snprintf(message, sizeof message,
                       "the value is in %.40s, and others of type '%.100s' are in %.40s: no sum of "
                       "the two means anything",
                       currency_name(named), type, currency_name(beside));
    hl_problems_add(import->rejects.problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                            .file = import->rows->name,
                                                            .line = row->line,
                                                            .message = message});
}

static hl_status note_look(hl_log_import *import, const hl_log_row *row, hl_error *err)
{
    const char *named = row->event.named_currency == NULL ? "" : row->event.named_currency;
    const char *beside = NULL;
    hl_status status = hl_log__value_looks_note(import->store, &import->value_looks,
                                                hl_log__import_name(import, row->event.type),
                                                row->event.attos, named, &beside, err);
    if (status == HL_OK)
        tell_unlike(import, row, named, beside);
    return status;
}

/* A value that is 0 is so in every currency. */
static hl_status admit(hl_log_import *import, hl_log_row *row, hl_error *err)
{
    static const char *const reasons[] = {
        [HL_MARK_OTHER_CURRENCY] = "is in another currency than the values that the store has of "
                                   "this type: no sum of the two means anything",
        [HL_MARK_PERCENT] = "has a percent sign, and the values that the store has of this type "
                            "have none",
        [HL_MARK_NO_PERCENT] = "has no percent sign, and the values that the store has of this "
                               "type have one",
    };
    hl_log_marking marking = HL_MARK_FITS;
    const hl_log_value_mark mark = {.type = hl_log__import_name(import, row->event.type),
                                    .percent = row->event.percent,
                                    .currency = row->event.currency};
    if (row->event.value == NULL || row->event.attos == 0)
        return HL_OK;
    hl_status status = hl_log__value_mark_take(&import->value_marks, &mark, &marking, err);
    if (status == HL_OK && marking == HL_MARK_FITS)
        return note_look(import, row, err);
    if (status == HL_OK)
        hl_log__import_refuse_row(import, row, columns[COLUMN_VALUE].name, reasons[marking]);
    return status;
}

static hl_status write_event(hl_log_import *import, int64_t user, const hl_log_event *event,
                             hl_error *err)
{
    char value[HL_LOG_DECIMAL_TEXT];
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(import->store, HL_SQL_EVENT_ADD, &add, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(add, 1, user);
    hl_log__bind_text(add, 2, event->id, strlen(event->id));
    (void)sqlite3_bind_int64(add, 3, event->type);
    (void)sqlite3_bind_int64(add, 4, event->at_utc_ms);
    hl_log__bind_text(add, 5, event->touch, event->touch == NULL ? 0 : strlen(event->touch));
    size_t length = event->valued ? hl_log__decimal_text(event->value, value) : 0;
    hl_log__bind_text(add, 6, event->valued ? value : NULL, length);
    hl_log__bind_text(add, 7, event->currency,
                      event->currency == NULL ? 0 : strlen(event->currency));
    return hl_log__run(import->store, add, err);
}

/* The column in which they contradict each other, or -1. */
static int contrary_column(const hl_log_event *have, const hl_log_event *says)
{
    if (have->type != says->type)
        return COLUMN_TYPE;
    if (have->at_utc_ms != says->at_utc_ms)
        return COLUMN_AT;
    if (have->touch != NULL && says->touch != NULL && strcmp(have->touch, says->touch) != 0)
        return COLUMN_TOUCH;
    return have->valued && says->valued && have->value != says->value ? COLUMN_VALUE : -1;
}

/* Whether a value more leaves the values of one user below what a value may be, whatever their
 * signs: what a flat file may say of one unit, and far from what a sum of a unit can hold. */
static bool has_room(const hl_log_user_log *log, const hl_log_event *says)
{
    const hl_i128 most = HL_LOG_ONE * HL_LOG_ONE;
    hl_i128 sum = says->value < 0 ? -says->value : says->value;
    for (size_t i = 0; says->valued && sum < most && i < log->event_count; i++)
        sum += log->events[i].value < 0 ? -log->events[i].value : log->events[i].value;
    return !says->valued || sum < most;
}

/* ---- what this import added

 * An order of several rows says several values, of which one is kept and others are lost; one that
 * is exported again with another value is corrected. A bit stands for many ids: of a hundred events
 * that are corrected one may seem to be of this import, and is held to be lost. */
enum { ADDED_BITS = 1 << 27 };

static size_t bit_of(const hl_log_row *row)
{
    return (size_t)(hl_log__key(row->id, row->id_length) & (ADDED_BITS - 1));
}

static hl_status note_added(hl_log_import *import, const hl_log_row *row, hl_error *err)
{
    size_t bit = bit_of(row);
    if (import->added == NULL)
        import->added = calloc(ADDED_BITS / 8, 1);
    if (import->added == NULL)
        return hl_error_memory(err);
    import->added[bit / 8] |= (unsigned char)(1U << bit % 8);
    return HL_OK;
}

static bool was_added(const hl_log_import *import, const hl_log_row *row)
{
    size_t bit = bit_of(row);
    return import->added != NULL && (import->added[bit / 8] >> bit % 8 & 1) != 0;
}

static hl_status lay_over(hl_log_import *import, int64_t user, hl_log_event *have,
                          const hl_log_event *says, hl_log_row *row, bool *changed, hl_error *err)
{
    const hl_log_user_log *log = &import->log;
    int contrary = contrary_column(have, says);
    if (contrary == COLUMN_VALUE && !was_added(import, row)) {
        hl_log__import_refuse_change(import, row, columns[contrary].name, HL_LOG_CORRECTS,
                                     (double)(says->value - have->value) / 1e18);
        return HL_OK;
    }
    if (contrary >= 0) {
        hl_log__import_refuse_row(import, row, columns[contrary].name,
                                  "contradicts what is known of this event");
        return HL_OK;
    }
    bool touch = have->touch == NULL && says->touch != NULL;
    bool value = !have->valued && says->valued;
    if (!touch && !value) {
        import->summary->duplicates++;
        return HL_OK;
    }
    if (value && !has_room(log, says)) {
        hl_log__import_refuse_row(import, row, columns[COLUMN_VALUE].name, too_much);
        return HL_OK;
    }
    if (touch)
        have->touch = says->touch;
    if (value) {
        have->value = says->value;
        have->valued = true;
        have->currency = says->currency;
    }
    *changed = true;
    import->summary->updated++;
    return write_event(import, user, have, err);
}

static hl_status lay_row(hl_log_import *import, int64_t user, hl_log_row *row, bool *changed,
                         hl_error *err)
{
    hl_log_user_log *log = &import->log;
    hl_log_event says = {.id = row->id,
                         .touch = row->event.touch,
                         .type = (uint32_t)hl_log__import_name(import, row->event.type),
                         .at_utc_ms = row->event.at_utc_ms,
                         .value = row->event.attos,
                         .valued = row->event.value != NULL,
                         .currency = row->event.value == NULL ? NULL : row->event.named_currency};
    for (size_t i = 0; i < log->event_count; i++)
        if (strcmp(log->events[i].id, row->id) == 0)
            return lay_over(import, user, &log->events[i], &says, row, changed, err);
    if (!has_room(log, &says)) {
        hl_log__import_refuse_row(import, row, columns[COLUMN_VALUE].name, too_much);
        return HL_OK;
    }
    hl_log_event *event = hl_log__user_log_event(log);
    if (event == NULL)
        return hl_error_memory(err);
    *event = says;
    log->event_count++;
    *changed = true;
    import->summary->added++;
    hl_status status = note_added(import, row, err);
    return status == HL_OK ? write_event(import, user, event, err) : status;
}

static hl_status is_known(hl_store *store, int64_t user, bool *known, hl_error *err)
{
    sqlite3_stmt *ask = NULL;
    bool row = false;
    if (hl_log__statement(store, HL_SQL_USER_IS_KNOWN, &ask, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(ask, 1, user);
    hl_status status = hl_log__step(store, ask, &row, err);
    *known = row && sqlite3_column_int(ask, 0) != 0;
    hl_log__done(ask);
    return status;
}

/* Of the user's events those from `from` on are new. */
static hl_status count_types(hl_log_import *import, int64_t user, size_t from, hl_error *err)
{
    const hl_log_user_log *log = &import->log;
    bool known = true;
    hl_status status = HL_OK;
    if (log->touch_count == 0 && log->event_count > from) {
        import->summary->untouched += (int64_t)(log->event_count - from);
        status = is_known(import->store, user, &known, err);
    }
    for (size_t i = from; status == HL_OK && i < log->event_count; i++)
        status = hl_log__type_counts_add(&import->batch_types,
                                         &(hl_log_type_count){log->events[i].type, 1, !known}, err);
    return status;
}

static hl_status apply(hl_log_import *import, hl_log_row *const *rows, size_t count, hl_error *err)
{
    hl_log_user_log *log = &import->log;
    int64_t user = rows[0]->user_id;
    bool changed = false;
    hl_log__user_log_clear(log);
    if (hl_log__user_log_read(import->store, user, 0, log, err) != HL_OK ||
        hl_log__remember(import, err) != HL_OK)
        return HL_FAILED;
    size_t before = log->event_count;
    for (size_t i = 0; i < count; i++)
        if (lay_row(import, user, rows[i], &changed, err) != HL_OK)
            return HL_FAILED;
    if (count_types(import, user, before, err) != HL_OK)
        return HL_FAILED;
    if (!changed || log->touch_count == 0)
        return HL_OK;
    hl_log_user who;
    if (hl_log__user_read(import->store, user, &log->pool, &who, &import->attributes, err) != HL_OK)
        return HL_FAILED;
    return hl_log__revalue(import, who.id, &import->attributes.object, &import->attributes.object,
                           err);
}

const hl_log_kind hl_log__kind_events = {
    .name = "events",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .has_users = true,
    .parse = parse,
    .admit = admit,
    .claim = HL_SQL_EVENT_CLAIM,
    .claimant = HL_SQL_EVENT_CLAIMANT,
    .owns = true,
    .apply = apply,
};
