/* What a file is encoded in: marks, names, evidence, and what reads it. */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rows/encoding.h"
#include "rows/guess.h"
#include "rows/rows.h"
#include "tests/support/check.h"

/* The UTF-8 text as the encoding writes it; the caller frees. */
static char *encoded(const char *text, const char *converter, size_t *length)
{
    size_t left = strlen(text);
    size_t room = left * 4 + 16;
    char *out = malloc(room);
    char *to = out;
    char *from = (char *)text;
    assert_non_null(out);
    iconv_t conversion = iconv_open(converter, "UTF-8");
    assert_true(conversion != (iconv_t)-1);
    assert_true(iconv(conversion, &from, &left, &to, &room) != (size_t)-1);
    (void)iconv_close(conversion);
    *length = (size_t)(to - out);
    return out;
}

static void names_are_known_as_people_write_them(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"GBK", "gb18030"},
                                           {"gb-2312", "gb18030"},
                                           {"UTF8", "utf-8"},
                                           {"utf_8_sig", "utf-8"},
                                           {"Latin1", "windows-1252"},
                                           {"ISO-8859-1", "windows-1252"},
                                           {"CP 1252", "windows-1252"},
                                           {"Shift-JIS", "shift_jis"},
                                           {"UTF-16", "utf-16le"},
                                           {"Big5", "big5"},
                                           {"windows 1251", "windows-1251"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        assert_non_null(hl_rows__encoding(pairs[i][0]));
        assert_string_equal(hl_rows__encoding(pairs[i][0])->name, pairs[i][1]);
    }
    hl_error err = HL_ERROR_INIT;
    const hl_encoding *out = NULL;
    assert_null(hl_rows__encoding("klingon"));
    assert_int_equal(hl_rows__encoding_named("klingon", &out, &err), HL_USAGE);
    assert_null(out);
    assert_string_equal(err.message, "the encoding 'klingon' is not known; known are utf-8, "
                                     "gb18030, big5, shift_jis, euc-jp, euc-kr, windows-1252, "
                                     "windows-1250, windows-1251, utf-16le, utf-16be");
}

static const struct {
    const char *text; /* as people export it */
    const char *converter;
    const char
        *wanted; /* what it is, which is said first or, Korean without Chinese words, second */
} samples[] = {
    {"用户,组,下单,城市\nu0,晚间,0,苏州\nu1,对照组,1,上海\nu2,晚间,0,上海\n", "GB18030", "gb18030"},
    {"user,arm,city\nu0,a,北京\nu1,b,广州\nu2,a,深圳\nu3,b,成都\n", "GBK", "gb18030"},
    {"user,arm,paid,spend\nu0,a,是,¥3\nu1,b,否,¥2\n", "GB18030", "gb18030"},
    {"user,arm,spend\nu0,a,￥3\nu1,b,￥2\n", "GBK", "gb18030"},
    {"user,arm,spend\nu0,a,£3\nu1,b,£2.50\n", "CP1252", "windows-1252"},
    {"user,arm,spend\nu0,a,3 €\nu1,b,2.50 €\n", "CP1252", "windows-1252"},
    {"用戶,組別,下單,城市\nu0,晚間,0,台北\nu1,對照組,1,高雄\nu2,晚間,0,新竹\n", "BIG5", "big5"},
    {"ユーザー,グループ,購入\nu0,コントロール,0\nu1,テスト,1\n", "CP932", "shift_jis"},
    {"id,メモ\n1,ありがとう\n2,お得なクーポン\n", "EUC-JP", "euc-jp"},
    {"사용자,그룹,구매\nu0,대조군,0\nu1,실험군,1\n", "UHC", "euc-kr"},
    {"user,arm,note\nu0,10 – 20 %,x\nu1,control,x\n", "CP1252", "windows-1252"},
    {"Kunde,Gruppe,Ort\n1,Kontrolle,München\n2,Test,Köln\n3,Test,Besançon\n", "CP1252",
     "windows-1252"},
    {"id,группа\n1,контроль\n2,вечер\n3,утро\n", "CP1251", "windows-1251"},
    {"user,arm\nu0,control\nu1,evening\n", "UTF-16LE", "utf-16le"},
    {"user,arm\nu0,control\nu1,evening\n", "UTF-16BE", "utf-16be"},
    {"用户,组,下单\nu0,晚间,0\nu1,对照组,1\n", "UTF-16LE", "utf-16le"},
    {"user,arm\nu0,control\n", "UTF-32LE", "utf-32le"},
};

static void other_encodings_are_told_by_their_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        size_t length = 0;
        char *text = encoded(samples[i].text, samples[i].converter, &length);
        hl_guess guess = hl_rows__guess(text, length);
        assert_true(hl_rows__guess_foreign(&guess));
        assert_non_null(guess.likely);
        assert_string_equal(guess.likely->name, samples[i].wanted);
        free(text);
        hl_guess as_utf8 = hl_rows__guess(samples[i].text, strlen(samples[i].text));
        assert_false(hl_rows__guess_foreign(&as_utf8));
        assert_null(as_utf8.likely);
    }
}

