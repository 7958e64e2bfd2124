/* What the keys of a definition become. Refusals are pinned by tests/corpus and tests/cli. */
#include "tests/support/check.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/value.h"
#include "config/condition.h"
#include "hookline/definition.h"

static const uint64_t whole = UINT64_C(1) << 53;

static hl_definition *load(const char *name)
{
    char path[200];
    (void)snprintf(path, sizeof path, "tests/corpus/definitions/good/%s.json", name);
    hl_problems *problems = hl_problems_new();
    hl_definition *definition = NULL;
    hl_error err = HL_ERROR_INIT;
    if (hl_definition_load(path, problems, &definition, &err) != HL_OK)
        fail_msg("%s", err.message);
    hl_problems_free(problems);
    return definition;
}

/* What a store has kept can be read, and so reported and replaced, by a program with newer rules.
 */
static void test_kept_definitions_are_read(void **state)
{
    (void)state;
    static const char *const older[] = {"metric-guardrail-no-goal", "condition-no-dollar"};
    for (size_t i = 0; i < sizeof older / sizeof older[0]; i++) {
        char path[200];
        char text[8192];
        (void)snprintf(path, sizeof path, "tests/corpus/definitions/bad/%s.json", older[i]);
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        size_t length = fread(text, 1, sizeof text, file);
        (void)fclose(file);
        hl_problems *problems = hl_problems_new();
        hl_definition *definition = NULL;
        assert_int_equal(hl_definition_parse(path, text, length, problems, &definition, NULL),
                         HL_REJECTED);
        assert_null(definition);
        size_t errors = hl_problems_errors(problems);
        assert_true(errors > 0);
        assert_int_equal(hl_definition_parse_kept(path, text, length, problems, &definition, NULL),
                         HL_OK);
        assert_non_null(definition);
        assert_int_equal(hl_problems_errors(problems), errors);
        hl_definition_free(definition);
        hl_problems_free(problems);
    }
}

static void test_example(void **state)
{
    (void)state;
    hl_definition *definition = load("coupon-expiry-evening");
    const hl_experiment *x = hl_definition_experiment(definition);
    assert_string_equal(x->name, "coupon-expiry-evening");
    assert_int_equal(x->design.title.count, 2);
    assert_string_equal(x->design.title.texts[0], "Coupon reminder: evening or daytime?");
    assert_string_equal(x->design.title.texts[1], "优惠券到期提醒：晚间还是白天");
    assert_string_equal(x->purpose, "second purchase before the coupon lapses");
    assert_string_equal(x->customer_thinks, "they kept my ten yuan for me");
    assert_string_equal(x->wanted_response, "opens the shop and orders");
    assert_string_equal(x->unit, "user");
    assert_string_equal(x->layer, "repurchase");
    assert_int_equal(x->layer_range.from, 0);
    assert_int_equal(x->layer_range.to, whole / 2);
    assert_string_equal(x->holdout, "never-touch-2026");
    assert_int_equal(x->holdout_to, UINT64_C(450359962737049)); /* floor(0.05 * 2^53) */
    assert_int_equal(x->traffic_to, whole);
    assert_int_equal(x->audience->document->count, 2);
    assert_string_equal(x->hooks[0].anchor, "coupon_expires_at");
    assert_int_equal(x->hooks[0].lead.days, 3);
    assert_true(x->hooks[0].lead.present);
    assert_false(x->hooks[0].delay.present);
    assert_int_equal(x->hooks[0].klass, HL_CLASS_PROMOTION);
    assert_int_equal(x->hooks[0].no_slot, HL_NO_SLOT_PULL_EARLIER);
    assert_int_equal(x->hooks[0].choose, HL_CHOOSE_TARGET);
    assert_int_equal(x->windows[1].from_minutes, 1200);
    assert_int_equal(x->windows[1].to_minutes, 1320);
    assert_int_equal(x->windows[1].days, 0x7F);
    assert_null(x->windows[1].zone);
    assert_string_equal(x->variants[0].text.languages[0], "zh");
    assert_int_equal(x->arm_count, 2);
    assert_int_equal(x->arms[1].step_count, 1);
    assert_int_equal(x->arms[1].steps[0].window, 1);
    assert_int_equal(x->arms[1].steps[0].hook, 0);
    assert_int_equal(x->arms[1].steps[0].variant, 0);
    assert_string_equal(x->arms[1].steps[0].channel, "wecom");
    assert_int_equal(x->design.control, 0);
    assert_int_equal(x->design.dimension_count, 2);
    assert_string_equal(x->design.dimensions[1].name, "high_value");
    assert_true(x->design.dimensions[1].is_segment);
    const hl_metric *revenue = &x->design.metrics[3];
    assert_int_equal(revenue->kind, HL_METRIC_MEAN);
    assert_int_equal(revenue->value, HL_VALUE_OF_SUM);
    assert_int_equal(revenue->within_ms, INT64_C(604800000));
    assert_true(revenue->winsorize == 0.999);
    assert_true(isnan(revenue->margin));
    const hl_metric *blocked = &x->design.metrics[4];
    assert_int_equal(blocked->role, HL_ROLE_GUARDRAIL);
    assert_int_equal(blocked->goal, HL_GOAL_DECREASE);
    assert_true(blocked->margin == 0.002);
    assert_true(x->design.alpha == 0.05);
    assert_true(x->design.planned_units == 0);
    assert_int_equal(x->design.inference, HL_INFER_ANYTIME);
    assert_int_equal(x->design.correction, HL_CORRECT_HOLM);
    assert_string_equal(x->design.covariates[0], "spend_12m");
    assert_string_equal(x->design.experiment, "coupon-expiry-evening");
    hl_definition_free(definition);
}

