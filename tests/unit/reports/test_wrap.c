/* Where lines of English, Chinese and both may end. */
#include <string.h>

#include "base/text.h"
#include "hookline/line.h"
#include "tests/support/check.h"

/* The lines of the text joined by "|". */
static void expect(const char *text, size_t width, const char *wanted)
{
    hl_text lines = {0};
    for (const char *at = text; *at != '\0';) {
        size_t next = 0;
        size_t bytes = hl_line_end(at, strlen(at), width, &next);
        assert_true(next > 0 && bytes <= next);
        hl_base__text_addf(&lines, "%.*s%s", (int)bytes, at, at[next] != '\0' ? "|" : "");
        at += next;
    }
    assert_string_equal(hl_base__text_string(&lines), wanted);
    hl_base__text_free(&lines);
}

static void words_of_english_stay_whole(void **state)
{
    (void)state;
    expect("one two three", 8, "one two|three");
    expect("extraordinary", 8, "extraord|inary");
    expect("a lift of 18 % in 3 h", 12, "a lift of|18 % in 3 h");
    expect("it took 12 min of time", 10, "it took|12 min of|time");
    expect("and p = 0.03 here", 8, "and|p = 0.03|here");
}

/* Chinese ends behind a mark where there is one in the last third of the line, else behind a
 * particle, else anywhere but before a mark. */
static void chinese_ends_at_phrases(void **state)
{
    (void)state;
    expect("观察期未满，单独列出来", 18, "观察期未满，|单独列出来");
    expect("今天晚上发出的优惠券提醒", 20, "今天晚上发出的|优惠券提醒");
    expect("白天晚上周末上午", 10, "白天晚上|周末上午");
    expect("白天晚上周，末上午", 10, "白天晚上|周，末上午");
    expect("先看一看“点击率”再说", 12, "先看一看|“点击率”再说");
}

static void a_number_keeps_its_unit(void **state)
{
    (void)state;
    expect("其中的差异约为 1.20 个百分点", 18, "其中的差异约|为 1.20 个百分点");
    expect("大约需要 4,000 人才够用", 17, "大约需要 4,000 人|才够用");
    expect("占全部的 18% 左右", 13, "占全部的|18% 左右");
    expect("这里的 p 值很小", 10, "这里的|p 值很小");
    expect("区间 [-1.9, 1.3] 内", 16, "区间 [-1.9, 1.3]|内");
}

/* Words of the program, and names of up to four characters that it does not know. */
static void words_of_chinese_stay_whole(void **state)
{
    (void)state;
    expect("护栏指标未超出容许范围", 14, "护栏指标未超出|容许范围");
    expect("导入数据库之后", 8, "导入|数据库|之后");
    expect("每组的触达理由与对照组", 12, "每组的|触达理由与|对照组");
    expect("小满比朵朵多", 6, "小满比|朵朵多"); /* unknown: parted where the line must end */
    expect("再看王小明的订单", 10, "再看|王小明的|订单");
    expect("报告已经写好了", 13, "报告已经|写好了");
}

static void expect_pieces(const char *text, const char *wanted)
{
    hl_text pieces = {0};
    for (const char *at = text; *at != '\0';) {
        size_t columns = 0;
        size_t bytes = hl_line_piece(at, strlen(at), &columns);
        assert_true(bytes > 0);
        hl_base__text_addf(&pieces, "%s%.*s", at == text ? "" : "|", (int)bytes, at);
        at += bytes;
        at += *at == ' ';
    }
    assert_string_equal(hl_base__text_string(&pieces), wanted);
    hl_base__text_free(&pieces);
}

/* What no column of a table and no line of a manual page divides. */
static void pieces_are_what_no_line_divides(void **state)
{
    (void)state;
    expect_pieces("护栏指标（底线）", "护栏指标|（底线）");
    expect_pieces("允许变差 0.50 个百分点", "允许变差|0.50 个百分点");
    expect_pieces("p（Holm 校正）", "p（Holm|校正）");
    expect_pieces("对比白天", "对比|白天");
    expect_pieces("+20 % (2 to 42)", "+20 %|(2|to|42)");
    expect_pieces("within 3.4 h", "within|3.4 h");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_english_stay_whole), cmocka_unit_test(chinese_ends_at_phrases),
        cmocka_unit_test(a_number_keeps_its_unit), cmocka_unit_test(words_of_chinese_stay_whole),
        cmocka_unit_test(pieces_are_what_no_line_divides)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
