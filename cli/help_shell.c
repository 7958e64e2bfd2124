/* Completion of words by the shells bash, zsh and fish. */
#include <string.h>

#include "cli/help.h"
#include "cli/language.h"

/* What completes a placeholder. */
typedef enum word_kind {
    WORDS_NONE,
    WORDS_FILES,
    WORDS_DIRECTORIES,
    WORDS_EXPERIMENTS,
    WORDS_METHODS,
    WORDS_COMMANDS,
    WORDS_CHOICES
} word_kind;

static word_kind words_of(const char *value)
{
    static const struct {
        const char *value;
        word_kind words;
    } known[] = {{"FILE", WORDS_FILES},
                 {"DIR", WORDS_DIRECTORIES},
                 {"EXP", WORDS_EXPERIMENTS},
                 {"METHOD", WORDS_METHODS},
                 {"COMMAND", WORDS_COMMANDS}};
    for (size_t i = 0; value != NULL && i < COUNT(known); i++)
        if (strcmp(known[i].value, value) == 0)
            return known[i].words;
    return value != NULL && strchr(value, '|') != NULL ? WORDS_CHOICES : WORDS_NONE;
}

/* "a|b" as "a b" */
static void put_choices(FILE *file, const char *choices)
{
    for (; *choices != '\0'; choices++)
        (void)fputc(*choices == '|' ? ' ' : *choices, file);
}

static void put_command_names(FILE *file)
{
    const hl_command *command;
    for (size_t i = 0; (command = hl_cli_command(i)) != NULL; i++)
        (void)fprintf(file, "%s%s", i == 0 ? "" : " ", command->name);
}

/* ---- bash */

static const char bash_head[] =
    "# bash completion of hookline: hookline help --format bash\n"
    "_hookline_words() # kind; what it names is in COMPREPLY\n"
    "{\n"
    "    case $1 in\n"
    "    files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$cur\") ;;\n"
    "    directories) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$cur\") ;;\n"
    "    experiments)\n"
    "        compopt -o filenames\n"
    "        mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"; compgen -W \"$(hookline report "
    "--list "
    "--lang=en ${db:+--db \"$db\"} 2>/dev/null | sed -n 's/: version .*//p')\" -- \"$cur\") ;;\n"
    "    methods)\n"
    "        mapfile -t COMPREPLY < <(compgen -W \"lift $(hookline calc --list --lang=en "
    "2>/dev/null "
    "| sed -n 's/^  \\([a-z0-9_]*\\) .*/\\1/p')\" -- \"$cur\"; compgen -f -- \"$cur\") ;;\n"
    "    *) mapfile -t COMPREPLY < <(compgen -W \"$*\" -- \"$cur\") ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "_hookline()\n"
    "{\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} db='' operand=0 "
    "first='' "
    "i\n"
    "    COMPREPLY=()\n"
    "    if [[ $cur == '=' ]]; then # --format=\n"
    "        cur=''\n"
    "    elif [[ $before == '=' ]]; then\n"
    "        before=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    fi\n"
    "    for ((i = 2; i < COMP_CWORD; i++)); do\n"
    "        case ${COMP_WORDS[i]} in\n"
    "        --db) db=${COMP_WORDS[i+1]}; [[ $db == '=' ]] && db=${COMP_WORDS[i+2]} ;;\n"
    "        -* | '=') ;;\n"
    "        *) [[ ${COMP_WORDS[i-1]} == -* || ${COMP_WORDS[i-1]} == '=' ]] ||\n"
    "            { operand=$((operand + 1)); first=${first:-${COMP_WORDS[i]}}; } ;;\n"
    "        esac\n"
    "    done\n"
    "    case ${COMP_CWORD}:${COMP_WORDS[1]}:$first in\n";

static const char *bash_words(const char *value)
{
    static const char *const names[] = {
        [WORDS_NONE] = "",
        [WORDS_FILES] = "files",
        [WORDS_DIRECTORIES] = "directories",
        [WORDS_EXPERIMENTS] = "experiments",
        [WORDS_METHODS] = "methods",
    };
    return names[words_of(value)];
}

static void bash_value(FILE *file, const char *value)
{
    word_kind kind = words_of(value);
    (void)fputs("_hookline_words ", file);
    if (kind == WORDS_CHOICES)
        put_choices(file, value);
    else if (kind == WORDS_COMMANDS)
        put_command_names(file);
    else
        (void)fputs(bash_words(value), file);
}

