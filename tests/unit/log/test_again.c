/* Which two events tell one order. */
#include "log/again.h"

#include "tests/support/check.h"

enum { BUYS = 1, VIEWS, ANN, BEN };
#define HOURS(n) (INT64_C(3600000) * (n))

static void orders_of_two_systems(void **state)
{
    (void)state;
    static const struct {
        int64_t apart, value;
        uint32_t type;
        uint32_t user;
        bool again;
    } rows[] = {
        {0, 7, BUYS, ANN, false},
        {1, 7, BUYS, ANN, true},
        {3000, 8, BUYS, ANN, false},
        {3000, 0, BUYS, ANN, false},
        {3000, 7, VIEWS, ANN, false},
        {3000, 7, BUYS, BEN, false},
        {120000, 7, BUYS, ANN, true},
        {HOURS(1), 7, BUYS, ANN, true},
        {HOURS(1) + 2001, 7, BUYS, ANN, false},
        {HOURS(2) - 2001, 7, BUYS, ANN, false},
        {HOURS(2) - 2000, 7, BUYS, ANN, true},
        {HOURS(8), 7, BUYS, ANN, true},
        {HOURS(8) + 2001, 7, BUYS, ANN, false},
        {HOURS(14) + 2000, 7, BUYS, ANN, true},
        {HOURS(15), 7, BUYS, ANN, false},
    };
    const hl_log_event a = {.id = "a", .user = ANN, .type = BUYS, .value = 7, .valued = true};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_log_event b = a;
        b.at_utc_ms += rows[i].apart;
        b.value = rows[i].value;
        b.valued = rows[i].value != 0;
        b.type = rows[i].type;
        b.user = rows[i].user;
        assert_int_equal(hl_log__is_again(&a, &b), rows[i].again);
    }
}

static void orders_told_with_tax_and_without(void **state)
{
    (void)state;
    static const struct {
        int64_t apart, value;
        bool nearly;
    } rows[] = {{1, 119, true},        {120000, 84, true}, {120001, 119, false}, {0, 119, false},
                {1, 100, false},       {1, 69, false},     {1, 143, false},      {1, 142, true},
                {HOURS(8), 119, true}, {1, -100, false},   {1, 0, false}};
    const hl_log_event a = {.id = "a", .user = ANN, .type = BUYS, .value = 100, .valued = true};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_log_event b = a;
        b.at_utc_ms += rows[i].apart;
        b.value = rows[i].value;
        assert_int_equal(hl_log__is_nearly_again(&a, &b), rows[i].nearly);
    }
}

static void events_of_one_value(void **state)
{
    (void)state;
    const hl_log_event a = {.id = "a", .user = ANN, .type = BUYS, .value = 7, .valued = true};
    hl_log_event b = a;
    assert_false(hl_log__is_another(&a, &b)); /* at once */
    b.at_utc_ms += HOURS(900) + 1;
    assert_true(hl_log__is_of_same_value(&a, &b));
    assert_false(hl_log__is_again(&a, &b));
    b.value = 8;
    assert_true(hl_log__is_another(&a, &b));
    assert_false(hl_log__is_of_same_value(&a, &b));
    b.value = 0;
    assert_false(hl_log__is_another(&a, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(orders_of_two_systems),
                                       cmocka_unit_test(orders_told_with_tax_and_without),
                                       cmocka_unit_test(events_of_one_value)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
