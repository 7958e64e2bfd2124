/* Cells: arm x split x day -> exact sufficient statistics that merge and subtract.
 *
 * A cell holds, for every metric, the Gram matrix of each unit's vector of variables:
 *
 *     v = (y, d, x1 .. xk, m1 .. mk)
 *                               y  the metric's value of the unit (numerator)
 *                               d  its denominator: 1 per unit, or touches, or a ratio's
 *                                  denominator
 *                               x  covariates, measured before the experiment: 0 where missing
 *                               m  1 where the covariate is missing, else 0: with it any constant
 *                                  in the place of what is missing follows (est_lin.c)
 *
 *     units   n      number of units that have a value
 *     sum     S_i  = sum of v_i
 *     product P_ij = sum of v_i v_j  (i <= j)
 *     within  Q    = sum over touches of (value of the touch)^2, 0 where a unit is one row
 *     nonzero      = number of units whose y is not 0
 *     cube         = sum of y^3, where y is rounded to 10^-12 so that the sum fits
 *     blank, unread= units that have no value because a cell of the table was blank, or could not
 * be read: they are in nothing else
 *
 * Metrics that need more than moments (quantiles, winsorized means) keep beside it the distribution
 * of y (histogram.h); metrics of events keep that of the delay, in hours, from a unit's touch to
 * its first event, in split 0 alone. Metrics whose d is not always 1 (per touch, ratios) keep the
 * distribution of d, their units' sizes, with the sums of d and y and of their products: with few
 * different sizes nothing of the pair (y, d) is lost that a correction for unequal units needs.
 *
 * Everything is an exact integer (base/wide.h), so merging chunks, threads, days or segments in any
 * order gives the same bits, and taking a unit's old contribution away leaves no residue.
 *
 * DAYS. `day` is the day, by the clock of `zone`, from which a contribution counts. A unit's value
 * is a step function of the day: when one of its touches closes its attribution window on day D,
 * the cell of D gets
 * +(new Gram) -(old Gram) of the unit. So the sum over all days <= D is what was known of matured
 * touches at the end of D, exactly, for every D: that is maturity, the timeline and the running
 * total in one. Counters (units enrolled, touches sent ...) lie on the day on which they happened.
 * Flat files have no days: everything lies on HL_CELLS_NO_DAY.
 *
 * SPLITS. Split 0 is "all". Every other split is a value of a dimension of the design ("newbie" =
 * "1"; a segment = "in" / "out"). Each dimension holds every unit once: a unit adds to split 0 and
 * to one split of every dimension. */
#ifndef HL_CELLS_CELLS_H
#define HL_CELLS_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "base/wide.h"
#include "cells/histogram.h"
#include "cells/value_runs.h"
#include "hookline/cells.h"
#include "hookline/design.h"

#define HL_CELLS_MOST_UNITS (INT64_C(1) << 40) /* in one sum: base/wide.h */

enum {
    HL_CELLS_MAX_VARIABLES = HL_CELLS_MOST_VARIABLES, /* y, d, the covariates, what is missing */
    HL_CELLS_MAX_PRODUCTS = HL_CELLS_MAX_VARIABLES * (HL_CELLS_MAX_VARIABLES + 1) / 2
};

typedef struct hl_gram {
    int64_t units;
    uint32_t width;   /* variables: 2 + twice the covariates */
    hl_wide *sum;     /* width; attos */
    hl_wide *product; /* width * (width + 1) / 2, row by row of the upper triangle; attos^2 */
    hl_wide within;   /* attos^2 */
    int64_t nonzero;
    hl_wide cube; /* 10^-36 */
    /* units that came as sums which do not say it: while there are any, it is not known */
    int64_t no_nonzero, no_cube;
    int64_t blank, unread; /* units without a value */
} hl_gram;

/* Why a unit has no value of a metric. */
typedef enum hl_lost { HL_LOST_BLANK, HL_LOST_UNREAD } hl_lost;

typedef struct hl_cell {
    uint32_t arm;   /* index into cells->arms */
    uint32_t split; /* index into cells->splits */
    int32_t day;
    int64_t counters[HL_COUNTERS];
    hl_gram *grams;           /* one per metric */
    hl_histogram *histograms; /* one per metric: of y with sums of its variables */
    hl_histogram *delays;     /* one per metric: units alone */
    hl_histogram *sizes;      /* one per metric: of d with sums of d and y */
} hl_cell;