static void test_defaults(void **state)
{
    (void)state;
    hl_definition *definition = load("minimal");
    const hl_experiment *x = hl_definition_experiment(definition);
    assert_string_equal(x->salt, "m");
    assert_string_equal(x->unit, "user");
    assert_string_equal(x->bucketing, "sha256");
    assert_null(x->layer);
    assert_null(x->holdout);
    assert_null(x->audience);
    assert_int_equal(x->traffic_to, whole);
    assert_int_equal(x->ramp_count, 0);
    assert_int_equal(x->design.arms[0].weight, 1);
    assert_int_equal(x->design.control, 0);
    assert_int_equal(x->arms[0].steps[0].hook, SIZE_MAX);
    assert_int_equal(x->arms[0].steps[0].variant, SIZE_MAX);
    assert_int_equal(x->arms[0].steps[0].window, SIZE_MAX);
    assert_null(x->arms[0].steps[0].channel);
    assert_true(x->design.alpha == 0.05);
    assert_true(x->design.planned_units == 0);
    assert_true(x->design.prior_a == 0.5 && x->design.prior_b == 0.5);
    assert_int_equal(x->design.title.count, 0);
    assert_int_equal(x->design.spending, HL_SPEND_OBF);
    hl_definition_free(definition);
}

static void test_factors(void **state)
{
    (void)state;
    static const char *const names[] = {"gift × day", "gift × eve", "book × day", "book × eve"};
    static const int64_t weights[] = {2, 4, 2, 1};
    hl_definition *definition = load("factors");
    const hl_experiment *x = hl_definition_experiment(definition);
    const hl_design *design = &x->design;
    assert_int_equal(x->arm_count, 4);
    assert_int_equal(design->factor_count, 2);
    assert_string_equal(design->factors[0].name, "variant");
    assert_string_equal(design->factors[1].levels[1], "eve");
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(x->arms[i].name, names[i]);
        assert_string_equal(design->arms[i].name, names[i]);
        assert_int_equal(design->arms[i].weight, weights[i]);
        assert_int_equal(design->factors[0].level_of_arm[i], i / 2);
        assert_int_equal(design->factors[1].level_of_arm[i], i % 2);
        assert_int_equal(x->arms[i].steps[0].variant, i / 2);
        assert_int_equal(x->arms[i].steps[0].window, i % 2);
        assert_int_equal(x->arms[i].steps[0].hook, 0);
        assert_string_equal(x->arms[i].steps[0].channel, "wecom");
    }
    hl_definition_free(definition);
    definition = load("factors-three");
    x = hl_definition_experiment(definition);
    assert_int_equal(x->arm_count, 12);
    assert_string_equal(x->arms[7].name, "coupon × gift × line");
    assert_string_equal(x->arms[7].steps[0].channel, "line");
    hl_definition_free(definition);
}

