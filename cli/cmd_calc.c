#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"

static const hl_option options[] = {
    {"list", 0, NULL, HL_OPTION_FLAG, "list the methods"},
    {"conf", 0, "LEVEL", HL_OPTION_ONCE, "confidence level of `calc lift` (default 0.95)"},
    HL_OPTION_OUTPUT,
};

static const hl_help help = {
    .usage = "hookline calc [FILE]\n"
             "       hookline calc lift CONTROL TREATMENT\n"
             "       hookline calc METHOD KEY=VALUE...\n"
             "       hookline calc METHOD --help\n"
             "       hookline calc --list",
    .about =
        "Every statistic from bare numbers.\n\n"
        "Without a method: reads lines of {\"id\", \"method\", \"in\"} from FILE or standard\n"
        "input and answers each with {\"id\", \"out\"} or {\"id\", \"error\"}. What does not "
        "exist\n"
        "is null, what is infinite \"inf\" or \"-inf\". A line with an error does not stop the\n"
        "others, nor does it change the exit code.",
    .details =
        "examples:\n"
        "  hookline calc lift 57/1471 87/1529\n"
        "  hookline calc scas_ratio xc=57 nc=1471 xt=87 nt=1529 conf=0.9\n"
        "  echo '{\"id\":1,\"method\":\"wilson\",\"in\":{\"x\":3,\"n\":10}}' | hookline calc",
    .most_operands = 64,
};

static int stream(const hl_args *args, hl_calc *calc, FILE *in, const char *in_name, FILE *out)
{
    char *line = NULL;
    size_t capacity = 0;
    int code = HL_OK;
    ssize_t length;
    while ((length = getline(&line, &capacity, in)) >= 0) {
        while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
            length--;
        if (length == 0)
            continue;
        const char *answer = hl_calc_line(calc, line, (size_t)length);
        if (answer == NULL || fputs(answer, out) < 0 || fputc('\n', out) == EOF) {
            code = HL_FAILED;
            (void)fprintf(stderr, "hookline calc: %s\n",
                          answer == NULL ? "out of memory" : strerror(errno));
            break;
        }
    }
    if (code == HL_OK && ferror(in)) {
        (void)fprintf(stderr, "hookline %s: %s: %s\n", args->command, in_name, strerror(errno));
        code = HL_FAILED;
    }
    free(line);
    return code;
}

static int run_stream(const hl_args *args, hl_calc *calc)
{
    const char *in_name = args->operand_count > 0 ? args->operands[0] : "-";
    const char *out_name = hl_cli_value(args, "output");
    bool from_file = strcmp(in_name, "-") != 0;
    bool to_file = out_name != NULL && strcmp(out_name, "-") != 0;
    FILE *in = from_file ? fopen(in_name, "rb") : stdin;
    if (in == NULL) {
        hl_error err = HL_ERROR_INIT;
        const char *text;
        (void)fprintf(stderr, "hookline calc: %s: %s\n", in_name, strerror(errno));
        if (hl_calc_describe(calc, in_name, &text, &err) != HL_OK)
            (void)fprintf(stderr, "hookline calc: %s\n", err.message);
        return HL_FAILED;
    }
    FILE *out = to_file ? fopen(out_name, "wb") : stdout;
    int code = HL_FAILED;
    if (out == NULL) {
        (void)fprintf(stderr, "hookline calc: %s: %s\n", out_name, strerror(errno));
        goto done;
    }
    code = stream(args, calc, in, from_file ? in_name : "standard input", out);
    if (to_file && fclose(out) != 0 && code == HL_OK) {
        (void)fprintf(stderr, "hookline calc: %s: %s\n", out_name, strerror(errno));
        code = HL_FAILED;
    }
done:
    if (from_file)
        (void)fclose(in);
    return code;
}

static int run_lift(const hl_args *args, hl_calc *calc)
{
    hl_error err = HL_ERROR_INIT;
    const char *text = NULL, *level = hl_cli_value(args, "conf");
    char *end = NULL;
    double conf = level == NULL ? 0.95 : strtod(level, &end);
    if (end != NULL && (end == level || *end != '\0'))
        return hl_cli_usage(args, "--conf takes a number between 0 and 1, not '%s'", level);
    if (args->operand_count != 3)
        return hl_cli_usage(args, "lift takes the two arms: lift 57/1471 87/1529");
    if (hl_calc_lift(calc, args->operands[1], args->operands[2], conf, &text, &err) != HL_OK)
        return hl_cli_fail(args, &err);
    return hl_cli_emit(args, text, strlen(text));
}

static int run_method(const hl_args *args, hl_calc *calc)
{
    hl_error err = HL_ERROR_INIT;
    const char *text = NULL;
    hl_status status = args->operand_count > 1
                           ? hl_calc_pairs(calc, args->operands[0], args->operands + 1,
                                           args->operand_count - 1, &text, &err)
                           : hl_calc_describe(calc, args->operands[0], &text, &err);
    return status == HL_OK ? hl_cli_emit(args, text, strlen(text)) : hl_cli_fail(args, &err);
}

static int run_list(const hl_args *args, hl_calc *calc)
{
    hl_error err = HL_ERROR_INIT;
    const char *text = NULL;
    if (hl_calc_list(calc, &text, &err) != HL_OK)
        return hl_cli_fail(args, &err);
    return hl_cli_emit(args, text, strlen(text));
}

static bool is_method(hl_calc *calc, const char *name)
{
    const char *text;
    return hl_calc_describe(calc, name, &text, NULL) == HL_OK;
}

/* `calc METHOD --help` tells of the method, not of the command. */
static bool asks_about_method(hl_calc *calc, int argc, char **argv)
{
    return argc == 3 && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0) &&
           is_method(calc, argv[1]);
}

static int run(const hl_args *args, hl_calc *calc)
{
    if (hl_cli_flag(args, "list"))
        return run_list(args, calc);
    if (args->operand_count > 0 && strcmp(args->operands[0], "lift") == 0)
        return run_lift(args, calc);
    if (args->operand_count > 1 || (args->operand_count == 1 && is_method(calc, args->operands[0])))
        return run_method(args, calc);
    return run_stream(args, calc);
}

int cmd_calc(int argc, char **argv)
{
    hl_args args;
    hl_calc *calc = hl_calc_new();
    if (calc == NULL) {
        (void)fprintf(stderr, "hookline calc: out of memory\n");
        return HL_FAILED;
    }
    bool about_method = asks_about_method(calc, argc, argv);
    int code = hl_cli_parse(&args, &help, options, COUNT(options), about_method ? 2 : argc, argv);
    if (code < 0) {
        code = run(&args, calc);
        hl_cli_free(&args);
    }
    hl_calc_free(calc);
    return code;
}
