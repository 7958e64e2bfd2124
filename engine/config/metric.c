/* Metrics: what is counted, for whom, how long after the touch, and what for. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "base/civil.h"
#include "base/number.h"
#include "base/text.h"
#include "config/draft.h"
#include "design/traits.h"

/* "user" is another word for the unit: what is said of users holds for whatever is randomised. */
static const char *const per_names[] = {"unit", "touch", "user"};
static const hl_named_rows pers = HL_NAMED_ROWS(per_names);
static const char *const value_names[] = {"any", "count", "sum", "max", "delay"};
static const hl_named_rows values = HL_NAMED_ROWS(value_names);
static const char *const blank_names[] = {"zero", "missing", "refuse"}; /* from HL_BLANK_ZERO on */
static const hl_named_rows blanks = HL_NAMED_ROWS(blank_names);
static const hl_config_range inside = {0.0, 1.0, true, true};
static const hl_config_range positive = {0.0, (double)INFINITY, true, false};
static const hl_config_range any_number = {-(double)INFINITY, (double)INFINITY, false, false};

static const hl_config_field fields[] = {
    {.key = "metric",
     .decode = hl_config__name,
     .offset = offsetof(hl_metric, name),
     .accepted = "a name of 1 to 200 characters",
     .required = true},
    {.key = "title", .decode = hl_config__later},
    {.key = "kind",
     .decode = hl_config__choice,
     .offset = offsetof(hl_metric, kind),
     .more = &hl_design__metric_kinds,
     .accepted = "proportion, mean, ratio, quantile, retention or funnel",
     .required = true},
    {.key = "event", .decode = hl_config__name, .offset = offsetof(hl_metric, event)},
    {.key = "column", .decode = hl_config__name, .offset = offsetof(hl_metric, column)},
    {.key = "value",
     .decode = hl_config__choice,
     .offset = offsetof(hl_metric, value),
     .more = &values},
    {.key = "denominator", .decode = hl_config__name, .offset = offsetof(hl_metric, denominator)},
    {.key = "denominator_value",
     .decode = hl_config__choice,
     .offset = offsetof(hl_metric, denominator_value),
     .more = &values},
    {.key = "within", .decode = hl_config__span_ms, .offset = offsetof(hl_metric, within_ms)},
    {.key = "from", .decode = hl_config__span_ms, .offset = offsetof(hl_metric, from_ms)},
    {.key = "per", .decode = hl_config__choice, .offset = offsetof(hl_metric, per), .more = &pers},
    {.key = "role",
     .decode = hl_config__choice,
     .offset = offsetof(hl_metric, role),
     .more = &hl_design__metric_roles},
    {.key = "goal",
     .decode = hl_config__choice,
     .offset = offsetof(hl_metric, goal),
     .more = &hl_design__metric_goals},
    {.key = "margin",
     .decode = hl_config__number,
     .offset = offsetof(hl_metric, margin),
     .more = &positive},
    {.key = "margin_lift",
     .decode = hl_config__number,
     .offset = offsetof(hl_metric, margin_lift),
     .more = &positive},
    {.key = "quantile",
     .decode = hl_config__number,
     .offset = offsetof(hl_metric, quantile),
     .more = &inside},
    {.key = "winsorize",
     .decode = hl_config__number,
     .offset = offsetof(hl_metric, winsorize),
     .more = &inside},
    {.key = "expected",
     .decode = hl_config__number,
     .offset = offsetof(hl_metric, expected),
     .more = &any_number},
    {.key = "worth",
     .decode = hl_config__number,
     .offset = offsetof(hl_metric, worth),
     .more = &inside},
    {.key = "blank",
     .decode = hl_config__choice_or_none,
     .offset = offsetof(hl_metric, blank),
     .more = &blanks},
    {.key = "independent_touches",
     .decode = hl_config__bool,
     .offset = offsetof(hl_metric, independent_touches)},
};

static const hl_metric initial = {.role = HL_ROLE_SECONDARY,
                                  .margin = HL_NAN,
                                  .margin_lift = HL_NAN,
                                  .quantile = HL_NAN,
                                  .winsorize = HL_NAN,
                                  .expected = HL_NAN,
                                  .worth = HL_NAN};

