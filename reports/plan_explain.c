/* The replay of one touch: of each search its bounds, what each rule leaves of them, the caps, and
 * the slots that would have come next. */
#include <stdio.h>

#include "base/civil.h"
#include "base/number.h"
#include "reports/messages/plan.h"
#include "reports/plan_text.h"
#include "reports/titles.h"
#include "reports/wrap.h"

typedef struct telling {
    hl_lang lang;
    hl_text text;
    hl_document document; /* of the titles */
} telling;

static void fill(telling *t, hl_plan_word which, const hl_message_value *values, size_t count)
{
    hl_reports__fill_values(&hl_reports__plan_words[which], t->lang, values, count, &t->text);
}

static const char *word(const telling *t, hl_plan_word which)
{
    return hl_reports__in_language(&hl_reports__plan_words[which], t->lang);
}

static const char *time_text(const telling *t, const hl_local_time *at, char *buffer)
{
    const char *text = hl_reports__local_time(at, buffer);
    return text[0] == '\0' ? word(t, HL_PLAN_WORD_WHY_OPEN) : text;
}

static void add_at(telling *t, hl_plan_word which, const hl_local_time *at)
{
    char buffer[HL_TIME_TEXT];
    fill(t, which, &(hl_message_value){"at", time_text(t, at, buffer)}, 1);
}

static void add_intervals(telling *t, const hl_plan_traced_rule *rule)
{
    for (size_t i = 0; i < rule->count; i++) {
        char from[HL_TIME_TEXT];
        char to[HL_TIME_TEXT];
        const hl_message_value ends[] = {{"from", time_text(t, &rule->intervals[i].from, from)},
                                         {"to", time_text(t, &rule->intervals[i].to, to)}};
        fill(t, HL_PLAN_WORD_WHY_INTERVAL, ends, 2);
    }
    if (rule->count == 0)
        fill(t, HL_PLAN_WORD_WHY_NEVER, NULL, 0);
    if (rule->more)
        hl_base__text_add(&t->text, "      ...\n");
}

static void add_rule(telling *t, const hl_plan_traced_rule *rule)
{
    hl_titled of = rule->code == HL_PLAN_REASON_WINDOW ? HL_TITLED_WINDOW : HL_TITLED_CHANNEL;
    const char *name = hl_reports__titled_as(&t->document, of, rule->name);
    if (name == NULL)
        name = word(t, rule->code == HL_PLAN_REASON_QUIET ? HL_PLAN_WORD_QUIET_HOURS
                                                          : HL_PLAN_WORD_SHIFT);
    fill(t, HL_PLAN_WORD_WHY_LEAVES, &(hl_message_value){"rule", name}, 1);
    add_intervals(t, rule);
}

static void add_limit(telling *t, const hl_plan_traced_limit *limit, int64_t from_ms)
{
    char room[HL_TIME_TEXT];
    hl_text words = {0};
    hl_reports__plan_limit(limit->limit, t->lang, &words);
    const hl_message_value values[] = {{"limit", hl_base__text_string(&words)},
                                       {"at", time_text(t, &limit->room, room)}};
    fill(t,
         limit->room.utc_ms == from_ms        ? HL_PLAN_WORD_WHY_ROOM_NOW
         : limit->room.utc_ms == HL_PLAN_OPEN ? HL_PLAN_WORD_WHY_ROOM_NEVER
                                              : HL_PLAN_WORD_WHY_ROOM_FROM,
         values, 2);
    t->text.failed = t->text.failed || words.failed;
    hl_base__text_free(&words);
}

