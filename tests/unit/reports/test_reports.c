/* The whole report of one rich analysis, in every form and language, against recorded files.
 * HL_RECORD=1 writes them anew: read the diff. And what holds of every report: no line
 * wider than asked, valid UTF-8, the same bytes twice. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "hookline/report.h"
#include "reports/compose_short.h"
#include "tests/support/check.h"
#include "tests/support/made.h"
#include "json/json.h"

enum { ARMS = 4, METRICS = 6, DAYS = 10, FIRST_DAY = 20400 };

static const hl_arm_weight arms[ARMS] = {
    {"gift-day", 1}, {"gift-evening", 1}, {"handbook-day", 1}, {"handbook-evening", 1}};
static const char *const variants[] = {"gift", "handbook"};
static const char *const windows[] = {"day", "evening"};
static const size_t variant_of[] = {0, 0, 1, 1};
static const size_t window_of[] = {0, 1, 0, 1};
static const hl_factor factors[] = {{"variant", variants, 2, variant_of},
                                    {"window", windows, 2, window_of}};
static const hl_dimension dimensions[] = {{"office", true}};

static void make_metrics(hl_metric *list)
{
    list[0] = hl_made_metric("click", HL_METRIC_PROPORTION);
    list[1] = hl_made_metric("reply", HL_METRIC_PROPORTION);
    list[1].per = HL_PER_TOUCH;
    list[2] = hl_made_metric("revenue", HL_METRIC_MEAN);
    list[2].winsorize = 0.9;
    list[3] = hl_made_metric("blocked", HL_METRIC_PROPORTION);
    list[3].goal = HL_GOAL_DECREASE;
    list[3].margin = 0.01;
    list[4] = hl_made_metric("complaint", HL_METRIC_PROPORTION);
    list[4].goal = HL_GOAL_DECREASE;
    list[5] = hl_made_metric("time-to-reply", HL_METRIC_QUANTILE);
    list[5].quantile = 0.9;
    list[5].event = "reply";
    list[5].goal = HL_GOAL_DECREASE;
    for (int i = 1; i < METRICS; i++)
        list[i].role = i == 3 ? HL_ROLE_GUARDRAIL : HL_ROLE_SECONDARY;
}

static hl_design make_design(const hl_metric *metrics)
{
    hl_design design = hl_made_design(arms, ARMS, metrics, METRICS);
    design.experiment = "welcome-72h";
    static const char *const languages[] = {"en", "zh-CN"};
    static const char *const titles[] = {"Welcome: gift or handbook, day or evening?",
                                         "加好友72小时：先送礼还是先送手册，白天还是晚间"};
    design.title = (hl_localized){2, languages, titles};
    design.inference = HL_INFER_ANYTIME;
    design.factors = factors;
    design.factor_count = 2;
    design.dimensions = dimensions;
    design.dimension_count = 1;
    return design;
}

/* 200 units an arm, day and segment; rates follow arm, segment and day without any chance. */
static void fill(hl_cells *cells, uint32_t arm, uint32_t split, int32_t day, int office)
{
    int64_t clicks = 20 + 6 * (arm / 2) + 3 * (arm % 2) + (office ? 2 * (arm / 2) : 0);
    hl_made_enrol(cells, arm, split, day, 200);
    hl_made_rate(cells, arm, split, day, 0, 200, clicks);
    for (int i = 0; i < 4; i++)
        hl_made_value(cells, arm, split, day, 2, 12.5 * i * i + 2 * arm, 1, NULL, 50);
    hl_made_rate(cells, arm, split, day, 3, 200, arm == 3 ? 3 : 2);
    hl_made_rate(cells, arm, split, day, 4, 200, day == FIRST_DAY && arm == 3 ? 1 : 0);
    for (int i = 1; i <= 40; i++) {
        double hours = 0.013 * i * i * (office ? 1 : 1.1) + 0.25 * arm;
        hl_made_value(cells, arm, split, day, 5, hours, 1, NULL, 5);
        hl_made_delay(cells, arm, day, 5, hours, 5);
    }
    hl_made_touches(cells, arm, split, day, 1, 3, 0, 120);
    hl_made_touches(cells, arm, split, day, 1, 3, 1 + arm % 2, 50);
    hl_made_touches(cells, arm, split, day, 1, 3, 3, 30);
    hl_made_count(cells, arm, day, HL_COUNT_ENROLLED, -200);
    hl_made_count(cells, arm, day, HL_COUNT_TOUCHES, -200);
}

