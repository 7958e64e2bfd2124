/* What a send-time model says, for people: what is shown, every segment in a line, its hours as a
 * map, and how far all of that may be trusted. */
#include "hookline/timing_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/number.h"
#include "reports/messages/timing.h"
#include "reports/say.h"
#include "reports/timing_json.h"

enum { HOURS = 24, DAYS = 7, MAPS_MOST = 6, WEEK_MS = 604800000, CLOCK_TEXT = 8 };

static const char *say(hl_document *d, hl_timing_word word, const hl_message_value *values,
                       size_t count)
{
    return hl_reports__say_message(d, &hl_reports__timing_words[word], values, count);
}

static const char *word(const hl_document *d, hl_timing_word which)
{
    return hl_reports__in_language(&hl_reports__timing_words[which], d->lang);
}

static void add_line(hl_document *d, hl_block_kind kind, hl_timing_word which,
                     const hl_message_value *values, size_t count)
{
    (void)hl_reports__add(d, kind, say(d, which, values, count));
}

static const char *clock_text(hl_document *d, int hour)
{
    char text[CLOCK_TEXT];
    (void)snprintf(text, sizeof text, "%02d:00", hour);
    return hl_reports__copy(d, text);
}

/* A chance or a mean value alone, with the decimals that its interval carries. */
static const char *rate(hl_document *d, bool value, const hl_estimate *e)
{
    int decimals = hl_reports__show_decimals(e->estimate, e->low, e->high, value ? 1 : 100);
    return hl_reports__number(d, e->estimate, decimals, value ? HL_SHOW_VALUE : HL_SHOW_SHARE);
}

static const char *gain(hl_document *d, bool value, const hl_estimate *e)
{
    return hl_reports__estimate(d, e, value ? HL_SHOW_SHIFT : HL_SHOW_POINTS);
}

static const char *share(hl_document *d, double x)
{
    hl_text text = {0};
    hl_reports__show_amount(&text, x, HL_SHOW_SHARE, d->lang);
    return hl_reports__keep(d, &text);
}

static const char *height(hl_document *d, bool value, double x)
{
    hl_text text = {0};
    hl_reports__show_amount(&text, x, value ? HL_SHOW_VALUE : HL_SHOW_SHARE, d->lang);
    return hl_reports__keep(d, &text);
}

static const char *day(hl_document *d, int64_t utc_ms)
{
    char text[HL_TIME_TEXT];
    return hl_reports__copy(d, hl_base__day_text(hl_base__civil_day_of(utc_ms), text));
}

static const char *name_of(hl_document *d, const hl_timing_segment *s)
{
    return s->name[0] != '\0' ? s->name : word(d, HL_TIMING_WORD_NO_SEGMENT);
}

static const char *days_of(const hl_document *d, hl_timing_days days)
{
    return word(d, (hl_timing_word)(HL_TIMING_WORD_EVERY_DAY + (int)days));
}

/* ---- verdict */

static size_t count_decided(const hl_timing_report *r, hl_timing_decision decision)
{
    size_t count = 0;
    for (size_t i = 0; i < r->segment_count; i++)
        count += r->segments[i].decision == decision;
    return count;
}

static void add_verdict(hl_document *d, const hl_timing_report *r)
{
    size_t shown = count_decided(r, HL_TIMING_USE);
    bool alike = count_decided(r, HL_TIMING_NO_DIFFERENCE) == r->segment_count;
    const hl_message_value values[] = {{"n", hl_reports__count(d, (int64_t)shown)},
                                       {"all", hl_reports__count(d, (int64_t)r->segment_count)},
                                       {"worth", share(d, r->worth)}};
    hl_timing_word which = shown > 0 ? HL_TIMING_WORD_SHOWN
                           : alike   ? HL_TIMING_WORD_NO_DIFFERENCE
                                     : HL_TIMING_WORD_NOTHING_SHOWN;
    hl_block *block = hl_reports__add(d, HL_BLOCK_VERDICT, say(d, which, values, 3));
    if (block != NULL)
        block->tone = shown > 0 ? HL_TONE_GOOD : HL_TONE_PLAIN;
}

