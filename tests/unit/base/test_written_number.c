#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number_evidence.h"
#include "base/random.h"
#include "base/written_number.h"
#include "tests/support/check.h"

static hl_i128 attos(const char *plain)
{
    hl_i128 out = 0;
    assert_int_equal(hl_base__decimal_parse(plain, strlen(plain), &out), HL_DECIMAL_EXACT);
    return out;
}

static hl_number_form read(const char *text, char mark, hl_written_number *out)
{
    return hl_base__written_number(text, strlen(text), mark, false, out);
}

static void numbers_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *plain;
        hl_number_writing writing;
    } cases[] = {
        {"1,299.00", "1299", HL_WRITTEN_POINT},
        {"1,299,000", "1299000", HL_WRITTEN_POINT},
        {"¥2,301.40", "2301.4", HL_WRITTEN_POINT},
        {"￥88", "88", HL_WRITTEN_PLAIN},
        {"350", "350", HL_WRITTEN_HUNDREDS},
        {"2301", "2301", HL_WRITTEN_LARGE},
        {"$1,234.50", "1234.5", HL_WRITTEN_POINT},
        {"US$ 12", "12", HL_WRITTEN_PLAIN},
        {"€ 3,50", "3.5", HL_WRITTEN_COMMA},
        {"3,50 €", "3.5", HL_WRITTEN_COMMA},
        {"CNY 12", "12", HL_WRITTEN_PLAIN},
        {"12 cny", "12", HL_WRITTEN_PLAIN},
        {"12元", "12", HL_WRITTEN_PLAIN},
        {"CA$12", "12", HL_WRITTEN_PLAIN},
        {"NZ$12", "12", HL_WRITTEN_PLAIN},
        {"AU$12", "12", HL_WRITTEN_PLAIN},
        {"USD$12", "12", HL_WRITTEN_PLAIN},
        {"12 TL", "12", HL_WRITTEN_PLAIN},
        {"Fr. 12", "12", HL_WRITTEN_PLAIN},
        {"12đ", "12", HL_WRITTEN_PLAIN},
        {"R 12", "12", HL_WRITTEN_PLAIN},
        {"12 MAD", "12", HL_WRITTEN_PLAIN},
        {"12 лв.", "12", HL_WRITTEN_PLAIN},
        {"12块", "12", HL_WRITTEN_PLAIN},
        {"¥12块钱", "12", HL_WRITTEN_PLAIN},
        {"0.52万", "5200", HL_WRITTEN_POINT},
        {"¥0.52万", "5200", HL_WRITTEN_POINT},
        {"-1.2亿", "-120000000", HL_WRITTEN_POINT},
        {"0.5만원", "5000", HL_WRITTEN_POINT},
        {"3万", "30000", HL_WRITTEN_PLAIN},
        {"人民币 1,200.5 元", "1200.5", HL_WRITTEN_POINT},
        {"1,23,456.00", "123456", HL_WRITTEN_POINT},
        {"12,34,567", "1234567", HL_WRITTEN_POINT},
        {"1'299.00", "1299", HL_WRITTEN_POINT},
        {"1’299’000", "1299000", HL_WRITTEN_LARGE},
        {"1 299,00", "1299", HL_WRITTEN_COMMA},
        {"1\u00A0299", "1299", HL_WRITTEN_LARGE},
        {"1\u2009299\u2009000.5", "1299000.5", HL_WRITTEN_POINT},
        {"1\u202F299,000", "1299", HL_WRITTEN_COMMA},
        {"１２．５", "12.5", HL_WRITTEN_POINT},
        {"－１，２９９．００", "-1299", HL_WRITTEN_POINT},
        {"(12.50)", "-12.5", HL_WRITTEN_POINT},
        {"($1,200.00)", "-1200", HL_WRITTEN_POINT},
        {"-$5", "-5", HL_WRITTEN_PLAIN},
        {"$-5", "-5", HL_WRITTEN_PLAIN},
        {"12-", "-12", HL_WRITTEN_PLAIN},
        {"+12", "12", HL_WRITTEN_PLAIN},
        {"\u221212.5", "-12.5", HL_WRITTEN_POINT},
        {"12 %", "0.12", HL_WRITTEN_PLAIN},
        {"12,5％", "0.125", HL_WRITTEN_COMMA},
        {" \u00A0\u300012.5\u3000 ", "12.5", HL_WRITTEN_POINT},
        {"1.299,00", "1299", HL_WRITTEN_COMMA},
        {"1.299.000", "1299000", HL_WRITTEN_COMMA},
        {"3,5", "3.5", HL_WRITTEN_COMMA},
        {"1234,567", "1234.567", HL_WRITTEN_COMMA},
        {"0,125", "0.125", HL_WRITTEN_COMMA},
        {"0.125", "0.125", HL_WRITTEN_POINT},
        {"1,5E+03", "1500", HL_WRITTEN_COMMA},
        {"1.299E+03", "1299", HL_WRITTEN_POINT},
        {"1e3", "1000", HL_WRITTEN_LARGE},
        {"0", "0", HL_WRITTEN_ZERO},
        {"1,299", "1299", HL_WRITTEN_OPEN_COMMA},
        {"1.299", "1.299", HL_WRITTEN_OPEN_POINT},
        {"-12,000", "-12000", HL_WRITTEN_OPEN_COMMA},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_written_number out;
        hl_number_form form = read(cases[i].text, '.', &out);
        if (cases[i].writing == HL_WRITTEN_COUNT) {
            assert_int_equal(form, HL_NUMBER_UNREADABLE);
            continue;
        }
        if (form != HL_NUMBER_EXACT || out.writing != cases[i].writing ||
            out.attos != attos(cases[i].plain))
            fail_msg("%s: form %d, writing %d", cases[i].text, (int)form, (int)out.writing);
    }
}

