/* Users whose attributes say that they want no advertising. A promotion to them is dropped, by
 * whatever channel the attribute is of, whomever the audience asks for: a condition chooses users,
 * and gives nobody's consent. Only one that asks for nothing but that the attribute is there says
 * that it means something else. Of attributes that may mean something else it is only said. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/written_number.h"
#include "plan/consent.h"
#include "plan/reading.h"

enum { VALUES = 8, SHOWN = 40 };

/* Who says no by one attribute, in one way. */
typedef struct refusers {
    int64_t count;
    uint32_t first;             /* user */
    char values[VALUES][SHOWN]; /* that say no, as they are written, */
    bool bare[VALUES];          /* numbers and booleans, which stand without quotes */
    size_t value_count;         /* VALUES + 1: there are more */
} refusers;

/* One attribute that may say no. */
typedef struct attribute {
    hl_consent_name name;
    bool asked_for; /* by the audience: then of those that it lets through alone */
    bool is_else;   /* the audience says that it means something else */
    unsigned by;    /* channels by which somebody plainly said no */
    refusers plain, perhaps;
    int64_t odd; /* rows that nobody can tell */
} attribute;

struct hl_plan_consent {
    hl_map names;
    attribute *attributes; /* by names */
    size_t capacity;
    const hl_value *audience; /* the condition's document, or NULL */
};

hl_plan_consent *hl_plan__consent_new(const hl_condition *audience)
{
    hl_plan_consent *consent = calloc(1, sizeof *consent);
    if (consent != NULL && audience != NULL)
        consent->audience = audience->document;
    return consent;
}

void hl_plan__consent_free(hl_plan_consent *consent)
{
    if (consent == NULL)
        return;
    hl_base__map_free(&consent->names);
    free(consent->attributes);
    free(consent);
}

/* Whether the key of a condition is the attribute, or the object that it is a member of. */
static bool is_asked(const char *key, const char *path)
{
    size_t length = strlen(key);
    return strncmp(key, path, length) == 0 && (path[length] == '\0' || path[length] == '.');
}

static bool only_exists(const hl_value *asked)
{
    const hl_value *exists = hl_base__value_get(asked, "$exists");
    return exists != NULL && asked->count == 1 && exists->type == HL_VALUE_BOOL && exists->boolean;
}

/* How often the condition asks for the attribute, and how often only that it is there. */
static void count_asked(const hl_value *condition, const char *path, size_t *asked, size_t *exists)
{
    for (size_t i = 0; i < condition->count; i++) {
        const hl_value *item = &condition->items[i];
        if (item->key != NULL && item->key[0] != '$' && is_asked(item->key, path)) {
            (*asked)++;
            *exists += only_exists(item);
        } else if (item->key == NULL || item->key[0] == '$')
            count_asked(item, path, asked, exists);
    }
}

/* That a refusal is there is what those who refuse have in common: it never means something else.
 */
static attribute new_attribute(const hl_plan_consent *consent, const char *path)
{
    attribute a = {.name = hl_config__consent_name(path)};
    size_t asked = 0;
    size_t exists = 0;
    if (a.name.is != HL_CONSENT_NONE && consent->audience != NULL)
        count_asked(consent->audience, path, &asked, &exists);
    a.asked_for = asked > 0;
    a.is_else = asked > 0 && asked == exists && a.name.is != HL_CONSENT_REFUSES;
    return a;
}

static attribute *attribute_of(hl_plan_consent *consent, const char *path)
{
    uint32_t before = consent->names.count;
    attribute *all = hl_plan__grow(consent->attributes, sizeof *all, before, &consent->capacity);
    if (all == NULL)
        return NULL;
    consent->attributes = all;
    uint32_t at = hl_base__map_intern(&consent->names, path, strlen(path));
    if (at == HL_MAP_NONE)
        return NULL;
    if (at == before)
        all[at] = new_attribute(consent, path);
    return &all[at];
}

static void add_value(refusers *a, const char *text, size_t length, bool bare)
{
    for (size_t i = 0; i < a->value_count && i < VALUES; i++)
        if (strlen(a->values[i]) == length && memcmp(a->values[i], text, length) == 0)
            return;
    if (a->value_count < VALUES) {
        memcpy(a->values[a->value_count], text, length);
        a->values[a->value_count][length] = '\0';
        a->bare[a->value_count] = bare;
    }
    if (a->value_count <= VALUES)
        a->value_count++;
}

