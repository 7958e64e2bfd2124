/* A design from words alone: no file is near. */
#include "design/outline.h"

#include <math.h>
#include <string.h>

#include "tests/support/check.h"

static const char *const columns[] = {"arm", "n", "spend", "sq", "clicks", "sent", "a/b", "k=v"};

static bool has_column(const void *context, const char *name, size_t length)
{
    (void)context;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (strlen(columns[i]) == length && memcmp(columns[i], name, length) == 0)
            return true;
    return false;
}

static const char *const segments[] = {"vip"};
static const hl_design_table table = {"orders", has_column, NULL, segments, 1};

static hl_design_request request_of(const char *const *metrics, size_t count)
{
    hl_design_request request = hl_design_request_init();
    request.arm = "arm";
    request.metrics = metrics;
    request.metric_count = count;
    return request;
}

static void metrics_name_their_columns(void **state)
{
    (void)state;
    static const char *const metrics[] = {"spend",
                                          "ctr=clicks/sent:ratio:guardrail:decrease",
                                          "hit=clicks/sent:proportion",
                                          "m=spend,sq",
                                          "p=clicks:proportion",
                                          "q=spend:quantile:0.9",
                                          "w=spend:winsorize:0.99",
                                          "a/b",
                                          "k=v:mean"};
    static const struct {
        const char *name, *value, *denominator, *square, *trials;
        hl_metric_kind kind;
        bool bit, unsaid;
    } wanted[] = {
        {"spend", "spend", NULL, NULL, NULL, HL_METRIC_MEAN, false, true},
        {"ctr", "clicks", "sent", NULL, NULL, HL_METRIC_RATIO, false, false},
        {"hit", "clicks", NULL, NULL, "sent", HL_METRIC_PROPORTION, false, false},
        {"m", "spend", NULL, "sq", NULL, HL_METRIC_MEAN, false, false},
        {"p", "clicks", NULL, NULL, NULL, HL_METRIC_PROPORTION, true, false},
        {"q", "spend", NULL, NULL, NULL, HL_METRIC_QUANTILE, false, false},
        {"w", "spend", NULL, NULL, NULL, HL_METRIC_MEAN, false, false},
        {"a/b", "a/b", NULL, NULL, NULL, HL_METRIC_MEAN, false, true},
        {"k=v", "k=v", NULL, NULL, NULL, HL_METRIC_MEAN, false, false},
    };
    enum { COUNT = sizeof wanted / sizeof wanted[0] };
    hl_design_request request = request_of(metrics, COUNT);
    hl_design_outline outline;
    request.count = "n";
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_OK);
    assert_int_equal(outline.design.metric_count, COUNT);
    assert_true(outline.aggregated);
    for (size_t i = 0; i < COUNT; i++) {
        const hl_metric_columns *c = &outline.columns[i];
        const char *const got[] = {c->value, c->denominator, c->square, c->trials};
        const char *const want[] = {wanted[i].value, wanted[i].denominator, wanted[i].square,
                                    wanted[i].trials};
        assert_string_equal(outline.metrics[i].name, wanted[i].name);
        assert_int_equal(outline.metrics[i].kind, wanted[i].kind);
        assert_int_equal(c->bit, wanted[i].bit);
        assert_int_equal(c->kind_unsaid, wanted[i].unsaid);
        for (size_t k = 0; k < 4; k++)
            if (want[k] == NULL)
                assert_null(got[k]);
            else
                assert_string_equal(got[k], want[k]);
    }
    assert_int_equal(outline.metrics[0].role, HL_ROLE_PRIMARY);
    assert_int_equal(outline.metrics[1].role, HL_ROLE_GUARDRAIL);
    assert_int_equal(outline.metrics[1].goal, HL_GOAL_DECREASE);
    assert_rel(outline.metrics[5].quantile, 0.9, 0);
    assert_rel(outline.metrics[6].winsorize, 0.99, 0);
    hl_design__outline_free(&outline);
}

