/* Where the split is off on single days, both ways, and right over all of them, units were put into
 * arms by other odds from day to day (a ramp that nobody wrote down, an allocator that was mended).
 * Arms then differ in how their units spread over days, and what changed from day to day looks like
 * an effect; within a day it does not. So units are compared within days alone (Mantel and
 * Haenszel, stats/mantel_haenszel.h), and that is what the verdict reads.
 *
 * docs/decisions/ says when that can be defended; check_srm_parts.c decides it. */
#include "analysis/strata.h"

#include <string.h>

#include "analysis/effect.h"
#include "analysis/planned_look.h"
#include "analysis/withheld.h"
#include "base/number.h"
#include "stats/sequence_mean.h"
#include "stats/sequence_plan.h"

/* "2026-03-01", "2026/03/01", "20260301" */
static bool is_date(const char *text)
{
    size_t digits = 0;
    size_t others = 0;
    for (const char *at = text; *at != '\0'; at++) {
        bool digit = *at >= '0' && *at <= '9';
        bool separator = (*at == '-' || *at == '/') && (at - text == 4 || at - text == 7);
        if (!digit && !separator)
            return false;
        digits += digit;
        others += separator;
    }
    return digits == 8 && (others == 0 || others == 2);
}

bool hl_analysis__is_of_days(const hl_context *context, uint32_t dimension)
{
    static const char *const names[] = {"day", "date", "日期"};
    const hl_cells *cells = context->cells;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(context->design->dimensions[dimension].name, names[i]) == 0)
            return true;
    for (uint32_t i = 1; i < cells->split_names.count; i++)
        if (cells->splits[i].dimension == dimension && !is_date(cells->splits[i].value))
            return false;
    return true;
}

static hl_moments *day_moments(hl_context *context, size_t metric, int32_t day)
{
    size_t arms = context->design->arm_count;
    hl_moments *moments = hl_base__arena_array(&context->passing, arms, sizeof *moments);
    if (moments == NULL)
        context->failed = true;
    for (uint32_t arm = 0; !context->failed && arm < arms; arm++)
        hl_analysis__run_moments(context, metric, hl_cells__run(&context->index, arm, 0, day, day),
                                 &moments[arm]);
    return context->failed ? NULL : moments;
}

/* The moments of stratum i; NULL where it is none of those meant, or after setting failed. */
static hl_moments *stratum_moments(hl_context *context, size_t metric, size_t i)
{
    if (context->strata == HL_STRATA_VALUES)
        return i > 0 && context->cells->splits[i].dimension == context->strata_dimension
                   ? hl_analysis__moments(context, metric, (uint32_t)i)
                   : NULL;
    int32_t day = context->index.days[i];
    return day != HL_CELLS_NO_DAY && day <= hl_analysis__read_until(context, metric)
               ? day_moments(context, metric, day)
               : NULL;
}

hl_two_arms *hl_analysis__strata(hl_context *context, size_t metric, size_t control, size_t arm,
                                 size_t *count)
{
    bool days = context->strata == HL_STRATA_DAYS;
    size_t most = days ? context->index.day_count : context->cells->split_names.count;
    hl_two_arms *strata = hl_analysis__array(context, most, sizeof *strata);
    hl_estimator_options options = hl_analysis__estimator_options(context, metric);
    *count = 0;
    for (size_t i = 0; i < most && !context->failed; i++) {
        hl_moments *samples = stratum_moments(context, metric, i);
        hl_flags flags = 0;
        if (samples != NULL) {
            const hl_estimator *estimator =
                hl_analysis__estimator(options.metric, samples, context->design->arm_count, &flags);
            strata[(*count)++] = estimator->stratum(&options, &samples[control], &samples[arm]);
        }
        hl_analysis__pass(context);
    }
    (void)hl_stats__strata_as_counts(strata, *count);
    return context->failed ? NULL : strata;
}

