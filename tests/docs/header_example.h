/* What the worked example of a public header may take as given: things that an earlier stage has
 * made. Each example is compiled as the body of a function that starts with these. */
#include <hookline.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NOLINTBEGIN */
static hl_error err = HL_ERROR_INIT;
static hl_status status;
static hl_problems *problems;
static int64_t now_utc_ms;
static char *text;
static const hl_definition *definition;
static const hl_experiment *experiment;
static const hl_design *design;
static hl_cells *cells;
static hl_analysis *analysis;
static const hl_unit_values *values;
static hl_store *store;
static hl_plan *plan;
static const char *name;
static hl_timing_options timing_options;
static hl_timing_model *model;
static int64_t model_number;
/* NOLINTEND */
