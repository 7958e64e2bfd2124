/* What a sender with ids of its own (a provider) sent: its log names user and hook, and not the
 * touch. One row of it is one message, so it stands for one touch: the oldest of that user, hook
 * and experiment that could go at its time. That is a guess: a promotion or a message of service
 * that it is made for does not go again, for twice is worse than not; a transactional one goes. */
#include <stdlib.h>
#include <string.h>

#include "plan/occurrences.h"

/* When the touch could go at the earliest; INT64_MAX: nobody knows. */
static int64_t earliest(const hl_compiled *compiled, const hl_inputs *inputs,
                        const hl_plan_state *state, const hl_candidate *c, const hl_origin *origin)
{
    const hl_hook *hook = compiled->arm_steps[c->arm_step].hook;
    if (c->anchored)
        return c->has_day && c->day_from_ms < c->wish_ms ? c->day_from_ms : c->wish_ms;
    if (origin->previous != HL_LEDGER_NONE) {
        int64_t before = earliest(compiled, inputs, state, &state->candidates[origin->previous],
                                  &state->origins[origin->previous]);
        return hook->trigger != NULL && c->born_ms > before ? c->born_ms : before;
    }
    if (hook->trigger != NULL || hook->after == NULL || c->born_ms != 0)
        return c->born_ms;
    const hl_sent *sent =
        hl_plan__last_sent(inputs, c->user, compiled->arm_steps[c->arm_step].after);
    return sent == NULL ? INT64_MAX : sent->at_ms;
}

/* When it could no longer: it had lapsed, or an event had ended it. */
static int64_t latest(const hl_candidate *c, const hl_origin *origin)
{
    bool ended =
        origin->stopped == HL_PLAN_REASON_STOPPED || origin->stopped == HL_PLAN_REASON_FAREWELL;
    return ended && origin->stopped_at < c->deadline_ms ? origin->stopped_at : c->deadline_ms;
}

static bool is_earlier(const hl_inputs *in, const hl_sent *a, const hl_sent *b)
{
    if (b == NULL || a->at_ms != b->at_ms)
        return b == NULL || a->at_ms < b->at_ms;
    return strcmp(in->sent_ids.keys[a->id].text, in->sent_ids.keys[b->id].text) < 0;
}

/* The first row that stands for no touch yet; or one that stands for a twin of this, which is one
 * message with it. */
static const hl_sent *find(const hl_compiled *compiled, const hl_inputs *in, const hl_occurrence *o,
                           const hl_candidate *c, const hl_origin *origin,
                           const hl_plan_state *state)
{
    const hl_arm_step *arm_step = &compiled->arm_steps[c->arm_step];
    int64_t from = earliest(compiled, in, state, c, origin);
    int64_t to = latest(c, origin);
    const hl_sent *found = NULL;
    for (uint32_t i = in->people[c->user].first_sent; i != HL_LEDGER_NONE; i = in->sent[i].next) {
        const hl_sent *s = &in->sent[i];
        const hl_stands_for *taken = &state->stand_for[i];
        if (!s->own || !s->foreign || s->hook != arm_step->hook_number)
            continue;
        if (taken->trigger_id != NULL) {
            if (taken->arm_step == c->arm_step && taken->born_ms == c->born_ms &&
                hl_plan__go_together(arm_step, o, taken->trigger_id, taken->trigger_length))
                return s;
        } else if (s->at_ms >= from && s->at_ms <= to && is_earlier(in, s, found)) {
            found = s;
        }
    }
    return found;
}

/* Touches of the experiment, in the order in which rows of a sender stand for them. */
static int by_hook_and_instant(const void *a, const void *b)
{
    const hl_sent *x = *(const hl_sent *const *)a;
    const hl_sent *y = *(const hl_sent *const *)b;
    if (x->user != y->user)
        return x->user < y->user ? -1 : 1;
    if (x->hook != y->hook)
        return x->hook < y->hook ? -1 : 1;
    if (x->at_ms != y->at_ms)
        return x->at_ms < y->at_ms ? -1 : 1;
    return x->foreign - y->foreign;
}

/* A plan's touch goes out about when it was planned: a row of that day is the sender's word of it,
 * and stands for no other. */
static void pair_with_planned(const hl_inputs *in, const hl_sent **rows, size_t count,
                              hl_stands_for *stand_for)
{
    const int64_t early = INT64_C(300000); /* of clocks that differ */
    size_t own = 0;
    for (size_t i = 0; i < count; i++) {
        const hl_sent *s = rows[i];
        if (!s->foreign)
            continue;
        while (own < count &&
               (rows[own]->foreign || rows[own]->user < s->user ||
                (rows[own]->user == s->user &&
                 (rows[own]->hook < s->hook ||
                  (rows[own]->hook == s->hook && rows[own]->at_ms + HL_DAY_MS < s->at_ms)))))
            own++;
        if (own < count && rows[own]->user == s->user && rows[own]->hook == s->hook &&
            rows[own]->at_ms - early <= s->at_ms) {
            stand_for[s - in->sent].trigger_id = in->sent_ids.keys[rows[own]->id].text;
            stand_for[s - in->sent].arm_step = UINT32_MAX;
            own++;
        }
    }
}

static bool begin(const hl_inputs *in, hl_plan_state *state)
{
    size_t count = 0;
    const hl_sent **rows = malloc((in->sent_count + 1) * sizeof(const hl_sent *));
    state->stand_for = calloc(in->sent_count + 1, sizeof *state->stand_for);
    bool good = rows != NULL && state->stand_for != NULL;
    for (size_t i = 0; good && i < in->sent_count; i++)
        if (in->sent[i].own)
            rows[count++] = &in->sent[i];
    if (good)
        qsort(rows, count, sizeof(const hl_sent *), by_hook_and_instant);
    if (good)
        pair_with_planned(in, rows, count, state->stand_for);
    free(rows);
    return good;
}

bool hl_plan__find_sent_otherwise(const hl_compiled *compiled, const hl_inputs *inputs,
                                  const hl_occurrence *o, const hl_candidate *c,
                                  const hl_origin *origin, hl_plan_state *state,
                                  const hl_sent **touch)
{
    *touch = NULL;
    if (inputs->people[c->user].first_sent == HL_LEDGER_NONE ||
        origin->stopped == HL_PLAN_REASON_NO_ZONE || origin->stopped == HL_PLAN_REASON_NO_ANCHOR)
        return true;
    if (state->stand_for == NULL && !begin(inputs, state))
        return false;
    *touch = find(compiled, inputs, o, c, origin, state);
    if (*touch == NULL)
        return true;
    hl_stands_for *taken = &state->stand_for[*touch - inputs->sent];
    if (taken->trigger_id == NULL)
        *taken = (hl_stands_for){c->trigger_id, c->trigger_length, c->arm_step, c->born_ms};
    return true;
}
