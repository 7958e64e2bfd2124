/* Templates: what stands for {name}, and that every language says the same with the same values. */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/messages/calc.h"
#include "reports/messages/names.h"
#include "reports/messages/plan.h"
#include "reports/messages/words.h"

/* The placeholders of a template, in the order of the alphabet: a language may turn them round. */
static size_t placeholders(const char *template, char names[][32])
{
    size_t count = 0;
    for (const char *open = template; (open = strchr(open, '{')) != NULL; open++) {
        size_t length = strcspn(open + 1, "}");
        assert_true(length > 0 && length < 32 && open[1 + length] == '}');
        (void)snprintf(names[count++], 32, "%.*s", (int)length, open + 1);
    }
    qsort(names, count, 32, (int (*)(const void *, const void *))strcmp);
    return count;
}

static void expect_the_same_values(const hl_message *words, size_t word_count)
{
    for (size_t i = 0; i < word_count; i++) {
        const hl_message *word = &words[i];
        char en[16][32];
        char zh[16][32];
        assert_true(word->en != NULL && word->zh != NULL);
        if (word->en[0] == '\0')
            continue; /* the table of checks has an empty one, that of plans what joins nothing */
        assert_true(word->zh[0] != '\0');
        size_t count = placeholders(word->en, en);
        if (placeholders(word->zh, zh) != count)
            print_error("%s\n%s\n", word->en, word->zh);
        assert_int_equal(placeholders(word->zh, zh), count);
        for (size_t k = 0; k < count; k++)
            assert_string_equal(en[k], zh[k]);
    }
}

static void every_word_is_there_in_each_language_with_the_same_values(void **state)
{
    (void)state;
    expect_the_same_values(hl_reports__words, HL_WORDS);
    expect_the_same_values(hl_reports__calc_words, HL_CALC_WORDS);
    expect_the_same_values(hl_reports__plan_words, HL_PLAN_WORDS);
}

/* Beside a comparison every flag is said in words, but for two that the report says elsewhere. */
static void flags_have_words(void **state)
{
    (void)state;
    const hl_flags elsewhere = HL_FLAG_PARTLY_MATURED | HL_FLAG_NO_WEIGHTS;
    for (unsigned bit = 0; bit < 32; bit++) {
        hl_flags flag = 1U << bit;
        bool said = strcmp(hl_flag_name(flag), "unknown") != 0 && (flag & elsewhere) == 0;
        for (int lang = 0; lang < 2; lang++)
            assert_int_equal(hl_reports__flag_words(flag, (hl_lang)lang) != NULL, said);
    }
}

/* Chinese shows no code of the program. */
static void codes_are_translated(void **state)
{
    (void)state;
    for (int code = HL_PLAN_REASON_WISH; code < HL_PLAN_REASON_CODES; code++) {
        const char *zh = hl_reports__plan_reason((hl_plan_reason_code)code, HL_LANG_ZH);
        assert_non_null(zh);
        assert_true((unsigned char)zh[0] > 127);
    }
    for (int source = HL_ZONE_DEVICE; source <= HL_ZONE_NONE; source++)
        assert_string_not_equal(hl_reports__zone_source((hl_zone_source)source, HL_LANG_EN),
                                hl_reports__zone_source((hl_zone_source)source, HL_LANG_ZH));
    for (int reason = HL_ASSIGN_NO_UNIT; reason <= HL_ASSIGN_ASSIGNED; reason++)
        assert_string_equal(hl_reports__assign_reason((hl_assign_reason)reason, HL_LANG_EN),
                            hl_assign_reason_name((hl_assign_reason)reason));
    for (int inference = HL_INFER_FIXED; inference <= HL_INFER_GROUP_SEQUENTIAL; inference++)
        assert_string_equal(hl_reports__inference((hl_inference)inference, HL_LANG_EN),
                            hl_inference_name((hl_inference)inference));
}

