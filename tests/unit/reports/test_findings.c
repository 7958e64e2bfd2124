/* Every code: a name, a place in the program that says it, a sentence in each language made of
 * numbers that it has, and a row in the documents with these numbers. */
#include "tests/support/check.h"

#include <ctype.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hookline/report.h"
#include "reports/document.h"
#include "reports/finding.h"
#include "reports/messages/findings.h"
#include "tests/support/made.h"

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        print_error("%s\n", path);
    assert_non_null(file);
    char *text = calloc(1, 1 << 18);
    assert_non_null(text);
    size_t length = fread(text, 1, (1 << 18) - 1, file);
    assert_true(length > 0 && length < (1 << 18) - 1);
    (void)fclose(file);
    return text;
}

static uint32_t needs_of(const char *name, size_t length)
{
    uint32_t needs = 0;
    const char *known;
    for (size_t i = 0; (known = hl_reports__placeholder(i, &needs)) != NULL; i++)
        if (strlen(known) == length && memcmp(known, name, length) == 0)
            return needs;
    print_error("unknown placeholder %.*s\n", (int)length, name);
    fail();
    return 0;
}

/* The placeholders of a template as members that they need; each must be known. */
static uint32_t needs_of_template(const char *template)
{
    uint32_t needs = 0;
    assert_true(template != NULL && template[0] != '\0');
    for (const char *open = template; (open = strchr(open, '{')) != NULL; open++)
        needs |= needs_of(open + 1, strcspn(open + 1, "}"));
    return needs;
}

static void sentences_are_made_of_what_the_code_has(void **state)
{
    (void)state;
    for (size_t i = 0; i < HL_FINDINGS; i++) {
        const hl_message *message = &hl_reports__findings[i];
        uint32_t en = needs_of_template(message->en);
        uint32_t has = hl_finding_has((hl_finding_code)i);
        if (needs_of_template(message->zh) != en || (en & ~has) != 0)
            print_error("%s\n%s\n", message->en, message->zh);
        assert_int_equal(needs_of_template(message->zh), en);
        assert_int_equal(en & ~has, 0);
    }
}

static void codes_and_checks_have_names_of_their_own(void **state)
{
    (void)state;
    for (size_t i = 0; i < HL_FINDINGS; i++)
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(hl_finding_name((hl_finding_code)i),
                                    hl_finding_name((hl_finding_code)k));
    for (size_t i = 1; i < HL_CHECK_KINDS; i++)
        for (size_t k = 1; k < i; k++)
            assert_string_not_equal(hl_check_name((hl_check_kind)i),
                                    hl_check_name((hl_check_kind)k));
}

static const hl_arm_weight arms[] = {{"control", 1}, {"offer", 1}};

/* A finding of the code with a number in every member that it has, and in no other. */
static hl_finding synthetic(hl_finding_code code, const hl_finding_item *items)
{
    uint32_t has = hl_finding_has(code);
    double none = (double)NAN;
    hl_estimate effect = {0.25, has & HL_HAS_INTERVAL ? 0.125 : none,
                          has & HL_HAS_INTERVAL ? 0.5 : none};
    return (hl_finding){
        .code = code,
        .check = HL_CHECK_SRM_SENT,
        .metric = has & HL_HAS_METRIC ? 0 : SIZE_MAX,
        .held_by = has & HL_HAS_HELD_BY ? 0 : SIZE_MAX,
        .arm = has & HL_HAS_ARM ? 1 : SIZE_MAX,
        .other = has & HL_HAS_OTHER ? 0 : SIZE_MAX,
        .name = has & HL_HAS_NAME ? "zone = north" : NULL,
        .meant = has & HL_HAS_MEANT ? "zone = North" : NULL,
        .effect = has & HL_HAS_EFFECT ? effect : (hl_estimate){none, none, none},
        .effect_of = HL_SCALE_LIFT,
        .later = has & HL_HAS_LATER ? effect : (hl_estimate){none, none, none},
        .p = has & HL_HAS_P ? 0.0625 : none,
        .margin = has & HL_HAS_MARGIN ? -0.01 : none,
        .margin_of = HL_SCALE_DIFFERENCE,
        .n = has & HL_HAS_N ? 1234 : none,
        .of = has & HL_HAS_OF ? 5678 : none,
        .share = has & HL_HAS_SHARE ? 0.75 : none,
        .share_needed = has & HL_HAS_SHARE_NEEDED ? 0.5 : none,
        .level = has & HL_HAS_LEVEL ? 0.03125 : none,
        .icc = has & HL_HAS_ICC ? 0.125 : none,
        .design_effect = has & HL_HAS_DESIGN_EFFECT ? 1.5 : none,
        .power = has & HL_HAS_POWER ? 0.85 : none,
        .limit = has & HL_HAS_LIMIT ? 12 : none,
        .item_count = has & HL_HAS_ITEMS ? 2 : 0,
        .items = has & HL_HAS_ITEMS ? items : NULL,
    };
}

