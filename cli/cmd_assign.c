#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/experiment.h"
#include "cli/outlet.h"
#include "cli/progress.h"
#include "cli/unread.h"

static const hl_option options[] = {
    {"users",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"CSV or NDJSON of users; - is standard input", "用户文件，CSV 或 NDJSON；- 表示标准输入"}},
    {"at",
     0,
     "TIME",
     HL_OPTION_ONCE,
     {"assign as of TIME, for a ramp (default: now)", "按 TIME 时的放量比例分组（默认为现在）"}},
    {"previous",
     0,
     "FILE",
     HL_OPTION_MANY,
     {"an earlier version of the definition, whose users stay where they can; may be repeated, "
      "oldest first",
      "定义的旧版本，其用户尽量留在原组；可多次给出，从旧到新"}},
    HL_OPTION_DECIMAL,
    HL_OPTION_ROWS,
    {"explain",
     0,
     "USER",
     HL_OPTION_ONCE,
     {"print every step of the assignment of one user", "逐步说明一个用户是怎样分组的"}},
    {"db",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"the store that has EXP by name, and users", "存有实验 EXP 和用户的数据库文件"}},
    HL_OPTION_FORMAT("csv|ndjson"),
    HL_OPTION_OUTPUT,
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline assign EXP --users FILE [option...]\n"
             "hookline assign EXP --db FILE [--users FILE] [option...]",
    .about =
        {"Says which arm each user is in. Reads users and writes user_id,arm,bucket,reason, in the "
         "order of the file. EXP is a definition file, and no store is needed; or, with --db, the "
         "name of an experiment in the store, with the bucket ranges in force there; then --users "
         "may be left out, and the users of the store are meant.\n"
         "\n"
         "The bucket is a whole number from 0 to 2^53 - 1, hashed from the user and the salt. The "
         "reason is assigned, or why the user is in no arm: no_unit, audience, holdout, layer, "
         "traffic.",
         "查每个用户分在哪一组。读入用户，按文件顺序写出 user_id,arm,bucket,reason。EXP "
         "是实验定义文件，此时不需要数据库；或者加上 --db，EXP "
         "为数据库中的实验名，按其当前的桶区间分组，此时可省略 --users，表示数据库中的全部用户。\n"
         "\n"
         "bucket 是由用户和随机盐哈希得到的 0 到 2^53 - 1 的整数。reason 为 "
         "assigned（已分组），或未入组的原因：no_"
         "unit（缺少分流单位）、audience（不在受众内）、holdout（全局对照组）、layer（属于流量层的"
         "另一部分）、traffic（未放量到）。"},
    .details =
        {"Users are CSV with a header or NDJSON, with user_id; the audience is checked on the "
         "other columns or keys. When an earlier version of the definition has been in force, name "
         "it with --previous (repeatedly, oldest first): users whose arm may keep them stay where "
         "they are.\n"
         "Rows that cannot be read are shown with their line and counted; the exit code is then 3.",
         "用户文件为带表头的 CSV 或 NDJSON，须有 "
         "user_id；受众条件按其余的列或键判断。如果定义的旧版本曾经生效，用 --previous "
         "给出（可多次，从旧到新）：能留在原组的用户就留在原组。\n"
         "无法读取的行会显示行号并计数，此时退出码为 3。"},
    .examples = "  hookline simulate --out shop\n"
                "  hookline assign shop/coupon-expiry-evening.json --users shop/users.csv \\\n"
                "      -o arms.csv\n"
                "  hookline assign shop/coupon-expiry-evening.json --users shop/users.csv \\\n"
                "      --explain u0000042 --lang zh\n"
                "  hookline assign coupon-expiry-evening --db shop.db -o arms.csv",
    .operand = "EXP",
    .least_operands = 1,
    .most_operands = 1,
};

typedef struct writing {
    hl_outlet outlet;
    hl_progress progress;
} writing;

static hl_status write_rows(void *context, const char *data, size_t length, hl_error *err)
{
    writing *to = context;
    return hl_cli_outlet_write(&to->outlet, data, length, err);
}

static void show_progress(void *context, int64_t done, int64_t total)
{
    writing *to = context;
    if (total > 0)
        hl_cli_progress_tell(&to->progress, done, total);
}

