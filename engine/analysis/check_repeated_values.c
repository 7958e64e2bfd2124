/* Numbers that stand for no amount, and stand in one arm alone: 9999 for what is not known, 46154
 * for the day that a spreadsheet numbers so. In the amounts of an arm (other than 0) a value is
 * looked at that stands there a dozen times and more, and next to never in the others.
 *   - Days: whole numbers of less than two years, larger than any other amount of all arms; or one
 *     among amounts of which none comes a quarter as often. One such number alone may be a price
 *     (39,999): it is none where no price ends so. No verdict.
 *   - Nines and the like (999, 9999, 9999.99, 111111), eight times as large as all others, of which
 *     there are many: no verdict.
 *   - Those that lie nearer may be what a message offered. They are told, and a reason of the
 *     verdict.
 * base/stand_in.h finds those that lie far off the others in all arms. */
#include <math.h>
#include <string.h>

#include "analysis/losses.h"
#include "base/civil.h"
#include "base/number.h"
#include "stats/unlike_shares.h"

static const double enough = 12;       /* in an arm, and expected in the others */
static const double hardly = 0.05;     /* of what is expected, in the others */
static const double far_off = 8;       /* times the largest other */
static const size_t many = 30;         /* different other amounts */
static const double first_day = 36526; /* 2000-01-01, as spreadsheets number days */
static const double last_day = 62091;  /* 2069-12-31 */
static const double most_days = 731;

/* ---- numbers */

static bool is_day(double value)
{
    return value == floor(value) && value >= first_day && value <= last_day;
}

/* No price ends in what is neither 0, 5, 8 nor 9. */
static bool is_price(double value)
{
    double last = fmod(value, 10);
    return last == 0 || last == 5 || last == 8 || last == 9;
}

/* Three nines and more, five and more like digits, with .9 or .99 or no decimals. */
static bool looks_like_none(double value)
{
    enum { NINES = 3, LIKE = 5 };
    double whole = floor(value), rest = value - whole;
    int digits = 0, digit = (int)fmod(whole, 10);
    bool nines = rest == 0 || fabs(rest - 0.9) < 1e-9 || fabs(rest - 0.99) < 1e-9;
    while (whole > 0) {
        if ((int)fmod(whole, 10) != digit)
            return false;
        whole = floor(whole / 10);
        digits++;
    }
    return digit == 9 ? nines && digits >= NINES : rest == 0 && digits >= LIKE;
}

/* ---- the amounts of a column */

/* Values of an arm that are of the kind looked for: v to last. */
typedef struct range {
    double first, last;
    bool days; /* whole numbers alone */
} range;

static bool is_within(const range *r, double value)
{
    return value >= r->first && value <= r->last && (!r->days || value == floor(value));
}

static double count_within(const hl_arm_amounts *of, size_t arm, const range *r, double *all)
{
    double n = 0;
    *all = 0;
    for (size_t i = 0; i < of->counts[arm]; i++) {
        n += is_within(r, of->of[arm][i].value) ? (double)of->of[arm][i].times : 0;
        *all += (double)of->of[arm][i].times;
    }
    return n;
}

/* The largest amount of all arms outside of the range that does not look like none; how many
 * different ones there are. */
static double largest_other(const hl_context *context, const hl_arm_amounts *of, const range *r,
                            size_t *different)
{
    double most = 0;
    *different = 0;
    for (size_t arm = 0; arm < context->design->arm_count; arm++) {
        size_t own = 0;
        for (size_t i = 0; i < of->counts[arm]; i++) {
            double value = of->of[arm][i].value;
            if (is_within(r, value) || looks_like_none(value))
                continue;
            most = fmax(most, value);
            own += i == 0 || of->of[arm][i - 1].value < value;
        }
        *different = own > *different ? own : *different;
    }
    return most;
}

/* Whether the arm alone has them. Fills what is lost of what. */
static bool is_of_arm(const hl_context *context, const hl_arm_amounts *of, size_t arm,
                      const range *r, hl_losses *l)
{
    double n = 0, others = 0, all = 0;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l->lost[i] = count_within(of, i, r, &l->all[i]);
        n += i == arm ? 0 : l->lost[i];
        others += i == arm ? 0 : l->all[i];
        all += l->all[i];
    }
    double expected = l->all[arm] > 0 ? l->lost[arm] / l->all[arm] * others : 0;
    return all > 0 && l->lost[arm] >= enough && expected >= enough && n <= hardly * expected &&
           hl_analysis__are_apart(context, l);
}

static bool is_known(const hl_context *context, size_t metric, double value)
{
    const hl_cells *cells = context->cells;
    double number = 0;
    for (size_t k = 0; k < cells->stand_in_count; k++) {
        const hl_stand_in *s = &cells->stand_ins[k];
        if (s->metric == metric && hl_base__number_parse(s->value, strlen(s->value), &number) &&
            number == value)
            return true;
    }
    return false;
}

