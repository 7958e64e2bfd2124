/* The analysis: design + cells -> estimates, checks, verdict. A tree of plain structs that the
 * reports print; docs/formats/analysis.md says what each key of its JSON means.
 *
 *   hl_analysis *a = NULL;
 *   hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
 *   options.as_of_utc_ms = now_utc_ms;
 *   if (hl_analysis_run(design, cells, &options, &a, &err) == HL_OK &&
 *       hl_report_write(a, HL_REPORT_TEXT, HL_LANG_EN, false, &text, &err) == HL_OK)
 *       puts(text);
 *   free(text);
 *   hl_analysis_free(a);
 *
 * Numbers: NaN = does not exist (null in JSON, and a flag says why); +-INFINITY = an interval that
 * has no end on that side (null with a flag in JSON). Rates and lifts are fractions, not percent.
 */
#ifndef HOOKLINE_ANALYSIS_H
#define HOOKLINE_ANALYSIS_H

#include "hookline/cells.h"
#include "hookline/design.h"
#include "hookline/error.h"
#include "hookline/finding.h"
#include "hookline/time.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Why a number is thin, missing or special. Bits; hl_flag_name gives the JSON name. */
typedef uint32_t hl_flags;
enum {
    HL_FLAG_SMALL_COUNTS = 1U << 0,   /* an expected count under 5: an exact test stands beside */
    HL_FLAG_NO_CONVERSIONS = 1U << 1, /* an arm without a single one */
    HL_FLAG_LOW_OPEN = 1U << 2,       /* the lift's interval has no lower end */
    HL_FLAG_HIGH_OPEN = 1U << 3,      /* ... no upper end */
    HL_FLAG_EXCLUSIVE = 1U << 4,      /* Fieller: everything but what lies between low and high */
    HL_FLAG_NO_VARIANCE = 1U << 5,    /* all values alike: no test */
    HL_FLAG_TOO_FEW = 1U << 6,        /* fewer units in an arm than the method needs */
    HL_FLAG_ZERO_CONTROL = 1U << 7,   /* the control's mean is 0 or not distinguishable: no lift */
    HL_FLAG_EMPTY_ARM = 1U << 8,      /* an arm without matured units */
    HL_FLAG_CLUSTERED = 1U << 9,      /* touches clustered by unit */
    HL_FLAG_ADJUSTED = 1U << 10,      /* regression adjustment by covariates */
    HL_FLAG_WINSORIZED = 1U << 11,
    HL_FLAG_ASYMPTOTIC_WITHHELD = 1U
                                  << 12, /* counts too small for the anytime interval of a mean */
    HL_FLAG_INDEPENDENT_TOUCHES = 1U
                                  << 13, /* treated as independent because the definition insists */
    HL_FLAG_APPROXIMATE = 1U << 14,      /* a quantile up to its bucket; normal theory for a rate */
    HL_FLAG_POST_STRATIFIED = 1U << 15,
    HL_FLAG_PARTLY_MATURED = 1U << 16, /* users whose window is still open are apart */
    HL_FLAG_NO_METHOD = 1U << 17,      /* the cells do not hold what this kind of metric needs; with
                                          HL_FLAG_STRATIFIED, or of an interaction: a quantile,
                                          which cannot be put together from parts */
    HL_FLAG_COVARIATES_WITHHELD = 1U << 18, /* too few units or counts to adjust by covariates */
    HL_FLAG_ANYTIME_LOW_OPEN = 1U << 19,    /* the always-valid interval has no lower end */
    HL_FLAG_ANYTIME_HIGH_OPEN = 1U << 20,   /* ... no upper end */
    HL_FLAG_NO_WEIGHTS = 1U << 21,          /* planned shares unknown: no exact sequence, no SRM */
    HL_FLAG_SINGULAR_COVARIATES = 1U << 22, /* a covariate is constant or repeats another */
    HL_FLAG_NO_SEQUENCE = 1U << 23,         /* no always-valid interval for this kind of metric */
    HL_FLAG_FEW_BUYERS = 1U << 24,          /* too few values other than 0 to be judged */
    HL_FLAG_TIES = 1U << 28, /* so many units share the quantile's value that it moves by jumps */
    HL_FLAG_NEGATIVE_CONTROL = 1U << 27, /* the control's mean is below 0: of the lift, whose sign
                                            is the other way round, reports show nothing */
    HL_FLAG_STRATIFIED = 1U << 26,       /* units compared within days: the split is off on some */
    HL_FLAG_SHRUNK_WITHHELD = 1U << 29,  /* segments' counts do not carry partial pooling */
    HL_FLAG_FEW_CLUSTERS = 1U << 25,     /* too few units carry an arm to be judged */
    HL_FLAG_ANYTIME_EXCLUSIVE = 1U << 30 /* the always-valid set is what lies outside its ends */
};
HL_API const char *hl_flag_name(hl_flags bit);

