/* hookline check: definitions, and all that is wrong with them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/experiment.h"
#include "cli/log.h"
#include "cli/outlet.h"
#include "cli/say.h"

static const hl_option options[] = {
    HL_OPTION_FORMAT("text|json"),
    HL_OPTION_NOW,
    HL_OPTION_OUTPUT,
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline check [option...] FILE...",
    .about = {"Checks experiment definitions (JSON; - reads standard input). Every problem of "
              "every file is told at once, with file:line:column, the JSON pointer, and what would "
              "be accepted. Files named together are also checked against each other: names, salts "
              "and layers.",
              "检查实验定义（JSON；- 表示标准输入）。一次列出所有文件的全部问题：文件:行:列、JSON "
              "指针，以及可接受的写法。一起给出的文件还会互相核对：名称、随机盐和流量层。"},
    .details =
        {"Problems go to standard error, one a line; a summary of each good file to standard "
         "output. With --format json everything goes to the output. --quiet leaves out the "
         "warnings and the summaries of the text form. Exit code 3 when a definition is rejected. "
         "Calendars are held against the time of --now.",
         "问题逐行写到标准错误；每个合格文件的概要写到标准输出。--format json "
         "把全部内容写到输出；--quiet 在文本格式下省去警告和概要。有实验定义被拒时退出码为 "
         "3。日历按 --now "
         "的时间核对。"},
    .examples = "  hookline check experiments/*/*.json",
    .operand = "FILE",
    .operands = "FILE",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
};

typedef struct checked {
    size_t count;
    hl_checked_file *files;
    hl_definition **definitions; /* the same, to be freed */
    hl_problems **problems;
    hl_error *errors;
    hl_problems *together;
    int code;
    int64_t now_utc_ms;
} checked;

static bool prepare(checked *c, size_t count)
{
    c->count = count;
    c->files = calloc(count, sizeof *c->files);
    c->definitions = calloc(count, sizeof(hl_definition *));
    c->problems = calloc(count, sizeof(hl_problems *));
    c->errors = calloc(count, sizeof *c->errors);
    c->together = hl_problems_new();
    bool good = c->files != NULL && c->definitions != NULL && c->problems != NULL &&
                c->errors != NULL && c->together != NULL;
    for (size_t i = 0; good && i < count; i++) {
        c->problems[i] = hl_problems_new();
        good = c->problems[i] != NULL;
    }
    return good;
}

static void release(checked *c)
{
    for (size_t i = 0; i < c->count; i++) {
        if (c->definitions != NULL)
            hl_definition_free(c->definitions[i]);
        if (c->problems != NULL)
            hl_problems_free(c->problems[i]);
    }
    free(c->files);
    free((void *)c->definitions);
    free((void *)c->problems);
    free(c->errors);
    hl_problems_free(c->together);
}

/* A rejected definition says more than a file that cannot be read. */
static void worsen(checked *c, hl_status status)
{
    if (status == HL_REJECTED || c->code == HL_OK)
        c->code = (int)status;
}

/* HL_FAILED only for want of memory: a file that cannot be read does not stop the others. */
static hl_status check_file(checked *c, size_t i, const char *path, hl_error *err)
{
    hl_status status =
        hl_cli_definition(path, c->now_utc_ms, c->problems[i], &c->definitions[i], &c->errors[i]);
    worsen(c, status);
    c->files[i] =
        (hl_checked_file){strcmp(path, "-") == 0 ? "standard input" : path, c->definitions[i],
                          c->problems[i], status == HL_FAILED ? c->errors[i].message : NULL};
    return hl_error_is_memory(&c->errors[i]) ? hl_error_memory(err) : HL_OK;
}

