/* Rows: the difference of two proportions. */
#include "base/number.h"
#include "calc/method.h"
#include "calc/two_rates_rows.h"
#include "stats/normal_tail.h"
#include "stats/rate_difference.h"
#include "stats/score.h"

static const hl_calc_output out_range[] = {
    {"diff", HL_CALC_NUMBER, "xt/nt-xc/nc"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
    {"se", HL_CALC_NUMBER, "standard error"},
};
static const hl_calc_output out_test[] = {
    {"z", HL_CALC_NUMBER, "statistic"},
    {"p_two", HL_CALC_NUMBER, "two-sided p"},
    {"p_greater", HL_CALC_NUMBER, "H1 pt>pc"},
    {"p_less", HL_CALC_NUMBER, "H1 pt<pc"},
    {"log10_p_two", HL_CALC_NUMBER, "log10 of p_two, also where that underflows"},
};
static const hl_calc_output out_yates[] = {
    {"chi2", HL_CALC_NUMBER, "statistic"},
    {"p_two", HL_CALC_NUMBER, "p"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
};

typedef struct asked {
    hl_two_rates rates;
    double conf;
} asked;

static hl_status put_range(const hl_arg *in, hl_out *out, hl_error *err,
                           hl_range (*compute)(const hl_two_rates *, double))
{
    asked a;
    hl_status status = hl_calc__two_rates_read(in, &a.rates, &a.conf, err);
    if (status != HL_OK)
        return status;
    hl_range range = compute(&a.rates, a.conf);
    out[0].number = hl_stats__rate_difference(&a.rates);
    out[1].number = range.low;
    out[2].number = range.high;
    return HL_OK;
}

static hl_status put_test(const hl_arg *in, hl_out *out, hl_error *err,
                          double (*compute)(const hl_two_rates *))
{
    asked a;
    hl_status status = hl_calc__two_rates_read(in, &a.rates, &a.conf, err);
    if (status != HL_OK)
        return status;
    out[0].number = compute(&a.rates);
    out[1].number = hl_stats__two_sided_p(out[0].number);
    return HL_OK;
}

static hl_range miettinen_nurminen(const hl_two_rates *rates, double conf)
{
    return hl_stats__score_difference(rates, HL_SCORE_FACTOR, conf);
}

static hl_range mee(const hl_two_rates *rates, double conf)
{
    return hl_stats__score_difference(rates, HL_SCORE_PLAIN, conf);
}

/* The arena of hl_method.run is not needed by closed forms. */
#define ROW(name, body)                                                                            \
    static hl_status name(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)           \
    {                                                                                              \
        (void)arena;                                                                               \
        return body;                                                                               \
    }
ROW(run_agresti_caffo, put_range(in, out, err, hl_stats__agresti_caffo))
ROW(run_newcombe, put_range(in, out, err, hl_stats__newcombe))
ROW(run_miettinen_nurminen, put_range(in, out, err, miettinen_nurminen))
ROW(run_mee, put_range(in, out, err, mee))
ROW(run_unpooled, put_test(in, out, err, hl_stats__z_unpooled))
ROW(run_score_test, put_test(in, out, err, hl_stats__z_score))

static hl_status run_wald(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_status status = put_range(in, out, err, hl_stats__wald);
    hl_two_rates rates;
    if (status == HL_OK && hl_calc__two_rates_counts(in, &rates, err) == HL_OK)
        out[3].number = hl_stats__unpooled_error(&rates);
    return status;
}

static hl_status run_pooled(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_status status = put_test(in, out, err, hl_stats__z_pooled);
    double z = out[0].number;
    out[2].number = hl_stats__normal_upper(z);
    out[3].number = hl_stats__normal_upper(-z);
    out[4].number = hl_stats__log10_two_sided_p(z);
    return status;
}

static hl_status run_yates(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    asked a;
    hl_status status = hl_calc__two_rates_read(in, &a.rates, &a.conf, err);
    if (status != HL_OK)
        return status;
    hl_chi_square result = hl_stats__yates(&a.rates, a.conf);
    out[0].number = result.chi2;
    out[1].number = result.p;
    out[2].number = result.low;
    out[3].number = result.high;
    return HL_OK;
}

#define IN hl_calc__two_rates_in, HL_TWO_RATES_INPUTS

static const hl_method methods[] = {
    {"wald", "Wald interval of the difference", "Newcombe 1998b method 1", IN, out_range, 4,
     run_wald},
    {"agresti_caffo", "Wald interval on x + 1 of n + 2", "Agresti & Caffo 2000", IN, out_range, 3,
     run_agresti_caffo},
    {"newcombe", "interval of the difference from the Wilson limits of each arm",
     "Newcombe 1998b method 10", IN, out_range, 3, run_newcombe},
    {"miettinen_nurminen", "score interval of the difference, with N/(N-1)",
     "Miettinen & Nurminen 1985", IN, out_range, 3, run_miettinen_nurminen},
    {"mee", "score interval of the difference, without N/(N-1)", "Mee 1984", IN, out_range, 3,
     run_mee},
    {"ztest_pooled", "z test with pooled variance (Pearson's chi-square)", "R prop.test", IN,
     out_test, 5, run_pooled},
    {"ztest_unpooled", "z test with unpooled variance", "Wald", IN, out_test, 2, run_unpooled},
    {"score_test_mn", "score test at no difference, with N/(N-1)", "Campbell 2007", IN, out_test, 2,
     run_score_test},
    {"yates", "continuity-corrected chi-square and interval", "R prop.test(correct = TRUE)", IN,
     out_yates, 4, run_yates},
};

const hl_method_family hl_calc__family_prop_diff = {"prop_diff", methods,
                                                    sizeof methods / sizeof methods[0]};
