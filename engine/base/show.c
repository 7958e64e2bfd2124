#include "base/show.h"

#include <math.h>

#include "base/number.h"

enum { MOST_DECIMALS = 6 };

static const struct {
    double scale;
    bool is_signed;
    const char *unit[2]; /* by language */
} forms[] = {
    [HL_SHOW_SHARE] = {100, false, {" %", "%"}},
    [HL_SHOW_CHANGE] = {100, true, {" %", "%"}},
    [HL_SHOW_POINTS] = {100, true, {" pp", " 个百分点"}},
    [HL_SHOW_VALUE] = {1, false, {"", ""}},
    [HL_SHOW_SHIFT] = {1, true, {"", ""}},
};

static const struct {
    const char *open, *close, *to, *above, *below, *none, *everything;
} words[] = {
    [HL_LANG_EN] = {" (", ")", " to ", "above ", "below ", "no interval",
                    "no bound on either side"},
    [HL_LANG_ZH] = {"（", "）", " 至 ", "高于 ", "低于 ", "无区间", "上下均无界"},
};

int hl_base__show_decimals(double estimate, double low, double high, double scale)
{
    double size = (high - low) / 2 * scale;
    if (!isfinite(size) || size <= 0)
        size = isfinite(estimate) ? fabs(estimate * scale) / 100 : 1;
    if (size <= 0)
        return 1;
    int decimals = 1 - (int)floor(log10(size));
    return decimals < 0 ? 0 : decimals > MOST_DECIMALS ? MOST_DECIMALS : decimals;
}

static void add_scaled(hl_text *out, double x, int decimals, hl_show_form form, bool with_sign)
{
    char buffer[HL_NUMBER_TEXT];
    hl_base__number_fixed(x * forms[form].scale, decimals, buffer);
    if (with_sign && x > 0)
        hl_base__text_add_char(out, '+');
    hl_base__text_add(out, buffer);
}

void hl_base__show_number(hl_text *out, double x, int decimals, hl_show_form form, hl_lang lang)
{
    if (isnan(x)) {
        hl_base__text_add(out, "–");
        return;
    }
    add_scaled(out, x, decimals, form, forms[form].is_signed);
    hl_base__text_add(out, forms[form].unit[lang]);
}

/* Nothing can fall by more than 100 %: such an end says nothing. */
static void add_range(hl_text *out, double low, double high, int decimals, hl_show_form form,
                      hl_lang lang)
{
    bool has_low = isfinite(low) && !(form == HL_SHOW_CHANGE && low <= -1);
    bool has_high = isfinite(high);
    if (!has_low && !has_high) {
        bool unbounded = !isnan(low) && !isnan(high);
        hl_base__text_add(out, unbounded ? words[lang].everything : words[lang].none);
        return;
    }
    if (has_low && has_high) {
        add_scaled(out, low, decimals, form, false);
        hl_base__text_add(out, words[lang].to);
        add_scaled(out, high, decimals, form, false);
        return;
    }
    hl_base__text_add(out, has_low ? words[lang].above : words[lang].below);
    add_scaled(out, has_low ? low : high, decimals, form, false);
}

/* Would an end that is not 0 be shown as 0? The reader must see on which side of it it lies. */
static bool hides_sign(double end, int decimals, hl_show_form form)
{
    double size = fabs(end) * forms[form].scale * pow(10, decimals);
    return forms[form].is_signed && size > 0 && size < 0.5;
}

void hl_base__show_estimate(hl_text *out, double estimate, double low, double high,
                            hl_show_form form, hl_lang lang)
{
    int decimals = hl_base__show_decimals(estimate, low, high, forms[form].scale);
    while (decimals < MOST_DECIMALS &&
           (hides_sign(low, decimals, form) || hides_sign(high, decimals, form)))
        decimals++;
    hl_base__show_number(out, isfinite(estimate) ? estimate : HL_NAN, decimals, form, lang);
    hl_base__text_add(out, words[lang].open);
    add_range(out, low, high, decimals, form, lang);
    hl_base__text_add(out, words[lang].close);
}

void hl_base__show_p(hl_text *out, double p)
{
    char buffer[HL_NUMBER_TEXT];
    if (isnan(p))
        hl_base__text_add(out, "–");
    else if (p < 0.0001)
        hl_base__text_add(out, "< 0.0001");
    else
        hl_base__text_add(out, hl_base__number_fixed(p, p < 0.001 ? 5 : p < 0.1 ? 4 : 3, buffer));
}

void hl_base__show_p_named(hl_text *out, double p, hl_lang lang)
{
    if (isnan(p)) {
        hl_base__text_add(out, lang == HL_LANG_ZH ? "无 p 值" : "no p-value");
        return;
    }
    hl_base__text_add(out, p < 0.0001 ? "p " : "p = ");
    hl_base__show_p(out, p);
}

void hl_base__show_count(hl_text *out, int64_t count)
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
