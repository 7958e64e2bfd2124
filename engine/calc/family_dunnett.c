/* Rows: several arms against one control. */
#include <math.h>

#include "base/number.h"
#include "calc/method.h"
#include "stats/dunnett.h"

static const hl_calc_input in_crit[] = {
    {.name = "n0", .low = 1e-300, .high = 1e15, .about = "control units"},
    {.name = "n", .kind = HL_CALC_LIST, .low = 0, .high = 1e15, .about = "units of each treatment"},
    {.name = "df", .low = 1e-3, .high = HL_INFINITY, .about = "degrees of freedom; inf is normal"},
    {.name = "conf",
     .low = 0,
     .high = 1,
     .optional = true,
     .otherwise = 0.95,
     .about = "confidence"},
    {.name = "sides",
     .low = 1,
     .high = 2,
     .integer = true,
     .optional = true,
     .otherwise = 2,
     .about = "2 or 1"},
};
static const hl_calc_output out_crit[] = {{"crit", HL_CALC_NUMBER, "critical value"}};

static const hl_calc_input in_dunnett[] = {
    {.name = "n", .kind = HL_CALC_LIST, .low = 0, .high = 1e15, .about = "units, control first"},
    {.name = "mean", .kind = HL_CALC_LIST, .low = -1e300, .high = 1e300, .about = "means"},
    {.name = "var", .kind = HL_CALC_LIST, .low = 0, .high = 1e300, .about = "sample variances"},
    {.name = "conf",
     .low = 0,
     .high = 1,
     .optional = true,
     .otherwise = 0.95,
     .about = "confidence"},
};
static const hl_calc_output out_dunnett[] = {
    {"t", HL_CALC_LIST, "statistic of each treatment"},
    {"padj", HL_CALC_LIST, "single-step adjusted p"},
    {"lo", HL_CALC_LIST, "simultaneous lower limits of the differences"},
    {"hi", HL_CALC_LIST, "simultaneous upper limits"},
    {"crit", HL_CALC_NUMBER, "critical value"},
    {"df", HL_CALC_NUMBER, "degrees of freedom"},
};

enum { MOST_ARMS = 1000 };

static hl_status lambdas(const double *n, size_t k, double n0, double *lambda, hl_error *err)
{
    if (k == 0 || k > MOST_ARMS)
        return hl_error_set(err, HL_REJECTED, "one to %d treatments are possible", MOST_ARMS);
    for (size_t i = 0; i < k; i++) {
        if (!(n[i] > 0) || !(n0 > 0))
            return hl_error_set(err, HL_REJECTED, "an arm has no units");
        lambda[i] = sqrt(n[i] / (n[i] + n0));
    }
    return HL_OK;
}

static hl_status check_conf(double conf, hl_error *err)
{
    if (conf <= 0 || conf >= 1)
        return hl_error_set(err, HL_REJECTED, "conf must lie between 0 and 1");
    return HL_OK;
}

static hl_status run_dunnett_crit(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    double lambda[MOST_ARMS];
    hl_status status = check_conf(in[3].number, err);
    if (status == HL_OK)
        status = lambdas(in[1].list, in[1].count, in[0].number, lambda, err);
    if (status != HL_OK)
        return status;
    hl_dunnett dunnett = {lambda, in[1].count, in[2].number, (int)in[4].number};
    out[0].number = hl_stats__dunnett_critical(&dunnett, in[3].number);
    return HL_OK;
}

static double pooled_variance(const hl_arg *in, double *df)
{
    double sum = 0;
    *df = 0;
    for (size_t i = 0; i < in[0].count; i++) {
        sum += (in[0].list[i] - 1) * in[2].list[i];
        *df += in[0].list[i] - 1;
    }
    return sum / *df;
}

static hl_status fill_dunnett(const hl_arg *in, hl_out *out, double *lambda, hl_error *err)
{
    size_t k = in[0].count - 1;
    double df, variance = pooled_variance(in, &df);
    hl_status status = lambdas(in[0].list + 1, k, in[0].list[0], lambda, err);
    if (status != HL_OK || !(df > 0) || !(variance > 0))
        return status;
    /* beyond 1e5 degrees of freedom the normal, as the reference values of this method have it */
    hl_dunnett dunnett = {lambda, k, df > 1e5 ? HL_INFINITY : df, 2};
    double critical = hl_stats__dunnett_critical(&dunnett, in[3].number);
    for (size_t i = 0; i < k; i++) {
        double diff = in[1].list[i + 1] - in[1].list[0];
        double se = sqrt(variance * (1 / in[0].list[i + 1] + 1 / in[0].list[0]));
        out[0].list[i] = diff / se;
        out[1].list[i] = hl_stats__dunnett_p(&dunnett, fabs(diff / se));
        out[2].list[i] = diff - critical * se;
        out[3].list[i] = diff + critical * se;
    }
    out[4].number = critical;
    out[5].number = df;
    return HL_OK;
}

static hl_status run_dunnett(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    size_t arms = in[0].count;
    if (arms < 2 || arms != in[1].count || arms != in[2].count || arms > MOST_ARMS)
        return hl_error_set(err, HL_REJECTED, "n, mean and var need the same two or more arms");
    hl_status status = check_conf(in[3].number, err);
    if (status != HL_OK)
        return status;
    double *lambda = hl_base__arena_array(arena, arms, sizeof *lambda);
    for (size_t i = 0; i < 4; i++) {
        out[i].count = arms - 1;
        out[i].list = hl_base__arena_array(arena, arms, sizeof(double));
        if (out[i].list == NULL || lambda == NULL)
            return hl_error_memory(err);
        for (size_t j = 0; j < arms; j++)
            out[i].list[j] = HL_NAN;
    }
    return fill_dunnett(in, out, lambda, err);
}

static const hl_method methods[] = {
    {"dunnett_crit", "Dunnett's critical value", "Dunnett 1955, 1964", in_crit, 5, out_crit, 1,
     run_dunnett_crit},
    {"dunnett", "Dunnett's test of several arms against one control", "Dunnett 1955, 1964",
     in_dunnett, 4, out_dunnett, 6, run_dunnett},
};

const hl_method_family hl_calc__family_dunnett = {"dunnett", methods,
                                                  sizeof methods / sizeof methods[0]};
