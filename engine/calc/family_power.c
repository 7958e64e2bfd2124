/* Rows: sample size and power. */
#include <math.h>

#include "base/number.h"
#include "calc/method.h"
#include "stats/power_mean.h"
#include "stats/power_proportion.h"

#define RATE(key, text)                                                                            \
    {                                                                                              \
        .name = (key), .low = 0, .high = 1, .about = (text)                                        \
    }
#define ALPHA                                                                                      \
    {                                                                                              \
        .name = "alpha", .low = 0, .high = 1, .optional = true, .otherwise = 0.05,                 \
        .about = "two-sided level"                                                                 \
    }
#define RATIO                                                                                      \
    {                                                                                              \
        .name = "ratio", .low = 1e-9, .high = 1e9, .optional = true, .otherwise = 1,               \
        .about = "n treatment / n control"                                                         \
    }
#define POWER                                                                                      \
    {                                                                                              \
        .name = "power", .low = 0, .high = 1, .optional = true, .otherwise = 0.8,                  \
        .about = "target power"                                                                    \
    }
#define EFFECT                                                                                     \
    {                                                                                              \
        .name = "d", .low = -1e300, .high = 1e300, .about = "difference of the means"              \
    }
#define SPREAD(key, text)                                                                          \
    {                                                                                              \
        .name = (key), .low = 1e-300, .high = 1e300, .about = (text)                               \
    }

static const hl_calc_input in_rates[] = {RATE("p0", "baseline rate"), RATE("p1", "treatment rate"),
                                         ALPHA, RATIO, POWER};
static const hl_calc_input in_rates_n[] = {
    RATE("p0", "baseline rate"),
    RATE("p1", "treatment rate"),
    ALPHA,
    RATIO,
    {.name = "nc", .low = 0, .high = 1e15, .about = "control units"}};
static const hl_calc_input in_mde[] = {
    RATE("p0", "baseline rate"),
    ALPHA,
    RATIO,
    POWER,
    {.name = "nc", .low = 0, .high = 1e15, .about = "control units"}};
static const hl_calc_input in_mean_z[] = {EFFECT,
                                          SPREAD("s0", "control standard deviation"),
                                          SPREAD("s1", "treatment standard deviation"),
                                          ALPHA,
                                          RATIO,
                                          POWER};
static const hl_calc_input in_mean_n[] = {
    EFFECT,
    SPREAD("sd", "standard deviation"),
    {.name = "n", .low = 1, .high = 1e15, .about = "units per arm"},
    ALPHA};
static const hl_calc_input in_mean_t[] = {EFFECT, SPREAD("sd", "standard deviation"), ALPHA, POWER};
static const hl_calc_output out_n[] = {
    {"nc", HL_CALC_NUMBER, "control units, not rounded"},
    {"ceil_nc", HL_CALC_NUMBER, "control units"},
    {"ceil_nt", HL_CALC_NUMBER, "treatment units"},
};
static const hl_calc_output out_arcsine[] = {
    {"nc", HL_CALC_NUMBER, "control units, not rounded"},
    {"h", HL_CALC_NUMBER, "Cohen's h"},
};
static const hl_calc_output out_power[] = {
    {"one_tail", HL_CALC_NUMBER, "power, true side"},
    {"two_tail", HL_CALC_NUMBER, "power, both sides"},
};
static const hl_calc_output out_mde[] = {
    {"rel_up", HL_CALC_NUMBER, "smallest detectable lift"},
    {"abs_up", HL_CALC_NUMBER, "the same as a difference"},
    {"rel_down", HL_CALC_NUMBER, "smallest detectable fall"},
    {"abs_down", HL_CALC_NUMBER, "the same as a difference"},
};
static const hl_calc_output out_nc[] = {{"nc", HL_CALC_NUMBER, "control units, not rounded"}};
static const hl_calc_output out_per_arm[] = {{"n", HL_CALC_NUMBER, "units per arm, not rounded"}};

static hl_status check_open(double value, const char *name, hl_error *err)
{
    if (value <= 0 || value >= 1)
        return hl_error_set(err, HL_REJECTED, "%s must lie between 0 and 1", name);
    return HL_OK;
}

static hl_rates_plan plan_of(const hl_arg *in)
{
    return (hl_rates_plan){in[0].number, in[1].number, in[2].number, in[3].number};
}

