/* A definition as the planner wants it, with what holds for the whole run: made by
 * hl_plan__compile, const from then on. */
#ifndef HL_PLAN_COMPILED_H
#define HL_PLAN_COMPILED_H

#include "base/arena.h"
#include "base/value.h"
#include "hookline/plan.h"
#include "plan/names.h"
#include "plan/planner.h"
#include "plan/send_model.h"

/* Names that touches have in common, by number: the definition's first, then those that only
 * touches of others have. */
typedef struct hl_plan_names {
    hl_name_set channels;
    hl_name_set hooks; /* "experiment/hook"; the definition's own by their index */
    hl_name_set operators;
} hl_plan_names;

typedef struct hl_compiled {
    hl_arena arena;
    const hl_experiment *experiment;
    const hl_plan_options *options;
    const char *file; /* of the definition */
    char *ranges;     /* of the arms, from the store; NULL: options.ranges */
    hl_channels *channels;
    hl_zones *zones;          /* finding a zone loads it */
    const hl_zone *workspace; /* UTC when none is named: */
    bool stands_in;           /* one is, for users without a zone */
    hl_days days;
    hl_plan_names names;
    hl_name_set signals; /* what sets hooks off: names of hooks, and of their triggers */
    size_t limit_count;
    const hl_limit **limits; /* by number */
    size_t arm_step_count;
    hl_arm_step *arm_steps; /* arm by arm, step by step */
    size_t *first_arm_step; /* of each arm; arm_count + 1 */
    size_t shift_count;
    hl_rule *shifts; /* by operator */
    hl_plan_send_model send_model;
} hl_compiled;

/* out is zeroed; hl_plan__compiled_free gives back what it holds, also after a failure. ranges is
 * taken over (malloc; may be NULL). Remarks go to problems. */
HL_NODISCARD hl_status hl_plan__compile(const hl_definition *definition, char *ranges,
                                        const hl_plan_options *options, hl_problems *problems,
                                        hl_compiled *out, hl_error *err);
void hl_plan__compiled_free(hl_compiled *compiled);

/* The index of a hook; SIZE_MAX: none (name may be NULL). */
size_t hl_plan__hook_named(const hl_experiment *experiment, const char *name);
/* Whether the step's hook, or its trigger, has that number among the signals. */
static inline bool hl_plan__answers(const hl_arm_step *arm_step, uint32_t signal)
{
    return arm_step->signals[0] == signal || arm_step->signals[1] == signal;
}

/* limits.c: the caps of a route, as limits of the ledger; each rule is one limit, however many
 * routes it is on. False: out of memory. */
bool hl_plan__compile_limits(hl_compiled *compiled, const hl_arm_step *arm_step,
                             hl_plan_route route, hl_route *out);

/* check_sending.c: channels that do not exist; HL_REJECTED when there are some. In full: also that
 * no zone is named (users may bring one, a definition alone has none), and channels without hours.
 * A plan may bring its own calendar. */
typedef enum hl_plan_check_kind {
    HL_PLAN_CHECK_IN_FULL,
    HL_PLAN_CHECK_TO_PLAN,
    HL_PLAN_CHECK_WITH_CALENDAR
} hl_plan_check_kind;
HL_NODISCARD hl_status hl_plan__check_sending(const hl_definition *definition,
                                              const hl_channels *channels, hl_plan_check_kind kind,
                                              int64_t now_utc_ms, hl_problems *problems,
                                              hl_error *err);

/* check_times.c: windows that other rules leave nothing of, and what is odd about the calendar of a
 * plan of that instant (HL_PLAN_NONE: of none); root: the definition's document. */
HL_NODISCARD hl_status hl_plan__check_times(const hl_definition *definition, const hl_value *root,
                                            int64_t now_utc_ms, hl_problems *problems,
                                            hl_error *err);

/* calendar.c: the special days of the definition, or of the file that it or the caller names. */
HL_NODISCARD hl_status hl_plan__read_days(const hl_experiment *experiment, const char *file,
                                          const hl_plan_options *options, hl_problems *problems,
                                          hl_days *out, hl_error *err);

/* A zeroed out becomes a copy. False: out of memory. */
bool hl_plan__names_copy(const hl_plan_names *names, hl_plan_names *out);
void hl_plan__names_free(hl_plan_names *names);

#endif
