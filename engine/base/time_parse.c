/* Times as text: RFC 3339, as people and spreadsheets write them, and numbers since an epoch. What
 * a text may mean in two ways is not read: the fault says in which. */
#include <string.h>

#include "base/civil.h"
#include "base/named_rows.h"
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
        *fault = HL_TIME_ORDER;
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

static bool clock_part(cursor *c, hl_civil *out)
{
    if (!digits(c, 1, 2, &out->hour))
        return false;
    if (word(c, "\xE6\x97\xB6") || word(c, "\xE7\x82\xB9"))
        return clock_in_words(c, out);
    if (!literal(c, ":") || !digits(c, 2, 2, &out->minute))
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

static hl_time_form read_civil(hl_date_order order, cursor c, int64_t *out, int64_t *offset_ms,
                               hl_time_fault *fault)
{
    hl_civil civil = {0};
    hl_time_fault why = HL_TIME_NO_TIME;
    bool read = digits_ahead(&c) == 4 ? year_first(&c, &civil) : year_last(&c, order, &civil, &why);
    if (!read)
        return fail(fault, why);
    if (!is_day(&civil))
        return fail(fault, HL_TIME_NO_DAY);
    if (c.at == c.length) {
        *out = hl_base__civil_ms(&civil);
        return HL_TIME_DATE;
    }
    bool in_words = (unsigned char)c.text[c.at - 1] > 0x7f; /* ends in a word: 2026年3月1日15时 */
    bool morning = false;
    bool apart = literal(&c, "Tt ");
    bool halved = half_day_before(&c, &morning);
    if ((!apart && !halved && !in_words) || !clock_part(&c, &civil))
        return fail(fault, HL_TIME_NO_TIME);
    if (!(halved ? in_half(&civil, morning) : half_day(&c, &civil)) || !is_clock(&civil))
        return fail(fault, HL_TIME_NO_DAY);
    if (c.at == c.length) {
        *out = hl_base__civil_ms(&civil);
        return HL_TIME_LOCAL;
    }
    if (!offset_part(&c, offset_ms) || c.at != c.length)
        return fail(fault, HL_TIME_NO_TIME);
    *out = hl_base__civil_ms(&civil) - *offset_ms;
    return HL_TIME_INSTANT;
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
    return read_civil(style->order, c, out, offset_ms, fault);
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

static const struct {
    const char *what, *remedy;
} faults[HL_TIME_FAULTS] = {
    [HL_TIME_FINE] = {"", ""},
    [HL_TIME_NO_TIME] = {"is not a time (RFC 3339 with offset, or epoch milliseconds)", ""},
    [HL_TIME_NO_DAY] = {"is a day or an hour that there is not", ""},
    [HL_TIME_SECONDS] = {"is probably seconds since 1970", "--epoch seconds reads it"},
    [HL_TIME_MICROSECONDS] = {"is probably microseconds since 1970",
                              "--epoch microseconds reads it"},
    [HL_TIME_NANOSECONDS] = {"is probably nanoseconds since 1970", "--epoch nanoseconds reads it"},
    [HL_TIME_SERIAL] = {"is probably a spreadsheet's day number",
                        "--epoch excel reads it, with --zone"},
    [HL_TIME_ORDER] = {"may have its day or its month first",
                       "--date-order dmy or --date-order mdy says which"},
    [HL_TIME_SHORT_YEAR] = {"has a year of two digits", "write four"},
    [HL_TIME_ROUNDED] = {"was rounded by a spreadsheet", "export the column as text"},
    [HL_TIME_BEYOND] = {"is beyond the years 0001 to 9999 in the unit that --epoch says", ""},
};

const char *hl_base__time_fault_text(hl_time_fault fault)
{
    return faults[fault].what;
}

const char *hl_base__time_remedy(hl_time_fault fault)
{
    return faults[fault].remedy;
}

bool hl_time_is_usual(int64_t utc_ms)
{
    static const int64_t from_2000 = INT64_C(946684800000);
    static const int64_t to_2101 = INT64_C(4133980800000);
    return utc_ms >= from_2000 && utc_ms < to_2101;
}

static const char *const epochs[] = {[HL_EPOCH_SECONDS] = "seconds",
                                     [HL_EPOCH_MILLISECONDS] = "milliseconds",
                                     [HL_EPOCH_MICROSECONDS] = "microseconds",
                                     [HL_EPOCH_EXCEL] = "excel",
                                     [HL_EPOCH_NANOSECONDS] = "nanoseconds"};
static const hl_named_rows epoch_rows = HL_NAMED_ROWS(epochs);
static const char *const orders[] = {[HL_DATE_ORDER_DMY] = "dmy", [HL_DATE_ORDER_MDY] = "mdy"};
static const hl_named_rows order_rows = HL_NAMED_ROWS(orders);

const char *hl_epoch_name(hl_epoch epoch)
{
    return hl_base__row_name(&epoch_rows, epoch);
}

const char *hl_date_order_name(hl_date_order order)
{
    return hl_base__row_name(&order_rows, order);
}

static const char *const ends[] = {[HL_DATE_ONLY_START] = "start", [HL_DATE_ONLY_END] = "end"};
static const hl_named_rows end_rows = HL_NAMED_ROWS(ends);

bool hl_base__time_in_day(const hl_time_style *style, hl_time_form form, int64_t *local_ms)
{
    if (form == HL_TIME_INSTANT || *local_ms % HL_DAY_MS != 0)
        return true;
    if (style->dates == HL_DATE_ONLY_END)
        *local_ms += HL_DAY_MS - 1;
    return form == HL_TIME_LOCAL || style->dates != HL_DATE_ONLY_UNSAID;
}

const char *hl_date_only_name(hl_date_only dates)
{
    return hl_base__row_name(&end_rows, dates);
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
