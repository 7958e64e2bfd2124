/* The hour by the model of send times: drawn from the hours of a week at most, with chances that
 * are known before it is drawn. */
#include <stdlib.h>

#include "plan/slots.h"

enum { HOURS_OF_WEEK = 168 };

/* Hours of the week, by kind, and where each stands among the slots of the search. */
typedef struct week {
    size_t count;
    size_t kinds[HOURS_OF_WEEK], slots[HOURS_OF_WEEK];
} week;

typedef struct placed_kind {
    size_t kind, slot;
} placed_kind;

static int by_kind(const void *a, const void *b)
{
    size_t x = ((const placed_kind *)a)->kind, y = ((const placed_kind *)b)->kind;
    return (x > y) - (x < y);
}

/* An hour that comes twice in the search counts once, when it first comes. */
static void make_week(const hl_search *s, const hl_plan_slot *slots, size_t count, week *out)
{
    placed_kind kinds[HOURS_OF_WEEK] = {{0, 0}};
    bool seen[HOURS_OF_WEEK] = {false};
    out->count = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t day = hl_base__civil_day_of(slots[i].local_hour * 3600000);
        size_t hour =
            (size_t)hl_base__civil_weekday(day) * 24 + (size_t)(slots[i].local_hour - day * 24);
        if (seen[hour])
            continue;
        seen[hour] = true;
        bool off = !hl_calendar__days_works(s->planner->settings->days, day);
        kinds[out->count++] = (placed_kind){2 * hour + off, i};
    }
    qsort(kinds, out->count, sizeof *kinds, by_kind);
    for (size_t i = 0; i < out->count; i++) {
        out->kinds[i] = kinds[i].kind;
        out->slots[i] = kinds[i].slot;
    }
}

static double uniform(const hl_search *s, hl_draw purpose)
{
    return (double)(hl_plan__draw(s->planner->settings, purpose, s->candidate) >> 11) * 0x1p-53;
}

static void tell(hl_search *s, hl_placement *placement, const hl_timing_drawn *drawn, size_t count)
{
    static const struct {
        hl_plan_reason_code code;
        hl_plan_drawn drawn;
    } told[] = {[HL_TIMING_BY_MODEL] = {HL_PLAN_REASON_MODEL, HL_PLAN_DRAWN_BY_MODEL},
                [HL_TIMING_EXPLORED] = {HL_PLAN_REASON_EXPLORED, HL_PLAN_DRAWN_EXPLORED},
                [HL_TIMING_HELD_OUT] = {HL_PLAN_REASON_HELD_OUT, HL_PLAN_DRAWN_HELD_OUT}};
    if (s->candidate->segment == hl_timing__chooser_unseen(s->planner->settings->chooser))
        hl_plan__reason_add(s->planner, placement,
                            (hl_reason){.code = HL_PLAN_REASON_UNSEEN_SEGMENT});
    hl_plan__reason_add(s->planner, placement,
                        (hl_reason){.code = told[drawn->policy].code,
                                    .subject = (uint32_t)drawn->index + 1,
                                    .at = (int64_t)count});
    placement->drawn = (uint8_t)told[drawn->policy].drawn;
    placement->propensity = drawn->propensity;
}

bool hl_plan__choose_by_model(hl_search *s, hl_placement *placement)
{
    const hl_hook *hook = s->arm_step->hook;
    hl_plan_slot slots[HL_PLAN_SLOTS_MOST];
    const hl_timing_chances *chances = NULL;
    int64_t ends = s->from_ms + 7 * HL_DAY_MS;
    week w;
    make_week(s, slots, hl_plan__slots(s, s->to_ms < ends ? s->to_ms : ends, slots), &w);
    if (w.count == 0)
        return false;
    if (hl_timing__chances(s->planner->settings->chooser, s->candidate->segment, w.kinds, w.count,
                           &chances, NULL) != HL_OK) {
        s->planner->failed = true;
        return false;
    }
    hl_timing_drawn drawn = hl_timing__draw(chances, hook->explore, hook->holdout,
                                            uniform(s, HL_DRAW_POLICY), uniform(s, HL_DRAW_SLOT));
    tell(s, placement, &drawn, w.count);
    hl_plan__go_in_slot(s, &slots[w.slots[drawn.index]], placement);
    return true;
}