/* As shops write it: a sign and a code, what has no cents, words behind. */
static void money_of_shops(void **state)
{
    (void)state;
    static const struct {
        const char *text, *plain, *like; /* one amount of the same currency; NULL: no number */
        hl_number_writing writing;
    } cases[] = {
        {"$1,211.50 USD", "1211.5", "USD 1", HL_WRITTEN_POINT},
        {"$1,200.00 MXN", "1200", "MXN 1", HL_WRITTEN_POINT},
        {"-$12.50 CAD", "-12.5", "CAD 1", HL_WRITTEN_POINT},
        {"MX$1,200.00", "1200", "MXN 1", HL_WRITTEN_POINT},
        {"€12,50 EUR", "12.5", "EUR 1", HL_WRITTEN_COMMA},
        {"NT$1,200.00元", "1200", "TWD 1", HL_WRITTEN_POINT},
        {"¥1,293", "1293", "CNY 1", HL_WRITTEN_POINT},
        {"¥1,293円", "1293", "JPY 1", HL_WRITTEN_POINT},
        {"16,809원", "16809", "KRW 1", HL_WRITTEN_POINT},
        {"¥1.293", "1.293", "CNY 1", HL_WRITTEN_OPEN_POINT},
        {"$1,293", "1293", "USD 1", HL_WRITTEN_OPEN_COMMA},
        {"Rp193.950", "193950", "IDR 1", HL_WRITTEN_COMMA},
        {"193.950 ₫", "193950", "VND 1", HL_WRITTEN_COMMA},
        {"1 163,70 kr", "1163.7", "1 kr.", HL_WRITTEN_COMMA},
        {"DKK 1.163,70 kr.", "1163.7", "DKK 1", HL_WRITTEN_COMMA},
        {"4 526 Ft", "4526", "HUF 1", HL_WRITTEN_LARGE},
        {"212.86 lei", "212.86", "RON 1", HL_WRITTEN_POINT},
        {"RM212.86", "212.86", "MYR 1", HL_WRITTEN_POINT},
        {"387.90 грн", "387.9", "UAH 1", HL_WRITTEN_POINT},
        {"5 222,70 руб.", "5222.7", "RUB 1", HL_WRITTEN_COMMA},
        {"12 Euro", "12", "€1", HL_WRITTEN_PLAIN},
        {"$12 EUR", NULL, NULL, HL_WRITTEN_PLAIN},
        {"HK$12 USD", NULL, NULL, HL_WRITTEN_PLAIN},
        {"$ USD 12", NULL, NULL, HL_WRITTEN_PLAIN},
        {"12 kr kr", NULL, NULL, HL_WRITTEN_PLAIN},
        {"$12 MXN %", NULL, NULL, HL_WRITTEN_PLAIN},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_written_number out, like;
        hl_number_form form = read(cases[i].text, '.', &out);
        if (cases[i].plain == NULL) {
            if (form != HL_NUMBER_UNREADABLE)
                fail_msg("'%s' was read", cases[i].text);
            continue;
        }
        assert_int_equal(read(cases[i].like, '.', &like), HL_NUMBER_EXACT);
        if (form != HL_NUMBER_EXACT || out.writing != cases[i].writing ||
            out.attos != attos(cases[i].plain) || out.currency != like.currency)
            fail_msg("%s: form %d, writing %d, currency %c", cases[i].text, (int)form,
                     (int)out.writing, out.currency);
    }
}

