/* "analysis": how the result is to be computed. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/number.h"
#include "config/draft.h"
#include "design/traits.h"

#define DESIGN(member)                                                                             \
    (offsetof(hl_draft, x) + offsetof(hl_experiment, design) + offsetof(hl_design, member))

static const hl_config_range inside = {0.0, 1.0, true, true};
static const hl_config_range positive = {0.0, (double)INFINITY, true, false};
static const hl_config_range any_number = {-(double)INFINITY, (double)INFINITY, false, false};

/* Into hl_draft: the prior's two numbers lie beside each other in the design. */
static const hl_config_field prior_fields[] = {
    {.key = "a",
     .decode = hl_config__number,
     .offset = 0,
     .more = &positive,
     .accepted = "a number above 0",
     .required = true},
    {.key = "b",
     .decode = hl_config__number,
     .offset = offsetof(hl_design, prior_b) - offsetof(hl_design, prior_a),
     .more = &positive,
     .accepted = "a number above 0",
     .required = true},
};
static const hl_config_record prior = {"a prior", prior_fields, HL_CONFIG_COUNT(prior_fields),
                                       0,         NULL,         NULL};

/* Planned information fractions, rising to 1; or their number, evenly spaced. */
static void decode_looks(hl_decoder *decoder, const hl_value *value, const hl_config_field *field,
                         void *target)
{
    static const char accepted[] = "a number of looks, or rising fractions that end with 1";
    bool even = value->type == HL_VALUE_NUMBER;
    if (!even && !hl_config__is(decoder, value, HL_VALUE_ARRAY, accepted))
        return;
    double count = even ? value->number : (double)value->count;
    if (count != floor(count) || count < 1.0 || count > HL_DESIGN_MOST_LOOKS) {
        hl_config__error(decoder, value, "1 to 100 looks", "%s looks cannot be planned",
                         even ? value->text : (value->count == 0 ? "no" : "so many"));
        return;
    }
    double *looks = hl_config__alloc(decoder, (size_t)count, sizeof *looks);
    if (looks == NULL)
        return;
    for (size_t i = 0; i < (size_t)count; i++) {
        looks[i] = (double)(i + 1) / count;
        if (even)
            continue;
        const hl_value *item = &value->items[i];
        hl_config__enter(decoder, NULL, i);
        if (hl_config__is(decoder, item, HL_VALUE_NUMBER, accepted)) {
            looks[i] = item->number;
            double least = i == 0 ? 0.0 : looks[i - 1];
            if (!(looks[i] > least && looks[i] <= 1.0))
                hl_config__error(decoder, item, accepted, "%s does not rise from 0 to 1",
                                 item->text);
            else if (i + 1 == value->count && looks[i] != 1.0)
                hl_config__error(decoder, item, accepted, "the last look is not at 1");
        }
        hl_config__leave(decoder);
    }
    memcpy(target, &looks, sizeof looks);
    *(size_t *)(void *)((char *)target - field->offset + field->count_offset) = (size_t)count;
}

static const hl_config_field fields[] = {
    {.key = "alpha", .decode = hl_config__number, .offset = DESIGN(alpha), .more = &inside},
    {.key = "inference",
     .decode = hl_config__choice,
     .offset = DESIGN(inference),
     .more = &hl_design__inferences},
    {.key = "correction",
     .decode = hl_config__choice,
     .offset = DESIGN(correction),
     .more = &hl_design__corrections},
    {.key = "covariates",
     .decode = hl_config__names,
     .offset = offsetof(hl_draft, covariates),
     .count_offset = offsetof(hl_draft, covariate_count),
     .accepted = "a list of attributes"},
    {.key = "by",
     .decode = hl_config__names,
     .offset = offsetof(hl_draft, by),
     .count_offset = offsetof(hl_draft, by_count),
     .accepted = "a list of attributes"},
    {.key = "prior", .decode = hl_config__object, .offset = DESIGN(prior_a), .more = &prior},
    {.key = "planned_units",
     .decode = hl_config__number,
     .offset = DESIGN(planned_units),
     .more = &positive,
     .accepted = "a number above 0"},
    {.key = "looks",
     .decode = decode_looks,
     .offset = DESIGN(looks),
     .count_offset = DESIGN(look_count)},
    {.key = "spending",
     .decode = hl_config__choice,
     .offset = DESIGN(spending),
     .more = &hl_design__spendings},
    {.key = "spending_parameter",
     .decode = hl_config__number,
     .offset = DESIGN(spending_parameter),
     .more = &any_number},
};

static void check_sequential(hl_decoder *decoder, const hl_value *value, const hl_design *design)
{
    static const char *const keys[] = {"looks", "spending", "spending_parameter"};
    if (!hl_config__sound(decoder, "inference"))
        return;
    if (design->inference == HL_INFER_GROUP_SEQUENTIAL) {
        if (hl_base__value_get(value, "looks") == NULL)
            hl_config__error(decoder, value, "\"looks\": 5",
                             "inference group_sequential needs the key 'looks'");
        return;
    }
    for (size_t i = 0; i < HL_CONFIG_COUNT(keys); i++)
        if (hl_base__value_get(value, keys[i]) != NULL)
            hl_config__error_at(decoder, value, keys[i], NULL,
                                "'%s' is for inference group_sequential", keys[i]);
}

static void check_parameter(hl_decoder *decoder, const hl_value *value, hl_design *design)
{
    bool given = hl_base__value_get(value, "spending_parameter") != NULL;
    const hl_spending_traits *traits = &hl_design__spending_traits[design->spending];
    if (given && !traits->has_parameter && hl_config__sound(decoder, "spending"))
        hl_config__error_at(decoder, value, "spending_parameter", NULL,
                            "'spending_parameter' is for the spending functions power and hsd");
    if (given && design->spending == HL_SPEND_POWER &&
        hl_config__sound(decoder, "spending_parameter") && design->spending_parameter <= 0.0)
        hl_config__error_at(decoder, value, "spending_parameter", "a number above 0",
                            "the power is not positive");
    if (!given)
        design->spending_parameter = traits->parameter;
}

/* 0.95 is what people call the level of confidence. */
static void check_alpha(hl_decoder *decoder, const hl_value *value, const hl_design *design)
{
    char rest[HL_NUMBER_TEXT];
    if (!hl_config__sound(decoder, "alpha") || !(design->alpha > 0.2))
        return;
    (void)hl_base__number_significant(1 - design->alpha, 4, rest);
    if (design->alpha > 0.5)
        hl_config__newer_at(decoder, value, "alpha", "the rate of false alarms, such as 0.05",
                            "is a level of confidence: its alpha is %s", rest);
    else
        hl_config__warn_at(decoder, value, "alpha",
                           "of nothing, one result in %s would be significant",
                           hl_base__number_significant(1 / design->alpha, 2, rest));
}

static void check(hl_decoder *decoder, const hl_value *value, void *record)
{
    hl_design *design = &((hl_draft *)record)->x.design;
    check_sequential(decoder, value, design);
    check_parameter(decoder, value, design);
    check_alpha(decoder, value, design);
}

const hl_config_record hl_config__analysis = {"analysis", fields, HL_CONFIG_COUNT(fields),
                                              0,          NULL,   check};
