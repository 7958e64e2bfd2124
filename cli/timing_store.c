/* Send times of a store: fit from its log, and the model in force. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/experiment.h"
#include "cli/outlet.h"
#include "cli/timing_forms.h"
#include "cli/unread.h"

/* Options that say which column of a table is what. */
static const char *const of_tables[] = {"sent-at",   "zone",       "user",       "hook",
                                        "variant",   "propensity", "epoch",      "date-order",
                                        "encoding",  "delimiter",  "skip-lines", "value",
                                        "winsorize", "outcome-at", "within",     "policy"};

bool hl_cli_timing_is_store(const hl_args *args)
{
    return hl_cli_value(args, "db") != NULL || args->operand_count == 0;
}

static bool check_options(const hl_args *args)
{
    for (size_t i = 0; i < COUNT(of_tables); i++)
        if (hl_cli_value(args, of_tables[i]) != NULL) {
            (void)hl_cli_usage(args, "--%s is of a table of touches; the store has its own",
                               of_tables[i]);
            return false;
        }
    if (hl_cli_value(args, "outcome") != NULL)
        return true;
    (void)hl_cli_usage(args, "--outcome METRIC is needed: what was to be brought about?");
    return false;
}

/* What the experiments are called, and the definition files that say so. */
typedef struct names {
    const char **list;
    hl_definition **files;
    size_t count;
} names;

static void free_names(names *n)
{
    for (size_t i = 0; n->files != NULL && i < n->count; i++)
        hl_definition_free(n->files[i]);
    free((void *)n->files);
    free((void *)n->list);
}

static hl_status find_names(const hl_args *args, hl_store *store, names *n, hl_error *err)
{
    hl_status status = HL_OK;
    n->count = args->operand_count;
    n->list = calloc(n->count + 1, sizeof *n->list);
    n->files = calloc(n->count + 1, sizeof(hl_definition *));
    if (n->list == NULL || n->files == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; status == HL_OK && i < n->count; i++)
        status = hl_cli_experiment(store, args->operands[i], &n->files[i], &n->list[i], err);
    return status;
}

hl_status hl_cli_definition_times(const hl_definition *definition, const char *calendar,
                                  int64_t now_utc_ms, hl_plan_times **out, hl_error *err)
{
    hl_problems *problems = hl_problems_new();
    *out = NULL;
    if (problems == NULL)
        return hl_error_memory(err);
    hl_status status = hl_plan_times_of(definition, calendar, now_utc_ms, problems, out, err);
    if (status != HL_OK)
        hl_cli_print_problems(problems);
    hl_problems_free(problems);
    return status;
}

/* Days off of the definitions that were named, and what their calendars are called. */
typedef struct own_days {
    hl_special_day *list;
    size_t count;
    char *called;
} own_days;

static void free_days(own_days *days)
{
    free(days->list);
    free(days->called);
}

static hl_status add_days(own_days *days, const hl_plan_times *times, const char *called,
                          hl_error *err)
{
    size_t count = 0;
    const hl_special_day *list = hl_plan_times_days(times, &count);
    if (count == 0)
        return HL_OK;
    hl_special_day *all = realloc(days->list, (days->count + count) * sizeof *all);
    if (all == NULL)
        return hl_error_memory(err);
    days->list = all;
    memcpy(all + days->count, list, count * sizeof *list);
    days->count += count;
    if (days->called != NULL)
        return HL_OK;
    size_t size = strlen(called) + 1;
    days->called = malloc(size);
    if (days->called == NULL)
        return hl_error_memory(err);
    memcpy(days->called, called, size);
    return HL_OK;
}

/* Where options say nothing, touches may go when a definition that was named lets them, and days
 * off are those of its calendar. */
static hl_status read_times(const hl_args *args, const char *name, const hl_definition *definition,
                            hl_timing_options *o, own_days *days, hl_error *err)
{
    hl_plan_times *times = NULL;
    const hl_experiment *x = hl_definition_experiment(definition);
    hl_status status = hl_cli_definition_times(definition, o->calendar, o->now_utc_ms, &times, err);
    if (status == HL_OK && hl_cli_value(args, "hours") == NULL)
        status = hl_plan_times_hours(times, o->legal, err);
    if (status == HL_OK && o->calendar == NULL)
        status = add_days(days, times, x->calendar_file != NULL ? x->calendar_file : name, err);
    hl_plan_times_free(times);
    return status;
}