static hl_cells *make_cells(const hl_design *design)
{
    hl_cells *cells = hl_cells__new(design);
    assert_non_null(cells);
    uint32_t in = hl_cells__split(cells, 0, "in", 2);
    uint32_t out = hl_cells__split(cells, 0, "out", 3);
    for (int32_t day = FIRST_DAY; day < FIRST_DAY + DAYS; day++)
        for (uint32_t arm = 0; arm < ARMS; arm++) {
            fill(cells, arm, in, day, 1);
            fill(cells, arm, out, day, 0);
        }
    for (uint32_t arm = 0; arm < ARMS; arm++)
        hl_made_enrol(cells, arm, in, FIRST_DAY + DAYS, 20 + arm);
    hl_made_count(cells, 1, FIRST_DAY, HL_COUNT_DUPLICATES, 12);
    hl_made_count(cells, 2, FIRST_DAY, HL_COUNT_FAST_CLICKS, 31);
    return cells;
}

typedef struct made {
    hl_metric metrics[METRICS];
    hl_design design;
    hl_cells *cells;
    hl_analysis *analysis;
} made;

static int set_up(void **state)
{
    made *all = calloc(1, sizeof *all);
    assert_non_null(all);
    make_metrics(all->metrics);
    all->design = make_design(all->metrics);
    all->cells = make_cells(&all->design);
    all->analysis = hl_made_run(&all->design, all->cells);
    *state = all;
    return 0;
}

static int tear_down(void **state)
{
    made *all = *state;
    hl_analysis_free(all->analysis);
    hl_cells_free(all->cells);
    free(all);
    return 0;
}

static char *write_report(const made *all, hl_report_format format, hl_lang lang)
{
    char *text = NULL;
    assert_int_equal(hl_report_write(all->analysis, format, lang, false, &text, NULL), HL_OK);
    return text;
}

static char *write_as(const made *all, const hl_report_options *options)
{
    char *text = NULL;
    assert_int_equal(hl_report_write_as(all->analysis, options, &text, NULL), HL_OK);
    return text;
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
    (void)fclose(file);
    return text;
}

static const struct {
    hl_report_format format;
    hl_lang lang;
    const char *path;
} goldens[] = {
    {HL_REPORT_TEXT, HL_LANG_EN, "tests/unit/reports/golden/welcome.en.txt"},
    {HL_REPORT_TEXT, HL_LANG_ZH, "tests/unit/reports/golden/welcome.zh.txt"},
    {HL_REPORT_MARKDOWN, HL_LANG_EN, "tests/unit/reports/golden/welcome.en.md"},
    {HL_REPORT_MARKDOWN, HL_LANG_ZH, "tests/unit/reports/golden/welcome.zh.md"},
};
static const struct {
    hl_report_options options;
    const char *path;
} short_goldens[] = {
    {{HL_REPORT_TEXT, HL_LANG_EN, HL_REPORT_SHORT, 80, false, 0, NULL},
     "tests/unit/reports/golden/welcome.short.en.txt"},
    {{HL_REPORT_TEXT, HL_LANG_ZH, HL_REPORT_SHORT, 80, false, 0, NULL},
     "tests/unit/reports/golden/welcome.short.zh.txt"},
    {{HL_REPORT_MARKDOWN, HL_LANG_EN, HL_REPORT_SHORT, 0, false, 0, NULL},
     "tests/unit/reports/golden/welcome.short.en.md"},
};

