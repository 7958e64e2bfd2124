/* The tables of docs/commands, and the reference of all commands. */
#include <string.h>

#include "cli/help.h"
#include "cli/language.h"

/* A bar would end the cell. */
static void put_cell(FILE *file, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '|')
            (void)fputc('\\', file);
        (void)fputc(*text, file);
    }
}

static void put_option(FILE *file, const hl_option *option, hl_lang lang)
{
    (void)fputs("| ", file);
    if (option->letter != 0)
        (void)fprintf(file, "`-%c`, ", option->letter);
    (void)fprintf(file, "`--%s%s", option->name, option->value == NULL ? "" : " ");
    put_cell(file, option->value == NULL ? "" : option->value);
    (void)fputs("` | ", file);
    put_cell(file, hl_cli_text(&option->about, lang));
    (void)fputs(" |\n", file);
}

static void put_table(FILE *file, const hl_command *command, hl_lang lang)
{
    const hl_option *option;
    (void)fputs(lang == HL_LANG_ZH ? "| 选项 | 含义 |\n|---|---|\n"
                                   : "| option | meaning |\n|---|---|\n",
                file);
    for (size_t i = 0; (option = hl_cli_option(command, i)) != NULL; i++)
        put_option(file, option, lang);
}

void hl_cli_help_table(FILE *file, const hl_command *command, hl_lang lang)
{
    char said[HL_USAGE_TEXT];
    put_table(file, command, lang);
    for (const hl_command *other = command->other; other != NULL; other = other->other) {
        (void)fprintf(file, "\n```\n%s\n```\n\n",
                      hl_cli_usage_said(other->help->usage, lang, said));
        put_table(file, other, lang);
    }
}

/* Paragraphs; lines that begin with a space are kept as they stand. */
static void put_text(FILE *file, const char *text)
{
    bool kept = false;
    while (text != NULL && *text != '\0') {
        size_t length = strcspn(text, "\n");
        if (length > 0 && (text[0] == ' ') != kept) {
            kept = !kept;
            (void)fputs(kept ? "```\n" : "```\n\n", file);
        }
        (void)fprintf(file, "%.*s%s", (int)length, text, kept ? "\n" : length > 0 ? "\n\n" : "");
        text += length;
        text += *text == '\n';
    }
    if (kept)
        (void)fputs("```\n\n", file);
}

static void put_command(FILE *file, const hl_command *command, hl_lang lang)
{
    const hl_help *help = command->help;
    char said[HL_USAGE_TEXT];
    (void)fprintf(file, "```\n%s\n```\n\n", hl_cli_usage_said(help->usage, lang, said));
    put_text(file, hl_cli_text(&help->about, lang));
    put_table(file, command, lang);
    (void)fputc('\n', file);
    put_text(file, hl_cli_text(&help->details, lang));
    put_text(file, help->examples);
    if (command->other != NULL)
        put_command(file, command->other, lang);
}

void hl_cli_help_reference(FILE *file, hl_lang lang)
{
    const hl_command *command;
    for (size_t i = 0; (command = hl_cli_command(i)) != NULL; i++) {
        if (command->group == HL_GROUP_NONE)
            continue;
        (void)fprintf(file, "## hookline %s\n\n%s%s\n\n", command->name,
                      hl_cli_text(&command->summary, lang), lang == HL_LANG_ZH ? "。" : ".");
        put_command(file, command, lang);
    }
}
