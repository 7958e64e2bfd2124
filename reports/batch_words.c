#include "reports/batch_words.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "hookline/messages.h"
#include "reports/finding_slots.h"
#include "reports/messages/message.h"
#include "reports/messages/names.h"
#include "reports/say.h"
#include "reports/titles.h"

enum { MOST_SEGMENTS = 8 };

/* ---- names */

static const char *named(const char *title, const char *name, hl_document *document)
{
    const hl_message_value values[] = {{"title", title}, {"name", name}};
    return hl_reports__say(document, HL_WORD_TITLE_AND_NAME, values, 2);
}

const char *hl_reports__batch_named(const hl_localized *title, const char *name,
                                    hl_document *document)
{
    const char *text = hl_reports__title_in(title, document->lang);
    return text == NULL || strcmp(text, name) == 0 ? name : named(text, name, document);
}

/* titled: with the name beside the title; else one of them. */
static const char *arm_named(const hl_localized *title, const char *name, bool titled,
                             hl_document *document)
{
    const char *text = hl_reports__title_in(title, document->lang);
    if (text == NULL || strcmp(text, name) == 0)
        return name;
    text = hl_reports__marked(document, text);
    return titled ? named(text, name, document) : text;
}

const char *hl_reports__batch_title(const hl_localized *title, const char *name,
                                    hl_document *document)
{
    const char *text = hl_reports__title_in(title, document->lang);
    return text == NULL ? name : text;
}

/* ---- arms */

static const hl_batch_arm *arm_of(const hl_batch_row *row, const char *name)
{
    for (size_t i = 0; name != NULL && i < row->judged; i++)
        if (strcmp(row->arms[i].arm, name) == 0)
            return &row->arms[i];
    return NULL;
}

/* What harm of the arm that decides nothing is shown: none, or all of it within what is tolerated,
 * or more. */
typedef enum arm_cost { NO_COST, TOLERATED_COST, SOME_COST, COSTS } arm_cost;

static arm_cost cost_of(const hl_batch_arm *arm)
{
    for (size_t i = 0; i < arm->cost_count; i++)
        if (!arm->costs[i].tolerated)
            return SOME_COST;
    return arm->cost_count == 0 ? NO_COST : TOLERATED_COST;
}

static const char *fit_named(const hl_batch_arm *arm, bool titled, hl_document *document)
{
    static const hl_word words[COSTS] = {
        [TOLERATED_COST] = HL_WORD_BATCH_TOLERATED, [SOME_COST] = HL_WORD_BATCH_COST};
    arm_cost costs = cost_of(arm);
    const hl_message_value name = {"arm", arm_named(&arm->title, arm->arm, titled, document)};
    const hl_message_value limited = {
        "arm", arm->harmed_count == 0 ? name.text
                                      : hl_reports__say(document, HL_WORD_BATCH_NOT_ALL, &name, 1)};
    const char *text =
        costs == NO_COST ? limited.text : hl_reports__say(document, words[costs], &limited, 1);
    const hl_message_value seen = {"arm", text};
    return arm->unseen ? hl_reports__say(document, HL_WORD_BATCH_UNSEEN_ARM, &seen, 1) : text;
}

/* Those that are not dropped and of which harm is shown. */
static const char *harmful_arms(const hl_batch_row *row, bool titled, hl_document *document)
{
    const char *list = "";
    for (size_t i = 0; i < row->judged; i++)
        if (row->arms[i].harm)
            list = hl_reports__joined(
                document, list, HL_WORD_COMMA,
                arm_named(&row->arms[i].title, row->arms[i].arm, titled, document));
    return list;
}

/* "b, c (not to all)"; "" where none is decided so, among all experiments. */
static const char *arms_that(const hl_batch_row *row, hl_arm_decision decision, bool titled,
                             hl_document *document)
{
    const char *list = "";
    for (size_t i = 0; i < row->judged; i++) {
        const hl_batch_arm *arm = &row->arms[i];
        if (arm->across == decision)
            list = hl_reports__joined(document, list, HL_WORD_COMMA,
                                      decision == HL_ARM_FIT_TO_SHIP
                                          ? fit_named(arm, titled, document)
                                          : arm_named(&arm->title, arm->arm, titled, document));
    }
    return list;
}