/* With a column of units rows are compared, unless the sum of a unit's is asked for. */
static void what_a_unit_s_rows_make(void **state)
{
    (void)state;
    static const char *const metrics[] = {"a=spend:mean",
                                          "b=spend:mean:per:unit:secondary",
                                          "c=spend:per:touch",
                                          "d=spend:per:unit:winsorize:0.9",
                                          "e=clicks:per:unit:proportion",
                                          "f=spend:quantile:0.5:per:unit"};
    static const hl_metric_per wanted[] = {HL_PER_TOUCH, HL_PER_UNIT, HL_PER_TOUCH,
                                           HL_PER_UNIT,  HL_PER_UNIT, HL_PER_UNIT};
    hl_design_request request = request_of(metrics, sizeof metrics / sizeof metrics[0]);
    hl_design_outline outline;
    request.unit = "n";
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_OK);
    for (size_t i = 0; i < request.metric_count; i++)
        assert_int_equal(outline.metrics[i].per, wanted[i]);
    assert_int_equal(outline.metrics[1].role, HL_ROLE_SECONDARY);
    assert_rel(outline.metrics[3].winsorize, 0.9, 0);
    hl_design__outline_free(&outline);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *metric;
        bool count, unit;
        const char *message;
    } cases[] = {
        {"spend:median", false, false, "'median' is not one of"},
        {"spend:quantile", false, false, "'quantile' takes a share between 0 and 1"},
        {"spend:0.5", false, false, "a number stands behind no word"},
        {"spend:mean:0.5", false, false, "'mean' takes no number"},
        {"spend,sq", false, false, "need --count"},
        {"clicks/sent:mean", false, false, "a quotient is a ratio or a proportion"},
        {"clicks:ratio", false, false, "a ratio is written NAME=NUM/DEN:ratio"},
        {"clicks:proportion:winsorize:0.9", false, false, "winsorize is for means and ratios"},
        {"m=spend,sq:winsorize:0.9", true, false, "the values behind a sum cannot be winsorized"},
        {"spend", true, true, "not both"},
        {"spend:mean:per:unit", false, false, "give --unit COL"},
        {"spend:per:unit", false, true, "say what is taken of a unit's rows"},
        {"spend:quantile:0.5:per:touch", false, true, "are per unit, not per touch"},
        {"spend:mean:unit", false, true, "'unit' is not one of"},
        {"spend:per", false, true, "'per' is not one of"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_design_request request = request_of(&cases[i].metric, 1);
        hl_design_outline outline;
        hl_error err = HL_ERROR_INIT;
        request.count = cases[i].count ? "n" : NULL;
        request.unit = cases[i].unit ? "sent" : NULL;
        assert_int_equal(hl_design__outline(&outline, &request, &table, &err), HL_USAGE);
        if (strstr(err.message, cases[i].message) == NULL)
            fail_msg("wanted '%s', said '%s'", cases[i].message, err.message);
        hl_design__outline_free(&outline);
    }
    static const char *const one[] = {"spend"};
    static const char *const covariates[] = {"n"};
    static const char *const counts[] = {"clicks/sent:proportion", "spend"};
    hl_design_outline outline;
    hl_design_request request = request_of(NULL, 0);
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_USAGE);
    hl_design__outline_free(&outline);
    request = request_of(one, 1);
    request.alpha = 0;
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_USAGE);
    hl_design__outline_free(&outline);
    request = request_of(counts, 2); /* a row of 10 trials has one spend */
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_USAGE);
    hl_design__outline_free(&outline);
    request = request_of(counts, 1);
    request.covariates = covariates;
    request.covariate_count = 1;
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_USAGE);
    hl_design__outline_free(&outline);
    request = request_of(one, 1);
    request.version = 99;
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_USAGE);
    hl_design__outline_free(&outline);
}

static void segments_come_before_columns(void **state)
{
    (void)state;
    static const char *const metrics[] = {"spend"};
    static const char *const by[] = {"n", "vip"};
    hl_design_request request = request_of(metrics, 1);
    hl_design_outline outline;
    request.dimensions = by;
    request.dimension_count = 2;
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_OK);
    assert_int_equal(outline.design.dimension_count, 2);
    assert_string_equal(outline.design.dimensions[0].name, "vip");
    assert_true(outline.design.dimensions[0].is_segment);
    assert_string_equal(outline.design.dimensions[1].name, "n");
    assert_false(outline.design.dimensions[1].is_segment);
    hl_design__outline_free(&outline);
}

