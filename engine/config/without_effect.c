/* What of a definition's top level, windows, caps and analysis does nothing (effect.h). */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "config/condition.h"
#include "config/effect.h"

#define BUCKETS (UINT64_C(1) << 53)

static bool says(const hl_effect_site *s, const char *key)
{
    return hl_base__value_get(s->item, key) != NULL;
}

/* ---- who enters */

enum { IN_A_MILLION = 1000000, IN_TEN_THOUSAND = 10000 };

static uint64_t layer_part(const hl_effect_site *s)
{
    return s->x->layer_range.to - s->x->layer_range.from;
}

static bool layer_is_nothing(const hl_effect_site *s)
{
    return layer_part(s) < BUCKETS / IN_A_MILLION;
}

static bool layer_is_next_to_nothing(const hl_effect_site *s)
{
    return !layer_is_nothing(s) && layer_part(s) < BUCKETS / IN_TEN_THOUSAND;
}

static bool traffic_is_next_to_nothing(const hl_effect_site *s)
{
    return s->x->traffic_to > 0 && s->x->traffic_to < BUCKETS / IN_TEN_THOUSAND;
}

static bool unit_is_zone(const hl_effect_site *s)
{
    static const char *const zones[] = {"zone", "device_zone", "profile_zone", "inferred_zone"};
    for (size_t i = 0; i < HL_CONFIG_COUNT(zones); i++)
        if (hl_config__is_column(s->x->unit, zones[i]))
            return true;
    return false;
}

static bool holdout_is_next_to_nothing(const hl_effect_site *s)
{
    return s->x->holdout_to > 0 && s->x->holdout_to < BUCKETS / IN_TEN_THOUSAND;
}

static bool ramp_stays(const hl_effect_site *s)
{
    return s->at > 0 && s->x->ramp[s->at].traffic_to == s->x->ramp[s->at - 1].traffic_to;
}

/* Years from the step before: a slip in the year. */
static bool ramp_is_years_off(const hl_effect_site *s)
{
    const int64_t two_years = INT64_C(731) * HL_DAY_MS;
    return s->at > 0 && s->x->ramp[s->at].at_utc_ms - s->x->ramp[s->at - 1].at_utc_ms > two_years;
}

static bool ramp_is_next_to_nothing(const hl_effect_site *s)
{
    uint64_t to = s->x->ramp[s->at].traffic_to;
    return to > 0 && to < BUCKETS / IN_TEN_THOUSAND;
}

/* ---- what arms name */

static bool sends(const hl_experiment *x)
{
    for (size_t a = 0; a < x->arm_count; a++)
        for (size_t i = 0; i < x->arms[a].step_count; i++)
            if (x->arms[a].steps[i].hook != SIZE_MAX)
                return true;
    return false;
}

static bool is_factor(const hl_effect_site *s, const char *key)
{
    return hl_base__value_get(hl_base__value_get(s->document, "factors"), key) != NULL;
}

/* Every arm that is listed names its own. */
static bool each_arm_has(const hl_effect_site *s, const char *key)
{
    const hl_value *arms = hl_base__value_get(s->document, "arms");
    bool all = arms != NULL && arms->count > 0;
    for (size_t i = 0; all && i < arms->count; i++)
        all = hl_base__value_get(&arms->items[i], key) != NULL ||
              (strcmp(key, "channel") != 0 && hl_base__value_get(&arms->items[i], "steps") != NULL);
    return all || is_factor(s, key);
}

static bool each_has_hook(const hl_effect_site *s)
{
    return each_arm_has(s, "hook");
}

static bool each_has_variant(const hl_effect_site *s)
{
    return each_arm_has(s, "variant");
}

static bool each_has_window(const hl_effect_site *s)
{
    return each_arm_has(s, "window");
}

static bool each_has_channel(const hl_effect_site *s)
{
    return each_arm_has(s, "channel");
}

static bool has_steps(const hl_effect_site *s)
{
    const hl_value *arms = hl_base__value_get(s->document, "arms");
    for (size_t i = 0; arms != NULL && i < arms->count; i++)
        if (hl_base__value_get(&arms->items[i], "steps") != NULL)
            return true;
    return false;
}