static void damaged_utf8_is_no_other_encoding(void **state)
{
    (void)state;
    static const char text[] = "用户,组\nu0,晚间\nu1,对\xE7\nu2,对照\n";
    hl_guess guess = hl_rows__guess(text, sizeof text - 1);
    assert_int_equal(guess.bad, 1);
    assert_int_equal(guess.good, 4);
    assert_false(hl_rows__guess_foreign(&guess));
    guess = hl_rows__guess("a,b\n1,\xFF\n", 8);
    assert_null(guess.likely);
}

/* As GBK writes it, the woman is U+016E in UTF-8. */
static void characters_that_are_utf8_by_accident_do_not_hide_an_encoding(void **state)
{
    (void)state;
    static const char man[] = "u,b,\xC4\xD0\n";
    static const char woman[] = "u,a,\xC5\xAE\n";
    static const char utf8[] = "u,a,\xE5\xA5\xB3\n";
    char text[2000] = "";
    char mixed[2000] = "";
    for (int i = 0; i < 100; i++) {
        (void)strcat(text, i % 4 == 0 ? man : woman);
        (void)strcat(mixed, i % 4 == 0 ? man : utf8);
    }
    hl_guess guess = hl_rows__guess(text, strlen(text));
    assert_int_equal(guess.good, 75);
    assert_true(hl_rows__guess_foreign(&guess));
    assert_string_equal(guess.likely->name, "gb18030");
    assert_string_equal(guess.second->name, "euc-kr");
    /* of two encodings in one file none is named */
    guess = hl_rows__guess(mixed, strlen(mixed));
    assert_true(hl_rows__guess_foreign(&guess));
    assert_null(guess.likely);
    /* a handful is damage */
    guess = hl_rows__guess(mixed, (sizeof utf8 - 1) * 3 * 10 + (sizeof man - 1) * 10);
    assert_int_equal(guess.bad, 10);
    assert_false(hl_rows__guess_foreign(&guess));
}

/* All fields of all rows, or the error. */
static char *read_text(const char *text, size_t length, const char *encoding,
                       const hl_rows_use *uses)
{
    hl_error err = HL_ERROR_INIT;
    hl_text out = {0};
    hl_rows *rows = NULL;
    hl_rows_options options = {
        .path = "t.csv", .text = text, .length = length, .encoding = encoding};
    if (hl_rows__open(&options, &rows, &err) == HL_OK) {
        hl_row row;
        hl_rows__use(rows, uses, uses == NULL ? 0 : hl_rows__column_count(rows));
        for (size_t i = 0; i < hl_rows__column_count(rows); i++)
            hl_base__text_addf(&out, "(%s)", hl_rows__column_name(rows, i));
        while (hl_rows__next(rows, &row)) {
            hl_base__text_addf(&out, " %lld", (long long)row.line);
            if (row.problem != NULL)
                hl_base__text_addf(&out, "! %s", row.problem);
            for (size_t i = 0; row.problem == NULL && i < hl_rows__column_count(rows); i++)
                hl_base__text_addf(&out, "[%.*s]", (int)row.fields[i].length, row.fields[i].data);
        }
        if (hl_rows__close(rows, &err) == HL_OK)
            return hl_base__text_take(&out);
    }
    hl_base__text_free(&out);
    hl_base__text_add(&out, err.message);
    return hl_base__text_take(&out);
}

static void expect(const char *text, size_t length, const char *encoding, const hl_rows_use *uses,
                   const char *wanted)
{
    char *got = read_text(text, length, encoding, uses);
    assert_string_equal(got, wanted);
    free(got);
}

#define TEXT(literal) literal, sizeof literal - 1

static void a_named_encoding_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        size_t length = 0;
        char *text = encoded(samples[i].text, samples[i].converter, &length);
        char *plain = read_text(samples[i].text, strlen(samples[i].text), NULL, NULL);
        expect(text, length, samples[i].wanted, NULL, plain);
        free(plain);
        free(text);
    }
}

static void the_option_is_named_once_a_file(void **state)
{
    (void)state;
    expect(TEXT("\xD3\xC3\xBB\xA7,\xD7\xE9\nu0,1\n"), NULL, NULL,
           "t.csv:1: the header is not UTF-8 but most likely gb18030: read the file with "
           "--encoding gb18030");
    expect(TEXT("user,arm\nu0,\xCD\xED\xBC\xE4\nu1,\xB6\xD4\xD5\xD5\xD7\xE9\n"), NULL, NULL,
           "t.csv: a column that is used is not UTF-8 but most likely gb18030: read the file with "
           "--encoding gb18030");
    expect(TEXT("u\0s\0e\0r\0,\0a\0r\0m\0\n\0"), NULL, NULL,
           "t.csv: the file is not UTF-8 but most likely utf-16le: read the file with --encoding "
           "utf-16le");
    /* told that it is UTF-8: what is not is damage */
    expect(TEXT("user,arm\nu0,\xCD\xED\nu1,b\n"), "utf-8", NULL,
           "(user)(arm) 2! invalid UTF-8 (byte 0xCD) 3[u1][b]");
}

