#include "reports/compose_short.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "reports/compose_metric.h"
#include "reports/finding.h"
#include "reports/in_force.h"
#include "reports/messages/names.h"
#include "reports/say.h"
#include "reports/titles.h"

/* ---- words of all tables */

static const char *p_header(const hl_analysis *analysis, const hl_metric_result *result,
                            hl_document *document)
{
    const hl_message_value name = {
        "adjustment",
        hl_reports__adjustment_name(
            hl_reports__adjustment_in_force(analysis, &result->comparisons[0]), document->lang)};
    return hl_reports__say(document, HL_WORD_P_ADJUSTED, &name, 1);
}

void hl_reports__short_word(hl_word word, hl_document *document)
{
    hl_reports__cell(document, hl_reports__word(word, document->lang));
}

/* Rows that are left out, and where they are. */
void hl_reports__short_more(size_t untold, hl_document *document)
{
    const hl_message_value n = {"n", hl_reports__count(document, (int64_t)untold)};
    if (untold > 0)
        (void)hl_reports__add(document, HL_BLOCK_BULLET,
                              hl_reports__say(document, HL_WORD_AND_MORE, &n, 1));
}

bool hl_reports__short_shows(const hl_metric_result *result, hl_metric_role role)
{
    return result->metric->role == role && result->comparison_count > 0 &&
           !(result->flags & HL_FLAG_NO_METHOD);
}

/* ---- primary metrics: a row an arm */

static int mean_decimals(const hl_analysis *analysis, const hl_metric_result *result)
{
    double scale = hl_metric_is_rate(result->metric) ? 100 : 1;
    int most = 0;
    for (size_t i = 0; i < analysis->arm_count; i++) {
        const hl_arm_estimate *arm = &result->arms[i];
        int decimals = hl_reports__show_decimals(arm->mean, arm->low, arm->high, scale);
        most = decimals > most ? decimals : most;
    }
    return most;
}

const char *hl_reports__short_value(const hl_analysis *analysis, const hl_metric_result *result,
                                    size_t arm, hl_document *document)
{
    return hl_reports__number(document, result->arms[arm].mean, mean_decimals(analysis, result),
                              hl_reports__value_form(result->metric));
}

/* Adjusted lifts have the others beside them. */
static bool has_raw(const hl_metric_result *result, bool lift)
{
    return lift && hl_reports__is_adjusted(result);
}

static void primary_row(const hl_analysis *analysis, const hl_metric_result *result, size_t arm,
                        bool lift, hl_document *document)
{
    const hl_comparison *c = hl_metric_comparison(result, arm);
    const char *name = analysis->arms[arm].name;
    hl_reports__cell(document, c == NULL ? hl_reports__control(document, name) : name);
    hl_reports__cell(document, hl_reports__count(document, result->arms[arm].n));
    hl_reports__cell(document, hl_reports__short_value(analysis, result, arm, document));
    bool raw = has_raw(result, lift);
    for (size_t i = 0; c == NULL && i < (raw ? 3 : 2); i++)
        hl_reports__cell(document, "");
    if (c == NULL)
        return;
    hl_in_force answer = hl_reports__in_force(analysis, result->metric, c);
    hl_reports__cell(document, hl_reports__quoted_effect(result->metric, &answer, lift, document));
    if (raw)
        hl_reports__cell(document, hl_reports__raw_lift(result, c, document));
    hl_reports__cell(document, hl_reports__p(document, answer.p_adjusted));
}

static void add_primary(const hl_analysis *analysis, size_t metric, hl_document *document)
{
    const hl_metric_result *result = &analysis->metrics[metric];
    bool touches = result->metric->per == HL_PER_TOUCH;
    bool lift = hl_reports__has_lift(analysis, result);
    bool raw = has_raw(result, lift);
    (void)hl_reports__add(document, HL_BLOCK_SUBHEADING,
                          hl_reports__metric_heading(analysis, result->metric, document));
    hl_reports__table(document, raw ? 6 : 5, raw ? 0x36 : 0x16);
    hl_reports__short_word(HL_WORD_ARM, document);
    hl_reports__short_word(touches ? HL_WORD_TOUCHES : HL_WORD_UNITS, document);
    hl_reports__cell(document, hl_reports__value_header(result, document));
    hl_reports__cell(document,
                     hl_reports__quoted_header(analysis, HL_ROLE_PRIMARY,
                                               lift ? HL_WORD_LIFT : HL_WORD_DIFFERENCE, document));
    if (raw)
        hl_reports__short_word(HL_WORD_UNADJUSTED, document);
    hl_reports__cell(document, p_header(analysis, result, document));
    for (size_t i = 0; i < analysis->arm_count; i++)
        primary_row(analysis, result, i, lift, document);
}

