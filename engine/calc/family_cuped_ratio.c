/* Rows: one covariate, and ratios with units as clusters. */
#include <math.h>

#include "base/number.h"
#include "calc/method.h"
#include "stats/cuped.h"
#include "stats/ratio.h"
#include "stats/student_t.h"

#define COUNT_OF(key, text)                                                                        \
    {                                                                                              \
        .name = (key), .low = 0, .high = 1e15, .about = (text)                                     \
    }
#define MEAN_OF(key, text)                                                                         \
    {                                                                                              \
        .name = (key), .low = -1e300, .high = 1e300, .about = (text)                               \
    }
#define VARIANCE_OF(key, text)                                                                     \
    {                                                                                              \
        .name = (key), .low = 0, .high = 1e300, .about = (text)                                    \
    }
#define LEVEL                                                                                      \
    {                                                                                              \
        .name = "conf", .low = 0, .high = 1, .optional = true, .otherwise = 0.95,                  \
        .about = "confidence"                                                                      \
    }

static const hl_calc_input in_cuped[] = {
    COUNT_OF("nc", "control units"),
    MEAN_OF("myc", "control mean of y"),
    MEAN_OF("mxc", "control mean of the covariate"),
    VARIANCE_OF("vyc", "variance of y"),
    VARIANCE_OF("vxc", "variance of x"),
    MEAN_OF("cxyc", "covariance"),
    COUNT_OF("nt", "treatment units"),
    MEAN_OF("myt", "treatment mean of y"),
    MEAN_OF("mxt", "treatment mean of the covariate"),
    VARIANCE_OF("vyt", "variance of y"),
    VARIANCE_OF("vxt", "variance of x"),
    MEAN_OF("cxyt", "covariance"),
    LEVEL,
};
static const hl_calc_input in_ratio[] = {
    COUNT_OF("nc", "control units"),
    MEAN_OF("mac", "control mean of the numerator"),
    MEAN_OF("mbc", "control mean of the denominator"),
    VARIANCE_OF("vac", "variance of the numerator"),
    VARIANCE_OF("vbc", "variance of the denominator"),
    MEAN_OF("cabc", "covariance"),
    COUNT_OF("nt", "treatment units"),
    MEAN_OF("mat", "treatment mean of the numerator"),
    MEAN_OF("mbt", "treatment mean of the denominator"),
    VARIANCE_OF("vat", "variance of the numerator"),
    VARIANCE_OF("vbt", "variance of the denominator"),
    MEAN_OF("cabt", "covariance"),
    LEVEL,
};
static const hl_calc_input in_quantile[] = {
    {.name = "q", .low = 0, .high = 1, .about = "quantile level"},
    COUNT_OF("nc", "control units"),
    COUNT_OF("nsc", "units behind lower and upper"),
    MEAN_OF("qc", "control quantile"),
    MEAN_OF("lc", "lower"),
    MEAN_OF("uc", "upper"),
    COUNT_OF("nt", "treatment units"),
    COUNT_OF("nst", "units behind lower and upper"),
    MEAN_OF("qt", "treatment quantile"),
    MEAN_OF("lt", "lower"),
    MEAN_OF("ut", "upper"),
    LEVEL,
};
static const hl_calc_output out_cuped_abs[] = {
    {"theta", HL_CALC_NUMBER, "pooled slope"},
    {"diff", HL_CALC_NUMBER, "adjusted difference"},
    {"se", HL_CALC_NUMBER, "its standard error"},
    {"df", HL_CALC_NUMBER, "degrees of freedom"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
    {"p_two", HL_CALC_NUMBER, "two-sided p"},
    {"var_c", HL_CALC_NUMBER, "adjusted control variance"},
    {"var_t", HL_CALC_NUMBER, "adjusted treatment variance"},
    {"reduction", HL_CALC_NUMBER, "share of variance removed"},
};
static const hl_calc_output out_lift[] = {
    {"lift", HL_CALC_NUMBER, "relative change"}, {"se", HL_CALC_NUMBER, "its standard error"},
    {"lo", HL_CALC_NUMBER, "lower limit"},       {"hi", HL_CALC_NUMBER, "upper limit"},
    {"p_two", HL_CALC_NUMBER, "two-sided p"},
};
static const hl_calc_output out_cuped_tt[] = {
    {"mc_adj", HL_CALC_NUMBER, "adjusted control mean"},
    {"mt_adj", HL_CALC_NUMBER, "adjusted treatment mean"},
    {"lift", HL_CALC_NUMBER, "relative change"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
    {"p_two", HL_CALC_NUMBER, "p of the difference"},
};
static const hl_calc_output out_ratio_abs[] = {
    {"rc", HL_CALC_NUMBER, "control ratio"},      {"rt", HL_CALC_NUMBER, "treatment ratio"},
    {"diff", HL_CALC_NUMBER, "difference"},       {"se", HL_CALC_NUMBER, "its standard error"},
    {"df", HL_CALC_NUMBER, "degrees of freedom"}, {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},        {"p_two", HL_CALC_NUMBER, "two-sided p"},
};
static const hl_calc_output out_ratio_log[] = {
    {"lift", HL_CALC_NUMBER, "relative change"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
};
static const hl_calc_output out_quantile[] = {
    {"diff", HL_CALC_NUMBER, "difference"},      {"se", HL_CALC_NUMBER, "its standard error"},
    {"lo", HL_CALC_NUMBER, "lower limit"},       {"hi", HL_CALC_NUMBER, "upper limit"},
    {"lift", HL_CALC_NUMBER, "relative change"}, {"lift_lo", HL_CALC_NUMBER, "lower limit"},
    {"lift_hi", HL_CALC_NUMBER, "upper limit"},
};

static hl_status give(hl_out *out, const double *values, size_t count, double conf, hl_error *err)
{
    if (conf <= 0 || conf >= 1)
        return hl_error_set(err, HL_REJECTED, "conf must lie between 0 and 1");
    for (size_t i = 0; i < count; i++)
        out[i].number = values[i];
    return HL_OK;
}
#define GIVE(values, conf) give(out, values, sizeof(values) / sizeof((values)[0]), conf, err)

static hl_paired_sample paired(const hl_arg *in)
{
    return (hl_paired_sample){in[0].number, in[1].number, in[2].number,
                              in[3].number, in[4].number, in[5].number};
}
static hl_ratio_sample ratio_of(const hl_arg *in)
{
    return (hl_ratio_sample){in[0].number, in[1].number, in[2].number,
                             in[3].number, in[4].number, in[5].number};
}

static hl_status run_cuped_abs(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_paired_sample c = paired(in), t = paired(in + 6);
    hl_cuped cuped = hl_stats__cuped(&c, &t);
    hl_welch w = hl_stats__cuped_welch(&cuped, in[12].number);
    const double values[] = {cuped.theta,
                             w.diff,
                             w.se,
                             w.df,
                             w.low,
                             w.high,
                             w.p,
                             cuped.control.variance,
                             cuped.treatment.variance,
                             cuped.reduction};
    return GIVE(values, in[12].number);
}

static hl_status run_cuped_rel_gb(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_paired_sample c = paired(in), t = paired(in + 6);
    hl_lift lift = hl_stats__cuped_lift_gb(&c, &t, in[12].number);
    const double values[] = {lift.lift, lift.se, lift.low, lift.high, lift.p};
    return GIVE(values, in[12].number);
}

static hl_status run_cuped_rel_tt(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_paired_sample c = paired(in), t = paired(in + 6);
    hl_cuped cuped = hl_stats__cuped(&c, &t);
    hl_mean_pair means = hl_stats__mean_pair(&cuped.control, &cuped.treatment);
    means.difference = cuped.difference;
    hl_lift lift = hl_stats__lift_log_t(&means, c.n - 1, t.n - 1, in[12].number);
    const double values[] = {cuped.control.mean, cuped.treatment.mean,
                             lift.lift,          lift.low,
                             lift.high,          hl_stats__cuped_welch(&cuped, in[12].number).p};
    return GIVE(values, in[12].number);
}

static hl_status run_ratio_abs(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_ratio_sample c = ratio_of(in), t = ratio_of(in + 6);
    hl_mean_pair pair = hl_stats__ratio_pair(&c, &t);
    hl_welch w = hl_stats__ratio_welch(&c, &t, in[12].number);
    bool none = isnan(w.df);
    const double values[] = {none ? HL_NAN : pair.control,
                             none ? HL_NAN : pair.treatment,
                             w.diff,
                             w.se,
                             w.df,
                             w.low,
                             w.high,
                             w.p};
    return GIVE(values, in[12].number);
}

static hl_status run_ratio_rel(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_ratio_sample c = ratio_of(in), t = ratio_of(in + 6);
    hl_mean_pair pair = hl_stats__ratio_pair(&c, &t);
    hl_lift lift = hl_stats__lift_delta_t(&pair, c.n - 1, t.n - 1, in[12].number);
    const double values[] = {lift.lift, lift.se, lift.low, lift.high, lift.p};
    return GIVE(values, in[12].number);
}

static hl_status run_ratio_rel_log(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_ratio_sample c = ratio_of(in), t = ratio_of(in + 6);
    hl_mean_pair pair = hl_stats__ratio_pair(&c, &t);
    hl_lift lift = hl_stats__lift_log_t(&pair, c.n - 1, t.n - 1, in[12].number);
    const double values[] = {lift.lift, lift.low, lift.high};
    return GIVE(values, in[12].number);
}

/* A quantile with its unit variance, as gbstats scales it. */
static hl_sample quantile_sample(const hl_arg *in, double q)
{
    double n = in[0].number, n_star = in[1].number, z = hl_stats__z_quantile(0.025);
    double sd = (in[4].number - in[3].number) / (2 * z);
    hl_sample out = {n, in[2].number, n_star / n * (n - 1) * sd * sd};
    if (n >= 100)
        out.variance = fmax(out.variance, 1e-5);
    if (!(n > z * z * q / (1 - q)) || !(n > z * z * (1 - q) / q) || in[3].number == in[4].number)
        out.variance = HL_NAN;
    return out;
}

static hl_status run_gb_quantile(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_sample c = quantile_sample(in + 1, in[0].number), t = quantile_sample(in + 6, in[0].number);
    hl_mean_pair pair = hl_stats__mean_pair(&c, &t);
    hl_welch w = hl_stats__welch(&c, &t, in[11].number);
    hl_lift lift = hl_stats__lift_delta_t(&pair, c.n - 1, t.n - 1, in[11].number);
    const double values[] = {w.diff, w.se, w.low, w.high, lift.lift, lift.low, lift.high};
    return GIVE(values, in[11].number);
}

static const hl_method methods[] = {
    {"cuped_abs", "difference adjusted by one covariate", "Deng et al. 2013", in_cuped, 13,
     out_cuped_abs, 10, run_cuped_abs},
    {"cuped_rel_gb", "its lift over the unadjusted control mean", "gbstats", in_cuped, 13, out_lift,
     5, run_cuped_rel_gb},
    {"cuped_rel_tt", "its lift over the adjusted control mean", "tea-tasting", in_cuped, 13,
     out_cuped_tt, 6, run_cuped_rel_tt},
    {"ratio_abs", "difference of two ratios, units as clusters", "Deng, Knoblich, Lu 2018",
     in_ratio, 13, out_ratio_abs, 8, run_ratio_abs},
    {"ratio_rel", "lift of two ratios, linear delta method", "gbstats", in_ratio, 13, out_lift, 5,
     run_ratio_rel},
    {"ratio_rel_log", "lift of two ratios on the logarithm", "tea-tasting", in_ratio, 13,
     out_ratio_log, 3, run_ratio_rel_log},
    {"gb_quantile", "difference of two quantiles, units as clusters", "gbstats", in_quantile, 12,
     out_quantile, 7, run_gb_quantile},
};

const hl_method_family hl_calc__family_cuped_ratio = {"cuped_ratio", methods,
                                                      sizeof methods / sizeof methods[0]};
