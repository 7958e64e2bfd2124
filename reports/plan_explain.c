/* The replay of one touch: of each search its bounds, what each rule leaves of them, the caps, and
 * the slots that would have come next. */
#include "base/civil.h"
#include "base/shown.h"
#include "reports/messages/plan.h"
#include "reports/plan_text.h"

static void add_time(const hl_local_time *at, hl_text *out)
{
    char buffer[HL_TIME_TEXT];
    const char *text = hl_reports__local_time(at, buffer);
    hl_base__text_add(out, text[0] == '\0' ? "open" : text);
}

static void add_time_line(const char *head, const hl_local_time *at, hl_text *out)
{
    hl_base__text_add(out, head);
    add_time(at, out);
    hl_base__text_add(out, "\n");
}

static void add_intervals(const hl_plan_traced_rule *rule, hl_text *out)
{
    for (size_t i = 0; i < rule->count; i++) {
        hl_base__text_add(out, "      ");
        add_time(&rule->intervals[i].from, out);
        add_time_line(" to ", &rule->intervals[i].to, out);
    }
    if (rule->count == 0)
        hl_base__text_add(out, "      never\n");
    if (rule->more)
        hl_base__text_add(out, "      ...\n");
}

static void add_rule(const hl_plan_traced_rule *rule, hl_text *out)
{
    const char *name = rule->name;
    if (name == NULL)
        name = rule->code == HL_PLAN_REASON_QUIET ? "quiet hours" : "shift";
    hl_base__text_add(out, "    ");
    hl_base__text_add_shown(out, name);
    hl_base__text_add(out, " leaves\n");
    add_intervals(rule, out);
}

static void add_limit(const hl_plan_traced_limit *limit, int64_t from_ms, hl_text *out)
{
    hl_base__text_add(out, "    cap ");
    hl_reports__plan_limit(limit->limit, out);
    if (limit->room.utc_ms == from_ms)
        hl_base__text_add(out, ": room at once\n");
    else if (limit->room.utc_ms == HL_PLAN_OPEN)
        hl_base__text_add(out, ": no room ever\n");
    else
        add_time_line(": room from ", &limit->room, out);
}

static void add_search(const hl_plan_search *s, hl_text *out)
{
    static const char *const titles[] = {[HL_PLAN_ROUTE_USUAL] = "as planned",
                                         [HL_PLAN_ROUTE_FALLBACK] = "fallback channel",
                                         [HL_PLAN_ROUTE_ANYWAY] = "anyway",
                                         [HL_PLAN_ROUTE_PULLED] = "pulled earlier"};
    hl_base__text_addf(out, "  %s: from ", titles[s->route]);
    add_time(&s->from, out);
    add_time_line(" to ", &s->to, out);
    if (s->searched) {
        for (size_t i = 0; i < s->rule_count; i++)
            add_rule(&s->rules[i], out);
        hl_base__text_add(out, "    together\n");
        add_intervals(&s->together, out);
        for (size_t i = 0; i < s->limit_count; i++)
            add_limit(&s->limits[i], s->from.utc_ms, out);
    }
    if (s->found)
        add_time_line("    chosen: ", &s->chosen, out);
    else
        hl_base__text_add(out, "    no slot\n");
    for (size_t i = 0; i < s->next_count; i++)
        add_time_line("    next best: ", &s->next[i], out);
}

static void add_touch(const hl_planned_touch *touch, hl_text *out)
{
    const struct {
        const char *before, *name;
    } parts[] = {{"", touch->touch_id},
                 {": user ", touch->user_id},
                 {", arm ", touch->arm},
                 {", hook ", touch->hook},
                 {", zone ", touch->zone}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        hl_base__text_add(out, parts[i].before);
        hl_base__text_add_shown(out, parts[i].name);
    }
    hl_base__text_addf(out, " (%s)\n", hl_reports__zone_source_name(touch->zone_source));
}

hl_status hl_plan_explain(hl_plan *plan, char **out, hl_error *err)
{
    hl_text text = {0};
    hl_plan_replay replay;
    *out = NULL;
    if (!hl_plan_explained(plan, &replay))
        return HL_OK;
    const hl_planned_touch *touch = &replay.touch;
    add_touch(touch, &text);
    for (size_t i = 0; i < replay.search_count; i++)
        add_search(&replay.searches[i], &text);
    hl_base__text_addf(&text, "  %s", hl_plan_outcome_name(touch->outcome));
    if (touch->outcome == HL_PLAN_OUTCOME_PLANNED) {
        hl_base__text_add(&text, " ");
        add_time(&touch->planned, &text);
    }
    hl_base__text_add(&text, ": ");
    hl_reports__plan_reasons(touch, HL_LANG_EN, &text);
    hl_base__text_add(&text, "\n");
    *out = hl_base__text_take(&text);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}
