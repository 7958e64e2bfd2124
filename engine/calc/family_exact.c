/* Rows: exact tests of two proportions. */
#include <math.h>

#include "base/number.h"
#include "calc/method.h"
#include "calc/two_rates_rows.h"
#include "stats/barnard.h"
#include "stats/boschloo.h"
#include "stats/fisher.h"
#include "stats/unconditional.h"

#define COUNT_INPUT(key, meaning)                                                                  \
    {                                                                                              \
        .name = (key), .low = 0, .high = 1e9, .integer = true, .about = (meaning)                  \
    }

static const hl_calc_input in_exact[] = {
    COUNT_INPUT("xc", "successes in control"),
    COUNT_INPUT("nc", "users in control"),
    COUNT_INPUT("xt", "successes in treatment"),
    COUNT_INPUT("nt", "users in treatment"),
    {.name = "conf",
     .low = 0,
     .high = 1,
     .optional = true,
     .otherwise = 0.95,
     .about = "two-sided confidence level"},
};
static const hl_calc_output out_fisher[] = {
    {"p_two", HL_CALC_NUMBER, "two-sided: tables not more probable than the observed one"},
    {"p_two_r", HL_CALC_NUMBER, "the same within the relative tolerance 1e-7 of R"},
    {"p_less", HL_CALC_NUMBER, "H1 treatment rate lower"},
    {"p_greater", HL_CALC_NUMBER, "H1 treatment rate higher"},
    {"p_obs", HL_CALC_NUMBER, "probability of the observed table"},
    {"log10_p_two", HL_CALC_NUMBER, "log10 of p_two"},
};
static const hl_calc_output out_odds[] = {
    {"oddsratio", HL_CALC_NUMBER, "conditional maximum likelihood"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
};
static const hl_calc_output out_barnard[] = {
    {"p_two", HL_CALC_NUMBER, "p with pooled z"},
    {"pi_two", HL_CALC_NUMBER, "common rate where p_two is reached (one of several)"},
    {"p_greater", HL_CALC_NUMBER, "H1 treatment rate higher"},
    {"p_less", HL_CALC_NUMBER, "H1 treatment rate lower"},
};
static const hl_calc_output out_boschloo[] = {
    {"p_less", HL_CALC_NUMBER, "H1 treatment rate lower"},
    {"p_greater", HL_CALC_NUMBER, "H1 treatment rate higher"},
    {"p_two_central", HL_CALC_NUMBER, "twice the smaller of these"},
    {"p_two_minlike", HL_CALC_NUMBER, "with the two-sided Fisher p as statistic"},
};

static hl_status run_fisher(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_two_rates rates;
    hl_status status = hl_calc__two_rates_counts(in, &rates, err);
    if (status != HL_OK)
        return status;
    hl_fisher result = hl_stats__fisher(&rates);
    out[0].number = result.p_two;
    out[1].number = result.p_two_r;
    out[2].number = result.p_less;
    out[3].number = result.p_greater;
    out[4].number = result.p_obs;
    out[5].number = result.log10_p_two;
    return HL_OK;
}

static hl_status run_fisher_or(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_two_rates rates;
    double conf;
    hl_status status = hl_calc__two_rates_read(in, &rates, &conf, err);
    if (status != HL_OK)
        return status;
    hl_fisher_odds result = hl_stats__fisher_odds(&rates, conf);
    out[0].number = result.odds;
    out[1].number = result.range.low;
    out[2].number = result.range.high;
    return HL_OK;
}

/* Why there is no answer. */
static hl_status check_size(const hl_two_rates *rates, hl_error *err)
{
    if (hl_stats__rates_empty(rates) || hl_stats__unconditional_feasible(rates))
        return HL_OK;
    return hl_error_set(err, HL_REJECTED,
                        "every table is gone through: of at most %lld users, found %lld",
                        (long long)HL_MOST_USERS, (long long)(rates->nc + rates->nt));
}

static hl_status run_barnard(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_two_rates rates;
    hl_barnard result;
    hl_status status = hl_calc__two_rates_counts(in, &rates, err);
    if (status == HL_OK)
        status = check_size(&rates, err);
    if (status == HL_OK)
        status = hl_stats__barnard(&rates, &result, err);
    if (status != HL_OK)
        return status;
    out[0].number = result.p_two;
    out[1].number = result.rate_two;
    out[2].number = result.p_greater;
    out[3].number = result.p_less;
    return HL_OK;
}

static hl_status run_boschloo(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_two_rates rates;
    hl_boschloo result;
    hl_status status = hl_calc__two_rates_counts(in, &rates, err);
    if (status == HL_OK)
        status = check_size(&rates, err);
    if (status == HL_OK)
        status = hl_stats__boschloo(&rates, &result, err);
    if (status != HL_OK)
        return status;
    out[0].number = result.p_less;
    out[1].number = result.p_greater;
    out[2].number = result.p_two_central;
    out[3].number = result.p_two_minlike;
    return HL_OK;
}

static const hl_method methods[] = {
    {"fisher", "Fisher's exact test", "Fisher 1935", in_exact, 4, out_fisher, 6, run_fisher},
    {"fisher_or", "conditional odds ratio and exact interval", "Cornfield 1956", in_exact, 5,
     out_odds, 3, run_fisher_or},
    {"barnard", "unconditional exact test, pooled z", "Barnard 1945", in_exact, 4, out_barnard, 4,
     run_barnard},
    {"boschloo", "unconditional exact test, Fisher's p", "Boschloo 1970", in_exact, 4, out_boschloo,
     4, run_boschloo},
};

const hl_method_family hl_calc__family_exact = {"exact", methods,
                                                sizeof methods / sizeof methods[0]};
