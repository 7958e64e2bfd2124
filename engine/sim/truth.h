/* The true expectation of every metric, for every arm, over the very customers who are enrolled:
 * for each of them the chances of all their touches are integrated over the minutes of the window,
 * under each arm in turn (both potential outcomes). Nothing sampled is in it. */
#ifndef HL_SIM_TRUTH_H
#define HL_SIM_TRUTH_H

#include "assign/condition.h"
#include "base/text.h"
#include "hookline/definition.h"
#include "sim/world.h"

typedef enum hl_sim_outcome {
    HL_SIM_CLICK,
    HL_SIM_REPLY,
    HL_SIM_CONVERT,
    HL_SIM_BLOCK,
    HL_SIM_REVENUE,
    HL_SIM_OUTCOMES
} hl_sim_outcome;

/* Expected outcomes of one customer under one arm: P(any), and the mean revenue in minor units. */
typedef struct hl_expected {
    double of[HL_SIM_OUTCOMES];
} hl_expected;

hl_expected hl_sim__expected(const hl_arm_world *rates, const hl_arm_world *window,
                             const hl_customer *customer, bool null_effects);

/* One group of customers: everybody, or those in or out of a segment. */
typedef struct hl_truth_group {
    uint64_t enrolled;
    uint64_t *enrolled_by_arm; /* arm_count */
    hl_expected *sums;         /* arm_count */
} hl_truth_group;

typedef struct hl_played {
    const hl_experiment *experiment;
    const struct hl_assigner *assigner;
    const hl_arm_world **worlds; /* arm_count */
    bool null_effects;
    size_t group_count;     /* 1 + 2 per segment: all, then in and out of each */
    hl_truth_group *groups; /* group_count */
    hl_predicate **segments;
    hl_evidence evidence;
    uint64_t *touches; /* by arm */
    uint64_t fast_clicks, clicks_before_touch;
} hl_played;

/* The control's row for every arm when there are no effects. */
const hl_arm_world *hl_sim__rates(const hl_played *played, size_t arm);
/* Counts the customer, whose own arm it is, into the groups. */
HL_NODISCARD hl_status hl_sim__truth_add(hl_played *played, const hl_customer *customer, size_t arm,
                                         hl_error *err);
/* truth.json of one experiment, as a member of the array that is open. */
struct hl_json_writer;
void hl_sim__truth_write(const hl_played *played, struct hl_json_writer *writer);

#endif
