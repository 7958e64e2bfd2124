/* The presets (channels/, JSON files), decoded once. Their format is docs/formats/channels.md. */
#include "plan/channels.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "config/decode.h"
#include "json/json.h"

struct hl_channels {
    hl_arena arena;
    size_t count;
    const hl_channel *items;
    const char **names;
};

/* All days, some of the week, "holidays": those of Monday to Friday that the calendar frees, or
 * "holidays-fr": those of French law, which a plan without a calendar knows too. */
static void decode_days(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                        void *target)
{
    hl_window *window = target;
    if (value->type == HL_VALUE_STRING && strcmp(value->text, "holidays-fr") == 0) {
        window->kind = HL_DAYS_FRENCH;
        window->days = 0x7f;
        return;
    }
    if (value->type != HL_VALUE_STRING || strcmp(value->text, "holidays") != 0) {
        hl_config__days(decoder, value, field, target);
        return;
    }
    window->kind = HL_DAYS_FREE;
    window->days = 0x1f;
}

static void check_hours(hl_decoder *decoder, const hl_value *value, void *record)
{
    hl_config__window.check(decoder, value, record);
}

static const char until_midnight[] = "24:00";
static const hl_config_field hours_fields[] = {
    {.key = "days", .decode = decode_days},
    {.key = "from",
     .decode = hl_config__clock,
     .offset = offsetof(hl_window, from_minutes),
     .required = true},
    {.key = "to",
     .decode = hl_config__clock,
     .offset = offsetof(hl_window, to_minutes),
     .more = until_midnight,
     .required = true},
};
static const hl_window every_day = {.days = 0x7f};
static const hl_config_record hours = {
    "quiet hours",     hours_fields, HL_CONFIG_COUNT(hours_fields),
    sizeof(hl_window), &every_day,   check_hours};

static const char *const after_names[] = {
    [HL_AFTER_MESSAGE] = "message", [HL_AFTER_TRIGGER] = "trigger"};
static const hl_named_rows afters = HL_NAMED_ROWS(after_names);

const char *hl_session_after_name(hl_session_after after)
{
    return hl_base__row_name(&afters, after);
}

static const hl_config_range counts = {.low = 1.0, .high = 1e9};
static const hl_config_field session_fields[] = {
    {.key = "after",
     .decode = hl_config__choice,
     .offset = offsetof(hl_channel_session, after),
     .more = &afters,
     .required = true},
    {.key = "within",
     .decode = hl_config__span,
     .offset = offsetof(hl_channel_session, within),
     .required = true},
    {.key = "count",
     .decode = hl_config__integer,
     .offset = offsetof(hl_channel_session, count),
     .more = &counts},
};
static const hl_channel_session a_session = {.present = true};
static const hl_config_record session = {"a session",
                                         session_fields,
                                         HL_CONFIG_COUNT(session_fields),
                                         sizeof(hl_channel_session),
                                         &a_session,
                                         NULL};

static void decode_classes(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                           void *target)
{
    static const hl_config_field one = {.key = "", .more = &hl_config__classes};
    uint8_t bits = 0;
    if (!hl_config__is(decoder, value, HL_VALUE_ARRAY, field->accepted))
        return;
    for (size_t i = 0; i < value->count; i++) {
        hl_hook_class klass = HL_CLASS_TRANSACTIONAL;
        hl_config__enter(decoder, NULL, i);
        hl_config__choice(decoder, &value->items[i], &one, &klass);
        hl_config__leave(decoder);
        bits |= (uint8_t)(1U << klass);
    }
    *(uint8_t *)target = bits;
}

/* A date, or null when nobody knows. */
static void decode_since(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                         void *target)
{
    hl_special_day day;
    if (value->type == HL_VALUE_NULL)
        return;
    hl_config__date(decoder, value, field, &day);
    hl_config__string(decoder, value, field, target);
}

static const char *const format_name[] = {"hookline-channel/1"};
static const hl_named_rows formats = HL_NAMED_ROWS(format_name);
static const char *const kind_names[] = {"mass",  "session", "sms",   "call",
                                         "email", "push",    "rhythm"};
static const hl_named_rows kinds = HL_NAMED_ROWS(kind_names);

/* What a file says, and what is only checked. */
typedef struct preset {
    hl_channel channel;
    const char *format;
} preset;

#define CHANNEL(member) offsetof(preset, channel.member)

