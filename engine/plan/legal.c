#include "plan/legal.h"

#include <stdlib.h>

hl_legal *hl_plan__legal_new(const hl_zone_set *zones, const hl_days *days, const hl_rule *rules,
                             size_t count, int64_t from_ms)
{
    hl_legal *legal = calloc(1, sizeof *legal);
    if (legal == NULL)
        return NULL;
    legal->zones = zones;
    legal->days = days;
    legal->rule_count = count;
    for (size_t i = 0; i < count; i++)
        legal->rules[i] = rules[i];
    legal->from_ms = from_ms;
    legal->until_ms = from_ms;
    return legal;
}

void hl_plan__legal_free(hl_legal *legal)
{
    if (legal == NULL)
        return;
    hl_plan__intervals_free(&legal->set);
    for (size_t i = 0; i < legal->rule_count; i++)
        hl_plan__intervals_free(&legal->by_rule[i]);
    free(legal);
}

/* Sets that are worked on and thrown away. */
typedef struct workspace {
    hl_intervals one, sum, next, rule, all;
} workspace;

static void free_workspace(workspace *w)
{
    hl_plan__intervals_free(&w->one);
    hl_plan__intervals_free(&w->sum);
    hl_plan__intervals_free(&w->next);
    hl_plan__intervals_free(&w->rule);
    hl_plan__intervals_free(&w->all);
}

static void swap(hl_intervals *a, hl_intervals *b)
{
    hl_intervals kept = *a;
    *a = *b;
    *b = kept;
}

/* When the rule allows, in one zone, into w->sum. */
static void rule_in_zone(const hl_rule *rule, const hl_zone *zone, const hl_days *days,
                         hl_interval within, workspace *w)
{
    hl_plan__intervals_clear(&w->sum);
    for (size_t i = 0; i < rule->count; i++) {
        const hl_zone *where = rule->windows[i].zone == NULL ? zone : rule->windows[i].zone;
        hl_plan__intervals_clear(&w->one);
        hl_plan__window_set(rule->windows[i].window, where, days, within, &w->one);
        hl_plan__intervals_unite(&w->sum, &w->one, &w->next);
        swap(&w->sum, &w->next);
    }
    if (rule->forbids) {
        hl_plan__intervals_complement(&w->sum, within, &w->next);
        swap(&w->sum, &w->next);
    }
}

/* When the rule allows in every plausible zone, into w->rule. */
static void rule_set(const hl_legal *legal, const hl_rule *rule, hl_interval within, workspace *w)
{
    for (size_t z = 0; z < legal->zones->count; z++) {
        rule_in_zone(rule, legal->zones->zones[z], legal->days, within, w);
        if (z == 0) {
            swap(&w->rule, &w->sum);
        } else {
            hl_plan__intervals_intersect(&w->rule, &w->sum, &w->next);
            swap(&w->rule, &w->next);
        }
    }
}

static void append(hl_intervals *set, const hl_intervals *more)
{
    for (size_t i = 0; i < more->count; i++)
        hl_plan__intervals_add(set, more->items[i].from, more->items[i].to);
    set->failed = set->failed || more->failed;
}

bool hl_plan__legal_reach(hl_legal *legal, int64_t until_ms)
{
    if (until_ms <= legal->until_ms)
        return !legal->set.failed;
    hl_interval within = {legal->until_ms, until_ms};
    workspace w = {0};
    hl_plan__intervals_add(&w.all, within.from, within.to);
    for (size_t i = 0; i < legal->rule_count; i++) {
        rule_set(legal, &legal->rules[i], within, &w);
        append(&legal->by_rule[i], &w.rule);
        hl_plan__intervals_intersect(&w.all, &w.rule, &w.next);
        swap(&w.all, &w.next);
    }
    append(&legal->set, &w.all);
    for (size_t i = 0; i < legal->rule_count; i++)
        legal->set.failed = legal->set.failed || legal->by_rule[i].failed;
    legal->until_ms = until_ms;
    free_workspace(&w);
    return !legal->set.failed;
}

/* An interval is told up to eight days long, whatever was known before, so that the answer does not
 * depend on who asked earlier. */
bool hl_plan__legal_next(hl_legal *legal, int64_t at_ms, int64_t before_ms, hl_interval *out)
{
    const int64_t longest = 8 * HL_DAY_MS;
    int64_t step = longest;
    int64_t end = before_ms;
    if (end > at_ms + HL_LEGAL_HORIZON_MS)
        end = at_ms + HL_LEGAL_HORIZON_MS;
    for (;;) {
        size_t i = hl_plan__intervals_at(&legal->set, at_ms);
        if (i < legal->set.count) {
            hl_interval got = legal->set.items[i];
            int64_t from = got.from > at_ms ? got.from : at_ms;
            int64_t to = got.to < from + longest ? got.to : from + longest;
            to = to < before_ms ? to : before_ms;
            if (from >= end)
                return false;
            if (to < legal->until_ms || to == before_ms) {
                *out = (hl_interval){from, to};
                return true;
            }
        } else if (legal->until_ms >= end) {
            return false;
        }
        int64_t known = legal->until_ms > at_ms ? legal->until_ms : at_ms;
        if (!hl_plan__legal_reach(legal, known + step))
            return false;
        step *= 2;
    }
}

bool hl_plan__legal_last(hl_legal *legal, int64_t from_ms, int64_t before_ms, hl_interval *out)
{
    if (before_ms <= from_ms || !hl_plan__legal_reach(legal, before_ms))
        return false;
    size_t i = hl_plan__intervals_at(&legal->set, before_ms - 1);
    if (i == legal->set.count || legal->set.items[i].from >= before_ms) {
        if (i == 0)
            return false;
        i--;
    }
    hl_interval got = legal->set.items[i];
    out->from = got.from > from_ms ? got.from : from_ms;
    out->to = got.to < before_ms ? got.to : before_ms;
    return out->from < out->to;
}

size_t hl_plan__legal_blame(hl_legal *legal, int64_t from_ms, int64_t to_ms)
{
    if (to_ms > from_ms + HL_LEGAL_HORIZON_MS)
        to_ms = from_ms + HL_LEGAL_HORIZON_MS;
    if (!hl_plan__legal_reach(legal, to_ms))
        return legal->rule_count;
    hl_intervals left = {0};
    hl_intervals next = {0};
    size_t blamed = 0;
    hl_plan__intervals_add(&left, from_ms, to_ms);
    for (; blamed < legal->rule_count; blamed++) {
        hl_plan__intervals_intersect(&left, &legal->by_rule[blamed], &next);
        swap(&left, &next);
        if (left.count == 0)
            break;
    }
    legal->set.failed = legal->set.failed || left.failed || next.failed;
    hl_plan__intervals_free(&left);
    hl_plan__intervals_free(&next);
    return blamed;
}
