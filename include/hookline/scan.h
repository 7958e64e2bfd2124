/* Cells from a flat file: CSV or NDJSON, one row a unit (a user), or a touch of one, or a count of
 * units. The file is memory-mapped and read by several threads; the result does not depend on their
 * number nor on the order of the rows, bit for bit.
 *
 *   static const char *const metrics[] = {"visit:proportion", "spend:mean"};
 *   hl_scan_spec spec = hl_scan_spec_init();
 *   spec.path = "hillstrom.csv";
 *   spec.request.arm = "segment";
 *   spec.request.control = "No E-Mail";
 *   spec.request.metrics = metrics;
 *   spec.request.metric_count = 2;
 *   hl_scan *scan = NULL;
 *   const hl_design *found = NULL;
 *   const hl_cells *sums = NULL;
 *   hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
 *   if (hl_scan_file(&spec, problems, &scan, &err) == HL_OK &&
 *       hl_scan_take(scan, 0, &found, &sums, &err) == HL_OK)
 *       status = hl_analysis_run(found, sums, &options, &analysis, &err);
 *   hl_scan_free(scan);
 *
 * docs/formats/flat-file.md says what a file may look like. */
#ifndef HOOKLINE_SCAN_H
#define HOOKLINE_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/cells.h"
#include "hookline/cells_source.h"
#include "hookline/design.h"
#include "hookline/design_request.h"
#include "hookline/error.h"
#include "hookline/problems.h"
#include "hookline/unread.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hl_scan_format { HL_SCAN_AUTO, HL_SCAN_CSV, HL_SCAN_NDJSON } hl_scan_format;

/* All strings are borrowed and must outlive the hl_scan. */
typedef struct hl_scan_spec {
    const char *path; /* "-" is standard input */
    /* Further files of the same table: columns are matched by name, each file says how it is
     * written, and the result is that of all rows in one file, in this order. */
    const char *const *more;
    size_t more_count;
    bool arm_from_file; /* the arm of a row is the name of its file without the ending */
    hl_scan_format format;
    /* '.' or ',': what divides whole from parts in numbers, and a number that says otherwise cannot
     * be read. 0: what their column as a whole says; a file is then read twice where it must be. */
    char decimal;
    /* Take white space off ids, and read names of arms and values to split by in half width, with
     * white space tidied; arms that are then alike but for case are one. */
    bool trim;
    char delimiter;       /* 0: what the header says: comma, or tab for .tsv, unless it speaks for
                             another */
    const char *encoding; /* hl_rows_file_options.encoding; NULL: UTF-8, or said by a mark */
    size_t skip_lines;    /* lines before the header */
    /* What its columns mean; the arm may be NULL with keep_units. In CSV a segment on a column that
     * the file lacks is left out; in NDJSON any record may have it. */
    hl_design_request request;
    size_t threads; /* 0: 2 */
    /* Keep each unit's values for hl_scan_unit_values; one thread reads. Units are those of the
     * unit column, else the rows, whose id is then the number of the row, from 1. */
    bool keep_units;
    /* Called now and then, by any one thread at a time; bytes; total 0 = unknown. May be NULL. */
    void (*progress)(void *context, int64_t done, int64_t total);
    void *progress_context;
    hl_unread *unread; /* what conditions could not be compared with; may be NULL */
} hl_scan_spec;
/* Nothing said: the state from which to fill a spec in. The request is that of
 * hl_design_request_init. */
HL_API hl_scan_spec hl_scan_spec_init(void);

typedef struct hl_scan hl_scan;

/* Rows and cells that cannot be read are counted; the first of each column and kind are added to
 * problems, with how many more there are, and the rest goes on. HL_USAGE: the spec cannot be;
 * HL_REJECTED: the condition is none, the file lacks a column, has no row or no control; HL_FAILED:
 * it cannot be read. */
HL_API HL_NODISCARD hl_status hl_scan_file(const hl_scan_spec *spec, hl_problems *problems,
                                           hl_scan **out, hl_error *err);
HL_API void hl_scan_free(hl_scan *scan);

/* The file as a source of cells: all of the above, behind the one interface. Nothing is read yet;
 * keep_units and progress of the spec give way to those of the reading. Close it with
 * hl_cells_source_close. Inputs to record: the paths as "data", "data_2", ...; what was said of how
 * they are written; "where", and the "rows_left_out" by
 * it; "decimal", how columns of numbers, and of words for yes and no, were read where that was said
 * or decided. */
HL_API HL_NODISCARD hl_status hl_scan_cells_source(const hl_scan_spec *spec, hl_cells_source **out,
                                                   hl_error *err);

/* 1, or the number of values of the experiment column. */
HL_API size_t hl_scan_count(const hl_scan *scan);
/* Design and cells of one experiment, by name in ascending order; borrowed until the next take or
 * the free. */
HL_API HL_NODISCARD hl_status hl_scan_take(hl_scan *scan, size_t index, const hl_design **design,
                                           const hl_cells **cells, hl_error *err);
/* With keep_units: the units of the file; borrowed. Else NULL. Units in two arms are left out. */
HL_API const hl_unit_values *hl_scan_unit_values(const hl_scan *scan);
/* Rows read, and those of them that could not be used. */
HL_API int64_t hl_scan_rows(const hl_scan *scan);
HL_API int64_t hl_scan_rejected(const hl_scan *scan);
/* Of those that could not be used: they name no experiment (with an experiment column). */
HL_API int64_t hl_scan_nameless(const hl_scan *scan);
/* Cells that cannot be read: their rows are out of the metrics that read them, and in the others. A
 * covariate's are imputed. */
HL_API int64_t hl_scan_unread(const hl_scan *scan);
/* Blank cells of metrics and covariates. */
HL_API int64_t hl_scan_blank(const hl_scan *scan);
/* Rows for which the condition `where` does not hold; they are not looked at further. */
HL_API int64_t hl_scan_left_out(const hl_scan *scan);
/* Rows of which nobody knows whether it holds, as a text stands where it asks for a number, or for
 * yes or no; they are not looked at further either. */
HL_API int64_t hl_scan_undecided(const hl_scan *scan);
/* "xxh128:" and the XXH3 128-bit hash of the file's bytes, as xxh128sum prints it; of several
 * files, of their bytes one after the other. */
HL_API const char *hl_scan_digest(const hl_scan *scan);

#ifdef __cplusplus
}
#endif
#endif
