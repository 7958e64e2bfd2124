#include "log/value_marks.h"

#include <stdlib.h>

#include "log/stored_int.h"

static hl_log_value_mark *find(hl_log_value_marks *marks, int64_t type)
{
    for (size_t i = 0; i < marks->count; i++)
        if (marks->list[i].type == type)
            return &marks->list[i];
    return NULL;
}

static hl_status append(hl_log_value_marks *marks, const hl_log_value_mark *mark, hl_error *err)
{
    if (marks->count == marks->capacity) {
        size_t capacity = marks->capacity == 0 ? 16 : marks->capacity * 2;
        hl_log_value_mark *list = realloc(marks->list, capacity * sizeof *list);
        if (list == NULL)
            return hl_error_memory(err);
        marks->list = list;
        marks->capacity = capacity;
    }
    marks->list[marks->count++] = *mark;
    return HL_OK;
}

static hl_status read_mark(const hl_store *store, sqlite3_stmt *row, hl_log_value_marks *marks,
                           hl_error *err)
{
    hl_log_value_mark mark = {0};
    int64_t percent = 0, currency = 0;
    hl_status status = hl_log__int(store, row, 0, HL_LOG_INT_NAME, &mark.type, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 1, HL_LOG_INT_STATE, &percent, err);
    if (status == HL_OK)
        status = hl_log__int(store, row, 2, HL_LOG_INT_LETTER, &currency, err);
    mark.percent = percent != 0;
    mark.currency = (char)currency;
    return status == HL_OK ? append(marks, &mark, err) : status;
}

hl_status hl_log__value_marks_read(hl_store *store, hl_log_value_marks *marks, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    marks->count = 0;
    if (hl_log__statement(store, HL_SQL_VALUE_MARKS, &rows, err) != HL_OK)
        return HL_FAILED;
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = read_mark(store, rows, marks, err);
        if (status == HL_OK)
            status = hl_log__step(store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

hl_status hl_log__value_mark_take(hl_log_value_marks *marks, const hl_log_value_mark *value,
                                  hl_log_marking *out, hl_error *err)
{
    hl_log_value_mark *have = find(marks, value->type);
    *out = HL_MARK_FITS;
    if (have == NULL) {
        hl_log_value_mark first = *value;
        first.changed = true;
        return append(marks, &first, err);
    }
    bool named = value->currency != '\0';
    if (value->percent != have->percent)
        *out = value->percent ? HL_MARK_PERCENT : HL_MARK_NO_PERCENT;
    else if (named && have->currency != '\0' && have->currency != value->currency)
        *out = HL_MARK_OTHER_CURRENCY;
    else if (named && have->currency == '\0') {
        have->currency = value->currency;
        have->changed = true;
    }
    return HL_OK;
}

hl_status hl_log__value_marks_write(hl_store *store, const hl_log_value_marks *marks, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < marks->count; i++) {
        const hl_log_value_mark *mark = &marks->list[i];
        sqlite3_stmt *set = NULL;
        if (!mark->changed)
            continue;
        status = hl_log__statement(store, HL_SQL_VALUE_MARK_SET, &set, err);
        if (status != HL_OK)
            return status;
        (void)sqlite3_bind_int64(set, 1, mark->type);
        (void)sqlite3_bind_int64(set, 2, mark->percent);
        (void)sqlite3_bind_int64(set, 3, mark->currency);
        status = hl_log__run(store, set, err);
    }
    return status;
}

void hl_log__value_marks_free(hl_log_value_marks *marks)
{
    free(marks->list);
    *marks = (hl_log_value_marks){0};
}