typedef struct hl_split {
    uint32_t dimension; /* index into the design's dimensions; UINT32_MAX for split 0 */
    const char *value;
} hl_split;

/* The weights that assigned units from a day on, by arm of the design (a store's older
 * definitions). */
typedef struct hl_weight_period {
    int32_t from_day;
    bool from_midnight; /* false: the change came during that day, whose units may be of either */
    int64_t *weights;   /* design's arm_count of them */
} hl_weight_period;

/* What plans made of an arm's touches: how many had a slot as wished, later, earlier, or none. */
typedef struct hl_slots {
    int64_t wished, held, pulled, refused;
} hl_slots;

/* Rows of one kind (touches, events) that a store refused and that may be the experiment's. */
typedef struct hl_lost_rows {
    int64_t *by_arm; /* of the design: of rows whose unit is in the experiment, by its arm */
    int64_t own;     /* in all that are the experiment's for certain */
    int64_t all;     /* those, and the ones of which nobody knows whose they are */
    int64_t of;      /* rows of the kind that the store has, and all */
    hl_cells_counter counter; /* of the experiment's rows of the kind; HL_COUNTERS: none is kept */
} hl_lost_rows;

/* Events of a type that no metric reads, and that was most likely meant to be one that is. */
typedef struct hl_misnamed_type {
    const char *type, *meant;
    bool alike;      /* but for case, width, spaces or coding; else a slip of the hand */
    int64_t events;  /* that the store has of it */
    int64_t *by_arm; /* of the design: those of its units since their touch; when alike */
} hl_misnamed_type;

/* Events of a type that nothing reads, of the experiment's users since their touch. By arm of the
 * design. */
typedef struct hl_unread_type {
    const char *type;
    int64_t *by_arm;
    int64_t *users, *alone; /* with such an event; of them: without any that is read */
    bool undoes;            /* its name says that it takes back what others count: "refund" */
    int64_t valued;         /* of the events: with a value above 0 */
    double worth;           /* ... which add up to that */
} hl_unread_type;

/* Events that may be a metric's, and of which nobody knows whose or what they are. */
typedef struct hl_unplaced {
    double events;       /* of its numerator */
    double denominators; /* events of its denominator */
    double gain, loss;   /* what values above 0 and below 0 of its numerator add up to */
} hl_unplaced;

/* So many events on a day. */
typedef struct hl_day_events {
    int32_t day;
    int64_t events;
} hl_day_events;

/* By day, in any order; in the arena. */
typedef struct hl_events_on {
    hl_day_events *days;
    size_t count, capacity;
} hl_events_on;

/* Events of types that are read, of users whom no touch and no users file has. */
typedef struct hl_strangers {
    int64_t events, of;    /* of all events of these types */
    int64_t nobody;        /* refused beside them: they say no user, as those of guests do */
    int64_t nobody_valued; /* of these: have a value; what those above and below 0 add up to */
    double nobody_gain, nobody_loss;
    int64_t of_nobody; /* of `events`: their id stands for nobody, or looks like no known one */
    hl_events_on nobody_on;
    const char *nobody_as; /* the first such id; NULL: none */
    /* of `events`: of users whose id is of another system than the known ones'; the first such id
     */
    int64_t elsewhere;
    hl_events_on elsewhere_on;
    const char *elsewhere_as;
    const char *stranger_as;    /* the first id of the others; NULL: none */
    int64_t looked_at, found;   /* users; of them: known ones whose id is written otherwise */
    int64_t respelled, *by_arm; /* their events since the touch: in all, by arm of the design */
    const char *id, *known; /* the first of those with such events, and whom it means; NULL: none */
} hl_strangers;

/* An id with more rows than most, of a flat file whose rows are touches of units. */
typedef struct hl_crowded_unit {
    const char *id;
    int64_t rows;
    bool placeholder; /* it stands for no user */
} hl_crowded_unit;