/* Of several primary comparisons: which of an interval and its p is corrected. */
static void add_correction(const hl_analysis *analysis, hl_document *document)
{
    size_t questions = 0;
    bool corrected = false;
    for (size_t m = 0; m < analysis->metric_count; m++) {
        const hl_metric_result *result = &analysis->metrics[m];
        if (!hl_reports__short_shows(result, HL_ROLE_PRIMARY))
            continue;
        questions += result->comparison_count;
        corrected = corrected || hl_reports__adjustment_in_force(
                                     analysis, &result->comparisons[0]) != HL_ADJUSTED_NONE;
    }
    if (corrected && questions > 1)
        (void)hl_reports__add(document, HL_BLOCK_PARAGRAPH,
                              hl_reports__word(HL_WORD_INTERVALS_ALONE, document->lang));
}

/* Of planned looks after the first: the change is not what the arms' values give. */
static void add_stages(const hl_analysis *analysis, hl_document *document)
{
    for (size_t m = 0; m < analysis->metric_count; m++) {
        const hl_metric_result *result = &analysis->metrics[m];
        for (size_t i = 0; i < result->comparison_count; i++)
            if (hl_reports__short_shows(result, HL_ROLE_PRIMARY) &&
                hl_comparison_quoted(&result->comparisons[i], analysis->inference, analysis->look)
                    .stagewise) {
                (void)hl_reports__add(
                    document, HL_BLOCK_PARAGRAPH,
                    hl_reports__word(HL_WORD_LAST_LOOK_INTERVALS, document->lang));
                return;
            }
    }
}

static void add_primaries(const hl_analysis *analysis, hl_document *document)
{
    for (size_t m = 0; m < analysis->metric_count; m++)
        if (hl_reports__short_shows(&analysis->metrics[m], HL_ROLE_PRIMARY))
            add_primary(analysis, m, document);
}

/* ---- secondary metrics: a row each, of the arm of the verdict or the clearest one; and one of
 * every other arm that is shown to do harm */

static size_t clearest(const hl_analysis *analysis, const hl_metric_result *result)
{
    size_t best = 0;
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        if (analysis->verdict.arm == c->arm)
            return i;
        if (isnan(result->comparisons[best].p_effective) ||
            c->p_effective < result->comparisons[best].p_effective)
            best = i;
    }
    return best;
}

static bool is_worse(const hl_analysis *analysis, const hl_metric_result *result, size_t i)
{
    return hl_reports__in_force(analysis, result->metric, &result->comparisons[i]).shown < 0;
}

static void secondary_row(const hl_analysis *analysis, const hl_metric_result *result, size_t i,
                          hl_document *document)
{
    const hl_comparison *c = &result->comparisons[i];
    hl_in_force answer = hl_reports__in_force(analysis, result->metric, c);
    hl_reports__cell(document, result->metric->name);
    hl_reports__cell(document, analysis->arms[c->arm].name);
    hl_reports__cell(
        document, hl_reports__quoted_effect(result->metric, &answer, answer.says_lift, document));
    hl_reports__cell(document, hl_reports__p(document, answer.p_adjusted));
}

static void secondary_header(const hl_analysis *analysis, const hl_metric_result *result,
                             hl_document *document)
{
    hl_reports__table(document, 4, 0x8);
    hl_reports__short_word(HL_WORD_SECONDARIES, document);
    hl_reports__short_word(HL_WORD_ARM, document);
    hl_reports__cell(document, hl_reports__counting_header(analysis, HL_WORD_CHANGE, document));
    hl_reports__cell(document, p_header(analysis, result, document));
}

/* How much a row matters: of the verdict's arm (or the clearest) where it shows harm, any other
 * that shows harm, the former where it shows none. */
enum { FIRST_HARM, OTHER_HARM, FIRST_ROW, NO_ROW };

static int row_kind(const hl_analysis *analysis, const hl_metric_result *result, size_t i)
{
    bool harm = is_worse(analysis, result, i), first = i == clearest(analysis, result);
    return harm ? (first ? FIRST_HARM : OTHER_HARM) : first ? FIRST_ROW : NO_ROW;
}

