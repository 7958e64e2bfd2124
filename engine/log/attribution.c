/* The pure function from a unit's touches and events to its values over days. See attribution.h. */
#include "log/attribution.h"

#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "log/again.h"
#include "log/distances.h"
#include "log/metric_value.h"
#include "log/placing.h"
#include "log/tallies.h"

/* Something that happens to a unit's value on a day: a touch begins to count, or an event. */
typedef struct moment {
    int32_t day;
    int32_t slot;
    const hl_log_event *event; /* NULL: the touch itself */
    bool numerator;
} moment;

typedef struct work {
    hl_log_placing p;
    moment *moments;
    size_t moment_count;
    bool too_large; /* a sum that does not fit */
    /* of the zone at the instant that was asked for last */
    int64_t offset_from, offset_until;
    int32_t offset_s;
    hl_log_evaluation *out;
} work;

/* Most instants of a unit lie in one range of one offset. */
static int32_t day_of(work *w, int64_t utc_ms)
{
    const hl_zone *zone = w->p.rules->zone;
    if (zone != NULL && (utc_ms < w->offset_from || utc_ms >= w->offset_until))
        w->offset_s = hl_base__zone_offset_range(zone, utc_ms, &w->offset_from, &w->offset_until);
    return (int32_t)hl_base__civil_day_of(utc_ms + (int64_t)w->offset_s * 1000);
}

static void *grow(void **memory, size_t *size, size_t wanted)
{
    if (*size >= wanted)
        return *memory;
    void *larger = realloc(*memory, wanted * 2);
    if (larger == NULL)
        return NULL;
    *memory = larger;
    *size = wanted * 2;
    return larger;
}

/* One block for slots, placed events and moments of the worst case. */
static bool lay_out(work *w, size_t touches, size_t events)
{
    size_t slots = touches * sizeof(hl_log_slot);
    size_t placed_events = events * sizeof(hl_log_placed);
    size_t moments = (touches + 2 * events) * sizeof(moment);
    char *block =
        grow(&w->out->scratch, &w->out->scratch_size, slots + placed_events + moments + 64);
    if (block == NULL)
        return false;
    w->p.slots = (hl_log_slot *)(void *)block;
    w->p.placed = (hl_log_placed *)(void *)(block + slots);
    w->moments = (moment *)(void *)(block + slots + placed_events);
    return true;
}

/* ---- one metric */

/* The day from which a touch counts, and with it what its window held. */
static int32_t closing_day(work *w, const hl_metric *metric, const hl_log_slot *s)
{
    return day_of(w, s->at_utc_ms + metric->within_ms);
}

/* Without one, what the event is worth is not known, unless the metric says that it is nothing. */
static bool asks_for_value(const hl_metric *metric, bool numerator)
{
    hl_metric_value kind = numerator ? hl_log__numerator_value(metric) : metric->denominator_value;
    return (kind == HL_VALUE_OF_SUM || kind == HL_VALUE_OF_MAX) && metric->blank != HL_BLANK_ZERO;
}

static void add_moment(work *w, const hl_log_metric *m, hl_log_placed *p, bool numerator)
{
    int32_t at = hl_log__metric_slot(&w->p, m, p);
    if (at == HL_LOG_SLOT_NONE)
        return;
    p->counted = true;
    p->value_due = p->value_due || asks_for_value(m->metric, numerator);
    int32_t day = m->metric->within_ms == 0 ? day_of(w, p->event->at_utc_ms)
                                            : closing_day(w, m->metric, &w->p.slots[at]);
    w->moments[w->moment_count++] = (moment){day, at, p->event, numerator};
}

static int compare_moments(const void *a, const void *b)
{
    int32_t x = ((const moment *)a)->day;
    int32_t y = ((const moment *)b)->day;
    return (x > y) - (x < y);
}

