/* Codes of who gave no answer among the answers: 99 beside scores of 0 to 10, 999 beside ages. The
 * others are the whole numbers of a scale (nine in ten between the least and the largest stand
 * there, at least four of them), the code is one that such files have (88, 98, 99, 888, 998, 999),
 * eight times the largest other and more in all arms, and comes a dozen times. A mean of them is
 * none of the scale: no verdict. Prices have gaps, and so has what is counted where it is large.
 *   - Where most units have 0, the others are what was bought, and 99 may be a price: told.
 *   - 9 beside 1 to 7 at most, with two of the numbers between missing: told.
 *   - 0 beside scores of 1 to 5 of which the highest are the most frequent, and 0 more frequent
 * than 1; 0 beside 20 different whole numbers from 10 on, none above 128 (ages): told.
 * docs/statistics/losses.md
 */
#include <math.h>

#include "analysis/losses.h"
#include "base/number.h"

enum { LARGEST_SCALE = 128 };

static const double codes[] = {88, 98, 99, 888, 998, 999};
static const double enough = 12; /* of a code */

/* The whole numbers that stand there beside the code. */
typedef struct scale {
    double has[LARGEST_SCALE + 1]; /* so often */
    int least, largest, different;
    bool broken; /* something else stands there too */
} scale;

static void add_value(scale *to, double value, double times)
{
    if (value != floor(value) || value < 0 || value > LARGEST_SCALE) {
        to->broken = true;
        return;
    }
    int at = (int)value;
    to->least = to->different == 0 || at < to->least ? at : to->least;
    to->largest = at > to->largest ? at : to->largest;
    to->different += to->has[at] == 0;
    to->has[at] += times;
}

static bool is_scale(const scale *s)
{
    const int fewest = 4;
    return !s->broken && s->different >= fewest &&
           10 * s->different >= 9 * (s->largest - s->least + 1);
}

/* Counts the code by arm; the others are the scale. */
static void take_amounts(const hl_context *context, const hl_arm_amounts *of, double code,
                         scale *others, hl_losses *l)
{
    for (size_t arm = 0; arm < context->design->arm_count; arm++)
        for (size_t i = 0; i < of->counts[arm] && !others->broken; i++) {
            const hl_amount *a = &of->of[arm][i];
            l->all[arm] += (double)a->times;
            if (a->value == code)
                l->lost[arm] += (double)a->times;
            else
                add_value(others, a->value, (double)a->times);
        }
    hl_analysis__sum_losses(context, l);
}

static const char *whole_text(hl_context *context, double value)
{
    char number[HL_NUMBER_TEXT];
    hl_text text = {0};
    hl_base__text_add(&text, hl_base__number_fixed(value, 0, number));
    return hl_analysis__keep(context, &text);
}

/* The units of an arm that have 0, of which no sample is taken; all: of all arms. */
static double zeros_of(hl_context *context, size_t metric, double *by_arm, double *all)
{
    const hl_moments *moments = hl_analysis__moments(context, metric, 0);
    double zeros = 0;
    *all = 0;
    for (size_t i = 0; moments != NULL && i < context->design->arm_count; i++) {
        by_arm[i] = (double)moments[i].n - moments[i].nonzero;
        zeros += by_arm[i];
        *all += (double)moments[i].n;
    }
    return zeros;
}

static bool most_have_none(hl_context *context, size_t metric)
{
    double all = 0;
    double *by_arm = hl_analysis__array(context, context->design->arm_count, sizeof *by_arm);
    return by_arm != NULL && 2 * zeros_of(context, metric, by_arm, &all) > all;
}

static void tell(hl_context *context, hl_losses *l, double code, int largest,
                 hl_finding_code finding)
{
    l->name = whole_text(context, code);
    l->meant = whole_text(context, largest);
    if (!context->failed)
        hl_analysis__tell_losses(context, l, HL_CHECK_STAND_INS, finding,
                                 finding == HL_FOUND_STAND_INS_OF_SCALE
                                     ? hl_analysis__blocking(context)
                                     : HL_CHECK_WARN);
}

static void check_code(hl_context *context, const hl_arm_amounts *of, double code)
{
    const double times = 8;
    scale others = {.different = 0};
    hl_losses l = {.metric = of->metric};
    if (!hl_analysis__make_losses(context, &l))
        return;
    take_amounts(context, of, code, &others, &l);
    if (l.n < enough || !is_scale(&others) || code < times * others.largest)
        return;
    bool bought = most_have_none(context, of->metric);
    tell(context, &l, code, others.largest,
         bought ? HL_FOUND_STAND_INS_OR_PRICE : HL_FOUND_STAND_INS_OF_SCALE);
}

/* From 1 on without a gap. Few that are 1 or 0 are in the sample, or none. */
static bool is_from_one(const scale *s)
{
    return is_scale(s) && (s->least == 1 || s->least == 2) &&
           s->different == s->largest - s->least + 1;
}

/* 9 beside 1 to 5, or to 7. */
static void check_nine(hl_context *context, const hl_arm_amounts *of)
{
    enum { NINE = 9, LONGEST = 7 };
    scale others = {.different = 0};
    hl_losses l = {.metric = of->metric};
    if (!hl_analysis__make_losses(context, &l))
        return;
    take_amounts(context, of, NINE, &others, &l);
    if (l.n >= enough && is_from_one(&others) && others.largest <= LONGEST &&
        !most_have_none(context, of->metric))
        tell(context, &l, NINE, others.largest, HL_FOUND_CODE_OF_SCALE);
}

/* What is counted has fewer of each larger number; of scores of 1 to 5 the high ones are most. */
static bool are_stars(const scale *s, double zeros)
{
    return is_from_one(s) && s->largest == 5 && s->has[4] + s->has[5] > s->has[2] + s->has[3] &&
           zeros > s->has[2];
}

static bool are_ages(const scale *s, double zeros, double all)
{
    const int youngest = 10, different = 20;
    const double most = 0.3;
    return !s->broken && s->least >= youngest && s->different >= different && zeros < most * all;
}

/* The scale is of a sample, and so are its counts; of as many as are not 0. */
static double in_sample(const hl_losses *l, double zeros, double all)
{
    return all > zeros ? zeros * l->of / (all - zeros) : 0;
}

static void check_zero(hl_context *context, const hl_arm_amounts *of)
{
    scale others = {.different = 0};
    hl_losses l = {.metric = of->metric};
    double all = 0;
    if (context->design->metrics[of->metric].kind != HL_METRIC_MEAN ||
        !hl_analysis__make_losses(context, &l))
        return;
    take_amounts(context, of, 0, &others, &l);
    double zeros = zeros_of(context, of->metric, l.lost, &all);
    const hl_moments *moments = hl_analysis__moments(context, of->metric, 0);
    if (context->failed || moments == NULL || zeros < enough ||
        !(are_stars(&others, in_sample(&l, zeros, all)) || are_ages(&others, zeros, all)))
        return;
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.all[i] = (double)moments[i].n;
    l.n = l.of = 0;
    hl_analysis__sum_losses(context, &l);
    tell(context, &l, 0, others.largest, HL_FOUND_CODE_OF_SCALE);
}

void hl_analysis__check_scale_codes(hl_context *context)
{
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->amount_count; k++) {
        for (size_t c = 0; c < sizeof codes / sizeof codes[0] && !context->failed; c++)
            check_code(context, &cells->amounts[k], codes[c]);
        if (!context->failed)
            check_nine(context, &cells->amounts[k]);
        if (!context->failed)
            check_zero(context, &cells->amounts[k]);
    }
}