static hl_status find_times(const hl_args *args, hl_store *store, const names *n,
                            hl_timing_options *o, own_days *days, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < n->count; i++) {
        hl_definition *stored = NULL;
        if (n->files[i] == NULL)
            status = hl_store_definition(store, n->list[i], &stored, NULL, err);
        const hl_definition *definition = n->files[i] != NULL ? n->files[i] : stored;
        if (status == HL_OK && definition != NULL)
            status = read_times(args, n->list[i], definition, o, days, err);
        hl_definition_free(stored);
    }
    if (status == HL_OK && days->count > 0) {
        o->special_days = days->list;
        o->special_day_count = days->count;
        o->calendar = days->called;
    }
    return status;
}

static hl_status fit_touches(hl_row_source *touches, const hl_touches_request *request,
                             hl_timing_options *o, hl_problems *problems, hl_timing_model **model,
                             hl_error *err)
{
    const char *const *columns = touches->columns;
    o->columns = (hl_timing_columns){.sent_at = columns[HL_TOUCHES_SENT_AT],
                                     .outcome_at = columns[HL_TOUCHES_OUTCOME_AT],
                                     .zone = columns[HL_TOUCHES_ZONE],
                                     .user = columns[HL_TOUCHES_USER],
                                     .hook = columns[HL_TOUCHES_HOOK],
                                     .variant = columns[HL_TOUCHES_VARIANT],
                                     .propensity = columns[HL_TOUCHES_PROPENSITY],
                                     .policy = columns[HL_TOUCHES_POLICY]};
    if (request->guardrail != NULL)
        o->columns.guardrail = columns[HL_TOUCHES_GUARDRAIL];
    o->within = hl_store_touches_within(touches);
    if (request->segment != NULL)
        o->columns.segment = columns[HL_TOUCHES_SEGMENT];
    hl_status status = hl_timing_fit_rows(touches, o, problems, model, err);
    hl_store_touches_tell(touches, problems);
    return status == HL_OK ? hl_problems_status(problems, err) : status;
}

static hl_status fit_store(const hl_args *args, hl_store *store, const hl_touches_request *request,
                           hl_timing_options *o, hl_timing_model **model, hl_error *err)
{
    hl_row_source *touches = NULL;
    hl_problems *problems = hl_problems_new();
    if (problems == NULL)
        return hl_error_memory(err);
    hl_status status = hl_store_touches(store, request, problems, &touches, err);
    if (status == HL_OK)
        status = fit_touches(touches, request, o, problems, model, err);
    if (status != HL_OK || !hl_cli_flag(args, "quiet"))
        hl_cli_print_problems(problems);
    hl_rows_close(touches);
    hl_problems_free(problems);
    return status;
}

static void tell_kept(const hl_args *args, const hl_timing_model *model, const names *n,
                      int64_t number)
{
    const hl_timing_data *data = hl_timing_model_data(model);
    const char *file = hl_cli_value(args, "output");
    FILE *out = file != NULL && strcmp(file, "-") == 0 ? stderr : stdout;
    if (hl_cli_flag(args, "quiet"))
        return;
    hl_cli_print(out, "%s: model %lld of '%s' is in force for ", hl_cli_db(args), (long long)number,
                 data->outcome);
    for (size_t i = 0; i < n->count; i++)
        hl_cli_print(out, "%s%s", i > 0 ? ", " : "", n->list[i]);
    if (n->count == 0)
        hl_cli_print(out, "every experiment that has none of its own");
    hl_cli_print(out, "\n");
    hl_cli_print(out, "%lld touches to %lld users; of %lld the hour was drawn\n",
                 (long long)data->touches, (long long)data->users, (long long)data->randomised);
}

/* The file of -o stands only once the store has the model. */
static hl_status keep(const hl_args *args, hl_store *store, const hl_touches_request *request,
                      const hl_timing_model *model, int64_t *number, hl_error *err)
{
    char *text = NULL;
    hl_outlet outlet;
    bool also_file = hl_cli_value(args, "output") != NULL;
    hl_status status = hl_timing_model_write(model, &text, err);
    if (status == HL_OK && also_file)
        status = hl_cli_outlet_open(args, &outlet, err);
    also_file = also_file && status == HL_OK;
    if (also_file)
        status = hl_cli_outlet_write(&outlet, text, strlen(text), err);
    if (status == HL_OK)
        status = hl_store_keep_model(store, request, text, number, err);
    if (also_file)
        status = hl_cli_outlet_close(&outlet, status, err);
    free(text);
    return status;
}

