#include "cli/cells_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/again.h"
#include "cli/effects.h"
#include "cli/log.h"
#include "cli/progress.h"
#include "cli/terminal.h"

/* ---- options */

static bool take_width(const hl_args *args, bool terminal, size_t *width)
{
    const char *text = hl_cli_value(args, "width");
    char *end = NULL;
    if (text == NULL) {
        size_t columns = terminal ? hl_cli_terminal_width() : 0;
        *width = columns == 0 || columns > HL_REPORT_LEAST_WIDTH ? columns : HL_REPORT_LEAST_WIDTH;
        *width = *width < HL_REPORT_MOST_WIDTH ? *width : HL_REPORT_MOST_WIDTH;
        return true;
    }
    long value = strtol(text, &end, 10);
    *width = (size_t)value;
    if (end != text && *end == '\0' && value >= HL_REPORT_LEAST_WIDTH &&
        value <= HL_REPORT_MOST_WIDTH)
        return true;
    (void)hl_cli_usage(args, "--width takes a whole number from %d to %d, not '%s'",
                       (int)HL_REPORT_LEAST_WIDTH, (int)HL_REPORT_MOST_WIDTH, text);
    return false;
}

static bool take_form(const hl_args *args, hl_report_options *form)
{
    static const hl_report_format formats[] = {HL_REPORT_TEXT, HL_REPORT_JSON, HL_REPORT_MARKDOWN};
    hl_report_format format = formats[hl_cli_choice(args, "format")];
    bool terminal =
        format == HL_REPORT_TEXT && hl_cli_value(args, "output") == NULL && hl_cli_on_terminal();
    bool is_short =
        hl_cli_value(args, "detail") == NULL ? terminal : hl_cli_choice(args, "detail") == 0;
    form->format = format;
    form->lang = args->lang;
    form->detail = is_short ? HL_REPORT_SHORT : HL_REPORT_FULL;
    form->colour = terminal && hl_cli_terminal_colour();
    return take_width(args, terminal, &form->width);
}

bool hl_cli_report_options(const hl_args *args, hl_cells_report *out)
{
    *out = (hl_cells_report){.form = HL_REPORT_OPTIONS_INIT,
                             .zone = hl_cli_value(args, "zone"),
                             .as_of_utc_ms = INT64_MAX,
                             .accept_losses = hl_cli_flag(args, "accept-losses")};
    static const hl_effect_rule rules[] = {
        {"detail", NULL, "--format json"},
        {"width", NULL, "--format json|--format markdown"},
    };
    return hl_cli_check_effects(args, rules, COUNT(rules)) == HL_OK &&
           take_form(args, &out->form) && hl_cli_now(args, &out->now_utc_ms);
}

/* ---- reading */

static void show_progress(void *context, int64_t done, int64_t total)
{
    if (total > 0)
        hl_cli_progress_tell(context, done, total);
}

static void tell_rejects(const hl_args *args, const hl_cells_source *source,
                         const hl_problems *problems)
{
    hl_cells_rows rows = hl_cells_source_rows(source);
    if (!hl_cli_flag(args, "quiet")) {
        hl_cli_print_problems(problems);
        if (rows.left_out > 0 && hl_cli_value(args, "where") != NULL)
            hl_cli_print(stderr,
                         hl_cli_value(args, "definition") != NULL
                             ? "hookline %s: %lld of %lld row%s are left out by --where, or as of "
                               "users outside the audience\n"
                         : rows.left_out == 1
                             ? "hookline %s: %lld of %lld row%s is left out by --where\n"
                             : "hookline %s: %lld of %lld row%s are left out by --where\n",
                         args->command, (long long)rows.left_out, (long long)rows.read,
                         rows.read == 1 ? "" : "s");
    }
    if (rows.undecided > 0) {
        hl_cli_log_warning();
        hl_cli_print(
            stderr,
            "hookline %s: %lld row%s left out as well: --where asks for a number, or for yes or "
            "no, and a text stands there, so nobody knows whether it holds\n",
            args->command, (long long)rows.undecided, rows.undecided == 1 ? " is" : "s are");
    }
    if (rows.unread > 0) {
        hl_cli_log_warning();
        hl_cli_print(stderr,
                     "hookline %s: %lld cell%s could not be read; a metric leaves out the rows "
                     "whose cells it cannot read\n",
                     args->command, (long long)rows.unread, rows.unread == 1 ? "" : "s");
    }
    long long looked_at = (long long)(rows.read - rows.left_out);
    if (rows.rejected > 0) {
        hl_cli_log_warning();
        hl_cli_print(stderr,
                     rows.rejected == 1
                         ? "hookline %s: %lld of %lld row%s could not be read and is left out\n"
                         : "hookline %s: %lld of %lld row%s could not be read and are left out\n",
                     args->command, (long long)rows.rejected, looked_at, looked_at == 1 ? "" : "s");
    }
}

