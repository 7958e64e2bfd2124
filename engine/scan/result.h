/* What a scan hands out: the cells of all threads in one, cut into experiments, each with its arms
 * in the order of the report (control first, then by name) and its splits by value. */
#ifndef HL_SCAN_RESULT_H
#define HL_SCAN_RESULT_H

#include "scan/arm_amounts.h"
#include "scan/arm_days.h"
#include "scan/column_pairs.h"
#include "scan/currencies.h"
#include "scan/order_lines.h"
#include "scan/repeated_rows.h"
#include "scan/same_values.h"
#include "scan/scan_layout.h"
#include "scan/undone_rows.h"
#include "scan/worker.h"

typedef struct hl_scan_experiment {
    const char *name;
    size_t first, count; /* arms[first .. first + count) */
} hl_scan_experiment;

typedef struct hl_scan_cell {
    const hl_cell *cell;
    uint32_t rank; /* of its split */
} hl_scan_cell;

/* What a file says of how a column of it is written: see hl_number_evidence. */
typedef struct hl_scan_written {
    unsigned seen, hundreds;
    char currency; /* the first that is named; 0: none */
    hl_number_example priced;
} hl_scan_written;

struct hl_scan {
    hl_arena arena;
    const hl_scan *before; /* while it reads: the reading before this one */
    hl_misled *misled;     /* while it reads: of all readings */
    hl_scan_spec spec;     /* the caller's, whose strings live on */
    hl_scan_layout layout;
    hl_rows *rows;   /* of the file at hand */
    hl_rows **files; /* of all so far, until everything is told: lines are counted in them */
    size_t file_count;
    bool json;            /* all files are NDJSON */
    hl_cells *all;        /* of all workers; NULL once the only experiment is taken */
    bool *seen;           /* NDJSON, per field: a record had a value */
    hl_unit_values *kept; /* with keep_units */
    hl_scan_cell *sorted; /* the cells of all, by arm, then by dimension and value of the split */
    size_t *starts;       /* of each arm in sorted, and the end */
    size_t arm_count;
    uint32_t *arms; /* those that have cells, by experiment and name */
    hl_scan_experiment *experiments;
    size_t experiment_count;
    int64_t read, rejected, rounded, left_out;
    int64_t outside;  /* of those left out: not of the audience */
    int64_t nameless; /* of those rejected: they name no experiment */
    int64_t no_users; /* rows of totals and the like, before they are settled */
    uint64_t worded;
    /* how columns of numbers are written (number_marks.h): by column, and file by file */
    hl_number_evidence *evidence, *of_file, *contrary;
    hl_scan_written *written;
    const char *used;         /* the marks by which the files are read; NULL: points */
    char *marks;              /* ... by which they are to be */
    hl_answer_words *answers; /* by variable (answer_words.h) */
    hl_heard_words *heard;
    uint64_t answered;
    hl_map spellings;      /* with --trim: the tidied spellings of arms */
    hl_text decimals;      /* for the report: how columns were read, and why */
    int64_t blank, unread; /* cells */
    hl_left_rows left_out_of, refused_of, undecided_of, headers, strange;
    int64_t header_unread, header_place, header_line;
    int64_t strange_place, strange_line;
    hl_nameless_rows nameless_rows; /* their arms by nameless_arms */
    hl_map nameless_arms;
    hl_map sampled_arms; /* of the sample of rows (row_sample.h) */
    hl_scan_repeated repeated;
    hl_scan_undone undone;
    hl_scan_order_lines order_lines;
    hl_scan_same_values same_values;
    hl_counted_values *counted;
    size_t counted_count;
    hl_scan_currencies currencies;
    hl_scan_amounts amounts;
    hl_scan_days days;
    hl_scan_column_pairs column_pairs;
    hl_scan_odd_values *odd_values;
    hl_scan_doubt undecided, unsegmented;
    uint64_t not_bit, not_part;
    char digest[65];
    /* of the last take */
    hl_arena taken;
    hl_design design;
    hl_cells *cells;
};

/* The line of a row, given as it is known (0: not known), and the path of its file. */
int64_t hl_scan__line_of(const hl_scan *scan, int64_t place, int64_t line);
const char *hl_scan__path_of(const hl_scan *scan, int64_t place);
/* Units of an arm as `all` numbers them, with those of several arms; when the cells are sorted. */
int64_t hl_scan__arm_units(const hl_scan *scan, uint32_t arm);
/* Takes the cells of the worker in. */
HL_NODISCARD hl_status hl_scan__collect(hl_scan *scan, hl_scan_worker *worker, hl_error *err);
/* HL_REJECTED: a column of NDJSON that was asked for, and that no record has. */
HL_NODISCARD hl_status hl_scan__check_seen(const hl_scan *scan, hl_error *err);
/* Sorts and cuts, when all is collected. */
HL_NODISCARD hl_status hl_scan__settle(hl_scan *scan, hl_error *err);

#endif
