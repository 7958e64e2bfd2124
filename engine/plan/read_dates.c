/* Dates that recur are days of a calendar: of a birthday that an export writes as the instant of a
 * midnight (1990-05-03T00:00:00Z) the day counts on which that midnight was, and not the evening
 * before in the west. And where nobody knows a birthday, systems write the first day that they
 * know. */
#include "plan/read_dates.h"

#include <string.h>

#include "base/civil.h"

enum { DAY_MS = 86400000 };

/* Whether the text says of itself which instant it is: by an offset, or by counting since 1970. */
static bool is_instant(const hl_value *value)
{
    const char *text = value->text;
    size_t length = value->length;
    size_t time = strcspn(text, ":");
    if (strspn(text, "0123456789-") == length)
        return memchr(text + 1, '-', length - 1) == NULL;
    return time < length && (text[length - 1] == 'Z' || text[length - 1] == 'z' ||
                             strpbrk(text + time, "+-") != NULL);
}

static bool is_midnight(int64_t ms)
{
    return ms % DAY_MS == 0;
}

/* Midnight for the user, in UTC, or where the shop is, then or by today's clock: whichever the
 * instant is. */
static int64_t local_of(const hl_reading *r, const hl_zone *zone, int64_t utc_ms, bool instant)
{
    const hl_zone *shop = r->compiled->workspace;
    int64_t now = r->compiled->options->now_utc_ms;
    const int64_t local[] = {utc_ms + (int64_t)hl_base__zone_offset(zone, utc_ms) * 1000, utc_ms,
                             utc_ms + (int64_t)hl_base__zone_offset(shop, utc_ms) * 1000,
                             utc_ms + (int64_t)hl_base__zone_offset(shop, now) * 1000};
    for (size_t i = 0; instant && i < sizeof local / sizeof local[0]; i++)
        if (is_midnight(local[i]))
            return local[i];
    return local[0];
}

/* A number of one or two digits. */
static size_t read_part(const char *text, int32_t *out)
{
    size_t digits = strspn(text, "0123456789");
    *out = 0;
    for (size_t i = 0; i < digits && i < 2; i++)
        *out = *out * 10 + (text[i] - '0');
    return digits <= 2 ? digits : 0;
}

/* A day of any year: "--05-12" (vCard), "05-12", "5月12日", and "05/25", which can be no other; of
 * "05/04" nobody knows. In a year that has a 29 February. False: it is none. */
static bool day_of_any_year(const hl_value *value, int64_t *local_ms)
{
    enum { LONGEST = 15, LEAP_YEAR = 1904 };
    char text[LONGEST + 1];
    int32_t month = 0, day = 0;
    if (value == NULL || value->text == NULL || value->length > LONGEST)
        return false;
    memcpy(text, value->text, value->length);
    text[value->length] = '\0';
    const char *at = text + (strncmp(text, "--", 2) == 0 ? 2 : 0);
    size_t digits = read_part(at, &month);
    at += digits;
    bool slash = *at == '/';
    size_t mark = *at == '-' || slash ? 1 : strncmp(at, "月", 3) == 0 ? 3 : 0;
    size_t more = mark == 0 ? 0 : read_part(at + mark, &day);
    at += mark + more;
    at += mark == 3 && (strncmp(at, "日", 3) == 0 || strncmp(at, "号", 3) == 0) ? 3 : 0;
    if (digits == 0 || more == 0 || *at != '\0' || month < 1 || month > 12 || day < 1 ||
        day > hl_base__civil_month_length(LEAP_YEAR, month) || (slash && day <= 12 && day != month))
        return false;
    *local_ms = hl_base__civil_days(LEAP_YEAR, month, day) * DAY_MS;
    return true;
}

void hl_plan__read_anchors(hl_reading *r, uint32_t index, const hl_value *attributes, int64_t line)
{
    const hl_experiment *x = r->compiled->experiment;
    const hl_zone *zone = hl_plan__person_zone(r->inputs, index);
    for (size_t h = 0; h < x->hook_count; h++) {
        bool recurs = x->hooks[h].recurs != HL_RECURS_NEVER;
        const char *name = x->hooks[h].anchor;
        int64_t *anchor = &r->inputs->anchors[index * x->hook_count + h];
        if (x->hooks[h].recurs == HL_RECURS_YEARLY &&
            day_of_any_year(hl_plan__attribute(attributes, name), anchor))
            continue;
        if (hl_plan__attribute_time(r, attributes, name, zone, line,
                                    recurs ? hl_plan__is_living : hl_time_is_usual, anchor) &&
            recurs)
            *anchor = local_of(r, zone, *anchor, is_instant(hl_plan__attribute(attributes, name)));
    }
}

/* ---- dates that stand in for none */

typedef struct stand_in {
    int32_t year;
    int month, day;
    bool may_be; /* somebody's: then it is none only where many have it */
} stand_in;

static const stand_in stand_ins[] = {
    {1, 1, 1, false},                                               /* .NET, SQL */
    {1753, 1, 1, false},                                            /* SQL Server */
    {1899, 12, 30, false},                                          /* spreadsheets, day 0 */
    {1899, 12, 31, false}, {1900, 1, 1, false}, {1970, 1, 1, true}, /* the day 0 of Unix */
};

static const stand_in *stand_in_of(int64_t local_ms)
{
    hl_civil day = hl_base__civil_from_ms(local_ms);
    for (size_t i = 0; i < sizeof stand_ins / sizeof stand_ins[0]; i++)
        if (stand_ins[i].year == day.year && stand_ins[i].month == day.month &&
            stand_ins[i].day == day.day)
            return &stand_ins[i];
    return NULL;
}

/* How many have a date, and how many the one of 1970: of those who were born in that year it is one
 * in 365, and with what people make up not one in a hundred of all. */
static bool are_many(const hl_inputs *in, size_t hooks, size_t hook)
{
    int64_t dated = 0;
    int64_t at = 0;
    for (uint32_t i = 0; i < in->people_ids.count; i++) {
        int64_t anchor = in->anchors[i * hooks + hook];
        const stand_in *none = anchor == INT64_MIN ? NULL : stand_in_of(anchor);
        dated += anchor != INT64_MIN;
        at += none != NULL && none->may_be;
    }
    return at >= 2 && at * 100 >= dated;
}

static void drop(hl_reading *r, size_t hook)
{
    hl_inputs *in = r->inputs;
    size_t hooks = r->compiled->experiment->hook_count;
    bool many = are_many(in, hooks, hook);
    long long dropped = 0;
    uint32_t first = 0;
    for (uint32_t i = 0; i < in->people_ids.count; i++) {
        int64_t *anchor = &in->anchors[i * hooks + hook];
        const stand_in *none = *anchor == INT64_MIN ? NULL : stand_in_of(*anchor);
        if (none == NULL || (none->may_be && !many))
            continue;
        first = dropped++ == 0 ? i : first;
        *anchor = INT64_MIN;
    }
    if (dropped > 0)
        hl_plan__warn(
            r, 0, 1,
            "dates '%.60s' that stand in for none (1900-01-01, 1970-01-01): %lld, such as "
            "of '%.60s'; they do not count",
            r->compiled->experiment->hooks[hook].anchor, dropped, in->people_ids.keys[first].text);
}

void hl_plan__drop_stand_ins(hl_reading *r)
{
    const hl_experiment *x = r->compiled->experiment;
    for (size_t h = 0; h < x->hook_count; h++)
        if (x->hooks[h].recurs == HL_RECURS_YEARLY)
            drop(r, h);
}
