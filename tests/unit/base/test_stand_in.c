/* Numbers that stand for none, by their look and among others. */
#include "base/stand_in.h"

#include "base/written_number.h"
#include "tests/support/check.h"

#include <string.h>

static hl_i128 attos(const char *text)
{
    hl_written_number number;
    assert_int_equal(hl_base__written_number(text, strlen(text), '.', false, &number), 0);
    return number.attos;
}

static void some_numbers_look_so(void **state)
{
    (void)state;
    static const char *const may[] = {"-1",     "-9",       "-99",       "-99999",     "9999",
                                      "999999", "99999999", "9999.99",   "999999.9",   "2147483647",
                                      "111111", "88888888", "-99999999", "-2147483648"};
    static const char *const may_not[] = {"0",     "1",      "999",   "99.99", "-1.5",
                                          "-2",    "-10",    "1000",  "9998",  "9999.95",
                                          "11111", "123456", "-9.99", "-11",   "1111111.9"};
    for (size_t i = 0; i < sizeof may / sizeof may[0]; i++)
        if (!hl_base__may_stand_in(attos(may[i])))
            fail_msg("%s", may[i]);
    for (size_t i = 0; i < sizeof may_not / sizeof may_not[0]; i++)
        if (hl_base__may_stand_in(attos(may_not[i])))
            fail_msg("%s", may_not[i]);
}

static void among_others_they_are_far_off(void **state)
{
    (void)state;
    static const struct {
        const char *others[4], *number;
        bool stands_in;
    } rows[] = {
        {{"12.93", "310", "0"}, "-1", true}, {{"12.93", "310", "-20"}, "-1", false}, /* returns */
        {{"1", "5"}, "-1", false},                                                   /* a rating */
        {{"12", "45"}, "-999", true},        {{"30", "199"}, "9999", true},
        {{"30", "299"}, "9999", false}, /* the dear one of a shop */
        {{"30", "999"}, "9999", false},      {{"30", "2999", "99999"}, "99999", false},
        {{"30", "1500"}, "99999", true},     {{"30", "9900"}, "999999", true},
        {{"30", "310.5"}, "999999", true},   {{"30", "310.5"}, "2147483647", true},
        {{"30", "310.5"}, "310.5", false},   {{"0", "0"}, "99999999", false}, /* alone */
        {{"99999999"}, "99999999", false},   {{"-20", "-3"}, "99999999", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_usual_values usual = {0};
        for (size_t k = 0; k < 4 && rows[i].others[k] != NULL; k++)
            hl_base__usual_add(&usual, attos(rows[i].others[k]));
        if (hl_base__stands_in(attos(rows[i].number), &usual) != rows[i].stands_in)
            fail_msg("row %zu: %s", i, rows[i].number);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(some_numbers_look_so),
        cmocka_unit_test(among_others_they_are_far_off),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
