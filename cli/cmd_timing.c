/* hookline timing: send times that are learnt, told and chosen. */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "cli/outlet.h"
#include "cli/shares.h"
#include "cli/terminal.h"

/* ---- what the forms share */

static hl_status read_file(const char *path, char **text, size_t *length, hl_error *err)
{
    enum { PIECE = 1 << 16 };
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    size_t room = 0, got = 1;
    *text = NULL;
    *length = 0;
    if (file == NULL)
        return hl_error_system(err, "%s", path);
    hl_status status = HL_OK;
    while (status == HL_OK && got > 0) {
        char *more = *length + PIECE < room ? *text : realloc(*text, room += 4 * PIECE);
        if (more == NULL) {
            status = hl_error_memory(err);
            break;
        }
        *text = more;
        got = fread(*text + *length, 1, PIECE, file);
        *length += got;
    }
    if (status == HL_OK && ferror(file))
        status = hl_error_system(err, "%s", path);
    if (file != stdin)
        (void)fclose(file);
    return status;
}

static hl_status read_model(const char *path, hl_timing_model **model, hl_error *err)
{
    char *text = NULL;
    size_t length = 0;
    hl_problems *problems = hl_problems_new();
    *model = NULL;
    hl_status status =
        problems != NULL ? read_file(path, &text, &length, err) : hl_error_memory(err);
    if (status == HL_OK)
        status = hl_timing_model_read(path, text, length, problems, model, err);
    if (status == HL_REJECTED)
        hl_cli_print_problems(problems);
    free(text);
    hl_problems_free(problems);
    return status;
}

/* "08:00-23:00" -> local hours; over midnight too. */
static bool take_hours(const hl_args *args, bool legal[24])
{
    const char *text = hl_cli_value(args, "hours");
    int from = 0, from_minute = 0, to = 0, to_minute = 0, end = 0;
    if (text == NULL)
        return true;
    bool ok = sscanf(text, "%2d:%2d-%2d:%2d%n", &from, &from_minute, &to, &to_minute, &end) == 4 &&
              text[end] == '\0' && from >= 0 && from < 24 && to >= 0 && to <= 24 && from != to &&
              from_minute == 0 && to_minute == 0;
    if (!ok) {
        (void)hl_cli_usage(args,
                           "--hours takes whole hours as 08:00-23:00, from one to another, not "
                           "'%s'",
                           text);
        return false;
    }
    for (int h = from; h != to % 24 || !legal[from]; h = (h + 1) % 24)
        legal[h] = true;
    return true;
}

/* ---- fit */

