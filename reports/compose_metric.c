#include "reports/compose_metric.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "reports/in_force.h"
#include "reports/messages/names.h"
#include "reports/say.h"

static const hl_word kinds[] = {
    [HL_METRIC_PROPORTION] = HL_WORD_PROPORTION, [HL_METRIC_MEAN] = HL_WORD_MEAN,
    [HL_METRIC_RATIO] = HL_WORD_RATIO,           [HL_METRIC_QUANTILE] = HL_WORD_QUANTILE,
    [HL_METRIC_RETENTION] = HL_WORD_RETENTION,   [HL_METRIC_FUNNEL] = HL_WORD_FUNNEL,
};
static const hl_word roles[] = {[HL_ROLE_PRIMARY] = HL_WORD_PRIMARY,
                                [HL_ROLE_SECONDARY] = HL_WORD_SECONDARY,
                                [HL_ROLE_GUARDRAIL] = HL_WORD_GUARDRAIL};

hl_word hl_reports__role_word(hl_metric_role role)
{
    return roles[role];
}

hl_show_form hl_reports__value_form(const hl_metric *metric)
{
    return hl_metric_is_rate(metric) ? HL_SHOW_SHARE : HL_SHOW_VALUE;
}

hl_show_form hl_reports__difference_form(const hl_metric *metric)
{
    return hl_metric_is_rate(metric) ? HL_SHOW_POINTS : HL_SHOW_SHIFT;
}

const char *hl_reports__metric_heading(const hl_analysis *analysis, const hl_metric *metric,
                                       hl_document *document)
{
    hl_word rows = metric->per == HL_PER_TOUCH ? HL_WORD_PER_TOUCH : HL_WORD_PER_UNIT;
    hl_word goal = metric->goal == HL_GOAL_INCREASE ? HL_WORD_INCREASE : HL_WORD_DECREASE;
    const hl_message_value unit = {"unit",
                                   hl_reports__unit(analysis->design->unit, document->lang)};
    const hl_message_value values[] = {
        {"metric", metric->name},
        {"role", hl_reports__word(roles[metric->role], document->lang)},
        {"kind", hl_reports__word(kinds[metric->kind], document->lang)},
        {"rows", hl_reports__say(document, rows, &unit, 1)},
        {"goal", hl_reports__word(goal, document->lang)}};
    return hl_reports__say(document, HL_WORD_METRIC_HEADING, values, 5);
}

bool hl_reports__is_adjusted(const hl_metric_result *result)
{
    for (size_t i = 0; i < result->comparison_count; i++)
        if (result->comparisons[i].flags & HL_FLAG_ADJUSTED)
            return true;
    return false;
}

const char *hl_reports__raw_lift(const hl_metric_result *result, const hl_comparison *c,
                                 hl_document *document)
{
    double control = result->arms[c->control].mean;
    double lift = control != 0 ? result->arms[c->arm].mean / control - 1 : HL_NAN;
    double width =
        isfinite(c->lift.high - c->lift.low) ? (c->lift.high - c->lift.low) / 2 : fabs(lift) / 2;
    return hl_reports__number(document, lift, hl_reports__show_decimals(lift, -width, width, 100),
                              HL_SHOW_CHANGE);
}

bool hl_reports__has_lift(const hl_analysis *analysis, const hl_metric_result *result)
{
    return hl_comparisons_say_lift(result->comparisons, result->comparison_count,
                                   analysis->inference);
}

hl_word hl_reports__scale_word(size_t lifts, size_t all)
{
    return lifts == all ? HL_WORD_LIFT : lifts == 0 ? HL_WORD_DIFFERENCE : HL_WORD_CHANGE;
}

static const char *value_words(const hl_metric *metric, hl_document *document)
{
    char buffer[HL_NUMBER_TEXT];
    bool touches = metric->per == HL_PER_TOUCH;
    const hl_message_value rows = {
        "rows", hl_reports__word(touches ? HL_WORD_TOUCHES : HL_WORD_UNITS, document->lang)};
    if (metric->kind == HL_METRIC_FUNNEL) /* not of those that reached the step before */
        return hl_reports__say(document, HL_WORD_FUNNEL_RATE, &rows, 1);
    if (metric->kind != HL_METRIC_QUANTILE)
        return hl_reports__word(hl_metric_is_rate(metric) ? HL_WORD_RATE : HL_WORD_VALUE,
                                document->lang);
    const hl_message_value share = {"share", hl_base__number_text(metric->quantile, buffer)};
    return hl_reports__say(document, HL_WORD_QUANTILE_OF, &share, 1);
}

