/* Hooks that send nothing, or to whom they should not (effect.h). */
#include <string.h>

#include "base/spelling.h"
#include "config/condition.h"
#include "config/effect.h"
#include "config/event_words.h"
#include "config/name_words.h"

static const hl_hook *hook_of(const hl_effect_site *s)
{
    return &s->x->hooks[s->at];
}

/* The longest time between two dates of a hook that recurs; 0: it does not. */
static int64_t period_ms(const hl_hook *hook)
{
    static const int64_t days[] = {[HL_RECURS_NEVER] = 0,
                                   [HL_RECURS_YEARLY] = 366,
                                   [HL_RECURS_MONTHLY] = 31,
                                   [HL_RECURS_WEEKLY] = 7};
    return days[hook->recurs] * HL_DAY_MS;
}

static bool arm_has_hook(const hl_arm *arm, size_t hook)
{
    for (size_t i = 0; i < arm->step_count; i++)
        if (arm->steps[i].hook == hook)
            return true;
    return false;
}

static bool is_used(const hl_effect_site *s)
{
    for (size_t a = 0; a < s->x->arm_count; a++)
        if (arm_has_hook(&s->x->arms[a], s->at))
            return true;
    return false;
}

static bool is_no_instant(const hl_effect_site *s)
{
    static const char *const none[] = {"user_id", "zone", "device_zone", "profile_zone"};
    const char *anchor = hook_of(s)->anchor;
    for (size_t i = 0; anchor != NULL && i < HL_CONFIG_COUNT(none); i++)
        if (hl_config__is_column(anchor, none[i]))
            return true;
    return false;
}

/* Arms that have the hook, and of these the ones without the hook that it waits for. */
static void count_waiting(const hl_effect_site *s, size_t *has, size_t *lacks)
{
    const char *after = hook_of(s)->after;
    size_t before = 0;
    *has = *lacks = 0;
    while (before < s->x->hook_count && strcmp(s->x->hooks[before].name, after) != 0)
        before++;
    for (size_t a = 0; a < s->x->arm_count; a++) {
        bool here = arm_has_hook(&s->x->arms[a], s->at);
        *has += here;
        *lacks += here && !arm_has_hook(&s->x->arms[a], before);
    }
}

static bool waits_in_vain(const hl_effect_site *s)
{
    size_t has = 0, lacks = 0;
    if (hook_of(s)->after != NULL)
        count_waiting(s, &has, &lacks);
    return has > 0 && lacks == has;
}

static bool waits_in_vain_somewhere(const hl_effect_site *s)
{
    size_t has = 0, lacks = 0;
    if (hook_of(s)->after != NULL)
        count_waiting(s, &has, &lacks);
    return lacks > 0 && lacks < has;
}

static size_t step_of(const hl_arm *arm, const hl_hook *hooks, const char *name)
{
    size_t i = 0;
    while (i < arm->step_count &&
           (arm->steps[i].hook == SIZE_MAX || strcmp(hooks[arm->steps[i].hook].name, name) != 0))
        i++;
    return i;
}

/* The steps of one occurrence are set off in the order in which they stand. */
static bool stands_too_early(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    for (size_t a = 0; hook->after != NULL && a < s->x->arm_count; a++) {
        const hl_arm *arm = &s->x->arms[a];
        size_t own = step_of(arm, s->x->hooks, hook->name);
        size_t before = step_of(arm, s->x->hooks, hook->after);
        if (own < before && before < arm->step_count)
            return true;
    }
    return false;
}

static bool needs_reply_and_none(const hl_effect_site *s)
{
    return hook_of(s)->no_reply_within.present && hook_of(s)->on_reply == HL_ON_REPLY_REQUIRE;
}

static bool stops_by_reply_twice(const hl_effect_site *s)
{
    return hook_of(s)->no_reply_within.present && hook_of(s)->on_reply == HL_ON_REPLY_STOP;
}