static const hl_option fit_options[] = {
    {"sent-at",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of the instants at which touches went out", "发送时刻所在的列"}},
    {"zone",
     0,
     "ZONE",
     HL_OPTION_ONCE,
     {"column of the users' time zones, or one zone for all, e.g. Asia/Shanghai",
      "用户时区所在的列，或所有人共用的时区，如 Asia/Shanghai"}},
    {"outcome",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column that is 1 or yes where the touch brought about what it should",
      "结果所在的列：达到目的为 1 或 yes，否则为 0 或 no"}},
    {"user", 0, "COL", HL_OPTION_ONCE, {"column of the users' ids", "用户 id 所在的列"}},
    {"segment",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of the segments whose hours may differ", "分群所在的列：各分群的时段可以不同"}},
    {"hook",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of the reasons to touch, so that an hour is not credited with them",
      "触达理由所在的列，以免把理由的效果算到时段上"}},
    {"variant",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of the messages, for the same reason", "消息版本所在的列，用意同上"}},
    {"propensity",
     0,
     "COL",
     HL_OPTION_ONCE,
     {"column of the chances with which hours were drawn; blank where they were not",
      "发送时段被抽中的概率所在的列；未抽取的留空"}},
    {"hours",
     0,
     "HH:MM-HH:MM",
     HL_OPTION_ONCE,
     {"local hours in which touches may go out (default: all)", "允许发送的当地时段（默认不限）"}},
    {"half-life",
     0,
     "DURATION",
     HL_OPTION_ONCE,
     {"after how long an old touch counts for half, e.g. P30D; none, or auto (default): what the "
      "data say",
      "旧触达多久后减半计入，如 P30D；none 不减，auto（默认）由数据决定"}},
    HL_OPTION_NOW,
    HL_OPTION_EPOCH,
    HL_OPTION_DATE_ORDER,
    HL_OPTION_ROWS,
    HL_OPTION_OUTPUT,
    HL_OPTION_QUIET,
};

static const hl_help fit_help = {
    .usage = "hookline timing fit FILE --sent-at COL --outcome COL --zone ZONE [option...]",
    .about =
        {"Learns from a table of touches, one a row, at which hours of the week each segment "
         "answers: a logistic regression in which segments share what they have in common, so "
         "that small ones are not read by chance alone. Writes the model as JSON.",
         "从触达表（每行一次）学习各分群在一周中的哪些时段会回应：用分层逻辑回归，各分群共享共性，"
         "小分群不至于只凭偶然下结论。模型写为 JSON。"},
    .details = {"Touches whose hour was drawn by chance (choose: explore, or timing choose) carry "
                "their propensity and count as randomised. Without it the model is marked "
                "observational, and nothing it says is called shown.",
                "发送时段由随机抽取的触达（choose: explore 或 timing "
                "choose）带有抽中概率，视为随机化。没有它，模型标为观察性，其结论不算已证明。"},
    .examples = "  hookline timing fit touches.csv --sent-at sent_at --zone zone --outcome clicked "
                "\\\n"
                "      --user user_id --segment segment --propensity propensity \\\n"
                "      --hours 08:00-23:00 -o clicked.timing.json",
    .form = "fit",
    .operand = "FILE",
    .least_operands = 1,
    .most_operands = 1,
};

static bool take_half_life(const hl_args *args, double *days)
{
    const char *text = hl_cli_value(args, "half-life");
    char *end = NULL;
    *days = (double)NAN;
    if (text == NULL || strcmp(text, "auto") == 0)
        return true;
    *days = (double)INFINITY;
    if (strcmp(text, "none") == 0)
        return true;
    bool weeks = false;
    if (text[0] == 'P') {
        long count = strtol(text + 1, &end, 10);
        weeks = end != text + 1 && strcmp(end, "W") == 0;
        *days = (double)count * (weeks ? 7 : 1);
        if (end != text + 1 && count > 0 && count <= 3650 && (weeks || strcmp(end, "D") == 0))
            return true;
    }
    (void)hl_cli_usage(args, "--half-life takes auto, none, or days as P30D, not '%s'", text);
    return false;
}

/* --zone names a column of the table, or else a zone. */
static void take_zone(const hl_args *args, const hl_row_source *rows, hl_timing_options *o)
{
    const char *zone = hl_cli_value(args, "zone");
    if (zone == NULL)
        return;
    if (hl_rows_column(rows, zone) >= 0)
        o->columns.zone = zone;
    else
        o->zone = zone;
}

static bool take_fit(const hl_args *args, hl_timing_options *o)
{
    static const char *const needed[] = {"sent-at", "outcome"};
    for (size_t i = 0; i < COUNT(needed); i++)
        if (hl_cli_value(args, needed[i]) == NULL) {
            (void)hl_cli_usage(args, "--%s COL is needed: which column is it?", needed[i]);
            return false;
        }
    o->columns = (hl_timing_columns){.sent_at = hl_cli_value(args, "sent-at"),
                                     .outcome = hl_cli_value(args, "outcome"),
                                     .user = hl_cli_value(args, "user"),
                                     .segment = hl_cli_value(args, "segment"),
                                     .hook = hl_cli_value(args, "hook"),
                                     .variant = hl_cli_value(args, "variant"),
                                     .propensity = hl_cli_value(args, "propensity")};
    hl_cli_times(args, &o->style);
    return take_hours(args, o->legal) && take_half_life(args, &o->half_life_days) &&
           hl_cli_now(args, &o->now_utc_ms);
}

static hl_status fit_file(const hl_args *args, hl_timing_options *o,
                          const hl_rows_file_options *how, hl_timing_model **model, hl_error *err)
{
    hl_row_source *rows = NULL;
    hl_problems *problems = hl_problems_new();
    hl_status status = problems != NULL ? hl_rows_open_file(args->operands[0], how, &rows, err)
                                        : hl_error_memory(err);
    if (status == HL_OK) {
        hl_rows_tell(rows, problems);
        take_zone(args, rows, o);
        status = hl_timing_fit_rows(rows, o, problems, model, err);
    }
    if (problems != NULL && (status != HL_OK || !hl_cli_flag(args, "quiet")))
        hl_cli_print_problems(problems);
    hl_rows_close(rows);
    hl_problems_free(problems);
    return status;
}

static int run_fit(int argc, char **argv);
static int run_report(int argc, char **argv);
static int run_choose(int argc, char **argv);

/* ---- report */

static const hl_option report_options[] = {
    {"width",
     0,
     "DURATION",
     HL_OPTION_ONCE,
     {"how long a window is, in whole hours: PT2H is the default",
      "时段的长度，整小时：默认 PT2H"}},
    {"worth",
     0,
     "LIFT",
     HL_OPTION_ONCE,
     {"least gain worth a change of hours, as a part of the present rate (default 0.1)",
      "值得改动发送时段的最小提升，相对目前比例（默认 0.1）"}},
    HL_OPTION_FORMAT("text|markdown|json"),
    HL_OPTION_OUTPUT,
};

static const hl_help report_help = {
    .usage = "hookline timing report MODEL [option...]",
    .about = {"What a model says: for every segment its best window among the hours that are "
              "allowed, how sure that is, what it would gain over the hours at which touches go "
              "out now, what is lost if it is wrong, and what it would take to know; and its hours "
              "as a map of the week.",
              "模型的结论：每个分群在允许时段内的最佳时段、把握有多大、比目前的发送时段提升多少、"
              "选错会损失多少、还需要什么才能确定；并以一周热图展示各时段。"},
    .examples = "  hookline timing report clicked.timing.json",
    .form = "report",
    .operand = "MODEL",
    .least_operands = 1,
    .most_operands = 1,
};

static bool take_width(const hl_args *args, int *hours)
{
    const char *text = hl_cli_value(args, "width");
    int end = 0;
    if (text == NULL)
        return true;
    if (sscanf(text, "PT%2dH%n", hours, &end) == 1 && text[end] == '\0' && *hours >= 1 &&
        *hours <= 24)
        return true;
    (void)hl_cli_usage(args, "--width takes whole hours from PT1H to PT24H, not '%s'", text);
    return false;
}

static bool take_report(const hl_args *args, hl_timing_report_options *o, hl_report_options *form)
{
    static const hl_report_format formats[] = {HL_REPORT_TEXT, HL_REPORT_MARKDOWN, HL_REPORT_JSON};
    bool terminal = hl_cli_value(args, "output") == NULL && hl_cli_on_terminal();
    form->format = formats[hl_cli_choice(args, "format")];
    form->lang = args->lang;
    form->colour = terminal && form->format == HL_REPORT_TEXT && hl_cli_terminal_colour();
    if (terminal && form->format == HL_REPORT_TEXT) {
        size_t width = hl_cli_terminal_width();
        form->width = width == 0                      ? 0
                      : width < HL_REPORT_LEAST_WIDTH ? HL_REPORT_LEAST_WIDTH
                      : width > HL_REPORT_MOST_WIDTH  ? HL_REPORT_MOST_WIDTH
                                                      : width;
    }
    return take_width(args, &o->width_hours) && hl_cli_share(args, "worth", &o->worth);
}

/* ---- choose */

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
    HL_OPTION_SEED,
    HL_OPTION_NOW,
    HL_OPTION_ROWS,
    HL_OPTION_OUTPUT,
    HL_OPTION_QUIET,
};

