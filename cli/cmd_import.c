/* hookline import: files into the store. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/log.h"
#include "cli/outlet.h"
#include "cli/progress.h"
#include "cli/say.h"
#include "cli/unread.h"

static const hl_option options[] = {
    HL_OPTION_DB,
    {"rejects",
     0,
     "FILE",
     HL_OPTION_ONCE,
     {"where the rows of one file that are refused go (default: its name and .rejects.csv)",
      "拒收的行写到哪个文件（仅限导入一个文件时；默认为原文件名加 .rejects.csv）"}},
    HL_OPTION_ZONE,
    HL_OPTION_EPOCH,
    HL_OPTION_DATE_ORDER,
    HL_OPTION_DATE_ONLY,
    HL_OPTION_DECIMAL,
    {"trim",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"take white space off ids and names; read arms as the definition spells them",
      "去掉 id 与名称两端的空白；组名按实验定义的写法识别"}},
    HL_OPTION_ROWS,
    {"batch",
     0,
     "ROWS",
     HL_OPTION_ONCE,
     {"rows of one transaction (default: chosen for speed)", "每个事务的行数（默认按速度选取）"}},
    HL_OPTION_NOW,
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline import users|touches|events|costs FILE... [option...]",
    .about = {"Brings CSV or NDJSON files into the store (- reads standard input); the store is "
              "made when there is none. What is in the store already changes nothing, so a file "
              "may be imported twice, in pieces, in any order, or again after a crash: the result "
              "is the same.\n"
              "\n"
              "A row that cannot be taken is refused: it goes to the reject file with its line, "
              "column and reason, and is counted; the other rows are imported. The reject file is "
              "only made when it is needed.",
              "把 CSV 或 NDJSON 文件导入数据库（- "
              "表示标准输入）；数据库不存在时新建。库中已有的内容不会重复计入，因此同一文件可以导入"
              "两次、分批、不按顺序，或在中断后重来，结果都一样。\n"
              "\n"
              "不能接收的行会被拒收：连同行号、列名和原因写入拒收文件并计数，其余的行照常导入。需要"
              "时才生成拒收文件。"},
    .details =
        {"columns (* needed; further columns of users are attributes; of the others they are not "
         "used)\n"
         "  users    user_id*, zone\n"
         "  touches  touch_id*, user_id*, experiment*, arm*, hook, variant, window,\n"
         "           channel, operator, step, planned_at, sent_at, propensity, cost,\n"
         "           state, policy\n"
         "  events   event_id*, user_id*, type*, at*, touch_id, value\n"
         "  costs    channel, operator, source, from*, to*, amount*\n"
         "Times are RFC 3339 with offset or epoch milliseconds (other numbers: --epoch); --zone "
         "says what times without an offset mean. Exit code 3 when a row was refused.",
         "列（* 为必需；users 的其余列作为用户属性，另外三类的其余列不使用）\n"
         "  users    user_id*, zone\n"
         "  touches  touch_id*, user_id*, experiment*, arm*, hook, variant, window,\n"
         "           channel, operator, step, planned_at, sent_at, propensity, cost,\n"
         "           state, policy\n"
         "  events   event_id*, user_id*, type*, at*, touch_id, value\n"
         "  costs    channel, operator, source, from*, to*, amount*\n"
         "时间为带时差的 RFC 3339 或毫秒时间戳（其他数字见 --epoch）；未写时差的时间由 --zone "
         "说明。有行被拒收时退出码为 3。"},
    .examples = "  hookline simulate --out shop\n"
                "  hookline apply shop/coupon-expiry-evening.json \\\n"
                "      shop/address-confirmation.json --db shop.db\n"
                "  hookline import touches shop/touches.csv --db shop.db",
    .operand = "users|touches|events|costs",
    .operands = "FILE",
    .least_operands = 2,
    .most_operands = SIZE_MAX,
};

static const char *const kinds[] = {"users", "touches", "events", "costs"};

/* -1 after a usage error. */
static int kind_of(const hl_args *args)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(args->operands[0], kinds[i]) == 0)
            return (int)i;
    const char *near = hl_suggest(args->operands[0], kinds, COUNT(kinds));
    if (near == NULL)
        (void)hl_cli_usage(args, "'%s' cannot be imported; users, touches, events and costs can",
                           args->operands[0]);
    else
        (void)hl_cli_usage(args,
                           "'%s' cannot be imported; users, touches, events and costs can; did you "
                           "mean '%s'?",
                           args->operands[0], near);
    return -1;
}

