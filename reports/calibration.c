/* The report of a calibration: the verdict, then what it rests on, then a picture of p. */
#include "hookline/report.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "reports/calibration_json.h"
#include "reports/command.h"
#include "reports/compose.h"
#include "reports/compose_metric.h"
#include "reports/say.h"
#include "reports/titles.h"

enum { BAR = 40, BAR_EXPECTED = 20 };

static const struct {
    hl_word word, verdict;
    hl_tone tone;
} states[] = {
    [HL_CALIBRATION_OK] = {HL_WORD_STATE_OK, HL_WORD_CALIBRATED, HL_TONE_GOOD},
    [HL_CALIBRATION_CONSERVATIVE] = {HL_WORD_STATE_CONSERVATIVE, HL_WORD_CALIBRATED_SAFELY,
                                     HL_TONE_GOOD},
    [HL_CALIBRATION_NOT_JUDGED] = {HL_WORD_STATE_NOT_JUDGED, HL_WORD_NOTHING_JUDGED, HL_TONE_WARN},
    [HL_CALIBRATION_FAILED] = {HL_WORD_STATE_FAILED, HL_WORD_NOT_CALIBRATED, HL_TONE_BAD},
    [HL_CALIBRATION_INVALID] = {HL_WORD_STATE_FAILED, HL_WORD_CALIBRATION_INVALID, HL_TONE_BAD}};

static void word_cell(hl_document *d, hl_word word)
{
    hl_reports__cell(d, hl_reports__word(word, d->lang));
}

static void state_cell(hl_document *d, hl_calibration_state state)
{
    word_cell(d, states[state].word);
}

static void add_sentence(hl_document *d, hl_block_kind kind, hl_word word,
                         const hl_message_value *values, size_t count)
{
    (void)hl_reports__add(d, kind, hl_reports__say(d, word, values, count));
}

static const char *percent(hl_document *d, double share)
{
    char number[HL_NUMBER_TEXT];
    if (isnan(share))
        return "-";
    const hl_message_value value = {
        "number", hl_base__number_fixed(100 * share, share < 0.1 ? 1 : 0, number)};
    return hl_reports__say(d, HL_WORD_PERCENT, &value, 1);
}

static const char *significant(hl_document *d, double value, int digits)
{
    hl_text text = {0};
    hl_reports__show_significant(&text, value, digits);
    return hl_reports__keep(d, &text);
}

/* ---- verdict */

/* What was lost stands above all that is made of the rest. */
static void add_losses(hl_document *d, const hl_calibration *c)
{
    for (size_t i = 0; c->losses != NULL && i < c->losses->check_count; i++)
        hl_reports__compose_check(c->losses, &c->losses->checks[i], d);
    if (c->state == HL_CALIBRATION_INVALID)
        add_sentence(d, HL_BLOCK_PARAGRAPH, HL_WORD_CALIBRATION_LOST, NULL, 0);
}

/* What so many runs could have missed. */
static const char *say_missed(hl_document *d, const hl_calibration *c, hl_word word)
{
    hl_text needed = {0}; /* for a command line */
    hl_base__text_addf(&needed, "%zu", c->runs_needed);
    const hl_message_value values[] = {{"runs", hl_reports__count(d, (int64_t)c->runs)},
                                       {"needed", hl_reports__keep(d, &needed)},
                                       {"missed", percent(d, c->missed)},
                                       {"alpha", percent(d, c->design->alpha)}};
    return hl_reports__say(d, word, values, 4);
}

static void add_verdict(hl_document *d, const hl_calibration *c)
{
    bool few = hl_calibration_passed(c) && !c->enough_runs;
    hl_block *block = hl_reports__add(d, HL_BLOCK_VERDICT,
                                      few ? say_missed(d, c, HL_WORD_CALIBRATED_BY_FEW)
                                          : hl_reports__word(states[c->state].verdict, d->lang));
    if (block != NULL)
        block->tone = few ? HL_TONE_WARN : states[c->state].tone;
}