typedef struct hl_arm_estimate {
    size_t arm; /* index into analysis.arms */
    int64_t n;  /* units (or touches, for a touch metric) with a closed window */
    double sum;
    double mean, low, high;
    double nonzero;   /* means and ratios: units whose value is not 0; NaN where not known, or where
                         some values are below 0 */
    double effective; /* ... (sum y)^2 / sum y^2: so many equal values carry as much */
    double clusters;  /* per touch and ratios: (sum d)^2 / sum d^2 over units of size d (touches,
                         denominator): as many units of equal size weigh as evenly; NaN elsewhere */
    int64_t blank, unreadable; /* units without a value: a cell was blank, could not be read */
} hl_arm_estimate;

/* A guardrail against its margin (or, without a margin, against no change). */
typedef enum hl_guard {
    HL_GUARD_NONE,      /* not a guardrail */
    HL_GUARD_HELD,      /* shown to stay within the margin; without a margin: no harm shown */
    HL_GUARD_UNDECIDED, /* neither shown */
    HL_GUARD_BROKEN     /* harm beyond the margin is shown; without a margin: harm is shown */
} hl_guard;

/* How p-values were corrected. */
typedef enum hl_adjustment {
    HL_ADJUSTED_NONE,
    HL_ADJUSTED_HOLM,
    HL_ADJUSTED_BONFERRONI,
    HL_ADJUSTED_BH,
    HL_ADJUSTED_DUNNETT,
    HL_ADJUSTED_DUNNETT_BONFERRONI, /* Dunnett over arms, Bonferroni over metrics */
    HL_ADJUSTMENTS
} hl_adjustment;
/* "none", "holm", "dunnett_bonferroni", ... */
HL_API const char *hl_adjustment_name(hl_adjustment adjustment);

/* The exact test beside small counts. */
typedef enum hl_exact_method {
    HL_EXACT_NONE,
    HL_EXACT_BOSCHLOO,
    HL_EXACT_FISHER /* where Boschloo's would take too long */
} hl_exact_method;
/* "boschloo", "fisher"; NULL for HL_EXACT_NONE */
HL_API const char *hl_exact_method_name(hl_exact_method method);

