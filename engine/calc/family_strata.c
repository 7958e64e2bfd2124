/* Rows: one effect over several strata of two proportions. */
#include "base/number.h"
#include "calc/method.h"
#include "stats/heterogeneity.h"
#include "stats/mantel_haenszel.h"
#include "stats/normal_tail.h"
#include "stats/shrinkage.h"

enum { INPUTS = 5 };
static const hl_calc_input in_strata[INPUTS] = {
    {.name = "xc",
     .kind = HL_CALC_LIST,
     .low = 0,
     .high = 1e15,
     .about = "successes in control, by stratum"},
    {.name = "nc", .kind = HL_CALC_LIST, .low = 0, .high = 1e15, .about = "users in control"},
    {.name = "xt", .kind = HL_CALC_LIST, .low = 0, .high = 1e15, .about = "successes in treatment"},
    {.name = "nt", .kind = HL_CALC_LIST, .low = 0, .high = 1e15, .about = "users in treatment"},
    {.name = "conf",
     .low = 0,
     .high = 1,
     .optional = true,
     .otherwise = 0.95,
     .about = "two-sided confidence level"},
};
static const hl_calc_output out_score[] = {
    {"ratio", HL_CALC_NUMBER, "of the standardised rates"},
    {"ratio_lo", HL_CALC_NUMBER, "lower limit of the ratio"},
    {"ratio_hi", HL_CALC_NUMBER, "upper limit of the ratio"},
    {"diff", HL_CALC_NUMBER, "of the standardised rates"},
    {"diff_lo", HL_CALC_NUMBER, "lower limit of the difference"},
    {"diff_hi", HL_CALC_NUMBER, "upper limit of the difference"},
    {"z", HL_CALC_NUMBER, "statistic of no effect"},
    {"p_two", HL_CALC_NUMBER, "two-sided p"},
};
static const hl_calc_output out_robust[] = {
    {"ratio", HL_CALC_NUMBER, "Mantel-Haenszel ratio"},
    {"log_se", HL_CALC_NUMBER, "standard error of its logarithm (Greenland and Robins)"},
    {"ratio_lo", HL_CALC_NUMBER, "lower limit of the ratio"},
    {"ratio_hi", HL_CALC_NUMBER, "upper limit of the ratio"},
    {"diff", HL_CALC_NUMBER, "Mantel-Haenszel difference"},
    {"se", HL_CALC_NUMBER, "its standard error (Sato)"},
    {"diff_lo", HL_CALC_NUMBER, "lower limit of the difference"},
    {"diff_hi", HL_CALC_NUMBER, "upper limit of the difference"},
};
static const hl_calc_output out_q[] = {
    {"q", HL_CALC_NUMBER, "Cochran's Q on scores, scaled"},
    {"df", HL_CALC_NUMBER, "degrees of freedom of its chi-square"},
    {"p", HL_CALC_NUMBER, "that the ratios are all the same"},
};
static const hl_calc_output out_shrunk[] = {
    {"ratio", HL_CALC_LIST, "partly pooled, by stratum"},
    {"lo", HL_CALC_LIST, "lower limits"},
    {"hi", HL_CALC_LIST, "upper limits"},
    {"tau", HL_CALC_NUMBER, "standard deviation of the log ratio between strata"},
    {"information", HL_CALC_NUMBER, "1 / variance of the log ratio, were there no effect"},
};

typedef struct strata {
    hl_two_rates *rates;
    hl_two_arms *arms;
    size_t count;
    double conf;
} strata;

static hl_status read_strata(const hl_arg *in, hl_arena *arena, strata *out, hl_error *err)
{
    out->count = in[0].count;
    out->conf = in[4].number;
    for (size_t i = 1; i < 4; i++)
        if (in[i].count != out->count)
            return hl_error_set(err, HL_REJECTED, "xc, nc, xt and nt differ in length");
    if (!(out->conf > 0 && out->conf < 1))
        return hl_error_set(err, HL_REJECTED, "conf must lie between 0 and 1");
    out->rates = hl_base__arena_array(arena, out->count, sizeof *out->rates);
    out->arms = hl_base__arena_array(arena, out->count, sizeof *out->arms);
    if (out->count > 0 && (out->rates == NULL || out->arms == NULL))
        return hl_error_memory(err);
    for (size_t i = 0; i < out->count; i++) {
        hl_two_rates one = {in[0].list[i], in[1].list[i], in[2].list[i], in[3].list[i]};
        if (one.xc > one.nc || one.xt > one.nt)
            return hl_error_set(err, HL_REJECTED, "%s is larger than %s in stratum %zu",
                                one.xc > one.nc ? "xc" : "xt", one.xc > one.nc ? "nc" : "nt",
                                i + 1);
        out->rates[i] = one;
        out->arms[i] = hl_stats__stratum_counts(&one);
    }
    return HL_OK;
}

