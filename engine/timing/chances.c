#include "timing/chances.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "timing/tally.h"

struct hl_timing_chooser {
    const hl_timing_model *model;
    uint64_t seed;
    hl_timing_curves *curves;       /* with one segment more, which has no touches */
    hl_timing_posterior *guardrail; /* NULL: there is none */
    hl_map segments;
    hl_map keys; /* a segment and kinds -> made */
    hl_timing_chances **made;
    size_t capacity;
};

static hl_status open_chooser(hl_timing_chooser *c, hl_error *err)
{
    hl_timing_places places = c->model->places;
    for (size_t s = 0; s < places.segments; s++) {
        const char *name = c->model->groups[s].name;
        if (hl_base__map_intern(&c->segments, name, strlen(name)) == HL_MAP_NONE)
            return hl_error_memory(err);
    }
    places.segments++;
    const hl_timing_guard *guard = &c->model->guard;
    hl_status status = hl_timing__fit(&places, &c->model->variances, 0, NULL, &c->curves, err);
    if (status == HL_OK && guard->said.touches > 0)
        status = hl_timing__posterior(&guard->places, &guard->variances, &guard->clusters,
                                      &c->guardrail, err);
    return status;
}

hl_status hl_timing__chooser_new(const hl_timing_model *model, uint64_t seed,
                                 hl_timing_chooser **out, hl_error *err)
{
    hl_timing_chooser *c = *out = calloc(1, sizeof *c);
    if (c == NULL)
        return hl_error_memory(err);
    c->model = model;
    c->seed = seed;
    hl_status status = open_chooser(c, err);
    if (status != HL_OK) {
        hl_timing__chooser_free(c);
        *out = NULL;
    }
    return status;
}

void hl_timing__chooser_free(hl_timing_chooser *chooser)
{
    if (chooser == NULL)
        return;
    for (size_t i = 0; i < chooser->keys.count && i < chooser->capacity; i++)
        free(chooser->made[i]);
    free((void *)chooser->made);
    hl_base__map_free(&chooser->keys);
    hl_base__map_free(&chooser->segments);
    hl_timing__curves_free(chooser->curves);
    hl_timing__posterior_free(chooser->guardrail);
    free(chooser);
}

size_t hl_timing__chooser_segment(const hl_timing_chooser *chooser, const char *name, size_t length)
{
    uint32_t at = hl_base__map_find(&chooser->segments, name, length);
    return at == HL_MAP_NONE ? hl_timing__chooser_unseen(chooser) : at;
}

size_t hl_timing__chooser_unseen(const hl_timing_chooser *chooser)
{
    return chooser->model->places.segments;
}

static void write_usual(const hl_timing_chooser *c, size_t segment, const size_t *kinds,
                        size_t count, double *out)
{
    double sum = 0;
    bool known = segment < c->model->places.segments;
    for (size_t i = 0; i < count; i++) {
        out[i] = known ? c->model->groups[segment].usual[kinds[i] / 2] : 0;
        sum += out[i];
    }
    for (size_t i = 0; i < count; i++)
        out[i] = sum > 0 ? out[i] / sum : 1 / (double)count;
}

/* The slot of an ordinary week that is as a kind is: a holiday as a Sunday, a make-up working day
 * as a Friday. */
static size_t slot_like(size_t kind)
{
    enum { HOURS = 24, FRIDAY = 4, SUNDAY = 6 };
    size_t slot = kind / 2, day = slot / HOURS;
    bool off = kind % 2 == 1, weekend = day > FRIDAY;
    return off == weekend ? slot : slot % HOURS + (off ? SUNDAY : FRIDAY) * (size_t)HOURS;
}

/* The kinds that the guardrail leaves, by their places; all of them where it leaves none. */
static hl_status list_allowed(const hl_timing_chooser *c, size_t segment, const size_t *kinds,
                              size_t count, size_t *at, size_t *allowed, hl_error *err)
{
    bool barred[HL_TIMING_SLOTS] = {false};
    hl_status status = c->guardrail == NULL
                           ? HL_OK
                           : hl_timing__guard_slots(c->model, c->guardrail, segment, barred, err);
    *allowed = 0;
    for (size_t i = 0; i < count; i++)
        if (!barred[slot_like(kinds[i])])
            at[(*allowed)++] = i;
    for (size_t i = 0; *allowed == 0 && i < count; i++)
        at[i] = i;
    *allowed = *allowed > 0 ? *allowed : count;
    return status;
}

