#include "log/rejects.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "log/stored_int.h"

enum { SHOWN = 20 };

int64_t hl_log__key(const char *bytes, size_t length)
{
    uint64_t h = 1469598103934665603ULL;
    for (size_t i = 0; i < length; i++)
        h = (h ^ (unsigned char)bytes[i]) * 1099511628211ULL;
    h ^= h >> 33;
    h *= 0xff51afd7ed558ccdULL;
    h ^= h >> 33;
    return (int64_t)(h & INT64_MAX);
}

static bool reserve(hl_log_rejects *rejects)
{
    if (rejects->count < rejects->capacity)
        return true;
    size_t capacity = rejects->capacity == 0 ? 64 : rejects->capacity * 2;
    hl_log_reject *list = realloc(rejects->list, capacity * sizeof *list);
    if (list == NULL)
        return false;
    rejects->list = list;
    rejects->capacity = capacity;
    return true;
}

/* Makes *text its copy, where there is one. */
static bool keep(hl_arena *arena, const char **text, size_t length)
{
    if (*text == NULL)
        return true;
    *text = hl_base__arena_bytes(arena, *text, length);
    return *text != NULL;
}

void hl_log__rejects_add(hl_log_rejects *rejects, const hl_log_reject *reject)
{
    hl_arena *arena = &rejects->arena;
    hl_log_reject r = *reject;
    r.column = hl_base__arena_string(arena, reject->column);
    r.reason = hl_base__arena_string(arena, reject->reason);
    r.raw = hl_base__arena_bytes(arena, reject->raw, reject->raw_length);
    bool whole =
        r.reason != NULL && r.raw != NULL && (reject->column == NULL || r.column != NULL) &&
        keep(arena, &r.user, r.user_length) && keep(arena, &r.id, r.id_length) &&
        keep(arena, &r.experiment, r.experiment_length) && keep(arena, &r.type, r.type_length);
    if (!whole || !reserve(rejects)) {
        rejects->failed = true;
        return;
    }
    rejects->list[rejects->count++] = r;
}

static int compare_lines(const void *a, const void *b)
{
    int64_t x = ((const hl_log_reject *)a)->line;
    int64_t y = ((const hl_log_reject *)b)->line;
    return (x > y) - (x < y);
}

/* ---- the file */

static bool needs_quotes(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (text[i] == '"' || text[i] == ',' || text[i] == '\n' || text[i] == '\r')
            return true;
    return length == 0;
}

static void write_field(FILE *file, const char *text, size_t length, char end)
{
    bool quotes = needs_quotes(text, length);
    if (quotes)
        (void)fputc('"', file);
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            (void)fputc('"', file);
        (void)fputc(text[i], file);
    }
    if (quotes)
        (void)fputc('"', file);
    (void)fputc(end, file);
}

static hl_status file_error(const hl_log_rejects *rejects, hl_error *err)
{
    return hl_error_system(err, "%s: the reject file cannot be written", rejects->path);
}

static hl_status open_file(hl_log_rejects *rejects, hl_error *err)
{
    hl_error why = HL_ERROR_INIT;
    hl_status status =
        hl_output_open(rejects->path, rejects->inputs,
                       sizeof rejects->inputs / sizeof rejects->inputs[0], &rejects->output, &why);
    if (status != HL_OK && hl_error_is_memory(&why))
        return hl_error_memory(err);
    if (status != HL_OK)
        return hl_error_set(err, status, "the reject file cannot be written: %s", why.message);
    (void)fputs("line,column,reason,raw\n", hl_output_file(rejects->output));
    return HL_OK;
}

static hl_status write_file(hl_log_rejects *rejects, hl_error *err)
{
    if (rejects->path == NULL)
        return HL_OK;
    hl_status status = rejects->output == NULL ? open_file(rejects, err) : HL_OK;
    if (status != HL_OK)
        return status;
    FILE *file = hl_output_file(rejects->output);
    for (size_t i = 0; i < rejects->count; i++) {
        const hl_log_reject *r = &rejects->list[i];
        char words[1024];
        const char *column = r->column == NULL ? "" : r->column;
        const char *reason =
            rejects->say == NULL ? r->reason : rejects->say(r->reason, words, sizeof words);
        (void)fprintf(file, "%" PRId64 ",", r->line);
        write_field(file, column, strlen(column), ',');
        write_field(file, reason, strlen(reason), ',');
        write_field(file, r->raw, r->raw_length, '\n');
    }
    return fflush(file) == 0 ? HL_OK : file_error(rejects, err);
}

