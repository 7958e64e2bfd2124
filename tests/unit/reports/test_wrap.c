/* Where lines of English, Chinese and both may end. */
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "reports/wrap.h"
#include "tests/support/check.h"

/* The lines of the text joined by "|". */
static void expect(const char *text, size_t width, const char *wanted)
{
    hl_text lines = {0};
    for (const char *at = text; *at != '\0';) {
        size_t next = 0;
        size_t bytes = hl_reports__wrap(at, width, &next);
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
    expect("白天晚上周末上午", 10, "白天晚上周|末上午");
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_of_english_stay_whole),
                                       cmocka_unit_test(chinese_ends_at_phrases),
                                       cmocka_unit_test(a_number_keeps_its_unit)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
