#include <string.h>

#include "base/id_key.h"
#include "tests/support/check.h"

static void ids_that_are_one_have_one_key(void **state)
{
    (void)state;
    static const struct {
        const char *id, *key;
        bool own;
    } cases[] = {
        {"u7", "u7", true},
        {"U7", "u7", false},
        {"7", "7", true},
        {"007", "7", false},
        {"7.0", "7", false},
        {"7.000", "7", false},
        {"7.5", "7.5", false},
        {"7.", "7.", false},
        {"+8613", "8613", false},
        {"'8613", "8613", false},
        {"+", "+", false},
        {" 7 ", "7", false},
        {"0", "0", true},
        {"000", "0", false},
        {"0x1f", "0x1f", true},
        {"Ａ１", "a1", false},
        {"u007", "u007", true},
        {"1.0.0", "1.0.0", false},
        {"a-b_c:d", "a-b_c:d", true},
        {"00-1", "00-1", true},
        {"+8613800138000", "13800138000", false},
        {"8613800138000", "13800138000", false},
        {"008613800138000", "13800138000", false},
        {"8612", "8612", true},
        {"138-0013-8000", "13800138000", false},
        {"(202) 555-0123", "2025550123", false},
        {"1-11", "1-11", true},
        {"11-1", "11-1", true},
        {"100-200", "100-200", true},
        {"mailto:A@x.com", "a@x.com", false},
        {"gid://shopify/Customer/17", "17", false},
        {"gid://", "gid://", false},
        {"GA1.2.100.1700000000", "100.17", false},
        {"100.1700000000", "100.17", false},
        {"12.10", "12.10", false},
        {"u_0", "u0", false},
        {"user-12", "user12", false},
        {"a1-2", "a1-2", true},
        {"8f2c0000-1b2c-4d5e-9f00-a1b2c3d4e5f6", "8f2c0000-1b2c-4d5e-9f00-a1b2c3d4e5f6", true},
        {"8F2C00001b2c4d5e9f00a1b2c3d4e5f6", "8f2c0000-1b2c-4d5e-9f00-a1b2c3d4e5f6", false},
        {"8f2c00001b2c4d5e9f00a1b2c3d4e5f6", "8f2c0000-1b2c-4d5e-9f00-a1b2c3d4e5f6", false},
        {"\"u0\"", "u0", false},
        {"=\"0017\"", "17", false},
        {"1,000,000", "1000000", false},
        {"1,00", "1,00", false},
        {"#1000", "1000", false},
        {"wm7;", "wm7", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char key[HL_FOLDED(64)];
        size_t length = strlen(cases[i].id);
        assert_int_equal(hl_base__id_key(cases[i].id, length, key), strlen(cases[i].key));
        assert_string_equal(key, cases[i].key);
        assert_int_equal(hl_base__id_is_key(cases[i].id, length), cases[i].own);
    }
    assert_false(hl_base__id_is_key("", 0));
}

static void the_key_of_a_key_is_itself(void **state)
{
    (void)state;
    static const char *const ids[] = {"U7",
                                      "007.0",
                                      "+0086",
                                      "''x",
                                      "Straße",
                                      "１２",
                                      "7.0.0",
                                      "-0",
                                      "+86138-0013-8000",
                                      "gid://x/y/u_7",
                                      "=\"GA1.2.100.1700000000\""};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        char once[HL_FOLDED(40)];
        char twice[HL_FOLDED(sizeof once)];
        size_t length = hl_base__id_key(ids[i], strlen(ids[i]), once);
        assert_int_equal(hl_base__id_key(once, length, twice), length);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ids_that_are_one_have_one_key),
                                       cmocka_unit_test(the_key_of_a_key_is_itself)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
