/* The split on every day and in every segment. Arms that differ from the plan in some of them alone
 * can look well on the whole (1,545 against 470 on one day), and then whatever differs between
 * these days or segments looks like an effect of the treatment: so the smallest p, corrected for
 * their number, warns and blocks as that of the whole does.
 *
 * Who looks once has Holm's correction. Who looks day after day has no last number of days: the
 * k-th day gets the share 1 / (k (k + 1)) of the level, shares that add up to 1, so the days may go
 * on; and a segment, which grows, gets the p of the watch. */
#include <string.h>

#include "analysis/data_checks.h"
#include "analysis/pilot_days.h"
#include "analysis/segments_after.h"
#include "analysis/split_watch.h"
#include "analysis/strata.h"
#include "base/number.h"
#include "stats/adjust.h"

/* Splits of the same kind, tested one by one. */
typedef struct part_tests {
    size_t count;
    const char **names;
    double **counts;
    double **expected;
    double *p;
    uint32_t *dimensions; /* of segments */
} part_tests;

/* What is said of the worst of them. */
typedef struct part_codes {
    hl_check_kind check;
    hl_finding_code by_status[3];
    hl_finding_code stratified; /* off, and read within these parts */
} part_codes;

static const part_codes of_days = {HL_CHECK_SRM_BY_DAY,
                                   {[HL_CHECK_OK] = HL_FOUND_DAYS_OK,
                                    [HL_CHECK_WARN] = HL_FOUND_DAYS_DOUBTFUL,
                                    [HL_CHECK_FAIL] = HL_FOUND_DAYS_MISMATCH},
                                   HL_FOUND_DAYS_STRATIFIED};
static const part_codes of_segments = {HL_CHECK_SRM_BY_SEGMENT,
                                       {[HL_CHECK_OK] = HL_FOUND_SEGMENTS_OK,
                                        [HL_CHECK_WARN] = HL_FOUND_SEGMENTS_DOUBTFUL,
                                        [HL_CHECK_FAIL] = HL_FOUND_SEGMENTS_MISMATCH},
                                       HL_FOUND_SEGMENTS_STRATIFIED};

static part_tests new_tests(hl_context *context, size_t most)
{
    return (part_tests){0,
                        hl_analysis__array(context, most, sizeof(char *)),
                        hl_analysis__array(context, most, sizeof(double *)),
                        hl_analysis__array(context, most, sizeof(double *)),
                        hl_analysis__array(context, most, sizeof(double)),
                        hl_analysis__array(context, most, sizeof(uint32_t))};
}

static void add_test(part_tests *tests, const char *name, double *counts, double *expected,
                     double p)
{
    if (isnan(p))
        return;
    tests->names[tests->count] = name;
    tests->expected[tests->count] = expected;
    tests->counts[tests->count] = counts;
    tests->p[tests->count++] = p;
}

static void correct_for_days_to_come(part_tests *tests)
{
    for (size_t i = 0; i < tests->count; i++) {
        double k = (double)(i + 1);
        tests->p[i] = fmin(1, tests->p[i] * k * (k + 1));
    }
}

/* The worst of several equal p is the first by name, whatever the order of the data. */
static bool is_worse(const part_tests *tests, size_t i, size_t than)
{
    return tests->p[i] < tests->p[than] ||
           (tests->p[i] == tests->p[than] && strcmp(tests->names[i], tests->names[than]) < 0);
}

static bool is_off(const part_tests *tests, size_t i)
{
    return hl_split_status(tests->p[i]) == HL_CHECK_FAIL;
}

/* Is some arm too large in one part that is off and too small in another? Units that get lost move
 * the split one way; odds that changed move it both ways when the whole is as planned. */
static bool is_off_both_ways(const hl_context *context, const part_tests *tests)
{
    for (size_t arm = 0; arm < context->design->arm_count; arm++) {
        bool over = false;
        bool under = false;
        for (size_t i = 0; i < tests->count; i++) {
            double gap = is_off(tests, i) ? tests->counts[i][arm] - tests->expected[i][arm] : 0;
            over = over || gap > 0;
            under = under || gap < 0;
        }
        if (over && under)
            return true;
    }
    return false;
}

/* Do all units that reached a stage, taken together, agree with the plan at one look? */
static bool whole_agrees(hl_context *context, hl_cells_counter counter)
{
    double *counts = hl_analysis__period_counts(context, counter, 0);
    return counts != NULL && hl_split_status(hl_analysis__srm_p(context, counts)) != HL_CHECK_FAIL;
}

