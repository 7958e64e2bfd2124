#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/effects.h"
#include "cli/experiment.h"
#include "cli/log.h"
#include "cli/outlet.h"
#include "cli/unread.h"

static const hl_option change_options[] = {
    {"touch",
     0,
     "TOUCH",
     HL_OPTION_MANY,
     {"a touch, as EXPERIMENT/TRIGGER/STEP; may be repeated",
      "一次触达，写作 实验/触发事件/步；可多次给出"}},
    {"all", 0, NULL, HL_OPTION_FLAG, {"all touches of the experiment", "实验的全部触达"}},
    HL_OPTION_DB,
    HL_OPTION_NOW,
};

static const hl_help change_help = {
    .usage = "hookline plan confirm EXP --touch TOUCH... | --all [option...]\n"
             "hookline plan cancel EXP --touch TOUCH... | --all [option...]",
    .about = {"Confirms planned touches, as a member of staff does who sends by hand, or cancels "
              "touches that are not sent yet. A cancelled touch frees its room under the caps and "
              "is not planned again. All or none.",
              "确认已排期的触达（员工手动发送后确认），或取消尚未发送的触达。取消的触达释放其占用的"
              "上限名额，不再重新排期。要么全部成功，要么都不改。"},
    .examples = "  hookline plan cancel coupon-expiry-evening --db shop.db \\\n"
                "      --touch coupon-expiry-evening/g0003231-coupon-1/1",
    .form = "confirm|cancel",
    .operand = "EXP",
    .least_operands = 1,
    .most_operands = 1,
};

static int run_change(int argc, char **argv);

/* plan cancel, plan confirm */
static const hl_command changing = {"plan",
                                    HL_GROUP_NONE,
                                    {"confirm and cancel", "确认与取消"},
                                    &change_help,
                                    change_options,
                                    COUNT(change_options),
                                    run_change,
                                    NULL};

