#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/outlet.h"
#include "cli/shares.h"

static const hl_option options[] = {
    {"list",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"list the methods; with --format json with all that they take and give",
      "列出所有方法；--format json 还给出各方法的输入与输出"}},
    {"conf",
     0,
     "LEVEL",
     HL_OPTION_ONCE,
     {"confidence level of `calc lift` (default 0.95)", "calc lift 的置信水平（默认 0.95）"}},
    HL_OPTION_FORMAT("text|json"),
    HL_OPTION_OUTPUT,
};

static const hl_help help = {
    .usage = "hookline calc lift CONTROL TREATMENT\n"
             "hookline calc METHOD KEY=VALUE...\n"
             "hookline calc METHOD --help\n"
             "hookline calc --list\n"
             "hookline calc [FILE]",
    .about = {"Every statistic from bare numbers: two rates compared in one line, or one method "
              "with its numbers.\n"
              "\n"
              "Without a method it reads lines of {\"id\", \"method\", \"in\"} from FILE or "
              "standard input and answers each with {\"id\", \"out\"} or {\"id\", \"error\"}. What "
              "does not exist is null, what is infinite \"inf\" or \"-inf\". A line with an error "
              "does not stop the others, nor does it change the exit code.",
              "直接用数字计算任何统计量：一行比较两个比例，或给一个方法传入数值。\n"
              "\n"
              "不写方法时，从 FILE 或标准输入逐行读取 {\"id\", \"method\", \"in\"}，逐行回答 "
              "{\"id\", \"out\"} 或 {\"id\", \"error\"}。不存在的结果为 null，无穷为 \"inf\" 或 "
              "\"-inf\"。某行出错不影响其他行，也不改变退出码。"},
    .examples =
        "  hookline calc lift 57/1471 87/1529\n"
        "  hookline calc scas_ratio xc=57 nc=1471 xt=87 nt=1529 conf=0.9\n"
        "  echo '{\"id\":1,\"method\":\"wilson\",\"in\":{\"x\":3,\"n\":10}}' | hookline calc",
    .operand = "METHOD",
    .most_operands = 64,
};

enum { LONGEST_LINE = 16 << 20 };

/* getline with an end: a line that is longer than any question has none. *length -1: no more. */
static hl_status take_line(FILE *in, const char *in_name, char **line, size_t *capacity,
                           ssize_t *length, hl_error *err)
{
    size_t used = 0;
    int c = 0;
    *length = -1;
    while ((c = getc(in)) != EOF) {
        if (used + 2 > *capacity) {
            size_t larger = *capacity == 0 ? 4096 : *capacity * 2;
            char *moved = larger > LONGEST_LINE ? NULL : realloc(*line, larger);
            if (moved == NULL)
                return larger > LONGEST_LINE
                           ? hl_error_set(err, HL_REJECTED, "%s: a line of more than %d MiB",
                                          in_name, (int)(LONGEST_LINE >> 20))
                           : hl_error_memory(err);
            *line = moved;
            *capacity = larger;
        }
        (*line)[used++] = (char)c;
        if (c == '\n')
            break;
    }
    if (used > 0) {
        (*line)[used] = '\0';
        *length = (ssize_t)used;
    }
    return ferror(in) ? hl_error_system(err, "%s", in_name) : HL_OK;
}

static hl_status write_answer(const char *answer, hl_outlet *out, hl_error *err)
{
    char *said = NULL;
    hl_status status = hl_calc_error_said(answer, &said, err);
    const char *text = said == NULL ? answer : said;
    if (status == HL_OK)
        status = hl_cli_outlet_write(out, text, strlen(text), err);
    if (status == HL_OK)
        status = hl_cli_outlet_write(out, "\n", 1, err);
    free(said);
    return status;
}