static void print_counts(const hl_experiment *x, const hl_assign_counts *counts)
{
    hl_cli_print(stderr, "%lld user%s:", (long long)counts->users, counts->users == 1 ? "" : "s");
    for (size_t i = 0; i < x->arm_count; i++)
        hl_cli_print(stderr, " %s %lld", x->arms[i].name, (long long)counts->by_arm[i]);
    for (int i = 0; i < (int)HL_ASSIGN_ASSIGNED; i++)
        if (counts->by_reason[i] > 0)
            hl_cli_print(stderr, ", %s %lld", hl_assign_reason_name((hl_assign_reason)i),
                         (long long)counts->by_reason[i]);
    hl_cli_print(stderr, "\n");
}

static void print_rejects(const hl_problems *problems, const hl_assign_counts *counts)
{
    int64_t unseen = counts->rejected - (int64_t)hl_problems_errors(problems);
    if (unseen > 0)
        hl_cli_print(stderr, "and %lld more\n", (long long)unseen);
    hl_cli_print(stderr, "%lld row%s rejected\n", (long long)counts->rejected,
                 counts->rejected == 1 ? "" : "s");
}

typedef struct assigning {
    const hl_args *args;
    hl_store *store; /* NULL: none is named */
    hl_definition *definition;
    hl_assigner *assigner;
    int64_t at_utc_ms;
    hl_rows_file_options file; /* how the users are written */
} assigning;

static hl_status assign_users(const assigning *a, hl_assign_format format, hl_error *err)
{
    const hl_args *args = a->args;
    const hl_experiment *x = hl_definition_experiment(a->definition);
    writing to;
    bool progress = hl_cli_progress_start(args, &to.progress, (hl_bilingual){"assigning", "分组"});
    hl_problems *rejects = hl_problems_new();
    hl_problems *remarks = hl_problems_new();
    hl_assign_counts counts = {.by_arm = calloc(x->arm_count, sizeof *counts.by_arm)};
    hl_status status = rejects == NULL || remarks == NULL || counts.by_arm == NULL
                           ? hl_error_memory(err)
                           : hl_cli_outlet_open(args, &to.outlet, err);
    if (status != HL_OK)
        goto done;
    hl_assign_options run = {.users = hl_cli_value(args, "users"),
                             .file = a->file,
                             .at_utc_ms = a->at_utc_ms,
                             .format = format,
                             .write = write_rows,
                             .progress = progress ? show_progress : NULL,
                             .context = &to,
                             .remarks = remarks,
                             .unread = hl_cli_unread()};
    if (run.users == NULL)
        status = hl_store_assign_users(a->store, a->assigner, &run, &counts, err);
    else
        status = hl_assign_users(a->assigner, &run, rejects, &counts, err);
    hl_cli_progress_end(&to.progress, status == HL_OK);
    status = hl_cli_outlet_close(&to.outlet, status, err);
    if (status == HL_OK && !hl_cli_flag(args, "quiet")) {
        hl_cli_print_problems(remarks);
        print_counts(x, &counts);
    }
    if (counts.rejected > 0 || !hl_cli_flag(args, "quiet"))
        hl_cli_print_problems(rejects);
    if (counts.rejected > 0) {
        print_rejects(rejects, &counts);
        if (status == HL_OK)
            status = hl_error_set(err, HL_REJECTED, "%s: not every row is a user", run.users);
    }
done:
    free(counts.by_arm);
    hl_problems_free(rejects);
    hl_problems_free(remarks);
    return status;
}

static hl_status explain_file(const assigning *a, const char *users, const char *user,
                              hl_assign_explanation **out, hl_error *err)
{
    hl_rows_file_options how = a->file;
    hl_row_source *rows = NULL;
    how.check_nested = hl_definition_experiment(a->definition)->audience != NULL;
    hl_status status = users == NULL ? HL_OK : hl_rows_open_file(users, &how, &rows, err);
    if (status == HL_OK)
        status = hl_assign_explain_rows(a->assigner, rows, user, a->at_utc_ms, hl_cli_unread(), out,
                                        err);
    hl_rows_close(rows);
    return status;
}

static hl_status explain(const assigning *a, hl_lang lang, hl_error *err)
{
    char *text = NULL;
    hl_assign_explanation *explanation = NULL;
    const char *users = hl_cli_value(a->args, "users");
    const char *user = hl_cli_value(a->args, "explain");
    hl_status status =
        users == NULL && a->store != NULL
            ? hl_store_assign_explain(a->store, a->assigner, user, a->at_utc_ms, &explanation, err)
            : explain_file(a, users, user, &explanation, err);
    if (status == HL_OK)
        status = hl_report_write_explanation(explanation, lang, &text, err);
    if (status == HL_OK && hl_cli_emit(a->args, text, strlen(text)) != HL_OK)
        status = hl_error_set(err, HL_FAILED, "the explanation could not be written");
    hl_assign_explanation_free(explanation);
    free(text);
    return status;
}