static void add_search(telling *t, const hl_plan_search *s)
{
    static const hl_plan_word routes[] = {[HL_PLAN_ROUTE_USUAL] = HL_PLAN_WORD_ROUTE_USUAL,
                                          [HL_PLAN_ROUTE_FALLBACK] = HL_PLAN_WORD_ROUTE_FALLBACK,
                                          [HL_PLAN_ROUTE_ANYWAY] = HL_PLAN_WORD_ROUTE_ANYWAY,
                                          [HL_PLAN_ROUTE_PULLED] = HL_PLAN_WORD_ROUTE_PULLED};
    char from[HL_TIME_TEXT];
    char to[HL_TIME_TEXT];
    const hl_message_value bounds[] = {{"route", word(t, routes[s->route])},
                                       {"from", time_text(t, &s->from, from)},
                                       {"to", time_text(t, &s->to, to)}};
    fill(t, HL_PLAN_WORD_WHY_SEARCH, bounds, 3);
    if (s->searched) {
        for (size_t i = 0; i < s->rule_count; i++)
            add_rule(t, &s->rules[i]);
        fill(t, HL_PLAN_WORD_WHY_TOGETHER, NULL, 0);
        add_intervals(t, &s->together);
        for (size_t i = 0; i < s->limit_count; i++)
            add_limit(t, &s->limits[i], s->from.utc_ms);
    }
    if (s->found)
        add_at(t, HL_PLAN_WORD_WHY_CHOSEN, &s->chosen);
    else
        fill(t, HL_PLAN_WORD_WHY_NO_SLOT, NULL, 0);
    for (size_t i = 0; i < s->next_count; i++)
        add_at(t, HL_PLAN_WORD_WHY_NEXT, &s->next[i]);
}

static void add_touch(telling *t, const hl_planned_touch *touch)
{
    const hl_message_value values[] = {
        {"touch", touch->touch_id},
        {"user", touch->user_id},
        {"arm", hl_reports__titled_as(&t->document, HL_TITLED_ARM, touch->arm)},
        {"hook", hl_reports__titled_as(&t->document, HL_TITLED_HOOK, touch->hook)},
        {"zone", touch->zone},
        {"source", hl_reports__zone_source(touch->zone_source, t->lang)}};
    fill(t, HL_PLAN_WORD_WHY, values, sizeof values / sizeof values[0]);
}

static void add_outcome(telling *t, const hl_planned_touch *touch)
{
    static const hl_plan_word outcomes[] = {[HL_PLAN_OUTCOME_PLANNED] = HL_PLAN_WORD_WHY_PLANNED,
                                            [HL_PLAN_OUTCOME_WAITING] = HL_PLAN_WORD_WHY_WAITING,
                                            [HL_PLAN_OUTCOME_DROPPED] = HL_PLAN_WORD_WHY_DROPPED};
    char at[HL_TIME_TEXT];
    hl_text reasons = {0};
    hl_reports__plan_reasons(touch, t->lang, &reasons);
    const hl_message_value values[] = {{"at", time_text(t, &touch->planned, at)},
                                       {"reasons", hl_base__text_string(&reasons)}};
    fill(t, outcomes[touch->outcome], values, 2);
    if (touch->night)
        fill(t, HL_PLAN_WORD_WHY_NIGHT, NULL, 0);
    t->text.failed = t->text.failed || reasons.failed;
    hl_base__text_free(&reasons);
}

static void add_chance(telling *t, const hl_planned_touch *touch)
{
    char chance[HL_NUMBER_TEXT], model[13];
    if (touch->policy == NULL)
        return;
    (void)snprintf(model, sizeof model, "%s", touch->model == NULL ? "" : touch->model);
    const hl_message_value values[] = {
        {"policy", touch->policy},
        {"chance", hl_base__number_significant(touch->propensity, 4, chance)},
        {"model", model}};
    fill(t, touch->model == NULL ? HL_PLAN_WORD_WHY_DRAWN : HL_PLAN_WORD_WHY_DRAWN_BY_MODEL, values,
         3);
}

hl_status hl_plan_explain(hl_plan *plan, hl_lang lang, char **out, hl_error *err)
{
    telling t = {.lang = lang, .document = {.lang = lang}};
    hl_plan_replay replay;
    *out = NULL;
    if (!hl_plan_explained(plan, &replay))
        return HL_OK;
    hl_reports__take_titles(&t.document, replay.design);
    add_touch(&t, &replay.touch);
    for (size_t i = 0; i < replay.search_count; i++)
        add_search(&t, &replay.searches[i]);
    add_outcome(&t, &replay.touch);
    add_chance(&t, &replay.touch);
    t.text.failed = t.text.failed || t.document.failed;
    hl_base__arena_free(&t.document.arena);
    hl_text lines = {.failed = t.text.failed};
    hl_reports__add_lines(hl_base__text_string(&t.text), 4, &lines);
    hl_base__text_free(&t.text);
    *out = hl_base__text_take(&lines);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}
