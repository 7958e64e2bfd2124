/* What of a row is looked at: columns, and what they mean. Made once from the spec and the header,
 * then shared by all threads as const.
 *
 * A FIELD is a column that is needed, whatever for. A VARIABLE is a field read as a number. */
#ifndef HL_SCAN_LAYOUT_H
#define HL_SCAN_LAYOUT_H

#include "base/arena.h"
#include "design/outline.h"
#include "hookline/scan.h"
#include "rows/rows.h"
#include "rows/split_number.h"
#include "scan/answer_words.h"
#include "scan/conditions.h"

#define HL_SCAN_NONE SIZE_MAX

enum { HL_SCAN_MOST_VARIABLES = 64, HL_SCAN_MOST_PAIRS = 2080 };
/* Fields behind those that are needed: what nobody looks at, the first column, the id. */
enum { HL_SCAN_OTHER_FIELDS = 3 };

typedef struct hl_scan_variable {
    size_t field;
    bool bit;    /* 0 or 1 */
    bool unsaid; /* of a metric without a kind: a proportion when all of it is 0 and 1 */
} hl_scan_variable;

/* Sources are variables; HL_SCAN_NONE where there is none. */
typedef struct hl_scan_metric {
    size_t value;
    size_t denominator; /* ratio */
    size_t square;      /* sum of squares of a row that counts units */
    size_t cube;        /* ... and of cubes, and how many of them are not 0; both or neither */
    size_t nonzero;
    size_t trials; /* units of a row of a proportion */
    hl_blank blank;
    uint64_t cells; /* bit i: variable i is one of these */
} hl_scan_metric;

typedef struct hl_scan_layout {
    const hl_scan_spec *spec;
    const hl_design_request *request; /* the spec's */
    hl_design_table table;            /* the file, as the design sees it */
    hl_design_outline outline;
    hl_arena arena;
    const char *path;     /* of the file at hand */
    int64_t start;        /* the place of its first row (files.h) */
    hl_rows *rows;        /* its reader */
    bool json;            /* columns are keys, and more may come than the first record has */
    size_t header_count;  /* columns of the header or the first record */
    size_t header_fields; /* CSV: with those at its end that have no name */
    const hl_split_numbers *split; /* rows that may have a number in two fields */
    size_t column_count;           /* with those that were asked for */
    size_t *field_of; /* per column; field_count where it is not needed, one more of the first */
    size_t first;     /* CSV: of the first column; HL_SCAN_NONE */
    size_t id;        /* of the column that says whose a row is (known_columns.h); HL_SCAN_NONE */
    const char *id_name;  /* its column in the file at hand; NULL */
    const char *id_first; /* ... in the first file, in the arena; NULL */
    hl_rows_use *uses;    /* per column */
    size_t field_count;
    size_t wanted_count;                 /* fields before it must have a value in some row */
    const char **names;                  /* of the fields: the columns' */
    size_t arm, unit, count, experiment; /* fields */
    size_t file_field; /* says nothing of a row but which file it is in; HL_SCAN_NONE */
    hl_scan_conditions conditions;
    size_t dimension_count; /* the segments of the conditions come first */
    size_t *dimensions;     /* fields; nothing for the segments */
    size_t variable_count;
    hl_scan_variable variables[HL_SCAN_MOST_VARIABLES];
    /* columns of numbers: the variables, then the attributes that conditions compare with numbers
     */
    size_t number_count;
    char *marks;                    /* of each in the file at hand: what divides whole from parts */
    const hl_answer_words *answers; /* by variable: words for yes and no of its own */
    size_t metric_count;
    hl_scan_metric *metrics;
    size_t covariate_count;
    size_t *covariates; /* variables */
    /* the products of variables that the cells need, for rows that are one unit each */
    size_t pair_count;
    uint8_t pairs[HL_SCAN_MOST_PAIRS][2];
    /* the variables whose cubes the cells need: values of metrics that are no bits */
    size_t cube_count;
    uint8_t cubes[HL_SCAN_MOST_VARIABLES];
    size_t cube_of[HL_SCAN_MOST_VARIABLES]; /* by variable: its place in cubes */
    uint64_t cubed;                         /* bit i: variable i is in cubes */
    uint64_t bits;                          /* bit i: variable i is one */
    uint64_t watched; /* bit i: variable i is of a metric, of one unit each, and no bit */
    /* Bits of variables: what a blank cell of each is. Those in neither are told of. */
    uint64_t blank_said;    /* all metrics that read it say zero or missing, or it is a covariate */
    uint64_t blank_refused; /* a metric says that none may be blank */
    uint64_t blank_zero;    /* a blank is a 0 wherever it is read */
    bool histograms;        /* a metric keeps the distribution of its values */
    bool sizes;             /* a metric keeps the distribution of its units' sizes */
    /* a row stands for one unit and has one number a metric */
    bool plain;
} hl_scan_layout;

/* rows: columns that are asked for and that an NDJSON file may have are added. */
HL_NODISCARD hl_status hl_scan__layout(hl_scan_layout *layout, const hl_scan_spec *spec,
                                       hl_rows *rows, hl_problems *problems, hl_error *err);
/* The same fields in the columns of another file. */
HL_NODISCARD hl_status hl_scan__layout_next(hl_scan_layout *layout, size_t file, hl_rows *rows,
                                            hl_error *err);
void hl_scan__layout_free(hl_scan_layout *layout);
/* The index of the pair in pairs; it is there. */
size_t hl_scan__pair(const hl_scan_layout *layout, size_t a, size_t b);
/* The field of a column of numbers. */
size_t hl_scan__number_field(const hl_scan_layout *layout, size_t number);

/* "there is no column 'segmnt'; did you mean 'segment'? columns: recency, ..." */
HL_NODISCARD hl_status hl_scan__no_column(const hl_scan_layout *layout, const hl_rows *rows,
                                          const char *name, size_t length, hl_error *err);
/* For conditions.c. The field of a column, or an error that shows what columns there are. */
HL_NODISCARD hl_status hl_scan__field(hl_scan_layout *layout, const hl_rows *rows, const char *name,
                                      size_t length, size_t *field, hl_error *err);
#endif
