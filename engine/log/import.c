/* Importing rows: columns, rows into batches, batches into the store. */
#include "log/import.h"

#include <stdlib.h>
#include <string.h>

#include "log/batch_size.h"
#include "log/import_batch.h"
#include "log/touch_policy.h"
#include "rows/csv_line.h"
#include "rows/file_source.h"
#include "rows/rows.h"

/* Large batches meet each page of the store once; this many rows need some 100 MB. */
enum { BATCH_ROWS = 250000, PROGRESS_ROWS = 8192 };

static const hl_log_kind *const kinds[] = {
    [HL_IMPORT_USERS] = &hl_log__kind_users,
    [HL_IMPORT_TOUCHES] = &hl_log__kind_touches,
    [HL_IMPORT_EVENTS] = &hl_log__kind_events,
    [HL_IMPORT_COSTS] = &hl_log__kind_costs,
};

/* ---- rows */

static bool reserve_row(hl_log_import *import)
{
    if (import->batch_count < import->batch_capacity)
        return true;
    size_t capacity = import->batch_capacity == 0 ? 1024 : import->batch_capacity * 2;
    hl_log_row *batch = realloc(import->batch, capacity * sizeof *batch);
    if (batch == NULL)
        return false;
    import->batch = batch;
    import->batch_capacity = capacity;
    return true;
}

/* The text that is shown of the row when it is refused. */
static hl_status make_raw(hl_log_import *import, hl_row *row, hl_error *err)
{
    if (row->raw != NULL)
        return HL_OK;
    hl_base__text_clear(&import->line);
    hl_rows__csv_line(row, import->rows->column_count, &import->line);
    row->raw = hl_base__text_string(&import->line);
    row->raw_length = import->line.length;
    return hl_base__text_status(&import->line, err);
}

static hl_status take_row(hl_log_import *import, hl_row *fields, hl_error *err)
{
    import->summary->rows++;
    if (make_raw(import, fields, err) != HL_OK)
        return HL_FAILED;
    if (fields->problem != NULL) {
        hl_log__rejects_add(&import->rejects, &(hl_log_reject){.line = fields->line,
                                                               .reason = fields->problem,
                                                               .raw = fields->raw,
                                                               .raw_length = fields->raw_length});
        import->summary->rejected++;
        return HL_OK;
    }
    if (!reserve_row(import))
        return hl_error_memory(err);
    hl_log_row *row = &import->batch[import->batch_count];
    *row = (hl_log_row){.line = fields->line, .raw_length = fields->raw_length};
    if (!import->kind->parse(import, fields, row))
        return import->parse_error.status == HL_OK
                   ? HL_OK
                   : hl_error_set(err, import->parse_error.status, "%s",
                                  import->parse_error.message);
    row->raw = hl_base__arena_bytes(&import->arena, fields->raw, fields->raw_length);
    if (row->raw == NULL)
        return hl_error_memory(err);
    import->batch_count++;
    return HL_OK;
}

static void show_progress(const hl_log_import *import)
{
    int64_t done = 0;
    int64_t total = 0;
    if (import->options->progress == NULL)
        return;
    hl_rows_progress(import->rows, &done, &total);
    import->options->progress(import->options->context, done, total);
}

/* Applies the batch; after a failure the summary is as after the last batch that is in. */
static hl_status flush(hl_log_import *import, bool last, hl_import_summary *kept, hl_error *err)
{
    hl_status status = hl_log__batch_apply(import, last, err);
    if (status == HL_OK)
        *kept = *import->summary;
    else
        *import->summary = *kept;
    return status;
}

static hl_status take_rows(hl_log_import *import, hl_error *err)
{
    size_t most = import->options->batch_rows > 0 ? import->options->batch_rows : BATCH_ROWS;
    hl_import_summary kept = {0};
    hl_status status = HL_OK;
    hl_row row;
    bool got = true;
    bool is_touches = import->number == HL_IMPORT_TOUCHES;
    size_t in_batch = 0;
    if (is_touches)
        status = hl_log__batch_size_begin(import, err);
    for (size_t since = 1; status == HL_OK; since++) {
        status = hl_rows_next(import->rows, &row, &got, err);
        if (status != HL_OK || !got)
            break;
        size_t before = import->batch_count;
        status = take_row(import, &row, err);
        if (status == HL_OK && is_touches && import->batch_count > before)
            status = hl_log__batch_size_add(import, &import->batch[before], err);
        if (since % PROGRESS_ROWS == 0)
            show_progress(import);
        in_batch++;
        if (status == HL_OK && (in_batch == most || hl_log__batch_size_is_full(import))) {
            in_batch = 0;
            status = flush(import, false, &kept, err);
        }
    }
    /* a source that broke before its end: what was read of the batch is not applied */
    if (status == HL_OK)
        return flush(import, true, &kept, err);
    *import->summary = kept;
    return status;
}

/* ---- the import */

static hl_status find_zone(hl_log_import *import, hl_error *err)
{
    const char *name = import->options->zone;
    if (name == NULL)
        return HL_OK;
    import->zones = hl_base__zones_new(NULL);
    if (import->zones == NULL)
        return hl_error_memory(err);
    const char *near = NULL;
    if (hl_base__zones_find(import->zones, name, strlen(name), &import->zone) != HL_OK ||
        (import->zone == NULL &&
         hl_base__zones_suggest(import->zones, name, strlen(name), &near) != HL_OK))
        return hl_error_memory(err);
    if (import->zone != NULL)
        return HL_OK;
    return near != NULL ? hl_error_set(err, HL_USAGE,
                                       "there is no time zone '%s'; did you mean %s?", name, near)
                        : hl_error_set(err, HL_USAGE,
                                       "there is no time zone '%s' (an IANA name, such as "
                                       "Asia/Shanghai)",
                                       name);
}

