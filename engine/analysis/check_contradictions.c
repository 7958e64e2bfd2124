/* Columns of which one cannot be without the other, and yet is: a revenue of who did not buy,
 * clicks of who opened nothing. Which of the two is wrong no number says; that both are right of
 * one arm and not of another is no effect of a message, but of how the arms' tables were made.
 *
 * In an arm the columns must agree (2 % at most contradict) and in another not, by four times as
 * much, and beyond chance: columns that mean different things ("converted" to a subscription beside
 * the revenue of a shop) contradict in all arms, more or less, and are told at most.
 *   - A sum without its base: no verdict. Of a ratio whose numerator is no part of the denominator
 *     (revenue by sessions: who telephones has no session) it is told.
 *   - A base without its sum may be what a voucher does, orders for nothing. Then who pays does not
 *     become rarer; where amounts were lost, they do: no verdict only then.
 * docs/statistics/losses.md */
#include <math.h>

#include "analysis/losses.h"
#include "base/number.h"
#include "stats/unlike_shares.h"

static const double agree = 0.02, times = 4; /* shares */
static const double told = 0.005, other_things = 0.5;

/* ---- counts */

typedef enum side { SUM_ALONE, BASE_ALONE, BASE_BELOW } side;

static void count_side(const hl_context *context, const hl_column_pair *pair, side which,
                       hl_losses *out)
{
    for (size_t i = 0; i < context->design->arm_count; i++) {
        const hl_pair_counts *c = &pair->by_arm[i];
        const int64_t lost[] = {c->sums_alone, c->bases_alone, c->below};
        const int64_t all[] = {c->sums, c->bases, c->rows};
        out->lost[i] = (double)lost[which];
        out->all[i] = (double)all[which];
    }
    hl_analysis__sum_losses(context, out);
}

/* The shares of the arms that have the least and the most; of arms that have any. */
typedef struct spread {
    double least, most;
    size_t arm; /* that has the most */
} spread;

static spread spread_of(const hl_context *context, const hl_losses *l)
{
    spread out = {HL_INFINITY, 0, 0};
    for (size_t i = 0; i < context->design->arm_count; i++) {
        double share = l->all[i] > 0 ? l->lost[i] / l->all[i] : HL_NAN;
        out.least = fmin(out.least, share);
        if (share > out.most) {
            out.most = share;
            out.arm = i;
        }
    }
    return out;
}

static bool is_apart(const hl_context *context, const hl_losses *l)
{
    spread s = spread_of(context, l);
    return l->p < HL_SRM_BLOCKS && s.least <= agree && s.most > fmax(agree, times * s.least);
}

/* ---- what it means */

/* Clicks of those who opened: whole numbers, and nearly never more. */
static bool is_part(const hl_context *context, const hl_column_pair *pair)
{
    const double nearly = 0.8;
    double parts = 0, both = 0;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        parts += (double)pair->by_arm[i].parts;
        both += (double)(pair->by_arm[i].sums - pair->by_arm[i].sums_alone);
    }
    return both > 0 && parts > nearly * both;
}

/* Whether those who have both are rarer in the arm than in all others together. Of the rows that
 * are in the sample, however many it took: their numbers are held against those of all rows. */
static bool fewer_pay(const hl_context *context, const hl_column_pair *pair, size_t arm)
{
    const double shown = 2.33; /* one-sided 1 % */
    double paid = 0, of_arm = 0, rows = 0, all = 0;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        const hl_pair_counts *c = &pair->by_arm[i];
        double n = (double)hl_analysis__count(context, (uint32_t)i, HL_COUNT_TOUCHES,
                                              context->counted_day);
        paid += (double)(c->bases - c->bases_alone);
        of_arm += i == arm ? (double)(c->bases - c->bases_alone) : 0;
        all += n;
        rows += i == arm ? n : 0;
    }
    double share = all > 0 ? rows / all : 0;
    return of_arm - paid * share < -shown * sqrt(paid * share * (1 - share));
}

static void tell(hl_context *context, const hl_column_pair *pair, hl_losses *l,
                 hl_finding_code code, hl_check_status status)
{
    l->metric = pair->metric;
    l->name = pair->base;
    l->meant = pair->sum;
    hl_analysis__tell_losses(context, l, HL_CHECK_CONTRADICTIONS, code, status);
}

/* Of so few nothing is said, nor where the columns mean other things. */
static bool is_told(const hl_losses *l)
{
    const double few = 3;
    return l->n >= few && l->n > told * l->of && l->n < other_things * l->of;
}

static void judge(hl_context *context, const hl_column_pair *pair, side which, double tests)
{
    static const hl_finding_code codes[][2] = {
        [SUM_ALONE] = {HL_FOUND_SUM_ALONE, HL_FOUND_SUM_ALONE_APART},
        [BASE_ALONE] = {HL_FOUND_BASE_ALONE, HL_FOUND_BASE_ALONE_APART},
    };
    hl_losses l = {.metric = SIZE_MAX};
    if (!hl_analysis__make_losses(context, &l))
        return;
    count_side(context, pair, which, &l);
    l.p = fmin(1, tests * hl_stats__unlike_shares(l.lost, l.all, context->design->arm_count));
    bool apart = is_apart(context, &l);
    bool wrong = which == SUM_ALONE ? !pair->of_ratio || is_part(context, pair)
                                    : fewer_pay(context, pair, spread_of(context, &l).arm);
    if (apart && wrong)
        tell(context, pair, &l, codes[which][1], hl_analysis__blocking(context));
    else if (apart || is_told(&l))
        tell(context, pair, &l, codes[which][0], HL_CHECK_WARN);
}

/* How many divisors are below 0, where it is not told as a sign of one arm. */
static void tell_below(hl_context *context, const hl_column_pair *pair)
{
    hl_losses l = {.metric = SIZE_MAX};
    if (!hl_analysis__make_losses(context, &l))
        return;
    count_side(context, pair, BASE_BELOW, &l);
    if (l.n > 0)
        tell(context, pair, &l, HL_FOUND_BASE_BELOW, HL_CHECK_WARN);
}

void hl_analysis__check_contradictions(hl_context *context)
{
    const hl_cells *cells = context->cells;
    for (size_t i = 0; i < cells->pair_count && !context->failed; i++) {
        const hl_column_pair *pair = &cells->pairs[i];
        if (pair->unlike)
            continue;
        judge(context, pair, SUM_ALONE, 2 * (double)cells->pair_count);
        if (pair->of_ratio)
            tell_below(context, pair);
        else
            judge(context, pair, BASE_ALONE, 2 * (double)cells->pair_count);
    }
}