const char *hl_reports__value_header(const hl_metric_result *result, hl_document *document)
{
    const hl_message_value value = {"value", value_words(result->metric, document)};
    return hl_reports__is_adjusted(result)
               ? hl_reports__say(document, HL_WORD_UNADJUSTED_VALUE, &value, 1)
               : value.text;
}

static const char *at_alpha(double alpha, const char *what, hl_word how, hl_document *document)
{
    const hl_message_value values[] = {{"what", what},
                                       {"level", hl_reports__level(document, alpha)}};
    return isnan(alpha) ? what : hl_reports__say(document, how, values, 2);
}

const char *hl_reports__at_level(const hl_analysis *analysis, const char *what, hl_word how,
                                 hl_document *document)
{
    return at_alpha(analysis->look_alpha, what, how, document);
}

const char *hl_reports__fixed_header(const hl_analysis *analysis, const char *what,
                                     hl_document *document)
{
    bool anytime = hl_reports__is_anytime(analysis);
    return hl_reports__at_level(analysis, what, anytime ? HL_WORD_AT_LEVEL_FIXED : HL_WORD_AT_LEVEL,
                                document);
}

const char *hl_reports__counting_header(const hl_analysis *analysis, hl_word what,
                                        hl_document *document)
{
    bool anytime = hl_reports__is_anytime(analysis);
    return hl_reports__at_level(analysis, hl_reports__word(what, document->lang),
                                anytime ? HL_WORD_AT_LEVEL_ANYTIME : HL_WORD_AT_LEVEL, document);
}

const char *hl_reports__quoted_header(const hl_analysis *analysis, hl_metric_role role,
                                      hl_word what, hl_document *document)
{
    bool anytime = hl_reports__is_anytime(analysis);
    return at_alpha(hl_reports__column_alpha(analysis, role),
                    hl_reports__word(what, document->lang),
                    anytime ? HL_WORD_AT_LEVEL_ANYTIME : HL_WORD_AT_LEVEL, document);
}

const char *hl_reports__quoted_effect(const hl_metric *metric, const hl_in_force *answer, bool lift,
                                      hl_document *document)
{
    hl_text text = {0};
    hl_reports__show_interval(&text, lift ? &answer->lift : &answer->difference, answer->own_alpha,
                              lift ? HL_SHOW_CHANGE : hl_reports__difference_form(metric),
                              document->lang);
    if (answer->apart)
        hl_base__text_add(&text, hl_reports__apart_mark);
    return hl_reports__keep(document, &text);
}

/* The short form has a sentence and no row for guardrails that hold. */
static bool is_marked(const hl_analysis *analysis, size_t metric, size_t arm, bool in_short)
{
    const hl_comparison *c = hl_metric_comparison(&analysis->metrics[metric], arm);
    return c != NULL && hl_analysis_counted_apart(analysis, metric, arm) &&
           !(in_short && c->guard == HL_GUARD_HELD);
}

void hl_reports__compose_apart(const hl_analysis *analysis, size_t metric, hl_document *document)
{
    bool all = metric == SIZE_MAX;
    for (size_t m = 0; m < analysis->metric_count; m++)
        for (size_t i = 0; (all || m == metric) && i < analysis->arm_count; i++)
            if (is_marked(analysis, m, i, all)) {
                (void)hl_reports__add(document, HL_BLOCK_PARAGRAPH,
                                      hl_reports__word(HL_WORD_APART_MARKED, document->lang));
                return;
            }
}

/* Are most values 0, or do few large ones make up the mean? */
static bool tells_buyers(const hl_analysis *analysis, const hl_metric_result *result)
{
    double n = 0, nonzero = 0, effective = 0;
    for (size_t i = 0; i < analysis->arm_count; i++) {
        n += (double)result->arms[i].n;
        nonzero += result->arms[i].nonzero;
        effective += result->arms[i].effective;
    }
    return 2 * nonzero < n || 2 * effective < nonzero;
}