static hl_status run_n(double (*method)(const hl_rates_plan *, double), const hl_arg *in,
                       hl_out *out, hl_error *err)
{
    hl_rates_plan plan = plan_of(in);
    double n = method(&plan, in[4].number);
    out[0].number = n;
    out[1].number = ceil(n);
    out[2].number = ceil(plan.ratio * n);
    hl_status status = check_open(plan.alpha, "alpha", err);
    return status != HL_OK ? status : check_open(in[4].number, "power", err);
}

static hl_status run_n_prop_pooled(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    return run_n(hl_stats__n_prop_pooled, in, out, err);
}

static hl_status run_n_prop_unpooled(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    return run_n(hl_stats__n_prop_unpooled, in, out, err);
}

static hl_status run_n_prop_arcsine(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_rates_plan plan = plan_of(in);
    out[0].number = hl_stats__n_prop_arcsine(&plan, in[4].number);
    out[1].number = 2 * asin(sqrt(plan.p1)) - 2 * asin(sqrt(plan.p0));
    hl_status status = check_open(plan.alpha, "alpha", err);
    return status != HL_OK ? status : check_open(in[4].number, "power", err);
}

static hl_status run_power_prop(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_rates_plan plan = plan_of(in);
    hl_power power = hl_stats__power_prop_pooled(&plan, in[4].number);
    out[0].number = power.one_tail;
    out[1].number = power.two_tail;
    return check_open(plan.alpha, "alpha", err);
}

static hl_status run_mde_prop(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_status status = check_open(in[0].number, "p0", err);
    if (status == HL_OK)
        status = check_open(in[1].number, "alpha", err);
    if (status == HL_OK)
        status = check_open(in[3].number, "power", err);
    if (status != HL_OK)
        return status;
    double p0 = in[0].number;
    hl_rates_plan plan = {p0, p0, in[1].number, in[2].number};
    double up = hl_stats__mde_prop(&plan, in[4].number, in[3].number, 1);
    double down = hl_stats__mde_prop(&plan, in[4].number, in[3].number, 0);
    out[0].number = (up - p0) / p0;
    out[1].number = up - p0;
    out[2].number = (down - p0) / p0;
    out[3].number = down - p0;
    return HL_OK;
}

static hl_status run_n_mean_z(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    out[0].number = hl_stats__n_mean_z(in[0].number, in[1].number, in[2].number, in[3].number,
                                       in[4].number, in[5].number);
    hl_status status = check_open(in[3].number, "alpha", err);
    return status != HL_OK ? status : check_open(in[5].number, "power", err);
}

static hl_status run_power_mean_t(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_power power = hl_stats__power_mean_t(in[0].number, in[1].number, in[2].number, in[3].number);
    out[0].number = power.one_tail;
    out[1].number = power.two_tail;
    return check_open(in[3].number, "alpha", err);
}

static hl_status run_n_mean_t(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_status status = check_open(in[2].number, "alpha", err);
    if (status == HL_OK)
        status = check_open(in[3].number, "power", err);
    if (status == HL_OK)
        out[0].number = hl_stats__n_mean_t(in[0].number, in[1].number, in[2].number, in[3].number);
    return status;
}

static const hl_method methods[] = {
    {"n_prop_pooled", "units for two proportions, pooled variance", "Fleiss, Levin, Paik 2003",
     in_rates, 5, out_n, 3, run_n_prop_pooled},
    {"n_prop_unpooled", "units for two proportions, unpooled variance", "Chow, Shao, Wang 2008",
     in_rates, 5, out_n, 3, run_n_prop_unpooled},
    {"n_prop_arcsine", "units for two proportions, arcsine", "Cohen 1988", in_rates, 5, out_arcsine,
     2, run_n_prop_arcsine},
    {"power_prop_pooled", "power for two proportions", "Fleiss, Levin, Paik 2003", in_rates_n, 5,
     out_power, 2, run_power_prop},
    {"mde_prop", "smallest detectable effect on a proportion", "Fleiss, Levin, Paik 2003", in_mde,
     5, out_mde, 4, run_mde_prop},
    {"n_mean_z", "units for two means, normal", "Chow, Shao, Wang 2008", in_mean_z, 6, out_nc, 1,
     run_n_mean_z},
    {"power_mean_t", "power of the two-sample t test", "R power.t.test", in_mean_n, 4, out_power, 2,
     run_power_mean_t},
    {"n_mean_t", "units for the two-sample t test", "R power.t.test", in_mean_t, 4, out_per_arm, 1,
     run_n_mean_t},
};

const hl_method_family hl_calc__family_power = {"power", methods,
                                                sizeof methods / sizeof methods[0]};