/* ---- what is said */

static const char *number_text(hl_context *context, double value)
{
    char number[HL_NUMBER_TEXT];
    hl_text text = {0};
    hl_base__text_add(&text, value == floor(value) ? hl_base__number_fixed(value, 0, number)
                                                   : hl_base__number_fixed(value, 2, number));
    return hl_analysis__keep(context, &text);
}

static void tell_days(hl_context *context, size_t arm, const range *r, hl_losses *l)
{
    const int32_t epoch = 25569; /* 1970-01-01 */
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_DAY_NUMBERS, l->metric, arm);
    finding.name = number_text(context, r->first);
    finding.meant = hl_analysis__day_name(context, (int32_t)r->first - epoch);
    finding.n = l->lost[arm];
    finding.of = l->all[arm];
    finding.share = finding.n / finding.of;
    hl_analysis__check(context, HL_CHECK_STAND_INS, hl_analysis__blocking(context), &finding);
}

static void tell_value(hl_context *context, double value, bool far, hl_losses *l)
{
    l->name = number_text(context, value);
    hl_analysis__sum_losses(context, l);
    hl_analysis__tell_losses(context, l, HL_CHECK_STAND_INS,
                             far ? HL_FOUND_STAND_INS_APART : HL_FOUND_VALUE_OF_ARM,
                             far ? hl_analysis__blocking(context) : HL_CHECK_WARN);
}

/* ---- an arm */

/* Whole numbers of days beyond all other amounts: from the first such to the last. True: it told
 * of them. */
static bool look_for_days(hl_context *context, const hl_arm_amounts *of, size_t arm, hl_losses *l)
{
    range r = {HL_INFINITY, 0, true};
    size_t different = 0;
    double other = 0;
    for (size_t k = 0; k < context->design->arm_count; k++)
        for (size_t i = 0; k != arm && i < of->counts[k]; i++)
            other = fmax(other, of->of[k][i].value);
    for (size_t i = 0; i < of->counts[arm]; i++) {
        double value = of->of[arm][i].value;
        if (!is_day(value) || value <= other)
            continue;
        r.first = fmin(r.first, value);
        r.last = fmax(r.last, value);
    }
    if (!(r.last > 0))
        return false;
    bool one_price = r.first == r.last && (is_price(r.first) || looks_like_none(r.first));
    if (r.last - r.first > most_days || one_price ||
        largest_other(context, of, &r, &different) >= r.first ||
        !is_of_arm(context, of, arm, &r, l))
        return false;
    tell_days(context, arm, &r, l);
    return true;
}

/* How often any other amount stands there, in any arm. */
static double most_repeated(const hl_context *context, const hl_arm_amounts *of, double value)
{
    double most = 0;
    for (size_t arm = 0; arm < context->design->arm_count; arm++) {
        double times = 0;
        for (size_t i = 0; i < of->counts[arm]; i++) {
            const hl_amount *a = &of->of[arm][i];
            times = i > 0 && of->of[arm][i - 1].value == a->value ? times : 0;
            times += (double)a->times;
            most = a->value != value ? fmax(most, times) : most;
        }
    }
    return most;
}

/* A day alone among amounts of which none comes a quarter as often. */
static bool is_one_day(const hl_context *context, const hl_arm_amounts *of, size_t arm,
                       const range *r, const hl_losses *l)
{
    const double times = 4;
    size_t different = 0;
    (void)largest_other(context, of, r, &different);
    return different >= many && l->lost[arm] >= times * most_repeated(context, of, r->first);
}

static bool is_looked_for(double value)
{
    return looks_like_none(value) || (is_day(value) && !is_price(value));
}

static void look_for_values(hl_context *context, const hl_arm_amounts *of, size_t arm, hl_losses *l)
{
    for (size_t i = 0; i < of->counts[arm] && !context->failed; i++) {
        double value = of->of[arm][i].value;
        range r = {value, value, false};
        size_t different = 0;
        if ((i > 0 && of->of[arm][i - 1].value == value) || !is_looked_for(value) ||
            is_known(context, of->metric, value) || !is_of_arm(context, of, arm, &r, l))
            continue;
        if (!looks_like_none(value)) {
            if (is_one_day(context, of, arm, &r, l))
                tell_days(context, arm, &r, l);
            continue;
        }
        double other = largest_other(context, of, &r, &different);
        tell_value(context, value, different >= many && value > far_off * other, l);
        l->n = l->of = 0;
    }
}

void hl_analysis__check_repeated_values(hl_context *context)
{
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->amount_count; k++)
        for (size_t arm = 0; arm < context->design->arm_count && !context->failed; arm++) {
            hl_losses l = {.metric = cells->amounts[k].metric};
            if (!hl_analysis__make_losses(context, &l))
                return;
            if (!look_for_days(context, &cells->amounts[k], arm, &l))
                look_for_values(context, &cells->amounts[k], arm, &l);
        }
}