static const hl_config_field fields[] = {
    {.key = "format",
     .decode = hl_config__choice_text,
     .offset = offsetof(preset, format),
     .more = &formats,
     .required = true},
    {.key = "channel", .decode = hl_config__name, .offset = CHANNEL(name), .required = true},
    {.key = "kind",
     .decode = hl_config__choice_text,
     .offset = CHANNEL(kind),
     .more = &kinds,
     .required = true},
    {.key = "title", .decode = hl_config__localized, .offset = CHANNEL(title), .required = true},
    {.key = "rule", .decode = hl_config__localized, .offset = CHANNEL(rule), .required = true},
    {.key = "classes", .decode = decode_classes, .offset = CHANNEL(classes)},
    {.key = "legal", .decode = hl_config__bool, .offset = CHANNEL(legal)},
    {.key = "confirm", .decode = hl_config__bool, .offset = CHANNEL(confirm)},
    {.key = "quiet_hours",
     .decode = hl_config__list,
     .offset = CHANNEL(quiet),
     .count_offset = CHANNEL(quiet_count),
     .more = &hours},
    {.key = "caps",
     .decode = hl_config__list,
     .offset = CHANNEL(caps),
     .count_offset = CHANNEL(cap_count),
     .more = &hl_config__cap},
    {.key = "session", .decode = hl_config__object, .offset = CHANNEL(session), .more = &session},
    {.key = "source", .decode = hl_config__string, .offset = CHANNEL(source), .required = true},
    {.key = "effective_from", .decode = decode_since, .offset = CHANNEL(effective_from)},
    {.key = "verified", .decode = hl_config__bool, .offset = CHANNEL(verified)},
};
static const preset initial = {.channel = {.classes = 7}};
static const hl_config_record channel = {"a channel",    fields,   HL_CONFIG_COUNT(fields),
                                         sizeof(preset), &initial, NULL};

static hl_status rejected(const hl_problems *problems, hl_error *err)
{
    size_t i = 0;
    while (hl_problems_get(problems, i)->severity != HL_PROBLEM_ERROR)
        i++;
    return hl_error_set(err, HL_REJECTED, "%s", hl_problems_line(problems, i));
}

hl_status hl_plan__channel_read(const hl_embedded *file, hl_arena *arena, hl_problems *problems,
                                hl_channel *out, hl_error *err)
{
    const hl_value *root = NULL;
    preset read;
    hl_status status =
        hl_json__parse(file->name, file->text, file->length, 1, arena, NULL, &root, err);
    if (status != HL_OK)
        return status;
    hl_decoder decoder = {.file = file->name, .problems = problems, .arena = arena, .root = root};
    bool good = hl_config__record(&decoder, root, &channel, &read);
    if (decoder.no_memory || hl_problems_status(problems, err) != HL_OK)
        return hl_error_memory(err);
    *out = read.channel;
    return good ? HL_OK : rejected(problems, err);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const hl_channel *)a)->name, ((const hl_channel *)b)->name);
}

static hl_status read_all(hl_channels *channels, hl_problems *problems, hl_error *err)
{
    size_t count = 0;
    while (hl_plan__channel_files[count].name != NULL)
        count++;
    hl_channel *items = hl_base__arena_array(&channels->arena, count + 1, sizeof *items);
    channels->names = hl_base__arena_array(&channels->arena, count + 1, sizeof *channels->names);
    if (items == NULL || channels->names == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count; i++) {
        hl_status status = hl_plan__channel_read(&hl_plan__channel_files[i], &channels->arena,
                                                 problems, &items[i], err);
        if (status != HL_OK)
            return status;
    }
    qsort(items, count, sizeof *items, by_name);
    for (size_t i = 0; i < count; i++)
        channels->names[i] = items[i].name;
    channels->items = items;
    channels->count = count;
    return HL_OK;
}

hl_status hl_channels_new(hl_channels **out, hl_error *err)
{
    hl_channels *channels = calloc(1, sizeof *channels);
    hl_problems *problems = hl_problems_new();
    hl_status status = channels == NULL || problems == NULL ? hl_error_memory(err)
                                                            : read_all(channels, problems, err);
    hl_problems_free(problems);
    if (status != HL_OK) {
        hl_channels_free(channels);
        return status;
    }
    *out = channels;
    return HL_OK;
}

void hl_channels_free(hl_channels *channels)
{
    if (channels == NULL)
        return;
    hl_base__arena_free(&channels->arena);
    free(channels);
}

size_t hl_channels_count(const hl_channels *channels)
{
    return channels->count;
}

const hl_channel *hl_channels_get(const hl_channels *channels, size_t index)
{
    return &channels->items[index];
}

const hl_channel *hl_channels_find(const hl_channels *channels, const char *name,
                                   const char **suggestion)
{
    for (size_t i = 0; i < channels->count; i++)
        if (strcmp(channels->items[i].name, name) == 0)
            return &channels->items[i];
    if (suggestion != NULL)
        *suggestion = hl_base__suggest(name, channels->names, channels->count);
    return NULL;
}
