#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/progress.h"
#include "cli/unread.h"

static const hl_option options[] = {
    {"out",
     0,
     "DIR",
     HL_OPTION_ONCE,
     {"directory to write to; made when it is not there", "写入的目录；不存在时新建"}},
    {"users", 0, "N", HL_OPTION_ONCE, {"customers (default 10000)", "客户数（默认 10000）"}},
    {"days",
     0,
     "N",
     HL_OPTION_ONCE,
     {"days on which touches are sent, 1 to 365 (default 28)",
      "发送触达的天数，1 到 365（默认 28）"}},
    {"null",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"no effects: every arm does what the control does", "没有任何效果：各组与对照组相同"}},
    HL_OPTION_SEED,
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline simulate --out DIR [option...]",
    .about =
        {"Makes a customer base of a frozen-food brand on WeCom, plays two experiments on it, and "
         "writes users.csv, triggers.csv, touches.csv, events.csv, costs.csv, the definitions that "
         "were played and truth.json: the true effects, by arm, metric and segment. The same seed "
         "gives the same bytes on every machine.",
         "模拟某速冻食品品牌在企业微信上的客户群，在其上跑两个实验，写出 "
         "users.csv、triggers.csv、touches.csv、events.csv、costs.csv、所用的实验定义，以及 "
         "truth."
         "json：各组、各指标、各细分人群的真实效果。随机种子相同，则在任何机器上结果逐字节相同。"},
    .details = {"In the data are, in numbers that truth.json tells: late and doubled events, "
                "events that name a touch not yet sent, clicks too fast to be human.",
                "数据中混有迟到和重复的事件、指向尚未发送的触达的事件、快得不像真人的点击，数量见 "
                "truth.json。"},
    .examples = "  hookline simulate --users 20000 --seed 7 --out shop",
};

static void show_progress(void *context, uint64_t done, uint64_t users)
{
    hl_cli_progress_tell(context, (int64_t)done, (int64_t)users);
}

/* A whole number of 1 or more; *out stays when the option is not given. */
static bool read_count(const hl_args *args, const char *name, uint64_t *out)
{
    const char *value = hl_cli_value(args, name);
    char *end = NULL;
    if (value == NULL)
        return true;
    unsigned long long number = strtoull(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end != '\0' || number == 0 || number > 1000000000) {
        (void)hl_cli_usage(args, "--%s takes a whole number above 0, not '%s'", name, value);
        return false;
    }
    *out = number;
    return true;
}

static int run(const hl_args *args)
{
    hl_error err = HL_ERROR_INIT;
    hl_sim_summary summary;
    hl_sim_options sim = HL_SIM_OPTIONS_INIT;
    uint64_t days = (uint64_t)sim.days;
    sim.unread = hl_cli_unread();
    sim.directory = hl_cli_value(args, "out");
    sim.null_effects = hl_cli_flag(args, "null");
    if (sim.directory == NULL)
        return hl_cli_usage(args, "--out DIR is missing");
    if (!read_count(args, "users", &sim.users) || !read_count(args, "days", &days) ||
        !hl_cli_seed(args, &sim.seed))
        return HL_USAGE;
    sim.days = (int32_t)days;
    bool tells = !hl_cli_flag(args, "quiet");
    hl_progress progress;
    if (hl_cli_progress_start(args, &progress, (hl_bilingual){"simulating", "模拟"})) {
        sim.progress = show_progress;
        sim.context = &progress;
    }
    hl_status status = hl_simulate(&sim, &summary, &err);
    hl_cli_progress_end(&progress, status == HL_OK);
    if (status != HL_OK)
        return hl_cli_fail(args, &err);
    if (tells)
        hl_cli_print(stdout, "%s: %llu users, %llu triggers, %llu touches, %llu events\n",
                     sim.directory, (unsigned long long)summary.users,
                     (unsigned long long)summary.triggers, (unsigned long long)summary.touches,
                     (unsigned long long)summary.events);
    return HL_OK;
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    int code = hl_cli_parse(&args, &hl_cmd_simulate, argc, argv);
    if (code >= 0)
        return code;
    code = run(&args);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_simulate = {
    "simulate",
    HL_GROUP_EXPERIMENTS,
    {"a customer base with known truth", "模拟一个真实效果已知的客户群"},
    &help,
    options,
    COUNT(options),
    run_command,
    NULL};