/* "36 (14)" */
static const char *buyers_text(const hl_arm_estimate *arm, hl_document *document)
{
    const hl_message_value values[] = {
        {"n", hl_reports__count(document, (int64_t)arm->nonzero)},
        {"worth",
         isnan(arm->effective) ? "–" : hl_reports__count(document, (int64_t)arm->effective)}};
    return hl_reports__say(document, HL_WORD_BUYERS_WORTH, values, 2);
}

/* Of a ratio also where units are all of about one size nothing is told by it. */
static bool tells_clusters(const hl_analysis *analysis, const hl_metric_result *result)
{
    double n = 0, clusters = 0;
    for (size_t i = 0; i < analysis->arm_count; i++) {
        n += (double)result->arms[i].n;
        clusters += isnan(result->arms[i].clusters) ? 0 : result->arms[i].clusters;
    }
    return clusters > 0 && clusters < 0.8 * n;
}

static const char *clusters_text(const hl_arm_estimate *arm, hl_document *document)
{
    return isnan(arm->clusters) ? "–" : hl_reports__count(document, (int64_t)arm->clusters);
}

static void add_arm_table(const hl_analysis *analysis, const hl_metric_result *result,
                          hl_document *document)
{
    bool touches = result->metric->per == HL_PER_TOUCH;
    bool clusters = tells_clusters(analysis, result);
    bool buyers = !clusters && tells_buyers(analysis, result);
    bool more = clusters || buyers;
    hl_reports__table(document, more ? 4 : 3, more ? 0x6 : 0x2);
    hl_reports__cell(document, hl_reports__word(HL_WORD_ARM, document->lang));
    hl_reports__cell(document,
                     hl_reports__word(touches ? HL_WORD_TOUCHES : HL_WORD_UNITS, document->lang));
    if (more)
        hl_reports__cell(document, hl_reports__word(clusters ? HL_WORD_CLUSTERS : HL_WORD_BUYERS,
                                                    document->lang));
    hl_reports__cell(document, hl_reports__fixed_header(
                                   analysis, hl_reports__value_header(result, document), document));
    for (size_t i = 0; i < analysis->arm_count; i++) {
        const hl_arm_estimate *arm = &result->arms[i];
        hl_estimate value = {arm->mean, arm->low, arm->high};
        hl_reports__cell(document, analysis->arms[i].name);
        hl_reports__cell(document, hl_reports__count(document, arm->n));
        if (more)
            hl_reports__cell(document,
                             clusters ? clusters_text(arm, document) : buyers_text(arm, document));
        hl_reports__cell(document, hl_reports__estimate(document, &value,
                                                        hl_reports__value_form(result->metric)));
    }
}

static const char *against_words(const hl_analysis *analysis, hl_document *document)
{
    const hl_message_value control = {"arm", analysis->arms[analysis->control].name};
    return hl_reports__say(document, HL_WORD_AGAINST, &control, 1);
}

static const char *adjusted_words(hl_adjustment adjustment, hl_document *document)
{
    const hl_message_value name = {"adjustment",
                                   hl_reports__adjustment_name(adjustment, document->lang)};
    return hl_reports__say(document, HL_WORD_P_ADJUSTED, &name, 1);
}

/* Which of its columns a table of comparisons has. */
typedef struct effect_columns {
    bool lift; /* not of a control below zero, of which a percentage says the opposite */
    bool raw;  /* lifts without the adjustment, where there is one */
} effect_columns;

static effect_columns columns_of(const hl_analysis *analysis, const hl_metric_result *result)
{
    effect_columns out = {.lift = hl_reports__has_lift(analysis, result)};
    out.raw = out.lift && hl_reports__is_adjusted(result);
    return out;
}

static void add_effect_header(const hl_analysis *analysis, const hl_metric_result *result,
                              effect_columns columns, hl_document *document)
{
    hl_word first = columns.lift ? HL_WORD_LIFT : HL_WORD_DIFFERENCE;
    size_t count = 4U + columns.lift + columns.raw;
    hl_reports__table(document, count, 3U << (count - 2) | (columns.raw ? 1U << 2 : 0));
    hl_reports__cell(document, against_words(analysis, document));
    hl_reports__cell(document,
                     hl_reports__quoted_header(analysis, result->metric->role, first, document));
    if (columns.raw)
        hl_reports__cell(document, hl_reports__word(HL_WORD_UNADJUSTED, document->lang));
    if (columns.lift)
        hl_reports__cell(document, hl_reports__word(HL_WORD_DIFFERENCE, document->lang));
    hl_reports__cell(document, hl_reports__word(HL_WORD_P, document->lang));
    hl_reports__cell(
        document, adjusted_words(hl_reports__adjustment_in_force(analysis, &result->comparisons[0]),
                                 document));
}

