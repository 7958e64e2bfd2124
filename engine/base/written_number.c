#include "base/written_number.h"

#include <stdio.h>
#include <string.h>

#include "base/spelling.h"
#include "base/utf8.h"

/* A number that is longer is read as a program writes it, or not at all. */
enum { MOST_BYTES = 120 };

/* The text with what stands for a character of ASCII replaced by it. */
typedef struct plain_text {
    char data[MOST_BYTES];
    size_t length;
} plain_text;

static const struct {
    uint32_t point;
    char plain;
} look_alikes[] = {
    {0x2010, '-'},  {0x2011, '-'},  {0x2012, '-'},  {0x2013, '-'},  {0x2212, '-'},  {0xFE63, '-'},
    {0xFE62, '+'},  {0xFE50, ','},  {0xFE52, '.'},  {0xFE6A, '%'},  {0x066A, '%'},  {0x066B, '.'},
    {0x066C, '\''}, {0x2018, '\''}, {0x2019, '\''}, {0x02BC, '\''}, {0x00B4, '\''}, {0x2032, '\''},
};

static uint32_t plain_point(uint32_t point)
{
    point = hl_base__half_width(point);
    for (size_t i = 0; point >= 0x80 && i < sizeof look_alikes / sizeof look_alikes[0]; i++)
        if (look_alikes[i].point == point)
            return (unsigned char)look_alikes[i].plain;
    return point;
}

/* False when it is too long to be a number. */
static bool make_plain(const char *text, size_t length, plain_text *out)
{
    out->length = 0;
    hl_base__trim(&text, &length);
    for (size_t at = 0; at < length;) {
        size_t before = at;
        unsigned char c = (unsigned char)text[at];
        if (c > ' ' && c < 0x80 && out->length < MOST_BYTES) {
            out->data[out->length++] = text[at++];
            continue;
        }
        size_t space = hl_base__space_at(text + at, length - at);
        uint32_t point = space > 0 ? ' ' : plain_point(hl_base__utf8_next(text, length, &at));
        if (space > 0)
            at += space;
        size_t size = point < 0x80 ? 1 : at - before;
        if (out->length + size > MOST_BYTES)
            return false;
        if (point < 0x80)
            out->data[out->length] = (char)point;
        else
            memcpy(out->data + out->length, text + before, size);
        out->length += size;
    }
    return out->length > 0;
}

/* ---- what stands around the digits */

