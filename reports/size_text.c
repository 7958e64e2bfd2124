/* The answer of hl_size_solve for people. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "hookline/calc_report.h"
#include "reports/messages/calc.h"
#include "reports/messages/names.h"
#include "reports/show.h"

enum { LABEL_WIDTH = 28 };

/* What is told, of what, and where it goes. */
typedef struct telling {
    const hl_size_request *request;
    const hl_size_answer *answer;
    hl_lang lang;
    hl_text *out;
} telling;

static const char *word(const telling *t, hl_calc_word which)
{
    return hl_reports__in_language(&hl_reports__calc_words[which], t->lang);
}

static void fill(const telling *t, hl_calc_word which, const hl_message_value *values, size_t count)
{
    hl_reports__fill_values(&hl_reports__calc_words[which], t->lang, values, count, t->out);
}

/* A value of the metric: a rate in percent, else the number. */
static void add_value(const telling *t, double value, hl_text *out)
{
    char text[HL_NUMBER_TEXT];
    if (!isnan(t->request->sd)) {
        hl_base__text_add(out, hl_base__number_significant(value, 6, text));
        return;
    }
    const hl_message_value number = {"number", hl_base__number_significant(100 * value, 4, text)};
    hl_reports__fill_values(&hl_reports__calc_words[HL_CALC_WORD_PERCENT], t->lang, &number, 1,
                            out);
}

/* 1234567 as "1,234,567"; users that no number can hold exactly have the digits of the nearest. */
static void add_count(hl_text *out, double count)
{
    hl_text digits = {0};
    hl_base__text_addf(&digits, "%.0f", count); /* lint: allowed: without decimals, no point */
    for (size_t i = 0; i < digits.length; i++) {
        if (i > 0 && (digits.length - i) % 3 == 0)
            hl_base__text_add_char(out, ',');
        hl_base__text_add_char(out, digits.data[i]);
    }
    out->failed = out->failed || digits.failed;
    hl_base__text_free(&digits);
}

/* An average is not known to the last user. */
static double two_digits(double users)
{
    double scale = pow(10, floor(log10(users)) - 1);
    return users > 10 ? round(users / scale) * scale : 0;
}

/* A probability in percent: as many digits as it takes not to be called certain. */
static const char *percent_text(double probability, int digits, char text[HL_NUMBER_TEXT])
{
    enum { MOST_DIGITS = 6 };
    do
        (void)hl_base__number_significant(100 * probability, digits, text);
    while (strcmp(text, "100") == 0 && digits++ < MOST_DIGITS);
    return strcmp(text, "100") == 0 ? "> 99.9999" : text;
}

/* A sentence with what the request and its answer say in it. */
static void say(const telling *t, hl_calc_word which)
{
    enum { FIGURES = 14, TEXTS = 7 };
    const hl_size_request *r = t->request;
    const hl_size_answer *a = t->answer;
    const struct {
        const char *name;
        double value;
        int digits;
    } figures[FIGURES] = {{"sd", r->sd, 6},
                          {"arms", (double)r->arms, 6},
                          {"alpha", r->alpha, 4},
                          {"looks", (double)r->looks, 6},
                          {"touches", r->touches, 4},
                          {"icc", r->icc, 3},
                          {"touches_cv", r->touches_cv, 3},
                          {"design_effect", a->design_effect, 4},
                          {"comparisons", (double)r->arms - 1, 6},
                          {"metrics", (double)r->metrics, 6},
                          {"questions", ((double)r->arms - 1) * (double)r->metrics, 6},
                          {"inflation", a->inflation, a->inflation < 1000 ? 3 : 6},
                          {"buyers", 100 * r->buyers, 4},
                          {"least", HL_UNITS_LEAST, 6}};
    char numbers[FIGURES][HL_NUMBER_TEXT];
    char critical[HL_NUMBER_TEXT], ever[HL_NUMBER_TEXT];
    hl_text baseline = {0}, stop = {0};
    add_value(t, r->baseline, &baseline);
    add_count(&stop, two_digits(a->users_at_stop));
    hl_message_value values[FIGURES + TEXTS] = {
        {"baseline", hl_base__text_string(&baseline)},
        {"inference", hl_reports__inference(r->inference, t->lang)},
        {"lift_by", hl_lift_by_name(r->lift_by)},
        {"spending", hl_spending_name(r->spending)},
        {"power_ever", percent_text(a->power_ever, 3, ever)},
        {"users_at_stop", hl_base__text_string(&stop)},
        {"critical", hl_base__number_fixed(a->critical, 3, critical)}};
    for (size_t i = 0; i < FIGURES; i++)
        values[TEXTS + i] = (hl_message_value){
            figures[i].name,
            hl_base__number_significant(figures[i].value, figures[i].digits, numbers[i])};
    fill(t, which, values, FIGURES + TEXTS);
    t->out->failed = t->out->failed || baseline.failed || stop.failed;
    hl_base__text_free(&baseline);
    hl_base__text_free(&stop);
}