static void bash_options(FILE *file, const hl_command *command)
{
    const hl_option *option;
    for (size_t i = 0; (option = hl_cli_option(command, i)) != NULL; i++) {
        if (option->value == NULL)
            continue;
        (void)fprintf(file, "        --%s", option->name);
        if (option->letter != 0)
            (void)fprintf(file, " | -%c", option->letter);
        (void)fputs(") ", file);
        bash_value(file, option->value);
        (void)fputs(" ;;\n", file);
    }
    (void)fputs(
        "        *)\n            if [[ $cur == -* ]]; then\n                _hookline_words", file);
    for (size_t i = 0; (option = hl_cli_option(command, i)) != NULL; i++)
        (void)fprintf(file, " --%s", option->name);
    (void)fputs("\n", file);
}

/* "*:plan:confirm | *:plan:cancel)" */
static void bash_forms(FILE *file, const char *name, const char *form)
{
    for (const char *at = form; *at != '\0';) {
        size_t length = strcspn(at, "|");
        (void)fprintf(file, "%s*:%s:%.*s", at == form ? "    " : " | ", name, (int)length, at);
        at += length + (at[length] == '|');
    }
    (void)fputs(")\n        case $before in\n", file);
}

/* form: what the first operand is already, or NULL. */
static void bash_words_of(FILE *file, const hl_command *command, const char *form)
{
    const hl_help *help = command->help;
    bash_options(file, command);
    if (help->operand != NULL) {
        (void)fprintf(file, "            elif ((operand == %d)); then\n                ",
                      form == NULL ? 0 : 1);
        bash_value(file, help->operand);
        (void)fputc('\n', file);
    }
    for (const hl_command *other = command->other; form == NULL && other != NULL;
         other = other->other) {
        (void)fputs("                mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W \"",
                    file);
        put_choices(file, other->help->form);
        (void)fputs("\" -- \"$cur\")\n", file);
    }
    if (help->operands != NULL) {
        (void)fputs("            else\n                ", file);
        bash_value(file, help->operands);
        (void)fputc('\n', file);
    }
    (void)fputs("            fi ;;\n        esac ;;\n", file);
}

static void bash_command(FILE *file, const hl_command *command)
{
    for (const hl_command *other = command->other; other != NULL; other = other->other) {
        bash_forms(file, command->name, other->help->form);
        bash_words_of(file, other, other->help->form);
    }
    (void)fprintf(file, "    *:%s:*)\n        case $before in\n", command->name);
    bash_words_of(file, command, NULL);
}

void hl_cli_help_bash(FILE *file)
{
    const hl_command *command;
    (void)fputs(bash_head, file);
    (void)fputs("    1:*) _hookline_words ", file);
    put_command_names(file);
    (void)fputs(" --help --version ;;\n", file);
    for (size_t i = 0; (command = hl_cli_command(i)) != NULL; i++)
        bash_command(file, command);
    (void)fputs("    esac\n}\ncomplete -F _hookline hookline\n", file);
}

/* ---- zsh and fish: a text of help stands in quotes of the shell */

static void put_quoted(FILE *file, const char *text, const char *escaped, const char *quote)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            (void)fputs(quote, file);
        else if (*text == '\n')
            (void)fputc(' ', file);
        else if (strchr(escaped, *text) != NULL)
            (void)fprintf(file, "\\%c", *text);
        else
            (void)fputc(*text, file);
    }
}

static void zsh_text(FILE *file, const char *text)
{
    put_quoted(file, text, "[]:\\", "'\\''");
}

static const char zsh_head[] =
    "# zsh completion of hookline: hookline help --format zsh\n"
    "_hookline_experiments()\n"
    "{\n"
    "    local -a names\n"
    "    local db=${opt_args[--db]}\n"
    "    names=(${(f)\"$(hookline report --list --lang=en ${db:+--db} ${db:+$db} 2>/dev/null | sed "
    "-n "
    "'s/: "
    "version .*//p')\"})\n"
    "    _alternative 'experiments:experiment:compadd -a names' 'files:definition:_files'\n"
    "}\n"
    "_hookline_methods()\n"
    "{\n"
    "    local -a names\n"
    "    names=(lift ${(f)\"$(hookline calc --list --lang=en 2>/dev/null | sed -n 's/^  "
    "\\([a-z0-9_]*\\) .*/\\1/p')\"})\n"
    "    _alternative 'methods:method:compadd -a names' 'files:file:_files'\n"
    "}\n"
    "_hookline()\n"
    "{\n"
    "    local curcontext=$curcontext state line\n"
    "    typeset -A opt_args\n"
    "    _arguments -C '(- *)'{-h,--help}'[this text]' '(- *)--version[which this is]' '1: "
    ":->command' '*:: :->words' && return\n"
    "    if [[ $state == command ]]; then\n"
    "        _hookline_commands\n"
    "        return\n"
    "    fi\n"
    "    case $words[1] in\n";