/* Of each kind how many rows there is room for. */
static void share_room(const hl_analysis *analysis, size_t most, size_t room[NO_ROW])
{
    size_t count[NO_ROW + 1] = {0};
    for (size_t m = 0; m < analysis->metric_count; m++)
        for (size_t i = 0; hl_reports__short_shows(&analysis->metrics[m], HL_ROLE_SECONDARY) &&
                           i < analysis->metrics[m].comparison_count;
             i++)
            count[row_kind(analysis, &analysis->metrics[m], i)]++;
    for (int kind = 0; kind < NO_ROW; kind++) {
        room[kind] = count[kind] < most ? count[kind] : most;
        most -= room[kind];
    }
}

static void add_secondaries(const hl_analysis *analysis, size_t most, hl_document *document)
{
    size_t told = 0, untold = 0, room[NO_ROW];
    share_room(analysis, most, room);
    for (size_t m = 0; m < analysis->metric_count; m++) {
        const hl_metric_result *result = &analysis->metrics[m];
        if (!hl_reports__short_shows(result, HL_ROLE_SECONDARY))
            continue;
        for (size_t i = 0; i < result->comparison_count; i++) {
            int kind = row_kind(analysis, result, i);
            if (kind == NO_ROW)
                continue;
            if (room[kind] == 0) {
                untold++;
                continue;
            }
            room[kind]--;
            if (told++ == 0)
                secondary_header(analysis, result, document);
            secondary_row(analysis, result, i, document);
        }
    }
    hl_reports__short_more(untold, document);
}

/* ---- factors of the first primary metric */

static const char *factor_effect(const hl_analysis *analysis, const hl_factor_effect *effect,
                                 hl_document *document)
{
    const hl_metric *metric = analysis->metrics[effect->metric].metric;
    return hl_factor_says_lift(effect) ? hl_reports__lift(document, &effect->lift)
                                       : hl_reports__estimate(document, &effect->difference,
                                                              hl_reports__difference_form(metric));
}

/* Where the reasons name it, which is the clearest first; SIZE_MAX: they do not. */
static size_t place_of(const hl_analysis *analysis, const hl_factor_effect *effect)
{
    const hl_verdict *verdict = &analysis->verdict;
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        if (f->metric == effect->metric && f->arm == SIZE_MAX && f->name != NULL &&
            hl_reports__is_pair(f->name, effect->factor, effect->level))
            return i;
    }
    return SIZE_MAX;
}

/* Where there is no room for all of a metric, those that the reasons name have a row before the
 * others. */
static bool has_factor_row(const hl_analysis *analysis, size_t at, size_t most)
{
    const hl_factor_effect *effect = &analysis->effects[at];
    size_t place = place_of(analysis, effect), before = 0;
    for (size_t i = 0; i < analysis->effect_count; i++) {
        const hl_factor_effect *other = &analysis->effects[i];
        size_t its = place_of(analysis, other);
        before += other->metric == effect->metric && (its < place || (its == place && i < at));
    }
    return before < most;
}

static void add_factors(const hl_analysis *analysis, size_t most, hl_document *document)
{
    size_t told = 0, untold = 0;
    size_t metric = 0;
    while (metric < analysis->metric_count &&
           analysis->metrics[metric].metric->role != HL_ROLE_PRIMARY)
        metric++;
    for (size_t i = 0; i < analysis->effect_count; i++) {
        const hl_factor_effect *effect = &analysis->effects[i];
        if (effect->metric != metric)
            continue;
        if (told == 0) {
            hl_reports__table(document, 4, 0x8);
            hl_reports__short_word(HL_WORD_FACTORS, document);
            hl_reports__short_word(HL_WORD_LEVEL, document);
            hl_reports__cell(document,
                             hl_reports__counting_header(
                                 analysis, hl_reports__factors_word(analysis, metric), document));
            hl_reports__short_word(HL_WORD_FACTOR_P, document);
        }
        told++;
        if (!has_factor_row(analysis, i, most)) {
            untold++;
            continue;
        }
        hl_reports__cell(document, hl_reports__factor(document, effect->factor));
        hl_reports__cell(document, hl_reports__level_of(document, effect->factor, effect->level));
        hl_reports__cell(document, factor_effect(analysis, effect, document));
        hl_reports__cell(document, hl_reports__p(document, effect->p_adjusted));
    }
    hl_reports__short_more(untold, document);
}

/* ---- for whom */

bool hl_reports__short_differs(const hl_analysis *analysis, size_t arm)
{
    for (size_t i = 0; i < analysis->interaction_count; i++) {
        const hl_interaction *interaction = &analysis->interactions[i];
        if (interaction->different && interaction->arm == arm &&
            analysis->metrics[interaction->metric].metric->role == HL_ROLE_PRIMARY)
            return true;
    }
    return false;
}

