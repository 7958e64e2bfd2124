/* A half-life is chosen of hours that move, and hardly ever of hours that stand, whatever the level
 * of the weeks does. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "tests/support/check.h"
#include "timing/half_life.h"

enum { OPENS_AT = 8, HOURS = 15, SEGMENTS = 6, FEW_LOGS = 1 };

/* Touches of weeks at drawn hours; the logit of an outcome has a bump of some height, whose hour
 * moves each week by so much, and a level that moves too. */
typedef struct world {
    int users, weeks;
    double height, moves, rises;
} world;

static double chance(const world *w, int week, int hour)
{
    double peak = fmod(2 + w->moves * week, HOURS), away = (hour - peak) / 2;
    double z = -2.2 + w->rises * week + w->height * exp(-away * away / 2);
    return 1 / (1 + exp(-z));
}

static hl_timing_cell touch(const world *w, hl_random *random, int week)
{
    int day = (int)hl_base__random_below(random, 7);
    int hour = (int)hl_base__random_below(random, HOURS);
    uint32_t segment = (uint32_t)hl_base__random_below(random, SEGMENTS);
    return (hl_timing_cell){
        .segment = segment,
        .kind = (uint32_t)(2 * (24 * day + OPENS_AT + hour) + (day >= 5)),
        .day = 7 * week + day,
        .touches = 1,
        .outcomes = hl_base__random_uniform(random) < chance(w, week, hour),
    };
}

static hl_timing_staleness chosen(const world *w, uint64_t seed)
{
    hl_timing_counts counts = {.segments = SEGMENTS, .messages = 1};
    hl_timing_staleness out;
    hl_error err = HL_ERROR_INIT;
    hl_random random = hl_base__random_seed(seed, 4);
    counts.cells = calloc((size_t)w->users * (size_t)w->weeks, sizeof *counts.cells);
    assert_non_null(counts.cells);
    for (int week = 0; week < w->weeks; week++)
        for (int u = 0; u < w->users; u++)
            counts.cells[counts.count++] = touch(w, &random, week);
    hl_timing__order(&counts);
    assert_int_equal(hl_timing__choose_half_life(&counts, 7 * w->weeks, &out, &err), HL_OK);
    free(counts.cells);
    return out;
}

/* How many logs had a half-life chosen; HL_HALF_LIFE_LOGS of them, if it is set. */
static int share_chosen(const char *name, const world *w, int *logs, int *moving)
{
    const char *asked = getenv("HL_HALF_LIFE_LOGS");
    int count = 0;
    *logs = asked != NULL ? atoi(asked) : FEW_LOGS;
    *moving = 0;
    for (int i = 0; i < *logs; i++) {
        const hl_timing_staleness s = chosen(w, 100 + (uint64_t)i);
        count += isfinite(s.half_life);
        *moving += hl_timing__moves(&s);
    }
    if (asked != NULL)
        printf("# %s: of %d logs %d have a half-life, %d move too fast\n", name, *logs, count,
               *moving);
    return count;
}

static void hours_that_stand_have_hardly_ever_a_half_life(void **state)
{
    static const struct {
        const char *name;
        world w;
    } rows[] = {
        {"no hour is better, 6 weeks", {500, 6, 0, 0, 0}},
        {"no hour is better, 12 weeks", {500, 12, 0, 0, 0}},
        {"hours stand, 8 weeks", {500, 8, 0.9, 0, 0}},
        {"hours stand, the level rises", {600, 12, 0.9, 0, 0.1}},
        {"hours stand, the level falls", {600, 12, 0.9, 0, -0.1}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int logs, moving, count = share_chosen(rows[i].name, &rows[i].w, &logs, &moving);
        assert_true(count <= logs / 20);
        assert_true(moving <= logs / 20);
    }
}

static void hours_that_move_have_one(void **state)
{
    const world w = {1000, 12, 1.5, 1, 0};
    int logs, moving, count = share_chosen("hours move", &w, &logs, &moving);
    (void)state;
    assert_true(count * 10 >= logs * 9);
    assert_true(moving * 10 >= logs * 9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_that_stand_have_hardly_ever_a_half_life),
        cmocka_unit_test(hours_that_move_have_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
