/* What is behind an hl_plan: each stage's result, const for those after it. */
#ifndef HL_PLAN_PLAN_HANDLE_H
#define HL_PLAN_PLAN_HANDLE_H

#include "plan/plan_state.h"

struct hl_plan {
    hl_plan_options options;
    hl_definition *stored; /* the definition, when it is the store's; else NULL */
    hl_compiled compiled;
    hl_inputs inputs;
    hl_plan_state state;
    hl_plan_counts counts;
    bool
        reserving; /* the store's transaction is open: it ends with the reservations, or the plan */

    /* telling, touches.c and summary.c */
    hl_arena arena;
    uint32_t *order; /* candidates as hl_plan_next tells them */
    size_t next;     /* of order */
    char *ids;       /* of the touch told last and of those that it names */
    size_t id_room;  /* bytes of each */
    hl_plan_reason *reasons;
    hl_plan_summary *summary; /* NULL: not asked for yet */
};

/* touches.c: once all is placed, what hl_plan_next needs. */
HL_NODISCARD hl_status hl_plan__make_ready(hl_plan *plan, hl_error *err);
/* left.c: a warning when promotions are not planned as their people said farewell. */
void hl_plan__note_left(const hl_plan *plan, hl_problems *problems);
/* send_model_notes.c: touches that no model chose for, or one that has not seen their segments. */
void hl_plan__note_send_model(const hl_plan *plan, hl_problems *problems);
/* night.c: whether it is a promotion that is planned between 22:00 and 08:00 by a clock that its
 * user may have; and a warning of how many are. */
bool hl_plan__is_night(const hl_plan *plan, size_t candidate);
void hl_plan__note_night(const hl_plan *plan, hl_problems *problems);
/* late.c: touches due long ago, and those that go on another day than their lead says. */
void hl_plan__note_late(const hl_plan *plan, hl_problems *problems);
/* repeated.c: warnings of triggers of one user, hook and instant, and of touches of before that
 * count as those of triggers. */
void hl_plan__note_repeated(const hl_plan *plan, hl_problems *problems);
/* arms_apart.c: a warning when users of one arm find a slot less often than those of another. */
HL_NODISCARD hl_status hl_plan__note_arms_apart(const hl_plan *plan, hl_problems *problems,
                                                hl_error *err);
/* confounded.c: a warning for every hook whose arms go on different days before the anchor. */
HL_NODISCARD hl_status hl_plan__note_confounded(hl_plan *plan, hl_problems *problems,
                                                hl_error *err);

#endif
