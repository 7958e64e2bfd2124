/* The line of an experiment in a batch: a decision, its limits and one number, all of the same arm.
 */
#include "analysis/batch_line.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

/* ---- what is kept */

/* The text, or NULL of NULL; false when out of memory. */
bool hl_analysis__batch_keep(hl_batch *batch, const char *text, const char **out)
{
    hl_batch_owner *own = batch->owner;
    *out = hl_base__arena_string(&own->arena, text);
    return *out != NULL || text == NULL;
}

bool hl_analysis__batch_localized(hl_batch *batch, const hl_localized *from, hl_localized *out)
{
    hl_batch_owner *own = batch->owner;
    const char **texts = hl_base__arena_array(&own->arena, 2 * from->count, sizeof *texts);
    bool good = texts != NULL;
    for (size_t i = 0; good && i < from->count; i++)
        good = hl_analysis__batch_keep(batch, from->languages[i], &texts[i]) &&
               hl_analysis__batch_keep(batch, from->texts[i], &texts[from->count + i]);
    if (good)
        *out = (hl_localized){from->count, texts, texts + from->count};
    return good;
}

bool hl_analysis__batch_title(hl_batch *batch, const hl_design *design, hl_titled of,
                              const char *name, hl_localized *out)
{
    for (size_t i = 0; name != NULL && i < design->title_count; i++)
        if (design->titles[i].of == of && strcmp(design->titles[i].name, name) == 0)
            return hl_analysis__batch_localized(batch, &design->titles[i].title, out);
    return true;
}

/* ---- what is told */

/* Which reason is told of a decision: the first code that there is, and of its findings the one of
 * the comparison that is told, else the first. */
enum { MOST_TOLD = 3 };
static const hl_finding_code told_codes[HL_DECISIONS][MOST_TOLD] = {
    [HL_DECIDE_SHIP] = {HL_FOUND_BETTER, HL_FOUND_BETTER, HL_FOUND_BETTER},
    [HL_DECIDE_KEEP_CONTROL] = {HL_FOUND_WORSE, HL_FOUND_WORTH_EXCLUDED, HL_FOUND_HARM_SINCE},
    [HL_DECIDE_KEEP_RUNNING] = {HL_FOUND_WORSE, HL_FOUND_BETTER, HL_FOUND_NOT_SHOWN},
    [HL_DECIDE_STOP_GUARDRAIL] = {HL_FOUND_GUARDRAIL_BROKEN, HL_FOUND_GUARDRAIL_HARMED,
                                  HL_FOUND_HARM_SINCE},
    [HL_DECIDE_NOT_SHOWN] = {HL_FOUND_WORSE, HL_FOUND_GAIN_EXCLUDED, HL_FOUND_NOT_SHOWN},
    [HL_DECIDE_COUNTED_APART] = {HL_FOUND_DENOMINATORS_DIFFER, HL_FOUND_COMERS_DIFFER,
                                 HL_FOUND_ROWS_PER_UNIT},
};

static const hl_finding *because(const hl_analysis *analysis, hl_finding_code code)
{
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        if (analysis->verdict.because[i].code == code)
            return &analysis->verdict.because[i];
    return NULL;
}

static hl_arm_decision decision_of(const hl_analysis *analysis, size_t arm)
{
    for (size_t i = 0; i < analysis->verdict.arm_count; i++)
        if (analysis->verdict.arms[i].arm == arm)
            return analysis->verdict.arms[i].decision;
    return HL_ARM_UNDECIDED;
}

/* Whether the decision is of what is shown of the arm (1 better, -1 worse, 0 neither). */
static bool is_meant(const hl_analysis *analysis, size_t arm, int shown)
{
    const hl_verdict *verdict = &analysis->verdict;
    hl_arm_decision says = decision_of(analysis, arm);
    if (verdict->arm != SIZE_MAX)
        return arm == verdict->arm && (verdict->decision != HL_DECIDE_SHIP || shown > 0);
    return (says == HL_ARM_WORSE && shown < 0) ||
           (says == HL_ARM_GUARDRAIL_UNDECIDED && shown > 0 &&
            verdict->decision == HL_DECIDE_KEEP_RUNNING);
}

/* A comparison that the decision is of before any other, then the clearer one. */
static bool tells_more(const hl_batch_comparison *a, bool a_meant, const hl_batch_comparison *b,
                       bool b_meant)
{
    if (a_meant != b_meant)
        return a_meant;
    return a->effective.p_adjusted < b->effective.p_adjusted ||
           (isnan(b->effective.p_adjusted) && !isnan(a->effective.p_adjusted));
}

