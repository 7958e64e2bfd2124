/* Cells: arm x split x day, each with the sufficient statistics of every metric, exact to the last
 * digit. Everything after the data is computed from them. They come from a source
 * (hookline/cells_source.h), or are made here of units, or of counts and sums that somebody else
 * has already:
 *
 *   hl_cells_place control = {.arm = 0, .day = HL_CELLS_NO_DAY, .dimension = HL_CELLS_ALL};
 *   hl_cells_place treatment = {.arm = 1, .day = HL_CELLS_NO_DAY, .dimension = HL_CELLS_ALL};
 *   status = hl_cells_new(design, &cells, &err);
 *   if (status == HL_OK)
 *       status = hl_cells_enrol(cells, &control, 5000, 5000, &err);
 *   if (status == HL_OK)
 *       status = hl_cells_enrol(cells, &treatment, 5000, 5000, &err);
 *   if (status == HL_OK)
 *       status = hl_cells_add_proportion(cells, &control, 0, 480, 5000, &err);
 *   if (status == HL_OK)
 *       status = hl_cells_add_proportion(cells, &treatment, 0, 550, 5000, &err);
 *   if (status == HL_OK)
 *       status = hl_analysis_run(design, cells, &(hl_analysis_options)HL_ANALYSIS_OPTIONS_INIT,
 *                                &analysis, &err);
 *   hl_cells_free(cells);
 *
 * SPLITS. The split "all" holds every unit. Each dimension of the design holds every unit once
 * more, under the unit's value in it. So a unit adds to "all" and to one split of every dimension,
 * and sums are added to each of those by whoever adds sums.
 *
 * DAYS. A day is the day (counted from 1970-01-01) from which on something is known: for a
 * metric the day on which the unit's window closed, for a counter the day on which it happened.
 * Whose civil days they are a store knows (those of the definition's zone); of cells made here they
 * are taken for days of UTC. Without days, everything lies on HL_CELLS_NO_DAY, and nothing is said
 * of maturity, or of the course over time.
 *
 * One thread at a time. After HL_USAGE the cells are as they were; after want of memory they are
 * to be freed. */
#ifndef HOOKLINE_CELLS_H
#define HOOKLINE_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/design.h"
#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_cells hl_cells;

/* Empty cells of the design's shape: its arms, metrics, dimensions and covariates by index. The
 * design is not needed after the call. HL_USAGE: hl_design_check refuses it, or it has no metric.
 */
HL_API HL_NODISCARD hl_status hl_cells_new(const hl_design *design, hl_cells **out, hl_error *err);
HL_API void hl_cells_free(hl_cells *cells);

/* ---- in */

#define HL_CELLS_NO_DAY INT32_MIN
#define HL_CELLS_ALL    SIZE_MAX /* as a dimension: the split that holds every unit */

typedef struct hl_cells_place {
    size_t arm; /* index into the design's arms */
    int32_t day;
    size_t dimension;  /* index into the design's dimensions; HL_CELLS_ALL */
    const char *value; /* of the dimension; not looked at for HL_CELLS_ALL */
} hl_cells_place;

/* A number to the last digit: decimal text, or, where that is NULL, the shortest decimal that reads
 * back as the double. A value of a unit is below 10^18 and has up to 18 decimals (further ones are
 * rounded, and counted as such); a sum of values is below 10^36, a sum of products below 10^54 and
 * has up to 36. Other numbers, infinities and NaN among them, are HL_USAGE. */
typedef struct hl_decimal {
    double number;
    const char *text;
} hl_decimal;

/* A click so soon after delivery is a machine's. */
enum { HL_CELLS_FAST_CLICK_MS = 2000 };

