#include "reports/show.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "reports/messages/words.h"

enum { MOST_DECIMALS = 12 };

static const struct {
    double scale;
    bool is_signed;
    hl_word unit; /* HL_WORDS: none */
} forms[] = {
    [HL_SHOW_SHARE] = {100, false, HL_WORD_PERCENT},
    [HL_SHOW_CHANGE] = {100, true, HL_WORD_PERCENT},
    [HL_SHOW_POINTS] = {100, true, HL_WORD_POINTS},
    [HL_SHOW_VALUE] = {1, false, HL_WORDS},
    [HL_SHOW_SHIFT] = {1, true, HL_WORDS},
};

int hl_reports__show_decimals(double estimate, double low, double high, double scale)
{
    double size = (high - low) / 2 * scale;
    if (!isfinite(size) || size <= 0)
        size = isfinite(estimate) ? fabs(estimate * scale) / 100 : 1;
    if (size <= 0)
        return 1;
    int decimals = 1 - (int)floor(log10(size));
    return decimals < 0 ? 0 : decimals > MOST_DECIMALS ? MOST_DECIMALS : decimals;
}

enum { SIGNED_NUMBER = HL_NUMBER_TEXT + 1 };

/* The number in the form's scale, without its unit. */
static const char *scaled(double x, int decimals, hl_show_form form, bool with_sign,
                          char text[SIGNED_NUMBER])
{
    bool plus = with_sign && x > 0;
    text[0] = '+';
    hl_base__number_fixed(x * forms[form].scale, decimals, text + plus);
    return text;
}

void hl_reports__show_number(hl_text *out, double x, int decimals, hl_show_form form, hl_lang lang)
{
    char text[SIGNED_NUMBER];
    if (isnan(x)) {
        hl_base__text_add(out, "–");
        return;
    }
    const hl_message_value number = {"number",
                                     scaled(x, decimals, form, forms[form].is_signed, text)};
    if (forms[form].unit == HL_WORDS)
        hl_base__text_add(out, number.text);
    else
        hl_reports__fill_values(&hl_reports__words[forms[form].unit], lang, &number, 1, out);
}

static hl_word range_word(bool has_low, bool has_high, bool unbounded)
{
    if (has_low)
        return has_high ? HL_WORD_RANGE : HL_WORD_RANGE_ABOVE;
    return has_high ? HL_WORD_RANGE_BELOW : unbounded ? HL_WORD_UNBOUNDED : HL_WORD_NO_INTERVAL;
}

/* What is not negative cannot fall by more than 100 %: such an end says nothing, unless the
 * estimate shows that the metric can be negative. */
static bool says_low(double estimate, double low, hl_show_form form)
{
    return isfinite(low) && !(form == HL_SHOW_CHANGE && low <= -1 && !(estimate < -1));
}

/* The part that holds the estimate comes first. */
static hl_word word_for(double estimate, double low, double high, hl_show_form form, bool outside)
{
    if (outside)
        return estimate <= low ? HL_WORD_RANGE_OUTSIDE_BELOW : HL_WORD_RANGE_OUTSIDE;
    return range_word(says_low(estimate, low, form), isfinite(high), !isnan(low) && !isnan(high));
}

static void add_range(hl_text *out, hl_word word, double low, double high, int decimals,
                      hl_show_form form, hl_lang lang)
{
    char from[SIGNED_NUMBER];
    char to[SIGNED_NUMBER];
    const hl_message_value values[] = {{"low", scaled(low, decimals, form, false, from)},
                                       {"high", scaled(high, decimals, form, false, to)}};
    hl_reports__fill_values(&hl_reports__words[word], lang, values, 2, out);
}

/* Would an end that is not 0 be shown as 0? The reader must see on which side of it it lies. */
static bool hides_sign(double end, int decimals, hl_show_form form)
{
    double size = fabs(end) * forms[form].scale * pow(10, decimals);
    return forms[form].is_signed && size > 0 && size < 0.5;
}

