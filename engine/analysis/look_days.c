/* A planned look is read once, as of the day at the end of which its planned units were in with
 * their windows closed: which day that is depends on their number alone, so that a report says the
 * same whenever it is made from then on, and error is spent at the information that there was (Lan
 * & DeMets 1983 ask for no more). Where one day brings several looks, the last of them is read. The
 * experiment ends at the first look whose verdict ends it: estimates with the earlier looks taken
 * into account are those of that look, and would be false at any later one, since its boundary had
 * not been kept. Jennison & Turnbull (2000), ch. 8. */
#include "analysis/look_days.h"

#include "analysis/gain.h"
#include "base/number.h"

size_t hl_analysis__look_metric(const hl_design *design)
{
    size_t metric = 0;
    while (metric + 1 < design->metric_count && design->metrics[metric].role != HL_ROLE_PRIMARY)
        metric++;
    return metric;
}

double hl_analysis__information(hl_context *context)
{
    const hl_design *design = context->design;
    double units = 0;
    if (!(design->planned_units > 0) || design->metric_count == 0)
        return HL_NAN;
    const hl_moments *moments = hl_analysis__moments(context, hl_analysis__look_metric(design), 0);
    for (size_t i = 0; moments != NULL && i < design->arm_count; i++)
        units += (double)moments[i].n;
    return units / design->planned_units;
}

/* Looks from out->reached on that have come by this day. */
static void take_day(const hl_design *design, int32_t day, double information, hl_look_days *out)
{
    static const double rounding = 1e-9;
    size_t before = out->reached;
    while (out->reached < design->look_count &&
           information >= design->looks[out->reached] - rounding)
        out->skipped[out->reached++] = true;
    if (out->reached == before)
        return;
    size_t now = out->reached - 1;
    out->skipped[now] = false;
    out->day[now] = day;
    out->t[now] = out->reached == design->look_count ? 1 : information;
}

void hl_analysis__look_days(hl_context *context, hl_look_days *out)
{
    const hl_design *design = context->design;
    const hl_cell_index *index = &context->index;
    int32_t last = context->read_day;
    *out = (hl_look_days){0};
    for (size_t k = 0; k < design->look_count; k++) {
        out->day[k] = INT32_MAX;
        out->t[k] = design->looks[k];
    }
    for (size_t i = 0; i < index->day_count && index->days[i] <= context->matured_day; i++) {
        context->read_day = index->days[i];
        take_day(design, index->days[i], hl_analysis__information(context), out);
    }
    context->read_day = last;
}

/* ---- the verdict of a look */

bool hl_analysis__ends(const hl_design *design, hl_decision decision)
{
    bool alone = design->arm_count == 2; /* otherwise the others go on */
    return decision == HL_DECIDE_SHIP || decision == HL_DECIDE_KEEP_CONTROL ||
           (decision == HL_DECIDE_STOP_GUARDRAIL && alone);
}

hl_context hl_analysis__apart(hl_context *context, hl_analysis *out)
{
    hl_context at = *context;
    *out = *context->out;
    at.out = out;
    at.passing = (hl_arena){0};
    at.clips = hl_analysis__array(context, context->design->metric_count, sizeof *at.clips);
    at.clip_known =
        hl_analysis__array(context, context->design->metric_count, sizeof *at.clip_known);
    at.checks = at.because = at.warnings = at.interactions = at.effects = at.timeline =
        (hl_growing){0};
    return at;
}

bool hl_analysis__look_ends(hl_context *context)
{
    static void (*const steps[])(hl_context *) = {
        hl_analysis__arms,       hl_analysis__metrics, hl_analysis__multiplicity,
        hl_analysis__guardrails, hl_analysis__gains,   hl_analysis__verdict};
    hl_analysis out;
    hl_context at = hl_analysis__apart(context, &out);
    for (size_t i = 0; !context->failed && !at.failed && i < sizeof steps / sizeof steps[0]; i++) {
        steps[i](&at);
        hl_analysis__pass(&at);
    }
    context->failed = context->failed || at.failed;
    return !context->failed && hl_analysis__ends(context->design, out.verdict.decision);
}