static void test_journey(void **state)
{
    (void)state;
    hl_definition *definition = load("journey");
    const hl_experiment *x = hl_definition_experiment(definition);
    assert_int_equal(x->arms[0].step_count, 3);
    assert_int_equal(x->arms[0].steps[2].hook, 2);
    assert_int_equal(x->arms[0].steps[0].window, SIZE_MAX);
    assert_string_equal(x->arms[0].steps[2].channel, "sms-cn");
    assert_null(x->arms[0].steps[0].channel);
    assert_string_equal(x->arms[1].steps[1].channel, "wecom");
    const hl_hook *advice = &x->hooks[2];
    assert_string_equal(advice->after, "hello");
    assert_int_equal(advice->delay.ms, INT64_C(86400000));
    assert_int_equal(advice->delay.days, 0);
    assert_int_equal(advice->on_reply, HL_ON_REPLY_STOP);
    assert_int_equal(advice->no_reply_within.ms, INT64_C(43200000));
    assert_int_equal(advice->stop_on_count, 3);
    assert_string_equal(advice->stop_on[2], "block");
    hl_definition_free(definition);
}

static void test_hooks(void **state)
{
    (void)state;
    hl_definition *definition = load("hooks-all-keys");
    const hl_experiment *x = hl_definition_experiment(definition);
    const hl_hook *paid = &x->hooks[0];
    assert_string_equal(paid->trigger, "order_paid");
    assert_int_equal(paid->expiry.days, 2);
    assert_int_equal(paid->cooldown.days, 7);
    assert_int_equal(paid->no_slot, HL_NO_SLOT_FALLBACK_CHANNEL);
    assert_string_equal(paid->fallback_channel, "sms-cn");
    assert_int_equal(paid->choose, HL_CHOOSE_EXPLORE);
    assert_true(paid->has_at);
    assert_int_equal(paid->at_minutes, 630);
    assert_int_equal(paid->jitter.ms, INT64_C(900000));
    assert_true(paid->value == 2.5);
    assert_int_equal(x->hooks[1].recurs, HL_RECURS_YEARLY);
    assert_false(x->hooks[1].has_at);
    assert_true(x->hooks[1].lead.present);
    assert_int_equal(x->hooks[2].silent.days, 30);
    assert_int_equal(x->hooks[2].choose, HL_CHOOSE_EARLIEST);
    hl_definition_free(definition);
}

static void test_windows(void **state)
{
    (void)state;
    hl_definition *definition = load("windows-days");
    const hl_window *windows = hl_definition_experiment(definition)->windows;
    assert_int_equal(windows[0].days, 1 | 4 | 16 | 32 | 64);
    assert_int_equal(windows[0].to_minutes, 1440);
    assert_int_equal(windows[1].days, 32 | 64 | 1); /* sat-mon */
    assert_int_equal(windows[1].from_minutes, 1320);
    assert_int_equal(windows[1].to_minutes, 360);
    assert_null(windows[1].zone);
    assert_int_equal(windows[2].kind, HL_DAYS_WORKING);
    assert_int_equal(windows[2].days, 0x7F);
    assert_int_equal(windows[3].kind, HL_DAYS_FREE);
    assert_int_equal(windows[3].to_minutes, 1440); /* 00:00 as an end is midnight */
    hl_definition_free(definition);
}

static void test_planning(void **state)
{
    (void)state;
    hl_definition *definition = load("planning");
    const hl_experiment *x = hl_definition_experiment(definition);
    assert_string_equal(x->zone, "Asia/Shanghai");
    assert_int_equal(x->quiet_count, 2);
    assert_int_equal(x->quiet[0].from_minutes, 1320);
    assert_int_equal(x->quiet[1].days, 64);
    assert_int_equal(x->shift_count, 2);
    assert_string_equal(x->shifts[0].operator_name, "anna");
    assert_string_equal(x->shifts[1].operator_name, "李");
    assert_int_equal(x->shifts[0].window.days, 31);
    assert_int_equal(x->special_day_count, 3);
    assert_int_equal(x->special_days[1].day, 2);
    assert_false(x->special_days[1].working);
    assert_int_equal(x->special_days[2].month, 10);
    assert_true(x->special_days[2].working);
    hl_definition_free(definition);
    definition = load("calendar-file");
    assert_string_equal(hl_definition_experiment(definition)->calendar_file, "cn-2026.ics");
    hl_definition_free(definition);
}