static bool any_arm(const hl_batch_row *row, hl_arm_decision decision)
{
    for (size_t i = 0; i < row->judged; i++)
        if (row->arms[i].across == decision)
            return true;
    return false;
}

/* Of an arm that is worse another primary metric says the contrary. */
static bool is_mixed(const hl_batch_row *row)
{
    for (size_t i = 0; i < row->judged; i++)
        if (row->arms[i].across == HL_ARM_WORSE && row->arms[i].gain.metric != NULL)
            return true;
    return false;
}

/* ---- the verdict */

void hl_reports__batch_skipped(const hl_batch_row *row, hl_lang lang, hl_text *out)
{
    static const hl_word words[HL_BATCH_SKIPPED_KINDS] = {
        [HL_BATCH_ONE_ARM] = HL_WORD_BATCH_ONE_ARM,
        [HL_BATCH_NO_CONTROL] = HL_WORD_BATCH_NO_CONTROL,
        [HL_BATCH_UNREADABLE] = HL_WORD_BATCH_UNREADABLE,
        [HL_BATCH_LOOK_UNKNOWN] = HL_WORD_BATCH_LOOK_UNKNOWN};
    char count[HL_NUMBER_TEXT];
    char said[HL_MESSAGE_SIZE];
    const hl_message_value n = {"n", hl_base__number_text((double)row->arm_count, count)};
    if (row->why != NULL)
        hl_base__text_add(out, hl_message_in(lang, row->why, said, sizeof said));
    else
        hl_reports__fill_values(&hl_reports__words[words[row->skipped]], lang, &n, 1, out);
}

static hl_word ship_word(const hl_batch_arm *ship)
{
    static const hl_word words[2][COSTS] = {
        {HL_WORD_SHIP, HL_WORD_BATCH_SHIP_TOLERATED, HL_WORD_BATCH_SHIP_COST},
        {HL_WORD_BATCH_SHIP_NOT_ALL, HL_WORD_BATCH_SHIP_NOT_ALL_TOLERATED,
         HL_WORD_BATCH_SHIP_NOT_ALL_COST}};
    return words[ship->harmed_count > 0][cost_of(ship)];
}

/* As its own report says it, with its limits, in as few words as fit a table. */
static hl_word verdict_word(const hl_batch_row *row)
{
    static const hl_word words[HL_DECISIONS] = {
        [HL_DECIDE_SHIP] = HL_WORD_SHIP,
        [HL_DECIDE_KEEP_CONTROL] = HL_WORD_BATCH_KEEP,
        [HL_DECIDE_KEEP_RUNNING] = HL_WORD_KEEP_RUNNING,
        [HL_DECIDE_STOP_GUARDRAIL] = HL_WORD_BATCH_STOP,
        [HL_DECIDE_INVALID_SRM] = HL_WORD_BATCH_SRM,
        [HL_DECIDE_INVALID_DATA] = HL_WORD_BATCH_DATA,
        [HL_DECIDE_NOT_SHOWN] = HL_WORD_BATCH_NOT_SHOWN,
        [HL_DECIDE_COUNTED_APART] = HL_WORD_BATCH_WHO_DIFFERS,
    };
    const hl_batch_arm *ship = arm_of(row, row->arm);
    if (row->across == HL_DECIDE_SHIP && ship != NULL)
        return ship_word(ship);
    if (row->across == HL_DECIDE_STOP_GUARDRAIL && any_arm(row, HL_ARM_FIT_TO_SHIP))
        return HL_WORD_BATCH_STOP_FIT;
    if (row->across == HL_DECIDE_STOP_GUARDRAIL && row->may_stop)
        return HL_WORD_BATCH_STOP_MAY;
    if (row->across == HL_DECIDE_KEEP_CONTROL && is_mixed(row))
        return HL_WORD_BATCH_KEEP_MIXED;
    if (row->across == HL_DECIDE_KEEP_RUNNING && row->lack != HL_LACKS_NOTHING)
        return HL_WORD_BATCH_NOT_DECIDED;
    if (row->across == HL_DECIDE_KEEP_RUNNING && any_arm(row, HL_ARM_WORSE))
        return HL_WORD_BATCH_RUNNING_WITHOUT;
    if (row->across == HL_DECIDE_KEEP_RUNNING && row->may_stop)
        return HL_WORD_BATCH_MAY_STOP;
    if (row->across == HL_DECIDE_NOT_SHOWN && any_arm(row, HL_ARM_WORSE))
        return HL_WORD_BATCH_NOT_SHOWN_WITHOUT;
    if (row->across == HL_DECIDE_KEEP_RUNNING && row->status == HL_BATCH_NOT_BEGUN)
        return HL_WORD_BATCH_NOT_BEGUN;
    if (row->attention == HL_ATTEND_ENDED && row->across == HL_DECIDE_KEEP_RUNNING)
        return HL_WORD_BATCH_STANDSTILL;
    return words[row->across];
}

