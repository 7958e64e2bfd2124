/* hookline verify: the cells against the log. */
#include <inttypes.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/unread.h"

static const hl_option options[] = {
    HL_OPTION_DB,
    {"repair",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"write the right sums in place of the wrong ones", "用正确的汇总替换错误的"}},
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline verify [option...]",
    .about = {"Computes every sum of the store anew from the whole log and compares it with what "
              "is stored, bit for bit; also checks the pages of the file. They always agree unless "
              "the file was changed by other means.",
              "从全部日志重新计算数据库中的每个汇总，与存储的结果逐位比对，并检查文件的页。除非文件"
              "被别的程序改过，两者总是一致。"},
    .details = {"Exit code 3 when a sum differs (and --repair was not given).",
                "有汇总不一致（且未给出 --repair）时退出码为 3。"},
    .examples = "  hookline verify --db shop.db",
};

static void print_differing(const hl_verify_summary *s)
{
    bool one = s->differing == 1;
    if (s->repaired)
        hl_cli_print(stdout,
                     one ? "%" PRId64 " cell differed, and is right now"
                         : "%" PRId64 " cells differed, and are right now",
                     s->differing);
    else
        hl_cli_print(stdout, one ? "%" PRId64 " cell differs" : "%" PRId64 " cells differ",
                     s->differing);
}

static void print_summary(const char *path, const hl_verify_summary *s)
{
    hl_cli_print(stdout, "%s: ", path);
    if (s->differing == 0)
        hl_cli_print(stdout, "all right");
    else
        print_differing(s);
    hl_cli_print(stdout,
                 " (cells %" PRId64 ", experiments %" PRId64 ", users %" PRId64 ", touches %" PRId64
                 ", events %" PRId64 ")\n",
                 s->cells, s->experiments, s->users, s->touches, s->events);
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    hl_verify_summary summary = {0};
    int code = hl_cli_parse(&args, &hl_cmd_verify, argc, argv);
    if (code >= 0)
        return code;
    how.unread = hl_cli_unread();
    hl_problems *problems = hl_problems_new();
    hl_status status = problems == NULL ? hl_error_memory(&err)
                                        : hl_store_open(hl_cli_db(&args), &how, &store, &err);
    if (status == HL_OK)
        status = hl_store_verify(store, hl_cli_flag(&args, "repair"), problems, &summary, &err);
    if (problems != NULL)
        hl_cli_print_problems(problems);
    if (!hl_cli_flag(&args, "quiet") && (status == HL_OK || status == HL_REJECTED))
        print_summary(hl_cli_db(&args), &summary);
    code = status == HL_OK ? HL_OK : hl_cli_fail(&args, &err);
    hl_store_close(store);
    hl_problems_free(problems);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_verify = {
    "verify",
    HL_GROUP_STORE,
    {"do the sums that the store keeps agree with its log, bit for bit?",
     "数据库的汇总与日志是否逐位一致？"},
    &help,
    options,
    COUNT(options),
    run_command,
    NULL};