static void zsh_action(FILE *file, const char *value)
{
    static const char *const actions[] = {
        [WORDS_NONE] = " ",
        [WORDS_FILES] = "_files",
        [WORDS_DIRECTORIES] = "_files -/",
        [WORDS_EXPERIMENTS] = "_hookline_experiments",
        [WORDS_METHODS] = "_hookline_methods",
        [WORDS_COMMANDS] = "_hookline_commands",
        [WORDS_CHOICES] = " ",
    };
    if (words_of(value) != WORDS_CHOICES) {
        (void)fputs(actions[words_of(value)], file);
        return;
    }
    (void)fputc('(', file);
    put_choices(file, value);
    (void)fputc(')', file);
}

static void zsh_option(FILE *file, const hl_option *option, hl_lang lang)
{
    bool many = option->kind == HL_OPTION_MANY;
    (void)fputs(" \\\n            ", file);
    if (option->letter != 0)
        (void)fprintf(file, "'(-%c --%s)'{-%c,--%s}'", option->letter, option->name, option->letter,
                      option->name);
    else
        (void)fprintf(file, "'%s--%s", many ? "*" : "", option->name);
    (void)fputs(option->value != NULL && option->letter == 0 ? "=[" : "[", file);
    zsh_text(file, hl_cli_text(&option->about, lang));
    (void)fputc(']', file);
    if (option->value != NULL) {
        (void)fputc(':', file);
        zsh_text(file, option->value);
        (void)fputc(':', file);
        zsh_action(file, option->value);
    }
    (void)fputc('\'', file);
}

/* form: words that may stand there as well, or NULL */
static void zsh_operand(FILE *file, const char *place, const char *value, const char *form)
{
    if (value == NULL)
        return;
    (void)fprintf(file, " \\\n            '%s:", place);
    zsh_text(file, value);
    (void)fputs(form == NULL ? ":" : ":{ ", file);
    zsh_action(file, value);
    if (form != NULL) {
        (void)fputs("; compadd -- ", file);
        put_choices(file, form);
        (void)fputs(" }", file);
    }
    (void)fputc('\'', file);
}

/* form: words that the first operand may be as well, or NULL */
static void zsh_arguments(FILE *file, const hl_command *command, const char *form, hl_lang lang)
{
    const hl_option *option;
    (void)fputs("        _arguments -s", file);
    for (size_t i = 0; (option = hl_cli_option(command, i)) != NULL; i++)
        zsh_option(file, option, lang);
    zsh_operand(file, "1", command->help->operand, form);
    zsh_operand(file, "*", command->help->operands, NULL);
}

/* The forms of a command whose first operand may be something else; NULL: there are none. */
static const char *more_forms(const hl_command *command)
{
    bool choices = words_of(command->help->operand) == WORDS_CHOICES;
    return command->other == NULL || choices ? NULL : command->other->help->form;
}

static void zsh_command(FILE *file, const hl_command *command, hl_lang lang)
{
    (void)fprintf(file, "    %s)\n", command->name);
    for (const hl_command *other = command->other; other != NULL; other = other->other) {
        (void)fprintf(file,
                      "        if [[ $words[2] == (%s) ]]; then\n"
                      "        shift words; (( CURRENT-- ))\n",
                      other->help->form);
        zsh_arguments(file, other, NULL, lang);
        (void)fputs("\n        return\n        fi\n", file);
    }
    zsh_arguments(file, command, more_forms(command), lang);
    (void)fputs(" ;;\n", file);
}

void hl_cli_help_zsh(FILE *file, hl_lang lang)
{
    const hl_command *command;
    (void)fputs("#compdef hookline\n", file);
    (void)fputs("_hookline_commands()\n{\n    local -a commands\n    commands=(\n", file);
    for (size_t i = 0; (command = hl_cli_command(i)) != NULL; i++) {
        (void)fprintf(file, "        '%s:", command->name);
        zsh_text(file, hl_cli_text(&command->summary, lang));
        (void)fputs("'\n", file);
    }
    (void)fputs("    )\n    _describe command commands\n}\n", file);
    (void)fputs(zsh_head, file);
    for (size_t i = 0; (command = hl_cli_command(i)) != NULL; i++)
        zsh_command(file, command, lang);
    (void)fputs("    esac\n}\n_hookline \"$@\"\n", file);
}

/* ---- fish */

static void fish_text(FILE *file, const char *text)
{
    (void)fputc('\'', file);
    put_quoted(file, text, "\\", "\\'");
    (void)fputc('\'', file);
}

