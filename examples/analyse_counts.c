/* What did the message change? Counts that somebody else has already go in (from a warehouse, say),
 * the verdict comes out: as codes and numbers for a program, and as the report for people. */
#include <hookline.h>
#include <stdio.h>
#include <stdlib.h>

static hl_status add_arm(hl_cells *cells, size_t arm, int64_t clicks, int64_t users, hl_error *err)
{
    hl_cells_place all = {.arm = arm, .day = HL_CELLS_NO_DAY, .dimension = HL_CELLS_ALL};
    hl_status status = hl_cells_enrol(cells, &all, users, users, err);
    return status != HL_OK ? status : hl_cells_add_proportion(cells, &all, 0, clicks, users, err);
}

static hl_status tell(const hl_analysis *analysis, hl_error *err)
{
    char *text = NULL;
    printf("decision: %s\n", hl_decision_name(analysis->verdict.decision));
    for (size_t i = 0; i < analysis->verdict.because_count; i++)
        printf("  %s\n", hl_finding_name(analysis->verdict.because[i].code));
    printf("  lift %+.3f\n\n", analysis->metrics[0].comparisons[0].lift.estimate);
    hl_status status = hl_report_write(analysis, HL_REPORT_TEXT, HL_LANG_EN, false, &text, err);
    if (status == HL_OK)
        printf("%s", text);
    free(text);
    return status;
}

int main(void)
{
    static const hl_arm_weight arms[] = {{"daytime", 1}, {"evening", 1}}; /* the control first */
    hl_metric click = hl_metric_init("click", HL_METRIC_PROPORTION);
    hl_design design = hl_design_init();
    hl_cells *cells = NULL;
    hl_analysis *analysis = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_init();
    options.now_utc_ms = 1772524800000; /* 2026-03-03T08:00:00Z */
    design.experiment = "coupon reminder";
    design.arms = arms;
    design.arm_count = 2;
    design.metrics = &click;
    design.metric_count = 1;
    hl_status status = hl_cells_new(&design, &cells, &err);
    if (status == HL_OK)
        status = add_arm(cells, 0, 910, 4109, &err);
    if (status == HL_OK)
        status = add_arm(cells, 1, 1066, 4158, &err);
    if (status == HL_OK)
        status = hl_analysis_run(&design, cells, &options, &analysis, &err);
    if (status == HL_OK)
        status = tell(analysis, &err);
    if (status != HL_OK)
        fprintf(stderr, "%s\n", err.message);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
    return (int)status;
}
