/* Two proportions compared, for people: a line for each number, with its interval in brackets. */
#include <math.h>

#include "base/number.h"
#include "hookline/calc_report.h"
#include "reports/messages/calc.h"
#include "reports/show.h"

enum { LABEL_WIDTH = 12, LABEL_WIDTH_ZH = 14, DIGITS = 4 };

/* What is told, and where it goes. */
typedef struct telling {
    const hl_calc_comparison *comparison;
    hl_lang lang;
    hl_text *out;
} telling;

static void fill(const telling *t, hl_calc_word which, const hl_message_value *values, size_t count)
{
    hl_reports__fill_values(&hl_reports__calc_words[which], t->lang, values, count, t->out);
}

static void say(const telling *t, hl_calc_word which)
{
    fill(t, which, NULL, 0);
}

static void add_label(const telling *t, const char *label)
{
    hl_reports__show_label(t->out, label, t->lang == HL_LANG_ZH ? LABEL_WIDTH_ZH : LABEL_WIDTH);
    hl_base__text_add_char(t->out, ' ');
}

static void add_word_label(const telling *t, hl_calc_word label)
{
    add_label(t, hl_reports__in_language(&hl_reports__calc_words[label], t->lang));
}

static void add_figure(const telling *t, double figure, bool sign, hl_calc_word unit)
{
    char text[1 + HL_NUMBER_TEXT] = "+";
    bool plus = sign && !signbit(figure);
    hl_base__number_significant(figure, DIGITS, text + plus);
    fill(t, unit, &(hl_message_value){"number", text}, 1);
}

/* Hundredfold: rates in percent, what may be negative with its sign. */
static void add_line(const telling *t, hl_calc_word label, bool sign, hl_calc_word unit,
                     const hl_estimate *estimate)
{
    const double ends[] = {estimate->low, estimate->high};
    add_word_label(t, label);
    if (isfinite(estimate->estimate))
        add_figure(t, 100 * estimate->estimate, sign, unit);
    else
        say(t, isnan(estimate->estimate) ? HL_CALC_WORD_NOT_THERE : HL_CALC_WORD_INFINITE);
    for (size_t i = 0; i < 2 && !isnan(estimate->low); i++) {
        hl_base__text_add(t->out, i == 0 ? "   [" : ", ");
        if (isfinite(ends[i]))
            add_figure(t, 100 * ends[i], sign, unit);
        else
            say(t, HL_CALC_WORD_UNBOUNDED);
        hl_base__text_add(t->out, i == 0 ? "" : "]");
    }
    hl_base__text_add_char(t->out, '\n');
}

static const char *name_of(const hl_calc_arm *arm, hl_text *made)
{
    char successes[HL_NUMBER_TEXT], users[HL_NUMBER_TEXT];
    if (arm->label != NULL)
        return arm->label;
    hl_base__text_addf(made, "%s/%s", hl_base__number_text(arm->successes, successes),
                       hl_base__number_text(arm->users, users));
    return hl_base__text_string(made);
}

static void add_head(const telling *t)
{
    enum { CONFIDENCE_DIGITS = 6 };
    const hl_calc_comparison *c = t->comparison;
    char confidence[HL_NUMBER_TEXT];
    hl_text control = {0}, treatment = {0};
    const hl_message_value values[] = {
        {"control", name_of(&c->control, &control)},
        {"treatment", name_of(&c->treatment, &treatment)},
        {"confidence",
         hl_base__number_significant(100 * c->confidence, CONFIDENCE_DIGITS, confidence)}};
    add_label(t, "");
    fill(t, HL_CALC_WORD_COMPARED, values, sizeof values / sizeof values[0]);
    t->out->failed = t->out->failed || control.failed || treatment.failed;
    hl_base__text_free(&control);
    hl_base__text_free(&treatment);
}

static void add_p(const telling *t, bool empty)
{
    const hl_calc_comparison *c = t->comparison;
    char p[HL_NUMBER_TEXT];
    add_word_label(t, HL_CALC_WORD_P);
    if (isfinite(c->p))
        hl_base__text_add(t->out, hl_base__number_significant(c->p, DIGITS, p));
    else
        say(t, empty ? HL_CALC_WORD_P_EMPTY : HL_CALC_WORD_P_SAME);
    hl_base__text_add_char(t->out, '\n');
    if (empty)
        return;
    add_word_label(t, HL_CALC_WORD_P_BETTER);
    add_figure(t, 100 * c->p_better, false, HL_CALC_WORD_P_BETTER_VALUE);
    hl_base__text_add_char(t->out, '\n');
}

hl_status hl_calc_write_comparison(const hl_calc_comparison *comparison, hl_lang lang, char **out,
                                   hl_error *err)
{
    hl_text text = {0};
    const hl_calc_comparison *c = comparison;
    const telling t = {comparison, lang, &text};
    add_head(&t);
    add_line(&t, HL_CALC_WORD_CONTROL, false, HL_CALC_WORD_PERCENT, &c->control_rate);
    add_line(&t, HL_CALC_WORD_TREATMENT, false, HL_CALC_WORD_PERCENT, &c->treatment_rate);
    add_line(&t, HL_CALC_WORD_DIFFERENCE, true, HL_CALC_WORD_POINTS, &c->difference);
    add_line(&t, HL_CALC_WORD_LIFT, true, HL_CALC_WORD_PERCENT, &c->lift);
    add_p(&t, !(c->control.users > 0 && c->treatment.users > 0));
    *out = hl_base__text_take(&text);
    return *out != NULL ? HL_OK : hl_error_memory(err);
}
