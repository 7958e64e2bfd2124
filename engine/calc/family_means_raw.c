/* Rows: what starts from the raw values. */
#include <stdbool.h>
#include <stdlib.h>

#include "base/number.h"
#include "calc/exact_difference.h"
#include "calc/method.h"
#include "stats/exact_moments.h"
#include "stats/quantile.h"
#include "stats/welch.h"

#define LEVEL                                                                                      \
    {                                                                                              \
        .name = "conf", .low = 0, .high = 1, .optional = true, .otherwise = 0.95,                  \
        .about = "confidence"                                                                      \
    }
#define VALUES(letter, whose)                                                                      \
    {                                                                                              \
        .name = (letter), .kind = HL_CALC_LIST, .low = -1e300, .high = 1e300, .about = (whose)     \
    }
#define QUANTILE                                                                                   \
    {                                                                                              \
        .name = "q", .low = 0, .high = 1, .about = "quantile level"                                \
    }

static const hl_calc_input in_welch[] = {VALUES("c", "control values"),
                                         VALUES("t", "treatment values"), LEVEL};
static const hl_calc_output out_welch[] = {
    {"diff", HL_CALC_NUMBER, "treatment - control"}, {"se", HL_CALC_NUMBER, "its standard error"},
    {"df", HL_CALC_NUMBER, "degrees of freedom"},    {"t", HL_CALC_NUMBER, "statistic"},
    {"p_two", HL_CALC_NUMBER, "two-sided p"},        {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},           {"mean_c", HL_CALC_NUMBER, "control mean"},
    {"mean_t", HL_CALC_NUMBER, "treatment mean"},    {"var_c", HL_CALC_NUMBER, "control variance"},
    {"var_t", HL_CALC_NUMBER, "treatment variance"},
};
static const hl_calc_input in_quantile[] = {VALUES("c", "values"), QUANTILE};
static const hl_calc_output out_quantile[] = {{"quantile", HL_CALC_NUMBER, "the quantile"}};
static const hl_calc_input in_outer[] = {VALUES("c", "values"), QUANTILE, LEVEL};
static const hl_calc_output out_outer[] = {
    {"quantile", HL_CALC_NUMBER, "type 7"},     {"L", HL_CALC_NUMBER, "rank of the lower limit"},
    {"U", HL_CALC_NUMBER, "rank of the upper"}, {"lower", HL_CALC_NUMBER, "lower limit"},
    {"upper", HL_CALC_NUMBER, "upper limit"},   {"se", HL_CALC_NUMBER, "standard error"},
};
static const hl_calc_input in_qte[] = {VALUES("c", "control values"),
                                       VALUES("t", "treatment values"), QUANTILE, LEVEL};
static const hl_calc_output out_qte[] = {
    {"diff", HL_CALC_NUMBER, "difference of quantiles"},
    {"se", HL_CALC_NUMBER, "its standard error"},
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
};

static hl_status check_conf(double conf, hl_error *err)
{
    if (conf <= 0 || conf >= 1)
        return hl_error_set(err, HL_REJECTED, "conf must lie between 0 and 1");
    return HL_OK;
}

static hl_status run_welch_raw(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_exact_sums control, treatment;
    hl_sample c, t;
    double diff;
    if (in[0].texts != NULL && in[1].texts != NULL &&
        hl_stats__exact_sums(in[0].texts, in[0].count, &control) &&
        hl_stats__exact_sums(in[1].texts, in[1].count, &treatment)) {
        c = hl_stats__exact_sample(&control);
        t = hl_stats__exact_sample(&treatment);
        diff = hl_stats__exact_mean_difference(&control, &treatment);
    } else {
        c = hl_stats__two_pass_sample(in[0].list, in[0].count);
        t = hl_stats__two_pass_sample(in[1].list, in[1].count);
        diff = t.mean - c.mean;
    }
    hl_welch w = hl_stats__welch_terms(diff, c.variance / c.n, c.n - 1, t.variance / t.n, t.n - 1,
                                       in[2].number);
    const double values[] = {w.diff, w.se,   w.df,   w.t,        w.p,       w.low,
                             w.high, c.mean, t.mean, c.variance, t.variance};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
        out[i].number = values[i];
    return check_conf(in[2].number, err);
}

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* The arg's values less `base`, sorted, in the arena; from their decimals where both are exact, so
 * that differences of values near 1e9 keep their digits. */