/* One arm against the control, one metric. */
typedef struct hl_comparison {
    size_t arm, control;
    hl_estimate difference;
    hl_estimate lift; /* treatment / control - 1 */
    double p;         /* raw, two-sided, of the same test as both intervals */
    double p_adjusted;
    hl_estimate simultaneous; /* Dunnett: interval of the difference; NaN where not used */
    double p_exact;           /* exact test beside a small count; NaN where not used */
    hl_exact_method exact_method;
    struct {
        double low, high, p; /* of the lift; valid at every look; p NaN: not available */
        double p_adjusted;   /* p corrected as `adjustment` says */
        double d_low,
            d_high;         /* the same of the difference; NaN where the method gives only a lift */
        const char *method; /* NULL: not available */
        hl_adjustment adjustment; /* how p_adjusted was made */
    } anytime;
    struct {
        double p, p_adjusted;         /* of p, and of p_effective_adjusted */
        hl_estimate difference, lift; /* lift NaN: it has none */
    } stagewise; /* group sequential, primary metrics, at the look that stops or the last: with the
                    earlier looks taken into account (stagewise ordering); NaN elsewhere */
    double probability_better; /* in the metric's goal direction */
    double expected_loss;      /* of choosing this arm, absolute */
    double margin, p_margin;   /* guardrail: non-inferiority, one-sided; NaN where none */
    double p_margin_adjusted;  /* ... corrected over the arms (fixed, group sequential) */
    hl_guard guard;
    struct {
        double above; /* a larger gain is excluded by the inference that counts: the lift in the
                         goal's direction (of a decrease, by how much it falls) at the end of the
                         interval, corrected over the primary metrics and arms; NaN: none is */
        double level; /* with this one-sided error */
        bool worth_excluded; /* so is the metric's `worth` */
    } gain;                  /* primary metrics; NaN elsewhere */
    double se_control;       /* of the control's estimate alone */
    double se, df; /* of the difference: its standard error and degrees of freedom (INFINITY:
                      normal); NaN where the method has none */
    double
        p_effective; /* the p (raw) and its adjustment that the verdict reads: of the inference */
    double p_effective_adjusted; /* in force (fixed, anytime, group sequential) */
    const char *method;          /* "scas", "welch_fieller", ... */
    hl_adjustment adjustment;    /* how p_adjusted was made */
    struct {
        double n,
            needed;  /* of what there is too little, how much there is and how much is needed */
        bool of_arm; /* an arm has n, rather than the smaller arm's part of both */
    } withheld;      /* where a flag (few_buyers) withholds the fixed answer: estimates and
                        intervals are shown, p does not exist; NaN elsewhere */
    hl_flags flags;
} hl_comparison;
/* The intervals that count under this inference (hl_analysis.inference), which the verdict and the
 * guardrails are told by: the always-valid ones while the experiment runs, else the fixed ones,
 * at the level of the look. exclusive: the lift is what lies outside its ends. */
typedef struct hl_counting {
    hl_estimate difference, lift;
    bool exclusive;
} hl_counting;
HL_API hl_counting hl_comparison_counting(const hl_comparison *comparison, hl_inference inference);
/* What is said of a comparison to people, in every place the same: the intervals that count with
 * their p; from the second of planned looks on, where one stops or is the last, those that take the
 * earlier looks into account, at the level of the whole plan. */
typedef struct hl_quoted {
    hl_estimate difference, lift;
    double p, p_adjusted;
    bool stagewise;
} hl_quoted;
HL_API hl_quoted hl_comparison_quoted(const hl_comparison *comparison, hl_inference inference,
                                      size_t look);
/* Does a percentage speak for an effect? Otherwise its difference does: where the lift does not
 * exist or is beyond HL_LIFT_MOST, where its set is exclusive or has no ends that say anything
 * (what is not negative falls by 100 % at most), and where a negative control turns its sign round.
 * difference NaN: the lift stands alone. */
HL_API bool hl_lift_speaks(const hl_estimate *difference, const hl_estimate *lift, bool exclusive);
/* ... for a comparison, by the intervals that count; for all of a list that have an effect at all,
 * so that one column can tell them. */
HL_API bool hl_comparison_says_lift(const hl_comparison *comparison, hl_inference inference);
HL_API bool hl_comparisons_say_lift(const hl_comparison *list, size_t count,
                                    hl_inference inference);
/* 1 shown better in the goal's direction, -1 shown worse, 0 not shown: by the corrected p of the
 * inference in force, at the level of the look (hl_analysis.look_alpha). */
HL_API int hl_comparison_shown(const hl_comparison *comparison, hl_metric_goal goal, double alpha);
/* 0 where the lift's set (HL_FLAG_EXCLUSIVE: what lies outside its ends) holds 0 or does not exist;
 * else the sign of the difference. p and the set come from one test: it leaves out 0 exactly when p
 * is below 1 - the confidence. */
HL_API int hl_lift_side(const hl_comparison *comparison);

/* How long it takes from a unit's touch to its first event, of units that had one in time: hours.
 * An end that so few units do not give is infinite. */
typedef struct hl_delay {
    int64_t n; /* units with an event */
    hl_estimate median;
    hl_estimate p90;
} hl_delay;

