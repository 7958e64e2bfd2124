/* Flat files: rows and cells that cannot be used, names that are alike, what is asked for. */
#include "reports/messages/said.h"

static const hl_message rows[] = {
    /* columns */
    {"%s: there is no column '%s'; did you mean '%s'? columns: %s",
     "{1}：没有列“{2}”；是不是“{3}”？现有的列：{4}"},
    {"%s: no record has a value of '%s'; did you mean '%s'? keys: %s",
     "{1}：没有一条记录有“{2}”的值；是不是“{3}”？有这些键：{4}"},
    {"%s: no record has a value of '%s'; keys: %s", "{1}：没有一条记录有“{2}”的值；有这些键：{3}"},
    {"more than %d numeric columns", "数值列超过 {1} 个"},
    {"more than %d metrics", "指标超过 {1} 个"},
    {"no column is named as the arm", "没有指定组所在的列"},
    {"rows that stand for many users, or for many experiments, cannot be put into arms one by one",
     "一行代表多个用户或多个实验时，不能逐行分组"},
    {"at most %d files are read together", "至多一起读 {1} 个文件"},
    {"%s and %s are the same file: its rows would count twice",
     "{1} 与 {2} 是同一个文件：其中的行会重复计算"},
    {"%s and %s are the same to the last byte: the rows of one would count twice",
     "{1} 与 {2} 的内容一字不差：其中一个的行会重复计算"},
    /* rows */
    {"%lld more rows that cannot be used", "还有 {1} 行不能用"},
    {"%lld more cells that cannot be read", "还有 {1} 个单元格无法读取"},
    {"%lld more blank cells", "还有 {1} 个空白单元格"},
    {"'%s' is a row of totals, it seems, and no user", "“{1}”看来是合计行，不是用户"},
    {"%s:%lld: '%s' names no user here, and '%s' is what the other rows of '%s' add up to: a row "
     "of "
     "totals, it seems, and no user: leave such rows out",
     "{1}:{2}: 这里“{3}”没有写明用户，而“{4}”正好是“{5}”其余各行之和：看来是合计行，不是用户；"
     "请去掉这样的行"},
    {"nobody wants more of '%.100s', it seems: fewer count as better here (if more are meant to, "
     "write :increase behind it)",
     "“{1}”看来是越少越好的：这里按越低越好来判断（如果确实越高越好，请在其后写 :increase）"},
    {"the header once more, and no user", "又一次出现表头，不是用户"},
    {"%s:%lld: a second header, whose columns stand in another order or have other names: cut the "
     "file there, and give both parts",
     "{1}:{2}: 第二个表头，列的次序或列名与第一个不同：请在此处把文件切开，两部分分别给出"},
    {"%s:%lld: a text wherever a number is wanted, and '%s' for the arm: a second header, it "
     "seems, "
     "with other names: cut the file there, and give both parts",
     "{1}:{2}: 凡应是数字处都是文本，组是“{3}”：看来是第二个表头，列名不同；请在此处把文件切开，"
     "两部分分别给出"},
    {"'%s' lists several arms, and who is in several is in none",
     "“{1}”列出了不止一个组：同时在几个组里的人不属于任何一组"},
    {"%s: '%s' names several arms of the file, and who is in several is in none: leave such rows "
     "out "
     "with --where, or name it among the arms of a definition if it is one",
     "{1}：“{2}”列出了文件中的几个组，而同时在几个组里的人不属于任何一组：请用 --where "
     "排除这些行；如果它确是一个组，请在实验定义的各组中写明"},
    {"'%s' stands for no arm; if it is one, name the arms in a definition",
     "“{1}”不代表任何组；如果确是一个组，请在实验定义里写明各组"},
    {"'%s' is empty: '%s'", "“{1}”没有值：“{2}”"},
    {"'%s' is empty", "“{1}”是空的"},
    {"'%s' is read as yes, '%s' as no", "“{1}”读作“是”，“{2}”读作“否”"},
    {"'%s' is blank", "“{1}”是空白"},
    {"unknown arm '%s'", "未知的组“{1}”"},
    {"an arm of the definition", "实验定义里的组"},
    {"no name of at most %d bytes", "名称超过 {1} 个字节"},
    {"no value of at most %d bytes", "值超过 {1} 个字节"},
    {"column '%s' has more than %d values: it does not name arms",
     "列“{1}”有超过 {2} 个不同的值：不像是组名"},
    {"the columns to split by have more than %d values in all",
     "用来拆分的列合计有超过 {1} 个不同的值"},
    {"%s: no row could be used (%lld read, %lld left out by the condition)",
     "{1}：没有一行能用（读了 {2} 行，条件排除 {3} 行）"},
    {"%s: no row could be used (%lld read, %lld of users outside the audience)",
     "{1}：没有一行能用（读了 {2} 行，{3} 行属于受众之外的人）"},
    {"%s:%lld: %s: '%s' names a currency, and no number of the column in %s does: are they of one? "
     "Write the currency in all files, or in none",
     "{1}:{2}: {3}：“{4}”标了货币，而 {5} "
     "里这一列的数字都没有标：是同一种货币吗？请在所有文件中都标上"
     "货币，或都不标"},
    {"%s: no row could be used (%lld read)", "{1}：没有一行能用（读了 {2} 行）"},
    {"%s: no value of a metric could be read (%lld row%s)", "{1}：没有读出任何指标的值（{2} 行）"},
    {"the segment '%s' is left out: its condition names the column '%s', which the file does not "
     "have",
     "略去细分人群“{1}”：它的条件用到列“{2}”，文件里没有"},
    /* numbers */
    {"%s: rows are totals of days or groups, one an arm, and no users: '%s' counts those of each; "
     "accepted: --count %s, with COLUMN/%s:proportion for how many of them did something; a mean "
     "needs a row for each user, or SUM,SUMSQ with the sum of their squares; rows that are users "
     "all "
     "the same: --unit COL, the column that names them",
     "{1}：每行是一组在一天或一个分类里的合计，不是一个用户：“{2}”是其中的人数；可用：--count "
     "{3}，其中做了某事的人数写作 "
     "列名/{4}:proportion；均值需要每个用户一行，或用 SUM,SUMSQ "
     "给出总和与平方和；若每行确是一个用户：--unit COL，"
     "指明标识用户的列"},
    {"%s: each arm has one row: it is a total, and no user; accepted: --count %s, how many users a "
     "row stands for, with COLUMN/%s:proportion for how many of them did something; a mean needs a "
     "row for each user, or SUM,SUMSQ with the sum of their squares",
     "{1}：每组只有一行，是汇总而不是一个用户；可以：用 --count {2} 说明每行有多少人，用 "
     "列/{3}:proportion 说明其中多少人做了；比较均值需要每人一行，或用SUM,SUMSQ 两列"},
    {"a whole number, how many of the row's users did it; the mean of an amount needs a row for "
     "each "
     "user, or SUM,SUMSQ with the sum of their squares",
     "整数，即该行有多少人做了；比较金额的均值需要每人一行，或用SUM,SUMSQ 两列"},
    {"'%s' in '%s', which counts", "“{2}”是计数，这里却是“{1}”"},
    {"a whole number from 0 to 2^40", "0 至 2^40 的整数"},
    {"%lld of %lld: more than there are", "{2} 中的 {1}：多于总数"},
    {"no values have such sums and so many that are not 0", "没有哪组数值有这样的和与非零个数"},
    {"a sum of squares smaller than its sum and count allow", "平方和小于由和与个数推出的下限"},
    {"the sum of '%s' of one unit reaches 10^18", "一个人的“{1}”之和达到 10^18"},
    {"'%s' in '%s', which is a proportion", "“{2}”是比例，这里却是“{1}”"},
    {"1 or 0, true or false, yes or no, Y or N, 是 or 否",
     "1 或 0、true 或 false、yes 或 no、Y 或 N、是 或 否"},
    {"COLUMN/USERS:proportion with --count USERS, for the share of many users in a row; else 1 or "
     "0, true or false, yes or no, Y or N, 是 or 否",
     "若每行代表许多用户，写作 列名/人数列:proportion，并用 --count 人数列；否则为 1 或 0、true 或 "
     "false、yes 或 no、Y 或 N、是 或 否"},
    {"COLUMN/USERS:proportion, for how many of a row's users did it (USERS: the column of "
     "--count); else 1 or 0, true or false, yes or no, Y or N, 是 or 否",
     "该行用户中多少人做了，写作 列名/人数列:proportion（人数列即 --count 的列）；否则为 1 或 "
     "0、true 或 false、yes 或 no、Y 或 N、是 或 否"},
    {"where 1 is yes and 2 is no, 1 and 0; else 1 or 0, true or false, yes or no, Y or N, 是 or 否",
     "若 1 为是、2 为否，改写为 1 和 0；否则为 1 或 0、true 或 false、yes 或 no、Y 或 N、是 或 否"},
    {"of a column that says when it was done, 1 where a time stands and 0 where none does; else 1 "
     "or 0, true or false, yes or no, Y or N, 是 or 否",
     "若这一列是做这件事的时间，有时间写 1、没有写 0；否则为 1 或 0、true 或 false、yes 或 no、Y "
     "或 N、是 或 否"},
    {"text '%s' in the numeric column '%s'", "数值列“{2}”里有文本“{1}”"},
    {"'%s' in '%s'", "“{2}”里的“{1}”"},
    {"a number with a decimal comma", "以逗号作小数点的数字"},
    {"a number with a decimal point", "以点作小数点的数字"},
    {"a decimal number", "十进制数字"},
    {"a number below 10^18", "小于 10^18 的数字"},
    {"%s: '%s' has words for yes and no beside numbers other than 0 and 1",
     "{1}：“{2}”里既有表示是与否的词，又有 0 和 1 以外的数字"},
    {"%s: %c as in '%s' (line %lld)", "{1}：“{2}”，如“{3}”（第 {4} 行）"},
    {"text '%s', which %s compares with a number", "文本“{1}”，而{2?}把它与数字比较"},
    {"a segment", "细分人群的条件"},
    {"the condition", "条件"},
    {"the audience", "受众条件"},
    {"'%s' is no number, and so of %lld user%s: a condition that compares it with one does not "
     "hold; only to $eq, $ne, $in and $nin yes is 1 and no is 0",
     "“{1}”不是数字，共有 {2} 个用户如此：与数字比较的条件对他们不成立；只有在 "
     "$eq、$ne、$in 和 $nin 中，是算 1，否算 0"},
    {"%s: how its numbers are written depends on which rows are read, and that on how they are "
     "written: "
     "say --decimal . or --decimal ,",
     "{1}：数字怎么写取决于读哪些行，而读哪些行又取决于数字怎么写：请加 --decimal . 或 --decimal "
     ","},
    {"%s: %s: its marks are thousands or decimals, nothing in the file says which, and the other "
     "files "
     "are written in two ways: '%s' in %s (line %lld), '%s' in %s (line %lld); write them in one "
     "way",
     "{1}：{2}：分隔的点或逗号是千分位还是小数点，文件里看不出来，而其他文件有两种写法：{4} "
     "里是“{3}”（第 {5} 行），{7} 里是“{6}”（第 {8} 行）；请统一写法"},
    {"'%s' has a decimal comma, '%s' of %s (line %lld) a decimal point: each file is read as it is "
     "written",
     "“{1}”用逗号作小数点，{3} 的“{2}”（第 {4} 行）用点：每个文件各按自己的写法读取"},
    {"%s: '%s' is 1, '%s' is 0", "{1}：“{2}”是 1，“{3}”是 0"},
    {"%s: each file as it is written", "{1}：每个文件各按自己的写法"},
    /* names that are alike */
    {"%s: the arms '%s' (units: %lld) and '%s' (%s) are one in two spellings: case, width, "
     "separators, brackets, quotes and other marks, coding, a .0 or the word group; --trim reads "
     "them as one, and a definition that names both keeps them apart",
     "{1}：组“{2}”（{3} "
     "人）与“{4}”（{5*}）是同一个组的两种写法：只差大小写、全半角、分隔符、括号、引号等记号、编码、"
     "结尾的 .0 或“组”字；--trim 当作同一组读取，实验定义里把两个都写明则分开"},
    {"%s: the arms '%s' (units: %lld) and '%s' (%s) are one in two spellings: case, width, spaces "
     "or coding; --trim reads them as one, and if they are two, give one another name in the file",
     "{1}：组“{2}”（{3} "
     "人）与“{4}”（{5*}）是同一个组的两种写法：只差大小写、全半角、空格或编码；--trim "
     "当作同一组读取；如果确是两组，请在文件里给其中一个改名"},
    {"%s: the arm '-1' (units: %lld) is none, it seems: find out which arm its users had, or leave "
     "them out with --where; a definition that names it keeps it",
     "{1}：组“-1”（{2} 人）看来不是一个组：请查明这些人原属哪一组，或用 --where "
     "排除；如果确是一组，"
     "请在实验定义里写明"},
    {"%s: the arms '%s' (units: %lld) and '%s' (%s) differ in an emoji, a zero in front, a letter "
     "beside the name or the language alone, and one has far fewer units: one arm in two "
     "spellings, it seems. Write them in one way; a definition that names both keeps them apart",
     "{1}：组“{2}”（{3} "
     "人）与“{4}”（{5*}"
     "）只差一个表情符号、前面的零、组名旁的一个字母或语言，而且其中一个人数少得多：看来是同一个组"
     "的两种"
     "写法。"
     "请统一写法；如果确是两组，请在实验定义里都写明"},
    {"%s: the arms '%s' (units: %lld) and '%s' (%lld) are one that is misspelt, it seems: mend it, "
     "or name both in a definition",
     "{1}：组“{2}”（{3} 人）与“{4}”（{5} "
     "人）看来是同一个组，其中一个拼错了：请改正；如果确是两组，请在实验定义里都写明"},
    {"units: %lld", "{1} 人"},
    {"in the definition", "实验定义里的"},
    {"the control that is asked for", "要求的对照组"},
    {"'%s' (units: %lld) and '%s' (%lld) differ in case, width, spaces or coding alone, and are "
     "split "
     "apart; "
     "--trim takes width and spaces off",
     "“{1}”（{2} 人）与“{3}”（{4} 人）只差大小写、全半角、空格或编码，拆成了两份；--trim "
     "去掉全半角和"
     "空格的差别"},
    {"%s:%lld: %s is '%s': %s, or give --trim", "{1}:{2}: {3} 是“{4}”：{5*}，或加 --trim"},
    {"a text wherever a number is wanted: a second header, it seems, and no user",
     "该有数字的地方全是文字：看来是第二行表头，不是用户"},
    {"%s: %lld of %lld units are in more than one arm, and so in none: too few arms are left to "
     "compare. A unit must be in one arm alone",
     "{1}：{3} 人中有 {2} "
     "人出现在不止一组，因此不属于任何一组：剩下的组太少，无法比较。每人只能在一组"},
    {"text '%s', which the condition compares with a number", "文字“{1}”，而条件要拿它和数字比较"},
    {"text '%s', of which %s asks whether it is true", "文本“{1}”，而{2?}问它是真是假"},
    {"yes or no", "是或否"},
    {"text '%s', which a segment compares with a number",
     "文字“{1}”，而人群的条件要拿它和数字比较"},
};
const hl_said_table hl_reports__said_scan = {rows, sizeof rows / sizeof rows[0]};