static void gather_moments(work *w, const hl_log_metric *m)
{
    w->moment_count = 0;
    for (size_t i = 0; i < w->p.slot_count; i++) {
        w->p.slots[i].y = (hl_log_accumulator){0};
        if (hl_log__is_of_first_window(&w->p, m) && !hl_log__is_first_slot(&w->p, i))
            continue;
        w->moments[w->moment_count++] =
            (moment){closing_day(w, m->metric, &w->p.slots[i]), (int32_t)i, NULL, false};
    }
    for (size_t i = 0; i < w->p.placed_count; i++) {
        if (w->p.placed[i].event->type == m->event)
            add_moment(w, m, &w->p.placed[i], true);
        if (w->p.placed[i].event->type == m->denominator)
            add_moment(w, m, &w->p.placed[i], false);
    }
    for (size_t i = 1; i < w->moment_count; i++)
        if (w->moments[i - 1].day > w->moments[i].day) {
            qsort(w->moments, w->moment_count, sizeof *w->moments, compare_moments);
            return;
        }
}

/* What is known of the unit at the end of a day. */
typedef struct known {
    int64_t touches; /* that count */
    hl_log_accumulator y;
    hl_log_accumulator d;
    hl_i128 touch_sum;      /* of the values of touches */
    hl_wide touch_squares;  /* of their squares */
    int64_t touches_valued; /* touches that have a value */
} known;

/* False when the sum does not fit. */
static bool take_touch_value(known *k, const hl_log_slot *s, hl_metric_value kind, int sign)
{
    hl_i128 value = 0;
    if (!hl_log__accumulated(&s->y, kind, &value))
        return true;
    k->touches_valued += sign;
    if (!hl_log__add_value(&k->touch_sum, sign * value))
        return false;
    hl_wide square = {{0}};
    hl_base__wide_add_product(&square, value, value);
    if (sign > 0)
        hl_base__wide_add(&k->touch_squares, &square);
    else
        hl_base__wide_subtract(&k->touch_squares, &square);
    return true;
}

/* False when a sum does not fit. */
static bool take_moment(work *w, known *k, const hl_log_metric *m, const moment *now)
{
    hl_log_slot *s = &w->p.slots[now->slot];
    bool per_touch = m->metric->per == HL_PER_TOUCH;
    hl_metric_value kind = hl_log__numerator_value(m->metric);
    if (now->event == NULL) {
        k->touches++;
        return true;
    }
    int64_t at = now->event->at_utc_ms;
    int64_t delay = hl_log__delay(&w->p, now->slot, now->event);
    if (!now->numerator)
        return hl_log__accumulate(&k->d, at, delay, now->event->value);
    if (!hl_log__accumulate(&k->y, at, delay, now->event->value))
        return false;
    if (!per_touch)
        return true;
    bool first = s->y.count == 0;
    return (first || take_touch_value(k, s, kind, -1)) &&
           hl_log__accumulate(&s->y, at, delay, now->event->value) &&
           take_touch_value(k, s, kind, 1);
}

static hl_log_step state_of(const known *k, const hl_log_metric *m)
{
    hl_log_step out = {.present = k->touches > 0, .d = HL_LOG_ONE};
    const hl_metric *metric = m->metric;
    hl_metric_value kind = hl_log__numerator_value(metric);
    if (metric->kind == HL_METRIC_RATIO) {
        (void)hl_log__accumulated(&k->y, kind, &out.y);
        if (m->denominator == HL_LOG_TOUCHES)
            out.d = k->touches * HL_LOG_ONE;
        else
            (void)hl_log__accumulated(&k->d, metric->denominator_value, &out.d);
    } else if (metric->per == HL_PER_TOUCH) {
        /* a touch without an event has the value 0, but no delay */
        int64_t touches = kind == HL_VALUE_OF_FIRST_DELAY ? k->touches_valued : k->touches;
        out.y = k->touch_sum;
        out.d = touches * HL_LOG_ONE;
        out.within = k->touch_squares;
        out.present = touches > 0;
    } else {
        out.present = hl_log__accumulated(&k->y, kind, &out.y) && out.present;
    }
    out.delayed = hl_log__accumulated(&k->y, HL_VALUE_OF_FIRST_DELAY, &out.delay) && k->touches > 0;
    return out;
}

