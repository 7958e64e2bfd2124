/* Times as text: RFC 3339, as people and spreadsheets write them, and numbers since an epoch. What
 * a text may mean in two ways is not read: the fault says in which. */
#include <string.h>

#include "base/civil.h"
#include "base/time_names.h"
#include "hookline/time.h"

typedef struct cursor {
    const char *text;
    size_t length;
    size_t at;
} cursor;

/* ---- pieces */

static bool digits(cursor *c, size_t least, size_t most, int32_t *out)
{
    size_t count = 0;
    int32_t value = 0;
    while (count < most && c->at + count < c->length) {
        char d = c->text[c->at + count];
        if (d < '0' || d > '9')
            break;
        value = value * 10 + (d - '0');
        count++;
    }
    if (count < least)
        return false;
    c->at += count;
    *out = value;
    return true;
}

static bool literal(cursor *c, const char *any_of)
{
    if (c->at >= c->length || c->text[c->at] == '\0' || strchr(any_of, c->text[c->at]) == NULL)
        return false;
    c->at++;
    return true;
}

static bool word(cursor *c, const char *text)
{
    size_t length = strlen(text);
    if (c->length - c->at < length)
        return false;
    for (size_t i = 0; i < length; i++) {
        char d = c->text[c->at + i];
        if (d >= 'a' && d <= 'z')
            d = (char)(d - 'a' + 'A');
        if (d != text[i])
            return false;
    }
    c->at += length;
    return true;
}

static size_t digits_ahead(const cursor *c)
{
    size_t count = 0;
    while (c->at + count < c->length && c->text[c->at + count] >= '0' &&
           c->text[c->at + count] <= '9')
        count++;
    return count;
}

static bool is_day(const hl_civil *civil)
{
    return civil->year >= 1 && civil->month >= 1 && civil->month <= 12 && civil->day >= 1 &&
           civil->day <= hl_base__civil_month_length(civil->year, civil->month);
}

/* ---- dates */

/* 2026-11-22, 2026/3/1, 2026.3.1, 2026年3月1日 */
static bool year_first(cursor *c, hl_civil *out)
{
    if (!digits(c, 4, 4, &out->year))
        return false;
    char between[2] = {c->at < c->length ? c->text[c->at] : '\0', '\0'};
    if (word(c, "\xE5\xB9\xB4")) /* 年 月 日 */
        return digits(c, 1, 2, &out->month) && word(c, "\xE6\x9C\x88") &&
               digits(c, 1, 2, &out->day) && word(c, "\xE6\x97\xA5");
    return literal(c, "-/.") && digits(c, 1, 2, &out->month) && literal(c, between) &&
           digits(c, 1, 2, &out->day);
}

/* Which of the two orders the numbers leave, when nobody says it. */
static hl_time_fault order_of(int32_t first, int32_t second)
{
    bool day_first = first > 12 && first <= 31 && second <= 12;
    bool month_first = second > 12 && second <= 31 && first <= 12;
    return day_first ? HL_TIME_DAY_FIRST : month_first ? HL_TIME_MONTH_FIRST : HL_TIME_ORDER;
}

/* 20260301, before a time of the day */
static bool compact_date(cursor *c, hl_civil *out)
{
    return digits_ahead(c) == 8 && digits(c, 4, 4, &out->year) && digits(c, 2, 2, &out->month) &&
           digits(c, 2, 2, &out->day);
}

/* 3/1/2026 */
static bool year_last(cursor *c, hl_date_order order, hl_civil *out, hl_time_fault *fault)
{
    int32_t first = 0;
    int32_t second = 0;
    if (!digits(c, 1, 2, &first))
        return false;
    char between[2] = {c->at < c->length ? c->text[c->at] : '\0', '\0'};
    if (!literal(c, "-/.") || !digits(c, 1, 2, &second) || !literal(c, between))
        return false;
    size_t years = digits_ahead(c);
    if (years == 2)
        *fault = HL_TIME_SHORT_YEAR;
    else if (years == 4 && order == HL_DATE_ORDER_UNSAID)
        *fault = order_of(first, second);
    if (years != 4 || order == HL_DATE_ORDER_UNSAID || !digits(c, 4, 4, &out->year))
        return false;
    out->month = order == HL_DATE_ORDER_DMY ? second : first;
    out->day = order == HL_DATE_ORDER_DMY ? first : second;
    return true;
}

/* ---- the time of day */

