/* A store whose pages are whole but whose values are not: every integer of every table in turn is
 * something that no program of ours has written. Whatever reads it says so or gives an answer;
 * under UndefinedBehaviorSanitizer (make sanitize) nothing overflows on the way. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hookline.h"
#include "log/slots.h"
#include "tests/support/check.h"

static char folder[64];
static char path[160];

static const char *file(const char *name)
{
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static const char *const definition_text =
    "{\"format\":\"hookline-experiment/1\",\"experiment\":\"x\",\"unit\":\"user\","
    "\"arms\":[{\"arm\":\"a\",\"weight\":1},{\"arm\":\"b\",\"weight\":1}],\"control\":\"a\","
    "\"metrics\":[{\"metric\":\"click\",\"kind\":\"proportion\",\"event\":\"click\",\"within\":"
    "\"PT24H\",\"role\":\"primary\"},{\"metric\":\"money\",\"kind\":\"mean\",\"event\":\"convert\","
    "\"value\":\"sum\",\"within\":\"P2D\"}]}";

static const char *const inputs[][2] = {
    {"users.csv", "user_id,zone,spend\nu1,Asia/Shanghai,12\nu2,,3\n"},
    {"touches.csv", "touch_id,user_id,experiment,arm,hook,channel,operator,planned_at,sent_at\n"
                    "t1,u1,x,a,h,sms,o,2026-03-01T09:00:00Z,2026-03-01T10:00:00Z\n"
                    "t2,u2,x,b,h,sms,o,2026-03-01T09:00:00Z,2026-03-01T11:00:00Z\n"
                    "t3,u2,x,nowhere,h,sms,o,2026-03-01T09:00:00Z,2026-03-01T11:00:00Z\n"},
    {"events.csv", "event_id,user_id,type,at,touch_id,value\n"
                   "e1,u1,click,2026-03-01T12:00:00Z,t1,\n"
                   "e2,u2,convert,2026-03-01T12:00:00Z,,12.50\n"},
    {"costs.csv", "channel,operator,source,from,to,amount\n"
                  "sms,o,,2026-03-01T00:00:00Z,2026-03-02T00:00:00Z,4\n"},
    /* the same touches and events with more, so that what is stored is read and written again */
    {"more.csv", "touch_id,user_id,experiment,arm,hook,channel,operator,planned_at,sent_at,cost\n"
                 "t1,u1,x,a,h,sms,o,2026-03-01T09:00:00Z,2026-03-01T10:00:00Z,0.1\n"
                 "t4,u1,x,a,h,sms,o,,2026-03-05T10:00:00Z,0.1\n"},
    {"later.csv", "event_id,user_id,type,at,touch_id,value\n"
                  "e1,u1,click,2026-03-01T12:00:00Z,t1,3\n"},
};

static const char extra_rows[] =
    "INSERT INTO refusals SELECT 'r1', x.name, a.name, 'cap', 1772000000000 FROM names x, names a "
    "WHERE x.text = 'x' AND a.text = 'a';"
    "INSERT INTO reservations SELECT 'x/t9/1', 'u1', x.name, h.name, c.name, c.name, 1, "
    "1772500000000, 0, 1772000000000, 1772000000000, NULL, NULL, NULL FROM names x, names h, names "
    "c "
    "WHERE x.text = 'x' AND h.text = 'h' AND c.text = 'sms';"
    "INSERT INTO definitions(experiment, version, text, digest, ranges, applied_at) "
    "SELECT experiment, 2, text, digest, ranges, applied_at + 1 FROM "
    "definitions;";

