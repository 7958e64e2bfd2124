/* The short form fits one screen in every situation that is made here, in both languages, and
 * leaves out nothing that decides: every primary metric and guardrail is named, and every arm of
 * each has a row of its own or is counted in the row of the others. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "hookline/report.h"
#include "reports/compose_short.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

enum { MOST_ARMS = 8, MOST_METRICS = 7, DAY = 20400 };

static const char *const arm_names[MOST_ARMS] = {
    "noon × plain",    "noon × care",    "evening × plain", "evening × care",
    "morning × plain", "morning × care", "night × plain",   "night × care"};
static const char *const metric_names[MOST_METRICS] = {
    "clicked", "replied", "ordered", "blocked", "complained", "left", "visited"};
static const hl_dimension dimensions[] = {{"office", true}, {"city", false}};

/* What is true of arm a and metric m, as a rate. */
typedef double truth(size_t a, size_t m);

static double nothing(size_t a, size_t m)
{
    return m == 3 || m == 4 || m == 5 ? 0.01 : 0.2 + 0.0 * (double)a;
}

static double all_better(size_t a, size_t m)
{
    return nothing(a, m) + (m < 3 && a > 0 ? 0.03 + 0.002 * (double)a : 0);
}

static double all_worse(size_t a, size_t m)
{
    return nothing(a, m) - (m < 3 && a > 0 ? 0.03 : 0);
}

static double each_otherwise(size_t a, size_t m)
{
    return nothing(a, m) + (m < 3 ? 0.02 * (double)((a + m) % 3) - 0.02 : 0);
}

static double harmful(size_t a, size_t m)
{
    return all_better(a, m) + (m >= 3 && m < 6 && a % 2 == 1 ? 0.03 : 0);
}

static truth *const truths[] = {nothing, all_better, all_worse, each_otherwise, harmful};

typedef struct situation {
    size_t arms, primaries, guardrails;
    int64_t units; /* of an arm */
    truth *rates;
    hl_inference inference;
    bool worth, differs; /* the effect goes the other way in a segment */
} situation;

static size_t make_metrics(const situation *s, hl_metric *list, size_t *which)
{
    size_t count = 0;
    for (size_t m = 0; m < MOST_METRICS; m++) {
        bool guard = m >= 3 && m < 6;
        if ((m < 3 && m >= s->primaries) || (guard && m - 3 >= s->guardrails))
            continue;
        which[count] = m;
        list[count] = hl_made_metric(metric_names[m], HL_METRIC_PROPORTION);
        list[count].role = m < 3 ? HL_ROLE_PRIMARY : guard ? HL_ROLE_GUARDRAIL : HL_ROLE_SECONDARY;
        list[count].goal = guard ? HL_GOAL_DECREASE : HL_GOAL_INCREASE;
        list[count].margin = guard ? 0.005 : list[count].margin;
        if (m < 3 && s->worth)
            list[count].worth = 0.05;
        count++;
    }
    return count;
}

static hl_cells *make_cells(const situation *s, const hl_design *design, const size_t *which)
{
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    uint32_t splits[] = {hl_cells__split(cells, 0, "in", 2), hl_cells__split(cells, 0, "out", 3)};
    for (uint32_t a = 0; a < s->arms; a++)
        for (int part = 0; part < 2; part++) {
            hl_made_enrol(cells, a, splits[part], DAY, s->units / 2);
            for (size_t m = 0; m < design->metric_count; m++) {
                double rate = s->rates(a, which[m]);
                double base = s->rates(0, which[m]);
                if (s->differs && part == 1 && which[m] < 3)
                    rate = base - (rate - base) / 2;
                hl_made_rate(cells, a, splits[part], DAY, m, s->units / 2,
                             (int64_t)(rate * (double)(s->units / 2)));
            }
        }
    return cells;
}

static size_t count_lines(const char *text, size_t width)
{
    size_t lines = 0;
    for (const char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        char copy[1024] = "";
        assert_true(end - line < (ptrdiff_t)sizeof copy);
        memcpy(copy, line, (size_t)(end - line));
        assert_true(hl_base__utf8_width(copy) <= width);
        lines++;
    }
    return lines;
}

/* Arms that the table of all primary metrics tells, the counted ones too. */
static size_t arms_told(const char *table)
{
    const char *end = strstr(table, "\n\n");
    size_t told = 0;
    for (const char *line = strchr(table, '\n'); line != NULL && line < end;
         line = strchr(line + 1, '\n')) {
        char row[256] = "";
        (void)snprintf(row, sizeof row, "%.*s", (int)strcspn(line + 1, "\n"), line + 1);
        const char *others = strstr(row, " others ");
        bool is_arm = strstr(row, "better, ") != NULL || strstr(row, "worse, ") != NULL ||
                      strstr(row, "not shown, ") != NULL || strstr(row, "not judged, ") != NULL;
        if (others != NULL) {
            while (others > row && others[-1] >= '0' && others[-1] <= '9')
                others--;
            told += (size_t)strtoul(others, NULL, 10);
        } else
            told += is_arm;
    }
    return told;
}

