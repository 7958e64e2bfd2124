/* Row sources: files, texts and rows in memory, and one that a program makes itself. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "hookline.h"
#include "tests/support/check.h"

static const char *const kinds[] = {
    [HL_FIELD_ABSENT] = "-",  [HL_FIELD_NULL] = "null",     [HL_FIELD_UNTYPED] = "?",
    [HL_FIELD_TEXT] = "text", [HL_FIELD_NUMBER] = "number", [HL_FIELD_BOOL] = "bool",
    [HL_FIELD_JSON] = "json",
};

static void add_row(hl_text *out, const hl_row *row, size_t columns)
{
    hl_base__text_addf(out, "%lld", (long long)row->line);
    if (row->problem != NULL)
        hl_base__text_addf(out, " ! %s", row->problem);
    for (size_t i = 0; row->problem == NULL && i < columns; i++)
        hl_base__text_addf(out, " %s[%.*s]", kinds[row->fields[i].kind], (int)row->fields[i].length,
                           row->fields[i].data);
    hl_base__text_add_char(out, '\n');
}

/* "2 ?[u1] -[]\n": every row, then the error that ended them, if one did. Closes the source. */
static char *read_all(hl_row_source *source)
{
    hl_error err = HL_ERROR_INIT;
    hl_text out = {0};
    hl_row row;
    bool got = true;
    assert_int_equal(hl_rows_check(source, &err), HL_OK);
    while (hl_rows_next(source, &row, &got, &err) == HL_OK && got)
        add_row(&out, &row, source->column_count);
    if (err.status != HL_OK)
        hl_base__text_addf(&out, "%d %s\n", (int)err.status, err.message);
    hl_rows_close(source);
    return out.length == 0 ? strdup("") : hl_base__text_take(&out);
}

static void expect(hl_row_source *source, const char *wanted)
{
    char *got = read_all(source);
    assert_string_equal(got, wanted);
    free(got);
}

static hl_row_source *open_text(const char *name, const char *text)
{
    hl_row_source *source = NULL;
    hl_error err = HL_ERROR_INIT;
    if (hl_rows_open_text(name, text, strlen(text), NULL, &source, &err) != HL_OK)
        fail_msg("%s", err.message);
    return source;
}

static void csv_fields_are_untyped_and_empty_ones_absent(void **state)
{
    (void)state;
    expect(open_text("a.csv", "a,b,c\n1,\"2\",\n\"\",x,\"\"\"\"\n"),
           "2 ?[1] ?[2] -[]\n3 text[] ?[x] ?[\"]\n");
}

static void json_fields_have_the_kind_that_they_have_there(void **state)
{
    (void)state;
    expect(open_text("a.ndjson", "{\"a\":\"1\",\"b\":-1.50,\"c\":true}\n"
                                 "{\"b\":null,\"c\":[1,\"x\"],\"a\":\"\"}\n{\"c\":{}}\n"),
           "1 text[1] number[-1.50] bool[true]\n2 text[] null[] json[[1,\"x\"]]\n"
           "3 -[] -[] json[{}]\n");
}

static void a_text_is_read_as_the_file_is(void **state)
{
    (void)state;
    static const char text[] = "a,b\n1,\"x\ny\"\n2\n3,4\n";
    char path[] = "/tmp/hl-source-XXXXXX";
    int fd = mkstemp(path);
    hl_row_source *source = NULL;
    assert_true(fd >= 0 && write(fd, text, sizeof text - 1) == (ssize_t)sizeof text - 1);
    close(fd);
    assert_int_equal(hl_rows_open_file(path, NULL, &source, NULL), HL_OK);
    unlink(path);
    assert_string_equal(source->name, path);
    char *of_file = read_all(source);
    expect(open_text("b.csv", text), of_file);
    assert_string_equal(of_file,
                        "2 ?[1] ?[x\ny]\n4 ! ragged row: 1 field, the header has 2\n5 ?[3] ?[4]\n");
    free(of_file);
}

