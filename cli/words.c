#include "cli/words.h"

#include <string.h>

#include "cli/command.h"
#include "cli/help.h"
#include "cli/language.h"

static char folded(char c)
{
    if (c == '_')
        return '-';
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_same(const char *word, const char *other, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (word[i] == '\0' || folded(word[i]) != folded(other[i]))
            return false;
    return word[length] == '\0';
}

bool hl_cli_is_one_of(const char *list, const char *word)
{
    while (*list != '\0') {
        size_t length = strcspn(list, "|");
        if (length > 0 && is_same(word, list, length))
            return true;
        list += length + (list[length] == '|');
    }
    return false;
}

/* ---- another option, with its value */

typedef struct meant {
    const char *words;  /* "a|b" */
    const char *option; /* the first row whose option the command has is meant */
    const char *value;  /* NULL: it says one itself */
} meant;

static const meant others[] = {
    {"json|js|as-json|to-json", "format", "json"},
    {"markdown|md|html|pdf", "format", "markdown"},
    {"ndjson|jsonl", "format", "ndjson"},
    {"text|txt|plain", "format", "text"},
    {"ics|ical", "format", "calendar"},
    {"output-format|out-format|outputformat|输出格式", "format", NULL},
    {"zh|zh-cn|zh-hans|cn|chinese|中文|汉语", "lang", "zh"},
    {"en|en-us|english|英文|英语", "lang", "en"},
    {"full|long|verbose|v|vv|details|complete|详细|完整|更多", "detail", "full"},
    {"short|brief|summary|compact|简短|摘要|概要", "detail", "short"},
    {"why|explanation|原因|为什么|解释", "explain", NULL},
    {"anytime|always-valid|peek|peeking|optional-stopping", "inference", "anytime"},
    {"group-sequential|interim|obrien-fleming", "inference", "group_sequential"},
    {"fixed", "inference", "fixed"},
    {"bonferroni|holm|dunnett|bh", "correction", NULL},
    {"no-correction|uncorrected", "correction", "none"},
};

static bool has_option(const hl_args *args, const char *name)
{
    const hl_option *option;
    for (size_t i = 0; (option = hl_cli_option(args->of, i)) != NULL; i++)
        if (strcmp(option->name, name) == 0)
            return true;
    return false;
}

static bool takes(const hl_args *args, const char *name, const char *value)
{
    const hl_option *option;
    for (size_t i = 0; (option = hl_cli_option(args->of, i)) != NULL; i++)
        if (strcmp(option->name, name) == 0)
            return option->value != NULL && hl_cli_is_one_of(option->value, value);
    return false;
}

static int say_other(const hl_args *args, const char *word, const char *name, const char *behind)
{
    for (size_t i = 0; i < COUNT(others); i++) {
        const meant *m = &others[i];
        const char *value = m->value;
        if (!hl_cli_is_one_of(m->words, name) || !has_option(args, m->option))
            continue;
        if (value == NULL && takes(args, m->option, name))
            value = name;
        if (value == NULL && behind != NULL && takes(args, m->option, behind))
            value = behind;
        if (value != NULL && !takes(args, m->option, value))
            continue;
        if (value == NULL)
            return hl_cli_usage(args, "unknown option %s; did you mean --%s?", word, m->option);
        return hl_cli_usage(args, "unknown option %s; did you mean --%s %s?", word, m->option,
                            value);
    }
    return -1;
}

/* ---- 95 % confidence is an error rate of 5 % */

static int say_confidence(const hl_args *args, const char *word, const char *name,
                          const char *value)
{
    double share = 0;
    char alpha[HL_NUMBER_SIZE], percent[HL_NUMBER_SIZE];
    if (!hl_cli_is_one_of("conf|confidence|confidence-level|ci|conf-level|置信度|置信水平|显著性",
                          name) ||
        !has_option(args, "alpha"))
        return -1;
    if (value == NULL || !hl_number_parse_share(value, &share))
        share = 0.95;
    share = share > 1 ? share / 100 : share;
    if (!(share > 0.5 && share < 1))
        share = 0.95;
    return hl_cli_usage(
        args, "unknown option %s; did you mean --alpha %s, the error rate of %s %% confidence?",
        word, hl_number_significant(1 - share, 6, alpha),
        hl_number_significant(100 * share, 6, percent));
}

/* ---- the operand */

static const char files[] =
    "csv|tsv|file|files|input|in|i|f|path|data|infile|input-file|source|src|"
    "from-file|dataset|table|filename|文件|数据|输入|表格";
static const char names[] =
    "experiment|exp|name|e|id|experiment-name|experiment-id|实验|实验名|名称";

static int say_operand(const hl_args *args, const char *word, const char *name, const char *value)
{
    const hl_help *help = args->of->help;
    const char *operand = help->operand == NULL ? "" : help->operand;
    char usage[HL_USAGE_TEXT];
    const char *line = hl_cli_usage_line(args, usage);
    bool file = hl_cli_is_one_of(files, name), experiment = hl_cli_is_one_of(names, name);
    bool is_file = strcmp(operand, "FILE") == 0, is_exp = strcmp(operand, "EXP") == 0;
    bool own = has_option(args, "triggers") || has_option(args, "out"); /* files by their options */
    if (!(file && (is_file || is_exp || help->operands != NULL) && !own) && !(experiment && is_exp))
        return -1;
    if (value == NULL || (!is_file && !is_exp))
        return hl_cli_usage(args,
                            file ? "there is no option %s: FILE is given without one: %s"
                                 : "there is no option %s: EXP is given without one: %s",
                            word, line);
    return hl_cli_usage(args, "there is no option %s: '%s' is given without one: %s", word, value,
                        line);
}

/* ---- what is not to be asked for */

typedef struct answer {
    const char *words;
    hl_bilingual text;
    const char *where;  /* "EXP": where that is the operand; an option: where there is that one */
    const char *unless; /* a command that has this option means that */
} answer;

static const answer answers[] = {
    {"pvalue|p-value|p|pval|p值", {"p stands in every report", "每份报告都有 p 值"}, NULL, NULL},
    {"sql|query|查询",
     {"no query is read: write its result to a file, or pipe it in (- is standard input)",
      "不执行查询：请把结果写成文件，或经管道送入（- 表示标准输入）"},
     NULL,
     NULL},
    {"xlsx|xls|excel|sheet",
     {"a workbook is not read: save the sheet as CSV", "不能读取工作簿：请把工作表另存为 CSV"},
     NULL,
     NULL},
    {"verbose|v|vv|debug|trace|详细",
     {"nothing is held back; --quiet says less", "已全部显示；--quiet 显示得更少"},
     NULL,
     NULL},
    {"color|colour|no-color|no-colour|颜色",
     {"colour is on a terminal alone; NO_COLOR=1 in the environment turns it off",
      "只在终端上有颜色；环境变量 NO_COLOR=1 可关闭"},
     NULL,
     NULL},
    {"yes|y|force|assume-yes|no-prompt|确认",
     {"nothing is asked back, so nothing is to be confirmed", "运行时不会提问，无需确认"},
     NULL,
     NULL},
    {"version|V|版本", {"hookline --version says it", "请用 hookline --version"}, NULL, NULL},
    {"config|conf-file|c|配置",
     {"there is no file of settings; the definition says what an experiment is",
      "没有设置文件；实验由定义文件说明"},
     NULL,
     NULL},
    {"host|port|url|user-name|password|token|api-key",
     {"files are read, no server is asked", "只读取文件，不连接服务器"},
     NULL,
     NULL},
    {"header|no-header|headers",
     {"the first line names the columns; --skip-lines leaves out lines before it",
      "第一行为列名；其前的行用 --skip-lines 跳过"},
     NULL,
     NULL},
    {"segment|segments|by|dimension|breakdown|group-by|细分|人群|细分人群|分组看",
     {"what a result is split by stands in the definition (\"segments\", \"by\")",
      "按什么拆分写在实验定义里（\"segments\"、\"by\"）"},
     "EXP",
     "by"},
    {"metric|metrics|kpi|指标",
     {"the metrics stand in the definition (\"metrics\")", "指标写在实验定义里（\"metrics\"）"},
     "EXP",
     "metric"},
    {"arm|arms|control|weights|组|对照组|比例",
     {"the arms, their weights and the control stand in the definition",
      "各组、比例和对照组写在实验定义里"},
     "EXP",
     "arm"},
    {"to|target|goal|new|treatment|目标",
     {"an effect is a part of the baseline, --lift, or a --difference of it",
      "效果写成相对基线的 --lift，或差值 --difference"},
     "lift",
     NULL},
};

static bool is_where(const hl_args *args, const answer *a)
{
    const char *operand = args->of->help->operand;
    if (a->unless != NULL && has_option(args, a->unless))
        return false;
    if (a->where != NULL && strcmp(a->where, "EXP") == 0)
        return operand != NULL && strcmp(operand, "EXP") == 0;
    return a->where == NULL || has_option(args, a->where);
}

static int say_answer(const hl_args *args, const char *word, const char *name)
{
    for (size_t i = 0; i < COUNT(answers); i++)
        if (hl_cli_is_one_of(answers[i].words, name) && is_where(args, &answers[i]))
            return hl_cli_usage(args, "there is no option %s: %s", word,
                                hl_cli_text(&answers[i].text, args->lang));
    return -1;
}

int hl_cli_option_meant(const hl_args *args, const char *word, const char *value)
{
    const char *name = word + strspn(word, "-");
    int code = say_other(args, word, name, value);
    if (code < 0)
        code = say_confidence(args, word, name, value);
    if (code < 0)
        code = say_operand(args, word, name, value);
    return code < 0 ? say_answer(args, word, name) : code;
}
