#include "cli/options.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/help.h"
#include "cli/language.h"
#include "cli/log.h"
#include "cli/outlet.h"
#include "cli/say.h"
#include "cli/words.h"
#include "cli/wrong_file.h"

/* What every command has besides its own. */
static const hl_option everywhere[] = {
    {"lang",
     0,
     HL_LANGUAGES,
     HL_OPTION_ONCE,
     {"language of what is printed for people (default: $HOOKLINE_LANG, else en)",
      "显示语言（默认为 $HOOKLINE_LANG，否则为 en）"}},
    {"log",
     0,
     HL_LOGS,
     HL_OPTION_ONCE,
     {"write every line to standard error as a record with its time, level, command and "
      "experiment: "
      "for jobs that run by the clock",
      "标准错误的每一行都写成一条记录，带时间、级别、命令和实验：供定时任务使用"}},
    {"help", 'h', NULL, HL_OPTION_FLAG, {"this text", "显示本说明"}},
};

const hl_option *hl_cli_option(const hl_command *command, size_t index)
{
    if (index < command->option_count)
        return &command->options[index];
    index -= command->option_count;
    return index < COUNT(everywhere) ? &everywhere[index] : NULL;
}

enum { LINE_TEXT = 8192 };

static void print_shown(FILE *file, const char *format, va_list arguments) HL_PRINTF(2, 0);

static void print_shown(FILE *file, const char *format, va_list arguments)
{
    char said[LINE_TEXT];
    char shown[LINE_TEXT];
    size_t length = strlen(format);
    bool ends = length > 0 && format[length - 1] == '\n';
    int printed = vsnprintf(said, sizeof said, format, arguments);
    if (ends && printed > 0 && printed < LINE_TEXT)
        said[printed - 1] = '\0';
    const char *english = hl_shown(said, shown, sizeof shown);
    const char *text = hl_cli_said(english, said, sizeof said);
    if (file == stderr && hl_cli_log_on()) {
        hl_cli_log_add(english, text, ends);
        return;
    }
    (void)fputs(text, file);
    if (ends)
        (void)fputc('\n', file);
}

void hl_cli_print(FILE *file, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    print_shown(file, format, arguments);
    va_end(arguments);
}

int hl_cli_usage(const hl_args *args, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    hl_cli_log_failure();
    hl_cli_print(stderr, "hookline %s: ", args->command);
    print_shown(stderr, format, arguments);
    hl_cli_print(stderr, "\n");
    hl_cli_print(stderr, "try: hookline %s --help\n", args->command);
    va_end(arguments);
    return HL_USAGE;
}

int hl_cli_fail(const hl_args *args, const hl_error *err)
{
    hl_cli_log_failure();
    hl_cli_print(stderr, "hookline %s: %s\n", args->command, err->message);
    return (int)err->status;
}

int hl_cli_out_of_memory(const hl_args *args)
{
    hl_error err = HL_ERROR_INIT;
    (void)hl_error_memory(&err);
    return hl_cli_fail(args, &err);
}

static const hl_option *find_long(const hl_args *args, const char *name, size_t length)
{
    const hl_option *option;
    for (size_t i = 0; (option = hl_cli_option(args->of, i)) != NULL; i++)
        if (strlen(option->name) == length && memcmp(option->name, name, length) == 0)
            return option;
    return NULL;
}

static const hl_option *find_short(const hl_args *args, const char *letters)
{
    const hl_option *option;
    for (size_t i = 0; letters[1] == '\0' && (option = hl_cli_option(args->of, i)) != NULL; i++)
        if (option->letter != 0 && option->letter == letters[0])
            return option;
    return NULL;
}

/* word: with its dashes; behind: its value, or the next word; NULL: there is none. */
static int unknown_option(const hl_args *args, const char *word, const char *behind)
{
    char usage[HL_USAGE_TEXT];
    const char *name = word + strspn(word, "-");
    const char *known[64];
    const hl_option *option;
    size_t count = 0;
    int code = hl_cli_option_meant(args, word, behind);
    if (code >= 0)
        return code;
    while (count < COUNT(known) && (option = hl_cli_option(args->of, count)) != NULL)
        known[count++] = option->name;
    const char *near = name[0] != '\0' && name[1] != '\0' ? hl_suggest(name, known, count) : NULL;
    if (near == NULL)
        return hl_cli_usage(args, "unknown option %s: %s", word, hl_cli_usage_line(args, usage));
    return hl_cli_usage(args, "unknown option %s; did you mean --%s?", word, near);
}

