/* Where cells come from: a store (hl_store_cells_source), a flat file (hl_scan_cells_source), a
 * warehouse. A source knows what it is asked (an experiment of the store, a design request of the
 * file); it reads, and hands out a design and its cells for every experiment that it found.
 *
 *   static const char *const metrics[] = {"ordered:proportion"};
 *   hl_scan_spec spec = hl_scan_spec_init();
 *   spec.path = "users.csv";
 *   spec.request.arm = "arm";
 *   spec.request.metrics = metrics;
 *   spec.request.metric_count = 1;
 *   hl_cells_source *source = NULL;
 *   hl_cells_reading how = HL_CELLS_READING_INIT;
 *   hl_status status = hl_scan_cells_source(&spec, &source, &err);
 *   if (status == HL_OK)
 *       status = hl_cells_source_read(source, &how, problems, &err);
 *   for (size_t i = 0; status == HL_OK && i < hl_cells_source_count(source); i++) {
 *       hl_cells_taken taken;
 *       hl_analysis *analysis = NULL;
 *       char *text = NULL;
 *       hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
 *       status = hl_cells_source_take(source, i, &taken, &err);
 *       options.definition_digest = taken.definition_digest;
 *       options.inputs = taken.inputs;
 *       options.input_count = taken.input_count;
 *       if (status == HL_OK)
 *           status = hl_analysis_run(taken.design, taken.cells, &options, &analysis, &err);
 *       if (status == HL_OK)
 *           status = hl_report_write(analysis, HL_REPORT_TEXT, HL_LANG_EN, false, &text, &err);
 *       if (status == HL_OK)
 *           puts(text);
 *       free(text);
 *       hl_analysis_free(analysis);
 *   }
 *   hl_cells_source_close(source);
 *
 * A source belongs to one thread at a time and is read once. */
#ifndef HOOKLINE_CELLS_SOURCE_H
#define HOOKLINE_CELLS_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/cells.h"
#include "hookline/design.h"
#include "hookline/error.h"
#include "hookline/problems.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HL_CELLS_SOURCE_VERSION = 2 };

/* What is wanted, and who wants to know how far it is. */
typedef struct hl_cells_reading {
    /* Each unit's own values instead of the cells, for hl_calibrate: HL_USAGE where the source has
     * sums alone. */
    bool units;
    int64_t as_of_utc_ms; /* units: as they stood then; INT64_MAX: in the end */
    /* Called now and then, by any one thread at a time, in any measure; total 0: not known. May be
     * NULL. */
    void (*progress)(void *context, int64_t done, int64_t total);
    void *context;
} hl_cells_reading;
#define HL_CELLS_READING_INIT                                                                      \
    {                                                                                              \
        false, INT64_MAX, NULL, NULL                                                               \
    }

/* One experiment. All of it is borrowed until the next take or the close. */
typedef struct hl_cells_taken {
    const hl_design *design;       /* also when the take was HL_REJECTED: as far as it is known */
    const hl_cells *cells;         /* NULL when units were wanted and there is nothing else */
    const hl_unit_values *units;   /* NULL unless they were wanted */
    const char *definition_digest; /* of the definition behind the design; NULL: there is none */
    const char *zone;   /* of the definition: by whose clock a report is; NULL: that of days */
    size_t input_count; /* what else a report must record to be made again */
    const hl_input *inputs;
} hl_cells_taken;

/* What came of the rows that were read. */
typedef struct hl_cells_rows {
    int64_t read;     /* all of them */
    int64_t rejected; /* could not be used */
    int64_t left_out; /* a condition does not hold for them */
    /* cells of rows that could be used */
    int64_t unread; /* no number, where one must be */
    int64_t blank;  /* nothing */
    /* rows of which nobody knows whether the condition holds, for it asks for a number and there is
       none; in neither of the above */
    int64_t undecided;
    int64_t nameless; /* of those rejected: name no experiment, where a column does */
} hl_cells_rows;

/* A source is this struct, filled. Functions are called in the order read, count and take, close;
 * after a failed read only close. */
typedef struct hl_cells_source {
    uint32_t version; /* HL_CELLS_SOURCE_VERSION */
    const char *name; /* in messages: a path, an address */
    void *context;    /* handed to these: */

    /* Rows and cells that cannot be used are counted, the first of each kind added to problems (may
     * be NULL), and do not stop it. HL_REJECTED: nothing can be made of what there is. */
    hl_status (*read)(void *context, const hl_cells_reading *how, hl_problems *problems,
                      hl_error *err);
    /* NULL: a source without rows. */
    hl_cells_rows (*rows)(const void *context);
    /* Experiments that were found. */
    size_t (*count)(const void *context);
    /* HL_REJECTED: this one cannot be (it lacks the control); others may. */
    hl_status (*take)(void *context, size_t index, hl_cells_taken *out, hl_error *err);
    /* Gives back what the source holds, and the source itself where it was made by the library. */
    void (*close)(void *context);
} hl_cells_source;

/* HL_USAGE: a version that this library does not know. */
HL_API HL_NODISCARD hl_status hl_cells_source_read(hl_cells_source *source,
                                                   const hl_cells_reading *how,
                                                   hl_problems *problems, hl_error *err);
/* All 0 for a source without rows. */
HL_API hl_cells_rows hl_cells_source_rows(const hl_cells_source *source);
HL_API size_t hl_cells_source_count(const hl_cells_source *source);
/* *out is cleared first. */
HL_API HL_NODISCARD hl_status hl_cells_source_take(hl_cells_source *source, size_t index,
                                                   hl_cells_taken *out, hl_error *err);
/* May be NULL. */
HL_API void hl_cells_source_close(hl_cells_source *source);

#ifdef __cplusplus
}
#endif
#endif
