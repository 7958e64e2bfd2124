/* Users whose attributes say that they want no advertising. A promotion to them is dropped, by
 * whatever channel the attribute is of, unless the audience asks for the attribute: then it has
 * decided. Of attributes that may mean something else it is only said. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/written_number.h"
#include "plan/consent.h"
#include "plan/reading.h"

enum { VALUES = 8, SHOWN = 40 };

/* One attribute that may say no. */
typedef struct attribute {
    hl_consent_name name;
    bool asked_for; /* by the audience */
    int64_t refused;
    uint32_t first;             /* user */
    char values[VALUES][SHOWN]; /* that say no, as they are written, */
    bool bare[VALUES];          /* numbers and booleans, which stand without quotes */
    size_t value_count;         /* VALUES + 1: there are more */
    int64_t odd;                /* rows that nobody can tell */
} attribute;

struct hl_plan_consent {
    hl_map names;
    attribute *attributes; /* by names */
    size_t capacity;
};

hl_plan_consent *hl_plan__consent_new(void)
{
    return calloc(1, sizeof(hl_plan_consent));
}

void hl_plan__consent_free(hl_plan_consent *consent)
{
    if (consent == NULL)
        return;
    hl_base__map_free(&consent->names);
    free(consent->attributes);
    free(consent);
}

static attribute *attribute_of(hl_plan_consent *consent, const char *name,
                               const hl_known_attributes *known, uint32_t of_audience)
{
    size_t length = strlen(name);
    uint32_t before = consent->names.count;
    attribute *all = hl_plan__grow(consent->attributes, sizeof *all, before, &consent->capacity);
    if (all == NULL)
        return NULL;
    consent->attributes = all;
    uint32_t at = hl_base__map_intern(&consent->names, name, length);
    if (at == HL_MAP_NONE)
        return NULL;
    if (at == before) {
        uint32_t wanted = hl_base__map_find(&known->wanted, name, length);
        all[at] = (attribute){.name = hl_config__consent_name(name),
                              .asked_for = wanted != HL_MAP_NONE && wanted < of_audience};
    }
    return &all[at];
}

static void add_value(attribute *a, const char *text, size_t length, bool bare)
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
static void note_value(attribute *a, const hl_value *value)
{
    bool yes = value->boolean;
    bool is_text = value->type == HL_VALUE_UNTYPED || value->type == HL_VALUE_STRING;
    bool bare = value->type == HL_VALUE_BOOL ||
                (value->type == HL_VALUE_UNTYPED &&
                 hl_base__written_bit(value->text, value->length, &yes) == HL_NUMBER_EXACT);
    bool dated = is_text && a->name.is == HL_CONSENT_REFUSES && value->length >= 8 &&
                 value->text[0] >= '0' && value->text[0] <= '9';
    if (bare)
        add_value(a, yes ? "true" : "false", yes ? 4 : 5, true);
    else if (value->type == HL_VALUE_ARRAY || value->length >= SHOWN || dated)
        a->value_count = VALUES + 1;
    else
        add_value(a, value->text, value->length, !is_text);
}

static void note(attribute *a, const hl_value *value, uint32_t person, unsigned *refused)
{
    hl_consent_answer says = hl_config__consent_answer(&a->name, value);
    a->odd += says == HL_CONSENT_SAYS_ELSE;
    if (says != HL_CONSENT_SAYS_NO)
        return;
    if (a->refused++ == 0)
        a->first = person;
    note_value(a, value);
    if (a->name.plain)
        *refused |= a->name.channels;
}

bool hl_plan__consent_note(hl_plan_consent *consent, const hl_value *attributes, uint32_t person,
                           const hl_known_attributes *known, uint32_t of_audience,
                           unsigned *refused)
{
    for (size_t i = 0; attributes != NULL && i < attributes->count; i++) {
        const hl_value *value = &attributes->items[i];
        attribute *a = attribute_of(consent, value->key, known, of_audience);
        if (a == NULL)
            return false;
        if (a->name.is != HL_CONSENT_NONE && !a->asked_for)
            note(a, value, person, refused);
    }
    return true;
}

bool hl_plan__consent_tells(const hl_plan_consent *consent, const char *name)
{
    uint32_t at = hl_base__map_find(&consent->names, name, strlen(name));
    return at != HL_MAP_NONE &&
           (consent->attributes[at].refused > 0 || consent->attributes[at].odd == 0);
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
static void add_condition(const attribute *a, const char *name, hl_text *out)
{
    hl_base__text_addf(out, "{");
    add_quoted(out, name, false);
    if (a->value_count > VALUES && a->name.is == HL_CONSENT_REFUSES) {
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
                (a->name.channels & (HL_CONSENT_ANY | hl_config__consent_channel(hl_plan__name_text(
                                                          &compiled->names.channels,
                                                          step->routes[r].channel_number)))) != 0)
                return true;
    }
    return false;
}

typedef enum attribute_says { SAYS, SAYS_ELSEWHERE, MAY_SAY } attribute_says;

static void tell(hl_reading *r, int64_t seen, attribute_says how, const char *name,
                 const attribute *a, const char *condition)
{
    const char *first = r->inputs->people_ids.keys[a->first].text;
    long long count = a->refused;
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

bool hl_plan__consent_tell(const hl_plan_consent *consent, hl_reading *r)
{
    int64_t seen = 0;
    hl_text condition = {0};
    for (uint32_t i = 0; i < consent->names.count; i++) {
        const attribute *a = &consent->attributes[i];
        const char *name = consent->names.keys[i].text;
        if (a->refused == 0)
            continue;
        hl_base__text_clear(&condition);
        add_condition(a, name, &condition);
        attribute_says how = !a->name.plain            ? MAY_SAY
                             : goes_by(r->compiled, a) ? SAYS
                                                       : SAYS_ELSEWHERE;
        tell(r, ++seen, how, name, a, hl_base__text_string(&condition));
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