int hl_cli_read_cells(const hl_args *args, hl_cells_source *source, const hl_cells_reading *how)
{
    hl_error err = HL_ERROR_INIT;
    hl_cells_reading reading = *how;
    hl_progress progress;
    hl_problems *problems = hl_problems_new();
    if (problems == NULL)
        return hl_cli_out_of_memory(args);
    if (hl_cli_progress_start(args, &progress, (hl_bilingual){"reading", "读取"})) {
        reading.progress = show_progress;
        reading.context = &progress;
    }
    hl_status status = hl_cells_source_read(source, &reading, problems, &err);
    hl_cli_progress_end(&progress, status == HL_OK);
    if (status == HL_OK)
        tell_rejects(args, source, problems);
    else
        hl_cli_print_problems(problems);
    hl_problems_free(problems);
    return status == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}

int hl_cli_strict(const hl_args *args, const hl_cells_source *source, int code)
{
    bool strict = hl_cli_flag(args, "strict");
    hl_cells_rows rows = hl_cells_source_rows(source);
    bool all_read = rows.rejected == 0 && rows.unread == 0 && rows.undecided == 0;
    return code == HL_OK && strict && !all_read ? HL_REJECTED : code;
}

/* ---- analysing */

/* A plan of looks is only held when each is read at its own level, so the look must be said. */
static hl_status read_look(const hl_args *args, const hl_design *design, size_t *look,
                           hl_error *err)
{
    const char *given = hl_cli_value(args, "look");
    bool planned = design->inference == HL_INFER_GROUP_SEQUENTIAL;
    if (given == NULL && (!planned || design->planned_units > 0))
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
                            "this is, or the planned_units of the analysis; each is read at a "
                            "level of its own",
                            design->experiment, design->look_count, design->look_count);
    *look = (size_t)number;
    return HL_OK;
}

/* An experiment of the source, analysed. taken says which it is, also when it cannot be. */
static hl_status analyse(const hl_args *args, hl_cells_source *source, size_t index,
                         const hl_cells_report *how, hl_cells_taken *taken, hl_analysis **out,
                         hl_error *err)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_status status = hl_cells_source_take(source, index, taken, err);
    options.as_of_utc_ms = how->as_of_utc_ms;
    options.now_utc_ms = how->now_utc_ms;
    options.definition_digest = taken->definition_digest;
    options.inputs = taken->inputs;
    options.input_count = taken->input_count;
    options.threads = how->threads;
    options.accept_losses = how->accept_losses;
    options.zone = how->zone != NULL ? how->zone : taken->zone;
    if (status == HL_OK && how->says_look)
        status = read_look(args, taken->design, &options.look, err);
    return status == HL_OK ? hl_analysis_run(taken->design, taken->cells, &options, out, err)
                           : status;
}

/* Of one experiment, by the check that failed. */
static void print_blocked(const hl_args *args, hl_check_kind check)
{
    if (check == HL_CHECK_REPEATED_ROWS || check == HL_CHECK_DUPLICATES)
        hl_cli_print(stderr,
                     "hookline %s: no verdict, as data count twice (invalid: data); the report "
                     "says which, and --accept-losses decides from the data as they are\n",
                     args->command);
    else if (check == HL_CHECK_CURRENCIES)
        hl_cli_print(stderr,
                     "hookline %s: no verdict, as amounts are in different currencies (invalid: "
                     "data); the report says which, and --accept-losses decides from the numbers "
                     "as they are\n",
                     args->command);
    else if (check == HL_CHECK_AMOUNTS)
        hl_cli_print(stderr,
                     "hookline %s: no verdict, as the arms write their amounts in different ways "
                     "(invalid: data); the report says how, and --accept-losses decides from the "
                     "numbers as they are\n",
                     args->command);
    else if (check == HL_CHECK_CONTRADICTIONS)
        hl_cli_print(stderr,
                     "hookline %s: no verdict, as columns contradict each other (invalid: data); "
                     "the report says which, and --accept-losses decides from the data as they "
                     "are\n",
                     args->command);
    else if (check == HL_CHECK_MEANING)
        hl_cli_print(stderr,
                     "hookline %s: no verdict, as a column is not what it is read as (invalid: "
                     "data); the report says which, and --accept-losses decides from the data as "
                     "they are\n",
                     args->command);
    else
        hl_cli_print(stderr,
                     "hookline %s: no verdict, as data were lost (invalid: data); the report says "
                     "how, and --accept-losses decides from what is left\n",
                     args->command);
}

/* The report is written, and its exit code says that it does not decide. */
static int tell_blocked(const hl_args *args, size_t blocked, size_t experiments,
                        hl_check_kind check, int code)
{
    if (code != HL_OK || blocked == 0)
        return code;
    hl_cli_log_failure();
    if (experiments == 1)
        print_blocked(args, check);
    else
        hl_cli_print(stderr,
                     blocked == 1 ? "hookline %s: %zu of %zu experiments has no verdict, as data "
                                    "were lost; --accept-losses decides from what is left\n"
                                  : "hookline %s: %zu of %zu experiments have no verdict, as data "
                                    "were lost; --accept-losses decides from what is left\n",
                     args->command, blocked, experiments);
    return HL_REJECTED;
}

int hl_cli_blocked(const hl_args *args, int code)
{
    return tell_blocked(args, 1, 1, HL_CHECK_NONE, code);
}

