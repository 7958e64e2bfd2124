/* The methods of `calc`, one of them, and what it answered, for people. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "hookline/calc_report.h"
#include "reports/messages/calc.h"
#include "reports/messages/calc_names.h"
#include "reports/show.h"

enum { KIND_WIDTH = 6 };

static const char *word(hl_calc_word which, hl_lang lang)
{
    return hl_reports__in_language(&hl_reports__calc_words[which], lang);
}

static void fill(hl_calc_word which, hl_lang lang, const hl_message_value *values, size_t count,
                 hl_text *out)
{
    hl_reports__fill_values(&hl_reports__calc_words[which], lang, values, count, out);
}

static hl_status hand_over(hl_text *text, char **out, hl_error *err)
{
    *out = hl_base__text_take(text);
    return *out != NULL ? HL_OK : hl_error_memory(err);
}

static void add_method(const hl_calc_method *method, hl_lang lang, hl_text *out)
{
    hl_base__text_addf(out, "  %-26s  %s\n", method->name,
                       hl_reports__calc_name(method->title, lang));
}

static bool has_word(const char *text, const char *word)
{
    for (; *text != '\0'; text++)
        if (hl_base__begins(text, word))
            return true;
    return false;
}

hl_status hl_calc_write_methods_about(const char *word, hl_lang lang, char **out, hl_error *err)
{
    hl_text text = {0};
    hl_calc_method method;
    for (size_t i = 0; hl_calc_method_at(i, &method); i++)
        if (has_word(method.name, word) || has_word(method.title, word) ||
            has_word(hl_reports__calc_name(method.title, HL_LANG_ZH), word))
            add_method(&method, lang, &text);
    return hand_over(&text, out, err);
}

hl_status hl_calc_write_methods(hl_lang lang, char **out, hl_error *err)
{
    hl_text text = {0};
    hl_calc_method method;
    const char *family = "";
    for (size_t i = 0; hl_calc_method_at(i, &method); i++) {
        if (strcmp(method.family, family) != 0)
            hl_base__text_addf(&text, "%s%s\n", i > 0 ? "\n" : "", method.family);
        add_method(&method, lang, &text);
        family = method.family;
    }
    return hand_over(&text, out, err);
}

static void add_head(const char *name, hl_calc_kind kind, const char *about, hl_lang lang,
                     hl_text *out)
{
    static const hl_calc_word kinds[] = {[HL_CALC_NUMBER] = HL_CALC_WORD_NUMBER,
                                         [HL_CALC_LIST] = HL_CALC_WORD_LIST,
                                         [HL_CALC_TEXT] = HL_CALC_WORD_TEXT};
    hl_base__text_addf(out, "  %-14s  ", name);
    hl_reports__show_label(out, word(kinds[kind], lang), KIND_WIDTH);
    hl_base__text_addf(out, "  %s", hl_reports__calc_name(about, lang));
}

/* What the input may be; bounds so far out that nobody meets them are none. */
static hl_calc_word range_of(const hl_calc_input *input)
{
    const double far = 1e15;
    if (input->high < far)
        return input->integer ? HL_CALC_WORD_WHOLE : HL_CALC_WORD_ANY;
    if (input->low > -far)
        return input->integer ? HL_CALC_WORD_WHOLE_FROM : HL_CALC_WORD_ANY_FROM;
    return input->integer ? HL_CALC_WORD_WHOLE : HL_CALC_WORD_ANY_NUMBER;
}

static void add_input(const hl_calc_input *input, hl_lang lang, hl_text *out)
{
    char low[HL_NUMBER_TEXT], high[HL_NUMBER_TEXT], otherwise[HL_NUMBER_TEXT];
    const hl_message_value values[] = {
        {"low", hl_base__number_text(input->low, low)},
        {"high", hl_base__number_text(input->high, high)},
        {"value", hl_base__number_text(input->otherwise, otherwise)}};
    const char *separator = lang == HL_LANG_ZH ? "；" : "; ";
    add_head(input->name, input->kind, input->about, lang, out);
    if (input->kind != HL_CALC_TEXT) {
        hl_base__text_add(out, input->about[0] == '\0' ? "" : separator);
        fill(range_of(input), lang, values, 2, out);
    }
    if (input->optional) {
        bool has_value = input->kind == HL_CALC_NUMBER && !isnan(input->otherwise);
        hl_base__text_add(out, separator);
        fill(has_value ? HL_CALC_WORD_OTHERWISE : HL_CALC_WORD_OPTIONAL, lang, values, 3, out);
    }
    hl_base__text_add_char(out, '\n');
}

hl_status hl_calc_write_method(const hl_calc_method *method, hl_lang lang, char **out,
                               hl_error *err)
{
    hl_text text = {0};
    hl_base__text_addf(&text, "%s%s%s\n%s\n\n%s\n", method->name, lang == HL_LANG_ZH ? "：" : ": ",
                       hl_reports__calc_name(method->title, lang),
                       hl_reports__calc_name(method->reference, lang),
                       word(HL_CALC_WORD_TAKES, lang));
    for (size_t i = 0; i < method->input_count; i++)
        add_input(&method->inputs[i], lang, &text);
    hl_base__text_addf(&text, "\n%s\n", word(HL_CALC_WORD_GIVES, lang));
    for (size_t i = 0; i < method->output_count; i++) {
        const hl_calc_output *output = &method->outputs[i];
        add_head(output->name, output->kind, output->about, lang, &text);
        hl_base__text_add_char(&text, '\n');
    }
    return hand_over(&text, out, err);
}

static void add_number(double number, hl_lang lang, hl_text *out)
{
    char text[HL_NUMBER_TEXT];
    hl_base__text_add(out, isnan(number) ? word(HL_CALC_WORD_NOT_THERE, lang)
                                         : hl_base__number_text(number, text));
}

static void add_value(hl_calc_kind kind, const hl_calc_value *value, hl_lang lang, hl_text *out)
{
    switch (kind) {
    case HL_CALC_NUMBER:
        add_number(value->number, lang, out);
        break;
    case HL_CALC_TEXT:
        hl_base__text_add(out,
                          value->text == NULL ? word(HL_CALC_WORD_NOT_THERE, lang) : value->text);
        break;
    case HL_CALC_LIST:
        for (size_t i = 0; i < value->count; i++) {
            hl_base__text_add(out, i > 0 ? ", " : "");
            add_number(value->list[i], lang, out);
        }
        break;
    }
}

hl_status hl_calc_write_answer(const hl_calc_answer *answer, hl_lang lang, char **out,
                               hl_error *err)
{
    hl_text text = {0};
    for (size_t i = 0; i < answer->method.output_count; i++) {
        const hl_calc_output *output = &answer->method.outputs[i];
        hl_base__text_addf(&text, "%-14s  ", output->name);
        add_value(output->kind, &answer->values[i], lang, &text);
        if (output->about[0] != '\0')
            hl_base__text_addf(&text, lang == HL_LANG_ZH ? "（%s）" : "  (%s)",
                               hl_reports__calc_name(output->about, lang));
        hl_base__text_add_char(&text, '\n');
    }
    return hand_over(&text, out, err);
}