static void free_import(hl_log_import *import)
{
    hl_base__zones_free(import->zones);
    hl_log__consent_free(&import->consent);
    free(import->added);
    hl_log__numbering_free(&import->names);
    hl_log__numbering_free(&import->users);
    hl_log__type_counts_free(&import->batch_types);
    hl_log__type_counts_free(&import->types);
    hl_log__value_marks_free(&import->value_marks);
    hl_log__value_looks_free(&import->value_looks);
    hl_base__map_free(&import->unknown_zones);
    hl_base__map_free(&import->known_zones);
    hl_base__arena_free(&import->arena);
    hl_base__arena_free(&import->file_arena);
    hl_log__unit_set_free(&import->units);
    hl_log__user_log_free(&import->log);
    hl_log__user_log_free(&import->log_before);
    hl_log__attributes_free(&import->attributes);
    hl_log__attributes_free(&import->attributes_before);
    hl_log__view_free(&import->before);
    hl_log__view_free(&import->after);
    hl_base__text_free(&import->text);
    hl_base__text_free(&import->line);
    hl_log__batch_size_free(&import->size);
    free(import->records);
    free(import->looked);
    free(import->attribute_columns);
    free(import->batch);
}

/* Where there are no touches yet, events without one are only early. */
static hl_status judge_untouched(hl_log_import *import, hl_error *err)
{
    sqlite3_stmt *touched = NULL;
    bool any = false;
    if (import->summary->untouched == 0)
        return HL_OK;
    hl_status status = hl_log__statement(import->store, HL_SQL_TOUCHED_USERS, &touched, err);
    if (status != HL_OK)
        return status;
    status = hl_log__step(import->store, touched, &any, err);
    hl_log__done(touched);
    if (status == HL_OK && !any)
        import->summary->untouched = 0;
    return status;
}

/* Few events may be at midnight by chance, or by a job that runs then. */
static void judge_midnights(hl_import_summary *summary, const hl_import_options *options)
{
    enum { LEAST = 20 };
    if (options->times.dates != HL_DATE_ONLY_UNSAID || summary->rows < LEAST ||
        2 * summary->midnights <= summary->rows)
        summary->midnights = 0;
}

static hl_status read_source(hl_log_import *import, hl_problems *problems, hl_error *err)
{
    import->rejects.source = import->rows->name;
    hl_status status = hl_log__find_columns(import, problems, err);
    if (status == HL_OK)
        status = hl_log__consent_begin(import, err);
    if (status == HL_OK)
        status = hl_log__judge_numbers(import, problems, err);
    if (status == HL_OK)
        status = take_rows(import, err);
    judge_midnights(import->summary, import->options);
    if (status == HL_OK)
        status = judge_untouched(import, err);
    if (status == HL_OK && import->number == HL_IMPORT_EVENTS)
        status = hl_log__tell_types(import, problems, err);
    if (status == HL_OK)
        hl_log__tell_late(import, problems);
    if (status == HL_OK) {
        hl_log__tell_states(import, problems);
        hl_log__tell_policies(import, problems);
    }
    if (status == HL_OK)
        hl_log__undone_tell(&import->undone, import->rows->name, import->summary->rows, problems);
    if (status == HL_OK)
        hl_log__consent_tell(import, problems);
    if (status == HL_OK)
        hl_log__crowds_tell(&import->crowds, import->rows->name, problems);
    status = hl_log__rejects_close(&import->rejects, status, err);
    return status == HL_OK ? hl_problems_status(problems, err) : status;
}

/* path: what to open when there are no rows yet. */
static hl_status run(hl_log_import *import, const char *path, hl_problems *problems, hl_error *err)
{
    const hl_rows_file_options how = hl_log__file_options(import->options);
    hl_row_source *file = NULL;
    *import->summary = (hl_import_summary){0};
    hl_status status = find_zone(import, err);
    if (status == HL_OK && import->rows == NULL) {
        import->path = hl_rows__is_lasting(path) ? path : NULL;
        status = hl_rows_open_file(path, &how, &file, err);
        import->rows = file;
        if (status == HL_OK)
            hl_rows_tell(file, problems);
    }
    if (status == HL_OK)
        status = read_source(import, problems, err);
    free_import(import);
    hl_rows_close(file);
    return status;
}

static hl_log_import prepared(hl_store *store, hl_import_kind kind,
                              const hl_import_options *options, hl_problems *problems,
                              hl_import_summary *summary)
{
    return (hl_log_import){.store = store,
                           .kind = kinds[kind],
                           .number = kind,
                           .options = options,
                           .summary = summary,
                           .rejects = {.path = options->rejects_path,
                                       .inputs = {NULL, store->path},
                                       .say = options->say,
                                       .problems = problems}};
}

hl_status hl_store_import_rows(hl_store *store, hl_import_kind kind, hl_row_source *rows,
                               const hl_import_options *options, hl_problems *problems,
                               hl_import_summary *summary, hl_error *err)
{
    hl_log_import import = prepared(store, kind, options, problems, summary);
    *summary = (hl_import_summary){0};
    hl_status status = hl_rows_check(rows, err);
    if (status != HL_OK)
        return status;
    import.rows = rows;
    return run(&import, NULL, problems, err);
}

hl_status hl_store_import(hl_store *store, hl_import_kind kind, const char *path,
                          const hl_import_options *options, hl_problems *problems,
                          hl_import_summary *summary, hl_error *err)
{
    hl_log_import import = prepared(store, kind, options, problems, summary);
    import.rejects.inputs[0] = path;
    return run(&import, path, problems, err);
}
