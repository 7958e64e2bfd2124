#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ruined_id.h"
#include "config/reply_words.h"
#include "plan/reading.h"

static void say(const hl_reading *r, hl_severity severity, int64_t line, const char *format,
                va_list arguments) HL_PRINTF(4, 0);
static void say(const hl_reading *r, hl_severity severity, int64_t line, const char *format,
                va_list arguments)
{
    char message[512];
    (void)vsnprintf(message, sizeof message, format, arguments);
    hl_problems_add(
        r->problems,
        &(hl_problem){.severity = severity, .file = r->source, .line = line, .message = message});
}

void hl_plan__warn(const hl_reading *r, int64_t line, int64_t seen, const char *format, ...)
{
    va_list arguments;
    if (seen > HL_PLAN_SHOWN)
        return;
    va_start(arguments, format);
    say(r, HL_PROBLEM_WARNING, line, format, arguments);
    va_end(arguments);
}

void hl_plan__note(const hl_reading *r, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(r, HL_PROBLEM_NOTE, 0, format, arguments);
    va_end(arguments);
}

void hl_plan__reject(hl_reading *r, int64_t line, const char *why)
{
    int64_t count = ++r->inputs->counts.rejected_rows;
    hl_plan__warn(r, line, count, "%s", why);
}

void *hl_plan__grow(void *items, size_t size, size_t count, size_t *capacity)
{
    if (count < *capacity)
        return items;
    size_t more = *capacity == 0 ? 1024 : *capacity * 2;
    void *grown = realloc(items, more * size);
    if (grown != NULL)
        *capacity = more;
    return grown;
}

bool hl_plan__operator(hl_inputs *inputs, const char *name, size_t length, uint32_t *number)
{
    *number = HL_LEDGER_NONE;
    if (length == 0)
        return true;
    *number = hl_plan__name_intern(&inputs->names.operators, name, length);
    return *number != HL_MAP_NONE;
}

/* One without a shift may go at any time: where others have one, that is said. */
static bool has_shift(const hl_compiled *c, uint32_t number)
{
    return number < c->shift_count && c->shifts[number].count > 0;
}

bool hl_plan__operator_at_work(hl_reading *r, const hl_field *name, uint32_t *number)
{
    if (!hl_plan__operator(r->inputs, name->data, name->length, number))
        return false;
    if (*number != HL_LEDGER_NONE && r->compiled->experiment->shift_count > 0 &&
        !has_shift(r->compiled, *number))
        hl_plan__note_unknown(&r->unknown.operators, name->data, name->length);
    return true;
}

const hl_zone *hl_plan__clock_of(const hl_reading *r, uint32_t person)
{
    return r->compiled->options->zone == NULL && person != HL_MAP_NONE
               ? hl_plan__person_zone(r->inputs, person)
               : r->compiled->workspace;
}

/* A date that recurs is of a person who lives, or of what began in living memory. */
bool hl_plan__is_living(int64_t utc_ms)
{
    int32_t year = hl_base__civil_from_ms(utc_ms).year;
    return year >= 1900 && year <= 2100;
}

/* Half past two in the night in which the clocks go forward: read as the hour later that people's
 * clocks showed then. In the night in which they go back it is two instants. */
static void look_at_change(hl_reading *r, const hl_field *field, const hl_zone *zone, int64_t line,
                           int64_t local_ms, int64_t utc_ms)
{
    char there[HL_TIME_TEXT];
    int32_t offset = hl_base__zone_offset(zone, utc_ms);
    if (hl_base__zone_comes_again(zone, utc_ms))
        hl_plan__warn(r, line, ++r->twice_times,
                      "'%.*s' was twice in %s, whose clocks went back then: the first is meant",
                      field->length > 60 ? 60 : (int)field->length, field->data,
                      hl_base__zone_name(zone));
    if (utc_ms + (int64_t)offset * 1000 == local_ms)
        return;
    hl_plan__warn(r, line, ++r->inputs->counts.gap_times,
                  "'%.*s' was no time in %s, whose clocks went forward then: it is read as %s",
                  field->length > 60 ? 60 : (int)field->length, field->data,
                  hl_base__zone_name(zone), hl_base__time_text(utc_ms, offset, there));
}

/* Warns of an instant where none is usual. */
static void look_at_year(hl_reading *r, const hl_field *field, int64_t line, hl_plan_usual *usual,
                         int64_t utc_ms)
{
    if (!usual(utc_ms))
        hl_plan__warn(
            r, line, ++r->inputs->counts.odd_times, "'%.*s' is %s: was it read as it is meant?",
            field->length > 60 ? 60 : (int)field->length, field->data,
            usual == hl_time_is_usual ? "before 2000 or after 2100" : "before 1900 or after 2100");
}