static void texts_that_are_no_numbers(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "万1.2",
        "1e3万",
        "万",
        "Rx 12",
        "abc",
        "1,29",
        "12.03.2026",
        "2026-03-01",
        "1,2,3",
        "1,299.00.5",
        "12,",
        "1 2",
        "138 0013 8000",
        "--5",
        "-(5)",
        "(5",
        "5)",
        "12%%",
        "$$5",
        "1e",
        "e5",
        "0x10",
        "1,299,00",
        "01,299.00",
        "¥",
        "%",
        "1 299'000",
        "12 - 15",
        "1.2万万",
        "inf",
        "1..2",
        "10:30",
        "0,123,456",
        "1,2345.00",
        "\xFF\xFE",
        "1\xC3",
        "()",
        "( )",
        "12 % %",
    };
    hl_written_number out;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (strcmp(texts[i], "1,29") == 0) { /* a decimal comma */
            assert_int_equal(read(texts[i], '.', &out), HL_NUMBER_EXACT);
            assert_int_equal(hl_base__written_number(texts[i], 4, '.', true, &out),
                             HL_NUMBER_UNREADABLE);
            continue;
        }
        if (read(texts[i], '.', &out) != HL_NUMBER_UNREADABLE)
            fail_msg("'%s' was read", texts[i]);
    }
}

static void blanks_of_exports(void **state)
{
    (void)state;
    static const char *const texts[] = {"",     " ",    "\u3000", "N/A",  "n/a",     "NULL",
                                        "null", "None", "NaN",    "-",    "--",      "—",
                                        "#N/A", "\\N",  " NA ",   "<NA>", "（空白）"};
    hl_written_number out;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (read(texts[i], ',', &out) != HL_NUMBER_BLANK)
            fail_msg("'%s' is no blank", texts[i]);
    assert_false(hl_base__is_blank("0", 1));
    assert_false(hl_base__is_blank("no", 2));
}

static void yes_and_no(void **state)
{
    (void)state;
    static const char *const yes[] = {"1", "TRUE", "True", "yes", " Y ",
                                      "t", "是",   "on",   "1.0", "１"};
    static const char *const no[] = {"0", "FALSE", "No", "n", "F", "否", "Off", "0.0", "０"};
    static const char *const neither[] = {"2", "0.5", "maybe", "12 %", "yess", "-1"};
    bool bit = false;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        assert_true(hl_base__written_bit(yes[i], strlen(yes[i]), &bit) == HL_NUMBER_EXACT && bit);
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        assert_true(hl_base__written_bit(no[i], strlen(no[i]), &bit) == HL_NUMBER_EXACT && !bit);
    for (size_t i = 0; i < sizeof neither / sizeof neither[0]; i++)
        assert_int_equal(hl_base__written_bit(neither[i], strlen(neither[i]), &bit),
                         HL_NUMBER_UNREADABLE);
    assert_int_equal(hl_base__written_bit("NULL", 4, &bit), HL_NUMBER_BLANK);
}

/* ---- a random number in any of the styles reads as itself */

