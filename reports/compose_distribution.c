/* What the distribution of a metric says beside its table: where values were cut, and how long
 * people take. */
#include <math.h>

#include "base/number.h"
#include "reports/compose_metric.h"
#include "reports/phrases.h"

static const char *number_words(hl_document *document, double x, int decimals, hl_word unit)
{
    char buffer[HL_NUMBER_TEXT];
    hl_text text = {0};
    hl_base__text_add(&text, hl_base__number_fixed(x, decimals, buffer));
    const char *part = hl_reports__keep(document, &text);
    return hl_reports__fill(document, hl_reports__word(unit, document->lang), &part, 1);
}

/* A time with three significant digits. */
static const char *time_part(hl_document *document, double x, hl_word unit)
{
    return number_words(document, x, x >= 100 ? 0 : x >= 10 ? 1 : 2, unit);
}

static const char *threshold_words(hl_document *document, double x)
{
    int decimals = x == floor(x) ? 0 : fabs(x) >= 1 ? 2 : 6;
    return number_words(document, x, decimals, HL_WORD_PLAIN);
}

/* "12 min", "3.4 h", "5.2 days" */
static const char *time_words(hl_document *document, double hours)
{
    enum { MINUTES = 60, HOURS_OF_A_DAY = 24, DAYS_FROM = 48 };
    if (hours < 1)
        return time_part(document, hours * MINUTES, HL_WORD_MINUTES);
    if (hours < DAYS_FROM)
        return time_part(document, hours, HL_WORD_HOURS);
    return time_part(document, hours / HOURS_OF_A_DAY, HL_WORD_DAYS);
}

/* Parts of a list: ", " between them. */
static const char *joined(hl_document *document, const char *so_far, const char *next)
{
    hl_text text = {0};
    hl_base__text_addf(&text, "%s%s%s", so_far,
                       so_far[0] == '\0'              ? ""
                       : document->lang == HL_LANG_ZH ? "；"
                                                      : "; ",
                       next);
    return hl_reports__keep(document, &text);
}

static void add_clip(const hl_analysis *analysis, const hl_metric_result *result,
                     hl_document *document)
{
    char buffer[HL_NUMBER_TEXT];
    const char *arms = "";
    for (size_t i = 0; i < analysis->arm_count; i++) {
        hl_text text = {0};
        hl_base__text_addf(&text, "%s ", analysis->arms[i].name);
        hl_base__show_count(&text, result->clipped[i]);
        arms = joined(document, arms, hl_reports__keep(document, &text));
    }
    hl_text share = {0};
    hl_base__text_add(&share, hl_base__number_text(result->metric->winsorize, buffer));
    const char *parts[] = {threshold_words(document, result->threshold),
                           hl_reports__keep(document, &share), arms};
    (void)hl_reports__add(
        document, HL_BLOCK_BULLET,
        hl_reports__fill(document, hl_reports__word(HL_WORD_CLIPPED, document->lang), parts, 3));
}

static const char *delay_words(const hl_analysis *analysis, size_t arm, const hl_delay *delay,
                               hl_document *document)
{
    const char *parts[] = {analysis->arms[arm].name, time_words(document, delay->median.estimate),
                           time_words(document, delay->p90.estimate),
                           hl_reports__count(document, delay->n)};
    hl_word word = delay->n > 0 ? HL_WORD_DELAY_OF_ARM : HL_WORD_DELAY_NONE;
    return hl_reports__fill(document, hl_reports__word(word, document->lang), parts, 4);
}

static void add_delays(const hl_analysis *analysis, const hl_metric_result *result,
                       hl_document *document)
{
    const char *arms = "";
    for (size_t i = 0; i < analysis->arm_count; i++)
        arms = joined(document, arms, delay_words(analysis, i, &result->delays[i], document));
    const char *parts[] = {result->metric->event, arms};
    (void)hl_reports__add(
        document, HL_BLOCK_BULLET,
        hl_reports__fill(document, hl_reports__word(HL_WORD_DELAY, document->lang), parts, 2));
}

void hl_reports__compose_distribution(const hl_analysis *analysis, size_t metric,
                                      hl_document *document)
{
    const hl_metric_result *result = &analysis->metrics[metric];
    if (result->clipped != NULL && !isnan(result->threshold))
        add_clip(analysis, result, document);
    if (result->delays != NULL)
        add_delays(analysis, result, document);
}