static void add_head(hl_document *d, const hl_calibration *c)
{
    const hl_message_value name = {"experiment", c->design->experiment};
    add_sentence(d, HL_BLOCK_TITLE, HL_WORD_CALIBRATION_TITLE, &name, 1);
    add_verdict(d, c);
    add_losses(d, c);
    hl_text seed = {0};
    hl_base__text_addf(&seed, "%llu", (unsigned long long)c->seed);
    const hl_message_value how[] = {{"units", hl_reports__count(d, c->units)},
                                    {"runs", hl_reports__count(d, (int64_t)c->runs)},
                                    {"seed", hl_reports__keep(d, &seed)},
                                    {"alpha", percent(d, c->design->alpha)}};
    const hl_message_value tests[] = {{"tests", hl_reports__count(d, (int64_t)c->judged)},
                                      {"level", significant(d, c->level, 2)}};
    add_sentence(d, HL_BLOCK_PARAGRAPH, HL_WORD_CALIBRATION_HOW, how, 4);
    if (c->judged > 0)
        add_sentence(d, HL_BLOCK_PARAGRAPH, HL_WORD_CALIBRATION_TESTS, tests, 2);
    if (hl_calibration_shown(c))
        (void)hl_reports__add(d, HL_BLOCK_PARAGRAPH, say_missed(d, c, HL_WORD_CALIBRATION_MISSES));
    if (c->equal_weights)
        add_sentence(d, HL_BLOCK_PARAGRAPH, HL_WORD_EQUAL_WEIGHTS, NULL, 0);
}

/* ---- rates */

static void rate_cell(hl_document *d, const hl_calibration_rate *rate)
{
    hl_reports__cell(d, rate->runs == 0 ? "-" : percent(d, rate->rate));
}

static void interval_cell(hl_document *d, const hl_calibration_rate *rate)
{
    char low[HL_NUMBER_TEXT];
    char high[HL_NUMBER_TEXT];
    const hl_message_value values[] = {{"rate", percent(d, rate->rate)},
                                       {"low", hl_base__number_fixed(100 * rate->low, 1, low)},
                                       {"high", hl_base__number_fixed(100 * rate->high, 1, high)}};
    hl_reports__cell(d,
                     rate->runs == 0 ? "-" : hl_reports__say(d, HL_WORD_RATE_INTERVAL, values, 3));
}

static void family_row(hl_document *d, size_t role, const hl_calibration_rate *rate)
{
    hl_word word = hl_reports__role_word((hl_metric_role)role);
    const hl_message_value name = {"role", hl_reports__word(word, d->lang)};
    if (rate->runs == 0)
        return;
    hl_reports__cell(d, hl_reports__say(d, HL_WORD_ANY_OF_ROLE, &name, 1));
    word_cell(d, HL_WORD_CORRECTED);
    interval_cell(d, rate);
    for (size_t i = 0; i < 4; i++)
        hl_reports__cell(d, "");
    state_cell(d, rate->state);
}