/* What the rows of units say of their ids. Zeroed: nothing is known. Texts in the cells' arena. */
typedef struct hl_unit_rows {
    int64_t rows, of_two_arms; /* of units; of those that were seen in more than one arm */
    hl_crowded_unit *crowded;  /* candidates, most rows first */
    size_t crowded_count;
    int64_t spelled; /* units whose id is an earlier one's, written otherwise */
    const char *id, *known;
} hl_unit_rows;

/* Rows that are another once more, by arm of the design, out of those that were looked at; each
 * stands for `times`. Arrays in the cells' arena; NULL: not known. */
typedef struct hl_repeated_rows {
    int64_t *looked_at;
    int64_t *again, *over; /* to the last character; ... or but for what every export makes anew */
    int64_t *ids, *ids_again; /* users, where a row is one; those with several rows, not alike */
    int64_t *crowded;  /* rows of a few ids with very many, where others have one, such as crowd */
    const char *crowd; /* NULL: there are none */
    int64_t in_arms, of_ids; /* of all arms: ids with rows in several; 0: as by chance */
    int64_t times;
    const char *id; /* the column that says whose a row is; NULL: there is none */
    bool nameless;  /* it is empty in all rows */
} hl_repeated_rows;

/* Amounts other than 0 by what they name, in a sample of the rows. Texts and arrays in the cells'
 * arena. */
typedef struct hl_currency_amounts {
    const char *name; /* as the file writes it; "": they name none */
    int64_t *by_arm;  /* of the design */
} hl_currency_amounts;

/* Amounts in more than one currency. count 0: there are none. */
typedef struct hl_mixed_amounts {
    const char *column; /* that names the currency, or holds the amounts */
    bool in_cells;      /* it holds them: some name a currency (its name is an amount), some none */
    size_t metric;      /* the first that sums them */
    hl_currency_amounts *of;
    size_t count;
} hl_mixed_amounts;

/* Values of a metric's column that are a number which stands for none (base/stand_in.h), of all
 * that are not 0. Text and arrays in the cells' arena; by arm of the design. */
typedef struct hl_stand_in {
    const char *value;
    size_t metric; /* the first that reads the column */
    int64_t *by_arm, *of;
} hl_stand_in;

/* A value that is not 0, and how often it was seen. */
typedef struct hl_amount {
    double value;
    int64_t times;
} hl_amount;

/* Values of a metric's column in a sample of the rows that have one. Arrays in the cells' arena, by
 * arm of the design. */
typedef struct hl_arm_amounts {
    size_t metric;  /* the first that reads the column */
    hl_amount **of; /* rising */
    size_t *counts;
} hl_arm_amounts;

/* The rows of each arm by the days in a column of dates, in a sample. Text and arrays in the cells'
 * arena, by arm of the design. */
typedef struct hl_dated_rows {
    const char *column;
    hl_day_events **of; /* rising */
    size_t *counts;
} hl_dated_rows;

/* The values of a metric on a day: rows with one, their sum, and that of their squares. */
typedef struct hl_day_values {
    int32_t day;
    double n, sum, squares;
} hl_day_values;

/* The rows of each arm by the days in a column of dates that all have, in a sample, with the values
 * of a metric. Text and arrays in the cells' arena, by arm of the design. */
typedef struct hl_dated_values {
    const char *column;
    size_t metric;
    hl_day_values **of; /* rising */
    size_t *counts;
} hl_dated_values;

/* Rows of an arm by what two columns say, of a sample. */
typedef struct hl_pair_counts {
    int64_t rows;               /* in which both say something */
    int64_t sums, sums_alone;   /* the sum is above 0; of these: the base is 0 */
    int64_t bases, bases_alone; /* the base is above 0; of these: the sum is 0 */
    int64_t parts; /* both are above 0, and the sum is a whole number no larger than the base */
    int64_t below; /* the base is below 0 */
} hl_pair_counts;

/* Columns of which one cannot be without the other: whether somebody bought, or how many opened,
 * and how much was paid, or how many clicked. Texts and array in the cells' arena. */
typedef struct hl_column_pair {
    const char *base, *sum;
    size_t metric; /* one that reads either */
    bool of_ratio; /* the metric divides the sum by the base; else they are known by their names */
    bool unlike;   /* a cell says that the base is no yes or no, and no number of times */
    hl_pair_counts *by_arm; /* of the design */
} hl_column_pair;

