/* Tables of the short form whose rows are arms of several metrics. Where there is no room for a row
 * an arm, the arms that matter most keep one, and the others of the metric share one: how many,
 * what all their intervals span, and what is shown of them. Where there is no room for two rows a
 * metric, there is one: of the arm that matters most, with a count of the arms in every state. */
#include <math.h>

#include "base/number.h"
#include "reports/compose_metric.h"
#include "reports/compose_short.h"
#include "reports/messages/names.h"
#include "reports/say.h"
#include "reports/titles.h"

enum { MOST_STATES = 9, COUNTS = 3, MOST_COUNTED = 3 };

/* A column of counts: of arms in a state, or in others that are counted with it; what heads it
 * where arms in such are. */
typedef struct count_column {
    hl_word state, also[MOST_COUNTED], with;
} count_column;

/* A role's table: what can be said of an arm, the gravest first, and how it is counted. */
typedef struct table_kind {
    hl_metric_role role;
    hl_word states[MOST_STATES];
    count_column counts[COUNTS];
    hl_word (*state_of)(const hl_analysis *analysis, const hl_metric *metric,
                        const hl_comparison *c);
    bool (*says_lift)(const hl_analysis *analysis, const hl_metric_result *result);
} table_kind;

static bool guards_lift(const hl_analysis *analysis, const hl_metric_result *result)
{
    for (size_t i = 0; i < result->comparison_count; i++) {
        hl_in_force answer =
            hl_reports__in_force(analysis, result->metric, &result->comparisons[i]);
        if (!hl_reports__guards_lift(result->metric, &answer))
            return false;
    }
    return true;
}

static hl_word primary_state(const hl_analysis *analysis, const hl_metric *metric,
                             const hl_comparison *c)
{
    hl_in_force answer = hl_reports__in_force(analysis, metric, c);
    if (isnan(answer.p_adjusted) || answer.apart) /* withheld, too few units, between looks */
        return HL_WORD_GUARD_NOT_JUDGED;
    return answer.shown > 0   ? HL_WORD_SHOWN_BETTER
           : answer.shown < 0 ? HL_WORD_SHOWN_WORSE
                              : HL_WORD_SHOWN_NEITHER;
}

static const table_kind guardrails = {
    HL_ROLE_GUARDRAIL,
    {HL_WORD_GUARD_BROKEN, HL_WORD_GUARD_HARMED, HL_WORD_GUARD_UNDECIDED_CORRECTED,
     HL_WORD_GUARD_UNDECIDED, HL_WORD_GUARD_NOT_JUDGED, HL_WORD_GUARD_HARM_ALONE,
     HL_WORD_GUARD_UNSEEN, HL_WORD_GUARD_NO_HARM, HL_WORD_GUARD_HELD},
    {{HL_WORD_GUARD_BROKEN, {HL_WORD_GUARD_HARMED}, HL_WORD_GUARD_BROKEN},
     {HL_WORD_GUARD_UNDECIDED,
      {HL_WORD_GUARD_NOT_JUDGED, HL_WORD_GUARD_UNDECIDED_CORRECTED},
      HL_WORD_GUARD_UNDECIDED},
     {HL_WORD_GUARD_HELD,
      {HL_WORD_GUARD_NO_HARM, HL_WORD_GUARD_UNSEEN, HL_WORD_GUARD_HARM_ALONE},
      HL_WORD_GUARD_HELD_OR_NO_HARM}},
    hl_reports__guard_state,
    guards_lift};
static const table_kind primaries = {
    HL_ROLE_PRIMARY,
    {HL_WORD_SHOWN_WORSE, HL_WORD_SHOWN_BETTER, HL_WORD_GUARD_NOT_JUDGED, HL_WORD_SHOWN_NEITHER},
    {{HL_WORD_SHOWN_BETTER, {0}, HL_WORD_SHOWN_BETTER},
     {HL_WORD_SHOWN_WORSE, {0}, HL_WORD_SHOWN_WORSE},
     {HL_WORD_SHOWN_NEITHER, {HL_WORD_GUARD_NOT_JUDGED}, HL_WORD_SHOWN_NEITHER}},
    primary_state,
    hl_reports__has_lift};

