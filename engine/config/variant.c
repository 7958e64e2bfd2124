/* Variants: what is said, with the thought behind it, or a script of sentences. */
#include <stddef.h>
#include <string.h>

#include "config/decode.h"

static const hl_config_field sentence_fields[] = {
    {.key = "sentence",
     .decode = hl_config__name,
     .offset = offsetof(hl_sentence, name),
     .accepted = "a name of 1 to 200 characters",
     .required = true},
    {.key = "text",
     .decode = hl_config__localized,
     .offset = offsetof(hl_sentence, text),
     .accepted = "a text, or texts by language: {\"en\": \"...\"}",
     .required = true},
    {.key = "purpose", .decode = hl_config__string, .offset = offsetof(hl_sentence, purpose)},
    {.key = "customer_thinks",
     .decode = hl_config__string,
     .offset = offsetof(hl_sentence, customer_thinks)},
    {.key = "wanted_response",
     .decode = hl_config__string,
     .offset = offsetof(hl_sentence, wanted_response)},
};
static const hl_config_record sentence = {
    "a sentence", sentence_fields, HL_CONFIG_COUNT(sentence_fields), sizeof(hl_sentence), NULL,
    NULL};

static const hl_config_field fields[] = {
    {.key = "text", .decode = hl_config__localized, .offset = offsetof(hl_variant, text)},
    {.key = "script",
     .decode = hl_config__list,
     .offset = offsetof(hl_variant, script),
     .more = &sentence,
     .count_offset = offsetof(hl_variant, script_count),
     .accepted = "a list of sentences"},
    {.key = "purpose", .decode = hl_config__string, .offset = offsetof(hl_variant, purpose)},
    {.key = "customer_thinks",
     .decode = hl_config__string,
     .offset = offsetof(hl_variant, customer_thinks)},
    {.key = "wanted_response",
     .decode = hl_config__string,
     .offset = offsetof(hl_variant, wanted_response)},
};

static void check(hl_decoder *decoder, const hl_value *value, void *record)
{
    const hl_variant *variant = record;
    if (hl_base__value_get(value, "text") == NULL && hl_config__sound(decoder, "script") &&
        variant->script_count == 0)
        hl_config__error(decoder, value, "text, script or both", "the variant says nothing");
    for (size_t i = 0; i < variant->script_count; i++)
        for (size_t j = 0; j < i; j++)
            if (variant->script[i].name != NULL && variant->script[j].name != NULL &&
                strcmp(variant->script[i].name, variant->script[j].name) == 0)
                hl_config__error_at(decoder, value, "script", "each name once",
                                    "two sentences are named '%s'", variant->script[i].name);
}

const hl_config_record hl_config__variant = {"a variant",        fields, HL_CONFIG_COUNT(fields),
                                             sizeof(hl_variant), NULL,   check};
