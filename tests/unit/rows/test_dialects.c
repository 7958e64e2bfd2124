/* How tables are written: delimiters, headers, what stands around them, and what is no table. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rows/dialect.h"
#include "rows/rows.h"
#include "tests/support/check.h"

/* Columns, rows and notes, or the error. */
static char *read_text(const hl_rows_options *options)
{
    hl_error err = HL_ERROR_INIT;
    hl_text out = {0};
    hl_rows *rows = NULL;
    hl_problems *notes = hl_problems_new();
    hl_row row;
    if (hl_rows__open(options, &rows, &err) == HL_OK) {
        for (size_t i = 0; i < hl_rows__column_count(rows); i++)
            hl_base__text_addf(&out, "(%s)", hl_rows__column_name(rows, i));
        while (hl_rows__next(rows, &row)) {
            hl_base__text_addf(&out, " %lld", (long long)row.line);
            if (row.problem != NULL)
                hl_base__text_addf(&out, "! %s", row.problem);
            for (size_t i = 0; row.problem == NULL && i < hl_rows__column_count(rows); i++)
                hl_base__text_addf(&out, "[%.*s]", (int)row.fields[i].length, row.fields[i].data);
        }
        hl_rows__tell(rows, notes);
        for (size_t i = 0; i < hl_problems_count(notes); i++)
            hl_base__text_addf(&out, "\n%s", hl_problems_get(notes, i)->message);
        assert_int_equal(hl_rows__close(rows, &err), HL_OK);
    } else {
        hl_base__text_add(&out, err.message);
    }
    hl_problems_free(notes);
    return hl_base__text_take(&out);
}

static void expect_read(hl_rows_options options, const char *text, const char *wanted)
{
    if (options.path == NULL)
        options.path = "t.csv";
    options.text = text;
    options.length = strlen(text);
    char *got = read_text(&options);
    assert_string_equal(got, wanted);
    free(got);
}

static void expect(const char *text, const char *wanted)
{
    expect_read((hl_rows_options){0}, text, wanted);
}

#define FOUND(c) "\ncolumns are separated by '" c "', says the header (--delimiter says otherwise)"

static void the_delimiter_is_what_the_header_says(void **state)
{
    (void)state;
    expect("a;b\n1;2,5\n", "(a)(b) 2[1][2,5]" FOUND(";"));
    expect("a\tb\n1\t2\n", "(a)(b) 2[1][2]" FOUND("\\t"));
    expect("a|b\n1|2\n", "(a)(b) 2[1][2]" FOUND("|"));
    expect("a;\"b;c\"\n1;2\n", "(a)(b;c) 2[1][2]" FOUND(";"));
    /* a comma in the header is believed, unless the lines are not like it */
    expect("a,b;c;d\n1,2\n", "(a)(b;c;d) 2[1][2]");
    expect("a;b;revenue, EUR\n1;2;3\n4;5;6\n",
           "(a)(b)(revenue, EUR) 2[1][2][3] 3[4][5][6]" FOUND(";"));
    /* one column */
    expect("a\n1;2\n", "(a) 2[1;2]");
    expect("user|id\n1\n2\n", "(user|id) 2[1] 3[2]");
    expect_read((hl_rows_options){.path = "t.tsv"}, "a\tb,c\n1\t2\n", "(a)(b,c) 2[1][2]");
    expect_read((hl_rows_options){.path = "t.tsv"}, "a,b\n1,2\n", "(a)(b) 2[1][2]" FOUND(","));
    expect_read((hl_rows_options){.delimiter = ','}, "a;b\n1;2\n", "(a;b) 2[1;2]");
}

static void a_line_of_excel_names_the_delimiter(void **state)
{
    (void)state;
    expect("sep=;\na;b\n1;2\n", "(a)(b) 3[1][2]");
    expect("sep=\t\r\na\tb\r\n1\t2\r\n", "(a)(b) 3[1][2]");
    expect("\"sep=|\"\na|b\n1|2\n", "(a)(b) 3[1][2]");
    expect("sep=,x\n1\n", "(sep=)(x) 2! ragged row: 1 field, the header has 2");
    expect_read((hl_rows_options){.delimiter = ','}, "sep=;\na,b\n1,2\n", "(a)(b) 3[1][2]");
}

static void names_are_matched_without_what_stands_around_them(void **state)
{
    (void)state;
    expect("user, arm ,\xE3\x80\x80组\n1,2,3\n",
           "(user)(arm)(组) 2[1][2][3]\ncolumn 2 is 'arm', without what stands around the name\n"
           "column 3 is '组', without what stands around the name");
    expect("\"\xEF\xBB\xBFuser\",'arm'\n1,2\n",
           "(user)(arm) 2[1][2]\ncolumn 1 is 'user', without what stands around the name\n"
           "column 2 is 'arm', without what stands around the name");
    expect("user, \"arm\" , \"a, b\"\nu1, \"x\" , \"y\"\n", "(user)(arm)(a, b) 2[u1][x][y]");
    expect("a, a\n1,2\n", "(a (column 1))(a (column 2)) 2[1][2]\ncolumn 2 is 'a', without what "
                          "stands around the name");
}