static void add_shown(hl_document *d, bool value, const hl_timing_segment *s)
{
    const hl_message_value values[] = {{"segment", name_of(d, s)},
                                       {"days", days_of(d, s->best.days)},
                                       {"from", clock_text(d, s->best.from_hour)},
                                       {"to", clock_text(d, s->best.to_hour)},
                                       {"rate", rate(d, value, &s->rate)},
                                       {"usual", rate(d, value, &s->usual)},
                                       {"gain", gain(d, value, &s->gain)}};
    add_line(d, HL_BLOCK_BULLET, HL_TIMING_WORD_SHOWN_IN, values, 7);
}

/* ---- what it rests on */

/* Touches of a model stand in the data, so that a gain is to be told, or why there is none. */
static bool tells_realised(const hl_timing_report *r)
{
    return r->realised.state != HL_TIMING_REALISED_NO_POLICY &&
           r->realised.state != HL_TIMING_REALISED_NO_MODEL;
}

static const char *span(hl_document *d, int64_t ms)
{
    static const double MINUTE_MS = 60e3, HOUR_MS = 36e5, DAY_MS = 864e5;
    bool minutes = (double)ms < 90 * MINUTE_MS, hours = (double)ms < 48 * HOUR_MS;
    double n = (double)ms / (minutes ? MINUTE_MS : hours ? HOUR_MS : DAY_MS);
    char text[HL_NUMBER_TEXT];
    int decimals = n >= 10 || n == floor(n) ? 0 : 1;
    const hl_message_value values = {"n", hl_base__number_fixed(n, decimals, text)};
    return say(d,
               minutes ? HL_TIMING_WORD_IN_MINUTES
               : hours ? HL_TIMING_WORD_IN_HOURS
                       : HL_TIMING_WORD_IN_DAYS,
               &values, 1);
}

static void add_delays(hl_document *d, const hl_timing_data *data)
{
    hl_duration within = {0, 0, 0};
    if (data->within == NULL ||
        !hl_base__duration_parse(data->within, strlen(data->within), &within))
        return;
    bool left_out = data->too_young > 0;
    const hl_message_value values[] = {
        {"within", span(d, hl_base__duration_nominal_ms(&within))},
        {"median", span(d, data->delay_median_ms)},
        {"late", span(d, data->delay_late_ms)},
        {"n", hl_reports__count(d, left_out ? data->too_young : data->young)}};
    if (left_out || data->delay_late_ms > 0)
        add_line(d, HL_BLOCK_PARAGRAPH,
                 left_out          ? HL_TIMING_WORD_TOO_YOUNG
                 : data->young > 0 ? HL_TIMING_WORD_YOUNG
                                   : HL_TIMING_WORD_DELAYS,
                 values, 4);
}

static void add_data(hl_document *d, const hl_timing_report *r)
{
    const hl_timing_data *data = &r->data;
    const hl_message_value values[] = {{"touches", hl_reports__count(d, data->touches)},
                                       {"users", hl_reports__count(d, data->users)},
                                       {"from", day(d, data->first_utc_ms)},
                                       {"to", day(d, data->last_utc_ms)},
                                       {"randomised", hl_reports__count(d, data->randomised)}};
    const hl_message_value left[] = {{"rows", hl_reports__count(d, data->rows)},
                                     {"unsent", hl_reports__count(d, data->unsent)},
                                     {"future", hl_reports__count(d, data->future)},
                                     {"zoneless", hl_reports__count(d, data->unknown_zone)}};
    add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_DATA, values, 5);
    if (data->unsent + data->future + data->unknown_zone > 0)
        add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_LEFT_OUT, left, 4);
    add_delays(d, data);
    const hl_message_value large[] = {{"n", hl_reports__count(d, data->winsorized)},
                                      {"most", height(d, true, data->most_value)}};
    if (data->winsorized > 0)
        add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_WINSORIZED, large, 2);
}

/* What choosing has brought, where policies are known. */
static void add_realised(hl_document *d, const hl_timing_report *r)
{
    static const hl_timing_word said[] = {
        [HL_TIMING_REALISED] = HL_TIMING_WORD_REALISED,
        [HL_TIMING_REALISED_NO_HOLDOUT] = HL_TIMING_WORD_REALISED_NO_HOLDOUT,
        [HL_TIMING_REALISED_TOO_FEW] = HL_TIMING_WORD_REALISED_TOO_FEW};
    const hl_timing_realised *done = &r->realised;
    bool value = r->data.value;
    if (!tells_realised(r))
        return;
    const hl_message_value values[] = {
        {"gain", gain(d, value, &done->gain)},
        {"rate", height(d, value, done->model.rate)},
        {"held", height(d, value, done->holdout.rate)},
        {"touches", hl_reports__count(d, done->model.touches)},
        {"users", hl_reports__count(d, done->model.users)},
        {"held_touches", hl_reports__count(d, done->holdout.touches)},
        {"held_users", hl_reports__count(d, done->holdout.users)}};
    add_line(d, HL_BLOCK_PARAGRAPH, said[done->state], values, 7);
}

