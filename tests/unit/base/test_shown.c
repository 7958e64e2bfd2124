#include <stdlib.h>
#include <string.h>

#include "base/shown.h"
#include "base/utf8.h"
#include "hookline/error.h"
#include "hookline/problems.h"
#include "tests/support/check.h"

static const struct {
    const char *text, *shown;
} cases[] = {
    {"", ""},
    {"plain, \"quoted\" \\ and 中文 with é and 👩‍👩‍👧",
     "plain, \"quoted\" \\ and 中文 with é and 👩‍👩‍👧"},
    {"a\nb\tc\rd", "a\\nb\\tc\\rd"},
    {"\x1b[31mred\x1b]0;title\x07", "\\x1b[31mred\\x1b]0;title\\x07"},
    {"\x7f\x01\x1f", "\\x7f\\x01\\x1f"},
    {"\xc2\x9b"
     "31m\xc2\x85",
     "\\u009b31m\\u0085"}, /* C1: another CSI, and NEL */
    {"\x9b"
     "31m",
     "\\x9b31m"},                                     /* the same in Latin-1 */
    {"\xe2\x80\xaegnp.exe", "\\u202egnp.exe"},        /* right to left */
    {"\xe2\x81\xa6x\xe2\x81\xa9", "\\u2066x\\u2069"}, /* an isolate */
    {"\xd8\x9c\xe2\x80\x8e\xe2\x80\x8f", "\\u061c\\u200e\\u200f"},
    {"a\xe2\x80\xa8"
     "b\xe2\x80\xa9"
     "c",
     "a\\u2028b\\u2029c"},                                 /* separators of lines */
    {"\xef\xbb\xbfid\xe2\x80\x8b", "\\ufeffid\\u200b"},    /* invisible */
    {"\xf3\xa0\x81\x81", "\\U000e0041"},                   /* tags */
    {"\xe4\xb8", "\\xe4\\xb8"},                            /* cut in the midst */
    {"\xc0\xaf\xed\xa0\x80", "\\xc0\\xaf\\xed\\xa0\\x80"}, /* overlong, surrogate */
};

static void what_a_terminal_obeys_is_escaped(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char shown[HL_SHOWN_SIZE];
        hl_text grown = {0};
        assert_string_equal(hl_shown(cases[i].text, shown, sizeof shown), cases[i].shown);
        hl_base__text_add_shown(&grown, cases[i].text);
        assert_string_equal(hl_base__text_string(&grown), cases[i].shown);
        hl_base__text_free(&grown);
        bool same = strcmp(cases[i].text, cases[i].shown) == 0;
        assert_int_equal(hl_base__is_shown(cases[i].text), same);
        assert_true(hl_base__is_shown(cases[i].shown));
        /* what is shown already stays */
        char again[HL_SHOWN_SIZE];
        assert_string_equal(hl_shown(shown, again, sizeof again), cases[i].shown);
    }
}

static void every_byte_gives_text_that_can_be_shown(void **state)
{
    (void)state;
    for (unsigned a = 1; a < 256; a++)
        for (unsigned b = 1; b < 256; b++) {
            const char text[] = {(char)a, (char)b, 'x', '\0'};
            char shown[32];
            (void)hl_shown(text, shown, sizeof shown);
            assert_true(hl_base__is_shown(shown));
            assert_int_equal(shown[strlen(shown) - 1], 'x');
        }
}

static void what_does_not_fit_is_cut_between_characters(void **state)
{
    (void)state;
    static const char text[] = "中文\x1b[31m abcdefghijklmnopqrstuvwxyz";
    char whole[64];
    (void)hl_shown(text, whole, sizeof whole);
    for (size_t size = 16; size < 48; size++) {
        char shown[64];
        (void)hl_shown(text, shown, size);
        assert_true(strlen(shown) < size);
        assert_int_equal(hl_base__utf8_invalid_at(shown, strlen(shown)), strlen(shown));
        if (strlen(whole) < size)
            assert_string_equal(shown, whole);
        else
            assert_string_equal(shown + strlen(shown) - 3, "...");
    }
}

static void errors_and_problems_are_one_line(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    (void)hl_error_set(&err, HL_REJECTED, "no arm '%s'", "\x1b[2J\nok: all is well");
    assert_string_equal(err.message, "no arm '\\x1b[2J\\nok: all is well'");
    hl_problems *problems = hl_problems_new();
    hl_problems_add(problems, &(hl_problem){HL_PROBLEM_ERROR, "a\nb.csv", 3, 0, "arm\x1b", "\x07",
                                            "x\xe2\x80\xaey"});
    assert_string_equal(hl_problems_line(problems, 0),
                        "a\\nb.csv:3: error: arm\\x1b: \\x07; accepted: x\\u202ey");
    assert_string_equal(hl_problems_get(problems, 0)->file, "a\nb.csv"); /* data stays */
    hl_problems_free(problems);
}

/* A message that is too long ends with a whole character. */
static void a_long_error_is_cut_between_characters(void **state)
{
    (void)state;
    for (size_t lead = 0; lead < 4; lead++) {
        hl_text text = {0};
        hl_error err = HL_ERROR_INIT;
        hl_base__text_add_repeat(&text, 'x', lead);
        for (int i = 0; i < 400; i++)
            hl_base__text_add(&text, "中");
        (void)hl_error_set(&err, HL_FAILED, "%s", hl_base__text_string(&text));
        assert_true(strlen(err.message) > sizeof err.message - 8);
        assert_true(hl_base__is_shown(err.message));
        assert_null(strstr(err.message, "\\x"));
        hl_base__text_free(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_terminal_obeys_is_escaped),
        cmocka_unit_test(every_byte_gives_text_that_can_be_shown),
        cmocka_unit_test(what_does_not_fit_is_cut_between_characters),
        cmocka_unit_test(errors_and_problems_are_one_line),
        cmocka_unit_test(a_long_error_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
