/* Amounts of a flat file in more than one currency: a column names them, or some amounts name one
 * and others none. Their sum is none, which is told. Where arms have them unlike, a comparison is
 * one of currencies: no verdict (p < 0.001 of alike shares, of any of them, times their number).
 * Amounts without a currency beside those of one are only told where arms have them unlike.
 * docs/statistics/losses.md */
#include <math.h>
#include <string.h>

#include "analysis/data_checks.h"
#include "base/number.h"
#include "stats/unlike_shares.h"

static double total(const hl_context *context, const hl_currency_amounts *of)
{
    double all = 0;
    for (size_t i = 0; i < context->design->arm_count; i++)
        all += (double)of->by_arm[i];
    return all;
}

/* Of those that name a currency the most frequent; in cells it is none that is usual. */
static size_t find_usual(const hl_context *context, const hl_mixed_amounts *mixed)
{
    size_t usual = SIZE_MAX;
    for (size_t k = 0; k < mixed->count; k++) {
        bool fits = (mixed->of[k].name[0] == '\0') == mixed->in_cells;
        if (fits && (usual == SIZE_MAX ||
                     total(context, &mixed->of[k]) > total(context, &mixed->of[usual])))
            usual = k;
    }
    return usual;
}

/* How many currencies the experiment's rows name. */
static size_t count_named(const hl_context *context, const hl_mixed_amounts *mixed)
{
    size_t named = 0;
    for (size_t k = 0; k < mixed->count; k++)
        named += mixed->of[k].name[0] != '\0' && total(context, &mixed->of[k]) > 0;
    return named;
}

/* The p of alike shares, of the currency that is most unlike. */
static double least_p(const hl_context *context, const hl_mixed_amounts *mixed, double *shares,
                      const double *all)
{
    size_t arms = context->design->arm_count;
    double least = HL_NAN;
    for (size_t k = 0; k < mixed->count; k++) {
        for (size_t i = 0; i < arms; i++)
            shares[i] = (double)mixed->of[k].by_arm[i];
        least = fmin(least, hl_stats__unlike_shares(shares, all, arms) * (double)mixed->count);
    }
    return fmin(least, 1);
}

static void tell(hl_context *context, const hl_mixed_amounts *mixed, hl_finding *finding,
                 const double *others, const double *all)
{
    bool apart = finding->p < HL_SRM_BLOCKS;
    static const hl_finding_code codes[2][2] = {
        {HL_FOUND_CURRENCIES, HL_FOUND_CURRENCIES_APART},
        {HL_FOUND_CURRENCY_OF_SOME, HL_FOUND_CURRENCY_OF_SOME_APART}};
    finding->code = codes[mixed->in_cells][apart];
    finding->metric = mixed->metric;
    finding->meant = mixed->column;
    finding->share = finding->n / finding->of;
    hl_finding_item *items = hl_analysis__arm_items(context, finding, others);
    for (size_t i = 0; items != NULL && i < context->design->arm_count; i++)
        items[i].of = all[i];
    hl_analysis__check(context, HL_CHECK_CURRENCIES,
                       apart ? hl_analysis__blocking(context) : HL_CHECK_WARN, finding);
}

/* An amount that names a currency, of those that some do. */
static const char *example_of(const hl_mixed_amounts *mixed)
{
    size_t k = 0;
    while (k + 1 < mixed->count && mixed->of[k].name[0] == '\0')
        k++;
    return mixed->of[k].name;
}

void hl_analysis__check_currencies(hl_context *context)
{
    const hl_mixed_amounts *mixed = &context->cells->mixed;
    size_t arms = context->design->arm_count;
    size_t usual = find_usual(context, mixed);
    double *others = hl_analysis__array(context, arms, sizeof *others);
    double *all = hl_analysis__array(context, arms, sizeof *all);
    hl_finding finding = hl_analysis__finding(HL_FOUND_CURRENCIES);
    if (mixed->count == 0 || usual == SIZE_MAX || others == NULL || all == NULL)
        return;
    for (size_t k = 0; k < mixed->count; k++)
        for (size_t i = 0; i < arms; i++)
            all[i] += (double)mixed->of[k].by_arm[i];
    finding.p = least_p(context, mixed, others, all);
    finding.n = finding.of = 0;
    for (size_t i = 0; i < arms; i++) {
        others[i] = all[i] - (double)mixed->of[usual].by_arm[i];
        finding.n += others[i];
        finding.of += all[i];
    }
    finding.name = mixed->in_cells ? example_of(mixed) : mixed->of[usual].name;
    bool several = mixed->in_cells || count_named(context, mixed) > 1;
    if (finding.n > 0 && (several || finding.p < HL_SRM_BLOCKS))
        tell(context, mixed, &finding, others, all);
}
