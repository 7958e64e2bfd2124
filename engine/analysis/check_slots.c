/* Slot feasibility: of the touches that were planned, how many found a slot in each arm. Windows
 * differ in reach, and an arm whose touches often find none is another treatment than it says.
 *
 * The test is Pearson's chi-square of homogeneity over arms x (slot, none). With the pooled share p
 * of touches without a slot, the column of those alone is a test of fit to the arms' touches, and
 * the whole statistic is that one over 1 - p. Touches of one user are not independent, so the check
 * warns only below 0.001 and when arms are a percentage point apart. */
#include <math.h>

#include "analysis/data_checks.h"
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

/* Of the arms that have planned touches. most, least: shares without a slot. */
static void add_arms(hl_context *context, const double *touches, hl_finding *finding, double *most,
                     double *least)
{
    size_t arms = context->design->arm_count;
    hl_finding_item *items = hl_analysis__items(context, finding, arms);
    finding->item_count = 0;
    for (size_t i = 0; items != NULL && i < arms; i++) {
        const hl_slots *s = &context->cells->slots[i];
        if (!(touches[i] > 0))
            continue;
        hl_finding_item *item = &items[finding->item_count++];
        double share = (double)s->refused / touches[i];
        *most = share > *most ? share : *most;
        *least = share < *least ? share : *least;
        item->name = context->design->arms[i].name;
        item->n = touches[i] - (double)s->refused;
        item->of = touches[i];
        item->held = (double)s->held;
        item->pulled = (double)s->pulled;
    }
}

void hl_analysis__check_slots(hl_context *context)
{
    const hl_slots *slots = context->cells->slots;
    size_t arms = context->design->arm_count;
    double *touches = slots == NULL ? NULL : hl_analysis__array(context, arms, sizeof *touches);
    double most = 0;
    double least = 1;
    if (touches == NULL)
        return;
    for (size_t i = 0; i < arms; i++)
        touches[i] = (double)(slots[i].wished + slots[i].held + slots[i].pulled + slots[i].refused);
    hl_finding finding = hl_analysis__finding(HL_FOUND_SLOTS);
    add_arms(context, touches, &finding, &most, &least);
    if (finding.item_count == 0)
        return;
    finding.p = homogeneity_p(context, slots, touches);
    bool apart = finding.p < HL_SRM_BLOCKS && most - least >= CLEARLY_APART;
    if (apart)
        finding.code = HL_FOUND_SLOTS_APART;
    hl_analysis__check(context, HL_CHECK_SLOTS, apart ? HL_CHECK_WARN : HL_CHECK_OK, &finding);
}
