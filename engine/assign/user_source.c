#include "assign/user_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/number_column.h"
#include "base/column_names.h"
#include "base/ruined_id.h"
#include "base/written_number.h"
#include "rows/field_value.h"
#include "rows/file_source.h"

typedef struct attribute {
    const char *name;
    int column;
    bool number;  /* a predicate compares it with one */
    char mark;    /* what divides whole from parts in its column; 0: not known */
    int64_t none; /* users of which it is a text and no number */
    hl_number_example example;
} attribute;

struct hl_user_source {
    hl_row_source *rows;
    hl_row row;
    int id_column;
    int unit_column;
    attribute *wanted;
    size_t wanted_count, capacity;
    hl_value *values; /* as many as wanted */
    hl_value object;
    hl_arena arena; /* lists and objects of the row at hand */
};

static hl_status need(hl_row_source *rows, const char *name, int *column, hl_error *err)
{
    size_t at = 0;
    size_t other = 0;
    hl_column_match match =
        hl_base__column_find(rows->columns, rows->column_count, name, &at, &other);
    *column = (int)at;
    if (match == HL_COLUMN_NAMED || match == HL_COLUMN_SPELT)
        return HL_OK;
    if (match == HL_COLUMN_TWICE)
        return hl_error_set(err, HL_REJECTED,
                            "%s: '%.100s' and '%.100s' may both be the column '%s': call one of "
                            "them so",
                            rows->name, rows->columns[at], rows->columns[other], name);
    if (match == HL_COLUMN_OTHER)
        return hl_error_set(err, HL_REJECTED,
                            "%s: there is no column '%s'; '%.100s' may be it: rename it",
                            rows->name, name, rows->columns[at]);
    hl_status status = hl_rows_want(rows, name, column, err);
    return status == HL_OK && *column < 0 ? hl_rows_no_column(rows, name, err) : status;
}

/* What stands in other columns is nobody's business, whatever it is. */
static hl_status read_only_wanted(hl_user_source *users, hl_error *err)
{
    size_t count = users->wanted_count;
    int *columns = malloc((count + 2) * sizeof *columns);
    if (columns == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count; i++)
        columns[i] = users->wanted[i].column;
    columns[count] = users->id_column;
    columns[count + 1] = users->unit_column;
    hl_status status = hl_rows_only(users->rows, columns, count + 2, err);
    free(columns);
    return status;
}

hl_status hl_assign__user_source_open(hl_row_source *rows, const char *unit, hl_user_source **out,
                                      hl_error *err)
{
    *out = NULL;
    hl_user_source *users = calloc(1, sizeof *users);
    if (users == NULL)
        return hl_error_memory(err);
    users->rows = rows;
    users->object.type = HL_VALUE_OBJECT;
    const char *unit_name = strcmp(unit, "user") == 0 ? "user_id" : unit;
    hl_status status = hl_rows_check(rows, err);
    if (status == HL_OK)
        status = hl_rows_want_all(rows, true, err);
    if (status == HL_OK)
        status = need(rows, "user_id", &users->id_column, err);
    if (status == HL_OK)
        status = need(rows, unit_name, &users->unit_column, err);
    if (status == HL_OK)
        status = read_only_wanted(users, err);
    if (status == HL_OK)
        *out = users;
    else
        hl_assign__user_source_free(users);
    return status;
}

static bool reserve(hl_user_source *users)
{
    if (users->wanted_count < users->capacity)
        return true;
    size_t capacity = users->capacity == 0 ? 16 : users->capacity * 2;
    attribute *wanted = realloc(users->wanted, capacity * sizeof *wanted);
    if (wanted != NULL)
        users->wanted = wanted;
    hl_value *values = realloc(users->values, capacity * sizeof *values);
    if (values != NULL)
        users->values = values;
    if (wanted == NULL || values == NULL)
        return false;
    users->capacity = capacity;
    return true;
}

static bool is_wanted(const hl_user_source *users, const char *name)
{
    for (size_t i = 0; i < users->wanted_count; i++)
        if (strcmp(users->wanted[i].name, name) == 0)
            return true;
    return false;
}

hl_status hl_assign__user_source_want(hl_user_source *users, const char *name, hl_error *err)
{
    int column = -1;
    if (is_wanted(users, name))
        return HL_OK;
    hl_status status = hl_rows_want(users->rows, name, &column, err);
    return status == HL_OK && column >= 0 ? hl_assign__user_source_want_at(users, name, column, err)
                                          : status;
}

hl_status hl_assign__user_source_want_at(hl_user_source *users, const char *name, int column,
                                         hl_error *err)
{
    if (is_wanted(users, name))
        return HL_OK;
    if (!reserve(users))
        return hl_error_memory(err);
    users->wanted[users->wanted_count++] = (attribute){.name = name, .column = column};
    return read_only_wanted(users, err);
}