/* Conditions compare true and false with whatever is written for them, if all of it is. */
static void note_value(const hl_consent_name *name, refusers *a, const hl_value *value)
{
    bool yes = value->boolean;
    bool is_text = value->type == HL_VALUE_UNTYPED || value->type == HL_VALUE_STRING;
    bool bare = value->type == HL_VALUE_BOOL ||
                (value->type == HL_VALUE_UNTYPED &&
                 hl_base__written_bit(value->text, value->length, &yes) == HL_NUMBER_EXACT);
    bool dated = is_text && name->is == HL_CONSENT_REFUSES && value->length >= 8 &&
                 value->text[0] >= '0' && value->text[0] <= '9';
    if (bare)
        add_value(a, yes ? "true" : "false", yes ? 4 : 5, true);
    else if (value->type == HL_VALUE_ARRAY || value->length >= SHOWN || dated)
        a->value_count = VALUES + 1;
    else
        add_value(a, value->text, value->length, !is_text);
}

static void note(attribute *a, const hl_value *value, const hl_consent_user *user,
                 unsigned *refused)
{
    hl_consent_answer says = hl_config__consent_answer(&a->name, value);
    bool plain = hl_config__consent_is_plain(&a->name, says);
    refusers *noes = plain ? &a->plain : &a->perhaps;
    a->odd += says == HL_CONSENT_SAYS_ELSE;
    if (says != HL_CONSENT_SAYS_NO && says != HL_CONSENT_SAYS_LEFT)
        return;
    unsigned by = plain ? hl_config__consent_by(&a->name, value) : 0;
    *refused |= by;
    a->by |= by;
    if (a->asked_for && !user->in_audience)
        return;
    if (noes->count++ == 0)
        noes->first = user->person;
    note_value(&a->name, noes, value);
}

static bool note_member(hl_plan_consent *consent, const hl_value *value, const char *above,
                        const hl_consent_user *user, unsigned *refused);

/* What one of a list of consents is of: its "channel", "type" or "purpose". */
static const hl_value *label_of(const hl_value *object)
{
    static const char *const labels[] = {"channel", "type", "purpose", "name", "kind", "topic"};
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        const hl_value *label = hl_base__value_get(object, labels[i]);
        if (label != NULL && label->type == HL_VALUE_STRING && label->length > 0)
            return label;
    }
    return NULL;
}

/* [{"channel": "email", "state": "unsubscribed"}]: consents.email.state. */
static bool note_list(hl_plan_consent *consent, const hl_value *list, const char *above,
                      const hl_consent_user *user, unsigned *refused)
{
    enum { PATH = 200 };
    char path[PATH];
    for (size_t i = 0; i < list->count; i++) {
        const hl_value *one = &list->items[i];
        if (one->type != HL_VALUE_OBJECT)
            continue;
        const hl_value *label = label_of(one);
        int length =
            snprintf(path, sizeof path, "%s%s%.*s", above, label == NULL ? "" : ".",
                     label == NULL ? 0 : (int)label->length, label == NULL ? "" : label->text);
        for (size_t k = 0; length >= 0 && length < PATH && k < one->count; k++)
            if (&one->items[k] != label &&
                !note_member(consent, &one->items[k], path, user, refused))
                return false;
    }
    return true;
}

/* A member of an object is called by its path, as conditions call it. */
static bool note_member(hl_plan_consent *consent, const hl_value *value, const char *above,
                        const hl_consent_user *user, unsigned *refused)
{
    enum { PATH = 200 };
    char path[PATH];
    int length =
        snprintf(path, sizeof path, "%s%s%s", above, *above == '\0' ? "" : ".", value->key);
    if (length < 0 || length >= PATH)
        return true;
    if (value->type == HL_VALUE_OBJECT) {
        for (size_t i = 0; i < value->count; i++)
            if (!note_member(consent, &value->items[i], path, user, refused))
                return false;
        return true;
    }
    if (value->type == HL_VALUE_ARRAY && !note_list(consent, value, path, user, refused))
        return false;
    attribute *a = attribute_of(consent, path);
    if (a == NULL)
        return false;
    if (a->name.is != HL_CONSENT_NONE && !a->is_else)
        note(a, value, user, refused);
    return true;
}

bool hl_plan__consent_note(hl_plan_consent *consent, const hl_value *attributes,
                           const hl_consent_user *user, unsigned *refused)
{
    for (size_t i = 0; attributes != NULL && i < attributes->count; i++)
        if (!note_member(consent, &attributes->items[i], "", user, refused))
            return false;
    return true;
}

bool hl_plan__consent_tells(const hl_plan_consent *consent, const char *name)
{
    uint32_t at = hl_base__map_find(&consent->names, name, strlen(name));
    return at != HL_MAP_NONE &&
           (consent->attributes[at].plain.count > 0 || consent->attributes[at].perhaps.count > 0 ||
            consent->attributes[at].odd == 0);
}

/* ---- what is said */

