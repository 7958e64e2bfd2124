/* Kinds of field that say when: durations, instants, weekdays, local times, zones. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/text.h"
#include "config/decode.h"
#include "config/near_time.h"

static const char duration_accepted[] = "an ISO 8601 duration such as PT24H or P7D";

static void no_duration(hl_decoder *decoder, const hl_value *value)
{
    char near[HL_NEAR_TIME];
    if (hl_config__near_duration(value->text, near))
        hl_config__error(decoder, value, duration_accepted,
                         "'%.200s' is no duration; did you mean '%s'?", value->text, near);
    else
        hl_config__error(decoder, value, duration_accepted, "'%.200s' is no duration", value->text);
}

static bool read_duration(hl_decoder *decoder, const hl_value *value, hl_duration *out)
{
    if (!hl_config__is(decoder, value, HL_VALUE_STRING, duration_accepted))
        return false;
    if (!hl_base__duration_parse(value->text, value->length, out)) {
        no_duration(decoder, value);
        return false;
    }
    if (value->text[0] == '-') {
        hl_config__error(decoder, value, duration_accepted, "a duration may not be negative");
        return false;
    }
    return true;
}

void hl_config__span(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                     void *target)
{
    (void)field;
    hl_duration duration;
    if (read_duration(decoder, value, &duration))
        *(hl_span *)target = (hl_span){true, duration.months, duration.days, duration.ms};
}

void hl_config__span_ms(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                        void *target)
{
    (void)field;
    hl_duration duration;
    if (!read_duration(decoder, value, &duration))
        return;
    int64_t ms = hl_base__duration_nominal_ms(&duration);
    if (ms == 0)
        hl_config__error(decoder, value, duration_accepted, "the duration is zero");
    *(int64_t *)target = ms;
}

void hl_config__instant(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                        void *target)
{
    (void)field;
    static const char accepted[] = "a time with offset such as 2026-11-22T10:00:00+08:00";
    if (!hl_config__is(decoder, value, HL_VALUE_STRING, accepted))
        return;
    int64_t ms = 0;
    hl_time_form form = hl_base__time_is_strict(value->text, value->length)
                            ? hl_base__time_parse(value->text, value->length, &ms)
                            : HL_TIME_INVALID;
    if (form == HL_TIME_LOCAL || form == HL_TIME_DATE)
        hl_config__error(decoder, value, accepted, "'%.200s' has no offset", value->text);
    else if (form == HL_TIME_INVALID || strchr(value->text, 'T') == NULL)
        hl_config__error(decoder, value, accepted, "'%.200s' is no time", value->text);
    else
        *(int64_t *)target = ms;
    if (form == HL_TIME_INSTANT && !hl_time_is_usual(ms))
        hl_config__warn(decoder, value, "'%.200s' is before 2000 or after 2100", value->text);
}

static int weekday(const char *text, size_t length)
{
    static const char names[] = "montuewedthufrisatsun";
    if (length != 3)
        return -1;
    for (int i = 0; i < 7; i++)
        if (memcmp(names + (ptrdiff_t)i * 3, text, 3) == 0)
            return i;
    return -1;
}

/* "mon" or "sat-mon", which goes round. False when it is neither. */
static bool add_days(const char *text, size_t length, uint8_t *days)
{
    int first = weekday(text, length < 3 ? length : 3);
    int last = length == 3 ? first : -1;
    if (length == 7 && text[3] == '-')
        last = weekday(text + 4, 3);
    if (first < 0 || last < 0)
        return false;
    for (int day = first;; day = (day + 1) % 7) {
        *days = (uint8_t)(*days | 1U << day);
        if (day == last)
            return true;
    }
}

/* False: a piece is none; *piece then has it. */
static bool read_days(const char *text, uint8_t *days, const char **piece, size_t *length)
{
    for (*piece = text;; *piece += *length + 1) {
        *length = strcspn(*piece, ",");
        if (!add_days(*piece, *length, days))
            return false;
        if ((*piece)[*length] == '\0')
            return true;
    }
}

static void no_days(hl_decoder *decoder, const hl_value *value, const char *accepted,
                    const char *piece, size_t length)
{
    char near[HL_NEAR_TIME];
    uint8_t meant = 0;
    const char *rest = NULL;
    size_t rest_length = 0;
    int shown = (int)(length > 60 ? 60 : length);
    if (hl_config__near_days(value->text, near) && read_days(near, &meant, &rest, &rest_length))
        hl_config__error(decoder, value, accepted, "'%.*s' are no weekdays; did you mean '%s'?",
                         shown, piece, near);
    else
        hl_config__error(decoder, value, accepted, "'%.*s' are no weekdays", shown, piece);
}

void hl_config__days(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                     void *target)
{
    (void)field;
    static const char accepted[] =
        "weekdays such as mon-fri, sat-sun or mon,wed,fri; or working, or free";
    hl_window *window = target;
    if (!hl_config__is(decoder, value, HL_VALUE_STRING, accepted))
        return;
    if (strcmp(value->text, "working") == 0)
        window->kind = HL_DAYS_WORKING;
    else if (strcmp(value->text, "free") == 0)
        window->kind = HL_DAYS_FREE;
    if (window->kind != HL_DAYS_ALL)
        return;
    uint8_t days = 0;
    const char *piece = NULL;
    size_t length = 0;
    if (!read_days(value->text, &days, &piece, &length)) {
        no_days(decoder, value, accepted, piece, length);
        return;
    }
    window->days = days;
}

