#include "assign/ranges.h"

#include <stdlib.h>
#include <string.h>

#include "base/wide.h"

void hl_assign__ranges_free(hl_arm_ranges *ranges)
{
    free(ranges->segments);
    *ranges = (hl_arm_ranges){0, NULL};
}

size_t hl_assign__ranges_arm(const hl_arm_ranges *ranges, uint64_t bucket)
{
    size_t low = 0;
    size_t high = ranges->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (ranges->segments[middle].from <= bucket)
            low = middle;
        else
            high = middle;
    }
    return ranges->segments[low].arm;
}

uint64_t hl_assign__ranges_size(const hl_arm_ranges *ranges, size_t arm)
{
    uint64_t size = 0;
    for (size_t i = 0; i < ranges->count; i++)
        if (ranges->segments[i].arm == arm)
            size += ranges->segments[i].to - ranges->segments[i].from;
    return size;
}

static hl_status weight_total(const hl_design *design, hl_u128 *total, hl_error *err)
{
    *total = 0;
    for (size_t i = 0; i < design->arm_count; i++) {
        if (design->arms[i].weight < 0)
            return hl_error_set(err, HL_REJECTED, "arm '%s' has a negative weight",
                                design->arms[i].name);
        *total += (uint64_t)design->arms[i].weight;
    }
    if (*total == 0)
        return hl_error_set(err, HL_REJECTED, "all weights are 0: nobody could be assigned");
    return HL_OK;
}

/* One bucket to the arm with the largest remainder that has not had one yet. */
static void give_one(uint64_t *sizes, hl_u128 *remainders, size_t count)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++)
        if (remainders[i] > remainders[best])
            best = i;
    sizes[best]++;
    remainders[best] = 0;
}

/* sizes[arm_count], allocated: how many buckets each arm is to own. */
static hl_status target_sizes(const hl_design *design, uint64_t **out, hl_error *err)
{
    hl_u128 total = 0;
    hl_status status = weight_total(design, &total, err);
    if (status != HL_OK)
        return status;
    size_t count = design->arm_count;
    uint64_t *sizes = calloc(count, sizeof *sizes);
    hl_u128 *remainders = calloc(count, sizeof *remainders);
    if (sizes == NULL || remainders == NULL) {
        free(sizes);
        free(remainders);
        return hl_error_memory(err);
    }
    uint64_t left = HL_BUCKET_SPACE;
    for (size_t i = 0; i < count; i++) {
        hl_u128 product = (hl_u128)design->arms[i].weight * HL_BUCKET_SPACE;
        sizes[i] = (uint64_t)(product / total);
        remainders[i] = product % total;
        left -= sizes[i];
    }
    for (; left > 0; left--)
        give_one(sizes, remainders, count);
    free(remainders);
    *out = sizes;
    return HL_OK;
}

/* Appends, joining with the segment before when it touches and has the same arm. */
static void append(hl_arm_ranges *ranges, uint64_t from, uint64_t to, size_t arm)
{
    if (from == to)
        return;
    hl_arm_segment *last = ranges->count > 0 ? &ranges->segments[ranges->count - 1] : NULL;
    if (last != NULL && last->arm == arm && last->to == from)
        last->to = to;
    else
        ranges->segments[ranges->count++] = (hl_arm_segment){from, to, arm};
}

hl_status hl_assign__ranges_first(const hl_design *design, hl_arm_ranges *out, hl_error *err)
{
    uint64_t *sizes = NULL;
    *out = (hl_arm_ranges){0, NULL};
    hl_status status = target_sizes(design, &sizes, err);
    if (status != HL_OK)
        return status;
    out->segments = calloc(design->arm_count, sizeof *out->segments);
    if (out->segments == NULL) {
        free(sizes);
        return hl_error_memory(err);
    }
    uint64_t at = 0;
    for (size_t i = 0; i < design->arm_count; i++) {
        append(out, at, at + sizes[i], i);
        at += sizes[i];
    }
    free(sizes);
    return HL_OK;
}

/* The arm of that name in the design, or SIZE_MAX. */
static size_t arm_named(const hl_design *design, const char *name)
{
    for (size_t i = 0; i < design->arm_count; i++)
        if (strcmp(design->arms[i].name, name) == 0)
            return i;
    return SIZE_MAX;
}

/* Room for keeping: at most one cut per arm among the old segments, and each free stretch may be
 * shared out to every arm. */
static size_t most_segments(const hl_arm_ranges *before, const hl_design *design)
{
    return 2 * (before->count + design->arm_count) + design->arm_count;
}

