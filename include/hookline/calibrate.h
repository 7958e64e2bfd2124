/* Calibration: are the p-values of this experiment what they claim to be, on this very data? The
 * units of a log or a flat file are put into arms again and again, each time through the real hash
 * with a new salt, and each time the real analysis runs. Between such arms there is no difference,
 * so p must be uniform, each tail must err at half of alpha, and the always-valid p must not err
 * more often than alpha.
 *
 *   hl_calibration_options options = HL_CALIBRATION_OPTIONS_INIT;
 *   hl_calibration *calibration = NULL;
 *   if (hl_calibrate(design, values, &options, &calibration, &err) == HL_OK &&
 *       hl_calibration_shown(calibration))
 *       puts("the method holds its level on these data");
 *   hl_calibration_free(calibration);
 *
 * The values come from hl_scan_unit_values or hl_store_unit_values. docs/statistics/calibration.md
 * says what is tested and how the verdict is made. */
#ifndef HOOKLINE_CALIBRATE_H
#define HOOKLINE_CALIBRATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/analysis.h"
#include "hookline/design.h"
#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_calibration_options {
    size_t runs;              /* even, 20 to 1,000,000; odd ones are made one more */
    uint64_t seed;            /* of the salts */
    size_t threads;           /* 0: 2. The result does not depend on it. */
    bool independent_touches; /* analyse touches as if they were independent: what that costs */
    /* hl_analysis_losses of the cells that the units come from, which must outlive the calibration:
     * what was lost leaves no verdict here either. NULL: nothing is known of it. */
    const hl_analysis *losses;
    /* May be NULL. Called now and then by any one thread at a time. */
    void (*progress)(void *context, size_t done, size_t runs);
    void *context;
} hl_calibration_options;
#define HL_CALIBRATION_OPTIONS_INIT                                                                \
    {                                                                                              \
        1000, 1, 0, false, NULL, NULL, NULL                                                        \
    }

typedef enum hl_calibration_state {
    HL_CALIBRATION_OK,
    HL_CALIBRATION_CONSERVATIVE, /* errs less often than it may: safe, but wider than needed */
    HL_CALIBRATION_NOT_JUDGED,   /* too discrete for the shape, or nothing to judge */
    HL_CALIBRATION_FAILED,
    HL_CALIBRATION_INVALID /* of all: so much was lost of the data that what is left says nothing */
} hl_calibration_state;
/* "ok", "conservative", "not_judged", "failed", "invalid_data" */
HL_API const char *hl_calibration_state_name(hl_calibration_state state);

/* How often something happened, against how often it should. */
typedef struct hl_calibration_rate {
    int64_t count, runs;
    double rate, low, high; /* exact 95 % interval (Clopper-Pearson) */
    double expected;        /* the nominal rate; a bound where only more would be wrong */
    double p_more;          /* exact: so many or more at the expected rate */
    hl_calibration_state state;
} hl_calibration_rate;

enum { HL_CALIBRATION_BINS = 20, HL_CALIBRATION_ROLES = 3 };

/* p-values that should be uniform. */
typedef struct hl_calibration_shape {
    int64_t count;                     /* p-values; a run that has none is missing */
    double ad, ad_p;                   /* Anderson-Darling */
    double ks, ks_p;                   /* Kolmogorov-Smirnov, two-sided */
    double ks_small_p;                 /* one-sided: are small p too frequent anywhere? */
    double chi2, chi2_p;               /* deciles; 9 degrees of freedom */
    int64_t bins[HL_CALIBRATION_BINS]; /* from 0 to 1, equally wide */
    bool discrete;                     /* so few outcomes that p comes in steps: not judged */
    hl_calibration_state state;
} hl_calibration_shape;

