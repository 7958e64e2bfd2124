/* hookline timing choose */
#include <stdio.h>
#include <string.h>

#include "cli/outlet.h"
#include "cli/shares.h"
#include "cli/timing_forms.h"

static const hl_option choose_options[] = {
    {"users",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"CSV or NDJSON of the users: user_id, zone, and the segment's column",
      "用户文件，CSV 或 NDJSON：user_id、zone 以及分群所在的列"}},
    {"from",
     0,
     "TIME",
     HL_OPTION_ONCE,
     {"touches go out from then on; without an offset, by each user's own clock",
      "从何时起发送；未写时差的按各用户当地时间"}},
    {"to", 0, "TIME", HL_OPTION_ONCE, {"and before then", "到何时为止（不含）"}},
    {"explore",
     0,
     "SHARE",
     HL_OPTION_ONCE,
     {"share of users who get any allowed hour, to go on learning (default 0.05)",
      "随机安排在任一允许时段的用户占比，用于持续学习（默认 0.05）"}},
    {"holdout",
     0,
     "SHARE",
     HL_OPTION_ONCE,
     {"share of users who are sent to as now, to compare with (default 0.05)",
      "维持现有发送时段、用作对照的用户占比（默认 0.05）"}},
    {"segment",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of the users' segments (default: that of the model)",
      "用户分群所在的列（默认与模型相同）"}},
    {"hours",
     0,
     "HH:MM-HH:MM",
     HL_OPTION_ONCE,
     {"local hours in which touches may go out (default: those of the model)",
      "允许发送的当地时段（默认与模型相同）"}},
    {"zone",
     0,
     "NAME",
     HL_OPTION_ONCE,
     {"time zone of users who have none (default: they are left out)",
      "没有时区的用户按哪个时区（默认不安排）"}},
    {"db",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"the store that has EXP (default: $HOOKLINE_DB, else hookline.db)",
      "EXP 所在的数据库文件（默认为 $HOOKLINE_DB，否则为 hookline.db）"}},
    HL_OPTION_SEED,
    HL_OPTION_NOW,
    HL_OPTION_ROWS,
    HL_OPTION_OUTPUT,
    HL_OPTION_QUIET,
};

static const hl_help choose_help = {
    .usage = "hookline timing choose MODEL --users FILE --from TIME --to TIME [EXP] [option...]",
    .about =
        {"Chooses for every user the hour at which the next touch should go out. Most users "
         "get the hours that the model believes in, each as often as it is the best in draws "
         "from the posterior; a share gets any allowed hour, and a share is sent to as now. "
         "The chance of every choice is written beside it, so that what comes back can be "
         "read as an experiment.",
         "为每个用户选择下一次触达的时段。大多数用户得到模型看好的时段（按其在后验抽样中成为最佳的"
         "频率抽取）；一部分用户随机安排在任一允许时段，另一部分维持现状。每个选择的概率都写在旁"
         "边，结果因此可以当作实验来读。"},
    .details =
        {"With EXP, a name in the store or a definition file, touches go when its windows, quiet "
         "hours and channels let them, on their weekdays and to the minute, unless --hours says "
         "others; days off are those of its calendar, else of the model's.\nWrites CSV: user_id, "
         "at "
         "(local time with its offset), zone, slot (hour of the "
         "week, 0 is Monday 00:00), policy (model, explore or holdout), propensity.",
         "给出 "
         "EXP（数据库中的实验名或定义文件）时，只在其发送时段、免打扰时间和渠道允许时发送（含星期与"
         "分钟），除非 "
         "--hours 另有说明；休息日以其日历为准，没有则以模型的为准。\n输出 "
         "CSV：user_id、at（带时差的当地时间）、zone、slot（一周中的第几小时，0 为周一 "
         "00:00）、policy（model、explore 或 holdout）、propensity（概率）。"},
    /* of all forms: one makes what the next takes */
    .examples = "  hookline timing fit experiments/send-times/touches.csv --sent-at sent_at \\\n"
                "      --outcome clicked --zone Asia/Shanghai --user user_id --segment segment \\\n"
                "      --propensity propensity --hours 08:00-23:00 -o clicked.timing.json\n"
                "  hookline timing report clicked.timing.json\n"
                "  hookline timing choose clicked.timing.json \\\n"
                "      --users experiments/send-times/users.csv \\\n"
                "      --from 2026-03-30T00:00 --to 2026-04-06T00:00 -o when.csv",
    .form = "choose",
    .operand = "MODEL",
    .operands = "EXP",
    .least_operands = 1,
    .most_operands = 2,
};

static bool take_moment(const hl_args *args, const char *name, int64_t *ms, bool *is_local)
{
    const char *text = hl_cli_value(args, name);
    if (text == NULL) {
        (void)hl_cli_usage(args, "--%s TIME is needed, e.g. 2026-03-09T00:00", name);
        return false;
    }
    if (hl_time_parse(text, ms) == HL_OK) {
        *is_local = false;
        return true;
    }
    char utc[64];
    *is_local = true;
    (void)snprintf(utc, sizeof utc, "%.40s%s", text, strlen(text) <= 10 ? "T00:00Z" : "Z");
    if (hl_time_parse(utc, ms) == HL_OK)
        return true;
    (void)hl_cli_usage(args,
                       "--%s takes a time, with an offset or by each user's clock "
                       "(2026-03-09T00:00), not '%s'",
                       name, text);
    return false;
}

