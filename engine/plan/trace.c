/* The replay of one touch: bounds, what each rule leaves of them, the caps, and the slots that
 * would have come next. */
#include "plan/place.h"

enum { SHOWN_MOST = 6, RUNNERS_UP = 3 };

static void add_time(hl_text *out, const hl_zone *zone, int64_t at_ms)
{
    char text[HL_TIME_TEXT];
    if (at_ms == INT64_MAX || at_ms == INT64_MIN)
        hl_base__text_add(out, "open");
    else
        hl_base__text_add(out, hl_base__time_text(at_ms, hl_base__zone_offset(zone, at_ms), text));
}

static void add_intervals(hl_text *out, const hl_zone *zone, const hl_intervals *set, int64_t from,
                          int64_t to)
{
    size_t shown = 0;
    for (size_t i = hl_plan__intervals_at(set, from); i < set->count; i++) {
        const hl_interval *x = &set->items[i];
        if (x->from >= to)
            break;
        if (shown++ == SHOWN_MOST) {
            hl_base__text_add(out, "      ...\n");
            return;
        }
        hl_base__text_add(out, "      ");
        add_time(out, zone, x->from > from ? x->from : from);
        hl_base__text_add(out, " to ");
        add_time(out, zone, x->to < to ? x->to : to);
        hl_base__text_add(out, "\n");
    }
    if (shown == 0)
        hl_base__text_add(out, "      never\n");
}

static void add_limits(hl_search *s, hl_text *out, const hl_zone *zone, int64_t at_ms)
{
    for (size_t i = 0; i < s->route->limit_count; i++) {
        const hl_limit *limit = s->route->limits[i];
        uint32_t holder = HL_LEDGER_NONE;
        s->question.entry.at_ms = at_ms;
        int64_t room = hl_plan__ledger_release(s->planner->ledger, limit, &s->question, &holder);
        hl_base__text_addf(out, "    cap %s: ", limit->name);
        if (room == at_ms)
            hl_base__text_add(out, "room at once");
        else if (room == HL_LEDGER_NEVER)
            hl_base__text_add(out, "no room ever");
        else {
            hl_base__text_add(out, "room from ");
            add_time(out, zone, room);
        }
        hl_base__text_add(out, "\n");
    }
}

static void add_runners_up(hl_search *s, hl_text *out, const hl_zone *zone, int64_t at_ms)
{
    hl_interval legal;
    int64_t at = at_ms;
    int64_t until = 0;
    if (!hl_plan__legal_next(s->legal, at_ms, s->to_ms, &legal))
        return;
    at = legal.to;
    for (int i = 0; i < RUNNERS_UP && hl_plan__first_room(s, at, &at, &until); i++) {
        hl_base__text_add(out, "    next best: ");
        add_time(out, zone, at);
        hl_base__text_add(out, "\n");
        at = until;
    }
}

void hl_plan__trace_search(hl_search *s, const char *title, bool found, int64_t at_ms)
{
    hl_text *out = s->planner->trace;
    const hl_zone *zone = s->question.zone;
    int64_t from = s->from_ms;
    int64_t to = s->to_ms < from + 60 * HL_DAY_MS ? s->to_ms : from + 60 * HL_DAY_MS;
    hl_search copy = *s; /* looking around must not change the search */
    hl_base__text_addf(out, "  %s: from ", title);
    add_time(out, zone, from);
    hl_base__text_add(out, " to ");
    add_time(out, zone, s->to_ms);
    hl_base__text_add(out, "\n");
    if (from < to && hl_plan__legal_reach(s->legal, to)) {
        for (size_t i = 0; i < s->legal->rule_count; i++) {
            hl_base__text_addf(out, "    %s leaves\n", s->legal->rules[i].name);
            add_intervals(out, zone, &s->legal->by_rule[i], from, to);
        }
        hl_base__text_add(out, "    together\n");
        add_intervals(out, zone, &s->legal->set, from, to);
        add_limits(&copy, out, zone, from);
    }
    hl_base__text_add(out, found ? "    chosen: " : "    no slot\n");
    if (found) {
        add_time(out, zone, at_ms);
        hl_base__text_add(out, "\n");
        add_runners_up(&copy, out, zone, at_ms);
    }
}