/* Where two texts part, so that a failure can be read. */
static void say_difference(const char *got, const char *want)
{
    size_t at = 0;
    while (got[at] != '\0' && got[at] == want[at])
        at++;
    while (at > 0 && got[at - 1] != '\n')
        at--;
    print_error("got:  %.120s\nwant: %.120s\n", got + at, want + at);
}

/* Takes got over. */
static void compare_with_file(char *got, const char *path)
{
    if (getenv("HL_RECORD") != NULL) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        (void)fputs(got, file);
        (void)fclose(file);
    }
    char *want = read_file(path);
    assert_non_null(want);
    if (strcmp(got, want) != 0)
        say_difference(got, want);
    assert_true(strcmp(got, want) == 0);
    free(got);
    free(want);
}

static void reports_are_as_recorded(void **state)
{
    for (size_t i = 0; i < sizeof goldens / sizeof goldens[0]; i++)
        compare_with_file(write_report(*state, goldens[i].format, goldens[i].lang),
                          goldens[i].path);
    for (size_t i = 0; i < sizeof short_goldens / sizeof short_goldens[0]; i++)
        compare_with_file(write_as(*state, &short_goldens[i].options), short_goldens[i].path);
}

/* Two arms, one metric, one segment with few conversions, two days: every key, few numbers. */
static void json_is_as_recorded(void **state)
{
    (void)state;
    hl_metric click = hl_made_metric("click", HL_METRIC_PROPORTION);
    hl_design design = hl_made_design(arms, 2, &click, 1);
    design.dimensions = dimensions;
    design.dimension_count = 1;
    hl_cells *cells = hl_cells__new(&design);
    uint32_t split = hl_cells__split(cells, 0, "in", 2);
    for (int32_t day = 0; day < 2; day++)
        for (uint32_t arm = 0; arm < 2; arm++) {
            hl_made_enrol(cells, arm, split, FIRST_DAY + day, 50);
            hl_made_rate(cells, arm, split, FIRST_DAY + day, 0, 50, 2 * arm);
        }
    hl_analysis *analysis = hl_made_run(&design, cells);
    char *text = NULL;
    assert_int_equal(hl_report_write(analysis, HL_REPORT_JSON, HL_LANG_EN, false, &text, NULL),
                     HL_OK);
    compare_with_file(text, "tests/unit/reports/golden/small.json");
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* The number of lines, none of them wider or ending in a space. */
static size_t lines_within(const char *text, size_t width)
{
    size_t lines = 0;
    assert_int_equal(hl_base__utf8_invalid_at(text, strlen(text)), strlen(text));
    for (const char *line = text, *end; (end = strchr(line, '\n')) != NULL; line = end + 1) {
        char copy[1024] = "";
        assert_true(end - line < (ptrdiff_t)sizeof copy);
        memcpy(copy, line, (size_t)(end - line));
        if (hl_base__utf8_width(copy) > width)
            print_error("%s\n", copy);
        assert_true(hl_base__utf8_width(copy) <= width);
        assert_true(end == line || end[-1] != ' ');
        lines++;
    }
    return lines;
}

static void text_is_as_wide_as_asked(void **state)
{
    static const size_t widths[] = {80, 100, 120, 160};
    for (size_t i = 0; i < 2 * sizeof widths / sizeof widths[0]; i++)
        for (int detail = 0; detail < 2; detail++) {
            hl_report_options options = HL_REPORT_OPTIONS_INIT;
            options.lang = (hl_lang)(i % 2);
            options.detail = (hl_report_detail)detail;
            options.width = widths[i / 2];
            char *text = write_as(*state, &options);
            (void)lines_within(text, options.width);
            free(text);
        }
}

/* Four arms, six metrics, a factor that carries it: as much as an experiment has. */
static void the_short_form_is_one_screen(void **state)
{
    for (int lang = 0; lang < 2; lang++) {
        hl_report_options options = {
            HL_REPORT_TEXT, (hl_lang)lang, HL_REPORT_SHORT, 80, false, 0, NULL};
        char *text = write_as(*state, &options);
        assert_in_range(lines_within(text, 80), 20, HL_SHORT_LINES);
        free(text);
    }
}

/* Without a width: that of files. */
static void the_width_is_checked(void **state)
{
    const made *all = *state;
    hl_report_options options = HL_REPORT_OPTIONS_INIT;
    char *text = NULL;
    char *wide = write_report(all, HL_REPORT_TEXT, HL_LANG_EN);
    char *plain = write_as(all, &options);
    assert_string_equal(wide, plain);
    free(wide);
    free(plain);
    options.width = HL_REPORT_LEAST_WIDTH - 1;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_report_write_as(all->analysis, &options, &text, &err), HL_USAGE);
    assert_null(text);
    assert_string_equal(err.message, "a report has from 80 to 160 columns, not 79");
}