bool hl_log__same_state(const hl_log_step *a, const hl_log_step *b)
{
    if (a->present != b->present || a->delayed != b->delayed ||
        (a->delayed && a->delay != b->delay))
        return false;
    return !a->present ||
           (a->y == b->y && a->d == b->d && hl_base__wide_compare(&a->within, &b->within) == 0);
}

static hl_log_step *add_step(hl_log_evaluation *out)
{
    if (out->step_count == out->step_capacity) {
        size_t capacity = out->step_capacity == 0 ? 64 : out->step_capacity * 2;
        hl_log_step *steps = realloc(out->steps, capacity * sizeof *steps);
        if (steps == NULL)
            return NULL;
        out->steps = steps;
        out->step_capacity = capacity;
    }
    return &out->steps[out->step_count++];
}

static bool evaluate_metric(work *w, uint32_t index)
{
    const hl_log_metric *m = &w->p.rules->metrics[index];
    gather_moments(w, m);
    known k = {0};
    hl_log_step last = {0};
    for (size_t i = 0; i < w->moment_count; i++) {
        if (!take_moment(w, &k, m, &w->moments[i])) {
            w->too_large = true;
            return true;
        }
        if (i + 1 < w->moment_count && w->moments[i + 1].day == w->moments[i].day)
            continue;
        hl_log_step state = state_of(&k, m);
        if (hl_log__same_state(&state, &last))
            continue;
        hl_log_step *step = add_step(w->out);
        if (step == NULL)
            return false;
        state.metric = index;
        state.day = w->moments[i].day;
        *step = last = state;
    }
    return true;
}

/* ---- counters */

/* Until when some window of the touch is open; INT64_MAX: a metric has no end. */
static int64_t open_until(const hl_log_rules *rules, const hl_log_slot *s)
{
    int64_t longest = 0;
    for (size_t i = 0; i < rules->metric_count; i++) {
        int64_t within = rules->metrics[i].metric->within_ms;
        if (within == 0)
            return INT64_MAX;
        longest = within > longest ? within : longest;
    }
    return s->at_utc_ms + longest;
}

/* The touch is of another arm than the first, and comes when all windows have closed. */
static bool is_other_arm_after(const work *w, size_t slot)
{
    const hl_log_slot *s = &w->p.slots[slot];
    return s->touch->arm != w->p.slots[0].touch->arm &&
           s->at_utc_ms > open_until(w->p.rules, s - 1);
}

static hl_status count_slots(work *w, hl_error *err)
{
    const hl_log_touch *first = w->p.slots[0].touch;
    int32_t on = day_of(w, w->p.slots[0].at_utc_ms);
    bool two_arms = false;
    hl_status status = hl_log__tally(w->out, HL_COUNT_ENROLLED, on, 1, err);
    if (status == HL_OK)
        status = hl_log__tally(w->out, HL_COUNT_SENT, on, 1, err);
    for (size_t i = 0; status == HL_OK && i < w->p.slot_count; i++) {
        const hl_log_touch *touch = w->p.slots[i].touch;
        int32_t day = day_of(w, w->p.slots[i].at_utc_ms);
        status = hl_log__tally(w->out, HL_COUNT_TOUCHES, day, 1, err);
        if (status == HL_OK && !two_arms && touch->arm != first->arm) {
            two_arms = true;
            status = hl_log__tally(w->out, HL_COUNT_TWO_ARMS, day, 1, err);
            if (status == HL_OK && is_other_arm_after(w, i))
                status = hl_log__tally(w->out, HL_COUNT_ARM_AFTER, day, 1, err);
        }
    }
    return status;
}