static void columns_without_a_name_are_none(void **state)
{
    (void)state;
    expect("a,b,,\n1,2,,\n3,4\n5,6,\n7,8,,,,\n", "(a)(b) 2[1][2] 3[3][4] 4[5][6] 5[7][8]");
    expect("a,b\n1,2,\n3,4,,\n", "(a)(b) 2[1][2] 3[3][4]");
    /* but a value there stands in the wrong column */
    expect("a,b,,\nSmith, John,2,\n1\n1,2,3,4,5\n",
           "(a)(b) 2! a value in column 3, which has no name"
           " 3! ragged row: 1 field, the header has 2"
           " 4! ragged row: 5 fields, the header has 2");
    expect(",a,,b\n0,1,2,3\n", "()(a)((column 3))(b) 2[0][1][2][3]");
}

static void lines_before_the_header_are_skipped_when_they_are_told(void **state)
{
    (void)state;
    static const char text[] = "Report of March\n\nuser,arm\nu1,a\n";
    hl_error err = HL_ERROR_INIT;
    hl_rows *rows = NULL;
    hl_rows_options options = {.path = "t.csv", .text = text, .length = sizeof text - 1};
    assert_int_equal(hl_rows__open(&options, &rows, &err), HL_OK);
    assert_string_equal(hl_rows__hint(rows), "; line 3 looks like the header: --skip-lines 2");
    assert_int_equal(hl_rows__close(rows, &err), HL_OK);
    expect_read((hl_rows_options){.skip_lines = 2}, text, "(user)(arm) 4[u1][a]");
    expect_read((hl_rows_options){.skip_lines = 9}, text,
                "t.csv: no header line: there are blank lines alone, or such of nothing but "
                "delimiters");
    expect("Report,,\nMarch,,\n,,\nuser,arm,arm\n",
           "(Report) 2[March] 4! a value in column 3, which has no name");
}

static void the_hint_is_given_for_padded_titles_and_other_delimiters_too(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *hint;
    } cases[] = {
        {"Report,,\nMarch,,\nuser,arm,spend\nu1,a,1\n",
         "; line 3 looks like the header: --skip-lines 2"},
        {"Report\nuser;arm\nu1;a\n",
         "; line 2 looks like the header: --skip-lines 1 --delimiter ';'"},
        {"user,arm\nu1,a\n", ""},
        {"user\nu1;2\nu2;3\n", ""},
        {",arm\n1,a\n2,b\n", ""},
        {"u1,a,1\nu2,b,0\n", "; is there a header line at all? line 1 has numbers"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_error err = HL_ERROR_INIT;
        hl_rows *rows = NULL;
        hl_rows_options options = {
            .path = "t.csv", .text = cases[i].text, .length = strlen(cases[i].text)};
        assert_int_equal(hl_rows__open(&options, &rows, &err), HL_OK);
        assert_string_equal(hl_rows__hint(rows), cases[i].hint);
        assert_int_equal(hl_rows__close(rows, &err), HL_OK);
    }
}

static void what_is_no_table_is_said(void **state)
{
    (void)state;
    expect("PK\x03\x04zip",
           "t.csv: this is a workbook (.xlsx) or another ZIP archive; save or unpack it as CSV in "
           "UTF-8 and name that");
    expect("\xD0\xCF\x11\xE0", "t.csv: this is an old workbook (.xls); save or unpack it as CSV in "
                               "UTF-8 and name that");
    expect(" \r\n<HTML><table>", "t.csv: this is a page (HTML or XML), not a table; save or unpack "
                                 "it as CSV in UTF-8 and name that");
    expect("\x1F\x8B\x08", "t.csv: this is compressed by gzip; save or unpack it as CSV in UTF-8 "
                           "and name that");
    expect("", "t.csv: the file is empty; a header line is wanted");
    expect("\n\r\n\n", "t.csv: no header line: there are blank lines alone, or such of nothing but "
                       "delimiters");
    expect(",,,,\n", "t.csv: no header line: there are blank lines alone, or such of nothing but "
                     "delimiters");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_delimiter_is_what_the_header_says),
        cmocka_unit_test(a_line_of_excel_names_the_delimiter),
        cmocka_unit_test(names_are_matched_without_what_stands_around_them),
        cmocka_unit_test(columns_without_a_name_are_none),
        cmocka_unit_test(lines_before_the_header_are_skipped_when_they_are_told),
        cmocka_unit_test(the_hint_is_given_for_padded_titles_and_other_delimiters_too),
        cmocka_unit_test(what_is_no_table_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