static size_t index_of_state(const table_kind *kind, hl_word state)
{
    size_t i = 0;
    while (i + 1 < MOST_STATES && kind->states[i] != state)
        i++;
    return i;
}

/* ---- which arms have a row of their own */

/* How far to the side that matters: of a guardrail harm, else either. */
static double size_of(const hl_metric *metric, const hl_comparison *c)
{
    double effect = c->difference.estimate;
    if (metric->role != HL_ROLE_GUARDRAIL)
        return fabs(effect);
    return metric->goal == HL_GOAL_DECREASE ? effect : -effect;
}

/* What is gravest, then the largest. */
static bool is_graver(const hl_analysis *analysis, const table_kind *kind,
                      const hl_metric_result *result, size_t a, size_t b)
{
    const hl_comparison *x = &result->comparisons[a], *y = &result->comparisons[b];
    size_t x_state = index_of_state(kind, kind->state_of(analysis, result->metric, x));
    size_t y_state = index_of_state(kind, kind->state_of(analysis, result->metric, y));
    double x_size = size_of(result->metric, x), y_size = size_of(result->metric, y);
    if (x_state != y_state)
        return x_state < y_state;
    return x_size != y_size ? x_size > y_size : a < b;
}

/* The verdict's arm, then the gravest. */
static bool matters_more(const hl_analysis *analysis, const table_kind *kind,
                         const hl_metric_result *result, size_t a, size_t b)
{
    const hl_comparison *x = &result->comparisons[a], *y = &result->comparisons[b];
    if ((x->arm == analysis->verdict.arm) != (y->arm == analysis->verdict.arm))
        return x->arm == analysis->verdict.arm;
    return is_graver(analysis, kind, result, a, b);
}

static hl_arm_decision decision_of(const hl_verdict *verdict, size_t arm)
{
    for (size_t i = 0; i < verdict->arm_count; i++)
        if (verdict->arms[i].arm == arm)
            return verdict->arms[i].decision;
    return HL_ARM_UNDECIDED;
}

/* A guardrail: where it is broken or not decided, or no harm is shown only as it is corrected, and
 * all of the arm that the verdict is of (or of every arm), or that may be shipped beside it or
 * beside those to stop. */
static bool is_told(const hl_analysis *analysis, const table_kind *kind,
                    const hl_metric_result *result, const hl_comparison *c)
{
    const hl_verdict *verdict = &analysis->verdict;
    bool may = decision_of(verdict, c->arm) == HL_ARM_FIT_TO_SHIP;
    bool alone = kind->role == HL_ROLE_GUARDRAIL &&
                 kind->state_of(analysis, result->metric, c) == HL_WORD_GUARD_HARM_ALONE;
    return kind->role == HL_ROLE_PRIMARY || c->guard != HL_GUARD_HELD || alone || may ||
           verdict->arm == SIZE_MAX || verdict->arm == c->arm;
}

static size_t count_told(const hl_analysis *analysis, const table_kind *kind,
                         const hl_metric_result *result)
{
    size_t count = 0;
    for (size_t i = 0; i < result->comparison_count; i++)
        count += is_told(analysis, kind, result, &result->comparisons[i]);
    return count;
}

/* One that is left over alone needs no row for the others. */
static bool has_row(const hl_analysis *analysis, const table_kind *kind,
                    const hl_metric_result *result, size_t i, size_t most)
{
    size_t before = 0;
    if (count_told(analysis, kind, result) <= most + 1)
        return true;
    for (size_t k = 0; k < result->comparison_count; k++)
        before += is_told(analysis, kind, result, &result->comparisons[k]) &&
                  matters_more(analysis, kind, result, k, i);
    return before < most;
}

/* ---- the row of the others */

typedef struct span {
    size_t count;
    double low, high; /* of all their intervals */
    size_t of_state[MOST_STATES];
} span;

