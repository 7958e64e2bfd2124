/* Checks that count: arms that should not be there, events that fit no touch, values that were
 * rounded. What is lost is judged by check_losses.c. */
#include "analysis/data_checks.h"
#include "analysis/periods.h"
#include "base/number.h"

int64_t hl_analysis__counter_total(const hl_context *context, hl_cells_counter counter)
{
    int64_t sum = 0;
    for (uint32_t arm = 0; arm < context->design->arm_count; arm++)
        sum += hl_analysis__count(context, arm, counter, context->counted_day);
    return sum;
}

/* Units of an arm while its weight was 0. */
static double stray(const hl_context *context, const double *counts, size_t arm)
{
    double units = 0;
    for (size_t k = 0; k < hl_analysis__periods(context); k++)
        if (!(hl_analysis__period_weight(context, k, arm) > 0))
            units += counts[k * context->design->arm_count + arm];
    return units;
}

/* Arms of weight 0 that nevertheless have units. */
static void check_zero_weight(hl_context *context, const double *period_counts)
{
    const hl_design *design = context->design;
    hl_finding finding = hl_analysis__finding(HL_FOUND_ZERO_WEIGHT_UNITS);
    hl_finding_item *items = hl_analysis__items(context, &finding, design->arm_count);
    size_t found = 0;
    for (size_t i = 0; items != NULL && i < design->arm_count; i++) {
        double units = stray(context, period_counts, i);
        if (!(units > 0))
            continue;
        items[found].name = design->arms[i].name;
        items[found++].n = units;
    }
    finding.item_count = found;
    if (found > 0)
        hl_analysis__check(context, HL_CHECK_ZERO_WEIGHT, HL_CHECK_FAIL, &finding);
}

/* Arms that the data have and the design has not. */
static void check_unknown(hl_context *context)
{
    uint32_t known = (uint32_t)context->design->arm_count;
    uint32_t all = context->cells->arms.count;
    if (all <= known)
        return;
    hl_finding finding = hl_analysis__finding(HL_FOUND_UNKNOWN_ARMS);
    hl_finding_item *items = hl_analysis__items(context, &finding, all - known);
    for (uint32_t i = known; items != NULL && i < all; i++) {
        items[i - known].name = hl_cells__arm_name(context->cells, i);
        items[i - known].n =
            (double)hl_analysis__count(context, i, HL_COUNT_ENROLLED, context->counted_day);
    }
    if (!context->failed)
        hl_analysis__check(context, HL_CHECK_UNKNOWN_ARM, HL_CHECK_WARN, &finding);
}

void hl_analysis__check_arms(hl_context *context)
{
    double *counts = hl_analysis__period_counts(context, HL_COUNT_ENROLLED, 0);
    if (counts != NULL && hl_analysis__weights_known(context))
        check_zero_weight(context, counts);
    if (!context->failed)
        check_unknown(context);
}

static const struct {
    hl_cells_counter counter;
    hl_check_kind check;
    hl_finding_code code;
} counted[] = {
    {HL_COUNT_WRONG_ARM, HL_CHECK_WRONG_ARM, HL_FOUND_WRONG_ARM},
    {HL_COUNT_BEFORE_TOUCH, HL_CHECK_BEFORE_TOUCH, HL_FOUND_BEFORE_TOUCH},
    {HL_COUNT_OUTSIDE_WINDOW, HL_CHECK_OUTSIDE_WINDOW, HL_FOUND_OUTSIDE_WINDOW},
};

/* An event after its window is the ordinary end of a window, not a fault. */
static hl_check_status status_of(hl_cells_counter counter)
{
    return counter == HL_COUNT_OUTSIDE_WINDOW ? HL_CHECK_OK : HL_CHECK_WARN;
}

static void check_reading(hl_context *context)
{
    const hl_cells *cells = context->cells;
    hl_finding rounded = hl_analysis__finding(HL_FOUND_ROUNDED_VALUES);
    rounded.n = (double)cells->rounded;
    if (cells->rounded > 0)
        hl_analysis__check(context, HL_CHECK_ROUNDED_VALUES, HL_CHECK_OK, &rounded);
}

void hl_analysis__check_counters(hl_context *context)
{
    double units = (double)hl_analysis__counter_total(context, HL_COUNT_ENROLLED);
    for (size_t i = 0; i < sizeof counted / sizeof counted[0] && !context->failed; i++) {
        hl_finding finding = hl_analysis__finding(counted[i].code);
        finding.n = (double)hl_analysis__counter_total(context, counted[i].counter);
        if ((hl_finding_has(finding.code) & HL_HAS_SHARE) != 0 && units > 0)
            finding.share = finding.n / units;
        if (finding.n > 0)
            hl_analysis__check(context, counted[i].check, status_of(counted[i].counter), &finding);
    }
    check_reading(context);
}