static bool take_options(const hl_args *args, hl_import_options *out)
{
    hl_rows_file_options how = {.delimiter = '\0'};
    const char *batch = hl_cli_value(args, "batch");
    if (!hl_cli_rows(args, &how))
        return false;
    out->delimiter = how.delimiter;
    out->encoding = how.encoding;
    out->skip_lines = how.skip_lines;
    char *end = NULL;
    long rows = batch == NULL ? 0 : strtol(batch, &end, 10);
    if (batch != NULL && (end == batch || *end != '\0' || rows < 1)) {
        (void)hl_cli_usage(args, "--batch takes a whole number of rows from 1, not '%s'", batch);
        return false;
    }
    out->batch_rows = (size_t)rows;
    out->zone = hl_cli_value(args, "zone");
    out->trim = hl_cli_flag(args, "trim");
    out->decimal = hl_cli_decimal(args);
    hl_cli_times(args, &out->times);
    return hl_cli_now(args, &out->now_utc_ms);
}

static void show_progress(void *context, int64_t done, int64_t total)
{
    hl_cli_progress_tell(context, done, total);
}

/* "FILE.rejects.csv"; the caller frees. NULL: out of memory. */
static char *rejects_name(const hl_args *args, const char *file)
{
    const char *named = hl_cli_value(args, "rejects");
    const char *base = strcmp(file, "-") == 0 ? "standard-input" : file;
    const char *end = named == NULL ? ".rejects.csv" : "";
    if (named != NULL)
        base = named;
    size_t size = strlen(base) + strlen(end) + 1;
    char *out = malloc(size);
    if (out != NULL)
        (void)snprintf(out, size, "%s%s", base, end);
    return out;
}