/* What was seen of a unit stays what it is when another arm is sent to it behind all its windows,
 * as to everyone when that arm is shipped: from that touch on nothing counts. */
static void end_at_another_arm(work *w)
{
    for (size_t i = 1; i < w->p.slot_count; i++) {
        if (is_other_arm_after(w, i)) {
            w->p.slot_count = i;
            w->p.ends_utc_ms = w->p.slots[i].at_utc_ms;
            return;
        }
    }
}

static void note_delivered(work *w, int64_t *first)
{
    for (size_t i = 0; i < w->p.placed_count; i++) {
        const hl_log_placed *p = &w->p.placed[i];
        if (p->slot < 0 || p->event->type != w->p.rules->delivered)
            continue;
        hl_log_slot *s = &w->p.slots[p->slot];
        int64_t at = p->event->at_utc_ms;
        if (s->delivered_utc_ms == HL_LOG_NO_TIME || at < s->delivered_utc_ms)
            s->delivered_utc_ms = at;
        if (*first == HL_LOG_NO_TIME || at < *first)
            *first = at;
    }
}

static bool is_fast_click(const work *w, const hl_log_placed *p)
{
    int64_t delivered = w->p.slots[p->slot].delivered_utc_ms;
    return p->event->type == w->p.rules->click && !p->to_minute && delivered != HL_LOG_NO_TIME &&
           p->event->at_utc_ms >= delivered &&
           p->event->at_utc_ms - delivered <= HL_CELLS_FAST_CLICK_MS;
}

static hl_status count_event(work *w, const hl_log_placed *p, hl_error *err)
{
    int32_t day = day_of(w, p->event->at_utc_ms);
    if (p->slot == HL_LOG_SLOT_ELSEWHERE)
        return HL_OK;
    hl_cells_counter counter =
        p->slot == HL_LOG_SLOT_BEFORE ? HL_COUNT_BEFORE_TOUCH : HL_COUNT_EVENTS;
    hl_status status = hl_log__tally(w->out, counter, day, 1, err);
    if (status == HL_OK && p->unknown)
        status = hl_log__tally(w->out, HL_COUNT_UNKNOWN_TOUCH, day, 1, err);
    if (status == HL_OK && p->slot >= 0 && p->of_metric && !p->counted)
        status = hl_log__tally(w->out, HL_COUNT_OUTSIDE_WINDOW, day, 1, err);
    if (status == HL_OK && p->value_due)
        status = hl_log__tally(w->out, HL_COUNT_VALUE_DUE, day, 1, err);
    if (status == HL_OK && p->value_due && !p->event->valued)
        status = hl_log__tally(w->out, HL_COUNT_VALUE_BLANK, day, 1, err);
    if (status == HL_OK && p->slot >= 0 && is_fast_click(w, p))
        status = hl_log__tally(w->out, HL_COUNT_FAST_CLICKS, day, 1, err);
    return status;
}

/* A unit once at each distance, however many such events it has: those of one customer come
 * together. */
static hl_status count_early(work *w, hl_error *err)
{
    int64_t first = w->p.slots[0].at_utc_ms;
    bool seen[HL_COUNTERS] = {false};
    bool perhaps = false, surely = false;
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < w->p.placed_count; i++) {
        const hl_log_placed *p = &w->p.placed[i];
        int64_t before = first - p->event->at_utc_ms;
        if (!p->of_metric || p->slot >= 0 || before <= 0)
            continue;
        hl_cells_counter counter = hl_log__early_counter(w->p.rules, p->event->type, before);
        if (!seen[counter])
            status = hl_log__tally(w->out, counter, day_of(w, first), 1, err);
        seen[counter] = true;
        perhaps = perhaps || p->in_minute;
        surely = surely || (counter == HL_COUNT_EARLY && !p->in_minute);
    }
    if (status == HL_OK && perhaps && !surely)
        status = hl_log__tally(w->out, HL_COUNT_TOUCH_MINUTE, day_of(w, first), 1, err);
    return status;
}

