#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/options.h"

static const hl_help help = {
    .usage = "hookline plan EXP --triggers FILE --users FILE --dry-run [option...]",
    .about =
        "Decides for every trigger the minute at which its touch goes out: inside the arm's window "
        "in\n"
        "the user's own zone, outside quiet hours, within the channel's hours, sessions and caps, "
        "in\n"
        "the operator's shift, before the deadline. Every touch says why it goes when it goes; a "
        "touch\n"
        "without a slot says what left none. Recurring hooks (birthdays, silence) need no trigger.",
    .details =
        "triggers: trigger_id,user_id,hook,at[,operator]   (anchored hooks: at is the anchor, or "
        "empty)\n"
        "users:    user_id,zone[,device_zone,inferred_zone,segment_zone,operator,last_message_at,\n"
        "          last_active_at and any attribute that conditions or anchors name]\n\n"
        "examples:\n"
        "  hookline plan coupon.json --triggers triggers.csv --users users.csv --dry-run \\\n"
        "      --now 2026-11-22T10:00:00+08:00 --format calendar\n"
        "  hookline plan coupon.json --triggers triggers.csv --users users.csv --dry-run \\\n"
        "      --explain coupon-expiry-evening/t42/1",
    .least_operands = 1,
    .most_operands = 1,
};

static const hl_option options[] = {
    {"triggers", 0, "FILE", HL_OPTION_ONCE, "CSV or NDJSON of triggers; - is standard input"},
    {"users", 0, "FILE", HL_OPTION_ONCE, "CSV or NDJSON of users"},
    {"events", 0, "FILE", HL_OPTION_ONCE, "what users did: ends journeys, opens sessions"},
    {"touches", 0, "FILE", HL_OPTION_ONCE, "what was sent or planned before: counts for caps"},
    {"calendar", 0, "FILE", HL_OPTION_ONCE, "holidays and make-up days: iCalendar or JSON"},
    {"explain", 0, "TOUCH", HL_OPTION_ONCE, "replay how one touch is placed"},
    {"horizon", 0, "HOURS", HL_OPTION_ONCE, "recurring hooks due within this (default 24)"},
    {"strict-zones", 0, NULL, HL_OPTION_FLAG, "an unknown time zone is an error"},
    {"dry-run", 0, NULL, HL_OPTION_FLAG, "plan without reserving anything in a store"},
    HL_OPTION_FORMAT("csv, ndjson, calendar"),
    HL_OPTION_NOW,
    HL_OPTION_SEED,
    HL_OPTION_ZONE,
    HL_OPTION_LANG,
    HL_OPTION_OUTPUT,
    HL_OPTION_QUIET,
};

static hl_status load(const char *path, hl_problems *problems, hl_definition **out, hl_error *err)
{
    hl_status status = hl_definition_load(path, problems, out, err);
    if (status == HL_REJECTED)
        (void)hl_error_set(err, HL_REJECTED, "%s: not a valid definition", path);
    return status;
}

static bool horizon_of(const hl_args *args, int64_t *ms)
{
    const char *text = hl_cli_value(args, "horizon");
    char *end = NULL;
    if (text == NULL)
        return true;
    long hours = strtol(text, &end, 10);
    if (end == text || *end != '\0' || hours < 0 || hours > 24 * 366) {
        (void)hl_cli_usage(args, "--horizon is a number of hours from 0 to 8784");
        return false;
    }
    *ms = (int64_t)hours * 3600000;
    return true;
}

static bool read_options(const hl_args *args, hl_plan_options *o, hl_lang *lang, int *format)
{
    static const char *const formats[] = {"csv", "ndjson", "calendar"};
    o->triggers = hl_cli_value(args, "triggers");
    o->users = hl_cli_value(args, "users");
    o->events = hl_cli_value(args, "events");
    o->touches = hl_cli_value(args, "touches");
    o->calendar = hl_cli_value(args, "calendar");
    o->explain = hl_cli_value(args, "explain");
    o->zone = hl_cli_value(args, "zone");
    o->strict_zones = hl_cli_flag(args, "strict-zones");
    o->dry_run = hl_cli_flag(args, "dry-run");
    *format = hl_cli_choice(args, "format", formats, COUNT(formats));
    return *format >= 0 && horizon_of(args, &o->horizon_ms) && hl_cli_now(args, &o->now_utc_ms) &&
           hl_cli_seed(args, &o->seed) && hl_cli_lang(args, lang);
}

static int write_plan(const hl_args *args, const hl_plan *plan, int format, hl_lang lang)
{
    char *text = NULL;
    hl_error err = HL_ERROR_INIT;
    const char *wanted = hl_cli_value(args, "explain");
    if (wanted != NULL) {
        const char *explanation = hl_plan_explanation(plan);
        if (explanation != NULL)
            return hl_cli_emit(args, explanation, strlen(explanation));
        (void)hl_error_set(&err, HL_REJECTED,
                           "the plan has no touch '%s' (EXPERIMENT/TRIGGER/STEP)", wanted);
        return hl_cli_fail(args, &err);
    }
    if (hl_plan_write(plan, (hl_plan_format)format, lang, &text, &err) != HL_OK)
        return hl_cli_fail(args, &err);
    int code = hl_cli_emit(args, text, strlen(text));
    free(text);
    return code;
}

static void print_counts(const hl_plan *plan)
{
    const hl_plan_counts *n = hl_plan_count(plan);
    (void)fprintf(stderr,
                  "%lld touches: %lld planned (%lld held, %lld pulled earlier), %lld waiting, %lld "
                  "dropped\n",
                  (long long)n->touches, (long long)n->planned, (long long)n->held,
                  (long long)n->pulled, (long long)n->waiting, (long long)n->dropped);
}

int cmd_plan(int argc, char **argv)
{
    hl_args args;
    hl_plan_options o = HL_PLAN_OPTIONS_INIT;
    hl_error err = HL_ERROR_INIT;
    hl_lang lang = HL_LANG_EN;
    int format = 0;
    hl_definition *definition = NULL;
    hl_plan *plan = NULL;
    int code = hl_cli_parse(&args, &help, options, COUNT(options), argc, argv);
    if (code >= 0)
        return code;
    hl_problems *problems = hl_problems_new();
    code = HL_USAGE;
    if (problems == NULL)
        goto done;
    if (!read_options(&args, &o, &lang, &format))
        goto done;
    if (o.users == NULL || !o.dry_run) {
        code = hl_cli_usage(&args, "--users and --dry-run are needed: there is no store yet");
        goto done;
    }
    hl_status status = load(args.operands[0], problems, &definition, &err);
    if (status == HL_OK)
        status = hl_plan_make(definition, &o, problems, &plan, &err);
    if (!hl_cli_flag(&args, "quiet") || status != HL_OK)
        hl_cli_print_problems(problems);
    code = status == HL_OK ? write_plan(&args, plan, format, lang) : hl_cli_fail(&args, &err);
    if (code == HL_OK && hl_plan_count(plan)->rejected_rows > 0) {
        (void)hl_error_set(&err, HL_REJECTED, "rows that cannot be read: %lld; all else is planned",
                           (long long)hl_plan_count(plan)->rejected_rows);
        code = hl_cli_fail(&args, &err);
    }
    if (code == HL_OK && format != HL_PLAN_CALENDAR && o.explain == NULL &&
        !hl_cli_flag(&args, "quiet"))
        print_counts(plan);
done:
    hl_plan_free(plan);
    hl_definition_free(definition);
    hl_problems_free(problems);
    hl_cli_free(&args);
    return code;
}