static span span_of(const hl_analysis *analysis, const table_kind *kind,
                    const hl_metric_result *result, size_t most)
{
    bool lift = kind->says_lift(analysis, result);
    span out = {.low = HL_INFINITY, .high = -HL_INFINITY};
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        if (!is_told(analysis, kind, result, c) || has_row(analysis, kind, result, i, most))
            continue;
        hl_in_force answer = hl_reports__in_force(analysis, result->metric, c);
        hl_estimate effect = lift ? answer.lift : answer.difference;
        out.count++;
        out.of_state[index_of_state(kind, kind->state_of(analysis, result->metric, c))]++;
        bool open = isnan(effect.high) || (lift && effect.high > HL_LIFT_MOST);
        out.low = isnan(effect.low) ? -HL_INFINITY : fmin(out.low, effect.low);
        out.high = open ? HL_INFINITY : fmax(out.high, effect.high);
    }
    return out;
}

/* "within -15.2 to +4.6 %", "above -24 %" */
static const char *span_text(const span *s, hl_show_form form, hl_document *document)
{
    double scale = form == HL_SHOW_SHIFT ? 1 : 100;
    int decimals = hl_reports__show_decimals(s->low, s->low, s->high, scale);
    bool bounded = isfinite(s->high);
    if (!isfinite(s->low) || (!bounded && form == HL_SHOW_CHANGE && s->low <= -1))
        return "–";
    if (!bounded)
        decimals = hl_reports__show_decimals(s->low, -fabs(s->low), fabs(s->low), scale);
    const hl_message_value values[] = {
        {"low", bounded ? hl_reports__number(document, s->low * scale, decimals, HL_SHOW_SHIFT)
                        : hl_reports__number(document, s->low, decimals, form)},
        {"high", hl_reports__number(document, s->high, decimals, form)}};
    return hl_reports__say(document, bounded ? HL_WORD_SPAN : HL_WORD_SPAN_FROM, values, 2);
}

/* "better: 2, not shown: 4" */
static const char *states_text(const table_kind *kind, const span *s, hl_document *document)
{
    const char *text = "";
    for (size_t i = 0; i < MOST_STATES; i++) {
        const hl_message_value values[] = {
            {"state", hl_reports__word(kind->states[i], document->lang)},
            {"n", hl_reports__count(document, (int64_t)s->of_state[i])}};
        if (s->of_state[i] > 0)
            text = hl_reports__joined(document, text, HL_WORD_COMMA,
                                      hl_reports__say(document, HL_WORD_STATE_OF_N, values, 2));
    }
    return text;
}

static const char *others_text(const span *s, hl_document *document)
{
    const hl_message_value n = {"n", hl_reports__count(document, (int64_t)s->count)};
    return hl_reports__say(document, HL_WORD_OTHER_ARMS, &n, 1);
}

static void say_span(hl_document *document)
{
    (void)hl_reports__add(document, HL_BLOCK_BULLET,
                          hl_reports__word(HL_WORD_SPAN_NOTE, document->lang));
}

/* ---- a row a metric */

static bool is_also(const count_column *column, hl_word state)
{
    for (size_t i = 0; i < MOST_COUNTED && column->also[i] != 0; i++)
        if (column->also[i] == state)
            return true;
    return false;
}

/* Arms of the metric in a state of the column, or only in one that is counted with it. */
static int64_t count_of(const hl_analysis *analysis, const table_kind *kind,
                        const hl_metric_result *result, const count_column *column, bool only_also)
{
    int64_t n = 0;
    for (size_t i = 0; i < result->comparison_count; i++) {
        hl_word state = kind->state_of(analysis, result->metric, &result->comparisons[i]);
        n += is_also(column, state) || (!only_also && state == column->state);
    }
    return n;
}

static void count_headers(const hl_analysis *analysis, const table_kind *kind,
                          hl_document *document)
{
    for (size_t k = 0; k < COUNTS; k++) {
        int64_t with = 0;
        for (size_t m = 0; m < analysis->metric_count; m++)
            if (hl_reports__short_shows(&analysis->metrics[m], kind->role))
                with += count_of(analysis, kind, &analysis->metrics[m], &kind->counts[k], true);
        hl_reports__short_word(with > 0 ? kind->counts[k].with : kind->counts[k].state, document);
    }
}