static const hl_option options[] = {
    {"triggers",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"CSV or NDJSON of triggers; - is standard input",
      "触发事件文件，CSV 或 NDJSON；- 表示标准输入"}},
    {"users",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"CSV or NDJSON of users (default: those of the store)",
      "用户文件，CSV 或 NDJSON（默认为数据库中的用户）"}},
    {"events",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"what users did: ends journeys, opens sessions", "用户行为：用于结束旅程、开启会话"}},
    {"touches",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"what was sent or planned before: counts for caps", "此前已发送或已排期的触达：计入上限"}},
    {"calendar",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"holidays and make-up working days: iCalendar or JSON", "节假日与调休：iCalendar 或 JSON"}},
    {"explain",
     0,
     "TOUCH",
     HL_OPTION_ONCE,
     {"show step by step how one touch is placed (EXPERIMENT/TRIGGER/STEP)",
      "逐步说明一次触达是怎样排的（实验/触发事件/步）"}},
    {"horizon",
     0,
     "HOURS",
     HL_OPTION_ONCE,
     {"plan recurring hooks that are due within so many hours (default 24)",
      "周期性触达理由排到多少小时之后（默认 24）"}},
    HL_OPTION_DECIMAL,
    HL_OPTION_ROWS,
    {"strict-zones",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"an unknown time zone is an error", "时区无法识别时报错"}},
    {"dry-run",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"reserve nothing; needs no store", "只试排，不占位；不需要数据库"}},
    HL_OPTION_FORMAT("csv|ndjson|calendar"),
    HL_OPTION_DB,
    HL_OPTION_NOW,
    HL_OPTION_SEED,
    HL_OPTION_ZONE,
    HL_OPTION_EPOCH,
    HL_OPTION_DATE_ORDER,
    HL_OPTION_DATE_ONLY,
    HL_OPTION_OUTPUT,
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline plan EXP --triggers FILE --users FILE --dry-run [option...]\n"
             "hookline plan EXP --triggers FILE --db FILE [option...]",
    .about = {"Decides for every trigger the minute at which its touch goes out: inside the arm's "
              "window in the user's own zone, outside quiet hours, within the channel's hours, "
              "sessions and caps, in the operator's shift, before the deadline. Every touch says "
              "why it goes when it goes; a touch without a slot says what left none. Recurring "
              "hooks (birthdays, silence) need no trigger.",
              "为每个触发事件决定触达在哪一分钟发出：在用户当地时区的该组时段内，避开免打扰时段，符"
              "合渠道的时段、会话与上限，在员工班次内，早于截止时间。每次触达都说明为何在此时发出；"
              "排不进的说明是什么占满了时段。周期性的触达理由（生日、沉默）不需要触发事件。"},
    .details =
        {"EXP is a definition file, or a name in the store. Without --users the users of the store "
         "are meant; without --dry-run the touches are reserved in the store.\n"
         "\n"
         "triggers: trigger_id, user_id, hook, at (for an anchored hook the instant of the anchor, "
         "or empty), operator (optional)\n"
         "users: user_id, zone; optional device_zone, inferred_zone, segment_zone, operator, "
         "last_message_at, last_active_at, and any attribute that conditions or anchors name",
         "EXP 是实验定义文件，或数据库中的实验名。省略 --users 表示数据库中的用户；没有 --dry-run "
         "时，触达会在数据库中占位。\n"
         "\n"
         "触发事件文件的列：trigger_id、user_"
         "id、hook、at（锚点类触达理由为锚点时刻，可空）、operator（可选）\n"
         "用户文件的列：user_id、zone；可选 "
         "device_zone、inferred_zone、segment_zone、operator、last_message_at、last_active_"
         "at，以及条件和锚点用到的任何属性"},
    .examples = "  hookline simulate --out shop\n"
                "  hookline plan shop/coupon-expiry-evening.json --triggers shop/triggers.csv \\\n"
                "      --users shop/users.csv --dry-run --now 2026-03-09T20:00:00+08:00 \\\n"
                "      --format calendar\n"
                "  hookline plan shop/coupon-expiry-evening.json --triggers shop/triggers.csv \\\n"
                "      --users shop/users.csv --dry-run --now 2026-03-09T20:00:00+08:00 \\\n"
                "      --explain coupon-expiry-evening/g0003231-coupon-1/1",
    .operand = "EXP",
    .least_operands = 1,
    .most_operands = 1,
};

/* What only analyses has nothing to send. */
static hl_status check_hooks(const char *exp, const hl_definition *definition, hl_error *err)
{
    if (hl_definition_experiment(definition)->hook_count > 0)
        return HL_OK;
    return hl_error_set(err, HL_REJECTED,
                        "%s: it has no \"hooks\", so there is nothing to plan: they say what makes "
                        "a touch",
                        exp);
}

static hl_status load_stored(const char *exp, hl_plan_options *o, hl_error *err)
{
    hl_definition *stored = NULL;
    hl_status status = hl_store_definition(o->store, exp, &stored, NULL, err);
    if (status == HL_OK)
        status = stored == NULL ? hl_cli_no_experiment(o->store, exp, err)
                                : check_hooks(exp, stored, err);
    hl_definition_free(stored);
    o->experiment = exp;
    return status;
}

static hl_status load_file(const char *exp, hl_problems *problems, hl_definition **out,
                           hl_error *err)
{
    hl_status status = hl_definition_load(exp, problems, out, err);
    if (status == HL_REJECTED)
        (void)hl_error_set(err, HL_REJECTED, "%s: not a valid definition", exp);
    return status == HL_OK ? check_hooks(exp, *out, err) : status;
}

/* A dry run needs no store, but counts what is in the one that is named. A store is made only for a
 * definition that can be planned. */
static hl_status open_store(const hl_args *args, const hl_definition *definition,
                            hl_plan_options *o, hl_error *err)
{
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    if (o->dry_run && hl_cli_value(args, "db") == NULL)
        return HL_OK;
    how.create = !o->dry_run && definition != NULL;
    how.unread = o->unread;
    return hl_store_open(hl_cli_db(args), &how, &o->store, err);
}