/* A watch that found the days off, which are read apart now, blocks nothing any more. */
static void let_watch_warn(hl_context *context)
{
    static const struct {
        hl_check_kind kind;
        hl_cells_counter counter;
    } watched[] = {{HL_CHECK_SRM_SEQUENTIAL, HL_COUNT_ENROLLED},
                   {HL_CHECK_SRM_PLANNED, HL_COUNT_PLANNED},
                   {HL_CHECK_SRM_SENT, HL_COUNT_SENT}};
    hl_check *checks = context->checks.items;
    for (size_t i = 0; i < context->checks.count; i++)
        for (size_t k = 0; k < sizeof watched / sizeof watched[0]; k++)
            if (checks[i].finding.check == watched[k].kind && checks[i].status == HL_CHECK_FAIL &&
                whole_agrees(context, watched[k].counter))
                checks[i].status = HL_CHECK_WARN;
}

/* One touch a unit: then the cells of a day hold the units of that day, and nobody else's. */
static bool days_are_strata(const hl_context *context)
{
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (context->arms[i].touches != context->arms[i].units)
            return false;
    return true;
}

static bool values_are_strata(const hl_context *context, const part_tests *tests, uint32_t *which)
{
    bool found = false;
    for (size_t i = 0; i < tests->count; i++) {
        if (!is_off(tests, i))
            continue;
        if (found && tests->dimensions[i] != *which)
            return false;
        *which = tests->dimensions[i];
        found = true;
    }
    return found && context->strata == HL_STRATA_NONE && hl_analysis__is_of_days(context, *which);
}

/* Does a metric that decides, or may stop, exist only as a whole? */
static bool decides_as_a_whole(const hl_design *design)
{
    for (size_t i = 0; i < design->metric_count; i++)
        if (design->metrics[i].role != HL_ROLE_SECONDARY &&
            !hl_analysis__can_pool(&design->metrics[i]))
            return true;
    return false;
}

static size_t pilot_days(hl_context *context, const part_tests *tests)
{
    size_t arms = context->design->arm_count;
    hl_split_day *days = hl_analysis__array(context, tests->count, sizeof *days);
    double *sums = hl_analysis__array(context, 2 * arms, sizeof *sums);
    for (size_t i = 0; days != NULL && i < tests->count; i++)
        days[i] = (hl_split_day){tests->counts[i], tests->expected[i], is_off(tests, i)};
    return days == NULL || sums == NULL ? 0
                                        : hl_analysis__pilot_days(days, tests->count, arms, sums);
}

/* The whole is off by them alone. */
static void let_split_warn(hl_context *context)
{
    static const hl_check_kind kinds[] = {HL_CHECK_SRM, HL_CHECK_SRM_SEQUENTIAL,
                                          HL_CHECK_SRM_PLANNED, HL_CHECK_SRM_SENT};
    hl_check *checks = context->checks.items;
    for (size_t i = 0; i < context->checks.count; i++)
        for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
            if (checks[i].finding.check == kinds[k] && checks[i].status == HL_CHECK_FAIL)
                checks[i].status = HL_CHECK_WARN;
}

/* Is what is off a pilot before the rest, which is read within days? */
static bool take_pilot(hl_context *context, const part_tests *tests, const part_codes *codes,
                       hl_finding *finding)
{
    size_t pilot = 0;
    if (codes->check != HL_CHECK_SRM_BY_DAY || decides_as_a_whole(context->design) ||
        !days_are_strata(context) || (pilot = pilot_days(context, tests)) == 0)
        return false;
    context->strata = HL_STRATA_DAYS;
    let_split_warn(context);
    *finding = hl_analysis__finding(HL_FOUND_DAYS_PILOT);
    finding->name = tests->names[pilot - 1];
    finding->n = 0;
    for (size_t i = 0; i < pilot; i++)
        for (size_t arm = 0; arm < context->design->arm_count; arm++)
            finding->n += tests->counts[i][arm];
    return true;
}

/* Can what is off be read within days? docs/decisions/ says why under these conditions alone. */
static bool take_strata(hl_context *context, const part_tests *tests, const part_codes *codes)
{
    uint32_t dimension = 0;
    bool days = codes->check == HL_CHECK_SRM_BY_DAY;
    if (decides_as_a_whole(context->design) || !is_off_both_ways(context, tests) ||
        !whole_agrees(context, HL_COUNT_ENROLLED))
        return false;
    if (days ? !days_are_strata(context) : !values_are_strata(context, tests, &dimension))
        return false;
    context->strata = days ? HL_STRATA_DAYS : HL_STRATA_VALUES;
    context->strata_dimension = dimension;
    let_watch_warn(context);
    return true;
}

/* p is corrected. n: how many are as far off as the status says. */
static void report_tests(hl_context *context, const part_tests *tests, const part_codes *codes)
{
    size_t worst = 0;
    for (size_t i = 0; i < tests->count; i++)
        worst = is_worse(tests, i, worst) ? i : worst;
    hl_check_status status = hl_split_status(tests->p[worst]);
    size_t bad = 0;
    for (size_t i = 0; i < tests->count; i++)
        bad += status != HL_CHECK_OK && hl_split_status(tests->p[i]) == status;
    hl_finding finding = hl_analysis__finding(codes->by_status[status]);
    finding.p = tests->p[worst];
    finding.n = (double)bad;
    finding.of = (double)tests->count;
    if (bad > 0) {
        finding.name = tests->names[worst];
        (void)hl_analysis__arm_items(context, &finding, tests->counts[worst]);
    }
    if (status == HL_CHECK_FAIL && take_strata(context, tests, codes)) {
        finding.code = codes->stratified;
        status = HL_CHECK_WARN;
    } else if (status == HL_CHECK_FAIL && take_pilot(context, tests, codes, &finding))
        status = HL_CHECK_WARN;
    hl_analysis__check(context, codes->check, status, &finding);
}