static const char *verdict(const hl_batch_row *row, bool titled, hl_document *d)
{
    if (row->skipped == HL_BATCH_ONE_ARM || row->skipped == HL_BATCH_NO_CONTROL)
        return hl_reports__word(HL_WORD_BATCH_NOTHING, d->lang);
    if (row->skipped != HL_BATCH_ANALYSED)
        return hl_reports__word(HL_WORD_BATCH_UNREAD, d->lang);
    bool stop = row->across == HL_DECIDE_STOP_GUARDRAIL;
    const char *ship = row->arm == NULL ? "" : arm_named(&row->arm_title, row->arm, titled, d);
    const hl_batch_arm *shipped = row->across == HL_DECIDE_SHIP ? arm_of(row, row->arm) : NULL;
    const hl_message_value unseen = {"arm", ship};
    if (shipped != NULL && shipped->unseen && !titled) /* else it is said behind it */
        ship = hl_reports__say(d, HL_WORD_BATCH_UNSEEN_ARM, &unseen, 1);
    const hl_message_value names[] = {
        {"arm", stop ? arms_that(row, HL_ARM_GUARDRAIL_BROKEN, titled, d) : ship},
        {"fit", arms_that(row, HL_ARM_FIT_TO_SHIP, titled, d)},
        {"worse", arms_that(row, HL_ARM_WORSE, titled, d)},
        {"harmful", harmful_arms(row, titled, d)}};
    return hl_reports__say(d, verdict_word(row), names, 4);
}

/* Whether the words of the verdict name the arm. */
static bool is_named(const hl_batch_row *row, const hl_batch_arm *arm)
{
    if (row->across == HL_DECIDE_SHIP)
        return strcmp(arm->arm, row->arm) == 0;
    if (row->across == HL_DECIDE_STOP_GUARDRAIL)
        return arm->across == HL_ARM_GUARDRAIL_BROKEN || arm->across == HL_ARM_FIT_TO_SHIP;
    bool tells = row->across == HL_DECIDE_NOT_SHOWN ||
                 (row->across == HL_DECIDE_KEEP_RUNNING && row->lack == HL_LACKS_NOTHING);
    return tells && arm->across == HL_ARM_WORSE;
}

bool hl_reports__batch_names_arm(const hl_batch_row *row, const char *arm)
{
    for (size_t i = 0; i < row->judged; i++)
        if (is_named(row, &row->arms[i]) != (strcmp(row->arms[i].arm, arm) == 0))
            return false;
    return row->judged > 0;
}

const char *hl_reports__batch_verdict(const hl_batch_row *row, bool titled, hl_document *document)
{
    const hl_message_value said = {"verdict", verdict(row, titled, document)};
    return row->turned ? hl_reports__say(document, HL_WORD_BATCH_MARKED, &said, 1) : said.text;
}

/* ---- the reason */