typedef struct style {
    char point;
    const char *group; /* "" none */
    bool india;
    const char *before, *behind; /* around the digits */
    bool negative;
} style;

static void add(char *text, const char *piece)
{
    memcpy(text + strlen(text), piece, strlen(piece) + 1);
}

static void write_whole(char *text, const char *digits, const style *s)
{
    size_t length = strlen(digits);
    for (size_t i = 0; i < length; i++) {
        char digit[2] = {digits[i], '\0'};
        size_t left = length - i;
        bool cut = s->india ? left == 3 || (left > 3 && left % 2 == 1) : left % 3 == 0;
        if (i > 0 && cut)
            add(text, s->group);
        add(text, digit);
    }
}

static void widen(const char *text, char *out)
{
    *out = '\0';
    for (; *text != '\0'; text++) {
        char wide[4] = {(char)0xEF, (char)(*text < 0x60 ? 0xBC : 0xBD),
                        (char)(*text < 0x60 ? *text - '!' + 0x81 : *text - '`' + 0x80), '\0'};
        char plain[2] = {*text, '\0'};
        add(out, *text > ' ' ? wide : plain);
    }
}

static style draw_style(hl_random *random)
{
    static const char *const groups[][4] = {{"", ",", "'", "\u00A0"}, {"", ".", " ", "\u202F"}};
    static const char *const around[][2] = {
        {"", ""},        {"-", ""},  {"", "-"},   {"(", ")"},   {"\u2212", ""},
        {"¥", ""},       {"-$", ""}, {"", "元"},  {"CNY ", ""}, {"", " €"},
        {" ", "\u3000"}, {"+", ""},  {"(£", ")"}, {"$ -", ""},  {"EUR -", ""},
    };
    enum { AROUND = sizeof around / sizeof around[0] };
    bool comma = hl_base__random_below(random, 2) == 1;
    size_t a = hl_base__random_below(random, AROUND);
    bool india = !comma && hl_base__random_below(random, 5) == 0;
    return (style){.point = comma ? ',' : '.',
                   .india = india,
                   .group = india ? "," : groups[comma][hl_base__random_below(random, 4)],
                   .before = around[a][0],
                   .behind = around[a][1],
                   .negative = strpbrk(around[a][0], "-(") != NULL ||
                               strpbrk(around[a][1], "-") != NULL ||
                               strcmp(around[a][0], "\u2212") == 0};
}

static void any_style_gives_the_number_back(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(20261126, 0);
    size_t open = 0;
    for (int i = 0; i < 200000; i++) {
        char whole[24];
        char part[24];
        char plain[64];
        char text[128] = "";
        char wide[400];
        style s = draw_style(&random);
        unsigned places = (unsigned)hl_base__random_below(&random, 6);
        bool yuan = strstr(s.before, "¥") != NULL || strstr(s.before, "CNY") != NULL ||
                    strstr(s.behind, "元") != NULL || strstr(s.behind, "CNY") != NULL;
        if (places == 3 && s.point == ',' && yuan)
            places = 2; /* "¥1,293" are thousands */
        (void)snprintf(whole, sizeof whole, "%llu",
                       (unsigned long long)(hl_base__random_next(&random) >>
                                            (20 + hl_base__random_below(&random, 44))));
        (void)snprintf(part, sizeof part, "%06u",
                       (unsigned)hl_base__random_below(&random, 1000000));
        part[places] = '\0';
        (void)snprintf(plain, sizeof plain, "%s%s%s%s", s.negative ? "-" : "", whole,
                       places > 0 ? "." : "", part);
        add(text, s.before);
        write_whole(text, whole, &s);
        if (places > 0) {
            char mark[2] = {s.point, '\0'};
            add(text, mark);
            add(text, part);
        }
        add(text, s.behind);
        hl_written_number out;
        if (hl_base__written_number(text, strlen(text), s.point, true, &out) != HL_NUMBER_EXACT ||
            out.attos != attos(plain))
            fail_msg("'%s' is not %s", text, plain);
        hl_written_number guess;
        assert_int_equal(read(text, s.point == '.' ? ',' : '.', &guess), HL_NUMBER_EXACT);
        bool is_open =
            guess.writing == HL_WRITTEN_OPEN_POINT || guess.writing == HL_WRITTEN_OPEN_COMMA;
        open += is_open;
        if (!is_open && guess.attos != out.attos)
            fail_msg("'%s' is not %s without a hint", text, plain);
        bool ascii = true;
        for (const char *c = text; *c != '\0'; c++)
            ascii = ascii && (*c & 0x80) == 0;
        widen(text, wide);
        if (ascii && strlen(wide) < 120 &&
            (hl_base__written_number(wide, strlen(wide), s.point, true, &out) != HL_NUMBER_EXACT ||
             out.attos != attos(plain)))
            fail_msg("'%s' is not %s", wide, plain);
    }
    assert_in_range(open, 2000, 60000);
}

