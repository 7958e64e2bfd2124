/* The channels that are built in, as a list for people or as JSON. */
#include <stdio.h>
#include <string.h>

#include "hookline/messages.h"
#include "hookline/plan_report.h"
#include "reports/messages/plan.h"
#include "reports/wrap.h"
#include "json/writer.h"

static void write_text(const hl_channel *c, hl_lang lang, hl_text *out)
{
    const hl_message *words = hl_reports__plan_words;
    char source[HL_MESSAGE_SIZE];
    hl_text since = {0};
    const hl_plan_word known =
        c->effective_from == NULL ? HL_PLAN_WORD_SINCE_UNKNOWN : HL_PLAN_WORD_SINCE;
    const hl_plan_word verified = c->verified ? HL_PLAN_WORD_VERIFIED : HL_PLAN_WORD_NOT_VERIFIED;
    const hl_message_value date = {"date", c->effective_from};
    hl_reports__fill_values(&words[known], lang, &date, 1, &since);
    const hl_message_value values[] = {
        {"channel", c->name},
        {"title", hl_reports__localized(&c->title, lang)},
        {"rule", hl_reports__localized(&c->rule, lang)},
        {"source", hl_message_in(lang, c->source, source, sizeof source)},
        {"since", hl_base__text_string(&since)},
        {"verified", hl_reports__in_language(&words[verified], lang)}};
    hl_text told = {0};
    hl_reports__fill_values(&words[HL_PLAN_WORD_CHANNEL], lang, values,
                            sizeof values / sizeof values[0], &told);
    hl_reports__add_lines(hl_base__text_string(&told), 0, out);
    out->failed = out->failed || since.failed || told.failed;
    hl_base__text_free(&told);
    hl_base__text_free(&since);
}

static void add_member(hl_json_writer *json, const char *key, const char *text)
{
    hl_json__key(json, key);
    hl_json__add_string(json, text);
}

static void add_localized(hl_json_writer *json, const char *key, const hl_localized *text)
{
    hl_json__key(json, key);
    hl_json__open_object(json);
    for (size_t i = 0; i < text->count; i++)
        add_member(json, text->languages[i], text->texts[i]);
    hl_json__close_object(json);
}

/* P1M2DT3.5S: every part that is not zero. */
static void add_span(hl_json_writer *json, const char *key, const hl_span *span)
{
    hl_text text = {0};
    hl_base__text_add(&text, "P");
    if (span->months != 0)
        hl_base__text_addf(&text, "%dM", span->months);
    if (span->days != 0)
        hl_base__text_addf(&text, "%dD", span->days);
    if (span->ms % 3600000 == 0 && span->ms != 0)
        hl_base__text_addf(&text, "T%lldH", (long long)(span->ms / 3600000));
    else if (span->ms != 0)
        hl_base__text_addf(&text, "T%lldS", (long long)(span->ms / 1000));
    hl_json__key(json, key);
    hl_json__add_text(json, &text);
    hl_base__text_free(&text);
}

static void add_hours(hl_json_writer *json, const hl_channel *c)
{
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    static const char *const kinds[] = {[HL_DAYS_ALL] = "mon-sun",
                                        [HL_DAYS_WORKING] = "mon-sun",
                                        [HL_DAYS_FREE] = "holidays",
                                        [HL_DAYS_FRENCH] = "holidays-fr"};
    hl_json__key(json, "quiet_hours");
    hl_json__open_array(json);
    for (size_t i = 0; i < c->quiet_count; i++) {
        const hl_window *w = &c->quiet[i];
        char clock[2][16];
        (void)snprintf(clock[0], 16, "%02d:%02d", w->from_minutes / 60, w->from_minutes % 60);
        (void)snprintf(clock[1], 16, "%02d:%02d", w->to_minutes / 60, w->to_minutes % 60);
        const char *named = kinds[w->kind];
        for (int d = 0; d < 7; d++)
            if (w->days == 1U << d)
                named = days[d];
        hl_json__open_object(json);
        add_member(json, "days", named);
        add_member(json, "from", clock[0]);
        add_member(json, "to", clock[1]);
        hl_json__close_object(json);
    }
    hl_json__close_array(json);
}

static void add_caps(hl_json_writer *json, const hl_channel *c)
{
    hl_json__key(json, "caps");
    hl_json__open_array(json);
    for (size_t i = 0; i < c->cap_count; i++) {
        const hl_cap *cap = &c->caps[i];
        hl_json__open_object(json);
        add_member(json, "scope", hl_cap_scope_name(cap->scope));
        hl_json__key(json, "count");
        if (cap->count == HL_CAP_MONTH_DAYS)
            hl_json__add_string(json, "month_days");
        else
            hl_json__add_int(json, cap->count);
        if (cap->calendar != HL_PERIOD_NONE)
            add_member(json, "calendar", hl_period_name(cap->calendar));
        else
            add_span(json, "per", &cap->per);
        hl_json__close_object(json);
    }
    hl_json__close_array(json);
}

static void add_session(hl_json_writer *json, const hl_channel *c)
{
    hl_json__key(json, "session");
    if (!c->session.present) {
        hl_json__add_null(json);
        return;
    }
    hl_json__open_object(json);
    add_member(json, "after", hl_session_after_name(c->session.after));
    add_span(json, "within", &c->session.within);
    if (c->session.count > 0) {
        hl_json__key(json, "count");
        hl_json__add_int(json, c->session.count);
    }
    hl_json__close_object(json);
}

static void write_json(const hl_channel *c, hl_json_writer *json)
{
    hl_json__open_object(json);
    add_member(json, "channel", c->name);
    add_member(json, "kind", c->kind);
    add_localized(json, "title", &c->title);
    add_localized(json, "rule", &c->rule);
    hl_json__key(json, "classes");
    hl_json__open_array(json);
    for (unsigned i = 0; hl_hook_class_name((hl_hook_class)i) != NULL; i++)
        if ((c->classes >> i & 1U) != 0)
            hl_json__add_string(json, hl_hook_class_name((hl_hook_class)i));
    hl_json__close_array(json);
    hl_json__key(json, "legal");
    hl_json__add_bool(json, c->legal);
    hl_json__key(json, "confirm");
    hl_json__add_bool(json, c->confirm);
    add_hours(json, c);
    add_caps(json, c);
    add_session(json, c);
    add_member(json, "source", c->source);
    add_member(json, "effective_from", c->effective_from);
    hl_json__key(json, "verified");
    hl_json__add_bool(json, c->verified);
    hl_json__close_object(json);
}

hl_status hl_channels_write(const hl_channels *channels, const char *name, hl_list_format format,
                            hl_lang lang, char **out, hl_error *err)
{
    hl_text text = {0};
    hl_json_writer json = hl_json__writer(&text, 2);
    if (format == HL_LIST_JSON)
        hl_json__open_array(&json);
    for (size_t i = 0; i < hl_channels_count(channels); i++) {
        const hl_channel *channel = hl_channels_get(channels, i);
        if (name != NULL && strcmp(name, channel->name) != 0)
            continue;
        if (format == HL_LIST_JSON)
            write_json(channel, &json);
        else
            write_text(channel, lang, &text);
    }
    if (format == HL_LIST_JSON) {
        hl_json__close_array(&json);
        hl_base__text_add(&text, "\n");
    } else if (text.length > 0) {
        text.data[--text.length] = '\0'; /* the empty line between them, not after */
    }
    *out = hl_base__text_take(&text);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}