/* Of the arm that the verdict is of, else of any. */
static void choose_told(const hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    size_t at = row->first, of = analysis->verdict.arm;
    bool best_meant = false;
    for (size_t m = 0; m < analysis->metric_count; m++)
        for (size_t i = 0; i < analysis->metrics[m].comparison_count; i++, at++) {
            const hl_batch_comparison *c = &batch->comparisons[at];
            size_t arm = analysis->metrics[m].comparisons[i].arm;
            bool meant = is_meant(analysis, arm, c->shown);
            if (c->role != HL_ROLE_PRIMARY || (of != SIZE_MAX && arm != of))
                continue;
            if (row->told == SIZE_MAX ||
                tells_more(c, meant, &batch->comparisons[row->told], best_meant)) {
                row->told = at;
                best_meant = meant;
            }
        }
}

/* The comparison of the row that a finding is of; NULL: none. */
static hl_batch_comparison *comparison_of(const hl_batch *batch, const hl_batch_row *row,
                                          const hl_analysis *analysis, const hl_finding *finding)
{
    if (finding->metric == SIZE_MAX || finding->arm == SIZE_MAX)
        return NULL;
    for (size_t i = row->first; i < row->first + row->comparison_count; i++) {
        hl_batch_comparison *c = &batch->comparisons[i];
        if (strcmp(analysis->metrics[finding->metric].metric->name, c->metric) == 0 &&
            strcmp(analysis->arms[finding->arm].name, c->arm) == 0)
            return c;
    }
    return NULL;
}

static hl_batch_caveat caveat_of(hl_finding_code code)
{
    return code == HL_FOUND_NOT_SHOWN_CORRECTED ? HL_BATCH_NOT_SHOWN_CORRECTED
           : code == HL_FOUND_NOT_SHOWN_EXACT   ? HL_BATCH_NOT_SHOWN_EXACT
           : code == HL_FOUND_GUARDRAIL_UNSEEN  ? HL_BATCH_UNSEEN
                                                : HL_BATCH_NO_CAVEAT;
}

static void add_caveats(const hl_batch *batch, const hl_batch_row *row, const hl_analysis *analysis)
{
    for (size_t i = 0; i < analysis->verdict.because_count; i++) {
        const hl_finding *finding = &analysis->verdict.because[i];
        hl_batch_caveat caveat = caveat_of(finding->code);
        hl_batch_comparison *c = comparison_of(batch, row, analysis, finding);
        if (caveat != HL_BATCH_NO_CAVEAT && c != NULL)
            c->caveat = caveat;
    }
}

static bool keep_reason(hl_batch *batch, const hl_batch_row *row, const hl_analysis *analysis,
                        const hl_finding *finding, hl_batch_reason *out)
{
    const hl_metric *metric = analysis->metrics[finding->metric].metric;
    const char *arm = finding->arm == SIZE_MAX ? NULL : analysis->arms[finding->arm].name;
    const hl_batch_comparison *c = comparison_of(batch, row, analysis, finding);
    *out = (hl_batch_reason){.code = finding->code,
                             .of_rate = hl_metric_is_rate(metric),
                             .goal = metric->goal,
                             .effect = finding->effect,
                             .alpha = c == NULL ? row->level : c->quoted.alpha,
                             .effect_of = finding->effect_of,
                             .margin = finding->margin,
                             .margin_of = finding->margin_of};
    return hl_analysis__batch_keep(batch, metric->name, &out->metric) &&
           hl_analysis__batch_keep(batch, arm, &out->arm) &&
           hl_analysis__batch_title(batch, analysis->design, HL_TITLED_METRIC, metric->name,
                                    &out->metric_title) &&
           hl_analysis__batch_title(batch, analysis->design, HL_TITLED_ARM, arm, &out->arm_title);
}

/* The comparison that is told is in the batch already. */
static bool is_told(const hl_batch *batch, const hl_batch_row *row, const hl_analysis *analysis,
                    const hl_finding *finding)
{
    const hl_batch_comparison *c = row->told == SIZE_MAX ? NULL : &batch->comparisons[row->told];
    return c != NULL && finding->metric != SIZE_MAX && finding->arm != SIZE_MAX &&
           strcmp(analysis->metrics[finding->metric].metric->name, c->metric) == 0 &&
           strcmp(analysis->arms[finding->arm].name, c->arm) == 0;
}

/* Of the arm that the decision is of, where it is of one; better or worse only what decides of the
 * arm: a fixed sample that has not ended is not read yet. */
static bool is_of_decision(const hl_analysis *analysis, const hl_finding *finding)
{
    const hl_verdict *verdict = &analysis->verdict;
    bool shown = finding->code == HL_FOUND_BETTER || finding->code == HL_FOUND_WORSE;
    if (verdict->arm != SIZE_MAX)
        return finding->arm == verdict->arm;
    return !shown || is_meant(analysis, finding->arm, finding->code == HL_FOUND_BETTER ? 1 : -1);
}

