/* Arm ranges: exact sizes, and a rebalance that moves no bucket more than it must. */
#include <stdlib.h>
#include <string.h>

#include "assign/ranges.h"
#include "base/random.h"
#include "tests/support/check.h"

enum { MOST = 6 };

static hl_design design_of(hl_arm_weight *arms, size_t count)
{
    hl_design design;
    memset(&design, 0, sizeof design);
    design.arms = arms;
    design.arm_count = count;
    return design;
}

static void sizes_are_exact(void **state)
{
    (void)state;
    hl_arm_weight arms[] = {{"a", 1}, {"b", 1}, {"c", 1}};
    hl_design design = design_of(arms, 3);
    hl_arm_ranges ranges;
    assert_int_equal(hl_assign__ranges_first(&design, &ranges, NULL), HL_OK);
    hl_text text = {0};
    hl_assign__ranges_text(&ranges, &text);
    /* 2^53 = 3 * 3002399751580330 + 2: the two buckets left over go to the first two arms */
    assert_string_equal(hl_base__text_string(&text),
                        "0-3002399751580331:0 3002399751580331-6004799503160662:1 "
                        "6004799503160662-9007199254740992:2");
    assert_int_equal(hl_assign__ranges_arm(&ranges, 3002399751580330), 0);
    assert_int_equal(hl_assign__ranges_arm(&ranges, 3002399751580331), 1);
    assert_int_equal(hl_assign__ranges_arm(&ranges, HL_BUCKET_SPACE - 1), 2);
    hl_base__text_free(&text);
    hl_assign__ranges_free(&ranges);
}

static void a_weight_of_zero_owns_nothing(void **state)
{
    (void)state;
    hl_arm_weight arms[] = {{"a", 0}, {"b", INT64_MAX}, {"c", INT64_MAX}};
    hl_design design = design_of(arms, 3);
    hl_arm_ranges ranges;
    assert_int_equal(hl_assign__ranges_first(&design, &ranges, NULL), HL_OK);
    assert_true(hl_assign__ranges_size(&ranges, 0) == 0);
    assert_true(hl_assign__ranges_size(&ranges, 1) == HL_BUCKET_SPACE / 2);
    assert_int_equal(hl_assign__ranges_arm(&ranges, 0), 1);
    hl_assign__ranges_free(&ranges);
}

static void weights_that_cannot_be_are_refused(void **state)
{
    (void)state;
    hl_arm_weight arms[] = {{"a", 0}, {"b", 0}};
    hl_design design = design_of(arms, 2);
    hl_arm_ranges ranges;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_assign__ranges_first(&design, &ranges, &err), HL_REJECTED);
    assert_string_equal(err.message, "all weights are 0: nobody could be assigned");
    arms[0].weight = -1;
    arms[1].weight = 5;
    hl_error negative = HL_ERROR_INIT;
    assert_int_equal(hl_assign__ranges_first(&design, &ranges, &negative), HL_REJECTED);
    assert_string_equal(negative.message, "arm 'a' has a negative weight");
}

static void texts_come_back(void **state)
{
    (void)state;
    const char *text = "0-4503599627370496:1 4503599627370496-9007199254740992:0";
    hl_arm_ranges ranges;
    assert_int_equal(hl_assign__ranges_parse(text, 2, &ranges, NULL), HL_OK);
    hl_text out = {0};
    hl_assign__ranges_text(&ranges, &out);
    assert_string_equal(hl_base__text_string(&out), text);
    hl_base__text_free(&out);
    hl_assign__ranges_free(&ranges);
    static const char *const bad[] = {"",
                                      "0-1:0",
                                      "0-9007199254740992:2",
                                      "1-9007199254740992:0",
                                      "0-9007199254740993:0",
                                      "0-5:0 6-9007199254740992:1",
                                      "0-9007199254740992:0x",
                                      "0-5:0 5-5:1 5-9007199254740992:1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_int_equal(hl_assign__ranges_parse(bad[i], 2, &ranges, NULL), HL_REJECTED);
        assert_null(ranges.segments);
    }
}

/* Buckets owned by differently named arms before and after. */
static uint64_t buckets_moved(const hl_design *old, const hl_arm_ranges *before,
                              const hl_design *design, const hl_arm_ranges *after)
{
    uint64_t moved = 0;
    size_t i = 0;
    size_t j = 0;
    while (i < before->count && j < after->count) {
        const hl_arm_segment *a = &before->segments[i];
        const hl_arm_segment *b = &after->segments[j];
        uint64_t from = a->from > b->from ? a->from : b->from;
        uint64_t to = a->to < b->to ? a->to : b->to;
        if (strcmp(old->arms[a->arm].name, design->arms[b->arm].name) != 0)
            moved += to - from;
        i += a->to == to;
        j += b->to == to;
    }
    return moved;
}

