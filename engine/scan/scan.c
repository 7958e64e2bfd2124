#include "hookline/scan.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "assign/misled_text.h"
#include "scan/chunks.h"
#include "scan/files.h"
#include "scan/name_spelling.h"
#include "scan/no_arm.h"
#include "scan/number_marks.h"
#include "scan/result.h"

enum { DEFAULT_THREADS = 2, MOST_THREADS = 256 };

hl_scan_spec hl_scan_spec_init(void)
{
    return (hl_scan_spec){.request = hl_design_request_init()};
}

/* What went wrong with them was said when they were read. */
static void close_files(hl_scan *scan)
{
    for (size_t i = 0; i < scan->file_count; i++) {
        hl_status ignored = hl_rows__close(scan->files[i], NULL);
        (void)ignored;
    }
    free(scan->files);
    scan->files = NULL;
    scan->file_count = 0;
    scan->rows = NULL;
}

void hl_scan_free(hl_scan *scan)
{
    if (scan == NULL)
        return;
    close_files(scan);
    hl_cells_free(scan->all);
    hl_scan__left_out_free(&scan->left_out_of);
    hl_scan__left_out_free(&scan->refused_of);
    hl_scan__left_out_free(&scan->undecided_of);
    hl_scan__left_out_free(&scan->headers);
    hl_scan__left_out_free(&scan->strange);
    hl_unit_values_free(scan->kept);
    hl_cells_free(scan->cells);
    hl_scan__layout_free(&scan->layout);
    hl_base__text_free(&scan->decimals);
    hl_scan__repeated_free(&scan->repeated);
    hl_scan__currencies_free(&scan->currencies);
    free(scan->amounts.of);
    free(scan->days.of);
    hl_scan__column_pairs_free(&scan->column_pairs);
    hl_base__map_free(&scan->sampled_arms);
    hl_base__map_free(&scan->nameless_arms);
    hl_base__map_free(&scan->spellings);
    hl_base__arena_free(&scan->taken);
    hl_base__arena_free(&scan->arena);
    if (scan->odd_values != NULL)
        hl_scan__odd_values_free(scan->odd_values);
    free(scan->odd_values);
    free(scan->seen);
    free(scan);
}

size_t hl_scan_count(const hl_scan *scan)
{
    return scan->experiment_count;
}

const hl_unit_values *hl_scan_unit_values(const hl_scan *scan)
{
    return scan->kept;
}

int64_t hl_scan_rows(const hl_scan *scan)
{
    return scan->read;
}

int64_t hl_scan_rejected(const hl_scan *scan)
{
    return scan->rejected;
}

int64_t hl_scan_unread(const hl_scan *scan)
{
    return scan->unread;
}

int64_t hl_scan_blank(const hl_scan *scan)
{
    return scan->blank;
}

int64_t hl_scan_left_out(const hl_scan *scan)
{
    return scan->left_out;
}

int64_t hl_scan_nameless(const hl_scan *scan)
{
    return scan->nameless;
}

int64_t hl_scan_undecided(const hl_scan *scan)
{
    return scan->undecided.count;
}

const char *hl_scan_digest(const hl_scan *scan)
{
    return scan->digest;
}

/* ---- what could not be read */

static hl_status tell_faults(const hl_scan *scan, hl_scan_worker *workers, size_t count,
                             hl_problems *problems, hl_error *err)
{
    for (size_t i = 1; i < count; i++)
        hl_scan__faults_merge(&workers[0].faults, &workers[i].faults);
    return hl_scan__faults_tell(&workers[0].faults, scan, problems, err);
}

/* ---- threads */

typedef struct job {
    hl_scan_worker *worker;
    hl_scan_chunks *chunks;
    pthread_t thread;
    bool started;
} job;

static void *work(void *argument)
{
    job *j = argument;
    hl_scan_worker *worker = j->worker;
    hl_scan_chunk chunk;
    while (worker->err.status == HL_OK && hl_scan__next_chunk(j->chunks, &chunk)) {
        bool done = j->chunks->body.json
                        ? hl_scan__json_chunk(worker, chunk.text, chunk.length, chunk.offset)
                        : hl_scan__csv_chunk(worker, chunk.text, chunk.length, chunk.offset,
                                             j->chunks->body.delimiter, chunk.quotes);
        if (!done)
            hl_scan__stop_chunks(j->chunks);
    }
    return NULL;
}

