/* Codes of who gave no answer among the answers: 99 beside scores of 0 to 10, 999 beside ages. The
 * others are the whole numbers of a scale (nine in ten between the least and the largest stand
 * there, at least four of them), the code is one that such files have (88, 98, 99, 888, 998, 999),
 * eight times the largest other and more in all arms, and comes a dozen times. A mean of them is
 * none of the scale: no verdict. Prices have gaps, and so has what is counted where it is large.
 * docs/statistics/losses.md */
#include <math.h>

#include "analysis/losses.h"
#include "base/number.h"

enum { LARGEST_SCALE = 128 };

static const double codes[] = {88, 98, 99, 888, 998, 999};

/* The whole numbers that stand there beside the code. */
typedef struct scale {
    bool has[LARGEST_SCALE + 1];
    int least, largest, different;
    bool broken; /* something else stands there too */
} scale;

static void add_value(scale *to, double value)
{
    if (value != floor(value) || value < 0 || value > LARGEST_SCALE) {
        to->broken = true;
        return;
    }
    int at = (int)value;
    to->least = to->different == 0 || at < to->least ? at : to->least;
    to->largest = at > to->largest ? at : to->largest;
    to->different += !to->has[at];
    to->has[at] = true;
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
                add_value(others, a->value);
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

static void check_code(hl_context *context, const hl_arm_amounts *of, double code)
{
    const double enough = 12, times = 8;
    scale others = {.different = 0};
    hl_losses l = {.metric = of->metric};
    if (!hl_analysis__make_losses(context, &l))
        return;
    take_amounts(context, of, code, &others, &l);
    if (l.n < enough || !is_scale(&others) || code < times * others.largest)
        return;
    l.name = whole_text(context, code);
    l.meant = whole_text(context, others.largest);
    if (!context->failed)
        hl_analysis__tell_losses(context, &l, HL_CHECK_STAND_INS, HL_FOUND_STAND_INS_OF_SCALE,
                                 hl_analysis__blocking(context));
}

void hl_analysis__check_scale_codes(hl_context *context)
{
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->amount_count; k++)
        for (size_t c = 0; c < sizeof codes / sizeof codes[0] && !context->failed; c++)
            check_code(context, &cells->amounts[k], codes[c]);
}
