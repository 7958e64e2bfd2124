/* Rows: two means from n, mean and variance. */
#include "base/number.h"
#include "calc/exact_difference.h"
#include "calc/method.h"
#include "stats/fieller.h"
#include "stats/lift_delta.h"
#include "stats/student_t.h"
#include "stats/welch.h"

static const hl_calc_input in_means[] = {
    {.name = "mc", .low = -1e300, .high = 1e300, .about = "control mean"},
    {.name = "vc", .low = 0, .high = 1e300, .about = "control sample variance (divisor n-1)"},
    {.name = "nc", .low = 0, .high = 1e15, .about = "control units"},
    {.name = "mt", .low = -1e300, .high = 1e300, .about = "treatment mean"},
    {.name = "vt", .low = 0, .high = 1e300, .about = "treatment sample variance"},
    {.name = "nt", .low = 0, .high = 1e15, .about = "treatment units"},
    {.name = "conf",
     .low = 0,
     .high = 1,
     .optional = true,
     .otherwise = 0.95,
     .about = "confidence"},
};
static const hl_calc_output out_welch[] = {
    {"diff", HL_CALC_NUMBER, "treatment - control"},
    {"se", HL_CALC_NUMBER, "its standard error"},
    {"df", HL_CALC_NUMBER, "Satterthwaite degrees of freedom"},
    {"t", HL_CALC_NUMBER, "statistic"},
    {"p_two", HL_CALC_NUMBER, "two-sided p"},
    {"p_greater", HL_CALC_NUMBER, "p of: treatment is greater"},
    {"lo", HL_CALC_NUMBER, "lower limit of the difference"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
};
static const hl_calc_output out_fieller_z[] = {
    {"type", HL_CALC_TEXT, "bounded, exclusive (all outside lo..hi) or all"},
    {"lo", HL_CALC_NUMBER, "limit of the lift"},
    {"hi", HL_CALC_NUMBER, "limit of the lift"},
    {"g", HL_CALC_NUMBER, "bounded when below 1"},
};
static const hl_calc_output out_fieller_t[] = {
    {"type", HL_CALC_TEXT, "bounded, exclusive (all outside lo..hi) or all"},
    {"lo", HL_CALC_NUMBER, "limit of the lift"},
    {"hi", HL_CALC_NUMBER, "limit of the lift"},
    {"df", HL_CALC_NUMBER, "degrees of freedom at the estimated ratio"},
};

static const hl_calc_output out_lift_delta[] = {
    {"lift", HL_CALC_NUMBER, "(treatment - control) / |control|"},
    {"se", HL_CALC_NUMBER, "its standard error"},
    {"df", HL_CALC_NUMBER, "degrees of freedom of the absolute test"},
    {"lo", HL_CALC_NUMBER, "lower limit of the lift"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
    {"p_two", HL_CALC_NUMBER, "two-sided p of lift = 0"},
};
static const hl_calc_output out_lift_log[] = {
    {"lift", HL_CALC_NUMBER, "treatment / control - 1"},
    {"lo", HL_CALC_NUMBER, "lower limit of the lift"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
};

static hl_status check_conf(double conf, hl_error *err)
{
    if (conf <= 0 || conf >= 1)
        return hl_error_set(err, HL_REJECTED, "conf must lie between 0 and 1");
    return HL_OK;
}

static hl_mean_pair pair_of(const hl_arg *in)
{
    hl_sample control = {in[2].number, in[0].number, in[1].number};
    hl_sample treatment = {in[5].number, in[3].number, in[4].number};
    hl_mean_pair means = hl_stats__mean_pair(&control, &treatment);
    means.difference = hl_calc__exact_difference(&in[3], &in[0]);
    return means;
}

static hl_status run_welch(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_mean_pair m = pair_of(in);
    hl_welch w = hl_stats__welch_terms(m.difference, m.var_control, in[2].number - 1,
                                       m.var_treatment, in[5].number - 1, in[6].number);
    const double values[] = {w.diff, w.se, w.df, w.t, w.p, w.p_greater, w.low, w.high};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        out[i].number = values[i];
    return check_conf(in[6].number, err);
}

static const char *const fieller_types[] = {[HL_FIELLER_NONE] = NULL,
                                            [HL_FIELLER_BOUNDED] = "bounded",
                                            [HL_FIELLER_EXCLUSIVE] = "exclusive",
                                            [HL_FIELLER_ALL] = "all"};

static hl_status run_fieller_z(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_mean_pair means = pair_of(in);
    hl_fieller set = hl_stats__fieller(&means, hl_stats__z_quantile((1 - in[6].number) / 2));
    out[0].text = fieller_types[set.type];
    out[1].number = set.low;
    out[2].number = set.high;
    out[3].number = set.g;
    return check_conf(in[6].number, err);
}

static hl_status run_fieller_t(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_mean_pair means = pair_of(in);
    hl_fieller set =
        hl_stats__fieller_satterthwaite(&means, in[2].number - 1, in[5].number - 1, in[6].number);
    out[0].text = fieller_types[set.type];
    out[1].number = set.low;
    out[2].number = set.high;
    out[3].number = set.df;
    return check_conf(in[6].number, err);
}

static hl_status run_lift_delta_t(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_mean_pair means = pair_of(in);
    hl_lift lift = hl_stats__lift_delta_t(&means, in[2].number - 1, in[5].number - 1, in[6].number);
    const double values[] = {lift.lift, lift.se, lift.df, lift.low, lift.high, lift.p};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        out[i].number = values[i];
    return check_conf(in[6].number, err);
}

static hl_status run_lift_log_t(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_mean_pair means = pair_of(in);
    hl_lift lift = hl_stats__lift_log_t(&means, in[2].number - 1, in[5].number - 1, in[6].number);
    out[0].number = lift.lift;
    out[1].number = lift.low;
    out[2].number = lift.high;
    return check_conf(in[6].number, err);
}

static const hl_method methods[] = {
    {"welch", "Welch's test of two means", "Welch 1947", in_means, 7, out_welch, 8, run_welch},
    {"fieller_z", "Fieller set of the lift of two means, normal quantile", "Fieller 1954", in_means,
     7, out_fieller_z, 4, run_fieller_z},
    {"fieller_t", "Fieller set of the lift of two means, t quantile", "Fieller 1954", in_means, 7,
     out_fieller_t, 4, run_fieller_t},
    {"lift_delta_t", "lift of two means, linear delta method", "gbstats", in_means, 7,
     out_lift_delta, 6, run_lift_delta_t},
    {"lift_log_t", "lift of two means, delta method on the logarithm", "tea-tasting", in_means, 7,
     out_lift_log, 3, run_lift_log_t},
};

const hl_method_family hl_calc__family_means = {"means", methods,
                                                sizeof methods / sizeof methods[0]};
