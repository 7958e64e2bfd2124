#include "reports/messages/message.h"

#include <string.h>

#include "base/shown.h"
#include "base/utf8.h"

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

/* ---- Chinese has no space between two of its characters: templates have one around values, which
 * may be Latin. */

static bool is_wide_at(const char *text)
{
    size_t at = 0;
    char character[8] = "";
    size_t left = strlen(text);
    if (left == 0)
        return false;
    (void)hl_base__utf8_next(text, left, &at);
    memcpy(character, text, at < 7 ? at : 7);
    bool is_mark = strcmp(character, "“") == 0 || strcmp(character, "”") == 0; /* as Chinese has */
    return is_mark || hl_base__utf8_width(character) == 2;
}

/* Whether the last of so many bytes of text are a wide character. */
static bool is_wide_before(const hl_text *text, size_t length)
{
    size_t start = length;
    while (start > 0 && ((unsigned char)text->data[--start] & 0xC0) == 0x80)
        ;
    return length > 0 && is_wide_at(hl_base__text_string(text) + start);
}

/* A full-width bracket brings its own space. */
static bool ends_with_bracket(const hl_text *text, size_t length)
{
    static const char bracket[] = "）";
    size_t size = sizeof bracket - 1;
    return length >= size && memcmp(text->data + length - size, bracket, size) == 0;
}

void hl_reports__add_space(hl_text *out)
{
    if (!out->failed && !ends_with_bracket(out, out->length))
        hl_base__text_add_char(out, ' ');
}

/* Takes the space out between what stood before and the value that begins at `start`. */
static void close_up(hl_text *out, size_t start)
{
    if (out->failed || start < 2 || start >= out->length || out->data[start - 1] != ' ')
        return;
    if (!ends_with_bracket(out, start - 1) &&
        !(is_wide_at(out->data + start) && is_wide_before(out, start - 1)))
        return;
    memmove(out->data + start - 1, out->data + start, out->length - start + 1);
    out->length--;
}

/* The part of a template behind a value, without its space when both sides are wide. */
static const char *closed_up(const hl_text *out, const char *literal)
{
    if (out->failed || literal[0] != ' ' || literal[1] == ' ')
        return literal; /* two stand between columns */
    bool wide = is_wide_at(literal + 1) && is_wide_before(out, out->length);
    return wide || ends_with_bracket(out, out->length) ? literal + 1 : literal;
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
        size_t start = out->length;
        if (!filler(context, name, length, lang, out))
            hl_base__text_add_bytes(out, open, (size_t)(at - open));
        if (lang == HL_LANG_ZH) {
            close_up(out, start);
            at = closed_up(out, at);
        }
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
