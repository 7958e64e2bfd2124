/* People read titles, in the language of the report and with the name beside the first; JSON has
 * names alone. */
#include <stdlib.h>
#include <string.h>

#include "hookline/batch.h"
#include "hookline/report.h"
#include "tests/support/check.h"
#include "tests/support/made.h"

static const char *const languages[] = {"zh"};
static const char *const no_language[] = {"und"};
static const char *const click_rate[] = {"点击率"};
static const char *const evening[] = {"晚间"};
static const char *const link[] = {"any link"};
static const hl_arm_weight arms[] = {{"control", 1}, {"offer", 1}};

/* Of each arm 1000 of 2000 touches are clicked, and so many more of the second. */
static hl_analysis *analysis_of(hl_design *design, hl_metric *click, hl_cells **cells)
{
    *click = hl_made_metric("click", HL_METRIC_PROPORTION);
    *design = hl_made_design(arms, 2, click, 1);
    *cells = hl_cells__new(design);
    for (uint32_t arm = 0; arm < 2; arm++)
        hl_made_rate(*cells, arm, 0, HL_CELLS_NO_DAY, 0, 2000, 200 + 100 * (int64_t)arm);
    return hl_made_run(design, *cells);
}

static char *report(const hl_analysis *analysis, hl_report_format format, hl_lang lang)
{
    char *text = NULL;
    assert_int_equal(hl_report_write(analysis, format, lang, false, &text, NULL), HL_OK);
    return text;
}

static size_t count(const char *text, const char *part)
{
    size_t found = 0;
    for (; (text = strstr(text, part)) != NULL; text += strlen(part))
        found++;
    return found;
}

static void titles_stand_for_names(void **state)
{
    (void)state;
    const hl_title titles[] = {{HL_TITLED_METRIC, "click", {1, languages, click_rate}},
                               {HL_TITLED_ARM, "offer", {1, languages, evening}}};
    hl_design design;
    hl_metric click;
    hl_cells *cells = NULL;
    hl_analysis *analysis = analysis_of(&design, &click, &cells);
    design.titles = titles;
    design.title_count = 2;
    char *zh = report(analysis, HL_REPORT_TEXT, HL_LANG_ZH);
    assert_int_equal(count(zh, "点击率（click）"), 1);
    assert_int_equal(count(zh, "晚间（offer）"), 1);
    assert_true(count(zh, "点击率") > 1 && count(zh, "晚间") > 1);
    char *en = report(analysis, HL_REPORT_TEXT, HL_LANG_EN);
    assert_true(strstr(en, "点击率") == NULL &&
                strstr(en, "offer is better than control on click"));
    char *json = report(analysis, HL_REPORT_JSON, HL_LANG_ZH);
    assert_true(strstr(json, "点击率") == NULL && strstr(json, "晚间") == NULL);
    free(zh);
    free(en);
    free(json);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

static void a_title_of_no_language_is_of_all(void **state)
{
    (void)state;
    const hl_title titles[] = {{HL_TITLED_METRIC, "click", {1, no_language, link}}};
    hl_design design;
    hl_metric click;
    hl_cells *cells = NULL;
    hl_analysis *analysis = analysis_of(&design, &click, &cells);
    design.titles = titles;
    design.title_count = 1;
    for (int lang = 0; lang < 2; lang++) {
        char *text = report(analysis, HL_REPORT_MARKDOWN, (hl_lang)lang);
        assert_true(count(text, "any link") > 1);
        free(text);
    }
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

/* A list of experiments too: a title in another language is none. */
static void lists_have_titles_in_their_language(void **state)
{
    (void)state;
    const hl_title titles[] = {{HL_TITLED_METRIC, "click", {1, languages, click_rate}}};
    hl_design design;
    hl_metric click;
    hl_cells *cells = NULL;
    hl_analysis *analysis = analysis_of(&design, &click, &cells);
    hl_batch *batch = hl_batch_new(0.05);
    char *en = NULL;
    char *zh = NULL;
    design.titles = titles;
    design.title_count = 1;
    assert_int_equal(hl_batch_add(batch, analysis, NULL), HL_OK);
    assert_int_equal(hl_batch_settle(batch, NULL), HL_OK);
    assert_int_equal(hl_report_write_batch(batch, HL_REPORT_TEXT, HL_LANG_EN, &en, NULL), HL_OK);
    assert_int_equal(hl_report_write_batch(batch, HL_REPORT_TEXT, HL_LANG_ZH, &zh, NULL), HL_OK);
    assert_true(count(en, "点击率") == 0 && count(en, "click") > 0);
    assert_true(count(zh, "点击率") > 0);
    free(en);
    free(zh);
    hl_batch_free(batch);
    hl_analysis_free(analysis);
    hl_cells_free(cells);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(titles_stand_for_names),
                                       cmocka_unit_test(a_title_of_no_language_is_of_all),
                                       cmocka_unit_test(lists_have_titles_in_their_language)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