static bool has_type_twice(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    for (size_t i = 1; i < hook->stop_on_count && i < 100; i++)
        for (size_t j = 0; j < i; j++)
            if (hl_base__are_alike(hook->stop_on[i], strlen(hook->stop_on[i]), hook->stop_on[j],
                                   strlen(hook->stop_on[j])))
                return true;
    return false;
}

/* An attribute that is named after a farewell keeps those people out, whatever is asked of it. */
static bool asks_for_farewell(const hl_value *value)
{
    if (value->key != NULL && value->key[0] != '$' && hl_config__is_farewell(value->key))
        return true;
    for (size_t i = 0; i < value->count; i++)
        if (asks_for_farewell(&value->items[i]))
            return true;
    return false;
}

static bool goes_to_those_who_left(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    if (hook->klass != HL_CLASS_PROMOTION || !is_used(s))
        return false;
    for (size_t i = 0; i < hook->stop_on_count; i++)
        if (hl_config__is_farewell(hook->stop_on[i]))
            return false;
    return s->x->audience == NULL || !asks_for_farewell(s->x->audience->document);
}

static bool leads_over_period(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    return period_ms(hook) > 0 && hook->lead.present &&
           hl_config__span_least(&hook->lead) >= period_ms(hook);
}

static bool cools_over_period(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    return period_ms(hook) > 0 && hook->cooldown.present &&
           hl_config__span_least(&hook->cooldown) > period_ms(hook);
}

static bool jitters_for_days(const hl_effect_site *s)
{
    const int64_t week = 7 * HL_DAY_MS;
    return hook_of(s)->jitter.present && hl_config__span_most(&hook_of(s)->jitter) > week;
}

static bool jitters_at_time(const hl_effect_site *s)
{
    return hook_of(s)->jitter.present && hook_of(s)->has_at;
}

static bool explores(const hl_effect_site *s)
{
    return hook_of(s)->choose == HL_CHOOSE_EXPLORE;
}

static bool is_by_model(const hl_effect_site *s)
{
    return hook_of(s)->choose == HL_CHOOSE_MODEL;
}

static bool has_no_target(const hl_effect_site *s)
{
    return hook_of(s)->choose == HL_CHOOSE_TARGET && hook_of(s)->anchor == NULL;
}

static bool is_earliest_of_anchor(const hl_effect_site *s)
{
    return hook_of(s)->choose == HL_CHOOSE_EARLIEST && hook_of(s)->anchor != NULL &&
           hook_of(s)->lead.present;
}

static bool is_hardly_silent(const hl_effect_site *s)
{
    const int64_t hour = INT64_C(3600000);
    const hl_span *silent = &hook_of(s)->silent;
    return silent->present && hl_config__span_most(silent) > 0 &&
           hl_config__span_most(silent) < hour;
}

static bool is_no_transaction(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    return hook->klass == HL_CLASS_TRANSACTIONAL &&
           (hook->silent.present || hook->recurs != HL_RECURS_NEVER);
}

static bool is_triggered_by_other_name(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    enum { MOST = 300 };
    for (size_t h = 0; hook->trigger != NULL && h < s->x->hook_count && h < MOST; h++)
        if (h != s->at && strcmp(s->x->hooks[h].name, hook->trigger) == 0 &&
            (s->x->hooks[h].trigger == NULL || strcmp(s->x->hooks[h].trigger, hook->trigger) != 0))
            return true;
    return false;
}

/* Counted from the target; the anchor itself ends the touch before that. */
static bool expires_behind_anchor(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    return hook->anchor != NULL && hook->recurs == HL_RECURS_NEVER && hook->lead.present &&
           hl_config__span_least(&hook->expiry) > hl_config__span_most(&hook->lead);
}