static void add_label(const telling *t, hl_calc_word label)
{
    hl_base__text_add(t->out, "  ");
    hl_reports__show_label(t->out, word(t, label), LABEL_WIDTH);
}

static void add_row(const telling *t, hl_calc_word label, double count)
{
    add_label(t, label);
    if (isfinite(count))
        add_count(t->out, count);
    else
        hl_base__text_add(t->out, word(t, HL_CALC_WORD_SIZE_NO_USERS));
    hl_base__text_add_char(t->out, '\n');
}

static void add_effect(const telling *t, hl_calc_word label, double lift, double difference)
{
    char percent[HL_NUMBER_TEXT];
    hl_text from = {0}, to = {0}, change = {0};
    add_value(t, t->request->baseline, &from);
    add_value(t, t->request->baseline + difference, &to);
    hl_base__text_addf(&change, "%s%s", signbit(lift) ? "" : "+",
                       hl_base__number_significant(100 * lift, 3, percent));
    const hl_message_value values[] = {{"lift", hl_base__text_string(&change)},
                                       {"from", hl_base__text_string(&from)},
                                       {"to", hl_base__text_string(&to)}};
    add_label(t, label);
    fill(t,
         isnan(difference) ? HL_CALC_WORD_SIZE_NO_EFFECT
         /* of a baseline below zero a percentage says the opposite */
         : isfinite(lift) && t->request->baseline > 0 ? HL_CALC_WORD_SIZE_LIFT
                                                      : HL_CALC_WORD_SIZE_DIFFERENCE,
         values, sizeof values / sizeof values[0]);
    hl_base__text_add_char(t->out, '\n');
    t->out->failed = t->out->failed || from.failed || to.failed || change.failed;
    hl_base__text_free(&from);
    hl_base__text_free(&to);
    hl_base__text_free(&change);
}

static void add_design(const telling *t)
{
    static const hl_calc_word looks[] = {[HL_INFER_FIXED] = HL_CALC_WORD_SIZE_FIXED,
                                         [HL_INFER_ANYTIME] = HL_CALC_WORD_SIZE_ANYTIME,
                                         [HL_INFER_GROUP_SEQUENTIAL] =
                                             HL_CALC_WORD_SIZE_GROUP_SEQUENTIAL};
    say(t, isnan(t->request->sd) ? HL_CALC_WORD_SIZE_RATE : HL_CALC_WORD_SIZE_MEAN);
    bool safe = t->request->inference == HL_INFER_ANYTIME && isnan(t->answer->critical);
    say(t, safe ? HL_CALC_WORD_SIZE_ANYTIME_SAFE : looks[t->request->inference]);
    if (t->answer->design_effect != 1)
        say(t, !isnan(t->request->design_effect) ? HL_CALC_WORD_SIZE_DESIGN_EFFECT
               : t->request->touches_cv > 0      ? HL_CALC_WORD_SIZE_CLUSTERED_UNEQUALLY
                                                 : HL_CALC_WORD_SIZE_CLUSTERED);
    hl_base__text_add_char(t->out, '\n');
}

/* Where it is not the control's. */
static void add_treatment_sd(const telling *t)
{
    char text[HL_NUMBER_TEXT];
    double sd = t->answer->treatment_sd;
    if (isnan(sd) || sd == t->request->sd)
        return;
    add_label(t, HL_CALC_WORD_SIZE_TREATMENT_SD);
    hl_base__text_add(t->out, hl_base__number_significant(sd, 4, text));
    hl_base__text_add_char(t->out, '\n');
}

