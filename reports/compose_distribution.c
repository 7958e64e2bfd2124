/* What the distribution of a metric says beside its table: where values were cut, and how long
 * people take. */
#include <math.h>

#include "base/number.h"
#include "reports/compose_metric.h"
#include "reports/say.h"
#include "reports/titles.h"

/* A time with three significant digits. */
static const char *time_part(hl_document *document, double x, hl_word unit)
{
    char buffer[HL_NUMBER_TEXT];
    int decimals = x >= 100 ? 0 : x >= 10 ? 1 : 2;
    const hl_message_value number = {"number", hl_base__number_fixed(x, decimals, buffer)};
    return hl_reports__say(document, unit, &number, 1);
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

static void add_clip(const hl_analysis *analysis, const hl_metric_result *result,
                     hl_document *document)
{
    char share[HL_NUMBER_TEXT];
    char threshold[HL_NUMBER_TEXT];
    const char *arms = "";
    double x = result->threshold;
    bool of_ratio = result->metric->kind == HL_METRIC_RATIO || result->metric->per == HL_PER_TOUCH;
    int decimals = x == floor(x) ? 0 : fabs(x) >= 1 ? 2 : 6;
    for (size_t i = 0; i < analysis->arm_count; i++) {
        hl_text text = {0};
        hl_base__text_addf(&text, "%s ", hl_reports__titled(document, analysis->arms[i].name));
        hl_reports__show_count(&text, result->clipped[i]);
        arms = hl_reports__joined(document, arms, HL_WORD_SEMICOLON,
                                  hl_reports__keep(document, &text));
    }
    const hl_message_value values[] = {
        {"threshold", hl_base__number_fixed(x, decimals, threshold)},
        {"share", hl_base__number_text(result->metric->winsorize, share)},
        {"arms", arms}};
    (void)hl_reports__add(
        document, HL_BLOCK_BULLET,
        hl_reports__say(document, of_ratio ? HL_WORD_CLIPPED_RATIO : HL_WORD_CLIPPED, values, 3));
}

static const char *delay_words(const hl_analysis *analysis, size_t arm, const hl_delay *delay,
                               hl_document *document)
{
    hl_word word = delay->n > 0 ? HL_WORD_DELAY_OF_ARM : HL_WORD_DELAY_NONE;
    const hl_message_value values[] = {{"arm", analysis->arms[arm].name},
                                       {"median", time_words(document, delay->median.estimate)},
                                       {"p90", time_words(document, delay->p90.estimate)},
                                       {"n", hl_reports__count(document, delay->n)}};
    return hl_reports__say(document, word, values, 4);
}

static void add_delays(const hl_analysis *analysis, const hl_metric_result *result,
                       hl_document *document)
{
    const char *arms = "";
    for (size_t i = 0; i < analysis->arm_count; i++)
        arms = hl_reports__joined(document, arms, HL_WORD_SEMICOLON,
                                  delay_words(analysis, i, &result->delays[i], document));
    const hl_message_value values[] = {{"event", result->metric->event}, {"arms", arms}};
    (void)hl_reports__add(document, HL_BLOCK_BULLET,
                          hl_reports__say(document, HL_WORD_DELAY, values, 2));
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
