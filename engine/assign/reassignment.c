/* What a changed definition does to the units. Every gate (holdout, layer, traffic) and the arm are
 * buckets of salts of their own, so they are independent, and the shares multiply. Of one gate with
 * an unchanged salt the overlap of the ranges is exact; with another salt it is an expectation. */
#include <string.h>

#include "assign/assigner.h"

/* Who passes a gate: the buckets [from, to) of a salt. */
typedef struct gate {
    const char *salt;
    uint64_t from, to;
} gate;

enum { GATE_HOLDOUT, GATE_LAYER, GATE_TRAFFIC, GATES };

static void gates_of(const hl_experiment *x, int64_t at_utc_ms, gate out[GATES])
{
    out[GATE_HOLDOUT] = (gate){x->holdout, x->holdout == NULL ? 0 : x->holdout_to, HL_BUCKET_SPACE};
    out[GATE_LAYER] = x->layer == NULL ? (gate){NULL, 0, HL_BUCKET_SPACE}
                                       : (gate){x->layer, x->layer_range.from, x->layer_range.to};
    out[GATE_TRAFFIC] = (gate){x->salt, 0, hl_assign__traffic_at(x, at_utc_ms)};
}

static double share(uint64_t buckets)
{
    return (double)buckets / (double)HL_BUCKET_SPACE;
}

static uint64_t overlap(uint64_t a_from, uint64_t a_to, uint64_t b_from, uint64_t b_to)
{
    uint64_t from = a_from > b_from ? a_from : b_from;
    uint64_t to = a_to < b_to ? a_to : b_to;
    return to > from ? to - from : 0;
}

static bool is_partial(const gate *g)
{
    return g->to - g->from < HL_BUCKET_SPACE;
}

/* The share that passes both gates. */
static double share_of_both(const gate *a, const gate *b, bool *exact)
{
    if (a->salt != NULL && b->salt != NULL && strcmp(a->salt, b->salt) == 0)
        return share(overlap(a->from, a->to, b->from, b->to));
    *exact = *exact && !(is_partial(a) && is_partial(b));
    return share(a->to - a->from) * share(b->to - b->from);
}

static bool same_arm(const hl_experiment *before, size_t a, const hl_experiment *after, size_t b)
{
    return strcmp(before->design.arms[a].name, after->design.arms[b].name) == 0;
}

/* An arm that is sent to nobody any more; one that is left out is no arm of the report's. */
static bool is_stopped(const hl_experiment *after, const char *name)
{
    for (size_t i = 0; i < after->design.arm_count; i++)
        if (strcmp(after->design.arms[i].name, name) == 0)
            return after->design.arms[i].weight == 0;
    return false;
}

/* Buckets whose arm changes its name, out of stopped arms alone or of any; both lists cover the
 * space. */
static uint64_t buckets_moved(const hl_assigner *before, const hl_assigner *after, bool stopped)
{
    uint64_t moved = 0;
    size_t i = 0;
    size_t j = 0;
    while (i < before->ranges.count && j < after->ranges.count) {
        const hl_arm_segment *a = &before->ranges.segments[i];
        const hl_arm_segment *b = &after->ranges.segments[j];
        if (!same_arm(before->experiment, a->arm, after->experiment, b->arm) &&
            (!stopped ||
             is_stopped(after->experiment, before->experiment->design.arms[a->arm].name)))
            moved += overlap(a->from, a->to, b->from, b->to);
        bool a_ends = a->to <= b->to;
        bool b_ends = b->to <= a->to;
        i += a_ends;
        j += b_ends;
    }
    return moved;
}

/* The expected share of units that change their arm when every bucket is drawn anew. */
static double expected_reassignment(const hl_assigner *before, const hl_assigner *after)
{
    double stay = 0;
    for (size_t i = 0; i < before->experiment->design.arm_count; i++)
        for (size_t j = 0; j < after->experiment->design.arm_count; j++)
            if (same_arm(before->experiment, i, after->experiment, j))
                stay += share(hl_assign__ranges_size(&before->ranges, i)) *
                        share(hl_assign__ranges_size(&after->ranges, j));
    return 1 - stay;
}

