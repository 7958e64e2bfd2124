#include "assign/assigner.h"

#include <stdlib.h>

#include "assign/user_attributes.h"

const char *hl_assign_reason_name(hl_assign_reason reason)
{
    static const char *const names[] = {
        [HL_ASSIGN_NO_UNIT] = "no_unit", [HL_ASSIGN_AUDIENCE] = "audience",
        [HL_ASSIGN_HOLDOUT] = "holdout", [HL_ASSIGN_LAYER] = "layer",
        [HL_ASSIGN_TRAFFIC] = "traffic", [HL_ASSIGN_ASSIGNED] = "assigned",
    };
    return names[reason];
}

hl_status hl_assigner_new(const hl_experiment *experiment, const char *ranges, hl_assigner **out,
                          hl_error *err)
{
    hl_assigner *a = calloc(1, sizeof *a);
    if (a == NULL)
        return hl_error_memory(err);
    a->experiment = experiment;
    hl_status status =
        ranges == NULL
            ? hl_assign__ranges_first(&experiment->design, &a->ranges, err)
            : hl_assign__ranges_parse(ranges, experiment->design.arm_count, &a->ranges, err);
    if (status == HL_OK)
        status = hl_assign__predicate_new(experiment->audience, NULL, &a->audience, err);
    if (status != HL_OK) {
        hl_assigner_free(a);
        return status;
    }
    a->arm = hl_assign__bucket_key(HL_BUCKET_ARM, experiment->salt);
    a->traffic = hl_assign__bucket_key(HL_BUCKET_TRAFFIC, experiment->salt);
    if (experiment->layer != NULL)
        a->layer = hl_assign__bucket_key(HL_BUCKET_LAYER, experiment->layer);
    if (experiment->holdout != NULL)
        a->holdout = hl_assign__bucket_key(HL_BUCKET_HOLDOUT, experiment->holdout);
    *out = a;
    return HL_OK;
}

void hl_assigner_free(hl_assigner *assigner)
{
    if (assigner == NULL)
        return;
    hl_assign__predicate_free(assigner->audience);
    hl_assign__ranges_free(&assigner->ranges);
    free(assigner);
}

uint64_t hl_assign__traffic_at(const hl_experiment *experiment, int64_t at_utc_ms)
{
    if (experiment->ramp_count == 0)
        return experiment->traffic_to;
    uint64_t to = 0;
    for (size_t i = 0; i < experiment->ramp_count && experiment->ramp[i].at_utc_ms <= at_utc_ms;
         i++)
        to = experiment->ramp[i].traffic_to;
    return to;
}

static bool held_out(const hl_assigner *a, const char *unit, size_t length)
{
    return a->experiment->holdout != NULL &&
           hl_assign__bucket(&a->holdout, unit, length) < a->experiment->holdout_to;
}

static bool outside_layer(const hl_assigner *a, const char *unit, size_t length)
{
    if (a->experiment->layer == NULL)
        return false;
    uint64_t bucket = hl_assign__bucket(&a->layer, unit, length);
    return bucket < a->experiment->layer_range.from || bucket >= a->experiment->layer_range.to;
}

static bool outside_traffic(const hl_assigner *a, const char *unit, size_t length,
                            int64_t at_utc_ms)
{
    uint64_t to = hl_assign__traffic_at(a->experiment, at_utc_ms);
    return to < HL_BUCKET_SPACE && hl_assign__bucket(&a->traffic, unit, length) >= to;
}

/* Whom the audience lets through. */
static hl_assign_reason reason_of(const hl_assigner *a, const char *unit, size_t length,
                                  int64_t at_utc_ms)
{
    if (held_out(a, unit, length))
        return HL_ASSIGN_HOLDOUT;
    if (outside_layer(a, unit, length))
        return HL_ASSIGN_LAYER;
    if (outside_traffic(a, unit, length, at_utc_ms))
        return HL_ASSIGN_TRAFFIC;
    return HL_ASSIGN_ASSIGNED;
}

hl_status hl_assign__decide(const hl_assigner *assigner, const char *unit, size_t length,
                            const hl_value *attributes, int64_t at_utc_ms, hl_evidence evidence,
                            hl_assignment *out, hl_error *err)
{
    bool wanted = false;
    *out = (hl_assignment){SIZE_MAX, 0, HL_ASSIGN_NO_UNIT};
    if (length == 0)
        return HL_OK;
    hl_status status =
        hl_assign__predicate_holds(assigner->audience, attributes, evidence, &wanted, err);
    out->bucket = hl_assign__bucket(&assigner->arm, unit, length);
    out->reason = wanted ? reason_of(assigner, unit, length, at_utc_ms) : HL_ASSIGN_AUDIENCE;
    if (out->reason == HL_ASSIGN_ASSIGNED)
        out->arm = hl_assign__ranges_arm(&assigner->ranges, out->bucket);
    return status;
}

hl_status hl_assigner_decide(const hl_assigner *assigner, const char *unit, size_t length,
                             const hl_attributes *attributes, int64_t at_utc_ms, hl_unread *unread,
                             hl_assignment *out, hl_error *err)
{
    return hl_assign__decide(assigner, unit, length, hl_assign__attributes_object(attributes),
                             at_utc_ms, (hl_evidence){.unread = unread}, out, err);
}
