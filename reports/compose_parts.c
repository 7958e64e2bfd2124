/* The parts of a metric beyond its arms: segments, factors, the timeline. */
#include <math.h>
#include <string.h>

#include "base/civil.h"
#include "base/number.h"
#include "reports/compose_metric.h"
#include "reports/finding.h"
#include "reports/in_force.h"
#include "reports/say.h"
#include "reports/titles.h"

static const hl_interaction *interaction_of(const hl_analysis *analysis, size_t metric,
                                            const char *by, size_t arm)
{
    for (size_t i = 0; i < analysis->interaction_count; i++) {
        const hl_interaction *one = &analysis->interactions[i];
        if (one->metric == metric && one->arm == arm && strcmp(one->by, by) == 0)
            return one;
    }
    return NULL;
}

static void say_interaction(const hl_analysis *analysis, const hl_interaction *interaction,
                            hl_document *document)
{
    const hl_message_value values[] = {
        {"by", interaction->by},
        {"arm", analysis->arms[interaction->arm].name},
        {"p", hl_reports__p_named(document, interaction->p_adjusted)},
        {"tau", hl_reports__number(document, interaction->tau, 3, HL_SHOW_VALUE)}};
    hl_word word = interaction->different                  ? HL_WORD_DIFFERENT
                   : hl_interaction_says_lift(interaction) ? HL_WORD_NOT_DIFFERENT
                                                           : HL_WORD_DIFFERENCES_NOT_DIFFERENT;
    (void)hl_reports__add(document, HL_BLOCK_BULLET, hl_reports__say(document, word, values, 4));
}

static const char *pooled_text(const hl_analysis *analysis, const hl_interaction *interaction,
                               bool lift, hl_document *document)
{
    const hl_metric *metric = analysis->metrics[interaction->metric].metric;
    hl_text text = {0};
    hl_reports__show_interval(
        &text, lift ? &interaction->pooled : &interaction->pooled_difference, analysis->look_alpha,
        lift ? HL_SHOW_CHANGE : hl_reports__difference_form(metric), document->lang);
    return hl_reports__keep(document, &text);
}

static void say_pooled(const hl_analysis *analysis, const hl_interaction *interaction,
                       hl_document *document)
{
    bool lift = hl_interaction_says_lift(interaction);
    const hl_message_value values[] = {
        {"by", interaction->by},
        {"arm", analysis->arms[interaction->arm].name},
        {"lift", pooled_text(analysis, interaction, lift, document)},
        {"p", hl_reports__p_named(document, interaction->pooled_p)},
        {"carried", hl_reports__number(document, interaction->carried, 1, HL_SHOW_VALUE)},
        {"needed", hl_reports__number(document, HL_INFORMATION_LEAST, 0, HL_SHOW_VALUE)}};
    bool withheld = (interaction->flags & HL_FLAG_ASYMPTOTIC_WITHHELD) != 0;
    hl_word word = withheld                                         ? HL_WORD_POOLED_WITHHELD
                   : isnan(interaction->pooled_difference.estimate) ? HL_WORD_NO_POOLED
                   : lift                                           ? HL_WORD_POOLED
                                                                    : HL_WORD_POOLED_DIFFERENCE;
    (void)hl_reports__add(document, HL_BLOCK_BULLET, hl_reports__say(document, word, values, 6));
    if (interaction->flags & HL_FLAG_SHRUNK_WITHHELD)
        (void)hl_reports__add(document, HL_BLOCK_BULLET,
                              hl_reports__say(document, HL_WORD_SHRUNK_WITHHELD, values, 6));
}

/* What is said once of a dimension. */
static void say_not_pooled(const char *by, hl_document *document)
{
    const hl_message_value value = {"by", by};
    (void)hl_reports__add(document, HL_BLOCK_BULLET,
                          hl_reports__say(document, HL_WORD_NOT_POOLED, &value, 1));
}

/* The interactions of a metric and dimension, arm by arm. */
static void say_interactions(const hl_analysis *analysis, size_t metric, const char *by,
                             hl_document *document)
{
    for (size_t arm = 0; arm < analysis->arm_count; arm++) {
        const hl_interaction *found = interaction_of(analysis, metric, by, arm);
        if (found == NULL)
            continue;
        if (found->flags & HL_FLAG_NO_METHOD) {
            say_not_pooled(by, document);
            return;
        }
        say_pooled(analysis, found, document);
        bool pooled = (found->flags & HL_FLAG_ASYMPTOTIC_WITHHELD) == 0;
        if (!isnan(found->p) && (pooled || found->different))
            say_interaction(analysis, found, document);
    }
}

/* What n counts. */
static const char *rows_word(const hl_analysis *analysis, size_t metric, hl_document *document)
{
    bool touches = analysis->metrics[metric].metric->per == HL_PER_TOUCH;
    return hl_reports__word(touches ? HL_WORD_TOUCHES : HL_WORD_UNITS, document->lang);
}

static bool is_pooled(const hl_analysis *analysis, size_t metric)
{
    return analysis->metrics[metric].metric->kind != HL_METRIC_QUANTILE;
}