/* EXP: a definition file, else a name in the store, which the plan then reads under its lock. */
static hl_status load(const hl_args *args, hl_plan_options *o, hl_problems *problems,
                      hl_definition **out, hl_error *err)
{
    const char *exp = args->operands[0];
    bool no_store = o->dry_run && hl_cli_value(args, "db") == NULL;
    bool file = no_store || access(exp, R_OK) == 0;
    hl_status status = file ? load_file(exp, problems, out, err) : HL_OK;
    if (status == HL_OK)
        status = open_store(args, *out, o, err);
    return status == HL_OK && !file ? load_stored(exp, o, err) : status;
}

static int run_change(int argc, char **argv)
{
    static char confirm[] = "plan confirm", cancel[] = "plan cancel"; /* as they are called */
    hl_plan_change what = strcmp(argv[0], "confirm") == 0 ? HL_PLAN_CONFIRM : HL_PLAN_CANCEL;
    argv[0] = what == HL_PLAN_CONFIRM ? confirm : cancel;
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_store *store = NULL;
    hl_store_options options_of_store = HL_STORE_OPTIONS_INIT;
    int64_t now = 0;
    int64_t changed = 0;
    int code = hl_cli_parse(&args, &changing, argc, argv);
    if (code >= 0)
        return code;
    size_t count = hl_cli_count(&args, "touch");
    const char **touches = calloc(count + 1, sizeof *touches);
    code = HL_USAGE;
    for (size_t i = 0; touches != NULL && i < count; i++)
        touches[i] = hl_cli_nth(&args, "touch", i);
    if ((count > 0) == hl_cli_flag(&args, "all")) {
        code = hl_cli_usage(&args, "either --touch or --all says which touches");
    } else if (hl_cli_now(&args, &now)) {
        options_of_store.unread = hl_cli_unread();
        hl_status status = touches == NULL
                               ? hl_error_memory(&err)
                               : hl_store_open(hl_cli_db(&args), &options_of_store, &store, &err);
        if (status == HL_OK)
            status = hl_store_plan_change(store, what, args.operands[0], count > 0 ? touches : NULL,
                                          count, now, &changed, &err);
        code = status == HL_OK ? HL_OK : hl_cli_fail(&args, &err);
        if (code == HL_OK)
            hl_cli_print(stdout, "%lld touch%s %s\n", (long long)changed, changed == 1 ? "" : "es",
                         what == HL_PLAN_CONFIRM ? "confirmed" : "cancelled");
    }
    free((void *)touches);
    hl_store_close(store);
    hl_cli_free(&args);
    return code;
}

static bool horizon_of(const hl_args *args, int64_t *ms)
{
    const char *text = hl_cli_value(args, "horizon");
    char *end = NULL;
    if (text == NULL)
        return true;
    long hours = strtol(text, &end, 10);
    if (end == text || *end != '\0' || hours < 0 || hours > 8784) {
        (void)hl_cli_usage(args, "--horizon is a number of hours from 0 to 8784");
        return false;
    }
    *ms = (int64_t)hours * 3600000;
    return true;
}

static bool check_effects(const hl_args *args)
{
    static const char files[] = "--triggers|--users|--events|--touches";
    static const hl_effect_rule rules[] = {
        {"format", NULL, "--explain"}, {"decimal", files, NULL},    {"encoding", files, NULL},
        {"delimiter", files, NULL},    {"skip-lines", files, NULL}, {"epoch", files, NULL},
        {"date-order", files, NULL},   {"date-only", files, NULL},
    };
    return hl_cli_check_effects(args, rules, COUNT(rules)) == HL_OK;
}

