/* Every value of an enum has its row, under the name that definitions write. */
#include <string.h>

#include "design/traits.h"
#include "hookline/definition.h"
#include "tests/support/check.h"

/* Every name, and that there is none behind the last. */
#define assert_names(name_of, type, ...)                                                           \
    do {                                                                                           \
        static const char *const wanted[] = {__VA_ARGS__};                                         \
        size_t count = sizeof wanted / sizeof wanted[0];                                           \
        for (size_t i = 0; i < count; i++)                                                         \
            assert_string_equal(name_of((type)i), wanted[i]);                                      \
        assert_null(name_of((type)count));                                                         \
    } while (0)

static void every_value_has_its_name(void **state)
{
    (void)state;
    assert_names(hl_metric_kind_name, hl_metric_kind, "proportion", "mean", "ratio", "quantile",
                 "retention", "funnel");
    assert_names(hl_metric_role_name, hl_metric_role, "primary", "secondary", "guardrail");
    assert_names(hl_metric_goal_name, hl_metric_goal, "increase", "decrease");
    assert_names(hl_inference_name, hl_inference, "fixed", "anytime", "group_sequential");
    assert_names(hl_correction_name, hl_correction, "none", "holm", "bonferroni", "bh", "dunnett");
    assert_names(hl_spending_name, hl_spending, "obf", "pocock", "power", "hsd");
    assert_names(hl_hook_class_name, hl_hook_class, "transactional", "service", "promotion");
    assert_names(hl_cap_scope_name, hl_cap_scope, "user", "channel", "class", "hook", "operator",
                 "everyone", "minute", "session");
}

static void rates_are_told_by_their_kind(void **state)
{
    (void)state;
    static const bool rate[] = {
        [HL_METRIC_PROPORTION] = true, [HL_METRIC_MEAN] = false,     [HL_METRIC_RATIO] = false,
        [HL_METRIC_QUANTILE] = false,  [HL_METRIC_RETENTION] = true, [HL_METRIC_FUNNEL] = true};
    for (size_t i = 0; hl_metric_kind_name((hl_metric_kind)i) != NULL; i++) {
        hl_metric metric = hl_metric_init("m", (hl_metric_kind)i);
        assert_int_equal(hl_metric_is_rate(&metric), rate[i]);
    }
}

/* What a kind must say it may say, and a rate counts each unit once. */
static void the_table_of_kinds_agrees_with_itself(void **state)
{
    (void)state;
    for (size_t i = 0; i < hl_design__metric_kinds.count; i++) {
        const hl_metric_kind_traits *kind = &hl_design__metric_kind_traits[i];
        assert_int_equal(kind->must_say & ~kind->may_say, 0);
        assert_true(!kind->is_rate || kind->value == HL_VALUE_OF_ANY);
    }
}

static void a_row_is_found_by_its_whole_name(void **state)
{
    (void)state;
    const hl_named_rows *kinds = &hl_design__metric_kinds;
    assert_int_equal(hl_base__row_find(kinds, "ratio:", 5), HL_METRIC_RATIO);
    assert_int_equal(hl_base__row_find(kinds, "rati", 4), SIZE_MAX);
    assert_int_equal(hl_base__row_find(kinds, "ratios", 6), SIZE_MAX);
    assert_int_equal(hl_base__row_find(kinds, "", 0), SIZE_MAX);
    assert_null(hl_base__row_name(kinds, SIZE_MAX));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_has_its_name),
        cmocka_unit_test(rates_are_told_by_their_kind),
        cmocka_unit_test(the_table_of_kinds_agrees_with_itself),
        cmocka_unit_test(a_row_is_found_by_its_whole_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