/* Random bytes are a number, a blank or neither, and never more than the text. */
static void any_bytes_are_answered(void **state)
{
    (void)state;
    static const char *const pieces[] = {"1",  "299", ".",    ",", "'", " ",   "\u00A0",
                                         "¥",  "-",   "(",    ")", "%", "e",   "元",
                                         "１", "，",  "\xE3", "0", "+", "N/A", "\xFF"};
    enum { PIECES = sizeof pieces / sizeof pieces[0] };
    hl_random random = hl_base__random_seed(7, 0);
    size_t read_any = 0;
    for (int i = 0; i < 300000; i++) {
        char text[200] = "";
        size_t count = 1 + hl_base__random_below(&random, 9);
        for (size_t j = 0; j < count; j++)
            add(text, pieces[hl_base__random_below(&random, PIECES)]);
        char *exact = malloc(strlen(text) + 1); /* a byte behind it would be seen by sanitizers */
        assert_non_null(exact);
        memcpy(exact, text, strlen(text));
        hl_written_number point;
        hl_written_number comma;
        hl_number_form a = hl_base__written_number(exact, strlen(text), '.', false, &point);
        hl_number_form b = hl_base__written_number(exact, strlen(text), ',', false, &comma);
        free(exact);
        read_any += a == HL_NUMBER_EXACT;
        bool same =
            point.writing != HL_WRITTEN_OPEN_POINT && point.writing != HL_WRITTEN_OPEN_COMMA;
        if (a != b || point.writing != comma.writing || (same && point.attos != comma.attos))
            fail_msg("'%s' is read in two ways", text);
        if (!same && a == HL_NUMBER_EXACT && point.writing == HL_WRITTEN_OPEN_COMMA &&
            point.attos != comma.attos * 1000)
            fail_msg("'%s' is not a thousand times as much", text);
    }
    assert_in_range(read_any, 10000, 200000);
}

/* ---- what a column says */

static hl_number_evidence column(const char *const *texts, size_t count)
{
    hl_number_evidence all = {0};
    hl_number_evidence parts[2] = {{0}, {0}};
    for (size_t i = 0; i < count; i++) {
        hl_written_number number;
        (void)read(texts[i], '.', &number);
        hl_base__evidence_add(&all, &number, texts[i], strlen(texts[i]), (int64_t)i, (int64_t)i);
        hl_base__evidence_add(&parts[i % 2], &number, texts[i], strlen(texts[i]), (int64_t)i,
                              (int64_t)i);
    }
    hl_number_evidence merged = {0};
    hl_base__evidence_merge(&merged, &parts[1]);
    hl_base__evidence_merge(&merged, &parts[0]);
    assert_int_equal(all.seen, merged.seen); /* threads change nothing */
    assert_memory_equal(all.first, merged.first, sizeof all.first);
    assert_memory_equal(all.currency, merged.currency, sizeof all.currency);
    assert_memory_equal(all.priced, merged.priced, sizeof all.priced);
    return all;
}

