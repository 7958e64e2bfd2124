/* A table is the same table however it is written: encoding, mark, line ends, delimiter (told or
 * found out), quoting, blanks around quotes, a line "sep=", lines before the header, columns
 * without a name; in memory, in a file and in a pipe. */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/random.h"
#include "base/text.h"
#include "hookline/rows.h"
#include "tests/support/check.h"

enum { TABLES = 400, MOST_ROWS = 60, MOST_COLUMNS = 7 };

static const char *const texts[] = {
    "",     "0",       "12.5",     "control", "晚间",     "a, b",        "x;y",
    "t\tu", "p|q|r",   "\"said\"", "两\n行",  "O'Hare",   "São Paulo",   "ユーザー",
    "한국", "10 – 20", "=1+1",     " ",       " led by ", "€ 3,50; net", "𠮷野家",
};

typedef struct table {
    size_t rows, columns;
    const char *cells[MOST_ROWS][MOST_COLUMNS];
} table;

typedef struct writing {
    const char *converter; /* NULL: UTF-8 */
    const char *mark;
    size_t mark_length;
    const char *encoding; /* told to the reader */
    const char *end;
    char delimiter;
    bool told, quotes_all, blanks, sep;
    size_t unnamed, titles;
} writing;

static const writing encodings[] = {
    {.mark = "", .mark_length = 0},
    {.mark = "\xEF\xBB\xBF", .mark_length = 3},
    {.converter = "UTF-16LE", .mark = "\xFF\xFE", .mark_length = 2},
    {.converter = "UTF-16BE", .mark = "\xFE\xFF", .mark_length = 2},
    {.converter = "UTF-16BE", .mark = "", .encoding = "UTF-16BE"},
    {.converter = "UTF-32LE", .mark = "\xFF\xFE\0\0", .mark_length = 4},
    {.converter = "UTF-32BE", .mark = "\0\0\xFE\xFF", .mark_length = 4},
    {.converter = "GB18030", .mark = "", .encoding = "gbk"},
};

static bool is_blank(const char *const *cells, size_t count)
{
    for (size_t c = 0; c < count; c++)
        if (strspn(cells[c], " ") < strlen(cells[c]))
            return false;
    return true;
}

static table any_table(hl_random *random)
{
    table t = {.rows = hl_base__random_below(random, MOST_ROWS),
               .columns = 2 + hl_base__random_below(random, MOST_COLUMNS - 1)};
    for (size_t r = 0; r < t.rows; r++)
        for (size_t c = 0; c < t.columns; c++)
            t.cells[r][c] = texts[hl_base__random_below(random, sizeof texts / sizeof texts[0])];
    for (size_t r = 0; r < t.rows; r++) /* a row with nothing in it is none */
        if (is_blank(t.cells[r], t.columns))
            t.cells[r][0] = "0";
    return t;
}

static bool maybe(hl_random *random)
{
    return hl_base__random_below(random, 2) == 0;
}

static writing any_writing(hl_random *random)
{
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    writing w = encodings[hl_base__random_below(random, sizeof encodings / sizeof encodings[0])];
    w.end = ends[hl_base__random_below(random, 3)];
    w.delimiter = ",;\t|"[hl_base__random_below(random, 4)];
    w.told = maybe(random);
    w.quotes_all = maybe(random);
    w.blanks = maybe(random);
    w.sep = !w.told && maybe(random);
    w.unnamed = maybe(random) ? 0 : hl_base__random_below(random, 3);
    w.titles = maybe(random) ? 0 : hl_base__random_below(random, 4);
    return w;
}

static void put(hl_text *out, const char *text, const writing *w)
{
    bool quotes =
        w->quotes_all || strchr(text, w->delimiter) != NULL || strpbrk(text, "\"\n") != NULL;
    if (!quotes) {
        hl_base__text_add(out, text);
        return;
    }
    hl_base__text_add(out, w->blanks ? "  \"" : "\"");
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"')
            hl_base__text_add_char(out, '"');
        hl_base__text_add_char(out, *c);
    }
    hl_base__text_add(out, w->blanks ? "\" " : "\"");
}

static void put_line(hl_text *out, const char *const *cells, size_t count, const writing *w)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            hl_base__text_add_char(out, w->delimiter);
        put(out, cells[i], w);
    }
    hl_base__text_add_repeat(out, w->delimiter, w->unnamed);
    hl_base__text_add(out, w->end);
}

