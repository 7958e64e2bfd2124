#include "sim/play.h"

#include <string.h>

#include "base/civil.h"
#include "base/number.h"

#define MINUTE_MS INT64_C(60000)
#define HOUR_MS   INT64_C(3600000)

typedef struct player {
    hl_stage *stage;
    hl_played *played;
    const hl_customer *customer;
    hl_random random;
    size_t arm;
    char touch_id[HL_SIM_FIELD];
    unsigned event; /* number within the customer */
} player;

/* One in `odds`. */
static bool happens_once_in(player *p, uint64_t odds)
{
    return hl_base__random_below(&p->random, odds) == 0;
}

static bool happens(player *p, double chance)
{
    return hl_base__random_uniform(&p->random) < chance;
}

static const char *local_text(const player *p, int64_t utc_ms, char text[HL_TIME_TEXT])
{
    return hl_base__time_text(utc_ms, p->customer->offset_seconds, text);
}

enum { ONE_LATE = 200, ONE_DOUBLED = 500, ONE_FAST = 200, ONE_BEFORE = 2000 };

/* Most events stand where they happened; some come at the end, and some twice. */
static void add_event(player *p, const char *type, int64_t at, bool names_touch, const char *value)
{
    char when[HL_TIME_TEXT];
    hl_text line = {0};
    const char *user = p->customer->text[0];
    hl_base__text_addf(&line, "e%s-%u,%s,%s,%s,%s,%s\n", user + 1, ++p->event, user, type,
                       local_text(p, at, when), names_touch ? p->touch_id : "", value);
    bool late = happens_once_in(p, ONE_LATE);
    bool doubled = happens_once_in(p, ONE_DOUBLED);
    hl_text *events = &p->stage->files.text[HL_SIM_EVENTS];
    hl_base__text_add_text(late ? &p->stage->late : events, &line);
    if (doubled)
        hl_base__text_add_text(&p->stage->late, &line);
    p->stage->events++;
    p->stage->late_events += late;
    p->stage->duplicate_events += doubled;
    hl_base__text_free(&line);
}

/* Delay in ms: half come within a quarter of an hour, the rest up to the limit, fewer and fewer. */
static int64_t delay_ms(player *p, int64_t limit_ms)
{
    double u = hl_base__random_uniform(&p->random);
    double v = hl_base__random_uniform(&p->random);
    double longest = happens_once_in(p, 2) ? 15.0 * 60000 : (double)limit_ms - 1000;
    int64_t ms = (int64_t)(u * u * v * longest);
    return 3000 + (ms - ms % 1000);
}

/* Within the 24 hours that count, or after them. */
static int64_t answer_at(player *p, int64_t sent, double late_share)
{
    int64_t late = happens(p, late_share) ? 25 * HOUR_MS : 0;
    return sent + late + delay_ms(p, 22 * HOUR_MS);
}

static void add_order(player *p, int64_t at)
{
    int64_t low = 0;
    int64_t high = 0;
    hl_text value = {0};
    hl_sim__basket(p->customer, &low, &high);
    int64_t minor = low + (int64_t)hl_base__random_below(&p->random, (uint64_t)(high - low + 1));
    hl_base__text_addf(&value, "%lld.%02lld", (long long)(minor / 100), (long long)(minor % 100));
    add_event(p, "convert", at, false, hl_base__text_string(&value));
    p->stage->late.failed = p->stage->late.failed || value.failed;
    hl_base__text_free(&value);
}

static void play_click(player *p, const hl_chances *c, int64_t sent)
{
    if (!happens(p, c->click))
        return;
    int64_t at = answer_at(p, sent, HL_SIM_LATE_CLICK);
    if (happens_once_in(p, ONE_FAST)) {
        /* a link scanner, 1 s after delivery, before the person */
        add_event(p, "click", sent + 3000, true, "");
        p->played->fast_clicks++;
    }
    add_event(p, "click", at + 2000, true, "");
    if (happens(p, c->convert))
        add_order(p, at + MINUTE_MS + delay_ms(p, 96 * HOUR_MS));
}

/* True when the customer blocks us. */
static bool play_outcomes(player *p, const hl_chances *c, int64_t sent)
{
    add_event(p, "delivered", sent + 2000, true, "");
    play_click(p, c, sent);
    if (happens(p, c->reply))
        add_event(p, "reply", answer_at(p, sent, HL_SIM_LATE_REPLY), happens_once_in(p, 2), "");
    if (happens(p, c->organic))
        add_order(p, sent + MINUTE_MS * (1 + (int64_t)hl_base__random_below(&p->random, 9000)));
    if (happens_once_in(p, ONE_BEFORE)) {
        /* a clock that was wrong: an event that names a touch which was not yet sent */
        add_event(p, "click", sent - 10 * MINUTE_MS, true, "");
        p->played->clicks_before_touch++;
    }
    if (!happens(p, c->block))
        return false;
    add_event(p, "block", sent + 5000 + delay_ms(p, 20 * HOUR_MS), happens_once_in(p, 2), "");
    return true;
}

