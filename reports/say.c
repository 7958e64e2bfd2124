#include "reports/say.h"

#include <math.h>

const char *hl_reports__say(hl_document *document, hl_word word, const hl_message_value *values,
                            size_t count)
{
    hl_text text = {0};
    hl_reports__fill_values(&hl_reports__words[word], document->lang, values, count, &text);
    return hl_reports__keep(document, &text);
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
    hl_reports__show_estimate(&text, estimate->estimate, estimate->low, estimate->high, form,
                              document->lang);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__lift(hl_document *document, const hl_estimate *lift, bool exclusive)
{
    hl_text text = {0};
    void (*show)(hl_text *, double, double, double, hl_show_form, hl_lang) =
        exclusive ? hl_reports__show_outside : hl_reports__show_estimate;
    show(&text, lift->estimate, lift->low, lift->high, HL_SHOW_CHANGE, document->lang);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__lift_said(hl_document *document, const hl_estimate *lift, bool exclusive,
                                  double alpha)
{
    hl_text text = {0};
    hl_reports__show_interval(&text, lift, exclusive, alpha, HL_SHOW_CHANGE, document->lang);
    return hl_reports__keep(document, &text);
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
    if (so_far[0] == '\0')
        return next;
    hl_base__text_add(&text, so_far);
    hl_base__text_add(&text, hl_reports__word(separator, document->lang));
    hl_base__text_add(&text, next);
    return hl_reports__keep(document, &text);
}