static void write_file(const char *name, const char *text, size_t length)
{
    FILE *out = fopen(file(name), "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(text, 1, length, out), length);
    assert_int_equal(fclose(out), 0);
}

static hl_status open_store(const char *name, hl_store **out, hl_error *err)
{
    hl_store_options options = HL_STORE_OPTIONS_INIT;
    options.create = true;
    return hl_store_open(file(name), &options, out, err);
}

static hl_status apply(hl_store *store, hl_error *err)
{
    hl_problems *problems = hl_problems_new();
    hl_definition *definition = NULL;
    hl_apply_options options = {false, false, 1772000000000};
    hl_apply_result result;
    hl_status status = hl_definition_parse("x.json", definition_text, strlen(definition_text),
                                           problems, &definition, err);
    if (status == HL_OK)
        status = hl_store_apply(store, (const hl_definition *const *)&definition, 1, &options,
                                &result, problems, err);
    hl_definition_free(definition);
    hl_problems_free(problems);
    return status;
}

static hl_status import(hl_store *store, hl_import_kind kind, const char *name, hl_error *err)
{
    hl_import_options options = HL_IMPORT_OPTIONS_INIT;
    hl_import_summary summary;
    return hl_store_import(store, kind, file(name), &options, NULL, &summary, err);
}

static void run_sql(const char *name, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(file(name), &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* ---- everything that reads a store; each says what went wrong in its own error */

static hl_status read_list(hl_store *store, hl_error *err)
{
    hl_store_experiment *all = NULL;
    size_t count = 0;
    hl_status status = hl_store_experiments(store, &all, &count, err);
    free(all);
    return status;
}

static hl_status read_report(hl_store *store, hl_error *err)
{
    hl_definition *definition = NULL;
    hl_cells *cells = NULL;
    hl_analysis *analysis = NULL;
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_status status = hl_store_cells(store, "x", &definition, &cells, err);
    if (status == HL_OK)
        status = hl_analysis_run(&hl_definition_experiment(definition)->design, cells, &options,
                                 &analysis, err);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    hl_definition_free(definition);
    return status;
}

static hl_status read_verify(hl_store *store, hl_error *err)
{
    hl_verify_summary summary;
    return hl_store_verify(store, false, NULL, &summary, err);
}

static hl_status read_values(hl_store *store, hl_error *err)
{
    hl_definition *definition = NULL;
    hl_unit_values *values = NULL;
    hl_status status = hl_store_unit_values(store, "x", INT64_MAX, &definition, &values, err);
    hl_unit_values_free(values);
    hl_definition_free(definition);
    return status;
}

static hl_status read_touches(hl_store *store, hl_error *err)
{
    return import(store, HL_IMPORT_TOUCHES, "more.csv", err);
}

static hl_status read_events(hl_store *store, hl_error *err)
{
    return import(store, HL_IMPORT_EVENTS, "later.csv", err);
}

static hl_status read_apply(hl_store *store, hl_error *err)
{
    return apply(store, err);
}

typedef hl_status reader(hl_store *store, hl_error *err);
static reader *const readers[] = {read_list,    read_report, read_verify, read_values,
                                  read_touches, read_events, read_apply};

/* Whether a reader said that the store is damaged. */
static bool told(const char *what)
{
    bool damaged = false;
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        hl_error err = HL_ERROR_INIT;
        hl_store *store = NULL;
        hl_status status = open_store("changed.db", &store, &err);
        if (status == HL_OK)
            status = readers[i](store, &err);
        hl_store_close(store);
        if (status != HL_OK && err.message[0] == '\0')
            fail_msg("%s: reader %zu failed without a word", what, i);
        if (hl_error_is_memory(&err))
            fail_msg("%s: reader %zu takes damage for want of memory", what, i);
        damaged = damaged || strstr(err.message, "is damaged") != NULL;
    }
    return damaged;
}

static void copy_store(void)
{
    char buffer[1 << 16];
    char from[sizeof path];
    (void)snprintf(from, sizeof from, "%s", file("whole.db"));
    (void)remove(file("changed.db-wal"));
    (void)remove(file("changed.db-shm"));
    FILE *in = fopen(from, "rb");
    FILE *out = fopen(file("changed.db"), "wb");
    assert_non_null(in);
    assert_non_null(out);
    size_t got = 0;
    while ((got = fread(buffer, 1, sizeof buffer, in)) > 0)
        assert_int_equal(fwrite(buffer, 1, got, out), got);
    assert_int_equal(fclose(in), 0);
    assert_int_equal(fclose(out), 0);
}

/* ---- */

/* Columns that are read, and one value that each cannot have. */
static const struct {
    const char *table, *column, *value;
} damages[] = {
    {"touches", "sent_at", "9223372036854775807"},
    {"touches", "sent_at", "-9223372036854775807"},
    {"touches", "sent_at", "'soon'"},
    {"touches", "planned_at", "9223372036854775807"},
    {"touches", "arm", "4294967297"},
    {"touches", "experiment", "-1"},
    {"touches", "hook", "9223372036854775807"},
    {"events", "at", "9223372036854775807"},
    {"events", "at", "1e300"},
    {"events", "type", "4294967297"},
    {"events", "value", "'dear'"},
    {"slots", "wished", "9223372036854775807"},
    {"slots", "held", "-1"},
    {"slots", "pulled", "9223372036854775807"},
    {"slots", "refused", "9223372036854775807"},
    /* what might have been, and was not */
    {"slots", "wished", "5"},
    {"slots", "held", "2"},
    {"slots", "pulled", "0"},
    {"slots", "refused", "0"},
    {"slots", "experiment", "experiment + 1000"},
    {"slot_totals", "arms", "2"},
    {"slot_totals", "checksum", "checksum + 1"},
    {"cells", "day", "9223372036854775807"},
    {"cells", "day", "4294967296"},
    {"definitions", "version", "9223372036854775807"},
    {"definitions", "applied_at", "9223372036854775807"},
    {"state", "value", "9223372036854775807"},
    {"touch_owners", "user", "-9223372036854775807"},
    {"event_owners", "user", "0"},
};

static void what_cannot_be_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        char sql[256];
        /* one row, so that keys stay apart */
        (void)snprintf(sql, sizeof sql,
                       "UPDATE OR REPLACE %s SET %s = %s WHERE (SELECT min(%s) FROM %s) = %s",
                       damages[i].table, damages[i].column, damages[i].value, damages[i].column,
                       damages[i].table, damages[i].column);
        copy_store();
        run_sql("changed.db", sql);
        if (!told(sql))
            fail_msg("nobody says that the store is damaged after: %s", sql);
    }
}

