/* Reading the fields of a row; what cannot be read refuses the row with its column. */
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/ruined_id.h"
#include "base/spelling.h"
#include "base/written_number.h"
#include "config/event_words.h"
#include "log/import.h"
#include "rows/dialect.h"

enum { REASON_TEXT = 200, SHOWN_TEXT = 60, MOST_ID = 512 };

hl_field hl_log__field(const hl_log_import *import, const hl_row *row, size_t column)
{
    int at = import->columns[column];
    return at < 0 ? (hl_field){"", 0, HL_FIELD_ABSENT} : row->fields[at];
}

/* A field as far as it names something; false: it names nothing. */
static bool named(const hl_log_import *import, const hl_row *row, size_t column, const char **text,
                  size_t *length)
{
    hl_field field = hl_log__field(import, row, column);
    hl_base__trim(&field.data, &field.length);
    if (hl_base__is_null(field.data, field.length))
        return false;
    *text = field.data;
    *length = field.length;
    return true;
}

static hl_number_form read_number(hl_log_import *import, const hl_row *row, size_t column,
                                  hl_field field, hl_written_number *number);

/* What an event is worth; NaN: nobody knows. */
static double worth_of(hl_log_import *import, const hl_row *row)
{
    enum { VALUE = 5 }; /* of the columns of events */
    hl_written_number number;
    hl_field field = hl_log__field(import, row, VALUE);
    if (field.length == 0)
        return HL_NAN;
    hl_number_form form = read_number(import, row, VALUE, field, &number);
    bool known = form == HL_NUMBER_EXACT || form == HL_NUMBER_ROUNDED;
    return known ? (double)number.attos / 1e18 : HL_NAN;
}

/* Of touches and events: whose it is and of what, so that a report can tell whose data it lacks,
 * and which, so that it lacks them no more when the row comes again in order. */
static void find_owner(hl_log_import *import, const hl_row *row, hl_log_reject *out)
{
    enum { ID, USER, SUBJECT }; /* the first columns of both */
    out->value = HL_NAN;
    if (!import->kind->owns)
        return;
    (void)named(import, row, ID, &out->id, &out->id_length);
    (void)named(import, row, USER, &out->user, &out->user_length);
    if (import->number == HL_IMPORT_TOUCHES)
        (void)named(import, row, SUBJECT, &out->experiment, &out->experiment_length);
    else
        (void)named(import, row, SUBJECT, &out->type, &out->type_length);
    if (import->number == HL_IMPORT_EVENTS)
        out->value = worth_of(import, row);
}

void hl_log__import_refuse(hl_log_import *import, const hl_row *row, size_t column,
                           const char *reason)
{
    hl_log_reject reject = {.line = row->line,
                            .column = import->kind->columns[column].name,
                            .reason = reason,
                            .raw = row->raw,
                            .raw_length = row->raw_length};
    find_owner(import, row, &reject);
    hl_log__rejects_add(&import->rejects, &reject);
    import->summary->rejected++;
}

static void take_name(const hl_log_numbering *from, uint32_t index, const char **text,
                      size_t *length)
{
    if (index == HL_MAP_NONE)
        return;
    *text = from->map.keys[index].text;
    *length = from->map.keys[index].length;
}

/* The same of a row of the batch. */
static void find_row_owner(const hl_log_import *import, const hl_log_row *row, hl_log_reject *out)
{
    if (!import->kind->owns)
        return;
    take_name(&import->users, row->user, &out->user, &out->user_length);
    if (import->number == HL_IMPORT_TOUCHES)
        take_name(&import->names, row->touch.names[HL_TOUCH_EXPERIMENT], &out->experiment,
                  &out->experiment_length);
    else
        take_name(&import->names, row->event.type, &out->type, &out->type_length);
}

void hl_log__import_refuse_row(hl_log_import *import, hl_log_row *row, const char *column,
                               const char *reason)
{
    hl_log__import_refuse_change(import, row, column, reason, HL_NAN);
}

void hl_log__import_refuse_change(hl_log_import *import, hl_log_row *row, const char *column,
                                  const char *reason, double change)
{
    hl_log_reject reject = {.line = row->line,
                            .value = change,
                            .column = column,
                            .reason = reason,
                            .raw = row->raw,
                            .raw_length = row->raw_length};
    find_row_owner(import, row, &reject);
    if (row->user_id == 0) { /* not yet held against what the store has of this id */
        reject.id = row->id;
        reject.id_length = row->id_length;
    }
    hl_log__rejects_add(&import->rejects, &reject);
    row->refused = true;
    import->summary->rejected++;
}

