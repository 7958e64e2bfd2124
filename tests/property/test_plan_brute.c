/* The planner against a checker that walks minute by minute: what it chooses is legal and within
 * every cap, it is the earliest such minute, and what it drops has none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/check.h"
#include "tests/support/plan_world.h"

enum { WORLDS = 500, TOUCHES = 12, MINUTE_MS = 60000 };

static hl_zones *zones;

static int64_t first_minute(const hl_world *world, const hl_went *went, size_t count,
                            const hl_candidate *c)
{
    int64_t now = world->settings.now_ms;
    int64_t at = c->wish_ms > now ? c->wish_ms : now;
    for (; at < c->deadline_ms; at += MINUTE_MS)
        if (hl_world_allows(world, c, at) && hl_world_has_room(world, went, count, c, at))
            return at;
    return INT64_MAX;
}

static void one_world(uint64_t seed, size_t *planned, size_t *dropped)
{
    hl_world *world = malloc(sizeof *world);
    hl_went went[TOUCHES];
    hl_candidate candidates[TOUCHES];
    char names[TOUCHES][16];
    size_t gone = 0;
    assert_non_null(world);
    hl_world_make(world, seed, zones, false);
    hl_planner *planner = hl_plan__planner_new(&world->settings);
    for (size_t i = 0; i < TOUCHES; i++) {
        hl_placement got;
        (void)snprintf(names[i], sizeof names[i], "t%zu", i);
        candidates[i] = hl_world_candidate(world, names[i], 3);
        assert_int_equal(hl_plan__planner_run(planner, &candidates[i], NULL, 1, &got, NULL), HL_OK);
        int64_t want = first_minute(world, went, gone, &candidates[i]);
        int64_t have = got.outcome == HL_PLAN_OUTCOME_PLANNED ? got.at_ms : INT64_MAX;
        if (want != have)
            fail_msg("world %llu touch %zu: planned %lld, the first legal minute is %lld",
                     (unsigned long long)seed, i, (long long)have, (long long)want);
        if (have == INT64_MAX) {
            assert_int_not_equal(got.binding, HL_PLAN_REASON_NONE);
            (*dropped)++;
        } else {
            went[gone++] = (hl_went){&candidates[i], have};
            (*planned)++;
        }
    }
    hl_plan__planner_free(planner);
    hl_world_free(world);
    free(world);
}

static void the_earliest_legal_minute_is_found(void **state)
{
    (void)state;
    size_t planned = 0;
    size_t dropped = 0;
    for (uint64_t seed = 1; seed <= WORLDS; seed++)
        one_world(seed, &planned, &dropped);
    print_message("%zu planned, %zu dropped, each checked minute by minute\n", planned, dropped);
    assert_true(planned > 500 && dropped > 50);
}

enum { BATCH = 300 };

static void run_batch(const hl_world *world, const hl_candidate *candidates, hl_placement *out)
{
    hl_planner *planner = hl_plan__planner_new(&world->settings);
    assert_int_equal(hl_plan__planner_run(planner, candidates, NULL, BATCH, out, NULL), HL_OK);
    hl_plan__planner_free(planner);
}

/* Shuffled input: the same minute for every touch. And no rule is broken, jitter or not. */
static void order_does_not_matter_and_nothing_is_broken(void **state)
{
    (void)state;
    hl_world *world = malloc(sizeof *world);
    hl_candidate *a = calloc(BATCH, sizeof *a);
    hl_candidate *b = calloc(BATCH, sizeof *b);
    hl_went *went = calloc(BATCH, sizeof *went);
    hl_placement *pa = calloc(BATCH, sizeof *pa);
    hl_placement *pb = calloc(BATCH, sizeof *pb);
    static char names[BATCH][16];
    size_t at[BATCH];
    for (uint64_t seed = 1000; seed < 1060; seed++) {
        size_t gone = 0;
        hl_world_make(world, seed, zones, true);
        for (size_t i = 0; i < BATCH; i++) {
            (void)snprintf(names[i], sizeof names[i], "t%zu", i);
            a[i] = hl_world_candidate(world, names[i], 40);
            at[i] = i;
        }
        for (size_t i = BATCH - 1; i > 0; i--) {
            size_t k = hl_base__random_below(&world->random, i + 1);
            size_t kept = at[i];
            at[i] = at[k];
            at[k] = kept;
        }
        for (size_t i = 0; i < BATCH; i++)
            b[i] = a[at[i]];
        run_batch(world, a, pa);
        run_batch(world, b, pb);
        for (size_t i = 0; i < BATCH; i++) {
            assert_int_equal(pb[i].outcome, pa[at[i]].outcome);
            assert_int_equal(pb[i].at_ms, pa[at[i]].at_ms);
        }
        for (size_t i = 0; i < BATCH; i++) {
            if (pa[i].outcome != HL_PLAN_OUTCOME_PLANNED)
                continue;
            assert_true(hl_world_allows(world, &a[i], pa[i].at_ms));
            assert_true(hl_world_has_room(world, went, gone, &a[i], pa[i].at_ms));
            assert_true(pa[i].at_ms >= world->settings.now_ms && pa[i].at_ms >= a[i].wish_ms);
            assert_true(pa[i].at_ms < a[i].deadline_ms);
            went[gone++] = (hl_went){&a[i], pa[i].at_ms};
        }
        hl_world_free(world);
    }
    free(world);
    free(a);
    free(b);
    free(went);
    free(pa);
    free(pb);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_earliest_legal_minute_is_found),
        cmocka_unit_test(order_does_not_matter_and_nothing_is_broken),
    };
    zones = hl_base__zones_new(NULL);
    int code = cmocka_run_group_tests(tests, NULL, NULL);
    hl_base__zones_free(zones);
    return code;
}