static void options_say_format_and_delimiter(void **state)
{
    (void)state;
    hl_row_source *source = NULL;
    const hl_rows_file_options options = {.format = HL_ROWS_CSV, .delimiter = ';'};
    static const char text[] = "{a;b\n1,0;2\n";
    assert_int_equal(hl_rows_open_text("x", text, sizeof text - 1, &options, &source, NULL), HL_OK);
    assert_string_equal(source->columns[0], "{a");
    expect(source, "2 ?[1,0] ?[2]\n");
}

static void lists_and_objects_are_looked_into_when_it_is_asked(void **state)
{
    (void)state;
    static const char text[] = "{\"a\":1}\n{\"a\":[1,]}\n{\"a\":2,\"b\":{\"c\":1,\"c\":2}}\n"
                               "{\"a\":[1,2]}\n";
    hl_row_source *source = NULL;
    const hl_rows_file_options options = {.check_nested = true};
    assert_int_equal(hl_rows_open_text("x.ndjson", text, sizeof text - 1, &options, &source, NULL),
                     HL_OK);
    expect(source,
           "1 number[1]\n2 ! x.ndjson:2:9: ']' does not belong here; accepted: a JSON value\n"
           "3 ! x.ndjson:3:19: /b/c: the key stands twice (first on line 3)\n"
           "4 json[[1,2]]\n");
    expect(open_text("x.ndjson", text), "1 number[1]\n2 json[[1,]]\n3 number[2]\n4 json[[1,2]]\n");
}

static void further_keys_come_when_they_are_wanted(void **state)
{
    (void)state;
    hl_row_source *source = open_text("a.ndjson", "{\"a\":1}\n{\"a\":2,\"value\":3}\n");
    int column = -1;
    assert_int_equal(hl_rows_column(source, "value"), -1);
    assert_int_equal(hl_rows_want(source, "value", &column, NULL), HL_OK);
    assert_int_equal(column, 1);
    assert_int_equal(hl_rows_want(source, "a", &column, NULL), HL_OK);
    assert_int_equal(column, 0);
    assert_int_equal(source->column_count, 2);
    expect(source, "1 number[1] -[]\n2 number[2] number[3]\n");

    source = open_text("a.csv", "a\n1\n");
    assert_int_equal(hl_rows_want(source, "value", &column, NULL), HL_OK);
    assert_int_equal(column, -1);
    expect(source, "2 ?[1]\n");
}

static void rows_in_memory_are_read_in_order(void **state)
{
    (void)state;
    static const char *const columns[] = {"user_id", "orders"};
    static const char *const cells[] = {"u1", "3", "u2", NULL, "u3", ""};
    hl_row_source *source = NULL;
    int64_t done = -1;
    int64_t total = -1;
    assert_int_equal(hl_rows_from_memory(columns, 2, cells, 3, &source, NULL), HL_OK);
    assert_string_equal(source->name, "memory");
    hl_rows_progress(source, &done, &total);
    assert_true(done == 0 && total == 3);
    expect(source, "1 ?[u1] ?[3]\n2 ?[u2] -[]\n3 ?[u3] -[]\n");

    char digits[HL_FIELD_DIGITS];
    const hl_field fields[] = {hl_field_text("7"), hl_field_number(0.1, digits),
                               hl_field_text(NULL), hl_field_bool(true)};
    assert_int_equal(hl_rows_from_fields(columns, 2, fields, 2, &source, NULL), HL_OK);
    expect(source, "1 text[7] number[0.1]\n2 -[] bool[true]\n");
    assert_int_equal(hl_rows_from_memory(columns, 2, NULL, 0, &source, NULL), HL_OK);
    expect(source, "");
    assert_int_equal(hl_field_number((double)INFINITY, digits).kind, HL_FIELD_ABSENT);
}

