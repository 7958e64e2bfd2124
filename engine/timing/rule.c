#include "timing/rule.h"

#include <stdio.h>
#include <string.h>

enum { HOURS = 24, WORKING_SLOTS = 5 * HOURS, SEED = 1 };

static const struct {
    const char *said;
    hl_timing_rule_kind kind;
} named[] = {{"even", HL_TIMING_RULE_EVEN},
             {"uniform", HL_TIMING_RULE_EVEN},
             {"most engaged hour", HL_TIMING_RULE_ENGAGED},
             {"most-engaged-hour", HL_TIMING_RULE_ENGAGED}};

static const struct {
    const char *said;
    hl_timing_days days;
} days_said[] = {{"", HL_TIMING_EVERY_DAY},
                 {" every day", HL_TIMING_EVERY_DAY},
                 {" working days", HL_TIMING_WORKING_DAYS},
                 {" days off", HL_TIMING_DAYS_OFF}};

/* "19:00-21:00 working days" */
static bool read_window(const char *text, hl_timing_window *out)
{
    int from_minute = 0, to_minute = 0, end = 0;
    if (sscanf(text, "%2d:%2d-%2d:%2d%n", &out->from_hour, &from_minute, &out->to_hour, &to_minute,
               &end) != 4 ||
        from_minute != 0 || to_minute != 0 || out->from_hour < 0 || out->to_hour > HOURS ||
        out->from_hour >= out->to_hour)
        return false;
    for (size_t i = 0; i < sizeof days_said / sizeof days_said[0]; i++)
        if (strcmp(text + end, days_said[i].said) == 0) {
            out->days = days_said[i].days;
            return true;
        }
    return false;
}

hl_status hl_timing__rule(const hl_timing_evaluate_options *options, hl_timing_rule *out,
                          hl_error *err)
{
    const char *text = options->policy, *window = strrchr(text, '=');
    *out = (hl_timing_rule){.kind = HL_TIMING_RULE_MODEL};
    if (options->model != NULL)
        return hl_timing__chooser_new(options->model, SEED, &out->chooser, err);
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        if (strcmp(text, named[i].said) == 0) {
            out->kind = named[i].kind;
            return HL_OK;
        }
    out->kind = HL_TIMING_RULE_WINDOW;
    if (window != NULL) {
        out->segment = text;
        out->segment_length = (size_t)(window - text);
    }
    if (read_window(window == NULL ? text : window + 1, &out->window))
        return HL_OK;
    return hl_error_set(err, HL_USAGE,
                        "'%s' is no policy; a policy is even, \"most engaged hour\", a window of "
                        "whole hours as 19:00-21:00, \"19:00-21:00 working days\" or "
                        "SEGMENT=19:00-21:00, or the file of a model",
                        text);
}

void hl_timing__rule_free(hl_timing_rule *rule)
{
    hl_timing__chooser_free(rule->chooser);
    rule->chooser = NULL;
}

bool hl_timing__rule_is_for(const hl_timing_rule *rule, const char *segment, size_t length)
{
    return rule->segment == NULL ||
           (rule->segment_length == length && memcmp(rule->segment, segment, length) == 0);
}

static bool holds(const hl_timing_window *w, size_t slot)
{
    int hour = (int)(slot % HOURS);
    bool working = slot < WORKING_SLOTS;
    return hour >= w->from_hour && hour < w->to_hour &&
           (w->days == HL_TIMING_EVERY_DAY || working == (w->days == HL_TIMING_WORKING_DAYS));
}

static int most_engaged(const bool legal[HOURS], const double outcomes[HOURS])
{
    int best = -1;
    for (int h = 0; h < HOURS; h++)
        if (legal[h] && (best < 0 || outcomes[h] > outcomes[best]))
            best = h;
    return best;
}

/* The slots in which it may send, all alike. */
static size_t list_slots(const hl_timing_rule *rule, const bool legal[HOURS],
                         const double outcomes[HOURS], size_t slots[HL_TIMING_SLOTS])
{
    size_t count = 0, engaged = (size_t)most_engaged(legal, outcomes);
    for (size_t slot = 0; slot < HL_TIMING_SLOTS; slot++) {
        bool in = rule->kind == HL_TIMING_RULE_WINDOW    ? holds(&rule->window, slot)
                  : rule->kind == HL_TIMING_RULE_ENGAGED ? slot % HOURS == engaged
                                                         : legal[slot % HOURS];
        if (in)
            slots[count++] = slot;
    }
    return count;
}

static hl_status tally(const hl_timing_rule *rule, const char *segment, size_t length,
                       const size_t *slots, size_t count, double *share, hl_error *err)
{
    size_t kinds[HL_TIMING_SLOTS];
    const hl_timing_chances *chances = NULL;
    for (size_t i = 0; i < count; i++)
        kinds[i] = 2 * slots[i] + (slots[i] >= WORKING_SLOTS);
    size_t of = hl_timing__chooser_segment(rule->chooser, segment, length);
    hl_status status = hl_timing__chances(rule->chooser, of, kinds, count, &chances, err);
    if (status == HL_OK)
        memcpy(share, chances->model, count * sizeof *share);
    return status;
}

hl_status hl_timing__rule_chances(const hl_timing_rule *rule, const char *segment, size_t length,
                                  const bool legal[HOURS], const double outcomes[HOURS],
                                  double chances[HL_TIMING_SLOTS], hl_error *err)
{
    size_t slots[HL_TIMING_SLOTS];
    double share[HL_TIMING_SLOTS];
    size_t count = list_slots(rule, legal, outcomes, slots);
    hl_status status = HL_OK;
    memset(chances, 0, HL_TIMING_SLOTS * sizeof *chances);
    for (size_t i = 0; i < count; i++)
        share[i] = 1 / (double)count;
    if (rule->kind == HL_TIMING_RULE_MODEL)
        status = tally(rule, segment, length, slots, count, share, err);
    for (size_t i = 0; i < count; i++)
        chances[slots[i]] = share[i];
    return status;
}