/* What randomised slice would show the gain of the segment that has most touches. */
static void add_how_to_know(hl_document *d, const hl_timing_report *r)
{
    const hl_timing_segment *most = NULL;
    for (size_t i = 0; i < r->segment_count; i++)
        if (r->segments[i].decision == HL_TIMING_NOT_ENOUGH &&
            (most == NULL || r->segments[i].touches > most->touches))
            most = &r->segments[i];
    if (most == NULL)
        return;
    if (most->needs_touches < 0) {
        add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_HOW_TO_KNOW_ANY, NULL, 0);
        return;
    }
    double weeks = (double)(r->data.last_utc_ms - r->data.first_utc_ms) / WEEK_MS;
    double pace = (double)most->touches / fmax(weeks, 1.0 / DAYS);
    char text[HL_NUMBER_TEXT];
    const hl_message_value values[] = {
        {"n", hl_reports__count(d, most->needs_touches)},
        {"weeks",
         hl_base__number_fixed(fmax(1, ceil((double)most->needs_touches / pace)), 0, text)}};
    add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_HOW_TO_KNOW, values, 2);
}

static void add_observational(hl_document *d, const hl_timing_report *r)
{
    double drawn = (double)r->data.randomised / (double)r->data.touches;
    const hl_message_value values = {"share", share(d, drawn)};
    if (r->observational && r->data.randomised == 0)
        add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_OBSERVATIONAL, NULL, 0);
    else if (r->observational)
        add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_MIXED, &values, 1);
}

static void add_method(hl_document *d, const hl_timing_report *r)
{
    char days[HL_NUMBER_TEXT], level[HL_NUMBER_TEXT], hours[HL_NUMBER_TEXT];
    const hl_message_value stale = {"days", hl_base__number_fixed(r->half_life_days, 0, days)};
    const hl_message_value repeated[] = {
        {"level", hl_base__number_fixed(r->design_effect_level, 2, level)},
        {"hours", hl_base__number_fixed(r->design_effect_hours, 2, hours)}};
    bool tried = !isnan(r->half_life_scores[0]);
    const hl_message_value calendar = {"file", r->data.calendar};
    (void)hl_reports__add(d, HL_BLOCK_HEADING, word(d, HL_TIMING_WORD_METHOD));
    if (r->data.calendar != NULL)
        add_line(d, HL_BLOCK_BULLET, HL_TIMING_WORD_CALENDAR, &calendar, 1);
    if (isfinite(r->half_life_days))
        add_line(d, HL_BLOCK_BULLET, tried ? HL_TIMING_WORD_STALE : HL_TIMING_WORD_STALE_SAID,
                 &stale, 1);
    else if (tried)
        add_line(d, HL_BLOCK_BULLET, HL_TIMING_WORD_NOT_STALE, NULL, 0);
    if (r->moving)
        add_line(d, HL_BLOCK_BULLET, HL_TIMING_WORD_MOVES, NULL, 0);
    if (r->data.users < r->data.touches)
        add_line(d, HL_BLOCK_BULLET, HL_TIMING_WORD_REPEATED, repeated, 2);
    add_line(d, HL_BLOCK_BULLET, (hl_timing_word)(HL_TIMING_WORD_USUAL_ALL + (int)r->usual), NULL,
             0);
    if (!tells_realised(r))
        add_line(d, HL_BLOCK_BULLET, HL_TIMING_WORD_TRUST, NULL, 0);
}

/* ---- segments */

static const char *decision_of(hl_document *d, const hl_timing_segment *s)
{
    const hl_message_value needs = {"n", hl_reports__count(d, s->needs_touches)};
    if (s->decision == HL_TIMING_NOT_ENOUGH && s->needs_touches >= 0)
        return say(d, HL_TIMING_WORD_NEEDS, &needs, 1);
    return word(d, (hl_timing_word)(HL_TIMING_WORD_USE + (int)s->decision));
}