static hl_status stream(hl_calc *calc, FILE *in, const char *in_name, hl_outlet *out, hl_error *err)
{
    char *line = NULL;
    size_t capacity = 0;
    hl_status status = HL_OK;
    ssize_t length;
    while (status == HL_OK &&
           (status = take_line(in, in_name, &line, &capacity, &length, err)) == HL_OK &&
           length >= 0) {
        while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
            length--;
        if (length == 0)
            continue;
        const char *answer = hl_calc_line(calc, line, (size_t)length);
        status = answer == NULL ? hl_error_memory(err) : write_answer(answer, out, err);
    }
    free(line);
    return status;
}

/* What a report has written, or why not; frees it. */
static int emit(const hl_args *args, hl_status status, char *text, const hl_error *err)
{
    int code = status == HL_OK ? hl_cli_emit(args, text, strlen(text)) : hl_cli_fail(args, err);
    free(text);
    return code;
}

/* "57/1471" */
static bool is_arm(const char *text)
{
    size_t hits = strspn(text, "0123456789");
    size_t trials = text[hits] == '/' ? strspn(text + hits + 1, "0123456789") : 0;
    return hits > 0 && trials > 0 && text[hits + 1 + trials] == '\0';
}

/* There is no such method: the one that may be meant, else those of which it is said. */
static int no_method(const hl_args *args, const char *name)
{
    hl_error err = HL_ERROR_INIT;
    hl_calc_method method;
    char *about = NULL;
    if (args->operand_count == 2 && is_arm(name) && is_arm(args->operands[1]))
        return hl_cli_usage(args, "there is no method '%s'; did you mean lift %s %s?", name, name,
                            args->operands[1]);
    hl_status status = hl_calc_describe(name, &method, &err);
    const char *const lift = "lift"; /* a word of this command, and no method */
    if (status != HL_FAILED && strchr(err.message, '?') == NULL &&
        hl_suggest(name, &lift, 1) != NULL)
        return hl_cli_usage(args, "there is no method '%s'; did you mean '%s'?", name, lift);
    int code = hl_cli_fail(args, &err);
    if (status == HL_FAILED || strchr(err.message, '?') != NULL)
        return code;
    err = (hl_error)HL_ERROR_INIT;
    if (hl_calc_write_methods_about(name, args->lang, &about, &err) != HL_OK)
        return hl_cli_fail(args, &err);
    if (about[0] != '\0')
        hl_cli_print(stderr, "methods of which it is said:\n");
    (void)fputs(about, stderr);
    free(about);
    hl_cli_print(stderr, "all methods: hookline calc --list\n");
    return code;
}

/* What cannot be opened, and is no path, was meant as a method. */
static int no_input(const hl_args *args, const char *name)
{
    hl_error err = HL_ERROR_INIT;
    bool missing = errno == ENOENT;
    (void)hl_error_system(&err, "%s", name);
    if (missing && strpbrk(name, "/.") == NULL && !hl_error_is_memory(&err))
        return no_method(args, name);
    return hl_cli_fail(args, &err);
}

static int run_stream(const hl_args *args, hl_calc *calc)
{
    hl_error err = HL_ERROR_INIT;
    hl_outlet out;
    const char *name = args->operand_count > 0 ? args->operands[0] : "-";
    bool from_file = strcmp(name, "-") != 0;
    FILE *in = from_file ? fopen(name, "rb") : stdin;
    if (in == NULL)
        return no_input(args, name);
    hl_status status = hl_cli_outlet_open(args, &out, &err);
    if (status == HL_OK) {
        status = stream(calc, in, from_file ? name : "standard input", &out, &err);
        status = hl_cli_outlet_close(&out, status, &err);
    }
    if (from_file)
        (void)fclose(in);
    return status == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}