static int emit(const hl_args *args, hl_status status, char *text, const hl_error *err)
{
    int code = status == HL_OK ? hl_cli_emit(args, text, strlen(text)) : hl_cli_fail(args, err);
    free(text);
    return code;
}

static hl_status write_report(const hl_args *args, const hl_analysis *analysis,
                              const hl_cells_report *how, char **text, hl_error *err)
{
    hl_again again;
    hl_report_options form = how->form;
    hl_status status = hl_cli_again(args, how, analysis->zone, &again, err);
    form.word_count = again.count;
    form.words = (const char *const *)again.words;
    if (status == HL_OK)
        status = hl_report_write_as(analysis, &form, text, err);
    hl_cli_again_free(&again);
    return status;
}

int hl_cli_report(const hl_args *args, hl_cells_source *source, const hl_cells_report *how)
{
    hl_error err = HL_ERROR_INIT;
    hl_cells_taken taken;
    hl_analysis *analysis = NULL;
    char *text = NULL;
    hl_status status = analyse(args, source, 0, how, &taken, &analysis, &err);
    if (status == HL_OK)
        status = write_report(args, analysis, how, &text, &err);
    size_t blocked = status == HL_OK && hl_analysis_lost(analysis);
    hl_check_kind check = status == HL_OK && analysis->verdict.because_count > 0
                              ? analysis->verdict.because[0].check
                              : HL_CHECK_NONE;
    hl_analysis_free(analysis);
    return tell_blocked(args, blocked, 1, check, emit(args, status, text, &err));
}

/* One whose planned look nobody says cannot be read among others. */
static bool lacks_look(const hl_args *args, const hl_design *design)
{
    return design->inference == HL_INFER_GROUP_SEQUENTIAL && design->planned_units <= 0 &&
           hl_cli_value(args, "look") == NULL;
}

/* Experiments without the control, or with one arm, are told as such and do not stop the others. */
static hl_status add_experiment(const hl_args *args, hl_cells_source *source, size_t index,
                                const hl_cells_report *how, hl_cli_batch *all, hl_error *err)
{
    hl_cells_taken taken;
    hl_analysis *analysis = NULL;
    hl_status status = hl_cells_source_take(source, index, &taken, err);
    if (status == HL_OK && lacks_look(args, taken.design))
        return hl_batch_skip(all->batch, taken.design, HL_BATCH_LOOK_UNKNOWN, err);
    if (status == HL_OK)
        status = analyse(args, source, index, how, &taken, &analysis, err);
    if (status == HL_OK) {
        status = hl_batch_add(all->batch, analysis, err);
        all->blocked += hl_analysis_lost(analysis);
        hl_analysis_free(analysis);
    } else if (status == HL_REJECTED) {
        bool taken_whole = taken.cells != NULL;
        if (taken_whole && taken.design->arm_count > 1)
            return status;
        *err = (hl_error)HL_ERROR_INIT;
        status = hl_batch_skip(all->batch, taken.design,
                               taken_whole ? HL_BATCH_ONE_ARM : HL_BATCH_NO_CONTROL, err);
    }
    return status;
}

hl_status hl_cli_batch_add(const hl_args *args, hl_cells_source *source, const hl_cells_report *how,
                           hl_cli_batch *all, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < hl_cells_source_count(source); i++)
        status = add_experiment(args, source, i, how, all, err);
    return status;
}

hl_status hl_cli_batch_text(const hl_args *args, const hl_batch *batch, const hl_cells_report *how,
                            char **text, hl_error *err)
{
    hl_again again;
    hl_report_options form = how->form;
    hl_status status = hl_cli_again(args, how, how->zone, &again, err);
    form.word_count = again.count;
    form.words = (const char *const *)again.words;
    if (status == HL_OK)
        status = hl_report_write_batch_as(batch, &form, text, err);
    hl_cli_again_free(&again);
    return status;
}

int hl_cli_batch_emit(const hl_args *args, const hl_cli_batch *all, hl_status status, char *text,
                      const hl_error *err)
{
    return tell_blocked(args, all->blocked, all->batch == NULL ? 0 : all->batch->row_count,
                        HL_CHECK_NONE, emit(args, status, text, err));
}

int hl_cli_report_all(const hl_args *args, hl_cells_source *source, double alpha,
                      const hl_cells_report *how)
{
    hl_error err = HL_ERROR_INIT;
    char *text = NULL;
    hl_cli_batch all = {.batch = hl_batch_new(alpha)};
    hl_status status =
        all.batch == NULL ? hl_error_memory(&err) : hl_cli_batch_add(args, source, how, &all, &err);
    if (status == HL_OK) {
        hl_cells_rows rows = hl_cells_source_rows(source);
        all.batch->rows_read = rows.read;
        all.batch->rows_without_experiment = rows.nameless;
        status = hl_batch_settle(all.batch, &err);
    }
    if (status == HL_OK)
        status = hl_cli_batch_text(args, all.batch, how, &text, &err);
    int code = hl_cli_batch_emit(args, &all, status, text, &err);
    hl_batch_free(all.batch);
    return code;
}