/* A unit that has an event within a window, or else one behind it: by the first of them. */
static hl_status count_late(work *w, hl_error *err)
{
    const hl_log_rules *rules = w->p.rules;
    const hl_log_placed *within = NULL, *behind = NULL;
    for (size_t i = 0; i < w->p.placed_count; i++) {
        const hl_log_placed *p = &w->p.placed[i];
        const hl_log_placed **first = p->counted ? &within : &behind;
        bool earlier = *first == NULL || p->event->at_utc_ms < (*first)->event->at_utc_ms;
        if (!p->of_metric || p->slot < 0 || !earlier)
            continue;
        int64_t window = hl_log__longest_window(rules, p->event->type);
        int64_t delay = p->event->at_utc_ms - w->p.slots[p->slot].at_utc_ms;
        if (p->counted || (window > 0 && delay > window))
            *first = p;
    }
    if (within != NULL)
        return hl_log__tally(w->out, HL_COUNT_WITHIN, day_of(w, within->event->at_utc_ms), 1, err);
    if (behind == NULL)
        return HL_OK;
    int32_t day = day_of(w, behind->event->at_utc_ms);
    hl_cells_counter months = hl_log__months_counter(
        rules, behind->event->type, w->p.slots[behind->slot].at_utc_ms, behind->event->at_utc_ms);
    hl_status status = hl_log__tally(w->out, HL_COUNT_AFTER, day, 1, err);
    return status == HL_OK && months != HL_COUNTERS ? hl_log__tally(w->out, months, day, 1, err)
                                                    : status;
}

static int compare_placed(const void *a, const void *b)
{
    const hl_log_event *x = ((const hl_log_placed *)a)->event;
    const hl_log_event *y = ((const hl_log_placed *)b)->event;
    if (x->at_utc_ms != y->at_utc_ms)
        return x->at_utc_ms < y->at_utc_ms ? -1 : 1;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    if (x->user != y->user)
        return x->user < y->user ? -1 : 1;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    if (x->touch == NULL || y->touch == NULL)
        return (x->touch != NULL) - (y->touch != NULL);
    return strcmp(x->touch, y->touch);
}

typedef bool two_events(const hl_log_event *a, const hl_log_event *b);

/* Once, where two events that count are such. Of the events in order; of a unit that has very many
 * at once, the next ones. */
static hl_status count_two(work *w, two_events *are, hl_cells_counter counter, hl_error *err)
{
    enum { LOOKED_AT = 50 };
    for (size_t i = 0; i < w->p.placed_count; i++) {
        const hl_log_placed *p = &w->p.placed[i];
        for (size_t k = i + 1; p->counted && k < w->p.placed_count && k - i <= LOOKED_AT; k++) {
            const hl_log_placed *next = &w->p.placed[k];
            if (next->counted && are(p->event, next->event))
                return hl_log__tally(w->out, counter, day_of(w, next->event->at_utc_ms), 1, err);
        }
    }
    return HL_OK;
}

static hl_status count_again(work *w, hl_error *err)
{
    hl_status status = count_two(w, hl_log__is_another, HL_COUNT_SEVERAL, err);
    if (status == HL_OK)
        status = count_two(w, hl_log__is_of_same_value, HL_COUNT_SAME_VALUE, err);
    if (status == HL_OK)
        status = count_two(w, hl_log__is_nearly_again, HL_COUNT_NEARLY_AGAIN, err);
    return status == HL_OK ? count_two(w, hl_log__is_again, HL_COUNT_AGAIN, err) : status;
}