static void set_lift(const hl_mantel_haenszel *within, hl_comparison *out)
{
    out->lift =
        (hl_estimate){within->ratio.estimate - 1, within->ratio.low - 1, within->ratio.high - 1};
    out->flags &= ~(hl_flags)(HL_FLAG_EXCLUSIVE | HL_FLAG_LOW_OPEN | HL_FLAG_HIGH_OPEN);
    if (within->shape == HL_FIELLER_EXCLUSIVE)
        out->flags |= HL_FLAG_EXCLUSIVE | HL_FLAG_ZERO_CONTROL;
    else if (within->shape == HL_FIELLER_ALL)
        out->flags |= HL_FLAG_LOW_OPEN | HL_FLAG_HIGH_OPEN | HL_FLAG_ZERO_CONTROL;
    else if (isinf(within->ratio.high))
        out->flags |= HL_FLAG_HIGH_OPEN;
    if (within->shape == HL_FIELLER_ALL) {
        out->lift.low = -HL_INFINITY;
        out->lift.high = HL_INFINITY;
    }
}

/* The units of both arms where their counts carry the sequence of means; 0 where not. */
static double units_of_sequence(hl_context *context, size_t metric, const hl_comparison *out)
{
    hl_comparison_input input = hl_analysis__comparison_input(context, metric, 0);
    if (context->failed)
        return 0;
    return hl_analysis__sequence_units(&input.options, input.estimator,
                                       &input.samples[out->control], &input.samples[out->arm]);
}

/* The sequence of means on the standardised ones. The exact sequences need one split for all days:
 * there is none. */
static void set_anytime(const hl_metric *metric, const hl_mantel_haenszel *within, double n,
                        double nstar, double conf, hl_comparison *out)
{
    out->anytime.low = out->anytime.high = out->anytime.p = HL_NAN;
    out->anytime.d_low = out->anytime.d_high = HL_NAN;
    out->anytime.method = NULL;
    out->flags &= ~(hl_flags)(HL_FLAG_ANYTIME_LOW_OPEN | HL_FLAG_ANYTIME_HIGH_OPEN |
                              HL_FLAG_ANYTIME_EXCLUSIVE);
    if (!(n > 0) || !(within->means.var_control + within->means.var_treatment > 0)) {
        out->flags |= HL_FLAG_ASYMPTOTIC_WITHHELD;
        return;
    }
    hl_sequence_mean view = hl_stats__sequence_pair(&within->means, n, 1 - conf, nstar);
    hl_analysis__take_sequence(metric, &view, out);
}

/* What stands in the place of a metric that cannot be pooled: the whole would be misread. */
static void leave_out(hl_comparison *out)
{
    out->flags = 0;
    hl_analysis__blank(out, HL_FLAG_NO_METHOD | HL_FLAG_STRATIFIED);
    out->method = hl_analysis__no_method.name;
    out->exact_method = HL_EXACT_NONE;
    out->anytime.method = NULL;
}

void hl_analysis__compare_within(hl_context *context, size_t metric, double conf,
                                 hl_comparison *out)
{
    size_t count = 0;
    hl_estimator_options options = hl_analysis__estimator_options(context, metric);
    if (!hl_analysis__can_pool(options.metric)) {
        leave_out(out);
        return;
    }
    hl_sequence_design design =
        hl_analysis__sequence_design(context, options.metric, out->arm, out->control);
    double nstar = hl_stats__sequence_plan(&design).nstar;
    double n = units_of_sequence(context, metric, out);
    hl_two_arms *strata = hl_analysis__strata(context, metric, out->control, out->arm, &count);
    if (strata == NULL)
        return;
    hl_mantel_haenszel within = hl_stats__mantel_haenszel(strata, count, conf);
    out->method = "mantel_haenszel";
    out->flags |= HL_FLAG_STRATIFIED;
    out->difference =
        (hl_estimate){within.difference.estimate, within.difference.low, within.difference.high};
    set_lift(&within, out);
    out->p = hl_analysis__is_withheld(out) ? HL_NAN : within.p;
    out->p_exact = HL_NAN;
    out->exact_method = HL_EXACT_NONE;
    out->se = within.se;
    out->se_control = sqrt(within.means.var_control);
    out->df = within.df;
    if (!hl_analysis__is_withheld(out))
        hl_analysis__normal_view(&options, within.difference.estimate, within.se, out);
    set_anytime(options.metric, &within, n, nstar, conf, out);
}