static bool is_zero(double x, int decimals, hl_show_form form)
{
    return !(fabs(x) * forms[form].scale * pow(10, decimals) >= 0.5) && !isinf(x);
}

static void show(hl_text *out, double estimate, double low, double high, bool outside,
                 hl_show_form form, hl_lang lang)
{
    double scale = forms[form].scale;
    int decimals = outside ? hl_reports__show_decimals(estimate, 0, fabs(estimate), scale)
                           : hl_reports__show_decimals(estimate, low, high, scale);
    while (decimals < MOST_DECIMALS &&
           (hides_sign(low, decimals, form) || hides_sign(high, decimals, form)))
        decimals++;
    if (decimals > 1 && is_zero(estimate, decimals, form) && is_zero(low, decimals, form) &&
        is_zero(high, decimals, form))
        decimals = 0; /* nothing of it can be shown */
    hl_text number = {0};
    hl_text range = {0};
    hl_reports__show_number(&number, isfinite(estimate) ? estimate : HL_NAN, decimals, form, lang);
    add_range(&range, word_for(estimate, low, high, form, outside), low, high, decimals, form,
              lang);
    const hl_message_value values[] = {{"estimate", hl_base__text_string(&number)},
                                       {"range", hl_base__text_string(&range)}};
    hl_reports__fill_values(&hl_reports__words[HL_WORD_ESTIMATE], lang, values, 2, out);
    out->failed = out->failed || number.failed || range.failed;
    hl_base__text_free(&number);
    hl_base__text_free(&range);
}

void hl_reports__show_estimate(hl_text *out, double estimate, double low, double high,
                               hl_show_form form, hl_lang lang)
{
    show(out, estimate, low, high, false, form, lang);
}

void hl_reports__show_outside(hl_text *out, double estimate, double low, double high,
                              hl_show_form form, hl_lang lang)
{
    show(out, estimate, low, high, true, form, lang);
}

void hl_reports__show_significant(hl_text *out, double x, int digits)
{
    enum { MOST = 12 };
    char text[HL_NUMBER_TEXT];
    double rounded = x;
    int decimals = x == 0 ? 0 : digits - 1 - (int)floor(log10(fabs(x)));
    hl_base__number_fixed(x, decimals < 0 ? 0 : decimals > MOST ? MOST : decimals, text);
    if (hl_base__number_parse(text, strlen(text), &rounded))
        hl_base__text_add(out, hl_base__number_text(rounded, text));
}

void hl_reports__show_p(hl_text *out, double p)
{
    char buffer[HL_NUMBER_TEXT];
    if (isnan(p))
        hl_base__text_add(out, "–");
    else if (p < 0.0001)
        hl_base__text_add(out, "< 0.0001");
    else
        hl_base__text_add(out, hl_base__number_fixed(p, p < 0.001 ? 5 : p < 0.1 ? 4 : 3, buffer));
}

void hl_reports__show_p_named(hl_text *out, double p, hl_lang lang)
{
    if (isnan(p)) {
        hl_base__text_add(out, hl_reports__word(HL_WORD_NO_P, lang));
        return;
    }
    hl_base__text_add(out, p < 0.0001 ? "p " : "p = ");
    hl_reports__show_p(out, p);
}

void hl_reports__show_label(hl_text *out, const char *label, size_t width)
{
    size_t used = hl_base__utf8_width(label);
    hl_base__text_add(out, label);
    hl_base__text_add_repeat(out, ' ', width > used ? width - used : 0);
}

void hl_reports__show_count(hl_text *out, int64_t count)
{
    char digits[32];
    int length = 0;
    uint64_t rest = count < 0 ? (uint64_t)0 - (uint64_t)count : (uint64_t)count;
    do {
        digits[length++] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest > 0);
    if (count < 0)
        hl_base__text_add_char(out, '-');
    while (length > 0) {
        hl_base__text_add_char(out, digits[--length]);
        if (length > 0 && length % 3 == 0)
            hl_base__text_add_char(out, ',');
    }
}