static bool read_options(const hl_args *args, hl_plan_options *o)
{
    o->triggers = hl_cli_value(args, "triggers");
    o->users = hl_cli_value(args, "users");
    o->events = hl_cli_value(args, "events");
    o->touches = hl_cli_value(args, "touches");
    o->calendar = hl_cli_value(args, "calendar");
    o->explain = hl_cli_value(args, "explain");
    o->zone = hl_cli_value(args, "zone");
    o->strict_zones = hl_cli_flag(args, "strict-zones");
    o->dry_run = hl_cli_flag(args, "dry-run");
    hl_cli_times(args, &o->times);
    o->files.decimal = hl_cli_decimal(args);
    return hl_cli_rows(args, &o->files) && horizon_of(args, &o->horizon_ms) &&
           hl_cli_now(args, &o->now_utc_ms) && hl_cli_seed(args, &o->seed);
}

/* The calendar that a definition names is read too, and no option says so. */
static hl_status check_calendar(const hl_args *args, const hl_definition *definition, hl_error *err)
{
    char path[4096];
    const char *output = hl_cli_value(args, "output");
    const hl_experiment *x = definition == NULL ? NULL : hl_definition_experiment(definition);
    if (output == NULL || strcmp(output, "-") == 0 || x == NULL || x->calendar_file == NULL)
        return HL_OK;
    const char *file = hl_definition_file(definition);
    const char *slash = strrchr(file, '/');
    int folder = slash == NULL ? 0 : (int)(slash - file) + 1;
    (void)snprintf(path, sizeof path, "%.*s%s", folder, file, x->calendar_file);
    return hl_output_check(output, (const char *const[]){path}, 1, err);
}

static hl_status stream_plan(const hl_args *args, hl_plan *plan, hl_error *err)
{
    hl_outlet outlet;
    hl_status status = hl_cli_outlet_open(args, &outlet, err);
    if (status != HL_OK)
        return status;
    status = hl_plan_stream(plan, (hl_plan_format)hl_cli_choice(args, "format"), args->lang,
                            hl_cli_outlet_write, &outlet, err);
    return hl_cli_outlet_close(&outlet, status, err);
}

/* Who names a user, or a trigger, means a touch of it. */
static hl_status no_touch(hl_plan *plan, const char *wanted, hl_error *err)
{
    hl_planned_touch touch;
    size_t length = strlen(wanted);
    while (length > 0 && hl_plan_next(plan, &touch)) {
        const char *trigger = strchr(touch.touch_id, '/');
        bool same = trigger != NULL && strncmp(trigger + 1, wanted, length) == 0 &&
                    (trigger[1 + length] == '/' || trigger[1 + length] == '\0');
        if (strcmp(touch.user_id, wanted) != 0 && !same)
            continue;
        return hl_error_set(err, HL_REJECTED, "'%s' is no touch; did you mean '%s'?", wanted,
                            touch.touch_id);
    }
    return hl_error_set(err, HL_REJECTED, "the plan has no touch '%s' (EXPERIMENT/TRIGGER/STEP)",
                        wanted);
}

static int write_plan(const hl_args *args, hl_plan *plan)
{
    hl_error err = HL_ERROR_INIT;
    const char *wanted = hl_cli_value(args, "explain");
    if (wanted != NULL) {
        char *explanation = NULL;
        hl_status status = hl_plan_explain(plan, args->lang, &explanation, &err);
        if (status == HL_OK && explanation == NULL)
            (void)no_touch(plan, wanted, &err);
        int code = explanation == NULL ? hl_cli_fail(args, &err)
                                       : hl_cli_emit(args, explanation, strlen(explanation));
        free(explanation);
        return code;
    }
    if (stream_plan(args, plan, &err) != HL_OK)
        return hl_cli_fail(args, &err);
    return HL_OK;
}

/* What was asked for and lost, though neither the definition nor what was sent says so: of hooks
 * and users that nobody knows, without an anchor, without a slot. A journey that an event ended, a
 * full cap, a user in no arm and a touch that waits are as they should be; a cap of 0 is not, where
 * it is all that happens. */