/* The longer before those that they begin or end with; capitals are letters of either case. */
static const struct {
    const char *word;
    char currency;
} currencies[] = {
    {"US DOLLAR", 'D'}, {"EURO", 'E'}, {"MX$", 'X'},    {"UAH", 'g'},  {"RON", 'l'},  {"ARS", 'r'},
    {"CLP", 'L'},       {"COP", 'p'},  {"人民币", 'Y'}, {"US$", 'D'},  {"HK$", 'H'},  {"NT$", 'N'},
    {"USD$", 'D'},      {"AUD$", 'A'}, {"CAD$", 'C'},   {"NZD$", 'Z'}, {"HKD$", 'H'}, {"SGD$", 'S'},
    {"CA$", 'C'},       {"NZ$", 'Z'},  {"AU$", 'A'},    {"BGN", 'b'},  {"MAD", 'm'},  {"EGP", 'x'},
    {"NGN", 'u'},       {"KES", 'v'},  {"KSH", 'v'},    {"PKR", 'j'},  {"QAR", 'q'},  {"KWD", 'w'},
    {"KZT", 'y'},       {"PEN", 'f'},  {"GEL", 'G'},    {"MOP$", 'O'}, {"MOP", 'O'},  {"LKR", 'W'},
    {"SFR.", 'F'},      {"SFR", 'F'},  {"FR.", 'F'},    {"TL", 't'},   {"DHS", 'e'},  {"лв.", 'b'},
    {"лв", 'b'},        {"đ", 'V'},    {"Đ", 'V'},      {"块钱", 'Y'}, {"块", 'Y'},   {"₦", 'u'},
    {"₸", 'y'},         {"₾", 'G'},  {"ر.س", 's'},    {"د.إ", 'e'},  {"د.م.", 'm'}, {"CN¥", 'Y'},
    {"JP¥", 'J'},       {"A$", 'A'},   {"C$", 'C'},     {"S$", 'S'},   {"R$", 'B'},   {"Rs.", 'I'},
    {"Rs", 'I'},        {"CNY", 'Y'},  {"RMB", 'Y'},    {"USD", 'D'},  {"EUR", 'E'},  {"GBP", 'P'},
    {"JPY", 'J'},       {"HKD", 'H'},  {"TWD", 'N'},    {"KRW", 'K'},  {"INR", 'I'},  {"SGD", 'S'},
    {"THB", 'T'},       {"VND", 'V'},  {"MYR", 'M'},    {"IDR", 'R'},  {"PHP", 'Q'},  {"AUD", 'A'},
    {"CAD", 'C'},       {"CHF", 'F'},  {"NZD", 'Z'},    {"RUB", 'U'},  {"BRL", 'B'},  {"MXN", 'X'},
    {"SEK", 'k'},       {"NOK", 'n'},  {"DKK", 'd'},    {"PLN", 'z'},  {"CZK", 'c'},  {"HUF", 'h'},
    {"TRY", 't'},       {"ZAR", 'a'},  {"AED", 'e'},    {"SAR", 's'},  {"ILS", 'i'},  {"zł", 'z'},
    {"Kč", 'c'},        {"¥", 'Y'},    {"￥", 'Y'},     {"$", 'D'},    {"€", 'E'},    {"£", 'P'},
    {"￡", 'P'},        {"₹", 'I'},    {"₩", 'K'},      {"￦", 'K'},   {"₽", 'U'},  {"฿", 'T'},
    {"₫", 'V'},         {"₺", 't'},    {"₱", 'Q'},      {"₪", 'i'},    {"元", 'Y'},   {"圆", 'Y'},
    {"圓", 'Y'},        {"円", 'J'},   {"원", 'K'},     {"RP.", 'R'},  {"RP", 'R'},   {"RM", 'M'},
    {"KR.", 'o'},       {"KR", 'o'},   {"FT", 'h'},     {"LEI", 'l'},  {"грн.", 'g'}, {"грн", 'g'},
    {"₴", 'g'},         {"руб.", 'U'}, {"руб", 'U'},    {"р.", 'U'},   {"R", 'a'},
};

/* Words that are of several currencies: beside the code of one of these they name that one. */
static const struct {
    const char *word;
    const char *of;
} shared[] = {
    {"$", "DHNACSXZBrLp"}, {"¥", "YJ"},   {"￥", "YJ"},  {"KR", "knd"},
    {"KR.", "knd"},        {"元", "YHN"}, {"圓", "YHN"},
};

/* Counting words of Chinese, Japanese and Korean behind the digits: "0.52万" is 5,200. */
static const struct {
    const char *word;
    int tens;
} myriads[] = {{"千", 3}, {"万", 4}, {"萬", 4}, {"만", 4}, {"亿", 8}, {"億", 8}, {"억", 8}};

typedef struct wrapping {
    int tens; /* of the counting word; 0: none */
    bool negative, brackets, sign, percent;
    bool words[2]; /* before the number, and behind it */
    char currency;
    const char *word; /* that names it */
} wrapping;

static bool has_word(const char *text, const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c != word[i] && (c < 'a' || c > 'z' || c - 'a' + 'A' != word[i]))
            return false;
    }
    return true;
}

/* Bytes of the currency that the text begins (ends) with; 0: none. */
static size_t currency_of(const char *text, size_t length, bool at_end, const char **word,
                          char *currency)
{
    for (size_t i = 0; i < sizeof currencies / sizeof currencies[0]; i++) {
        size_t size = strlen(currencies[i].word);
        if (size > length ||
            !has_word(at_end ? text + length - size : text, currencies[i].word, size))
            continue;
        *currency = currencies[i].currency;
        *word = currencies[i].word;
        return size;
    }
    return 0;
}

static bool take_sign(wrapping *w, char c)
{
    if ((c != '-' && c != '+') || w->sign || w->brackets)
        return false;
    w->sign = true;
    w->negative = c == '-';
    return true;
}

static bool may_be(const char *word, char currency)
{
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
        if (strcmp(shared[i].word, word) == 0)
            return strchr(shared[i].of, currency) != NULL;
    return false;
}