/* What the weights in force make expected of a day. */
static double *day_expected(hl_context *context, const double *counts, size_t period)
{
    size_t arms = context->design->arm_count;
    double *expected = hl_analysis__array(context, arms, sizeof *expected);
    double units = 0;
    double weight = 0;
    for (size_t arm = 0; expected != NULL && arm < arms; arm++) {
        units += counts[arm];
        weight += hl_analysis__period_weight(context, period, arm);
    }
    for (size_t arm = 0; expected != NULL && arm < arms; arm++)
        expected[arm] = units * hl_analysis__period_weight(context, period, arm) / weight;
    return expected;
}

static double *day_counts(hl_context *context, int32_t day)
{
    size_t arms = context->design->arm_count;
    double *counts = hl_analysis__array(context, arms, sizeof *counts);
    for (uint32_t arm = 0; counts != NULL && arm < arms; arm++) {
        const hl_cell *cell = hl_cells__find(context->cells, arm, 0, day);
        counts[arm] = cell == NULL ? 0 : (double)cell->counters[HL_COUNT_ENROLLED];
    }
    return counts;
}

void hl_analysis__check_srm_days(hl_context *context)
{
    const int32_t *days = context->index.days;
    size_t count = context->index.day_count;
    if (!hl_analysis__days_can_be_read(context))
        return;
    part_tests tests = new_tests(context, count);
    for (size_t i = 0; i < count && !context->failed; i++) {
        size_t period = hl_analysis__period_of(context, days[i]);
        if (days[i] == HL_CELLS_NO_DAY || days[i] > context->judged_day || period == SIZE_MAX)
            continue;
        const char *name = hl_analysis__day_name(context, days[i]);
        double *counts = day_counts(context, days[i]);
        double *expected = counts == NULL ? NULL : day_expected(context, counts, period);
        if (!context->failed && expected != NULL)
            add_test(&tests, name, counts, expected,
                     hl_analysis__srm_p_of(context, counts, period));
    }
    if (context->failed || tests.count == 0)
        return;
    if (hl_analysis__watch_decides(context))
        correct_for_days_to_come(&tests);
    else if (!hl_analysis__went_well(context, hl_stats__holm(tests.p, tests.p, tests.count, NULL)))
        return;
    report_tests(context, &tests, &of_days);
}

static const char *split_name(hl_context *context, const hl_split *split)
{
    hl_text text = {0};
    hl_base__text_addf(&text, "%s = %s", context->design->dimensions[split->dimension].name,
                       split->value);
    return hl_analysis__keep(context, &text);
}

/* By dimension: its split is an effect, as its values tell a metric. */
static bool *told_metrics(hl_context *context)
{
    size_t count = context->design->dimension_count;
    bool *out = hl_analysis__array(context, count + 1, sizeof *out);
    bool known = hl_analysis__weights_known(context);
    for (uint32_t d = 0; out != NULL && known && d < count && !context->failed; d++)
        out[d] = hl_analysis__told_metric(context, d) != SIZE_MAX;
    return out;
}

void hl_analysis__check_srm_segments(hl_context *context)
{
    uint32_t count = context->cells->split_names.count;
    part_tests tests = new_tests(context, count);
    bool *after = told_metrics(context);
    for (uint32_t i = 1; after != NULL && i < count && !context->failed; i++) {
        if (after[context->cells->splits[i].dimension])
            continue;
        const char *name = split_name(context, &context->cells->splits[i]);
        double *counts = hl_analysis__period_counts(context, HL_COUNT_ENROLLED, i);
        double *sums = counts == NULL ? NULL : hl_analysis__all_periods(context, counts);
        double *expected = sums == NULL ? NULL : hl_analysis__expected(context, counts);
        if (expected == NULL)
            continue;
        double p = hl_analysis__split_p(context, HL_COUNT_ENROLLED, i, counts);
        /* what the last days may explain is told of the whole */
        if (hl_split_status(p) == HL_CHECK_FAIL &&
            hl_analysis__may_catch_up(context, HL_COUNT_ENROLLED, i, sums))
            continue;
        tests.dimensions[tests.count] = context->cells->splits[i].dimension;
        add_test(&tests, name, sums, expected, p);
    }
    if (context->failed || tests.count == 0)
        return;
    if (hl_analysis__went_well(context, hl_stats__holm(tests.p, tests.p, tests.count, NULL)))
        report_tests(context, &tests, &of_segments);
}