/* "unreadable rows (50 of 1,690); blanks of revenue (75 of 400)" */
static const char *faults(const hl_batch_row *row, size_t most, hl_document *d)
{
    hl_text text = {0};
    for (size_t i = 0; i < row->fault_count && i < most; i++) {
        const hl_batch_fault *f = &row->faults[i];
        bool counted = !isnan(f->n) && !isnan(f->of);
        const hl_message_value values[] = {
            {"check", hl_reports__check_name(f->check, d->lang)},
            {"metric",
             f->metric == NULL ? "" : hl_reports__batch_named(&f->metric_title, f->metric, d)},
            {"p", isnan(f->p) ? "" : hl_reports__p_named(d, f->p)},
            {"n", counted ? hl_reports__count(d, (int64_t)f->n) : ""},
            {"of", counted ? hl_reports__count(d, (int64_t)f->of) : ""}};
        hl_word word = !counted && isnan(f->p) ? HL_WORD_BATCH_FAULT
                       : !counted              ? HL_WORD_BATCH_FAULT_P
                       : f->metric == NULL     ? HL_WORD_BATCH_FAULT_N
                                               : HL_WORD_BATCH_FAULT_METRIC;
        hl_base__text_add(&text, i == 0 ? "" : hl_reports__word(HL_WORD_SEMICOLON, d->lang));
        hl_base__text_add(&text, hl_reports__say(d, word, values, 5));
    }
    return hl_reports__keep(d, &text);
}

static const char *skipped(const hl_batch_row *row, hl_document *document)
{
    hl_text text = {0};
    hl_reports__batch_skipped(row, document->lang, &text);
    return hl_reports__keep(document, &text);
}

/* Better, and only a guardrail is not decided: of the experiments together too. */
static bool is_held(const hl_batch_row *row)
{
    const hl_batch_arm *arm = arm_of(row, row->reason.arm);
    return row->reason.code == HL_FOUND_BETTER && row->reason.effect_of != HL_SCALE_NONE &&
           arm != NULL && arm->across == HL_ARM_GUARDRAIL_UNDECIDED;
}

/* Of an experiment that runs on, or should. */
static hl_word running_word(const hl_batch_row *row)
{
    static const hl_word lacks[HL_LACKS] = {
        [HL_LACKS_UNITS] = HL_WORD_BATCH_BECAUSE_UNITS,
        [HL_LACKS_PRIMARY_METRIC] = HL_WORD_BATCH_BECAUSE_UNNAMED,
        [HL_LACKS_DATA] = HL_WORD_BATCH_BECAUSE_UNSEEN,
        [HL_LACKS_MARGIN] = HL_WORD_BATCH_BECAUSE_MARGIN,
    };
    bool held = is_held(row);
    if (row->lack == HL_LACKS_UNITS && held)
        return HL_WORD_BATCH_BECAUSE_UNITS_HELD;
    if (row->lack != HL_LACKS_NOTHING)
        return lacks[row->lack];
    if (any_arm(row, HL_ARM_WORSE))
        return HL_WORD_BATCH_BECAUSE_RUNNING_WITHOUT;
    if (row->may_stop)
        return HL_WORD_BATCH_BECAUSE_MAY_STOP;
    return held ? HL_WORD_BATCH_BECAUSE_HELD : HL_WORD_BATCH_BECAUSE_STALLED;
}

/* "p = 0.0031; adjusted over 29 experiments p = 0.02" */
static hl_word better_word(const hl_batch *batch, const char *p, const char *p_across)
{
    if (batch->family < 2)
        return HL_WORD_BATCH_BECAUSE_BETTER;
    return strcmp(p, p_across) == 0 ? HL_WORD_BATCH_BECAUSE_BETTER_BOTH
                                    : HL_WORD_BATCH_BECAUSE_BETTER_AMONG;
}

static bool any_harmed(const hl_batch_row *row)
{
    for (size_t i = 0; i < row->judged; i++)
        if (row->arms[i].harmed_count > 0)
            return true;
    return false;
}

/* Harm is shown alone, not among all, and yet no gain that is worth it is left. */
static bool is_kept_by_worth(const hl_batch_row *row)
{
    const hl_batch_arm *arm = row->reason.arm == NULL ? NULL : arm_of(row, row->reason.arm);
    return row->across == HL_DECIDE_KEEP_CONTROL && row->reason.code == HL_FOUND_WORSE &&
           arm != NULL && arm->across == HL_ARM_WORTH_EXCLUDED;
}

/* Which words a reason has, where the decision still holds among all; zero (no word): those of
 * "neither shown". */
