/* Triggers of one user, one hook and one instant under several ids: exported twice, by two systems,
 * or of two carts at once. The user gets one message of them. Which one does not depend on the
 * order of the rows: one that an earlier run has planned, else that of the least id. */
#include <stdlib.h>
#include <string.h>

#include "base/spelling.h"
#include "plan/occurrences.h"

typedef struct row {
    const hl_trigger *trigger;
    const char *id;
    bool planned_before;
} row;

static int by_user_and_instant(const void *a, const void *b)
{
    const row *x = a;
    const row *y = b;
    if (x->trigger->person != y->trigger->person)
        return x->trigger->person < y->trigger->person ? -1 : 1;
    if (x->trigger->at_ms != y->trigger->at_ms)
        return x->trigger->at_ms < y->trigger->at_ms ? -1 : 1;
    if (x->planned_before != y->planned_before)
        return x->planned_before ? -1 : 1;
    return strcmp(x->id, y->id);
}

static bool are_twins(const row *a, const row *b)
{
    return a->trigger->person == b->trigger->person && a->trigger->at_ms == b->trigger->at_ms;
}

/* "#1001" is how a shop shows the order 1001. */
static size_t marks_before(const char *id, size_t length)
{
    return length > 1 && id[0] == '#' ? 1 : 0;
}

bool hl_plan__go_together(const hl_arm_step *arm_step, const hl_occurrence *o, const char *id,
                          size_t length)
{
    size_t own = marks_before(o->id, o->id_length);
    size_t other = marks_before(id, length);
    return arm_step->hook->klass == HL_CLASS_PROMOTION ||
           hl_base__are_alike(o->id + own, o->id_length - own, id + other, length - other);
}

static bool find_planned_before(const hl_compiled *compiled, const hl_inputs *inputs, row *r)
{
    uint32_t arm = inputs->people[r->trigger->person].arm;
    const hl_map_key *id = &inputs->trigger_ids.keys[r->trigger->id];
    for (size_t s = compiled->first_arm_step[arm]; s < compiled->first_arm_step[arm + 1]; s++) {
        bool before = false;
        const hl_candidate c = {.trigger_id = id->text,
                                .trigger_length = (uint32_t)id->length,
                                .user = r->trigger->person,
                                .arm_step = (uint32_t)s,
                                .born_ms = INT64_MAX};
        if (!hl_plan__sent_before(compiled, inputs, &c, &before))
            return false;
        r->planned_before = r->planned_before || before;
    }
    return true;
}

/* Of twins alone it is asked what was planned before. */
static bool order_twins(const hl_compiled *compiled, const hl_inputs *inputs, row *rows,
                        size_t count)
{
    bool good = true;
    for (size_t i = 0; good && count > 1 && i < count; i++)
        good = find_planned_before(compiled, inputs, &rows[i]);
    if (good && count > 1)
        qsort(rows, count, sizeof *rows, by_user_and_instant);
    return good;
}

static bool occur(const hl_compiled *compiled, const hl_inputs *inputs, const row *rows,
                  size_t count, uint32_t *numbers, hl_plan_state *state)
{
    hl_twins twins = {.candidates_from = state->candidate_count, .triggers = numbers};
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        numbers[i] = (uint32_t)(rows[i].trigger - inputs->triggers);
        twins.planned_before += rows[i].planned_before;
    }
    for (size_t i = 0; good && i < count; i++) {
        const hl_trigger *t = rows[i].trigger;
        const hl_occurrence o = {.id = rows[i].id,
                                 .id_length = (uint32_t)inputs->trigger_ids.keys[t->id].length,
                                 .person = t->person,
                                 .signal = t->signal,
                                 .operator_user = t->operator_user,
                                 .at_ms = t->at_ms,
                                 .twins = count > 1 ? &twins : NULL};
        good = hl_plan__occur(compiled, inputs, &o, state);
    }
    return good;
}

bool hl_plan__occur_by_triggers(const hl_compiled *compiled, const hl_inputs *inputs,
                                hl_plan_state *state)
{
    size_t count = inputs->trigger_count;
    row *rows = malloc((count + 1) * sizeof *rows);
    uint32_t *numbers = malloc((count + 1) * sizeof *numbers);
    bool good = rows != NULL && numbers != NULL;
    for (size_t i = 0; good && i < count; i++)
        rows[i] = (row){&inputs->triggers[i], inputs->trigger_ids.keys[inputs->triggers[i].id].text,
                        false};
    if (good)
        qsort(rows, count, sizeof *rows, by_user_and_instant);
    for (size_t from = 0, to = 0; good && from < count; from = to) {
        while (to < count && are_twins(&rows[from], &rows[to]))
            to++;
        good = order_twins(compiled, inputs, rows + from, to - from) &&
               occur(compiled, inputs, rows + from, to - from, numbers, state);
    }
    free(rows);
    free(numbers);
    return good;
}