/* "reason: 'text'", the text cut when it is long, never inside a character. */
static void refuse_text(hl_log_import *import, const hl_row *row, size_t column, const char *reason,
                        hl_field field)
{
    char text[REASON_TEXT];
    int shown = (int)(field.length < SHOWN_TEXT ? field.length : SHOWN_TEXT);
    while (shown > 0 && (size_t)shown < field.length && (field.data[shown] & 0xC0) == 0x80)
        shown--;
    (void)snprintf(text, sizeof text, "%s: '%.*s'%s", reason, shown, field.data,
                   (size_t)shown < field.length ? " ..." : "");
    hl_log__import_refuse(import, row, column, text);
}

static bool out_of_memory(hl_log_import *import)
{
    (void)hl_error_memory(&import->parse_error);
    return false;
}

/* Ids that lost their digits say so of the whole column: the import stops. */
static bool is_ruined(hl_log_import *import, const hl_row *row, size_t column, hl_field field)
{
    const hl_id_place place = {import->rows->name, import->kind->columns[column].name, row->line};
    return hl_base__id_check(&place, field.data, field.length, field.kind == HL_FIELD_NUMBER,
                             &import->parse_error) != HL_OK;
}

/* Somebody who unsubscribed, or blocked: a message to them is worse than a row that is taken as it
 * is meant, without its spaces. */
static bool is_farewell(const hl_log_import *import, const hl_row *row)
{
    enum { TYPE = 2 }; /* of the columns of events */
    char type[SHOWN_TEXT];
    if (import->number != HL_IMPORT_EVENTS)
        return false;
    hl_field field = hl_log__field(import, row, TYPE);
    hl_base__trim(&field.data, &field.length);
    if (field.length == 0 || field.length >= sizeof type)
        return false;
    memcpy(type, field.data, field.length);
    type[field.length] = '\0';
    return hl_config__is_farewell(type);
}

static void warn_of_field(hl_log_import *import, const hl_row *row, size_t column,
                          const char *message)
{
    hl_problems_add(import->rejects.problems,
                    &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                  .file = import->rows->name,
                                  .line = row->line,
                                  .pointer = import->kind->columns[column].name,
                                  .message = message});
}

static void note_farewell(hl_log_import *import, const hl_row *row, size_t column, hl_field field)
{
    enum { SHOWN = 20 };
    char message[REASON_TEXT];
    if (++import->summary->spaced_farewells > SHOWN || import->rejects.problems == NULL)
        return;
    (void)snprintf(message, sizeof message,
                   "white space around '%.*s' is taken off, as the event ends what is sent to "
                   "somebody",
                   (int)(field.length < SHOWN_TEXT ? field.length : SHOWN_TEXT), field.data);
    warn_of_field(import, row, column, message);
}

/* White space around an id or a name is taken off, or the row is refused. */
static bool take_spaces(hl_log_import *import, const hl_row *row, size_t column, hl_field *field)
{
    if (hl_base__id_fault(field->data, field->length, false) != HL_ID_SPACE)
        return true;
    if (import->options->trim || is_farewell(import, row)) {
        if (!import->options->trim)
            note_farewell(import, row, column, *field);
        hl_base__trim(&field->data, &field->length);
        return true;
    }
    refuse_text(
        import, row, column,
        "white space or an unseen mark around it makes another one of it (--trim takes it off)",
        *field);
    return false;
}

static bool check_id(hl_log_import *import, const hl_row *row, size_t column, hl_field *of)
{
    if (!take_spaces(import, row, column, of))
        return false;
    hl_field field = *of;
    if (field.length == 0) {
        hl_log__import_refuse(import, row, column, "is empty");
        return false;
    }
    if (hl_base__is_null(field.data, field.length)) {
        refuse_text(import, row, column, "stands for no id at all", field);
        return false;
    }
    if (field.length > MOST_ID) {
        refuse_text(import, row, column, "is longer than 512 bytes", field);
        return false;
    }
    if (memchr(field.data, '\0', field.length) != NULL) {
        hl_log__import_refuse(import, row, column, "has a NUL character in it");
        return false;
    }
    return true;
}

bool hl_log__field_id(hl_log_import *import, const hl_row *row, size_t column, const char **id,
                      uint32_t *length)
{
    hl_field field = hl_log__field(import, row, column);
    if (is_ruined(import, row, column, field) || !check_id(import, row, column, &field))
        return false;
    *id = hl_base__arena_bytes(&import->arena, field.data, field.length);
    *length = (uint32_t)field.length;
    return *id != NULL || out_of_memory(import);
}