static const hl_finding *told_finding(const hl_batch *batch, const hl_batch_row *row,
                                      const hl_analysis *analysis, hl_finding_code code)
{
    const hl_verdict *verdict = &analysis->verdict;
    const hl_finding *first = NULL;
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        if (f->code != code || !is_of_decision(analysis, f))
            continue;
        if (is_told(batch, row, analysis, f))
            return f;
        first = first == NULL ? f : first;
    }
    return first;
}

/* Beside "stop" stands the guardrail that stops, and no number of another metric. */
static void tell_comparison(const hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis,
                            const hl_finding *finding)
{
    hl_batch_row of = *row;
    bool stops = analysis->verdict.decision == HL_DECIDE_STOP_GUARDRAIL;
    for (of.told = row->first; of.told < row->first + row->comparison_count; of.told++)
        if ((stops || batch->comparisons[of.told].role == HL_ROLE_PRIMARY) &&
            is_told(batch, &of, analysis, finding))
            row->told = of.told;
}

static bool add_reason(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    const hl_finding *finding = NULL;
    for (size_t i = 0; i < MOST_TOLD && finding == NULL; i++)
        finding = told_finding(batch, row, analysis, told_codes[row->decision][i]);
    if (finding == NULL || finding->metric == SIZE_MAX)
        return true;
    if (finding->code != HL_FOUND_NOT_SHOWN) /* which says nothing of one arm before others */
        tell_comparison(batch, row, analysis, finding);
    return keep_reason(batch, row, analysis, finding, &row->reason);
}

static bool add_arm(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    size_t arm = analysis->verdict.arm;
    const char *name = arm == SIZE_MAX ? NULL : analysis->arms[arm].name;
    return hl_analysis__batch_keep(batch, name, &row->arm) &&
           hl_analysis__batch_title(batch, analysis->design, HL_TITLED_ARM, name, &row->arm_title);
}

static const hl_segment_result *segment_of(const hl_analysis *analysis, const char *name)
{
    for (size_t i = 0; i < analysis->segment_count; i++) {
        const hl_segment_result *segment = &analysis->segments[i];
        size_t length = strlen(segment->by);
        if (strncmp(name, segment->by, length) == 0 && strncmp(name + length, " = ", 3) == 0 &&
            strcmp(name + length + 3, segment->value) == 0)
            return segment;
    }
    return NULL;
}

/* Once, of however many metrics it is said. */
static bool add_harmed(hl_batch *batch, hl_batch_arm *arm, const hl_analysis *analysis,
                       const hl_finding *finding)
{
    const hl_segment_result *segment = segment_of(analysis, finding->name);
    for (size_t i = 0; i < arm->harmed_count; i++)
        if (strcmp(arm->harmed[i].name, finding->name) == 0)
            return true;
    if (segment == NULL)
        return true;
    hl_batch_segment *out = &arm->harmed[arm->harmed_count++];
    *out =
        (hl_batch_segment){.of_condition = hl_design_has_condition(analysis->design, segment->by)};
    return hl_analysis__batch_keep(batch, finding->name, &out->name) &&
           hl_analysis__batch_keep(batch, segment->by, &out->by) &&
           hl_analysis__batch_keep(batch, segment->value, &out->value) &&
           hl_analysis__batch_title(batch, analysis->design, HL_TITLED_SEGMENT, segment->by,
                                    &out->by_title);
}

static bool is_cost(const hl_finding *finding)
{
    return finding->code == HL_FOUND_SECONDARY_WORSE ||
           finding->code == HL_FOUND_GUARDRAIL_HARM_TOLERATED;
}

static bool keep_metric(hl_batch *batch, hl_batch_cost *out, const hl_analysis *analysis,
                        const hl_finding *finding)
{
    const char *name = analysis->metrics[finding->metric].metric->name;
    *out = (hl_batch_cost){.tolerated = finding->code == HL_FOUND_GUARDRAIL_HARM_TOLERATED};
    return hl_analysis__batch_keep(batch, name, &out->metric) &&
           hl_analysis__batch_title(batch, analysis->design, HL_TITLED_METRIC, name, &out->title);
}

/* What a finding of the arm says of it beside the decision. */
static bool add_finding(hl_batch *batch, hl_batch_arm *arm, const hl_analysis *analysis,
                        const hl_finding *finding)
{
    if (hl_finding_is_harm_in_segment(finding))
        return add_harmed(batch, arm, analysis, finding);
    if (is_cost(finding))
        return keep_metric(batch, &arm->costs[arm->cost_count++], analysis, finding);
    arm->harm_since = arm->harm_since || finding->code == HL_FOUND_HARM_SINCE;
    arm->unseen = arm->unseen || finding->code == HL_FOUND_GUARDRAIL_UNSEEN;
    if (finding->code == HL_FOUND_PRIMARIES_DISAGREE)
        return keep_metric(batch, &arm->gain, analysis, finding);
    if (finding->code == HL_FOUND_WORTH_NOT_SHOWN && isnan(arm->worth))
        arm->worth = finding->margin;
    return true;
}