typedef struct wanting {
    hl_user_source *users;
    hl_status status;
    hl_error *err;
} wanting;

static bool want_one(void *context, const char *name)
{
    wanting *w = context;
    w->status = hl_assign__user_source_want(w->users, name, w->err);
    return w->status == HL_OK;
}

static bool want_number(void *context, const char *name)
{
    hl_user_source *users = context;
    for (size_t i = 0; i < users->wanted_count; i++)
        if (strcmp(users->wanted[i].name, name) == 0)
            users->wanted[i].number = true;
    return true;
}

hl_status hl_assign__user_source_want_read(hl_user_source *users, const hl_predicate *predicate,
                                           hl_error *err)
{
    wanting w = {users, HL_OK, err};
    (void)hl_assign__predicate_attributes(predicate, want_one, &w);
    if (w.status == HL_OK)
        (void)hl_assign__predicate_numbers(predicate, want_number, users);
    return w.status;
}

/* ---- columns by what they say */

enum { LOOKED_AT = 200 };

static hl_status want_those(hl_user_source *users, size_t columns, const hl_row *row,
                            hl_value_is *is, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < columns; i++) {
        const char *name = users->rows->columns[i];
        const hl_field *field = &row->fields[i];
        if (field->kind <= HL_FIELD_TEXT && is(name, field->data, field->length))
            status = hl_assign__user_source_want(users, name, err);
    }
    return status;
}

hl_status hl_assign__user_source_want_by(hl_user_source *users, hl_value_is *is, hl_error *err)
{
    hl_row_source *again = NULL;
    hl_row row;
    bool got = true;
    hl_status status = hl_rows__open_again(users->rows, &again, err);
    if (status != HL_OK || again == NULL)
        return status;
    /* the columns that a source starts with keep their places */
    size_t columns = again->column_count;
    for (int i = 0; status == HL_OK && got && i < LOOKED_AT; i++) {
        status = hl_rows_next(again, &row, &got, err);
        if (status == HL_OK && got && row.problem == NULL)
            status = want_those(users, columns, &row, is, err);
    }
    hl_rows_close(again);
    return status;
}

/* ---- how columns of numbers are written */

static void see_row(const hl_user_source *users, const hl_row *row, const int *at,
                    hl_number_evidence *evidence)
{
    for (size_t i = 0; i < users->wanted_count; i++) {
        hl_written_number number;
        const hl_field *field = at[i] < 0 ? NULL : &row->fields[at[i]];
        if (field != NULL && field->length > 0 && field->kind <= HL_FIELD_TEXT &&
            hl_base__written_number(field->data, field->length, '.', false, &number) <=
                HL_NUMBER_ROUNDED)
            hl_base__evidence_add(&evidence[i], &number, field->data, field->length, row->line,
                                  row->line);
    }
}

static hl_status see_rows(const hl_user_source *users, hl_row_source *rows, int *at,
                          hl_number_evidence *evidence, hl_error *err)
{
    hl_row row;
    bool got = true;
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < users->wanted_count; i++) {
        at[i] = -1;
        if (users->wanted[i].number)
            status = hl_rows_want(rows, users->rows->columns[users->wanted[i].column], &at[i], err);
    }
    if (status == HL_OK)
        status = hl_rows_only(rows, at, users->wanted_count, err);
    while (status == HL_OK && (status = hl_rows_next(rows, &row, &got, err)) == HL_OK && got)
        if (row.problem == NULL)
            see_row(users, &row, at, evidence);
    return status;
}

static hl_status judge_column(const hl_user_source *users, attribute *a,
                              const hl_number_evidence *evidence, hl_problems *problems,
                              hl_error *err)
{
    const hl_number_example *examples[2];
    const char said_mark = hl_rows__decimal(users->rows);
    hl_number_verdict verdict = hl_base__evidence_verdict(evidence, said_mark);
    hl_text text = {0};
    a->mark = said_mark != '\0' ? said_mark : hl_base__evidence_mark(evidence, verdict);
    if (said_mark != '\0' && !hl_base__evidence_is_fault(verdict))
        return HL_OK;
    hl_base__evidence_examples(evidence, verdict, examples);
    hl_base__evidence_text(evidence, verdict, &text);
    hl_status status = hl_base__text_status(&text, err);
    const char *said = hl_base__text_string(&text);
    if (status == HL_OK && hl_base__evidence_is_fault(verdict))
        status = hl_error_set(err, HL_REJECTED, "%s:%lld: %s: %s", users->rows->name,
                              (long long)examples[0]->line, a->name, said);
    else if (status == HL_OK && problems != NULL && text.length > 0)
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                .file = users->rows->name,
                                                .line = examples[0]->line,
                                                .pointer = a->name,
                                                .message = said});
    hl_base__text_free(&text);
    return status;
}

