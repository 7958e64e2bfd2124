#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "rows/record.h"
#include "rows/rows.h"
#include "tests/support/check.h"

/* "1 [a][b]\n3 ! problem @4\n": every row, or the error of opening. */
static char *read_all(const char *path, hl_rows_format format)
{
    hl_error err = HL_ERROR_INIT;
    hl_text out = {0};
    hl_rows *rows = NULL;
    hl_rows_options options = {.path = path, .format = format};
    if (hl_rows__open(&options, &rows, &err) != HL_OK) {
        const char *behind = strrchr(err.message, '/');
        const char *colon = strchr(behind == NULL ? err.message : behind, ':');
        hl_base__text_addf(&out, "%d%s", (int)err.status, colon == NULL ? err.message : colon);
        return hl_base__text_take(&out);
    }
    hl_row row;
    while (hl_rows__next(rows, &row)) {
        hl_base__text_addf(&out, "%lld ", (long long)row.line);
        if (row.problem != NULL)
            hl_base__text_addf(&out, "! %s @%lld", row.problem, (long long)row.problem_column);
        for (size_t i = 0; row.problem == NULL && i < hl_rows__column_count(rows); i++)
            hl_base__text_addf(&out, row.fields[i].kind == HL_FIELD_TEXT ? "\"%.*s\"" : "[%.*s]",
                               (int)row.fields[i].length, row.fields[i].data);
        hl_base__text_add_char(&out, '\n');
    }
    assert_int_equal(hl_rows__close(rows, &err), HL_OK);
    return hl_base__text_take(&out);
}

static char *read_file(const char *text, size_t length, hl_rows_format format)
{
    char path[] = "/tmp/hl-rows-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, length) == (ssize_t)length);
    close(fd);
    char *out = read_all(path, format);
    unlink(path);
    return out;
}

static char *read_pipe(const char *text, size_t length, hl_rows_format format)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_true(write(ends[1], text, length) == (ssize_t)length);
    close(ends[1]);
    char path[64];
    (void)snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    char *out = read_all(path, format);
    close(ends[0]);
    return out;
}

static void expect(hl_rows_format format, const char *text, const char *wanted)
{
    char *mapped = read_file(text, strlen(text), format);
    char *piped = read_pipe(text, strlen(text), format);
    assert_string_equal(mapped, wanted);
    assert_string_equal(piped, wanted);
    free(mapped);
    free(piped);
}

static void csv_is_read_as_rfc_4180_has_it(void **state)
{
    (void)state;
    expect(HL_ROWS_CSV, "a,b\n1,2\n", "2 [1][2]\n");
    expect(HL_ROWS_CSV, "a,b\r\n1,2\r\n3,4", "2 [1][2]\n3 [3][4]\n");
    expect(HL_ROWS_CSV,
           "\xEF\xBB\xBF"
           "a,b\n1,\n",
           "2 [1][]\n");
    expect(HL_ROWS_CSV, "a,b\n\"x, \"\"y\"\"\",\"l1\nl2\"\n5,6\n",
           "2 [x, \"y\"][l1\nl2]\n4 [5][6]\n");
    expect(HL_ROWS_CSV, "a,b\r\n\"\",\"\"\"\"\r\n\"1\",\"2\"\r\n", "2 \"\"[\"]\n3 [1][2]\n");
    expect(HL_ROWS_CSV, "a\n1\n\n2\r\n\r\n3\n", "2 [1]\n4 [2]\n6 [3]\n");
    expect(HL_ROWS_CSV, "\"na,me\",b\nx,\"y\"", "2 [x][y]\n");
    expect(HL_ROWS_CSV, "a,b\nx\ry,z\n", "2 [x\ry][z]\n");
    expect(HL_ROWS_CSV, "名,b\n小红,2\n", "2 [小红][2]\n");
    expect(HL_ROWS_CSV, "a,b\n", "");
}

static void a_bad_record_does_not_swallow_the_next(void **state)
{
    (void)state;
    expect(HL_ROWS_CSV, "a,b\n1\n2,3,4\n5,6\n",
           "2 ! ragged row: 1 field, the header has 2 @1\n"
           "3 ! ragged row: 3 fields, the header has 2 @1\n4 [5][6]\n");
    expect(HL_ROWS_CSV, "a,b\n1,\"x\n3,4\n5,6\n",
           "2 ! a quote that is never closed @3\n3 [3][4]\n4 [5][6]\n");
    expect(HL_ROWS_CSV, "a,b\n1,\"x\"y\n3,4\n",
           "2 ! text after the closing quote of a field @6\n3 [3][4]\n");
    expect(HL_ROWS_CSV, "a,b\n1,5\" screen\n3,4\n",
           "2 ! a quote inside an unquoted field; quote the field and double it @4\n3 [3][4]\n");
    expect(HL_ROWS_CSV, "a,b\n红,x\xFF\n3,4\n", "2 ! invalid UTF-8 (byte 0xFF) @4\n3 [3][4]\n");
}