/* The least that can move: what the arms lose. */
static uint64_t least(const hl_design *old, const hl_arm_ranges *before, const hl_design *design,
                      const hl_arm_ranges *after)
{
    uint64_t lost = 0;
    for (size_t i = 0; i < old->arm_count; i++) {
        uint64_t had = hl_assign__ranges_size(before, i);
        uint64_t has = 0;
        for (size_t j = 0; j < design->arm_count; j++)
            if (strcmp(old->arms[i].name, design->arms[j].name) == 0)
                has = hl_assign__ranges_size(after, j);
        lost += had > has ? had - has : 0;
    }
    return lost;
}

static size_t random_arms(hl_random *random, hl_arm_weight *arms)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
    size_t count = 0;
    for (size_t i = 0; i < MOST; i++)
        if (hl_base__random_below(random, 3) > 0 || (count == 0 && i == MOST - 1))
            arms[count++] =
                (hl_arm_weight){names[i], 1 + (int64_t)hl_base__random_below(random, 97)};
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)hl_base__random_below(random, i);
        hl_arm_weight swap = arms[i - 1];
        arms[i - 1] = arms[j];
        arms[j] = swap;
    }
    return count;
}

static void assert_covers(const hl_design *design, const hl_arm_ranges *ranges)
{
    hl_arm_ranges fresh;
    assert_int_equal(hl_assign__ranges_first(design, &fresh, NULL), HL_OK);
    uint64_t at = 0;
    for (size_t i = 0; i < ranges->count; i++) {
        assert_true(ranges->segments[i].from == at && ranges->segments[i].to > at);
        at = ranges->segments[i].to;
    }
    assert_true(at == HL_BUCKET_SPACE);
    for (size_t i = 0; i < design->arm_count; i++)
        assert_true(hl_assign__ranges_size(ranges, i) == hl_assign__ranges_size(&fresh, i));
    hl_assign__ranges_free(&fresh);
}

/* Chains of changes: weights, arms added, dropped and put in another order. */
static void a_rebalance_moves_the_least(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(7, 0);
    for (int chain = 0; chain < 200; chain++) {
        hl_arm_weight arms[2][MOST];
        hl_design design[2];
        hl_arm_ranges ranges[2];
        design[0] = design_of(arms[0], random_arms(&random, arms[0]));
        assert_int_equal(hl_assign__ranges_first(&design[0], &ranges[0], NULL), HL_OK);
        for (int step = 0; step < 8; step++) {
            int old = step % 2;
            int next = 1 - old;
            design[next] = design_of(arms[next], random_arms(&random, arms[next]));
            assert_int_equal(hl_assign__rebalance(&design[old], &ranges[old], &design[next],
                                                  &ranges[next], NULL),
                             HL_OK);
            assert_covers(&design[next], &ranges[next]);
            assert_true(buckets_moved(&design[old], &ranges[old], &design[next], &ranges[next]) ==
                        least(&design[old], &ranges[old], &design[next], &ranges[next]));
            hl_assign__ranges_free(&ranges[old]);
        }
        hl_assign__ranges_free(&ranges[0]);
    }
}

static void a_change_taken_back_is_undone(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(11, 0);
    for (int i = 0; i < 100; i++) {
        hl_arm_weight one[MOST];
        hl_arm_weight two[MOST];
        hl_design old = design_of(one, random_arms(&random, one));
        hl_design design = design_of(two, random_arms(&random, two));
        hl_arm_ranges before;
        hl_arm_ranges after;
        hl_arm_ranges back;
        assert_int_equal(hl_assign__ranges_first(&old, &before, NULL), HL_OK);
        assert_int_equal(hl_assign__rebalance(&old, &before, &design, &after, NULL), HL_OK);
        assert_int_equal(hl_assign__rebalance(&design, &after, &old, &back, NULL), HL_OK);
        assert_true(buckets_moved(&old, &before, &old, &back) == 0);
        hl_assign__ranges_free(&before);
        hl_assign__ranges_free(&after);
        hl_assign__ranges_free(&back);
    }
}

static void the_same_shares_move_nobody(void **state)
{
    (void)state;
    hl_arm_weight one[] = {{"a", 1}, {"b", 2}};
    hl_arm_weight two[] = {{"b", 200}, {"a", 100}};
    hl_design old = design_of(one, 2);
    hl_design design = design_of(two, 2);
    hl_arm_ranges before;
    hl_arm_ranges after;
    assert_int_equal(hl_assign__ranges_first(&old, &before, NULL), HL_OK);
    assert_int_equal(hl_assign__rebalance(&old, &before, &design, &after, NULL), HL_OK);
    assert_true(buckets_moved(&old, &before, &design, &after) <= 1);
    hl_assign__ranges_free(&before);
    hl_assign__ranges_free(&after);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_exact),
        cmocka_unit_test(a_weight_of_zero_owns_nothing),
        cmocka_unit_test(weights_that_cannot_be_are_refused),
        cmocka_unit_test(texts_come_back),
        cmocka_unit_test(a_rebalance_moves_the_least),
        cmocka_unit_test(a_change_taken_back_is_undone),
        cmocka_unit_test(the_same_shares_move_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