typedef struct hl_metric_result {
    const hl_metric *metric;
    const char *unit;            /* what n counts: "user", an attribute, or "touch" */
    const hl_arm_estimate *arms; /* analysis.arm_count */
    size_t comparison_count;
    const hl_comparison *comparisons; /* every arm but the control */
    double icc, design_effect;        /* NaN where a unit is one row */
    int64_t immature;                 /* units enrolled whose window has not closed */
    double threshold;                 /* values above it count as it; NaN where not winsorized */
    const int64_t *clipped;           /* by arm: units above it; NULL where not winsorized */
    const hl_delay *delays;           /* by arm; NULL where no delay is known */
    hl_flags flags;
} hl_metric_result;

typedef struct hl_analysis hl_analysis;

/* The comparison of an arm; NULL of the control. */
HL_API const hl_comparison *hl_metric_comparison(const hl_metric_result *result, size_t arm);
/* Whether what the metric (an index into analysis.metrics) is counted over, people or messages, is
 * shown to be another in the arm than in the control (check `denominators`), so that a difference
 * may be of who is counted alone. */
HL_API bool hl_analysis_counted_apart(const hl_analysis *analysis, size_t metric, size_t arm);
/* Units in both arms, and all of them 0: they are more likely not to have been told of than to have
 * done nothing. */
HL_API bool hl_metric_nothing_seen(const hl_metric_result *result, const hl_comparison *comparison);

typedef struct hl_segment_result {
    const char *by;
    const char *value;
    size_t metric; /* index into analysis.metrics */
    const hl_arm_estimate *arms;
    size_t comparison_count;
    const hl_comparison *comparisons;
    const hl_estimate *shrunk_lift; /* one per comparison; NaN where it does not exist */
} hl_segment_result;

/* With less information on the common log ratio than this, segments are not pooled partly: coverage
 * of their shrunk lifts is lost (docs/statistics/pooling.md). */
#define HL_INFORMATION_LEAST 5.0

typedef struct hl_interaction {
    const char *by;
    size_t metric;
    size_t arm;
    double q, df, p;    /* Cochran's Q over the segments' ratios, scaled to be chi-square on df */
    double p_adjusted;  /* Holm over all interactions of the report */
    bool different;     /* p_adjusted < alpha: only then are segments called different */
    size_t values;      /* segments that say something of the ratio */
    hl_estimate pooled; /* lift over the units of these segments (Mantel-Haenszel) */
    hl_estimate pooled_difference;
    double pooled_p; /* two-sided, of the same test as both */
    double tau;      /* between-segment standard deviation of the log ratio */
    double carried;  /* information on the log ratio were there no effect (1 / its variance): what
                        decides whether tau and shrunk lifts are given */
    const char *method;
    hl_flags flags; /* too_few: no pooled lift; shrunk_withheld: no tau, no shrunk lifts;
                       no_method: none of all this */
} hl_interaction;

/* Main effects and interactions of a factorial. */
typedef struct hl_factor_effect {
    size_t metric;
    const char *factor; /* "variant", or "variant x window" */
    const char *level;  /* against the first level */
    size_t of, crossed; /* indices into design.factors; crossed SIZE_MAX: a main effect */
    hl_estimate difference;
    hl_estimate lift;
    double p, p_adjusted;
    const char *method;
    hl_flags flags;
} hl_factor_effect;

/* Whether a percentage speaks for what is pooled, and for the effect of a factor: of two factors
 * together the difference does, as their p is of it, and a ratio of ratios has another. */
HL_API bool hl_interaction_says_lift(const hl_interaction *interaction);
HL_API bool hl_factor_says_lift(const hl_factor_effect *effect);

/* What was known at the end of a day. */
typedef struct hl_timeline_point {
    size_t metric;
    size_t arm;
    int32_t day;
    int64_t n, n_control;
    double lift, low, high; /* always-valid where there is such a method; a set that is exclusive
                               is given as without ends */
    const char *method;
} hl_timeline_point;

typedef enum hl_check_status { HL_CHECK_OK, HL_CHECK_WARN, HL_CHECK_FAIL } hl_check_status;
/* "ok", "warn", "fail" */
HL_API const char *hl_check_status_name(hl_check_status status);

typedef struct hl_check {
    hl_check_status status; /* HL_CHECK_FAIL blocks the verdict */
    hl_finding finding;     /* .check says of what, .p the p where the check is a test */
} hl_check;

/* What the p of a test of the split says, the same wherever the split is tested: over all units, at
 * a stage, on a day, in a segment, day after day. NaN: nothing. */
