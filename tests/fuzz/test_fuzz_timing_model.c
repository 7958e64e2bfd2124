/* Models of send times: read or refused with a reason; what was read is written and read again to
 * the same bytes, and what it says has no number that is none. */
#include <math.h>
#include <string.h>

#include "hookline/timing.h"
#include "tests/support/fuzz.h"

enum { SEGMENTS_MOST = 6 }; /* more take long and show nothing else */

static void check_estimate(const hl_estimate *e)
{
    if (!isfinite(e->estimate) || !(e->low <= e->high))
        abort();
}

static void check_report(const hl_timing_model *model)
{
    const hl_timing_report_options options = {.width_hours = 1};
    hl_timing_report *report = NULL;
    hl_error err = HL_ERROR_INIT;
    hl_status status = hl_timing_report_of(model, &options, &report, &err);
    if (status != HL_OK)
        abort();
    for (size_t s = 0; s < report->segment_count; s++) {
        const hl_timing_segment *one = &report->segments[s];
        check_estimate(&one->gain);
        check_estimate(&one->rate);
        for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
            check_estimate(&one->slots[slot]);
        if (!(one->probability_best >= 0 && one->probability_best <= 1))
            abort();
    }
    hl_timing_report_free(report);
}

static size_t segments_of(const char *text)
{
    size_t count = 0;
    for (; (text = strstr(text, "\"places\"")) != NULL; text++)
        count++;
    return count;
}

static void take(const char *text, size_t length)
{
    hl_timing_model *model = NULL, *again = NULL;
    hl_error err = HL_ERROR_INIT;
    char *first = NULL, *second = NULL;
    if (segments_of(text) > SEGMENTS_MOST)
        return;
    hl_status status = hl_timing_model_read("fuzz", text, length, NULL, &model, &err);
    if (status != HL_OK) {
        if (status != HL_REJECTED || err.message[0] == '\0')
            abort();
        return;
    }
    if (hl_timing_model_write(model, &first, &err) != HL_OK ||
        hl_timing_model_read("again", first, strlen(first), NULL, &again, &err) != HL_OK ||
        hl_timing_model_write(again, &second, &err) != HL_OK || strcmp(first, second) != 0)
        abort();
    check_report(model);
    free(first);
    free(second);
    hl_timing_model_free(again);
    hl_timing_model_free(model);
}

HL_FUZZ_TARGET("timing_model", 400, take)
