/* Checks that count: arms that should not be there, units in two arms, events that fit no touch,
 * rows that could not be read. */
#include "analysis/check.h"
#include "analysis/periods.h"
#include "base/number.h"

int64_t hl_analysis__counter_total(const hl_context *context, hl_counter counter)
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
    const char **names = hl_analysis__array(context, design->arm_count, sizeof *names);
    double *counts = hl_analysis__array(context, design->arm_count, sizeof *counts);
    size_t found = 0;
    for (size_t i = 0; !context->failed && i < design->arm_count; i++) {
        double units = stray(context, period_counts, i);
        if (!(units > 0))
            continue;
        names[found] = design->arms[i].name;
        counts[found++] = units;
    }
    if (found == 0 || context->failed)
        return;
    hl_sentence_pair part = hl_analysis__part_counts(context, names, counts, found);
    hl_analysis__check(context, "zero_weight", HL_CHECK_FAIL, HL_NAN, HL_SAY_ZERO_WEIGHT, &part, 1);
}

/* Arms that the data have and the design has not. */
static void check_unknown(hl_context *context)
{
    uint32_t known = (uint32_t)context->design->arm_count;
    uint32_t all = context->cells->arms.count;
    if (all <= known)
        return;
    const char **names = hl_analysis__array(context, all - known, sizeof *names);
    double *counts = hl_analysis__array(context, all - known, sizeof *counts);
    for (uint32_t i = known; !context->failed && i < all; i++) {
        names[i - known] = hl_cells__arm_name(context->cells, i);
        counts[i - known] =
            (double)hl_analysis__count(context, i, HL_COUNT_ENROLLED, context->counted_day);
    }
    if (context->failed)
        return;
    hl_sentence_pair part = hl_analysis__part_counts(context, names, counts, all - known);
    hl_analysis__check(context, "unknown_arm", HL_CHECK_WARN, HL_NAN, HL_SAY_UNKNOWN_ARM, &part, 1);
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
    hl_counter counter;
    const char *check;
    hl_phrase phrase;
    bool share_of_units; /* the sentence has the share of all units */
} counted[] = {
    {HL_COUNT_TWO_ARMS, "two_arms", HL_SAY_TWO_ARMS, true},
    {HL_COUNT_WRONG_ARM, "wrong_arm", HL_SAY_WRONG_ARM, true},
    {HL_COUNT_BEFORE_TOUCH, "before_touch", HL_SAY_BEFORE_TOUCH, false},
    {HL_COUNT_UNKNOWN_TOUCH, "unknown_touch", HL_SAY_UNKNOWN_TOUCH, false},
    {HL_COUNT_OUTSIDE_WINDOW, "outside_window", HL_SAY_OUTSIDE_WINDOW, false},
    {HL_COUNT_DUPLICATES, "duplicates", HL_SAY_DUPLICATES, false},
};

/* An event after its window is the ordinary end of a window, not a fault. */
static hl_check_status status_of(hl_counter counter)
{
    return counter == HL_COUNT_OUTSIDE_WINDOW ? HL_CHECK_OK : HL_CHECK_WARN;
}

static void check_reading(hl_context *context)
{
    const hl_cells *cells = context->cells;
    hl_sentence_pair parts[] = {hl_analysis__part_count(context, cells->rejected),
                                hl_analysis__part_count(context, cells->rows + cells->rejected)};
    if (cells->rejected > 0)
        hl_analysis__check(context, "rejected_rows", HL_CHECK_WARN, HL_NAN, HL_SAY_REJECTED, parts,
                           2);
    hl_sentence_pair rounded = hl_analysis__part_count(context, cells->rounded);
    if (cells->rounded > 0)
        hl_analysis__check(context, "rounded_values", HL_CHECK_OK, HL_NAN, HL_SAY_ROUNDED, &rounded,
                           1);
}

void hl_analysis__check_counters(hl_context *context)
{
    double units = (double)hl_analysis__counter_total(context, HL_COUNT_ENROLLED);
    for (size_t i = 0; i < sizeof counted / sizeof counted[0] && !context->failed; i++) {
        int64_t count = hl_analysis__counter_total(context, counted[i].counter);
        if (count == 0)
            continue;
        double share = units > 0 ? (double)count / units : HL_NAN;
        hl_sentence_pair parts[] = {
            hl_analysis__part_count(context, count),
            hl_analysis__part_number(context, share, 2, HL_SHOW_SHARE),
        };
        hl_analysis__check(context, counted[i].check, status_of(counted[i].counter), HL_NAN,
                           counted[i].phrase, parts, counted[i].share_of_units ? 2 : 1);
    }
    check_reading(context);
}