static void check_whole(const situation *s, const char *text)
{
    const char *table = strstr(text, "Primary metrics · ");
    for (size_t m = 0; m < 3 + s->guardrails; m++)
        if (m < s->primaries || m >= 3)
            assert_non_null(strstr(text, metric_names[m]));
    if (table != NULL)
        assert_int_equal(arms_told(table), s->primaries * (s->arms - 1));
    else
        assert_true(s->arms == 2 || s->primaries == 1 || strstr(text, "· primary ·") != NULL ||
                    strstr(text, "Verdict: invalid") != NULL);
}

static void check_situation(const situation *s)
{
    hl_arm_weight arms[MOST_ARMS];
    hl_metric metrics[MOST_METRICS];
    size_t which[MOST_METRICS];
    for (size_t a = 0; a < s->arms; a++)
        arms[a] = (hl_arm_weight){arm_names[a], 1};
    hl_design design = hl_made_design(arms, s->arms, metrics, make_metrics(s, metrics, which));
    design.inference = s->inference;
    design.dimensions = dimensions;
    design.dimension_count = 1;
    hl_cells *cells = make_cells(s, &design, which);
    hl_analysis *analysis = hl_made_run(&design, cells);
    for (int lang = 0; lang < 2; lang++) {
        hl_report_options options = {
            HL_REPORT_TEXT, (hl_lang)lang, HL_REPORT_SHORT, 80, false, 0, NULL};
        char *text = NULL;
        assert_int_equal(hl_report_write_as(analysis, &options, &text, NULL), HL_OK);
        if (count_lines(text, 80) > HL_SHORT_LINES)
            (void)fprintf(stderr, "%zu lines:\n%s\n", count_lines(text, 80), text);
        assert_in_range(count_lines(text, 80), 12, HL_SHORT_LINES);
        if (lang == 0)
            check_whole(s, text);
        free(text);
    }
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

static void every_situation_fits_a_screen(void **state)
{
    static const size_t arms[] = {2, 4, 8};
    static const size_t primaries[] = {1, 3};
    (void)state;
    for (size_t i = 0; i < 3 * 2 * sizeof truths / sizeof truths[0]; i++) {
        size_t more = (5 * i + 2) % 8; /* of what is combined with it, one in eight */
        const situation s = {.arms = arms[i % 3],
                             .primaries = primaries[i / 3 % 2],
                             .guardrails = more % 4,
                             .units = more & 1 ? 400 : 20000,
                             .rates = truths[i / 6],
                             .inference = more & 2 ? HL_INFER_ANYTIME : HL_INFER_FIXED,
                             .worth = more >= 4,
                             .differs = (more & 5) == 4};
        check_situation(&s);
    }
}

/* ---- what is said of arms alike */

static double never(size_t a, size_t m)
{
    return m == 0 ? 0 : nothing(a, m);
}

static void expect_said(const situation *s, const char *said, const char *unsaid)
{
    hl_arm_weight arms[MOST_ARMS];
    hl_metric metrics[MOST_METRICS];
    size_t which[MOST_METRICS];
    hl_report_options options = {HL_REPORT_TEXT, HL_LANG_EN, HL_REPORT_SHORT, 100, false, 0, NULL};
    char *text = NULL;
    for (size_t a = 0; a < s->arms; a++)
        arms[a] = (hl_arm_weight){arm_names[a], 1};
    hl_design design = hl_made_design(arms, s->arms, metrics, make_metrics(s, metrics, which));
    design.dimensions = dimensions;
    design.dimension_count = 1;
    hl_cells *cells = make_cells(s, &design, which);
    hl_analysis *analysis = hl_made_run(&design, cells);
    assert_int_equal(hl_report_write_as(analysis, &options, &text, NULL), HL_OK);
    if (strstr(text, said) == NULL)
        print_error("%s\n", text);
    assert_non_null(strstr(text, said));
    assert_null(strstr(text, unsaid));
    free(text);
    hl_made_drop(analysis, cells);
}

/* A sentence without an effect names the other arms alone; too few units are no judgement. */
static void arms_are_named_as_the_sentence_is(void **state)
{
    (void)state;
    const situation unseen = {.arms = 3, .primaries = 1, .units = 2000, .rates = never};
    const situation few = {.arms = 4, .primaries = 3, .units = 18, .rates = nothing};
    expect_said(&unseen, "Likewise: evening × plain.", "Likewise: evening × plain (");
    expect_said(&few, "not judged, –", "not shown, –");
}

/* ---- many arms and metrics: a row a metric, with a count of the arms in every state */

enum { MANY_ARMS = 20, CITIES = 3, COUNTS = 3 };
static const struct {
    char letter;
    size_t count;
    hl_metric_role role;
} kinds[] = {{'p', 5, HL_ROLE_PRIMARY}, {'s', 15, HL_ROLE_SECONDARY}, {'g', 6, HL_ROLE_GUARDRAIL}};
enum { MANY_METRICS = 5 + 15 + 6 };

typedef struct many {
    char names[MANY_ARMS + MANY_METRICS][8];
    hl_arm_weight arms[MANY_ARMS];
    hl_metric metrics[MANY_METRICS];
    hl_design design;
} many;

static void make_many(many *m)
{
    static const hl_dimension city = {"city", false};
    size_t count = 0;
    for (size_t a = 0; a < MANY_ARMS; a++) {
        (void)snprintf(m->names[a], sizeof m->names[a], "arm%zu", a);
        m->arms[a] = (hl_arm_weight){m->names[a], 1};
    }
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (size_t i = 0; i < kinds[k].count; i++, count++) {
            char *name = m->names[MANY_ARMS + count];
            (void)snprintf(name, sizeof m->names[0], "%c%zu", kinds[k].letter, i);
            m->metrics[count] = hl_made_metric(name, HL_METRIC_PROPORTION);
            m->metrics[count].role = kinds[k].role;
            if (kinds[k].role == HL_ROLE_GUARDRAIL) {
                m->metrics[count].goal = HL_GOAL_DECREASE;
                m->metrics[count].margin = 0.01;
            }
        }
    m->design = hl_made_design(m->arms, MANY_ARMS, m->metrics, count);
    m->design.dimensions = &city;
    m->design.dimension_count = 1;
}

/* Arms 3 to 5 break every guardrail, the first is far from all margins; primary metrics differ by
 * city. */
static double rate_of_many(const hl_metric *metric, size_t arm, size_t city)
{
    if (metric->role == HL_ROLE_GUARDRAIL)
        return (metric->name[1] == '0' ? 0.001 : 0.05) + (arm >= 3 && arm <= 5 ? 0.03 : 0);
    if (metric->role == HL_ROLE_SECONDARY)
        return 0.2;
    return 0.1 * (1 + 0.03 * (double)arm * (city == 0 ? 1 : -0.5));
}

static hl_cells *cells_of_many(const many *m)
{
    static const char *const cities[CITIES] = {"X", "Y", "Z"};
    hl_cells *cells = hl_cells__new(&m->design);
    for (size_t c = 0; c < CITIES; c++) {
        uint32_t split = hl_cells__split(cells, 0, cities[c], 1);
        for (uint32_t a = 0; a < MANY_ARMS; a++) {
            hl_made_enrol(cells, a, split, DAY, 2000);
            for (size_t i = 0; i < MANY_METRICS; i++)
                hl_made_rate(cells, a, split, DAY, i, 2000,
                             (int64_t)(2000 * rate_of_many(&m->metrics[i], a, c) + 0.5));
        }
    }
    return cells;
}

/* The numbers at the end of the metric's row. */
static void counts_told(const char *text, const char *metric, long counts[COUNTS])
{
    char start[16], row[256] = "";
    (void)snprintf(start, sizeof start, "\n  %s ", metric);
    const char *found = strstr(text, start);
    assert_non_null(found);
    (void)snprintf(row, sizeof row, "%.*s", (int)strcspn(found + 1, "\n"), found + 1);
    for (size_t k = COUNTS; k-- > 0;) {
        char *last = strrchr(row, ' ');
        assert_non_null(last);
        counts[k] = strtol(last + 1, NULL, 10);
        while (last > row && *last == ' ')
            *last-- = '\0';
    }
}

static void check_counts(const hl_metric_result *result, const char *text)
{
    long told[COUNTS], counted[COUNTS] = {0};
    counts_told(text, result->metric->name, told);
    for (size_t i = 0; i < result->comparison_count; i++) {
        const hl_comparison *c = &result->comparisons[i];
        int shown = hl_comparison_shown(c, result->metric->goal, 0.05);
        if (result->metric->role == HL_ROLE_GUARDRAIL)
            counted[c->guard == HL_GUARD_BROKEN ? 0 : c->guard == HL_GUARD_UNDECIDED ? 1 : 2]++;
        else
            counted[shown > 0 ? 0 : shown < 0 ? 1 : 2]++;
    }
    for (size_t k = 0; k < COUNTS; k++)
        assert_int_equal(told[k], counted[k]);
}

static void many_arms_and_metrics_fit_too(void **state)
{
    (void)state;
    many m;
    make_many(&m);
    hl_cells *cells = cells_of_many(&m);
    hl_analysis *analysis = hl_made_run(&m.design, cells);
    assert_int_equal(analysis->verdict.decision, HL_DECIDE_STOP_GUARDRAIL);
    for (int lang = 0; lang < 2; lang++) {
        hl_report_options options = {
            HL_REPORT_TEXT, (hl_lang)lang, HL_REPORT_SHORT, 80, false, 0, NULL};
        char *text = NULL;
        assert_int_equal(hl_report_write_as(analysis, &options, &text, NULL), HL_OK);
        assert_in_range(count_lines(text, 80), 30, HL_SHORT_LINES);
        for (size_t i = 0; lang == 0 && i < analysis->metric_count; i++)
            if (m.metrics[i].role == HL_ROLE_GUARDRAIL)
                check_counts(&analysis->metrics[i], text);
        free(text);
    }
    hl_made_drop(analysis, cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_situation_fits_a_screen),
        cmocka_unit_test(arms_are_named_as_the_sentence_is),
        cmocka_unit_test(many_arms_and_metrics_fit_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
