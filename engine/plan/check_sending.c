/* What a definition must say before touches of it can go out: whose clock, and by which channels.
 * Looked at here and not where definitions are read: only here is known which channels there are,
 * and a definition that only analyses needs neither. */
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "config/decode.h"
#include "plan/check_days.h"
#include "plan/check_repeats.h"
#include "plan/compiled.h"

/* Problems are told with their place in the document. */
typedef struct checking {
    const hl_experiment *x;
    const hl_channels *channels;
    hl_decoder decoder;
} checking;

static const hl_channel *preset_of(const checking *c, const char *name)
{
    return hl_channels_find(c->channels, name, NULL);
}

static bool is_own(const hl_experiment *x, const char *name)
{
    for (size_t i = 0; i < x->own_channel_count; i++)
        if (strcmp(x->own_channels[i], name) == 0)
            return true;
    return false;
}

/* "sms" of "sms-cn" and "sms-us": the presets that go on where the name ends. */
static void add_longer(const checking *c, const char *name, hl_text *out)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < hl_channels_count(c->channels); i++) {
        const char *preset = hl_channels_get(c->channels, i)->name;
        if (strncmp(preset, name, length) == 0 && preset[length] == '-')
            hl_base__text_addf(out, "%s%s", out->length == 0 ? "" : ", ", preset);
    }
}

static const char *nearest(const checking *c, const char *name)
{
    const char *near = NULL;
    (void)hl_channels_find(c->channels, name, &near);
    const char *own = hl_base__suggest(name, c->x->own_channels, c->x->own_channel_count);
    return near != NULL ? near : own;
}

static void unknown_channel(checking *c, const hl_value *value)
{
    static const char accepted[] =
        "a name that `hookline channels` lists, or one of your own under \"channels\"";
    hl_text longer = {0};
    const char *near = nearest(c, value->text);
    add_longer(c, value->text, &longer);
    if (near != NULL)
        hl_config__error(&c->decoder, value, accepted,
                         "there is no channel '%.200s': its hours and caps would be lost; did you "
                         "mean '%s'?",
                         value->text, near);
    else if (longer.length > 0)
        hl_config__error(&c->decoder, value, accepted, "there is no channel '%.200s': there are %s",
                         value->text, hl_base__text_string(&longer));
    else
        hl_config__error(&c->decoder, value, accepted,
                         "there is no channel '%.200s': nothing is known of its hours and caps",
                         value->text);
    c->decoder.no_memory = c->decoder.no_memory || longer.failed;
    hl_base__text_free(&longer);
}

static void look_at(checking *c, const hl_value *value)
{
    if (value->type == HL_VALUE_STRING && preset_of(c, value->text) == NULL &&
        !is_own(c->x, value->text))
        unknown_channel(c, value);
}

/* Every member of that key, however deep: of arms and their steps, of hooks. */
static void walk(checking *c, const hl_value *value, const char *key)
{
    for (size_t i = 0; i < value->count; i++) {
        const hl_value *item = &value->items[i];
        hl_config__enter(&c->decoder, item->key, i);
        if (item->key != NULL && strcmp(item->key, key) == 0 && item->type == HL_VALUE_ARRAY)
            for (size_t l = 0; l < item->count; l++)
                look_at(c, &item->items[l]); /* levels of a factor */
        else if (item->key != NULL && strcmp(item->key, key) == 0)
            look_at(c, item);
        else
            walk(c, item, key);
        hl_config__leave(&c->decoder);
    }
}

static void walk_part(checking *c, const char *part, const char *key)
{
    const hl_value *value = hl_base__value_get(c->decoder.root, part);
    if (value == NULL)
        return;
    hl_config__enter(&c->decoder, part, 0);
    if (strcmp(part, key) == 0)
        look_at(c, value);
    else
        walk(c, value, key);
    hl_config__leave(&c->decoder);
}

/* A cap of one channel. */
static void check_caps(checking *c)
{
    const hl_value *caps = hl_base__value_get(c->decoder.root, "caps");
    hl_config__enter(&c->decoder, "caps", 0);
    for (size_t i = 0; i < c->x->cap_count; i++) {
        hl_cap_scope scope = c->x->caps[i].scope;
        const hl_value *of = hl_base__value_get(&caps->items[i], "of");
        if (of == NULL ||
            (scope != HL_SCOPE_CHANNEL && scope != HL_SCOPE_EVERYONE && scope != HL_SCOPE_MINUTE))
            continue;
        hl_config__enter(&c->decoder, NULL, i);
        hl_config__enter(&c->decoder, "of", 0);
        look_at(c, of);
        hl_config__leave(&c->decoder);
        hl_config__leave(&c->decoder);
    }
    hl_config__leave(&c->decoder);
}

