/* Rows: always-valid comparison of two rates. */
#include "base/number.h"
#include "calc/method.h"
#include "stats/anytime_ratio.h"

static const hl_calc_input in_ratio[] = {
    {.name = "xc", .low = 0, .high = 1e15, .about = "converted users in control"},
    {.name = "xt", .low = 0, .high = 1e15, .about = "converted users in treatment"},
    {.name = "rho", .low = 0, .high = 1, .about = "share of users assigned to the treatment"},
    {.name = "conf",
     .low = 0,
     .high = 1,
     .optional = true,
     .otherwise = 0.95,
     .about = "confidence at all looks together"},
    {.name = "a",
     .low = 1e-6,
     .high = 1e15,
     .optional = true,
     .otherwise = (double)NAN,
     .about = "Beta prior of the treatment's share (100 rho when not given)"},
    {.name = "b",
     .low = 1e-6,
     .high = 1e15,
     .optional = true,
     .otherwise = (double)NAN,
     .about = "Beta prior (100 (1 - rho) when not given)"},
};
static const hl_calc_output out_ratio[] = {
    {"lift", HL_CALC_NUMBER, "ratio of rates - 1"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
    {"p", HL_CALC_NUMBER, "always-valid p"},
    {"log_e", HL_CALC_NUMBER, "log evidence against no effect"},
};

static double or_default(const hl_arg *arg, double share)
{
    return arg->present ? arg->number : HL_ANYTIME_STRENGTH * share;
}

static hl_status run_ratio(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    double rho = in[2].number, conf = in[3].number;
    if (!(rho > 0 && rho < 1) || !(conf > 0 && conf < 1))
        return hl_error_set(err, HL_REJECTED, "rho and conf must lie between 0 and 1");
    hl_anytime result =
        hl_stats__anytime_ratio(in[0].number, in[1].number, rho, conf, or_default(&in[4], rho),
                                or_default(&in[5], 1 - rho));
    out[0].number = result.lift;
    out[1].number = result.low;
    out[2].number = result.high;
    out[3].number = result.p;
    out[4].number = result.log_e;
    return HL_OK;
}

static const hl_method methods[] = {
    {"anytime_ratio", "always-valid interval of the lift of a rate",
     "Robbins 1970; Lindon & Malek 2022", in_ratio, 6, out_ratio, 5, run_ratio},
};

const hl_method_family hl_calc__family_anytime = {"anytime", methods,
                                                  sizeof methods / sizeof methods[0]};
