#include "cli/again.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The report is the same whatever these say. */
static const char *const leave_alike[] = {"output", "quiet", "threads", "strict", "log"};

enum { MOST_ADDED = 16 };

static void add(hl_again *again, const char *before, const char *word)
{
    size_t size = strlen(before) + strlen(word) + 1;
    char *copy = malloc(size);
    if (copy == NULL) {
        again->failed = true;
        return;
    }
    (void)snprintf(copy, size, "%s%s", before, word);
    again->words[again->count++] = copy;
}

/* What the clock, the environment, the terminal or the definition says where nobody else did: at
 * the end, so that the command is the same either way. */
static const char *const at_end[] = {"db", "now", "zone", "lang", "detail", "width"};

static bool is_one_of(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void add_given(const hl_args *args, hl_again *again)
{
    for (size_t i = 0; i < args->given_count; i++) {
        const hl_option *option = args->given[i].option;
        if (is_one_of(leave_alike, COUNT(leave_alike), option->name) ||
            is_one_of(at_end, COUNT(at_end), option->name))
            continue;
        add(again, "--", option->name);
        if (option->value != NULL)
            add(again, "", args->given[i].value);
    }
}

static bool has(const hl_args *args, const char *name)
{
    for (size_t i = 0; i < args->option_count; i++)
        if (strcmp(args->options[i].name, name) == 0)
            return true;
    return strcmp(name, "lang") == 0; /* every command has it */
}

static void add_at_end(const hl_args *args, const char *name, const char *taken, hl_again *again)
{
    const char *said = hl_cli_value(args, name);
    if (!has(args, name) || taken == NULL)
        return;
    add(again, "--", name);
    add(again, "", said != NULL ? said : taken);
}

static void add_all_at_end(const hl_args *args, const hl_cells_report *how, const char *zone,
                           hl_again *again)
{
    char now[HL_TIME_TEXT];
    char width[24];
    bool wide = how->form.width != 0 && how->form.width != HL_REPORT_WIDTH &&
                how->form.format == HL_REPORT_TEXT;
    bool flat = hl_cli_count(args, "metric") > 0 || hl_cli_value(args, "definition") != NULL;
    (void)snprintf(width, sizeof width, "%zu", how->form.width);
    const char *const taken[] = {flat ? NULL : hl_cli_db(args), /* which a flat file does not ask */
                                 hl_time_text((hl_local_time){how->now_utc_ms, 0}, now),
                                 zone,
                                 how->form.lang == HL_LANG_ZH ? "zh" : "en",
                                 how->form.detail == HL_REPORT_SHORT ? "short" : "full",
                                 wide ? width : NULL};
    for (size_t i = 0; i < COUNT(at_end); i++)
        add_at_end(args, at_end[i], taken[i], again);
}

static bool looks_like_options(const hl_args *args)
{
    for (size_t i = 0; i < args->operand_count; i++)
        if (args->operands[i][0] == '-' && args->operands[i][1] != '\0')
            return true;
    return false;
}

static void add_operands(const hl_args *args, hl_again *again)
{
    for (size_t i = 0; i < args->operand_count; i++)
        add(again, "", args->operands[i]);
}

hl_status hl_cli_again(const hl_args *args, const hl_cells_report *how, const char *zone,
                       hl_again *again, hl_error *err)
{
    bool last = looks_like_options(args);
    size_t most = 2 * args->given_count + args->operand_count + MOST_ADDED;
    *again = (hl_again){.words = calloc(most, sizeof *again->words)};
    if (again->words == NULL)
        return hl_error_memory(err);
    add(again, "", "hookline");
    add(again, "", args->command);
    if (!last)
        add_operands(args, again);
    add_given(args, again);
    add_all_at_end(args, how, zone, again);
    if (last) {
        add(again, "", "--");
        add_operands(args, again);
    }
    return again->failed ? hl_error_memory(err) : HL_OK;
}

void hl_cli_again_free(hl_again *again)
{
    for (size_t i = 0; i < again->count; i++)
        free(again->words[i]);
    free(again->words);
    *again = (hl_again){0};
}
