/* The report of a calibration: the verdict, then what it rests on, then a picture of p. */
#include "hookline/report.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "reports/calibration_json.h"
#include "reports/compose_metric.h"
#include "reports/document.h"
#include "reports/phrases.h"

enum { BAR = 40, BAR_EXPECTED = 20 };

static const hl_sentence_pair
    title = {"Calibration of {0}", "{0} 的校准"},
    verdict_ok = {"Calibrated: between arms that are alike, nothing here errs more than it says.",
                  "校准通过：各组本无差别时，各项误差都不超过所宣称的水平。"},
    verdict_conservative = {"Calibrated, on the safe side: some of it errs less often than it "
                            "says.",
                            "校准通过，且偏保守：部分检验出错比所宣称的更少。"},
    verdict_nothing = {"Nothing could be judged.", "没有可以判断的内容。"},
    verdict_failed = {"NOT calibrated: see what is marked failed below.",
                      "校准未通过：见下方标为“未通过”的各行。"},
    how = {"{0} units were put into arms {1} times through the hash, each time with a new salt "
           "(seed {2}), and analysed as always. Between such arms there is no difference: p must "
           "be uniform, and an error rate of {3} is promised, half of it in each direction.",
           "{0} 个单元通过哈希分组 {1} 次，每次换新盐值（种子 {2}），并照常分析。"
           "这样的各组之间并无差别：p 应均匀分布，总误报率应为 {3}，两个方向各半。"},
    tests = {"The verdict rests on {0} tests, each at p < {1}, so that all together cry wolf in "
             "one calibration of a hundred.",
             "结论基于 {0} 项检验，每项的水平为 p < {1}，合计每一百次校准至多误报一次。"},
    equal = {"The planned weights are not known: equal ones were taken.",
             "计划权重未知：按均分处理。"},
    rates_heading = {"How often it errs", "误报频率"},
    shapes_heading = {"Are the p-values uniform?", "p 值是否均匀？"},
    picture_heading = {"p of {0}, {1}", "{0} 的 p 值，{1}"},
    picture_note = {"Each row is a twentieth of the scale; | marks the expected {0}.",
                    "每行为刻度的二十分之一；| 标出期望值 {0}。"},
    hash_heading = {"Independence", "独立性"},
    discrete_note =
        {"Too few units or events: p comes in steps, so its shape is not judged; its error "
         "rates are.",
         "单元或事件太少，p 呈阶梯状：不判断其形状，只判断误报率。"},
    contradiction_note = {"{0}, {1}: in {2} of {3} runs the p-value and the lift's interval "
                          "disagree.",
                          "{0}，{1}：{3} 次中有 {2} 次 p 值与提升区间不一致。"},
    no_p_note = {"{0}, {1}: {2} of {3} runs gave no p (too few events).",
                 "{0}，{1}：{3} 次中有 {2} 次没有 p 值（事件太少）。"},
    both_word = {"errs (95 % interval)", "误报（95% 区间）"}, higher_word = {"too high", "偏高"},
    lower_word = {"too low", "偏低"}, lift_word = {"lift", "提升"},
    anytime_word = {"anytime", "随时有效"}, ad_word = {"p (A-D)", "p（A-D）"},
    chi2_word = {"p (deciles)", "p（十分位）"}, bins_word = {"p from 0 to 1", "p 从 0 到 1"},
    state_word = {"verdict", "结论"}, any_word = {"any {0}", "任一{0}"},
    corrected_word = {"corrected", "校正后"}, what_word = {"what", "内容"},
    srm_word = {"sample-ratio check", "样本比例检查"},
    hash_word = {"arms of two salts", "两个盐值的分组"}, pair_word = {"{0} and {1}", "{0} 与 {1}"},
    range_word = {"p", "p"}, count_word = {"runs", "次数"};

static const hl_sentence_pair states[] = {
    [HL_CALIBRATION_OK] = {"ok", "通过"},
    [HL_CALIBRATION_CONSERVATIVE] = {"conservative", "偏保守"},
    [HL_CALIBRATION_NOT_JUDGED] = {"not judged", "未判断"},
    [HL_CALIBRATION_FAILED] = {"failed", "未通过"}};

static const char *say(const hl_document *d, const hl_sentence_pair *pair)
{
    return d->lang == HL_LANG_ZH ? pair->zh : pair->en;
}

