/* Rows: the default comparison of two proportions. */
#include "base/number.h"
#include "calc/method.h"
#include "calc/two_rates_rows.h"
#include "stats/scas.h"

static const hl_calc_output out_diff[] = {
    {"diff", HL_CALC_NUMBER, "xt/nt-xc/nc"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
};
static const hl_calc_output out_ratio[] = {
    {"ratio", HL_CALC_NUMBER, "(xt/nt)/(xc/nc)"},
    {"lo", HL_CALC_NUMBER, "lower limit of the ratio"},
    {"hi", HL_CALC_NUMBER, "upper limit of the ratio"},
};
static const hl_calc_output out_test[] = {
    {"z", HL_CALC_NUMBER, "statistic"},
    {"p_two", HL_CALC_NUMBER, "two-sided p"},
};

static hl_status run_interval(const hl_arg *in, hl_out *out, hl_error *err,
                              hl_scas (*compute)(const hl_two_rates *, double))
{
    hl_two_rates rates;
    double conf;
    hl_status status = hl_calc__two_rates_read(in, &rates, &conf, err);
    if (status != HL_OK)
        return status;
    hl_scas result = compute(&rates, conf);
    out[0].number = result.estimate;
    out[1].number = result.low;
    out[2].number = result.high;
    return HL_OK;
}

static hl_status run_diff(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    return run_interval(in, out, err, hl_stats__scas_diff);
}

static hl_status run_ratio(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    return run_interval(in, out, err, hl_stats__scas_ratio);
}

static hl_status run_test(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_two_rates rates;
    double conf;
    hl_status status = hl_calc__two_rates_read(in, &rates, &conf, err);
    if (status != HL_OK)
        return status;
    hl_scas result = hl_stats__scas_test(&rates);
    out[0].number = result.z;
    out[1].number = result.p;
    return HL_OK;
}

static const hl_method methods[] = {
    {"scas_diff", "skewness-corrected score interval of the difference (the default)", "Laud 2017",
     hl_calc__two_rates_in, HL_TWO_RATES_INPUTS, out_diff, 3, run_diff},
    {"scas_ratio", "skewness-corrected score interval of the ratio (the default)", "Laud 2017",
     hl_calc__two_rates_in, HL_TWO_RATES_INPUTS, out_ratio, 3, run_ratio},
    {"scas_test", "skewness-corrected score test of no effect (the default)", "Laud 2017",
     hl_calc__two_rates_in, HL_TWO_RATES_INPUTS, out_test, 2, run_test},
};

const hl_method_family hl_calc__family_scas = {"scas", methods, sizeof methods / sizeof methods[0]};
