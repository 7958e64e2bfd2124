#include "reports/messages/message.h"

#include <string.h>

#include "base/shown.h"

const char *hl_reports__in_language(const hl_message *message, hl_lang lang)
{
    return lang == HL_LANG_ZH && message->zh != NULL ? message->zh : message->en;
}

const char *hl_reports__localized(const hl_localized *text, hl_lang lang)
{
    const char *wanted = lang == HL_LANG_ZH ? "zh" : "en";
    for (size_t i = 0; i < text->count; i++)
        if (strncmp(text->languages[i], wanted, 2) == 0)
            return text->texts[i];
    return text->count > 0 ? text->texts[0] : NULL;
}

void hl_reports__fill(const hl_message *message, hl_lang lang, hl_message_filler *filler,
                      void *context, hl_text *out)
{
    const char *at = hl_reports__in_language(message, lang);
    for (const char *open; (open = strchr(at, '{')) != NULL;) {
        const char *name = open + 1;
        size_t length = strcspn(name, "}");
        hl_base__text_add_bytes(out, at, (size_t)(open - at));
        at = name[length] == '}' ? name + length + 1 : name + length;
        if (!filler(context, name, length, lang, out))
            hl_base__text_add_bytes(out, open, (size_t)(at - open));
    }
    hl_base__text_add(out, at);
}

typedef struct value_list {
    const hl_message_value *values;
    size_t count;
} value_list;

static bool add_value(void *context, const char *name, size_t length, hl_lang lang, hl_text *out)
{
    (void)lang;
    const value_list *list = context;
    for (size_t i = 0; i < list->count; i++) {
        const hl_message_value *value = &list->values[i];
        if (strncmp(value->name, name, length) != 0 || value->name[length] != '\0')
            continue;
        hl_base__text_add_shown(out, value->text == NULL ? "" : value->text);
        return true;
    }
    return false;
}

void hl_reports__fill_values(const hl_message *message, hl_lang lang,
                             const hl_message_value *values, size_t count, hl_text *out)
{
    value_list list = {values, count};
    hl_reports__fill(message, lang, add_value, &list, out);
}