/* ---- choices: "text|json" */

enum { MOST_CHOICES = 16, CHOICES_TEXT = 256 };

typedef struct choices {
    char text[CHOICES_TEXT];
    const char *words[MOST_CHOICES];
} choices;

static size_t read_choices(const char *value, choices *out)
{
    size_t count = 0;
    (void)snprintf(out->text, sizeof out->text, "%s", value);
    for (char *at = out->text; at != NULL && count < MOST_CHOICES;) {
        out->words[count++] = at;
        at = strchr(at, '|');
        if (at != NULL)
            *at++ = '\0';
    }
    return count;
}

static int choice_of(const char *value, const char *word)
{
    choices all = {.text = ""};
    size_t count = read_choices(value, &all);
    for (size_t i = 0; i < count; i++)
        if (strcmp(all.words[i], word) == 0)
            return (int)i;
    return -1;
}

static bool is_choice(const hl_option *option)
{
    return option->value != NULL && strchr(option->value, '|') != NULL;
}

static int check_choice(const hl_args *args, const hl_option *option, const char *value)
{
    if (!is_choice(option) || choice_of(option->value, value) >= 0)
        return -1;
    choices all = {.text = ""};
    const char *near = hl_suggest(value, all.words, read_choices(option->value, &all));
    char listed[CHOICES_TEXT];
    (void)snprintf(listed, sizeof listed, "%s", option->value);
    for (char *bar = listed; (bar = strchr(bar, '|')) != NULL;)
        *bar = ' ';
    if (near == NULL)
        return hl_cli_usage(args, "--%s '%s' is not one of: %s", option->name, value, listed);
    return hl_cli_usage(args, "--%s '%s' is not one of: %s; did you mean '%s'?", option->name,
                        value, listed, near);
}

int hl_cli_choice(const hl_args *args, const char *name)
{
    const char *value = hl_cli_value(args, name);
    const hl_option *option = find_long(args, name, strlen(name));
    return value == NULL || option == NULL ? 0 : choice_of(option->value, value);
}

/* ---- words */

static int give(hl_args *args, const hl_option *option, const char *value)
{
    if (option->kind == HL_OPTION_ONCE && hl_cli_value(args, option->name) != NULL)
        return hl_cli_usage(args, "--%s is given twice", option->name);
    int code = check_choice(args, option, value);
    if (code >= 0)
        return code;
    args->given[args->given_count].option = option;
    args->given[args->given_count++].value = value;
    return -1;
}

/* The option at argv[*at], and its value from "=value" or the next word. */
static int take_option(hl_args *args, int argc, char **argv, int *at)
{
    const char *word = argv[*at];
    bool is_long = word[1] == '-';
    const char *name = word + (is_long ? 2 : 1);
    const char *equals = is_long ? strchr(name, '=') : NULL;
    size_t length = equals == NULL ? strlen(name) : (size_t)(equals - name);
    const hl_option *option = is_long ? find_long(args, name, length) : find_short(args, name);
    if (option == NULL) {
        char typed[64];
        const char *next = *at + 1 < argc && argv[*at + 1][0] != '-' ? argv[*at + 1] : NULL;
        (void)snprintf(typed, sizeof typed, "%.*s", (int)(length + (size_t)(name - word)), word);
        return unknown_option(args, typed, equals != NULL ? equals + 1 : next);
    }
    if (option->value == NULL)
        return equals != NULL ? hl_cli_usage(args, "--%s takes no value", option->name)
                              : give(args, option, "");
    if (equals != NULL)
        return give(args, option, equals + 1);
    if (*at + 1 >= argc)
        return hl_cli_usage(args, "--%s needs a value: %s", option->name, option->value);
    return give(args, option, argv[++*at]);
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            return true;
    return false;
}