hl_status hl_assign__user_source_judge(hl_user_source *users, hl_problems *problems, hl_error *err)
{
    size_t count = users->wanted_count, numbers = 0;
    hl_row_source *again = NULL;
    for (size_t i = 0; i < count; i++) {
        numbers += users->wanted[i].number;
        users->wanted[i].mark = hl_rows__decimal(users->rows);
    }
    if (numbers == 0)
        return HL_OK;
    hl_status status = hl_rows__open_again(users->rows, &again, err);
    if (status != HL_OK || again == NULL)
        return status;
    hl_number_evidence *evidence = calloc(count, sizeof *evidence);
    int *at = calloc(count, sizeof *at);
    status = evidence == NULL || at == NULL ? hl_error_memory(err)
                                            : see_rows(users, again, at, evidence, err);
    for (size_t i = 0; status == HL_OK && i < count; i++)
        if (users->wanted[i].number)
            status = judge_column(users, &users->wanted[i], &evidence[i], problems, err);
    hl_rows_close(again);
    free(evidence);
    free(at);
    return status;
}

/* The value of the attribute, read as its column is written. */
static void read_number(const hl_user_source *users, attribute *a, hl_value *value)
{
    hl_written_number written;
    if (!a->number || a->mark == '\0')
        return;
    (void)hl_assign__read_number(value, a->mark, hl_rows__decimal(users->rows) != '\0', &written);
    if (value->reading >= 0)
        return;
    if (a->none++ == 0)
        hl_base__example_keep(&a->example, value->text, value->length, users->row.line,
                              users->row.line);
}

void hl_assign__user_source_tell(const hl_user_source *users, hl_problems *problems)
{
    char message[300];
    for (size_t i = 0; problems != NULL && i < users->wanted_count; i++) {
        const attribute *a = &users->wanted[i];
        if (a->none == 0)
            continue;
        (void)snprintf(
            message, sizeof message,
            "'%.*s' is no number, and so of %lld user%s: a condition that compares it "
            "with one does not hold; only to $eq, $ne, $in and $nin yes is 1 and no is 0",
            (int)a->example.length, a->example.text, (long long)a->none, a->none == 1 ? "" : "s");
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                .file = users->rows->name,
                                                .line = a->example.line,
                                                .pointer = a->name,
                                                .message = message});
    }
}

/* What is hashed must be the id that other files have. */
static hl_status check_id(const hl_user_source *users, int column, hl_user_row *row, hl_error *err)
{
    const hl_field *field = &users->row.fields[column];
    const hl_id_place place = {users->rows->name, users->rows->columns[column], row->line};
    bool number = field->kind == HL_FIELD_NUMBER;
    if (hl_base__id_fault(field->data, field->length, number) == HL_ID_SPACE)
        row->problem = hl_base__id_fault_text(HL_ID_SPACE);
    return hl_base__id_check(&place, field->data, field->length, number, err);
}

hl_status hl_assign__user_source_next(hl_user_source *users, hl_user_row *row, bool *got,
                                      hl_error *err)
{
    hl_status status = hl_rows_next(users->rows, &users->row, got, err);
    if (status != HL_OK || !*got)
        return status;
    const hl_row *r = &users->row;
    *row = (hl_user_row){.line = r->line, .problem = r->problem};
    row->problem_column = r->problem_column;
    if (r->problem != NULL)
        return HL_OK;
    row->id = r->fields[users->id_column].data;
    row->id_length = r->fields[users->id_column].length;
    row->unit = r->fields[users->unit_column].data;
    row->unit_length = r->fields[users->unit_column].length;
    if (hl_base__is_null(row->id, row->id_length))
        row->problem = "user_id is empty";
    status = check_id(users, users->id_column, row, err);
    return status == HL_OK && users->unit_column != users->id_column
               ? check_id(users, users->unit_column, row, err)
               : status;
}

hl_status hl_assign__user_source_attributes(hl_user_source *users, const hl_value **out,
                                            hl_error *err)
{
    size_t count = 0;
    hl_status status = HL_OK;
    *out = &users->object;
    if (users->wanted_count == 0)
        return HL_OK;
    hl_base__arena_free(&users->arena);
    for (size_t i = 0; status == HL_OK && i < users->wanted_count; i++) {
        attribute *a = &users->wanted[i];
        const hl_field *field = &users->row.fields[a->column];
        /* an empty text is no attribute, quoted or not: the store keeps none either */
        if (field->length == 0 && field->kind != HL_FIELD_NULL)
            continue;
        hl_value *value = &users->values[count++];
        status = hl_rows__field_value(field, a->name, &users->arena, value, err);
        if (status == HL_OK)
            read_number(users, a, value);
    }
    users->object = (hl_value){.type = HL_VALUE_OBJECT, .count = count, .items = users->values};
    return status;
}

void hl_assign__user_source_free(hl_user_source *users)
{
    if (users == NULL)
        return;
    hl_base__arena_free(&users->arena);
    free(users->wanted);
    free(users->values);
    free(users);
}
