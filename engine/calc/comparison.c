/* Two proportions compared: rates, difference, lift, p and the Bayesian view. */
#include <string.h>

#include "base/number.h"
#include "hookline/calc.h"
#include "stats/beta_binomial.h"
#include "stats/proportion_interval.h"
#include "stats/scas.h"

static hl_status check_arm(const hl_calc_arm *arm, const char *name, hl_error *err)
{
    if (arm->successes >= 0 && arm->successes <= arm->users)
        return HL_OK;
    return hl_error_set(err, HL_REJECTED, "%s: successes must lie between 0 and the users", name);
}

hl_status hl_calc_read_arm(const char *text, hl_calc_arm *arm, hl_error *err)
{
    const char *slash = strchr(text, '/');
    arm->label = text;
    if (slash == NULL || !hl_base__number_parse(text, (size_t)(slash - text), &arm->successes) ||
        !hl_base__number_parse(slash + 1, strlen(slash + 1), &arm->users))
        return hl_error_set(err, HL_USAGE, "'%s' is not SUCCESSES/USERS, e.g. 57/1471", text);
    return check_arm(arm, text, err);
}

static hl_estimate rate_of(const hl_calc_arm *arm, double confidence)
{
    hl_range range = hl_stats__wilson(arm->successes, arm->users, confidence);
    double rate = arm->users > 0 ? arm->successes / arm->users : HL_NAN;
    return (hl_estimate){rate, range.low, range.high};
}

hl_status hl_calc_compare(const hl_calc_arm *control, const hl_calc_arm *treatment,
                          double confidence, hl_calc_comparison *comparison, hl_error *err)
{
    hl_status status = check_arm(control, "control", err);
    if (status == HL_OK)
        status = check_arm(treatment, "treatment", err);
    if (status == HL_OK && !(confidence > 0 && confidence < 1))
        status = hl_error_set(err, HL_USAGE, "the confidence must lie between 0 and 1");
    if (status != HL_OK)
        return status;
    const hl_two_rates k = {.xc = control->successes,
                            .nc = control->users,
                            .xt = treatment->successes,
                            .nt = treatment->users};
    const hl_scas diff = hl_stats__scas_diff(&k, confidence);
    const hl_scas ratio = hl_stats__scas_ratio(&k, confidence);
    *comparison = (hl_calc_comparison){.control = *control,
                                       .treatment = *treatment,
                                       .confidence = confidence,
                                       .control_rate = rate_of(control, confidence),
                                       .treatment_rate = rate_of(treatment, confidence),
                                       .difference = {diff.estimate, diff.low, diff.high},
                                       .lift = {ratio.estimate - 1, ratio.low - 1, ratio.high - 1},
                                       .p = ratio.p,
                                       .p_better = HL_NAN};
    if (!hl_stats__rates_empty(&k))
        comparison->p_better = hl_stats__beta_binomial(&k, (hl_beta_prior){0.5, 0.5}).p_better;
    return HL_OK;
}
