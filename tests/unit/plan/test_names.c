/* Names by number, however files write them. */
#include <string.h>

#include "plan/names.h"
#include "tests/support/check.h"

static uint32_t find(const hl_name_set *set, const char *name)
{
    return hl_plan__name_find(set, name, strlen(name));
}

static void names_that_look_alike_have_one_number(void **state)
{
    (void)state;
    hl_name_set set = {0};
    hl_name_set copy = {0};
    assert_int_equal(hl_plan__name_add(&set, "sms-cn", 6), 0);
    assert_int_equal(hl_plan__name_add(&set, "line", 4), 1);
    static const char *const spelt[] = {"sms-cn", "SMS-CN", "sms_cn", " Sms cn ",
                                        "\xef\xbd\x93ms-cn"};
    for (size_t i = 0; i < sizeof spelt / sizeof spelt[0]; i++)
        if (find(&set, spelt[i]) != 0)
            fail_msg("'%s'", spelt[i]);
    assert_int_equal(find(&set, "sms"), HL_MAP_NONE);
    assert_int_equal(hl_plan__name_intern(&set, "LINE", 4), 1);
    assert_int_equal(hl_plan__name_intern(&set, "Kakao", 5), 2);
    assert_int_equal(hl_plan__name_intern(&set, "kakao", 5), 2);
    assert_string_equal(hl_plan__name_text(&set, 2), "Kakao");
    assert_true(hl_plan__name_set_copy(&set, &copy));
    assert_int_equal(find(&copy, "KAKAO"), 2);
    hl_plan__name_set_free(&copy);
    hl_plan__name_set_free(&set);
}

/* A definition may have both: then each is itself, and what is neither is the first. */
static void names_of_a_definition_keep_their_own_numbers(void **state)
{
    (void)state;
    hl_name_set set = {0};
    assert_int_equal(hl_plan__name_add(&set, "Gift", 4), 0);
    assert_int_equal(hl_plan__name_add(&set, "gift", 4), 1);
    assert_int_equal(hl_plan__name_add(&set, "Gift", 4), 0);
    assert_int_equal(find(&set, "gift"), 1);
    assert_int_equal(find(&set, "GIFT"), 0);
    hl_plan__name_set_free(&set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_look_alike_have_one_number),
        cmocka_unit_test(names_of_a_definition_keep_their_own_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