static void test_caps(void **state)
{
    (void)state;
    hl_definition *definition = load("caps");
    const hl_experiment *x = hl_definition_experiment(definition);
    assert_int_equal(x->cap_count, 8);
    assert_int_equal(x->caps[0].scope, HL_SCOPE_USER);
    assert_int_equal(x->caps[0].calendar, HL_PERIOD_MONTH);
    assert_false(x->caps[0].per.present);
    assert_int_equal(x->caps[1].per.days, 1);
    assert_int_equal(x->caps[2].count, HL_CAP_MONTH_DAYS);
    assert_string_equal(x->caps[3].of, "promotion");
    assert_int_equal(x->caps[5].count, 0);
    assert_int_equal(x->caps[7].scope, HL_SCOPE_MINUTE);
    hl_definition_free(definition);
}

static void test_metrics(void **state)
{
    (void)state;
    hl_definition *definition = load("metrics-all-kinds");
    const hl_metric *m = hl_definition_experiment(definition)->design.metrics;
    assert_int_equal(m[0].value, HL_VALUE_OF_ANY);
    assert_true(m[1].expected == 12.5);
    assert_string_equal(m[2].denominator, "touch");
    assert_int_equal(m[2].value, HL_VALUE_OF_COUNT);
    assert_int_equal(m[2].denominator_value, HL_VALUE_OF_COUNT);
    assert_int_equal(m[3].value, HL_VALUE_OF_FIRST_DELAY);
    assert_true(m[3].quantile == 0.5);
    assert_int_equal(m[4].from_ms, INT64_C(604800000));
    assert_int_equal(m[4].within_ms, INT64_C(1209600000));
    assert_string_equal(m[5].denominator, "click");
    assert_true(m[7].margin_lift == 0.1);
    assert_true(isnan(m[7].margin));
    assert_int_equal(m[8].per, HL_PER_TOUCH);
    assert_true(m[8].independent_touches);
    assert_int_equal(m[9].per, HL_PER_UNIT);
    assert_int_equal(m[9].value, HL_VALUE_OF_SUM);
    hl_definition_free(definition);
    definition = load("flat-file");
    const hl_design *design = &hl_definition_experiment(definition)->design;
    assert_null(design->metrics[0].event);
    assert_string_equal(design->metrics[0].column, "visit");
    assert_string_equal(design->metrics[2].denominator, "visit");
    assert_int_equal(design->inference, HL_INFER_FIXED);
    assert_int_equal(design->correction, HL_CORRECT_DUNNETT);
    assert_true(design->alpha == 0.01);
    assert_int_equal(design->covariate_count, 2);
    assert_string_equal(design->dimensions[0].name, "newbie");
    assert_false(design->dimensions[0].is_segment);
    assert_true(design->prior_b == 9.0);
    hl_definition_free(definition);
}

static void test_sequential(void **state)
{
    (void)state;
    hl_definition *definition = load("group-sequential");
    const hl_design *design = &hl_definition_experiment(definition)->design;
    assert_int_equal(design->look_count, 4);
    assert_true(design->looks[2] == 0.75);
    assert_int_equal(design->spending, HL_SPEND_POWER);
    assert_true(design->spending_parameter == 3.0);
    hl_definition_free(definition);
    definition = load("looks-number");
    design = &hl_definition_experiment(definition)->design;
    assert_int_equal(design->look_count, 5);
    assert_true(design->looks[0] == 0.2 && design->looks[4] == 1.0);
    hl_definition_free(definition);
}