static void count_cells(const hl_analysis *analysis, const table_kind *kind,
                        const hl_metric_result *result, hl_document *document)
{
    for (size_t k = 0; k < COUNTS; k++)
        hl_reports__cell(document, hl_reports__count(document, count_of(analysis, kind, result,
                                                                        &kind->counts[k], false)));
}

typedef bool orders(const hl_analysis *analysis, const table_kind *kind,
                    const hl_metric_result *result, size_t a, size_t b);

static const hl_comparison *first_by(const hl_analysis *analysis, const table_kind *kind,
                                     const hl_metric_result *result, orders *is_before)
{
    size_t first = 0;
    for (size_t i = 1; i < result->comparison_count; i++)
        if (is_before(analysis, kind, result, i, first))
            first = i;
    return &result->comparisons[first];
}

/* ---- primary metrics */

static void primaries_header(const hl_analysis *analysis, const hl_metric_result *first,
                             bool counts, hl_document *document)
{
    int64_t units = 0;
    for (size_t i = 0; i < analysis->arm_count; i++)
        units += analysis->arms[i].units;
    const hl_message_value values[] = {{"n", hl_reports__count(document, units)},
                                       {"control", analysis->arms[analysis->control].name}};
    const hl_message_value adjustment = {
        "adjustment",
        hl_reports__adjustment_name(
            hl_reports__adjustment_in_force(analysis, &first->comparisons[0]), document->lang)};
    (void)hl_reports__add(document, HL_BLOCK_SUBHEADING,
                          hl_reports__say(document, HL_WORD_PRIMARIES, values, 2));
    hl_reports__table(document, counts ? 7 : 5, counts ? 0x72 : 0x2);
    hl_reports__short_word(HL_WORD_METRIC, document);
    hl_reports__short_word(HL_WORD_CONTROL_VALUE, document);
    hl_reports__short_word(counts ? HL_WORD_CLEAREST_ARM : HL_WORD_ARM, document);
    hl_reports__cell(
        document, hl_reports__quoted_header(analysis, HL_ROLE_PRIMARY, HL_WORD_CHANGE, document));
    if (counts)
        count_headers(analysis, &primaries, document);
    else
        hl_reports__cell(document, hl_reports__say(document, HL_WORD_STATE_AND_P, &adjustment, 1));
}

static void primary_effect(const hl_analysis *analysis, const hl_metric_result *result,
                           const hl_comparison *c, hl_document *document)
{
    hl_in_force answer = hl_reports__in_force(analysis, result->metric, c);
    hl_reports__cell(document, analysis->arms[c->arm].name);
    hl_reports__cell(document,
                     hl_reports__quoted_effect(result->metric, &answer,
                                               hl_reports__has_lift(analysis, result), document));
}

static void primary_arm(const hl_analysis *analysis, const hl_metric_result *result,
                        const hl_comparison *c, hl_document *document)
{
    hl_in_force answer = hl_reports__in_force(analysis, result->metric, c);
    const hl_message_value values[] = {
        {"state", hl_reports__word(primary_state(analysis, result->metric, c), document->lang)},
        {"p", hl_reports__p(document, answer.p_adjusted)}};
    primary_effect(analysis, result, c, document);
    hl_reports__cell(document, hl_reports__say(document, HL_WORD_STATE_WITH_P, values, 2));
}

/* The metric and the control's value stand in its first row. */
static void lead_row(const hl_analysis *analysis, const hl_metric_result *result, bool first,
                     hl_document *document)
{
    hl_reports__cell(document, first ? result->metric->name : "");
    hl_reports__cell(document,
                     first ? hl_reports__short_value(analysis, result, analysis->control, document)
                           : "");
}

static void primary_counts(const hl_analysis *analysis, const hl_metric_result *result,
                           hl_document *document)
{
    lead_row(analysis, result, true, document);
    primary_effect(analysis, result, first_by(analysis, &primaries, result, matters_more),
                   document);
    count_cells(analysis, &primaries, result, document);
}

