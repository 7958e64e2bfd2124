/* Making and reserving a plan with a store: what is found is kept for the plan until it is reserved
 * or given up, and everything is read under that lock. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/check.h"
#include "tests/support/plan_rows.h"

static const hl_test_row users[] = {{"u1", "Asia/Shanghai", "ann", "", ""}, {NULL}};
static const hl_test_row one[] = {{"t1", "u1", "go", "2026-11-21T00:00:00Z", ""}, {NULL}};
static const hl_test_row two[] = {{"t2", "u1", "go", "2026-11-21T00:00:00Z", ""}, {NULL}};

typedef struct fixture {
    hl_definition *definition;
    char directory[40], path[60];
    hl_store *store, *other;
} fixture;

static hl_store *open_store(const char *path)
{
    hl_error err = HL_ERROR_INIT;
    hl_store *store = NULL;
    const hl_store_options options = {.create = true, .busy_timeout_ms = 0};
    if (hl_store_open(path, &options, &store, &err) != HL_OK)
        fail_msg("%s", err.message);
    return store;
}

static int set_up(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    *state = f;
    f->definition = hl_test_plan_definition();
    (void)snprintf(f->directory, sizeof f->directory, "/tmp/hookline-reserve-XXXXXX");
    assert_non_null(mkdtemp(f->directory));
    (void)snprintf(f->path, sizeof f->path, "%s/s.db", f->directory);
    f->store = open_store(f->path);
    f->other = open_store(f->path);
    return 0;
}

static int tear_down(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    fixture *f = *state;
    hl_store_close(f->store);
    hl_store_close(f->other);
    for (size_t i = 0; i < 4; i++) {
        char path[80];
        (void)snprintf(path, sizeof path, "%s%s", f->path, ends[i]);
        (void)remove(path);
    }
    (void)rmdir(f->directory);
    hl_definition_free(f->definition);
    free(f);
    return 0;
}

static hl_status make(const fixture *f, hl_store *store, const hl_test_row *triggers, bool dry_run,
                      hl_plan **out, hl_error *err)
{
    hl_plan_options options = HL_PLAN_OPTIONS_INIT;
    options.store = store;
    options.dry_run = dry_run;
    return hl_test_plan(f->definition, &(hl_test_rows){.users = users, .triggers = triggers},
                        options, out, err);
}

/* Of the touches of hook a, what the plan's first is held back by. */
static hl_plan_reason_code last_reason(hl_plan *plan)
{
    hl_planned_touch touch;
    assert_true(hl_plan_next(plan, &touch));
    hl_plan_rewind(plan);
    return touch.reasons[touch.reason_count - 1].code;
}

static void what_is_reserved_counts_and_is_not_planned_again(void **state)
{
    const fixture *f = *state;
    hl_error err = HL_ERROR_INIT;
    hl_plan *plan = NULL;
    assert_int_equal(make(f, f->store, one, false, &plan, &err), HL_OK);
    assert_int_equal(last_reason(plan), HL_PLAN_REASON_WINDOW);
    assert_int_equal(hl_plan_reserve(plan, &err), HL_OK);
    assert_int_equal(last_reason(plan), HL_PLAN_REASON_WINDOW); /* it can still be told */
    assert_int_equal(hl_plan_reserve(plan, &err), HL_USAGE);
    hl_plan_free(plan);
    err = (hl_error)HL_ERROR_INIT;
    assert_int_equal(make(f, f->other, one, true, &plan, &err), HL_OK);
    assert_int_equal(hl_plan_count(plan)->touches, 0);
    assert_true(hl_plan_count(plan)->duplicates > 0);
    hl_plan_free(plan);
    assert_int_equal(make(f, f->other, two, true, &plan, &err), HL_OK);
    assert_int_equal(last_reason(plan), HL_PLAN_REASON_CAP); /* the day is taken */
    assert_int_equal(hl_plan_reserve(plan, &err), HL_USAGE); /* only looked at */
    hl_plan_free(plan);
}

static void a_plan_holds_the_store_until_it_is_given_up(void **state)
{
    const fixture *f = *state;
    hl_error err = HL_ERROR_INIT;
    hl_plan *plan = NULL;
    hl_plan *late = NULL;
    assert_int_equal(make(f, f->store, one, false, &plan, &err), HL_OK);
    /* nobody else plans what he would reserve, nor changes what this plan has read */
    assert_int_equal(make(f, f->other, two, false, &late, &err), HL_FAILED);
    assert_non_null(strstr(err.message, "locked"));
    err = (hl_error)HL_ERROR_INIT;
    const hl_apply_options apply = {.now_utc_ms = HL_TEST_NOW};
    hl_apply_result result;
    const hl_definition *all[] = {f->definition};
    hl_problems *problems = hl_problems_new();
    assert_int_equal(hl_store_apply(f->other, all, 1, &apply, &result, problems, &err), HL_FAILED);
    hl_problems_free(problems);
    err = (hl_error)HL_ERROR_INIT;
    hl_plan_free(plan); /* given up: nothing is kept */
    assert_int_equal(make(f, f->other, two, false, &late, &err), HL_OK);
    assert_int_equal(hl_plan_count(late)->duplicates, 0);
    assert_int_equal(last_reason(late), HL_PLAN_REASON_WINDOW);
    assert_int_equal(hl_plan_reserve(late, &err), HL_OK);
    hl_plan_free(late);
}

static void a_plan_without_a_definition_takes_the_one_in_force(void **state)
{
    const fixture *f = *state;
    hl_error err = HL_ERROR_INIT;
    const hl_apply_options apply = {.now_utc_ms = HL_TEST_NOW};
    hl_apply_result result;
    hl_problems *problems = hl_problems_new();
    const hl_definition *all[] = {f->definition};
    hl_plan_options options = HL_PLAN_OPTIONS_INIT;
    const hl_test_rows rows = {.users = users, .triggers = one};
    hl_plan *plan = NULL;
    assert_int_equal(hl_test_plan(NULL, &rows, options, &plan, &err), HL_USAGE);
    err = (hl_error)HL_ERROR_INIT;
    options.store = f->store;
    options.experiment = "m";
    assert_int_equal(hl_test_plan(NULL, &rows, options, &plan, &err), HL_REJECTED);
    err = (hl_error)HL_ERROR_INIT;
    assert_int_equal(hl_store_apply(f->other, all, 1, &apply, &result, problems, &err), HL_OK);
    assert_int_equal(hl_test_plan(NULL, &rows, options, &plan, &err), HL_OK);
    hl_planned_touch touch;
    assert_true(hl_plan_next(plan, &touch));
    assert_string_equal(touch.touch_id, "m/t1/1");
    hl_plan_free(plan);
    hl_problems_free(problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_reserved_counts_and_is_not_planned_again, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_plan_holds_the_store_until_it_is_given_up, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_plan_without_a_definition_takes_the_one_in_force, set_up,
                                        tear_down),
    };
    hl_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
