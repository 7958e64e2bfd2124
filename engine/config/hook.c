/* Hooks: the reasons to touch a customer. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/civil.h"
#include "config/decode.h"

static const char *const recurs_names[] = {"yearly", "monthly", "weekly"}; /* behind NEVER */
static const hl_named_rows recurs = HL_NAMED_ROWS(recurs_names);
static const char *const reply_names[] = {"require", "stop"}; /* behind NOTHING */
static const hl_named_rows reply = HL_NAMED_ROWS(reply_names);
static const char *const slot_names[] = {"drop", "pull_earlier", "fallback_channel", "send_anyway"};
static const hl_named_rows slots = HL_NAMED_ROWS(slot_names);
static const char *const choose_names[] = {[HL_CHOOSE_EARLIEST] = "earliest",
                                           [HL_CHOOSE_TARGET] = "target",
                                           [HL_CHOOSE_MODEL] = "model",
                                           [HL_CHOOSE_EXPLORE] = "explore"};
static const hl_named_rows choose = HL_NAMED_ROWS(choose_names);
static const char *const classes[] = {[HL_CLASS_TRANSACTIONAL] = "transactional",
                                      [HL_CLASS_SERVICE] = "service",
                                      [HL_CLASS_PROMOTION] = "promotion"};
const hl_named_rows hl_config__classes = HL_NAMED_ROWS(classes);
static const hl_config_range share = {.low = 0.0, .high = 1.0};
static const hl_config_range not_negative = {.low = 0.0, .high = (double)INFINITY};

const char *hl_hook_class_name(hl_hook_class hook_class)
{
    return hl_base__row_name(&hl_config__classes, hook_class);
}

static const hl_config_field fields[] = {
    {.key = "trigger", .decode = hl_config__name, .offset = offsetof(hl_hook, trigger)},
    {.key = "anchor", .decode = hl_config__name, .offset = offsetof(hl_hook, anchor)},
    {.key = "silent", .decode = hl_config__span, .offset = offsetof(hl_hook, silent)},
    {.key = "after",
     .decode = hl_config__reference_name,
     .offset = offsetof(hl_hook, after),
     .more = "hooks"},
    {.key = "recurs",
     .decode = hl_config__choice_or_none,
     .offset = offsetof(hl_hook, recurs),
     .more = &recurs},
    {.key = "delay", .decode = hl_config__span, .offset = offsetof(hl_hook, delay)},
    {.key = "lead", .decode = hl_config__span, .offset = offsetof(hl_hook, lead)},
    {.key = "expiry", .decode = hl_config__span, .offset = offsetof(hl_hook, expiry)},
    {.key = "cooldown", .decode = hl_config__span, .offset = offsetof(hl_hook, cooldown)},
    {.key = "on_reply",
     .decode = hl_config__choice_or_none,
     .offset = offsetof(hl_hook, on_reply),
     .more = &reply},
    {.key = "no_reply_within",
     .decode = hl_config__span,
     .offset = offsetof(hl_hook, no_reply_within)},
    {.key = "stop_on",
     .decode = hl_config__names,
     .offset = offsetof(hl_hook, stop_on),
     .count_offset = offsetof(hl_hook, stop_on_count),
     .accepted = "a list of event types such as [\"convert\", \"block\"]"},
    {.key = "stop_within", .decode = hl_config__span, .offset = offsetof(hl_hook, stop_within)},
    {.key = "class",
     .decode = hl_config__choice,
     .offset = offsetof(hl_hook, klass),
     .more = &hl_config__classes},
    {.key = "no_slot",
     .decode = hl_config__choice,
     .offset = offsetof(hl_hook, no_slot),
     .more = &slots},
    {.key = "fallback_channel",
     .decode = hl_config__name,
     .offset = offsetof(hl_hook, fallback_channel)},
    {.key = "choose",
     .decode = hl_config__choice,
     .offset = offsetof(hl_hook, choose),
     .more = &choose},
    {.key = "at", .decode = hl_config__clock, .offset = offsetof(hl_hook, at_minutes)},
    {.key = "jitter", .decode = hl_config__span, .offset = offsetof(hl_hook, jitter)},
    {.key = "value",
     .decode = hl_config__number,
     .offset = offsetof(hl_hook, value),
     .more = &not_negative},
    {.key = "explore",
     .decode = hl_config__number,
     .offset = offsetof(hl_hook, explore),
     .more = &share},
    {.key = "holdout",
     .decode = hl_config__number,
     .offset = offsetof(hl_hook, holdout),
     .more = &share},
};