/* A second word is of the same currency, or says which the other is: "$1,200.00 MXN". */
static bool take_currency(wrapping *w, bool at_end, const char *word, char currency)
{
    bool second = w->currency != '\0';
    bool says = !second || may_be(w->word, currency);
    if (w->words[at_end] || w->percent ||
        (second && !says && w->currency != currency && !may_be(word, w->currency)))
        return false;
    w->words[at_end] = true;
    w->currency = says ? currency : w->currency;
    w->word = says ? word : w->word;
    return true;
}

/* Bytes of the counting word at the end, which stands next to the digits; 0: none. */
static size_t take_myriad(const char *text, size_t length, wrapping *w)
{
    for (size_t i = 0; i < sizeof myriads / sizeof myriads[0]; i++) {
        size_t size = strlen(myriads[i].word);
        if (w->tens > 0 || w->percent || size >= length || text[length - size - 1] < '0' ||
            text[length - size - 1] > '9' ||
            memcmp(text + length - size, myriads[i].word, size) != 0)
            continue;
        w->tens = myriads[i].tens;
        return size;
    }
    return 0;
}

/* Bytes at that end which are no part of the number; 0: none (any more). */
static size_t unwrap(const char *text, size_t length, bool at_end, wrapping *w)
{
    char currency = 0;
    char c = text[at_end ? length - 1 : 0];
    if (c >= '0' && c <= '9')
        return 0;
    if (c == ' ' || take_sign(w, c))
        return 1;
    if (c == '%' && !w->percent && w->currency == 0) {
        w->percent = true;
        return 1;
    }
    const char *word = NULL;
    size_t size = currency_of(text, length, at_end, &word, &currency);
    if (size == 0 && at_end)
        return take_myriad(text, length, w);
    return size > 0 && take_currency(w, at_end, word, currency) ? size : 0;
}

static bool take_brackets(const char **text, size_t *length, wrapping *w)
{
    if (*length < 3 || (*text)[0] != '(' || (*text)[*length - 1] != ')' || w->brackets || w->sign)
        return false;
    w->brackets = w->negative = true;
    (*text)++;
    *length -= 2;
    return true;
}

static void take_wrapping(const char **text, size_t *length, wrapping *w)
{
    for (size_t size = 1; size > 0 && *length > 0;) {
        if (take_brackets(text, length, w))
            continue;
        size = unwrap(*text, *length, false, w);
        *text += size;
        *length -= size;
        if (size == 0 && *length > 0) {
            size = unwrap(*text, *length, true, w);
            *length -= size;
        }
    }
}

/* ---- digits and the marks between them */

typedef struct digits_text {
    char data[2 * MOST_BYTES];
    size_t length;
} digits_text;

/* How often each mark stands in the body, and where last. */
typedef struct marks {
    size_t points, commas, quotes, blanks;
    size_t last; /* of the points and commas */
} marks;

static bool count_marks(const char *body, size_t length, marks *m)
{
    *m = (marks){0, 0, 0, 0, length};
    for (size_t i = 0; i < length; i++) {
        char c = body[i];
        m->points += c == '.';
        m->commas += c == ',';
        m->quotes += c == '\'';
        m->blanks += c == ' ';
        if (c == '.' || c == ',')
            m->last = i;
        else if ((c < '0' || c > '9') && c != '\'' && c != ' ')
            return false;
    }
    return length > 0;
}

/* Groups of three behind one of one to three digits; of commas also of two before the last three,
 * as in India. */
static bool is_grouped(const char *whole, size_t length, char group)
{
    size_t sizes[MOST_BYTES];
    size_t count = 1;
    sizes[0] = 0;
    for (size_t i = 0; i < length; i++) {
        if (whole[i] == group)
            sizes[count++] = 0;
        else
            sizes[count - 1]++;
    }
    if (count == 1)
        return length > 0;
    if (sizes[0] == 0 || sizes[0] > 3 || sizes[count - 1] != 3 || whole[0] == '0')
        return false;
    size_t middle = group == ',' && count > 2 && sizes[0] < 3 && sizes[1] == 2 ? 2 : 3;
    for (size_t i = 1; i + 1 < count; i++)
        if (sizes[i] != middle)
            return false;
    return true;
}

static bool is_open(const char *body, size_t length, const marks *m)
{
    return m->last >= 1 && m->last <= 3 && body[0] != '0' && length - m->last == 4;
}

/* How a body is to be read: which mark divides whole from parts (0: none), and which groups. */
typedef struct reading {
    char divides, groups;
    hl_number_writing writing;
} reading;