/* A thread that cannot be started is no loss: the others do its share. */
static void run_threads(job *jobs, size_t count)
{
    for (size_t i = 1; i < count; i++)
        jobs[i].started = pthread_create(&jobs[i].thread, NULL, work, &jobs[i]) == 0;
    (void)work(&jobs[0]);
    for (size_t i = 1; i < count; i++)
        if (jobs[i].started)
            (void)pthread_join(jobs[i].thread, NULL);
}

static hl_status scan_mapped(hl_scan *scan, const hl_body *body, hl_scan_worker *workers,
                             size_t count, hl_file_digest *digest, hl_error *err)
{
    const hl_scan_spec *spec = scan->layout.spec;
    hl_scan_chunks chunks = {.body = *body,
                             .header = (size_t)(body->data - body->file),
                             .start = scan->layout.start,
                             .digest = digest,
                             .progress = spec->progress,
                             .progress_context = spec->progress_context};
    job *jobs = calloc(count, sizeof *jobs);
    if (jobs == NULL)
        return hl_error_memory(err);
    if (pthread_mutex_init(&chunks.lock, NULL) != 0) {
        free(jobs);
        return hl_error_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        jobs[i].worker = &workers[i];
        jobs[i].chunks = &chunks;
    }
    run_threads(jobs, count);
    if (body->length == 0)
        hl_scan__file_digest_add(digest, body->file, chunks.header);
    (void)pthread_mutex_destroy(&chunks.lock);
    hl_rows__record_free(&chunks.record);
    free(jobs);
    return HL_OK;
}

/* What is told is told of the last reading. */
static hl_status judge_columns(hl_scan *scan, hl_problems *problems, bool *again, hl_error *err)
{
    bool words = hl_scan__find_answers(scan);
    hl_status status = hl_scan__judge_numbers(scan, words ? NULL : problems, again, err);
    *again = *again || words;
    return status == HL_OK && !*again ? hl_scan__tell_answers(scan, problems, err) : status;
}

static hl_status collect(hl_scan *scan, hl_scan_worker *workers, size_t count, bool *again,
                         hl_problems *problems, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; i < count && status == HL_OK; i++)
        status = hl_scan__worker_finish(&workers[i], err);
    if (status == HL_OK)
        status = hl_scan__sample_collect(scan, workers, count, err);
    for (size_t i = 0; i < count && status == HL_OK; i++)
        status = hl_scan__collect(scan, &workers[i], err);
    hl_scan__settle_no_users(scan);
    if (status == HL_OK)
        status = hl_scan__check_seen(scan, err);
    if (status == HL_OK)
        status = judge_columns(scan, problems, again, err);
    if (*again)
        return status;
    if (status == HL_OK && problems != NULL)
        status = tell_faults(scan, workers, count, problems, err);
    if (status == HL_OK)
        status = hl_scan__settle(scan, err);
    if (status == HL_OK)
        status = hl_scan__check_subtotals(scan, err);
    if (status == HL_OK)
        hl_scan__settle_headers(scan, problems);
    return status == HL_OK ? hl_scan__warn_splits(scan, problems, err) : status;
}

/* Units are gathered by one thread, a stream is read by one. */
static size_t thread_count(const hl_scan *scan)
{
    hl_body body;
    size_t wanted = scan->spec.threads;
    if (wanted == 0)
        wanted = DEFAULT_THREADS;
    if ((!hl_rows__body(scan->rows, &body) && scan->spec.more_count == 0) ||
        scan->layout.unit != HL_SCAN_NONE || scan->spec.keep_units)
        return 1;
    return wanted < MOST_THREADS ? wanted : MOST_THREADS;
}

static void seen(void *context, const char *data, size_t length)
{
    hl_scan__file_digest_add(context, data, length);
}

static hl_status open_rows(hl_scan *scan, hl_file_digest *digest, hl_error *err)
{
    static const hl_rows_format formats[] = {[HL_SCAN_AUTO] = HL_ROWS_AUTO,
                                             [HL_SCAN_CSV] = HL_ROWS_CSV,
                                             [HL_SCAN_NDJSON] = HL_ROWS_NDJSON};
    const hl_scan_spec *spec = &scan->spec;
    hl_rows_options options = {.path = hl_scan__file(spec, scan->file_count),
                               .format = formats[spec->format],
                               .delimiter = spec->delimiter,
                               .encoding = spec->encoding,
                               .skip_lines = spec->skip_lines,
                               .seen = seen,
                               .seen_context = digest};
    hl_status status = hl_rows__open(&options, &scan->rows, err);
    if (status == HL_OK)
        scan->files[scan->file_count++] = scan->rows;
    return status;
}