static hl_status load(const char *path, hl_definition **out, hl_error *err)
{
    hl_problems *problems = hl_problems_new();
    if (problems == NULL)
        return hl_error_memory(err);
    hl_status status = hl_definition_load(path, problems, out, err);
    if (status == HL_REJECTED) {
        hl_cli_print_problems(problems);
        (void)hl_error_set(err, HL_REJECTED, "%s: not a valid definition", path);
    }
    hl_problems_free(problems);
    return status;
}

/* The ranges after the earlier definitions, in their order; NULL when there is none. */
static hl_status ranges_of(const hl_args *args, const hl_definition *last, char **out,
                           hl_error *err)
{
    hl_definition *before = NULL;
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < hl_cli_count(args, "previous"); i++) {
        hl_definition *next = NULL;
        char *ranges = NULL;
        status = load(hl_cli_nth(args, "previous", i), &next, err);
        if (status == HL_OK)
            status = hl_assign_next_ranges(before == NULL ? NULL : hl_definition_experiment(before),
                                           *out, hl_definition_experiment(next), &ranges, err);
        free(*out);
        hl_definition_free(before);
        *out = ranges;
        before = next;
    }
    if (status == HL_OK && before != NULL) {
        char *ranges = NULL;
        status = hl_assign_next_ranges(hl_definition_experiment(before), *out,
                                       hl_definition_experiment(last), &ranges, err);
        free(*out);
        *out = ranges;
    }
    hl_definition_free(before);
    return status;
}

static bool read_time(const hl_args *args, int64_t *at)
{
    if (hl_cli_value(args, "at") == NULL)
        return hl_cli_now(args, at);
    return hl_cli_instant(args, "at", at);
}

/* The definition and its ranges: from the file, or by name from the store. */
static hl_status load_ranges(assigning *a, char **ranges, hl_error *err)
{
    const char *name = a->args->operands[0];
    if (a->store == NULL || access(name, R_OK) == 0) {
        hl_status status = load(name, &a->definition, err);
        return status == HL_OK ? ranges_of(a->args, a->definition, ranges, err) : status;
    }
    hl_status status = hl_store_definition(a->store, name, &a->definition, ranges, err);
    if (status == HL_OK && a->definition == NULL)
        return hl_cli_no_experiment(a->store, name, err);
    if (status == HL_OK && hl_cli_count(a->args, "previous") > 0)
        return hl_error_set(err, HL_USAGE,
                            "--previous is for definition files: the store knows what was before");
    return status;
}

static int run(const hl_args *args)
{
    hl_error err = HL_ERROR_INIT;
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    assigning a = {.args = args};
    bool explains = hl_cli_value(args, "explain") != NULL;
    const char *db = hl_cli_value(args, "db");
    a.file.decimal = hl_cli_decimal(args);
    if (!read_time(args, &a.at_utc_ms) || !hl_cli_rows(args, &a.file))
        return HL_USAGE;
    if (hl_cli_value(args, "users") == NULL && !explains && db == NULL)
        return hl_cli_usage(args, "--users FILE is missing (or --db FILE, a store that has users)");
    how.unread = hl_cli_unread();
    char *ranges = NULL;
    hl_status status = db == NULL ? HL_OK : hl_store_open(db, &how, &a.store, &err);
    if (status == HL_OK)
        status = load_ranges(&a, &ranges, &err);
    if (status == HL_OK)
        status = hl_assigner_new(hl_definition_experiment(a.definition), ranges, &a.assigner, &err);
    if (status == HL_OK && explains)
        status = explain(&a, args->lang, &err);
    else if (status == HL_OK)
        status = assign_users(
            &a, hl_cli_choice(args, "format") == 1 ? HL_ASSIGN_NDJSON : HL_ASSIGN_CSV, &err);
    hl_assigner_free(a.assigner);
    free(ranges);
    hl_definition_free(a.definition);
    hl_store_close(a.store);
    return status == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    int code = hl_cli_parse(&args, &hl_cmd_assign, argc, argv);
    if (code >= 0)
        return code;
    code = run(&args);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_assign = {
    "assign",
    HL_GROUP_EXPERIMENTS,
    {"who gets which arm: users in, arm and bucket out", "分组：读入用户，写出组和桶号"},
    &help,
    options,
    COUNT(options),
    run_command,
    NULL};
