/* Parts of a definition that say what another says already: metrics that count the same, arms that
 * send the same, variants, segments. */
#include <math.h>
#include <string.h>

#include "base/spelling.h"
#include "config/condition.h"
#include "config/condition_truth.h"
#include "config/draft.h"

enum { MOST = 300 }; /* each is held against each before it */

/* White space that nobody sees makes no other text. */
static bool is_text(const hl_value *a, const hl_value *b)
{
    const char *one = a->text, *other = b->text;
    size_t length = a->length, other_length = b->length;
    hl_base__trim(&one, &length);
    hl_base__trim(&other, &other_length);
    return length == other_length && memcmp(one, other, length) == 0;
}

/* The same JSON, in whatever order the members of objects stand. */
static bool is_same(const hl_value *a, const hl_value *b, bool trimmed)
{
    if (a == NULL || b == NULL)
        return a == b;
    if (a->type != b->type || a->count != b->count)
        return false;
    switch (a->type) {
    case HL_VALUE_BOOL:
        return a->boolean == b->boolean;
    case HL_VALUE_NUMBER:
        return a->number == b->number;
    case HL_VALUE_STRING:
    case HL_VALUE_UNTYPED:
        return trimmed ? is_text(a, b) : strcmp(a->text, b->text) == 0;
    case HL_VALUE_NULL:
        return true;
    case HL_VALUE_ARRAY:
    case HL_VALUE_OBJECT:
        break;
    }
    for (size_t i = 0; i < a->count; i++)
        if (!is_same(&a->items[i],
                     a->type == HL_VALUE_ARRAY ? &b->items[i]
                                               : hl_base__value_get(b, a->items[i].key),
                     trimmed))
            return false;
    return true;
}