static int64_t lost(const hl_plan_counts *n, const hl_plan_summary *summary)
{
    static const hl_plan_reason_code meant[] = {HL_PLAN_REASON_CAP, HL_PLAN_REASON_SESSION_FULL};
    int64_t dropped = n->dropped - n->stopped;
    for (size_t i = 0; i < sizeof meant / sizeof meant[0]; i++)
        dropped -= summary->ended_by[meant[i]];
    return n->other_hooks + n->unknown_users + n->no_anchor + dropped;
}

static void print_triggers(const hl_plan_counts *n)
{
    hl_cli_print(stderr, "hookline plan: nobody is planned; triggers: %lld",
                 (long long)n->triggers);
    if (n->other_hooks > 0)
        hl_cli_print(stderr, "; of hooks that the definition does not have: %lld",
                     (long long)n->other_hooks);
    if (n->unknown_users > 0)
        hl_cli_print(stderr, "; triggers of users that are not among them: %lld",
                     (long long)n->unknown_users);
    if (n->unassigned > 0)
        hl_cli_print(stderr, "; of users in no arm: %lld", (long long)n->unassigned);
    if (n->no_anchor > 0)
        hl_cli_print(stderr, "; hooks that recur by an attribute that no user has: %lld",
                     (long long)n->no_anchor);
}

static void print_reasons(const hl_plan_summary *summary)
{
    const char *before = "; dropped: ";
    for (int i = 0; i < (int)HL_PLAN_REASON_CODES; i++) {
        if (summary->ended_by[i] == 0)
            continue;
        hl_cli_print(stderr, "%s%s %lld", before, hl_plan_reason_name((hl_plan_reason_code)i),
                     (long long)summary->ended_by[i]);
        before = ", ";
    }
}

/* Nobody goes out, where somebody was meant to: why, by counts. */
static int nothing(const hl_args *args, hl_plan *plan)
{
    hl_error err = HL_ERROR_INIT;
    const hl_plan_summary *summary = NULL;
    const hl_plan_counts *n = hl_plan_count(plan);
    if (n->planned > 0 || n->waiting > 0 || n->planned_before > 0)
        return HL_OK;
    if (hl_plan_summarise(plan, &summary, &err) != HL_OK)
        return hl_cli_fail(args, &err);
    if (lost(n, summary) == 0)
        return HL_OK;
    hl_cli_log_failure();
    print_triggers(n);
    print_reasons(summary);
    hl_cli_print(stderr, "\n");
    return HL_REJECTED;
}

/* Nobody is in an arm: the plan did nothing, and why. */
static int nobody(const hl_args *args, const hl_plan_counts *n)
{
    if (n->by_reason[HL_ASSIGN_ASSIGNED] > 0 || (n->users == 0 && n->triggers == 0))
        return HL_OK;
    hl_cli_log_failure();
    hl_cli_print(stderr, "hookline %s: nobody gets an arm; users: %lld", args->command,
                 (long long)n->users);
    for (int i = 0; i < (int)HL_ASSIGN_ASSIGNED; i++)
        if (n->by_reason[i] > 0)
            hl_cli_print(stderr, ", %s %lld", hl_assign_reason_name((hl_assign_reason)i),
                         (long long)n->by_reason[i]);
    if (n->unknown_users > 0)
        hl_cli_print(stderr, "; triggers of users that are not among them: %lld",
                     (long long)n->unknown_users);
    hl_cli_print(stderr, "\n");
    return HL_REJECTED;
}

static void print_counts(const hl_plan *plan)
{
    const hl_plan_counts *n = hl_plan_count(plan);
    hl_cli_print(stderr,
                 "%lld touch%s: %lld planned (%lld held, %lld pulled earlier), %lld waiting, %lld "
                 "dropped\n",
                 (long long)n->touches, n->touches == 1 ? "" : "es", (long long)n->planned,
                 (long long)n->held, (long long)n->pulled, (long long)n->waiting,
                 (long long)n->dropped);
    if (n->no_zone > 0)
        hl_cli_print(stderr,
                     n->no_zone == 1 ? "%lld user is held: no zone of theirs is understood\n"
                                     : "%lld users are held: no zone of theirs is understood\n",
                     (long long)n->no_zone);
}