static hl_status sorted_shifted(const hl_arg *arg, const char *base_text, double base,
                                hl_arena *arena, double **out, hl_error *err)
{
    double *copy = hl_base__arena_array(arena, arg->count + 1, sizeof *copy);
    *out = copy;
    if (copy == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < arg->count; i++) {
        hl_arg value = {.number = arg->list[i], .text = arg->texts == NULL ? NULL : arg->texts[i]};
        hl_arg origin = {.number = base, .text = base_text};
        copy[i] = hl_calc__exact_difference(&value, &origin);
    }
    qsort(copy, arg->count, sizeof *copy, ascending);
    return HL_OK;
}

static hl_status sorted_from(const hl_arg *arg, const hl_arg *origin, hl_arena *arena, double **out,
                             hl_error *err)
{
    bool empty = origin->count == 0;
    return sorted_shifted(arg, empty || origin->texts == NULL ? NULL : origin->texts[0],
                          empty ? 0 : origin->list[0], arena, out, err);
}

static hl_status run_quantile7(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    double *sorted = NULL;
    if (sorted_shifted(&in[0], NULL, 0, arena, &sorted, err) != HL_OK)
        return HL_FAILED;
    out[0].number = hl_stats__quantile7(sorted, in[0].count, in[1].number);
    return HL_OK;
}

static hl_status run_deng(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    double *sorted = NULL;
    if (sorted_from(&in[0], &in[0], arena, &sorted, err) != HL_OK)
        return HL_FAILED;
    if (in[0].count == 0)
        return check_conf(in[2].number, err);
    hl_quantile_ci ci = hl_stats__quantile_outer(sorted, in[0].count, in[1].number, in[2].number);
    double base = in[0].list[0];
    out[0].number = base + ci.quantile;
    out[1].number = (double)ci.low_at;
    out[2].number = (double)ci.high_at;
    out[3].number = base + ci.low;
    out[4].number = base + ci.high;
    out[5].number = ci.se;
    return check_conf(in[2].number, err);
}

static hl_status run_qte_normal(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    double *c = NULL;
    double *t = NULL;
    if (sorted_from(&in[0], &in[0], arena, &c, err) != HL_OK ||
        sorted_from(&in[1], &in[0], arena, &t, err) != HL_OK)
        return HL_FAILED;
    hl_quantile_ci control = hl_stats__quantile_outer(c, in[0].count, in[2].number, 0.95);
    hl_quantile_ci treatment = hl_stats__quantile_outer(t, in[1].count, in[2].number, 0.95);
    hl_quantile_difference d = hl_stats__quantile_difference(&control, &treatment, in[3].number);
    out[0].number = d.diff;
    out[1].number = d.se;
    out[2].number = d.low;
    out[3].number = d.high;
    return check_conf(in[3].number, err);
}

static const hl_method methods[] = {
    {"welch_raw", "Welch's test from the values", "Welch 1947", in_welch, 3, out_welch, 11,
     run_welch_raw},
    {"quantile7", "quantile by linear interpolation", "Hyndman & Fan 1996, type 7", in_quantile, 2,
     out_quantile, 1, run_quantile7},
    {"deng_outer_ci", "outer interval of a quantile", "Deng, Knoblich, Lu 2018", in_outer, 3,
     out_outer, 6, run_deng},
    {"qte_normal", "difference of two quantiles", "Deng, Knoblich, Lu 2018", in_qte, 4, out_qte, 4,
     run_qte_normal},
};

const hl_method_family hl_calc__family_means_raw = {"means_raw", methods,
                                                    sizeof methods / sizeof methods[0]};
