/* Many experiments read at once: each in one line, in the order in which they want a person, and
 * with its verdict as it is once one knows that so many were read.
 *
 * The experiment is what is decided on, so it is what is counted (Benjamini & Bogomolov 2014). Its
 * p is the least of its primary comparisons, corrected within it as its own report does; these are
 * adjusted together over the experiments (Benjamini & Hochberg 1995), each measured by its own
 * alpha (Genovese, Roeder & Wasserman 2006). Where R of m show something, each is read at alpha
 * R/m: of those said to show something, at most a share alpha shows nothing, on average. An
 * experiment whose verdict is invalid asks nothing, and neither does a comparison whose answer is
 * withheld. Guardrails protect the users of their own experiment and are not adjusted over others.
 * docs/statistics/batch.md.
 *
 *   hl_batch *batch = hl_batch_new(0.05);
 *   if (hl_batch_add(batch, analysis, &err) == HL_OK && // once for each experiment
 *       hl_batch_settle(batch, &err) == HL_OK &&
 *       hl_report_write_batch(batch, HL_REPORT_TEXT, HL_LANG_EN, &text, &err) == HL_OK)
 *       puts(text);
 *   free(text);
 *   hl_batch_free(batch); */
#ifndef HOOKLINE_BATCH_H
#define HOOKLINE_BATCH_H

#include "hookline/analysis.h"
#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What its own report says of a comparison that its numbers alone do not. */
typedef enum hl_batch_caveat {
    HL_BATCH_NO_CAVEAT,
    HL_BATCH_NOT_SHOWN_CORRECTED, /* primary: shown but for the correction within its experiment */
    HL_BATCH_NOT_SHOWN_EXACT,     /* primary: ... but for an exact test */
    HL_BATCH_UNSEEN,              /* a guardrail that holds, as nothing of it has been seen */
    HL_BATCH_CAVEATS
} hl_batch_caveat;
/* "not_shown_corrected", "not_shown_exact", "unseen"; NULL for HL_BATCH_NO_CAVEAT */
HL_API const char *hl_batch_caveat_name(hl_batch_caveat caveat);

typedef struct hl_batch_comparison {
    const char *metric, *arm, *control;
    hl_localized metric_title, arm_title; /* none: the names are shown */
    hl_metric_role role;
    bool of_rate; /* the difference is one of shares */
    hl_estimate difference, lift;
    double p;          /* raw */
    double p_adjusted; /* within its experiment */
    double p_exact;    /* exact test beside a small count; NaN where not used */
    struct {
        double p, p_adjusted;         /* as p_effective of hl_comparison */
        hl_estimate difference, lift; /* with the interval of the inference in force */
        bool says_lift;               /* otherwise the difference speaks for it */
        hl_adjustment adjustment;     /* how p_adjusted was made */
    } effective;                      /* what the verdict reads */
    struct {
        hl_estimate difference, lift; /* says_lift of `effective` says which speaks for it */
        double p, p_adjusted;
        double alpha; /* 1 - the level of the intervals */
    } quoted; /* what is said of it to people, as in its own report (hl_comparison_quoted): of
                 planned looks that stop or end with the earlier ones taken into account */
    hl_batch_caveat caveat;
    int shown; /* as its own report says: 1 better, -1 worse, 0 neither shown */
    bool worth_excluded;
    double
        p_within;    /* what is adjusted over the experiments: effective.p_adjusted; of planned
                        looks that of the stagewise p, 1 before one that stops. NaN for metrics that
                        are not primary, where the answer is withheld, where the verdict is invalid */
    double p_across; /* ... adjusted: against the experiment's alpha; NaN where p_within is */
    const char *method;
    hl_flags flags;
} hl_batch_comparison;

/* Why an experiment could not be analysed. */
typedef enum hl_batch_skipped {
    HL_BATCH_ANALYSED, /* it could */
    HL_BATCH_ONE_ARM,  /* fewer than two arms */
    HL_BATCH_NO_CONTROL,
    HL_BATCH_UNREADABLE,   /* its definition or its cells */
    HL_BATCH_LOOK_UNKNOWN, /* planned looks, and nothing says which of them this is */
    HL_BATCH_SKIPPED_KINDS
} hl_batch_skipped;
/* "one_arm", "no_control", "unreadable", "look_unknown"; NULL for HL_BATCH_ANALYSED */
HL_API const char *hl_batch_skipped_name(hl_batch_skipped skipped);

