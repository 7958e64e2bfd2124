#include "base/negated_word.h"

#include "tests/support/check.h"

static void one_word_negates_the_other(void **state)
{
    static const struct {
        const char *no, *yes;
    } pairs[] = {
        {"not converted", "converted"},
        {"not_converted", "converted"},
        {"non-converted", "converted"},
        {"unconverted", "converted"},
        {"did not convert", "converted"},
        {"didn't buy", "bought"},
        {"has not bought", "has bought"},
        {"never bought", "bought"},
        {"no purchase", "purchase"},
        {"no purchase", "purchased"},
        {"unpaid", "paid"},
        {"inactive", "active"},
        {"nicht gekauft", "gekauft"},
        {"pas acheté", "acheté"},
        {"no comprado", "comprado"},
        {"未购买", "已购买"},
        {"未购买", "购买"},
        {"没有购买", "购买"},
        {"没买", "买了"},
        {"尚未下单", "已下单"},
        {"未成交", "成交"},
        {"无", "有"},
        {"非新客", "新客"},
        {"否购买", "是购买"},
        {"失败", "成功"},
        {"未購入", "購入済み"},
        {"購入なし", "購入あり"},
        {"미구매", "구매"},
        {"0 - no", "1 - yes"},
        {"n (not bought)", "y (bought)"},
        {"不是", "是的"},
        {"否(未购买)", "是(已购买)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (!hl_base__negates(pairs[i].no, pairs[i].yes))
            fail_msg("'%s' does not negate '%s'", pairs[i].no, pairs[i].yes);
        assert_false(hl_base__negates(pairs[i].yes, pairs[i].no));
    }
}

static void other_words_do_not(void **state)
{
    static const struct {
        const char *no, *yes;
    } pairs[] = {{"silver", "gold"},
                 {"converted", "converted"},
                 {"not bought", "not sold"},
                 {"not bought", "viewed"},
                 {"under", "der"},
                 {"unit", "it"},
                 {"note", "te"},
                 {"", "bought"},
                 {"not", ""},
                 {"不满意", "很满意"},
                 {"未知", "已购买"},
                 {"nova", "va"},
                 {"inform", "form2"},
                 {"no", "email"},
                 {"0-10", "11-20"},
                 {"new user", "yearly user"},
                 {"新客", "老客"}};
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (hl_base__negates(pairs[i].no, pairs[i].yes))
            fail_msg("'%s' negates '%s'", pairs[i].no, pairs[i].yes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_word_negates_the_other),
                                       cmocka_unit_test(other_words_do_not)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