static void a_formula_of_a_text_is_the_text(void **state)
{
    (void)state;
    expect(HL_ROWS_CSV, "a,b\n=\"007\",\"=\"\"12.50\"\"\"\n= \"x\",1\n",
           "2 [007][12.50]\n"
           "3 ! a quote inside an unquoted field; quote the field and double it @3\n");
    expect(HL_ROWS_CSV, "=\"a\";\"=\"\"b\"\"\"\n =\"x\";=\"\"\n", "2 [x]\"\"\n");
    /* no text alone, and none at all */
    expect(HL_ROWS_CSV, "a,b\n=1,\"=\"\"x\"\"&\"\"y\"\"\"\n", "2 [=1][=\"x\"&\"y\"]\n");
}

static void empty_cells_at_the_end_may_be_left_out(void **state)
{
    (void)state;
    expect(HL_ROWS_CSV, "a,b,c,d\n1,2\n3,4,5\r\n6,7,8,9\n",
           "2 [1][2][][]\n3 [3][4][5][]\n4 [6][7][8][9]\n");
    expect(HL_ROWS_CSV, "a,b,c\n1,\"x\"\n2,3,4", "2 [1][x][]\n3 [2][3][4]\n");
    /* what the end of the file cuts off is no such row, nor is a title or a note */
    expect(HL_ROWS_CSV, "a,b,c\n1,2,3\n4,5",
           "2 [1][2][3]\n3 ! ragged row: 2 fields at the end of the file, the header has 3 @1\n");
    expect(HL_ROWS_CSV, "a,b,c\n3 rows\n1,2,3\n",
           "2 ! ragged row: 1 field, the header has 3 @1\n3 [1][2][3]\n");
}

static void lines_of_delimiters_are_blank(void **state)
{
    (void)state;
    expect(HL_ROWS_CSV, "a,b,c\n1,2,3\n,,\n , ,\t\r\n,,,,,,\n  \n4,5,6\n,,",
           "2 [1][2][3]\n7 [4][5][6]\n");
    expect(HL_ROWS_CSV, ",,\n\na,b\n,1\n,\"\"\n,\r\n", "4 [][1]\n5 []\"\"\n");
}

static void json_is_not_read_as_a_table(void **state)
{
    (void)state;
    char *list = read_file("[ {\"a\":1},\n{\"a\":2}]", 20, HL_ROWS_NDJSON);
    assert_non_null(
        strstr(list, "this is a list of JSON (an array); export it as one object a line"));
    free(list);
    char *object = read_file("{\"a\":1}\n", 8, HL_ROWS_CSV);
    assert_non_null(strstr(object, "this is JSON, no CSV; export it as one object a line"));
    free(object);
    expect(HL_ROWS_CSV, "{a,[b\n1,2\n", "2 [1][2]\n");
}

static void headers_that_cannot_be_are_refused(void **state)
{
    (void)state;
    expect(HL_ROWS_CSV, "a,b,a,a (column 1)\n1,2,3,4\n",
           "3:1: two columns have the name 'a (column 1)'");
    expect(HL_ROWS_CSV, "", "3: the file is empty; a header line is wanted");
    expect(HL_ROWS_CSV, "a,\"b\n1,2\n", "3:1:3: header: a quote that is never closed");
    expect(HL_ROWS_CSV, "a,名b,名\xFF\n", "3:1:7: header: invalid UTF-8 (byte 0xFF)");
    char *nul = read_file("a,b\n1,x\0y\n", 10, HL_ROWS_CSV);
    assert_string_equal(nul, "2 ! NUL byte in the text @4\n");
    free(nul);
}

static void ndjson_is_read_flat(void **state)
{
    (void)state;
    expect(HL_ROWS_NDJSON, "{\"a\":1,\"b\":\"x\"}\n{\"b\":null,\"a\":true}\r\n{}\n",
           "1 [1]\"x\"\n2 [true][]\n3 [][]\n");
    expect(HL_ROWS_AUTO, "{ \"a\" : -1.5e3 , \"b\" : [1,{\"c\":\"]\"}] }\n",
           "1 [-1.5e3][[1,{\"c\":\"]\"}]]\n");
    expect(HL_ROWS_NDJSON, "{\"a\":\"\\u5c0f\\n\\\"\\ud83d\\ude00\"}\n", "1 \"小\n\"😀\"\n");
    expect(HL_ROWS_NDJSON, "{\"a\":1}\n\n{\"a\":2}", "1 [1]\n3 [2]\n");
    expect(HL_ROWS_NDJSON, "", "");
}

