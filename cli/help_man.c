/* Manual pages, in the macros of man(7). */
#include <string.h>

#include "cli/help.h"
#include "cli/language.h"

typedef struct page {
    FILE *file;
    hl_lang lang;
} page;

/* A piece that no line divides: what is text stays text, - is no hyphen. */
static void put_piece(FILE *file, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '-')
            (void)fputs("\\-", file);
        else if (text[i] == '\\')
            (void)fputs("\\e", file);
        else if (text[i] == ' ')
            (void)fputs("\\ ", file);
        else
            (void)fputc(text[i], file);
    }
}

/* No line begins with a macro; and Chinese, which roff would not divide, is divided where it may
 * be. */
static void put(FILE *file, const char *text, size_t length)
{
    size_t columns = 0;
    if (length > 0 && (text[0] == '.' || text[0] == '\''))
        (void)fputs("\\&", file);
    for (size_t at = 0; at < length;) {
        size_t spaces = strspn(text + at, " ");
        size_t piece = hl_line_piece(text + at + spaces, length - at - spaces, &columns);
        (void)fprintf(file, "%*s", (int)spaces, "");
        put_piece(file, text + at + spaces, piece);
        at += spaces + piece;
        if (at < length && text[at] != ' ')
            (void)fputs("\\:", file);
    }
}

static void put_line(FILE *file, const char *text, size_t length)
{
    put(file, text, length);
    (void)fputc('\n', file);
}

static void put_whole(FILE *file, const char *text)
{
    put(file, text, strlen(text));
}

/* Paragraphs; lines that begin with a space are kept as they stand. */
static void put_text(FILE *file, const char *text)
{
    bool kept = false;
    for (bool first = true; *text != '\0'; first = false) {
        size_t length = strcspn(text, "\n");
        if ((text[0] == ' ') != kept) {
            kept = !kept;
            (void)fputs(kept ? ".PP\n.nf\n" : ".fi\n.PP\n", file);
        } else if (!kept && !first && length > 0) {
            (void)fputs(".PP\n", file);
        }
        if (length > 0)
            put_line(file, text, length);
        text += length;
        text += *text == '\n';
    }
    if (kept)
        (void)fputs(".fi\n", file);
}

static void head(const page *p, const char *en, const char *zh)
{
    (void)fprintf(p->file, ".SH %s\n", p->lang == HL_LANG_ZH ? zh : en);
}

static void put_title(const page *p, const char *name, const char *summary)
{
    (void)fputs(".TH ", p->file);
    for (const char *at = name; *at != '\0'; at++)
        (void)fputc(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at, p->file);
    (void)fprintf(p->file, " 1 \"\" \"hookline %s\" \"Hookline\"\n", hl_version());
    (void)fputs(".ad l\n.nh\n", p->file);
    head(p, "NAME", "名称");
    put_whole(p->file, name);
    (void)fputs(" \\- ", p->file);
    put_whole(p->file, summary);
    (void)fputc('\n', p->file);
}

static void put_usage(const page *p, const char *usage)
{
    char text[HL_USAGE_TEXT];
    for (const char *line = hl_cli_usage_said(usage, p->lang, text); *line != '\0';) {
        size_t length = strcspn(line, "\n");
        (void)fputs(line == text ? ".B hookline" : ".br\n.B hookline", p->file);
        put_line(p->file, line + strlen("hookline"), length - strlen("hookline"));
        line += length;
        line += *line == '\n';
    }
}

static void put_options(const page *p, const hl_command *command)
{
    const hl_option *option;
    for (size_t i = 0; (option = hl_cli_option(command, i)) != NULL; i++) {
        (void)fputs(".TP\n", p->file);
        if (option->letter != 0)
            (void)fprintf(p->file, "\\fB\\-%c\\fR, ", option->letter);
        (void)fputs("\\fB\\-\\-", p->file);
        put_whole(p->file, option->name);
        (void)fputs("\\fR", p->file);
        if (option->value != NULL) {
            (void)fputs(" \\fI", p->file);
            put_whole(p->file, option->value);
            (void)fputs("\\fR", p->file);
        }
        (void)fputc('\n', p->file);
        put_line(p->file, hl_cli_text(&option->about, p->lang),
                 strlen(hl_cli_text(&option->about, p->lang)));
    }
}

