/* hookline verify: the cells against the log. */
#include <inttypes.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/options.h"

static const hl_option options[] = {
    HL_OPTION_DB,
    {"repair", 0, NULL, HL_OPTION_FLAG, "write the right cells in place of the wrong ones"},
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline verify [option...]",
    .about = "Computes every cell of the store anew from the whole log and compares it with what\n"
             "is stored, bit for bit; also checks the pages of the file. They always agree unless\n"
             "the file was changed by other means.",
    .details = "Exit code 3 when a cell differs (and --repair was not given).\n"
               "\n"
               "example:\n"
               "  hookline verify --db shop.db\n",
};

static void print_summary(const char *path, const hl_verify_summary *s)
{
    hl_cli_print(stdout, "%s: ", path);
    if (s->differing == 0)
        hl_cli_print(stdout, "all right");
    else
        hl_cli_print(stdout, "%" PRId64 " cells differ%s", s->differing,
                     s->repaired ? "ed, and are right now" : "");
    hl_cli_print(stdout,
                 " (cells %" PRId64 ", experiments %" PRId64 ", users %" PRId64 ", touches %" PRId64
                 ", events %" PRId64 ")\n",
                 s->cells, s->experiments, s->users, s->touches, s->events);
}

int cmd_verify(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    hl_verify_summary summary = {0};
    int code = hl_cli_parse(&args, &help, options, COUNT(options), argc, argv);
    if (code >= 0)
        return code;
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
