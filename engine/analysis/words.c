#include "analysis/words.h"

#include <string.h>

const char *hl_analysis__keep(hl_context *context, hl_text *text)
{
    const char *kept =
        text->failed ? NULL : hl_base__arena_string(context->arena, hl_base__text_string(text));
    hl_base__text_free(text);
    if (kept == NULL)
        context->failed = true;
    return kept == NULL ? "" : kept;
}

hl_sentence_pair hl_analysis__part(const char *text)
{
    return (hl_sentence_pair){text, text};
}

hl_sentence_pair hl_analysis__part_count(hl_context *context, int64_t count)
{
    hl_text text = {0};
    hl_base__show_count(&text, count);
    return hl_analysis__part(hl_analysis__keep(context, &text));
}

hl_sentence_pair hl_analysis__part_p(hl_context *context, double p)
{
    hl_text en = {0};
    hl_text zh = {0};
    hl_base__show_p_named(&en, p, HL_LANG_EN);
    hl_base__show_p_named(&zh, p, HL_LANG_ZH);
    const char *kept = hl_analysis__keep(context, &en);
    return (hl_sentence_pair){kept, hl_analysis__keep(context, &zh)};
}

hl_sentence_pair hl_analysis__part_number(hl_context *context, double x, int decimals,
                                          hl_show_form form)
{
    hl_text en = {0};
    hl_text zh = {0};
    hl_base__show_number(&en, x, decimals, form, HL_LANG_EN);
    hl_base__show_number(&zh, x, decimals, form, HL_LANG_ZH);
    const char *kept = hl_analysis__keep(context, &en);
    return (hl_sentence_pair){kept, hl_analysis__keep(context, &zh)};
}

hl_sentence_pair hl_analysis__part_estimate(hl_context *context, double estimate, double low,
                                            double high, hl_show_form form)
{
    hl_text en = {0};
    hl_text zh = {0};
    hl_base__show_estimate(&en, estimate, low, high, form, HL_LANG_EN);
    hl_base__show_estimate(&zh, estimate, low, high, form, HL_LANG_ZH);
    const char *kept = hl_analysis__keep(context, &en);
    return (hl_sentence_pair){kept, hl_analysis__keep(context, &zh)};
}

static const char *counts_text(hl_context *context, const char *separator, const char *const *names,
                               const double *counts, size_t count)
{
    hl_text text = {0};
    for (size_t i = 0; i < count; i++) {
        hl_base__text_addf(&text, "%s%s ", i > 0 ? separator : "", names[i]);
        hl_base__show_count(&text, (int64_t)counts[i]);
    }
    return hl_analysis__keep(context, &text);
}

hl_sentence_pair hl_analysis__part_counts(hl_context *context, const char *const *names,
                                          const double *counts, size_t count)
{
    const char *en = counts_text(context, ", ", names, counts, count);
    return (hl_sentence_pair){en, counts_text(context, "、", names, counts, count)};
}

/* Puts the parts of one language into a template. */
static const char *fill(hl_context *context, const char *template, const char *const *parts,
                        size_t count)
{
    hl_text text = {0};
    const char *at = template;
    for (const char *open; (open = strchr(at, '{')) != NULL; at = open + 3) {
        size_t index = (size_t)(open[1] - '0');
        hl_base__text_add_bytes(&text, at, (size_t)(open - at));
        hl_base__text_add(&text, index < count ? parts[index] : "?");
    }
    hl_base__text_add(&text, at);
    return hl_analysis__keep(context, &text);
}

hl_sentence_pair hl_analysis__say(hl_context *context, hl_phrase phrase,
                                  const hl_sentence_pair *parts, size_t count)
{
    const char *en[10] = {0};
    const char *zh[10] = {0};
    for (size_t i = 0; i < count; i++) {
        en[i] = parts[i].en;
        zh[i] = parts[i].zh;
    }
    const char *kept = fill(context, hl_analysis__phrases[phrase].en, en, count);
    return (hl_sentence_pair){kept, fill(context, hl_analysis__phrases[phrase].zh, zh, count)};
}

static void add_sentence(hl_context *context, hl_growing *list, hl_phrase phrase,
                         const hl_sentence_pair *parts, size_t count)
{
    hl_sentence_pair *sentence = hl_analysis__append(context, list, sizeof *sentence);
    if (sentence != NULL)
        *sentence = hl_analysis__say(context, phrase, parts, count);
}

void hl_analysis__because(hl_context *context, hl_phrase phrase, const hl_sentence_pair *parts,
                          size_t count)
{
    add_sentence(context, &context->because, phrase, parts, count);
}

void hl_analysis__warn(hl_context *context, hl_phrase phrase, const hl_sentence_pair *parts,
                       size_t count)
{
    add_sentence(context, &context->warnings, phrase, parts, count);
}

void hl_analysis__check(hl_context *context, const char *name, hl_check_status status, double p,
                        hl_phrase phrase, const hl_sentence_pair *parts, size_t count)
{
    hl_check *check = hl_analysis__append(context, &context->checks, sizeof *check);
    if (check == NULL)
        return;
    hl_sentence_pair detail = hl_analysis__say(context, phrase, parts, count);
    *check = (hl_check){name, status, p, detail.en, detail.zh};
}