static hl_status run_score(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    strata s;
    hl_status status = read_strata(in, arena, &s, err);
    if (status != HL_OK)
        return status;
    hl_mantel_haenszel all = hl_stats__mantel_haenszel(s.arms, s.count, s.conf);
    const double numbers[] = {
        all.ratio.estimate, all.ratio.low,       all.ratio.high, all.difference.estimate,
        all.difference.low, all.difference.high, all.z,          all.p};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        out[i].number = numbers[i];
    return HL_OK;
}

static hl_status run_robust(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    strata s;
    hl_status status = read_strata(in, arena, &s, err);
    if (status != HL_OK)
        return status;
    hl_mh_robust all = hl_stats__mh_robust(s.rates, s.count);
    double z = hl_stats__z_critical(s.conf);
    const double numbers[] = {all.ratio,
                              all.log_se,
                              all.ratio * exp(-z * all.log_se),
                              all.ratio * exp(z * all.log_se),
                              all.difference,
                              all.se,
                              all.difference - z * all.se,
                              all.difference + z * all.se};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        out[i].number = numbers[i];
    return HL_OK;
}

static double common_ratio(const strata *s)
{
    return hl_stats__mantel_haenszel(s->arms, s->count, s->conf).ratio.estimate;
}

static hl_status run_q(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    strata s;
    hl_status status = read_strata(in, arena, &s, err);
    if (status != HL_OK)
        return status;
    hl_heterogeneity all = hl_stats__heterogeneity(s.arms, s.count, common_ratio(&s));
    out[0].number = all.q;
    out[1].number = all.df;
    out[2].number = all.p;
    return HL_OK;
}

static hl_status run_shrunk(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    strata s;
    hl_status status = read_strata(in, arena, &s, err);
    if (status != HL_OK)
        return status;
    hl_shrunk *shrunk = hl_base__arena_array(arena, s.count, sizeof *shrunk);
    double *lists = hl_base__arena_array(arena, 3 * s.count, sizeof *lists);
    if (s.count > 0 && (shrunk == NULL || lists == NULL))
        return hl_error_memory(err);
    hl_shrinkage model = hl_stats__shrinkage(s.arms, s.count, common_ratio(&s), s.conf, shrunk);
    for (size_t i = 0; i < s.count; i++) {
        lists[i] = exp(shrunk[i].estimate);
        lists[s.count + i] = exp(shrunk[i].low);
        lists[2 * s.count + i] = exp(shrunk[i].high);
    }
    for (size_t i = 0; i < 3; i++) {
        out[i].list = lists + i * s.count;
        out[i].count = s.count;
    }
    out[3].number = model.tau;
    out[4].number = model.carried;
    return HL_OK;
}

static const hl_method methods[] = {
    {"mantel_haenszel",
     "one ratio and difference over strata, by the stratified score (the default)",
     "Mantel and Haenszel 1959; Laud 2017", in_strata, INPUTS, out_score, 8, run_score},
    {"mantel_haenszel_robust", "the same by closed form", "Greenland and Robins 1985; Sato 1989",
     in_strata, INPUTS, out_robust, 8, run_robust},
    {"ratio_heterogeneity", "do the ratios of strata differ: Cochran's Q on scores", "Neyman 1959",
     in_strata, INPUTS, out_q, 3, run_q},
    {"shrunk_ratios", "ratios of strata, each partly pooled with the others",
     "Stijnen, Hamza and Ozdemir 2010", in_strata, INPUTS, out_shrunk, 5, run_shrunk},
};

const hl_method_family hl_calc__family_strata = {"strata", methods,
                                                 sizeof methods / sizeof methods[0]};
