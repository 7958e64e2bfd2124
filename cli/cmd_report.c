/* hookline report: the significance report of an experiment, from the store. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "cli/cells_report.h"
#include "cli/command.h"
#include "cli/experiment.h"
#include "cli/outlet.h"

static const hl_option options[] = {
    HL_OPTION_DB,
    HL_OPTIONS_OF_REPORT,
    HL_OPTION_OUTPUT,
    HL_OPTION_LANG,
    HL_OPTION_NOW,
    HL_OPTION_REPORT_ZONE,
    {"look", 0, "K", HL_OPTION_ONCE,
     "group_sequential: which of the planned looks this is, from 1"},
    HL_OPTION_ACCEPT_LOSSES,
};

static const hl_help help = {
    .usage = "hookline report [option...] [EXP]",
    .about = "The verdict on an experiment and why, with every number's interval: lifts against\n"
             "the control, checks of the data, segments, the course over time. EXP is a name in\n"
             "the store, or a definition file (whose experiment must be in the store). Without\n"
             "EXP the experiments of the store are listed.\n"
             "\n"
             "Only users whose attribution window has closed by now are in the comparison; the\n"
             "others are shown apart. The report reads sums that every import keeps, so it is as\n"
             "fast for a long log as for a short one.",
    .details =
        "examples:\n"
        "  hookline report --db shop.db\n"
        "  hookline report coupon-expiry-evening --db shop.db --lang zh\n"
        "  hookline report coupon-expiry-evening --db shop.db --format json -o report.json\n",
    .most_operands = 1,
};

static int list(const hl_args *args, hl_store *store)
{
    hl_error err = HL_ERROR_INIT;
    hl_store_experiment *all = NULL;
    size_t count = 0;
    hl_outlet outlet;
    hl_status status = hl_store_experiments(store, &all, &count, &err);
    if (status == HL_OK)
        status = hl_cli_outlet_open(args, &outlet, &err);
    if (status != HL_OK) {
        free(all);
        return hl_cli_fail(args, &err);
    }
    FILE *out = outlet.file;
    for (size_t i = 0; i < count; i++) {
        hl_cli_print(out, "%s: version %" PRId64 ", ", all[i].name, all[i].version);
        if (all[i].unreadable != NULL)
            hl_cli_print(out, "cannot be read by this program: %s\n", all[i].unreadable);
        else
            hl_cli_print(out, "%" PRId64 " units enrolled, %" PRId64 " touches sent\n",
                         all[i].units, all[i].touches);
    }
    if (count == 0)
        hl_cli_print(out, "no experiments: hookline apply stores one\n");
    free(all);
    status = hl_cli_outlet_close(&outlet, HL_OK, &err);
    return status == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}

static int report(const hl_args *args, hl_store *store, const hl_cells_report *how)
{
    hl_error err = HL_ERROR_INIT;
    hl_definition *file = NULL;
    hl_cells_source *source = NULL;
    hl_cells_reading reading = HL_CELLS_READING_INIT;
    const char *name = NULL;
    hl_status status = hl_cli_experiment(store, args->operands[0], &file, &name, &err);
    if (status == HL_OK)
        status = hl_store_cells_source(store, name, &source, &err);
    int code =
        status == HL_OK ? hl_cli_read_cells(args, source, &reading) : hl_cli_fail(args, &err);
    if (code == HL_OK)
        code = hl_cli_report(args, source, how);
    hl_cells_source_close(source);
    hl_definition_free(file);
    return code;
}

static int run(const hl_args *args)
{
    hl_error err = HL_ERROR_INIT;
    hl_store_options options_of_store = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    hl_cells_report how;
    int code = HL_OK;
    if (!hl_cli_report_options(args, &how))
        return HL_USAGE;
    how.as_of_utc_ms = how.now_utc_ms;
    how.says_look = true;
    if (hl_store_open(hl_cli_db(args), &options_of_store, &store, &err) != HL_OK)
        code = hl_cli_fail(args, &err);
    else if (args->operand_count == 0)
        code = list(args, store);
    else
        code = report(args, store, &how);
    hl_store_close(store);
    return code;
}

int cmd_report(int argc, char **argv)
{
    hl_args args;
    int code = hl_cli_parse(&args, &help, options, COUNT(options), argc, argv);
    if (code >= 0)
        return code;
    code = run(&args);
    hl_cli_free(&args);
    return code;
}