static bool fraction(cursor *c, int32_t *ms)
{
    size_t start = c->at;
    int32_t scale = 100;
    while (c->at < c->length && c->text[c->at] >= '0' && c->text[c->at] <= '9') {
        *ms += scale * (c->text[c->at] - '0');
        scale /= 10;
        c->at++;
    }
    return c->at > start;
}

/* 12 AM is midnight, 12 PM noon. False: an hour that there is not. */
static bool in_half(hl_civil *out, bool morning)
{
    if (out->hour < 1 || out->hour > 12)
        return false;
    out->hour = out->hour % 12 + (morning ? 0 : 12);
    return true;
}

static bool half_day(cursor *c, hl_civil *out)
{
    cursor ahead = *c;
    (void)literal(&ahead, " ");
    bool morning = word(&ahead, "AM");
    if (!morning && !word(&ahead, "PM"))
        return true;
    *c = ahead;
    return in_half(out, morning);
}

/* 上午 9:05, 下午3:05: before the time. False: there is none. */
static bool half_day_before(cursor *c, bool *morning)
{
    *morning = word(c, "\xE4\xB8\x8A\xE5\x8D\x88");
    if (!*morning && !word(c, "\xE4\xB8\x8B\xE5\x8D\x88"))
        return false;
    (void)literal(c, " ");
    return true;
}

/* 15时05分, 15点5分30秒: what stands behind the hour. */
static bool clock_in_words(cursor *c, hl_civil *out)
{
    if (!digits(c, 1, 2, &out->minute) || !word(c, "\xE5\x88\x86"))
        return false;
    return digits_ahead(c) == 0 || (digits(c, 1, 2, &out->second) && word(c, "\xE7\xA7\x92"));
}

/* 090500, 0905: behind a date that is written so. */
static bool compact_clock(cursor *c, hl_civil *out)
{
    size_t count = digits_ahead(c);
    return (count == 4 || count == 6) && digits(c, 2, 2, &out->hour) &&
           digits(c, 2, 2, &out->minute) && (count == 4 || digits(c, 2, 2, &out->second));
}

static bool clock_part(cursor *c, hl_civil *out)
{
    if (!digits(c, 1, 2, &out->hour))
        return false;
    if (word(c, "\xE6\x97\xB6") || word(c, "\xE7\x82\xB9"))
        return clock_in_words(c, out);
    if (!literal(c, ":") || !digits(c, 1, 2, &out->minute))
        return false;
    if (literal(c, ":")) {
        if (!digits(c, 2, 2, &out->second))
            return false;
        if (literal(c, ".,") && !fraction(c, &out->ms))
            return false;
    }
    return true;
}

static bool is_clock(hl_civil *out)
{
    if (out->second == 60) {
        out->second = 59;
        out->ms = 999;
    }
    return out->hour <= 23 && out->minute <= 59 && out->second <= 59;
}

/* "Z", "+08:00", "+0800", "+08", "UTC", "GMT+8", also behind a blank. */
static bool offset_part(cursor *c, int64_t *offset_ms)
{
    (void)literal(c, " ");
    bool named = word(c, "UTC") || word(c, "GMT");
    if ((named && c->at == c->length) || (!named && word(c, "Z")))
        return true;
    bool negative = c->at < c->length && c->text[c->at] == '-';
    int32_t hours = 0;
    int32_t minutes = 0;
    if (!literal(c, "+-") || !digits(c, named ? 1 : 2, 2, &hours))
        return false;
    bool colon = literal(c, ":");
    if ((colon || c->at < c->length) && !digits(c, 2, 2, &minutes))
        return false;
    if (hours > 23 || minutes > 59)
        return false;
    int64_t size = ((int64_t)hours * 60 + minutes) * 60000;
    *offset_ms = negative ? -size : size;
    return true;
}

static hl_time_form fail(hl_time_fault *fault, hl_time_fault why)
{
    *fault = why;
    return HL_TIME_INVALID;
}

/* "CST", "PDT": letters that are no offset. */
static bool is_abbreviation(cursor c)
{
    size_t count = 0;
    (void)literal(&c, " ");
    for (; c.at + count < c.length; count++)
        if (c.text[c.at + count] < 'A' || c.text[c.at + count] > 'Z')
            return false;
    return count >= 2 && count <= 5;
}

/* What stands between the date and the time. *halved: 上午 or 下午, and which. False: nothing that
 * could. */