/* Why there is no verdict: a check that failed. */
typedef struct hl_batch_fault {
    hl_check_kind check;
    const char *metric; /* of a metric; NULL: of none */
    hl_localized metric_title;
    double n, of, p; /* as of its finding; NaN where that has none */
} hl_batch_fault;

/* What an experiment wants of a person, the most pressing first. */
typedef enum hl_batch_attention {
    HL_ATTEND_INVALID,  /* its data or its split, or it cannot be read at all */
    HL_ATTEND_STOP,     /* an arm: by a guardrail, or shown worse while the others run on */
    HL_ATTEND_MAY_STOP, /* it runs, and an arm may be stopped as harm by it is shown */
    HL_ATTEND_SHIP,
    HL_ATTEND_KEEP_CONTROL,
    HL_ATTEND_ENDED,              /* undecided: the sample has ended, nobody comes in any more, or
                                     other people are counted in each arm */
    HL_ATTEND_NOTHING_TO_COMPARE, /* one arm, no control */
    HL_ATTEND_RUNNING,            /* nothing: it goes on */
    HL_ATTENTIONS
} hl_batch_attention;
/* "invalid", "stop", "may_stop", "ship", "keep_control", "ended", "nothing_to_compare", "running"
 */
HL_API const char *hl_batch_attention_name(hl_batch_attention attention);

typedef enum hl_batch_status {
    HL_BATCH_DAYS_UNKNOWN, /* or not analysed */
    HL_BATCH_NOT_BEGUN,    /* no unit is in */
    HL_BATCH_RUNNING,
    HL_BATCH_ENDED, /* no unit came in on the last seven days that are over */
    HL_BATCH_STATUSES
} hl_batch_status;
/* "not_begun", "running", "ended"; NULL for HL_BATCH_DAYS_UNKNOWN */
HL_API const char *hl_batch_status_name(hl_batch_status status);

/* A segment of users, "city = Wuhan". */
typedef struct hl_batch_segment {
    const char *name, *by, *value;
    hl_localized by_title; /* of the dimension */
    bool of_condition;     /* the dimension is a condition: value is "in" or "out" of it */
} hl_batch_segment;

/* A metric that gets worse, which decides nothing. */
typedef struct hl_batch_cost {
    const char *metric;
    hl_localized title;
    bool tolerated; /* a guardrail, within its margin */
} hl_batch_cost;

/* What is decided of an arm. */
typedef struct hl_batch_arm {
    const char *arm;
    hl_localized title;
    hl_arm_decision decision; /* as its own report says */
    hl_arm_decision across;   /* of all experiments together: what is not shown among them, better
                                 or worse, decides nothing */
    bool harm; /* shown, and it is not dropped: while it runs it may be stopped, at the end it is of
                  a guardrail that is not decided */
    bool harm_since;   /* ... by days that the planned look does not read: it is dropped for that */
    bool unseen;       /* a guardrail of it holds only because nothing of it has been seen */
    size_t cost_count; /* secondary metrics on which it is shown worse, and guardrails that are
                          shown to get worse within their margins */
    hl_batch_cost *costs;
    hl_batch_cost gain;  /* a primary metric on which it is shown better, though worse on another;
                            metric NULL: none */
    double worth;        /* the least gain of a primary metric that is worth it, signed, where it is
                            shown better, but not by that; else NaN */
    size_t harmed_count; /* segments in which it is shown to do harm */
    hl_batch_segment *harmed;
} hl_batch_arm;

/* The reason that is told of the decision. */
typedef struct hl_batch_reason {
    hl_finding_code code;
    const char *metric, *arm; /* NULL: of none */
    hl_localized metric_title, arm_title;
    bool of_rate;
    hl_metric_goal goal;
    hl_estimate effect;
    double alpha;              /* 1 - the level of the effect's interval */
    hl_effect_scale effect_of; /* HL_SCALE_NONE: there is no reason to be told here */
    double margin;             /* as of its finding: of a guardrail, or `worth` */
    hl_effect_scale margin_of;
} hl_batch_reason;

