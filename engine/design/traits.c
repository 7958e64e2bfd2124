#include "design/traits.h"

#include <string.h>

const hl_metric_kind_traits hl_design__metric_kind_traits[] = {
    [HL_METRIC_PROPORTION] = {.name = "proportion",
                              .is_rate = true,
                              .of_columns = true,
                              .value = HL_VALUE_OF_ANY,
                              .denominator_value = HL_VALUE_OF_ANY},
    [HL_METRIC_MEAN] = {.name = "mean",
                        .of_columns = true,
                        .may_say = HL_SAYS_WINSORIZE,
                        .value = HL_VALUE_OF_SUM,
                        .denominator_value = HL_VALUE_OF_ANY},
    [HL_METRIC_RATIO] = {.name = "ratio",
                         .of_columns = true,
                         .may_say =
                             HL_SAYS_DENOMINATOR | HL_SAYS_DENOMINATOR_VALUE | HL_SAYS_WINSORIZE,
                         .must_say = HL_SAYS_DENOMINATOR,
                         .value = HL_VALUE_OF_COUNT,
                         .denominator_value = HL_VALUE_OF_COUNT},
    [HL_METRIC_QUANTILE] = {.name = "quantile",
                            .of_columns = true,
                            .may_say = HL_SAYS_QUANTILE,
                            .must_say = HL_SAYS_QUANTILE,
                            .value = HL_VALUE_OF_SUM,
                            .denominator_value = HL_VALUE_OF_ANY},
    [HL_METRIC_RETENTION] = {.name = "retention",
                             .is_rate = true,
                             .may_say = HL_SAYS_FROM,
                             .must_say = HL_SAYS_FROM,
                             .value = HL_VALUE_OF_ANY,
                             .denominator_value = HL_VALUE_OF_ANY},
    [HL_METRIC_FUNNEL] = {.name = "funnel",
                          .is_rate = true,
                          .may_say = HL_SAYS_DENOMINATOR,
                          .value = HL_VALUE_OF_ANY,
                          .denominator_value = HL_VALUE_OF_ANY},
};
const hl_named_rows hl_design__metric_kinds = HL_NAMED_ROWS(hl_design__metric_kind_traits);

static const char *const roles[] = {[HL_ROLE_PRIMARY] = "primary",
                                    [HL_ROLE_SECONDARY] = "secondary",
                                    [HL_ROLE_GUARDRAIL] = "guardrail"};
const hl_named_rows hl_design__metric_roles = HL_NAMED_ROWS(roles);

static const char *const goals[] = {
    [HL_GOAL_INCREASE] = "increase", [HL_GOAL_DECREASE] = "decrease"};
const hl_named_rows hl_design__metric_goals = HL_NAMED_ROWS(goals);

static const char *const inferences[] = {[HL_INFER_FIXED] = "fixed",
                                         [HL_INFER_ANYTIME] = "anytime",
                                         [HL_INFER_GROUP_SEQUENTIAL] = "group_sequential"};
const hl_named_rows hl_design__inferences = HL_NAMED_ROWS(inferences);

static const char *const corrections[] = {[HL_CORRECT_NONE] = "none",
                                          [HL_CORRECT_HOLM] = "holm",
                                          [HL_CORRECT_BONFERRONI] = "bonferroni",
                                          [HL_CORRECT_BH] = "bh",
                                          [HL_CORRECT_DUNNETT] = "dunnett"};
const hl_named_rows hl_design__corrections = HL_NAMED_ROWS(corrections);

const hl_spending_traits hl_design__spending_traits[] = {
    [HL_SPEND_OBF] = {.name = "obf"},
    [HL_SPEND_POCOCK] = {.name = "pocock"},
    [HL_SPEND_POWER] = {.name = "power", .has_parameter = true, .parameter = 2},
    [HL_SPEND_HSD] = {.name = "hsd", .has_parameter = true, .parameter = -4},
};
const hl_named_rows hl_design__spendings = HL_NAMED_ROWS(hl_design__spending_traits);

static const char *const blanks[] = {[HL_BLANK_UNSAID] = "unsaid",
                                     [HL_BLANK_ZERO] = "zero",
                                     [HL_BLANK_MISSING] = "missing",
                                     [HL_BLANK_REFUSE] = "refuse"};
const hl_named_rows hl_design__blanks = HL_NAMED_ROWS(blanks);

const char *hl_metric_kind_name(hl_metric_kind kind)
{
    return hl_base__row_name(&hl_design__metric_kinds, kind);
}

const char *hl_metric_role_name(hl_metric_role role)
{
    return hl_base__row_name(&hl_design__metric_roles, role);
}

const char *hl_metric_goal_name(hl_metric_goal goal)
{
    return hl_base__row_name(&hl_design__metric_goals, goal);
}

const char *hl_inference_name(hl_inference inference)
{
    return hl_base__row_name(&hl_design__inferences, inference);
}

const char *hl_correction_name(hl_correction correction)
{
    return hl_base__row_name(&hl_design__corrections, correction);
}

const char *hl_spending_name(hl_spending spending)
{
    return hl_base__row_name(&hl_design__spendings, spending);
}

const char *hl_blank_name(hl_blank blank)
{
    return hl_base__row_name(&hl_design__blanks, blank);
}

bool hl_metric_is_rate(const hl_metric *metric)
{
    size_t kind = (size_t)metric->kind;
    return kind < hl_design__metric_kinds.count && hl_design__metric_kind_traits[kind].is_rate;
}

bool hl_design_has_condition(const hl_design *design, const char *dimension)
{
    for (size_t i = 0; i < design->dimension_count; i++)
        if (strcmp(design->dimensions[i].name, dimension) == 0)
            return design->dimensions[i].is_segment;
    return false;
}
