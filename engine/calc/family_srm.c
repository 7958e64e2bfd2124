/* Rows: sample ratio mismatch. */
#include <math.h>

#include "base/number.h"
#include "calc/method.h"
#include "stats/srm_binom.h"
#include "stats/srm_chi2.h"

static const hl_calc_input in_srm[] = {
    {.name = "counts", .kind = HL_CALC_LIST, .low = 0, .high = 1e15, .about = "units of each arm"},
    {.name = "weights", .kind = HL_CALC_LIST, .low = 0, .high = 1e15, .about = "planned weights"},
};
static const hl_calc_output out_chi2[] = {
    {"x2", HL_CALC_NUMBER, "Pearson's statistic"},
    {"df", HL_CALC_NUMBER, "degrees of freedom"},
    {"p", HL_CALC_NUMBER, "p"},
    {"log10_p", HL_CALC_NUMBER, "its decimal logarithm, for a p that underflows"},
    {"extra_in_zero_weight", HL_CALC_NUMBER, "units in arms of weight 0"},
};
static const hl_calc_output out_binom[] = {{"p", HL_CALC_NUMBER, "exact two-sided p"}};

static hl_status check_lists(const hl_arg *in, hl_error *err)
{
    if (in[0].count != in[1].count)
        return hl_error_set(err, HL_REJECTED, "counts and weights differ in length");
    for (size_t i = 0; i < in[0].count; i++)
        if (in[0].list[i] < 0 || in[1].list[i] < 0)
            return hl_error_set(err, HL_REJECTED, "counts and weights cannot be negative");
    return HL_OK;
}

static hl_status run_srm_chi2(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_status status = check_lists(in, err);
    if (status != HL_OK)
        return status;
    hl_srm_chi2 srm = hl_stats__srm_chi2(in[0].list, in[1].list, in[0].count);
    out[0].number = srm.x2;
    out[1].number = srm.df;
    out[2].number = srm.p;
    out[3].number = srm.log10_p;
    out[4].number = srm.extra_in_zero_weight;
    return HL_OK;
}

static hl_status run_srm_binom(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)
{
    (void)arena;
    hl_status status = check_lists(in, err);
    if (status != HL_OK)
        return status;
    const double *n = in[0].list, *w = in[1].list;
    if (in[0].count != 2 || !(w[0] > 0) || !(w[1] > 0))
        return hl_error_set(err, HL_REJECTED, "srm_binom takes two arms of positive weight");
    if (floor(n[0]) != n[0] || floor(n[1]) != n[1])
        return hl_error_set(err, HL_REJECTED, "counts must be whole");
    out[0].number = hl_stats__srm_binom(n[1], n[0] + n[1], w[1] / (w[0] + w[1]));
    return HL_OK;
}

static const hl_method methods[] = {
    {"srm_chi2", "sample ratio mismatch, chi-square", "Pearson 1900", in_srm, 2, out_chi2, 5,
     run_srm_chi2},
    {"srm_binom", "sample ratio mismatch of two arms, exact", "R binom.test", in_srm, 2, out_binom,
     1, run_srm_binom},
};

const hl_method_family hl_calc__family_srm = {"srm", methods, sizeof methods / sizeof methods[0]};
