/* Columns as files spell them, and times as conditions compare them. */
#include <string.h>

#include "base/column_names.h"
#include "base/moment.h"
#include "tests/support/check.h"

static void columns_are_found_however_they_are_spelt(void **state)
{
    (void)state;
    static const struct {
        const char *column, *name;
        hl_column_match match;
    } cases[] = {
        {"sent_at", "sent_at", HL_COLUMN_NAMED},
        {"Sent_at", "sent_at", HL_COLUMN_SPELT},
        {"SENT AT", "sent_at", HL_COLUMN_SPELT},
        {" sent-at ", "sent_at", HL_COLUMN_SPELT},
        {"sentAt", "sent_at", HL_COLUMN_SPELT},
        {"\xef\xbd\x93\xef\xbd\x85\xef\xbd\x8e\xef\xbd\x94_at", "sent_at", HL_COLUMN_SPELT},
        {"发送时间", "sent_at", HL_COLUMN_OTHER},
        {"Send Time", "sent_at", HL_COLUMN_OTHER},
        {"sent", "planned_at", HL_COLUMN_NONE},
        {"timezone", "zone", HL_COLUMN_OTHER},
        {"Time-Zone", "zone", HL_COLUMN_OTHER},
        {"inferred_zone", "zone", HL_COLUMN_NONE},
        {"用户ID", "user_id", HL_COLUMN_OTHER},
        {"Birthday", "birthday", HL_COLUMN_SPELT},
        {"born", "birthday", HL_COLUMN_NONE},
        {"", "at", HL_COLUMN_NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (hl_base__column_match(cases[i].column, cases[i].name) != cases[i].match)
            fail_msg("'%s' for '%s'", cases[i].column, cases[i].name);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(hl_base__column_is_spelt(cases[i].column, cases[i].name),
                         cases[i].match == HL_COLUMN_SPELT);
}

static void the_column_to_the_letter_comes_first(void **state)
{
    (void)state;
    static const char *const columns[] = {"Time", "SENT_AT", "sent_at", "Sent_at"};
    size_t at = 9;
    size_t other = 9;
    assert_int_equal(hl_base__column_find(columns, 4, "sent_at", &at, &other), HL_COLUMN_NAMED);
    assert_int_equal(at, 2);
    assert_int_equal(hl_base__column_find(columns, 2, "sent_at", &at, &other), HL_COLUMN_SPELT);
    assert_int_equal(at, 1);
    assert_int_equal(hl_base__column_find(columns, 1, "sent_at", &at, &other), HL_COLUMN_OTHER);
    assert_int_equal(at, 0);
    static const char *const twice[] = {"Sent_at", "time", "SENT AT"};
    assert_int_equal(hl_base__column_find(twice, 3, "sent_at", &at, &other), HL_COLUMN_TWICE);
    assert_int_equal(at, 0);
    assert_int_equal(other, 2);
    assert_int_equal(hl_base__column_find(NULL, 0, "sent_at", &at, &other), HL_COLUMN_NONE);
}

static int order(const char *a, const char *b)
{
    hl_moment x = hl_base__moment_read(a, strlen(a));
    hl_moment y = hl_base__moment_read(b, strlen(b));
    assert_int_not_equal(x.form, HL_TIME_INVALID);
    assert_int_not_equal(y.form, HL_TIME_INVALID);
    assert_int_equal(hl_base__moment_order(&y, &x), -hl_base__moment_order(&x, &y));
    return hl_base__moment_order(&x, &y);
}

static void moments_are_compared_by_instant_else_by_the_clock(void **state)
{
    (void)state;
    assert_int_equal(order("2026-3-1", "2026/03/01"), 0);
    assert_int_equal(order("2026-3-1", "2026-03-01 00:00:01"), -1);
    assert_int_equal(order("2026-03-01T08:00:00+08:00", "2026-03-01T00:00:00Z"), 0);
    assert_int_equal(order("2026-03-01T01:00:00+08:00", "2026-02-28T23:00:00Z"), -1);
    assert_int_equal(order("2026-03-01T01:00:00+08:00", "2026-03-01"), 1);
    assert_int_equal(order("2026-02-28T23:00:00-05:00", "2026-03-01"), -1);
}

static void digits_alone_are_no_date_to_compare_with(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is;
    } cases[] = {
        {"2026-03-01", true}, {"3/1/26", true}, {"20260301", false}, {"1772356500000", false},
        {"soon", false},      {"1.2", false},   {"", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (hl_base__is_date_like(cases[i].text, strlen(cases[i].text)) != cases[i].is)
            fail_msg("%s", cases[i].text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_found_however_they_are_spelt),
        cmocka_unit_test(the_column_to_the_letter_comes_first),
        cmocka_unit_test(moments_are_compared_by_instant_else_by_the_clock),
        cmocka_unit_test(digits_alone_are_no_date_to_compare_with),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