/* What the verdict reads. */
static void add_effect_table(const hl_analysis *analysis, const hl_metric_result *result,
                             hl_document *document)
{
    effect_columns columns = columns_of(analysis, result);
    add_effect_header(analysis, result, columns, document);
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        hl_in_force answer = hl_reports__in_force(analysis, result->metric, c);
        hl_reports__cell(document, analysis->arms[c->arm].name);
        if (columns.lift)
            hl_reports__cell(document,
                             hl_reports__quoted_effect(result->metric, &answer, true, document));
        if (columns.raw)
            hl_reports__cell(document, hl_reports__raw_lift(result, c, document));
        hl_reports__cell(document,
                         hl_reports__quoted_effect(result->metric, &answer, false, document));
        hl_reports__cell(document, hl_reports__p(document, answer.p));
        hl_reports__cell(document, hl_reports__p(document, answer.p_adjusted));
    }
}

/* What is less than a thousandth of the control's value is no loss. */
static const char *loss_text(const hl_metric_result *result, const hl_comparison *c,
                             hl_document *document)
{
    enum { PARTS = 1000 };
    bool rate = hl_metric_is_rate(result->metric);
    double loss = c->expected_loss;
    double shown = loss * (rate ? 100 : 1);
    char buffer[HL_NUMBER_TEXT];
    if (isnan(loss))
        return "–";
    if (loss * PARTS < fabs(result->arms[c->control].mean))
        return hl_reports__word(HL_WORD_NEXT_TO_NONE, document->lang);
    const hl_message_value value = {
        "number", hl_base__number_fixed(
                      shown, hl_reports__show_decimals(shown, -shown / 2, shown / 2, 1), buffer)};
    return rate ? hl_reports__say(document, HL_WORD_POINTS, &value, 1)
                : hl_reports__copy(document, value.text);
}

/* What stands beside what the verdict reads: the other inference, where it gives an answer, and the
 * Bayesian view. */
typedef struct second_view {
    bool other, bayes;
} second_view;

static double other_p(const hl_analysis *analysis, const hl_comparison *c)
{
    return hl_reports__is_anytime(analysis) ? c->p : c->anytime.p;
}

static second_view second_view_of(const hl_analysis *analysis, const hl_metric_result *result)
{
    second_view out = {false, false};
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        out.other = out.other || !isnan(other_p(analysis, c));
        out.bayes = out.bayes || !isnan(c->probability_better);
    }
    return out;
}

static hl_word other_word(bool fixed, bool lift)
{
    if (lift)
        return fixed ? HL_WORD_FIXED_LIFT : HL_WORD_ANYTIME_LIFT;
    return fixed ? HL_WORD_FIXED_DIFFERENCE : HL_WORD_ANYTIME_DIFFERENCE;
}

static void add_second_header(const hl_analysis *analysis, const hl_metric_result *result,
                              second_view view, bool lift, hl_document *document)
{
    bool fixed = hl_reports__is_anytime(analysis);
    const hl_comparison *first = &result->comparisons[0];
    hl_reports__cell(document, against_words(analysis, document));
    if (view.other) {
        const char *what = hl_reports__word(other_word(fixed, lift), document->lang);
        hl_reports__cell(document,
                         hl_reports__at_level(analysis, what, HL_WORD_AT_LEVEL_BARE, document));
        hl_reports__cell(document, hl_reports__word(fixed ? HL_WORD_FIXED_P : HL_WORD_ANYTIME_P,
                                                    document->lang));
        hl_reports__cell(
            document,
            adjusted_words(fixed ? first->adjustment : first->anytime.adjustment, document));
    }
    if (view.bayes) {
        hl_reports__cell(document, hl_reports__word(HL_WORD_P_BETTER, document->lang));
        hl_reports__cell(document, hl_reports__word(HL_WORD_LOSS, document->lang));
    }
}