/* The share of the window's minutes that lie in the hour: the hour's propensity. */
static double propensity_of(const hl_arm_world *w, int32_t hour)
{
    int32_t from = w->from_minute > hour * 60 ? w->from_minute : hour * 60;
    int32_t to = w->to_minute < hour * 60 + 60 ? w->to_minute : hour * 60 + 60;
    return (double)(to - from) / (double)(w->to_minute - w->from_minute);
}

static const char *name_or_empty(const char *name)
{
    return name == NULL ? "" : name;
}

static void add_touch(player *p, int64_t planned, int64_t sent, double propensity)
{
    char planned_text[HL_TIME_TEXT];
    char sent_text[HL_TIME_TEXT];
    char propensity_text[HL_NUMBER_TEXT];
    const hl_experiment *x = p->played->experiment;
    const hl_step *step = &x->arms[p->arm].steps[0];
    hl_base__text_addf(&p->stage->files.text[HL_SIM_TOUCHES],
                       "%s,%s,%s,%s,%s,%s,%s,%s,%s,1,%s,%s,%s,0.02\n", p->touch_id,
                       p->customer->text[0], x->name, x->arms[p->arm].name,
                       step->hook == SIZE_MAX ? "" : x->hooks[step->hook].name,
                       step->variant == SIZE_MAX ? "" : x->variants[step->variant].name,
                       step->window == SIZE_MAX ? "" : x->windows[step->window].name,
                       name_or_empty(step->channel != NULL ? step->channel : x->channel),
                       hl_sim__operator(p->customer->operator_index),
                       local_text(p, planned, planned_text), local_text(p, sent, sent_text),
                       hl_base__number_significant(propensity, 6, propensity_text));
    p->stage->touches++;
    p->played->touches[p->arm]++;
}

/* Sends the touch of one occasion; true when the customer blocks us. */
static bool play_touch(player *p, size_t occasion)
{
    const hl_arm_world *window = p->played->worlds[p->arm];
    uint64_t minutes = (uint64_t)(window->to_minute - window->from_minute);
    int32_t minute = window->from_minute + (int32_t)hl_base__random_below(&p->random, minutes);
    int32_t day = p->customer->occasion_day[occasion] + window->day_offset;
    int64_t planned = hl_sim__local_instant(p->customer, day, minute);
    /* within the minute, so that the hour that was planned is the hour it is sent in */
    int64_t sent = planned + 1000 * (int64_t)hl_base__random_below(&p->random, 50);
    hl_chances c = hl_sim__chances(hl_sim__rates(p->played, p->arm), p->customer, minute / 60,
                                   p->played->null_effects);
    (void)snprintf(p->touch_id, sizeof p->touch_id, "t%s-%zu", p->customer->text[0] + 1,
                   occasion + 1);
    add_touch(p, planned, sent, propensity_of(window, minute / 60));
    return play_outcomes(p, &c, sent);
}

/* When the hook's reason occurs: an anchor is the coupon's last instant; orders are paid in the
 * hours in which people shop, and packed on the next day. */
static int64_t occurs_at(player *p, const hl_hook *hook, size_t occasion)
{
    int32_t day = p->customer->occasion_day[occasion];
    if (hook->anchor != NULL)
        return hl_sim__local_instant(p->customer, day + 4, 0);
    bool packed = strcmp(hook->name, "packed") == 0;
    uint64_t minutes = packed ? 360 : 840;
    int32_t from = packed ? 600 : 480;
    return hl_sim__local_instant(p->customer, day + packed,
                                 from + (int32_t)hl_base__random_below(&p->random, minutes));
}

static void add_triggers(player *p)
{
    char when[HL_TIME_TEXT];
    const hl_experiment *x = p->played->experiment;
    for (size_t k = 0; k < p->customer->occasion_count; k++)
        for (size_t h = 0; h < x->hook_count; h++) {
            hl_base__text_addf(&p->stage->files.text[HL_SIM_TRIGGERS], "g%s-%s-%zu,%s,%s,%s\n",
                               p->customer->text[0] + 1, x->hooks[h].name, k + 1,
                               p->customer->text[0], x->hooks[h].name,
                               local_text(p, occurs_at(p, &x->hooks[h], k), when));
            p->stage->triggers++;
        }
}

hl_status hl_sim__play(hl_stage *stage, hl_played *played, const hl_customer *customer, size_t arm,
                       hl_error *err)
{
    player p = {.stage = stage, .played = played, .customer = customer, .arm = arm};
    p.random = hl_base__random_seed(stage->seed, customer->number * 2 + 1);
    add_triggers(&p);
    if (arm == SIZE_MAX)
        return HL_OK;
    bool blocked = false;
    for (size_t k = 0; k < customer->occasion_count && !blocked; k++)
        blocked = play_touch(&p, k);
    return hl_sim__truth_add(played, customer, arm, err);
}
