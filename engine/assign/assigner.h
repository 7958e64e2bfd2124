/* What an assigner is made of: the explanation reads it step by step. */
#ifndef HL_ASSIGN_ASSIGNER_H
#define HL_ASSIGN_ASSIGNER_H

#include "assign/bucket.h"
#include "assign/condition.h"
#include "assign/ranges.h"
#include "hookline/assign.h"

struct hl_assigner {
    const hl_experiment *experiment;
    hl_arm_ranges ranges;
    hl_predicate *audience;
    hl_bucket_key arm;
    hl_bucket_key traffic;
    hl_bucket_key layer;   /* when the experiment is in one */
    hl_bucket_key holdout; /* when there is one */
};

/* Units whose traffic bucket is below this are in at the instant. */
uint64_t hl_assign__traffic_at(const hl_experiment *experiment, int64_t at_utc_ms);

/* hl_assigner_decide of attributes that are a document. */
HL_NODISCARD hl_status hl_assign__decide(const hl_assigner *assigner, const char *unit,
                                         size_t length, const hl_value *attributes,
                                         int64_t at_utc_ms, hl_evidence evidence,
                                         hl_assignment *out, hl_error *err);

#endif
