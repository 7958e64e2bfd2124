/* A million planned touches in random worlds (zones, windows, quiet hours, calendars, caps), every
 * one checked against the words of the rules by a checker that knows nothing of the planner; a
 * sample also minute by minute, that nothing earlier was possible. Prints its figures; the exit
 * code is 1 when a rule was broken. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/plan_world.h"

enum { BATCH = 400, MINUTE_MS = 60000 };
#define WANTED INT64_C(1000000)

typedef struct batch {
    hl_world world;
    hl_candidate candidates[BATCH];
    hl_placement placements[BATCH];
    hl_went went[BATCH];
    char names[BATCH][16];
} batch;

static bool is_legal(const batch *b, size_t i, size_t gone)
{
    const hl_candidate *c = &b->candidates[i];
    int64_t at = b->placements[i].at_ms;
    return at >= b->world.settings.now_ms && at >= c->wish_ms && at < c->deadline_ms &&
           hl_world_allows(&b->world, c, at) && hl_world_has_room(&b->world, b->went, gone, c, at);
}

/* One touch alone in its world: the first legal minute, walked to. */
static bool is_earliest(const batch *b, size_t i)
{
    hl_placement alone;
    const hl_candidate *c = &b->candidates[i];
    hl_planner *planner = hl_plan__planner_new(&b->world.settings);
    if (planner == NULL || hl_plan__planner_run(planner, c, NULL, 1, &alone, NULL) != HL_OK)
        return false;
    hl_plan__planner_free(planner);
    int64_t now = b->world.settings.now_ms;
    int64_t at = c->wish_ms > now ? c->wish_ms : now;
    while (at < c->deadline_ms &&
           !(hl_world_allows(&b->world, c, at) && hl_world_has_room(&b->world, b->went, 0, c, at)))
        at += MINUTE_MS;
    if (alone.outcome != HL_PLAN_OUTCOME_PLANNED)
        return at >= c->deadline_ms;
    return b->world.hooks[c->arm_step].jitter.ms > 0 ? alone.at_ms >= at : alone.at_ms == at;
}

static bool run(batch *b, uint64_t seed, hl_zones *zones, int64_t *planned, int64_t *walked)
{
    size_t gone = 0;
    bool good = true;
    hl_world_make(&b->world, seed, zones, true);
    for (size_t i = 0; i < BATCH; i++) {
        (void)snprintf(b->names[i], sizeof b->names[i], "t%zu", i % 100000);
        b->candidates[i] = hl_world_candidate(&b->world, b->names[i], 200);
    }
    hl_planner *planner = hl_plan__planner_new(&b->world.settings);
    good = planner != NULL &&
           hl_plan__planner_run(planner, b->candidates, NULL, BATCH, b->placements, NULL) == HL_OK;
    hl_plan__planner_free(planner);
    for (size_t i = 0; good && i < BATCH; i++) {
        if (b->placements[i].outcome != HL_PLAN_OUTCOME_PLANNED)
            continue;
        good = is_legal(b, i, gone);
        b->went[gone++] = (hl_went){&b->candidates[i], b->placements[i].at_ms};
    }
    for (size_t i = 0; good && i < BATCH; i += 97, (*walked)++)
        good = is_earliest(b, i);
    *planned += (int64_t)gone;
    hl_world_free(&b->world);
    return good;
}

int main(void)
{
    hl_zones *zones = hl_base__zones_new(NULL);
    batch *b = calloc(1, sizeof *b);
    int64_t planned = 0;
    int64_t walked = 0;
    bool good = zones != NULL && b != NULL;
    uint64_t seed = 5000;
    for (; good && planned < WANTED; seed++)
        good = run(b, seed, zones, &planned, &walked);
    printf("%lld touches planned in %llu worlds, %lld also walked minute by minute: %s\n",
           (long long)planned, (unsigned long long)(seed - 5000), (long long)walked,
           good ? "no rule broken" : "A RULE IS BROKEN");
    if (!good)
        printf("the last world has seed %llu\n", (unsigned long long)(seed - 1));
    free(b);
    hl_base__zones_free(zones);
    return good ? 0 : 1;
}
