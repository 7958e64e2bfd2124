/* Slot feasibility: of the touches that were planned, how many found a slot in each arm. Windows
 * differ in reach, and an arm whose touches often find none is another treatment than it says.
 *
 * The test is Pearson's chi-square of homogeneity over arms x (slot, none). With the pooled share p
 * of touches without a slot, the column of those alone is a test of fit to the arms' touches, and
 * the whole statistic is that one over 1 - p. Touches of one user are not independent, so the check
 * warns only below 0.001 and when arms are a percentage point apart. */
#include <math.h>

#include "analysis/check.h"
#include "base/number.h"
#include "stats/srm_chi2.h"

#define CLEARLY_APART 0.01

static double homogeneity_p(hl_context *context, const hl_slots *slots, const double *touches)
{
    size_t arms = context->design->arm_count;
    double *refused = hl_analysis__array(context, arms, sizeof *refused);
    double all = 0;
    double none = 0;
    for (size_t i = 0; refused != NULL && i < arms; i++) {
        refused[i] = (double)slots[i].refused;
        none += refused[i];
        all += touches[i];
    }
    if (refused == NULL || !(none > 0) || !(none < all))
        return refused != NULL && all > 0 ? 1.0 : HL_NAN;
    hl_srm_chi2 fit = hl_stats__srm_chi2(refused, touches, arms);
    return exp(hl_stats__chi2_log_upper(fit.x2 / (1 - none / all), fit.df));
}

static hl_sentence_pair describe_arm(hl_context *context, size_t arm, const hl_slots *s,
                                     double touches)
{
    double found = touches - (double)s->refused;
    hl_sentence_pair parts[] = {
        hl_analysis__part(context->design->arms[arm].name),
        hl_analysis__part_count(context, (int64_t)found),
        hl_analysis__part_count(context, (int64_t)touches),
        hl_analysis__part_number(context, found / touches, 1, HL_SHOW_SHARE),
        hl_analysis__part_count(context, s->held),
        hl_analysis__part_count(context, s->pulled)};
    return hl_analysis__say(context, HL_SAY_SLOTS_ARM, parts, 6);
}

static hl_sentence_pair joined(hl_context *context, hl_sentence_pair all, hl_sentence_pair next)
{
    if (all.en == NULL)
        return next;
    hl_sentence_pair parts[] = {all, next};
    return hl_analysis__say(context, HL_SAY_SLOTS_NEXT, parts, 2);
}

void hl_analysis__check_slots(hl_context *context)
{
    const hl_slots *slots = context->cells->slots;
    size_t arms = context->design->arm_count;
    double *touches = slots == NULL ? NULL : hl_analysis__array(context, arms, sizeof *touches);
    hl_sentence_pair all = {NULL, NULL};
    double most = 0;
    double least = 1;
    for (size_t i = 0; touches != NULL && i < arms; i++) {
        const hl_slots *s = &slots[i];
        touches[i] = (double)(s->wished + s->held + s->pulled + s->refused);
        if (!(touches[i] > 0))
            continue;
        double share = (double)s->refused / touches[i];
        most = share > most ? share : most;
        least = share < least ? share : least;
        all = joined(context, all, describe_arm(context, i, s, touches[i]));
    }
    if (touches == NULL || all.en == NULL)
        return;
    double p = homogeneity_p(context, slots, touches);
    bool apart = p < HL_SRM_LEVEL && most - least >= CLEARLY_APART;
    hl_sentence_pair parts[] = {all, hl_analysis__part_p(context, p)};
    hl_analysis__check(context, "slots", apart ? HL_CHECK_WARN : HL_CHECK_OK, p,
                       apart ? HL_SAY_SLOTS_APART : HL_SAY_SLOTS, parts, 2);
}
