/* Arms: listed one by one, as journeys of steps, or every combination of factors. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "config/draft.h"

enum { MOST_ARMS = 1000 };

#define STEP_FIELDS(base, decode_hook)                                                             \
    {.key = "hook",                                                                                \
     .decode = (decode_hook),                                                                      \
     .offset = (base) + offsetof(hl_step, hook),                                                   \
     .more = "hooks"},                                                                             \
        {.key = "variant",                                                                         \
         .decode = hl_config__reference,                                                           \
         .offset = (base) + offsetof(hl_step, variant),                                            \
         .more = "variants"},                                                                      \
        {.key = "window",                                                                          \
         .decode = hl_config__reference,                                                           \
         .offset = (base) + offsetof(hl_step, window),                                             \
         .more = "windows"},                                                                       \
    {                                                                                              \
        .key = "channel", .decode = hl_config__name, .offset = (base) + offsetof(hl_step, channel) \
    }

static const hl_step no_step = {SIZE_MAX, SIZE_MAX, SIZE_MAX, NULL};
static const hl_config_field step_fields[] = {STEP_FIELDS(0, hl_config__reference)};

/* "hook": null in an arm: it has none, whatever every_arm says. */
enum { HOLDS_OUT = 1 };
static const size_t no_hook = SIZE_MAX - HOLDS_OUT;

static void decode_own_hook(hl_decoder *decoder, const hl_value *value,
                            const hl_config_field *field, void *target)
{
    if (value->type == HL_VALUE_NULL)
        memcpy(target, &no_hook, sizeof no_hook);
    else
        hl_config__reference(decoder, value, field, target);
}

static void check_step(hl_decoder *decoder, const hl_value *value, void *record)
{
    const hl_step *step = record;
    if (step->hook == SIZE_MAX && hl_base__value_get(value, "hook") == NULL)
        hl_config__error(decoder, value, "\"hook\": the name of a hook",
                         "the step does not say when it is due");
}

static const hl_config_record journey_step = {
    "a step", step_fields, HL_CONFIG_COUNT(step_fields), sizeof(hl_step), &no_step, check_step};
const hl_config_record hl_config__every_arm = {
    "every_arm", step_fields, HL_CONFIG_COUNT(step_fields), sizeof(hl_step), &no_step, NULL};

static const char weight_accepted[] = "a number from 0 to 1000000 with at most 18 decimals";

static bool read_weight(hl_decoder *decoder, const hl_value *value, hl_i128 *out)
{
    const hl_i128 most = (hl_i128)1000000 * INT64_C(1000000000000000000);
    if (!hl_config__is(decoder, value, HL_VALUE_NUMBER, weight_accepted))
        return false;
    hl_decimal_form form = hl_base__decimal_parse(value->text, value->length, out);
    if (value->number < 0.0)
        hl_config__error(decoder, value, weight_accepted, "the weight is negative");
    else if (form != HL_DECIMAL_EXACT || *out > most)
        hl_config__error(decoder, value, weight_accepted, "%s is no weight", value->text);
    else
        return true;
    return false;
}

static void decode_weight(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                          void *target)
{
    (void)field;
    hl_i128 weight = 0;
    if (read_weight(decoder, value, &weight))
        memcpy(target, &weight, sizeof weight);
}

static const hl_config_field arm_fields[] = {
    {.key = "arm",
     .decode = hl_config__name,
     .offset = offsetof(hl_arm_draft, name),
     .accepted = "a name of 1 to 200 characters",
     .required = true},
    {.key = "title", .decode = hl_config__later},
    {.key = "weight", .decode = decode_weight, .offset = offsetof(hl_arm_draft, weight_attos)},
    STEP_FIELDS(offsetof(hl_arm_draft, step), decode_own_hook),
    {.key = "steps",
     .decode = hl_config__list,
     .offset = offsetof(hl_arm_draft, steps),
     .more = &journey_step,
     .count_offset = offsetof(hl_arm_draft, step_count),
     .accepted = "a list of steps"},
};
static const hl_arm_draft initial_arm = {.weight_attos = INT64_C(1000000000000000000),
                                         .step = {SIZE_MAX, SIZE_MAX, SIZE_MAX, NULL}};

static void check_arm(hl_decoder *decoder, const hl_value *value, void *record)
{
    const hl_arm_draft *arm = record;
    if (hl_base__value_get(value, "steps") == NULL)
        return;
    if (arm->step_count == 0 && hl_config__sound(decoder, "steps"))
        hl_config__error_at(decoder, value, "steps", "at least one step", "there is no step");
    static const char *const plain[] = {"hook", "variant", "window"};
    for (size_t i = 0; i < HL_CONFIG_COUNT(plain); i++)
        if (hl_base__value_get(value, plain[i]) != NULL)
            hl_config__error_at(decoder, value, plain[i], "'steps', each with its own",
                                "an arm with steps has no %s of its own", plain[i]);
}