const char *hl_reports__segment_value(const hl_analysis *analysis, const hl_segment_result *segment,
                                      hl_document *document)
{
    return hl_reports__part_value(
        segment->value, hl_design_has_condition(analysis->design, segment->by), document->lang);
}

const char *hl_reports__segment_effect(const hl_analysis *analysis,
                                       const hl_segment_result *segment,
                                       const hl_comparison *comparison, bool said,
                                       hl_document *document)
{
    const hl_metric *metric = analysis->metrics[segment->metric].metric;
    hl_in_force answer = hl_reports__in_force(analysis, metric, comparison);
    hl_show_form form = answer.says_lift ? HL_SHOW_CHANGE : hl_reports__difference_form(metric);
    const hl_estimate *effect = answer.says_lift ? &answer.lift : &answer.difference;
    hl_text text = {0};
    hl_reports__show_interval(&text, effect, said ? analysis->look_alpha : (double)NAN, form,
                              document->lang);
    return hl_reports__keep(document, &text);
}

/* One without a difference that could speak for it. */
static const char *lift_alone(const hl_estimate *lift, hl_document *document)
{
    static const hl_estimate none = {(double)NAN, (double)NAN, (double)NAN};
    return hl_lift_speaks(&none, lift, false) ? hl_reports__lift(document, lift) : "–";
}

static void segment_row(const hl_analysis *analysis, const hl_segment_result *segment, size_t i,
                        bool pooled, hl_document *document)
{
    const hl_comparison *c = &segment->comparisons[i];
    const hl_message_value is[] = {
        {"by", segment->by}, {"value", hl_reports__segment_value(analysis, segment, document)}};
    hl_reports__cell(document, hl_reports__say(document, HL_WORD_SEGMENT_IS, is, 2));
    hl_reports__cell(document, analysis->arms[c->arm].name);
    hl_reports__cell(document, hl_reports__count(document, segment->arms[c->arm].n +
                                                               segment->arms[c->control].n));
    hl_reports__cell(document, hl_reports__segment_effect(analysis, segment, c, false, document));
    if (pooled)
        hl_reports__cell(document, lift_alone(&segment->shrunk_lift[i], document));
}

/* Which of its columns a table of segments has. */
typedef struct segment_columns {
    hl_word effect;
    bool pooled; /* partly pooled lifts */
} segment_columns;

/* Rows without an effect have no say. */
static segment_columns columns_of(const hl_analysis *analysis, size_t metric, const char *by)
{
    size_t lifts = 0, all = 0;
    for (size_t s = 0; s < analysis->segment_count; s++) {
        const hl_segment_result *segment = &analysis->segments[s];
        if (segment->metric != metric || strcmp(segment->by, by) != 0)
            continue;
        for (size_t i = 0; i < segment->comparison_count; i++) {
            const hl_comparison *c = &segment->comparisons[i];
            all += isnan(c->difference.estimate) ? 0 : 1;
            lifts += hl_comparison_says_lift(c, analysis->inference);
        }
    }
    return (segment_columns){hl_reports__scale_word(lifts, all),
                             (lifts > 0 || all == 0) && is_pooled(analysis, metric)};
}

static void segment_header(const hl_analysis *analysis, size_t metric, segment_columns columns,
                           hl_document *document)
{
    hl_reports__table(document, columns.pooled ? 5 : 4, 0x4);
    hl_reports__cell(document, hl_reports__word(HL_WORD_SEGMENT, document->lang));
    hl_reports__cell(document, hl_reports__word(HL_WORD_ARM, document->lang));
    hl_reports__cell(document, rows_word(analysis, metric, document));
    hl_reports__cell(document, hl_reports__counting_header(analysis, columns.effect, document));
    if (columns.pooled)
        hl_reports__cell(document,
                         hl_reports__fixed_header(
                             analysis, hl_reports__word(HL_WORD_SHRUNK, document->lang), document));
}

void hl_reports__compose_segments(const hl_analysis *analysis, size_t metric, hl_document *document)
{
    const char *by = NULL;
    segment_columns columns = {HL_WORD_LIFT, false};
    for (size_t s = 0; s < analysis->segment_count; s++) {
        const hl_segment_result *segment = &analysis->segments[s];
        if (segment->metric != metric)
            continue;
        if (by == NULL || strcmp(by, segment->by) != 0) {
            by = segment->by;
            columns = columns_of(analysis, metric, by);
            segment_header(analysis, metric, columns, document);
        }
        for (size_t i = 0; i < segment->comparison_count; i++)
            segment_row(analysis, segment, i, columns.pooled, document);
        bool last = s + 1 == analysis->segment_count || segment[1].metric != metric ||
                    strcmp(segment[1].by, by) != 0;
        if (last)
            say_interactions(analysis, metric, by, document);
    }
}

static void factor_header(const hl_analysis *analysis, bool lift, hl_document *document)
{
    hl_reports__table(document, lift ? 5 : 4, lift ? 0x10 : 0x8);
    hl_reports__cell(document, hl_reports__word(HL_WORD_FACTORS, document->lang));
    hl_reports__cell(document, hl_reports__word(HL_WORD_LEVEL, document->lang));
    hl_reports__cell(document, hl_reports__counting_header(
                                   analysis, lift ? HL_WORD_LIFT : HL_WORD_DIFFERENCE, document));
    if (lift)
        hl_reports__cell(document, hl_reports__word(HL_WORD_DIFFERENCE, document->lang));
    hl_reports__cell(document, hl_reports__word(HL_WORD_FACTOR_P, document->lang));
}