/* What a definition says stands where the words say nothing. */
static void a_base_is_heeded(void **state)
{
    (void)state;
    static const char *const words[] = {"spend=sq:mean"};
    static const hl_arm_weight arms[] = {{"x", 2}, {"y", 1}};
    hl_metric metrics[] = {hl_metric_init("spend", HL_METRIC_MEAN),
                           hl_metric_init("rate", HL_METRIC_RATIO)};
    metrics[0].role = HL_ROLE_GUARDRAIL;
    metrics[0].margin = 0.5;
    metrics[1].column = "clicks";
    metrics[1].denominator = "sent";
    hl_design base = hl_design_init();
    base.alpha = 0.01;
    base.arms = arms;
    base.arm_count = 2;
    base.metrics = metrics;
    base.metric_count = 2;
    hl_design_request request = request_of(NULL, 0);
    hl_design_outline outline;
    request.base = &base;
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_OK);
    assert_int_equal(outline.design.metric_count, 2);
    assert_string_equal(outline.columns[0].value, "spend");
    assert_string_equal(outline.columns[1].value, "clicks");
    assert_string_equal(outline.columns[1].denominator, "sent");
    assert_rel(outline.design.alpha, 0.01, 0);
    hl_design__outline_free(&outline);
    request.metrics = words;
    request.metric_count = 1;
    request.alpha = 0.1;
    request.control = "y";
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_OK);
    assert_int_equal(outline.metrics[0].role, HL_ROLE_GUARDRAIL);
    assert_rel(outline.metrics[0].margin, 0.5, 0);
    assert_string_equal(outline.columns[0].value, "sq");
    assert_rel(outline.design.alpha, 0.1, 0);
    hl_arena arena = {0};
    hl_design design;
    hl_design_found found = {.experiment = "e"};
    assert_int_equal(hl_design__complete(&outline, &table, &found, &arena, &design, NULL), HL_OK);
    assert_int_equal(design.arm_count, 2);
    assert_int_equal(design.control, 1);
    assert_int_equal(design.arms[0].weight, 2);
    hl_base__arena_free(&arena);
    hl_design__outline_free(&outline);
}

static void arms_come_with_the_data(void **state)
{
    (void)state;
    static const char *const metrics[] = {"spend"};
    static const char *const arms[] = {"a", "blue", "c"};
    hl_design_request request = request_of(metrics, 1);
    hl_design_outline outline;
    hl_arena arena = {0};
    hl_error err = HL_ERROR_INIT;
    hl_design design;
    hl_design_found found = {.experiment = "e", .arms = arms, .arm_count = 3};
    request.control = "blue";
    request.weights = "blue=1,a=2,c=1";
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_OK);
    assert_int_equal(hl_design__complete(&outline, &table, &found, &arena, &design, NULL), HL_OK);
    assert_string_equal(design.experiment, "e");
    assert_int_equal(design.title.count, 0);
    assert_string_equal(design.arms[0].name, "blue");
    assert_string_equal(design.arms[1].name, "a");
    assert_int_equal(design.arms[1].weight, 2);
    assert_int_equal(design.control, 0);
    request.weights = "1,1";
    assert_int_equal(hl_design__complete(&outline, &table, &found, &arena, &design, NULL),
                     HL_USAGE);
    request.control = "bleu";
    assert_int_equal(hl_design__complete(&outline, &table, &found, &arena, &design, &err),
                     HL_REJECTED);
    assert_string_equal(err.message,
                        "orders: no row has the control 'bleu' as its arm; did you mean "
                        "'blue'? arms: a, blue, c");
    hl_base__arena_free(&arena);
    hl_design__outline_free(&outline);
}

/* Without a column of arms those of the weights are to be drawn. */
static void arms_are_made_of_weights(void **state)
{
    (void)state;
    static const char *const metrics[] = {"spend"};
    hl_design_request request = request_of(metrics, 1);
    hl_design_outline outline;
    hl_arena arena = {0};
    hl_design design;
    hl_design_found found = {.experiment = "e"};
    request.arm = NULL;
    assert_int_equal(hl_design__outline(&outline, &request, &table, NULL), HL_OK);
    assert_int_equal(hl_design__complete(&outline, &table, &found, &arena, &design, NULL), HL_OK);
    assert_int_equal(design.arm_count, 2);
    assert_string_equal(design.arms[1].name, "treatment");
    request.weights = "old=1,new=3";
    request.control = "new";
    assert_int_equal(hl_design__complete(&outline, &table, &found, &arena, &design, NULL), HL_OK);
    assert_string_equal(design.arms[0].name, "old");
    assert_int_equal(design.control, 1);
    request.control = "other";
    assert_int_equal(hl_design__complete(&outline, &table, &found, &arena, &design, NULL),
                     HL_USAGE);
    hl_base__arena_free(&arena);
    hl_design__outline_free(&outline);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metrics_name_their_columns),
        cmocka_unit_test(what_a_unit_s_rows_make),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(segments_come_before_columns),
        cmocka_unit_test(a_base_is_heeded),
        cmocka_unit_test(arms_come_with_the_data),
        cmocka_unit_test(arms_are_made_of_weights),
    };
    return cmocka_run_group_tests_name("design", tests, NULL, NULL);
}
