/* What a store does when the file is not what it should be, and when memory runs out. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hookline.h"
#include "tests/support/check.h"
#include "tests/support/fail_alloc.h"

static char folder[64];
static char path[128];

static const char *file(const char *name)
{
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_text(const char *name, const char *text)
{
    FILE *out = fopen(file(name), "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, strlen(text), out), strlen(text));
    assert_int_equal(fclose(out), 0);
}

static hl_status open_store(const char *name, bool create, hl_store **out, hl_error *err)
{
    hl_store_options options = HL_STORE_OPTIONS_INIT;
    options.create = create;
    options.busy_timeout_ms = 20;
    return hl_store_open(file(name), &options, out, err);
}

static void refuses(const char *name, const char *why)
{
    hl_store *store = NULL;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(open_store(name, true, &store, &err), HL_FAILED);
    assert_null(store);
    if (strstr(err.message, why) == NULL)
        fail_msg("'%s' does not say '%s'", err.message, why);
    assert_non_null(strstr(err.message, name));
}

static void run_sql(const char *name, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(file(name), &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void make_store(const char *name)
{
    hl_store *store = NULL;
    assert_int_equal(open_store(name, true, &store, NULL), HL_OK);
    hl_store_close(store);
}

static void test_missing_store_is_not_made_by_reading(void **state)
{
    (void)state;
    hl_store *store = NULL;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(open_store("none.db", false, &store, &err), HL_FAILED);
    assert_non_null(strstr(err.message, "there is no store here"));
    assert_int_not_equal(access(file("none.db"), F_OK), 0);
}

static void test_foreign_files(void **state)
{
    (void)state;
    write_text("text.db", "this is no database, but a text that is long enough to be taken for "
                          "one: the header of SQLite has one hundred bytes.");
    refuses("text.db", "is not a Hookline store");
    run_sql("foreign.db", "CREATE TABLE customers(id)");
    refuses("foreign.db", "not a Hookline store");
    run_sql("branded.db", "PRAGMA application_id=7; CREATE TABLE customers(id)");
    refuses("branded.db", "not a Hookline store");
}

static void test_newer_store(void **state)
{
    (void)state;
    make_store("newer.db");
    run_sql("newer.db", "PRAGMA user_version=1000");
    refuses("newer.db", "newer Hookline");
}

static void test_damaged_store(void **state)
{
    (void)state;
    make_store("damaged.db");
    FILE *out = fopen(file("damaged.db"), "r+b");
    assert_non_null(out);
    assert_int_equal(fseek(out, 100, SEEK_SET), 0);
    for (int i = 0; i < 4000; i++)
        assert_int_not_equal(fputc(0x5a, out), EOF);
    assert_int_equal(fclose(out), 0);
    refuses("damaged.db", "is damaged");
}

/* ---- a small experiment in a store */

static const char *const definition_text =
    "{\"format\":\"hookline-experiment/1\",\"experiment\":\"x\",\"unit\":\"user\","
    "\"arms\":[{\"arm\":\"a\",\"weight\":1},{\"arm\":\"b\",\"weight\":1}],\"control\":\"a\","
    "\"segments\":{\"rich\":{\"spend\":{\"$gte\":10}}},"
    "\"metrics\":[{\"metric\":\"click\",\"kind\":\"proportion\",\"event\":\"click\",\"within\":"
    "\"PT24H\",\"role\":\"primary\"},{\"metric\":\"money\",\"kind\":\"mean\",\"event\":\"convert\","
    "\"value\":\"sum\",\"within\":\"P2D\"}],\"analysis\":{\"covariates\":[\"spend\"]}}";

static void write_files(void)
{
    write_text("users.csv", "user_id,zone,spend\nu1,Asia/Shanghai,12\nu2,,3\nu3,,\n");
    write_text("touches.csv", "touch_id,user_id,experiment,arm,sent_at\n"
                              "t1,u1,x,a,2026-03-01T10:00:00Z\nt2,u2,x,b,2026-03-01T11:00:00Z\n"
                              "t3,u1,x,a,2026-03-04T10:00:00Z\nt4,u9,x,a,2026-03-04T10:00:00Z\n"
                              "t5,u9,x,nowhere,2026-03-04T10:00:00Z\n");
    write_text("events.csv", "event_id,user_id,type,at,touch_id,value\n"
                             "e1,u1,click,2026-03-01T12:00:00Z,t1,\n"
                             "e2,u1,convert,2026-03-05T12:00:00Z,,12.50\n"
                             "e3,u2,convert,2026-03-01T12:00:00Z,,1\n");
}

static hl_status apply_text(hl_store *store, hl_error *err)
{
    hl_problems *problems = hl_problems_new();
    hl_definition *definition = NULL;
    hl_apply_options options = {false, false, 0};
    hl_apply_result result;
    hl_status status = problems == NULL ? hl_error_memory(err) : HL_OK;
    if (status == HL_OK)
        status = hl_definition_parse("x.json", definition_text, strlen(definition_text), problems,
                                     &definition, err);
    if (status == HL_OK)
        status = hl_store_apply(store, (const hl_definition *const *)&definition, 1, &options,
                                &result, problems, err);
    hl_definition_free(definition);
    hl_problems_free(problems);
    return status;
}