/* "plan cancle EXP": another operand follows what is no experiment. NULL: it is a plan. */
static const char *change_near(int argc, char **argv)
{
    static const char *const changes[] = {"confirm", "cancel"};
    bool two = argc > 2 && argv[1][0] != '-' && argv[2][0] != '-' && access(argv[1], F_OK) != 0;
    return two ? hl_suggest(argv[1], changes, COUNT(changes)) : NULL;
}

static int no_change(const char *word, const char *near)
{
    const hl_args args = {.of = &hl_cmd_plan, .command = hl_cmd_plan.name};
    return hl_cli_usage(&args, "there is no 'plan %s'; did you mean 'plan %s'?", word, near);
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    hl_plan_options o = HL_PLAN_OPTIONS_INIT;
    hl_error err = HL_ERROR_INIT;
    hl_definition *definition = NULL;
    hl_plan *plan = NULL;
    if (argc > 1 && (strcmp(argv[1], "confirm") == 0 || strcmp(argv[1], "cancel") == 0))
        return run_change(argc - 1, argv + 1);
    const char *change = change_near(argc, argv);
    if (change != NULL)
        return no_change(argv[1], change);
    int code = hl_cli_parse(&args, &hl_cmd_plan, argc, argv);
    if (code >= 0)
        return code;
    o.unread = hl_cli_unread();
    hl_problems *problems = hl_problems_new();
    code = problems == NULL ? hl_cli_out_of_memory(&args) : HL_USAGE;
    if (problems == NULL)
        goto done;
    if (!check_effects(&args) || !read_options(&args, &o))
        goto done;
    bool new_store =
        !o.dry_run && access(args.operands[0], R_OK) == 0 && access(hl_cli_db(&args), F_OK) != 0;
    if (o.users == NULL && (new_store || (o.dry_run && hl_cli_value(&args, "db") == NULL))) {
        code = hl_cli_usage(&args, "who are the users, and in which zone? Name --users FILE, or "
                                   "the store that has them with --db");
        goto done;
    }
    hl_status status = load(&args, &o, problems, &definition, &err);
    if (status == HL_OK)
        status = check_calendar(&args, definition, &err);
    if (status == HL_OK)
        status = hl_plan_make(definition, &o, problems, &plan, &err);
    if (status == HL_OK && o.store != NULL && !o.dry_run)
        status = hl_plan_reserve(plan, &err);
    if (!hl_cli_flag(&args, "quiet") || status != HL_OK)
        hl_cli_print_problems(problems);
    code = status == HL_OK ? write_plan(&args, plan) : hl_cli_fail(&args, &err);
    if (code == HL_OK && hl_plan_count(plan)->rejected_rows > 0) {
        (void)hl_error_set(&err, HL_REJECTED, "rows that cannot be read: %lld; all else is planned",
                           (long long)hl_plan_count(plan)->rejected_rows);
        code = hl_cli_fail(&args, &err);
    }
    if (code == HL_OK && hl_cli_choice(&args, "format") != (int)HL_PLAN_CALENDAR &&
        o.explain == NULL && !hl_cli_flag(&args, "quiet"))
        print_counts(plan);
    if (code == HL_OK)
        code = nobody(&args, hl_plan_count(plan));
    if (code == HL_OK && o.explain == NULL)
        code = nothing(&args, plan);
done:
    hl_plan_free(plan);
    hl_definition_free(definition);
    hl_store_close(o.store);
    hl_problems_free(problems);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_plan = {
    "plan",
    HL_GROUP_TIMING,
    {"the minute at which each touch goes out, and why", "排期：每次触达在哪一分钟发出，以及原因"},
    &help,
    options,
    COUNT(options),
    run_command,
    &changing};
