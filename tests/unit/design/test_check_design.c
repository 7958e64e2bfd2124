/* Designs made by hand: what cannot be is refused by the name of its field, wherever a design goes
 * in. */
#include <glob.h>
#include <math.h>
#include <string.h>

#include "hookline/analysis.h"
#include "hookline/definition.h"
#include "hookline/init.h"
#include "tests/support/check.h"

enum { ARMS = 4, MOST = 20 };

/* A design that can be, every part of which may be changed. */
typedef struct made {
    hl_arm_weight arms[ARMS];
    hl_metric metrics[2];
    hl_dimension dimensions[1];
    const char *covariates[MOST];
    const char *levels[2], *languages[1], *texts[1];
    size_t level_of_arm[ARMS];
    hl_factor factors[1];
    double looks[3];
    hl_design design;
} made;

static void make(made *m)
{
    *m = (made){.arms = {{"a", 1}, {"b", 1}, {"c", 1}, {"d", 0}},
                .metrics = {hl_metric_init("hit", HL_METRIC_PROPORTION),
                            hl_metric_init("spend", HL_METRIC_MEAN)},
                .dimensions = {{"city", false}},
                .covariates = {"before"},
                .levels = {"x", "y"},
                .languages = {"en"},
                .texts = {"A title"},
                .level_of_arm = {0, 1, 0, 1},
                .factors = {{"variant", m->levels, 2, m->level_of_arm}},
                .looks = {0.3, 0.6, 1},
                .design = hl_design_init()};
    m->design.experiment = "made";
    m->design.title = (hl_localized){1, m->languages, m->texts};
    m->design.arms = m->arms;
    m->design.arm_count = ARMS;
    m->design.factors = m->factors;
    m->design.factor_count = 1;
    m->design.metrics = m->metrics;
    m->design.metric_count = 2;
    m->design.dimensions = m->dimensions;
    m->design.dimension_count = 1;
    m->design.covariates = m->covariates;
    m->design.covariate_count = 1;
    m->design.looks = m->looks;
    m->design.look_count = 3;
}

/* The refusal of one changed field, by the check and by the two that ask it. */
static void refused(const made *m, const hl_cells *cells, const char *named)
{
    hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
    hl_cells *new_cells = NULL;
    hl_analysis *analysis = NULL;
    hl_error errs[3] = {HL_ERROR_INIT, HL_ERROR_INIT, HL_ERROR_INIT};
    hl_status got[] = {hl_design_check(&m->design, &errs[0]),
                       hl_cells_new(&m->design, &new_cells, &errs[1]),
                       hl_analysis_run(&m->design, cells, &options, &analysis, &errs[2])};
    for (size_t i = 0; i < 3; i++) {
        if (got[i] != HL_USAGE || strstr(errs[i].message, named) == NULL ||
            strstr(errs[i].message, "accepted: ") == NULL)
            fail_msg("%s wanted, got %d '%s'", named, (int)got[i], errs[i].message);
        assert_int_equal(strncmp(errs[i].message, "design: ", 8), 0);
    }
    assert_null(new_cells);
    assert_null(analysis);
}

#define REFUSED(change, named)                                                                     \
    do {                                                                                           \
        made m;                                                                                    \
        make(&m);                                                                                  \
        change;                                                                                    \
        refused(&m, cells, named);                                                                 \
    } while (0)

static hl_cells *cells_of(const hl_design *design)
{
    hl_cells *cells = NULL;
    hl_error err = HL_ERROR_INIT;
    if (hl_cells_new(design, &cells, &err) != HL_OK)
        fail_msg("%s", err.message);
    return cells;
}