static void fish_words(FILE *file, const char *value)
{
    static const char *const actions[] = {
        [WORDS_NONE] = "",
        [WORDS_FILES] = " -F",
        [WORDS_DIRECTORIES] = " -a '(__fish_complete_directories)'",
        [WORDS_EXPERIMENTS] = " -F -a '(__hookline_experiments)'",
        [WORDS_METHODS] = " -F -a '(__hookline_methods)'",
        [WORDS_COMMANDS] = "",
        [WORDS_CHOICES] = "",
    };
    word_kind kind = words_of(value);
    (void)fputs(actions[kind], file);
    if (kind != WORDS_CHOICES && kind != WORDS_COMMANDS)
        return;
    (void)fputs(" -a '", file);
    if (kind == WORDS_CHOICES)
        put_choices(file, value);
    else
        put_command_names(file);
    (void)fputc('\'', file);
}

/* The condition under which a command, or one of its forms, is being written. */
static void fish_when(FILE *file, const hl_command *command, const hl_command *of)
{
    (void)fprintf(file, "complete -c hookline -n '__fish_seen_subcommand_from %s", command->name);
    if (of != command) {
        (void)fputs("; and __fish_seen_subcommand_from ", file);
        put_choices(file, of->help->form);
    } else if (command->other != NULL) {
        (void)fputs("; and not __fish_seen_subcommand_from", file);
        for (const hl_command *other = command->other; other != NULL; other = other->other) {
            (void)fputc(' ', file);
            put_choices(file, other->help->form);
        }
    }
    (void)fputc('\'', file);
}

static void fish_option(FILE *file, const hl_option *option, hl_lang lang)
{
    (void)fprintf(file, " -l %s", option->name);
    if (option->letter != 0)
        (void)fprintf(file, " -s %c", option->letter);
    if (option->value != NULL) {
        word_kind kind = words_of(option->value);
        bool files = kind == WORDS_FILES || kind == WORDS_EXPERIMENTS || kind == WORDS_METHODS;
        (void)fputs(files ? " -r" : " -x", file); /* x: no files beside */
        fish_words(file, option->value);
    }
    (void)fputs(" -d ", file);
    fish_text(file, hl_cli_text(&option->about, lang));
    (void)fputc('\n', file);
}

/* Options and operands of the command, or of a form of it. */
static void fish_form(FILE *file, const hl_command *command, const hl_command *of, hl_lang lang)
{
    const char *const operands[] = {of->help->operand, of->help->operands};
    const hl_option *option;
    for (size_t i = 0; (option = hl_cli_option(of, i)) != NULL; i++) {
        fish_when(file, command, of);
        fish_option(file, option, lang);
    }
    for (size_t i = 0; i < COUNT(operands); i++) {
        if (words_of(operands[i]) == WORDS_NONE)
            continue;
        fish_when(file, command, of);
        fish_words(file, operands[i]);
        (void)fputc('\n', file);
    }
}

static void fish_command(FILE *file, const hl_command *command, hl_lang lang)
{
    (void)fprintf(file, "complete -c hookline -n __fish_use_subcommand -a %s -d ", command->name);
    fish_text(file, hl_cli_text(&command->summary, lang));
    (void)fputc('\n', file);
    fish_form(file, command, command, lang);
    for (const hl_command *other = command->other; other != NULL; other = other->other) {
        if (words_of(command->help->operand) != WORDS_CHOICES) {
            fish_when(file, command, command);
            fish_words(file, other->help->form);
            (void)fputc('\n', file);
        }
        fish_form(file, command, other, lang);
    }
}

void hl_cli_help_fish(FILE *file, hl_lang lang)
{
    const hl_command *command;
    (void)fputs("# fish completion of hookline: hookline help --format fish\n"
                "function __hookline_experiments\n"
                "    set -l words (commandline -opc)\n"
                "    set -l db\n"
                "    for i in (seq (count $words))\n"
                "        switch $words[$i]\n"
                "            case --db\n"
                "                set db --db $words[(math $i + 1)]\n"
                "            case '--db=*'\n"
                "                set db $words[$i]\n"
                "        end\n"
                "    end\n"
                "    hookline report --list --lang=en $db 2>/dev/null | string replace -f -r ': "
                "version .*' ''\n"
                "end\n"
                "function __hookline_methods\n"
                "    echo lift\n"
                "    hookline calc --list --lang=en 2>/dev/null | string match -r -g '^  "
                "([a-z0-9_]+) '\n"
                "end\n"
                "complete -c hookline -f\n"
                "complete -c hookline -n __fish_use_subcommand -s h -l help\n"
                "complete -c hookline -n __fish_use_subcommand -l version\n",
                file);
    for (size_t i = 0; (command = hl_cli_command(i)) != NULL; i++)
        fish_command(file, command, lang);
}