/* As they are written: of an arm that names none the experiment holds the one at the top. */
static bool names_channel(const hl_value *arm)
{
    const hl_value *steps = hl_base__value_get(arm, "steps");
    bool all = hl_base__value_get(arm, "channel") != NULL || (steps != NULL && steps->count > 0);
    for (size_t i = 0; steps != NULL && all && i < steps->count; i++)
        all = hl_base__value_get(arm, "channel") != NULL ||
              hl_base__value_get(&steps->items[i], "channel") != NULL;
    return all;
}

static bool each_step_has_channel(const hl_effect_site *s)
{
    const hl_value *arms = hl_base__value_get(s->document, "arms");
    bool all = arms != NULL && sends(s->x);
    for (size_t i = 0; all && i < arms->count; i++)
        all = names_channel(&arms->items[i]);
    return (all || is_factor(s, "channel") ||
            (sends(s->x) &&
             hl_base__value_get(hl_base__value_get(s->document, "every_arm"), "channel") != NULL &&
             !has_steps(s)));
}

/* The night of one place is the day of another. */
static bool is_quiet_elsewhere(const hl_effect_site *s)
{
    const char *zone = s->x->quiet[s->at].zone;
    return zone != NULL && s->x->zone != NULL && strcmp(zone, s->x->zone) != 0;
}

/* So it is ten o'clock somewhere, and night where the user is. */
static bool opens_elsewhere(const hl_effect_site *s)
{
    const char *zone = s->x->windows[s->at].zone;
    return zone != NULL && s->x->zone != NULL && strcmp(zone, s->x->zone) != 0;
}

static bool calendar_is_idle(const hl_effect_site *s)
{
    const hl_experiment *x = s->x;
    bool asked_for = !sends(x);
    for (size_t i = 0; i < x->window_count; i++)
        asked_for = asked_for || x->windows[i].kind != HL_DAYS_ALL;
    for (size_t i = 0; i < x->quiet_count; i++)
        asked_for = asked_for || x->quiet[i].kind != HL_DAYS_ALL;
    for (size_t i = 0; i < x->shift_count; i++)
        asked_for = asked_for || x->shifts[i].window.kind != HL_DAYS_ALL;
    return !asked_for;
}

/* ---- caps */

static bool counts_alike(const hl_cap *a, const hl_cap *b)
{
    bool same = a->of == NULL ? b->of == NULL : b->of != NULL && strcmp(a->of, b->of) == 0;
    return a->scope == b->scope && same;
}

/* No more in a longer time is no more in a shorter one. */
static bool is_as_strict(const hl_cap *a, const hl_cap *b)
{
    bool rolling = a->per.present && b->per.present;
    bool longer = rolling && hl_config__span_least(&a->per) >= hl_config__span_most(&b->per);
    bool same = (!rolling && a->calendar == b->calendar && a->per.present == b->per.present) ||
                (rolling && a->per.months == b->per.months && a->per.days == b->per.days &&
                 a->per.ms == b->per.ms);
    return counts_alike(a, b) && (longer || same) && a->count >= 0 && b->count >= a->count;
}

static bool cap_is_idle(const hl_effect_site *s)
{
    const hl_cap *cap = &s->x->caps[s->at];
    enum { MOST = 300 };
    for (size_t i = 0; i < s->x->cap_count && i < MOST; i++)
        if (i != s->at && is_as_strict(&s->x->caps[i], cap) &&
            (i < s->at || !is_as_strict(cap, &s->x->caps[i])))
            return true;
    return false;
}

static int64_t longest_of(const hl_cap *cap)
{
    static const int64_t days[] = {
        [HL_PERIOD_DAY] = 1, [HL_PERIOD_MINUTE] = 1, [HL_PERIOD_WEEK] = 7, [HL_PERIOD_MONTH] = 31};
    return cap->per.present ? hl_config__span_most(&cap->per) : days[cap->calendar] * HL_DAY_MS;
}