/* A word of a name that is not of a coming date ("next_birthday"). */
static bool comes_every_year(const hl_effect_site *s)
{
    static const char *const dates[] = {
        "birthday",    "birthdate", "birth_date",    "birth_day",    "birth",
        "born",        "dob",       "date_of_birth", "bday",         "anniversary",
        "wedding_day", "name_day",  "geburtstag",    "geburtsdatum", "生日",
        "出生日期",    "出生",      "周年",          "纪念日",       "誕生日"};
    static const char *const coming[] = {"next",    "upcoming", "coming", "this_year",
                                         "current", "下次",     "下个",   "下一",
                                         "今年",    "本年",     "即将"};
    char name[HL_WORDS_ROOM];
    const hl_hook *hook = hook_of(s);
    if (hook->anchor == NULL || hook->recurs != HL_RECURS_NEVER ||
        strlen(hook->anchor) > HL_WORDS_LONGEST)
        return false;
    hl_config__part_name(hook->anchor, strlen(hook->anchor), name);
    for (size_t i = 0; i < HL_CONFIG_COUNT(coming); i++)
        if (hl_config__has_word(name, coming[i]))
            return false;
    for (size_t i = 0; i < HL_CONFIG_COUNT(dates); i++)
        if (hl_config__has_word(name, dates[i]))
            return true;
    return false;
}

/* A second cart of the same visit ends what the first set off. */
static bool is_ended_by_own_trigger(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    for (size_t i = 0; hook->trigger != NULL && i < hook->stop_on_count; i++)
        if (hl_base__are_alike(hook->trigger, strlen(hook->trigger), hook->stop_on[i],
                               strlen(hook->stop_on[i])))
            return true;
    return false;
}

/* By its name a date that is past once it is known. */
static bool leads_to_the_past(const hl_effect_site *s)
{
    static const char *const past[] = {
        "registered",   "registration", "signup",         "signed_up",  "sign_up",
        "created",      "created_at",   "joined",         "last_order", "last_purchase",
        "last_login",   "last_active",  "last_visit",     "last_seen",  "last_message",
        "first_order",  "last_ordered", "first_purchase", "subscribed", "subscribed_at",
        "purchased_at", "ordered_at",   "注册",           "创建",       "上次",
        "最近",         "最后",         "首单",           "首次",       "加入时间"};
    char name[HL_WORDS_ROOM];
    const hl_hook *hook = hook_of(s);
    if (hook->anchor == NULL || hook->recurs != HL_RECURS_NEVER || !hook->lead.present ||
        hl_config__span_most(&hook->lead) < HL_DAY_MS || strlen(hook->anchor) > HL_WORDS_LONGEST)
        return false;
    hl_config__part_name(hook->anchor, strlen(hook->anchor), name);
    return HL_WORDS_HAS(name, past);
}

/* What ends the reminder of one coupon is the redemption of another, years ago. A farewell ends
 * all.
 */
static bool ends_by_whenever(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    if (hook->anchor == NULL || hook->recurs != HL_RECURS_NEVER || hook->stop_within.present)
        return false;
    for (size_t i = 0; i < hook->stop_on_count; i++)
        if (!hl_config__is_farewell(hook->stop_on[i]))
            return true;
    return false;
}

/* Whoever sets it off has just left. */
static bool is_farewell_itself(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    return hook->klass == HL_CLASS_PROMOTION && hook->trigger != NULL &&
           hl_config__is_farewell(hook->trigger);
}

/* Some channels take no message later than 20 s. */
static bool is_over_at_once(const hl_effect_site *s)
{
    const hl_span *expiry = &hook_of(s)->expiry;
    return expiry->present && hl_config__span_most(expiry) > 0 &&
           hl_config__span_most(expiry) < INT64_C(10000);
}

/* Whether a cap of one counts touches of both hooks together. */
static bool counts_both(const hl_cap *cap, const hl_hook *one, const hl_hook *other)
{
    static const char *const classes[] = {[HL_CLASS_TRANSACTIONAL] = "transactional",
                                          [HL_CLASS_SERVICE] = "service",
                                          [HL_CLASS_PROMOTION] = "promotion"};
    if (cap->count != 1 || !cap->per.present)
        return false;
    return cap->scope == HL_SCOPE_USER ||
           (cap->scope == HL_SCOPE_CLASS && one->klass == other->klass &&
            (cap->of == NULL || strcmp(cap->of, classes[one->klass]) == 0));
}