/* What is counted beside the metrics. */
typedef enum hl_cells_counter {
    HL_COUNT_ENROLLED,     /* units by their first touch (or row) */
    HL_COUNT_TOUCHES,      /* touches sent (or rows) */
    HL_COUNT_PLANNED,      /* units with a planned touch */
    HL_COUNT_SENT,         /* units with a sent touch */
    HL_COUNT_DELIVERED,    /* units with a delivered event */
    HL_COUNT_EVENTS,       /* events attributed to a touch */
    HL_COUNT_BEFORE_TOUCH, /* events earlier than every touch of their user, or than their touch */
    HL_COUNT_OUTSIDE_WINDOW, /* events after the window of their metric(s) */
    HL_COUNT_UNKNOWN_TOUCH,  /* events that name what is no touch of their user */
    HL_COUNT_TWO_ARMS,       /* units seen in more than one arm */
    HL_COUNT_WRONG_ARM,      /* units whose first arm is not the one the hash gives */
    HL_COUNT_FAST_CLICKS,    /* clicks within HL_CELLS_FAST_CLICK_MS of delivery */
    HL_COUNT_DUPLICATES,     /* events that repeat another but for the id */
    HL_COUNT_NO_COVARIATE,   /* units with a covariate that is missing or no number: imputed */
    HL_COUNT_LEFT_OUT,       /* rows that a condition left out */
    HL_COUNT_REFUSED,        /* rows that name the arm and yet could not be used */
    HL_COUNT_VALUE_DUE,      /* events that count, of which a metric takes the value */
    HL_COUNT_VALUE_BLANK,    /* of them: without one, and nobody said that this means 0 */
    HL_COUNT_EARLY, /* units with an event of a metric in the week before their first touch (of one
                       whose window is longer: in as many weeks as it takes) */
    HL_COUNT_EARLY_MONTH,   /* ... before that, up to 5 weeks before their first touch */
    HL_COUNT_EARLY_MONTHS,  /* ... up to 51 weeks */
    HL_COUNT_EARLY_YEAR,    /* ... up to 54 weeks */
    HL_COUNT_EARLY_LONG,    /* ... longer before it */
    HL_COUNT_WITHIN,        /* units with an event that a metric counts */
    HL_COUNT_AFTER,         /* units whose events of metrics all came after the window */
    HL_COUNT_MONTHS_AFTER,  /* ... of these: the first by whole months */
    HL_COUNT_BESIDE_MONTHS, /* ... or shortly before or after that */
    HL_COUNT_AGAIN,         /* units with an event that metrics count twice: once more within an
                               hour, or whole hours later */
    HL_COUNT_SEVERAL,       /* units with several events of one type that metrics count, which have
                               values other than 0 and come one after another */
    HL_COUNT_SAME_VALUE,    /* ... of these: with two of one value */
    HL_COUNT_NEARLY_AGAIN,  /* units with two such events, of like values (net and gross), within
                               two minutes, or whole hours later */
    HL_COUNT_TOUCH_MINUTE,  /* ... of EARLY: units of which it is not known, as the event is at the
                               whole minute within which the touch was */
    HL_COUNT_ARM_AFTER,     /* units in more than one arm, of which the second came when all
                               windows of the first had closed */
    HL_COUNTERS
} hl_cells_counter;
/* "enrolled", "touches", ...; NULL for a number that is none. */
HL_API const char *hl_cells_counter_name(hl_cells_counter counter);

/* `times` >= 0 more of what the counter counts. */
HL_API HL_NODISCARD hl_status hl_cells_count(hl_cells *cells, const hl_cells_place *place,
                                             hl_cells_counter counter, int64_t times,
                                             hl_error *err);
/* Units that are in the experiment, and their touches (as many, where a unit is one row): who is
 * counted against the planned split. Metrics do not do it. */
HL_API HL_NODISCARD hl_status hl_cells_enrol(hl_cells *cells, const hl_cells_place *place,
                                             int64_t units, int64_t touches, hl_error *err);

/* A unit's value of one metric. */
typedef struct hl_cells_value {
    bool missing; /* it has none: its window is open, say */
    hl_decimal value;
    hl_decimal denominator; /* 1; its touches, for a metric per touch; the ratio's denominator. Of a
                               rate the value lies between 0 and it */
    hl_decimal within; /* of a metric per touch: the sum over its touches of their squared values */
} hl_cells_value;

/* `times` units that are alike. */
typedef struct hl_cells_unit {
    size_t arm;
    int32_t day;
    const char *const *splits;    /* by dimension of the design: its value there */
    const hl_cells_value *values; /* by metric */
    const hl_decimal *covariates; /* by covariate of the design */
    int64_t touches;              /* of each; > 0 */
    int64_t times;                /* >= 0 */
    /* By covariate: it is missing, and the number not looked at; NULL: none is. */
    const bool *covariates_missing;
} hl_cells_unit;

/* Enrols them and adds their values, in "all" and in their split of every dimension. */
HL_API HL_NODISCARD hl_status hl_cells_add_unit(hl_cells *cells, const hl_cells_unit *unit,
                                                hl_error *err);

/* Sums over `units` units of one metric. The variables of a unit are its value, its denominator
 * and the covariates, in this order: `width` = 2 + covariates of them; with `indicators` also 1
 * where a covariate is missing (and 0 in its place), for each of them: 2 + 2 covariates. */
typedef struct hl_cells_sums {
    int64_t units;             /* >= 0 */
    const hl_decimal *sum;     /* width: of each variable */
    const hl_decimal *product; /* width * (width + 1) / 2: of variables i and j, j >= i, row by row:
                                  squared values, value times denominator, ... */
    hl_decimal within;         /* see hl_cells_value */
    /* What is not said (NULL) is not known of the metric, unless it follows, as for a rate of units
     * that count once. Without them a report cannot tell a mean that rests on few units. */
    const int64_t *nonzero; /* units whose value is not 0 */
    const hl_decimal *cube; /* sum of values to the third, below 10^54, up to 36 decimals */
    bool indicators;
} hl_cells_sums;

/* HL_USAGE also when no values have such sums (a sum of squares smaller than the sum and the number
 * of units allow, more hits than trials), and for metrics that need the values themselves:
 * quantiles, winsorized ones. Metrics per touch and ratios are read by the sizes of their units
 * (the denominators): they are known of sums over units that all have the same one, so add those of
 * each size by themselves. */
HL_API HL_NODISCARD hl_status hl_cells_add_sums(hl_cells *cells, const hl_cells_place *place,
                                                size_t metric, const hl_cells_sums *sums,
                                                hl_error *err);