hl_word hl_reports__factors_word(const hl_analysis *analysis, size_t metric)
{
    size_t lifts = 0, all = 0;
    for (size_t i = 0; i < analysis->effect_count; i++) {
        const hl_factor_effect *effect = &analysis->effects[i];
        all += effect->metric == metric && !isnan(effect->difference.estimate);
        lifts += effect->metric == metric && hl_factor_says_lift(effect);
    }
    return hl_reports__scale_word(lifts, all);
}

void hl_reports__compose_factors(const hl_analysis *analysis, size_t metric, hl_document *document)
{
    const hl_metric_result *result = &analysis->metrics[metric];
    bool begun = false;
    bool lift = hl_reports__factors_word(analysis, metric) != HL_WORD_DIFFERENCE;
    for (size_t i = 0; i < analysis->effect_count; i++) {
        const hl_factor_effect *effect = &analysis->effects[i];
        if (effect->metric != metric)
            continue;
        if (!begun)
            factor_header(analysis, lift, document);
        begun = true;
        hl_reports__cell(document, hl_reports__factor(document, effect->factor));
        hl_reports__cell(document, hl_reports__level_of(document, effect->factor, effect->level));
        if (lift)
            hl_reports__cell(document, hl_factor_says_lift(effect)
                                           ? hl_reports__lift(document, &effect->lift)
                                           : "–");
        hl_reports__cell(document,
                         hl_reports__estimate(document, &effect->difference,
                                              hl_reports__difference_form(result->metric)));
        hl_reports__cell(document, hl_reports__p(document, effect->p_adjusted));
    }
}

/* At most this many days; the others are left out evenly, the last is always there. */
enum { SHOWN_DAYS = 8 };

static size_t count_points(const hl_analysis *analysis, size_t metric, size_t arm)
{
    size_t count = 0;
    for (size_t i = 0; i < analysis->timeline_count; i++)
        count += analysis->timeline[i].metric == metric && analysis->timeline[i].arm == arm;
    return count;
}

static bool shows_point(size_t index, size_t count)
{
    if (count <= SHOWN_DAYS || index + 1 == count)
        return true;
    size_t step = (count + SHOWN_DAYS - 1) / SHOWN_DAYS;
    return (count - 1 - index) % step == 0;
}

/* Days are told from those of another zone, by whose clock the instants are. */
static const char *day_word(const hl_analysis *analysis, hl_document *document)
{
    const hl_message_value zone = {"zone", hl_reports__days_zone(analysis)};
    const char *shown = analysis->zone == NULL ? "UTC" : analysis->zone;
    return strcmp(shown, zone.text) == 0 ? hl_reports__word(HL_WORD_DAY, document->lang)
                                         : hl_reports__say(document, HL_WORD_DAY_OF_ZONE, &zone, 1);
}

static void timeline_of_arm(const hl_analysis *analysis, size_t metric, size_t arm,
                            hl_document *document)
{
    size_t count = count_points(analysis, metric, arm);
    if (count < 2)
        return;
    const hl_message_value values[] = {
        {"arm", analysis->arms[arm].name},
        {"level", hl_reports__level(document, analysis->look_alpha)}};
    (void)hl_reports__add(document, HL_BLOCK_SUBHEADING,
                          hl_reports__say(document, HL_WORD_TIMELINE, values, 2));
    hl_reports__table(document, 3, 0x2);
    hl_reports__cell(document, day_word(analysis, document));
    hl_reports__cell(document, rows_word(analysis, metric, document));
    hl_reports__cell(document,
                     hl_reports__at_level(analysis, hl_reports__word(HL_WORD_LIFT, document->lang),
                                          HL_WORD_AT_LEVEL_ANYTIME, document));
    size_t index = 0;
    for (size_t i = 0; i < analysis->timeline_count; i++) {
        const hl_timeline_point *point = &analysis->timeline[i];
        if (point->metric != metric || point->arm != arm || !shows_point(index++, count))
            continue;
        char day[HL_TIME_TEXT];
        hl_estimate lift = {point->lift, point->low, point->high};
        hl_reports__cell(document, hl_reports__copy(document, hl_base__day_text(point->day, day)));
        hl_reports__cell(document, hl_reports__count(document, point->n + point->n_control));
        hl_reports__cell(document, lift_alone(&lift, document));
    }
}

void hl_reports__compose_timeline(const hl_analysis *analysis, size_t metric, hl_document *document)
{
    const hl_metric_result *result = &analysis->metrics[metric];
    if (result->metric->role != HL_ROLE_PRIMARY || !hl_reports__has_lift(analysis, result))
        return;
    for (size_t arm = 0; arm < analysis->arm_count; arm++)
        if (arm != analysis->control)
            timeline_of_arm(analysis, metric, arm, document);
}