typedef struct shown {
    hl_metric click;
    hl_design design;
    hl_cells *cells;
    hl_analysis *analysis;
} shown;

static int set_up(void **state)
{
    shown *all = calloc(1, sizeof *all);
    assert_non_null(all);
    all->click = hl_made_metric("click", HL_METRIC_PROPORTION);
    all->click.per = HL_PER_TOUCH;
    all->design = hl_made_design(arms, 2, &all->click, 1);
    all->cells = hl_cells__new(&all->design);
    for (uint32_t arm = 0; arm < 2; arm++) {
        hl_made_touches(all->cells, arm, 0, HL_CELLS_NO_DAY, 0, 3, 1, 120);
        hl_made_touches(all->cells, arm, 0, HL_CELLS_NO_DAY, 0, 3, 2, 60);
    }
    all->analysis = hl_made_run(&all->design, all->cells);
    *state = all;
    return 0;
}

static int tear_down(void **state)
{
    shown *all = *state;
    hl_analysis_free(all->analysis);
    hl_cells_free(all->cells);
    free(all);
    return 0;
}

static char *sentence(const hl_analysis *analysis, const hl_finding *finding, hl_lang lang)
{
    hl_text text = {0};
    hl_reports__finding(analysis, finding, lang, &text);
    char *kept = hl_base__text_take(&text);
    assert_non_null(kept);
    return kept;
}

/* No placeholder stays, and nothing that is missing ("–", "no interval") is shown. */
static void every_code_renders_in_every_language(void **state)
{
    const shown *all = *state;
    static const hl_finding_item items[] = {{"control", 100, 200, 300, 40, 50, 0.0625},
                                            {"offer", 101, 201, 301, 41, 51, 0.03125}};
    for (size_t i = 0; i < HL_FINDINGS; i++)
        for (int lang = 0; lang < 2; lang++) {
            hl_finding finding = synthetic((hl_finding_code)i, items);
            char *text = sentence(all->analysis, &finding, (hl_lang)lang);
            bool whole = strpbrk(text, "{}") == NULL && strstr(text, "–") == NULL &&
                         strstr(text, "no interval") == NULL && strstr(text, "无区间") == NULL &&
                         strstr(text, "no p-value") == NULL && strstr(text, "无 p 值") == NULL;
            if (!whole)
                print_error("%s\n", text);
            assert_true(whole);
            free(text);
        }
}

static void expect(const shown *all, const hl_finding *finding, const char *en, const char *zh)
{
    char *text = sentence(all->analysis, finding, HL_LANG_EN);
    assert_string_equal(text, en);
    free(text);
    text = sentence(all->analysis, finding, HL_LANG_ZH);
    assert_string_equal(text, zh);
    free(text);
}

/* An effect without an interval says why there is none. */
static void an_effect_may_lack_its_interval(void **state)
{
    shown *all = *state;
    hl_finding finding = synthetic(HL_FOUND_HELD_BACK_BY_PRIMARY, NULL);
    expect(all, &finding,
           "offer is better on click too, +25 % (95 % interval: 12 to 50), but worse on another "
           "primary metric.",
           "在“click”上，offer 也更优：+25%（95% 区间 [12, 50]）；但在另一个主要指标上更差。");
    all->design.inference = HL_INFER_ANYTIME;
    finding.effect.low = finding.effect.high = (double)NAN;
    expect(all, &finding,
           "offer is better on click too, +25 % (no always-valid interval yet: 1,234 touches in "
           "the smaller arm say too little), but worse on another primary metric.",
           "在“click”上，offer 也更优：+25%（尚无序贯区间：较小的一组只有 1,234 "
           "次触达，信息太少）；但在另一个主要指标上更差。");
    all->design.inference = HL_INFER_FIXED;
    hl_cells *cells = hl_cells__new(&all->design);
    hl_made_touches(cells, 0, 0, HL_CELLS_NO_DAY, 0, 3, 1, 120);
    shown empty = {.analysis = hl_made_run(&all->design, cells)};
    expect(
        &empty, &finding,
        "offer is better on click too, not known (an arm has no unit whose window has closed), but "
        "worse on another primary metric.",
        "在“click”上，offer "
        "也更优：未知（有一组还没有观察期已满的人）；但在另一个主要指标上更差。");
    finding = synthetic(HL_FOUND_FEW_UNITS, NULL);
    expect(
        &empty, &finding,
        "click cannot be judged yet for offer against control: an arm has no unit whose window "
        "has closed, and 12 are needed.",
        "在“click”上，还不能判断 offer 与 control 孰优孰劣：有一组还没有观察期已满的人，至少需要 "
        "12 人。");
    hl_analysis_free(empty.analysis);
    hl_cells_free(cells);
}

