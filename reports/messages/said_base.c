/* What may be said anywhere: memory, files, times, ids. */
#include "reports/messages/said.h"

static const hl_message rows[] = {
    {"out of memory", "内存不足"},
    {"standard input", "标准输入"},
    {"standard output", "标准输出"},
    {"a problem could not be kept: out of memory", "内存不足，有一个问题未能记录"},
    /* PCRE2 */
    {"quantifier does not follow a repeatable item", "量词前面没有可重复的内容"},
    {"missing closing parenthesis", "缺少右括号"},
    {"unmatched closing parenthesis", "多了一个右括号"},
    {"missing terminating ] for character class", "字符集合缺少结尾的 ]"},
    {"range out of order in character class", "字符集合里的范围顺序颠倒"},
    {"numbers out of order in {} quantifier", "量词 {} 里的数字顺序颠倒"},
    {"\\ at end of pattern", "末尾是单独的 \\"},
    {"unrecognized character follows \\", "\\ 后面的字符无法识别"},
    {"unrecognized character after (? or (?-", "(? 后面的字符无法识别"},
    {"reference to non-existent subpattern", "引用了不存在的子表达式"},
    {"lookbehind assertion is not fixed length", "后行断言的长度不固定"},
};
const hl_said_table hl_reports__said_base = {rows, sizeof rows / sizeof rows[0]};
