/* Buckets against values computed apart (python3 hashlib), the order of reasons, and moves. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/assigner.h"
#include "tests/support/check.h"

static hl_arm_weight two_arms[] = {{"daytime", 1}, {"evening", 1}};

static hl_experiment plain(void)
{
    hl_experiment x;
    memset(&x, 0, sizeof x);
    x.name = "coupon-expiry-evening";
    x.salt = "coupon-expiry-evening";
    x.unit = "user";
    x.bucketing = "sha256";
    x.traffic_to = HL_BUCKET_SPACE;
    x.arm_count = 2;
    x.design.arm_count = 2;
    x.design.arms = two_arms;
    return x;
}

/* python3 -c 'import hashlib; print(int.from_bytes(hashlib.sha256("arm:s:u1".encode())
 *   .digest()[:8], "big") >> 11)' and so on */
static void buckets_are_those_of_hashlib(void **state)
{
    (void)state;
    static const struct {
        hl_bucket_purpose purpose;
        const char *salt, *unit;
        uint64_t bucket;
    } cases[] = {
        {HL_BUCKET_ARM, "s", "u1", UINT64_C(3420723110375809)},
        {HL_BUCKET_ARM, "coupon-expiry-evening", "用户1", UINT64_C(2831069468262178)},
        {HL_BUCKET_ARM, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         UINT64_C(1786903165351260)},
        {HL_BUCKET_TRAFFIC, "s", "u1", UINT64_C(4999156069493482)},
        {HL_BUCKET_TRAFFIC, "coupon-expiry-evening", "用户1", UINT64_C(5906465186931979)},
        {HL_BUCKET_TRAFFIC,
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         UINT64_C(3993813621930924)},
        {HL_BUCKET_LAYER, "s", "u1", UINT64_C(5960386182688819)},
        {HL_BUCKET_LAYER, "coupon-expiry-evening", "用户1", UINT64_C(2951930006197848)},
        {HL_BUCKET_LAYER, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         UINT64_C(4614154177569862)},
        {HL_BUCKET_HOLDOUT, "s", "u1", UINT64_C(4639986370596083)},
        {HL_BUCKET_HOLDOUT, "coupon-expiry-evening", "用户1", UINT64_C(5153658696131691)},
        {HL_BUCKET_HOLDOUT,
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
         UINT64_C(1277047592474205)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_bucket_key key = hl_assign__bucket_key(cases[i].purpose, cases[i].salt);
        assert_true(hl_assign__bucket(&key, cases[i].unit, strlen(cases[i].unit)) ==
                    cases[i].bucket);
    }
}

static hl_assignment decide(const hl_assigner *assigner, const char *unit, size_t length,
                            int64_t at)
{
    hl_assignment out;
    assert_int_equal(hl_assigner_decide(assigner, unit, length, NULL, at, NULL, &out, NULL), HL_OK);
    return out;
}

static size_t count_reason(const hl_experiment *x, hl_assign_reason reason, int64_t at)
{
    hl_assigner *assigner = NULL;
    assert_int_equal(hl_assigner_new(x, NULL, &assigner, NULL), HL_OK);
    size_t count = 0;
    for (int i = 0; i < 20000; i++) {
        char unit[16];
        int length = snprintf(unit, sizeof unit, "u%d", i);
        hl_assignment a = decide(assigner, unit, (size_t)length, at);
        assert_true((a.arm == SIZE_MAX) == (a.reason != HL_ASSIGN_ASSIGNED));
        count += a.reason == reason;
    }
    hl_assigner_free(assigner);
    return count;
}

/* Within 4 standard errors of the share of 20,000. */
static void assert_share(size_t count, double share)
{
    double spread = 4 * sqrt(share * (1 - share) / 20000);
    assert_abs((double)count / 20000, share, spread);
}

static void every_reason_takes_its_share_of_what_is_left(void **state)
{
    (void)state;
    hl_experiment x = plain();
    assert_int_equal(count_reason(&x, HL_ASSIGN_ASSIGNED, 0), 20000);
    x.holdout = "never-touch-2026";
    x.holdout_to = HL_BUCKET_SPACE / 20;
    x.layer = "repurchase";
    x.layer_range = (hl_bucket_range){HL_BUCKET_SPACE / 4, HL_BUCKET_SPACE / 2};
    x.traffic_to = HL_BUCKET_SPACE / 10;
    assert_share(count_reason(&x, HL_ASSIGN_HOLDOUT, 0), 0.05);
    assert_share(count_reason(&x, HL_ASSIGN_LAYER, 0), 0.95 * 0.75);
    assert_share(count_reason(&x, HL_ASSIGN_TRAFFIC, 0), 0.95 * 0.25 * 0.9);
    assert_share(count_reason(&x, HL_ASSIGN_ASSIGNED, 0), 0.95 * 0.25 * 0.1);
}

static void the_audience_comes_first(void **state)
{
    (void)state;
    hl_value operand = {
        .type = HL_VALUE_NUMBER, .number = 1, .text = "1", .length = 1, .key = "$gte"};
    hl_value orders = {.type = HL_VALUE_OBJECT, .count = 1, .items = &operand, .key = "orders"};
    hl_value document = {.type = HL_VALUE_OBJECT, .count = 1, .items = &orders};
    hl_condition condition = {&document, NULL};
    hl_experiment x = plain();
    x.audience = &condition;
    x.holdout = "all";
    x.holdout_to = HL_BUCKET_SPACE;
    assert_int_equal(count_reason(&x, HL_ASSIGN_AUDIENCE, 0), 20000);
}

static void an_empty_unit_is_nobody(void **state)
{
    (void)state;
    hl_experiment x = plain();
    hl_assigner *assigner = NULL;
    assert_int_equal(hl_assigner_new(&x, NULL, &assigner, NULL), HL_OK);
    assert_int_equal(decide(assigner, "", 0, 0).reason, HL_ASSIGN_NO_UNIT);
    hl_assigner_free(assigner);
}

static void a_ramp_lets_units_in_and_none_out(void **state)
{
    (void)state;
    static const hl_ramp_step ramp[] = {
        {100, HL_BUCKET_SPACE / 100}, {200, HL_BUCKET_SPACE / 10}, {300, HL_BUCKET_SPACE}};
    hl_experiment x = plain();
    x.ramp = ramp;
    x.ramp_count = 3;
    assert_int_equal(count_reason(&x, HL_ASSIGN_ASSIGNED, 99), 0);
    assert_share(count_reason(&x, HL_ASSIGN_ASSIGNED, 100), 0.01);
    assert_share(count_reason(&x, HL_ASSIGN_ASSIGNED, 299), 0.1);
    assert_int_equal(count_reason(&x, HL_ASSIGN_ASSIGNED, 300), 20000);
    hl_reassignment reassignment;
    assert_int_equal(hl_assign_reassignment(&x, NULL, &x, NULL, 250, &reassignment, NULL), HL_OK);
    assert_true(reassignment.exact && reassignment.moved_buckets == 0);
    assert_abs(reassignment.moved + reassignment.leaving + reassignment.entering, 0, 0);
}

/* Counts what the shares claim, user by user. */
static void assert_reassignment(const hl_experiment *before, const hl_experiment *after,
                                const char *ranges_after, const hl_reassignment *want)
{
    hl_assigner *a = NULL;
    hl_assigner *b = NULL;
    size_t moved = 0, leaving = 0, entering = 0;
    assert_int_equal(hl_assigner_new(before, NULL, &a, NULL), HL_OK);
    assert_int_equal(hl_assigner_new(after, ranges_after, &b, NULL), HL_OK);
    for (int i = 0; i < 20000; i++) {
        char unit[16];
        size_t length = (size_t)snprintf(unit, sizeof unit, "u%d", i);
        size_t from = decide(a, unit, length, 0).arm;
        size_t to = decide(b, unit, length, 0).arm;
        leaving += from != SIZE_MAX && to == SIZE_MAX;
        entering += from == SIZE_MAX && to != SIZE_MAX;
        moved += from != SIZE_MAX && to != SIZE_MAX &&
                 strcmp(before->design.arms[from].name, after->design.arms[to].name) != 0;
    }
    assert_share(moved, want->moved);
    assert_share(leaving, want->leaving);
    assert_share(entering, want->entering);
    hl_assigner_free(a);
    hl_assigner_free(b);
}

static void moves_are_what_users_do(void **state)
{
    (void)state;
    static const hl_arm_weight three[] = {{"evening", 2}, {"daytime", 1}, {"noon", 1}};
    hl_experiment before = plain();
    hl_experiment after = plain();
    after.arm_count = after.design.arm_count = 3;
    after.design.arms = three;
    before.traffic_to = HL_BUCKET_SPACE / 2;
    after.traffic_to = HL_BUCKET_SPACE / 4 * 3;
    after.holdout = "h";
    after.holdout_to = HL_BUCKET_SPACE / 10;
    char *ranges = NULL;
    hl_reassignment reassignment;
    assert_int_equal(hl_assign_next_ranges(&before, NULL, &after, &ranges, NULL), HL_OK);
    assert_int_equal(hl_assign_reassignment(&before, NULL, &after, ranges, 0, &reassignment, NULL),
                     HL_OK);
    assert_true(reassignment.exact);
    assert_true(reassignment.moved_buckets == HL_BUCKET_SPACE / 4);
    assert_abs(reassignment.moved, 0.5 * 0.9 * 0.25, 1e-9);
    assert_reassignment(&before, &after, ranges, &reassignment);
    free(ranges);
    after.salt = "another";
    assert_int_equal(hl_assign_reassignment(&before, NULL, &after, NULL, 0, &reassignment, NULL),
                     HL_OK);
    assert_false(reassignment.exact);
    assert_reassignment(&before, &after, NULL, &reassignment);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(buckets_are_those_of_hashlib),
        cmocka_unit_test(every_reason_takes_its_share_of_what_is_left),
        cmocka_unit_test(the_audience_comes_first),
        cmocka_unit_test(an_empty_unit_is_nobody),
        cmocka_unit_test(a_ramp_lets_units_in_and_none_out),
        cmocka_unit_test(moves_are_what_users_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
