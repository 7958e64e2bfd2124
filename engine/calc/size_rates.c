/* Plans of rates that are read by the score test at one level: by its approximation where counts
 * are large (stats/power_score.h), and where they are small by going through them, with the exact
 * test that is then read beside it (stats/power_counts.h). Touches are worth a real number of units
 * and have no exact test. */
#include <math.h>

#include "calc/size_plan.h"
#include "stats/power_counts.h"
#include "stats/power_score.h"

static hl_rates_plan rates_of(const hl_size_plan *p, double difference)
{
    double baseline = p->request->baseline;
    return (hl_rates_plan){baseline, baseline + difference, p->alpha, p->ratio};
}

/* Fills what is to be gone through; false where the approximation will do. */
static bool must_count(const hl_size_plan *p, double control_users, double difference,
                       hl_counts_plan *counts)
{
    double baseline = p->request->baseline, nc = floor(control_users);
    *counts = (hl_counts_plan){nc, floor(control_users * p->ratio * (1 + 1e-9)), baseline,
                               baseline + difference, p->alpha};
    return hl_calc__size_worth(p, 1) == 1 && nc >= 1 && hl_stats__counts_jump(counts);
}

/* Of an uncorrected p, as Dunnett's method leaves the exact one, nothing is kept that the score
 * rejects. */
static hl_status lay_bar(const hl_size_plan *p, const hl_counts_plan *counts, hl_exact_bar *bar,
                         hl_error *err)
{
    *bar = (hl_exact_bar){false, 1};
    return p->request->correction == HL_CORRECT_DUNNETT ? HL_OK
                                                        : hl_stats__exact_bar(counts, bar, err);
}

hl_status hl_calc__rates_users(const hl_size_plan *p, double difference, double *control_users,
                               hl_error *err)
{
    double power = p->request->power;
    hl_rates_plan rates = rates_of(p, difference);
    double n = hl_stats__n_score(&rates, power);
    hl_counts_plan counts;
    hl_exact_bar bar;
    *control_users = n / hl_calc__size_worth(p, 1);
    if (!must_count(p, ceil(*control_users), difference, &counts))
        return HL_OK;
    hl_status status = lay_bar(p, &counts, &bar, err);
    if (status == HL_OK)
        *control_users = hl_stats__n_counts(&counts, p->ratio, power, &bar);
    return status;
}

hl_status hl_calc__rates_power(const hl_size_plan *p, double control_users, double difference,
                               double *power, hl_error *err)
{
    hl_rates_plan rates = rates_of(p, difference);
    hl_counts_plan counts;
    hl_exact_bar bar;
    *power = hl_stats__power_score(&rates, hl_calc__size_worth(p, control_users));
    if (!must_count(p, control_users, difference, &counts))
        return HL_OK;
    hl_status status = lay_bar(p, &counts, &bar, err);
    if (status == HL_OK)
        *power = hl_stats__power_counts(&counts, &bar);
    return status;
}

hl_status hl_calc__rates_effect(const hl_size_plan *p, double control_users, bool upper,
                                double *difference, hl_error *err)
{
    double baseline = p->request->baseline, power = p->request->power;
    hl_rates_plan rates = rates_of(p, 0);
    double worth = hl_calc__size_worth(p, control_users);
    double found = hl_stats__mde_score(&rates, worth, power, upper);
    hl_counts_plan counts;
    hl_exact_bar bar;
    *difference = found - baseline;
    double guess = isnan(found) ? (upper ? 1 - baseline : -baseline) / 2 : *difference;
    if (!must_count(p, control_users, guess, &counts))
        return HL_OK;
    hl_status status = lay_bar(p, &counts, &bar, err);
    if (status == HL_OK)
        *difference = hl_stats__mde_counts(&counts, power, upper, &bar) - baseline;
    return status;
}