static bool is_name(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static bool is_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool count_same(const hl_metric *a, const hl_metric *b)
{
    return a->kind == b->kind && a->per == b->per && a->value == b->value &&
           a->within_ms == b->within_ms && a->from_ms == b->from_ms &&
           is_name(a->event, b->event) && is_name(a->column, b->column) &&
           is_name(a->denominator, b->denominator) &&
           a->denominator_value == b->denominator_value && a->blank == b->blank &&
           is_number(a->quantile, b->quantile) && is_number(a->winsorize, b->winsorize);
}

static void remark_metrics(hl_decoder *decoder, const hl_value *document, const hl_design *design)
{
    const hl_value *metrics = hl_base__value_get(document, "metrics");
    hl_config__enter(decoder, "metrics", 0);
    for (size_t i = 1; i < design->metric_count && i < MOST; i++) {
        size_t j = 0;
        while (j < i && !count_same(&design->metrics[i], &design->metrics[j]))
            j++;
        if (j == i)
            continue;
        hl_config__enter(decoder, NULL, i);
        hl_config__warn(decoder, &metrics->items[i],
                        "counts what the metric '%.100s' counts: one of them is corrected for, or "
                        "judged, twice",
                        design->metrics[j].name);
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

static bool sends(const hl_arm *arm)
{
    for (size_t i = 0; i < arm->step_count; i++)
        if (arm->steps[i].hook != SIZE_MAX)
            return true;
    return false;
}

/* The same entry of the table, or another that says the same. */
static bool is_entry(const hl_value *document, const char *table, size_t a, size_t b)
{
    const hl_value *all = hl_base__value_get(document, table);
    if (a == b || a == SIZE_MAX || b == SIZE_MAX)
        return a == b;
    return all != NULL && a < all->count && b < all->count &&
           is_same(&all->items[a], &all->items[b], true);
}

static bool send_same(const hl_value *document, const hl_experiment *x, const hl_arm *a,
                      const hl_arm *b)
{
    if (a->step_count != b->step_count || !sends(a))
        return false;
    for (size_t i = 0; i < a->step_count; i++) {
        const hl_step *one = &a->steps[i], *other = &b->steps[i];
        if (!is_entry(document, "hooks", one->hook, other->hook) ||
            !is_entry(document, "windows", one->window, other->window) ||
            !is_entry(document, "variants", one->variant, other->variant) ||
            !is_name(one->channel == NULL ? x->channel : one->channel,
                     other->channel == NULL ? x->channel : other->channel))
            return false;
    }
    return true;
}

void hl_config__remark_same_arms(hl_decoder *decoder, const hl_value *document,
                                 const hl_experiment *x)
{
    const char *key = hl_base__value_get(document, "arms") != NULL ? "arms" : "factors";
    for (size_t i = 1; i < x->arm_count && i < MOST; i++) {
        size_t j = 0;
        while (j < i && !send_same(document, x, &x->arms[i], &x->arms[j]))
            j++;
        if (j < i)
            hl_config__warn_at(decoder, document, key,
                               "the arms '%.100s' and '%.100s' send the same at the same time: "
                               "between them there is nothing to find (an A/A test)",
                               x->arms[j].name, x->arms[i].name);
    }
}

/* Members of a table that say the same. */
static void remark_table(hl_decoder *decoder, const hl_value *document, const char *table)
{
    const hl_value *members = hl_base__value_get(document, table);
    bool trimmed = strcmp(table, "segments") != 0; /* a condition asks for what it says */
    hl_config__enter(decoder, table, 0);
    for (size_t i = 1; members != NULL && i < members->count && i < MOST; i++) {
        size_t j = 0;
        while (j < i && !is_same(&members->items[i], &members->items[j], trimmed))
            j++;
        if (j < i)
            hl_config__warn_at(decoder, members, members->items[i].key, "is the same as '%.100s'",
                               members->items[j].key);
    }
    hl_config__leave(decoder);
}

/* The language in which both texts say the same, where another tells them apart; NULL: none. */
static const char *common_language(const hl_value *a, const hl_value *b)
{
    const hl_value *one = hl_base__value_get(a, "text");
    const hl_value *other = hl_base__value_get(b, "text");
    if (one == NULL || other == NULL || one->type != HL_VALUE_OBJECT ||
        other->type != HL_VALUE_OBJECT || is_same(one, other, true) ||
        hl_base__value_get(a, "script") != NULL || hl_base__value_get(b, "script") != NULL)
        return NULL;
    for (size_t i = 0; i < one->count; i++) {
        const hl_value *text = hl_base__value_get(other, one->items[i].key);
        if (text != NULL && text->type == HL_VALUE_STRING && is_same(&one->items[i], text, true))
            return one->items[i].key;
    }
    return NULL;
}

/* Whoever reads that language gets the same of both. */
static void remark_untold(hl_decoder *decoder, const hl_value *document)
{
    const hl_value *variants = hl_base__value_get(document, "variants");
    hl_config__enter(decoder, "variants", 0);
    for (size_t i = 1; variants != NULL && i < variants->count && i < MOST; i++)
        for (size_t j = 0; j < i; j++) {
            const char *tag = common_language(&variants->items[i], &variants->items[j]);
            if (tag == NULL)
                continue;
            hl_config__warn_at(
                decoder, variants, variants->items[i].key,
                "says in '%.20s' what '%.100s' says, and who reads that gets the same "
                "of both",
                tag, variants->items[j].key);
            break;
        }
    hl_config__leave(decoder);
}

/* Segments of people whom the audience leaves out, or of all that it has. */
static void remark_outside(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *segments = hl_base__value_get(document, "segments");
    hl_config__enter(decoder, "segments", 0);
    for (size_t i = 0; x->audience != NULL && i < x->segment_count && i < MOST; i++) {
        const char *attribute =
            hl_config__contrary(x->audience->document, x->segments[i].condition->document);
        if (attribute != NULL)
            hl_config__warn_at(decoder, segments, x->segments[i].name,
                               "nobody of the audience is in it: what both ask of '%.100s' "
                               "contradicts itself",
                               attribute);
        else if (hl_config__implies(x->audience->document, x->segments[i].condition->document))
            hl_config__warn_at(decoder, segments, x->segments[i].name,
                               "everybody of the audience is in it: it splits nothing");
    }
    hl_config__leave(decoder);
}

void hl_config__remark_twice(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    remark_metrics(decoder, document, &x->design);
    remark_table(decoder, document, "hooks");
    remark_table(decoder, document, "windows");
    remark_table(decoder, document, "variants");
    remark_untold(decoder, document);
    remark_table(decoder, document, "segments");
    remark_outside(decoder, document, x);
}
