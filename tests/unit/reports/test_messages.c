/* Templates: what stands for {name}, and that every language says the same with the same values. */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/messages/calc.h"
#include "reports/messages/names.h"
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

static void every_word_is_there_in_each_language_with_the_same_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < HL_WORDS; i++) {
        const hl_message *word = &hl_reports__words[i];
        char en[16][32];
        char zh[16][32];
        assert_true(word->en != NULL && word->en[0] != '\0');
        assert_true(word->zh != NULL && word->zh[0] != '\0');
        size_t count = placeholders(word->en, en);
        if (placeholders(word->zh, zh) != count)
            print_error("%s\n%s\n", word->en, word->zh);
        assert_int_equal(placeholders(word->zh, zh), count);
        for (size_t k = 0; k < count; k++)
            assert_string_equal(en[k], zh[k]);
    }
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

/* An answer of `calc` or `size` is in one language: its words have Chinese, all of them or none. */
static void answers_are_not_half_translated(void **state)
{
    (void)state;
    size_t translated = 0;
    for (size_t i = 0; i < HL_CALC_WORDS; i++) {
        assert_true(hl_reports__calc_words[i].en != NULL);
        translated += hl_reports__calc_words[i].zh != NULL;
    }
    assert_true(translated == 0 || translated == HL_CALC_WORDS);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_there_in_each_language_with_the_same_values),
        cmocka_unit_test(flags_have_words),
        cmocka_unit_test(answers_are_not_half_translated),
        cmocka_unit_test(english_stands_in_for_what_has_no_other_language),
        cmocka_unit_test(a_template_is_filled_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