static void add_segment(hl_document *d, bool value, const hl_timing_segment *s)
{
    char from[CLOCK_TEXT], to[CLOCK_TEXT];
    hl_timing_word days = (hl_timing_word)(HL_TIMING_WORD_SHORT_EVERY_DAY + (int)s->best.days);
    (void)snprintf(from, sizeof from, "%02d", s->best.from_hour);
    (void)snprintf(to, sizeof to, "%02d", s->best.to_hour);
    const hl_message_value window[] = {{"days", word(d, days)}, {"from", from}, {"to", to}};
    hl_reports__cell(d, name_of(d, s));
    hl_reports__cell(d, hl_reports__count(d, s->touches));
    hl_reports__cell(d, say(d, HL_TIMING_WORD_WINDOW, window, 3));
    hl_reports__cell(d, rate(d, value, &s->usual));
    hl_reports__cell(d, gain(d, value, &s->gain));
    hl_reports__cell(d, hl_reports__probability(d, s->probability_best));
    hl_reports__cell(
        d, hl_reports__number(d, -s->expected_loss, 2, value ? HL_SHOW_SHIFT : HL_SHOW_POINTS));
    hl_reports__cell(d, decision_of(d, s));
}

static void add_segments(hl_document *d, const hl_timing_report *r)
{
    enum { COLUMNS = HL_TIMING_WORD_DECISION - HL_TIMING_WORD_TOUCHES + 2 };
    const hl_message_value worth = {"worth", share(d, r->worth)};
    (void)hl_reports__add(d, HL_BLOCK_HEADING, word(d, HL_TIMING_WORD_SEGMENTS));
    hl_reports__table(d, COLUMNS, 0x6A);
    hl_reports__cell(d, word(d, HL_TIMING_WORD_SEGMENT));
    for (int w = HL_TIMING_WORD_TOUCHES; w <= HL_TIMING_WORD_DECISION; w++)
        hl_reports__cell(d, word(d, (hl_timing_word)w));
    for (size_t i = 0; i < r->segment_count; i++)
        add_segment(d, r->data.value, &r->segments[i]);
    add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_TABLE_NOTE, &worth, 1);
}

/* ---- guardrail */

/* What is given up for it. */
static void add_barred(hl_document *d, const hl_timing_report *r, const hl_timing_segment *s)
{
    const hl_timing_window_guardrail *g = &s->guardrail;
    const hl_message_value values[] = {{"segment", name_of(d, s)},
                                       {"name", r->guardrail.name},
                                       {"days", days_of(d, g->barred_best.days)},
                                       {"from", clock_text(d, g->barred_best.from_hour)},
                                       {"to", clock_text(d, g->barred_best.to_hour)},
                                       {"gain", gain(d, r->data.value, &g->barred_gain)},
                                       {"difference", gain(d, false, &g->barred_difference)}};
    if (g->instead)
        add_line(d, HL_BLOCK_BULLET, HL_TIMING_WORD_GUARD_BARRED_IN, values, 7);
}

/* What a window that is called better does to it where that is not nothing. */
static void add_guarded(hl_document *d, const hl_timing_report *r, const hl_timing_segment *s)
{
    const hl_timing_window_guardrail *g = &s->guardrail;
    bool harm = g->state == HL_TIMING_GUARDRAIL_HARM;
    const hl_message_value values[] = {{"segment", name_of(d, s)},
                                       {"name", r->guardrail.name},
                                       {"worth", share(d, r->worth)},
                                       {"days", days_of(d, s->best.days)},
                                       {"from", clock_text(d, s->best.from_hour)},
                                       {"to", clock_text(d, s->best.to_hour)},
                                       {"rate", rate(d, false, &g->rate)},
                                       {"usual", rate(d, false, &g->usual)},
                                       {"difference", gain(d, false, &g->difference)}};
    if (harm || (g->state == HL_TIMING_GUARDRAIL_OPEN && s->decision == HL_TIMING_USE))
        add_line(d, HL_BLOCK_BULLET,
                 harm ? HL_TIMING_WORD_GUARD_HARM_IN : HL_TIMING_WORD_GUARD_OPEN_IN, values, 9);
}

