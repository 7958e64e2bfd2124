#include "cli/help.h"

#include <string.h>

#include "cli/language.h"
#include "cli/wrap.h"

enum { WIDTH = 80, COLUMN = 30, NAMES = 12 };

/* ---- options */

static void print_option(FILE *file, const hl_option *option, hl_lang lang)
{
    char left[128];
    int used = option->letter != 0 ? snprintf(left, sizeof left, "  -%c, ", option->letter)
                                   : snprintf(left, sizeof left, "      ");
    (void)snprintf(left + used, sizeof left - (size_t)used, "--%s%s%s", option->name,
                   option->value == NULL ? "" : " ", option->value == NULL ? "" : option->value);
    (void)fputs(left, file);
    size_t taken = strlen(left);
    if (taken > COLUMN - 2)
        (void)fprintf(file, "\n%*s", COLUMN, "");
    else
        (void)fprintf(file, "%*s", (int)(COLUMN - taken), "");
    hl_cli_wrap(file, hl_cli_text(&option->about, lang), COLUMN, COLUMN, WIDTH);
    (void)fputc('\n', file);
}

/* ---- how it is called */

const char *hl_cli_usage_said(const char *usage, hl_lang lang, char out[HL_USAGE_TEXT])
{
    static const hl_bilingual words[] = {
        {"COMMAND", "命令"}, {"option...", "选项..."}, {"operand...", "参数..."}};
    size_t length = 0;
    for (const char *at = usage; *at != '\0' && length + 16 < HL_USAGE_TEXT;) {
        size_t k = 0;
        while (k < COUNT(words) && strncmp(at, words[k].en, strlen(words[k].en)) != 0)
            k++;
        if (lang != HL_LANG_ZH || k == COUNT(words)) {
            out[length++] = *at++;
            continue;
        }
        length += (size_t)snprintf(out + length, HL_USAGE_TEXT - length, "%s", words[k].zh);
        at += strlen(words[k].en);
    }
    out[length] = '\0';
    return out;
}

const char *hl_cli_usage_line(const hl_args *args, char out[HL_USAGE_TEXT])
{
    (void)hl_cli_usage_said(args->of->help->usage, args->lang, out);
    out[strcspn(out, "\n")] = '\0';
    return out;
}

/* ---- a command */

static void print_usage(FILE *file, const char *usage, hl_lang lang)
{
    char said[HL_USAGE_TEXT];
    const char *word = lang == HL_LANG_ZH ? "用法：" : "usage: ";
    size_t indent = hl_line_columns(word);
    (void)fputs(word, file);
    hl_cli_wrap(file, hl_cli_usage_said(usage, lang, said), indent, indent, WIDTH);
    (void)fputs("\n\n", file);
}

static void print_text(FILE *file, const hl_bilingual *text, hl_lang lang)
{
    if (text->en == NULL)
        return;
    hl_cli_wrap(file, hl_cli_text(text, lang), 0, 0, WIDTH);
    (void)fputs("\n\n", file);
}

static void print_part(FILE *file, const hl_command *command, hl_lang lang)
{
    const hl_option *option;
    print_usage(file, command->help->usage, lang);
    print_text(file, &command->help->about, lang);
    (void)fputs(lang == HL_LANG_ZH ? "选项：\n" : "options:\n", file);
    for (size_t i = 0; (option = hl_cli_option(command, i)) != NULL; i++)
        print_option(file, option, lang);
    (void)fputc('\n', file);
    print_text(file, &command->help->details, lang);
    if (command->help->examples != NULL)
        (void)fprintf(file, "%s\n%s\n",
                      lang == HL_LANG_ZH ? "示例：" : "examples:", command->help->examples);
}

void hl_cli_help_command(FILE *file, const hl_command *command, hl_lang lang)
{
    print_part(file, command, lang);
    for (const hl_command *other = command->other; other != NULL; other = other->other) {
        (void)fputc('\n', file);
        print_part(file, other, lang);
    }
}

/* ---- the list */

static const hl_bilingual groups[] = {
    [HL_GROUP_EXPERIMENTS] = {"Experiments", "实验"},
    [HL_GROUP_TIMING] = {"Timing", "发送时间"},
    [HL_GROUP_STORE] = {"The store", "数据库"},
    [HL_GROUP_STATISTICS] = {"Statistics", "统计"},
};

static void print_commands(FILE *file, hl_command_group group, hl_lang lang)
{
    const hl_command *command;
    (void)fprintf(file, "\n%s\n", hl_cli_text(&groups[group], lang));
    for (size_t i = 0; (command = hl_cli_command(i)) != NULL; i++) {
        if (command->group != group)
            continue;
        (void)fprintf(file, "  %-10s  ", command->name);
        hl_cli_wrap(file, hl_cli_text(&command->summary, lang), NAMES + 2, NAMES + 2, WIDTH);
        (void)fputc('\n', file);
    }
}

const hl_program hl_cli_program = {
    "hookline COMMAND [option...] [operand...]",
    {"A/B experiments on customer messages, and the minute at which to send them",
     "客户消息的 A/B 实验：分组、排期（精确到分钟）、入库与显著性报告"},
    {"Hookline reads experiments described in JSON, assigns users to arms deterministically, plans "
     "the minute at which each message may and should go out, takes in what happened, and reports "
     "the lift with confidence intervals.",
     "读入以 JSON 描述的实验，确定性地把用户分到各组，为每条消息安排可以且应当发出的那一分钟，"
     "导入实际发生的行为，并报告带置信区间的提升。"}};

const hl_bilingual hl_cli_exit_codes = {
    "0 ok, 1 failure (a file, the disk, memory, the database), 2 usage, 3 data or definition "
    "rejected.",
    "0 正常；1 运行失败（文件、磁盘、内存、数据库）；2 用法有误；3 数据或实验定义被拒。"};

void hl_cli_help_commands(FILE *file, hl_lang lang)
{
    static const hl_bilingual foot = {
        "\nhookline COMMAND --help tells more of each, with examples; hookline --version says "
        "which this is. --lang=zh, or HOOKLINE_LANG=zh in the environment: in Chinese.\n"
        "Exit codes: ",
        "\nhookline 命令 --help 查看各命令的选项与示例；hookline --version 查看版本。"
        "--lang=zh 或环境变量 HOOKLINE_LANG=zh：以中文显示。\n"
        "退出码："};
    char end[512];
    (void)snprintf(end, sizeof end, "%s%s", hl_cli_text(&foot, lang),
                   hl_cli_text(&hl_cli_exit_codes, lang));
    print_usage(file, "hookline COMMAND [option...]", lang);
    hl_cli_wrap(file, hl_cli_text(&hl_cli_program.summary, lang), 0, 0, WIDTH);
    (void)fputs(lang == HL_LANG_ZH ? "。\n" : ".\n", file);
    for (int group = 0; group < HL_GROUP_NONE; group++)
        print_commands(file, (hl_command_group)group, lang);
    hl_cli_wrap(file, end, 0, 0, WIDTH);
    (void)fputc('\n', file);
}
