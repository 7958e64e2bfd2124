/* Cells of metrics that are blank or cannot be read, and whether all that a metric lacks could turn
 * what is said of it. */
#include <math.h>
#include <string.h>

#include "analysis/check_turn.h"
#include "analysis/losses.h"
#include "base/number.h"
#include "stats/unlike_shares.h"

static double undecided(const hl_context *context, size_t arm)
{
    return context->cells->undecided == NULL ? 0 : (double)context->cells->undecided[arm];
}

static const hl_loss_kind blanks_unsaid = {HL_CHECK_BLANKS,
                                           HL_FOUND_BLANKS_FEW,
                                           HL_FOUND_BLANKS_MANY,
                                           HL_FOUND_BLANKS_APART,
                                           HL_CHECK_WARN,
                                           0,
                                           NULL};
/* A blank that is said to be missing is an answer. */
static const hl_loss_kind blanks_missing = {HL_CHECK_BLANKS,
                                            HL_FOUND_BLANKS_MISSING,
                                            HL_FOUND_BLANKS_MISSING,
                                            HL_FOUND_BLANKS_MISSING_APART,
                                            HL_CHECK_OK,
                                            HL_LOSS_ANY_SHARE,
                                            NULL};
static const hl_loss_kind unread_cells = {HL_CHECK_LOSSES,
                                          HL_FOUND_LOSSES_FEW,
                                          HL_FOUND_LOSSES_MANY,
                                          HL_FOUND_LOSSES_APART,
                                          HL_CHECK_WARN,
                                          0,
                                          NULL};

static void check_cells(hl_context *context, const hl_loss_kind *kind, const hl_losses *of_metric,
                        const hl_moments *moments)
{
    hl_losses l = *of_metric;
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.lost[i] = (double)(kind->check == HL_CHECK_BLANKS ? moments[i].blank : moments[i].unread);
    hl_analysis__sum_losses(context, &l);
    hl_analysis__judge_losses(context, kind, &l);
}

/* ---- what they could turn */

/* Blanks of which nobody said what they are, and few: many are no verdict anyway. */
static bool has_unsaid_blanks(const hl_context *context, const hl_losses *l,
                              const hl_moments *moments)
{
    double blank = 0;
    for (size_t i = 0; i < context->design->arm_count; i++)
        blank += (double)moments[i].blank;
    return context->design->metrics[l->metric].blank == HL_BLANK_UNSAID &&
           blank <= hl_analysis__most_share * l->of;
}

/* What may be missing from a metric, by its cause. */
enum {
    BLANK_CELLS,
    UNREAD_CELLS,
    REFUSED_ROWS,
    MISSPELT_IDS,
    MISSPELT_TYPES,
    UNDECIDED,
    STAND_INS,
    CAUSES
};
static const char *const causes[CAUSES] = {"blank_cells",  "unread_cells",   "refused_rows",
                                           "misspelt_ids", "misspelt_types", "undecided_conditions",
                                           "stand_ins"};

static void tell_turn(hl_context *context, const hl_losses *l, size_t arm,
                      const double by_cause[CAUSES])
{
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_LOSSES_TURN, l->metric, arm);
    finding.n = l->n;
    finding.of = l->of;
    finding.share = l->n / l->of;
    finding.p = hl_stats__unlike_shares(l->lost, l->all, context->design->arm_count);
    hl_finding_item *items = hl_analysis__items(context, &finding, CAUSES);
    finding.item_count = 0;
    for (size_t i = 0; items != NULL && i < CAUSES; i++)
        if (by_cause[i] > 0) {
            items[finding.item_count].name = causes[i];
            items[finding.item_count++].n = by_cause[i];
        }
    hl_analysis__check(context, HL_CHECK_LOSSES, hl_analysis__blocking(context), &finding);
}

/* How many values of the metric stand for none, and how far each arm's estimate is off for them,
 * were they 0: of a few that are small, not far; 999999 alone may be the mean. */