/* Rows with a value of a metric, and those of them that were undone, as a column beside says that
 * nobody reads ("order_status": cancelled). Of a sample; in the cells' arena. */
typedef struct hl_undone_rows {
    const char *column, *example; /* NULL: there is no such column, or it says so of none */
    int64_t *rows, *undone;       /* by arm of the design */
} hl_undone_rows;

/* Orders whose total stands on each of their lines. Of a sample, by arm of the design. */
typedef struct hl_order_lines {
    const char *order; /* the column that names the order, in the cells' arena; NULL: not so */
    size_t metric;     /* the first that reads the total */
    double *orders, *lines, *squares; /* lines of an order: their sum, and that of their squares */
} hl_order_lines;

/* Units with a value of a metric other than 0 in a row, in several rows, and in two of these the
 * same one. Of a sample, by arm of the design; arrays in the cells' arena. */
typedef struct hl_same_values {
    size_t metric; /* the first that reads the column */
    int64_t *with, *several, *same;
} hl_same_values;

/* Units of rows that count units, of a mean without a sum of squares: of a sample. */
typedef struct hl_counted_values {
    size_t metric;
    double rows, units;
    double repeated; /* of the units: of rows with a number that another row has too */
} hl_counted_values;

/* The number of arms, splits and cells grows as data shows them. */
struct hl_cells {
    hl_arena arena;
    size_t metric_count;
    size_t arm_count, dimension_count; /* of the design */
    uint32_t *widths;                  /* per metric */
    uint32_t *histogram_widths;        /* per metric: of its histogram; 0: it keeps none */
    bool *delayed;                     /* per metric: it keeps delays */
    bool *sized;                       /* per metric: it keeps its units' sizes */
    bool *rates;                       /* per metric: values lie between 0 and the denominator */
    bool *unit_rows;                   /* per metric: a unit counts once, so its denominator is 1 */
    hl_map arms;                       /* names; index = arm */
    hl_map split_names; /* "3\x1fvalue" (3: the dimension's index) -> split; index 0 is "" */
    hl_split *splits;
    size_t split_capacity;
    hl_map index; /* (arm, split, day) -> cell */
    hl_cell **cells;
    size_t cell_count;
    size_t cell_capacity;
    hl_weight_period *periods; /* rising days, in the arena; none: the design's weights all along */
    size_t period_count;
    /* what the source of the data knows and the report must show */
    int64_t rows;     /* rows read */
    int64_t rejected; /* of them: could not be used, whatever for */
    int64_t left_out; /* of them: a condition does not hold */
    hl_unit_rows rows_of_units;
    hl_repeated_rows repeated;
    hl_mixed_amounts mixed;
    hl_stand_in *stand_ins; /* in the arena */
    size_t stand_in_count;
    hl_arm_amounts *amounts; /* in the arena */
    size_t amount_count;
    hl_dated_rows *dated; /* in the arena */
    size_t dated_count;
    hl_dated_values *dated_values; /* in the arena */
    size_t dated_value_count;
    hl_column_pair *pairs; /* in the arena */
    size_t pair_count;
    hl_undone_rows undone;
    hl_order_lines order_lines;
    hl_same_values *same_values; /* in the arena */
    size_t same_value_count;
    hl_counted_values *counted; /* in the arena */
    size_t counted_count;
    int64_t outside;            /* of those: the user is not of the definition's audience */
    const char *audience_lacks; /* borrowed: for want of this column it was not applied; NULL */
    /* rows of which nobody knows whether the condition holds, as a text stands where it asks for a
       number ("spent = lots"): in no cell; by arm of the design, and an example, in the arena;
       NULL: none. And of how many (rows, segments) that is so of segments */
    int64_t unsegmented;
    int64_t *undecided;
    const char *undecided_as, *unsegmented_as;
    bool first_arm;  /* units in two arms count in their first one; else they are in neither */
    int64_t rounded; /* values rounded to 10^-18 */
    hl_lost_rows *lost_rows; /* in the arena: what a store refused, kind by kind; NULL: nothing */
    size_t lost_kinds;
    /* in the arena; NULL: none: events of which a later import says another value, by arm, and how
     * much more these add up to, by metric and arm */
    int64_t *corrected;
    double *corrected_by;
    hl_misnamed_type *misnamed; /* in the arena */
    size_t misnamed_count;
    hl_unread_type *unread; /* in the arena; types that are neither rare nor very frequent */
    size_t unread_count;
    hl_strangers strangers;
    /* in the arena: events that name a touch of another user, which next to nobody else's do, of
       the experiment's units since their touch, by arm of the design; such a touch; NULL: none */
    int64_t *of_others_touch;
    const char *others_touch;
    const char *unknown_touch; /* named by events of users who do not have it; NULL: none */
    /* in the arena; NULL: not known */
    hl_unplaced *nobody;     /* by metric: of users who are nobody */
    hl_unplaced *elsewhere;  /* by metric: of users whose id is of another system */
    double *type_events;     /* by metric: all events of its types */
    double *known_events;    /* by metric: those of users whom the store knows */
    hl_unplaced *typeless;   /* by arm of the design: of its units, of types that say nothing */
    const char *typeless_as; /* the first such type; NULL: none */
    int32_t imported_day;    /* of the store's latest import; 0: not known */
    bool *asks_whether;      /* by metric: its column is called as what somebody did or not; NULL:
                                of a store */
    const char *silent_arm;  /* nothing of it was ever sent, by the log alone; NULL: none */
    bool touches_unlike;     /* first touches alone open windows, of most metrics */
    bool timed_apart;        /* the definition sends its arms at different times */
    size_t
        condition_metric; /* 1 + the first metric by whose own column rows were chosen; 0: none */
    const char *zone;     /* whose civil days the days are, in the arena; NULL: of UTC */
    hl_slots *slots;      /* by arm of the design, in the arena; NULL: no plan was recorded */
    char digest[65];      /* of the data: SHA-256 in hex, or "xxh128:" and hex */
};

