/* Memory that runs out at any allocation of a plan: it fails and says so, or gives the same plan.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hookline.h"
#include "tests/support/check.h"
#include "tests/support/fail_alloc.h"
#include "tests/support/plan_rows.h"

static const char definition_text[] =
    "{\"format\": \"hookline-experiment/1\", \"experiment\": \"m\", \"unit\": \"user\","
    "\"hooks\": {\"a\": {\"trigger\": \"go\", \"class\": \"service\"},"
    "           \"b\": {\"after\": \"a\", \"delay\": \"PT1H\", \"class\": \"promotion\"}},"
    "\"windows\": {\"w\": {\"days\": \"working\", \"from\": \"09:00\", \"to\": \"18:00\"}},"
    "\"quiet_hours\": [{\"days\": \"mon-sun\", \"from\": \"12:00\", \"to\": \"13:00\"}],"
    "\"caps\": [{\"scope\": \"user\", \"count\": 1, \"calendar\": \"day\"},"
    "          {\"scope\": \"operator\", \"count\": 1, \"calendar\": \"day\"}],"
    "\"shifts\": {\"ann\": [{\"days\": \"mon-sun\", \"from\": \"10:00\", \"to\": \"17:00\"}]},"
    "\"calendar\": {\"holidays\": [\"2026-11-24\"], \"working\": []},"
    "\"variants\": {\"v\": {\"text\": {\"en\": \"x\"}}}, \"channel\": \"wecom-mass\","
    "\"arms\": [{\"arm\": \"o\", \"weight\": 1, \"steps\": ["
    "  {\"hook\": \"a\", \"variant\": \"v\", \"window\": \"w\"},"
    "  {\"hook\": \"b\", \"variant\": \"v\", \"window\": \"w\"}]}],"
    "\"metrics\": [{\"metric\": \"c\", \"kind\": \"proportion\", \"event\": \"click\", "
    "\"within\": \"PT24H\", \"role\": \"primary\"}]}";

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

enum { FILES = 4 };
static const char *const names[FILES] = {"users.csv", "triggers.csv", "events.csv", "touches.csv"};
static const char *const contents[FILES] = {
    "user_id,zone,operator\nu1,Asia/Shanghai,ann\nu2,Asia/Tokyo,ann\nu3,Asia/Nowhere,\n",
    ("trigger_id,user_id,hook,at\nt1,u1,go,2026-11-22T00:00:00Z\nt2,u2,go,2026-11-22T00:00:00Z\n"
     "t2,u2,go,2026-11-22T00:00:00Z\nt3,u3,goo,2026-11-22T00:00:00Z\n"),
    "user_id,type,at\nu1,reply,2026-11-21T00:00:00Z\n",
    "touch_id,user_id,experiment,hook,channel,operator,sent_at\n"
    "x/t9/1,u1,x,h,sms,Ann,2026-11-21T00:00:00Z\n"};

/* Everything that a plan can be asked for, one after the other. */
static hl_status tell_all(hl_plan *plan, char **out, hl_error *err)
{
    char *parts[4] = {NULL};
    hl_status status = hl_plan_write(plan, HL_PLAN_CSV, HL_LANG_EN, &parts[0], err);
    if (status == HL_OK)
        status = hl_plan_write(plan, HL_PLAN_NDJSON, HL_LANG_ZH, &parts[1], err);
    if (status == HL_OK)
        status = hl_plan_write(plan, HL_PLAN_CALENDAR, HL_LANG_ZH, &parts[2], err);
    if (status == HL_OK)
        status = hl_plan_explain(plan, HL_LANG_ZH, &parts[3], err);
    if (status == HL_OK) {
        char *all = NULL;
        size_t length = 0;
        FILE *memory = open_memstream(&all, &length);
        assert_non_null(memory);
        for (int i = 0; i < 4; i++)
            (void)fprintf(memory, "%s\n", parts[i]);
        assert_int_equal(fclose(memory), 0);
        *out = all;
    }
    for (int i = 0; i < 4; i++)
        free(parts[i]);
    return status;
}

static hl_status run(const hl_definition *definition, const char *directory, char **out,
                     hl_error *err)
{
    char paths[FILES][200];
    hl_problems *problems = hl_problems_new();
    hl_plan_options options = HL_PLAN_OPTIONS_INIT;
    hl_plan *plan = NULL;
    for (int i = 0; i < FILES; i++)
        (void)snprintf(paths[i], sizeof paths[i], "%s/%s", directory, names[i]);
    options.users = paths[0];
    options.triggers = paths[1];
    options.events = paths[2];
    options.touches = paths[3];
    options.explain = "m/t1/1";
    options.now_utc_ms = INT64_C(1795305600000);
    *out = NULL;
    hl_status status = problems == NULL ? hl_error_memory(err) : HL_OK;
    if (status == HL_OK)
        status = hl_plan_make(definition, &options, problems, &plan, err);
    if (status == HL_OK)
        status = tell_all(plan, out, err);
    hl_plan_free(plan);
    hl_problems_free(problems);
    return status;
}