static void add_quoted(hl_text *out, const char *text, bool bare)
{
    hl_base__text_addf(out, bare ? "" : "\"");
    for (; *text != '\0'; text++)
        hl_base__text_addf(out, !bare && (*text == '"' || *text == '\\') ? "\\%c" : "%c", *text);
    hl_base__text_addf(out, bare ? "" : "\"");
}

/* The condition of the audience that leaves them out. */
static void add_condition(const attribute *of, const refusers *a, const char *name, hl_text *out)
{
    hl_base__text_addf(out, "{");
    add_quoted(out, name, false);
    if (a->value_count > VALUES && of->name.is == HL_CONSENT_REFUSES) {
        hl_base__text_addf(out, ": {\"$exists\": false}}");
        return;
    }
    size_t count = a->value_count > VALUES ? VALUES : a->value_count;
    hl_base__text_addf(out, count == 1 ? ": {\"$ne\": " : ": {\"$nin\": [");
    for (size_t i = 0; i < count; i++) {
        hl_base__text_addf(out, i > 0 ? ", " : "");
        add_quoted(out, a->values[i], a->bare[i]);
    }
    hl_base__text_addf(out, a->value_count > VALUES ? ", ...]}}" : count == 1 ? "}}" : "]}}");
}

static bool goes_by(const hl_compiled *compiled, const attribute *a)
{
    for (size_t i = 0; i < compiled->arm_step_count; i++) {
        const hl_arm_step *step = &compiled->arm_steps[i];
        for (int r = 0; r < HL_ROUTES; r++)
            if (step->has_route[r] && step->hook->klass == HL_CLASS_PROMOTION &&
                (a->by & (HL_CONSENT_ANY |
                          hl_config__consent_channel(hl_plan__name_text(
                              &compiled->names.channels, step->routes[r].channel_number)))) != 0)
                return true;
    }
    return false;
}

typedef enum attribute_says { SAYS, SAYS_ELSEWHERE, MAY_SAY } attribute_says;

static void tell(hl_reading *r, int64_t seen, attribute_says how, const char *name,
                 const refusers *a, const char *condition)
{
    const char *first = r->inputs->people_ids.keys[a->first].text;
    long long count = a->count;
    if (how == SAYS)
        hl_plan__warn(r, 0, seen,
                      "users whose '%.60s' says no to advertising: %lld, such as '%.60s'; "
                      "promotions to them are dropped; the audience would leave them out with "
                      "%.200s",
                      name, count, first, condition);
    else if (how == SAYS_ELSEWHERE)
        hl_plan__warn(r, 0, seen,
                      "users whose '%.60s' says no to advertising by a channel that this plan does "
                      "not use: %lld, such as '%.60s'; promotions go to them; the audience would "
                      "leave them out with %.200s",
                      name, count, first, condition);
    else
        hl_plan__warn(r, 0, seen,
                      "users whose '%.60s' may say no to advertising: %lld, such as '%.60s'; "
                      "promotions go to them all the same; the audience would leave them out with "
                      "%.200s",
                      name, count, first, condition);
}

static void tell_noes(hl_reading *r, int64_t *seen, attribute_says how, const char *name,
                      const attribute *a, hl_text *condition)
{
    const refusers *noes = how == MAY_SAY ? &a->perhaps : &a->plain;
    if (noes->count == 0)
        return;
    hl_base__text_clear(condition);
    add_condition(a, noes, name, condition);
    tell(r, ++*seen, how, name, noes, hl_base__text_string(condition));
}

bool hl_plan__consent_tell(const hl_plan_consent *consent, hl_reading *r)
{
    int64_t seen = 0;
    hl_text condition = {0};
    for (uint32_t i = 0; i < consent->names.count; i++) {
        const attribute *a = &consent->attributes[i];
        const char *name = consent->names.keys[i].text;
        tell_noes(r, &seen, goes_by(r->compiled, a) ? SAYS : SAYS_ELSEWHERE, name, a, &condition);
        tell_noes(r, &seen, MAY_SAY, name, a, &condition);
    }
    bool good = !condition.failed;
    hl_base__text_free(&condition);
    return good;
}

bool hl_plan__refuses(const hl_inputs *inputs, const hl_compiled *compiled, const hl_candidate *c,
                      int route)
{
    const hl_arm_step *step = &compiled->arm_steps[c->arm_step];
    unsigned refused = inputs->people[c->user].refused;
    if (refused == 0 || step->hook->klass != HL_CLASS_PROMOTION || !step->has_route[route])
        return false;
    const char *channel =
        hl_plan__name_text(&compiled->names.channels, step->routes[route].channel_number);
    return (refused & (HL_CONSENT_ANY | hl_config__consent_channel(channel))) != 0;
}