/* The shape is taken from the design: metrics, covariates; its arms are interned first, in order.
 * NULL when out of memory. */
hl_cells *hl_cells__new(const hl_design *design);

/* The index of an arm or split, adding it when it is new; HL_MAP_NONE when out of memory. */
uint32_t hl_cells__arm(hl_cells *cells, const char *name, size_t length);
uint32_t hl_cells__split(hl_cells *cells, uint32_t dimension, const char *value, size_t length);
const char *hl_cells__arm_name(const hl_cells *cells, uint32_t arm);

/* The cell, made when it is new; NULL when out of memory. Pointers stay valid. */
hl_cell *hl_cells__at(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day);
/* The cell or NULL. */
const hl_cell *hl_cells__find(const hl_cells *cells, uint32_t arm, uint32_t split, int32_t day);

/* Adds `times` units (negative takes away) of one vector v[width] in attos; within (attos^2) may be
 * NULL for 0. */
void hl_cells__gram_add(hl_gram *gram, const hl_i128 *v, const hl_wide *within, int64_t times);
/* dst += sign * src; widths must be equal. */
void hl_cells__gram_merge(hl_gram *dst, const hl_gram *src, int sign);
bool hl_cells__gram_is_zero(const hl_gram *gram);
/* Whether some values y have such sums: (Sum y)^2 <= Sum y^2 * the number that are not 0, and
 * |Sum y^3| <= (Sum y^2)^1.5, as far as they are known. */
bool hl_cells__can_be(const hl_gram *gram);
/* Attos to 10^-12, as cubes are made of; half away from 0, so that -y is rounded as y is. */
hl_i128 hl_cells__rounded(hl_i128 attos);
/* What a histogram of the same units says the Gram matrix is when larger y are clipped; out has the
 * width of gram. within stays that of the values as they were; nonzero and cube are not known. */
void hl_cells__gram_clip(const hl_gram *gram, const hl_histogram *histogram, const hl_clip *clip,
                         hl_gram *out);

/* Adds `times` units (negative takes away) to all that the cell keeps of the metric's values, but
 * for the delays. False when out of memory. */
bool hl_cells__add(hl_cell *cell, size_t metric, const hl_i128 *v, const hl_wide *within,
                   int64_t times);