/* A hook of which nothing is said is held to the strictest class. */
static const hl_hook initial = {
    .klass = HL_CLASS_PROMOTION, .value = 1.0, .explore = 0.05, .holdout = 0.05};

/* A key that means something only beside another. */
static void needs(hl_decoder *decoder, const hl_value *value, const char *key, bool other,
                  const char *other_key)
{
    if (hl_base__value_get(value, key) != NULL && !other)
        hl_config__error_at(decoder, value, key, NULL, "'%s' is for hooks with '%s'", key,
                            other_key);
}

static void check_source(hl_decoder *decoder, const hl_value *value)
{
    static const char accepted[] = "trigger, anchor, silent or after";
    bool triggered = hl_base__value_get(value, "trigger") != NULL;
    bool anchored = hl_base__value_get(value, "anchor") != NULL;
    bool after = hl_base__value_get(value, "after") != NULL;
    if (!triggered && !anchored && !after && hl_base__value_get(value, "silent") == NULL)
        hl_config__error(decoder, value, accepted, "the hook does not say what sets it off");
    if (triggered && anchored)
        hl_config__error_at(decoder, value, "anchor", "one of them",
                            "a hook has a trigger or an anchor, not both");
    needs(decoder, value, "lead", anchored, "anchor");
    needs(decoder, value, "recurs", anchored, "anchor");
    needs(decoder, value, "delay", !anchored, "trigger");
    needs(decoder, value, "on_reply", after, "after");
    needs(decoder, value, "no_reply_within", after, "after");
    needs(decoder, value, "stop_within", hl_base__value_get(value, "stop_on") != NULL, "stop_on");
    if (triggered && hl_base__value_get(value, "stop_within") != NULL)
        hl_config__error_at(decoder, value, "stop_within", NULL,
                            "a trigger says since when events count: 'stop_within' is for other "
                            "hooks");
}

static void check_no_slot(hl_decoder *decoder, const hl_value *value, const hl_hook *hook)
{
    bool anchored = hl_base__value_get(value, "anchor") != NULL;
    bool falls_back = hl_base__value_get(value, "fallback_channel") != NULL;
    if (!hl_config__sound(decoder, "no_slot"))
        return;
    if (hook->no_slot == HL_NO_SLOT_PULL_EARLIER && !anchored)
        hl_config__error_at(decoder, value, "no_slot", "drop, fallback_channel or send_anyway",
                            "pull_earlier is for hooks with an anchor");
    if (hook->no_slot == HL_NO_SLOT_SEND_ANYWAY && hl_config__sound(decoder, "class") &&
        hook->klass != HL_CLASS_TRANSACTIONAL)
        hl_config__error_at(decoder, value, "no_slot", "drop, pull_earlier or fallback_channel",
                            "send_anyway is for hooks of class transactional");
    if ((hook->no_slot == HL_NO_SLOT_FALLBACK_CHANNEL) != falls_back)
        hl_config__error_at(decoder, value, falls_back ? "fallback_channel" : "no_slot",
                            "\"no_slot\": \"fallback_channel\", \"fallback_channel\": \"sms\"",
                            "no_slot fallback_channel and the key fallback_channel go together");
}

/* A month has 28 days at least and 31 at most. */
static int64_t span_ms(const hl_span *span, int64_t days_of_month)
{
    return (span->months * days_of_month + span->days) * HL_DAY_MS + span->ms;
}

static int64_t least(const hl_span *span)
{
    return span_ms(span, 28);
}

static int64_t most(const hl_span *span)
{
    return span_ms(span, 31);
}

static bool is_zero(const hl_span *span)
{
    return span->present && most(span) == 0;
}

/* Whether what comes `later` is never before the deadline. */
static bool is_outlived(const hl_span *later, const hl_span *expiry)
{
    return later->present && expiry->present && least(later) >= most(expiry);
}

