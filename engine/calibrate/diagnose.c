/* Why a comparison fails: what is known to upset a method, looked for in the units' own values, the
 * plainest first. Bounds are rules of thumb, which decide what is said and not whether it failed:
 *   touches as independent  the definition or the command insists, and units have several
 *   ties                    a quantile, and one value is a fiftieth of all or more
 *   few units               below 40 effective ones in the smaller arm, n / (1 + cv^2 of their
 * sizes) skew                    n below 25 skewness^2 in the smaller arm (Cochran 1977, 2.15) */
#include <math.h>

#include "base/number.h"
#include "calibrate/judge.h"

#define MANY_ALIKE      0.02
#define SEVERAL_TOUCHES 1.05
#define FEWEST_UNITS    40.0
#define PER_SKEWNESS    25.0

const char *hl_calibration_cause_name(hl_calibration_cause cause)
{
    static const char *const names[HL_CALIBRATION_CAUSES] = {
        [HL_CALIBRATION_NO_CAUSE] = NULL, [HL_CALIBRATION_CLUSTERS] = "clusters",
        [HL_CALIBRATION_TIES] = "ties",   [HL_CALIBRATION_FEW_UNITS] = "few_units",
        [HL_CALIBRATION_SKEW] = "skew",   [HL_CALIBRATION_UNKNOWN] = "unknown"};
    return names[cause];
}

/* Share of the smaller of the two arms. */
static double smaller_share(const hl_design *design, size_t arm)
{
    double total = 0;
    for (size_t i = 0; i < design->arm_count; i++)
        total += (double)design->arms[i].weight;
    return fmin((double)design->arms[arm].weight, (double)design->arms[design->control].weight) /
           total;
}

static hl_calibration_cause cause_of(const hl_metric *metric, hl_calibration_line *line)
{
    if (line->flags & HL_FLAG_INDEPENDENT_TOUCHES && line->touches > SEVERAL_TOUCHES)
        return HL_CALIBRATION_CLUSTERS;
    if (metric->kind == HL_METRIC_QUANTILE && line->largest >= MANY_ALIKE)
        return HL_CALIBRATION_TIES;
    line->needed = FEWEST_UNITS;
    if (line->smallest < line->needed)
        return HL_CALIBRATION_FEW_UNITS;
    line->needed = ceil(PER_SKEWNESS * line->skewness * line->skewness);
    if (metric->kind != HL_METRIC_QUANTILE && line->smallest < line->needed)
        return HL_CALIBRATION_SKEW;
    line->needed = HL_NAN;
    return HL_CALIBRATION_UNKNOWN;
}

static hl_status diagnose_line(const hl_unit_values *values, const hl_calibration *c,
                               hl_calibration_line *line, hl_error *err)
{
    hl_unit_rarity rarity = {0};
    hl_unit_shape shape = {0};
    hl_status status = hl_cells__units_rarity(values, line->metric, &rarity, err);
    if (status == HL_OK)
        status = hl_cells__units_shape(values, line->metric, &shape, err);
    if (status != HL_OK)
        return status;
    double valued = (double)rarity.valued;
    double sizes = isnan(shape.size_cv) ? 0 : shape.size_cv * shape.size_cv;
    line->skewness = shape.skewness;
    line->touches = (double)c->touches / (double)c->units;
    line->distinct = (double)rarity.distinct;
    line->largest = 1 - (double)rarity.rarer / valued;
    line->smallest = floor(smaller_share(c->design, line->arm) * valued / (1 + sizes));
    line->cause = cause_of(&c->design->metrics[line->metric], line);
    return HL_OK;
}

hl_status hl_calibrate__diagnose(const hl_unit_values *values, hl_calibration *out, hl_error *err)
{
    hl_calibration_line *lines = (hl_calibration_line *)out->lines; /* this room's own */
    hl_status status = HL_OK;
    for (size_t i = 0; i < out->line_count && status == HL_OK; i++) {
        hl_calibration_line *line = &lines[i];
        line->skewness = line->touches = line->distinct = line->largest = HL_NAN;
        line->smallest = line->needed = HL_NAN;
        if (line->state == HL_CALIBRATION_FAILED)
            status = diagnose_line(values, out, line, err);
    }
    return status;
}
