#include "reports/say.h"

#include <math.h>
#include <string.h>

#include "base/shown.h"
#include "reports/titles.h"

typedef struct saying {
    hl_document *document;
    const hl_message_value *values;
    size_t count;
} saying;

/* Names have their titles; they are looked up where they are used. */
static bool add_value(void *context, const char *name, size_t length, hl_lang lang, hl_text *out)
{
    (void)lang;
    const saying *s = context;
    for (size_t i = 0; i < s->count; i++) {
        const hl_message_value *value = &s->values[i];
        if (strncmp(value->name, name, length) != 0 || value->name[length] != '\0')
            continue;
        const char *text = value->text == NULL ? "" : hl_reports__titled(s->document, value->text);
        hl_base__text_add_shown(out, text);
        return true;
    }
    return false;
}

const char *hl_reports__say_message(hl_document *document, const hl_message *message,
                                    const hl_message_value *values, size_t count)
{
    hl_text text = {0};
    saying s = {document, values, count};
    hl_reports__fill(message, document->lang, add_value, &s, &text);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__say(hl_document *document, hl_word word, const hl_message_value *values,
                            size_t count)
{
    return hl_reports__say_message(document, &hl_reports__words[word], values, count);
}

const char *hl_reports__copy(hl_document *document, const char *text)
{
    hl_text copy = {0};
    hl_base__text_add(&copy, text);
    return hl_reports__keep(document, &copy);
}

const char *hl_reports__count(hl_document *document, int64_t count)
{
    hl_text text = {0};
    hl_reports__show_count(&text, count);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__estimate(hl_document *document, const hl_estimate *estimate,
                                 hl_show_form form)
{
    hl_text text = {0};
    hl_reports__show_estimate(&text, estimate, form, document->lang);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__lift(hl_document *document, const hl_estimate *lift)
{
    return hl_reports__estimate(document, lift, HL_SHOW_CHANGE);
}

const char *hl_reports__level(hl_document *document, double alpha)
{
    hl_text text = {0};
    hl_reports__show_level(&text, alpha, document->lang);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__head(hl_document *document, const char *what, bool anytime, double alpha)
{
    const hl_message_value values[] = {{"what", what},
                                       {"level", hl_reports__level(document, alpha)}};
    hl_word word = anytime ? HL_WORD_AT_LEVEL_ANYTIME : HL_WORD_AT_LEVEL;
    return isnan(alpha) ? what : hl_reports__say(document, word, values, 2);
}

const char *hl_reports__probability(hl_document *document, double probability)
{
    hl_text text = {0};
    hl_reports__show_probability(&text, probability, document->lang);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__number(hl_document *document, double x, int decimals, hl_show_form form)
{
    hl_text text = {0};
    hl_reports__show_number(&text, x, decimals, form, document->lang);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__p(hl_document *document, double p)
{
    hl_text text = {0};
    hl_reports__show_p(&text, p);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__p_named(hl_document *document, double p)
{
    hl_text text = {0};
    hl_reports__show_p_named(&text, p, document->lang);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__joined(hl_document *document, const char *so_far, hl_word separator,
                               const char *next)
{
    hl_text text = {0};
    next = hl_reports__titled(document, next);
    if (so_far[0] == '\0')
        return next;
    hl_base__text_add(&text, so_far);
    hl_base__text_add(&text, hl_reports__word(separator, document->lang));
    hl_base__text_add(&text, next);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__with_more(hl_document *document, const char *list, size_t more)
{
    const hl_message_value n = {"n", hl_reports__count(document, (int64_t)more)};
    return more == 0 ? list
                     : hl_reports__joined(document, list, HL_WORD_COMMA,
                                          hl_reports__say(document, HL_WORD_MORE_NAMES, &n, 1));
}
