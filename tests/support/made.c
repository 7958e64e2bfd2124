#include "tests/support/made.h"

#include <math.h>

#include "base/number.h"
#include "tests/support/check.h"

hl_metric hl_made_metric(const char *name, hl_metric_kind kind)
{
    return (hl_metric){.name = name,
                       .kind = kind,
                       .role = HL_ROLE_PRIMARY,
                       .goal = HL_GOAL_INCREASE,
                       .per = HL_PER_UNIT,
                       .event = name,
                       .margin = HL_NAN,
                       .margin_lift = HL_NAN,
                       .quantile = HL_NAN,
                       .winsorize = HL_NAN,
                       .expected = HL_NAN,
                       .worth = HL_NAN};
}

static const char *const title_languages[] = {"en", "zh"};
static const char *const titles[] = {"Made by hand", "手工数据"};

hl_design hl_made_design(const hl_arm_weight *arms, size_t arm_count, const hl_metric *metrics,
                         size_t metric_count)
{
    return (hl_design){.experiment = "made",
                       .title = {2, title_languages, titles},
                       .unit = "user",
                       .arm_count = arm_count,
                       .arms = arms,
                       .metric_count = metric_count,
                       .metrics = metrics,
                       .alpha = 0.05,
                       .inference = HL_INFER_FIXED,
                       .correction = HL_CORRECT_HOLM,
                       .prior_a = 0.5,
                       .prior_b = 0.5};
}

static void enrol(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, int64_t units)
{
    hl_cell *cell = hl_cells__at(cells, arm, split, day);
    assert_non_null(cell);
    cell->counters[HL_COUNT_ENROLLED] += units;
    cell->counters[HL_COUNT_TOUCHES] += units;
}

void hl_made_enrol(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, int64_t units)
{
    enrol(cells, arm, 0, day, units);
    if (split != 0)
        enrol(cells, arm, split, day, units);
}

static void value(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, size_t metric,
                  const hl_i128 *v, int64_t times)
{
    hl_cell *cell = hl_cells__at(cells, arm, split, day);
    assert_non_null(cell);
    assert_true(hl_cells__add(cell, metric, v, NULL, times));
}

void hl_made_value(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, size_t metric,
                   double y, double d, const double *x, int64_t times)
{
    hl_i128 v[HL_CELLS_MAX_VARIABLES];
    assert_true(hl_base__decimal_from_double(y, &v[0]));
    assert_true(hl_base__decimal_from_double(d, &v[1]));
    uint32_t covariates = hl_cells__covariates(cells->widths[metric]);
    for (uint32_t k = 0; k < covariates; k++) {
        assert_true(isnan(x[k]) || hl_base__decimal_from_double(x[k], &v[2 + k]));
        v[2 + k] = isnan(x[k]) ? 0 : v[2 + k];
        v[2 + covariates + k] = isnan(x[k]) ? 1000000000000000000 : 0;
    }
    value(cells, arm, 0, day, metric, v, times);
    if (split != 0)
        value(cells, arm, split, day, metric, v, times);
}

void hl_made_rate(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, size_t metric,
                  int64_t n, int64_t ones)
{
    hl_made_value(cells, arm, split, day, metric, 1, 1, NULL, ones);
    hl_made_value(cells, arm, split, day, metric, 0, 1, NULL, n - ones);
}

void hl_made_touches(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, size_t metric,
                     int64_t touches, int64_t ones, int64_t times)
{
    const hl_i128 unit = 1000000000000000000;
    hl_i128 v[2] = {ones * unit, touches * unit};
    hl_wide within = {{0}};
    for (int64_t i = 0; i < ones; i++)
        hl_base__wide_add_product(&within, unit, unit);
    hl_cell *cell = hl_cells__at(cells, arm, 0, day);
    assert_non_null(cell);
    assert_true(hl_cells__add(cell, metric, v, &within, times));
    cell->counters[HL_COUNT_ENROLLED] += times;
    cell->counters[HL_COUNT_TOUCHES] += times * touches;
    hl_cell *part = split == 0 ? NULL : hl_cells__at(cells, arm, split, day);
    if (part != NULL)
        assert_true(hl_cells__add(part, metric, v, &within, times));
}

void hl_made_delay(hl_cells *cells, uint32_t arm, int32_t day, size_t metric, double hours,
                   int64_t times)
{
    hl_i128 v = 0;
    hl_cell *cell = hl_cells__at(cells, arm, 0, day);
    assert_non_null(cell);
    assert_true(hl_base__decimal_from_double(hours, &v));
    assert_true(hl_cells__histogram_add(&cell->delays[metric], &v, times));
}

void hl_made_count(hl_cells *cells, uint32_t arm, int32_t day, hl_cells_counter counter,
                   int64_t count)
{
    hl_cell *cell = hl_cells__at(cells, arm, 0, day);
    assert_non_null(cell);
    cell->counters[counter] += count;
}

hl_analysis *hl_made_run(const hl_design *design, const hl_cells *cells)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_error err = HL_ERROR_INIT;
    hl_analysis *analysis = NULL;
    options.now_utc_ms = INT64_C(1795392000000);
    if (hl_analysis_run(design, cells, &options, &analysis, &err) != HL_OK)
        print_error("%s\n", err.message);
    assert_non_null(analysis);
    return analysis;
}

hl_cells *hl_made_two_rates(const hl_design *design, int32_t day, int64_t n0, int64_t x0,
                            int64_t n1, int64_t x1)
{
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    hl_made_enrol(cells, 0, 0, day, n0);
    hl_made_enrol(cells, 1, 0, day, n1);
    hl_made_rate(cells, 0, 0, day, 0, n0, x0);
    hl_made_rate(cells, 1, 0, day, 0, n1, x1);
    return cells;
}

void hl_made_drop(hl_analysis *analysis, hl_cells *cells)
{
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

hl_cells *hl_made_cells_of_rates(const hl_design *design, const hl_made_rates *metrics)
{
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_enrol(cells, arm, 0, HL_CELLS_NO_DAY, metrics[0].n[arm]);
        for (size_t m = 0; m < design->metric_count; m++)
            hl_made_rate(cells, arm, 0, HL_CELLS_NO_DAY, m, metrics[m].n[arm],
                         metrics[m].ones[arm]);
    }
    return cells;
}

const hl_finding *hl_made_reason(const hl_analysis *analysis, hl_finding_code code)
{
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        if (analysis->verdict.because[i].code == code)
            return &analysis->verdict.because[i];
    return NULL;
}