static void json_is_json_with_the_keys_of_the_contract(void **state)
{
    static const char *const top[] = {"format", "experiment", "generated_at", "inputs",  "verdict",
                                      "checks", "arms",       "metrics",      "warnings"};
    static const char *const comparison[] = {
        "arm",        "control", "difference",         "lift",          "p",
        "p_adjusted", "anytime", "probability_better", "expected_loss", "method",
        "flags"};
    char *text = write_report(*state, HL_REPORT_JSON, HL_LANG_EN);
    hl_arena arena = {0};
    hl_error err = HL_ERROR_INIT;
    const hl_value *root = NULL;
    assert_int_equal(hl_json__parse("report", text, strlen(text), 1, &arena, NULL, &root, &err),
                     HL_OK);
    assert_string_equal(err.message, "");
    for (size_t i = 0; i < sizeof top / sizeof top[0]; i++)
        assert_non_null(hl_base__value_get(root, top[i]));
    const hl_value *metric = &hl_base__value_get(root, "metrics")->items[0];
    const hl_value *first = &hl_base__value_get(metric, "comparisons")->items[0];
    for (size_t i = 0; i < sizeof comparison / sizeof comparison[0]; i++)
        assert_non_null(hl_base__value_get(first, comparison[i]));
    const hl_value *segment = &hl_base__value_get(metric, "segments")->items[0];
    assert_non_null(hl_base__value_get(segment, "by"));
    assert_non_null(
        hl_base__value_get(&hl_base__value_get(segment, "comparisons")->items[0], "shrunk_lift"));
    assert_true(hl_base__value_get(metric, "timeline")->count == 3 * DAYS);
    hl_base__arena_free(&arena);
    free(text);
}

static void colour_is_only_added(void **state)
{
    const made *all = *state;
    char *plain = write_report(all, HL_REPORT_TEXT, HL_LANG_EN);
    char *painted = NULL;
    assert_int_equal(
        hl_report_write(all->analysis, HL_REPORT_TEXT, HL_LANG_EN, true, &painted, NULL), HL_OK);
    char *out = painted;
    for (const char *at = painted; *at != '\0';) {
        if (*at == '\033')
            at = strchr(at, 'm') + 1;
        else
            *out++ = *at++;
    }
    assert_true(out < painted + strlen(painted));
    *out = '\0';
    assert_string_equal(painted, plain);
    free(plain);
    free(painted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_are_as_recorded),
        cmocka_unit_test(json_is_as_recorded),
        cmocka_unit_test(text_is_as_wide_as_asked),
        cmocka_unit_test(the_short_form_is_one_screen),
        cmocka_unit_test(the_width_is_checked),
        cmocka_unit_test(json_is_json_with_the_keys_of_the_contract),
        cmocka_unit_test(colour_is_only_added),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