static void texts_that_cannot_be_are_problems_of_their_row(void **state)
{
    (void)state;
    static const char *const columns[] = {"a"};
    const hl_field fields[] = {{"x\xFF", 2, HL_FIELD_TEXT},
                               {"x\0y", 3, HL_FIELD_TEXT},
                               {NULL, 0, HL_FIELD_ABSENT},
                               {"ok", 2, HL_FIELD_TEXT}};
    hl_row_source *source = NULL;
    assert_int_equal(hl_rows_from_fields(columns, 1, fields, 4, &source, NULL), HL_OK);
    expect(source, "1 ! invalid UTF-8\n2 ! NUL byte in the text\n3 ! a field without a text\n"
                   "4 text[ok]\n");
}

/* One column of numbers; breaks after `limit` rows when it is not the end. */
typedef struct counter {
    int at, limit, end;
    char digits[HL_FIELD_DIGITS];
    hl_field field;
} counter;

static hl_status count(void *context, hl_row *row, bool *got, hl_error *err)
{
    counter *c = context;
    *got = c->at < c->limit;
    if (!*got)
        return c->limit == c->end ? HL_OK : hl_error_set(err, HL_FAILED, "the cursor is gone");
    c->field = hl_field_number(c->at, c->digits);
    *row = (hl_row){.line = ++c->at, .fields = &c->field};
    return HL_OK;
}

static void a_source_of_ones_own(void **state)
{
    (void)state;
    static const char *const columns[] = {"n"};
    counter c = {.limit = 2, .end = 2};
    hl_row_source mine = {.version = HL_ROW_SOURCE_VERSION,
                          .name = "orders",
                          .columns = columns,
                          .column_count = 1,
                          .context = &c,
                          .next = count};
    expect(&mine, "1 number[0]\n2 number[1]\n");
    c = (counter){.limit = 1, .end = 2};
    expect(&mine, "1 number[0]\n1 the cursor is gone\n");
}

static void expect_refused(const hl_row_source *source, const char *message)
{
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_rows_check(source, &err), HL_USAGE);
    assert_string_equal(err.message, message);
}

static void sources_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const char *const twice[] = {"a", "b", "a"};
    hl_row_source mine = {.version = HL_ROW_SOURCE_VERSION,
                          .name = "orders",
                          .columns = twice,
                          .column_count = 3,
                          .next = count};
    hl_row_source *source = NULL;
    hl_error err = HL_ERROR_INIT;
    expect_refused(&mine, "orders: two columns have the name 'a'");
    mine.version = 7;
    expect_refused(&mine, "a row source of version 7; this library reads version 1");
    mine = (hl_row_source){.version = HL_ROW_SOURCE_VERSION, .name = "orders"};
    expect_refused(&mine, "a row source needs a name and next");
    assert_int_equal(hl_rows_from_memory(twice, 3, NULL, 0, &source, &err), HL_USAGE);
    assert_null(source);
    assert_int_equal(hl_rows_open_file("/tmp/hl-none/x", NULL, &source, NULL), HL_FAILED);
    assert_null(source);
    assert_int_equal(hl_rows_open_text("x.csv", "", 0, NULL, &source, NULL), HL_REJECTED);
    assert_null(source);
    hl_rows_close(NULL);
}

/* ---- sources that are filled wrongly: one row each, then the end */

typedef struct wrong {
    hl_row row;
    hl_status status; /* instead of the row */
    const char *wanted;
    bool told;
} wrong;

static hl_status give_wrong(void *context, hl_row *row, bool *got, hl_error *err)
{
    wrong *w = context;
    (void)err;
    if (w->status != HL_OK)
        return w->status;
    *got = !w->told;
    w->told = true;
    *row = w->row;
    return HL_OK;
}