static hl_word word_of(const hl_batch_row *row)
{
    static const struct {
        hl_finding_code code;
        hl_word word;
    } words[] = {{HL_FOUND_WORSE, HL_WORD_BATCH_BECAUSE_WORSE},
                 {HL_FOUND_WORTH_EXCLUDED, HL_WORD_BATCH_BECAUSE_WORTH},
                 {HL_FOUND_GAIN_EXCLUDED, HL_WORD_BATCH_BECAUSE_GAIN},
                 {HL_FOUND_GUARDRAIL_BROKEN, HL_WORD_BATCH_BECAUSE_BROKEN},
                 {HL_FOUND_GUARDRAIL_HARMED, HL_WORD_BATCH_BECAUSE_HARMED},
                 {HL_FOUND_HARM_SINCE, HL_WORD_BATCH_BECAUSE_SINCE}};
    if (row->across == HL_DECIDE_KEEP_RUNNING)
        return running_word(row);
    if (row->across == HL_DECIDE_COUNTED_APART)
        return HL_WORD_BATCH_BECAUSE_APART;
    if (row->across == HL_DECIDE_NOT_SHOWN && any_arm(row, HL_ARM_WORSE))
        return HL_WORD_BATCH_BECAUSE_NONE_BETTER;
    if (is_kept_by_worth(row))
        return HL_WORD_BATCH_BECAUSE_WORTH_STILL;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (row->reason.effect_of != HL_SCALE_NONE && words[i].code == row->reason.code)
            return words[i].word;
    return any_harmed(row) ? HL_WORD_BATCH_BECAUSE_NOT_WHOLE : HL_WORD_BATCH_BECAUSE_NEITHER;
}

static bool tells_arms(const hl_batch_row *row)
{
    return row->across == HL_DECIDE_KEEP_RUNNING &&
           running_word(row) == HL_WORD_BATCH_BECAUSE_MAY_STOP;
}

/* The sample has ended without evidence, though the interval that is told leaves out 0. */
static const char *apart_reason(const hl_batch *batch, const hl_batch_row *row, hl_document *d)
{
    const hl_batch_comparison *c = &batch->comparisons[row->told];
    bool exact = c->caveat == HL_BATCH_NOT_SHOWN_EXACT;
    const hl_message_value values[] = {
        {"arm", arm_named(&c->arm_title, c->arm, true, d)},
        {"metric", hl_reports__batch_named(&c->metric_title, c->metric, d)},
        {"effect", hl_reports__batch_effect(c, HL_NAN, d)},
        {"p", hl_reports__p_named(d, c->quoted.p_adjusted)}};
    return hl_reports__say(d, exact ? HL_WORD_BATCH_BECAUSE_EXACT : HL_WORD_BATCH_BECAUSE_CORRECTED,
                           values, 4);
}

static const char *main_reason(const hl_batch *batch, const hl_batch_row *row, hl_document *d)
{
    const hl_batch_reason *r = &row->reason;
    const hl_batch_comparison *c = row->told == SIZE_MAX ? NULL : &batch->comparisons[row->told];
    const char *p = c == NULL ? "" : hl_reports__p_named(d, c->quoted.p_adjusted);
    const char *p_across = c == NULL ? "" : hl_reports__p_named(d, c->p_across);
    const hl_message_value values[] = {
        {"metric",
         r->metric == NULL ? "" : hl_reports__batch_named(&r->metric_title, r->metric, d)},
        {"arm", tells_arms(row)  ? harmful_arms(row, true, d)
                : r->arm == NULL ? ""
                                 : arm_named(&r->arm_title, r->arm, true, d)},
        {"effect", hl_reports__batch_effect_said(row, d)},
        {"bound", hl_reports__batch_bound(r, d)},
        {"margin",
         isnan(r->margin) ? "" : hl_reports__batch_amount(r->margin, r->margin_of, r->of_rate, d)},
        {"family", hl_reports__count(d, (int64_t)batch->family)},
        {"p", p},
        {"p_across", p_across}};
    bool better = row->across == HL_DECIDE_SHIP && r->effect_of != HL_SCALE_NONE;
    if (!better && c != NULL && hl_reports__batch_leaves_zero(c) &&
        word_of(row) == HL_WORD_BATCH_BECAUSE_NEITHER)
        return apart_reason(batch, row, d);
    return hl_reports__say(d, better ? better_word(batch, p, p_across) : word_of(row), values,
                           sizeof values / sizeof values[0]);
}

