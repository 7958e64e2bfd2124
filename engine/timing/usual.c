#include "timing/usual.h"

#include <math.h>

enum { BY_MODEL = 1 + HL_TIMING_BY_MODEL, HELD_OUT = 1 + HL_TIMING_HELD_OUT };

const char *hl_timing_usual_name(hl_timing_usual usual)
{
    static const char *const names[] = {"all", "undrawn", "holdout", "not by a model"};
    return names[usual];
}

/* A touch that missed the hour that a policy drew for it counts as not drawn, and yet is not one of
 * those that go out as usual. */
static bool is_undrawn(const hl_timing_touch *touch)
{
    return isnan(touch->propensity) && touch->policy == 0;
}

bool hl_timing__is_usual(hl_timing_usual usual, const hl_timing_touch *touch)
{
    switch (usual) {
    case HL_TIMING_USUAL_UNDRAWN:
        return is_undrawn(touch);
    case HL_TIMING_USUAL_HELD_OUT:
        return touch->policy == HELD_OUT || is_undrawn(touch);
    case HL_TIMING_USUAL_UNLEARNT:
        return touch->policy != BY_MODEL;
    case HL_TIMING_USUAL_ALL:
        break;
    }
    return true;
}

hl_timing_usual hl_timing__usual_of(const hl_timing_log *log)
{
    bool held_out = false, undrawn = false, by_model = false, by_none = false;
    for (size_t i = 0; i < log->count; i++) {
        const hl_timing_touch *t = &log->touches[i];
        held_out |= t->policy == HELD_OUT;
        undrawn |= is_undrawn(t);
        by_model |= t->policy == BY_MODEL;
        by_none |= t->policy != BY_MODEL;
    }
    return held_out              ? HL_TIMING_USUAL_HELD_OUT
           : undrawn             ? HL_TIMING_USUAL_UNDRAWN
           : by_model && by_none ? HL_TIMING_USUAL_UNLEARNT
                                 : HL_TIMING_USUAL_ALL;
}