/* The next file: of the first one what is wanted at all is laid out, of others where the same
 * stands. */
static hl_status open_file(hl_scan *scan, hl_file_digest *digest, const char *marks,
                           hl_problems *problems, hl_error *err)
{
    size_t index = scan->file_count;
    hl_status status = open_rows(scan, digest, err);
    if (status == HL_OK)
        status = hl_rows__add_first_keys(scan->rows, err);
    if (status == HL_OK)
        status = index == 0 ? hl_scan__layout(&scan->layout, &scan->spec, scan->rows,
                                              marks == NULL ? problems : NULL, err)
                            : hl_scan__layout_next(&scan->layout, index, scan->rows, err);
    if (status == HL_OK && index == 0)
        status = hl_scan__marks_begin(scan, marks, err);
    if (status == HL_OK && index == 0)
        status = hl_scan__answers_begin(scan, scan->before, err);
    if (status != HL_OK)
        return status;
    hl_scan__use_marks(scan, index);
    scan->json = (index == 0 || scan->json) && scan->layout.json;
    if (marks == NULL)
        hl_rows__tell(scan->rows, problems);
    hl_rows__use(scan->rows, scan->layout.uses, scan->layout.column_count);
    return HL_OK;
}

/* Of the file at hand; what it is called is a field of every row of it. */
static hl_status read_file(hl_scan *scan, hl_scan_worker *workers, size_t count,
                           hl_file_digest *digest, hl_error *err)
{
    hl_body body;
    size_t field = scan->layout.file_field;
    hl_field name = {.kind = HL_FIELD_UNTYPED};
    name.data = hl_scan__file_name(scan->layout.path, &name.length);
    bool mapped = hl_rows__body(scan->rows, &body);
    for (size_t i = 0; i < count; i++) {
        workers[i].line = 0;
        workers[i].sample.file = (uint32_t)(scan->file_count - 1);
        workers[i].sample.keeps_text = !mapped;
        workers[i].amounts.file = workers[i].sample.file;
        workers[i].amounts.keeps_text = !mapped;
        /* where the file says the arm, rows of two files are two */
        workers[i].sample.seed = field == HL_SCAN_NONE ? 0 : scan->file_count;
        if (field != HL_SCAN_NONE)
            workers[i].fields[field] = name;
    }
    if (mapped)
        return scan_mapped(scan, &body, workers, count, digest, err);
    (void)hl_scan__stream(&workers[0], scan->rows);
    /* a read that failed midway goes before what it made of the data */
    return hl_rows__status(scan->rows, err);
}

static bool are_well(const hl_scan_worker *workers, size_t count)
{
    size_t well = 0;
    while (well < count && workers[well].err.status == HL_OK)
        well++;
    return well == count;
}

static hl_status read_files(hl_scan *scan, hl_scan_worker *workers, size_t count,
                            hl_file_digest *digest, const char *marks, hl_problems *problems,
                            hl_error *err)
{
    size_t files = hl_scan__file_count(&scan->spec);
    hl_status status = HL_OK;
    for (size_t i = 0; i < count && status == HL_OK; i++)
        status = hl_scan__worker_init(&workers[i], &scan->layout, err);
    for (size_t i = 0; i < files && status == HL_OK && are_well(workers, count); i++) {
        if (i > 0)
            status = open_file(scan, digest, marks, problems, err);
        if (status == HL_OK)
            status = read_file(scan, workers, count, digest, err);
        if (status == HL_OK)
            hl_scan__end_file(scan, workers, count, i);
    }
    return status;
}

/* The caller's, and what a file's name is called where a column would be. */
static void take_spec(hl_scan *scan, const hl_scan_spec *spec)
{
    scan->spec = *spec;
    if (spec->arm_from_file)
        scan->spec.request.arm = "file";
}

