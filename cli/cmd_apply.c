/* hookline apply: definitions into the store. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/command.h"
#include "cli/experiment.h"
#include "cli/outlet.h"
#include "cli/unread.h"

static const hl_option options[] = {
    HL_OPTION_DB,
    {"allow-reassign",
     0,
     NULL,
     HL_OPTION_FLAG,
     {"store it even when users change arms by it", "即使会让用户换组也存入"}},
    {"dry-run",
     'n',
     NULL,
     HL_OPTION_FLAG,
     {"say what would happen and change nothing", "只说明会发生什么，不做任何改动"}},
    HL_OPTION_NOW,
    HL_OPTION_OUTPUT,
    HL_OPTION_QUIET,
};

static const hl_help help = {
    .usage = "hookline apply [option...] FILE...",
    .about =
        {"Stores definitions, all of the command line or none, each as a new version of its "
         "experiment; the store is made when there is none. The same text again changes nothing.\n"
         "\n"
         "A changed definition keeps every user it can in the same arm. What would still move "
         "users is refused, and told with their number, unless --allow-reassign is given. Changed "
         "metrics and segments apply to the whole log: the sums of the experiment are computed "
         "anew.",
         "把实验定义存入数据库，每个文件成为该实验的一个新版本；要么全部存入，要么一个也不存。数据"
         "库不存在时新建。内容相同则不产生新版本。\n"
         "\n"
         "修改定义后，用户尽量留在原来的组。仍会让用户换组的修改会被拒绝，并说明涉及多少人；确实需"
         "要时加 --allow-reassign。指标和细分人群的修改对全部日志生效，实验的汇总会重新计算。"},
    .details = {"Exit code 3 when a definition is refused; then nothing was stored.",
                "有定义被拒时退出码为 3，此时什么也没有存入。"},
    .examples = "  hookline apply experiments/coupon-expiry-evening/*.json --db shop.db\n"
                "  hookline apply experiments/birthday/birthday.json --db shop.db --dry-run",
    .operand = "FILE",
    .operands = "FILE",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
};

typedef struct loaded {
    size_t count;
    hl_definition **definitions;
    hl_apply_result *results;
    hl_problems *problems;
} loaded;

static void release(loaded *l)
{
    for (size_t i = 0; l->definitions != NULL && i < l->count; i++)
        hl_definition_free(l->definitions[i]);
    free((void *)l->definitions);
    free(l->results);
    hl_problems_free(l->problems);
}

static hl_status load(const hl_args *args, loaded *l, int64_t now_utc_ms, hl_error *err)
{
    l->count = args->operand_count;
    l->definitions = calloc(l->count, sizeof(hl_definition *));
    l->results = calloc(l->count, sizeof *l->results);
    l->problems = hl_problems_new();
    if (l->definitions == NULL || l->results == NULL || l->problems == NULL)
        return hl_error_memory(err);
    hl_status worst = HL_OK;
    for (size_t i = 0; i < l->count; i++) {
        hl_status status =
            hl_cli_definition(args->operands[i], now_utc_ms, l->problems, &l->definitions[i], err);
        if (status == HL_FAILED)
            return status;
        if (status != HL_OK)
            worst = status;
    }
    return worst;
}

static void say_reassignment(FILE *out, const hl_apply_result *r)
{
    char share[HL_NUMBER_SIZE];
    if (r->share_moved > 0 || r->users_moved > 0)
        hl_cli_print(out,
                     ", moves %s %% of all units (%" PRId64 " of the %" PRId64
                     " user%s who had been sent a touch)",
                     hl_number_significant(100 * r->share_moved, 4, share), r->users_moved,
                     r->users, r->users == 1 ? "" : "s");
}

static void say(FILE *out, const hl_definition *definition, const hl_apply_result *r, bool dry_run)
{
    const char *name = hl_definition_experiment(definition)->name;
    if (r->unchanged) {
        hl_cli_print(out, "%s: version %" PRId64 ", unchanged\n", name, r->version);
        return;
    }
    hl_cli_print(out, "%s: version %" PRId64 "%s", name, r->version,
                 dry_run ? " would be stored" : " stored");
    say_reassignment(out, r);
    if (r->rebuilt)
        hl_cli_print(out, "; cells computed anew");
    (void)fputc('\n', out);
}

static int emit(const hl_args *args, const loaded *l)
{
    hl_error err = HL_ERROR_INIT;
    hl_outlet outlet;
    if (hl_cli_flag(args, "quiet"))
        return HL_OK;
    hl_status status = hl_cli_outlet_open(args, &outlet, &err);
    if (status != HL_OK)
        return hl_cli_fail(args, &err);
    for (size_t i = 0; i < l->count; i++)
        say(outlet.file, l->definitions[i], &l->results[i], hl_cli_flag(args, "dry-run"));
    status = hl_cli_outlet_close(&outlet, HL_OK, &err);
    return status == HL_OK ? HL_OK : hl_cli_fail(args, &err);
}

/* A trial on a store that does not exist yet must not make it: everything would be stored. */
static hl_status apply(const hl_args *args, loaded *l, int64_t now_utc_ms, hl_error *err)
{
    hl_store *store = NULL;
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    hl_apply_options apply_options = {hl_cli_flag(args, "allow-reassign"),
                                      hl_cli_flag(args, "dry-run"), now_utc_ms};
    const char *path = hl_cli_db(args);
    how.create = true;
    how.unread = hl_cli_unread();
    struct stat there;
    if (apply_options.dry_run && (stat(path, &there) != 0 || there.st_size == 0))
        path = ":memory:";
    hl_status status = hl_store_open(path, &how, &store, err);
    if (status == HL_OK)
        status = hl_store_apply(store, (const hl_definition *const *)l->definitions, l->count,
                                &apply_options, l->results, l->problems, err);
    hl_store_close(store);
    return status;
}

static int run_command(int argc, char **argv)
{
    hl_args args;
    loaded l = {0};
    hl_error err = HL_ERROR_INIT;
    int64_t now = 0;
    int code = hl_cli_parse(&args, &hl_cmd_apply, argc, argv);
    if (code >= 0)
        return code;
    code = HL_USAGE;
    if (!hl_cli_now(&args, &now))
        goto done;
    hl_status status = load(&args, &l, now, &err);
    if (status == HL_OK)
        status = apply(&args, &l, now, &err);
    if (l.problems != NULL)
        hl_cli_print_problems(l.problems);
    if (status == HL_REJECTED) {
        err = (hl_error)HL_ERROR_INIT; /* the problems above say why */
        (void)hl_error_set(&err, HL_REJECTED, "nothing was stored");
    }
    code = status == HL_OK ? emit(&args, &l) : hl_cli_fail(&args, &err);
done:
    release(&l);
    hl_cli_free(&args);
    return code;
}

const hl_command hl_cmd_apply = {
    "apply",
    HL_GROUP_EXPERIMENTS,
    {"definitions into the store, versioned", "把实验定义存入数据库，保留版本"},
    &help,
    options,
    COUNT(options),
    run_command,
    NULL};
