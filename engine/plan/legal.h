/* The legal set: windows, quiet hours, hours of the channel and shifts of the operator, intersected
 * for one zone (or for every plausible zone), worked out once and shared by all touches that have
 * the same rules and zone. Grows as later instants are asked for. */
#ifndef HL_PLAN_LEGAL_H
#define HL_PLAN_LEGAL_H

#include "hookline/plan.h"
#include "plan/window_set.h"

typedef struct hl_rule_window {
    const hl_window *window;
    const hl_zone *zone; /* NULL = the user's */
} hl_rule_window;

/* One rule: the union of windows in which it allows, or forbids. */
typedef struct hl_rule {
    hl_plan_reason_code code; /* of what it holds back: HL_PLAN_REASON_WINDOW .. _SHIFT */
    const char *name;         /* of the window or channel; else NULL */
    bool forbids;
    size_t count;
    const hl_rule_window *windows;
} hl_rule;

/* The arm's window, the experiment's quiet hours, the channel's hours, the operator's shift. */
enum { HL_PLAUSIBLE_MOST = 8, HL_RULES_MOST = 4 };

/* Zones in which an instant must be legal; the first is the one that everything is told in. */
typedef struct hl_zone_set {
    size_t count;
    const hl_zone *zones[HL_PLAUSIBLE_MOST];
} hl_zone_set;

typedef struct hl_legal {
    const hl_zone_set *zones;
    const hl_days *days;
    size_t rule_count;
    hl_rule rules[HL_RULES_MOST];
    int64_t from_ms, until_ms;
    hl_intervals set;
    hl_intervals by_rule[HL_RULES_MOST];
} hl_legal;

/* NULL when out of memory. zones, days and the rules' windows are borrowed. */
hl_legal *hl_plan__legal_new(const hl_zone_set *zones, const hl_days *days, const hl_rule *rules,
                             size_t count, int64_t from_ms);
void hl_plan__legal_free(hl_legal *legal);
/* Knows everything before until_ms from then on. False: out of memory. */
HL_NODISCARD bool hl_plan__legal_reach(hl_legal *legal, int64_t until_ms);
/* The first legal interval that ends after at_ms, cut to [at_ms, before_ms); false when there is
 * none before before_ms (or out of memory). Looks ahead as far as needed, at most
 * HL_LEGAL_HORIZON_MS behind at_ms. */
#define HL_LEGAL_HORIZON_MS (INT64_C(400) * HL_DAY_MS)
bool hl_plan__legal_next(hl_legal *legal, int64_t at_ms, int64_t before_ms, hl_interval *out);
/* The last legal interval that starts before before_ms, cut to [from_ms, before_ms). */
bool hl_plan__legal_last(hl_legal *legal, int64_t from_ms, int64_t before_ms, hl_interval *out);
/* The first rule, in their order, that leaves nothing of [from_ms, to_ms) together with those
 * before it; rule_count when something is left. */
size_t hl_plan__legal_blame(hl_legal *legal, int64_t from_ms, int64_t to_ms);

#endif