static bool primary_rows(const hl_analysis *analysis, const hl_metric_result *result, size_t most,
                         hl_document *document)
{
    bool first = true;
    for (size_t i = 0; i < result->comparison_count; i++)
        if (has_row(analysis, &primaries, result, i, most)) {
            lead_row(analysis, result, first, document);
            primary_arm(analysis, result, &result->comparisons[i], document);
            first = false;
        }
    span others = span_of(analysis, &primaries, result, most);
    if (others.count == 0)
        return false;
    bool lift = hl_reports__has_lift(analysis, result);
    lead_row(analysis, result, first, document);
    hl_reports__cell(document, others_text(&others, document));
    hl_reports__cell(document,
                     span_text(&others,
                               lift ? HL_SHOW_CHANGE : hl_reports__difference_form(result->metric),
                               document));
    hl_reports__cell(document, states_text(&primaries, &others, document));
    return true;
}

void hl_reports__compose_together(const hl_analysis *analysis, const hl_short_room *room,
                                  hl_document *document)
{
    bool begun = false, spans = false, counts = room->primary_arms == 0;
    for (size_t m = 0; m < analysis->metric_count; m++) {
        const hl_metric_result *result = &analysis->metrics[m];
        if (!hl_reports__short_shows(result, HL_ROLE_PRIMARY))
            continue;
        if (!begun)
            primaries_header(analysis, result, counts, document);
        begun = true;
        if (counts)
            primary_counts(analysis, result, document);
        else
            spans = primary_rows(analysis, result, room->primary_arms, document) || spans;
    }
    if (spans)
        say_span(document);
}

/* ---- guardrails */

/* Of a negative control a share is told as a difference, as the change is. */
static const char *margin_text(const hl_metric_result *result, const hl_comparison *c,
                               hl_document *document)
{
    hl_text text = {0};
    const hl_metric *metric = result->metric;
    double control = result->arms[c->control].mean;
    bool share = isnan(metric->margin), lift = share && !(control < 0);
    if (isnan(c->margin))
        return "–";
    hl_reports__show_amount(&text, share && !lift ? c->margin * fabs(control) : c->margin,
                            lift ? HL_SHOW_CHANGE : hl_reports__difference_form(metric),
                            document->lang);
    return hl_reports__keep(document, &text);
}

/* The ends are seen on their side of the margin. */
static const char *guarded_text(const hl_metric *metric, const hl_comparison *c,
                                const hl_in_force *answer, bool lift, hl_document *document)
{
    double margin = metric->goal == HL_GOAL_DECREASE ? c->margin : -c->margin;
    hl_text text = {0};
    hl_reports__show_interval_against(
        &text, lift ? &answer->lift : &answer->difference, (double)NAN, margin,
        lift ? HL_SHOW_CHANGE : hl_reports__difference_form(metric), document->lang);
    if (answer->apart)
        hl_base__text_add(&text, hl_reports__apart_mark);
    return hl_reports__keep(document, &text);
}

static void guardrail_row(const hl_analysis *analysis, const hl_metric_result *result,
                          const hl_comparison *c, hl_document *document)
{
    hl_in_force answer = hl_reports__in_force(analysis, result->metric, c);
    bool lift = hl_reports__guards_lift(result->metric, &answer);
    hl_reports__cell(document, result->metric->name);
    hl_reports__cell(document, analysis->arms[c->arm].name);
    hl_reports__cell(document, guarded_text(result->metric, c, &answer, lift, document));
    hl_reports__cell(document, margin_text(result, c, document));
}

static void guardrail_counts(const hl_analysis *analysis, const hl_metric_result *result,
                             hl_document *document)
{
    guardrail_row(analysis, result, first_by(analysis, &guardrails, result, is_graver), document);
    count_cells(analysis, &guardrails, result, document);
}

static bool guardrail_others(const hl_analysis *analysis, const hl_metric_result *result,
                             size_t most, hl_document *document)
{
    span others = span_of(analysis, &guardrails, result, most);
    if (others.count == 0)
        return false;
    hl_show_form form = guards_lift(analysis, result) ? HL_SHOW_CHANGE
                                                      : hl_reports__difference_form(result->metric);
    hl_reports__cell(document, result->metric->name);
    hl_reports__cell(document, others_text(&others, document));
    hl_reports__cell(document, span_text(&others, form, document));
    hl_reports__cell(document, margin_text(result, &result->comparisons[0], document));
    hl_reports__cell(document, states_text(&guardrails, &others, document));
    return true;
}

