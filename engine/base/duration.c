/* ISO 8601 durations. */
#include "base/civil.h"

enum { MAX_DAYS = 365250 };

typedef struct unit {
    char letter;
    bool of_time;
    int32_t months;
    int32_t days;
    int64_t ms;
} unit;

static const unit units[] = {
    {'Y', false, 12, 0, 0},  {'M', false, 1, 0, 0},      {'W', false, 0, 7, 0},
    {'D', false, 0, 1, 0},   {'H', true, 0, 0, 3600000}, {'M', true, 0, 0, 60000},
    {'S', true, 0, 0, 1000},
};
enum { UNIT_COUNT = sizeof units / sizeof units[0] };

static size_t next_unit(char letter, bool of_time, size_t from)
{
    for (size_t i = from; i < UNIT_COUNT; i++)
        if (units[i].letter == letter && units[i].of_time == of_time)
            return i;
    return UNIT_COUNT;
}

static bool read_amount(const char *text, size_t length, size_t *at, int64_t *whole, int64_t *milli)
{
    size_t start = *at;
    *whole = *milli = 0;
    for (; *at < length && text[*at] >= '0' && text[*at] <= '9'; (*at)++) {
        *whole = *whole * 10 + (text[*at] - '0');
        if (*whole > INT64_C(100000000000))
            return false;
    }
    if (*at == start)
        return false;
    if (*at < length && (text[*at] == '.' || text[*at] == ',')) {
        size_t point = (*at)++;
        for (int64_t scale = 100; *at < length && text[*at] >= '0' && text[*at] <= '9';
             (*at)++, scale /= 10)
            *milli += scale * (text[*at] - '0');
        return *at > point + 1;
    }
    return true;
}

static bool add_unit(hl_duration *sum, const unit *u, int64_t whole, int64_t milli)
{
    if (u->months != 0 || u->days != 0) {
        if (milli != 0 || whole > MAX_DAYS)
            return false;
        sum->months += (int32_t)whole * u->months;
        sum->days += (int32_t)whole * u->days;
        return true;
    }
    if (whole > MAX_DAYS * HL_DAY_MS / u->ms)
        return false;
    sum->ms += whole * u->ms + milli * u->ms / 1000;
    return true;
}

bool hl_base__duration_parse(const char *text, size_t length, hl_duration *out)
{
    size_t at = length > 0 && text[0] == '-' ? 1 : 0;
    bool negative = at == 1;
    if (at >= length || text[at++] != 'P')
        return false;
    hl_duration sum = {0, 0, 0};
    bool of_time = false;
    size_t seen = 0;
    size_t next = 0;
    while (at < length) {
        if (text[at] == 'T' && !of_time && at + 1 < length) {
            of_time = true;
            at++;
            continue;
        }
        int64_t whole = 0;
        int64_t milli = 0;
        if (!read_amount(text, length, &at, &whole, &milli) || at >= length)
            return false;
        size_t which = next_unit(text[at++], of_time, next);
        if (which == UNIT_COUNT || !add_unit(&sum, &units[which], whole, milli))
            return false;
        next = which + 1;
        seen++;
    }
    if (seen == 0 || sum.months > 12000 || sum.days > MAX_DAYS)
        return false;
    if (negative)
        sum = (hl_duration){-sum.months, -sum.days, -sum.ms};
    *out = sum;
    return true;
}

int64_t hl_base__duration_nominal_ms(const hl_duration *duration)
{
    return ((int64_t)duration->months * 30 + duration->days) * HL_DAY_MS + duration->ms;
}