#define HL_SRM_BLOCKS 0.001 /* below: HL_CHECK_FAIL */
#define HL_SRM_WARNS  0.01  /* below: HL_CHECK_WARN */
HL_API hl_check_status hl_split_status(double p);

typedef struct hl_arm_summary {
    const char *name;
    int64_t weight; /* 0 and weight_known false when nobody said */
    bool weight_known;
    int64_t units;
    int64_t touches;
} hl_arm_summary;

typedef enum hl_decision {
    HL_DECIDE_KEEP_RUNNING, /* the first: what is not decided is not shipped */
    HL_DECIDE_SHIP,
    HL_DECIDE_KEEP_CONTROL,
    HL_DECIDE_STOP_GUARDRAIL,
    HL_DECIDE_INVALID_SRM,
    HL_DECIDE_INVALID_DATA,
    HL_DECIDE_NOT_SHOWN,     /* the sample has ended without evidence either way */
    HL_DECIDE_COUNTED_APART, /* by a metric that is counted over other people in each arm */
    HL_DECISIONS
} hl_decision;
/* "ship", "keep_control", "keep_running", "stop_guardrail", "invalid_srm", "invalid_data",
 * "not_shown", "counted_apart" */
HL_API const char *hl_decision_name(hl_decision decision);

/* What the evidence says of one arm against the control: the first that holds. */
typedef enum hl_arm_decision {
    HL_ARM_UNDECIDED,           /* none of the following */
    HL_ARM_CLOSED,              /* of weight 0, without units: nothing is to come */
    HL_ARM_GUARDRAIL_BROKEN,    /* it breaks a guardrail */
    HL_ARM_WORSE,               /* shown worse on a primary metric */
    HL_ARM_WORTH_EXCLUDED,      /* a gain of `worth` is excluded on every primary metric */
    HL_ARM_FIT_TO_SHIP,         /* better on a primary metric, and every guardrail holds */
    HL_ARM_GUARDRAIL_UNDECIDED, /* better on a primary metric, and a guardrail is not decided */
    HL_ARM_WITHHELD,            /* a primary metric of it cannot be judged */
    HL_ARM_COUNTED_APART,       /* of a primary metric, or a guardrail that it would break, other
                                   people are counted than in the control */
    HL_ARM_DECISIONS
} hl_arm_decision;
/* "undecided", "closed", "guardrail_broken", "worse", "worth_excluded", "fit_to_ship",
 * "guardrail_undecided", "withheld", "counted_apart" */
HL_API const char *hl_arm_decision_name(hl_arm_decision decision);

typedef struct hl_arm_verdict {
    size_t arm;
    hl_arm_decision decision;
} hl_arm_verdict;

typedef struct hl_verdict {
    hl_decision decision;
    size_t arm; /* the arm to ship, or the first of those to stop; SIZE_MAX when there is none */
    size_t arm_count;
    const hl_arm_verdict *arms; /* every arm but the control; none where the verdict is invalid */
    size_t because_count;
    const hl_finding *because;
    double units_needed; /* how many more units in all, of a fixed sample with a plan those to its
                            end; NaN when unknown, 0 when those that are in suffice, or are the
                            planned ones, once their windows have closed */
    /* with which it is shown half of the time and nearly always (units_needed, where the effect is
     * that of the estimate: at its quartiles); high NaN: no number does; both NaN where
     * units_needed is unknown or the planned end; of a guardrail: with which it is shown to hold */
    double units_needed_low, units_needed_high;
} hl_verdict;

/* What a sample that has ended lacks so as to decide. */
typedef enum hl_lack {
    HL_LACKS_NOTHING, /* it decides, or it runs on */
    HL_LACKS_UNITS,
    HL_LACKS_PRIMARY_METRIC,
    HL_LACKS_DATA,   /* nothing has been seen of what decides */
    HL_LACKS_MARGIN, /* that of a guardrail is a share of nothing */
    HL_LACKS
} hl_lack;
/* "units", "primary_metric", "data", "margin"; NULL for HL_LACKS_NOTHING */
HL_API const char *hl_lack_name(hl_lack lack);
/* Whether a fixed sample was read at its end, or planned looks at the last. */
HL_API bool hl_verdict_has_ended(const hl_verdict *verdict);
HL_API hl_lack hl_verdict_lack(const hl_verdict *verdict);

