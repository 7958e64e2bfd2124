/* The presets (channels/, JSON files), decoded once. Their format is docs/formats/channels.md. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/civil.h"
#include "base/embedded.h"
#include "base/suggest.h"
#include "base/value.h"
#include "hookline/channel.h"
#include "json/json.h"

struct hl_channels {
    hl_arena arena;
    size_t count;
    const hl_channel *items;
    const char **names;
};

typedef struct decoder {
    const char *file;
    hl_arena *arena;
    hl_error *err;
} decoder;

static hl_status refuse(const decoder *d, const hl_value *at, const char *what)
{
    return hl_error_set(d->err, HL_REJECTED, "%s:%d:%d: %s", d->file, at == NULL ? 1 : at->line,
                        at == NULL ? 1 : at->column, what);
}

static const char *text_of(const hl_value *object, const char *key)
{
    const hl_value *v = hl_base__value_get(object, key);
    return v != NULL && v->type == HL_VALUE_STRING ? v->text : NULL;
}

static bool flag_of(const hl_value *object, const char *key)
{
    const hl_value *v = hl_base__value_get(object, key);
    return v != NULL && v->type == HL_VALUE_BOOL && v->boolean;
}

static hl_status read_localized(const decoder *d, const hl_value *v, hl_localized *out)
{
    if (v == NULL || v->type != HL_VALUE_OBJECT)
        return refuse(d, v, "a text per language is missing");
    const char **languages = hl_base__arena_array(d->arena, v->count, sizeof *languages);
    const char **texts = hl_base__arena_array(d->arena, v->count, sizeof *texts);
    if (languages == NULL || texts == NULL)
        return hl_error_memory(d->err);
    for (size_t i = 0; i < v->count; i++) {
        languages[i] = v->items[i].key;
        texts[i] = v->items[i].text;
    }
    *out = (hl_localized){v->count, languages, texts};
    return HL_OK;
}

static hl_status read_span(const decoder *d, const hl_value *v, hl_span *out)
{
    hl_duration duration;
    if (v->type != HL_VALUE_STRING || !hl_base__duration_parse(v->text, v->length, &duration))
        return refuse(d, v, "not an ISO 8601 duration");
    *out = (hl_span){true, duration.months, duration.days, duration.ms};
    return HL_OK;
}

/* "21:00" or "24:00"; -1 when it is no time. */
static int32_t minutes_of(const char *text)
{
    if (text == NULL || strlen(text) != 5 || text[2] != ':')
        return -1;
    for (int i = 0; i < 5; i++)
        if (i != 2 && (text[i] < '0' || text[i] > '9'))
            return -1;
    int32_t minutes =
        ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + (text[4] - '0');
    return text[3] <= '5' && minutes <= 1440 ? minutes : -1;
}

/* Presets name all days, one day, or the calendar's free days. */
static hl_status read_days(const decoder *d, const hl_value *v, hl_window *out)
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const char *days = text_of(v, "days");
    out->days = 0x7f;
    if (days == NULL || strcmp(days, "mon-sun") == 0)
        return HL_OK;
    if (strcmp(days, "holidays") == 0) {
        out->kind = HL_DAYS_FREE;
        out->days = 0x1f; /* a free Monday to Friday is a holiday */
        return HL_OK;
    }
    for (int i = 0; i < 7; i++)
        if (strcmp(days, names[i]) == 0) {
            out->days = (uint8_t)(1U << i);
            return HL_OK;
        }
    return refuse(d, v, "days: mon-sun, one day, or holidays");
}

static hl_status read_window(const decoder *d, const hl_value *v, hl_window *out)
{
    *out = (hl_window){.name = "quiet hours",
                       .from_minutes = minutes_of(text_of(v, "from")),
                       .to_minutes = minutes_of(text_of(v, "to"))};
    if (out->from_minutes < 0 || out->from_minutes > 1439 || out->to_minutes < 1 ||
        out->from_minutes == out->to_minutes)
        return refuse(d, v, "hours need a from and a to that differ");
    return read_days(d, v, out);
}

static hl_status read_cap(const decoder *d, const hl_value *v, hl_cap *out)
{
    const hl_value *count = hl_base__value_get(v, "count");
    const hl_value *per = hl_base__value_get(v, "per");
    *out = (hl_cap){.scope = text_of(v, "scope"), .calendar = text_of(v, "calendar")};
    if (out->scope == NULL || count == NULL || (per == NULL) == (out->calendar == NULL))
        return refuse(d, v, "a cap needs scope, count, and one of per and calendar");
    if (count->type == HL_VALUE_STRING && strcmp(count->text, "month_days") == 0)
        out->count = HL_CAP_MONTH_DAYS;
    else if (count->type == HL_VALUE_NUMBER && count->number >= 0 && count->number < 1e15)
        out->count = (int64_t)count->number;
    else
        return refuse(d, count, "count is a whole number or \"month_days\"");
    return per == NULL ? HL_OK : read_span(d, per, &out->per);
}