static hl_status open_first(hl_scan *scan, const hl_scan_spec *spec, hl_file_digest *digest,
                            const char *marks, hl_problems *problems, hl_error *err)
{
    take_spec(scan, spec);
    hl_status status = hl_scan__check_files(spec, err);
    if (status != HL_OK)
        return status;
    scan->files = calloc(hl_scan__file_count(spec), sizeof(hl_rows *));
    if (scan->files == NULL)
        return hl_error_memory(err);
    status = open_file(scan, digest, marks, problems, err);
    if (status != HL_OK)
        return status;
    scan->seen = calloc(scan->layout.field_count + 1, sizeof *scan->seen);
    scan->odd_values = calloc(1, sizeof *scan->odd_values);
    return scan->seen == NULL || scan->odd_values == NULL ? hl_error_memory(err) : HL_OK;
}

static hl_status scan_all(hl_scan *scan, const hl_scan_spec *spec, hl_file_digest *digest,
                          const char *marks, bool *again, hl_problems *problems, hl_error *err)
{
    hl_status status = open_first(scan, spec, digest, marks, problems, err);
    if (status != HL_OK)
        return status;
    size_t count = thread_count(scan);
    hl_scan_worker *workers = calloc(count, sizeof *workers);
    if (workers == NULL)
        return hl_error_memory(err);
    status = read_files(scan, workers, count, digest, marks, problems, err);
    if (status == HL_OK)
        status = collect(scan, workers, count, again, problems, err);
    for (size_t i = 0; i < count; i++) {
        hl_assign__unread_merge(spec->unread, &workers[i].texts_unread);
        hl_assign__misled_merge(scan->misled, &workers[i].misled);
        hl_scan__worker_free(&workers[i]);
    }
    free(workers);
    if (status == HL_OK)
        (void)hl_scan__file_digest_text(digest, scan->digest);
    close_files(scan);
    return status;
}

/* before: a reading whose columns say that the comma divides, or which words are yes and no; NULL:
 * this is the first. */
static hl_status read_once(const hl_scan_spec *spec, const hl_scan *before, hl_misled *misled,
                           bool *again, hl_problems *problems, hl_scan **out, hl_error *err)
{
    hl_scan *scan = calloc(1, sizeof *scan);
    hl_file_digest *digest = hl_scan__file_digest_new();
    *again = false;
    if (scan != NULL) {
        scan->before = before;
        scan->misled = misled;
    }
    hl_status status = scan == NULL || digest == NULL
                           ? hl_error_memory(err)
                           : scan_all(scan, spec, digest, before == NULL ? NULL : before->marks,
                                      again, problems, err);
    if (scan != NULL) {
        scan->before = NULL;
        scan->misled = NULL;
    }
    hl_scan__file_digest_free(digest);
    *out = scan;
    return status;
}

hl_status hl_scan_file(const hl_scan_spec *spec, hl_problems *problems, hl_scan **out,
                       hl_error *err)
{
    /* rows that a condition chose by the wrong marks say nothing of the metrics of the right ones
     */
    enum { MOST_READINGS = 4 };
    hl_scan *scan = NULL;
    bool again = false;
    hl_misled noted = {0};
    *out = NULL;
    hl_status status = read_once(spec, NULL, &noted, &again, problems, &scan, err);
    for (int i = 1; status == HL_OK && again && i < MOST_READINGS; i++) {
        hl_scan *before = scan;
        status = read_once(spec, before, &noted, &again, problems, &scan, err);
        hl_scan_free(before);
    }
    if (status == HL_OK && again)
        status = hl_error_set(err, HL_REJECTED,
                              "%s: how its numbers are written depends on which rows are read, and "
                              "that on how they are written: say --decimal . or --decimal ,",
                              spec->path);
    hl_error misled = HL_ERROR_INIT; /* the reason also of a file of which nothing is left */
    if ((status == HL_OK || status == HL_REJECTED) &&
        hl_assign__misled_check(&noted, &misled) != HL_OK) {
        status = misled.status;
        if (err != NULL)
            *err = misled;
    }
    hl_error lack = HL_ERROR_INIT; /* what is to be said beside a refusal belongs to it */
    if ((status == HL_OK || status == HL_REJECTED) &&
        hl_problems_status(problems, &lack) != HL_OK) {
        status = lack.status;
        if (err != NULL)
            *err = lack;
    }
    if (status == HL_OK)
        *out = scan;
    else
        hl_scan_free(scan);
    return status;
}
