#include "assign/user_source.h"

#include <stdlib.h>
#include <string.h>

#include "base/ruined_id.h"
#include "base/written_number.h"
#include "rows/field_value.h"

typedef struct attribute {
    const char *name;
    int column;
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

hl_status hl_assign__user_source_want(hl_user_source *users, const char *name, hl_error *err)
{
    int column = -1;
    for (size_t i = 0; i < users->wanted_count; i++)
        if (strcmp(users->wanted[i].name, name) == 0)
            return HL_OK;
    hl_status status = hl_rows_want(users->rows, name, &column, err);
    if (status != HL_OK || column < 0)
        return status;
    if (!reserve(users))
        return hl_error_memory(err);
    users->wanted[users->wanted_count++] = (attribute){name, column};
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

hl_status hl_assign__user_source_want_read(hl_user_source *users, const hl_predicate *predicate,
                                           hl_error *err)
{
    wanting w = {users, HL_OK, err};
    (void)hl_assign__predicate_attributes(predicate, want_one, &w);
    return w.status;
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
        const attribute *a = &users->wanted[i];
        const hl_field *field = &users->row.fields[a->column];
        if (field->kind != HL_FIELD_ABSENT)
            status =
                hl_rows__field_value(field, a->name, &users->arena, &users->values[count++], err);
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