static void add_sentence(hl_document *d, hl_block_kind kind, const hl_sentence_pair *pair,
                         const char *const *parts, size_t count)
{
    (void)hl_reports__add(d, kind, hl_reports__fill(d, say(d, pair), parts, count));
}

static const char *percent(hl_document *d, double share)
{
    hl_text text = {0};
    char number[HL_NUMBER_TEXT];
    if (isnan(share))
        return "-";
    hl_base__text_add(&text, hl_base__number_fixed(100 * share, share < 0.1 ? 1 : 0, number));
    hl_base__text_add(&text, d->lang == HL_LANG_ZH ? "%" : " %");
    return hl_reports__keep(d, &text);
}

static const char *level(hl_document *d, double value)
{
    hl_text text = {0};
    hl_base__text_addf(&text, "%.2g", value);
    return hl_reports__keep(d, &text);
}

/* ---- verdict */

static void add_verdict(hl_document *d, const hl_calibration *c)
{
    static const struct {
        const hl_sentence_pair *sentence;
        hl_tone tone;
    } verdicts[] = {[HL_CALIBRATION_OK] = {&verdict_ok, HL_TONE_GOOD},
                    [HL_CALIBRATION_CONSERVATIVE] = {&verdict_conservative, HL_TONE_GOOD},
                    [HL_CALIBRATION_NOT_JUDGED] = {&verdict_nothing, HL_TONE_WARN},
                    [HL_CALIBRATION_FAILED] = {&verdict_failed, HL_TONE_BAD}};
    hl_block *block = hl_reports__add(d, HL_BLOCK_VERDICT, say(d, verdicts[c->state].sentence));
    if (block != NULL)
        block->tone = verdicts[c->state].tone;
}

static void add_head(hl_document *d, const hl_calibration *c)
{
    const char *name[] = {c->design->experiment};
    add_sentence(d, HL_BLOCK_TITLE, &title, name, 1);
    add_verdict(d, c);
    hl_text seed = {0};
    hl_base__text_addf(&seed, "%llu", (unsigned long long)c->seed);
    const char *parts[] = {hl_reports__count(d, c->units), hl_reports__count(d, (int64_t)c->runs),
                           hl_reports__keep(d, &seed), percent(d, c->design->alpha)};
    add_sentence(d, HL_BLOCK_PARAGRAPH, &how, parts, 4);
    const char *rests[] = {hl_reports__count(d, (int64_t)c->judged), level(d, c->level)};
    if (c->judged > 0)
        add_sentence(d, HL_BLOCK_PARAGRAPH, &tests, rests, 2);
    if (c->equal_weights)
        add_sentence(d, HL_BLOCK_PARAGRAPH, &equal, NULL, 0);
}

/* ---- rates */

static void rate_cell(hl_document *d, const hl_calibration_rate *rate)
{
    hl_reports__cell(d, rate->runs == 0 ? "-" : percent(d, rate->rate));
}

static void interval_cell(hl_document *d, const hl_calibration_rate *rate)
{
    hl_text text = {0};
    if (rate->runs == 0) {
        hl_reports__cell(d, "-");
        return;
    }
    hl_base__text_addf(&text, d->lang == HL_LANG_ZH ? "%s（%.1f-%.1f）" : "%s (%.1f-%.1f)",
                       percent(d, rate->rate), 100 * rate->low, 100 * rate->high);
    hl_reports__cell(d, hl_reports__keep(d, &text));
}

static void family_row(hl_document *d, size_t role, const hl_calibration_rate *rate)
{
    static const hl_word roles[] = {[HL_ROLE_PRIMARY] = HL_WORD_PRIMARY,
                                    [HL_ROLE_SECONDARY] = HL_WORD_SECONDARY,
                                    [HL_ROLE_GUARDRAIL] = HL_WORD_GUARDRAIL};
    const char *name[] = {hl_reports__word(roles[role], d->lang)};
    if (rate->runs == 0)
        return;
    hl_reports__cell(d, hl_reports__fill(d, say(d, &any_word), name, 1));
    hl_reports__cell(d, say(d, &corrected_word));
    interval_cell(d, rate);
    for (size_t i = 0; i < 4; i++)
        hl_reports__cell(d, "");
    hl_reports__cell(d, say(d, &states[rate->state]));
}