static const struct {
    const char *key;
    unsigned says;
} of_kind[] = {{"denominator", HL_SAYS_DENOMINATOR},
               {"denominator_value", HL_SAYS_DENOMINATOR_VALUE},
               {"from", HL_SAYS_FROM},
               {"quantile", HL_SAYS_QUANTILE},
               {"winsorize", HL_SAYS_WINSORIZE}};

/* A key that a metric of this kind has not; says which kinds have it. */
static void refuse_key(hl_decoder *decoder, const hl_value *value, size_t which,
                       hl_metric_kind kind)
{
    hl_text kinds = {0};
    for (size_t k = 0; hl_metric_kind_name((hl_metric_kind)k) != NULL; k++)
        if (hl_design__metric_kind_traits[k].may_say & of_kind[which].says)
            hl_base__text_addf(&kinds, "%s%s", kinds.length > 0 ? " and " : "",
                               hl_metric_kind_name((hl_metric_kind)k));
    hl_config__error_at(decoder, value, of_kind[which].key, NULL,
                        "'%s' is for metrics of kind %s, not %s", of_kind[which].key,
                        hl_base__text_string(&kinds), hl_metric_kind_name(kind));
    decoder->no_memory = decoder->no_memory || kinds.failed;
    hl_base__text_free(&kinds);
}

static void check_kind(hl_decoder *decoder, const hl_value *value, const hl_metric *metric)
{
    const hl_metric_kind_traits *kind = &hl_design__metric_kind_traits[metric->kind];
    for (size_t i = 0; i < HL_CONFIG_COUNT(of_kind); i++) {
        bool given = hl_base__value_get(value, of_kind[i].key) != NULL;
        if (given && (kind->may_say & of_kind[i].says) == 0)
            refuse_key(decoder, value, i, metric->kind);
        bool needed = (kind->must_say & of_kind[i].says) != 0 &&
                      (metric->column == NULL || metric->kind != HL_METRIC_RETENTION);
        if (!given && needed)
            hl_config__error(decoder, value, NULL, "a metric of kind %s needs the key '%s'",
                             kind->name, of_kind[i].key);
    }
    if (metric->kind == HL_METRIC_QUANTILE && metric->per == HL_PER_TOUCH)
        hl_config__error_at(decoder, value, "per", "unit, or nothing",
                            "a quantile is of the units' values: touches of one unit are not "
                            "independent of each other");
    if (kind->is_rate && metric->value != HL_VALUE_OF_ANY)
        hl_config__error_at(decoder, value, "value", "any, or nothing",
                            "a metric of kind %s is yes or no for each unit", kind->name);
}

static bool asks_for_values(hl_metric_value value)
{
    return value == HL_VALUE_OF_SUM || value == HL_VALUE_OF_MAX;
}

/* An event without a value has happened all the same: what it was worth is nothing, or not known.
 */
static void check_blank(hl_decoder *decoder, const hl_value *value, const hl_metric *metric)
{
    if (metric->event == NULL || hl_base__value_get(value, "blank") == NULL)
        return;
    bool said = hl_base__value_get(value, "value") != NULL;
    hl_metric_value numerator =
        said ? metric->value : hl_design__metric_kind_traits[metric->kind].value;
    if (!asks_for_values(numerator) && !asks_for_values(metric->denominator_value))
        hl_config__error_at(decoder, value, "blank", NULL,
                            "'blank' is for metrics with a column, or with the sum or the largest "
                            "of their events' values");
    else if (metric->blank != HL_BLANK_ZERO)
        hl_config__error_at(decoder, value, "blank", "zero, or nothing",
                            "events without a value cannot be '%s'", hl_blank_name(metric->blank));
}

