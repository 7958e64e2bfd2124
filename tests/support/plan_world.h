/* Random worlds for the planner, and a checker that knows nothing of how it works: it asks of one
 * minute at a time whether a touch may go, by the words of the rules. */
#ifndef HL_TESTS_PLAN_WORLD_H
#define HL_TESTS_PLAN_WORLD_H

#include "base/random.h"
#include "plan/planner.h"

enum {
    WORLD_WINDOWS = 2,
    WORLD_QUIET = 2,
    WORLD_LIMITS = 4,
    WORLD_ARM_STEPS = 3,
    WORLD_ZONES = 40
};

typedef struct hl_world {
    hl_random random;
    hl_zones *zones;
    hl_zone_set zone_sets[WORLD_ZONES];
    size_t zone_count;
    hl_window windows[WORLD_ARM_STEPS][WORLD_WINDOWS];
    hl_rule_window window_rules[WORLD_ARM_STEPS][WORLD_WINDOWS];
    hl_window quiet[WORLD_QUIET];
    hl_rule_window quiet_rules[WORLD_QUIET];
    hl_limit limits[WORLD_LIMITS];
    const hl_limit *limit_list[WORLD_LIMITS];
    size_t limit_count;
    hl_hook hooks[WORLD_ARM_STEPS];
    hl_arm_step arm_steps[WORLD_ARM_STEPS];
    hl_days days;
    hl_plan_settings settings;
} hl_world;

/* zone_names: count of them, or NULL for random ones of the system. jitter allowed or not. */
void hl_world_make(hl_world *world, uint64_t seed, hl_zones *zones, bool jitter);
void hl_world_free(hl_world *world);
/* A random candidate; trigger must outlive it. */
hl_candidate hl_world_candidate(hl_world *world, const char *trigger, uint32_t users);

/* Whether windows, quiet hours and the zone allow that instant for the candidate. */
bool hl_world_allows(const hl_world *world, const hl_candidate *candidate, int64_t at_ms);

/* One touch that went out, for counting. */
typedef struct hl_went {
    const hl_candidate *candidate;
    int64_t at_ms;
} hl_went;
/* Whether one more at that instant keeps every cap, given those of the same user (and, for limits
 * over everyone, all). */
bool hl_world_has_room(const hl_world *world, const hl_went *went, size_t count,
                       const hl_candidate *candidate, int64_t at_ms);

#endif
