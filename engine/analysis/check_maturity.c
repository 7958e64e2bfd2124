/* Units whose window is still open, metric by metric. */
#include "analysis/check.h"
#include "base/number.h"
#include "base/text.h"

static int64_t closed_of(hl_context *context, const hl_metric_result *result)
{
    int64_t closed = 0;
    for (size_t arm = 0; arm < context->design->arm_count; arm++)
        closed += result->arms[arm].n;
    return closed;
}

static bool alike(hl_context *context, const hl_metric_result *a, const hl_metric_result *b)
{
    return a->metric->per == b->metric->per && a->immature == b->immature &&
           closed_of(context, a) == closed_of(context, b);
}

/* The names of this metric and of all later ones that are open alike; empty when an earlier one has
 * said it. */
static const char *names_from(hl_context *context, size_t index)
{
    const hl_metric_result *mine = &context->metrics[index];
    hl_text text = {0};
    for (size_t i = 0; i < index; i++)
        if (alike(context, &context->metrics[i], mine))
            return "";
    for (size_t i = index; i < context->design->metric_count; i++)
        if (alike(context, &context->metrics[i], mine))
            hl_base__text_addf(&text, "%s%s", i > index ? ", " : "",
                               context->metrics[i].metric->name);
    return hl_analysis__keep(context, &text);
}

void hl_analysis__check_maturity(hl_context *context)
{
    for (size_t i = 0; i < context->design->metric_count && !context->failed; i++) {
        const hl_metric_result *result = &context->metrics[i];
        const char *names = result->immature == 0 ? "" : names_from(context, i);
        if (names[0] == '\0')
            continue;
        bool touches = result->metric->per == HL_PER_TOUCH;
        hl_sentence_pair what =
            touches ? (hl_sentence_pair){"touches", "次触达"} : (hl_sentence_pair){"units", "人"};
        int64_t all = result->immature + closed_of(context, result);
        hl_sentence_pair parts[] = {hl_analysis__part(names),
                                    hl_analysis__part_count(context, result->immature),
                                    hl_analysis__part_count(context, all), what};
        hl_analysis__check(context, "immature", HL_CHECK_OK, HL_NAN, HL_SAY_IMMATURE, parts, 4);
    }
}