static void check_expiry(hl_decoder *decoder, const hl_value *value, const hl_hook *hook)
{
    static const char accepted[] = "a longer duration than what it waits for";
    bool at_once = hook->anchor == NULL || !hook->lead.present || hook->lead.ms > 0;
    bool own = hook->trigger != NULL;
    if (!hl_config__sound(decoder, "expiry"))
        return;
    if (is_zero(&hook->expiry) && at_once && hook->recurs == HL_RECURS_NEVER)
        hl_config__newer_at(decoder, value, "expiry", "a duration such as P2D",
                            "nothing is ever sent: with an 'expiry' of zero every touch is too "
                            "late");
    else if (hook->anchor == NULL && is_outlived(&hook->delay, &hook->expiry))
        hl_config__newer_at(decoder, value, "expiry", accepted,
                            "nothing is ever sent: 'delay' is no shorter than 'expiry'");
    else if (own && is_outlived(&hook->no_reply_within, &hook->expiry))
        hl_config__newer_at(decoder, value, "expiry", accepted,
                            "nothing is ever sent: 'no_reply_within' is no shorter than 'expiry'");
    else if (is_outlived(&hook->jitter, &hook->expiry))
        hl_config__warn_at(decoder, value, "jitter", "is no shorter than 'expiry'");
}

/* Durations of nothing. */
static void check_zeros(hl_decoder *decoder, const hl_value *value, const hl_hook *hook)
{
    if (is_zero(&hook->silent))
        hl_config__newer_at(decoder, value, "silent", "a duration such as P30D",
                            "nobody is silent for no time");
    if (hook->stop_on_count == 0 && hl_base__value_get(value, "stop_on") != NULL &&
        hl_config__sound(decoder, "stop_on"))
        hl_config__warn_at(decoder, value, "stop_on", "an empty list: no event ends the journey");
    if (is_zero(&hook->stop_within))
        hl_config__warn_at(decoder, value, "stop_within",
                           "a duration of zero: no event ever ends the journey");
    if (is_zero(&hook->cooldown))
        hl_config__warn_at(decoder, value, "cooldown", "a duration of zero does nothing");
    if (is_zero(&hook->no_reply_within))
        hl_config__warn_at(decoder, value, "no_reply_within", "a duration of zero does nothing");
}

/* An anchored hook without lead is due when the anchor comes, which is its deadline too. */
static void remark_never(hl_decoder *decoder, const hl_value *value, const hl_hook *hook)
{
    if (hook->anchor != NULL && hook->recurs == HL_RECURS_NEVER && !hook->lead.present &&
        !hook->expiry.present && hook->no_slot != HL_NO_SLOT_PULL_EARLIER)
        hl_config__warn_at(decoder, value, "anchor",
                           "nothing is ever sent: without 'lead' the touch is due when it is too "
                           "late ('expiry' lets it go after the anchor)");
}

/* Shares of what the model chooses. */
static void check_shares(hl_decoder *decoder, const hl_value *value, const hl_hook *hook)
{
    if (!hl_config__sound(decoder, "choose") || !hl_config__sound(decoder, "explore") ||
        !hl_config__sound(decoder, "holdout"))
        return;
    bool by_model = hook->choose == HL_CHOOSE_MODEL;
    needs(decoder, value, "explore", by_model, "\"choose\": \"model\"");
    needs(decoder, value, "holdout", by_model, "\"choose\": \"model\"");
    if (by_model && hook->explore + hook->holdout > 1)
        hl_config__error_at(decoder, value,
                            hl_base__value_get(value, "explore") != NULL ? "explore" : "holdout",
                            "\"explore\": 0.05, \"holdout\": 0.05",
                            "explore and holdout are more than all touches together");
}

static void check(hl_decoder *decoder, const hl_value *value, void *record)
{
    hl_hook *hook = record;
    remark_never(decoder, value, hook);
    check_source(decoder, value);
    check_no_slot(decoder, value, hook);
    check_expiry(decoder, value, hook);
    check_zeros(decoder, value, hook);
    check_shares(decoder, value, hook);
    if (hook->after != NULL && value->key != NULL && strcmp(hook->after, value->key) == 0)
        hl_config__error_at(decoder, value, "after", "another hook", "a hook after itself");
    hook->has_at = hl_base__value_get(value, "at") != NULL;
    if (hl_base__value_get(value, "choose") == NULL && hook->anchor != NULL)
        hook->choose = HL_CHOOSE_TARGET;
}

const hl_config_record hl_config__hook = {"a hook",        fields,   HL_CONFIG_COUNT(fields),
                                          sizeof(hl_hook), &initial, check};
