/* When a policy sends: the chance of every slot of the week, for each segment. */
#ifndef HL_TIMING_RULE_H
#define HL_TIMING_RULE_H

#include "timing/chances.h"

typedef enum hl_timing_rule_kind {
    HL_TIMING_RULE_EVEN,
    HL_TIMING_RULE_ENGAGED, /* the hour with most outcomes so far */
    HL_TIMING_RULE_WINDOW,
    HL_TIMING_RULE_MODEL
} hl_timing_rule_kind;

typedef struct hl_timing_rule {
    hl_timing_rule_kind kind;
    hl_timing_window window;
    const char *segment; /* of the window, borrowed; NULL: of all */
    size_t segment_length;
    hl_timing_chooser *chooser; /* of a model */
} hl_timing_rule;

/* HL_USAGE: it is none of them. What it holds is freed by hl_timing__rule_free. */
HL_NODISCARD hl_status hl_timing__rule(const hl_timing_evaluate_options *options,
                                       hl_timing_rule *out, hl_error *err);
void hl_timing__rule_free(hl_timing_rule *rule);
/* Whether the policy is one for this segment. */
bool hl_timing__rule_is_for(const hl_timing_rule *rule, const char *segment, size_t length);
/* outcomes: in every hour of the day so far, of this segment. */
HL_NODISCARD hl_status hl_timing__rule_chances(const hl_timing_rule *rule, const char *segment,
                                               size_t length, const bool legal[24],
                                               const double outcomes[24],
                                               double chances[HL_TIMING_SLOTS], hl_error *err);

#endif