/* A file that is there and that no import wrote: somebody's own. */
static bool is_of_others(const char *path)
{
    static const char header[] = "line,column,reason,raw\n";
    char start[sizeof header] = "";
    struct stat about;
    FILE *file = stat(path, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0
                     ? fopen(path, "rb")
                     : NULL;
    if (file == NULL)
        return false;
    size_t length = fread(start, 1, sizeof header - 1, file);
    (void)fclose(file);
    return length != sizeof header - 1 || memcmp(start, header, length) != 0;
}

/* No file of rejects is one that is still to be read, nor the store, nor another table. */
static hl_status check_rejects(const hl_args *args, hl_error *err)
{
    size_t count = 0;
    const char **inputs = hl_cli_inputs(args, &count);
    hl_status status = inputs == NULL ? hl_error_memory(err) : HL_OK;
    for (size_t i = 1; status == HL_OK && i < args->operand_count; i++) {
        hl_error not_now = HL_ERROR_INIT; /* what cannot be written may not be needed */
        char *name = rejects_name(args, args->operands[i]);
        if (name == NULL)
            status = hl_error_memory(err);
        else if (hl_output_check(name, inputs, count, &not_now) == HL_USAGE)
            status = hl_error_set(err, HL_USAGE, "%s", not_now.message);
        else if (is_of_others(name))
            status = hl_error_set(err, HL_USAGE,
                                  "%s is there already, and is no file of refused rows: --rejects "
                                  "names another",
                                  name);
        free(name);
    }
    free(inputs);
    return status;
}

static void print_summary(const char *file, const hl_import_summary *s)
{
    hl_cli_print(stdout,
                 "%s: rows %" PRId64 ", new %" PRId64 ", updated %" PRId64
                 ", known already %" PRId64 ", refused %" PRId64 "\n",
                 strcmp(file, "-") == 0 ? "standard input" : file, s->rows, s->added, s->updated,
                 s->duplicates, s->rejected);
}

/* rejects: NULL when the import failed: its file is only there when it is whole. */
static void tell_rejects(const hl_args *args, const hl_problems *problems,
                         const hl_import_summary *s, const char *rejects)
{
    hl_cli_print_problems(problems);
    if (s->odd_times > 0)
        hl_cli_print(stderr,
                     "hookline %s: warning: %" PRId64 " time%s before 2000 or after 2100: read as "
                     "it is meant?\n",
                     args->command, s->odd_times, s->odd_times == 1 ? " is" : "s are");
    if (s->gap_times > 0)
        hl_cli_print(stderr,
                     "hookline %s: warning: times that the change to summer time left out: %" PRId64
                     ", read as the hour after\n",
                     args->command, s->gap_times);
    if (s->twice_times > 0)
        hl_cli_print(stderr,
                     "hookline %s: warning: times that the end of summer time repeats: %" PRId64
                     ", read as the first (an offset would say which)\n",
                     args->command, s->twice_times);
    if (s->midnights > 0)
        hl_cli_print(stderr,
                     "hookline %s: warning: %" PRId64 " of %" PRId64
                     " times are midnight: dates alone, it seems, and so before all touches of "
                     "their day (write dates as dates, and --date-only says when in their day)\n",
                     args->command, s->midnights, s->rows);
    if (s->zoneless > 0)
        hl_cli_print(stderr,
                     s->zoneless == 1
                         ? "hookline %s: warning: %" PRId64 " of %" PRId64 " user%s has a zone "
                           "that nobody knows: plans hold such users, unless the zone of a "
                           "definition stands in\n"
                         : "hookline %s: warning: %" PRId64 " of %" PRId64 " user%s have a zone "
                           "that nobody knows: plans hold such users, unless the zone of a "
                           "definition stands in\n",
                     args->command, s->zoneless, s->rows, s->rows == 1 ? "" : "s");
    if (s->rejected == 0)
        return;
    int64_t unseen = s->rejected - (int64_t)hl_problems_errors(problems);
    if (unseen > 0)
        hl_cli_print(stderr, "and %" PRId64 " more\n", unseen);
    hl_cli_log_failure();
    hl_cli_print(stderr, "hookline %s: %" PRId64 " of %" PRId64 " row%s refused%s%s\n",
                 args->command, s->rejected, s->rows, s->rows == 1 ? " was" : "s were",
                 rejects == NULL ? "" : ": see ", rejects == NULL ? "" : rejects);
}

/* Ids that are written otherwise in another file fail silently: the events are of other users then.
 */
static void note_untouched(const hl_args *args, const hl_import_summary *s)
{
    if (s->untouched > 0 && s->untouched == s->added)
        hl_cli_print(stderr,
                     "hookline %s: note: none of the %" PRId64 " new events is of a user who has a "
                     "touch in the store: are user ids written alike in both files?\n",
                     args->command, s->added);
    else if (s->untouched > 0 && s->strangers > 0 && s->respelled == 0)
        hl_cli_print(stderr,
                     "hookline %s: note: %" PRId64 " of %" PRId64
                     " new events are of users whom no touch and no users file has\n",
                     args->command, s->strangers, s->added);
}

static int import_file(const hl_args *args, hl_store *store, int kind, const char *file,
                       const hl_import_options *base)
{
    hl_error err = HL_ERROR_INIT;
    hl_import_options how = *base;
    hl_import_summary summary;
    hl_problems *problems = hl_problems_new();
    char *rejects = rejects_name(args, file);
    bool quiet = hl_cli_flag(args, "quiet");
    int code = HL_OK;
    if (problems == NULL || rejects == NULL) {
        code = hl_cli_out_of_memory(args);
        goto done;
    }
    how.rejects_path = rejects;
    how.say = hl_cli_said;
    hl_progress progress;
    if (hl_cli_progress_start(args, &progress, (hl_bilingual){file, file})) {
        how.progress = show_progress;
        how.context = &progress;
    }
    hl_status status =
        hl_store_import(store, (hl_import_kind)kind, file, &how, problems, &summary, &err);
    hl_cli_progress_end(&progress, status == HL_OK);
    tell_rejects(args, problems, &summary, status == HL_OK ? rejects : NULL);
    if (status != HL_OK)
        code = hl_cli_fail(args, &err);
    else if (summary.rejected > 0)
        code = HL_REJECTED;
    if (!quiet && (status == HL_OK || summary.rows > 0)) {
        note_untouched(args, &summary);
        print_summary(file, &summary);
    }
done:
    free(rejects);
    hl_problems_free(problems);
    return code;
}

static int run(const hl_args *args)
{
    hl_error err = HL_ERROR_INIT;
    hl_import_options how = HL_IMPORT_OPTIONS_INIT;
    hl_store_options open_options = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    int kind = kind_of(args);
    int code = HL_OK;
    if (kind < 0 || !take_options(args, &how))
        return HL_USAGE;
    if (hl_cli_value(args, "rejects") != NULL && args->operand_count > 2)
        return hl_cli_usage(args, "--rejects is for one file: without it each has its own");
    open_options.create = true;
    open_options.unread = hl_cli_unread();
    if (check_rejects(args, &err) != HL_OK)
        return hl_cli_fail(args, &err);
    if (hl_store_open(hl_cli_db(args), &open_options, &store, &err) != HL_OK)
        return hl_cli_fail(args, &err);
    for (size_t i = 1; i < args->operand_count && (code == HL_OK || code == HL_REJECTED); i++) {
        int one = import_file(args, store, kind, args->operands[i], &how);
        if (one != HL_OK)
            code = one;
    }
    hl_store_close(store);
    return code;
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    int code = hl_cli_parse(&args, &hl_cmd_import, argc, argv);
    if (code >= 0)
        return code;
    code = run(&args);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_import = {
    "import",
    HL_GROUP_STORE,
    {"users, touches, events and costs into the store", "把用户、触达、事件和费用导入数据库"},
    &help,
    options,
    COUNT(options),
    run_command,
    NULL};