static void add_guarded_row(hl_document *d, const hl_timing_segment *s)
{
    const hl_timing_window_guardrail *g = &s->guardrail;
    const hl_message_value of[] = {{"barred", hl_reports__count(d, (int64_t)g->barred)},
                                   {"windows", hl_reports__count(d, (int64_t)g->windows)}};
    int state = HL_TIMING_WORD_GUARD_HOLDS + (int)g->state - HL_TIMING_GUARDRAIL_HOLDS;
    hl_reports__cell(d, name_of(d, s));
    hl_reports__cell(d, rate(d, false, &g->rate));
    hl_reports__cell(d, rate(d, false, &g->usual));
    hl_reports__cell(d, gain(d, false, &g->difference));
    hl_reports__cell(d, say(d, HL_TIMING_WORD_GUARD_OF, of, 2));
    hl_reports__cell(d, word(d, (hl_timing_word)state));
}

static void add_guardrail_realised(hl_document *d, const hl_timing_realised *done)
{
    const hl_message_value values[] = {{"rate", height(d, false, done->model.rate)},
                                       {"held", height(d, false, done->holdout.rate)},
                                       {"difference", gain(d, false, &done->gain)}};
    if (done->state == HL_TIMING_REALISED)
        add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_GUARD_REALISED, values, 3);
}

static void add_guardrail(hl_document *d, const hl_timing_report *r)
{
    const hl_timing_guardrail *g = &r->guardrail;
    const hl_message_value values[] = {{"name", g->name},
                                       {"events", hl_reports__count(d, g->events)},
                                       {"touches", hl_reports__count(d, g->touches)},
                                       {"worth", share(d, r->worth)}};
    if (g->name == NULL)
        return;
    if (g->touches == 0) {
        add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_GUARD_UNKNOWN, values, 1);
        return;
    }
    add_line(d, HL_BLOCK_HEADING, HL_TIMING_WORD_GUARDRAIL, values, 1);
    hl_reports__table(d, HL_TIMING_WORD_GUARD_STATE - HL_TIMING_WORD_GUARD_RATE + 2, 0x1E);
    hl_reports__cell(d, word(d, HL_TIMING_WORD_SEGMENT));
    for (int w = HL_TIMING_WORD_GUARD_RATE; w <= HL_TIMING_WORD_GUARD_STATE; w++)
        hl_reports__cell(d, word(d, (hl_timing_word)w));
    for (size_t i = 0; i < r->segment_count; i++)
        add_guarded_row(d, &r->segments[i]);
    add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_GUARD_NOTE, values, 4);
    add_guardrail_realised(d, &g->realised);
}

/* ---- arms that are windows */

static void add_arms(hl_document *d, const hl_timing_report *r)
{
    if (r->arm_count == 0)
        return;
    (void)hl_reports__add(d, HL_BLOCK_HEADING, word(d, HL_TIMING_WORD_ARMS));
    hl_reports__table(d, 3, 0x6);
    for (int w = HL_TIMING_WORD_ARM; w <= HL_TIMING_WORD_ARM_BELIEVED; w++)
        hl_reports__cell(d, word(d, (hl_timing_word)w));
    for (size_t i = 0; i < r->arm_count; i++) {
        const hl_timing_arms *a = &r->arms[i];
        hl_text names = {0};
        hl_base__text_addf(&names, "%s - %s", a->arm, a->control);
        hl_reports__cell(d, hl_reports__keep(d, &names));
        hl_reports__cell(d, isnan(a->found.estimate) ? word(d, HL_TIMING_WORD_ARM_NOT_FOUND)
                                                     : gain(d, r->data.value, &a->found));
        hl_reports__cell(d, gain(d, r->data.value, &a->believed));
    }
    add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_ARMS_NOTE, NULL, 0);
}

/* ---- hours */

static const char *const shades[] = {"·", "░", "▒", "▓", "█"};
enum { SHADES = sizeof shades / sizeof shades[0] };

typedef struct range {
    double low, high;
} range;

static range range_of(const hl_timing_report *r, const hl_timing_segment *s)
{
    range out = {HL_INFINITY, -HL_INFINITY};
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
        if (r->legal[slot % HOURS]) {
            out.low = fmin(out.low, s->slots[slot].estimate);
            out.high = fmax(out.high, s->slots[slot].estimate);
        }
    return out;
}

static const char *shade_of(range all, double x)
{
    double height = all.high > all.low ? (x - all.low) / (all.high - all.low) : 0;
    size_t which = (size_t)(height * SHADES);
    return shades[which < SHADES ? which : SHADES - 1];
}

