/* A JSON file that is something else: one problem says so, where decoding it as an experiment would
 * find fault with every key. */
#include <string.h>

#include "config/draft.h"

#define FORMAT "hookline-experiment/1"

static const struct {
    const char *name; /* without its version */
    const char *what;
} formats[] = {
    {"hookline-truth", "what simulate knows of its customers"},
    {"hookline-analysis", "a report"},
    {"hookline-batch", "a line of a report of many experiments"},
    {"hookline-check", "the output of check"},
    {"hookline-size", "the output of size"},
    {"hookline-channel", "what is known of a channel"},
};

static const char *what_is(const char *format)
{
    size_t length = strcspn(format, "/");
    for (size_t i = 0; i < HL_CONFIG_COUNT(formats); i++)
        if (strlen(formats[i].name) == length && memcmp(formats[i].name, format, length) == 0)
            return formats[i].what;
    return NULL;
}

/* Keys without which nobody wrote an experiment. */
static bool resembles(const hl_value *document)
{
    static const char *const keys[] = {"format", "experiment", "arms",    "factors",
                                       "hooks",  "variants",   "windows", "metrics"};
    for (size_t i = 0; i < HL_CONFIG_COUNT(keys); i++)
        if (hl_base__value_get(document, keys[i]) != NULL)
            return true;
    return false;
}

bool hl_config__foreign(hl_decoder *decoder, const hl_value *document)
{
    static const char accepted[] = "a definition, \"format\": \"" FORMAT "\"";
    const hl_value *format = hl_base__value_get(document, "format");
    const char *what =
        format == NULL || format->type != HL_VALUE_STRING ? NULL : what_is(format->text);
    if (what != NULL) {
        hl_config__enter(decoder, "format", 0);
        hl_config__error(decoder, format, accepted, "this file is %s (%.60s), not an experiment",
                         what, format->text);
        hl_config__leave(decoder);
        return true;
    }
    if (document->type != HL_VALUE_OBJECT || document->count == 0 || resembles(document))
        return false;
    hl_config__error(decoder, document, accepted,
                     "this is no experiment: it has no format, no arms and no metrics");
    return true;
}
