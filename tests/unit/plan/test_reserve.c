/* Making and reserving a plan with a store: what is found is kept for the plan until it is reserved
 * or given up, and everything is read under that lock. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "log/db.h"
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

/* ---- the handle of a plan serves nobody else */

typedef struct other_use {
    const fixture *f;
    hl_problems *problems;
    hl_error *err;
} other_use;

static hl_status use_plan(const other_use *u, bool dry_run)
{
    hl_plan *late = NULL;
    hl_status status = make(u->f, u->f->store, two, dry_run, &late, u->err);
    hl_plan_free(late);
    return status;
}

static hl_status plan_again(const other_use *u)
{
    return use_plan(u, false);
}

static hl_status look(const other_use *u)
{
    return use_plan(u, true);
}

static hl_status change(const other_use *u)
{
    int64_t changed = 0;
    return hl_store_plan_change(u->f->store, HL_PLAN_CANCEL, "m", NULL, 0, HL_TEST_NOW, &changed,
                                u->err);
}

static hl_status import_users(const other_use *u)
{
    static const char *const columns[] = {"user_id"};
    static const char *const cells[] = {"u9"};
    const hl_import_options options = HL_IMPORT_OPTIONS_INIT;
    hl_import_summary done;
    hl_row_source *rows = NULL;
    hl_status status = hl_rows_from_memory(columns, 1, cells, 1, &rows, u->err);
    if (status == HL_OK)
        status = hl_store_import_rows(u->f->store, HL_IMPORT_USERS, rows, &options, u->problems,
                                      &done, u->err);
    hl_rows_close(rows);
    return status;
}

static hl_status apply(const other_use *u)
{
    const hl_apply_options options = {.now_utc_ms = HL_TEST_NOW};
    const hl_definition *all[] = {u->f->definition};
    hl_apply_result result;
    return hl_store_apply(u->f->store, all, 1, &options, &result, u->problems, u->err);
}

static hl_status verify(const other_use *u)
{
    hl_verify_summary summary;
    return hl_store_verify(u->f->store, false, u->problems, &summary, u->err);
}

static hl_status repair(const other_use *u)
{
    hl_verify_summary summary;
    return hl_store_verify(u->f->store, true, u->problems, &summary, u->err);
}

static hl_status read_definition(const other_use *u)
{
    hl_definition *definition = NULL;
    hl_status status = hl_store_definition(u->f->store, "m", &definition, NULL, u->err);
    hl_definition_free(definition);
    return status;
}

static hl_status read_cells(const other_use *u)
{
    hl_definition *definition = NULL;
    hl_cells *cells = NULL;
    return hl_store_cells(u->f->store, "m", &definition, &cells, u->err);
}

static hl_status read_units(const other_use *u)
{
    hl_definition *definition = NULL;
    hl_unit_values *values = NULL;
    return hl_store_unit_values(u->f->store, "m", INT64_MAX, &definition, &values, u->err);
}

static hl_status list(const other_use *u)
{
    hl_store_experiment *all = NULL;
    size_t count = 0;
    hl_status status = hl_store_experiments(u->f->store, &all, &count, u->err);
    free(all);
    return status;
}

static hl_status explain(const other_use *u)
{
    hl_assigner *assigner = NULL;
    hl_assign_explanation *out = NULL;
    hl_status status =
        hl_assigner_new(hl_definition_experiment(u->f->definition), NULL, &assigner, u->err);
    if (status == HL_OK)
        status = hl_store_assign_explain(u->f->store, assigner, "u1", HL_TEST_NOW, &out, u->err);
    hl_assigner_free(assigner);
    return status;
}

static hl_status assign(const other_use *u)
{
    const hl_assign_options options = {0};
    hl_assign_counts counts = {0};
    hl_assigner *assigner = NULL;
    hl_status status =
        hl_assigner_new(hl_definition_experiment(u->f->definition), NULL, &assigner, u->err);
    if (status == HL_OK)
        status = hl_store_assign_users(u->f->store, assigner, &options, &counts, u->err);
    hl_assigner_free(assigner);
    return status;
}

static void a_plans_handle_serves_nobody_else(void **state)
{
    static hl_status (*const uses[])(const other_use *) = {
        plan_again,      look,       change,     import_users, apply,   verify, repair,
        read_definition, read_cells, read_units, list,         explain, assign};
    const fixture *f = *state;
    hl_error err = HL_ERROR_INIT;
    hl_plan *plan = NULL;
    assert_int_equal(make(f, f->store, one, false, &plan, &err), HL_OK);
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
        hl_error why = HL_ERROR_INIT;
        const other_use use = {f, hl_problems_new(), &why};
        assert_int_equal(uses[i](&use), HL_USAGE);
        assert_non_null(
            strstr(why.message, "a plan holds this store until it is reserved or freed"));
        hl_problems_free(use.problems);
    }
    /* it has kept its lock all the while, and is reserved as if nobody had asked */
    hl_plan *late = NULL;
    assert_int_equal(make(f, f->other, two, false, &late, &err), HL_FAILED);
    err = (hl_error)HL_ERROR_INIT;
    if (hl_plan_reserve(plan, &err) != HL_OK)
        fail_msg("%s", err.message);
    hl_plan_free(plan);
    assert_int_equal(make(f, f->store, one, true, &plan, &err), HL_OK); /* free again */
    assert_true(hl_plan_count(plan)->duplicates > 0);
    hl_plan_free(plan);
}

static void a_plan_whose_transaction_is_gone_reserves_nothing(void **state)
{
    const fixture *f = *state;
    hl_error err = HL_ERROR_INIT;
    hl_plan *plan = NULL;
    assert_int_equal(make(f, f->store, one, false, &plan, &err), HL_OK);
    /* as SQLite does by itself after an I/O error */
    assert_int_equal(sqlite3_exec(f->store->db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(hl_plan_reserve(plan, &err), HL_FAILED);
    assert_non_null(strstr(err.message, "nothing was reserved"));
    hl_plan_free(plan);
    err = (hl_error)HL_ERROR_INIT;
    assert_int_equal(make(f, f->store, one, false, &plan, &err), HL_OK);
    assert_int_equal(hl_plan_count(plan)->duplicates, 0);
    hl_plan_free(plan);
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
        cmocka_unit_test_setup_teardown(a_plans_handle_serves_nobody_else, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_plan_whose_transaction_is_gone_reserves_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_plan_without_a_definition_takes_the_one_in_force, set_up,
                                        tear_down),
    };
    hl_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
