/* Problems and errors in Chinese: hookline/messages.h. */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "hookline.h"
#include "reports/messages/calc_names.h"

static char said[HL_MESSAGE_SIZE];

static const char *chinese(const char *english)
{
    return hl_message_in(HL_LANG_ZH, english, said, sizeof said);
}

static void test_a_message_has_its_values(void **state)
{
    (void)state;
    assert_string_equal(chinese("two arms are named 'b' (the first on line 12)"),
                        "有两个组都叫“b”（第一个在第 12 行）");
}

/* The longest row that holds: "there is no %s '%s'" holds, too. */
static void test_the_row_of_most_letters_counts(void **state)
{
    (void)state;
    assert_string_equal(chinese("there is no key 'metric'; did you mean 'metrics'?"),
                        "没有键“metric”；是不是“metrics”？");
    /* in whichever table it stands: "a number from %s to %s" is another's */
    assert_string_equal(chinese("a number from 0 to the denominator"), " 0 至分母之间的数字");
}

static void test_messages_in_messages(void **state)
{
    (void)state;
    assert_string_equal(
        chinese("a.json:3:12: error: /arms/0: this is a string, not an object; accepted: an arm"),
        "a.json:3:12: 错误：/arms/0：这里是字符串，不是对象；应为：组");
}

/* A number's place takes nothing else, and a name may hold what the format itself says. */
static void test_places_have_kinds(void **state)
{
    (void)state;
    static const char no_number[] = "there are many entries";
    assert_ptr_equal(chinese(no_number), no_number);
    assert_string_equal(chinese("two metrics are named 'a' and 'b'"), "有两个指标都叫“a' and 'b”");
}

static void test_what_is_no_message_stays(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "a text of somebody else", "there is no", "…"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_ptr_equal(chinese(texts[i]), texts[i]);
    static const char english[] = "out of memory";
    assert_ptr_equal(hl_message_in(HL_LANG_EN, english, said, sizeof said), english);
}

/* What does not fit is said in English, whole, and nothing is written beyond the room. */
static void test_no_message_is_cut(void **state)
{
    (void)state;
    static const char english[] = "out of memory";
    char room[32];
    for (size_t size = 0; size <= sizeof room; size++) {
        memset(room, 'x', sizeof room);
        const char *text = hl_message_in(HL_LANG_ZH, english, room, size);
        assert_string_equal(text, size > strlen("内存不足") ? "内存不足" : english);
        for (size_t i = size; i < sizeof room; i++)
            assert_int_equal(room[i], 'x');
    }
}

/* Many places and much text: an end is made, and the English stands. */
static void test_hostile_text_ends(void **state)
{
    (void)state;
    static char line[HL_MESSAGE_SIZE];
    memset(line, ' ', sizeof line - 1);
    for (size_t i = 0; i + 16 < sizeof line; i += 16)
        memcpy(line + i, "'; did you mean ", 16);
    memcpy(line, "overlaps exp", 12);
    assert_ptr_equal(chinese(line), line);
}

static void test_lines_of_problems(void **state)
{
    (void)state;
    hl_problems *list = hl_problems_new();
    hl_problems_add(list, &(hl_problem){HL_PROBLEM_WARNING, "a.csv", 3, 0, "no such word",
                                        "nobody's "
                                        "\033",
                                        "a number"});
    hl_problems_add(list, &(hl_problem){.message = "out of memory"});
    hl_problems_add(list, &(hl_problem){.file = "standard input", .message = "out of memory"});
    assert_string_equal(hl_problems_line_in(list, 0, HL_LANG_ZH, said, sizeof said),
                        "a.csv:3: 警告：no such word：nobody's \\x1b；应为：数字");
    assert_string_equal(hl_problems_line_in(list, 1, HL_LANG_ZH, said, sizeof said),
                        "错误：内存不足");
    assert_string_equal(hl_problems_line_in(list, 2, HL_LANG_ZH, said, sizeof said),
                        "标准输入: 错误：内存不足");
    for (size_t i = 0; i < 3; i++) {
        assert_ptr_equal(hl_problems_line_in(list, i, HL_LANG_EN, said, sizeof said),
                         hl_problems_line(list, i));
        assert_ptr_equal(hl_problems_line_in(list, i, HL_LANG_ZH, said, 8),
                         hl_problems_line(list, i));
    }
    hl_problems_free(list);
}

static void has_chinese(const char *about)
{
    const char *zh = hl_reports__calc_name(about, HL_LANG_ZH);
    bool formula = strchr(about, ' ') == NULL || strpbrk(about, "*/^(") != NULL;
    bool person = strpbrk(about, "0123456789") != NULL; /* "Wilson 1927", and what R calls it */
    if (zh == about && !formula && !person && strncmp(about, "R ", 2) != 0)
        fail_msg("no Chinese: %s", about);
    assert_ptr_equal(hl_reports__calc_name(about, HL_LANG_EN), about);
}

/* Every method, argument and answer of calc. */
static void test_methods_of_calc(void **state)
{
    (void)state;
    hl_calc_method method;
    size_t count = 0;
    for (; hl_calc_method_at(count, &method); count++) {
        has_chinese(method.title);
        has_chinese(method.reference);
        for (size_t i = 0; i < method.input_count; i++)
            has_chinese(method.inputs[i].about);
        for (size_t i = 0; i < method.output_count; i++)
            has_chinese(method.outputs[i].about);
    }
    assert_true(count > 50);
    assert_string_equal(hl_reports__calc_name("lower limit", HL_LANG_ZH), "下限");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_message_has_its_values),
        cmocka_unit_test(test_the_row_of_most_letters_counts),
        cmocka_unit_test(test_messages_in_messages),
        cmocka_unit_test(test_places_have_kinds),
        cmocka_unit_test(test_what_is_no_message_stays),
        cmocka_unit_test(test_no_message_is_cut),
        cmocka_unit_test(test_hostile_text_ends),
        cmocka_unit_test(test_lines_of_problems),
        cmocka_unit_test(test_methods_of_calc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