/* "alone b is better on click (p = 0.03), among 29 that is not shown (p = 0.4)" */
static const char *turned_reason(const hl_batch *batch, const hl_batch_row *row, hl_document *d)
{
    const hl_batch_comparison *c = &batch->comparisons[row->turned_by];
    const hl_message_value values[] = {
        {"arm", arm_named(&c->arm_title, c->arm, true, d)},
        {"metric", hl_reports__batch_named(&c->metric_title, c->metric, d)},
        {"family", hl_reports__count(d, (int64_t)batch->family)},
        {"p", hl_reports__p_named(d, c->quoted.p_adjusted)},
        {"p_across", hl_reports__p_named(d, c->p_across)}};
    return hl_reports__say(
        d, c->shown > 0 ? HL_WORD_BATCH_BECAUSE_TURNED : HL_WORD_BATCH_BECAUSE_TURNED_WORSE, values,
        sizeof values / sizeof values[0]);
}

static const char *segments_text(const hl_batch_arm *arm, hl_document *d)
{
    const char *names = "";
    for (size_t i = 0; i < arm->harmed_count && i < MOST_SEGMENTS; i++) {
        const hl_batch_segment *s = &arm->harmed[i];
        const char *by = hl_reports__title_in(&s->by_title, d->lang);
        names = hl_reports__joined(
            d, names, HL_WORD_COMMA,
            hl_reports__part(d, by == NULL ? s->by : by, s->value, s->of_condition));
    }
    const hl_message_value n = {"n",
                                hl_reports__count(d, (int64_t)arm->harmed_count - MOST_SEGMENTS)};
    return arm->harmed_count <= MOST_SEGMENTS
               ? names
               : hl_reports__joined(d, names, HL_WORD_COMMA,
                                    hl_reports__say(d, HL_WORD_MORE_NAMES, &n, 1));
}

/* Whether its harm in segments is to be said: of the arm to ship, and of those that are not dropped
 * for everybody where nothing is shipped. */
static bool limits(const hl_batch_row *row, const hl_batch_arm *arm)
{
    bool dropped = arm->across == HL_ARM_WORSE || arm->across == HL_ARM_GUARDRAIL_BROKEN;
    return arm->harmed_count > 0 &&
           (row->across == HL_DECIDE_SHIP ? strcmp(arm->arm, row->arm) == 0 : !dropped);
}

/* For whom arms are not; text itself where for nobody. */
static const char *with_limits(const hl_batch_row *row, const char *text, hl_document *d)
{
    for (size_t i = 0; i < row->judged; i++) {
        const hl_batch_arm *arm = &row->arms[i];
        if (!limits(row, arm))
            continue;
        const hl_message_value values[] = {{"arm", arm_named(&arm->title, arm->arm, false, d)},
                                           {"names", segments_text(arm, d)}};
        text = hl_reports__joined(d, text, HL_WORD_SEMICOLON,
                                  hl_reports__say(d, HL_WORD_BATCH_NOT_FOR, values, 2));
    }
    return text;
}

static const char *costs_text(const hl_batch_arm *arm, hl_document *d)
{
    const char *names = "";
    for (size_t i = 0; i < arm->cost_count; i++) {
        const hl_batch_cost *cost = &arm->costs[i];
        const hl_message_value metric = {"metric",
                                         hl_reports__batch_named(&cost->title, cost->metric, d)};
        hl_word word = cost->tolerated ? HL_WORD_COST_TOLERATED : HL_WORD_COST;
        names = hl_reports__joined(d, names, HL_WORD_COMMA, hl_reports__say(d, word, &metric, 1));
    }
    return names;
}

/* What else is told of the arm that the reason is of: a gain of one that is worse, and of one that
 * ships that its gain may be less than is worth it. */
