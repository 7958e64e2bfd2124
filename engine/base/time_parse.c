/* RFC 3339 date-times, local date-times, dates and epoch milliseconds. */
#include <string.h>

#include "base/civil.h"
#include "base/number.h"
#include "hookline/time.h"

typedef struct cursor {
    const char *text;
    size_t length;
    size_t at;
} cursor;

static bool digits(cursor *c, size_t count, int32_t *out)
{
    if (c->length - c->at < count)
        return false;
    int32_t value = 0;
    for (size_t i = 0; i < count; i++) {
        char d = c->text[c->at + i];
        if (d < '0' || d > '9')
            return false;
        value = value * 10 + (d - '0');
    }
    c->at += count;
    *out = value;
    return true;
}

static bool literal(cursor *c, const char *any_of)
{
    if (c->at >= c->length || strchr(any_of, c->text[c->at]) == NULL || c->text[c->at] == '\0')
        return false;
    c->at++;
    return true;
}

static bool date_part(cursor *c, hl_civil *out)
{
    if (!digits(c, 4, &out->year) || !literal(c, "-") || !digits(c, 2, &out->month) ||
        !literal(c, "-") || !digits(c, 2, &out->day))
        return false;
    return out->year >= 1 && out->month >= 1 && out->month <= 12 && out->day >= 1 &&
           out->day <= hl_base__civil_month_length(out->year, out->month);
}

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

static bool clock_part(cursor *c, hl_civil *out)
{
    if (!digits(c, 2, &out->hour) || !literal(c, ":") || !digits(c, 2, &out->minute))
        return false;
    if (literal(c, ":")) {
        if (!digits(c, 2, &out->second))
            return false;
        if (literal(c, ".,") && !fraction(c, &out->ms))
            return false;
    }
    if (out->second == 60) {
        out->second = 59;
        out->ms = 999;
    }
    return out->hour <= 23 && out->minute <= 59 && out->second <= 59;
}

static bool offset_part(cursor *c, int64_t *offset_ms)
{
    if (literal(c, "Zz"))
        return true;
    bool negative = c->at < c->length && c->text[c->at] == '-';
    int32_t hours = 0;
    int32_t minutes = 0;
    if (!literal(c, "+-") || !digits(c, 2, &hours))
        return false;
    (void)literal(c, ":");
    if (!digits(c, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    int64_t size = ((int64_t)hours * 60 + minutes) * 60000;
    *offset_ms = negative ? -size : size;
    return true;
}

static bool looks_like_epoch(const char *text, size_t length)
{
    return length >= 9 || (length > 1 && text[0] == '-');
}

/* 0001-01-01 .. 9999-12-31 in milliseconds */
static const int64_t earliest = INT64_C(-62135596800000);
static const int64_t latest = INT64_C(253402300799999);

hl_time_form hl_base__time_parse(const char *text, size_t length, int64_t *out)
{
    int64_t epoch = 0;
    if (looks_like_epoch(text, length) && hl_base__number_parse_int(text, length, &epoch)) {
        if (epoch < earliest || epoch > latest)
            return HL_TIME_INVALID;
        *out = epoch;
        return HL_TIME_INSTANT;
    }
    cursor c = {text, length, 0};
    hl_civil civil = {0};
    if (!date_part(&c, &civil))
        return HL_TIME_INVALID;
    if (c.at == length) {
        *out = hl_base__civil_ms(&civil);
        return HL_TIME_DATE;
    }
    int64_t offset = 0;
    if (!literal(&c, "Tt ") || !clock_part(&c, &civil))
        return HL_TIME_INVALID;
    if (c.at == length) {
        *out = hl_base__civil_ms(&civil);
        return HL_TIME_LOCAL;
    }
    if (!offset_part(&c, &offset) || c.at != length)
        return HL_TIME_INVALID;
    *out = hl_base__civil_ms(&civil) - offset;
    return HL_TIME_INSTANT;
}

hl_status hl_time_parse(const char *text, int64_t *utc_ms)
{
    return hl_base__time_parse(text, strlen(text), utc_ms) == HL_TIME_INSTANT ? HL_OK : HL_REJECTED;
}
