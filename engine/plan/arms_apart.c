/* Arms whose users find a slot less often than those of another arm: a short expiry before a window
 * of the evening, a cap that mornings use up, a window of two days a week. Whoever has no slot is
 * missing from the log of that arm, and the report, weeks later, has to call the comparison
 * invalid.
 *
 * Each user counts once, by the first of their touches that rules could place: so users are
 * independent of each other, as arms are drawn by user. Whether the shares differ beyond chance
 * says the likelihood ratio of the table of arms by slot (G = 2 sum O ln(O/E), Sokal & Rohlf,
 * Biometry, 1981, 17.2), which holds its level where few are lost, as Pearson's does not. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "plan/plan_handle.h"

/* Of an arm, in users. */
typedef struct tally {
    int64_t users, with_slot;
    int64_t ended_by[HL_PLAN_REASON_CODES]; /* those without one */
} tally;

/* Not before it was known where to place it: who left, and who was answered, says nothing of rules.
 */
static bool is_placed_by_rules(const hl_origin *origin, const hl_placement *p)
{
    return origin->rank == 0 && p->outcome != HL_PLAN_OUTCOME_WAITING &&
           (origin->stopped == HL_PLAN_REASON_NONE || origin->stopped == HL_PLAN_REASON_EXPIRED);
}

static void count(const hl_plan *plan, uint8_t *seen, tally *arms)
{
    const hl_plan_state *state = &plan->state;
    for (size_t i = 0; i < state->candidate_count; i++) {
        const hl_candidate *c = &state->candidates[i];
        const hl_placement *p = &state->placements[i];
        if (!is_placed_by_rules(&state->origins[i], p) || seen[c->user] != 0)
            continue;
        seen[c->user] = 1;
        tally *arm = &arms[plan->compiled.arm_steps[c->arm_step].arm_index];
        bool planned = p->outcome == HL_PLAN_OUTCOME_PLANNED;
        arm->users++;
        arm->with_slot += planned;
        arm->ended_by[p->binding] += !planned;
    }
}

static double share(const tally *arm)
{
    return (double)arm->with_slot / (double)arm->users;
}

/* O ln(O/E) */
static double part(int64_t observed, double expected)
{
    return observed == 0 ? 0 : (double)observed * log((double)observed / expected);
}

/* The quantile of chi-square that is exceeded once in 1,000 (Wilson & Hilferty, PNAS 17, 1931; with
 * one degree of freedom 11.2 for 10.8). */
static double once_in_a_thousand(double freedom)
{
    const double normal = 3.0902323061678132;
    const double spread = 2.0 / (9.0 * freedom);
    const double root = 1.0 - spread + normal * sqrt(spread);
    return freedom * root * root * root;
}

static bool differ(const tally *arms, size_t count_of_arms)
{
    int64_t users = 0;
    int64_t with_slot = 0;
    double freedom = -1;
    double g = 0;
    for (size_t a = 0; a < count_of_arms; a++) {
        users += arms[a].users;
        with_slot += arms[a].with_slot;
        freedom += arms[a].users > 0;
    }
    if (freedom < 1 || with_slot == users || with_slot == 0)
        return false;
    double kept = (double)with_slot / (double)users;
    for (size_t a = 0; a < count_of_arms; a++) {
        double n = (double)arms[a].users;
        if (arms[a].users > 0)
            g += 2 * (part(arms[a].with_slot, n * kept) +
                      part(arms[a].users - arms[a].with_slot, n * (1 - kept)));
    }
    return g > once_in_a_thousand(freedom);
}

static hl_plan_reason_code most_binding(const tally *arm)
{
    hl_plan_reason_code most = HL_PLAN_REASON_NONE;
    for (int i = 0; i < HL_PLAN_REASON_CODES; i++)
        if (arm->ended_by[i] > arm->ended_by[most])
            most = (hl_plan_reason_code)i;
    return most;
}

static void tell(const hl_plan *plan, const tally *arms, hl_problems *problems)
{
    char message[700];
    const hl_experiment *x = plan->compiled.experiment;
    size_t high = SIZE_MAX;
    size_t low = SIZE_MAX;
    for (size_t a = 0; a < x->arm_count; a++) {
        if (arms[a].users == 0)
            continue;
        high = high == SIZE_MAX || share(&arms[a]) > share(&arms[high]) ? a : high;
        low = low == SIZE_MAX || share(&arms[a]) < share(&arms[low]) ? a : low;
    }
    (void)snprintf(
        message, sizeof message,
        "arms lose their messages unequally: of %lld users of '%.60s' %lld have a slot, "
        "of %lld of '%.60s' %lld (chance does so less than once in 1,000); what leaves "
        "most of '%.60s' without one is '%s': the comparison ends as invalid, for who is "
        "counted depends on the arm",
        (long long)arms[high].users, x->arms[high].name, (long long)arms[high].with_slot,
        (long long)arms[low].users, x->arms[low].name, (long long)arms[low].with_slot,
        x->arms[low].name, hl_plan_reason_name(most_binding(&arms[low])));
    hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                            .file = plan->compiled.file,
                                            .message = message});
}

hl_status hl_plan__note_arms_apart(const hl_plan *plan, hl_problems *problems, hl_error *err)
{
    const hl_experiment *x = plan->compiled.experiment;
    tally *arms = calloc(x->arm_count + 1, sizeof *arms);
    uint8_t *seen = calloc((size_t)plan->inputs.people_ids.count + 1, 1);
    bool good = arms != NULL && seen != NULL;
    if (good)
        count(plan, seen, arms);
    if (good && differ(arms, x->arm_count))
        tell(plan, arms, problems);
    free(arms);
    free(seen);
    return good ? hl_problems_status(problems, err) : hl_error_memory(err);
}