static bool same_document(const hl_value *a, const hl_value *b)
{
    if (a->type != b->type || a->count != b->count || a->length != b->length ||
        a->boolean != b->boolean || (a->key == NULL) != (b->key == NULL))
        return false;
    if (a->key != NULL && strcmp(a->key, b->key) != 0)
        return false;
    if (a->length > 0 && memcmp(a->text, b->text, a->length) != 0)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!same_document(&a->items[i], &b->items[i]))
            return false;
    return true;
}

static bool audience_changed(const hl_experiment *before, const hl_experiment *after)
{
    if (before->audience == NULL || after->audience == NULL)
        return before->audience != after->audience;
    return !same_document(before->audience->document, after->audience->document);
}

static void measure(const hl_assigner *before, const hl_assigner *after, int64_t at_utc_ms,
                    hl_reassignment *out)
{
    gate old[GATES];
    gate new[GATES];
    gates_of(before->experiment, at_utc_ms, old);
    gates_of(after->experiment, at_utc_ms, new);
    double in_before = 1;
    double in_after = 1;
    double in_both = 1;
    out->exact = true;
    for (int i = 0; i < GATES; i++) {
        in_before *= share(old[i].to - old[i].from);
        in_after *= share(new[i].to - new[i].from);
        in_both *= share_of_both(&old[i], &new[i], &out->exact);
    }
    out->moved_buckets = buckets_moved(before, after, false);
    out->stops = out->moved_buckets > 0 &&
                 out->moved_buckets == buckets_moved(before, after, true) &&
                 strcmp(before->experiment->salt, after->experiment->salt) == 0;
    double changed = share(out->moved_buckets);
    if (strcmp(before->experiment->salt, after->experiment->salt) != 0) {
        changed = expected_reassignment(before, after);
        out->exact = false;
    }
    out->moved = in_both * changed;
    out->leaving = in_before - in_both;
    out->entering = in_after - in_both;
    out->audience_changed = audience_changed(before->experiment, after->experiment);
}

hl_status hl_assign_reassignment(const hl_experiment *before, const char *ranges_before,
                                 const hl_experiment *after, const char *ranges_after,
                                 int64_t at_utc_ms, hl_reassignment *out, hl_error *err)
{
    hl_assigner *old = NULL;
    hl_assigner *new = NULL;
    hl_status status = hl_assigner_new(before, ranges_before, &old, err);
    if (status == HL_OK)
        status = hl_assigner_new(after, ranges_after, &new, err);
    if (status == HL_OK)
        measure(old, new, at_utc_ms, out);
    hl_assigner_free(old);
    hl_assigner_free(new);
    return status;
}

static hl_status next_ranges(const hl_experiment *before, const char *ranges_before,
                             const hl_experiment *after, hl_arm_ranges *out, hl_error *err)
{
    hl_arm_ranges old = {0, NULL};
    if (before == NULL || strcmp(before->salt, after->salt) != 0)
        return hl_assign__ranges_first(&after->design, out, err);
    hl_status status =
        ranges_before == NULL
            ? hl_assign__ranges_first(&before->design, &old, err)
            : hl_assign__ranges_parse(ranges_before, before->design.arm_count, &old, err);
    if (status == HL_OK)
        status = hl_assign__rebalance(&before->design, &old, &after->design, out, err);
    hl_assign__ranges_free(&old);
    return status;
}

hl_status hl_assign_next_ranges(const hl_experiment *before, const char *ranges_before,
                                const hl_experiment *after, char **out, hl_error *err)
{
    hl_arm_ranges ranges = {0, NULL};
    hl_text text = {0};
    hl_status status = next_ranges(before, ranges_before, after, &ranges, err);
    if (status != HL_OK)
        return status;
    hl_assign__ranges_text(&ranges, &text);
    hl_assign__ranges_free(&ranges);
    *out = hl_base__text_take(&text);
    return *out == NULL ? hl_error_memory(err) : HL_OK;
}