static void a_bad_byte_does_harm_only_where_it_is_read(void **state)
{
    (void)state;
    static const hl_rows_use uses[] = {HL_ROWS_TEXT, HL_ROWS_BYTES, HL_ROWS_UNUSED};
    static const hl_rows_use swapped[] = {HL_ROWS_UNUSED, HL_ROWS_UNUSED, HL_ROWS_TEXT};
    expect(TEXT("a,b,c\n1,2,\xC9\xCF\xBA\xA3\n3,4,\xCB\xD5\xD6\xDD\n"), NULL, uses,
           "(a)(b)(c) 2[1][2][\xC9\xCF\xBA\xA3] 3[3][4][\xCB\xD5\xD6\xDD]");
    expect(TEXT("a,b,c\n1,2,\xC9\xCF\xBA\xA3\n3,4,\xCB\xD5\xD6\xDD\n"), NULL, swapped,
           "t.csv: a column that is used is not UTF-8 but most likely gb18030: read the file with "
           "--encoding gb18030");
    expect(TEXT("a,b,c\n1,2\xFF,x\n3\xFF,4,x\n"), NULL, uses,
           "(a)(b)(c) 2[1][2\xFF][x] 3! invalid UTF-8 (byte 0xFF)");
}

static void marks_and_line_ends_of_all_systems_are_read(void **state)
{
    (void)state;
    static const char wanted[] = "(a)(名) 2[1][杭州] 3[2][\"x\ny\"]";
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    static const struct {
        const char *mark, *converter;
        size_t length;
    } marks[] = {{"", "UTF-8", 0},
                 {"\xEF\xBB\xBF", "UTF-8", 3},
                 {"\xFF\xFE", "UTF-16LE", 2},
                 {"\xFE\xFF", "UTF-16BE", 2},
                 {"\xFF\xFE\0\0", "UTF-32LE", 4},
                 {"\0\0\xFE\xFF", "UTF-32BE", 4}};
    for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++)
        for (size_t e = 0; e < 3; e++) {
            char text[128];
            char file[512];
            size_t length = 0;
            (void)snprintf(text, sizeof text, "a,名%s1,杭州%s2,\"\"\"x\ny\"\"\"%s", ends[e],
                           ends[e], ends[e]);
            char *body = encoded(text, marks[m].converter, &length);
            memcpy(file, marks[m].mark, marks[m].length);
            memcpy(file + marks[m].length, body, length);
            expect(file, marks[m].length + length, NULL, NULL, wanted);
            free(body);
        }
}

static void what_an_encoding_does_not_have_stays_bad(void **state)
{
    (void)state;
    expect(TEXT("a,b\n1,x\x81 y\n2,z\n"), "gb18030", NULL,
           "(a)(b) 2! invalid UTF-8 (byte 0xFF) 3[2][z]");
    expect(TEXT("\xFF\xFE"
                "a\0\n\0001\0\0\xD8\n\0002\0"),
           NULL, NULL, "(a) 2! invalid UTF-8 (byte 0xFF) 3[2]");
    expect(TEXT("a,b\n1,\xD6"), "gb18030", NULL, "(a)(b) 2! invalid UTF-8 (byte 0xFF)");
}

static void a_file_that_is_utf8_is_read_so(void **state)
{
    (void)state;
    static const char text[] = "用户,组,下单,城市\nu0,晚间,0,苏州\n";
    expect(TEXT(text), "gb18030", NULL, "(用户)(组)(下单)(城市) 2[u0][晚间][0][苏州]");
    expect(TEXT("\xEF\xBB\xBF用户\n晚间\n"), "gb18030", NULL, "(用户) 2[晚间]");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_known_as_people_write_them),
        cmocka_unit_test(other_encodings_are_told_by_their_bytes),
        cmocka_unit_test(damaged_utf8_is_no_other_encoding),
        cmocka_unit_test(characters_that_are_utf8_by_accident_do_not_hide_an_encoding),
        cmocka_unit_test(a_named_encoding_is_read),
        cmocka_unit_test(the_option_is_named_once_a_file),
        cmocka_unit_test(a_bad_byte_does_harm_only_where_it_is_read),
        cmocka_unit_test(marks_and_line_ends_of_all_systems_are_read),
        cmocka_unit_test(what_an_encoding_does_not_have_stays_bad),
        cmocka_unit_test(a_file_that_is_utf8_is_read_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
