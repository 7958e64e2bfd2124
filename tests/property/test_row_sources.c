/* What a store holds after an import depends on the rows, not on where they come from: a file, a
 * text, an array in memory, with types or without, in one piece or cut anywhere; and a source that
 * breaks midway leaves whole batches only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/random.h"
#include "base/text.h"
#include "hookline.h"
#include "log/db.h"
#include "rows/csv_line.h"
#include "tests/support/check.h"
#include "json/writer.h"

enum { USERS = 60, TOUCHES = 200, EVENTS = 300, COSTS = 6, KINDS = 4, MOST_COLUMNS = 8 };

typedef struct table {
    const char *const *columns;
    size_t column_count;
    size_t row_count;
    size_t required; /* the first columns, which the first record of a file must have */
    const char **cells;
} table;

static const char *const user_columns[] = {"user_id", "zone", "spend", "city", "note"};
static const char *const touch_columns[] = {"touch_id", "user_id", "experiment", "arm",
                                            "sent_at",  "cost",    "planned_at"};
static const char *const event_columns[] = {"event_id", "user_id",  "type",
                                            "at",       "touch_id", "value"};
static const char *const cost_columns[] = {"from", "to", "amount", "channel"};

static hl_arena arena;
static table tables[KINDS] = {
    [HL_IMPORT_USERS] = {user_columns, 5, USERS, 5, NULL},
    [HL_IMPORT_TOUCHES] = {touch_columns, 7, TOUCHES, 4, NULL},
    [HL_IMPORT_EVENTS] = {event_columns, 6, EVENTS, 4, NULL},
    [HL_IMPORT_COSTS] = {cost_columns, 4, COSTS, 3, NULL},
};

/* ---- the rows, some of them wrong */

static const char *kept(const char *format, int a, int b)
{
    char text[64];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    (void)snprintf(text, sizeof text, format, a, b);
#pragma GCC diagnostic pop
    return hl_base__arena_string(&arena, text);
}

static int any(hl_random *random, int bound)
{
    return (int)hl_base__random_below(random, (uint64_t)bound);
}

static const char *time_of(hl_random *random)
{
    if (any(random, 25) == 0)
        return "yesterday";
    return kept("2026-03-%02dT%02d:00:00Z", 1 + any(random, 20), any(random, 24));
}

static void make_user(hl_random *random, int i, const char **row)
{
    static const char *const notes[] = {"", "a, b", "says \"no\"", "tab\there", "小红"};
    row[0] = i == 7 ? "" : kept("u%d", i, 0);
    row[1] = any(random, 3) == 0 ? "" : "Asia/Shanghai";
    row[2] = any(random, 4) == 0 ? "" : kept("%d.%d", any(random, 40), any(random, 10));
    row[3] = any(random, 5) == 0 ? "" : kept("c%d", any(random, 3), 0);
    row[4] = notes[any(random, 5)];
}

static void make_touch(hl_random *random, int i, const char **row)
{
    row[0] = kept("t%d", any(random, 20) == 0 ? i / 2 : i, 0);
    row[1] = kept("u%d", any(random, USERS + 5), 0);
    row[2] = "x";
    row[3] = any(random, 30) == 0 ? "nowhere" : any(random, 2) == 0 ? "a" : "b";
    row[4] = any(random, 10) == 0 ? "" : time_of(random);
    row[5] = any(random, 2) == 0 ? "" : kept("0.%d", any(random, 99), 0);
    row[6] = any(random, 3) == 0 ? "" : "2026-02-28T00:00:00Z";
}

static void make_event(hl_random *random, int i, const char **row)
{
    row[0] = kept("e%d", i, 0);
    row[1] = kept("u%d", any(random, USERS), 0);
    row[2] = any(random, 2) == 0 ? "click" : "convert";
    row[3] = time_of(random);
    row[4] = any(random, 2) == 0 ? "" : kept("t%d", any(random, TOUCHES), 0);
    row[5] = any(random, 3) == 0 ? "" : kept("%d.%d", any(random, 100), any(random, 9));
}

