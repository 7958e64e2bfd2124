/* Which part of the bucket space [0, 2^53) belongs to which arm. Exact integers, no gaps.
 *
 * A first definition gets one contiguous range per arm, in order, with sizes by largest remainder
 * (Hamilton): floor(weight * 2^53 / total), and what is left over one bucket each to the largest
 * remainders, the earlier arm first. A definition that follows another keeps every bucket whose arm
 * may keep it (hl_assign__rebalance), so its arms may own several segments; the store keeps them
 * with the version of the definition. */
#ifndef HL_ASSIGN_RANGES_H
#define HL_ASSIGN_RANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "assign/bucket.h"
#include "base/text.h"
#include "hookline/design.h"
#include "hookline/error.h"

typedef struct hl_arm_segment {
    uint64_t from; /* inclusive */
    uint64_t to;   /* exclusive */
    size_t arm;    /* index into the design's arms */
} hl_arm_segment;

/* Segments by rising `from`, touching each other, from 0 to 2^53. Zeroed = none. */
typedef struct hl_arm_ranges {
    size_t count;
    hl_arm_segment *segments;
} hl_arm_ranges;

/* Ranges of a first definition. HL_REJECTED when a weight is negative or all are 0. Free with
 * hl_assign__ranges_free. */
HL_NODISCARD hl_status hl_assign__ranges_first(const hl_design *design, hl_arm_ranges *out,
                                               hl_error *err);
/* Ranges of `design` that move the fewest buckets away from `before`, the ranges in force for
 * `old`; arms are matched by name. Among the ways that move equally few, buckets stay or come back
 * where a first definition of `design` has them, so that a change taken back is undone exactly;
 * then the lowest go first, to the arms in their order. The same input gives the same ranges. */
HL_NODISCARD hl_status hl_assign__rebalance(const hl_design *old, const hl_arm_ranges *before,
                                            const hl_design *design, hl_arm_ranges *out,
                                            hl_error *err);
void hl_assign__ranges_free(hl_arm_ranges *ranges);

/* The arm that owns the bucket; bucket below 2^53. */
size_t hl_assign__ranges_arm(const hl_arm_ranges *ranges, uint64_t bucket);
/* How many buckets the arm owns. */
uint64_t hl_assign__ranges_size(const hl_arm_ranges *ranges, size_t arm);

/* "0-4503599627370496:0 4503599627370496-9007199254740992:1": from-to:arm index, as the store keeps
 * them. Parsing checks that they cover the space without gap and that every arm exists. */
void hl_assign__ranges_text(const hl_arm_ranges *ranges, hl_text *out);
HL_NODISCARD hl_status hl_assign__ranges_parse(const char *text, size_t arm_count,
                                               hl_arm_ranges *out, hl_error *err);

#endif