static void add_rates(hl_document *d, const hl_calibration *c)
{
    const hl_sentence_pair *const head[] = {&both_word, &higher_word,  &lower_word,
                                            &lift_word, &anytime_word, &state_word};
    (void)hl_reports__add(d, HL_BLOCK_HEADING, say(d, &rates_heading));
    hl_reports__table(d, 8, 0x7C);
    hl_reports__cell(d, hl_reports__word(HL_WORD_METRICS, d->lang));
    hl_reports__cell(d, hl_reports__word(HL_WORD_ARM, d->lang));
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        hl_reports__cell(d, say(d, head[i]));
    for (size_t i = 0; i < c->line_count; i++) {
        const hl_calibration_line *line = &c->lines[i];
        hl_reports__cell(d, c->design->metrics[line->metric].name);
        hl_reports__cell(d, c->design->arms[line->arm].name);
        interval_cell(d, &line->both);
        rate_cell(d, &line->higher);
        rate_cell(d, &line->lower);
        rate_cell(d, &line->lift);
        rate_cell(d, &line->anytime);
        hl_reports__cell(d, say(d, &states[line->state]));
    }
    for (size_t role = 0; role < HL_CALIBRATION_ROLES; role++)
        family_row(d, role, &c->families[role]);
}

/* ---- shapes */

/* Twenty bars of eight heights; the expected count stands at half the height. */
static const char *spark(hl_document *d, const hl_calibration_shape *shape)
{
    static const char *const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    hl_text text = {0};
    double expected = (double)shape->count / HL_CALIBRATION_BINS;
    for (size_t i = 0; i < HL_CALIBRATION_BINS && shape->count > 0; i++) {
        double height = round((double)shape->bins[i] / expected * 3.5);
        hl_base__text_add(&text, bars[height < 7 ? (size_t)height : 7]);
    }
    return hl_reports__keep(d, &text);
}

static void shape_cells(hl_document *d, const hl_calibration_shape *shape)
{
    hl_reports__cell(d, hl_reports__p(d, shape->ad_p));
    hl_reports__cell(d, hl_reports__p(d, shape->chi2_p));
    hl_reports__cell(d, spark(d, shape));
    hl_reports__cell(d, say(d, &states[shape->state]));
}

static void shape_head(hl_document *d)
{
    hl_reports__cell(d, say(d, &ad_word));
    hl_reports__cell(d, say(d, &chi2_word));
    hl_reports__cell(d, say(d, &bins_word));
    hl_reports__cell(d, say(d, &state_word));
}

static void add_notes(hl_document *d, const hl_calibration *c)
{
    bool discrete = false;
    for (size_t i = 0; i < c->line_count; i++) {
        const hl_calibration_line *line = &c->lines[i];
        int64_t runs = (int64_t)c->runs;
        const char *parts[] = {
            c->design->metrics[line->metric].name, c->design->arms[line->arm].name,
            hl_reports__count(d, line->contradictions), hl_reports__count(d, runs)};
        discrete = discrete || line->shape.discrete;
        if (line->contradictions > 0)
            add_sentence(d, HL_BLOCK_BULLET, &contradiction_note, parts, 4);
        parts[2] = hl_reports__count(d, runs - line->shape.count);
        if (line->shape.count < runs)
            add_sentence(d, HL_BLOCK_BULLET, &no_p_note, parts, 4);
    }
    if (discrete || c->srm.discrete || c->hashes.discrete)
        add_sentence(d, HL_BLOCK_BULLET, &discrete_note, NULL, 0);
}

static void add_shapes(hl_document *d, const hl_calibration *c)
{
    (void)hl_reports__add(d, HL_BLOCK_HEADING, say(d, &shapes_heading));
    hl_reports__table(d, 6, 0x0C);
    hl_reports__cell(d, hl_reports__word(HL_WORD_METRICS, d->lang));
    hl_reports__cell(d, hl_reports__word(HL_WORD_ARM, d->lang));
    shape_head(d);
    for (size_t i = 0; i < c->line_count; i++) {
        hl_reports__cell(d, c->design->metrics[c->lines[i].metric].name);
        hl_reports__cell(d, c->design->arms[c->lines[i].arm].name);
        shape_cells(d, &c->lines[i].shape);
    }
    hl_reports__cell(d, say(d, &srm_word));
    hl_reports__cell(d, "");
    shape_cells(d, &c->srm);
    add_notes(d, c);
}

/* ---- the picture */