static hl_status run_fit(const hl_args *args, hl_timing_options *o, hl_error *err)
{
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    hl_timing_model *model = NULL;
    names n = {.count = 0};
    int64_t number = 0;
    own_days days = {.count = 0};
    how.unread = hl_cli_unread();
    hl_status status = hl_store_open(hl_cli_db(args), &how, &store, err);
    if (status == HL_OK)
        status = find_names(args, store, &n, err);
    const hl_touches_request request = {.experiments = n.list,
                                        .experiment_count = n.count,
                                        .metric = hl_cli_value(args, "outcome"),
                                        .segment = hl_cli_value(args, "segment"),
                                        .guardrail = hl_cli_value(args, "guardrail"),
                                        .now_utc_ms = o->now_utc_ms};
    if (status == HL_OK)
        status = find_times(args, store, &n, o, &days, err);
    if (status == HL_OK)
        status = fit_store(args, store, &request, o, &model, err);
    if (status == HL_OK)
        status = keep(args, store, &request, model, &number, err);
    if (status == HL_OK)
        tell_kept(args, model, &n, number);
    hl_timing_model_free(model);
    hl_store_close(store);
    free_days(&days);
    free_names(&n);
    return status;
}

int hl_cli_timing_fit_store(const hl_args *args, double half_life_days)
{
    hl_timing_options o = HL_TIMING_OPTIONS_INIT;
    hl_error err = HL_ERROR_INIT;
    o.half_life_days = half_life_days;
    o.calendar = hl_cli_value(args, "calendar");
    if (!check_options(args) || !hl_cli_timing_guardrail(args) ||
        !hl_cli_take_hours(args, o.legal) || !hl_cli_now(args, &o.now_utc_ms))
        return HL_USAGE;
    return run_fit(args, &o, &err) == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}

hl_status hl_cli_stored_model(const hl_args *args, const char *operand, hl_timing_model **model,
                              hl_error *err)
{
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    hl_store_model *kept = NULL;
    hl_definition *file = NULL;
    const char *name = NULL;
    hl_status status = hl_store_open(hl_cli_db(args), &how, &store, err);
    if (status == HL_OK && operand != NULL)
        status = hl_cli_experiment(store, operand, &file, &name, err);
    if (status == HL_OK)
        status = hl_cli_model_in_force(args, store, name, &kept, err);
    if (status == HL_OK && kept != NULL)
        status = hl_cli_parse_model(hl_cli_db(args), kept->text, kept->length, model, err);
    free(kept);
    hl_definition_free(file);
    hl_store_close(store);
    return status;
}

hl_status hl_cli_model_in_force(const hl_args *args, hl_store *store, const char *name,
                                hl_store_model **out, hl_error *err)
{
    hl_definition *stored = NULL;
    hl_status status = HL_OK;
    if (name != NULL)
        status = hl_store_definition(store, name, &stored, NULL, err);
    bool unknown = name != NULL && stored == NULL;
    hl_definition_free(stored);
    if (status == HL_OK && unknown)
        return hl_cli_no_experiment(store, name, err);
    if (status == HL_OK)
        status = hl_store_model_in_force(store, name, out, err);
    if (status != HL_OK || *out != NULL)
        return status;
    return name == NULL ? hl_error_set(err, HL_REJECTED,
                                       "%s: has no model for every experiment: name one, or make "
                                       "it by hookline timing fit --db",
                                       hl_cli_db(args))
                        : hl_error_set(err, HL_REJECTED,
                                       "%s: has no model for '%s': hookline timing fit %s --db "
                                       "makes one",
                                       hl_cli_db(args), name, name);
}

static hl_status load_file(const char *path, hl_definition **out, hl_error *err)
{
    hl_problems *problems = hl_problems_new();
    if (problems == NULL)
        return hl_error_memory(err);
    hl_status status = hl_definition_load(path, problems, out, err);
    if (status != HL_OK)
        hl_cli_print_problems(problems);
    hl_problems_free(problems);
    return status;
}

/* Without --db a file need not have a store beside it. */
hl_status hl_cli_definition_named(const hl_args *args, const char *operand, hl_definition **out,
                                  hl_error *err)
{
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    *out = NULL;
    if (hl_cli_value(args, "db") == NULL && access(operand, R_OK) == 0)
        return load_file(operand, out, err);
    hl_status status = hl_store_open(hl_cli_db(args), &how, &store, err);
    if (status == HL_OK)
        status = hl_store_definition(store, operand, out, NULL, err);
    if (status == HL_OK && *out == NULL)
        status = access(operand, R_OK) == 0 ? load_file(operand, out, err)
                                            : hl_cli_no_experiment(store, operand, err);
    hl_store_close(store);
    return status;
}