/* The same plan, or want of memory and nothing else. */
static void judge(long n, hl_status status, const hl_error *err, const char *got, const char *want)
{
    if (status == HL_OK && strcmp(got, want) != 0)
        fail_msg("allocation %ld: another plan\n%s", n, got);
    if (status != HL_OK && (status != HL_FAILED || strstr(err->message, "out of memory") == NULL))
        fail_msg("allocation %ld: status %d, '%s'", n, (int)status, err->message);
}

static void a_plan_survives_any_failed_allocation(void **state)
{
    (void)state;
    char directory[] = "/tmp/hookline-plan-XXXXXX";
    char path[200];
    hl_definition *definition = NULL;
    hl_problems *problems = hl_problems_new();
    assert_non_null(mkdtemp(directory));
    for (int i = 0; i < FILES; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        write_file(path, contents[i]);
    }
    assert_int_equal(hl_definition_parse("m", definition_text, strlen(definition_text), problems,
                                         &definition, NULL),
                     HL_OK);
    char *want = NULL;
    assert_int_equal(run(definition, directory, &want, NULL), HL_OK);
    long failures = 0;
    enum { STEP = 3 };
    for (long n = 0;; n += hl_fail_alloc_step(STEP)) {
        char *got = NULL;
        hl_error err = HL_ERROR_INIT;
        hl_fail_alloc_at(n);
        hl_status status = run(definition, directory, &got, &err);
        bool failed = hl_fail_alloc_stop();
        judge(n, status, &err, got, want);
        free(got);
        failures += status != HL_OK;
        if (!failed)
            break;
    }
    print_message("%ld failed allocations\n", failures);
    assert_true(failures > 50);
    free(want);
    hl_definition_free(definition);
    hl_problems_free(problems);
    for (int i = 0; i < FILES; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        (void)remove(path);
    }
    (void)remove(directory);
}

/* Plans twice with a store that lives as long: the second plan reads what the first has reserved.
 */
static hl_status run_stored(const hl_definition *definition, char **out, hl_error *err)
{
    static const hl_test_row users[] = {{"u1", "Asia/Shanghai", "ann", "", ""}, {NULL}};
    static const hl_test_row first[] = {{"t1", "u1", "go", "2026-11-21T00:00:00Z", ""}, {NULL}};
    static const hl_test_row second[] = {{"t2", "u1", "go", "2026-11-21T00:00:00Z", ""}, {NULL}};
    const hl_test_row *const triggers[] = {first, second};
    const hl_store_options how = {.create = true};
    hl_plan_options options = HL_PLAN_OPTIONS_INIT;
    *out = NULL;
    hl_status status = hl_store_open(":memory:", &how, &options.store, err);
    for (int i = 0; status == HL_OK && i < 2; i++) {
        const hl_test_rows rows = {.users = users, .triggers = triggers[i]};
        hl_plan *plan = NULL;
        status = hl_test_plan(definition, &rows, options, &plan, err);
        if (status == HL_OK)
            status = hl_plan_reserve(plan, err);
        if (status == HL_OK && i == 1)
            status = hl_plan_write(plan, HL_PLAN_CSV, HL_LANG_EN, out, err);
        hl_plan_free(plan);
    }
    hl_store_close(options.store);
    return status;
}

static void reserving_survives_any_failed_allocation(void **state)
{
    (void)state;
    hl_definition *definition = hl_test_plan_definition();
    char *want = NULL;
    assert_int_equal(run_stored(definition, &want, NULL), HL_OK);
    long failures = 0;
    bool failed = true;
    enum { STEP = 3 };
    for (long n = 0; failed; n += hl_fail_alloc_step(STEP)) {
        char *got = NULL;
        hl_error err = HL_ERROR_INIT;
        hl_fail_alloc_at(n);
        hl_status status = run_stored(definition, &got, &err);
        failed = hl_fail_alloc_stop();
        judge(n, status, &err, got, want);
        free(got);
        failures += status != HL_OK;
    }
    print_message("%ld failed allocations\n", failures);
    assert_true(failures > 50);
    free(want);
    hl_definition_free(definition);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_plan_survives_any_failed_allocation),
                                       cmocka_unit_test(reserving_survives_any_failed_allocation)};
    hl_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