typedef struct hl_batch_row {
    const char *experiment;
    hl_localized title;
    size_t arm_count;
    int64_t units;
    double srm_p;          /* of the whole split; NaN: weights unknown, or not analysed */
    hl_check_status split; /* the worst that any test of its split says, as in its own report; where
                              the verdict is invalid its comparisons are not to be read */
    double wrong_arm;      /* share of the units that are in another arm than the assignment gives
                              them; NaN: none are, or nobody knows */
    hl_batch_skipped skipped;
    const char *why; /* it could not be read, in English; NULL: skipped says it */
    hl_decision decision;
    hl_inference inference;
    double alpha;
    double level;                   /* 1 - that of its intervals: alpha, or what the look has */
    size_t first, comparison_count; /* in comparisons */
    size_t fault_count;             /* 0 but where the verdict is invalid */
    hl_batch_fault *faults;
    const char *arm; /* to ship, or that a guardrail stops; NULL: none */
    hl_localized arm_title;
    size_t judged; /* arms that something is decided of: all but the control; 0 where the verdict is
                      invalid */
    hl_batch_arm *arms;
    hl_lack lack; /* as its own report says: the sample has ended and does not decide */
    hl_batch_reason reason;
    bool may_stop; /* it runs, and harm by an arm is so clear that it may be stopped before the end
                    */
    size_t told; /* in comparisons: the clearest primary one of the arm that the decision is of (to
                    ship, worse, better but for a guardrail), else of any; of the arm and, where
                    that is primary, the metric of the reason. Of an arm to stop the guardrail that
                    stops it. SIZE_MAX: none */
    hl_batch_status status;
    int64_t days;           /* from the first unit to the last day that is over, or that brought
                               one where it has ended; 0: none, or not known */
    const char *next_look;  /* the day on which the next look is worth it; NULL: none is said */
    double next_look_units; /* ... after so many more units; NaN: none are said */
    bool ended;             /* no more looks: of a fixed sample, the last of planned ones */
    double p_across;        /* the least of its comparisons; NaN: it asks nothing */
    hl_decision across;     /* the decision that counts here */
    bool turned;            /* it is another than the experiment's own, or says another of an arm
                               that it tells */
    size_t turned_by; /* in comparisons: what is shown alone and not among all, the clearest of
                         the first arm that it turns; then what is told too, unless an arm is to
                         stop. SIZE_MAX: none */
    hl_batch_attention attention;
    size_t rank; /* from 1, the most pressing first */
} hl_batch_row;

typedef struct hl_batch {
    double alpha; /* the mean of those of the family, once it is settled */
    size_t row_count;
    hl_batch_row *rows;
    size_t comparison_count;
    hl_batch_comparison *comparisons;
    /* for the source to say: rows read, and those of them that name no experiment; they may be of
     * any, so all are judged by them */
    int64_t rows_read, rows_without_experiment;
    hl_local_time generated; /* when they were read; utc_ms 0: not said */
    const char *zone;        /* by whose clock: theirs where they agree; NULL: UTC */
    size_t family;           /* experiments that are adjusted together */
    size_t found;            /* of those, in how many something is shown */
    size_t *order;           /* row_count of them: rows by rank */
    void *owner;             /* the memory behind it */
} hl_batch;

/* NULL when out of memory. */
HL_API hl_batch *hl_batch_new(double alpha);
HL_API void hl_batch_free(hl_batch *batch);
/* Copies what the batch needs; the analysis may go. */
HL_API HL_NODISCARD hl_status hl_batch_add(hl_batch *batch, const hl_analysis *analysis,
                                           hl_error *err);
/* An experiment that could not be analysed, and why. */
HL_API HL_NODISCARD hl_status hl_batch_skip(hl_batch *batch, const hl_design *design,
                                            hl_batch_skipped why, hl_error *err);
/* One that cannot even be begun: a definition that cannot be read. why is copied. */
HL_API HL_NODISCARD hl_status hl_batch_skip_unreadable(hl_batch *batch, const char *experiment,
                                                       const char *why, hl_error *err);
/* When all are added: p_across, across, attention, rank, order. */
HL_API HL_NODISCARD hl_status hl_batch_settle(hl_batch *batch, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
