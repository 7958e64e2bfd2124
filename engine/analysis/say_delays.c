/* Metrics that decide and are of those alone who came: a delay. Who comes may be an effect of the
 * arm too, whether or not shares that differ are shown (check_denominators.c): further buyers who
 * take longer make the mean delay longer, though nobody buys later than he would have (Rosenbaum
 * 1984, JRSS A 147:656-666). So it is said of how many it is wherever a difference is. */
#include "analysis/planned_look.h"
#include "analysis/reasons.h"

static bool is_said(const hl_context *context, size_t metric)
{
    const hl_finding *because = context->because.items;
    for (size_t i = 0; i < context->because.count; i++)
        if (because[i].code == HL_FOUND_COMERS_DIFFER && because[i].metric == metric)
            return true;
    return false;
}

static bool decides(const hl_context *context, size_t metric, const hl_comparison *c)
{
    hl_metric_role role = context->design->metrics[metric].role;
    return role == HL_ROLE_PRIMARY ? hl_analysis__shown(context, metric, c) != 0
                                   : role == HL_ROLE_GUARDRAIL && c->guard == HL_GUARD_BROKEN;
}

void hl_analysis__say_delays(hl_context *context)
{
    for (size_t m = 0; m < context->design->metric_count; m++) {
        const hl_metric_result *result = &context->metrics[m];
        bool delay = result->metric->value == HL_VALUE_OF_FIRST_DELAY &&
                     result->metric->per == HL_PER_UNIT && result->metric->kind != HL_METRIC_RATIO;
        for (size_t i = 0; delay && i < result->comparison_count && !context->failed; i++) {
            const hl_comparison *c = &result->comparisons[i];
            hl_finding finding = hl_analysis__finding_of(HL_FOUND_DELAY_OF_THOSE, m, c->arm);
            finding.n = (double)result->arms[c->arm].n;
            finding.of = (double)hl_analysis__count(context, (uint32_t)c->arm, HL_COUNT_ENROLLED,
                                                    hl_analysis__read_until(context, m));
            if (decides(context, m, c) && !is_said(context, m) && finding.of > finding.n)
                hl_analysis__because(context, &finding);
        }
    }
}