static void what_a_source_fills_in_wrongly_has_a_status_or_is_a_problem(void **state)
{
    (void)state;
    static const char *const columns[] = {"a"};
    static const hl_field absent[] = {{"x", 1, HL_FIELD_ABSENT}};
    static const hl_field null[] = {{"x", 1, HL_FIELD_NULL}};
    const hl_field unknown[] = {{"x", 1, (hl_field_kind)77}};
    wrong all[] = {
        {.row = {.line = 1}, .wanted = "1 ! a row without fields\n"},
        {.row = {.line = 1, .fields = absent},
         .wanted = "1 ! a text in a field that is said to be absent\n"},
        {.row = {.line = 1, .fields = null},
         .wanted = "1 ! a text in a field that is said to be absent\n"},
        {.row = {.line = 1, .fields = unknown}, .wanted = "1 ! a field of an unknown kind\n"},
        {.row = {.line = 1, .problem = "bad thing"}, .wanted = "1 ! bad thing\n"},
        {.row = {.line = 1, .problem = "two\nlines"},
         .wanted = "1 ! a problem whose text is not one line of UTF-8\n"},
        {.row = {.line = 1, .problem = "x\xFF"},
         .wanted = "1 ! a problem whose text is not one line of UTF-8\n"},
        {.status = HL_REJECTED, .wanted = "3 mine: the source broke and does not say why\n"},
        {.status = (hl_status)42, .wanted = "1 mine: the source broke and does not say why\n"},
        {.status = (hl_status)-1, .wanted = "1 mine: the source broke and does not say why\n"},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        hl_row_source mine = {.version = HL_ROW_SOURCE_VERSION,
                              .name = "mine",
                              .columns = columns,
                              .column_count = 1,
                              .context = &all[i],
                              .next = give_wrong};
        expect(&mine, all[i].wanted);
    }
}

static void columns_and_counts_that_cannot_be_are_refused(void **state)
{
    (void)state;
    static const char *const nameless[] = {"a", NULL};
    static const char *const bad[] = {"x\xFF"};
    static const char *const good[] = {"a", "b"};
    static const char *const cells[] = {"1", "2"};
    static const hl_field fields[2] = {{"", 0, HL_FIELD_ABSENT}, {"", 0, HL_FIELD_ABSENT}};
    hl_row_source mine = {
        .version = HL_ROW_SOURCE_VERSION, .name = "mine", .column_count = 2, .next = give_wrong};
    hl_row_source *source = NULL;
    expect_refused(NULL, "there is no row source");
    expect_refused(&mine, "mine: there are no columns where 2 are said to be");
    mine.columns = nameless;
    expect_refused(&mine, "mine: the name of column 2 is missing");
    mine.columns = bad;
    mine.column_count = 1;
    expect_refused(&mine, "mine: the name of column 1 is not UTF-8");
    assert_int_equal(hl_rows_from_memory(good, 2, cells, SIZE_MAX / 2 + 1, &source, NULL),
                     HL_USAGE);
    assert_int_equal(hl_rows_from_fields(good, 2, fields, SIZE_MAX / 2 + 1, &source, NULL),
                     HL_USAGE);
    assert_int_equal(hl_rows_from_memory(good, 2, NULL, 1, &source, NULL), HL_USAGE);
    assert_int_equal(hl_rows_from_memory(NULL, SIZE_MAX, NULL, 0, &source, NULL), HL_USAGE);
    assert_null(source);
}

static void reading_no_source_is_a_wrong_call(void **state)
{
    (void)state;
    const hl_import_options options = HL_IMPORT_OPTIONS_INIT;
    hl_import_summary done;
    hl_store_options how = HL_STORE_OPTIONS_INIT;
    hl_store *store = NULL;
    how.create = true;
    assert_int_equal(hl_store_open(":memory:", &how, &store, NULL), HL_OK);
    assert_int_equal(
        hl_store_import_rows(store, HL_IMPORT_USERS, NULL, &options, NULL, &done, NULL), HL_USAGE);
    assert_int_equal(done.rows, 0);
    hl_store_close(store);
}