static void expect_limit(const hl_plan_limit *limit, const char *en, const char *zh)
{
    for (int lang = 0; lang < 2; lang++) {
        hl_text out = {0};
        hl_reports__plan_limit(limit, (hl_lang)lang, &out);
        assert_string_equal(hl_base__text_string(&out), lang == HL_LANG_EN ? en : zh);
        hl_base__text_free(&out);
    }
}

static void a_cap_is_said_in_words(void **state)
{
    (void)state;
    const hl_cap daily = {.scope = HL_SCOPE_OPERATOR, .count = 20, .calendar = HL_PERIOD_DAY};
    const hl_cap weekly = {.scope = HL_SCOPE_HOOK, .of = "coupon", .count = 2, .per = {.days = 7}};
    const hl_cap monthly = {
        .scope = HL_SCOPE_CHANNEL, .count = HL_CAP_MONTH_DAYS, .calendar = HL_PERIOD_MONTH};
    expect_limit(&(hl_plan_limit){HL_PLAN_LIMIT_DEFINITION, NULL, daily}, "cap: operator 20 a day",
                 "每位员工每天 20 条");
    expect_limit(&(hl_plan_limit){HL_PLAN_LIMIT_COOL_DOWN, NULL, weekly},
                 "cool-down: hook coupon 2 in 7 days",
                 "冷却期：每位用户的触达理由 coupon 任意 7 天内 2 条");
    expect_limit(&(hl_plan_limit){HL_PLAN_LIMIT_CHANNEL, "wecom-mass", monthly},
                 "wecom-mass: channel days of the month a month",
                 "渠道 wecom-mass：每位用户在同一渠道每月不超过当月天数");
}

static void english_stands_in_for_what_has_no_other_language(void **state)
{
    (void)state;
    const hl_message message = {.en = "one"};
    assert_string_equal(hl_reports__in_language(&message, HL_LANG_ZH), "one");
}

static void expect(const char *template, const char *text)
{
    const hl_message message = {template, template};
    const hl_message_value values[] = {{"arm", "b"}, {"n", "12"}};
    hl_text out = {0};
    hl_reports__fill_values(&message, HL_LANG_EN, values, 2, &out);
    assert_string_equal(hl_base__text_string(&out), text);
    hl_base__text_free(&out);
}

static void a_template_is_filled_by_name(void **state)
{
    (void)state;
    expect("no value", "no value");
    expect("{n} of {arm}, {n}", "12 of b, 12");
    expect("{arms} {ar}", "{arms} {ar}");
    expect("{arm", "b");
    expect("", "");
}

/* Chinese has no space between two of its characters, whatever the template says. */
static void a_value_closes_up_with_its_sentence(void **state)
{
    (void)state;
    const hl_message message = {"{a} or {b}", "比 {a} 好 {b} 倍，{a} 优于 {b}。"};
    static const char *const said[][3] = {
        {"x", "2", "比 x 好 2 倍，x 优于 2。"},
        {"白天", "2", "比白天好 2 倍，白天优于 2。"},
        {"x（白天）", "早 晚", "比 x（白天）好早 晚倍，x（白天）优于早 晚。"},
        {"", "2", "比  好 2 倍，优于 2。"}};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        const hl_message_value values[] = {{"a", said[i][0]}, {"b", said[i][1]}};
        hl_text out = {0};
        hl_reports__fill_values(&message, HL_LANG_ZH, values, 2, &out);
        assert_string_equal(hl_base__text_string(&out), said[i][2]);
        hl_base__text_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_there_in_each_language_with_the_same_values),
        cmocka_unit_test(flags_have_words),
        cmocka_unit_test(codes_are_translated),
        cmocka_unit_test(a_cap_is_said_in_words),
        cmocka_unit_test(english_stands_in_for_what_has_no_other_language),
        cmocka_unit_test(a_template_is_filled_by_name),
        cmocka_unit_test(a_value_closes_up_with_its_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