static int take_words(hl_args *args, int argc, char **argv)
{
    bool only_operands = false;
    for (int i = 1; i < argc; i++) {
        if (!only_operands && strcmp(argv[i], "--") == 0) {
            only_operands = true;
        } else if (only_operands || argv[i][0] != '-' || argv[i][1] == '\0') {
            args->operands[args->operand_count++] = argv[i];
        } else {
            int code = take_option(args, argc, argv, &i);
            if (code >= 0)
                return code;
        }
    }
    return -1;
}

static int check_operands(const hl_args *args, const hl_help *help)
{
    char usage[HL_USAGE_TEXT];
    if (args->operand_count < help->least_operands)
        return hl_cli_usage(args, "something is missing: %s", hl_cli_usage_line(args, usage));
    if (args->operand_count <= help->most_operands)
        return -1;
    const char *word = args->operands[help->most_operands];
    size_t length = strlen(word);
    bool is_store = length > 3 && strcmp(word + length - 3, ".db") == 0;
    if (find_long(args, "out", 3) != NULL && help->most_operands == 0 &&
        hl_cli_value(args, "out") == NULL)
        return hl_cli_usage(args, "unexpected argument '%s'; did you mean --out %s?", word, word);
    if (is_store && find_long(args, "db", 2) != NULL)
        return hl_cli_usage(args, "unexpected argument '%s'; did you mean --db %s?", word, word);
    return hl_cli_usage(args, "unexpected argument '%s': %s", word, hl_cli_usage_line(args, usage));
}

/* SQLite would take these for something else than a file, which would be gone at the end. */
static int check_db(const hl_args *args)
{
    bool has = find_long(args, "db", 2) != NULL;
    const char *db = has ? hl_cli_db(args) : "-";
    const char *said = has ? hl_cli_value(args, "db") : NULL;
    if (said != NULL && said[0] == '\0')
        return hl_cli_usage(args, "--db is empty: name the file of the store");
    if (strcmp(db, ":memory:") != 0 && strncmp(db, "file:", 5) != 0)
        return -1;
    return hl_cli_usage(
        args, "a store is named by its file, not '%s' (./%s is a file of that name)", db, db);
}

static int check_outputs(const hl_args *args)
{
    hl_error err = HL_ERROR_INIT;
    return hl_cli_check_outputs(args, &err) == HL_OK ? -1 : hl_cli_fail(args, &err);
}

int hl_cli_parse(hl_args *args, const hl_command *command, int argc, char **argv)
{
    *args = (hl_args){.of = command,
                      .command = argv[0],
                      .lang = hl_cli_language(argc, argv),
                      .options = command->options,
                      .option_count = command->option_count};
    if (asks_for_help(argc, argv)) {
        hl_cli_help_command(stdout, command, args->lang);
        return HL_OK;
    }
    args->given = calloc((size_t)argc, sizeof *args->given);
    args->operands = calloc((size_t)argc, sizeof *args->operands);
    if (args->given == NULL || args->operands == NULL) {
        hl_cli_free(args);
        return hl_cli_out_of_memory(args);
    }
    int code = take_words(args, argc, argv);
    if (code < 0)
        code = hl_cli_check_files(args);
    if (code < 0)
        code = check_operands(args, command->help);
    if (code < 0 && args->operand_count > 0 && command->help->operand != NULL &&
        strcmp(command->help->operand, "EXP") == 0)
        hl_cli_log_experiment(args->operands[0]);
    if (code < 0)
        code = check_db(args);
    if (code < 0)
        code = check_outputs(args);
    if (code >= 0)
        hl_cli_free(args);
    return code;
}

void hl_cli_free(hl_args *args)
{
    free(args->given);
    free(args->operands);
    args->given = NULL;
    args->operands = NULL;
}

size_t hl_cli_count(const hl_args *args, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < args->given_count; i++)
        count += strcmp(args->given[i].option->name, name) == 0;
    return count;
}

const char *hl_cli_nth(const hl_args *args, const char *name, size_t index)
{
    for (size_t i = 0; i < args->given_count; i++) {
        const hl_option *option = args->given[i].option;
        if (option != NULL && strcmp(option->name, name) == 0 && index-- == 0)
            return args->given[i].value;
    }
    return NULL;
}

const char *hl_cli_value(const hl_args *args, const char *name)
{
    return hl_cli_nth(args, name, 0);
}

bool hl_cli_flag(const hl_args *args, const char *name)
{
    return hl_cli_count(args, name) > 0;
}
