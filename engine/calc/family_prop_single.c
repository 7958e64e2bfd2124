/* Rows: intervals of one proportion. */
#include "base/number.h"
#include "calc/method.h"
#include "stats/proportion_interval.h"

static const hl_calc_input in_one[] = {
    {.name = "x", .low = 0, .high = 1e15, .about = "successes"},
    {.name = "n", .low = 0, .high = 1e15, .about = "trials"},
    {.name = "conf",
     .low = 0,
     .high = 1,
     .optional = true,
     .otherwise = 0.95,
     .about = "confidence"},
};
static const hl_calc_output out_one[] = {
    {"lo", HL_CALC_NUMBER, "lower limit"},
    {"hi", HL_CALC_NUMBER, "upper limit"},
    {"p", HL_CALC_NUMBER, "x/n"},
};

static hl_status check_one(const hl_arg *in, hl_error *err)
{
    if (in[0].number > in[1].number)
        return hl_error_set(err, HL_REJECTED, "x is larger than n");
    if (in[2].number <= 0 || in[2].number >= 1)
        return hl_error_set(err, HL_REJECTED, "conf must lie between 0 and 1");
    return HL_OK;
}

static hl_status put_range(const hl_arg *in, hl_out *out, hl_error *err,
                           hl_range (*compute)(double, double, double))
{
    hl_status status = check_one(in, err);
    if (status != HL_OK)
        return status;
    hl_range range = compute(in[0].number, in[1].number, in[2].number);
    out[0].number = range.low;
    out[1].number = range.high;
    out[2].number = in[1].number > 0 ? in[0].number / in[1].number : HL_NAN;
    return HL_OK;
}

/* The arena of hl_method.run is not needed by closed forms. */
#define ROW(name, compute)                                                                         \
    static hl_status name(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err)           \
    {                                                                                              \
        (void)arena;                                                                               \
        return put_range(in, out, err, compute);                                                   \
    }
ROW(run_wilson, hl_stats__wilson)
ROW(run_clopper_pearson, hl_stats__clopper_pearson)
ROW(run_jeffreys, hl_stats__jeffreys)
ROW(run_agresti_coull, hl_stats__agresti_coull)

static const hl_method methods[] = {
    {"wilson", "Wilson score interval of one proportion", "Wilson 1927", in_one, 3, out_one, 3,
     run_wilson},
    {"clopper_pearson", "exact interval of one proportion", "Clopper & Pearson 1934", in_one, 3,
     out_one, 3, run_clopper_pearson},
    {"jeffreys", "equal-tailed posterior interval under Jeffreys' prior",
     "Brown, Cai, DasGupta 2001", in_one, 3, out_one, 3, run_jeffreys},
    {"agresti_coull", "interval around (x + z^2/2) / (n + z^2), not clipped",
     "Agresti & Coull 1998", in_one, 3, out_one, 3, run_agresti_coull},
};

const hl_method_family hl_calc__family_prop_single = {"prop_single", methods,
                                                      sizeof methods / sizeof methods[0]};
