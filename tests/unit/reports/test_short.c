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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_situation_fits_a_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