/* Until the cap lets go of the touch that it waits for, it is too late. */
static bool is_capped_until_late(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    size_t before = 0;
    while (hook->after != NULL && before < s->x->hook_count &&
           strcmp(s->x->hooks[before].name, hook->after) != 0)
        before++;
    if (hook->after == NULL || before == s->x->hook_count || hook->trigger != NULL ||
        hook->anchor != NULL || !hook->expiry.present)
        return false;
    int64_t latest =
        hl_config__span_most(&hook->expiry) +
        (hook->no_reply_within.present ? hl_config__span_most(&hook->no_reply_within) : 0);
    for (size_t i = 0; i < s->x->cap_count; i++)
        if (counts_both(&s->x->caps[i], hook, &s->x->hooks[before]) &&
            hl_config__span_least(&s->x->caps[i].per) >= latest)
            return true;
    return false;
}

static const hl_effect_rule rules[] = {
    {"hooks", NULL, "trigger", is_farewell_itself, HL_EFFECT_WARNS,
     "is a farewell: advertising goes to those who have just left (\"class\": \"service\", if it "
     "is none)",
     NULL},
    {"hooks", NULL, "expiry", is_over_at_once, HL_EFFECT_WARNS,
     "is less than ten seconds: only a plan that is made within them sends anything", NULL},
    {"hooks", NULL, "expiry", is_capped_until_late, HL_EFFECT_WARNS,
     "nothing is ever sent: a cap of one touch holds it back for longer than this after the touch "
     "that it waits for",
     NULL},
    {"hooks", NULL, "anchor", is_no_instant, HL_EFFECT_REFUSES,
     "holds no instant that could be aimed at", "an attribute with a date or an instant"},
    {"hooks", NULL, "after", waits_in_vain, HL_EFFECT_WARNS,
     "no arm has the hook that it waits for: only touches of earlier runs can set it off", NULL},
    {"hooks", NULL, "after", waits_in_vain_somewhere, HL_EFFECT_WARNS,
     "an arm has this hook and not the one that it waits for: there, only touches of earlier runs "
     "can set it off",
     NULL},
    {"hooks", NULL, "after", stands_too_early, HL_EFFECT_WARNS,
     "in an arm its step stands before the one that it waits for: it is planned in a later run at "
     "the earliest",
     NULL},
    {"hooks", NULL, "on_reply", needs_reply_and_none, HL_EFFECT_REFUSES,
     "contradicts 'no_reply_within': a reply would be needed, and none may come", "one of the two"},
    {"hooks", NULL, "on_reply", stops_by_reply_twice, HL_EFFECT_WARNS,
     "does nothing beside 'no_reply_within', which says until when a reply ends it", NULL},
    {"hooks", NULL, "stop_on", has_type_twice, HL_EFFECT_WARNS,
     "two of these types differ in case, width or spaces alone, and are one to the planner", NULL},
    {"hooks", NULL, "expiry", expires_behind_anchor, HL_EFFECT_WARNS,
     "is longer than 'lead': the anchor itself ends the touch before, and this does nothing", NULL},
    {"hooks", NULL, "anchor", comes_every_year, HL_EFFECT_WARNS,
     "is a date that comes every year, and without 'recurs' only the first is aimed at, long past "
     "(\"recurs\": \"yearly\")",
     NULL},
    {"hooks", NULL, "stop_on", ends_by_whenever, HL_EFFECT_WARNS,
     "beside farewells there are types of which one of whenever ends the touch, as the redemption "
     "of an older coupon does (\"stop_within\": \"P30D\", as long as what is aimed at runs)",
     NULL},
    {"hooks", NULL, "stop_on", is_ended_by_own_trigger, HL_EFFECT_WARNS,
     "names the hook's own trigger: the second one of a user ends what the first set off", NULL},
    {"hooks", NULL, "lead", leads_to_the_past, HL_EFFECT_WARNS,
     "is before a date that is past once it is known, by the name of 'anchor': nothing is ever due "
     "(\"trigger\" with \"delay\" goes after it)",
     NULL},
    {"hooks", NULL, "lead", leads_over_period, HL_EFFECT_WARNS,
     "is no shorter than the time between two dates: the touch would go ahead of the date "
     "before",
     NULL},
    {"hooks", NULL, "cooldown", cools_over_period, HL_EFFECT_WARNS,
     "is longer than the time between two dates: some dates get no touch", NULL},
    {"hooks", NULL, "jitter", jitters_for_days, HL_EFFECT_WARNS,
     "spreads touches over more than a week: it is meant for a batch of one hour", NULL},
    {"hooks", NULL, "jitter", jitters_at_time, HL_EFFECT_WARNS,
     "does nothing where 'at' is kept: all touches go at that minute", NULL},
    {"hooks", NULL, "at", explores, HL_EFFECT_WARNS,
     "does nothing: \"choose\": \"explore\" draws the hour", NULL},
    {"hooks", NULL, "jitter", explores, HL_EFFECT_WARNS,
     "does nothing: \"choose\": \"explore\" draws the hour", NULL},
    {"hooks", NULL, "at", is_by_model, HL_EFFECT_WARNS,
     "does nothing where a model of send times is in force: \"choose\": \"model\" draws the hour",
     NULL},
    {"hooks", NULL, "choose", has_no_target, HL_EFFECT_WARNS,
     "without an anchor this is 'earliest'", NULL},
    {"hooks", NULL, "choose", is_earliest_of_anchor, HL_EFFECT_WARNS,
     "with an anchor this is 'target': nothing goes before the lead says so", NULL},
    {"hooks", NULL, "silent", is_hardly_silent, HL_EFFECT_WARNS,
     "is less than an hour: nearly everybody is silent for so long, again and again", NULL},
    {"hooks", NULL, "class", is_no_transaction, HL_EFFECT_WARNS,
     "a win-back or a birthday is a promotion in most laws: as transactional it goes outside of "
     "their hours",
     NULL},
    {"hooks", NULL, "trigger", is_triggered_by_other_name, HL_EFFECT_WARNS,
     "is the name of another hook: a row of that name sets off both", NULL},
};

