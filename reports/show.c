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
        size = isfinite(estimate) ? fabs(estimate * scale) / 10 : 1; /* three digits */
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

/* ---- an estimate with the ends of its interval */

/* Where the ends stand, and whether they say anything. What is not negative cannot fall by more
 * than 100 %, unless the estimate shows that the metric can be negative, and a rise beyond
 * HL_LIFT_MOST is no number that anyone reads. */
typedef struct ends {
    double low, high; /* NaN: says nothing */
    bool exist;       /* there is an interval, be it without bounds */
} ends;

static ends ends_of(double estimate, double low, double high, hl_show_form form)
{
    bool lift = form == HL_SHOW_CHANGE;
    bool says_low = isfinite(low) && !(lift && low <= -1 && !(estimate < -1));
    bool says_high = isfinite(high) && !(lift && high > HL_LIFT_MOST);
    return (ends){says_low ? low : (double)NAN, says_high ? high : (double)NAN,
                  !isnan(low) && !isnan(high)};
}

static hl_word word_for(const ends *e)
{
    bool has_low = !isnan(e->low), has_high = !isnan(e->high);
    if (has_low)
        return has_high ? HL_WORD_RANGE : HL_WORD_RANGE_ABOVE;
    return has_high ? HL_WORD_RANGE_BELOW : e->exist ? HL_WORD_UNBOUNDED : HL_WORD_NO_INTERVAL;
}

/* Two digits of half the interval; of one end, of its distance; of none, of the estimate. */
static int decimals_for(double estimate, const ends *e, hl_show_form form)
{
    double scale = forms[form].scale;
    double half = !isnan(e->low) && !isnan(e->high) ? (e->high - e->low) / 2
                  : !isnan(e->low)                  ? fabs(estimate - e->low)
                  : !isnan(e->high)                 ? fabs(e->high - estimate)
                                                    : fabs(estimate);
    int decimals = hl_reports__show_decimals(estimate, -half, half, scale);
    double smallest = pow(10, -decimals) / 2 / scale;
    bool nothing = fabs(isfinite(estimate) ? estimate : 0) < smallest &&
                   !(fabs(e->low) >= smallest) && !(fabs(e->high) >= smallest);
    return nothing && decimals > 1 ? 0 : decimals; /* nothing of it can be shown */
}

/* Would an end that lies on one side of a number be shown as that number? */
static bool hides_side(double end, double of, int decimals, hl_show_form form)
{
    double unit = pow(10, -decimals) / forms[form].scale;
    return isfinite(of) && fabs(end - of) > 1e-12 * fabs(of) &&
           round(end / unit) == round(of / unit);
}

/* An end is seen to lie on its side of 0 and of `against` (a margin; NaN: none): with up to two
 * decimals more than the others, then by one of the last digit. */
typedef struct shown_end {
    double x;
    int decimals;
} shown_end;

enum { MORE_DECIMALS = 2 };
static shown_end end_at(double end, int decimals, double against, hl_show_form form)
{
    double of_zero = forms[form].is_signed ? 0 : (double)NAN;
    const double references[] = {of_zero, against};
    shown_end out = {end, decimals};
    for (size_t i = 0; i < 2; i++) {
        int most = decimals + MORE_DECIMALS;
        while (out.decimals < most && out.decimals < MOST_DECIMALS &&
               hides_side(end, references[i], out.decimals, form))
            out.decimals++;
        if (!hides_side(end, references[i], out.decimals, form))
            continue;
        double unit = pow(10, -out.decimals) / forms[form].scale;
        out.x = round(references[i] / unit) * unit + (end > references[i] ? unit : -unit);
    }
    return out;
}

int hl_reports__show_decimals_of(const hl_estimate *estimate, hl_show_form form)
{
    ends e = ends_of(estimate->estimate, estimate->low, estimate->high, form);
    return decimals_for(estimate->estimate, &e, form);
}

int hl_reports__show_decimals_against(double end, int decimals, double against, hl_show_form form)
{
    return end_at(end, decimals, against, form).decimals;
}

/* The ends of a range share a unit; a bound that stands alone is a statement of its own, with its
 * unit. */
static void add_end(hl_text *out, double end, int decimals, double against, bool alone,
                    hl_show_form form, hl_lang lang)
{
    char text[SIGNED_NUMBER];
    shown_end shown = end_at(end, decimals, against, form);
    if (alone)
        add_number(out, shown.x, shown.decimals, false, form, lang);
    else
        hl_base__text_add(out, scaled(shown.x, shown.decimals, form, false, text));
}

static void add_range(hl_text *out, const ends *e, int decimals, double against, hl_show_form form,
                      hl_lang lang)
{
    hl_text low = {0};
    hl_text high = {0};
    hl_word word = word_for(e);
    bool alone = word != HL_WORD_RANGE;
    if (!isnan(e->low))
        add_end(&low, e->low, decimals, against, alone, form, lang);
    if (!isnan(e->high))
        add_end(&high, e->high, decimals, against, alone, form, lang);
    const hl_message_value values[] = {{"low", hl_base__text_string(&low)},
                                       {"high", hl_base__text_string(&high)}};
    hl_reports__fill_values(&hl_reports__words[word], lang, values, 2, out);
    out->failed = out->failed || low.failed || high.failed;
    hl_base__text_free(&low);
    hl_base__text_free(&high);
}

/* alpha: the level is 1 - alpha; NaN: it stands elsewhere. */
static void show(hl_text *out, const hl_estimate *estimate, double alpha, double against,
                 hl_show_form form, hl_lang lang)
{
    double x = estimate->estimate;
    ends e = ends_of(x, estimate->low, estimate->high, form);
    int decimals = decimals_for(x, &e, form);
    bool none = word_for(&e) == HL_WORD_NO_INTERVAL;
    hl_word word = none           ? HL_WORD_NO_INTERVAL
                   : isnan(alpha) ? HL_WORD_ESTIMATE
                                  : HL_WORD_ESTIMATE_SAID;
    hl_text number = {0};
    hl_text range = {0};
    hl_text level = {0};
    hl_reports__show_number(&number, isfinite(x) ? x : (double)NAN, decimals, form, lang);
    if (!none)
        add_range(&range, &e, decimals, against, form, lang);
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

void hl_reports__show_estimate(hl_text *out, const hl_estimate *estimate, hl_show_form form,
                               hl_lang lang)
{
    show(out, estimate, (double)NAN, (double)NAN, form, lang);
}

void hl_reports__show_interval(hl_text *out, const hl_estimate *estimate, double alpha,
                               hl_show_form form, hl_lang lang)
{
    show(out, estimate, alpha, (double)NAN, form, lang);
}

void hl_reports__show_interval_against(hl_text *out, const hl_estimate *estimate, double alpha,
                                       double against, hl_show_form form, hl_lang lang)
{
    show(out, estimate, alpha, against, form, lang);
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
    int decimals = alpha > 0 ? 1 - (int)floor(log10(100 * alpha)) : 0;
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
    int decimals = x == 0 ? 0 : digits - 1 - (int)floor(log10(fabs(x)));
    hl_base__number_fixed(x, decimals < 0 ? 0 : decimals > MOST ? MOST : decimals, text);
    size_t length = strlen(text);
    if (strchr(text, '.') != NULL) { /* not as the shortest text, which has exponents */
        while (text[length - 1] == '0')
            length--;
        length -= text[length - 1] == '.';
    }
    text[length] = '\0';
    hl_base__text_add(out, text);
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