/* A bad byte does harm in the columns that are read, and a source that is no file has checked all.
 */
static void columns_that_are_not_read_may_hold_anything(void **state)
{
    (void)state;
    static const char text[] = "用户,组,b\nu1,\xFF,1\nu2,a,\xFF\nu\xFF,a,1\n";
    hl_row_source *source = NULL;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_rows_open_text("t.csv", text, sizeof text - 1, NULL, &source, &err), HL_OK);
    const int columns[] = {hl_rows_column(source, "用户"), -1, hl_rows_column(source, "b")};
    assert_int_equal(hl_rows_only(source, columns, 3, &err), HL_OK);
    expect(source, "2 ?[u1] ?[\xFF] ?[1]\n3 ! invalid UTF-8 (byte 0xFF)\n"
                   "4 ! invalid UTF-8 (byte 0xFF)\n");
    static const char *const names[] = {"a", "b"};
    static const char *const cells[] = {"1", "\xFF"};
    assert_int_equal(hl_rows_from_memory(names, 2, cells, 1, &source, &err), HL_OK);
    assert_int_equal(hl_rows_only(source, (const int[]){0}, 1, &err), HL_OK);
    expect(source, "1 ! invalid UTF-8\n");
}

static void what_was_found_out_is_told_as_notes(void **state)
{
    (void)state;
    hl_problems *notes = hl_problems_new();
    hl_row_source *source = open_text("t.csv", "a; b\r1;2\r");
    hl_rows_tell(source, notes);
    assert_int_equal(hl_problems_errors(notes), 0);
    assert_int_equal(hl_problems_count(notes), 3);
    assert_string_equal(hl_problems_line(notes, 0), "t.csv: note: lines end with CR alone");
    assert_string_equal(hl_problems_line(notes, 1),
                        "t.csv: note: columns are separated by ';', says "
                        "the header (--delimiter says otherwise)");
    assert_string_equal(hl_problems_line(notes, 2),
                        "t.csv: note: column 2 is 'b', without what stands around the name");
    hl_rows_tell(source, NULL);
    expect(source, "2 ?[1] ?[2]\n");
    hl_problems_free(notes);
}

static void an_encoding_that_is_not_known_is_a_wrong_call(void **state)
{
    (void)state;
    const hl_rows_file_options options = {.encoding = "klingon"};
    hl_row_source *source = NULL;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_rows_open_text("t.csv", "a\n", 2, &options, &source, &err), HL_USAGE);
    assert_null(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_that_are_not_read_may_hold_anything),
        cmocka_unit_test(what_was_found_out_is_told_as_notes),
        cmocka_unit_test(an_encoding_that_is_not_known_is_a_wrong_call),
        cmocka_unit_test(csv_fields_are_untyped_and_empty_ones_absent),
        cmocka_unit_test(json_fields_have_the_kind_that_they_have_there),
        cmocka_unit_test(a_text_is_read_as_the_file_is),
        cmocka_unit_test(options_say_format_and_delimiter),
        cmocka_unit_test(lists_and_objects_are_looked_into_when_it_is_asked),
        cmocka_unit_test(further_keys_come_when_they_are_wanted),
        cmocka_unit_test(rows_in_memory_are_read_in_order),
        cmocka_unit_test(texts_that_cannot_be_are_problems_of_their_row),
        cmocka_unit_test(a_source_of_ones_own),
        cmocka_unit_test(sources_that_cannot_be_are_refused),
        cmocka_unit_test(what_a_source_fills_in_wrongly_has_a_status_or_is_a_problem),
        cmocka_unit_test(columns_and_counts_that_cannot_be_are_refused),
        cmocka_unit_test(reading_no_source_is_a_wrong_call),
    };
    return cmocka_run_group_tests_name("row sources", tests, NULL, NULL);
}
