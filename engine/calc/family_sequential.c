/* Rows: always-valid inference. */
#include "base/number.h"
#include "calc/method.h"
#include "stats/sequence_mixture.h"

static const hl_calc_input in_rho[] = {
    {.name = "alpha", .low = 0, .high = 1, .about = "level"},
    {.name = "nstar", .low = 1e-6, .high = 1e18, .about = "units at which it is tightest"},
    {.name = "sides",
     .low = 1,
     .high = 2,
     .integer = true,
     .optional = true,
     .otherwise = 2,
     .about = "2 or 1"},
};
static const hl_calc_output out_rho[] = {{"rho", HL_CALC_NUMBER, "tuning parameter"}};
static const hl_calc_input in_gavi[] = {
    {.name = "est", .low = -1e300, .high = 1e300, .about = "estimate"},
    {.name = "se", .low = 0, .high = 1e300, .about = "its fixed-n standard error"},
    {.name = "n", .low = 0, .high = 1e18, .about = "units in both arms"},
    {.name = "alpha", .low = 0, .high = 1, .optional = true, .otherwise = 0.05, .about = "level"},
    {.name = "nstar",
     .low = 1e-6,
     .high = 1e18,
     .optional = true,
     .otherwise = 5000,
     .about = "units at which it is tightest"},
};
static const hl_calc_output out_gavi[] = {
    {"rho", HL_CALC_NUMBER, "tuning parameter"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
    {"p", HL_CALC_NUMBER, "always-valid p"},
};
static const hl_calc_output out_greater[] = {
    {"rho", HL_CALC_NUMBER, "tuning parameter"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"p", HL_CALC_NUMBER, "always-valid p of: greater than 0"},
};
static const hl_calc_input in_msprt[] = {
    {.name = "est", .low = -1e300, .high = 1e300, .about = "estimate"},
    {.name = "se", .low = 0, .high = 1e300, .about = "its standard error"},
    {.name = "tau2", .low = 0, .high = 1e300, .about = "mixing variance"},
    {.name = "alpha", .low = 0, .high = 1, .optional = true, .otherwise = 0.05, .about = "level"},
};
static const hl_calc_output out_msprt[] = {
    {"lam", HL_CALC_NUMBER, "mixture likelihood ratio"},
    {"p", HL_CALC_NUMBER, "always-valid p"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
    {"log_lam", HL_CALC_NUMBER, "logarithm of lam"},
};
static const hl_calc_input in_path[] = {
    {.name = "est",
     .kind = HL_CALC_LIST,
     .low = -1e300,
     .high = 1e300,
     .about = "estimate at each look"},
    {.name = "se", .kind = HL_CALC_LIST, .low = 0, .high = 1e300, .about = "standard errors"},
    {.name = "tau2", .low = 0, .high = 1e300, .about = "mixing variance"},
    {.name = "alpha", .low = 0, .high = 1, .optional = true, .otherwise = 0.05, .about = "level"},
};
static const hl_calc_output out_path[] = {
    {"p", HL_CALC_LIST, "running always-valid p"},
    {"lo", HL_CALC_LIST, "running intersection, lower limits"},
    {"hi", HL_CALC_LIST, "upper limits"},
    {"stop", HL_CALC_NUMBER, "first look (from 1) with p <= alpha; 0 if none"},
};

static hl_status check_alpha(double alpha, hl_error *err)
{
    if (alpha <= 0 || alpha >= 1)
        return hl_error_set(err, HL_REJECTED, "alpha must lie between 0 and 1");
    return HL_OK;
}

static hl_status run_rho(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    out[0].number = hl_stats__sequence_rho(in[0].number, in[1].number, (int)in[2].number);
    return check_alpha(in[0].number, err);
}

static hl_status run_gavi(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    double rho = hl_stats__sequence_rho(in[3].number, in[4].number, 2);
    hl_sequence s = hl_stats__gavi(in[0].number, in[1].number, in[2].number, in[3].number, rho);
    out[0].number = rho;
    out[1].number = s.low;
    out[2].number = s.high;
    out[3].number = s.p;
    return check_alpha(in[3].number, err);
}

static hl_status run_gavi_greater(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    double rho = hl_stats__sequence_rho(in[3].number, in[4].number, 1);
    hl_sequence s =
        hl_stats__gavi_greater(in[0].number, in[1].number, in[2].number, in[3].number, rho);
    out[0].number = rho;
    out[1].number = s.low;
    out[2].number = s.p;
    return check_alpha(in[3].number, err);
}

static hl_status run_msprt(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_sequence s = hl_stats__msprt(in[0].number, in[1].number, in[2].number, in[3].number);
    out[0].number = exp(s.log_lambda);
    out[1].number = s.p;
    out[2].number = s.low;
    out[3].number = s.high;
    out[4].number = s.log_lambda;
    return check_alpha(in[3].number, err);
}

static void fill_path(const hl_arg *in, hl_out *out)
{
    double p = 1, low = -HL_INFINITY, high = HL_INFINITY;
    out[3].number = 0;
    for (size_t k = 0; k < in[0].count; k++) {
        hl_sequence s = hl_stats__msprt(in[0].list[k], in[1].list[k], in[2].number, in[3].number);
        p = fmin(p, s.p); /* fmin passes over a look without an answer */
        low = fmax(low, s.low);
        high = fmin(high, s.high);
        out[0].list[k] = p;
        out[1].list[k] = low > high ? HL_NAN : low;
        out[2].list[k] = low > high ? HL_NAN : high;
        if (p <= in[3].number && out[3].number == 0)
            out[3].number = (double)(k + 1);
    }
}

static hl_status run_msprt_path(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    if (in[0].count != in[1].count)
        return hl_error_set(err, HL_REJECTED, "est and se differ in length");
    for (size_t i = 0; i < 3; i++) {
        out[i].count = in[0].count;
        out[i].list = hl_base__arena_array(arena, in[0].count + 1, sizeof(double));
        if (out[i].list == NULL)
            return hl_error_memory(err);
    }
    fill_path(in, out);
    return check_alpha(in[3].number, err);
}

static const hl_method methods[] = {
    {"rho", "tuning of the normal mixture", "Waudby-Smith et al. 2021", in_rho, 3, out_rho, 1,
     run_rho},
    {"gavi", "always-valid interval, two-sided", "Waudby-Smith et al. 2021", in_gavi, 5, out_gavi,
     4, run_gavi},
    {"gavi_greater", "always-valid bound, one-sided", "Waudby-Smith et al. 2021", in_gavi, 5,
     out_greater, 3, run_gavi_greater},
    {"msprt", "mixture sequential probability ratio test", "Johari, Pekelis, Walsh 2022", in_msprt,
     4, out_msprt, 5, run_msprt},
    {"msprt_path", "msprt at every look", "Johari, Pekelis, Walsh 2022", in_path, 4, out_path, 4,
     run_msprt_path},
};

const hl_method_family hl_calc__family_sequential = {"sequential", methods,
                                                     sizeof methods / sizeof methods[0]};
