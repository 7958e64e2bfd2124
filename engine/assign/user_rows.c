#include "assign/user_rows.h"

#include <stdlib.h>
#include <string.h>

#include "rows/reader.h"
#include "json/json.h"

struct hl_user_rows {
    char *path;
    hl_rows *rows;
    hl_row row;
    bool json;
    int id_column;
    int unit_column;
    hl_value object;  /* CSV: the attributes that are there */
    hl_value *fields; /* as many as columns */
    hl_arena arena;   /* NDJSON: the record's tree */
};

static hl_status find_columns(hl_user_rows *users, const char *unit, hl_error *err)
{
    const char *unit_name = strcmp(unit, "user") == 0 ? "user_id" : unit;
    users->id_column = hl_rows__column(users->rows, "user_id");
    users->unit_column = hl_rows__column(users->rows, unit_name);
    if (users->id_column < 0)
        return hl_rows__no_column(users->rows, "user_id", err);
    return users->unit_column < 0 ? hl_rows__no_column(users->rows, unit_name, err) : HL_OK;
}

static hl_status open_rows(hl_user_rows *users, const char *path, const char *unit, hl_error *err)
{
    const char *names[] = {"user_id", unit};
    hl_rows_options options = {
        .path = path, .names = names, .name_count = strcmp(unit, "user") == 0 ? 1 : 2};
    hl_status status = hl_rows__open(&options, &users->rows, err);
    if (status != HL_OK)
        return status;
    hl_body body;
    (void)hl_rows__body(users->rows, &body);
    users->json = body.json;
    users->fields = calloc(hl_rows__column_count(users->rows) + 1, sizeof *users->fields);
    users->path = malloc(strlen(path) + 1);
    if (users->fields == NULL || users->path == NULL)
        return hl_error_memory(err);
    memcpy(users->path, path, strlen(path) + 1);
    return find_columns(users, unit, err);
}

hl_status hl_assign__user_rows_open(const char *path, const char *unit, hl_user_rows **out,
                                    hl_error *err)
{
    hl_user_rows *users = calloc(1, sizeof *users);
    if (users == NULL)
        return hl_error_memory(err);
    hl_status status = open_rows(users, path, unit, err);
    if (status != HL_OK) {
        hl_status closed = hl_assign__user_rows_close(users, err);
        return closed == HL_OK ? status : closed;
    }
    *out = users;
    return HL_OK;
}

bool hl_assign__user_rows_next(hl_user_rows *users, hl_user_row *row)
{
    if (!hl_rows__next(users->rows, &users->row))
        return false;
    const hl_row *r = &users->row;
    *row = (hl_user_row){.line = r->line, .problem = r->problem};
    row->problem_column = r->problem_column;
    if (r->problem != NULL)
        return true;
    row->id = r->fields[users->id_column].data;
    row->id_length = r->fields[users->id_column].length;
    row->unit = r->fields[users->unit_column].data;
    row->unit_length = r->fields[users->unit_column].length;
    if (row->id_length == 0)
        row->problem = "user_id is empty";
    return true;
}

static const hl_value *csv_attributes(hl_user_rows *users)
{
    size_t count = 0;
    for (size_t i = 0; i < hl_rows__column_count(users->rows); i++) {
        const hl_field *field = &users->row.fields[i];
        if (field->length == 0 && field->kind != HL_FIELD_TEXT)
            continue;
        users->fields[count++] = (hl_value){.type = HL_VALUE_UNTYPED,
                                            .text = field->data,
                                            .length = field->length,
                                            .key = hl_rows__column_name(users->rows, i)};
    }
    users->object = (hl_value){.type = HL_VALUE_OBJECT, .count = count, .items = users->fields};
    return &users->object;
}

hl_status hl_assign__user_rows_attributes(hl_user_rows *users, const hl_value **out, hl_error *err)
{
    if (!users->json) {
        *out = csv_attributes(users);
        return HL_OK;
    }
    hl_base__arena_free(&users->arena);
    int32_t line = users->row.line > INT32_MAX ? INT32_MAX : (int32_t)users->row.line;
    return hl_json__parse(users->path, users->row.raw, users->row.raw_length, line, &users->arena,
                          NULL, out, err);
}

void hl_assign__user_rows_progress(const hl_user_rows *users, int64_t *done, int64_t *total)
{
    hl_rows__progress(users->rows, done, total);
}

hl_status hl_assign__user_rows_close(hl_user_rows *users, hl_error *err)
{
    if (users == NULL)
        return HL_OK;
    hl_status status = users->rows == NULL ? HL_OK : hl_rows__close(users->rows, err);
    hl_base__arena_free(&users->arena);
    free(users->fields);
    free(users->path);
    free(users);
    return status;
}