static hl_status import_file(hl_store *store, hl_import_kind kind, const char *name, hl_error *err)
{
    hl_import_options options = HL_IMPORT_OPTIONS_INIT;
    hl_import_summary summary;
    options.batch_rows = 2;
    return hl_store_import(store, kind, file(name), &options, NULL, &summary, err);
}

static hl_status whole_job(hl_store *store, hl_error *err)
{
    hl_status status = apply_text(store, err);
    if (status == HL_OK)
        status = import_file(store, HL_IMPORT_EVENTS, "events.csv", err);
    if (status == HL_OK)
        status = import_file(store, HL_IMPORT_TOUCHES, "touches.csv", err);
    if (status == HL_OK)
        status = import_file(store, HL_IMPORT_USERS, "users.csv", err);
    hl_definition *definition = NULL;
    hl_cells *cells = NULL;
    if (status == HL_OK)
        status = hl_store_cells(store, "x", &definition, &cells, err);
    hl_definition_free(definition);
    hl_cells_free(cells);
    return status;
}

static hl_status verify(hl_store *store)
{
    hl_verify_summary summary;
    hl_error err = HL_ERROR_INIT;
    hl_status status = hl_store_verify(store, false, NULL, &summary, &err);
    if (status != HL_OK)
        print_message("%s\n", err.message);
    return status;
}

static void test_every_failed_allocation_leaves_whole_batches(void **state)
{
    (void)state;
    long n = 0;
    for (bool again = true; again; n += 1 + n / 500) {
        hl_store *store = NULL;
        hl_error err = HL_ERROR_INIT;
        hl_store_options options = HL_STORE_OPTIONS_INIT;
        options.create = true;
        hl_fail_alloc_at(n);
        hl_status status = hl_store_open(":memory:", &options, &store, &err);
        if (status == HL_OK)
            status = whole_job(store, &err);
        again = hl_fail_alloc_stop();
        if (status != HL_OK) {
            assert_int_equal(status, HL_FAILED);
            if (err.message[0] == 0)
                fail_msg("allocation %ld failed without a word", n);
        }
        if (store != NULL) {
            assert_int_equal(verify(store), HL_OK);
            err = (hl_error)HL_ERROR_INIT;
            if (whole_job(store, &err) != HL_OK)
                fail_msg("after allocation %ld: %s", n, err.message);
            assert_int_equal(verify(store), HL_OK);
        }
        hl_store_close(store);
    }
    assert_true(n > 100);
}

static void test_wrong_cells_are_found_and_repaired(void **state)
{
    (void)state;
    hl_store *store = NULL;
    hl_verify_summary summary;
    hl_problems *problems = hl_problems_new();
    assert_int_equal(open_store("wrong.db", true, &store, NULL), HL_OK);
    assert_int_equal(whole_job(store, NULL), HL_OK);
    run_sql("wrong.db", "DELETE FROM touches WHERE id = 't1'");
    assert_int_equal(hl_store_verify(store, false, problems, &summary, NULL), HL_REJECTED);
    assert_true(summary.differing > 0);
    assert_true(hl_problems_errors(problems) > 0);
    assert_int_equal(hl_store_verify(store, true, problems, &summary, NULL), HL_OK);
    assert_true(summary.repaired);
    assert_int_equal(verify(store), HL_OK);
    hl_problems_free(problems);
    hl_store_close(store);
}

static void test_locked_store_says_so(void **state)
{
    (void)state;
    hl_store *store = NULL;
    hl_error err = HL_ERROR_INIT;
    sqlite3 *other = NULL;
    assert_int_equal(open_store("locked.db", true, &store, NULL), HL_OK);
    assert_int_equal(apply_text(store, NULL), HL_OK);
    assert_int_equal(sqlite3_open(file("locked.db"), &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(import_file(store, HL_IMPORT_TOUCHES, "touches.csv", &err), HL_FAILED);
    assert_non_null(strstr(err.message, "locked by another process"));
    assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(other), SQLITE_OK);
    assert_int_equal(import_file(store, HL_IMPORT_TOUCHES, "touches.csv", NULL), HL_OK);
    assert_int_equal(verify(store), HL_OK);
    hl_store_close(store);
}

static int make_folder(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/hookline-faults-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    write_files();
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    static const char *const names[] = {
        "text.db",  "foreign.db", "branded.db", "newer.db",    "damaged.db",
        "wrong.db", "locked.db",  "users.csv",  "touches.csv", "events.csv",
    };
    char extra[160];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)remove(file(names[i]));
        (void)snprintf(extra, sizeof extra, "%s-wal", path);
        (void)remove(extra);
        (void)snprintf(extra, sizeof extra, "%s-shm", path);
        (void)remove(extra);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_missing_store_is_not_made_by_reading),
        cmocka_unit_test(test_foreign_files),
        cmocka_unit_test(test_newer_store),
        cmocka_unit_test(test_damaged_store),
        cmocka_unit_test(test_wrong_cells_are_found_and_repaired),
        cmocka_unit_test(test_locked_store_says_so),
        cmocka_unit_test(test_every_failed_allocation_leaves_whole_batches),
    };
    hl_init();
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