static void put_status(const page *p)
{
    head(p, "EXIT STATUS", "退出状态");
    put_text(p->file, hl_cli_text(&hl_cli_exit_codes, p->lang));
}

static void put_examples(const page *p, const char *examples)
{
    if (examples == NULL)
        return;
    head(p, "EXAMPLES", "示例");
    (void)fputs(".nf\n", p->file);
    put_text(p->file, examples);
    (void)fputs(".fi\n", p->file);
}

/* The other command of the name has a section of its own. */
static void put_other(const page *p, const hl_command *other)
{
    (void)fprintf(p->file, ".SH \"%s\"\n", hl_cli_text(&other->summary, p->lang));
    put_usage(p, other->help->usage);
    (void)fputs(".PP\n", p->file);
    put_text(p->file, hl_cli_text(&other->help->about, p->lang));
    put_options(p, other);
}

void hl_cli_help_man(FILE *file, const hl_command *command, hl_lang lang)
{
    const page p = {file, lang};
    const hl_help *help = command->help;
    char name[64];
    (void)snprintf(name, sizeof name, "hookline-%s", command->name);
    put_title(&p, name, hl_cli_text(&command->summary, lang));
    head(&p, "SYNOPSIS", "概要");
    put_usage(&p, help->usage);
    head(&p, "DESCRIPTION", "描述");
    put_text(file, hl_cli_text(&help->about, lang));
    head(&p, "OPTIONS", "选项");
    put_options(&p, command);
    if (help->details.en != NULL) {
        head(&p, "DETAILS", "细节");
        put_text(file, hl_cli_text(&help->details, lang));
    }
    for (const hl_command *other = command->other; other != NULL; other = other->other)
        put_other(&p, other);
    put_examples(&p, help->examples);
    put_status(&p);
    head(&p, "SEE ALSO", "参见");
    (void)fputs(".BR hookline (1)\n", file);
}

/* ---- hookline(1) */

typedef struct variable {
    const char *name;
    hl_bilingual about;
} variable;

static const variable variables[] = {
    {"HOOKLINE_DB", {"the store, where --db is not given", "数据库文件，未给出 --db 时使用"}},
    {"HOOKLINE_LANG",
     {"en or zh (or a locale, as zh_CN.UTF-8): the language of what is printed for people, where "
      "--lang is not given",
      "en 或 zh（也可写作 zh_CN.UTF-8）：显示语言，未给出 --lang 时使用"}},
    {"TZDIR",
     {"the directory of the time zones, instead of /usr/share/zoneinfo",
      "时区数据所在目录，代替 /usr/share/zoneinfo"}},
};

static void put_commands(const page *p)
{
    const hl_command *command;
    for (size_t i = 0; (command = hl_cli_command(i)) != NULL; i++) {
        (void)fprintf(p->file, ".TP\n.BR hookline\\-%s (1)\n", command->name);
        put_text(p->file, hl_cli_text(&command->summary, p->lang));
    }
}

void hl_cli_help_man_program(FILE *file, hl_lang lang)
{
    const page p = {file, lang};
    put_title(&p, "hookline", hl_cli_text(&hl_cli_program.summary, lang));
    head(&p, "SYNOPSIS", "概要");
    put_usage(&p, hl_cli_program.usage);
    head(&p, "DESCRIPTION", "描述");
    put_text(file, hl_cli_text(&hl_cli_program.about, lang));
    head(&p, "COMMANDS", "命令");
    put_commands(&p);
    put_status(&p);
    head(&p, "ENVIRONMENT", "环境变量");
    for (size_t i = 0; i < COUNT(variables); i++) {
        (void)fprintf(file, ".TP\n.B %s\n", variables[i].name);
        put_text(file, hl_cli_text(&variables[i].about, lang));
    }
}
