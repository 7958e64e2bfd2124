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

/* Numbers that stand for all there are where a condition compares: its bounds, one between each two
 * of them, one below and one above all. */
typedef struct hl_scan_stand_ins {
    size_t count;
    double *values;
} hl_scan_stand_ins;

typedef struct hl_scan_conditions {
    bool any;
    hl_predicate *where;        /* NULL: all rows */
    hl_predicate *audience;     /* NULL: all users */
    const char *audience_lacks; /* the column for want of which it is not applied; NULL */
    size_t segment_count;
    hl_predicate **segments;
    const char **segment_names;
    size_t attribute_count;
    const char **attributes;      /* names of columns, each once */
    size_t *fields;               /* theirs */
    size_t first_optional;        /* attributes from here on only segments name */
    size_t number_count;          /* attributes that are compared with numbers */
    size_t *numbers;              /* which they are */
    size_t *number_of;            /* by attribute: its place among them; HL_SCAN_NONE */
    hl_scan_stand_ins *stand_ins; /* of each of them */
    bool *asks_whether;           /* by attribute: it is compared with true or false alone */
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
/* Then: does `where` hold? Where that depends on a text that is no number nobody knows: that is
 * complained of. */
typedef enum hl_scan_wanted {
    HL_SCAN_NOT_WANTED,
    HL_SCAN_WANTED,
    HL_SCAN_UNDECIDED
} hl_scan_wanted;
hl_scan_wanted hl_scan__row_wanted(struct hl_scan_worker *worker);
/* And the splits of the segments, "in", "out" or "unknown" (false when the worker failed). */
bool hl_scan__find_segments(struct hl_scan_worker *worker);

/* How often that was so, and an example ("spent = lots"): the least of all texts, so that it does
 * not depend on threads. */
enum { HL_SCAN_EXAMPLE = 120 };
typedef struct hl_scan_doubt {
    int64_t count;
    char example[HL_SCAN_EXAMPLE];
} hl_scan_doubt;
void hl_scan__doubt_merge(hl_scan_doubt *into, const hl_scan_doubt *from);

#endif