/* Why a comparison fails, as far as the units' own values show it. */
typedef enum hl_calibration_cause {
    HL_CALIBRATION_NO_CAUSE,  /* it does not fail */
    HL_CALIBRATION_CLUSTERS,  /* touches of one unit are taken as independent */
    HL_CALIBRATION_TIES,      /* a quantile of few different values */
    HL_CALIBRATION_FEW_UNITS, /* units so unequal in size that few of them count */
    HL_CALIBRATION_SKEW,      /* too skewed for so few units */
    HL_CALIBRATION_UNKNOWN,   /* none of these shows */
    HL_CALIBRATION_CAUSES
} hl_calibration_cause;
/* "clusters", "ties", "few_units", "skew", "unknown"; NULL for HL_CALIBRATION_NO_CAUSE */
HL_API const char *hl_calibration_cause_name(hl_calibration_cause cause);

/* One arm against the control in one metric, over all runs. */
typedef struct hl_calibration_line {
    size_t metric, arm;
    const char *method; /* of the last run that had one, or NULL */
    hl_flags flags;     /* of any run */
    hl_calibration_shape shape;
    hl_calibration_rate both;          /* p <= alpha */
    hl_calibration_rate higher, lower; /* ... with the arm above, below the control */
    hl_calibration_rate lift;          /* the lift's interval excludes 0 */
    hl_calibration_rate anytime;       /* always-valid p <= alpha at the end; runs 0: none */
    int64_t contradictions;            /* runs in which p and the lift's interval disagree */
    hl_calibration_state state;
    hl_calibration_cause cause;
    /* what it is judged by, of the units' values; NaN where there is none */
    double skewness;          /* of y - R d */
    double touches;           /* a unit, on average */
    double distinct, largest; /* different values; the share of the most common one */
    double smallest, needed;  /* effective units of the smaller arm; how many would do */
} hl_calibration_line;

/* The arms of two experiments of the store over the same units. */
typedef struct hl_calibration_pair {
    const char *first, *second;
    int64_t units;
    double chi2, df, p;
    hl_calibration_state state;
} hl_calibration_pair;

typedef struct hl_calibration {
    const hl_design *design; /* as analysed: the caller's without splits, weights filled in */
    size_t runs;
    uint64_t seed;
    int64_t units, touches;
    bool equal_weights; /* nobody said the weights: equal ones were taken */
    size_t line_count;
    const hl_calibration_line *lines;
    /* per hl_metric_role: a run in which any corrected p of these metrics, as the verdict reads
     * them, is below alpha; runs 0: no such metric */
    hl_calibration_rate families[HL_CALIBRATION_ROLES];
    hl_calibration_shape srm;    /* the p of the sample-ratio check */
    hl_calibration_shape hashes; /* p of independence between the arms of two salts */
    size_t pair_count;
    const hl_calibration_pair *pairs; /* experiments of the store; none for a flat file */
    size_t judged;                    /* how many tests the verdict rests on */
    double level;                     /* of each: 0.01 / judged */
    /* The largest error rate where alpha is promised that so many runs show less than 19 times in
     * 20: what may have been missed. NaN: nothing was judged. */
    double missed;
    bool enough_runs;   /* that is at most twice alpha */
    size_t runs_needed; /* so that it would be; 0: nothing was judged */
    /* FAILED when any test fails; NOT_JUDGED when no comparison could be judged */
    hl_calibration_state state;
    const hl_analysis *losses; /* of the options */
    void *owner;
} hl_calibration;

/* design: of the experiment; values must have its metrics. Arms are drawn by its weights, equal
 * ones when it has none. HL_REJECTED: fewer than 20 units, or a control without weight. */
HL_API HL_NODISCARD hl_status hl_calibrate(const hl_design *design, const hl_unit_values *values,
                                           const hl_calibration_options *options,
                                           hl_calibration **out, hl_error *err);
/* OK or CONSERVATIVE: something was judged, and nothing failed. Of few runs that says little. */
HL_API bool hl_calibration_passed(const hl_calibration *calibration);
/* ... by enough runs to see an error rate of twice alpha. */
HL_API bool hl_calibration_shown(const hl_calibration *calibration);
HL_API void hl_calibration_free(hl_calibration *calibration);

#ifdef __cplusplus
}
#endif
#endif