/* Whether a text can stand where an effect does: it begins with its number or says that it is not
 * known, and what else it says stands in brackets. */
static bool is_an_effect(const char *text)
{
    bool begins = strchr("+-0123456789", text[0]) != NULL || strncmp(text, "not known", 9) == 0 ||
                  strncmp(text, "未知", strlen("未知")) == 0;
    size_t depth = 0, outside = 0;
    for (const char *at = text; *at != '\0'; at++) {
        bool endless = strncmp(at, "(-∞", strlen("(-∞")) == 0;
        depth += (*at == '(' && !endless) || strncmp(at, "（", 3) == 0;
        outside += depth == 0 && (strchr(",:;", *at) != NULL || strncmp(at, "：", 3) == 0 ||
                                  strncmp(at, "，", 3) == 0 || strncmp(at, "。", 3) == 0);
        endless = at - text >= 3 && strncmp(at - 3, "∞", 3) == 0;
        depth -= (*at == ')' && !endless) || strncmp(at, "）", 3) == 0;
    }
    return begins && depth == 0 && outside == 0;
}

/* Whatever is known of an effect, what is said of it stands in any sentence. */
static void whatever_fills_the_place_of_an_effect_is_one(void **state)
{
    shown *all = *state;
    static const hl_message alone = {"{effect}", "{effect}"};
    const double none = (double)NAN, endless = (double)INFINITY;
    const hl_estimate effects[] = {{0.25, 0.125, 0.5},
                                   {-0.25, -0.5, -0.125},
                                   {0, -0.1, 0.1},
                                   {0.25, none, none},
                                   {0.25, -endless, 0.5},
                                   {0.25, 0.125, endless},
                                   {0.25, -endless, endless},
                                   {none, none, none},
                                   {1e-9, -1e-8, 1e-8},
                                   {0.25, -1, 300}};
    hl_cells *cells = hl_cells__new(&all->design);
    hl_made_touches(cells, 0, 0, HL_CELLS_NO_DAY, 0, 3, 1, 120);
    hl_analysis *empty = hl_made_run(&all->design, cells);
    for (size_t i = 0; i < sizeof effects / sizeof effects[0]; i++)
        for (int how = 0; how < 12; how++) {
            bool anytime = how / 4 == 1, between = how / 4 == 2;
            hl_finding finding = synthetic(HL_FOUND_NOT_SHOWN, NULL);
            hl_analysis made = *(how % 2 == 0 ? all->analysis : empty);
            hl_document document = {.lang = how % 4 < 2 ? HL_LANG_EN : HL_LANG_ZH};
            finding.effect = effects[i];
            finding.n = 12;
            all->design.inference = anytime ? HL_INFER_ANYTIME : HL_INFER_FIXED;
            made.look_alpha = between ? none : 0.05;
            const char *text = hl_reports__finding_as(&document, &made, &finding, &alone);
            if (!is_an_effect(text))
                print_error("%s\n", text);
            assert_true(is_an_effect(text));
            hl_base__arena_free(&document.arena);
        }
    all->design.inference = HL_INFER_FIXED;
    hl_analysis_free(empty);
    hl_cells_free(cells);
}

/* A rule's constant is in the sentence what it is in the finding: in words where a language has
 * them. */
static void constants_come_from_the_finding(void **state)
{
    const shown *all = *state;
    hl_finding finding = synthetic(HL_FOUND_GUARDRAIL_UNITS_NEEDED, NULL);
    finding.n_low = 617;
    finding.n_high = 4936;
    const char *en =
        "If offer really does not change click, about 1,234 more units in all will show "
        "that it stays within what is tolerated (85 % of the time; half of the time "
        "617 do, and 4,936 nearly always).";
    const char *zh = "如果 offer 对“click”其实没有影响，大约还需 1,234 "
                     "人（各组合计）才有 85% 的把握确认它未超出容许范围（一半情况下 617 "
                     "人就够，4,936 人则几乎总是足够）。";
    expect(all, &finding, en, zh);
    finding = synthetic(HL_FOUND_SMALL_COUNTS, NULL);
    expect(all, &finding,
           "click: an expected count is below 12; read the exact p where one stands beside.",
           "“click”：期望计数不足 12，请看旁边的精确检验 p 值（如有）。");
}

