/* A p that errs several times as often as it says must not be read: neither by the verdict nor by a
 * list of many experiments nor by who takes the JSON. So it does not exist, nor does the
 * probability that comes from the same numbers, in one place, and what is made of it (corrections,
 * guardrails, the verdict) follows; the flag says why. Always-valid intervals have a rule of their
 * own (analysis/anytime.c). */
#include "analysis/withheld.h"

#include "base/number.h"

static const struct {
    hl_flags flag;
    bool of_arm;
    hl_finding_code why;
} reasons[] = {
    {HL_FLAG_FEW_BUYERS, false, HL_FOUND_FEW_BUYERS},
    {HL_FLAG_FEW_BUYERS, true, HL_FOUND_FEW_BUYERS_OF_ARM},
    {HL_FLAG_FEW_CLUSTERS, false, HL_FOUND_FEW_CLUSTERS},
};

hl_finding_code hl_analysis__why_withheld(const hl_comparison *comparison)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++)
        if ((comparison->flags & reasons[i].flag) != 0 &&
            comparison->withheld.of_arm == reasons[i].of_arm)
            return reasons[i].why;
    return HL_FOUND_NO_ANSWER;
}

bool hl_analysis__is_withheld(const hl_comparison *comparison)
{
    return hl_analysis__why_withheld(comparison) != HL_FOUND_NO_ANSWER;
}

bool hl_analysis__is_answered(const hl_comparison *comparison)
{
    return !isnan(comparison->p);
}

static int64_t units_of(const hl_context *context, size_t metric, size_t arm)
{
    const hl_metric_result *result = &context->metrics[metric];
    int64_t n = result->arms[arm].n, units = context->arms[arm].units;
    return result->metric->per == HL_PER_TOUCH && units < n ? units : n;
}

bool hl_analysis__has_few_units(const hl_context *context, size_t metric,
                                const hl_comparison *comparison)
{
    return units_of(context, metric, comparison->arm) < HL_UNITS_LEAST ||
           units_of(context, metric, comparison->control) < HL_UNITS_LEAST;
}

static void withhold(hl_comparison *comparison, hl_flags reason, double n, double needed,
                     bool of_arm)
{
    bool before = hl_analysis__is_withheld(comparison);
    comparison->flags |= reason;
    comparison->p = comparison->p_exact = HL_NAN;
    comparison->probability_better = comparison->expected_loss = HL_NAN;
    if (before)
        return;
    comparison->withheld.n = n;
    comparison->withheld.needed = needed;
    comparison->withheld.of_arm = of_arm;
}

void hl_analysis__withhold(hl_comparison *comparison, hl_flags reason, double n, double needed)
{
    withhold(comparison, reason, n, needed, false);
}

void hl_analysis__withhold_of_arm(hl_comparison *comparison, hl_flags reason, double n,
                                  double needed)
{
    withhold(comparison, reason, n, needed, true);
}