/* Every column of every table that holds integers, with what may be in a file: nobody falls over
 * it, and nobody takes it for want of memory. */
static void no_value_is_fatal(void **state)
{
    (void)state;
    static const char *const evil[] = {"9223372036854775807",
                                       "-9223372036854775807 - 1",
                                       "-1",
                                       "0",
                                       "4294967296",
                                       "'text'",
                                       "x'00'",
                                       "0.5"};
    sqlite3 *db = NULL;
    sqlite3_stmt *columns = NULL;
    assert_int_equal(sqlite3_open(file("whole.db"), &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(
                         db,
                         "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
                         "WHERE m.type = 'table' AND c.type = 'INTEGER' AND m.name NOT IN "
                         "('imports') AND NOT (m.name IN ('users', 'names') AND c.pk = 1)",
                         -1, &columns, NULL),
                     SQLITE_OK);
    int seen = 0;
    for (size_t i = 0; sqlite3_step(columns) == SQLITE_ROW; seen++, i++) {
        char sql[256];
        (void)snprintf(sql, sizeof sql, "UPDATE OR REPLACE %s SET \"%s\" = %s",
                       (const char *)sqlite3_column_text(columns, 0),
                       (const char *)sqlite3_column_text(columns, 1),
                       evil[i % (sizeof evil / sizeof evil[0])]);
        copy_store();
        sqlite3 *changed = NULL;
        assert_int_equal(sqlite3_open(file("changed.db"), &changed), SQLITE_OK);
        (void)sqlite3_exec(changed, sql, NULL, NULL, NULL); /* a key takes integers only */
        assert_int_equal(sqlite3_close(changed), SQLITE_OK);
        (void)told(sql);
    }
    assert_true(seen > 40);
    (void)sqlite3_finalize(columns);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void assert_refused(const char *sql, const char *says)
{
    hl_store *store = NULL;
    hl_error err = HL_ERROR_INIT;
    copy_store();
    run_sql("changed.db", sql);
    assert_int_equal(open_store("changed.db", &store, &err), HL_FAILED);
    if (strstr(err.message, says) == NULL)
        fail_msg("after %s: '%s' does not say '%s'", sql, err.message, says);
}

static void versions_that_no_store_has_are_refused(void **state)
{
    (void)state;
    assert_refused("PRAGMA user_version=-1", "its user_version is -1");
    assert_refused("PRAGMA user_version=-5", "its user_version is -5");
    assert_refused("PRAGMA user_version=-1000000", "its user_version is -1000000");
    assert_refused("PRAGMA user_version=-2147483648", "its user_version is -2147483648");
    assert_refused("PRAGMA user_version=2147483647", "newer Hookline");
    assert_refused("PRAGMA user_version=0", "its user_version was changed by other means");
    assert_refused("PRAGMA user_version=1", "its user_version was changed by other means");
}

/* What was counted before there were checksums is sealed as it stands. */
static void slots_of_older_stores_are_sealed(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    hl_store *store = NULL;
    copy_store();
    run_sql("changed.db", "DROP TABLE slot_totals; DROP TABLE event_types; DROP TABLE value_marks; "
                          "ALTER TABLE rejects DROP COLUMN type; DROP TABLE value_looks; "
                          "ALTER TABLE events DROP COLUMN currency; "
                          "ALTER TABLE rejects DROP COLUMN value; ALTER TABLE touches DROP COLUMN "
                          "said; ALTER TABLE touches DROP COLUMN policy; "
                          "DROP TABLE timing_models; DROP TABLE timing_models_of; "
                          "ALTER TABLE reservations DROP COLUMN propensity; "
                          "ALTER TABLE reservations DROP COLUMN policy; "
                          "ALTER TABLE reservations DROP COLUMN model; "
                          "PRAGMA user_version=7");
    assert_int_equal(open_store("changed.db", &store, &err), HL_OK);
    assert_int_equal(read_report(store, &err), HL_OK);
    hl_store_close(store);
    run_sql("changed.db", "UPDATE slots SET held = held + 1");
    assert_true(told("a count after it was sealed"));
    copy_store();
    run_sql("changed.db", "DELETE FROM slots");
    assert_true(told("counts that are gone"));
}

/* Code that a file brings along does not run, and tables that are not ours are not taken for such.
 */
static void tampered_schemas_do_nothing(void **state)
{
    (void)state;
    hl_store *store = NULL;
    copy_store();
    run_sql("changed.db", "CREATE TRIGGER t AFTER INSERT ON touches BEGIN DELETE FROM events; END");
    assert_int_equal(open_store("changed.db", &store, NULL), HL_OK);
    hl_error err = HL_ERROR_INIT;
    if (read_touches(store, &err) != HL_OK)
        fail_msg("%s", err.message);
    hl_verify_summary summary;
    assert_int_equal(hl_store_verify(store, false, NULL, &summary, NULL), HL_OK);
    assert_int_equal(summary.events, 2);
    hl_store_close(store);
    copy_store();
    run_sql("changed.db",
            "ALTER TABLE touches RENAME TO other; CREATE VIEW touches AS SELECT * FROM "
            "other");
    assert_true(told("a view in the place of a table"));
    copy_store();
    run_sql("changed.db", "ALTER TABLE slots RENAME TO other");
    assert_true(told("a table that is gone"));
}

static hl_status add_slots(hl_store *store, hl_error *err)
{
    const hl_slots slots = {.wished = 4, .held = 3, .pulled = 2, .refused = 1};
    hl_status status = hl_log__begin(store, err);
    for (int i = 0; status == HL_OK && i < 2; i++) /* twice, so that counts are added to counts */
        status = hl_log__slots_add(store, "x", "a", &slots, err);
    return status == HL_OK ? hl_log__commit(store, err) : status;
}

static int make_store(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "/tmp/hookline-values-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return -1;
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++)
        write_file(inputs[i][0], inputs[i][1], strlen(inputs[i][1]));
    hl_store *store = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_status status = open_store("whole.db", &store, &err);
    if (status == HL_OK)
        status = apply(store, &err);
    for (int kind = 0; status == HL_OK && kind < 4; kind++)
        status = import(store, (hl_import_kind)kind, inputs[kind][0], &err);
    if (status == HL_OK)
        status = add_slots(store, &err);
    hl_store_close(store);
    store = NULL;
    run_sql("whole.db", extra_rows);
    hl_verify_summary summary;
    if (status == HL_OK)
        status = open_store("whole.db", &store, &err);
    if (status == HL_OK)
        status =
            hl_store_verify(store, true, NULL, &summary, &err); /* there are two versions now */
    hl_store_close(store);
    return status == HL_OK ? 0 : -1;
}

static int remove_store(void **state)
{
    (void)state;
    char name[32];
    static const char *const stores[] = {"whole.db", "changed.db"};
    for (size_t i = 0; i < sizeof inputs / sizeof inputs[0]; i++)
        (void)remove(file(inputs[i][0]));
    for (size_t i = 0; i < 2; i++) {
        static const char *const ends[] = {"", "-wal", "-shm"};
        for (size_t k = 0; k < 3; k++) {
            (void)snprintf(name, sizeof name, "%s%s", stores[i], ends[k]);
            (void)remove(file(name));
        }
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_cannot_be_is_told),
        cmocka_unit_test(no_value_is_fatal),
        cmocka_unit_test(versions_that_no_store_has_are_refused),
        cmocka_unit_test(slots_of_older_stores_are_sealed),
        cmocka_unit_test(tampered_schemas_do_nothing),
    };
    hl_init();
    return cmocka_run_group_tests(tests, make_store, remove_store);
}