static int run_lift(const hl_args *args)
{
    hl_error err = HL_ERROR_INIT;
    char *text = NULL;
    double conf = 0.95;
    if (!hl_cli_share(args, "conf", &conf))
        return HL_USAGE;
    if (args->operand_count != 3)
        return hl_cli_usage(args, "lift takes the two arms: lift 57/1471 87/1529");
    hl_calc_arm control, treatment;
    hl_calc_comparison comparison;
    hl_status status = hl_calc_read_arm(args->operands[1], &control, &err);
    if (status == HL_OK)
        status = hl_calc_read_arm(args->operands[2], &treatment, &err);
    if (status == HL_OK)
        status = hl_calc_compare(&control, &treatment, conf, &comparison, &err);
    if (status == HL_OK)
        status = hl_calc_write_comparison(&comparison, args->lang, &text, &err);
    return emit(args, status, text, &err);
}

static int describe(const hl_args *args, const char *name)
{
    hl_error err = HL_ERROR_INIT;
    hl_calc_method method;
    char *text = NULL;
    hl_status status = hl_calc_describe(name, &method, &err);
    if (status == HL_OK)
        status = hl_calc_write_method(&method, args->lang, &text, &err);
    return emit(args, status, text, &err);
}

static int run_method(const hl_args *args, hl_calc *calc)
{
    hl_error err = HL_ERROR_INIT;
    hl_calc_answer answer;
    char *text = NULL;
    hl_status status = hl_calc_pairs(calc, args->operands[0], args->operands + 1,
                                     args->operand_count - 1, &answer, &err);
    if (status == HL_OK)
        status = hl_calc_write_answer(&answer, args->lang, &text, &err);
    int code = emit(args, status, text, &err);
    if (status == HL_USAGE || status == HL_REJECTED)
        hl_cli_print(stderr, "try: hookline calc %s --help\n", args->operands[0]);
    return code;
}

static int run_list(const hl_args *args)
{
    hl_error err = HL_ERROR_INIT;
    char *text = NULL;
    hl_status status = hl_cli_choice(args, "format") == 1
                           ? hl_calc_methods_json(&text, &err)
                           : hl_calc_write_methods(args->lang, &text, &err);
    return emit(args, status, text, &err);
}

/* `calc METHOD --help` tells of the method, not of the command: the method, or NULL. Takes the
 * word for help out of the words. */
static bool ask_about_method(int *argc, char **argv)
{
    const char *method = NULL;
    int asked = 0;
    for (int i = 1; i < *argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            asked = i;
        else if (hl_calc_has(argv[i]))
            method = argv[i];
    }
    if (method == NULL || asked == 0)
        return false;
    for (int i = asked; i + 1 < *argc; i++)
        argv[i] = argv[i + 1];
    (*argc)--;
    return true;
}

static int run(const hl_args *args, hl_calc *calc)
{
    if (hl_cli_value(args, "format") != NULL && !hl_cli_flag(args, "list"))
        return hl_cli_usage(args, "--format is of --list; lines of JSON are answered in JSON");
    if (hl_cli_flag(args, "list"))
        return run_list(args);
    if (args->operand_count > 0 && strcmp(args->operands[0], "lift") == 0)
        return run_lift(args);
    if (args->operand_count > 1)
        return hl_calc_has(args->operands[0]) ? run_method(args, calc)
                                              : no_method(args, args->operands[0]);
    if (args->operand_count == 1 && hl_calc_has(args->operands[0]))
        return describe(args, args->operands[0]);
    return run_stream(args, calc);
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    hl_calc *calc = hl_calc_new();
    if (calc == NULL) {
        hl_cli_print(stderr, "hookline calc: out of memory\n");
        return HL_FAILED;
    }
    bool about_method = ask_about_method(&argc, argv);
    int code = hl_cli_parse(&args, &hl_cmd_calc, argc, argv);
    if (code < 0) {
        code = about_method && args.operand_count > 0 ? describe(&args, args.operands[0])
                                                      : run(&args, calc);
        hl_cli_free(&args);
    }
    hl_calc_free(calc);
    return code;
}

const hl_command hl_cmd_calc = {"calc",
                                HL_GROUP_STATISTICS,
                                {"every statistic from bare numbers", "直接用数字计算任何统计量"},
                                &help,
                                options,
                                COUNT(options),
                                run_command,
                                NULL};