static bool counts_hook(const hl_cap *cap, const hl_hook *hook)
{
    if (cap->scope == HL_SCOPE_HOOK)
        return cap->of == NULL || strcmp(cap->of, hook->name) == 0;
    return cap->scope == HL_SCOPE_USER || cap->of == NULL ||
           (cap->scope == HL_SCOPE_CLASS && strcmp(cap->of, hl_hook_class_name(hook->klass)) == 0);
}

/* How many touches an arm gives a user in the cap's time at most; INT64_MAX: nobody can tell. A
 * hook gives one where its cool-down is no shorter. */
static int64_t most_of_arm(const hl_experiment *x, const hl_arm *arm, const hl_cap *cap)
{
    int64_t most = 0;
    for (size_t i = 0; i < arm->step_count; i++) {
        const hl_hook *hook = arm->steps[i].hook == SIZE_MAX ? NULL : &x->hooks[arm->steps[i].hook];
        if (hook == NULL || !counts_hook(cap, hook))
            continue;
        if (!hook->cooldown.present || hl_config__span_least(&hook->cooldown) < longest_of(cap))
            return INT64_MAX;
        most++;
    }
    return most;
}

/* Cool-downs hold back more than the cap does. */
static bool cap_stands_behind_cooldowns(const hl_effect_site *s)
{
    const hl_cap *cap = &s->x->caps[s->at];
    bool of_user = cap->scope == HL_SCOPE_USER || cap->scope == HL_SCOPE_HOOK ||
                   (cap->scope == HL_SCOPE_CLASS && cap->of != NULL);
    if (!of_user || cap->count < 1 || s->x->cap_count > 100 || cap_is_idle(s))
        return false;
    int64_t most = 0;
    for (size_t a = 0; a < s->x->arm_count; a++) {
        int64_t one = most_of_arm(s->x, &s->x->arms[a], cap);
        most = one > most ? one : most;
    }
    return most > 0 && (cap->scope == HL_SCOPE_HOOK ? most <= cap->count : most < cap->count);
}

/* ---- analysis */

static bool plans_too_few(const hl_effect_site *s)
{
    double each = s->x->design.planned_units / (double)s->x->arm_count;
    return each >= 2 && each < HL_UNITS_LEAST;
}

static bool finds_nothing(const hl_effect_site *s)
{
    return s->x->design.alpha < 0.0005;
}

static bool has_tiny_arm(const hl_effect_site *s)
{
    double all = 0, least = HL_INFINITY;
    for (size_t i = 0; i < s->x->arm_count; i++) {
        double weight = (double)s->x->design.arms[i].weight;
        all += weight;
        least = weight > 0 && weight < least ? weight : least;
    }
    return least < all / 1000;
}

static bool looks_once(const hl_effect_site *s)
{
    return s->x->design.look_count == 1;
}

static bool prior_outweighs(const hl_effect_site *s)
{
    return s->x->design.prior_a + s->x->design.prior_b > 1000;
}

static bool has_name_of_unit(const hl_value *list, const char *unit)
{
    for (size_t i = 0; list != NULL && i < list->count; i++)
        if (list->items[i].type == HL_VALUE_STRING &&
            (hl_config__is_column(list->items[i].text, "user_id") ||
             strcmp(list->items[i].text, unit) == 0))
            return true;
    return false;
}

static bool splits_by_unit(const hl_effect_site *s)
{
    return has_name_of_unit(hl_base__value_get(s->item, "by"), s->x->unit);
}

static bool adjusts_by_name(const hl_effect_site *s)
{
    const hl_value *list = hl_base__value_get(s->item, "covariates");
    bool zone = false;
    for (size_t i = 0; list != NULL && i < list->count; i++)
        zone = zone || (list->items[i].type == HL_VALUE_STRING &&
                        hl_config__is_column(list->items[i].text, "zone"));
    return zone || has_name_of_unit(list, s->x->unit);
}

