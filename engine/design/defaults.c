/* Where a design, a metric and a request start from. */
#include "base/number.h"
#include "hookline/design.h"
#include "hookline/design_request.h"

hl_design hl_design_init(void)
{
    return (hl_design){.unit = "user",
                       .alpha = 0.05,
                       .inference = HL_INFER_FIXED,
                       .correction = HL_CORRECT_HOLM,
                       .prior_a = 0.5,
                       .prior_b = 0.5};
}

hl_metric hl_metric_init(const char *name, hl_metric_kind kind)
{
    return (hl_metric){.name = name,
                       .kind = kind,
                       .role = HL_ROLE_PRIMARY,
                       .goal = HL_GOAL_INCREASE,
                       .per = HL_PER_UNIT,
                       .margin = HL_NAN,
                       .margin_lift = HL_NAN,
                       .quantile = HL_NAN,
                       .winsorize = HL_NAN,
                       .expected = HL_NAN,
                       .worth = HL_NAN};
}

hl_design_request hl_design_request_init(void)
{
    return (hl_design_request){.version = HL_DESIGN_REQUEST_VERSION,
                               .alpha = HL_NAN,
                               .planned_units = HL_NAN,
                               .inference = -1,
                               .correction = -1};
}