static void a_wrong_field_is_refused_by_its_name(void **state)
{
    (void)state;
    made good;
    make(&good);
    hl_cells *cells = cells_of(&good.design);
    REFUSED(m.design.alpha = -1, "alpha is -1;");
    REFUSED(m.design.alpha = 0, "alpha is 0;");
    REFUSED(m.design.alpha = 1, "alpha is 1;");
    REFUSED(m.design.alpha = 2, "alpha is 2;");
    REFUSED(m.design.alpha = (double)NAN, "alpha is nan;");
    REFUSED(m.design.alpha = (double)INFINITY, "alpha is inf;");
    REFUSED(m.design.prior_a = -1, "prior_a is -1;");
    REFUSED(m.design.prior_b = (double)INFINITY, "prior_b is inf;");
    REFUSED(m.design.control = ARMS, "control is 4;");
    REFUSED(m.design.inference = (hl_inference)3, "inference is 3;");
    REFUSED(m.design.correction = (hl_correction)99, "correction is 99;");
    REFUSED(m.design.correction = (hl_correction)-1, "correction is -1;");
    REFUSED(m.design.experiment = NULL, "experiment is NULL;");
    REFUSED(m.design.unit = NULL, "unit is NULL;");
    REFUSED(m.design.title.texts = NULL, "title.texts is NULL;");
    REFUSED(m.languages[0] = NULL, "title.languages[0] is NULL;");
    REFUSED(m.design.arms = NULL, "arms is NULL;");
    REFUSED(m.arms[2].name = NULL, "arms[2].name is NULL;");
    REFUSED(m.arms[2].name = "a", "arms[2].name is 'a'");
    REFUSED(m.arms[1].weight = -1, "arms[1].weight is -1;");
    REFUSED(m.design.metrics = NULL, "metrics is NULL;");
    REFUSED(m.metrics[1].name = NULL, "metrics[1].name is NULL;");
    REFUSED(m.metrics[1].kind = (hl_metric_kind)6, "metrics[1].kind is 6;");
    REFUSED(m.metrics[1].role = (hl_metric_role)3, "metrics[1].role is 3;");
    REFUSED(m.metrics[1].goal = (hl_metric_goal)2, "metrics[1].goal is 2;");
    REFUSED(m.metrics[0].per = (hl_metric_per)2, "metrics[0].per is 2;");
    REFUSED(m.metrics[0].value = (hl_metric_value)5, "metrics[0].value is 5;");
    REFUSED(m.metrics[0].denominator_value = (hl_metric_value)5,
            "metrics[0].denominator_value is 5;");
    REFUSED(m.metrics[0].margin = (double)INFINITY, "metrics[0].margin is inf;");
    REFUSED(m.metrics[0].margin_lift = -0.1, "metrics[0].margin_lift is -0.1;");
    REFUSED(m.metrics[1].winsorize = 1.5, "metrics[1].winsorize is 1.5;");
    REFUSED(m.metrics[1].expected = (double)INFINITY, "metrics[1].expected is inf;");
    REFUSED(m.metrics[1].kind = HL_METRIC_QUANTILE, "metrics[1].quantile is nan;");
    REFUSED(m.metrics[1].within_ms = -1, "metrics[1].within_ms is -1;");
    REFUSED(m.metrics[1].from_ms = -1, "metrics[1].from_ms is -1;");
    REFUSED(m.dimensions[0].name = NULL, "dimensions[0].name is NULL;");
    REFUSED(m.design.covariates = NULL, "covariates is NULL;");
    REFUSED(m.covariates[0] = NULL, "covariates[0] is NULL;");
    REFUSED(m.design.covariate_count = 17, "covariate_count is 17;");
    REFUSED(m.factors[0].name = NULL, "factors[0].name is NULL;");
    REFUSED(m.factors[0].level_count = 0, "factors[0].level_count is 0;");
    REFUSED(m.factors[0].levels = NULL, "factors[0].levels is NULL;");
    REFUSED(m.levels[1] = NULL, "factors[0].levels[1] is NULL;");
    REFUSED(m.factors[0].level_of_arm = NULL, "factors[0].level_of_arm is NULL;");
    REFUSED(m.level_of_arm[3] = 2, "factors[0].level_of_arm[3] is 2;");
    REFUSED(m.design.looks = NULL, "looks is NULL;");
    REFUSED(m.looks[1] = 0.3, "looks[1] is 0.3;");
    REFUSED(m.looks[0] = 0, "looks[0] is 0;");
    REFUSED(m.looks[1] = (double)NAN, "looks[1] is nan;");
    REFUSED(m.looks[2] = 0.9, "looks[2] is 0.9;");
    REFUSED(m.design.look_count = 101, "look_count is 101;");
    REFUSED(m.design.spending = (hl_spending)4, "spending is 4;");
    REFUSED((m.design.spending = HL_SPEND_HSD, m.design.spending_parameter = (double)NAN),
            "spending_parameter is nan;");
    REFUSED((m.design.spending = HL_SPEND_POWER, m.design.spending_parameter = 0),
            "spending_parameter is 0;");
    hl_cells_free(cells);
}