static const char *other_text(const hl_metric *metric, const hl_comparison *c, bool fixed,
                              bool lift, hl_document *document)
{
    hl_counting other = hl_comparison_counting(c, fixed ? HL_INFER_FIXED : HL_INFER_ANYTIME);
    return lift ? hl_reports__lift(document, &other.lift)
                : hl_reports__estimate(document, &other.difference,
                                       hl_reports__difference_form(metric));
}

static void add_other(const hl_analysis *analysis, const hl_metric *metric, const hl_comparison *c,
                      bool lift, hl_document *document)
{
    bool fixed = hl_reports__is_anytime(analysis);
    hl_reports__cell(document, other_text(metric, c, fixed, lift, document));
    hl_reports__cell(document, hl_reports__p(document, other_p(analysis, c)));
    hl_reports__cell(document,
                     hl_reports__p(document, fixed ? c->p_adjusted : c->anytime.p_adjusted));
}

static void add_second_table(const hl_analysis *analysis, const hl_metric_result *result,
                             hl_document *document)
{
    second_view view = second_view_of(analysis, result);
    bool fixed = hl_reports__is_anytime(analysis);
    bool lift = hl_comparisons_say_lift(result->comparisons, result->comparison_count,
                                        fixed ? HL_INFER_FIXED : HL_INFER_ANYTIME);
    if (!view.other && !view.bayes)
        return;
    (void)hl_reports__add(document, HL_BLOCK_SUBHEADING,
                          hl_reports__word(HL_WORD_BESIDE, document->lang));
    hl_reports__table(document, 1U + (view.other ? 3U : 0U) + (view.bayes ? 2U : 0U),
                      view.other ? 0x3C : 0x6);
    add_second_header(analysis, result, view, lift, document);
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        hl_reports__cell(document, analysis->arms[c->arm].name);
        if (view.other)
            add_other(analysis, result->metric, c, lift, document);
        if (view.bayes) {
            hl_reports__cell(document, hl_reports__probability(document, c->probability_better));
            hl_reports__cell(document, loss_text(result, c, document));
        }
    }
}

static bool same_notes(const hl_comparison *a, const hl_comparison *b)
{
    bool anytime = a->anytime.method == NULL || b->anytime.method == NULL
                       ? a->anytime.method == b->anytime.method
                       : strcmp(a->anytime.method, b->anytime.method) == 0;
    return anytime && a->flags == b->flags && strcmp(a->method, b->method) == 0;
}

/* The arms of which the notes of comparison i hold too; NULL when an earlier one has said them. */
static const char *noted_arms(const hl_analysis *analysis, const hl_metric_result *result, size_t i,
                              hl_document *document)
{
    const char *arms = "";
    for (size_t k = 0; k < i; k++)
        if (same_notes(&result->comparisons[k], &result->comparisons[i]))
            return NULL;
    for (size_t k = i; k < result->comparison_count; k++)
        if (same_notes(&result->comparisons[k], &result->comparisons[i]))
            arms = hl_reports__joined(document, arms, HL_WORD_COMMA,
                                      analysis->arms[result->comparisons[k].arm].name);
    return arms;
}

/* "skewness-corrected score; small counts" */
static const char *notes_of(const hl_comparison *c, hl_document *document)
{
    const char *notes = hl_reports__method_name(c->method, document->lang);
    if (c->anytime.method != NULL)
        notes = hl_reports__joined(document, notes, HL_WORD_SEMICOLON,
                                   hl_reports__method_name(c->anytime.method, document->lang));
    hl_flags flags = c->flags;
    if (!isnan(c->anytime.d_low) && !isnan(c->anytime.d_high)) /* the difference has one */
        flags &= ~(hl_flags)HL_FLAG_ASYMPTOTIC_WITHHELD;
    for (unsigned bit = 0; bit < 32; bit++) {
        const char *words =
            (flags >> bit & 1U) == 0 ? NULL : hl_reports__flag_words(1U << bit, document->lang);
        if (words != NULL)
            notes = hl_reports__joined(document, notes, HL_WORD_SEMICOLON, words);
    }
    return notes;
}