static bool take_choose(const hl_args *args, hl_timing_choose_options *o)
{
    if (hl_cli_value(args, "users") == NULL) {
        (void)hl_cli_usage(args, "--users FILE is needed: who is to be sent to?");
        return false;
    }
    *o = (hl_timing_choose_options){.explore = 0.05,
                                    .holdout = 0.05,
                                    .zone = hl_cli_value(args, "zone"),
                                    .segment = hl_cli_value(args, "segment")};
    if (hl_cli_value(args, "now") != NULL && !hl_cli_now(args, &o->now_utc_ms))
        return false;
    return take_moment(args, "from", &o->from_ms, &o->from_is_local) &&
           take_moment(args, "to", &o->to_ms, &o->to_is_local) &&
           hl_cli_take_hours(args, o->legal) && hl_cli_share_or_end(args, "explore", &o->explore) &&
           hl_cli_share_or_end(args, "holdout", &o->holdout) && hl_cli_seed(args, &o->seed);
}

static void tell_chosen(const hl_args *args, const hl_timing_chosen *c)
{
    if (hl_cli_flag(args, "quiet"))
        return;
    hl_cli_print(
        stderr,
        "%lld users: %lld by the model, %lld explored, %lld held out; left out: %lld of no "
        "known zone, %lld without an allowed hour, %lld twice\n",
        (long long)c->users, (long long)c->by_policy[HL_TIMING_BY_MODEL],
        (long long)c->by_policy[HL_TIMING_EXPLORED], (long long)c->by_policy[HL_TIMING_HELD_OUT],
        (long long)c->no_zone, (long long)c->no_slot, (long long)c->twice);
}

static hl_status choose(const hl_args *args, const hl_timing_model *model,
                        const hl_timing_choose_options *o, const hl_rows_file_options *how,
                        hl_error *err)
{
    hl_row_source *users = NULL;
    hl_outlet outlet;
    hl_timing_chosen chosen;
    hl_problems *problems = hl_problems_new();
    hl_status status = problems != NULL
                           ? hl_rows_open_file(hl_cli_value(args, "users"), how, &users, err)
                           : hl_error_memory(err);
    if (status == HL_OK)
        status = hl_cli_outlet_open(args, &outlet, err);
    if (status == HL_OK) {
        status = hl_timing_stream_choices(model, users, o, problems, hl_cli_outlet_write, &outlet,
                                          &chosen, err);
        status = hl_cli_outlet_close(&outlet, status, err);
        if (status != HL_OK || !hl_cli_flag(args, "quiet"))
            hl_cli_print_problems(problems);
        if (status == HL_OK)
            tell_chosen(args, &chosen);
    }
    hl_rows_close(users);
    hl_problems_free(problems);
    return status;
}

/* What is borrowed of a definition. */
typedef struct borrowed {
    hl_definition *definition;
    hl_plan_times *times;
} borrowed;

/* Days off are those of the definition's calendar, where it has one; touches may go when it lets
 * them, unless --hours says otherwise. */
static hl_status take_definition(const hl_args *args, hl_timing_choose_options *o, borrowed *b,
                                 hl_error *err)
{
    if (args->operand_count < 2)
        return HL_OK;
    hl_status status = hl_cli_definition_named(args, args->operands[1], &b->definition, err);
    if (status == HL_OK)
        status = hl_cli_definition_times(
            b->definition, NULL, o->now_utc_ms != 0 ? o->now_utc_ms : o->from_ms, &b->times, err);
    if (status != HL_OK)
        return status;
    o->special_days = hl_plan_times_days(b->times, &o->special_day_count);
    if (hl_cli_value(args, "hours") != NULL)
        return HL_OK;
    for (int h = 0; h < 24; h++)
        o->legal[h] = true;
    o->open = hl_plan_times_narrow;
    o->open_context = b->times;
    return HL_OK;
}

static int run_choose(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_timing_choose_options o;
    hl_rows_file_options how = {.delimiter = '\0'};
    hl_timing_model *model = NULL;
    borrowed own = {NULL, NULL};
    int code = hl_cli_parse(&args, &hl_cli_timing_choose, argc, argv);
    if (code >= 0)
        return code;
    code = HL_USAGE;
    if (take_choose(&args, &o) && hl_cli_rows(&args, &how)) {
        hl_status status = take_definition(&args, &o, &own, &err);
        if (status == HL_OK)
            status = hl_cli_read_model(args.operands[0], &model, &err);
        if (status == HL_OK)
            status = choose(&args, model, &o, &how, &err);
        code = status == HL_OK ? HL_OK : hl_cli_fail(&args, &err);
    }
    hl_timing_model_free(model);
    hl_plan_times_free(own.times);
    hl_definition_free(own.definition);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cli_timing_choose = {
    "timing",     HL_GROUP_NONE,          {"choose", "选择时段"},
    &choose_help, choose_options,         COUNT(choose_options),
    run_choose,   &hl_cli_timing_evaluate};