static bool between(cursor *c, bool *halved, bool *morning)
{
    bool in_words = (unsigned char)c->text[c->at - 1] > 0x7f; /* 2026年3月1日15时 */
    bool apart = literal(c, "Tt ");
    while (apart && literal(c, " "))
        continue;
    *halved = half_day_before(c, morning);
    return apart || *halved || in_words;
}

/* The time of the day, and its offset if it has one: behind a date. */
static hl_time_form read_clock(cursor c, bool compact, hl_civil *civil, int64_t *out,
                               int64_t *offset_ms, hl_time_fault *fault)
{
    bool morning = false;
    bool halved = false;
    if (!between(&c, &halved, &morning))
        return fail(fault, HL_TIME_NO_TIME);
    if (!(compact && compact_clock(&c, civil)) && !clock_part(&c, civil))
        return fail(fault, HL_TIME_NO_TIME);
    if (!(halved ? in_half(civil, morning) : half_day(&c, civil)) || !is_clock(civil))
        return fail(fault, HL_TIME_NO_DAY);
    if (c.at == c.length) {
        *out = hl_base__civil_ms(civil);
        return HL_TIME_LOCAL;
    }
    cursor behind = c;
    if (!offset_part(&c, offset_ms) || c.at != c.length)
        return fail(fault, is_abbreviation(behind) ? HL_TIME_ABBREVIATION : HL_TIME_NO_TIME);
    *out = hl_base__civil_ms(civil) - *offset_ms;
    return HL_TIME_INSTANT;
}

static hl_time_form read_civil(hl_date_order order, cursor c, int64_t *out, int64_t *offset_ms,
                               hl_time_fault *fault)
{
    hl_civil civil = {0};
    hl_time_fault why = HL_TIME_NO_TIME;
    size_t count = digits_ahead(&c);
    bool read = count == 8   ? compact_date(&c, &civil)
                : count == 4 ? year_first(&c, &civil)
                             : year_last(&c, order, &civil, &why);
    if (!read)
        return fail(fault, why);
    if (!is_day(&civil))
        return fail(fault, HL_TIME_NO_DAY);
    if (c.at < c.length)
        return read_clock(c, count == 8, &civil, out, offset_ms, fault);
    *out = hl_base__civil_ms(&civil);
    return HL_TIME_DATE;
}

/* "... +08:00[Asia/Shanghai]", "... GMT+0800 (China Standard Time)": what says the zone once more
 * is left away. */
static bool take_remark(cursor *c)
{
    char last = c->length > c->at ? c->text[c->length - 1] : '\0';
    size_t at = c->length;
    if (last != ']' && last != ')')
        return false;
    while (at > c->at && c->text[at - 1] != (last == ']' ? '[' : '('))
        at--;
    if (at == c->at)
        return false;
    c->length = at - 1;
    while (c->length > c->at && c->text[c->length - 1] == ' ')
        c->length--;
    return true;
}

/* What is no number. */
static hl_time_form read_text(hl_date_order order, cursor c, int64_t *out, int64_t *offset_ms,
                              hl_time_fault *fault)
{
    char figures[HL_TIME_NAMES_ROOM];
    bool short_year = false;
    bool remarked = take_remark(&c);
    if (hl_base__time_in_figures(c.text + c.at, c.length - c.at, figures, &short_year)) {
        if (short_year)
            return fail(fault, HL_TIME_SHORT_YEAR);
        c = (cursor){figures, strlen(figures), 0};
    }
    int64_t read = 0;
    hl_time_form form = read_civil(order, c, &read, offset_ms, fault);
    if (remarked && form != HL_TIME_INSTANT)
        return fail(fault, HL_TIME_NO_TIME);
    if (form != HL_TIME_INVALID)
        *out = read;
    return form;
}

/* ---- numbers */

/* 0001-01-01 .. 9999-12-31 in milliseconds */
static const int64_t earliest = INT64_C(-62135596800000);
static const int64_t latest = INT64_C(253402300799999);

typedef struct number {
    bool negative;
    size_t whole;      /* digits before the point */
    int64_t value;     /* of them; the first 18 */
    bool fraction;     /* there is a point, */
    int64_t millionth; /* and so many millionths behind it */
    bool exponent;
} number;