static bool read_time(hl_reading *r, const hl_field *field, const hl_zone *zone, int64_t line,
                      hl_plan_usual *usual, int64_t *utc_ms, hl_time_fault *fault)
{
    int64_t ms = 0;
    const hl_time_style *style = &r->compiled->options->times;
    hl_time_form form = hl_base__time_read(style, field->data, field->length, &ms, fault);
    if (form == HL_TIME_INVALID)
        return false;
    *utc_ms = form == HL_TIME_INSTANT ? ms : hl_base__zone_instant(zone, ms);
    if (form == HL_TIME_LOCAL)
        look_at_change(r, field, zone, line, ms, *utc_ms);
    /* the year that was written: in the east New Year's Day is still the old year's in UTC */
    look_at_year(r, field, line, usual, usual == hl_plan__is_living ? ms : *utc_ms);
    return true;
}

bool hl_plan__field_time(hl_reading *r, const hl_field *field, const hl_zone *zone, int64_t line,
                         int64_t *utc_ms, hl_time_fault *fault)
{
    return read_time(r, field, zone, line, hl_time_is_usual, utc_ms, fault);
}

/* What is wrong with a time, into a message; `how` says of which. */
static void time_message(char message[HL_PLAN_TIME_MESSAGE], const char *name,
                         const hl_field *field, hl_time_fault fault)
{
    const char *remedy = hl_base__time_remedy(fault);
    (void)snprintf(message, HL_PLAN_TIME_MESSAGE, "'%.100s' %s%s%s%s: '%.*s'", name,
                   hl_base__time_fault_text(fault), remedy[0] == '\0' ? "" : " (", remedy,
                   remedy[0] == '\0' ? "" : ")", field->length > 60 ? 60 : (int)field->length,
                   field->data);
}

void hl_plan__reject_time(hl_reading *r, int64_t line, const char *name, const hl_field *field,
                          hl_time_fault fault)
{
    char message[HL_PLAN_TIME_MESSAGE];
    time_message(message, name, field, fault);
    hl_plan__reject(r, line, message);
}

static void reject_date(hl_reading *r, int64_t line, const char *name, const hl_field *field)
{
    char message[HL_PLAN_TIME_MESSAGE];
    (void)snprintf(message, sizeof message,
                   "'%.100s' is a date without a time of day (--date-only start or --date-only end "
                   "says when in it that was): '%.*s'",
                   name, field->length > 60 ? 60 : (int)field->length, field->data);
    hl_plan__reject(r, line, message);
}

bool hl_plan__field_instant(hl_reading *r, const hl_field *field, const char *name,
                            const hl_zone *zone, int64_t line, int64_t *utc_ms, int64_t *day_ms)
{
    int64_t ms = 0;
    hl_time_fault fault;
    const hl_time_style *style = &r->compiled->options->times;
    hl_time_form form = hl_base__time_read(style, field->data, field->length, &ms, &fault);
    *day_ms = INT64_MIN;
    if (form == HL_TIME_INVALID) {
        hl_plan__reject_time(r, line, name, field, fault);
        return false;
    }
    int64_t written = ms;
    bool placed = hl_base__time_in_day(style, form, &ms);
    if (form != HL_TIME_INSTANT && (!placed || ms != written))
        *day_ms = hl_base__zone_instant(zone, written);
    *utc_ms = form == HL_TIME_INSTANT ? ms : hl_base__zone_instant(zone, ms);
    if (!placed) {
        reject_date(r, line, name, field);
        return false;
    }
    if (form == HL_TIME_LOCAL)
        look_at_change(r, field, zone, line, ms, *utc_ms);
    look_at_year(r, field, line, hl_time_is_usual, *utc_ms);
    return true;
}

bool hl_plan__attribute_time(hl_reading *r, const hl_value *attributes, const char *name,
                             const hl_zone *zone, int64_t line, hl_plan_usual *usual,
                             int64_t *utc_ms)
{
    char message[HL_PLAN_TIME_MESSAGE];
    hl_time_fault fault;
    const hl_value *value = name == NULL ? NULL : hl_plan__attribute(attributes, name);
    if (value == NULL || value->text == NULL || value->length == 0)
        return false;
    hl_field field = {value->text, value->length, HL_FIELD_TEXT};
    if (read_time(r, &field, zone, line, usual, utc_ms, &fault))
        return true;
    time_message(message, name, &field, fault);
    hl_plan__warn(r, line, ++r->inputs->counts.unread_times, "%s: it does not count", message);
    return false;
}