const hl_config_record hl_config__arm = {
    "an arm",     arm_fields, HL_CONFIG_COUNT(arm_fields), sizeof(hl_arm_draft),
    &initial_arm, check_arm};

/* The factors a definition may have, and where a level goes in a step. */
static const struct {
    const char *name;
    const char *table; /* NULL: any name */
    size_t offset;
} factor_kinds[HL_FACTOR_KINDS] = {
    {"variant", "variants", offsetof(hl_step, variant)},
    {"window", "windows", offsetof(hl_step, window)},
    {"hook", "hooks", offsetof(hl_step, hook)},
    {"channel", NULL, offsetof(hl_step, channel)},
};

static size_t factor_kind(const char *name)
{
    for (size_t i = 0; i < HL_FACTOR_KINDS; i++)
        if (strcmp(factor_kinds[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

static void set_part(hl_step *step, size_t kind, const hl_factor_draft *factor, size_t level)
{
    char *target = (char *)step + factor_kinds[kind].offset;
    if (factor_kinds[kind].table == NULL)
        memcpy(target, &factor->levels[level], sizeof factor->levels[level]);
    else
        memcpy(target, &factor->indices[level], sizeof factor->indices[level]);
}

/* One factor of the document; false after an error. */
static bool read_factor(hl_decoder *decoder, const hl_value *value, size_t *kind,
                        hl_factor_draft *out)
{
    static const char *const names[] = {"variant", "window", "hook", "channel"};
    *kind = factor_kind(value->key);
    if (*kind == SIZE_MAX) {
        hl_config__unknown(decoder, value, "factor", value->key, names, HL_FACTOR_KINDS);
        return false;
    }
    struct {
        const char *const *list;
        size_t count;
    } levels = {NULL, 0};
    const hl_config_field field = {.key = value->key, .count_offset = sizeof levels.list};
    size_t errors = hl_problems_errors(decoder->problems);
    hl_config__names(decoder, value, &field, &levels.list);
    if (hl_problems_errors(decoder->problems) != errors || decoder->no_memory)
        return false;
    if (levels.count == 0) {
        hl_config__error(decoder, value, "at least one level", "the factor has no level");
        return false;
    }
    *out = (hl_factor_draft){levels.count, levels.list,
                             hl_config__alloc(decoder, levels.count, sizeof(size_t))};
    const char *table = factor_kinds[*kind].table;
    for (size_t i = 0; table != NULL && out->indices != NULL && i < out->count; i++) {
        out->indices[i] = hl_config__index_of(decoder, table, out->levels[i]);
        hl_config__enter(decoder, NULL, i);
        if (out->indices[i] == SIZE_MAX)
            hl_config__undefined(decoder, &value->items[i], table, out->levels[i]);
        hl_config__leave(decoder);
    }
    return hl_problems_errors(decoder->problems) == errors && !decoder->no_memory;
}

/* "a × day": the levels in the order of the factors. */
static const char *combined_name(hl_decoder *decoder, const hl_factor *factors, size_t count,
                                 size_t arm)
{
    hl_text name = {0};
    for (size_t i = 0; i < count; i++)
        hl_base__text_addf(&name, "%s%s", i == 0 ? "" : " × ",
                           factors[i].levels[factors[i].level_of_arm[arm]]);
    const char *copy = hl_base__text_keep(&name, decoder->arena);
    decoder->no_memory = decoder->no_memory || copy == NULL;
    hl_base__text_free(&name);
    return copy;
}

/* The last factor runs fastest. */
static void combine(hl_decoder *decoder, hl_draft *draft, const hl_factor_draft *drafts,
                    const size_t *kinds, size_t count, size_t arms)
{
    hl_factor *factors = hl_config__alloc(decoder, count, sizeof *factors);
    draft->arms = hl_config__alloc(decoder, arms, sizeof *draft->arms);
    if (factors == NULL || draft->arms == NULL)
        return;
    size_t repeat = arms;
    for (size_t i = 0; i < count; i++) {
        size_t *level = hl_config__alloc(decoder, arms, sizeof *level);
        if (level == NULL)
            return;
        repeat /= drafts[i].count;
        for (size_t arm = 0; arm < arms; arm++)
            level[arm] = arm / repeat % drafts[i].count;
        factors[i] =
            (hl_factor){factor_kinds[kinds[i]].name, drafts[i].levels, drafts[i].count, level};
    }
    for (size_t arm = 0; arm < arms; arm++) {
        draft->arms[arm] = initial_arm;
        draft->arms[arm].name = combined_name(decoder, factors, count, arm);
        for (size_t i = 0; i < count; i++)
            set_part(&draft->arms[arm].step, kinds[i], &drafts[i], factors[i].level_of_arm[arm]);
    }
    draft->arm_count = arms;
    draft->x.design.factor_count = count;
    draft->x.design.factors = factors;
}

static void read_factors(hl_decoder *decoder, const hl_value *value, hl_draft *draft)
{
    hl_factor_draft drafts[HL_FACTOR_KINDS];
    size_t kinds[HL_FACTOR_KINDS];
    size_t count = 0;
    size_t arms = 1;
    bool good = true;
    for (size_t i = 0; i < value->count; i++) {
        hl_config__enter(decoder, value->items[i].key, 0);
        bool read = count < HL_FACTOR_KINDS &&
                    read_factor(decoder, &value->items[i], &kinds[count], &drafts[count]);
        if (read && arms <= MOST_ARMS)
            arms *= drafts[count].count;
        count += read;
        good = good && read;
        hl_config__leave(decoder);
    }
    if (value->count == 0)
        hl_config__error(decoder, value, "{\"variant\": [\"a\", \"b\"], \"window\": [...]}",
                         "there is no factor");
    else if (good && arms > MOST_ARMS)
        hl_config__error(decoder, value, "at most 1000 combinations",
                         "the factors make more than 1000 arms");
    else if (good)
        combine(decoder, draft, drafts, kinds, count, arms);
}

static size_t arm_named(const hl_draft *draft, const char *name)
{
    for (size_t i = 0; i < draft->arm_count; i++)
        if (draft->arms[i].name != NULL && strcmp(draft->arms[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

/* An arm that could not be read may be the one that is meant. */
static bool all_named(const hl_draft *draft)
{
    for (size_t i = 0; i < draft->arm_count; i++)
        if (draft->arms[i].name == NULL)
            return false;
    return true;
}

static void unknown_arm(hl_decoder *decoder, const hl_value *value, const hl_draft *draft,
                        const char *name)
{
    const char **names = hl_config__alloc(decoder, draft->arm_count, sizeof *names);
    size_t count = 0;
    for (size_t i = 0; names != NULL && i < draft->arm_count; i++)
        if (draft->arms[i].name != NULL)
            names[count++] = draft->arms[i].name;
    if (names != NULL)
        hl_config__unknown(decoder, value, "arm", name, names, count);
}

/* {"a × day": 2}: weights of combined arms that are not 1. */
static void read_weights(hl_decoder *decoder, const hl_value *value, const hl_draft *draft)
{
    for (size_t i = 0; i < value->count; i++) {
        const hl_value *member = &value->items[i];
        size_t arm = arm_named(draft, member->key);
        hl_config__enter(decoder, member->key, 0);
        if (arm == SIZE_MAX)
            unknown_arm(decoder, member, draft, member->key);
        else
            (void)read_weight(decoder, member, &draft->arms[arm].weight_attos);
        hl_config__leave(decoder);
    }
}

static void check_names(hl_decoder *decoder, const hl_value *arms, const hl_draft *draft)
{
    for (size_t i = 1; i < draft->arm_count; i++) {
        const char *name = draft->arms[i].name;
        size_t first = name == NULL ? i : arm_named(draft, name);
        if (first >= i)
            continue;
        hl_config__enter(decoder, "arms", 0);
        hl_config__enter(decoder, NULL, i);
        hl_config__error_at(decoder, &arms->items[i], "arm", "a name of its own",
                            "two arms are named '%s' (the first on line %d)", name,
                            arms->items[first].line);
        hl_config__leave(decoder);
        hl_config__leave(decoder);
    }
}

/* Decimals to the smallest whole shares: 0.5, 0.25, 0.25 are 2, 1, 1. */
static void set_weights(hl_decoder *decoder, const hl_value *place, const hl_draft *draft,
                        hl_arm_weight *out)
{
    hl_i128 divisor = 0;
    hl_i128 total = 0;
    for (size_t i = 0; i < draft->arm_count; i++)
        divisor = hl_base__common_divisor(draft->arms[i].weight_attos, divisor);
    if (divisor == 0) {
        hl_config__error(decoder, place, "at least one weight above 0", "all weights are 0");
        return;
    }
    for (size_t i = 0; i < draft->arm_count; i++) {
        hl_i128 weight = draft->arms[i].weight_attos / divisor;
        total += weight;
        out[i] = (hl_arm_weight){draft->arms[i].name, (int64_t)weight};
    }
    if (total > (hl_i128)1 << 62)
        hl_config__error(decoder, place, "weights with fewer digits",
                         "the weights have too many digits to be held exactly");
}

static void fill_step(const hl_draft *draft, hl_step *step, bool plain)
{
    const hl_step *every = step->hook == no_hook ? &no_step : &draft->every_arm;
    if (step->hook == no_hook)
        step->hook = SIZE_MAX;
    if (plain && step->hook == SIZE_MAX)
        step->hook = every->hook;
    if (plain && step->variant == SIZE_MAX)
        step->variant = every->variant;
    if (plain && step->window == SIZE_MAX)
        step->window = every->window;
    if (step->channel == NULL)
        step->channel = every->channel != NULL ? every->channel : draft->x.channel;
}

static void set_steps(hl_draft *draft, hl_arm *out)
{
    for (size_t i = 0; i < draft->arm_count; i++) {
        hl_arm_draft *arm = &draft->arms[i];
        bool plain = arm->step_count == 0;
        hl_step *steps = plain ? &arm->step : arm->steps;
        size_t count = plain ? 1 : arm->step_count;
        for (size_t j = 0; j < count; j++) {
            if (!plain && steps[j].channel == NULL)
                steps[j].channel = arm->step.channel;
            fill_step(draft, &steps[j], plain);
        }
        out[i] = (hl_arm){arm->name, count, steps};
    }
}

static void set_control(hl_decoder *decoder, const hl_value *document, hl_draft *draft)
{
    if (draft->control == NULL)
        return;
    size_t control = arm_named(draft, draft->control);
    const hl_value *value = hl_base__value_get(document, "control");
    hl_config__enter(decoder, "control", 0);
    if (control == SIZE_MAX && all_named(draft))
        unknown_arm(decoder, value, draft, draft->control);
    else if (control != SIZE_MAX)
        draft->x.design.control = control;
    hl_config__leave(decoder);
}

/* The place of the arms, and which way they came. */
static const hl_value *read_arms(hl_decoder *decoder, const hl_value *document, hl_draft *draft)
{
    const hl_value *arms = hl_base__value_get(document, "arms");
    const hl_value *factors = hl_base__value_get(document, "factors");
    const hl_value *weights = hl_base__value_get(document, "weights");
    if ((arms == NULL) == (factors == NULL)) {
        hl_config__error_at(decoder, document, "factors", "\"arms\": [...], or \"factors\": {...}",
                            factors == NULL ? "there are no arms" : "arms and factors contradict");
        return NULL;
    }
    if (weights != NULL && factors == NULL)
        hl_config__error_at(decoder, document, "weights", "\"weight\" in each arm",
                            "'weights' is for factors");
    size_t depth = decoder->depth;
    if (factors != NULL) {
        hl_config__enter(decoder, "factors", 0);
        if (hl_config__is(decoder, factors, HL_VALUE_OBJECT, "an object of factors"))
            read_factors(decoder, factors, draft);
        decoder->depth = depth;
        hl_config__enter(decoder, "weights", 0);
        if (weights != NULL && draft->arm_count > 0 &&
            hl_config__is(decoder, weights, HL_VALUE_OBJECT, "{\"a × b\": 2}") &&
            hl_config__fits(decoder, weights))
            read_weights(decoder, weights, draft);
    } else {
        hl_config__enter(decoder, "arms", 0);
        if (arms->type == HL_VALUE_ARRAY && (arms->count == 0 || arms->count > MOST_ARMS))
            hl_config__error(decoder, arms, "1 to 1000 arms", "there are %zu arms", arms->count);
    }
    decoder->depth = depth;
    return factors != NULL ? factors : arms;
}

static bool same_timing(const hl_arm *a, const hl_arm *b)
{
    if (a->step_count != b->step_count)
        return false;
    for (size_t i = 0; i < a->step_count; i++)
        if (a->steps[i].hook != b->steps[i].hook || a->steps[i].window != b->steps[i].window)
            return false;
    return true;
}

static bool differ_in_timing(const hl_arm *arms, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (!same_timing(&arms[0], &arms[i]))
            return true;
    return false;
}

void hl_config__build_arms(hl_decoder *decoder, const hl_value *document, hl_draft *draft)
{
    const hl_value *place = read_arms(decoder, document, draft);
    if (place == NULL || draft->arm_count == 0 || draft->arm_count > MOST_ARMS ||
        decoder->no_memory)
        return;
    if (place->type == HL_VALUE_ARRAY)
        check_names(decoder, place, draft);
    hl_arm *arms = hl_config__alloc(decoder, draft->arm_count, sizeof *arms);
    hl_arm_weight *weights = hl_config__alloc(decoder, draft->arm_count, sizeof *weights);
    if (arms == NULL || weights == NULL)
        return;
    hl_config__enter(decoder, place->key, 0);
    set_weights(decoder, place, draft, weights);
    hl_config__leave(decoder);
    set_steps(draft, arms);
    set_control(decoder, document, draft);
    draft->x.arm_count = draft->x.design.arm_count = draft->arm_count;
    draft->x.arms = arms;
    draft->x.design.arms = weights;
    draft->x.design.arms_differ_in_timing = differ_in_timing(arms, draft->arm_count);
}