static hl_status read_session(const decoder *d, const hl_value *v, hl_channel_session *out)
{
    if (v == NULL)
        return HL_OK;
    const hl_value *within = hl_base__value_get(v, "within");
    const hl_value *count = hl_base__value_get(v, "count");
    out->present = true;
    out->after = text_of(v, "after");
    out->count = count == NULL ? 0 : (int64_t)count->number;
    if (out->after == NULL || within == NULL)
        return refuse(d, v, "a session needs after and within");
    return read_span(d, within, &out->within);
}

static hl_status read_rules(const decoder *d, const hl_value *root, hl_channel *out)
{
    const hl_value *quiet = hl_base__value_get(root, "quiet_hours");
    const hl_value *caps = hl_base__value_get(root, "caps");
    hl_window *windows = NULL;
    hl_cap *limits = NULL;
    hl_status status = HL_OK;
    out->quiet_count = quiet == NULL ? 0 : quiet->count;
    out->cap_count = caps == NULL ? 0 : caps->count;
    windows = hl_base__arena_array(d->arena, out->quiet_count + 1, sizeof *windows);
    limits = hl_base__arena_array(d->arena, out->cap_count + 1, sizeof *limits);
    if (windows == NULL || limits == NULL)
        return hl_error_memory(d->err);
    for (size_t i = 0; status == HL_OK && i < out->quiet_count; i++)
        status = read_window(d, &quiet->items[i], &windows[i]);
    for (size_t i = 0; status == HL_OK && i < out->cap_count; i++)
        status = read_cap(d, &caps->items[i], &limits[i]);
    out->quiet = windows;
    out->caps = limits;
    return status;
}

static uint8_t classes_of(const hl_value *list)
{
    static const char *const names[] = {"transactional", "service", "promotion"};
    uint8_t bits = 0;
    for (size_t i = 0; list != NULL && i < list->count; i++)
        for (unsigned k = 0; k < 3; k++)
            if (strcmp(list->items[i].text, names[k]) == 0)
                bits |= (uint8_t)(1U << k);
    return list == NULL ? 7 : bits;
}

static hl_status read_channel(const decoder *d, const hl_value *root, hl_channel *out)
{
    *out = (hl_channel){.name = text_of(root, "channel"),
                        .kind = text_of(root, "kind"),
                        .classes = classes_of(hl_base__value_get(root, "classes")),
                        .legal = flag_of(root, "legal"),
                        .confirm = flag_of(root, "confirm"),
                        .source = text_of(root, "source"),
                        .effective_from = text_of(root, "effective_from"),
                        .verified = flag_of(root, "verified")};
    if (out->name == NULL || out->kind == NULL || out->source == NULL)
        return refuse(d, root, "a channel needs channel, kind and source");
    hl_status status = read_localized(d, hl_base__value_get(root, "title"), &out->title);
    if (status == HL_OK)
        status = read_localized(d, hl_base__value_get(root, "rule"), &out->rule);
    if (status == HL_OK)
        status = read_session(d, hl_base__value_get(root, "session"), &out->session);
    return status == HL_OK ? read_rules(d, root, out) : status;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const hl_channel *)a)->name, ((const hl_channel *)b)->name);
}

static hl_status read_all(hl_channels *channels, hl_error *err)
{
    size_t count = 0;
    while (hl_plan__channel_files[count].name != NULL)
        count++;
    hl_channel *items = hl_base__arena_array(&channels->arena, count + 1, sizeof *items);
    channels->names = hl_base__arena_array(&channels->arena, count + 1, sizeof *channels->names);
    if (items == NULL || channels->names == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count; i++) {
        const hl_embedded *file = &hl_plan__channel_files[i];
        decoder d = {file->name, &channels->arena, err};
        const hl_value *root = NULL;
        hl_status status = hl_json__parse(file->name, file->text, file->length, 1, &channels->arena,
                                          NULL, &root, err);
        if (status == HL_OK)
            status = read_channel(&d, root, &items[i]);
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
    if (channels == NULL)
        return hl_error_memory(err);
    hl_status status = read_all(channels, err);
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