static void test_ramp(void **state)
{
    (void)state;
    hl_definition *definition = load("layer-holdout-ramp");
    const hl_experiment *x = hl_definition_experiment(definition);
    assert_string_equal(x->salt, "other");
    assert_string_equal(x->design.unit, "household");
    assert_int_equal(x->layer_range.from, whole / 4);
    assert_int_equal(x->ramp_count, 3);
    assert_int_equal(x->ramp[0].at_utc_ms, INT64_C(1793462400000));
    assert_int_equal(x->ramp[0].traffic_to, UINT64_C(90071992547409)); /* floor(2^53 / 100) */
    assert_int_equal(x->ramp[2].at_utc_ms % 1000, 500);
    assert_int_equal(x->ramp[2].traffic_to, whole);
    hl_definition_free(definition);
}

static void test_weights(void **state)
{
    (void)state;
    hl_definition *definition = load("weights-decimal");
    const hl_arm_weight *arms = hl_definition_experiment(definition)->design.arms;
    assert_int_equal(arms[0].weight, 1);
    assert_int_equal(arms[1].weight, 2);
    assert_int_equal(arms[2].weight, 7);
    hl_definition_free(definition);
}

static void test_groups(void **state)
{
    (void)state;
    hl_definition *definition = load("audience");
    const hl_experiment *x = hl_definition_experiment(definition);
    const hl_value *vip = hl_base__value_get(x->audience->groups, "vip");
    assert_non_null(vip);
    assert_int_equal(vip->count, 3);
    hl_definition_free(definition);
}

static void test_text_and_digest(void **state)
{
    (void)state;
    static const char text[] =
        "{\"format\":\"hookline-experiment/1\",\"experiment\":\"t\",\"arms\":[{\"arm\":\"a\"}]}";
    hl_problems *problems = hl_problems_new();
    hl_definition *definition = NULL;
    assert_int_equal(hl_definition_parse("t", text, sizeof text - 1, problems, &definition, NULL),
                     HL_OK);
    size_t length = 0;
    assert_string_equal(hl_definition_text(definition, &length), text);
    assert_int_equal(length, sizeof text - 1);
    assert_string_equal(hl_definition_file(definition), "t");
    /* printf '...' | sha256sum */
    assert_string_equal(hl_definition_digest(definition),
                        "238332ec852229d06b61b5d160a0e995bbbd4a6a18872f41890c05270e216612");
    hl_definition_free(definition);
    hl_problems_free(problems);
}

/* Shares are floor(decimal * 2^53), from the text: 0.3 and 0.30000000000000000 are one bound, so
 * that ranges that meet in the text meet as integers. */
static void test_ranges_meet(void **state)
{
    (void)state;
    static const char *const same[] = {"0.3", "0.30", "3e-1", "0.300000000000000000", "30E-2"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        char text[300];
        int length = snprintf(text, sizeof text,
                              "{\"format\":\"hookline-experiment/1\",\"experiment\":\"e\","
                              "\"layer\":{\"name\":\"l\",\"from\":%s,\"to\":0.7},"
                              "\"arms\":[{\"arm\":\"a\"}]}",
                              same[i]);
        hl_problems *problems = hl_problems_new();
        hl_definition *definition = NULL;
        assert_int_equal(
            hl_definition_parse("t", text, (size_t)length, problems, &definition, NULL), HL_OK);
        const hl_bucket_range *range = &hl_definition_experiment(definition)->layer_range;
        /* python3: 3 * 2**53 // 10, 7 * 2**53 // 10 */
        assert_int_equal(range->from, INT64_C(2702159776422297));
        assert_int_equal(range->to, INT64_C(6305039478318694));
        hl_definition_free(definition);
        hl_problems_free(problems);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_example),     cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_factors),     cmocka_unit_test(test_journey),
        cmocka_unit_test(test_hooks),       cmocka_unit_test(test_windows),
        cmocka_unit_test(test_planning),    cmocka_unit_test(test_caps),
        cmocka_unit_test(test_metrics),     cmocka_unit_test(test_sequential),
        cmocka_unit_test(test_ramp),        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_groups),      cmocka_unit_test(test_text_and_digest),
        cmocka_unit_test(test_ranges_meet), cmocka_unit_test(test_kept_definitions_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