static hl_status count_events(work *w, hl_error *err)
{
    int64_t delivered = HL_LOG_NO_TIME;
    note_delivered(w, &delivered);
    hl_status status = delivered == HL_LOG_NO_TIME ? HL_OK
                                                   : hl_log__tally(w->out, HL_COUNT_DELIVERED,
                                                                   day_of(w, delivered), 1, err);
    for (size_t i = 0; status == HL_OK && i < w->p.placed_count; i++)
        status = count_event(w, &w->p.placed[i], err);
    if (w->p.placed_count > 1)
        qsort(w->p.placed, w->p.placed_count, sizeof *w->p.placed, compare_placed);
    for (size_t i = 1; status == HL_OK && i < w->p.placed_count; i++)
        if (compare_placed(&w->p.placed[i - 1], &w->p.placed[i]) == 0)
            status = hl_log__tally(w->out, HL_COUNT_DUPLICATES,
                                   day_of(w, w->p.placed[i].event->at_utc_ms), 1, err);
    return status == HL_OK ? count_again(w, err) : status;
}

static int64_t planned_at(const hl_log_touch *touch)
{
    return touch->planned_utc_ms != HL_LOG_NO_TIME ? touch->planned_utc_ms : touch->sent_utc_ms;
}

/* The earliest touch by planned (else sent) instant, then id; NULL when there is none. */
static const hl_log_touch *first_planned(const hl_log_rules *rules, const hl_log_touch *touches,
                                         size_t count)
{
    const hl_log_touch *first = NULL;
    for (size_t i = 0; i < count; i++) {
        const hl_log_touch *touch = &touches[i];
        if (touch->experiment != rules->experiment || planned_at(touch) == HL_LOG_NO_TIME)
            continue;
        if (first == NULL || planned_at(touch) < planned_at(first) ||
            (planned_at(touch) == planned_at(first) && strcmp(touch->id, first->id) < 0))
            first = touch;
    }
    return first;
}

static const char beyond[] = "the values of the events of one unit add up to 10^20 and more";

hl_status hl_log__evaluate(const hl_log_rules *rules, const hl_log_touch *touches,
                           size_t touch_count, const hl_log_event *events, size_t event_count,
                           hl_log_evaluation *out, hl_error *err)
{
    work w = {.p = {.rules = rules}, .out = out};
    out->enrolled = false;
    out->step_count = 0;
    out->tally_count = 0;
    const hl_log_touch *planned = first_planned(rules, touches, touch_count);
    if (planned == NULL)
        return HL_OK;
    if (!lay_out(&w, touch_count, event_count))
        return hl_error_memory(err);
    hl_log__place_touches(&w.p, touches, touch_count);
    const hl_log_touch *first = w.p.slot_count > 0 ? w.p.slots[0].touch : planned;
    out->enrolled = true;
    out->arm = first->arm;
    out->first_user = first->user;
    out->enrolled_utc_ms = w.p.slot_count > 0 ? w.p.slots[0].at_utc_ms : planned_at(first);
    if (hl_log__tally(out, HL_COUNT_PLANNED, day_of(&w, planned_at(planned)), 1, err) != HL_OK)
        return HL_FAILED;
    if (w.p.slot_count == 0)
        return HL_OK;
    hl_status status = count_slots(&w, err);
    if (status != HL_OK)
        return status;
    end_at_another_arm(&w);
    hl_log__place_events(&w.p, touches, touch_count, events, event_count);
    for (uint32_t i = 0; i < rules->metric_count; i++)
        if (!evaluate_metric(&w, i))
            return hl_error_memory(err);
    if (w.too_large)
        return hl_error_set(err, HL_REJECTED, "%s", beyond);
    status = count_early(&w, err);
    if (status == HL_OK)
        status = count_late(&w, err);
    return status == HL_OK ? count_events(&w, err) : status;
}

void hl_log__evaluation_free(hl_log_evaluation *evaluation)
{
    free(evaluation->steps);
    free(evaluation->tallies);
    free(evaluation->scratch);
    *evaluation = (hl_log_evaluation){0};
}