static void make_cost(hl_random *random, int i, const char **row)
{
    row[0] = kept("2026-03-%02dT00:00:00Z", 1 + i, 0);
    row[1] = kept("2026-03-%02dT00:00:00Z", 2 + i, 0);
    row[2] = any(random, 3) == 0 ? "much" : kept("%d", any(random, 1000), 0);
    row[3] = "sms";
}

static void make_rows(uint64_t seed)
{
    static void (*const make[])(hl_random *, int, const char **) = {
        [HL_IMPORT_USERS] = make_user,
        [HL_IMPORT_TOUCHES] = make_touch,
        [HL_IMPORT_EVENTS] = make_event,
        [HL_IMPORT_COSTS] = make_cost,
    };
    hl_random random = hl_base__random_seed(seed, 0);
    hl_base__arena_free(&arena);
    for (int kind = 0; kind < KINDS; kind++) {
        table *t = &tables[kind];
        t->cells = hl_base__arena_array(&arena, t->row_count * t->column_count, sizeof *t->cells);
        assert_non_null(t->cells);
        for (size_t i = 0; i < t->row_count; i++)
            make[kind](&random, (int)i, t->cells + i * t->column_count);
    }
}

/* ---- sources of a piece of them */

typedef enum way { AS_TEXTS, AS_FIELDS, AS_CSV, AS_JSON, WAYS } way;

static void add_csv(const table *t, size_t from, size_t to, hl_text *out)
{
    hl_field fields[MOST_COLUMNS];
    for (size_t i = 0; i < t->column_count; i++)
        hl_base__text_addf(out, "%s%s", i == 0 ? "" : ",", t->columns[i]);
    for (size_t row = from; row < to; row++) {
        for (size_t i = 0; i < t->column_count; i++)
            fields[i] = hl_field_untyped(t->cells[row * t->column_count + i]);
        hl_base__text_add_char(out, '\n');
        hl_rows__csv_line(&(hl_row){.fields = fields}, t->column_count, out);
    }
    hl_base__text_add_char(out, '\n');
}

static bool looks_like_a_number(const char *text)
{
    return text[0] != '\0' && strspn(text, "0123456789.") == strlen(text);
}

/* Keys that need not be there are left out where they are empty, in the first record as well. */
static void add_json(const table *t, size_t from, size_t to, hl_text *out)
{
    for (size_t row = from; row < to; row++) {
        hl_json_writer w = hl_json__writer(out, 0);
        hl_json__open_object(&w);
        for (size_t i = 0; i < t->column_count; i++) {
            const char *cell = t->cells[row * t->column_count + i];
            if (cell[0] == '\0' && i >= t->required)
                continue;
            hl_json__key(&w, t->columns[i]);
            if (cell[0] == '\0')
                hl_json__add_null(&w);
            else if (looks_like_a_number(cell))
                hl_json__add_number_as_written(&w, cell, strlen(cell));
            else
                hl_json__add_string(&w, cell);
        }
        hl_json__close_object(&w);
        hl_base__text_add_char(out, '\n');
    }
}

static const hl_field *fields_of(const table *t, size_t from, size_t to)
{
    size_t count = (to - from) * t->column_count;
    hl_field *fields = hl_base__arena_array(&arena, count + 1, sizeof *fields);
    assert_non_null(fields);
    for (size_t i = 0; i < count; i++) {
        const char *cell = t->cells[from * t->column_count + i];
        fields[i] = hl_field_text(cell[0] == '\0' ? NULL : cell);
        if (looks_like_a_number(cell))
            fields[i].kind = HL_FIELD_NUMBER;
    }
    return fields;
}

