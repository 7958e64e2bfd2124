/* Caps: how many touches at most. */
#include <stddef.h>
#include <string.h>

#include "config/decode.h"

static const char *const scope_names[] = {
    [HL_SCOPE_USER] = "user",         [HL_SCOPE_CHANNEL] = "channel",
    [HL_SCOPE_CLASS] = "class",       [HL_SCOPE_HOOK] = "hook",
    [HL_SCOPE_OPERATOR] = "operator", [HL_SCOPE_EVERYONE] = "everyone",
    [HL_SCOPE_MINUTE] = "minute",     [HL_SCOPE_SESSION] = "session"};
static const hl_named_rows all_scopes = HL_NAMED_ROWS(scope_names);
/* What a cap may say: not "session", which is the last. */
static const hl_named_rows scopes = {scope_names, sizeof scope_names[0], HL_SCOPE_SESSION};
static const char *const calendar_names[] = {"day", "week", "month"}; /* from HL_PERIOD_DAY on */
static const hl_named_rows calendars = HL_NAMED_ROWS(calendar_names);
static const hl_config_range counts = {.low = 0.0, .high = 1e9};
static const char count_accepted[] = "a whole number from 0 to 1000000000, or month_days";

const char *hl_cap_scope_name(hl_cap_scope scope)
{
    return hl_base__row_name(&all_scopes, scope);
}

const char *hl_period_name(hl_period period)
{
    return hl_base__row_name(&calendars, (size_t)period - HL_PERIOD_DAY);
}

/* "month_days": as many as the month has days. */
static void decode_count(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                         void *target)
{
    if (value->type == HL_VALUE_STRING && strcmp(value->text, "month_days") == 0)
        *(int64_t *)target = HL_CAP_MONTH_DAYS;
    else
        hl_config__integer(decoder, value, field, target);
}

static const hl_config_field fields[] = {
    {.key = "scope",
     .decode = hl_config__choice,
     .offset = offsetof(hl_cap, scope),
     .more = &scopes,
     .accepted = "user, channel, class, hook, operator, everyone or minute",
     .required = true},
    {.key = "of", .decode = hl_config__name, .offset = offsetof(hl_cap, of)},
    {.key = "count",
     .decode = decode_count,
     .offset = offsetof(hl_cap, count),
     .more = &counts,
     .accepted = count_accepted,
     .required = true},
    {.key = "per", .decode = hl_config__span, .offset = offsetof(hl_cap, per)},
    {.key = "calendar",
     .decode = hl_config__choice_or_none,
     .offset = offsetof(hl_cap, calendar),
     .more = &calendars},
};

static void check_of(hl_decoder *decoder, const hl_value *value, const hl_cap *cap)
{
    if (cap->of == NULL)
        return;
    const hl_value *of = hl_base__value_get(value, "of");
    bool known = cap->scope != HL_SCOPE_CLASS ||
                 hl_base__row_find(&hl_config__classes, cap->of, strlen(cap->of)) != SIZE_MAX;
    hl_config__enter(decoder, "of", 0);
    if (cap->scope == HL_SCOPE_USER)
        hl_config__error(decoder, of, NULL, "'of' is for the other scopes, not for user");
    else if (!known)
        hl_config__unknown_row(decoder, of, "class", &hl_config__classes);
    else if (cap->scope == HL_SCOPE_HOOK &&
             hl_config__index_of(decoder, "hooks", cap->of) == SIZE_MAX)
        hl_config__undefined(decoder, of, "hooks", cap->of);
    hl_config__leave(decoder);
}

static void check(hl_decoder *decoder, const hl_value *value, void *record)
{
    const hl_cap *cap = record;
    if (!hl_config__sound(decoder, "scope"))
        return;
    bool rate = cap->scope == HL_SCOPE_MINUTE;
    int spans = (hl_base__value_get(value, "per") != NULL) +
                (hl_base__value_get(value, "calendar") != NULL);
    if (rate && spans > 0)
        hl_config__error(decoder, value, NULL, "a cap of scope minute has no 'per' or 'calendar'");
    if (!rate && spans != 1)
        hl_config__error(decoder, value, "\"per\": \"P7D\" (rolling) or \"calendar\": \"month\"",
                         "the cap needs either 'per' or 'calendar'");
    if (cap->per.present && cap->per.months == 0 && cap->per.days == 0 && cap->per.ms == 0)
        hl_config__error_at(decoder, value, "per", "a duration such as P7D",
                            "the duration is zero");
    bool passes = cap->per.present && cap->per.months == 0 && cap->per.days == 0 &&
                  cap->per.ms > 0 && cap->per.ms < 60000;
    if (passes && hl_config__sound(decoder, "per"))
        hl_config__warn_at(decoder, value, "per",
                           "is less than a minute, and touches go by the minute: it holds nothing "
                           "back");
    bool monthly = cap->calendar == HL_PERIOD_MONTH;
    if (cap->count == HL_CAP_MONTH_DAYS && !monthly && hl_config__sound(decoder, "calendar"))
        hl_config__error_at(decoder, value, "count", "a whole number, or \"calendar\": \"month\"",
                            "month_days is for caps of a calendar month");
    if (cap->count == 0 && hl_config__sound(decoder, "count"))
        hl_config__warn_at(decoder, value, "count", "a cap of 0 means never");
    check_of(decoder, value, cap);
}

const hl_config_record hl_config__cap = {"a cap",        fields, HL_CONFIG_COUNT(fields),
                                         sizeof(hl_cap), NULL,   check};