/* The same of units with 1 as their denominator, in a design without covariates: `hits` of `units`
 * with the value 1 and the others with 0; a sum and a sum of squares. */
HL_API HL_NODISCARD hl_status hl_cells_add_proportion(hl_cells *cells, const hl_cells_place *place,
                                                      size_t metric, int64_t hits, int64_t units,
                                                      hl_error *err);
HL_API HL_NODISCARD hl_status hl_cells_add_mean(hl_cells *cells, const hl_cells_place *place,
                                                size_t metric, int64_t units, hl_decimal sum,
                                                hl_decimal sum_of_squares, hl_error *err);

/* Units that are enrolled and have no value of the metric, because a cell of the table was blank,
 * or could not be read: an analysis judges whether such losses can mislead. */
HL_API HL_NODISCARD hl_status hl_cells_lose(hl_cells *cells, const hl_cells_place *place,
                                            size_t metric, int64_t blank, int64_t unread,
                                            hl_error *err);

/* All of src to dst, arms and splits by name. HL_USAGE: they are not of the same shape. */
HL_API HL_NODISCARD hl_status hl_cells_merge(hl_cells *dst, const hl_cells *src, hl_error *err);

/* What is known of where they came from, for the report. */
typedef struct hl_cells_origin {
    int64_t rows;       /* that were read */
    int64_t rejected;   /* of them: could not be used */
    const char *digest; /* of the data, up to 64 characters: SHA-256 in hex, or "xxh128:" and hex;
                           NULL: none */
} hl_cells_origin;
HL_API HL_NODISCARD hl_status hl_cells_set_origin(hl_cells *cells, const hl_cells_origin *origin,
                                                  hl_error *err);

/* ---- out */

enum { HL_CELLS_MOST_VARIABLES = 2 + 2 * HL_DESIGN_MOST_COVARIATES, HL_DECIMAL_TEXT = 130 };

/* One metric in one cell. Texts are borrowed from the cells. */
typedef struct hl_cells_entry {
    size_t arm; /* by index: those of the design first, then unknown ones that the data have */
    const char *arm_name;
    size_t dimension;  /* HL_CELLS_ALL */
    const char *value; /* "" for HL_CELLS_ALL */
    int32_t day;
    int64_t counters[HL_COUNTERS]; /* of the cell: alike for all its metrics */
    size_t metric;
    int64_t units;         /* that have a value */
    int64_t blank, unread; /* units without: a cell of the table was blank, could not be read */
    size_t width; /* value, denominator, the covariates (0 where missing), and for each of them 1
                     where it is missing */
    double sum[HL_CELLS_MOST_VARIABLES]; /* the nearest doubles of the exact sums */
    double product[HL_CELLS_MOST_VARIABLES][HL_CELLS_MOST_VARIABLES];
    double within;
    const void *exact; /* the sums themselves */
    double nonzero;    /* units whose value is not 0; NaN when it is not known */
    double cube;       /* sum of values to the third, rounded to 10^-12 before; NaN: not known */
    const void *sizes;
} hl_cells_entry;

/* The next entry, in the order in which the cells came about; false when there are no more, and at
 * once in cells without metrics.
 *
 *   hl_cells_entry entry;
 *   for (size_t at = 0; hl_cells_next(cells, &at, &entry);)
 *       printf("%s %lld %g\n", entry.arm_name, (long long)entry.units, entry.sum[0]); */
HL_API bool hl_cells_next(const hl_cells *cells, size_t *at, hl_cells_entry *entry);
/* Exactly, as decimal text ("-12.5"), for as long as the cells live unchanged: the sum of variable
 * i, and of the product of variables i and j. Both return buffer. */
HL_API char *hl_cells_sum_text(const hl_cells_entry *entry, size_t i, char buffer[HL_DECIMAL_TEXT]);
HL_API char *hl_cells_product_text(const hl_cells_entry *entry, size_t i, size_t j,
                                   char buffer[HL_DECIMAL_TEXT]);

/* Units of about one size (denominator: at most 1/128 apart, and in most data the same), of metrics
 * per touch and ratios. */
typedef struct hl_cells_size {
    int64_t units;
    double value, denominator; /* sums */
    double square, square_denominator, product;
} hl_cells_size;

/* The next size of the entry, rising; false when there are no more. Of sums that were added without
 * one size there are none: then they have fewer units than the entry. */
HL_API bool hl_cells_next_size(const hl_cells_entry *entry, size_t *at, hl_cells_size *size);

/* ---- beside them */

/* What each unit contributes to each metric, whatever its arm: cells taken apart, for
 * hl_calibrate. Opaque. */
typedef struct hl_unit_values hl_unit_values;
HL_API size_t hl_unit_values_count(const hl_unit_values *values);
HL_API void hl_unit_values_free(hl_unit_values *values);

/* Something that a report records so that it can be made again. */
typedef struct hl_input {
    const char *name; /* "definition", "data", "version", "alpha", ... */
    const char *value;
} hl_input;

#ifdef __cplusplus
}
#endif
#endif