static void add_notes(const hl_analysis *analysis, const hl_metric_result *result, size_t index,
                      hl_document *document)
{
    const char *arms = noted_arms(analysis, result, index, document);
    if (arms == NULL)
        return;
    const hl_message_value values[] = {{"arms", arms},
                                       {"notes", notes_of(&result->comparisons[index], document)}};
    (void)hl_reports__add(document, HL_BLOCK_BULLET,
                          hl_reports__say(document, HL_WORD_NOTES, values, 2));
}

static void add_exact(const char *arm, const hl_comparison *c, hl_document *document)
{
    static const char *const names[] = {
        [HL_EXACT_NONE] = NULL, [HL_EXACT_BOSCHLOO] = "Boschloo", [HL_EXACT_FISHER] = "Fisher"};
    const hl_message_value values[] = {{"arm", arm},
                                       {"p", hl_reports__p_named(document, c->p_exact)},
                                       {"method", names[c->exact_method]}};
    (void)hl_reports__add(document, HL_BLOCK_BULLET,
                          hl_reports__say(document, HL_WORD_EXACT_P, values, 3));
}

/* Beside several metrics each has its share of alpha. */
static double simultaneous_alpha(const hl_analysis *analysis, const hl_metric *metric,
                                 const hl_comparison *c)
{
    size_t metrics = 0;
    for (size_t m = 0; m < analysis->metric_count; m++)
        metrics += analysis->metrics[m].metric->role == metric->role;
    bool shared = c->adjustment == HL_ADJUSTED_DUNNETT_BONFERRONI;
    return analysis->look_alpha / (shared ? (double)metrics : 1);
}

static const char *simultaneous_text(const hl_analysis *analysis, const hl_metric *metric,
                                     const hl_comparison *c, hl_document *document)
{
    hl_text text = {0};
    hl_reports__show_interval(&text, &c->simultaneous, simultaneous_alpha(analysis, metric, c),
                              hl_reports__difference_form(metric), document->lang);
    return hl_reports__keep(document, &text);
}

static void add_beside(const hl_analysis *analysis, const hl_metric *metric, const hl_comparison *c,
                       hl_document *document)
{
    const char *arm = analysis->arms[c->arm].name;
    if (hl_reports__is_anytime(analysis)) /* which reads neither */
        return;
    if (!isnan(c->p_exact))
        add_exact(arm, c, document);
    if (isnan(c->simultaneous.low))
        return;
    const hl_message_value values[] = {
        {"arm", arm}, {"effect", simultaneous_text(analysis, metric, c, document)}};
    (void)hl_reports__add(document, HL_BLOCK_BULLET,
                          hl_reports__say(document, HL_WORD_SIMULTANEOUS, values, 2));
}

void hl_reports__compose_metric(const hl_analysis *analysis, size_t metric, hl_document *document)
{
    const hl_metric_result *result = &analysis->metrics[metric];
    (void)hl_reports__add(document, HL_BLOCK_HEADING,
                          hl_reports__metric_heading(analysis, result->metric, document));
    if (result->flags & HL_FLAG_NO_METHOD) {
        (void)hl_reports__add(document, HL_BLOCK_PARAGRAPH,
                              hl_reports__word(HL_WORD_NO_METHOD, document->lang));
        return;
    }
    add_arm_table(analysis, result, document);
    if (result->comparison_count > 0) {
        add_effect_table(analysis, result, document);
        if (!hl_reports__has_lift(analysis, result))
            (void)hl_reports__add(document, HL_BLOCK_BULLET,
                                  hl_reports__word(result->arms[analysis->control].mean < 0
                                                       ? HL_WORD_NO_LIFT_OF_NEGATIVE
                                                       : HL_WORD_NO_LIFT_OF_ZERO,
                                                   document->lang));
        add_second_table(analysis, result, document);
        hl_reports__compose_apart(analysis, metric, document);
    }
    for (size_t i = 0; i < result->comparison_count; i++)
        add_notes(analysis, result, i, document);
    for (size_t i = 0; i < result->comparison_count; i++)
        add_beside(analysis, result->metric, &result->comparisons[i], document);
    hl_reports__compose_distribution(analysis, metric, document);

    hl_reports__compose_factors(analysis, metric, document);
    hl_reports__compose_segments(analysis, metric, document);
    hl_reports__compose_timeline(analysis, metric, document);
}
