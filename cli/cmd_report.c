/* hookline report: the significance report of an experiment, from the store. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/experiment.h"
#include "cli/options.h"
#include "cli/outlet.h"

static const hl_option options[] = {
    HL_OPTION_DB,
    HL_OPTION_FORMAT("text, json, markdown (default text)"),
    HL_OPTION_OUTPUT,
    HL_OPTION_LANG,
    HL_OPTION_NOW,
    {"look", 0, "K", HL_OPTION_ONCE,
     "group_sequential: which of the planned looks this is, from 1"},
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

static const char *const formats[] = {"text", "json", "markdown"};
static const hl_report_format report_formats[] = {HL_REPORT_TEXT, HL_REPORT_JSON,
                                                  HL_REPORT_MARKDOWN};

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
        (void)fprintf(out, "%s: version %" PRId64 ", ", all[i].name, all[i].version);
        if (all[i].unreadable != NULL)
            (void)fprintf(out, "cannot be read by this program: %s\n", all[i].unreadable);
        else
            (void)fprintf(out, "%" PRId64 " units enrolled, %" PRId64 " touches sent\n",
                          all[i].units, all[i].touches);
    }
    if (count == 0)
        (void)fprintf(out, "no experiments: hookline apply stores one\n");
    free(all);
    status = hl_cli_outlet_close(&outlet, HL_OK, &err);
    return status == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}

/* A plan of looks is only held when each is read at its own level, so the look must be said. */
static hl_status read_look(const hl_args *args, const hl_design *design, size_t *look,
                           hl_error *err)
{
    const char *given = hl_cli_value(args, "look");
    bool planned = design->inference == HL_INFER_GROUP_SEQUENTIAL;
    if (given == NULL && !planned)
        return HL_OK;
    if (!planned)
        return hl_error_set(err, HL_USAGE,
                            "--look is for experiments with inference "
                            "group_sequential; '%s' has no planned looks",
                            design->experiment);
    char *end = NULL;
    long number = given == NULL ? 0 : strtol(given, &end, 10);
    if (given == NULL || *end != '\0' || number < 1 || (size_t)number > design->look_count)
        return hl_error_set(err, HL_USAGE,
                            "'%s' plans %zu looks: say with --look K, from 1 to %zu, which of them "
                            "this is; each is read at a level of its own",
                            design->experiment, design->look_count, design->look_count);
    *look = (size_t)number;
    return HL_OK;
}

static int report(const hl_args *args, hl_store *store, int format, hl_lang lang, int64_t now)
{
    hl_error err = HL_ERROR_INIT;
    hl_definition *file = NULL;
    hl_definition *definition = NULL;
    hl_cells *cells = NULL;
    hl_analysis *analysis = NULL;
    hl_analysis_options how = HL_ANALYSIS_OPTIONS_INIT;
    const hl_design *design = NULL;
    const char *name = NULL;
    char *text = NULL;
    bool colour = report_formats[format] == HL_REPORT_TEXT &&
                  hl_cli_value(args, "output") == NULL && isatty(STDOUT_FILENO) == 1;
    hl_status status = hl_cli_experiment(store, args->operands[0], &file, &name, &err);
    if (status == HL_OK)
        status = hl_store_cells(store, name, &definition, &cells, &err);
    if (status == HL_OK) {
        how.as_of_utc_ms = now;
        how.now_utc_ms = now;
        how.definition_digest = hl_definition_digest(definition);
        design = &hl_definition_experiment(definition)->design;
        status = read_look(args, design, &how.look, &err);
    }
    if (status == HL_OK)
        status = hl_analysis_run(design, cells, &how, &analysis, &err);
    if (status == HL_OK)
        status = hl_report_write(analysis, report_formats[format], lang, colour, &text, &err);
    int code = status == HL_OK ? hl_cli_emit(args, text, strlen(text)) : hl_cli_fail(args, &err);
    free(text);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    hl_definition_free(definition);
    hl_definition_free(file);
    return code;
}

int cmd_report(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    hl_lang lang = HL_LANG_EN;
    int64_t now = 0;
    int code = hl_cli_parse(&args, &help, options, COUNT(options), argc, argv);
    if (code >= 0)
        return code;
    int format = hl_cli_choice(&args, "format", formats, COUNT(formats));
    code = HL_USAGE;
    if (format < 0 || !hl_cli_lang(&args, &lang) || !hl_cli_now(&args, &now))
        goto done;
    if (hl_store_open(hl_cli_db(&args), &how, &store, &err) != HL_OK)
        code = hl_cli_fail(&args, &err);
    else if (args.operand_count == 0)
        code = list(&args, store);
    else
        code = report(&args, store, format, lang, now);
done:
    hl_store_close(store);
    hl_cli_free(&args);
    return code;
}