static void columns_are_judged_as_a_whole(void **state)
{
    (void)state;
    static const struct {
        const char *texts[4];
        hl_number_verdict verdict;
    } cases[] = {
        {{"1,299", "350", "1,299.00"}, HL_NUMBERS_POINT},
        {{"1,299", "350", "3,5"}, HL_NUMBERS_COMMA},
        {{"1.299", "350", "1.299,00"}, HL_NUMBERS_COMMA},
        {{"1.299", "350", "3.5"}, HL_NUMBERS_POINT},
        {{"1,299", "350", "12"}, HL_NUMBERS_OPEN},
        {{"1,299", "2,450", "12,000"}, HL_NUMBERS_OPEN},
        {{"1.299", "350", "12"}, HL_NUMBERS_OPEN},
        {{"1.299", "0", "2.450"}, HL_NUMBERS_OPEN},
        {{"1.299", "2.450", "12.000"}, HL_NUMBERS_POINT_BY_RULE},
        {{"1.299", "1,299"}, HL_NUMBERS_OPEN},
        {{"3,5", "1", "3.5"}, HL_NUMBERS_CONTRARY},
        {{"1.299.000", "1,299,000"}, HL_NUMBERS_CONTRARY},
        {{"12", "0", "7"}, HL_NUMBERS_POINT},
        {{"12 %", "0", "7.5%"}, HL_NUMBERS_POINT},
        {{"12 %", "0.2"}, HL_NUMBERS_PERCENTS},
        {{"¥12", "3", "元"}, HL_NUMBERS_POINT},
        {{"¥12", "3", "$4"}, HL_NUMBERS_CURRENCIES},
        {{"0", "0"}, HL_NUMBERS_POINT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t count = 0;
        while (count < 4 && cases[i].texts[count] != NULL)
            count++;
        hl_number_evidence evidence = column(cases[i].texts, count);
        hl_number_verdict verdict = hl_base__evidence_verdict(&evidence, '\0');
        if (verdict != cases[i].verdict)
            fail_msg("case %zu: %d", i, (int)verdict);
    }
}

/* Whole numbers of three digits beside "1,299", none of four: thousands; one of four: no. */
static void thousands_without_parts_are_told(void **state)
{
    (void)state;
    static const char *const marks[] = {"1,299", "1.299"};
    for (size_t m = 0; m < 2; m++)
        for (size_t hundreds = 8; hundreds < 12; hundreds++) {
            const char *texts[16] = {marks[m], "0", "12"};
            for (size_t i = 0; i < hundreds; i++)
                texts[3 + i] = "350";
            hl_number_evidence evidence = column(texts, 3 + hundreds);
            hl_number_verdict verdict = hl_base__evidence_verdict(&evidence, '\0');
            assert_int_equal(verdict, hundreds < HL_ENOUGH_HUNDREDS ? HL_NUMBERS_OPEN
                                                                    : HL_NUMBERS_THOUSANDS);
            if (verdict == HL_NUMBERS_THOUSANDS)
                assert_int_equal(hl_base__evidence_mark(&evidence, verdict), m == 0 ? '.' : ',');
            texts[2] = "1299";
            evidence = column(texts, 3 + hundreds);
            assert_int_equal(hl_base__evidence_verdict(&evidence, '\0'), HL_NUMBERS_OPEN);
        }
}

static void verdicts_show_the_cells(void **state)
{
    (void)state;
    static const char *const contrary[] = {"1", "3.5", "3,5", "4,5"};
    hl_number_evidence evidence = column(contrary, 4);
    hl_text text = {0};
    hl_base__evidence_text(&evidence, HL_NUMBERS_CONTRARY, &text);
    const char *said = hl_base__text_string(&text);
    assert_non_null(strstr(said, "'3,5' has a decimal comma, '3.5' (line 1) a decimal"));
    hl_base__text_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_as_people_write_them),
        cmocka_unit_test(money_of_shops),
        cmocka_unit_test(texts_that_are_no_numbers),
        cmocka_unit_test(blanks_of_exports),
        cmocka_unit_test(yes_and_no),
        cmocka_unit_test(any_style_gives_the_number_back),
        cmocka_unit_test(any_bytes_are_answered),
        cmocka_unit_test(columns_are_judged_as_a_whole),
        cmocka_unit_test(thousands_without_parts_are_told),
        cmocka_unit_test(verdicts_show_the_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