/* One day: two glyphs an hour. */
static const char *day_row(hl_document *d, const hl_timing_report *r, const hl_timing_segment *s,
                           range all, int weekday)
{
    hl_text text = {0};
    for (int h = 0; h < HOURS; h++)
        for (int twice = 0; twice < 2; twice++)
            hl_base__text_add(
                &text, r->legal[h] ? shade_of(all, s->slots[weekday * HOURS + h].estimate) : " ");
    return hl_reports__keep(d, &text);
}

static const char *hour_row(hl_document *d)
{
    hl_text text = {0};
    for (int h = 0; h < HOURS; h += 3)
        hl_base__text_addf(&text, "%02d    ", h);
    return hl_reports__keep(d, &text);
}

static void add_map(hl_document *d, const hl_timing_report *r, const hl_timing_segment *s)
{
    range all = range_of(r, s);
    const hl_message_value name = {"segment", name_of(d, s)};
    const hl_message_value note[] = {{"light", shades[0]},
                                     {"low", height(d, r->data.value, all.low)},
                                     {"dark", shades[SHADES - 1]},
                                     {"high", height(d, r->data.value, all.high)}};
    add_line(d, HL_BLOCK_HEADING, HL_TIMING_WORD_MAP, &name, 1);
    hl_reports__table(d, 2, 0);
    hl_reports__cell(d, "");
    hl_reports__cell(d, hour_row(d));
    for (int weekday = 0; weekday < DAYS; weekday++) {
        hl_reports__cell(d, word(d, (hl_timing_word)(HL_TIMING_WORD_MONDAY + weekday)));
        hl_reports__cell(d, day_row(d, r, s, all, weekday));
    }
    add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_MAP_NOTE, note, 4);
}

/* By touches, then as they stand. */
static bool is_before(const hl_timing_report *r, size_t a, size_t b)
{
    int64_t one = r->segments[a].touches, other = r->segments[b].touches;
    return one > other || (one == other && a < b);
}

/* Of the segments with most touches. */
static void add_maps(hl_document *d, const hl_timing_report *r)
{
    size_t shown = 0;
    for (size_t i = 0; i < r->segment_count; i++) {
        size_t larger = 0;
        for (size_t k = 0; k < r->segment_count; k++)
            larger += is_before(r, k, i);
        if (larger < MAPS_MOST) {
            add_map(d, r, &r->segments[i]);
            shown++;
        }
    }
    const hl_message_value more = {"n", hl_reports__count(d, (int64_t)(r->segment_count - shown))};
    if (shown < r->segment_count)
        add_line(d, HL_BLOCK_PARAGRAPH, HL_TIMING_WORD_MORE_MAPS, &more, 1);
}

/* ---- the whole */

static void write_document(const hl_timing_report *r, const hl_report_options *options,
                           hl_text *out)
{
    hl_document d = {.lang = options->lang, .width = options->width};
    const hl_message_value outcome = {"outcome", r->data.outcome};
    add_line(&d, HL_BLOCK_TITLE, HL_TIMING_WORD_TITLE, &outcome, 1);
    add_verdict(&d, r);
    for (size_t i = 0; i < r->segment_count; i++)
        if (r->segments[i].decision == HL_TIMING_USE)
            add_shown(&d, r->data.value, &r->segments[i]);
    for (size_t i = 0; i < r->segment_count; i++) {
        add_barred(&d, r, &r->segments[i]);
        add_guarded(&d, r, &r->segments[i]);
    }
    add_realised(&d, r);
    add_observational(&d, r);
    add_how_to_know(&d, r);
    add_data(&d, r);
    add_segments(&d, r);
    add_guardrail(&d, r);
    add_arms(&d, r);
    add_maps(&d, r);
    add_method(&d, r);
    hl_reports__render(&d, options, out);
}

hl_status hl_timing_write_report(const hl_timing_report *report, const hl_report_options *options,
                                 char **out, hl_error *err)
{
    hl_text text = {0};
    hl_status status = hl_reports__check_width(options->width, err);
    *out = NULL;
    if (status != HL_OK)
        return status;
    if (options->format == HL_REPORT_JSON)
        hl_reports__timing_json(report, &text);
    else
        write_document(report, options, &text);
    *out = hl_base__text_take(&text);
    return *out != NULL ? HL_OK : hl_error_memory(err);
}