static const hl_help choose_help = {
    .usage = "hookline timing choose MODEL --users FILE --from TIME --to TIME [option...]",
    .about =
        {"Chooses for every user the hour at which the next touch should go out. Most users "
         "get the hours that the model believes in, each as often as it is the best in draws "
         "from the posterior; a share gets any allowed hour, and a share is sent to as now. "
         "The chance of every choice is written beside it, so that what comes back can be "
         "read as an experiment.",
         "为每个用户选择下一次触达的时段。大多数用户得到模型看好的时段（按其在后验抽样中成为最佳的"
         "频率抽取）；一部分用户随机安排在任一允许时段，另一部分维持现状。每个选择的概率都写在旁"
         "边，结果因此可以当作实验来读。"},
    .details = {"Writes CSV: user_id, at (local time with its offset), zone, slot (hour of the "
                "week, 0 is Monday 00:00), policy (model, explore or holdout), propensity.",
                "输出 CSV：user_id、at（带时差的当地时间）、zone、slot（一周中的第几小时，0 为周一 "
                "00:00）、policy（model、explore 或 holdout）、propensity（概率）。"},
    .examples = "  hookline timing choose clicked.timing.json --users users.csv \\\n"
                "      --from 2026-03-09T00:00 --to 2026-03-16T00:00 -o when.csv",
    .form = "choose",
    .operand = "MODEL",
    .least_operands = 1,
    .most_operands = 1,
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
    return take_moment(args, "from", &o->from_ms, &o->from_is_local) &&
           take_moment(args, "to", &o->to_ms, &o->to_is_local) && take_hours(args, o->legal) &&
           hl_cli_share(args, "explore", &o->explore) &&
           hl_cli_share(args, "holdout", &o->holdout) && hl_cli_seed(args, &o->seed);
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

/* ---- the commands */

static const hl_command choosing = {"timing",
                                    HL_GROUP_NONE,
                                    {"choose", "选择时段"},
                                    &choose_help,
                                    choose_options,
                                    COUNT(choose_options),
                                    run_choose,
                                    NULL};
static const hl_command reporting = {"timing",     HL_GROUP_NONE,  {"report", "报告"},
                                     &report_help, report_options, COUNT(report_options),
                                     run_report,   &choosing};
static const hl_command fitting = {"timing",    HL_GROUP_NONE,      {"fit", "学习"}, &fit_help,
                                   fit_options, COUNT(fit_options), run_fit,         &reporting};

static int run_fit(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_timing_options o = HL_TIMING_OPTIONS_INIT;
    hl_rows_file_options how = {.delimiter = '\0'};
    hl_timing_model *model = NULL;
    char *text = NULL;
    int code = hl_cli_parse(&args, &fitting, argc, argv);
    if (code >= 0)
        return code;
    code = HL_USAGE;
    if (take_fit(&args, &o) && hl_cli_rows(&args, &how)) {
        hl_status status = fit_file(&args, &o, &how, &model, &err);
        if (status == HL_OK)
            status = hl_timing_model_write(model, &text, &err);
        code = status == HL_OK ? hl_cli_emit(&args, text, strlen(text)) : hl_cli_fail(&args, &err);
    }
    free(text);
    hl_timing_model_free(model);
    hl_cli_free(&args);
    return code;
}

static int run_report(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_timing_report_options o = {.width_hours = 0};
    hl_report_options form = HL_REPORT_OPTIONS_INIT;
    hl_timing_model *model = NULL;
    hl_timing_report *report = NULL;
    char *text = NULL;
    int code = hl_cli_parse(&args, &reporting, argc, argv);
    if (code >= 0)
        return code;
    code = HL_USAGE;
    if (take_report(&args, &o, &form)) {
        hl_status status = read_model(args.operands[0], &model, &err);
        if (status == HL_OK)
            status = hl_timing_report_of(model, &o, &report, &err);
        if (status == HL_OK)
            status = hl_timing_write_report(report, &form, &text, &err);
        code = status == HL_OK ? hl_cli_emit(&args, text, strlen(text)) : hl_cli_fail(&args, &err);
    }
    free(text);
    hl_timing_report_free(report);
    hl_timing_model_free(model);
    hl_cli_free(&args);
    return code;
}

static int run_choose(int argc, char **argv)
{
    hl_args args;
    hl_error err = HL_ERROR_INIT;
    hl_timing_choose_options o;
    hl_rows_file_options how = {.delimiter = '\0'};
    hl_timing_model *model = NULL;
    int code = hl_cli_parse(&args, &choosing, argc, argv);
    if (code >= 0)
        return code;
    code = HL_USAGE;
    if (take_choose(&args, &o) && hl_cli_rows(&args, &how)) {
        hl_status status = read_model(args.operands[0], &model, &err);
        if (status == HL_OK)
            status = choose(&args, model, &o, &how, &err);
        code = status == HL_OK ? HL_OK : hl_cli_fail(&args, &err);
    }
    hl_timing_model_free(model);
    hl_cli_free(&args);
    return code;
}

static const hl_help help = {
    .usage = "hookline timing fit FILE --sent-at COL --outcome COL --zone ZONE [option...]\n"
             "hookline timing report MODEL [option...]\n"
             "hookline timing choose MODEL --users FILE --from TIME --to TIME [option...]",
    .about =
        {"Learns at which hours each segment answers, tells what is known and what is not, "
         "and chooses the hours of the next touches so that more is known afterwards.",
         "学习各分群在哪些时段会回应，说明已知与未知，并为下一次触达选择时段，使之后知道得更多。"},
    .operand = "fit|report|choose",
    .operands = "FILE",
    .least_operands = 1,
    .most_operands = 2,
};

/* title: what its messages are headed by */
static struct {
    const char *form;
    char title[16];
    int (*run)(int argc, char **argv);
} forms[] = {{"fit", "timing fit", run_fit},
             {"report", "timing report", run_report},
             {"choose", "timing choose", run_choose}};

static int run_command(int argc, char **argv)
{
    const char *names[COUNT(forms)];
    for (size_t i = 0; i < COUNT(forms); i++) {
        names[i] = forms[i].form;
        if (argc > 1 && strcmp(argv[1], forms[i].form) == 0) {
            argv[1] = forms[i].title;
            return forms[i].run(argc - 1, argv + 1);
        }
    }
    hl_args args;
    int code = hl_cli_parse(&args, &hl_cmd_timing, argc, argv);
    if (code >= 0)
        return code;
    const char *near = hl_suggest(args.operands[0], names, COUNT(names));
    code = near != NULL
               ? hl_cli_usage(&args, "there is no 'timing %s'; did you mean 'timing %s'?",
                              args.operands[0], near)
               : hl_cli_usage(&args, "there is no 'timing %s'; there are fit, report and choose",
                              args.operands[0]);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_timing = {"timing",
                                  HL_GROUP_TIMING,
                                  {"at which hours each segment answers, learnt from touches",
                                   "从触达中学习各分群的最佳发送时段"},
                                  &help,
                                  NULL,
                                  0,
                                  run_command,
                                  &fitting};
