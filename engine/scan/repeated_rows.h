/* Rows that count twice: the same to the last character (a join that fans out), or but for what
 * every export makes anew (an export that was appended to another); and users who stand in several
 * rows where rows are taken as users. Judged in a sample of whole ids (row_sample.h).
 *
 * Rows that are alike need not be one: many users of an arm bought nothing. So
 *   - without --unit a row is a user's, and whoever stands in two is told. An id whose rows lie in
 *     both arms as chance would put them was not what arms were drawn for: rows were, and nothing
 *     is told of it. More of them in both arms than that are users in two arms;
 *   - with --unit, or where no column says whose a row is, rows that are the same are told where a
 *     column tells rows apart (telling_column.h);
 *   - with --unit, rows of a user that are alike but for the columns that are of the export
 *     (known_columns.h) are told where they share a value of a metric that few others have; columns
 *     whose values all differ are let be too where nearly all rows with such a value are alike so.
 * docs/statistics/losses.md */
#ifndef HL_SCAN_REPEATED_ROWS_H
#define HL_SCAN_REPEATED_ROWS_H

#include "cells/cells.h"
#include "scan/left_out.h"
#include "scan/sampled_table.h"

/* By arm, as the scan names it; each for `times`. */
typedef struct hl_scan_repeated {
    hl_left_rows rows;           /* that were looked at */
    hl_left_rows again, over;    /* the same as another; ... but for what is of the export */
    hl_left_rows ids, ids_again; /* and those that stand in several rows, not alike */
    hl_left_rows crowded;        /* rows of the few ids with very many, where the others have one */
    const char *crowd;           /* the first such id; NULL: none */
    int64_t in_arms, of_ids;     /* ids with rows in several arms, more than chance gives */
    int64_t times;               /* 0: nothing was found */
    const char *id;              /* its column; NULL: nobody knows whose rows are */
    bool nameless;               /* the column is empty in all rows */
} hl_scan_repeated;

HL_NODISCARD hl_status hl_scan__judge_rows(struct hl_scan *scan, hl_sampled_table *table,
                                           hl_error *err);
/* The arrays of the cells, zeroed, where anything was found. False when out of memory. */
bool hl_scan__repeated_init(const hl_scan_repeated *from, hl_cells *cells, size_t arms);
/* What was found of one arm of the design, whose name in the scan is `name`. */
void hl_scan__take_repeated(const hl_scan_repeated *from, const char *name, size_t arm,
                            hl_repeated_rows *to);
void hl_scan__repeated_free(hl_scan_repeated *repeated);

#endif