static void add_rates(hl_document *d, const hl_calibration *c)
{
    static const hl_word head[] = {HL_WORD_METRICS,      HL_WORD_ARM,     HL_WORD_ERRS,
                                   HL_WORD_TOO_HIGH,     HL_WORD_TOO_LOW, HL_WORD_LIFT_ERRS,
                                   HL_WORD_ANYTIME_ERRS, HL_WORD_STATE};
    (void)hl_reports__add(d, HL_BLOCK_HEADING, hl_reports__word(HL_WORD_RATES, d->lang));
    hl_reports__table(d, 8, 0x7C);
    for (size_t i = 0; i < sizeof head / sizeof head[0]; i++)
        word_cell(d, head[i]);
    for (size_t i = 0; i < c->line_count; i++) {
        const hl_calibration_line *line = &c->lines[i];
        hl_reports__cell(d, c->design->metrics[line->metric].name);
        hl_reports__cell(d, c->design->arms[line->arm].name);
        interval_cell(d, &line->both);
        rate_cell(d, &line->higher);
        rate_cell(d, &line->lower);
        rate_cell(d, &line->lift);
        rate_cell(d, &line->anytime);
        state_cell(d, line->state);
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
    state_cell(d, shape->state);
}

static void shape_head(hl_document *d)
{
    word_cell(d, HL_WORD_ANDERSON_DARLING);
    word_cell(d, HL_WORD_DECILES);
    word_cell(d, HL_WORD_BINS);
    word_cell(d, HL_WORD_STATE);
}

static void add_notes(hl_document *d, const hl_calibration *c)
{
    bool discrete = false;
    for (size_t i = 0; i < c->line_count; i++) {
        const hl_calibration_line *line = &c->lines[i];
        int64_t runs = (int64_t)c->runs;
        hl_message_value values[] = {{"metric", c->design->metrics[line->metric].name},
                                     {"arm", c->design->arms[line->arm].name},
                                     {"n", hl_reports__count(d, line->contradictions)},
                                     {"runs", hl_reports__count(d, runs)}};
        discrete = discrete || line->shape.discrete;
        if (line->contradictions > 0)
            add_sentence(d, HL_BLOCK_BULLET, HL_WORD_CONTRADICTIONS, values, 4);
        values[2].text = hl_reports__count(d, runs - line->shape.count);
        if (line->shape.count < runs)
            add_sentence(d, HL_BLOCK_BULLET, HL_WORD_RUNS_WITHOUT_P, values, 4);
    }
    if (discrete || c->srm.discrete || c->hashes.discrete)
        add_sentence(d, HL_BLOCK_BULLET, HL_WORD_DISCRETE, NULL, 0);
}

static void add_shapes(hl_document *d, const hl_calibration *c)
{
    (void)hl_reports__add(d, HL_BLOCK_HEADING, hl_reports__word(HL_WORD_SHAPES, d->lang));
    hl_reports__table(d, 6, 0x0C);
    word_cell(d, HL_WORD_METRICS);
    word_cell(d, HL_WORD_ARM);
    shape_head(d);
    for (size_t i = 0; i < c->line_count; i++) {
        hl_reports__cell(d, c->design->metrics[c->lines[i].metric].name);
        hl_reports__cell(d, c->design->arms[c->lines[i].arm].name);
        shape_cells(d, &c->lines[i].shape);
    }
    word_cell(d, HL_WORD_SPLIT_CHECK);
    hl_reports__cell(d, "");
    shape_cells(d, &c->srm);
    add_notes(d, c);
}

/* ---- what failed, and why */

static const hl_word causes[HL_CALIBRATION_CAUSES] = {
    [HL_CALIBRATION_CLUSTERS] = HL_WORD_CAUSE_CLUSTERS,
    [HL_CALIBRATION_TIES] = HL_WORD_CAUSE_TIES,
    [HL_CALIBRATION_FEW_UNITS] = HL_WORD_CAUSE_FEW_UNITS,
    [HL_CALIBRATION_SKEW] = HL_WORD_CAUSE_SKEW,
    [HL_CALIBRATION_UNKNOWN] = HL_WORD_CAUSE_UNKNOWN};

static const char *count_of(hl_document *d, double n)
{
    return isfinite(n) ? hl_reports__count(d, (int64_t)n) : "-";
}

/* Once for all arms that fail for the same reason. */
static bool is_said(const hl_calibration *c, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (c->lines[i].metric == c->lines[index].metric &&
            c->lines[i].cause == c->lines[index].cause)
            return true;
    return false;
}

static void say_cause(hl_document *d, const hl_calibration *c, const hl_calibration_line *line)
{
    const hl_message_value values[] = {{"metric", c->design->metrics[line->metric].name},
                                       {"touches", significant(d, line->touches, 3)},
                                       {"distinct", count_of(d, line->distinct)},
                                       {"share", percent(d, line->largest)},
                                       {"skewness", significant(d, fabs(line->skewness), 3)},
                                       {"n", count_of(d, line->smallest)},
                                       {"needed", count_of(d, line->needed)}};
    add_sentence(d, HL_BLOCK_BULLET, causes[line->cause], values, 7);
}

static bool split_failed(const hl_calibration *c)
{
    bool failed = c->srm.state == HL_CALIBRATION_FAILED || c->hashes.state == HL_CALIBRATION_FAILED;
    for (size_t i = 0; i < c->pair_count; i++)
        failed = failed || c->pairs[i].state == HL_CALIBRATION_FAILED;
    return failed;
}

static void add_causes(hl_document *d, const hl_calibration *c)
{
    if (c->state != HL_CALIBRATION_FAILED)
        return;
    (void)hl_reports__add(d, HL_BLOCK_HEADING, hl_reports__word(HL_WORD_CAUSES, d->lang));
    for (size_t i = 0; i < c->line_count; i++)
        if (c->lines[i].cause != HL_CALIBRATION_NO_CAUSE && !is_said(c, i))
            say_cause(d, c, &c->lines[i]);
    if (split_failed(c))
        add_sentence(d, HL_BLOCK_BULLET, HL_WORD_CAUSE_SPLIT, NULL, 0);
    add_sentence(d, HL_BLOCK_PARAGRAPH, HL_WORD_REPEAT, NULL, 0);
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
    double expected = (double)line->shape.count / HL_CALIBRATION_BINS;
    const hl_message_value names[] = {{"metric", c->design->metrics[line->metric].name},
                                      {"arm", c->design->arms[line->arm].name}};
    const hl_message_value note = {"expected", significant(d, expected, 6)};
    add_sentence(d, HL_BLOCK_HEADING, HL_WORD_PICTURE, names, 2);
    add_sentence(d, HL_BLOCK_PARAGRAPH, HL_WORD_PICTURE_NOTE, &note, 1);
    hl_reports__table(d, 3, 0x02);
    word_cell(d, HL_WORD_P_RANGE);
    word_cell(d, HL_WORD_RUNS);
    hl_reports__cell(d, "");
    for (size_t i = 0; i < HL_CALIBRATION_BINS; i++) {
        char from[HL_NUMBER_TEXT];
        char to[HL_NUMBER_TEXT];
        hl_text range = {0};
        hl_base__text_addf(&range, "%s - %s",
                           hl_base__number_fixed((double)i / HL_CALIBRATION_BINS, 2, from),
                           hl_base__number_fixed((double)(i + 1) / HL_CALIBRATION_BINS, 2, to));
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
    (void)hl_reports__add(d, HL_BLOCK_HEADING, hl_reports__word(HL_WORD_INDEPENDENCE, d->lang));
    hl_reports__table(d, 5, 0x06);
    word_cell(d, HL_WORD_WHAT);
    shape_head(d);
    word_cell(d, HL_WORD_TWO_SALTS);
    shape_cells(d, &c->hashes);
    if (c->pair_count == 0)
        return;
    hl_reports__table(d, 3, 0x02);
    word_cell(d, HL_WORD_WHAT);
    word_cell(d, HL_WORD_P);
    word_cell(d, HL_WORD_STATE);
    for (size_t i = 0; i < c->pair_count; i++) {
        const hl_message_value names[] = {{"first", c->pairs[i].first},
                                          {"second", c->pairs[i].second}};
        hl_reports__cell(d, hl_reports__say(d, HL_WORD_PAIR, names, 2));
        hl_reports__cell(d, hl_reports__p(d, c->pairs[i].p));
        state_cell(d, c->pairs[i].state);
    }
}

static void add_again(hl_document *d, const hl_report_options *options)
{
    if (options->word_count == 0)
        return;
    (void)hl_reports__add(d, HL_BLOCK_HEADING, hl_reports__word(HL_WORD_INPUTS, d->lang));
    hl_reports__compose_again(options->words, options->word_count, d);
}

static void write_document(const hl_calibration *c, const hl_report_options *options, hl_text *out)
{
    hl_document document = {.lang = options->lang, .width = options->width};
    const hl_calibration_line *line = telling_line(c);
    hl_reports__take_titles(&document, c->design);
    add_head(&document, c);
    add_causes(&document, c);
    add_rates(&document, c);
    add_shapes(&document, c);
    if (line != NULL)
        add_picture(&document, c, line);
    add_independence(&document, c);
    add_again(&document, options);
    hl_reports__render(&document, options, out);
}

hl_status hl_report_write_calibration_as(const hl_calibration *calibration,
                                         const hl_report_options *options, char **out,
                                         hl_error *err)
{
    hl_text text = {0};
    hl_status status = hl_reports__check_width(options->width, err);
    *out = NULL;
    if (status != HL_OK)
        return status;
    if (options->format == HL_REPORT_JSON)
        hl_reports__calibration_json(calibration, &text);
    else
        write_document(calibration, options, &text);
    *out = hl_base__text_take(&text);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}

hl_status hl_report_write_calibration(const hl_calibration *calibration, hl_report_format format,
                                      hl_lang lang, char **out, hl_error *err)
{
    hl_report_options options = HL_REPORT_OPTIONS_INIT;
    options.format = format;
    options.lang = lang;
    return hl_report_write_calibration_as(calibration, &options, out, err);
}
