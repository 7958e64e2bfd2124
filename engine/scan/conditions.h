/* Conditions on a row's columns: the segments of a definition, and which rows are analysed at all.
 * Only the columns that they name are read for them, and nothing when there are none.
 *
 * A column of CSV is UNTYPED (text that also is the number it spells), and missing when it is empty
 * and not quoted, as for assignment; a key of NDJSON has the type that it has there. */
#ifndef HL_SCAN_CONDITIONS_H
#define HL_SCAN_CONDITIONS_H

#include "assign/condition.h"
#include "hookline/problems.h"
#include "rows/reader.h"

typedef struct hl_scan_conditions {
    bool any;
    hl_predicate *where; /* NULL: all rows */
    size_t segment_count;
    hl_predicate **segments;
    const char **segment_names;
    size_t attribute_count;
    const char **attributes; /* names of columns, each once */
    size_t *fields;          /* theirs */
    size_t first_optional;   /* attributes from here on only segments name */
} hl_scan_conditions;

struct hl_scan_layout;
struct hl_scan_worker;

/* Compiles the conditions of layout->request. Problems of `where` and segments that a CSV file has
 * no columns for go to problems (may be NULL). */
HL_NODISCARD hl_status hl_scan__conditions_plan(struct hl_scan_layout *layout, const hl_rows *rows,
                                                hl_problems *problems, hl_error *err);
/* Asks for the columns; after all others, so that those that segments alone name come last. */
HL_NODISCARD hl_status hl_scan__conditions_fields(struct hl_scan_layout *layout,
                                                  const hl_rows *rows, hl_error *err);
void hl_scan__conditions_free(hl_scan_conditions *conditions);

/* The attributes of the row at hand; when memory runs out the worker has failed. */
void hl_scan__read_attributes(struct hl_scan_worker *worker);
/* Then: does `where` hold, and the splits of the segments (false when the worker failed). */
bool hl_scan__row_wanted(struct hl_scan_worker *worker);
bool hl_scan__find_segments(struct hl_scan_worker *worker);

#endif