/* The part of it that is not in the Gram matrix. */
bool hl_cells__spread_add(hl_cell *cell, size_t metric, const hl_i128 *v, int64_t times);

/* How many covariates a vector of this width has. */
static inline uint32_t hl_cells__covariates(uint32_t width)
{
    return (width - 2) / 2;
}
/* `times` units (negative takes away) without a value. */
void hl_cells__lose(hl_cell *cell, size_t metric, hl_lost lost, int64_t times);

/* dst += src: counters, grams, histograms, delays and sizes. False when out of memory. */
bool hl_cells__cell_merge(const hl_cells *cells, hl_cell *dst, const hl_cell *src);

/* Adds all of src to dst, matching arms and splits by name. Rows, rejected and rounded add up. */
HL_NODISCARD hl_status hl_cells__merge(hl_cells *dst, const hl_cells *src, hl_error *err);

/* An empty distribution of sizes, as cells keep it; and of a metric's values (arena NULL where it
 * keeps none). */
hl_histogram hl_cells__no_sizes(hl_arena *arena);
hl_histogram hl_cells__no_values(const hl_cells *cells, size_t metric, hl_arena *arena);
/* Of the units of one bucket of sizes: sum of (y - R d)^2, where R = sum y / sum d of all. */
double hl_cells__size_residual(const hl_bucket *bucket, const hl_gram *all);
/* An empty cell of the right shape in the arena; NULL when out of memory. */
hl_cell *hl_cells__scratch(const hl_cells *cells, hl_arena *arena);

/* What units of unequal size make of the variance of R = sum y / sum d: the variance freed of what
 * large units pull R towards themselves is `inflation` times n / (n - 1) sum (y - R d)^2 / (sum
 * d)^2, with `df` degrees of freedom; `effective` is (sum d)^2 / sum d^2. NaN where they do not
 * exist, and where nobody has asked for them yet. */
typedef struct hl_cluster_moments {
    double inflation, df, effective;
} hl_cluster_moments;

/* Moments of one gram as doubles, each correctly rounded from the exact sums. */
typedef struct hl_moments {
    int64_t n;
    uint32_t width;
    hl_wide exact[2]; /* sum[0] and sum[1] before they were rounded */
    double sum[HL_CELLS_MAX_VARIABLES];
    double mean[HL_CELLS_MAX_VARIABLES];
    /* sample covariance (n - 1): cov[i][j]; NaN when n < 2 */
    double cov[HL_CELLS_MAX_VARIABLES][HL_CELLS_MAX_VARIABLES];
    double product[HL_CELLS_MAX_VARIABLES][HL_CELLS_MAX_VARIABLES]; /* raw sums of products */
    double within;
    double nonzero;                /* units whose y is not 0; NaN when it is not known */
    double cube;                   /* sum of y^3; NaN when it is not known */
    double third;                  /* sum of (y - mean)^3; NaN when it is not known */
    int64_t blank, unread;         /* units without a value */
    const hl_histogram *histogram; /* of the same units; NULL where none is kept */
    const hl_histogram *sizes;     /* of the same units; NULL where not all are known */
    const hl_value_runs *runs;     /* its values, for a quantile; NULL elsewhere */
    hl_cluster_moments clusters;
} hl_moments;

/* histogram and sizes are NULL, for the caller to set. */
void hl_cells__moments(const hl_gram *gram, hl_moments *out);
/* treatment's mean[0] less the control's, (n_c S_t - n_t S_c) / (n_c n_t) from the exact sums and
 * rounded once: means near 1.7e12 (times in milliseconds) lose nothing. NaN for an empty arm. */
double hl_cells__mean_difference(const hl_moments *control, const hl_moments *treatment);
/* The same of the ratios sum[0] / sum[1]; NaN where a sum[1] is 0. */
double hl_cells__ratio_difference(const hl_moments *control, const hl_moments *treatment);
/* ... of the values clipped, from the histogram of the same units. nonzero, cube and third are
 * exact where each bucket has one value; else a bucket's values are taken to lie evenly about their
 * mean, which errs by less than (1/128)^3 of them. */
void hl_cells__clipped_moments(const hl_gram *gram, const hl_histogram *histogram,
                               const hl_clip *clip, hl_moments *out);

#endif