/* Of which the audience asks for one value, which everybody then has. */
static bool is_fixed(const hl_effect_site *s, const hl_value *list)
{
    const hl_value *audience = s->x->audience == NULL ? NULL : s->x->audience->document;
    for (size_t i = 0; list != NULL && audience != NULL && i < list->count; i++) {
        const hl_value *asked = list->items[i].type == HL_VALUE_STRING
                                    ? hl_base__value_get(audience, list->items[i].text)
                                    : NULL;
        if (asked != NULL && asked->type == HL_VALUE_OBJECT && asked->count == 1 &&
            hl_base__value_get(asked, "$eq") != NULL)
            asked = hl_base__value_get(asked, "$eq");
        if (asked != NULL && (asked->type == HL_VALUE_STRING || asked->type == HL_VALUE_NUMBER ||
                              asked->type == HL_VALUE_BOOL))
            return true;
    }
    return false;
}

static bool splits_by_fixed(const hl_effect_site *s)
{
    return is_fixed(s, hl_base__value_get(s->item, "by"));
}

static bool adjusts_by_fixed(const hl_effect_site *s)
{
    return is_fixed(s, hl_base__value_get(s->item, "covariates"));
}

/* ---- the rules */

static const char own_arm[] = "every arm has its own: this one does nothing";

static const hl_effect_rule rules[] = {
    {NULL, "layer", "to", layer_is_nothing, HL_EFFECT_REFUSES,
     "is less than one user in a million: nobody enters", "a part such as 0 to 0.5"},
    {NULL, "layer", "to", layer_is_next_to_nothing, HL_EFFECT_WARNS,
     "is less than one user in ten thousand: hardly anybody enters", NULL},
    {NULL, NULL, "traffic", traffic_is_next_to_nothing, HL_EFFECT_WARNS,
     "is less than one user in ten thousand: hardly anybody enters", NULL},
    {NULL, NULL, "unit", unit_is_zone, HL_EFFECT_WARNS,
     "all people of a zone get one arm, and there are a few zones: nothing can be found", NULL},
    {NULL, "holdout", "share", holdout_is_next_to_nothing, HL_EFFECT_WARNS,
     "holds hardly anybody out", NULL},
    {"ramp", NULL, "at", ramp_is_years_off, HL_EFFECT_WARNS,
     "is more than two years behind the step before: is the year right?", NULL},
    {"ramp", NULL, "traffic", ramp_stays, HL_EFFECT_WARNS,
     "is what the step before says: the step does nothing", NULL},
    {"ramp", NULL, "traffic", ramp_is_next_to_nothing, HL_EFFECT_WARNS,
     "is less than one user in ten thousand: hardly anybody enters", NULL},
    {NULL, "every_arm", "hook", each_has_hook, HL_EFFECT_WARNS, own_arm, NULL},
    {NULL, "every_arm", "variant", each_has_variant, HL_EFFECT_WARNS, own_arm, NULL},
    {NULL, "every_arm", "window", each_has_window, HL_EFFECT_WARNS, own_arm, NULL},
    {NULL, "every_arm", "channel", each_has_channel, HL_EFFECT_WARNS, own_arm, NULL},
    {NULL, NULL, "channel", each_step_has_channel, HL_EFFECT_WARNS,
     "every touch names its own channel: this one does nothing", NULL},
    {NULL, NULL, "calendar", calendar_is_idle, HL_EFFECT_WARNS,
     "no window asks for working or free days: the calendar does nothing", NULL},
    {"caps", NULL, "count", cap_is_idle, HL_EFFECT_WARNS,
     "another cap of the same scope is as strict: this one holds nothing back", NULL},
    {"caps", NULL, "count", cap_stands_behind_cooldowns, HL_EFFECT_WARNS,
     "the cool-downs of the hooks allow no more than this: it holds back only what comes after "
     "touches of other experiments",
     NULL},
    {NULL, NULL, "arms", has_tiny_arm, HL_EFFECT_WARNS,
     "an arm gets less than one unit in a thousand: it decides when anything is found", NULL},
    {NULL, NULL, "weights", has_tiny_arm, HL_EFFECT_WARNS,
     "an arm gets less than one unit in a thousand: it decides when anything is found", NULL},
    {"quiet_hours", NULL, "zone", is_quiet_elsewhere, HL_EFFECT_WARNS,
     "is not the definition's zone: quiet are these hours there, whatever the user's clock shows "
     "(without it they are by the user's)",
     NULL},
    {"windows", NULL, "zone", opens_elsewhere, HL_EFFECT_WARNS,
     "is not the definition's zone: touches go at these hours there, whatever the user's clock "
     "shows (without it they are by the user's)",
     NULL},
    {NULL, "analysis", "planned_units", plans_too_few, HL_EFFECT_WARNS,
     "are fewer than 20 in each arm: so few decide nothing", NULL},
    {NULL, "analysis", "alpha", finds_nothing, HL_EFFECT_WARNS,
     "asks for so much that hardly anything is ever found: 0.05 is usual", NULL},
    {NULL, "analysis", "looks", looks_once, HL_EFFECT_WARNS,
     "one look is what 'fixed' does: nothing is spent before the end", NULL},
    {NULL, "analysis", "prior", prior_outweighs, HL_EFFECT_WARNS,
     "outweighs a thousand units: the Bayesian view shows it rather than the data", NULL},
    {NULL, "analysis", "by", splits_by_unit, HL_EFFECT_WARNS, "splits the result into single units",
     NULL},
    {NULL, "analysis", "by", splits_by_fixed, HL_EFFECT_WARNS,
     "names an attribute of which the audience asks for one value: it splits nothing", NULL},
    {NULL, "analysis", "covariates", adjusts_by_fixed, HL_EFFECT_WARNS,
     "names an attribute of which the audience asks for one value: it explains nothing", NULL},
    {NULL, "analysis", "covariates", adjusts_by_name, HL_EFFECT_WARNS,
     "a name is no number that could be adjusted by", NULL},
};

