/* One thread's share of a scan: rows in, cells out. Nothing is shared but the layout, which is
 * const.
 *
 * A row goes through hl_scan__take. Rows that are one unit each go to 128-bit partial sums
 * (sums.h) as long as their numbers are small decimals; everything else (long decimals, rows that
 * count units) goes to the exact cells directly. Rows that are touches are gathered by unit first
 * (unit_sums.h). Arms and splits get the thread's own numbers; merging matches them by name. */
#ifndef HL_SCAN_WORKER_H
#define HL_SCAN_WORKER_H

#include "assign/misled_text.h"
#include "assign/unread.h"
#include "base/number_evidence.h"
#include "cells/cells.h"
#include "cells/unit_values.h"
#include "rows/record.h"
#include "scan/faults.h"
#include "scan/left_out.h"
#include "scan/name_cache.h"
#include "scan/odd_values.h"
#include "scan/row_sample.h"
#include "scan/scan_layout.h"
#include "scan/subtotals.h"
#include "scan/sums.h"
#include "scan/unit_sums.h"

enum { HL_SCAN_MOST_ARMS = 1000, HL_SCAN_MOST_SPLITS = 20000 };

typedef struct hl_scan_worker {
    const hl_scan_layout *layout;
    hl_cells *cells;
    hl_scan_sums sums;
    int64_t unflushed;                             /* rows */
    int64_t values[HL_SCAN_MOST_VARIABLES];        /* of the row at hand, at the scales of sums */
    hl_usual_range ranges[HL_SCAN_MOST_VARIABLES]; /* likewise */
    hl_scan_odd_values odd_values;
    int misses[HL_SCAN_MOST_VARIABLES];
    hl_number_evidence *evidence;         /* of the file at hand, by column of numbers */
    int64_t dull[HL_SCAN_MOST_VARIABLES]; /* whole numbers below it say nothing new of that */
    uint64_t pointed;                     /* bit i: nothing does, of variable i */
    hl_heard_words *heard; /* by variable: texts that are no answers (answer_words.h) */
    uint64_t answered;     /* bit i: variable i had a yes or no that is one by itself */
    int64_t place, line;   /* of the row at hand, as its reader numbers them */
    uint64_t worded;       /* bit i: variable i, whose kind nobody says, had a yes or no */
    uint64_t not_bit; /* bit i: variable i had a value other than 0 and 1 in a row that was taken */
    uint64_t not_part; /* bit i: ... one that cannot be so many of the units of its row */
    hl_name_cache arm_names;
    hl_name_cache left_names;   /* places in left_out_of */
    hl_map spellings;           /* with --trim: the tidied spellings of arms */
    hl_name_cache *split_names; /* per dimension */
    uint32_t *splits;           /* of the row at hand, per dimension; one 0 when there is none */
    size_t split_count;
    hl_unit_sums units;
    bool samples; /* rows are units: one that stands twice is noticed */
    hl_row_sample sample;
    hl_row_sample amounts; /* of rows with an amount */
    bool paid;             /* the row at hand has a value other than 0 and 1 of a metric's column */
    hl_unit_values *kept;  /* NULL: not wanted */
    hl_record record;
    hl_field *fields; /* field_count + HL_SCAN_OTHER_FIELDS */
    bool *seen;       /* NDJSON, per field: a record had a value */
    /* for conditions: the attributes of the row at hand, values inside values */
    hl_value *attributes;
    hl_value object;
    size_t *unnumbered; /* attributes that are texts where a condition asks for a number */
    size_t unnumbered_count;
    hl_arena nested;
    hl_arena arena;
    hl_faults faults; /* by field */
    /* of the row at hand: those whose place is still to come */
    struct {
        hl_fault_place *place;
        size_t field;
    } untold[HL_SCAN_MOST_VARIABLES + HL_SCAN_MOST_VARIABLES];
    size_t untold_count;
    int64_t rows, rejected, rounded, left_out;
    int64_t outside;  /* of those left out: not of the audience */
    int64_t nameless; /* of those rejected: they name no experiment */
    int64_t
        no_users; /* rows of totals, headers in the middle: no data that could be lost (no_arm.h) */
    bool no_user; /* the row at hand is one */
    int64_t blank, unread;    /* cells, each counted once however many metrics read it */
    hl_left_rows left_out_of; /* by arm; nothing of rows that count units */
    hl_left_rows refused_of;  /* by arm: rows that name one and yet cannot be used */
    hl_nameless_rows nameless_rows;
    hl_left_rows headers; /* by arm: first rows that may be a second header (no_arm.h) */
    int64_t header_unread, header_place, header_line; /* cells of them; of the last of them */
    hl_left_rows strange; /* likewise: such rows that are not the first of a file */
    int64_t strange_place, strange_line;
    hl_scan_doubt undecided, unsegmented;
    hl_unread texts_unread; /* of conditions */
    hl_misled misled;
    hl_left_rows undecided_of; /* by arm: rows of which nobody knows whether `where` holds */
    uint32_t arm;              /* of the row at hand; HL_MAP_NONE: not known */
    bool textual;              /* the row at hand has a text wherever a number is wanted */
    uint64_t lost[2]; /* of the row at hand, by hl_lost; bit m: it has no value of metric m */
    uint64_t missing; /* of the row at hand; bit k: covariate k is missing */
    /* why the row at hand is refused; message empty when it is not */
    char message[300];
    size_t message_field; /* HL_SCAN_NONE: no field */
    const char *accepted;
    hl_error err;
} hl_scan_worker;