static void check_channels(checking *c)
{
    static const struct {
        const char *part, *key;
    } places[] = {{"channel", "channel"},
                  {"every_arm", "channel"},
                  {"arms", "channel"},
                  {"factors", "channel"},
                  {"hooks", "fallback_channel"}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        walk_part(c, places[i].part, places[i].key);
    check_caps(c);
}

/* ---- hours */

static bool has_hours(const checking *c, const char *name)
{
    const hl_channel *channel = preset_of(c, name);
    return channel != NULL && channel->quiet_count > 0 &&
           (channel->classes >> HL_CLASS_PROMOTION & 1U) != 0;
}

static bool promotes_by(const checking *c, const hl_step *step, const char *name)
{
    const hl_experiment *x = c->x;
    if (step->hook == SIZE_MAX || x->hooks[step->hook].klass != HL_CLASS_PROMOTION)
        return false;
    const char *usual = step->channel == NULL ? x->channel : step->channel;
    const char *fallback = x->hooks[step->hook].fallback_channel;
    return (usual != NULL && strcmp(usual, name) == 0) ||
           (fallback != NULL && strcmp(fallback, name) == 0);
}

static bool is_used(const checking *c, const char *name)
{
    for (size_t a = 0; a < c->x->arm_count; a++)
        for (size_t s = 0; s < c->x->arms[a].step_count; s++)
            if (promotes_by(c, &c->x->arms[a].steps[s], name))
                return true;
    return false;
}

static void remark_hours(checking *c, const char *name)
{
    const hl_value *root = c->decoder.root;
    const char *where = hl_base__value_get(root, "arms") != NULL ? "arms" : "factors";
    if (c->x->channel != NULL && strcmp(c->x->channel, name) == 0)
        where = "channel";
    if (!has_hours(c, name) && is_used(c, name))
        hl_config__warn_at(&c->decoder, root, where,
                           "no hours are known of the channel '%s', and promotions go by it: "
                           "nothing but their windows keeps them out of the night "
                           "(\"quiet_hours\" would)",
                           name);
}

static void check_hours(checking *c)
{
    for (size_t i = 0; c->x->quiet_count == 0 && i < hl_channels_count(c->channels); i++)
        remark_hours(c, hl_channels_get(c->channels, i)->name);
    for (size_t i = 0; c->x->quiet_count == 0 && i < c->x->own_channel_count; i++)
        remark_hours(c, c->x->own_channels[i]);
}

static bool sends(const hl_experiment *x)
{
    for (size_t a = 0; a < x->arm_count; a++)
        for (size_t s = 0; s < x->arms[a].step_count; s++)
            if (x->arms[a].steps[s].hook != SIZE_MAX)
                return true;
    return false;
}

hl_status hl_plan__check_sending(const hl_definition *definition, const hl_channels *channels,
                                 hl_plan_check_kind kind, int64_t now_utc_ms, hl_problems *problems,
                                 hl_error *err)
{
    bool in_full = kind == HL_PLAN_CHECK_IN_FULL;
    hl_arena arena = {0};
    const hl_value *root = hl_config__document(definition);
    const char *file = hl_definition_file(definition);
    const hl_experiment *x = hl_definition_experiment(definition);
    if (!sends(x))
        return HL_OK;
    size_t before = hl_problems_errors(problems);
    checking c = {x, channels, {.file = file, .problems = problems, .arena = &arena}};
    c.decoder.root = root;
    if (in_full && !x->zone_said)
        hl_config__error(&c.decoder, root,
                         "\"zone\": \"Asia/Shanghai\", or \"user\" when every user has one",
                         "no zone is named: whose clock do windows and quiet hours mean?");
    check_channels(&c);
    hl_plan__check_repeats(&c.decoder, root, x, channels, in_full);
    hl_config__remark_farewells(&c.decoder, root, x);
    if (kind != HL_PLAN_CHECK_WITH_CALENDAR)
        hl_plan__remark_days(&c.decoder, root, x);
    if (in_full) {
        check_hours(&c);
        hl_plan__remark_unlimited(&c.decoder, root, x, channels);
        hl_config__remark_leads(&c.decoder, root, x);
        hl_config__remark_same_arms(&c.decoder, root, x);
    }
    hl_status status =
        c.decoder.no_memory ? hl_error_memory(err) : hl_problems_status(problems, err);
    if (status == HL_OK && in_full && hl_problems_errors(problems) == before)
        status = hl_plan__check_times(definition, root, now_utc_ms, problems, err);
    if (status == HL_OK && hl_problems_errors(problems) > before)
        status = hl_error_set(err, HL_REJECTED, "%s: cannot be planned as it stands", file);
    hl_base__arena_free(&arena);
    return status;
}

hl_status hl_plan_check(const hl_definition *definition, hl_problems *problems, hl_error *err)
{
    return hl_plan_check_on(definition, HL_PLAN_NONE, problems, err);
}

hl_status hl_plan_check_on(const hl_definition *definition, int64_t now_utc_ms,
                           hl_problems *problems, hl_error *err)
{
    hl_channels *channels = NULL;
    hl_status status = hl_channels_new(&channels, err);
    if (status == HL_OK)
        status = hl_plan__check_sending(definition, channels, HL_PLAN_CHECK_IN_FULL, now_utc_ms,
                                        problems, err);
    hl_channels_free(channels);
    return status;
}