static const char *with_gain(const hl_batch_row *row, const char *text, hl_document *d)
{
    const hl_batch_arm *arm = arm_of(row, row->reason.arm);
    if (arm == NULL)
        return text;
    if (arm->gain.metric != NULL && arm->across == HL_ARM_WORSE &&
        row->reason.code == HL_FOUND_WORSE) {
        const hl_message_value values[] = {
            {"text", text},
            {"names", hl_reports__batch_named(&arm->gain.title, arm->gain.metric, d)}};
        return hl_reports__say(d, HL_WORD_BATCH_BUT_BETTER, values, 2);
    }
    const hl_message_value values[] = {
        {"text", text},
        {"margin",
         isnan(arm->worth) ? "" : hl_reports__batch_amount(arm->worth, HL_SCALE_LIFT, true, d)}};
    bool ships = row->across == HL_DECIDE_SHIP && strcmp(arm->arm, row->arm) == 0;
    return ships && !isnan(arm->worth) ? hl_reports__say(d, HL_WORD_BATCH_WORTH_OPEN, values, 2)
                                       : text;
}

/* What arms cost that ship or may, and which harm a guardrail that the end leaves open. */
static const char *with_harm(const hl_batch_row *row, const char *text, hl_document *d)
{
    for (size_t i = 0; i < row->judged; i++) {
        const hl_batch_arm *arm = &row->arms[i];
        bool ships = arm->across == HL_ARM_FIT_TO_SHIP &&
                     (row->across != HL_DECIDE_SHIP || strcmp(arm->arm, row->arm) == 0);
        const hl_message_value values[] = {{"arm", arm_named(&arm->title, arm->arm, false, d)},
                                           {"names", costs_text(arm, d)},
                                           {"text", text}};
        if (arm->cost_count > 0 && (ships || row->across == HL_DECIDE_NOT_SHOWN))
            text = hl_reports__joined(d, text, HL_WORD_SEMICOLON,
                                      hl_reports__say(d, HL_WORD_BATCH_WORSE_ON, values, 3));
        else if (arm->harm && !row->may_stop)
            text = hl_reports__say(d, HL_WORD_BATCH_HARM_OPEN, values, 3);
    }
    return text;
}

static bool is_unseen(const hl_batch_comparison *c, const hl_batch_row *row)
{
    const hl_batch_arm *arm = c->caveat == HL_BATCH_UNSEEN ? arm_of(row, c->arm) : NULL;
    return arm != NULL && arm->across == HL_ARM_FIT_TO_SHIP &&
           (row->across != HL_DECIDE_SHIP || strcmp(c->arm, row->arm) == 0);
}

static bool is_told_already(const hl_batch *batch, const hl_batch_row *row, size_t at)
{
    for (size_t i = row->first; i < at; i++)
        if (is_unseen(&batch->comparisons[i], row) &&
            strcmp(batch->comparisons[i].metric, batch->comparisons[at].metric) == 0)
            return true;
    return false;
}

/* Of what ships or may: the guardrails that hold only because nothing of them has been seen. */
static const char *with_unseen(const hl_batch *batch, const hl_batch_row *row, const char *text,
                               hl_document *d)
{
    const char *names = "";
    for (size_t i = row->first; i < row->first + row->comparison_count; i++) {
        const hl_batch_comparison *c = &batch->comparisons[i];
        const hl_message_value metric = {"metric",
                                         hl_reports__batch_named(&c->metric_title, c->metric, d)};
        if (is_unseen(c, row) && !is_told_already(batch, row, i))
            names = hl_reports__joined(d, names, HL_WORD_COMMA,
                                       hl_reports__say(d, HL_WORD_COST, &metric, 1));
    }
    const hl_message_value values[] = {{"text", text}, {"names", names}};
    return names[0] == '\0' ? text : hl_reports__say(d, HL_WORD_BATCH_UNSEEN_HELD, values, 2);
}

const char *hl_reports__batch_reason(const hl_batch *batch, const hl_batch_row *row, size_t most,
                                     hl_document *document)
{
    if (row->skipped != HL_BATCH_ANALYSED)
        return skipped(row, document);
    if (row->fault_count > 0)
        return faults(row, most, document);
    bool turned = row->turned_by != SIZE_MAX;
    bool instead = turned && row->decision != HL_DECIDE_STOP_GUARDRAIL;
    const char *text = instead ? turned_reason(batch, row, document)
                               : with_gain(row, main_reason(batch, row, document), document);
    if (turned && !instead)
        text = hl_reports__joined(document, text, HL_WORD_SEMICOLON,
                                  turned_reason(batch, row, document));
    text = with_unseen(batch, row, with_harm(row, text, document), document);
    return with_limits(row, text, document);
}