/* Hours at which the guardrail is shown to rise are not the model's to choose. */
static hl_status tally_allowed(const hl_timing_chooser *c, size_t segment, const size_t *kinds,
                               size_t count, double *shares, hl_error *err)
{
    size_t at[HL_TIMING_SLOTS], few[HL_TIMING_SLOTS], allowed = 0;
    double of_few[HL_TIMING_SLOTS];
    hl_status status = list_allowed(c, segment, kinds, count, at, &allowed, err);
    for (size_t i = 0; i < allowed; i++)
        few[i] = kinds[at[i]];
    if (status == HL_OK)
        status = hl_timing__tally(c->curves, segment, few, allowed, c->seed, HL_TIMING_CHOICE_DRAWS,
                                  hl_timing__choice_spread, of_few, err);
    for (size_t i = 0; i < count; i++)
        shares[i] = 0;
    for (size_t i = 0; i < allowed && status == HL_OK; i++)
        shares[at[i]] = of_few[i];
    return status;
}

static hl_status make(const hl_timing_chooser *c, size_t segment, const size_t *kinds, size_t count,
                      hl_timing_chances **out, hl_error *err)
{
    hl_timing_chances *made = *out = malloc(sizeof *made + 2 * count * sizeof(double));
    if (made == NULL)
        return hl_error_memory(err);
    double *shares = (double *)(void *)(made + 1);
    *made = (hl_timing_chances){count, shares, shares + count};
    write_usual(c, segment, kinds, count, shares + count);
    return tally_allowed(c, segment, kinds, count, shares, err);
}

static bool make_room(hl_timing_chooser *c, size_t at)
{
    if (at < c->capacity)
        return true;
    size_t capacity = c->capacity * 2 + 64;
    hl_timing_chances **made = realloc((void *)c->made, capacity * sizeof(hl_timing_chances *));
    if (made == NULL)
        return false;
    for (size_t i = c->capacity; i < capacity; i++)
        made[i] = NULL;
    c->made = made;
    c->capacity = capacity;
    return true;
}

hl_status hl_timing__chances(hl_timing_chooser *chooser, size_t segment, const size_t *kinds,
                             size_t count, const hl_timing_chances **out, hl_error *err)
{
    uint32_t key[1 + HL_TIMING_SLOTS];
    *out = NULL;
    key[0] = (uint32_t)segment;
    for (size_t i = 0; i < count; i++)
        key[1 + i] = (uint32_t)kinds[i];
    uint32_t at = hl_base__map_intern(&chooser->keys, (const char *)key, (1 + count) * sizeof *key);
    if (at == HL_MAP_NONE || !make_room(chooser, at))
        return hl_error_memory(err);
    hl_status status = HL_OK;
    if (chooser->made[at] == NULL)
        status = make(chooser, segment, kinds, count, &chooser->made[at], err);
    if (status != HL_OK) {
        free(chooser->made[at]);
        chooser->made[at] = NULL;
        return status;
    }
    *out = chooser->made[at];
    return HL_OK;
}

static size_t draw(const double *shares, size_t count, double at)
{
    size_t i = 0;
    while (i + 1 < count && (at -= shares[i]) >= 0)
        i++;
    while (i > 0 && shares[i] <= 0) /* rounding never draws what has no chance */
        i--;
    return i;
}

hl_timing_drawn hl_timing__draw(const hl_timing_chances *c, double explore, double holdout,
                                double which, double at)
{
    hl_timing_policy policy = which < holdout             ? HL_TIMING_HELD_OUT
                              : which < holdout + explore ? HL_TIMING_EXPLORED
                                                          : HL_TIMING_BY_MODEL;
    size_t i = policy == HL_TIMING_EXPLORED
                   ? (size_t)(at * (double)c->count)
                   : draw(policy == HL_TIMING_HELD_OUT ? c->usual : c->model, c->count, at);
    return (hl_timing_drawn){policy, i,
                             holdout * c->usual[i] + explore / (double)c->count +
                                 (1 - holdout - explore) * c->model[i]};
}