static void tell(hl_decoder *decoder, const hl_effect_rule *r, const hl_value *item)
{
    if (r->kind == HL_EFFECT_WARNS && r->key != NULL)
        hl_config__warn_at(decoder, item, r->key, "%s", r->message);
    else if (r->kind == HL_EFFECT_WARNS)
        hl_config__warn(decoder, item, "%s", r->message);
    else
        hl_config__newer_at(decoder, item, r->key, r->accepted, "%s", r->message);
}

static void ask(hl_decoder *decoder, const hl_effect_rule *r, const hl_effect_site *s)
{
    if (s->item != NULL && (r->key == NULL || says(s, r->key)) && r->is(s))
        tell(decoder, r, s->item);
}

static void ask_each(hl_decoder *decoder, const hl_effect_rule *r, hl_effect_site *s)
{
    const hl_value *table = hl_base__value_get(s->document, r->table);
    hl_config__enter(decoder, r->table, 0);
    for (s->at = 0; table != NULL && s->at < table->count; s->at++) {
        s->item = &table->items[s->at];
        hl_config__enter(decoder, s->item->key, s->at);
        ask(decoder, r, s);
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

static void ask_where(hl_decoder *decoder, const hl_effect_rule *r, hl_effect_site s)
{
    if (r->table != NULL) {
        ask_each(decoder, r, &s);
        return;
    }
    if (r->object != NULL) {
        s.item = hl_base__value_get(s.document, r->object);
        hl_config__enter(decoder, r->object, 0);
    }
    ask(decoder, r, &s);
    if (r->object != NULL)
        hl_config__leave(decoder);
}

void hl_config__check_effect(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_effect_rules tables[] = {{rules, HL_CONFIG_COUNT(rules)},
                                      hl_config__effects_of_hooks,
                                      hl_config__effects_of_metrics};
    const hl_effect_site site = {document, x, document, 0};
    for (size_t t = 0; t < HL_CONFIG_COUNT(tables); t++)
        for (size_t i = 0; i < tables[t].count; i++)
            ask_where(decoder, &tables[t].rows[i], site);
}