/* Rows [from, to) of the table. *text is what the source borrows, for the caller to free. */
static hl_row_source *open_piece(const table *t, size_t from, size_t to, way how, hl_text *text)
{
    hl_row_source *source = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_status status = HL_OK;
    switch (how) {
    case AS_TEXTS:
        status = hl_rows_from_memory(t->columns, t->column_count, t->cells + from * t->column_count,
                                     to - from, &source, &err);
        break;
    case AS_FIELDS:
        status = hl_rows_from_fields(t->columns, t->column_count, fields_of(t, from, to), to - from,
                                     &source, &err);
        break;
    case AS_CSV:
    case AS_JSON:
    case WAYS:
        if (how == AS_CSV)
            add_csv(t, from, to, text);
        else
            add_json(t, from, to, text);
        const hl_rows_file_options options = {.format =
                                                  how == AS_CSV ? HL_ROWS_CSV : HL_ROWS_NDJSON};
        status = hl_rows_open_text("memory", hl_base__text_string(text), text->length, &options,
                                   &source, &err);
        break;
    }
    if (status != HL_OK)
        fail_msg("%s", err.message);
    return source;
}

/* ---- the store */

static const char *const definition_text =
    "{\"format\":\"hookline-experiment/1\",\"experiment\":\"x\",\"unit\":\"user\","
    "\"arms\":[{\"arm\":\"a\",\"weight\":1},{\"arm\":\"b\",\"weight\":1}],\"control\":\"a\","
    "\"segments\":{\"rich\":{\"spend\":{\"$gte\":10}},\"c1\":{\"city\":\"c1\"}},"
    "\"metrics\":[{\"metric\":\"click\",\"kind\":\"proportion\",\"event\":\"click\",\"within\":"
    "\"PT24H\",\"role\":\"primary\"},{\"metric\":\"money\",\"kind\":\"mean\",\"event\":\"convert\","
    "\"value\":\"sum\",\"within\":\"P2D\"}],\"analysis\":{\"covariates\":[\"spend\"]}}";

static hl_store *new_store(void)
{
    hl_store *store = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_store_options options = HL_STORE_OPTIONS_INIT;
    hl_problems *problems = hl_problems_new();
    hl_definition *definition = NULL;
    hl_apply_result result;
    options.create = true;
    assert_int_equal(hl_store_open(":memory:", &options, &store, &err), HL_OK);
    assert_int_equal(hl_definition_parse("x.json", definition_text, strlen(definition_text),
                                         problems, &definition, &err),
                     HL_OK);
    assert_int_equal(hl_store_apply(store, (const hl_definition *const *)&definition, 1,
                                    &(hl_apply_options){0}, &result, problems, &err),
                     HL_OK);
    hl_definition_free(definition);
    hl_problems_free(problems);
    return store;
}

static void add_query(const hl_store *store, const char *sql, hl_text *out)
{
    sqlite3_stmt *rows = NULL;
    assert_int_equal(sqlite3_prepare_v2(store->db, sql, -1, &rows, NULL), SQLITE_OK);
    hl_base__text_addf(out, "%s\n", sql);
    while (sqlite3_step(rows) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(rows); i++) {
            const unsigned char *bytes = sqlite3_column_blob(rows, i);
            int length = sqlite3_column_bytes(rows, i);
            bool binary = sqlite3_column_type(rows, i) == SQLITE_BLOB;
            for (int j = 0; j < length; j++)
                hl_base__text_addf(out, binary ? "%02x" : "%c", bytes[j]);
            hl_base__text_add(out, sqlite3_column_type(rows, i) == SQLITE_NULL ? "NULL|" : "|");
        }
        hl_base__text_add_char(out, '\n');
    }
    assert_int_equal(sqlite3_finalize(rows), SQLITE_OK);
}

/* What the rows made of the store, whatever they came from. */
static char *content(const hl_store *store)
{
    static const char *const queries[] = {
        "SELECT * FROM names",        "SELECT * FROM users",
        "SELECT * FROM units",        "SELECT * FROM touches",
        "SELECT * FROM touch_owners", "SELECT * FROM events",
        "SELECT * FROM costs",        "SELECT * FROM event_owners",
        "SELECT * FROM cells",        "SELECT kind, reason FROM rejects ORDER BY 1, 2",
    };
    hl_text out = {0};
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++)
        add_query(store, queries[i], &out);
    return hl_base__text_take(&out);
}