static void check_source(hl_decoder *decoder, const hl_value *value)
{
    bool event = hl_base__value_get(value, "event") != NULL;
    bool column = hl_base__value_get(value, "column") != NULL;
    if (!event && !column)
        hl_config__error(decoder, value, "\"event\": \"click\", or \"column\" for a flat file",
                         "the metric does not say what it counts");
    if (event && column)
        hl_config__error_at(decoder, value, "column", "one of them",
                            "a metric has an event or a column, not both");
    static const char *const of_events[] = {"within", "from", "denominator_value", "value"};
    for (size_t i = 0; column && i < HL_CONFIG_COUNT(of_events); i++)
        if (hl_base__value_get(value, of_events[i]) != NULL)
            hl_config__error_at(decoder, value, of_events[i], NULL,
                                "'%s' is for metrics with an event", of_events[i]);
}

/* Blocks that rise by nine points hold a guardrail that wants them to rise. */
static void check_goal(hl_decoder *decoder, const hl_value *value, const hl_metric *metric)
{
    if (metric->role == HL_ROLE_GUARDRAIL && hl_base__value_get(value, "goal") == NULL)
        hl_config__newer(decoder, value, "\"goal\": \"decrease\" or \"increase\"",
                         "a guardrail says which way is good: without a goal more is taken for "
                         "better");
}

/* Five points of a rate are seldom what one tolerates; 0.5 for half a point is. */
static void remark_margin(hl_decoder *decoder, const hl_value *value, const hl_metric *metric)
{
    const double most = 0.05;
    char points[HL_NUMBER_TEXT];
    bool rate = hl_design__metric_kind_traits[metric->kind].is_rate;
    if (rate && metric->margin >= 1.0)
        hl_config__newer_at(decoder, value, "margin", "a fraction such as 0.005 (half a point)",
                            "tolerates any harm: no rate changes by 100 percentage points");
    else if (rate && metric->margin > most)
        hl_config__warn_at(decoder, value, "margin",
                           "tolerates a harm of %s percentage points: margins of rates are "
                           "fractions, 0.005 is half a point",
                           hl_base__number_significant(100 * metric->margin, 4, points));
}

/* The same of a part of what the control has: 5 is not 5 %. Of what is expected not to lie above 0
 * a part says little: it is judged by the size of the control's level, and only where its sign is
 * shown. */
static void remark_margin_lift(hl_decoder *decoder, const hl_value *value, const hl_metric *metric)
{
    const double most = 0.5;
    char percent[HL_NUMBER_TEXT];
    if (metric->margin_lift > 0 && !hl_design__metric_kind_traits[metric->kind].is_rate &&
        metric->expected <= 0.0)
        hl_config__warn_at(decoder, value, "margin_lift",
                           "is a part of a level that is expected not to lie above 0: give an "
                           "absolute margin");
    if (metric->goal == HL_GOAL_INCREASE && metric->margin_lift >= 1.0)
        hl_config__newer_at(decoder, value, "margin_lift", "a fraction such as 0.05 (5 %)",
                            "tolerates any harm: nothing falls by more than 100 %%");
    else if (metric->margin_lift > most)
        hl_config__warn_at(decoder, value, "margin_lift",
                           "tolerates a harm of %s %%: relative margins are fractions, 0.05 is 5 "
                           "%%",
                           hl_base__number_significant(100 * metric->margin_lift, 4, percent));
}

static void check_expected(hl_decoder *decoder, const hl_value *value, const hl_metric *metric)
{
    bool rate = hl_design__metric_kind_traits[metric->kind].is_rate;
    if (rate && (metric->expected <= 0.0 || metric->expected >= 1.0))
        hl_config__newer_at(decoder, value, "expected", "a number between 0 and 1: 0.2 is 20 %",
                            "is no rate that can be expected");
}

/* The quantile above which values are clipped, not the share that is. */
static void remark_winsorize(hl_decoder *decoder, const hl_value *value, const hl_metric *metric)
{
    char percent[HL_NUMBER_TEXT];
    if (metric->winsorize < 0.5)
        hl_config__warn_at(decoder, value, "winsorize",
                           "clips %s %% of the values: it is the quantile above which they are "
                           "clipped, such as 0.99",
                           hl_base__number_significant(100 * (1 - metric->winsorize), 4, percent));
}