/* Old segments under the new arms' names; arm SIZE_MAX is free. `room` holds what each arm may
 * still keep on entry and what it still lacks on return. */
static void keep_what_may_stay(const hl_design *old, const hl_arm_ranges *before,
                               const hl_design *design, uint64_t *room, hl_arm_ranges *kept)
{
    for (size_t i = 0; i < before->count; i++) {
        const hl_arm_segment *s = &before->segments[i];
        size_t arm = arm_named(design, old->arms[s->arm].name);
        uint64_t size = s->to - s->from;
        uint64_t stays = 0;
        if (arm != SIZE_MAX) {
            stays = room[arm] < size ? room[arm] : size;
            room[arm] -= stays;
        }
        append(kept, s->from, s->from + stays, arm);
        append(kept, s->from + stays, s->to, SIZE_MAX);
    }
}

/* Free stretches to the arms that lack buckets, in order. */
static void share_out(const hl_arm_ranges *kept, uint64_t *lacking, hl_arm_ranges *out)
{
    size_t arm = 0;
    for (size_t i = 0; i < kept->count; i++) {
        hl_arm_segment s = kept->segments[i];
        if (s.arm != SIZE_MAX) {
            append(out, s.from, s.to, s.arm);
            continue;
        }
        while (s.from < s.to) {
            while (lacking[arm] == 0)
                arm++;
            uint64_t size = s.to - s.from;
            uint64_t takes = lacking[arm] < size ? lacking[arm] : size;
            append(out, s.from, s.from + takes, arm);
            s.from += takes;
            lacking[arm] -= takes;
        }
    }
}

hl_status hl_assign__rebalance(const hl_design *old, const hl_arm_ranges *before,
                               const hl_design *design, hl_arm_ranges *out, hl_error *err)
{
    uint64_t *room = NULL;
    *out = (hl_arm_ranges){0, NULL};
    hl_status status = target_sizes(design, &room, err);
    if (status != HL_OK)
        return status;
    size_t most = most_segments(before, design);
    hl_arm_ranges kept = {0, calloc(most, sizeof *kept.segments)};
    out->segments = calloc(most, sizeof *out->segments);
    if (kept.segments == NULL || out->segments == NULL) {
        status = hl_error_memory(err);
        hl_assign__ranges_free(out);
        goto done;
    }
    keep_what_may_stay(old, before, design, room, &kept);
    share_out(&kept, room, out);
done:
    free(kept.segments);
    free(room);
    return status;
}

void hl_assign__ranges_text(const hl_arm_ranges *ranges, hl_text *out)
{
    for (size_t i = 0; i < ranges->count; i++) {
        const hl_arm_segment *s = &ranges->segments[i];
        hl_base__text_addf(out, "%s%llu-%llu:%zu", i > 0 ? " " : "", (unsigned long long)s->from,
                           (unsigned long long)s->to, s->arm);
    }
}

static bool take_number(const char **at, char after, uint64_t *out)
{
    uint64_t number = 0;
    const char *p = *at;
    for (; *p >= '0' && *p <= '9' && number <= HL_BUCKET_SPACE; p++)
        number = number * 10 + (uint64_t)(*p - '0');
    if (p == *at || (after != '\0' && *p != after))
        return false;
    *at = p + (after != '\0');
    *out = number;
    return true;
}

static bool take_segment(const char **at, hl_arm_segment *out)
{
    uint64_t arm = 0;
    if (!take_number(at, '-', &out->from) || !take_number(at, ':', &out->to) ||
        !take_number(at, '\0', &arm))
        return false;
    out->arm = (size_t)arm;
    if (**at == ' ')
        (*at)++;
    return true;
}

hl_status hl_assign__ranges_parse(const char *text, size_t arm_count, hl_arm_ranges *out,
                                  hl_error *err)
{
    size_t most = 1;
    for (const char *p = text; *p != '\0'; p++)
        most += *p == ' ';
    *out = (hl_arm_ranges){0, calloc(most, sizeof *out->segments)};
    if (out->segments == NULL)
        return hl_error_memory(err);
    uint64_t at = 0;
    bool good = true;
    const char *p = text;
    while (good && *p != '\0' && out->count < most) {
        hl_arm_segment s = {0, 0, 0};
        good = take_segment(&p, &s) && s.from == at && s.to > s.from && s.arm < arm_count;
        out->segments[out->count++] = s;
        at = s.to;
    }
    if (good && *p == '\0' && at == HL_BUCKET_SPACE)
        return HL_OK;
    hl_assign__ranges_free(out);
    return hl_error_set(err, HL_REJECTED,
                        "bucket ranges '%.80s' do not cover 0 to 2^53 once, arm by arm", text);
}