const hl_field *hl_plan__field(const hl_row *row, int column)
{
    static const hl_field none = {"", 0, HL_FIELD_ABSENT};
    return column < 0 ? &none : &row->fields[column];
}

bool hl_plan__field_is(const hl_field *field, const char *text)
{
    return field->length == strlen(text) && memcmp(field->data, text, field->length) == 0;
}

bool hl_plan__field_is_like(const hl_field *field, const char *text)
{
    return field->length > 0 && hl_plan__is_like(field->data, field->length, text, strlen(text));
}

void hl_plan__note_unknown(hl_plan_unknown *unknown, const char *name, size_t length)
{
    if (unknown->rows++ > 0)
        return;
    length = length < sizeof unknown->example ? length : sizeof unknown->example - 1;
    while (length > 0 && (name[length] & 0xC0) == 0x80)
        length--; /* not inside a character */
    memcpy(unknown->example, name, length);
    unknown->example[length] = '\0';
}

static hl_status find_columns(hl_reading *r, hl_row_source *rows, const hl_plan_column *columns,
                              size_t count, int *at, hl_error *err)
{
    hl_status status = hl_rows_check(rows, err);
    if (status == HL_OK)
        status = hl_rows_want_all(rows, false, err);
    for (size_t i = 0; status == HL_OK && i < count; i++)
        status = hl_plan__find_column(r, rows, &columns[i], &at[i], err);
    return status;
}

/* *problem: why the row cannot be used, or NULL. HL_REJECTED: no row of the table can. */
static hl_status check_ids(const hl_row_source *rows, const hl_row *row,
                           const hl_plan_column *columns, size_t count, const int *at,
                           const char **problem, hl_error *err)
{
    hl_status status = HL_OK;
    *problem = row->problem;
    for (size_t i = 0; status == HL_OK && row->problem == NULL && i < count; i++) {
        const hl_id_place place = {rows->name, columns[i].name, row->line};
        const hl_field *field = hl_plan__field(row, at[i]);
        if (!columns[i].is_id)
            continue;
        bool number = field->kind == HL_FIELD_NUMBER;
        if (!columns[i].may_be_spaced &&
            hl_base__id_fault(field->data, field->length, number) == HL_ID_SPACE)
            *problem = hl_base__id_fault_text(HL_ID_SPACE);
        status = hl_base__id_check(&place, field->data, field->length, number, err);
    }
    return status;
}

hl_status hl_plan__read_rows(hl_reading *r, hl_row_source *rows, const hl_plan_column *columns,
                             size_t count, hl_plan_take_row *take, hl_error *err)
{
    enum { COLUMNS_MOST = 16 };
    int at[COLUMNS_MOST];
    hl_row row;
    bool got = false;
    if (rows == NULL)
        return HL_OK;
    r->source = rows->name;
    hl_status status = find_columns(r, rows, columns, count, at, err);
    if (status == HL_OK)
        status = hl_rows_only(rows, at, count, err);
    while (status == HL_OK && (status = hl_rows_next(rows, &row, &got, err)) == HL_OK && got) {
        const char *problem = NULL;
        r->line = row.line;
        status = check_ids(rows, &row, columns, count, at, &problem, err);
        if (problem != NULL)
            hl_plan__reject(r, row.line, problem);
        else if (status == HL_OK)
            status = take(r, &row, at, err);
    }
    r->source = NULL;
    r->line = 0;
    return status;
}

/* ---- all of them */

enum { FILES = 4 };

/* What the options give as paths becomes sources, so that readers know no file. files: what is to
 * be closed. */
static hl_status open_files(const hl_plan_options *o, hl_plan_rows *rows,
                            hl_row_source *files[FILES], hl_problems *problems, hl_error *err)
{
    hl_rows_file_options how = o->files;
    *rows = o->rows;
    const struct {
        const char *path;
        bool check_nested;
        hl_row_source **source;
    } all[FILES] = {/* a user's zone or anchor is not read from a record that is half readable */
                    {o->users, true, &rows->users},
                    {o->events, false, &rows->events},
                    {o->touches, false, &rows->touches},
                    {o->triggers, false, &rows->triggers}};
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < FILES; i++) {
        if (*all[i].source != NULL || all[i].path == NULL)
            continue;
        how.check_nested = all[i].check_nested;
        status = hl_rows_open_file(all[i].path, &how, &files[i], err);
        *all[i].source = files[i];
        if (status == HL_OK)
            hl_rows_tell(files[i], problems);
    }
    return status;
}

