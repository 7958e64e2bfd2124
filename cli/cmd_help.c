/* hookline help: what every command says of itself, in the forms in which it is read. */
#include <stdio.h>

#include "cli/help.h"
#include "cli/outlet.h"

static const hl_option options[] = {
    {"format",
     0,
     "text|man|markdown|bash|zsh|fish",
     HL_OPTION_ONCE,
     {"as text (default); as a manual page; as markdown: the options of COMMAND, or a reference of "
      "all commands; or the completion of a shell",
      "text 文本（默认）；man 手册页；markdown：某个命令的选项表，不写命令时为全部命令的参考；"
      "bash、zsh、fish：该 shell 的补全脚本"}},
    HL_OPTION_OUTPUT,
};

static const hl_help help = {
    .usage = "hookline help [COMMAND] [option...]",
    .about = {"Lists the commands, or tells of one what hookline COMMAND --help does. The manual "
              "pages, the completions of shells and the tables of docs/commands are printed by it "
              "too.",
              "列出所有命令，或显示某个命令的说明，与 hookline 命令 --help 相同。手册页、shell "
              "补全和 docs/commands 中的选项表也由它生成。"},
    .examples = "  hookline help report --lang=zh\n"
                "  hookline help report --format man | man -l -\n"
                "  source <(hookline help --format bash)",
    .operand = "COMMAND",
    .most_operands = 1,
};

typedef enum help_form {
    FORM_TEXT,
    FORM_MAN,
    FORM_MARKDOWN,
    FORM_BASH,
    FORM_ZSH,
    FORM_FISH
} help_form;

static void write_all(FILE *file, help_form form, hl_lang lang)
{
    switch (form) {
    case FORM_TEXT:
        hl_cli_help_commands(file, lang);
        break;
    case FORM_MAN:
        hl_cli_help_man_program(file, lang);
        break;
    case FORM_MARKDOWN:
        hl_cli_help_reference(file, lang);
        break;
    case FORM_BASH:
        hl_cli_help_bash(file);
        break;
    case FORM_ZSH:
        hl_cli_help_zsh(file, lang);
        break;
    case FORM_FISH:
        hl_cli_help_fish(file, lang);
        break;
    }
}

static void write_one(FILE *file, help_form form, const hl_command *command, hl_lang lang)
{
    if (form == FORM_MAN)
        hl_cli_help_man(file, command, lang);
    else if (form == FORM_MARKDOWN)
        hl_cli_help_table(file, command, lang);
    else
        hl_cli_help_command(file, command, lang);
}

static int unknown(const hl_args *args, const char *name)
{
    const char *near = hl_cli_command_near(name);
    if (near == NULL)
        return hl_cli_usage(args, "there is no command '%s'", name);
    return hl_cli_usage(args, "there is no command '%s'; did you mean '%s'?", name, near);
}

static int tell(const hl_args *args)
{
    hl_error err = HL_ERROR_INIT;
    hl_outlet outlet;
    help_form form = (help_form)hl_cli_choice(args, "format");
    const char *name = args->operand_count == 0 ? NULL : args->operands[0];
    const hl_command *command = name == NULL ? NULL : hl_cli_command_named(name);
    if (name != NULL && command == NULL)
        return unknown(args, name);
    if (command != NULL && form > FORM_MARKDOWN)
        return hl_cli_usage(args, "completion is of all commands: leave out '%s'", name);
    if (hl_cli_outlet_open(args, &outlet, &err) != HL_OK)
        return hl_cli_fail(args, &err);
    if (command == NULL)
        write_all(outlet.file, form, args->lang);
    else
        write_one(outlet.file, form, command, args->lang);
    hl_status status = hl_cli_outlet_close(&outlet, HL_OK, &err);
    return status == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    int code = hl_cli_parse(&args, &hl_cmd_help, argc, argv);
    if (code >= 0)
        return code;
    code = tell(&args);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_help = {
    "help",      HL_GROUP_NONE, {"what the commands do", "各命令的说明"},
    &help,       options,       COUNT(options),
    run_command, NULL};