/* One mark with three digits behind it may be either: it is what `mark` says. */
static reading read_open(char last, char mark)
{
    hl_number_writing writing = last == '.' ? HL_WRITTEN_OPEN_POINT : HL_WRITTEN_OPEN_COMMA;
    return last == mark ? (reading){last, '\0', writing} : (reading){'\0', last, writing};
}

/* Where a currency is written without cents, and its thousands with one mark, that is no other:
 * "¥1,293", "Rp193.950". No reading: either. */
static bool read_without_cents(char last, char currency, reading *out)
{
    static const struct {
        const char *currencies;
        char groups;
        hl_number_writing writing;
    } rows[] = {{"YJK", ',', HL_WRITTEN_POINT}, {"RVL", '.', HL_WRITTEN_COMMA}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0] && currency != '\0'; i++)
        if (rows[i].groups == last && strchr(rows[i].currencies, currency) != NULL) {
            *out = (reading){'\0', last, rows[i].writing};
            return true;
        }
    return false;
}

/* False when the body cannot be a number. */
static bool find_reading(const char *body, size_t length, const marks *m, char mark, char currency,
                         bool scientific, reading *out)
{
    char spaces = m->quotes > 0 ? '\'' : m->blanks > 0 ? ' ' : '\0';
    size_t either = m->points + m->commas;
    *out = (reading){'\0', spaces, HL_WRITTEN_PLAIN};
    if ((m->quotes > 0 && m->blanks > 0) || (either > 1 && spaces != '\0'))
        return false;
    if (either == 0)
        return true;
    char last = body[m->last];
    char other = last == '.' ? ',' : '.';
    size_t of_last = last == '.' ? m->points : m->commas;
    if (either == 1 && spaces == '\0' && !scientific && is_open(body, length, m)) {
        if (!read_without_cents(last, currency, out))
            *out = read_open(last, mark);
        return true;
    }
    out->divides = of_last == either && either > 1 ? other : last;
    if (either > 1)
        out->groups = out->divides == '.' ? ',' : '.';
    out->writing = out->divides == '.' ? HL_WRITTEN_POINT : HL_WRITTEN_COMMA;
    return of_last == either || of_last == 1;
}

/* The body as a program writes it. */
static bool plain_body(const char *body, size_t length, char mark, char currency, bool scientific,
                       digits_text *out, hl_number_writing *writing)
{
    marks m;
    reading r;
    if (!count_marks(body, length, &m) ||
        !find_reading(body, length, &m, mark, currency, scientific, &r))
        return false;
    *writing = r.writing;
    bool divided = r.divides != '\0' && body[m.last] == r.divides;
    size_t whole = divided ? m.last : length;
    if ((r.groups != '\0' && !is_grouped(body, whole, r.groups)) ||
        (divided && whole + 1 == length && r.divides == ',')) /* "12,": the end of a clause */
        return false;
    for (size_t i = 0; i < length; i++) {
        bool digit = body[i] >= '0' && body[i] <= '9';
        if (i > whole && !digit)
            return false;
        if (digit || i == whole)
            out->data[out->length++] = digit ? body[i] : '.';
    }
    return true;
}

static size_t exponent_at(const char *body, size_t length)
{
    size_t at = 0;
    while (at < length && body[at] != 'e' && body[at] != 'E')
        at++;
    return at;
}

static hl_number_form form_of(hl_decimal_form form)
{
    static const hl_number_form forms[] = {[HL_DECIMAL_EXACT] = HL_NUMBER_EXACT,
                                           [HL_DECIMAL_ROUNDED] = HL_NUMBER_ROUNDED,
                                           [HL_DECIMAL_RANGE] = HL_NUMBER_RANGE,
                                           [HL_DECIMAL_INVALID] = HL_NUMBER_UNREADABLE};
    return forms[form];
}

static hl_number_form read_body(const char *body, size_t length, const wrapping *w, char mark,
                                hl_written_number *out)
{
    digits_text digits = {.length = 0};
    size_t exponent = exponent_at(body, length);
    if (w->negative)
        digits.data[digits.length++] = '-';
    int tens = w->percent ? -2 : w->tens;
    if ((tens != 0 && exponent < length) ||
        !plain_body(body, exponent, mark, w->currency, exponent < length, &digits, &out->writing))
        return HL_NUMBER_UNREADABLE;
    if (tens != 0)
        digits.length += (size_t)snprintf(digits.data + digits.length, sizeof "e-2", "e%d", tens);
    memcpy(digits.data + digits.length, body + exponent, length - exponent);
    digits.length += length - exponent;
    out->percent = w->percent;
    out->tens = w->tens;
    out->currency = w->currency;
    return form_of(hl_base__decimal_parse(digits.data, digits.length, &out->attos));
}