struct hl_analysis {
    const hl_design *design;
    hl_inference inference; /* which one counts: the verdict, guardrails, segments and factors in
                               its reasons are told by its intervals (hl_comparison_counting) */
    int64_t generated_at_utc_ms;
    int64_t as_of_utc_ms;
    const char *zone;        /* by whose clock these are; NULL: UTC */
    const char *days_zone;   /* by whose clock days are (of the timeline, of cells); NULL: UTC */
    hl_local_time generated; /* generated_at_utc_ms */
    hl_local_time closed;    /* windows that closed before this count: the start of as_of's day by
                                days_zone, as cells know days only; utc_ms INT64_MAX: all */
    struct {
        int32_t first, last; /* days since 1970-01-01 on which a unit came in */
        int32_t over;        /* the last day that is over */
        bool known;          /* of a source without days, or without units: not */
    } enrolment;
    size_t input_count;
    const hl_input *inputs;
    hl_verdict verdict;
    size_t check_count;
    const hl_check *checks;
    size_t arm_count;
    const hl_arm_summary *arms;
    size_t control; /* index into arms */
    size_t metric_count;
    const hl_metric_result *metrics;
    size_t segment_count;
    const hl_segment_result *segments;
    size_t interaction_count;
    const hl_interaction *interactions;
    size_t effect_count;
    const hl_factor_effect *effects;
    size_t timeline_count;
    const hl_timeline_point *timeline;
    size_t look; /* group sequential: from 1; 0 between two planned looks, and otherwise */
    double
        information; /* group sequential: present part of the planned units; NaN when not known */
    const double
        *look_levels;  /* the nominal two-sided level of every planned look; NULL otherwise */
    double look_alpha; /* the nominal two-sided level that the verdict uses at this look; NaN, and
                          nothing is shown, where planned looks have no boundaries */
    size_t warning_count;
    const hl_finding *warnings;
    void *owner; /* the memory behind all of it */
};

typedef struct hl_analysis_options {
    int64_t as_of_utc_ms;          /* matured as of; INT64_MAX = all */
    int64_t now_utc_ms;            /* generated_at */
    const char *definition_digest; /* or NULL */
    size_t input_count;            /* further options to record */
    const hl_input *inputs;
    size_t look;    /* group sequential: which of the planned looks this is, from 1; 0 = that of the
                       planned units, the last where none are planned */
    size_t threads; /* for many segments; 0: 2. The result does not depend on it. */
    const char *zone;   /* for instants that are shown; NULL: that of the cells' days */
    bool accept_losses; /* read a verdict from what is left, however much was lost, and how */
} hl_analysis_options;
#define HL_ANALYSIS_OPTIONS_INIT                                                                   \
    {                                                                                              \
        INT64_MAX, 0, NULL, 0, NULL, 0, 0, NULL, false                                             \
    }

/* design and cells must outlive the analysis. Statistical trouble is a flag in the result.
 * HL_REJECTED: fewer than two arms, cells of another design; HL_USAGE: hl_design_check refuses the
 * design; HL_FAILED: out of memory. *out is NULL then. */
HL_API HL_NODISCARD hl_status hl_analysis_run(const hl_design *design, const hl_cells *cells,
                                              const hl_analysis_options *options, hl_analysis **out,
                                              hl_error *err);
/* Only the checks of what was lost of the data, for those who do something else with it: no metric,
 * no comparison and no verdict is in the result, and what lost cells could turn is not asked. */
HL_API HL_NODISCARD hl_status hl_analysis_losses(const hl_design *design, const hl_cells *cells,
                                                 const hl_analysis_options *options,
                                                 hl_analysis **out, hl_error *err);
/* Whether a check of losses failed: what is left may not be read. */
HL_API bool hl_analysis_lost(const hl_analysis *analysis);
HL_API void hl_analysis_free(hl_analysis *analysis);
/* The first check of a kind; NULL when the analysis has none. */
HL_API const hl_check *hl_analysis_check(const hl_analysis *analysis, hl_check_kind kind);

#ifdef __cplusplus
}
#endif
#endif