static bool two_digits(const char *text, int32_t *out)
{
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return false;
    *out = (text[0] - '0') * 10 + (text[1] - '0');
    return true;
}

static void no_clock(hl_decoder *decoder, const hl_value *value, const char *accepted)
{
    char near[HL_NEAR_TIME];
    if (hl_config__near_clock(value->text, near) && strcmp(near, value->text) != 0)
        hl_config__error(decoder, value, accepted, "'%.60s' is no local time; did you mean '%s'?",
                         value->text, near);
    else
        hl_config__error(decoder, value, accepted, "'%.60s' is no local time", value->text);
}

void hl_config__clock(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                      void *target)
{
    const char *accepted = field->more == NULL ? "a local time from 00:00 to 23:59"
                                               : "a local time from 00:00 to 24:00";
    if (!hl_config__is(decoder, value, HL_VALUE_STRING, accepted))
        return;
    int32_t hour = 0;
    int32_t minute = 0;
    bool read = value->length == 5 && value->text[2] == ':' && two_digits(value->text, &hour) &&
                two_digits(value->text + 3, &minute) && minute < 60;
    int32_t minutes = hour * 60 + minute;
    if (!read || minutes > (field->more == NULL ? 1439 : 1440))
        no_clock(decoder, value, accepted);
    else
        *(int32_t *)target = minutes;
}

static void no_zone(hl_decoder *decoder, const hl_value *value)
{
    const char *near = NULL;
    if (hl_base__zones_suggest(decoder->zones, value->text, value->length, &near) != HL_OK) {
        decoder->no_memory = true;
        return;
    }
    static const char accepted[] = "user, or an IANA name such as Asia/Shanghai";
    if (near == NULL)
        hl_config__error(decoder, value, accepted, "there is no zone '%.200s'", value->text);
    else
        hl_config__error(decoder, value, NULL, "there is no zone '%.200s'; did you mean %s?",
                         value->text, near);
}

/* Names that are zones, and seldom the ones that are meant: abbreviations that know no summer time,
 * and those of POSIX, whose sign is the other way round. */
static void remark_fixed(hl_decoder *decoder, const hl_value *value, const hl_zone *zone)
{
    static const struct {
        const char *name, *meant;
    } fixed[] = {{"EST", "America/New_York"}, {"MST", "America/Denver"},
                 {"HST", "Pacific/Honolulu"}, {"CET", "Europe/Berlin"},
                 {"MET", "Europe/Berlin"},    {"EET", "Europe/Helsinki"},
                 {"WET", "Europe/Lisbon"}};
    const char *name = hl_base__zone_name(zone);
    char offset[HL_TIME_TEXT];
    const int64_t winter = INT64_C(1767225600000); /* 2026-01-01 */
    const int64_t summer = INT64_C(1782864000000); /* 2026-07-01 */
    int32_t seconds = hl_base__zone_offset(zone, winter);
    int32_t minutes = (seconds < 0 ? -seconds : seconds) / 60;
    (void)snprintf(offset, sizeof offset, "UTC%c%02d:%02d", seconds < 0 ? '-' : '+', minutes / 60,
                   minutes % 60);
    if (strncmp(name, "Etc/GMT", 7) == 0 && seconds != 0)
        hl_config__warn(decoder, value,
                        "'%.60s' is %s: the sign of these names is the other way round; an offset "
                        "is written UTC+8",
                        name, offset);
    for (size_t i = 0; i < HL_CONFIG_COUNT(fixed); i++)
        if (strcmp(name, fixed[i].name) == 0 && seconds == hl_base__zone_offset(zone, summer))
            hl_config__warn(decoder, value,
                            "'%.60s' is %s all the year, without summer time; a place such as %s "
                            "has its own clock",
                            name, offset, fixed[i].meant);
}

void hl_config__zone(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                     void *target)
{
    static const char user[] = "user";
    const char *zone = NULL;
    hl_config__string(decoder, value, field, (void *)&zone);
    if (zone == NULL || zone[0] == '\0' || strcmp(zone, user) == 0)
        return;
    const hl_zone *found = NULL;
    if (decoder->zones == NULL)
        decoder->zones = hl_base__zones_new(NULL);
    if (decoder->zones == NULL ||
        hl_base__zones_find(decoder->zones, value->text, value->length, &found) != HL_OK)
        decoder->no_memory = true;
    else if (found == NULL)
        no_zone(decoder, value);
    else
        remark_fixed(decoder, value, found);
    memcpy(target, &zone, sizeof zone);
}

void hl_config__date(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                     void *target)
{
    (void)field;
    static const char accepted[] = "a date such as 2026-10-01";
    if (!hl_config__is(decoder, value, HL_VALUE_STRING, accepted))
        return;
    int64_t ms = 0;
    if (value->length != 10 || !hl_base__time_is_strict(value->text, value->length) ||
        hl_base__time_parse(value->text, value->length, &ms) != HL_TIME_DATE) {
        hl_config__error(decoder, value, accepted, "'%.60s' is no date", value->text);
        return;
    }
    hl_civil civil = hl_base__civil_from_ms(ms);
    hl_special_day *day = target;
    day->year = civil.year;
    day->month = civil.month;
    day->day = civil.day;
}