/* All of it. A file's lines start behind its header. */
static char *all_content(const hl_store *store, bool header)
{
    hl_text out = {0};
    char *of_rows = content(store);
    hl_base__text_add(&out, of_rows);
    free(of_rows);
    add_query(store,
              "SELECT kind, source, finished, rows, added, updated, duplicates, rejected "
              "FROM imports",
              &out);
    assert_int_equal(sqlite3_exec(store->db, header ? "UPDATE rejects SET line = line - 1" : "",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    add_query(store, "SELECT kind, key, source, line, reason, raw FROM rejects", &out);
    return hl_base__text_take(&out);
}

static hl_import_summary import(hl_store *store, hl_import_kind kind, hl_row_source *source,
                                const hl_import_options *options, hl_problems *problems)
{
    hl_import_summary summary;
    hl_error err = HL_ERROR_INIT;
    if (hl_store_import_rows(store, kind, source, options, problems, &summary, &err) != HL_OK)
        fail_msg("%s", err.message);
    hl_rows_close(source);
    return summary;
}

/* ---- from memory as from a file */

/* The reject file, its line numbers less `header`. */
static char *rejects_of(const char *path, long header)
{
    hl_text out = {0};
    char line[512];
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    while (fgets(line, sizeof line, in) != NULL) {
        char *behind = line;
        long number = strtol(line, &behind, 10);
        if (behind != line)
            hl_base__text_addf(&out, "%ld", number - header);
        hl_base__text_add(&out, behind);
    }
    assert_int_equal(fclose(in), 0);
    return hl_base__text_take(&out);
}

typedef struct outcome {
    char *store;
    char *rejects[KINDS];
} outcome;

static outcome import_all(way how)
{
    hl_store *store = new_store();
    outcome result = {0};
    long header = how == AS_CSV ? 1 : 0;
    for (int kind = 0; kind < KINDS; kind++) {
        char path[] = "/tmp/hl-rejects-XXXXXX";
        hl_import_options options = HL_IMPORT_OPTIONS_INIT;
        hl_text text = {0};
        int fd = mkstemp(path);
        assert_true(fd >= 0);
        close(fd);
        options.rejects_path = path;
        options.batch_rows = 32;
        hl_row_source *source = open_piece(&tables[kind], 0, tables[kind].row_count, how, &text);
        hl_import_summary done = import(store, (hl_import_kind)kind, source, &options, NULL);
        assert_int_equal(done.rows, tables[kind].row_count);
        assert_true(done.added > 0 && done.rejected > 0);
        result.rejects[kind] = rejects_of(path, header);
        unlink(path);
        hl_base__text_free(&text);
    }
    result.store = all_content(store, header > 0);
    hl_store_close(store);
    return result;
}

static void memory_leaves_what_a_file_leaves(void **state)
{
    (void)state;
    make_rows(1);
    outcome file = import_all(AS_CSV);
    outcome memory = import_all(AS_TEXTS);
    assert_string_equal(memory.store, file.store);
    free(file.store);
    free(memory.store);
    for (int kind = 0; kind < KINDS; kind++) {
        assert_string_equal(memory.rejects[kind], file.rejects[kind]);
        free(file.rejects[kind]);
        free(memory.rejects[kind]);
    }
}

/* ---- any split */

static char *import_in_pieces(hl_random *random, int pieces)
{
    hl_store *store = new_store();
    for (int kind = 0; kind < KINDS; kind++) {
        const table *t = &tables[kind];
        size_t from = 0;
        for (int piece = 1; piece <= pieces; piece++) {
            size_t left = t->row_count - from;
            size_t take = piece == pieces ? left : hl_base__random_below(random, left + 1);
            hl_import_options options = HL_IMPORT_OPTIONS_INIT;
            hl_text text = {0};
            options.batch_rows = 1 + hl_base__random_below(random, 50);
            way how = (way)any(random, WAYS);
            /* a file without a record has no columns */
            if (take == 0 && how == AS_JSON)
                how = AS_TEXTS;
            (void)import(store, (hl_import_kind)kind, open_piece(t, from, from + take, how, &text),
                         &options, NULL);
            hl_base__text_free(&text);
            from += take;
        }
    }
    char *out = content(store);
    hl_store_close(store);
    return out;
}

static void any_split_leaves_the_same_store(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        hl_random random = hl_base__random_seed(seed, 1);
        make_rows(seed);
        char *whole = import_in_pieces(&random, 1);
        for (int pieces = 1; pieces <= 9; pieces += 2) {
            char *cut = import_in_pieces(&random, pieces);
            assert_string_equal(cut, whole);
            free(cut);
        }
        free(whole);
    }
}

/* ---- a source that breaks */

typedef struct breaking {
    hl_row_source *inner;
    size_t left;
} breaking;

static hl_status next_or_break(void *context, hl_row *row, bool *got, hl_error *err)
{
    breaking *b = context;
    if (b->left-- == 0)
        return hl_error_set(err, HL_FAILED, "the cursor is gone");
    return hl_rows_next(b->inner, row, got, err);
}

static char *import_first(hl_import_kind kind, size_t rows)
{
    hl_store *store = new_store();
    hl_import_options options = HL_IMPORT_OPTIONS_INIT;
    hl_text text = {0};
    (void)import(store, kind, open_piece(&tables[kind], 0, rows, AS_TEXTS, &text), &options, NULL);
    char *out = content(store);
    hl_store_close(store);
    return out;
}

static void a_source_that_breaks_leaves_whole_batches(void **state)
{
    (void)state;
    enum { BATCH = 8 };
    make_rows(2);
    for (size_t at = 0; at <= TOUCHES; at += 5) {
        const table *t = &tables[HL_IMPORT_TOUCHES];
        hl_store *store = new_store();
        hl_import_options options = HL_IMPORT_OPTIONS_INIT;
        hl_import_summary summary;
        hl_error err = HL_ERROR_INIT;
        hl_text text = {0};
        breaking b = {open_piece(t, 0, TOUCHES, AS_CSV, &text), at};
        hl_row_source source = {.version = HL_ROW_SOURCE_VERSION,
                                .name = "cursor",
                                .columns = t->columns,
                                .column_count = t->column_count,
                                .context = &b,
                                .next = next_or_break};
        options.batch_rows = BATCH;
        assert_int_equal(
            hl_store_import_rows(store, HL_IMPORT_TOUCHES, &source, &options, NULL, &summary, &err),
            HL_FAILED);
        assert_string_equal(err.message, "the cursor is gone");
        assert_int_equal(summary.rows, at / BATCH * BATCH);
        char *got = content(store);
        char *wanted = import_first(HL_IMPORT_TOUCHES, at / BATCH * BATCH);
        assert_string_equal(got, wanted);
        free(got);
        free(wanted);
        hl_store_close(store);
        hl_rows_close(b.inner);
        hl_base__text_free(&text);
    }
}

static void what_cannot_be_imported_says_why(void **state)
{
    (void)state;
    static const char *const columns[] = {"event_id", "type"};
    hl_store *store = new_store();
    hl_import_options options = HL_IMPORT_OPTIONS_INIT;
    hl_import_summary summary;
    hl_error err = HL_ERROR_INIT;
    hl_row_source *source = NULL;
    assert_int_equal(hl_rows_from_memory(columns, 2, NULL, 0, &source, NULL), HL_OK);
    assert_int_equal(
        hl_store_import_rows(store, HL_IMPORT_EVENTS, source, &options, NULL, &summary, &err),
        HL_REJECTED);
    assert_string_equal(err.message,
                        "memory: there is no column 'user_id'; it has: event_id, type");
    source->version = 2;
    err = (hl_error)HL_ERROR_INIT;
    assert_int_equal(
        hl_store_import_rows(store, HL_IMPORT_EVENTS, source, &options, NULL, &summary, &err),
        HL_USAGE);
    hl_rows_close(source);
    hl_store_close(store);
}

static int free_rows(void **state)
{
    (void)state;
    hl_base__arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_leaves_what_a_file_leaves),
        cmocka_unit_test(any_split_leaves_the_same_store),
        cmocka_unit_test(a_source_that_breaks_leaves_whole_batches),
        cmocka_unit_test(what_cannot_be_imported_says_why),
    };
    return cmocka_run_group_tests_name("row sources and the store", tests, NULL, free_rows);
}