static hl_status check_set(checked *c, hl_error *err)
{
    const hl_definition **good = calloc(c->count + 1, sizeof(hl_definition *));
    size_t count = 0;
    if (good == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < c->count; i++)
        if (c->definitions[i] != NULL)
            good[count++] = c->definitions[i];
    hl_status status = hl_definitions_check_together(good, count, c->together, err);
    free((void *)good);
    if (status == HL_FAILED)
        return status;
    worsen(c, status);
    return HL_OK;
}

static hl_status check_all(const hl_args *args, checked *c, hl_error *err)
{
    hl_status status = prepare(c, args->operand_count) ? HL_OK : hl_error_memory(err);
    for (size_t i = 0; status == HL_OK && i < c->count; i++)
        status = check_file(c, i, args->operands[i], err);
    return status == HL_OK ? check_set(c, err) : status;
}

static void print_problems(const hl_problems *problems, bool quiet)
{
    for (size_t i = 0; i < hl_problems_count(problems); i++)
        if (!quiet || hl_problems_get(problems, i)->severity == HL_PROBLEM_ERROR)
            hl_cli_print_problem(problems, i);
}

static void print_count(FILE *out, size_t count, const char *what)
{
    if (count > 0)
        hl_cli_print(out, ", %zu %s%s", count, what, count == 1 ? "" : "s");
}

static void print_summary(FILE *out, const char *file, const hl_experiment *x)
{
    hl_cli_print(out, "%s: ok: %s: %zu arm%s (control %s)", file, x->name, x->arm_count,
                 x->arm_count == 1 ? "" : "s", x->arms[x->design.control].name);
    print_count(out, x->design.factor_count, "factor");
    print_count(out, x->hook_count, "hook");
    print_count(out, x->window_count, "window");
    print_count(out, x->variant_count, "variant");
    print_count(out, x->design.metric_count, "metric");
    print_count(out, x->segment_count, "segment");
    (void)fputc('\n', out);
}

static int emit_text(const hl_args *args, const checked *c)
{
    bool quiet = hl_cli_flag(args, "quiet");
    hl_error err = HL_ERROR_INIT;
    hl_outlet outlet;
    hl_status status = hl_cli_outlet_open(args, &outlet, &err);
    if (status != HL_OK)
        return hl_cli_fail(args, &err);
    for (size_t i = 0; i < c->count; i++) {
        print_problems(c->problems[i], quiet);
        if (c->files[i].failure != NULL) {
            hl_cli_log_failure();
            hl_cli_print(stderr, "hookline check: %s\n", c->files[i].failure);
        } else if (c->definitions[i] != NULL && !quiet) {
            print_summary(outlet.file, c->files[i].file,
                          hl_definition_experiment(c->definitions[i]));
        }
    }
    print_problems(c->together, quiet);
    status = hl_cli_outlet_close(&outlet, HL_OK, &err);
    return status == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}

static int emit_json(const hl_args *args, const checked *c)
{
    char *text = NULL;
    hl_error err = HL_ERROR_INIT;
    if (hl_check_json(c->files, c->count, c->together, &text, &err) != HL_OK)
        return hl_cli_fail(args, &err);
    int code = hl_cli_emit(args, text, strlen(text));
    free(text);
    return code;
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    checked c = {0};
    int code = hl_cli_parse(&args, &hl_cmd_check, argc, argv);
    if (code >= 0)
        return code;
    if (!hl_cli_now(&args, &c.now_utc_ms)) {
        code = HL_USAGE;
        goto done;
    }
    if (check_all(&args, &c, &err) != HL_OK) {
        code = hl_cli_fail(&args, &err);
        goto done;
    }
    code = hl_cli_choice(&args, "format") == 1 ? emit_json(&args, &c) : emit_text(&args, &c);
    if (code == HL_OK)
        code = c.code;
done:
    release(&c);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_check = {
    "check",
    HL_GROUP_EXPERIMENTS,
    {"are definitions right? every problem with its place", "检查实验定义，指出每个问题的位置"},
    &help,
    options,
    COUNT(options),
    run_command,
    NULL};