/* What is read first: 0 primary metrics of the arm that the verdict is of, 1 guardrails of it, 2
 * those of other arms, 3 secondary metrics. */
enum { DIFFERENCE_RANKS = 4 };
static int difference_rank(const hl_analysis *analysis, const hl_interaction *interaction)
{
    hl_metric_role role = analysis->metrics[interaction->metric].metric->role;
    bool meant = analysis->verdict.arm == SIZE_MAX || analysis->verdict.arm == interaction->arm;
    if (role == HL_ROLE_SECONDARY)
        return 3;
    return !meant ? 2 : role == HL_ROLE_PRIMARY ? 0 : 1;
}

/* "in +71 % (53 to 92), out -3.3 % (-12.5 to 6.9)" */
static const char *parts_of(const hl_analysis *analysis, const hl_interaction *interaction,
                            size_t most, hl_document *document)
{
    const char *parts = "";
    size_t told = 0;
    for (size_t s = 0; s < analysis->segment_count; s++) {
        const hl_segment_result *segment = &analysis->segments[s];
        if (segment->metric != interaction->metric || strcmp(segment->by, interaction->by) != 0)
            continue;
        for (size_t i = 0; i < segment->comparison_count; i++) {
            const hl_comparison *c = &segment->comparisons[i];
            if (c->arm != interaction->arm || told++ >= most)
                continue;
            const hl_message_value values[] = {
                {"value", hl_reports__segment_value(analysis, segment, document)},
                {"effect", hl_reports__segment_effect(analysis, segment, c, true, document)}};
            parts = hl_reports__joined(document, parts, HL_WORD_COMMA,
                                       hl_reports__say(document, HL_WORD_PART, values, 2));
        }
    }
    return hl_reports__with_more(document, parts, told > most ? told - most : 0);
}

static void say_difference(const hl_analysis *analysis, const hl_interaction *interaction,
                           size_t parts, hl_document *document)
{
    const hl_message_value values[] = {
        {"metric", analysis->metrics[interaction->metric].metric->name},
        {"arm", analysis->arms[interaction->arm].name},
        {"by", interaction->by},
        {"p", hl_reports__p_named(document, interaction->p_adjusted)},
        {"parts", parts_of(analysis, interaction, parts, document)}};
    (void)hl_reports__add(document, HL_BLOCK_PARAGRAPH,
                          hl_reports__say(document, HL_WORD_SEGMENT_DIFFERS, values, 5));
}

static void say_none_differs(const hl_analysis *analysis, hl_document *document)
{
    const hl_design *design = analysis->design;
    const char *names = "";
    for (size_t i = 0; i < design->dimension_count; i++)
        names = hl_reports__joined(document, names, HL_WORD_COMMA, design->dimensions[i].name);
    const hl_message_value value = {"names", names};
    bool runs = analysis->verdict.decision == HL_DECIDE_KEEP_RUNNING;
    hl_word word = design->dimension_count == 0 ? HL_WORD_NO_SEGMENTS
                   : runs                       ? HL_WORD_NO_SEGMENT_DIFFERS_YET
                                                : HL_WORD_NO_SEGMENT_DIFFERS;
    (void)hl_reports__add(document, HL_BLOCK_PARAGRAPH, hl_reports__say(document, word, &value, 1));
}

static void add_segments(const hl_analysis *analysis, const hl_short_room *room,
                         hl_document *document)
{
    size_t told = 0, untold = 0;
    for (int rank = 0; rank < DIFFERENCE_RANKS; rank++)
        for (size_t i = 0; i < analysis->interaction_count; i++) {
            const hl_interaction *interaction = &analysis->interactions[i];
            if (!interaction->different || difference_rank(analysis, interaction) != rank)
                continue;
            if (told++ < room->differences)
                say_difference(analysis, interaction, room->parts, document);
            else
                untold++;
        }
    if (told == 0)
        say_none_differs(analysis, document);
    hl_reports__short_more(untold, document);
}

void hl_reports__compose_short_tables(const hl_analysis *analysis, const hl_short_room *room,
                                      hl_document *document)
{
    if (room->together)
        hl_reports__compose_together(analysis, room, document);
    else
        add_primaries(analysis, document);
    add_stages(analysis, document);
    if (room->intervals)
        add_correction(analysis, document);
    if (room->rows > 0)
        add_factors(analysis, room->rows, document);
    hl_reports__compose_guardrails(analysis, room, document);
    if (room->rows > 0)
        add_secondaries(analysis, room->rows, document);
    add_segments(analysis, room, document);
    hl_reports__compose_apart(analysis, SIZE_MAX, document);
}