/* As its own report says in its first line and in what is next. */
static bool does_harm(const hl_verdict *verdict, size_t arm, hl_arm_decision says)
{
    bool settles =
        verdict->decision == HL_DECIDE_SHIP || verdict->decision == HL_DECIDE_KEEP_CONTROL;
    bool dropped = says == HL_ARM_WORSE || says == HL_ARM_GUARDRAIL_BROKEN;
    for (size_t i = 0; i < verdict->because_count && !settles && !dropped; i++) {
        const hl_finding *f = &verdict->because[i];
        if (f->arm == arm &&
            (f->code == HL_FOUND_MAY_STOP_FOR_HARM || f->code == HL_FOUND_GUARDRAIL_BEYOND_MARGIN ||
             (f->code == HL_FOUND_GUARDRAIL_NEAR_MARGIN && hl_verdict_has_ended(verdict))))
            return true;
    }
    return false;
}

static bool add_one_arm(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis, size_t arm)
{
    hl_batch_owner *own = batch->owner;
    const hl_verdict *verdict = &analysis->verdict;
    const char *name = analysis->arms[arm].name;
    hl_arm_decision says = decision_of(analysis, arm);
    hl_batch_arm *out = &row->arms[row->judged++];
    *out = (hl_batch_arm){
        .decision = says, .across = says, .harm = does_harm(verdict, arm, says), .worth = HL_NAN};
    out->costs = hl_base__arena_array(&own->arena, verdict->because_count + 1, sizeof *out->costs);
    out->harmed =
        hl_base__arena_array(&own->arena, verdict->because_count + 1, sizeof *out->harmed);
    bool good = out->harmed != NULL && out->costs != NULL &&
                hl_analysis__batch_keep(batch, name, &out->arm) &&
                hl_analysis__batch_title(batch, analysis->design, HL_TITLED_ARM, name, &out->title);
    for (size_t i = 0; good && i < verdict->because_count; i++)
        if (verdict->because[i].arm == arm)
            good = add_finding(batch, out, analysis, &verdict->because[i]);
    return good;
}

static bool is_named(const hl_analysis *analysis, hl_finding_code code, size_t arm)
{
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        if (analysis->verdict.because[i].code == code && analysis->verdict.because[i].arm == arm)
            return true;
    return false;
}

/* Those that may be shipped beside others first, in the order in which its own report says it. */
static bool add_arms(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    hl_batch_owner *own = batch->owner;
    const hl_verdict *verdict = &analysis->verdict;
    bool good = true;
    row->lack = hl_verdict_lack(verdict);
    row->arms = hl_base__arena_array(&own->arena, verdict->arm_count + 1, sizeof *row->arms);
    if (row->arms == NULL)
        return false;
    for (size_t i = 0; good && i < verdict->because_count; i++)
        if (verdict->because[i].code == HL_FOUND_FIT_TO_SHIP)
            good = add_one_arm(batch, row, analysis, verdict->because[i].arm);
    for (size_t i = 0; good && i < verdict->arm_count; i++)
        if (!is_named(analysis, HL_FOUND_FIT_TO_SHIP, verdict->arms[i].arm))
            good = add_one_arm(batch, row, analysis, verdict->arms[i].arm);
    for (size_t i = 0; good && i < row->judged; i++)
        row->may_stop = row->may_stop || (row->arms[i].harm && !hl_verdict_has_ended(verdict));
    return good;
}

static bool add_next_look(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    static const hl_finding_code looks[] = {HL_FOUND_NEXT_LOOK_ON,
                                            HL_FOUND_NEXT_LOOK,
                                            HL_FOUND_WINDOWS_CLOSE_ON,
                                            HL_FOUND_TOUCHES_GO_ON,
                                            HL_FOUND_PLANNED_WINDOWS_CLOSE_ON,
                                            HL_FOUND_LOOK_WINDOWS_CLOSE_ON,
                                            HL_FOUND_STANDSTILL_OPEN};
    const hl_finding *finding = NULL;
    for (size_t i = 0; i < sizeof looks / sizeof looks[0] && finding == NULL; i++)
        finding = because(analysis, looks[i]);
    if (finding == NULL)
        return true;
    row->next_look_units = finding->n;
    return hl_analysis__batch_keep(batch, finding->name, &row->next_look);
}

bool hl_analysis__batch_line(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis)
{
    choose_told(batch, row, analysis);
    add_caveats(batch, row, analysis);
    return add_arm(batch, row, analysis) && add_arms(batch, row, analysis) &&
           add_reason(batch, row, analysis) && add_next_look(batch, row, analysis);
}