bool hl_log__field_user(hl_log_import *import, const hl_row *row, size_t column, uint32_t *user)
{
    hl_field field = hl_log__field(import, row, column);
    if (is_ruined(import, row, column, field) || !check_id(import, row, column, &field))
        return false;
    if (hl_rows__is_total(field.data, field.length)) {
        refuse_text(import, row, column, "is what a row of totals is called, and no user", field);
        return false;
    }
    *user = hl_log__numbering_add(&import->users, field.data, field.length);
    return *user != HL_MAP_NONE || out_of_memory(import);
}

bool hl_log__field_name(hl_log_import *import, const hl_row *row, size_t column, uint32_t *name)
{
    hl_field field = hl_log__field(import, row, column);
    *name = HL_MAP_NONE;
    if (field.length == 0 && !import->kind->columns[column].required)
        return true;
    if (hl_base__id_fault(field.data, field.length, false) == HL_ID_SCIENTIFIC &&
        is_ruined(import, row, column, field))
        return false; /* an operator may well be a number */
    if (!check_id(import, row, column, &field))
        return false;
    *name = hl_log__numbering_add(&import->names, field.data, field.length);
    return *name != HL_MAP_NONE || out_of_memory(import);
}

/* Taken, and yet most likely misread: noted with its line. */
static void note_odd_time(hl_log_import *import, const hl_row *row, size_t column, hl_field field)
{
    enum { SHOWN = 20 };
    char message[REASON_TEXT];
    if (++import->summary->odd_times > SHOWN || import->rejects.problems == NULL)
        return;
    (void)snprintf(message, sizeof message, "%s is before 2000 or after 2100: '%.*s'",
                   import->kind->columns[column].name, (int)field.length, field.data);
    hl_problems_add(import->rejects.problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                            .file = import->rows->name,
                                                            .line = row->line,
                                                            .message = message});
}

/* As a plan reads them: the hour that was left out as the one after, of two the first. */
static void note_change(hl_log_import *import, const hl_row *row, size_t column, hl_field field,
                        int64_t local_ms, int64_t utc_ms)
{
    enum { SHOWN = 20 };
    char message[REASON_TEXT];
    char there[HL_TIME_TEXT];
    const hl_zone *zone = import->zone;
    int32_t offset = hl_base__zone_offset(zone, utc_ms);
    bool gap = utc_ms + (int64_t)offset * 1000 != local_ms;
    if (!gap && !hl_base__zone_comes_again(zone, utc_ms))
        return;
    int64_t *count = gap ? &import->summary->gap_times : &import->summary->twice_times;
    if (++*count > SHOWN || import->rejects.problems == NULL)
        return;
    int shown = (int)(field.length < SHOWN_TEXT ? field.length : SHOWN_TEXT);
    if (gap)
        (void)snprintf(message, sizeof message,
                       "'%.*s' was no time in %s, whose clocks went forward then: it is read as %s",
                       shown, field.data, hl_base__zone_name(zone),
                       hl_base__time_text(utc_ms, offset, there));
    else
        (void)snprintf(message, sizeof message,
                       "'%.*s' was twice in %s, whose clocks went back then: the first is meant",
                       shown, field.data, hl_base__zone_name(zone));
    warn_of_field(import, row, column, message);
}

/* "is probably seconds since 1970 (--epoch seconds reads it)" */
static void refuse_time(hl_log_import *import, const hl_row *row, size_t column,
                        hl_time_fault fault, hl_field field)
{
    char reason[REASON_TEXT];
    const char *remedy = hl_base__time_remedy(fault);
    (void)snprintf(reason, sizeof reason, "%s%s%s%s", hl_base__time_fault_text(fault),
                   remedy[0] == '\0' ? "" : " (", remedy, remedy[0] == '\0' ? "" : ")");
    refuse_text(import, row, column, reason, field);
}

/* "T00:00", " 0:00:00": as it is written, whatever the offset. */
static bool is_midnight(hl_field field, hl_time_form form, int64_t at)
{
    if (form != HL_TIME_INSTANT || at % HL_DAY_MS == 0)
        return at % HL_DAY_MS == 0;
    const char *colon = memchr(field.data, ':', field.length);
    size_t minutes = colon == NULL ? 0 : (size_t)(colon - field.data);
    if (minutes < 3 || field.data[minutes - 1] != '0' ||
        strchr("0Tt ", field.data[minutes - 2]) == NULL)
        return false;
    size_t seconds = minutes + 3;
    bool none = seconds + 3 > field.length || field.data[seconds] != ':';
    return memcmp(colon, ":00", 3) == 0 && (none || memcmp(colon + 3, ":00", 3) == 0);
}