/* HL_FOUND_ with the name in capitals stands in a file of the analysis other than the table. */
static bool is_said(const char *name)
{
    char constant[64] = "HL_FOUND_";
    for (size_t i = 0; name[i] != '\0'; i++)
        constant[9 + i] = (char)toupper((unsigned char)name[i]);
    DIR *folder = opendir("engine/analysis");
    assert_non_null(folder);
    bool found = false;
    for (const struct dirent *entry; !found && (entry = readdir(folder)) != NULL;) {
        char path[512];
        size_t length = strlen(entry->d_name);
        if (length < 2 || strcmp(entry->d_name + length - 2, ".c") != 0 ||
            strcmp(entry->d_name, "findings.c") == 0)
            continue;
        (void)snprintf(path, sizeof path, "engine/analysis/%s", entry->d_name);
        char *source = read_file(path);
        for (const char *at = source; !found && (at = strstr(at, constant)) != NULL; at++) {
            char next = at[strlen(constant)];
            found = next != '_' && !isupper((unsigned char)next);
        }
        free(source);
    }
    (void)closedir(folder);
    return found;
}

static void no_code_is_without_use(void **state)
{
    (void)state;
    for (size_t i = 0; i < HL_FINDINGS; i++) {
        const char *name = hl_finding_name((hl_finding_code)i);
        if (!is_said(name))
            print_error("nothing says %s\n", name);
        assert_true(is_said(name));
    }
}

static const struct {
    uint32_t bit;
    const char *keys;
} documented[] = {
    {HL_HAS_METRIC, "`metric`"},
    {HL_HAS_ARM, "`arm`"},
    {HL_HAS_OTHER, "`other`"},
    {HL_HAS_NAME, "`name`"},
    {HL_HAS_MEANT, "`meant`"},
    {HL_HAS_HELD_BY, "`held_by`"},
    {HL_HAS_EFFECT, "`effect_of`, `effect`"},
    {HL_HAS_INTERVAL, "`low`, `high`"},
    {HL_HAS_LATER, "`later`, `later_low`, `later_high`"},
    {HL_HAS_MARGIN, "`margin_of`, `margin`"},
    {HL_HAS_P, "`p`"},
    {HL_HAS_N, "`n`"},
    {HL_HAS_N_RANGE, "`n_low`, `n_high`"},
    {HL_HAS_OF, "`of`"},
    {HL_HAS_SHARE, "`share`"},
    {HL_HAS_SHARE_NEEDED, "`share_needed`"},
    {HL_HAS_LEVEL, "`level`"},
    {HL_HAS_ICC, "`icc`"},
    {HL_HAS_DESIGN_EFFECT, "`design_effect`"},
    {HL_HAS_POWER, "`power`"},
    {HL_HAS_LIMIT, "`limit`"},
    {HL_HAS_ITEMS, "`items`"},
};

/* " | `metric`, `arm` |\n": how the row of a code ends. */
static void members_of(uint32_t has, hl_text *out)
{
    const char *separator = "";
    hl_base__text_add(out, " | ");
    for (size_t i = 0; i < sizeof documented / sizeof documented[0]; i++)
        if (has & documented[i].bit) {
            hl_base__text_addf(out, "%s%s", separator, documented[i].keys);
            separator = ", ";
        }
    hl_base__text_add(out, " |");
}

static void documents_know_every_code_and_its_numbers(void **state)
{
    (void)state;
    char *page = read_file("docs/formats/analysis.md");
    char *schema = read_file("docs/formats/analysis.schema.json");
    for (size_t i = 0; i < HL_FINDINGS; i++) {
        char start[64];
        char quoted[64];
        hl_text end = {0};
        const char *name = hl_finding_name((hl_finding_code)i);
        (void)snprintf(start, sizeof start, "| `%s` | ", name);
        (void)snprintf(quoted, sizeof quoted, "\"%s\"", name);
        members_of(hl_finding_has((hl_finding_code)i), &end);
        const char *row = strstr(strstr(page, "## Findings"), start);
        size_t length = row == NULL ? 0 : strcspn(row, "\n");
        bool good =
            length > end.length && memcmp(row + length - end.length, end.data, end.length) == 0;
        if (!good)
            print_error("%s%s\n", start, hl_base__text_string(&end));
        assert_true(good);
        assert_non_null(strstr(schema, quoted));
        hl_base__text_free(&end);
    }
    free(page);
    free(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_are_made_of_what_the_code_has),
        cmocka_unit_test(codes_and_checks_have_names_of_their_own),
        cmocka_unit_test(every_code_renders_in_every_language),
        cmocka_unit_test(an_effect_may_lack_its_interval),
        cmocka_unit_test(whatever_fills_the_place_of_an_effect_is_one),
        cmocka_unit_test(constants_come_from_the_finding),
        cmocka_unit_test(no_code_is_without_use),
        cmocka_unit_test(documents_know_every_code_and_its_numbers),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
