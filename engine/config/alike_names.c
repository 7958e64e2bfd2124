/* Names that differ in case, width, spaces or coding alone: to the eye they are one, and a row of
 * data that is meant for the one goes to the other. */
#include <stdint.h>
#include <string.h>

#include "base/map.h"
#include "base/spelling.h"
#include "config/draft.h"

typedef struct names {
    const char **list; /* NULL: none in this place */
    size_t count;
} names;

static names new_names(hl_decoder *decoder, size_t count)
{
    return (names){hl_config__alloc(decoder, count, sizeof(const char *)), count};
}

/* HL_MAP_NONE: not looked at. */
static uint32_t folded(hl_decoder *decoder, hl_map *map, const char *name)
{
    char text[HL_FOLDED(HL_FOLD_MOST)]; /* a name has up to 200 characters of 4 bytes */
    size_t length = name == NULL ? sizeof text : strlen(name);
    if (length > HL_FOLD_MOST)
        return HL_MAP_NONE;
    uint32_t at = hl_base__map_intern(map, text, hl_base__fold(name, length, text));
    decoder->no_memory |= at == HL_MAP_NONE;
    return at;
}

/* *other[i]: the first name that is alike and yet another; NULL: there is none. */
static const char **others(hl_decoder *decoder, const names *n)
{
    hl_map map = {0};
    const char **first = hl_config__alloc(decoder, n->count, sizeof *first);
    const char **other = hl_config__alloc(decoder, n->count, sizeof *other);
    for (size_t i = 0; first != NULL && other != NULL && i < n->count; i++) {
        uint32_t at = folded(decoder, &map, n->list[i]);
        if (at == HL_MAP_NONE)
            continue;
        if (first[at] == NULL)
            first[at] = n->list[i];
        else if (strcmp(first[at], n->list[i]) != 0)
            other[i] = first[at];
    }
    hl_base__map_free(&map);
    return first == NULL ? NULL : other;
}

static const char accepted[] = "names that also differ in their letters";

static void check_arms(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const char *key = hl_base__value_get(document, "arms") != NULL ? "arms" : "factors";
    names n = new_names(decoder, x->arm_count);
    for (size_t i = 0; n.list != NULL && i < n.count; i++)
        n.list[i] = x->arms[i].name;
    const char **other = n.list == NULL ? NULL : others(decoder, &n);
    for (size_t i = 0; other != NULL && i < n.count; i++) {
        if (other[i] == NULL)
            continue;
        hl_config__enter(decoder, key, 0);
        hl_config__newer(
            decoder, hl_base__value_get(document, key), accepted,
            "the arms '%.100s' and '%.100s' differ in case, width, spaces or coding alone",
            other[i], n.list[i]);
        hl_config__leave(decoder);
    }
}

/* Objects whose keys are names: of segments, and of operators by their shifts, where the row that
 * means one would keep to the other's hours. */
typedef enum keyed { SEGMENTS, SHIFTS } keyed;

static void say_pair(hl_decoder *decoder, const hl_value *value, keyed of, const char *first,
                     const char *name)
{
    hl_config__enter(decoder, name, 0);
    if (of == SEGMENTS)
        hl_config__newer(
            decoder, value, accepted,
            "the segments '%.100s' and '%.100s' differ in case, width, spaces or coding alone",
            first, name);
    else
        hl_config__newer(
            decoder, value, accepted,
            "the operators '%.100s' and '%.100s' differ in case, width, spaces or coding alone",
            first, name);
    hl_config__leave(decoder);
}

static void check_keys(hl_decoder *decoder, const hl_value *document, keyed of)
{
    static const char *const keys[] = {[SEGMENTS] = "segments", [SHIFTS] = "shifts"};
    const hl_value *object = hl_base__value_get(document, keys[of]);
    bool some = object != NULL && object->type == HL_VALUE_OBJECT;
    names n = new_names(decoder, some ? object->count : 0);
    for (size_t i = 0; n.list != NULL && i < n.count; i++)
        n.list[i] = object->items[i].key;
    const char **other = n.list == NULL ? NULL : others(decoder, &n);
    hl_config__enter(decoder, keys[of], 0);
    for (size_t i = 0; other != NULL && i < n.count; i++)
        if (other[i] != NULL)
            say_pair(decoder, &object->items[i], of, other[i], n.list[i]);
    hl_config__leave(decoder);
}

static bool is_other_spelling(const char *a, const char *b)
{
    return strcmp(a, b) != 0 && hl_base__are_alike(a, strlen(a), b, strlen(b));
}

/* A cap of an operator whom the shifts write in another way: one who has a shift is meant. */
static void check_caps(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const hl_value *caps = hl_base__value_get(document, "caps");
    hl_config__enter(decoder, "caps", 0);
    for (size_t i = 0; i < x->cap_count; i++) {
        const hl_cap *cap = &x->caps[i];
        const char *meant = NULL;
        for (size_t s = 0; cap->scope == HL_SCOPE_OPERATOR && cap->of != NULL && s < x->shift_count;
             s++)
            if (strcmp(cap->of, x->shifts[s].operator_name) == 0)
                break;
            else if (is_other_spelling(cap->of, x->shifts[s].operator_name))
                meant = x->shifts[s].operator_name;
        if (meant == NULL)
            continue;
        hl_config__enter(decoder, NULL, i);
        hl_config__newer_at(
            decoder, &caps->items[i], "of", meant,
            "the operators '%.100s' and '%.100s' differ in case, width, spaces or coding alone",
            meant, cap->of);
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

/* Of metrics' names, and of the types of events they read: two in each place. */
static void check_metrics(hl_decoder *decoder, const hl_value *document, const hl_design *design)
{
    static const char *const keys[] = {"metric", "event", "denominator"};
    const hl_value *metrics = hl_base__value_get(document, "metrics");
    names called = new_names(decoder, design->metric_count);
    names types = new_names(decoder, 2 * design->metric_count);
    for (size_t i = 0; called.list != NULL && types.list != NULL && i < called.count; i++) {
        called.list[i] = design->metrics[i].name;
        types.list[2 * i] = design->metrics[i].event;
        types.list[2 * i + 1] = design->metrics[i].denominator;
    }
    const char **other = called.list == NULL ? NULL : others(decoder, &called);
    const char **type = types.list == NULL ? NULL : others(decoder, &types);
    hl_config__enter(decoder, "metrics", 0);
    for (size_t i = 0; other != NULL && type != NULL && i < 3 * called.count; i++) {
        size_t of = i / 3, key = i % 3;
        const char *first = key == 0 ? other[of] : type[2 * of + key - 1];
        const char *name = key == 0 ? called.list[of] : types.list[2 * of + key - 1];
        if (first == NULL)
            continue;
        hl_config__enter(decoder, NULL, of);
        hl_config__warn_at(decoder, &metrics->items[of], keys[key],
                           "'%.100s' and '%.100s' differ in case, width, spaces or coding alone",
                           first, name);
        hl_config__leave(decoder);
    }
    hl_config__leave(decoder);
}

void hl_config__check_alike(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    check_arms(decoder, document, x);
    check_keys(decoder, document, SEGMENTS);
    check_keys(decoder, document, SHIFTS);
    check_caps(decoder, document, x);
    check_metrics(decoder, document, &x->design);
}
