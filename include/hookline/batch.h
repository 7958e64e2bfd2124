/* Many experiments of one kind read at once: what each says in one line, the split of each checked,
 * and the p-values of all their primary comparisons adjusted together (Benjamini & Hochberg 1995:
 * of what is called a difference at q, at most a share q is none, on average). The p is the one
 * that the verdict of its experiment reads; an experiment whose verdict is invalid asks nothing,
 * and neither does a comparison whose answer is withheld.
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

typedef struct hl_batch_comparison {
    const char *metric, *arm, *control;
    hl_estimate difference, lift;
    double p;          /* raw */
    double p_adjusted; /* within its experiment */
    double p_exact;    /* exact test beside a small count; NaN where not used */
    struct {
        double p, p_adjusted;         /* as p_effective of hl_comparison */
        hl_estimate difference, lift; /* with the interval of the inference in force */
    } effective;                      /* what the verdict reads */
    double p_across; /* effective.p over all experiments; NaN for metrics that are not primary,
                        where the answer is withheld and where the verdict is invalid */
    const char *method;
    hl_flags flags;
} hl_batch_comparison;

/* Why an experiment could not be analysed. */
typedef enum hl_batch_skipped {
    HL_BATCH_ANALYSED, /* it could */
    HL_BATCH_ONE_ARM,  /* fewer than two arms */
    HL_BATCH_NO_CONTROL,
    HL_BATCH_SKIPPED_KINDS
} hl_batch_skipped;
/* "one_arm", "no_control"; NULL for HL_BATCH_ANALYSED */
HL_API const char *hl_batch_skipped_name(hl_batch_skipped skipped);

/* Why there is no verdict: a check that failed. */
typedef struct hl_batch_fault {
    hl_check_kind check;
    const char *metric; /* of a metric; NULL: of none */
    double n, of, p;    /* as of its finding; NaN where that has none */
} hl_batch_fault;

typedef struct hl_batch_row {
    const char *experiment;
    size_t arm_count;
    int64_t units;
    double srm_p;          /* of the whole split; NaN: weights unknown, or not analysed */
    hl_check_status split; /* the worst that any test of its split says, as in its own report; where
                              the verdict is invalid its comparisons are not to be read */
    hl_batch_skipped skipped;
    hl_decision decision;
    hl_inference inference;
    size_t first, comparison_count; /* in comparisons */
    size_t fault_count;             /* 0 but where the verdict is invalid */
    hl_batch_fault *faults;
} hl_batch_row;

typedef struct hl_batch {
    double alpha;
    size_t row_count;
    hl_batch_row *rows;
    size_t comparison_count;
    hl_batch_comparison *comparisons;
    /* for the source to say: rows read, and those of them that name no experiment; they may be of
     * any, so all are judged by them */
    int64_t rows_read, rows_without_experiment;
    void *owner; /* the memory behind it */
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
/* When all are added: p_across. */
HL_API HL_NODISCARD hl_status hl_batch_settle(hl_batch *batch, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