static void what_may_be_left_out_may_be(void **state)
{
    (void)state;
    made m;
    make(&m);
    assert_int_equal(hl_design_check(&m.design, NULL), HL_OK);
    m.design.look_count = m.design.covariate_count = m.design.dimension_count = 0;
    m.design.factor_count = m.design.title.count = m.design.metric_count = 0;
    m.design.looks = NULL;
    m.design.metrics = NULL;
    assert_int_equal(hl_design_check(&m.design, NULL), HL_OK);
}

/* Cells of one shape, a design of another. */
static void cells_of_another_shape_are_rejected(void **state)
{
    (void)state;
    static const struct {
        size_t arms, metrics, dimensions, covariates;
        const char *said;
    } rows[] = {{1, 2, 1, 1, "at least two arms"},
                {3, 2, 1, 1, "the cells hold 4 arms, the design 3"},
                {4, 1, 1, 1, "the cells hold 2 metrics, the design 1"},
                {4, 2, 0, 1, "the cells hold 1 dimensions, the design 0"},
                {4, 2, 1, 0, "the cells hold 1 covariates, the design 0"}};
    made m;
    make(&m);
    hl_cells *cells = cells_of(&m.design);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        hl_analysis_options options = HL_ANALYSIS_OPTIONS_INIT;
        hl_error err = HL_ERROR_INIT;
        hl_analysis *analysis = NULL;
        m.design.arm_count = rows[i].arms;
        m.design.metric_count = rows[i].metrics;
        m.design.dimension_count = rows[i].dimensions;
        m.design.covariate_count = rows[i].covariates;
        assert_int_equal(hl_analysis_run(&m.design, cells, &options, &analysis, &err), HL_REJECTED);
        assert_non_null(strstr(err.message, rows[i].said));
        assert_null(analysis);
    }
    hl_cells_free(cells);
}

static void designs_of_definitions_can_be(void **state)
{
    (void)state;
    glob_t paths;
    assert_int_equal(glob("tests/corpus/definitions/good/*.json", 0, NULL, &paths), 0);
    size_t checked = 0;
    for (size_t i = 0; i < paths.gl_pathc; i++) {
        hl_problems *problems = hl_problems_new();
        hl_definition *definition = NULL;
        hl_error err = HL_ERROR_INIT;
        if (hl_definition_load(paths.gl_pathv[i], problems, &definition, &err) != HL_OK)
            fail_msg("%s: %s", paths.gl_pathv[i], err.message);
        const hl_experiment *x = hl_definition_experiment(definition);
        if (x != NULL && hl_design_check(&x->design, &err) != HL_OK)
            fail_msg("%s: %s", paths.gl_pathv[i], err.message);
        checked += x != NULL;
        hl_definition_free(definition);
        hl_problems_free(problems);
    }
    assert_true(checked > 10);
    globfree(&paths);
}

static void numbers_behind_the_last_have_no_name(void **state)
{
    (void)state;
    hl_metric metric = hl_metric_init("m", (hl_metric_kind)99);
    assert_false(hl_metric_is_rate(&metric));
    assert_null(hl_cells_counter_name((hl_cells_counter)99));
    assert_null(hl_cells_counter_name(HL_COUNTERS));
    assert_string_equal(hl_cells_counter_name(HL_COUNT_ENROLLED), "enrolled");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_field_is_refused_by_its_name),
        cmocka_unit_test(what_may_be_left_out_may_be),
        cmocka_unit_test(cells_of_another_shape_are_rejected),
        cmocka_unit_test(designs_of_definitions_can_be),
        cmocka_unit_test(numbers_behind_the_last_have_no_name),
    };
    hl_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
