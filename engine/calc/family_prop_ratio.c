/* Rows: the ratio of two proportions, and the odds ratio. */
#include "base/number.h"
#include "calc/method.h"
#include "calc/two_rates_rows.h"
#include "stats/rate_ratio.h"
#include "stats/score.h"

static const hl_calc_output out_ratio[] = {
    {"ratio", HL_CALC_NUMBER, "(xt/nt)/(xc/nc)"},
    {"lo", HL_CALC_NUMBER, "lower limit of the ratio"},
    {"hi", HL_CALC_NUMBER, "upper limit of the ratio"},
};
static const hl_calc_output out_odds[] = {
    {"oddsratio", HL_CALC_NUMBER, "xt(nc-xc)/((nt-xt)xc)"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
};
static const hl_calc_output out_lift[] = {
    {"lift", HL_CALC_NUMBER, "relative lift"},
    {"se", HL_CALC_NUMBER, "standard error"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
    {"p_two", HL_CALC_NUMBER, "two-sided p of lift=0"},
};

static hl_status put_range(const hl_arg *in, hl_out *out, hl_error *err,
                           double (*estimate)(const hl_two_rates *),
                           hl_range (*compute)(const hl_two_rates *, double))
{
    hl_two_rates rates;
    double conf;
    hl_status status = hl_calc__two_rates_read(in, &rates, &conf, err);
    if (status != HL_OK)
        return status;
    hl_range range = compute(&rates, conf);
    out[0].number = estimate(&rates);
    out[1].number = range.low;
    out[2].number = range.high;
    return HL_OK;
}

/* These rows answer null, not infinity, without a success in the control. */
static double ratio_or_none(const hl_two_rates *rates)
{
    double ratio = hl_stats__rate_ratio(rates);
    return isfinite(ratio) ? ratio : HL_NAN;
}

static hl_range koopman(const hl_two_rates *rates, double conf)
{
    return hl_stats__score_ratio(rates, HL_SCORE_PLAIN, conf);
}

static hl_range miettinen_nurminen(const hl_two_rates *rates, double conf)
{
    return hl_stats__score_ratio(rates, HL_SCORE_FACTOR, conf);
}

static hl_range odds_score(const hl_two_rates *rates, double conf)
{
    return hl_stats__odds_score(rates, conf, true);
}

/* The arena of hl_method.run is not needed by closed forms. */
#define ROW(name, estimate, compute)                                                               \
    static hl_status name(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)           \
    {                                                                                              \
        (void)arena;                                                                               \
        return put_range(in, out, err, estimate, compute);                                         \
    }
ROW(run_katz, ratio_or_none, hl_stats__katz_log)
ROW(run_log_adjusted, ratio_or_none, hl_stats__log_adjusted)
ROW(run_koopman, ratio_or_none, koopman)
ROW(run_miettinen_nurminen, ratio_or_none, miettinen_nurminen)
ROW(run_woolf, hl_stats__odds_ratio, hl_stats__odds_woolf)
ROW(run_gart, hl_stats__odds_ratio, hl_stats__odds_gart)
ROW(run_odds_score, hl_stats__odds_ratio, odds_score)

static hl_status run_lift_delta(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_two_rates rates;
    double conf;
    hl_status status = hl_calc__two_rates_read(in, &rates, &conf, err);
    if (status != HL_OK)
        return status;
    hl_linear_lift result = hl_stats__lift_delta(&rates, conf);
    out[0].number = result.lift;
    out[1].number = result.error;
    out[2].number = result.low;
    out[3].number = result.high;
    out[4].number = result.p;
    return HL_OK;
}

#define IN hl_calc__two_rates_in, HL_TWO_RATES_INPUTS

static const hl_method methods[] = {
    {"katz_log", "interval of the ratio on the log scale", "Katz et al. 1978", IN, out_ratio, 3,
     run_katz},
    {"log_adjusted", "Katz on x + 1/2, n + 1/2", "Walter 1975", IN, out_ratio, 3, run_log_adjusted},
    {"koopman", "score interval of the ratio, without N/(N-1)", "Koopman 1984", IN, out_ratio, 3,
     run_koopman},
    {"miettinen_nurminen_ratio", "score interval of the ratio, with N/(N-1)",
     "Miettinen & Nurminen 1985", IN, out_ratio, 3, run_miettinen_nurminen},
    {"lift_delta", "delta-method interval of the lift on the linear scale", "delta method", IN,
     out_lift, 5, run_lift_delta},
    {"odds_woolf", "odds ratio, log scale", "Woolf 1955", IN, out_odds, 3, run_woolf},
    {"odds_gart", "odds ratio, log scale, cells + 1/2", "Gart 1966", IN, out_odds, 3, run_gart},
    {"odds_score_mn", "odds ratio, score interval with N/(N-1)", "Miettinen & Nurminen 1985", IN,
     out_odds, 3, run_odds_score},
};

const hl_method_family hl_calc__family_prop_ratio = {"prop_ratio", methods,
                                                     sizeof methods / sizeof methods[0]};
