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

static void add_number(hl_text *out, double x, int decimals, bool is_signed, hl_show_form form,
                       hl_lang lang)
{
    char text[SIGNED_NUMBER];
    if (isnan(x)) {
        hl_base__text_add(out, "–");
        return;
    }
    const hl_message_value number = {"number", scaled(x, decimals, form, is_signed, text)};
    if (forms[form].unit == HL_WORDS)
        hl_base__text_add(out, number.text);
    else
        hl_reports__fill_values(&hl_reports__words[forms[form].unit], lang, &number, 1, out);
}

void hl_reports__show_number(hl_text *out, double x, int decimals, hl_show_form form, hl_lang lang)
{
    add_number(out, x, decimals, forms[form].is_signed, form, lang);
}

void hl_reports__show_amount(hl_text *out, double x, hl_show_form form, hl_lang lang)
{
    double size = fabs(x);
    int decimals = hl_reports__show_decimals(size, 0, size / 2, forms[form].scale);
    add_number(out, size, decimals, false, form, lang);
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

/* A bound that stands alone is a statement of its own, with its unit. */
static void add_bound(hl_text *out, hl_word word, double low, double high, int decimals,
                      hl_show_form form, hl_lang lang)
{
    hl_text from = {0};
    hl_text to = {0};
    add_number(&from, low, decimals, false, form, lang);
    add_number(&to, high, decimals, false, form, lang);
    const hl_message_value values[] = {{"low", hl_base__text_string(&from)},
                                       {"high", hl_base__text_string(&to)}};
    hl_reports__fill_values(&hl_reports__words[word], lang, values, 2, out);
    out->failed = out->failed || from.failed || to.failed;
    hl_base__text_free(&from);
    hl_base__text_free(&to);
}

/* Would an end that is not 0 be shown as 0? The reader must see on which side of it it lies. */
static bool hides_sign(double end, int decimals, hl_show_form form)
{
    double size = fabs(end) * forms[form].scale * pow(10, decimals);
    return forms[form].is_signed && size > 0 && size < 0.5;
}

/* The same of another number that an end is held against. */
static bool hides_side(double end, double against, int decimals, hl_show_form form)
{
    char a[SIGNED_NUMBER];
    char b[SIGNED_NUMBER];
    return isfinite(end) && isfinite(against) && fabs(end - against) > 1e-12 * fabs(against) &&
           strcmp(scaled(end, decimals, form, false, a),
                  scaled(against, decimals, form, false, b)) == 0;
}

static bool is_zero(double x, int decimals, hl_show_form form)
{
    return !(fabs(x) * forms[form].scale * pow(10, decimals) >= 0.5) && !isinf(x);
}

/* alpha: the level is 1 - alpha; NaN: it stands elsewhere. against: what ends are to be seen on
 * their side of; NaN: 0 alone. */
static void show(hl_text *out, double estimate, double low, double high, hl_word range_of,
                 double alpha, double against, hl_show_form form, hl_lang lang)
{
    bool outside = range_of == HL_WORD_RANGE_OUTSIDE || range_of == HL_WORD_RANGE_OUTSIDE_BELOW;
    double scale = forms[form].scale;
    bool alone = range_of == HL_WORD_NO_INTERVAL; /* then two digits are enough */
    int decimals = outside ? hl_reports__show_decimals(estimate, 0, fabs(estimate), scale)
                   : alone
                       ? hl_reports__show_decimals(estimate, -fabs(estimate), fabs(estimate), scale)
                       : hl_reports__show_decimals(estimate, low, high, scale);
    while (decimals < MOST_DECIMALS &&
           (hides_sign(low, decimals, form) || hides_sign(high, decimals, form) ||
            hides_side(low, against, decimals, form) || hides_side(high, against, decimals, form)))
        decimals++;
    if (decimals > 1 && is_zero(estimate, decimals, form) && is_zero(low, decimals, form) &&
        is_zero(high, decimals, form))
        decimals = 0; /* nothing of it can be shown */
    hl_text number = {0};
    hl_text range = {0};
    hl_text level = {0};
    hl_word word = range_of == HL_WORD_NO_INTERVAL ? HL_WORD_NO_INTERVAL
                   : isnan(alpha)                  ? HL_WORD_ESTIMATE
                                                   : HL_WORD_ESTIMATE_SAID;
    hl_reports__show_number(&number, isfinite(estimate) ? estimate : HL_NAN, decimals, form, lang);
    if (word != HL_WORD_NO_INTERVAL && (range_of == HL_WORD_RANGE || range_of == HL_WORD_UNBOUNDED))
        add_range(&range, range_of, low, high, decimals, form, lang);
    else if (word != HL_WORD_NO_INTERVAL)
        add_bound(&range, range_of, low, high, decimals, form, lang);
    if (word == HL_WORD_ESTIMATE_SAID)
        hl_reports__show_level(&level, alpha, lang);
    const hl_message_value values[] = {{"estimate", hl_base__text_string(&number)},
                                       {"range", hl_base__text_string(&range)},
                                       {"level", hl_base__text_string(&level)}};
    hl_reports__fill_values(&hl_reports__words[word], lang, values, 3, out);
    out->failed = out->failed || number.failed || range.failed || level.failed;
    hl_base__text_free(&number);
    hl_base__text_free(&range);
    hl_base__text_free(&level);
}

void hl_reports__show_estimate(hl_text *out, double estimate, double low, double high,
                               hl_show_form form, hl_lang lang)
{
    show(out, estimate, low, high, word_for(estimate, low, high, form, false), HL_NAN, HL_NAN, form,
         lang);
}

void hl_reports__show_outside(hl_text *out, double estimate, double low, double high,
                              hl_show_form form, hl_lang lang)
{
    show(out, estimate, low, high, word_for(estimate, low, high, form, true), HL_NAN, HL_NAN, form,
         lang);
}

void hl_reports__show_interval(hl_text *out, const hl_estimate *estimate, bool outside,
                               double alpha, hl_show_form form, hl_lang lang)
{
    double low = estimate->low;
    double high = estimate->high;
    show(out, estimate->estimate, low, high, word_for(estimate->estimate, low, high, form, outside),
         alpha, HL_NAN, form, lang);
}

void hl_reports__show_interval_against(hl_text *out, const hl_estimate *e, double alpha,
                                       double against, hl_show_form form, hl_lang lang)
{
    show(out, e->estimate, e->low, e->high, word_for(e->estimate, e->low, e->high, form, false),
         alpha, against, form, lang);
}

void hl_reports__show_level(hl_text *out, double alpha, hl_lang lang)
{
    hl_text share = {0};
    double shown = 0;
    char text[HL_NUMBER_TEXT];
    if (isnan(alpha)) {
        hl_base__text_add(out, "–");
        return;
    }
    int decimals = 1 - (int)floor(log10(100 * alpha));
    hl_base__number_fixed(100 * (1 - alpha), decimals < 0 ? 0 : decimals, text);
    if (hl_base__number_parse(text, strlen(text), &shown))
        hl_base__text_add(&share, hl_base__number_text(shown, text));
    const hl_message_value number = {"number", hl_base__text_string(&share)};
    hl_reports__fill_values(&hl_reports__words[HL_WORD_PERCENT], lang, &number, 1, out);
    out->failed = out->failed || share.failed;
    hl_base__text_free(&share);
}

void hl_reports__show_probability(hl_text *out, double probability, hl_lang lang)
{
    char text[HL_NUMBER_TEXT];
    bool high = probability > 0.999;
    bool low = probability < 0.001;
    bool near_end = probability < 0.01 || probability > 0.99;
    if (isnan(probability)) {
        hl_base__text_add(out, "–");
        return;
    }
    const hl_message_value number = {
        "number", high  ? "99.9"
                  : low ? "0.1"
                        : hl_base__number_fixed(100 * probability, near_end ? 1 : 0, text)};
    hl_base__text_add(out, high ? "> " : low ? "< " : "");
    hl_reports__fill_values(&hl_reports__words[HL_WORD_PERCENT], lang, &number, 1, out);
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