HL_NODISCARD hl_status hl_scan__worker_init(hl_scan_worker *worker, const hl_scan_layout *layout,
                                            hl_error *err);
void hl_scan__worker_free(hl_scan_worker *worker);

/* Takes the row whose needed fields stand in worker->fields. False when something is to be told of
 * it, whether it is refused (message says why) or lost to some metrics, or when the worker failed
 * (err says why). */
bool hl_scan__take(hl_scan_worker *worker);
/* For a row that was taken, or left out. False when out of memory. Of most rows their id says that
 * they are in no sample. */
static inline bool hl_scan__sample(hl_scan_worker *worker, const char *raw, size_t raw_length)
{
    size_t id = worker->layout->id;
    uint64_t key = 0;
    if (!worker->samples || worker->arm == HL_MAP_NONE)
        return true;
    if (id != HL_SCAN_NONE && worker->fields[id].length > 0) {
        key = hl_scan__id_digest(worker->fields[id].data, worker->fields[id].length);
        if (!hl_scan__is_of_level(key, worker->sample.level) &&
            !(worker->paid && hl_scan__is_of_level(key, worker->amounts.level)))
            return true;
    }
    if (hl_scan__sample_row(&worker->sample, worker->paid ? &worker->amounts : NULL, key, raw,
                            raw_length, worker->arm))
        return true;
    (void)hl_error_memory(&worker->err);
    return false;
}
/* Tells where the row at hand stands, and counts it as refused where message says why; raw is the
 * row's text; column 0: that of the field at fault. */
void hl_scan__tell(hl_scan_worker *worker, int64_t offset, int64_t line, int64_t column,
                   const char *raw, size_t raw_length);
/* What is still in partial sums or gathered by unit goes to the cells. */
HL_NODISCARD hl_status hl_scan__worker_finish(hl_scan_worker *worker, hl_error *err);

/* Takes rows that are not plain: exact values straight into cells. false: refused or failed. */
bool hl_scan__take_exact(hl_scan_worker *worker, uint32_t arm);
/* All variables of the row as exact decimals; 0 where there is none. Sets lost and missing. False
 * when out of memory. */
bool hl_scan__exact_values(hl_scan_worker *worker, hl_i128 *values);
/* The row has no value of the metric, for what was complained of. False when out of memory. */
bool hl_scan__lose(hl_scan_worker *worker, size_t metric);
/* Whether the row has a value of the metric. */
static inline bool hl_scan__has(const hl_scan_worker *worker, size_t metric)
{
    return ((worker->lost[HL_LOST_BLANK] | worker->lost[HL_LOST_UNREAD]) >> metric & 1) == 0;
}
/* The covariates of the row at hand, as cells have them: 0 where missing, then 1 where missing. */
void hl_scan__covariates(const hl_scan_worker *worker, const hl_i128 *values, hl_i128 *out);
/* Says why the row, or a cell of it, cannot be used; returns false. */
bool hl_scan__complain(hl_scan_worker *worker, size_t field, const char *accepted,
                       const char *format, ...) HL_PRINTF(4, 5);
/* Counts what was complained of, and keeps it where it is among the first of its kind. */
void hl_scan__note(hl_scan_worker *worker, hl_fault_kind kind);
/* The split of a value of a dimension, as the worker numbers them; UINT32_MAX after a failure. */
uint32_t hl_scan__split(hl_scan_worker *worker, size_t dimension, const char *text, size_t length);

/* Remembers whether the field of the row at hand has a value. */
static inline void hl_scan__see(hl_scan_worker *worker, size_t field)
{
    const hl_field *text = &worker->fields[field];
    worker->seen[field] = worker->seen[field] || text->length > 0 || text->kind == HL_FIELD_TEXT;
}

/* Whether the record at hand, which stands at text, is of a file in another encoding: then there is
 * no use in going on, and err says how it is read. */
bool hl_scan__is_foreign(hl_scan_worker *worker, const char *text);
/* csv_chunk.c, json_chunk.c: all records of a piece of a mapped file that starts and ends with a
 * record. offset is where it starts. False when the worker failed. */
bool hl_scan__csv_chunk(hl_scan_worker *worker, const char *text, size_t length, int64_t offset,
                        char delimiter, bool quotes);
bool hl_scan__json_chunk(hl_scan_worker *worker, const char *text, size_t length, int64_t offset);
/* All records of a stream. */
bool hl_scan__stream(hl_scan_worker *worker, hl_rows *rows);

#endif
