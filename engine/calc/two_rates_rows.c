#include "calc/two_rates_rows.h"

const hl_calc_input hl_calc__two_rates_in[HL_TWO_RATES_INPUTS] = {
    {.name = "xc", .low = 0, .high = 1e15, .about = "successes in control"},
    {.name = "nc", .low = 0, .high = 1e15, .about = "users in control"},
    {.name = "xt", .low = 0, .high = 1e15, .about = "successes in treatment"},
    {.name = "nt", .low = 0, .high = 1e15, .about = "users in treatment"},
    {.name = "conf",
     .low = 0,
     .high = 1,
     .optional = true,
     .otherwise = 0.95,
     .about = "two-sided confidence level"},
};

hl_status hl_calc__two_rates_counts(const hl_arg *in, hl_two_rates *rates, hl_error *err)
{
    *rates = (hl_two_rates){in[0].number, in[1].number, in[2].number, in[3].number};
    if (rates->xc > rates->nc)
        return hl_error_set(err, HL_REJECTED, "xc is larger than nc");
    if (rates->xt > rates->nt)
        return hl_error_set(err, HL_REJECTED, "xt is larger than nt");
    return HL_OK;
}

hl_status hl_calc__two_rates_read(const hl_arg *in, hl_two_rates *rates, double *conf,
                                  hl_error *err)
{
    *conf = in[4].number;
    if (!(*conf > 0 && *conf < 1))
        return hl_error_set(err, HL_REJECTED, "conf must lie between 0 and 1");
    return hl_calc__two_rates_counts(in, rates, err);
}