static const char *const names[MOST_COLUMNS] = {"user", "组", "b", "c", "d", "e", "f"};

static void encode(hl_text *out, const writing *w)
{
    if (w->converter == NULL)
        return;
    char *from = out->data;
    size_t left = out->length;
    size_t room = left * 4 + 1;
    char *encoded = malloc(room);
    char *to = encoded;
    assert_non_null(encoded);
    iconv_t conversion = iconv_open(w->converter, "UTF-8");
    assert_true(conversion != (iconv_t)-1);
    assert_true(iconv(conversion, &from, &left, &to, &room) != (size_t)-1);
    (void)iconv_close(conversion);
    hl_base__text_clear(out);
    hl_base__text_add_bytes(out, encoded, (size_t)(to - encoded));
    free(encoded);
}

static hl_text write_table(const table *t, const writing *w)
{
    hl_text body = {0};
    hl_text out = {0};
    for (size_t i = 0; i < w->titles; i++)
        hl_base__text_addf(&body, "title%s", w->end);
    if (w->sep)
        hl_base__text_addf(&body, "sep=%c%s", w->delimiter, w->end);
    put_line(&body, names, t->columns, w);
    for (size_t r = 0; r < t->rows; r++)
        put_line(&body, t->cells[r], t->columns, w);
    encode(&body, w);
    hl_base__text_add_bytes(&out, w->mark, w->mark_length);
    hl_base__text_add_text(&out, &body);
    hl_base__text_free(&body);
    assert_false(out.failed);
    return out;
}

/* Blanks are none of a field only behind and before quotes. */
static void compare(hl_row_source *source, const table *t)
{
    hl_error err = HL_ERROR_INIT;
    hl_row row;
    bool got = false;
    assert_int_equal(source->column_count, t->columns);
    for (size_t c = 0; c < t->columns; c++)
        assert_string_equal(source->columns[c], names[c]);
    for (size_t r = 0; r < t->rows; r++) {
        if (hl_rows_next(source, &row, &got, &err) != HL_OK || !got)
            fail_msg("row %zu of %zu: %s", r, t->rows, err.message);
        if (row.problem != NULL)
            fail_msg("row %zu: %s", r, row.problem);
        for (size_t c = 0; c < t->columns; c++) {
            assert_int_equal(row.fields[c].length, strlen(t->cells[r][c]));
            assert_memory_equal(row.fields[c].data, t->cells[r][c], row.fields[c].length);
        }
    }
    assert_int_equal(hl_rows_next(source, &row, &got, &err), HL_OK);
    assert_false(got);
    hl_rows_close(source);
}

static void compare_file(const hl_text *text, const char *name, const hl_rows_file_options *how,
                         const table *t)
{
    hl_error err = HL_ERROR_INIT;
    hl_row_source *source = NULL;
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text->data, 1, text->length, file), text->length);
    assert_int_equal(fclose(file), 0);
    if (hl_rows_open_file(name, how, &source, &err) != HL_OK)
        fail_msg("%s", err.message);
    compare(source, t);
}

static void compare_pipe(const hl_text *text, const hl_rows_file_options *how, const table *t)
{
    hl_error err = HL_ERROR_INIT;
    hl_row_source *source = NULL;
    char path[64];
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    assert_true(write(ends[1], text->data, text->length) == (ssize_t)text->length);
    close(ends[1]);
    (void)snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    if (hl_rows_open_file(path, how, &source, &err) != HL_OK)
        fail_msg("%s", err.message);
    compare(source, t);
    close(ends[0]);
}

static void a_table_is_the_same_however_it_is_written(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(20261126, 0);
    char name[] = "/tmp/hl-dialects-XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    close(fd);
    for (int i = 0; i < TABLES; i++) {
        table t = any_table(&random);
        writing w = any_writing(&random);
        hl_error err = HL_ERROR_INIT;
        hl_row_source *source = NULL;
        hl_text text = write_table(&t, &w);
        hl_rows_file_options how = {.format = HL_ROWS_CSV,
                                    .delimiter = w.told ? w.delimiter : '\0',
                                    .encoding = w.encoding,
                                    .skip_lines = w.titles};
        if (hl_rows_open_text("t.csv", text.data, text.length, &how, &source, &err) != HL_OK)
            fail_msg("table %d: %s", i, err.message);
        compare(source, &t);
        compare_file(&text, name, &how, &t);
        compare_pipe(&text, &how, &t);
        hl_base__text_free(&text);
    }
    unlink(name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_the_same_however_it_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