static double reach_of_stand_ins(const hl_context *context, const hl_moments *moments,
                                 size_t metric, hl_reach *own)
{
    const hl_cells *cells = context->cells;
    double all = 0;
    bool mean = context->design->metrics[metric].kind != HL_METRIC_QUANTILE;
    for (size_t k = 0; k < cells->stand_in_count && mean; k++) {
        const hl_stand_in *s = &cells->stand_ins[k];
        double value = 0;
        if (s->metric != metric || !hl_base__number_parse(s->value, strlen(s->value), &value))
            continue;
        for (size_t i = 0; i < context->design->arm_count; i++) {
            double rows = (double)s->by_arm[i];
            double part = rows * fabs(value) / ((double)moments[i].n * moments[i].mean[1]);
            all += rows;
            own[i].down += rows > 0 && value > 0 ? part : 0;
            own[i].up += rows > 0 && value < 0 ? part : 0;
        }
    }
    return all;
}

/* Rows that were refused have no value either; of those whose arm nobody knows each arm may have
 * had all. */
static void check_turn(hl_context *context, const hl_losses *of_metric, const hl_moments *moments)
{
    hl_losses l = *of_metric;
    double refused = 0, by_cause[CAUSES] = {0};
    hl_reach *own = hl_analysis__array(context, context->design->arm_count, sizeof *own);
    if (own == NULL || !hl_analysis__make_losses(context, &l))
        return;
    hl_analysis__count_refused(context, l.lost);
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l.all[i] = of_metric->all[i];
        l.of += l.all[i];
        refused += l.lost[i];
    }
    bool blanks = has_unsaid_blanks(context, &l, moments);
    double rejected = (double)context->cells->rejected;
    by_cause[REFUSED_ROWS] = refused > rejected ? refused : rejected;
    double elsewhere = by_cause[REFUSED_ROWS] - refused;
    l.of += refused + elsewhere;
    l.n = elsewhere;
    by_cause[MISSPELT_IDS] = hl_analysis__count_respelled(context, l.lost);
    hl_analysis__count_misnamed(context, l.lost);
    by_cause[MISSPELT_TYPES] = -refused - by_cause[MISSPELT_IDS];
    for (size_t i = 0; i < context->design->arm_count; i++) {
        double unread = (double)moments[i].unread;
        double blank = blanks ? (double)moments[i].blank : 0;
        double unknown = unread + blank + undecided(context, i);
        by_cause[UNREAD_CELLS] += unread;
        by_cause[BLANK_CELLS] += blank;
        by_cause[UNDECIDED] += undecided(context, i);
        by_cause[MISSPELT_TYPES] += l.lost[i];
        l.of += undecided(context, i);
        l.n += l.lost[i] + unknown;
        l.lost[i] += unknown + elsewhere;
    }
    by_cause[STAND_INS] = reach_of_stand_ins(context, moments, l.metric, own);
    l.n += by_cause[STAND_INS];
    hl_reach *reaches = hl_analysis__reach_of_lost(context, l.metric, l.lost, moments);
    for (size_t i = 0; reaches != NULL && i < context->design->arm_count; i++) {
        reaches[i].up += own[i].up;
        reaches[i].down += own[i].down;
    }
    size_t arm =
        l.n > 0 ? hl_analysis__turned_arm(context, l.metric, reaches, HL_TURNS_ANY) : SIZE_MAX;
    if (arm != SIZE_MAX)
        tell_turn(context, &l, arm, by_cause);
}

static void check_metric(hl_context *context, size_t metric)
{
    hl_losses l = {.metric = metric};
    const hl_moments *moments = hl_analysis__moments(context, metric, 0);
    if (moments == NULL || !hl_analysis__make_losses(context, &l))
        return;
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.all[i] = (double)(moments[i].n + moments[i].blank + moments[i].unread);
    const hl_metric *of = &context->design->metrics[metric];
    bool missing = of->blank == HL_BLANK_MISSING;
    check_cells(context, missing ? &blanks_missing : &blanks_unsaid, &l, moments);
    check_cells(context, &unread_cells, &l, moments);
    if (context->metrics != NULL && of->role != HL_ROLE_SECONDARY && !context->failed)
        check_turn(context, &l, moments);
}

void hl_analysis__check_lost_cells(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++)
        check_metric(context, m);
}