static void guardrail_header(const hl_analysis *analysis, bool counts, hl_document *document)
{
    hl_reports__table(document, counts ? 7 : 5, counts ? 0x78 : 0x8);
    hl_reports__short_word(HL_WORD_GUARDRAILS, document);
    hl_reports__short_word(counts ? HL_WORD_WORST_ARM : HL_WORD_ARM, document);
    hl_reports__cell(document, hl_reports__counting_header(analysis, HL_WORD_CHANGE, document));
    hl_reports__short_word(HL_WORD_TOLERATED, document);
    if (counts)
        count_headers(analysis, &guardrails, document);
    else
        hl_reports__short_word(HL_WORD_STATE, document);
}

static bool guardrail_rows(const hl_analysis *analysis, const hl_metric_result *result, size_t most,
                           hl_document *document)
{
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        hl_word state = hl_reports__guard_state(analysis, result->metric, c);
        if (!is_told(analysis, &guardrails, result, c) ||
            !has_row(analysis, &guardrails, result, i, most))
            continue;
        guardrail_row(analysis, result, c, document);
        hl_reports__short_word(state, document);
    }
    return guardrail_others(analysis, result, most, document);
}

/* Several arms to count, and no room for a row of each. */
static bool counts_arms(const hl_analysis *analysis, const hl_short_room *room)
{
    return room->guarded_arms == 0 && analysis->arm_count > 2;
}

/* Arms of a guardrail of which neither harm nor its absence is shown: all where they are counted,
 * else those that share a row. */
static const char *undecided_arms(const hl_analysis *analysis, const hl_metric_result *result,
                                  size_t rows, hl_document *document)
{
    enum { MOST = 2 };
    const char *arms = "";
    size_t told = 0;
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        bool counted = rows == 0 || !has_row(analysis, &guardrails, result, i, rows);
        if (c->guard == HL_GUARD_UNDECIDED && counted && told++ < MOST)
            arms = hl_reports__joined(document, arms, HL_WORD_COMMA,
                                      hl_reports__titled(document, analysis->arms[c->arm].name));
    }
    return hl_reports__with_more(document, arms, told > MOST ? told - MOST : 0);
}

static void add_undecided(const hl_analysis *analysis, const hl_metric_result *result, size_t rows,
                          const char **items, hl_document *document)
{
    const hl_message_value values[] = {{"metric", result->metric->name},
                                       {"arms", undecided_arms(analysis, result, rows, document)}};
    if (values[1].text[0] != '\0')
        *items = hl_reports__joined(document, *items, HL_WORD_SEMICOLON,
                                    hl_reports__say(document, HL_WORD_UNDECIDED_OF, values, 2));
}

void hl_reports__compose_guardrails(const hl_analysis *analysis, const hl_short_room *room,
                                    hl_document *document)
{
    bool any = false, begun = false, spans = false, counts = counts_arms(analysis, room);
    const char *undecided = "";
    for (size_t m = 0; m < analysis->metric_count; m++) {
        const hl_metric_result *result = &analysis->metrics[m];
        if (!hl_reports__short_shows(result, HL_ROLE_GUARDRAIL))
            continue;
        any = true;
        if (room->held_together && hl_reports__guard_held(analysis, result) != 0)
            continue;
        if (!begun)
            guardrail_header(analysis, counts, document);
        begun = true;
        if (counts)
            guardrail_counts(analysis, result, document);
        else
            spans = guardrail_rows(analysis, result, room->guarded_arms, document) || spans;
        add_undecided(analysis, result, counts ? 0 : room->guarded_arms + (room->guarded_arms == 0),
                      &undecided, document);
    }
    hl_reports__say_undecided(analysis, undecided, document);
    if (room->held_together)
        hl_reports__say_held(analysis, document);
    if (spans && !room->together)
        say_span(document);
    if (!any)
        (void)hl_reports__add(document, HL_BLOCK_PARAGRAPH,
                              hl_reports__word(hl_reports__says_costs(&analysis->verdict)
                                                   ? HL_WORD_NO_GUARDRAILS_BUT
                                                   : HL_WORD_NO_GUARDRAILS,
                                               document->lang));
}