hl_status hl_log__rejects_close(hl_log_rejects *rejects, hl_status status, hl_error *err)
{
    status = hl_output_close(rejects->output, status, err);
    rejects->output = NULL;
    free(rejects->list);
    free(rejects->known);
    rejects->list = NULL;
    rejects->known = NULL;
    rejects->count = rejects->capacity = rejects->known_count = 0;
    hl_base__arena_free(&rejects->arena);
    return status;
}

/* ---- the table */

static hl_status write_owner(hl_store *store, int kind, const hl_log_reject *r, hl_error *err)
{
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(store, HL_SQL_REJECT_OWNER, &add, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int(add, 1, kind);
    (void)sqlite3_bind_int64(add, 2, hl_log__key(r->raw, r->raw_length));
    hl_log__bind_text(add, 3, r->user, r->user_length);
    hl_log__bind_text(add, 4, r->id, r->id_length);
    return hl_log__run(store, add, err);
}

static hl_status write_row(const hl_log_rejects *rejects, hl_store *store, int kind,
                           const hl_log_reject *r, hl_error *err)
{
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(store, HL_SQL_REJECT_ADD, &add, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int(add, 1, kind);
    (void)sqlite3_bind_int64(add, 2, hl_log__key(r->raw, r->raw_length));
    hl_log__bind_text(add, 3, r->experiment, r->experiment_length);
    hl_log__bind_text(add, 4, rejects->source, strlen(rejects->source));
    (void)sqlite3_bind_int64(add, 5, r->line);
    hl_log__bind_text(add, 6, r->reason, strlen(r->reason));
    (void)sqlite3_bind_blob64(add, 7, r->raw, r->raw_length, SQLITE_STATIC);
    hl_log__bind_text(add, 8, r->type, r->type_length);
    (void)sqlite3_bind_double(add, 9, r->value); /* NaN is NULL */
    hl_status status = hl_log__run(store, add, err);
    return status == HL_OK && r->user != NULL ? write_owner(store, kind, r, err) : status;
}

static void show(hl_log_rejects *rejects)
{
    for (size_t i = 0; rejects->problems != NULL && i < rejects->count && rejects->shown < SHOWN;
         i++, rejects->shown++) {
        const hl_log_reject *r = &rejects->list[i];
        hl_problem problem = {HL_PROBLEM_ERROR, rejects->source, r->line, 0,
                              r->column,        r->reason,       NULL};
        hl_problems_add(rejects->problems, &problem);
    }
}

hl_status hl_log__rejects_flush(hl_log_rejects *rejects, hl_store *store, int kind, hl_error *err)
{
    if (rejects->failed)
        return hl_error_memory(err);
    if (rejects->count == 0)
        return HL_OK;
    qsort(rejects->list, rejects->count, sizeof *rejects->list, compare_lines);
    hl_status status = write_file(rejects, err);
    for (size_t i = 0; status == HL_OK && i < rejects->count; i++)
        status = write_row(rejects, store, kind, &rejects->list[i], err);
    show(rejects);
    rejects->count = 0;
    hl_base__arena_free(&rejects->arena);
    return status;
}

hl_status hl_log__rejects_read_known(hl_log_rejects *rejects, hl_store *store, int kind,
                                     hl_error *err)
{
    rejects->known_count = 0;
    size_t capacity = 0;
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, HL_SQL_REJECT_KEYS, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int(rows, 1, kind);
    free(rejects->known);
    rejects->known = NULL;
    bool row = false;
    hl_status status = hl_log__step(store, rows, &row, err);
    for (; status == HL_OK && row; status = hl_log__step(store, rows, &row, err)) {
        if (rejects->known_count == capacity) {
            capacity = capacity == 0 ? 64 : capacity * 2;
            int64_t *known = realloc(rejects->known, capacity * sizeof *known);
            if (known == NULL) {
                hl_log__done(rows);
                return hl_error_memory(err);
            }
            rejects->known = known;
        }
        status =
            hl_log__int(store, rows, 0, HL_LOG_INT_KEY, &rejects->known[rejects->known_count], err);
        if (status != HL_OK)
            break;
        rejects->known_count++;
    }
    hl_log__done(rows);
    return status;
}

static int compare_keys(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a;
    int64_t y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

hl_status hl_log__rejects_accepted(hl_log_rejects *rejects, hl_store *store, int kind,
                                   const char *raw, size_t raw_length, hl_error *err)
{
    if (rejects->known_count == 0)
        return HL_OK;
    int64_t key = hl_log__key(raw, raw_length);
    if (bsearch(&key, rejects->known, rejects->known_count, sizeof key, compare_keys) == NULL)
        return HL_OK;
    sqlite3_stmt *strike = NULL;
    if (hl_log__statement(store, HL_SQL_REJECT_REMOVE, &strike, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int(strike, 1, kind);
    (void)sqlite3_bind_int64(strike, 2, key);
    return hl_log__run(store, strike, err);
}