static const char *bar(hl_document *d, double count, double expected)
{
    hl_text text = {0};
    double full = round(count / expected * BAR_EXPECTED);
    size_t length = full < BAR ? (size_t)full : BAR;
    for (size_t i = 0; i < length || i <= BAR_EXPECTED; i++)
        hl_base__text_add(&text, i == BAR_EXPECTED ? "|" : i < length ? "█" : "·");
    return hl_reports__keep(d, &text);
}

static void add_picture(hl_document *d, const hl_calibration *c, const hl_calibration_line *line)
{
    const char *names[] = {c->design->metrics[line->metric].name, c->design->arms[line->arm].name};
    double expected = (double)line->shape.count / HL_CALIBRATION_BINS;
    hl_text number = {0};
    hl_base__text_addf(&number, "%g", expected);
    const char *parts[] = {hl_reports__keep(d, &number)};
    add_sentence(d, HL_BLOCK_HEADING, &picture_heading, names, 2);
    add_sentence(d, HL_BLOCK_PARAGRAPH, &picture_note, parts, 1);
    hl_reports__table(d, 3, 0x02);
    hl_reports__cell(d, say(d, &range_word));
    hl_reports__cell(d, say(d, &count_word));
    hl_reports__cell(d, "");
    for (size_t i = 0; i < HL_CALIBRATION_BINS; i++) {
        hl_text range = {0};
        hl_base__text_addf(&range, "%.2f - %.2f", (double)i / HL_CALIBRATION_BINS,
                           (double)(i + 1) / HL_CALIBRATION_BINS);
        hl_reports__cell(d, hl_reports__keep(d, &range));
        hl_reports__cell(d, hl_reports__count(d, line->shape.bins[i]));
        hl_reports__cell(d, bar(d, (double)line->shape.bins[i], expected));
    }
}

/* The first line that failed, else the first that has a p. */
static const hl_calibration_line *telling_line(const hl_calibration *c)
{
    const hl_calibration_line *found = NULL;
    for (size_t i = 0; i < c->line_count; i++) {
        const hl_calibration_line *line = &c->lines[i];
        if (line->shape.count == 0)
            continue;
        if (line->state == HL_CALIBRATION_FAILED)
            return line;
        found = found == NULL ? line : found;
    }
    return found;
}

/* ---- independence */

static void add_independence(hl_document *d, const hl_calibration *c)
{
    (void)hl_reports__add(d, HL_BLOCK_HEADING, say(d, &hash_heading));
    hl_reports__table(d, 5, 0x06);
    hl_reports__cell(d, say(d, &what_word));
    shape_head(d);
    hl_reports__cell(d, say(d, &hash_word));
    shape_cells(d, &c->hashes);
    if (c->pair_count == 0)
        return;
    hl_reports__table(d, 3, 0x02);
    hl_reports__cell(d, say(d, &what_word));
    hl_reports__cell(d, hl_reports__word(HL_WORD_P, d->lang));
    hl_reports__cell(d, say(d, &state_word));
    for (size_t i = 0; i < c->pair_count; i++) {
        const char *names[] = {c->pairs[i].first, c->pairs[i].second};
        hl_reports__cell(d, hl_reports__fill(d, say(d, &pair_word), names, 2));
        hl_reports__cell(d, hl_reports__p(d, c->pairs[i].p));
        hl_reports__cell(d, say(d, &states[c->pairs[i].state]));
    }
}

static void write_document(const hl_calibration *c, hl_report_format format, hl_lang lang,
                           hl_text *out)
{
    hl_document document = {.lang = lang};
    const hl_calibration_line *line = telling_line(c);
    add_head(&document, c);
    add_rates(&document, c);
    add_shapes(&document, c);
    if (line != NULL)
        add_picture(&document, c, line);
    add_independence(&document, c);
    if (document.failed)
        out->failed = true;
    else if (format == HL_REPORT_TEXT)
        hl_reports__render_text(&document, false, out);
    else
        hl_reports__render_markdown(&document, out);
    hl_base__arena_free(&document.arena);
}

hl_status hl_report_write_calibration(const hl_calibration *calibration, hl_report_format format,
                                      hl_lang lang, char **out, hl_error *err)
{
    hl_text text = {0};
    if (format == HL_REPORT_JSON)
        hl_reports__calibration_json(calibration, &text);
    else
        write_document(calibration, format, lang, &text);
    *out = hl_base__text_take(&text);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}
