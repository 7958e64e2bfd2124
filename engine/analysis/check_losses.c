/* What was lost on the way from the rows to the numbers: cells of a metric that are blank or cannot
 * be read, rows that were refused, units in two arms, covariates that are missing.
 *
 * Whoever is lost need not be like those who are kept: large amounts are written with separators,
 * only buyers have a revenue. So a verdict is not read where
 *   - losses differ between arms: p < 0.001 of alike shares, as for the split, for then the arms
 * that are left are no longer as they were drawn; or
 *   - more than 1 % are lost, alike in all arms or not: the values that are left are then of other
 *     units than those the experiment asked about.
 * A blank that is said to be missing is an answer, and is judged by the first rule alone; one that
 * is said to be 0 is no loss. A missing covariate is imputed (est_lin.c) and cannot mislead as long
 * as it was known before the experiment, and so is missing alike: the first rule.
 * docs/statistics/losses.md */
#include "analysis/data_checks.h"
#include "base/number.h"
#include "stats/unlike_shares.h"

static const double most_share = 0.01;

/* What is lost of what, by arm and in all, and what that is called. */
typedef struct losses {
    double *lost, *all; /* by arm */
    double n, of;
    size_t metric; /* SIZE_MAX: of no metric */
    hl_check_kind check;
    hl_finding_code few, many, apart;
    hl_check_status status; /* of a few */
    double limit;           /* share; above it there are many */
} losses;

static bool make_counts(hl_context *context, losses *out)
{
    out->lost = hl_analysis__array(context, context->design->arm_count, sizeof *out->lost);
    out->all = hl_analysis__array(context, context->design->arm_count, sizeof *out->all);
    return out->lost != NULL && out->all != NULL;
}

static void sum_arms(const hl_context *context, losses *out)
{
    for (size_t i = 0; i < context->design->arm_count; i++) {
        out->n += out->lost[i];
        out->of += out->all[i];
    }
}

static void judge(hl_context *context, const losses *l)
{
    size_t arms = context->design->arm_count;
    if (!(l->n > 0))
        return;
    double p = hl_stats__unlike_shares(l->lost, l->all, arms);
    bool apart = p<HL_SRM_BLOCKS, many = l->n> l->limit * l->of;
    hl_finding_code code = apart ? l->apart : many ? l->many : l->few;
    hl_finding finding = hl_analysis__finding_of(code, l->metric, SIZE_MAX);
    finding.n = l->n;
    finding.of = l->of;
    finding.share = l->n / l->of;
    finding.p = p;
    finding.limit = most_share;
    hl_finding_item *items = hl_analysis__arm_items(context, &finding, l->lost);
    for (size_t i = 0; items != NULL && i < arms; i++)
        items[i].of = l->all[i];
    hl_check_status blocks = context->options->accept_losses ? HL_CHECK_WARN : HL_CHECK_FAIL;
    hl_analysis__check(context, l->check, apart || many ? blocks : l->status, &finding);
}

/* ---- cells of metrics */

static void check_blanks(hl_context *context, const losses *of_metric, const hl_moments *moments)
{
    losses l = *of_metric;
    bool said = context->design->metrics[l.metric].blank == HL_BLANK_MISSING;
    l.check = HL_CHECK_BLANKS;
    l.few = said ? HL_FOUND_BLANKS_MISSING : HL_FOUND_BLANKS_FEW;
    l.many = HL_FOUND_BLANKS_MANY;
    l.apart = said ? HL_FOUND_BLANKS_MISSING_APART : HL_FOUND_BLANKS_APART;
    l.status = said ? HL_CHECK_OK : HL_CHECK_WARN;
    l.limit = said ? HL_INFINITY : most_share;
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.lost[i] = (double)moments[i].blank;
    sum_arms(context, &l);
    judge(context, &l);
}

static void check_unread(hl_context *context, const losses *of_metric, const hl_moments *moments)
{
    losses l = *of_metric;
    l.check = HL_CHECK_LOSSES;
    l.few = HL_FOUND_LOSSES_FEW;
    l.many = HL_FOUND_LOSSES_MANY;
    l.apart = HL_FOUND_LOSSES_APART;
    l.status = HL_CHECK_WARN;
    l.limit = most_share;
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.lost[i] = (double)moments[i].unread;
    sum_arms(context, &l);
    judge(context, &l);
}

static void check_metric(hl_context *context, size_t metric)
{
    losses l = {.metric = metric};
    const hl_moments *moments = hl_analysis__moments(context, metric, 0);
    if (moments == NULL || !make_counts(context, &l))
        return;
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.all[i] = (double)(moments[i].n + moments[i].blank + moments[i].unread);
    check_blanks(context, &l, moments);
    check_unread(context, &l, moments);
}

/* ---- rows and units */

static void count(const hl_context *context, hl_cells_counter counter, double *out)
{
    for (uint32_t i = 0; i < context->design->arm_count; i++)
        out[i] = (double)hl_analysis__count(context, i, counter, context->counted_day);
}

/* Of most refused rows nobody knows the arm: those of which one does are compared, all counted. */
static void check_rejected(hl_context *context)
{
    losses l = {.n = (double)context->cells->rejected,
                .of = (double)(context->cells->rows - context->cells->left_out),
                .metric = SIZE_MAX,
                .check = HL_CHECK_REJECTED_ROWS,
                .few = HL_FOUND_REJECTED_ROWS,
                .many = HL_FOUND_REJECTED_ROWS_MANY,
                .apart = HL_FOUND_REJECTED_ROWS_APART,
                .status = HL_CHECK_WARN,
                .limit = most_share};
    if (!make_counts(context, &l))
        return;
    count(context, HL_COUNT_REFUSED, l.lost);
    count(context, HL_COUNT_TOUCHES, l.all);
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.all[i] += l.lost[i];
    judge(context, &l);
}

/* Units in two arms are in neither, so all there were are those and the others. */
static void check_two_arms(hl_context *context)
{
    losses l = {.metric = SIZE_MAX,
                .check = HL_CHECK_TWO_ARMS,
                .few = HL_FOUND_TWO_ARMS,
                .many = HL_FOUND_TWO_ARMS_MANY,
                .apart = HL_FOUND_TWO_ARMS_MANY,
                .status = HL_CHECK_WARN,
                .limit = most_share};
    if (!make_counts(context, &l))
        return;
    l.n = (double)hl_analysis__counter_total(context, HL_COUNT_TWO_ARMS);
    l.of = l.n + (double)hl_analysis__counter_total(context, HL_COUNT_ENROLLED);
    judge(context, &l);
}

static void check_covariates(hl_context *context)
{
    losses l = {.metric = SIZE_MAX,
                .check = HL_CHECK_COVARIATES,
                .few = HL_FOUND_COVARIATES_IMPUTED,
                .many = HL_FOUND_COVARIATES_IMPUTED,
                .apart = HL_FOUND_COVARIATES_APART,
                .status = HL_CHECK_OK,
                .limit = HL_INFINITY};
    if (!make_counts(context, &l))
        return;
    count(context, HL_COUNT_NO_COVARIATE, l.lost);
    count(context, HL_COUNT_ENROLLED, l.all);
    sum_arms(context, &l);
    judge(context, &l);
}

void hl_analysis__check_losses(hl_context *context)
{
    check_two_arms(context);
    if (!context->failed)
        check_rejected(context);
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++)
        check_metric(context, m);
    if (!context->failed)
        check_covariates(context);
}