static void add_numbers(const telling *t)
{
    const hl_size_answer *a = t->answer;
    char power[HL_NUMBER_TEXT];
    const hl_message_value percent = {"number", percent_text(a->power, 4, power)};
    add_row(t, HL_CALC_WORD_SIZE_USERS, a->users);
    add_row(t, HL_CALC_WORD_SIZE_CONTROL, a->control_users);
    add_row(t,
            t->request->arms > 2 ? HL_CALC_WORD_SIZE_EACH_TREATMENT : HL_CALC_WORD_SIZE_TREATMENT,
            a->treatment_users);
    if (!isnan(a->days))
        add_row(t, HL_CALC_WORD_SIZE_DAYS, a->days);
    if (a->solved == HL_SIZE_EFFECT) {
        add_effect(t, HL_CALC_WORD_SIZE_UPWARD, a->lift, a->difference);
        add_effect(t, HL_CALC_WORD_SIZE_DOWNWARD, a->lift_down, a->difference_down);
    } else {
        add_effect(t, HL_CALC_WORD_SIZE_EFFECT, a->lift, a->difference);
        add_treatment_sd(t);
    }
    add_label(t, HL_CALC_WORD_SIZE_POWER);
    fill(t, HL_CALC_WORD_PERCENT, &percent, 1);
    hl_base__text_add_char(t->out, '\n');
}

/* The note on several arms: the correction that they are planned with. */
static hl_calc_word correction_note(const hl_size_request *r)
{
    static const hl_calc_word notes[] = {[HL_CORRECT_HOLM] = HL_CALC_WORD_SIZE_HOLM,
                                         [HL_CORRECT_BONFERRONI] = HL_CALC_WORD_SIZE_BONFERRONI,
                                         [HL_CORRECT_BH] = HL_CALC_WORD_SIZE_BH,
                                         [HL_CORRECT_DUNNETT] = HL_CALC_WORD_SIZE_DUNNETT};
    bool stands_in = r->correction == HL_CORRECT_DUNNETT && r->inference == HL_INFER_ANYTIME;
    return stands_in ? HL_CALC_WORD_SIZE_HOLM_FOR_DUNNETT : notes[r->correction];
}

/* The note on how the treatment's values are spread. */
static hl_calc_word spread_note(const telling *t)
{
    if (t->request->lift_by == HL_LIFT_BY_UNSAID && !isnan(t->request->buyers))
        return HL_CALC_WORD_SIZE_BASKETS;
    if (t->answer->treatment_sd == t->request->sd)
        return HL_CALC_WORD_SIZE_SAME_SPREAD;
    return t->request->lift_by == HL_LIFT_BY_UNSAID ? HL_CALC_WORD_SIZE_GROWS
                                                    : HL_CALC_WORD_SIZE_LIFT_BY;
}

/* What must be known of the numbers, below an empty line; nothing when there is nothing. */
static void add_notes(const telling *t)
{
    const hl_size_request *r = t->request;
    bool stops = !isnan(t->answer->users_at_stop);
    bool corrected = r->correction != HL_CORRECT_NONE, is_mean = !isnan(r->sd);
    bool buyers = !isnan(r->buyers), anytime = r->inference == HL_INFER_ANYTIME;
    const struct {
        bool holds;
        hl_calc_word note;
    } notes[] = {
        {isfinite(t->answer->users) &&
             fmin(t->answer->control_users, t->answer->treatment_users) < HL_UNITS_LEAST,
         HL_CALC_WORD_SIZE_FEW},
        {is_mean, spread_note(t)},
        {buyers && !anytime, HL_CALC_WORD_SIZE_BUYERS},
        {buyers && anytime, HL_CALC_WORD_SIZE_BUYERS_ANYTIME},
        {is_mean && isnan(r->buyers) && r->baseline > 0 && r->sd > r->baseline &&
             r->lift_by != HL_LIFT_BY_SHIFT,
         HL_CALC_WORD_SIZE_SAY_BUYERS},
        {t->answer->solved == HL_SIZE_USERS && t->answer->power > r->power,
         HL_CALC_WORD_SIZE_LEAST},
        {r->arms > 2 && corrected, correction_note(r)},
        {r->metrics > 1 && corrected, HL_CALC_WORD_SIZE_METRICS},
        {t->answer->inflation > 1.0005, HL_CALC_WORD_SIZE_INFLATION},
        {stops && anytime, HL_CALC_WORD_SIZE_ANYTIME_POWER},
        {stops && r->inference == HL_INFER_GROUP_SEQUENTIAL, HL_CALC_WORD_SIZE_LOOKS_STOP}};
    bool first = true;
    for (size_t i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        if (!notes[i].holds)
            continue;
        hl_base__text_add(t->out, first ? "\n" : "");
        say(t, notes[i].note);
        first = false;
    }
}

hl_status hl_size_text(const hl_size_request *request, const hl_size_answer *answer, hl_lang lang,
                       char **out, hl_error *err)
{
    hl_text text = {0};
    const telling t = {request, answer, lang, &text};
    add_design(&t);
    add_numbers(&t);
    add_notes(&t);
    *out = hl_base__text_take(&text);
    return *out != NULL ? HL_OK : hl_error_memory(err);
}