/* False: the text is no number. */
static bool read_number(cursor c, number *n)
{
    *n = (number){.negative = literal(&c, "-")};
    n->whole = digits_ahead(&c);
    for (size_t i = 0; i < n->whole && i < 18; i++)
        n->value = n->value * 10 + (c.text[c.at + i] - '0');
    c.at += n->whole;
    n->fraction = n->whole > 0 && literal(&c, ".");
    size_t behind = n->fraction ? digits_ahead(&c) : 0;
    int64_t scale = 100000;
    for (size_t i = 0; i < behind; i++, scale /= 10)
        n->millionth += scale * (c.text[c.at + i] - '0');
    c.at += behind;
    n->exponent = n->whole > 0 && literal(&c, "eE");
    if (n->exponent) {
        (void)literal(&c, "+-");
        c.at += digits_ahead(&c);
    }
    return n->whole > 0 && c.at == c.length;
}

static hl_time_form since(const number *n, int64_t per_thousand_ms, int64_t *out,
                          hl_time_fault *fault)
{
    /* per_thousand_ms: thousandths of a millisecond in one unit: 1 for microseconds */
    if (n->whole > 18 || n->value > latest * 1000 / per_thousand_ms)
        return fail(fault, HL_TIME_BEYOND);
    int64_t micro = n->value * per_thousand_ms + n->millionth * per_thousand_ms / 1000000;
    int64_t ms = n->negative ? -(micro / 1000) : micro / 1000;
    if (ms < earliest || ms > latest)
        return fail(fault, HL_TIME_BEYOND);
    *out = ms;
    return HL_TIME_INSTANT;
}

/* Nanoseconds: of nineteen digits the last was not read. */
static hl_time_form since_nanoseconds(number n, int64_t *out, hl_time_fault *fault)
{
    if (n.whole > 19)
        return fail(fault, HL_TIME_BEYOND);
    n.value /= n.whole == 19 ? 100 : 1000;
    n.whole = n.whole == 19 ? 18 : n.whole;
    n.millionth = 0;
    return since(&n, 1, out, fault);
}

/* Days since 1899-12-30; before 1 March 1900 spreadsheets count a day that there was not. The time
 * of day is rounded to seconds, which is what a spreadsheet shows. */
static hl_time_form serial_day(const number *n, int64_t *out, hl_time_fault *fault)
{
    enum { FIRST = 61, LAST = 2958465, EPOCH = -25569 };
    if (n->negative || n->whole > 7 || n->value < FIRST || n->value > LAST)
        return fail(fault, HL_TIME_BEYOND);
    int64_t seconds = (n->millionth * 86400 + 500000) / 1000000;
    *out = (n->value + EPOCH) * HL_DAY_MS + seconds * 1000;
    return seconds == 0 ? HL_TIME_DATE : HL_TIME_LOCAL;
}

/* yyyymmdd of 1900 to 2100: as milliseconds it would be 1970. */
static bool read_compact_day(cursor c, const number *n, int64_t *out)
{
    hl_civil civil = {0};
    bool read = n->whole == 8 && !n->negative && !n->fraction && digits(&c, 4, 4, &civil.year) &&
                digits(&c, 2, 2, &civil.month) && digits(&c, 2, 2, &civil.day);
    if (!read || !is_day(&civil) || civil.year < 1900 || civil.year > 2100)
        return false;
    *out = hl_base__civil_ms(&civil);
    return true;
}

/* yyyymmddhhmm, yyyymmddhhmmss. Of twelve digits only what would be 1976 as milliseconds. */
static bool read_compact(cursor c, const number *n, int64_t *out)
{
    hl_civil civil = {0};
    if (n->negative || n->fraction || (n->whole != 12 && n->whole != 14))
        return false;
    bool read = digits(&c, 4, 4, &civil.year) && digits(&c, 2, 2, &civil.month) &&
                digits(&c, 2, 2, &civil.day) && digits(&c, 2, 2, &civil.hour) &&
                digits(&c, 2, 2, &civil.minute) &&
                (n->whole == 12 || digits(&c, 2, 2, &civil.second));
    if (!read || !is_day(&civil) || !is_clock(&civil) ||
        (n->whole == 12 && (civil.year < 2000 || civil.year > 2100)))
        return false;
    *out = hl_base__civil_ms(&civil);
    return true;
}

/* What a number of so many digits is, when nobody says it. */
static const hl_time_fault by_digits[] = {[5] = HL_TIME_SERIAL,
                                          [9] = HL_TIME_SECONDS,
                                          [10] = HL_TIME_SECONDS,
                                          [11] = HL_TIME_SECONDS,
                                          [14] = HL_TIME_NO_DAY};

