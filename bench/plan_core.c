/* How many touches a second the planner places, against a bare loop of zone conversions: the
 * machine's speed cancels out of the ratio. usage: plan_core COUNT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/random.h"
#include "plan/planner.h"

enum { ZONES = 40, CHECKS_MOST = 1 };

static double seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

typedef struct setting {
    hl_zone_set sets[ZONES];
    hl_window window, quiet;
    hl_rule_window rules[2];
    hl_limit limits[3];
    const hl_limit *list[3];
    hl_hook hook;
    hl_arm_step arm_step;
    hl_days days;
} setting;

static hl_limit cap(hl_cap_scope scope, int64_t count, uint32_t number)
{
    return (hl_limit){
        .scope = scope,
        .count = count,
        .period = HL_PERIOD_MONTH,
        .number = number,
        .only = HL_LEDGER_NONE,
        .channel = HL_LEDGER_NONE,
    };
}

static void make(setting *s, hl_zones *zones)
{
    size_t count = 0;
    const char *const *names = NULL;
    if (hl_base__zones_names(zones, &names, &count) != HL_OK)
        exit(1);
    for (size_t i = 0; i < ZONES; i++) {
        const char *name = names[i * (count / ZONES)];
        s->sets[i].count = 1;
        if (hl_base__zones_find(zones, name, strlen(name), &s->sets[i].zones[0]) != HL_OK)
            exit(1);
    }
    s->window = (hl_window){.days = 0x7f, .from_minutes = 540, .to_minutes = 1260};
    s->quiet = (hl_window){.days = 0x7f, .from_minutes = 1230, .to_minutes = 480};
    s->rules[0] = (hl_rule_window){&s->window, NULL};
    s->rules[1] = (hl_rule_window){&s->quiet, NULL};
    s->limits[0] = cap(HL_SCOPE_CHANNEL, 4, 0);
    s->limits[1] = cap(HL_SCOPE_USER, 1, 1);
    s->limits[1].rolling = true;
    s->limits[1].per = (hl_span){.present = true, .days = 2};
    s->limits[2] = cap(HL_SCOPE_MINUTE, 20000, 2);
    s->limits[2].period = HL_PERIOD_MINUTE;
    for (size_t i = 0; i < 3; i++)
        s->list[i] = &s->limits[i];
    s->hook = (hl_hook){.name = "h", .value = 1, .jitter = {.present = true, .ms = 3600000}};
    s->arm_step = (hl_arm_step){.hook = &s->hook, .has_route = {true}};
    s->arm_step.routes[0] =
        (hl_route){.rule_count = 2,
                   .rules = {{HL_PLAN_REASON_WINDOW, "w", false, 1, &s->rules[0]},
                             {HL_PLAN_REASON_QUIET, "q", true, 1, &s->rules[1]}},
                   .limit_count = 3,
                   .limits = s->list};
}

int main(int argc, char **argv)
{
    size_t count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 1000000;
    int64_t now = INT64_C(1793325600000);
    static setting s;
    hl_zones *zones = hl_base__zones_new(NULL);
    hl_candidate *candidates = calloc(count, sizeof *candidates);
    hl_placement *placements = calloc(count, sizeof *placements);
    char(*ids)[24] = calloc(count, sizeof *ids);
    hl_random random = hl_base__random_seed(1, 0);
    if (zones == NULL || candidates == NULL || placements == NULL || ids == NULL)
        return 1;
    make(&s, zones);
    for (size_t i = 0; i < count; i++) {
        uint32_t user = (uint32_t)hl_base__random_below(&random, count / 2 + 1);
        (void)snprintf(ids[i], sizeof ids[i], "t%zu", i);
        candidates[i] = (hl_candidate){.trigger_id = ids[i],
                                       .trigger_length = (uint32_t)strlen(ids[i]),
                                       .user = user,
                                       .operator_user = HL_LEDGER_NONE,
                                       .zone_set = user % ZONES,
                                       .session_ms = INT64_MIN};
        candidates[i].wish_ms = now + (int64_t)hl_base__random_below(&random, 86400000);
        candidates[i].deadline_ms = candidates[i].wish_ms + 7 * HL_DAY_MS;
    }
    hl_plan_settings settings = {.now_ms = now,
                                 .salt = "bench",
                                 .workspace = s.sets[0].zones[0],
                                 .days = &s.days,
                                 .arm_steps = &s.arm_step,
                                 .arm_step_count = 1,
                                 .zone_sets = s.sets,
                                 .zone_set_count = ZONES};
    double start = seconds();
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        const hl_zone *zone = s.sets[candidates[i].zone_set].zones[0];
        sum += hl_base__zone_offset(zone, candidates[i].wish_ms);
    }
    double bare = seconds() - start;
    hl_planner *planner = hl_plan__planner_new(&settings);
    start = seconds();
    if (planner == NULL ||
        hl_plan__planner_run(planner, candidates, NULL, count, placements, NULL) != HL_OK)
        return 1;
    double planned = seconds() - start;
    printf("zone conversions %.1f M/s (check %lld)\n", (double)count / bare / 1e6, (long long)sum);
    printf("touches planned %.0f k/s with 3 caps: %.1f zone conversions each\n",
           (double)count / planned / 1e3, planned / bare);
    hl_plan__planner_free(planner);
    hl_base__zones_free(zones);
    free(candidates);
    free(placements);
    free(ids);
    return 0;
}