/* The definition's names, and the presets: what files may mean by a name of a channel. */
static bool copy_names(const hl_compiled *compiled, hl_inputs *out)
{
    bool good = hl_plan__names_copy(&compiled->names, &out->names);
    for (size_t i = 0; good && i < hl_channels_count(compiled->channels); i++) {
        const char *name = hl_channels_get(compiled->channels, i)->name;
        good = hl_plan__name_intern(&out->names.channels, name, strlen(name)) != HL_MAP_NONE;
    }
    out->known_channels = out->names.channels.exact.count;
    return good;
}

static bool promotes(const hl_experiment *x)
{
    for (size_t h = 0; h < x->hook_count; h++)
        if (x->hooks[h].klass == HL_CLASS_PROMOTION)
            return true;
    return false;
}

hl_status hl_plan__read(const hl_compiled *compiled, hl_problems *problems, hl_inputs *out,
                        hl_error *err)
{
    typedef hl_status read(hl_reading * reading, hl_error * err);
    static read *const readers[] = {
        hl_plan__read_people, hl_plan__read_events,   hl_plan__read_touches, hl_plan__read_store,
        hl_plan__settle_sent, hl_plan__read_triggers, hl_plan__tell_inputs};
    hl_row_source *files[FILES] = {NULL};
    hl_reading reading = {.compiled = compiled,
                          .inputs = out,
                          .problems = problems,
                          .promotes = promotes(compiled->experiment)};
    hl_status status = copy_names(compiled, out) ? HL_OK : hl_error_memory(err);
    if (status == HL_OK)
        status = open_files(compiled->options, &reading.rows, files, problems, err);
    for (size_t i = 0; status == HL_OK && i < sizeof readers / sizeof readers[0]; i++)
        status = readers[i](&reading, err);
    for (size_t i = 0; i < FILES; i++)
        hl_rows_close(files[i]);
    hl_plan__meant_free(&reading.meant);
    hl_plan__places_free(&reading.places);
    hl_base__map_free(&reading.spellings);
    free(reading.senses);
    return status;
}

const hl_zone *hl_plan__person_zone(const hl_inputs *inputs, uint32_t person)
{
    return inputs->zone_sets[inputs->people[person].zone_set].zones[0];
}

int64_t hl_plan__event_after(const hl_inputs *inputs, uint32_t person, const char *type,
                             int64_t after_ms, int64_t until_ms)
{
    int64_t first = INT64_MAX;
    char alike[HL_PLAN_TYPE_MOST];
    size_t length = strlen(type);
    const char *key = hl_plan__type_key(type, &length, alike);
    if (inputs->people[person].first_event == HL_LEDGER_NONE)
        return first;
    uint32_t number = hl_base__map_find(&inputs->event_types, key, length);
    bool answers = hl_config__is_reply(type);
    for (uint32_t at = inputs->people[person].first_event; at != HL_LEDGER_NONE;
         at = inputs->events[at].next) {
        const hl_user_event *e = &inputs->events[at];
        bool is =
            e->type == number || (answers && (inputs->type_senses[e->type] & HL_TYPE_ANSWERS) != 0);
        if (is && e->at_ms > after_ms && e->at_ms <= until_ms && e->at_ms < first)
            first = e->at_ms;
    }
    return first;
}

const hl_sent *hl_plan__last_sent(const hl_inputs *inputs, uint32_t person, size_t hook)
{
    const hl_sent *last = NULL;
    for (uint32_t i = inputs->people[person].first_sent; i != HL_LEDGER_NONE;
         i = inputs->sent[i].next) {
        const hl_sent *s = &inputs->sent[i];
        if (s->own && s->hook == hook && (last == NULL || s->at_ms > last->at_ms))
            last = s;
    }
    return last;
}

void hl_plan__inputs_free(hl_inputs *inputs)
{
    hl_map *maps[] = {&inputs->zone_keys,   &inputs->zone_names, &inputs->people_ids,
                      &inputs->event_types, &inputs->sent_ids,   &inputs->sent_keys,
                      &inputs->trigger_ids};
    for (size_t i = 0; i < sizeof maps / sizeof maps[0]; i++)
        hl_base__map_free(maps[i]);
    hl_plan__names_free(&inputs->names);
    free(inputs->zone_sets);
    free(inputs->people);
    free(inputs->anchors);
    free(inputs->events);
    free(inputs->type_senses);
    free(inputs->sent);
    free(inputs->said);
    free(inputs->triggers);
    free(inputs->last_triggers);
}