static hl_time_form bare_number(const cursor *c, const number *n, int64_t *out,
                                hl_time_fault *fault)
{
    if (read_compact(*c, n, out))
        return HL_TIME_LOCAL;
    if (read_compact_day(*c, n, out))
        return HL_TIME_DATE;
    if (n->whole == 12 || n->whole == 13)
        return since(n, 1000, out, fault);
    if (n->whole > 14)
        return fail(fault, n->whole > 17 ? HL_TIME_NANOSECONDS : HL_TIME_MICROSECONDS);
    hl_time_fault why = by_digits[n->whole];
    return fail(fault, why == HL_TIME_FINE ? HL_TIME_NO_TIME : why);
}

static hl_time_form read_epoch(hl_epoch epoch, const cursor *c, const number *n, int64_t *out,
                               hl_time_fault *fault)
{
    if (n->exponent)
        return fail(fault, HL_TIME_ROUNDED);
    /* fourteen digits are no time in any other unit that is likely */
    if (n->whole == 14 && epoch != HL_EPOCH_MICROSECONDS && epoch != HL_EPOCH_NANOSECONDS &&
        read_compact(*c, n, out))
        return HL_TIME_LOCAL;
    switch (epoch) {
    case HL_EPOCH_SECONDS:
        return since(n, 1000000, out, fault);
    case HL_EPOCH_MILLISECONDS:
        return since(n, 1000, out, fault);
    case HL_EPOCH_MICROSECONDS:
        return since(n, 1, out, fault);
    case HL_EPOCH_NANOSECONDS:
        return since_nanoseconds(*n, out, fault);
    case HL_EPOCH_EXCEL:
        return serial_day(n, out, fault);
    case HL_EPOCH_UNSAID:
        break;
    }
    return bare_number(c, n, out, fault);
}

/* ---- all of them */

hl_time_form hl_base__time_read_offset(const hl_time_style *style, const char *text, size_t length,
                                       int64_t *out, int64_t *offset_ms, hl_time_fault *fault)
{
    static const hl_time_style unsaid = {.epoch = HL_EPOCH_UNSAID};
    cursor c = {text, length, 0};
    number n;
    if (style == NULL)
        style = &unsaid;
    while (c.length > 0 && (text[c.length - 1] == ' ' || text[c.length - 1] == '\t'))
        c.length--;
    while (c.at < c.length && (text[c.at] == ' ' || text[c.at] == '\t'))
        c.at++;
    *fault = HL_TIME_FINE;
    *offset_ms = 0;
    if (read_number(c, &n))
        return read_epoch(style->epoch, &c, &n, out, fault);
    return read_text(style->order, c, out, offset_ms, fault);
}

hl_time_form hl_base__time_read(const hl_time_style *style, const char *text, size_t length,
                                int64_t *out, hl_time_fault *fault)
{
    int64_t offset_ms = 0;
    return hl_base__time_read_offset(style, text, length, out, &offset_ms, fault);
}

hl_time_form hl_base__time_parse(const char *text, size_t length, int64_t *out)
{
    hl_time_fault fault;
    return hl_base__time_read(NULL, text, length, out, &fault);
}

bool hl_base__time_is_strict(const char *text, size_t length)
{
    return length >= 10 && text[4] == '-' && text[7] == '-';
}

bool hl_base__time_in_day(const hl_time_style *style, hl_time_form form, int64_t *local_ms)
{
    if (form == HL_TIME_INSTANT || *local_ms % HL_DAY_MS != 0)
        return true;
    if (style->dates == HL_DATE_ONLY_END)
        *local_ms += HL_DAY_MS - 1;
    return form == HL_TIME_LOCAL || style->dates != HL_DATE_ONLY_UNSAID;
}

hl_status hl_time_read(const char *text, const hl_time_style *style, int64_t *utc_ms, hl_error *err)
{
    hl_time_fault fault;
    hl_time_form form = hl_base__time_read(style, text, strlen(text), utc_ms, &fault);
    if (form == HL_TIME_INSTANT)
        return HL_OK;
    return hl_error_set(err, HL_REJECTED, "%s",
                        form == HL_TIME_INVALID ? hl_base__time_fault_text(fault)
                                                : "has no offset");
}

hl_status hl_time_parse(const char *text, int64_t *utc_ms)
{
    int64_t ms = 0;
    hl_status status = hl_time_read(text, NULL, &ms, NULL);
    if (status == HL_OK)
        *utc_ms = ms;
    return status;
}
