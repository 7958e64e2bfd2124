/* Rows: the Bayesian view. */
#include "base/number.h"
#include "calc/method.h"
#include "calc/two_rates_rows.h"
#include "stats/beta_binomial.h"
#include "stats/normal_posterior.h"

static const hl_calc_input in_beta[] = {
    {.name = "xc", .low = 0, .high = 1e15, .about = "successes in control"},
    {.name = "nc", .low = 0, .high = 1e15, .about = "users in control"},
    {.name = "xt", .low = 0, .high = 1e15, .about = "successes in treatment"},
    {.name = "nt", .low = 0, .high = 1e15, .about = "users in treatment"},
    {.name = "conf",
     .low = 0,
     .high = 1,
     .optional = true,
     .otherwise = 0.95,
     .about = "credible level"},
    {.name = "a0",
     .low = 0.1,
     .high = 1e15,
     .optional = true,
     .otherwise = 0.5,
     .about = "prior alpha, both arms"},
    {.name = "b0",
     .low = 0.1,
     .high = 1e15,
     .optional = true,
     .otherwise = 0.5,
     .about = "prior beta, both arms"},
};
static const hl_calc_output out_beta[] = {
    {"p_better", HL_CALC_NUMBER, "P(pt > pc)"},
    {"p_worse", HL_CALC_NUMBER, "P(pt < pc)"},
    {"loss_t", HL_CALC_NUMBER, "expected loss of choosing the treatment"},
    {"loss_c", HL_CALC_NUMBER, "expected loss of keeping the control"},
    {"mean_c", HL_CALC_NUMBER, "posterior mean, control"},
    {"mean_t", HL_CALC_NUMBER, "posterior mean, treatment"},
};
static const hl_calc_output out_ci[] = {
    {"pc_lo", HL_CALC_NUMBER, "rate of the control"},
    {"pc_hi", HL_CALC_NUMBER, ""},
    {"pt_lo", HL_CALC_NUMBER, "rate of the treatment"},
    {"pt_hi", HL_CALC_NUMBER, ""},
    {"diff_lo", HL_CALC_NUMBER, "difference"},
    {"diff_hi", HL_CALC_NUMBER, ""},
    {"lift_lo", HL_CALC_NUMBER, "lift"},
    {"lift_hi", HL_CALC_NUMBER, ""},
};
static const hl_calc_input in_normal[] = {
    {.name = "est", .low = -1e300, .high = 1e300, .about = "estimate"},
    {.name = "se", .low = 0, .high = 1e300, .about = "its standard error"},
    {.name = "proper",
     .low = 0,
     .high = 1,
     .integer = true,
     .optional = true,
     .otherwise = 0,
     .about = "1: the prior below, 0: a flat one"},
    {.name = "m0",
     .low = -1e300,
     .high = 1e300,
     .optional = true,
     .otherwise = 0,
     .about = "prior mean"},
    {.name = "v0",
     .low = 0,
     .high = 1e300,
     .optional = true,
     .otherwise = 1,
     .about = "prior variance"},
    {.name = "conf",
     .low = 0,
     .high = 1,
     .optional = true,
     .otherwise = 0.95,
     .about = "credible level"},
};
static const hl_calc_output out_normal[] = {
    {"mean", HL_CALC_NUMBER, "posterior mean"},
    {"sd", HL_CALC_NUMBER, "posterior standard deviation"},
    {"p_better", HL_CALC_NUMBER, "P(effect > 0)"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
    {"loss_t", HL_CALC_NUMBER, "expected loss of choosing the treatment"},
    {"loss_c", HL_CALC_NUMBER, "expected loss of keeping the control"},
};

static hl_status run_beta_binomial(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_two_rates rates;
    double conf;
    hl_status status = hl_calc__two_rates_read(in, &rates, &conf, err);
    if (status != HL_OK)
        return status;
    hl_beta_binomial result =
        hl_stats__beta_binomial(&rates, (hl_beta_prior){in[5].number, in[6].number});
    out[0].number = result.p_better;
    out[1].number = result.p_worse;
    out[2].number = result.loss_t;
    out[3].number = result.loss_c;
    out[4].number = result.mean_c;
    out[5].number = result.mean_t;
    return HL_OK;
}

static hl_status run_beta_ci(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_two_rates rates;
    double conf;
    hl_status status = hl_calc__two_rates_read(in, &rates, &conf, err);
    if (status != HL_OK)
        return status;
    hl_beta_intervals result =
        hl_stats__beta_ci(&rates, (hl_beta_prior){in[5].number, in[6].number}, conf);
    const hl_range *const ranges[] = {&result.control, &result.treatment, &result.diff,
                                      &result.lift};
    for (size_t i = 0; i < 4; i++) {
        out[2 * i].number = ranges[i]->low;
        out[2 * i + 1].number = ranges[i]->high;
    }
    return HL_OK;
}

static hl_status run_normal(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    if (!(in[5].number > 0 && in[5].number < 1))
        return hl_error_set(err, HL_REJECTED, "conf must lie between 0 and 1");
    if (!(in[1].number > 0) || !(in[4].number > 0))
        return HL_OK; /* no answer */
    hl_normal_posterior result = hl_stats__normal_posterior(
        in[0].number, in[1].number, in[2].number != 0, in[3].number, in[4].number, in[5].number);
    out[0].number = result.mean;
    out[1].number = result.sd;
    out[2].number = result.p_better;
    out[3].number = result.low;
    out[4].number = result.high;
    out[5].number = result.loss_t;
    out[6].number = result.loss_c;
    return HL_OK;
}

static const hl_method methods[] = {
    {"beta_binomial", "P(better) and expected losses of two proportions", "Stucchio 2015", in_beta,
     7, out_beta, 6, run_beta_binomial},
    {"beta_ci", "credible intervals of rates, difference and lift", "equal tails, by quadrature",
     in_beta, 7, out_ci, 8, run_beta_ci},
    {"normal_posterior", "posterior of an effect with a normal prior", "conjugate normal model",
     in_normal, 6, out_normal, 7, run_normal},
};

const hl_method_family hl_calc__family_bayes = {"bayes", methods,
                                                sizeof methods / sizeof methods[0]};
