/* What the planner keeps to besides windows: quiet hours, operators' shifts, the calendar. */
#include <stddef.h>
#include <string.h>

#include "base/spelling.h"
#include "config/decode.h"

static size_t *count_beside(const hl_config_field *field, void *target)
{
    return (size_t *)(void *)((char *)target - field->offset + field->count_offset);
}

void hl_config__quiet_hours(hl_decoder *decoder, const hl_value *value,
                            const hl_config_field *field, void *target)
{
    hl_config_field windows = *field;
    windows.more = &hl_config__window;
    windows.accepted = "a list of windows";
    hl_config__list(decoder, value, &windows, target);
}

static size_t shifts_in(const hl_value *value)
{
    size_t count = 0;
    for (size_t i = 0; i < value->count; i++)
        count += value->items[i].type == HL_VALUE_ARRAY ? value->items[i].count : 0;
    return count;
}

/* One of no window is not one who never works: who has no shift may always send. */
static void check_operator(hl_decoder *decoder, const hl_value *list)
{
    const char *name = list->key;
    size_t length = strlen(name);
    hl_base__trim(&name, &length);
    if (length < strlen(list->key))
        hl_config__newer(decoder, list, "a name of 1 to 200 characters",
                         "white space around the name '%.100s'", list->key);
    if (list->count == 0)
        hl_config__newer(decoder, list, "at least one window, or no entry: at any hour",
                         "a shift without a window");
}

static size_t read_operator(hl_decoder *decoder, const hl_value *list, hl_shift *out)
{
    if (!hl_config__is(decoder, list, HL_VALUE_ARRAY, "a list of windows") ||
        !hl_config__fits(decoder, list))
        return 0;
    const char *name = hl_base__arena_string(decoder->arena, list->key);
    decoder->no_memory = decoder->no_memory || name == NULL;
    check_operator(decoder, list);
    for (size_t i = 0; i < list->count; i++) {
        hl_config__enter(decoder, NULL, i);
        out[i].operator_name = name;
        (void)hl_config__record(decoder, &list->items[i], &hl_config__window, &out[i].window);
        hl_config__leave(decoder);
    }
    return list->count;
}

void hl_config__shifts(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                       void *target)
{
    if (!hl_config__is(decoder, value, HL_VALUE_OBJECT,
                       "operators by name, each a list of windows") ||
        !hl_config__fits(decoder, value))
        return;
    hl_shift *shifts = hl_config__alloc(decoder, shifts_in(value), sizeof *shifts);
    size_t count = 0;
    for (size_t i = 0; shifts != NULL && i < value->count; i++) {
        hl_config__enter(decoder, value->items[i].key, 0);
        count += read_operator(decoder, &value->items[i], shifts + count);
        hl_config__leave(decoder);
    }
    *(const hl_shift **)target = shifts;
    *count_beside(field, target) = count;
}

static void read_days(hl_decoder *decoder, const hl_value *list, bool working, hl_special_day *out)
{
    static const hl_config_field plain = {.key = ""};
    for (size_t i = 0; i < list->count; i++) {
        hl_config__enter(decoder, NULL, i);
        out[i].working = working;
        hl_config__date(decoder, &list->items[i], &plain, &out[i]);
        hl_config__leave(decoder);
    }
}

static void check_days(hl_decoder *decoder, const hl_value *value, const hl_special_day *days,
                       size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (days[i].year != 0 && days[i].year == days[j].year &&
                days[i].month == days[j].month && days[i].day == days[j].day)
                hl_config__error(decoder, value, "each day once", "%04d-%02d-%02d stands twice",
                                 days[i].year, days[i].month, days[i].day);
}

/* {"holidays": [...], "working": [...]} */
static void read_calendar(hl_decoder *decoder, const hl_value *value, hl_experiment *out)
{
    static const char *const names[] = {"holidays", "working"};
    size_t count = 0;
    for (size_t i = 0; i < value->count; i++)
        count += value->items[i].type == HL_VALUE_ARRAY ? value->items[i].count : 0;
    hl_special_day *days = hl_config__alloc(decoder, count, sizeof *days);
    size_t at = 0;
    for (size_t i = 0; days != NULL && i < value->count; i++) {
        const hl_value *list = &value->items[i];
        bool working = strcmp(list->key, names[1]) == 0;
        hl_config__enter(decoder, list->key, 0);
        if (!working && strcmp(list->key, names[0]) != 0) {
            hl_config__unknown(decoder, list, "key", list->key, names, HL_CONFIG_COUNT(names));
        } else if (hl_config__is(decoder, list, HL_VALUE_ARRAY, "a list of dates") &&
                   hl_config__fits(decoder, list)) {
            read_days(decoder, list, working, days + at);
            at += list->count;
        }
        hl_config__leave(decoder);
    }
    if (days == NULL)
        return;
    check_days(decoder, value, days, at);
    out->special_days = days;
    out->special_day_count = at;
}

/* A definition comes from elsewhere, and opens no file of the machine at will. */
static bool leaves_folder(const char *path)
{
    for (const char *part = path; part != NULL; part = strchr(part, '/')) {
        part += part > path;
        if (*part == '/' || (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')))
            return true;
    }
    return false;
}

void hl_config__calendar(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                         void *target)
{
    hl_experiment *out = target;
    if (value->type == HL_VALUE_STRING) {
        hl_config__string(decoder, value, field, (void *)&out->calendar_file);
        if (leaves_folder(value->text))
            hl_config__error(decoder, value, "a file in the folder of the definition, or below",
                             "the calendar lies outside of the definition's folder");
    } else if (hl_config__is(decoder, value, HL_VALUE_OBJECT,
                             "a file, or {\"holidays\": [...], \"working\": [...]}"))
        read_calendar(decoder, value, out);
}