const hl_effect_rules hl_config__effects_of_hooks = {rules, HL_CONFIG_COUNT(rules)};

void hl_config__remark_farewells(hl_decoder *decoder, const hl_value *document,
                                 const hl_experiment *x)
{
    const hl_value *hooks = hl_base__value_get(document, "hooks");
    hl_effect_site site = {document, x, hooks, 0};
    hl_config__enter(decoder, "hooks", 0);
    for (site.at = 0; hooks != NULL && site.at < hooks->count; site.at++) {
        if (!goes_to_those_who_left(&site))
            continue;
        hl_config__enter(decoder, hooks->items[site.at].key, 0);
        hl_config__warn(decoder, &hooks->items[site.at],
                        "a promotion that names no farewell: only events that are called as "
                        "farewells usually are (unsubscribe, block) end it (\"stop_on\": "
                        "[\"unsubscribe\", \"block\"])");
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

/* Without an end it goes however late: "lapses in 3 days" on the last day. */
static bool leads_without_end(const hl_effect_site *s)
{
    const hl_hook *hook = hook_of(s);
    return hook->anchor != NULL && hook->recurs == HL_RECURS_NEVER && hook->lead.present &&
           !hook->expiry.present && hl_config__span_most(&hook->lead) >= HL_DAY_MS && is_used(s);
}

void hl_config__remark_leads(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *hooks = hl_base__value_get(document, "hooks");
    hl_effect_site site = {document, x, hooks, 0};
    hl_config__enter(decoder, "hooks", 0);
    for (site.at = 0; hooks != NULL && site.at < hooks->count; site.at++) {
        if (!leads_without_end(&site))
            continue;
        hl_config__enter(decoder, hooks->items[site.at].key, 0);
        hl_config__warn_at(decoder, &hooks->items[site.at], "lead",
                           "without 'expiry' the touch also goes on later days than this says, up "
                           "to the anchor (\"expiry\": \"PT12H\" ends it with the day that is "
                           "meant)");
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}