/* How a number that a program may have written is written. */
static hl_number_writing plain_writing(const char *text, size_t length)
{
    const char *point = memchr(text, '.', length);
    if (point == NULL)
        return HL_WRITTEN_PLAIN;
    bool sign = text[0] == '-' || text[0] == '+';
    marks m = {.last = (size_t)(point - text) - sign};
    return memchr(text, 'e', length) == NULL && memchr(text, 'E', length) == NULL &&
                   is_open(text + sign, length - sign, &m)
               ? HL_WRITTEN_OPEN_POINT
               : HL_WRITTEN_POINT;
}

static hl_number_writing whole_writing(const hl_written_number *number)
{
    const hl_i128 hundred = (hl_i128)100 * 1000000000000000000;
    hl_i128 size = number->attos < 0 ? -number->attos : number->attos;
    if (number->percent)
        size *= 100;
    if (size < hundred || number->tens > 0) /* of "3万" nothing is learned of thousands */
        return size == 0 ? HL_WRITTEN_ZERO : HL_WRITTEN_PLAIN;
    return size < 10 * hundred ? HL_WRITTEN_HUNDREDS : HL_WRITTEN_LARGE;
}

static bool is_contrary(hl_number_writing writing, char mark)
{
    return writing == (mark == '.' ? HL_WRITTEN_COMMA : HL_WRITTEN_POINT);
}

/* What a program writes is read as it is; only the comma's "1.299" is not. */
static bool read_plain(const char *text, size_t length, char mark, hl_written_number *out,
                       hl_number_form *form)
{
    *form = form_of(hl_base__decimal_parse(text, length, &out->attos));
    if (*form == HL_NUMBER_UNREADABLE)
        return false;
    out->writing = plain_writing(text, length);
    return mark == '.' || out->writing != HL_WRITTEN_OPEN_POINT;
}

static hl_number_form read_written(const char *text, size_t length, char mark,
                                   hl_written_number *out)
{
    plain_text plain = {.length = 0};
    wrapping w = {.currency = 0};
    if (hl_base__is_blank(text, length))
        return HL_NUMBER_BLANK;
    if (!make_plain(text, length, &plain))
        return HL_NUMBER_UNREADABLE;
    const char *body = plain.data;
    size_t left = plain.length;
    take_wrapping(&body, &left, &w);
    if (left == 0 && w.currency != '\0' && w.sign && !w.brackets && !w.percent) {
        out->currency = w.currency; /* "¥-": nothing, as a spreadsheet's accounts write it */
        return HL_NUMBER_EXACT;
    }
    return read_body(body, left, &w, mark, out);
}

hl_number_form hl_base__written_number(const char *text, size_t length, char mark, bool strict,
                                       hl_written_number *out)
{
    hl_number_form form;
    *out = (hl_written_number){.writing = HL_WRITTEN_PLAIN};
    if (!read_plain(text, length, mark, out, &form))
        form = read_written(text, length, mark, out);
    if (out->writing == HL_WRITTEN_PLAIN && form <= HL_NUMBER_ROUNDED)
        out->writing = whole_writing(out);
    return strict && is_contrary(out->writing, mark) ? HL_NUMBER_UNREADABLE : form;
}

/* ---- names of currencies */

char hl_base__currency_of(const char *text, size_t length)
{
    char one[MOST_BYTES] = "1";
    hl_written_number number;
    if (length == 0 || length + 1 >= MOST_BYTES)
        return '\0';
    memcpy(one + 1, text, length);
    return hl_base__written_number(one, length + 1, '.', false, &number) == HL_NUMBER_EXACT
               ? number.currency
               : '\0';
}

static bool is_code(const char *word)
{
    return strlen(word) == 3 && strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

const char *hl_base__currency_name(char letter)
{
    const char *any = "";
    for (size_t i = 0; i < sizeof currencies / sizeof currencies[0]; i++) {
        if (currencies[i].currency != letter)
            continue;
        if (is_code(currencies[i].word))
            return currencies[i].word;
        any = currencies[i].word;
    }
    return any;
}