static void bad_json_lines_are_problems(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "{\"a\":01}",
        "{\"a\":1",
        "{\"a\":tru}",
        "{\"a\"}",
        "{\"a\":1,}",
        "{\"a\":\"x}",
        "{\"a\":\"\\q\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":1} x",
        "[1]",
        "{\"a\":[1",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"\t\"}",
        "{\"a\":1e999}",
        "{\"a\":NaN}",
        "{\"a\":\"\xFF\"}",
        "{a:1}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{\"a\":1.}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        hl_record record = {0};
        assert_int_equal(hl_rows__json_record(&record, bad[i], strlen(bad[i]), true),
                         strlen(bad[i]));
        if (record.problem[0] == '\0')
            fail_msg("accepted: %s", bad[i]);
        hl_rows__record_free(&record);
    }
}

/* Whatever of a record is in memory: either more is asked for, or it is the same record. */
static void a_record_does_not_depend_on_where_the_block_ends(void **state)
{
    (void)state;
    static const char text[] = "\"a\"\"b\r\n,c\",x y,\"\"\r\nnext,\"";
    hl_record whole = {0};
    hl_record part = {0};
    size_t taken = hl_rows__csv_record(&whole, text, sizeof text - 1, false, ',');
    assert_int_equal(taken, 19);
    for (size_t length = 1; length < sizeof text - 1; length++) {
        size_t got = hl_rows__csv_record(&part, text, length, false, ',');
        assert_int_equal(got, length < taken ? 0 : taken);
        for (size_t i = 0; got > 0 && i < whole.count; i++) {
            assert_int_equal(part.fields[i].length, whole.fields[i].length);
            assert_memory_equal(part.fields[i].data, whole.fields[i].data, part.fields[i].length);
        }
    }
    hl_rows__record_free(&whole);
    hl_rows__record_free(&part);
}

static void added_keys_are_columns(void **state)
{
    (void)state;
    char path[] = "/tmp/hl-rows-XXXXXX";
    static const char text[] = "{\"a\":1}\n{\"a\":2,\"value\":3}\n";
    int fd = mkstemp(path);
    assert_true(write(fd, text, sizeof text - 1) > 0);
    close(fd);
    hl_rows_options options = {.path = path, .format = HL_ROWS_NDJSON};
    hl_rows *rows = NULL;
    hl_row row;
    assert_int_equal(hl_rows__open(&options, &rows, NULL), HL_OK);
    unlink(path);
    assert_int_equal(hl_rows__column(rows, "value"), -1);
    assert_int_equal(hl_rows__add_column(rows, "value", 5, NULL), HL_OK);
    int value = hl_rows__column(rows, "value");
    assert_int_equal(value, 1);
    assert_int_equal(hl_rows__column(rows, "b"), -1);
    assert_true(hl_rows__next(rows, &row));
    assert_int_equal(row.fields[value].length, 0);
    assert_true(hl_rows__next(rows, &row));
    assert_memory_equal(row.fields[value].data, "3", 1);
    assert_int_equal(hl_rows__close(rows, NULL), HL_OK);
}

static void what_cannot_be_opened_says_why(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    hl_rows *rows = NULL;
    assert_int_equal(hl_rows__open(&(hl_rows_options){.path = "/tmp/hl-none/x"}, &rows, &err),
                     HL_FAILED);
    assert_non_null(strstr(err.message, "/tmp/hl-none/x: No such file"));
    err = (hl_error)HL_ERROR_INIT;
    assert_int_equal(hl_rows__open(&(hl_rows_options){.path = "/tmp"}, &rows, &err), HL_FAILED);
    assert_non_null(strstr(err.message, "is a directory"));
    assert_null(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_is_read_as_rfc_4180_has_it),
        cmocka_unit_test(a_bad_record_does_not_swallow_the_next),
        cmocka_unit_test(a_formula_of_a_text_is_the_text),
        cmocka_unit_test(empty_cells_at_the_end_may_be_left_out),
        cmocka_unit_test(lines_of_delimiters_are_blank),
        cmocka_unit_test(json_is_not_read_as_a_table),
        cmocka_unit_test(headers_that_cannot_be_are_refused),
        cmocka_unit_test(ndjson_is_read_flat),
        cmocka_unit_test(bad_json_lines_are_problems),
        cmocka_unit_test(a_record_does_not_depend_on_where_the_block_ends),
        cmocka_unit_test(added_keys_are_columns),
        cmocka_unit_test(what_cannot_be_opened_says_why),
    };
    return cmocka_run_group_tests_name("rows", tests, NULL, NULL);
}