/* What is divided by itself. */
static void remark_denominator(hl_decoder *decoder, const hl_value *value, const hl_metric *metric)
{
    const char *numerator = metric->event != NULL ? metric->event : metric->column;
    bool counted = metric->kind == HL_METRIC_RATIO && metric->event != NULL;
    if (numerator != NULL && metric->denominator != NULL &&
        strcmp(numerator, metric->denominator) == 0 &&
        (!counted || metric->value == metric->denominator_value))
        hl_config__warn_at(decoder, value, "denominator",
                           "is what the metric counts: it is 1 for whoever has any");
}

static void check_role(hl_decoder *decoder, const hl_value *value, const hl_metric *metric)
{
    bool margin = hl_base__value_get(value, "margin") != NULL;
    bool lift = hl_base__value_get(value, "margin_lift") != NULL;
    if (metric->role != HL_ROLE_PRIMARY && hl_base__value_get(value, "worth") != NULL)
        hl_config__error_at(decoder, value, "worth", NULL,
                            "'worth' is for metrics of role primary");
    if (metric->role != HL_ROLE_GUARDRAIL && (margin || lift))
        hl_config__error_at(decoder, value, margin ? "margin" : "margin_lift", NULL,
                            "a margin is for metrics of role guardrail");
    else if (margin && lift)
        hl_config__error_at(decoder, value, "margin_lift", "one of them",
                            "a guardrail has margin or margin_lift, not both");
    else if (metric->role == HL_ROLE_GUARDRAIL && !margin && !lift)
        hl_config__warn(
            decoder, value,
            "a guardrail without margin: any harm that is shown counts against the arm");
}

static void check_window(hl_decoder *decoder, const hl_value *value, const hl_metric *metric)
{
    enum { LONG_DAYS = 60 };
    if (metric->from_ms > 0 && metric->within_ms > 0 && metric->from_ms >= metric->within_ms)
        hl_config__error_at(decoder, value, "from", "less than 'within'",
                            "the window ends before it opens");
    if (metric->column == NULL && hl_base__value_get(value, "within") == NULL)
        hl_config__warn(decoder, value,
                        "no 'within': late events change the metric for ever, and no unit matures");
    if (metric->within_ms > LONG_DAYS * HL_DAY_MS)
        hl_config__warn_at(decoder, value, "within", "a user counts only %lld days after the touch",
                           (long long)(metric->within_ms / HL_DAY_MS));
    if (metric->independent_touches && metric->per != HL_PER_TOUCH &&
        hl_config__sound(decoder, "per"))
        hl_config__error_at(decoder, value, "independent_touches", NULL,
                            "'independent_touches' is for metrics per touch");
}

static void check(hl_decoder *decoder, const hl_value *value, void *record)
{
    hl_metric *metric = record;
    if (metric->per != HL_PER_TOUCH)
        metric->per = HL_PER_UNIT;
    if (hl_config__sound(decoder, "kind"))
        check_kind(decoder, value, metric);
    check_source(decoder, value);
    if (hl_config__sound(decoder, "kind") && hl_config__sound(decoder, "blank"))
        check_blank(decoder, value, metric);
    if (hl_config__sound(decoder, "role")) {
        check_role(decoder, value, metric);
        check_goal(decoder, value, metric);
    }
    if (hl_config__sound(decoder, "kind") && hl_config__sound(decoder, "margin"))
        remark_margin(decoder, value, metric);
    if (hl_config__sound(decoder, "goal") && hl_config__sound(decoder, "margin_lift"))
        remark_margin_lift(decoder, value, metric);
    if (hl_config__sound(decoder, "kind") && hl_config__sound(decoder, "expected"))
        check_expected(decoder, value, metric);
    if (hl_config__sound(decoder, "winsorize"))
        remark_winsorize(decoder, value, metric);
    check_window(decoder, value, metric);
    const hl_metric_kind_traits *kind = &hl_design__metric_kind_traits[metric->kind];
    if (hl_base__value_get(value, "value") == NULL)
        metric->value = kind->value;
    if (hl_base__value_get(value, "denominator_value") == NULL)
        metric->denominator_value = kind->denominator_value;
    if (hl_config__sound(decoder, "kind"))
        remark_denominator(decoder, value, metric);
}

const hl_config_record hl_config__metric = {"a metric",        fields,   HL_CONFIG_COUNT(fields),
                                            sizeof(hl_metric), &initial, check};