/* A date alone is no instant: at midnight it would be before all that its day had. */
static bool place_date(hl_log_import *import, const hl_row *row, size_t column, hl_field field,
                       hl_time_form form, int64_t *at)
{
    bool midnight = is_midnight(field, form, *at);
    import->summary->midnights += midnight && import->number == HL_IMPORT_EVENTS;
    if (import->number == HL_IMPORT_COSTS ||
        hl_base__time_in_day(&import->options->times, form, at))
        return true;
    refuse_text(import, row, column,
                "is a date without a time of day (--date-only start or --date-only end says when "
                "in it that was)",
                field);
    return false;
}

bool hl_log__field_time(hl_log_import *import, const hl_row *row, size_t column, int64_t *utc_ms)
{
    /* years 0001 to 9999, so that days fit 32 bits and sums with windows cannot overflow */
    const int64_t earliest = INT64_C(-62135596800000);
    const int64_t latest = INT64_C(253402300799999);
    hl_field field = hl_log__field(import, row, column);
    *utc_ms = HL_LOG_NO_TIME;
    if (hl_base__is_blank(field.data, field.length))
        return true;
    int64_t at = 0;
    hl_time_fault fault;
    hl_time_form form =
        hl_base__time_read(&import->options->times, field.data, field.length, &at, &fault);
    if (form == HL_TIME_INVALID) {
        refuse_time(import, row, column, fault, field);
        return false;
    }
    if (!place_date(import, row, column, field, form, &at))
        return false;
    if (form != HL_TIME_INSTANT && import->zone == NULL) {
        refuse_text(import, row, column, "is a time without an offset (--zone says what it means)",
                    field);
        return false;
    }
    if (form != HL_TIME_INSTANT) {
        int64_t local = at;
        at = hl_base__zone_instant(import->zone, at);
        if (form == HL_TIME_LOCAL)
            note_change(import, row, column, field, local, at);
    }
    if (at < earliest || at > latest) {
        refuse_text(import, row, column, "is a time beyond the years 0001 to 9999", field);
        return false;
    }
    if (!hl_time_is_usual(at))
        note_odd_time(import, row, column, field);
    *utc_ms = at;
    return true;
}

size_t hl_log__decimal_text(hl_i128 attos, char out[HL_LOG_DECIMAL_TEXT])
{
    const hl_u128 one = 1000000000000000000U;
    hl_u128 size = attos < 0 ? -(hl_u128)attos : (hl_u128)attos;
    unsigned long long whole = (unsigned long long)(size / one);
    unsigned long long rest = (unsigned long long)(size % one);
    int length = snprintf(out, HL_LOG_DECIMAL_TEXT, "%s%llu", attos < 0 ? "-" : "", whole);
    if (rest == 0)
        return (size_t)length;
    length += snprintf(out + length, HL_LOG_DECIMAL_TEXT - (size_t)length, ".%018llu", rest);
    while (out[length - 1] == '0')
        out[--length] = '\0';
    return (size_t)length;
}

/* JSON writes its numbers in one way; everything else is written as its column is. */
static hl_number_form read_number(hl_log_import *import, const hl_row *row, size_t column,
                                  hl_field field, hl_written_number *number)
{
    bool json = field.kind == HL_FIELD_NUMBER;
    bool said = import->options->decimal != '\0';
    hl_number_form form = hl_base__written_number(
        field.data, field.length, json ? '.' : import->marks[column], said && !json, number);
    if (form <= HL_NUMBER_ROUNDED && !json && import->path == NULL)
        hl_log__note_number(import, row, column, number, field);
    return form;
}

bool hl_log__field_decimal(hl_log_import *import, const hl_row *row, size_t column, bool exact,
                           const char **text, hl_written_number *written)
{
    static const char *const reasons[] = {
        [HL_NUMBER_ROUNDED] = "has more than 18 digits after the point",
        [HL_NUMBER_RANGE] = "is too large (10^18 and more)",
        [HL_NUMBER_UNREADABLE] = "is not a number",
    };
    hl_field field = hl_log__field(import, row, column);
    hl_written_number number;
    *text = NULL;
    if (written != NULL)
        *written = (hl_written_number){0};
    if (field.length == 0)
        return true;
    hl_number_form form = read_number(import, row, column, field, &number);
    if (import->parse_error.status != HL_OK || form == HL_NUMBER_BLANK)
        return form == HL_NUMBER_BLANK;
    if (form != HL_NUMBER_EXACT && (exact || form != HL_NUMBER_ROUNDED)) {
        refuse_text(import, row, column, reasons[form], field);
        return false;
    }
    char canonical[HL_LOG_DECIMAL_TEXT];
    size_t length = hl_log__decimal_text(number.attos, canonical);
    *text = hl_base__arena_bytes(&import->arena, canonical, length);
    if (written != NULL)
        *written = number;
    return *text != NULL || out_of_memory(import);
}
