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

/* 0 after an error. */
static hl_status weight_total(const hl_design *design, hl_u128 *out, hl_error *err)
{
    hl_u128 total = 0;
    for (size_t i = 0; i < design->arm_count; i++) {
        if (design->arms[i].weight < 0)
            return hl_error_set(err, HL_REJECTED, "arm '%s' has a negative weight",
                                design->arms[i].name);
        total += (uint64_t)design->arms[i].weight;
    }
    *out = total;
    if (total == 0)
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

static void apportion(const hl_design *design, hl_u128 total, uint64_t *sizes, hl_u128 *remainders)
{
    uint64_t left = HL_BUCKET_SPACE;
    for (size_t i = 0; i < design->arm_count; i++) {
        hl_u128 product = (hl_u128)(uint64_t)design->arms[i].weight * HL_BUCKET_SPACE;
        sizes[i] = (uint64_t)(product / total);
        remainders[i] = product % total;
        left -= sizes[i];
    }
    for (; left > 0; left--)
        give_one(sizes, remainders, design->arm_count);
}

/* sizes[arm_count], allocated: how many buckets each arm is to own. NULL after an error, whose
 * status is then in *status. */
static hl_status target_sizes(const hl_design *design, uint64_t **out, hl_error *err)
{
    hl_u128 total = 0;
    *out = NULL;
    hl_status status = weight_total(design, &total, err);
    if (status != HL_OK || total == 0)
        return status;
    uint64_t *sizes = calloc(design->arm_count, sizeof *sizes);
    hl_u128 *remainders = calloc(design->arm_count, sizeof *remainders);
    if (sizes == NULL || remainders == NULL) {
        free(sizes);
        free(remainders);
        return hl_error_memory(err);
    }
    apportion(design, total, sizes, remainders);
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
    *out = (hl_arm_ranges){0, NULL};
    uint64_t *sizes = NULL;
    hl_status status = target_sizes(design, &sizes, err);
    if (status != HL_OK || sizes == NULL)
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

/* A stretch of buckets: whose it was (SIZE_MAX: of an arm that is gone), whose it would be in a
 * first definition, and who has it now (SIZE_MAX: nobody yet). */
typedef struct piece {
    uint64_t from, to;
    size_t was, home, now;
} piece;

typedef struct pieces {
    size_t count;
    piece *items;
} pieces;

/* Old segments cut at the bounds of the first ranges. */
static void cut(const hl_design *old, const hl_arm_ranges *before, const hl_design *design,
                const hl_arm_ranges *first, pieces *out)
{
    size_t i = 0;
    size_t j = 0;
    for (uint64_t at = 0; at < HL_BUCKET_SPACE;) {
        const hl_arm_segment *had = &before->segments[i];
        const hl_arm_segment *home = &first->segments[j];
        uint64_t to = had->to < home->to ? had->to : home->to;
        out->items[out->count++] =
            (piece){at, to, arm_named(design, old->arms[had->arm].name), home->arm, SIZE_MAX};
        i += had->to == to;
        j += home->to == to;
        at = to;
    }
}

/* Gives the piece to the arm as far as it has room; the rest follows as a piece of its own. */
static void give(pieces *list, size_t index, size_t arm, uint64_t *room)
{
    piece *p = &list->items[index];
    uint64_t size = p->to - p->from;
    if (room[arm] < size) {
        memmove(p + 2, p + 1, (list->count - index - 1) * sizeof *p);
        list->count++;
        p[1] = p[0];
        p->to = p[1].from = p->from + room[arm];
        size = room[arm];
    }
    p->now = arm;
    room[arm] -= size;
}

static bool stays_at_home(const piece *p, size_t arm)
{
    return p->was == arm && p->home == arm;
}

static bool stays(const piece *p, size_t arm)
{
    return p->was == arm;
}

static bool comes_home(const piece *p, size_t arm)
{
    return p->home == arm;
}

static bool is_free(const piece *p, size_t arm)
{
    (void)p;
    (void)arm;
    return true;
}

/* Every piece that nobody has yet, lowest first, to the first arm that may have it and has room. */
static void share_out(pieces *list, size_t arm_count, uint64_t *room,
                      bool (*may_have)(const piece *, size_t))
{
    for (size_t i = 0; i < list->count; i++)
        for (size_t arm = 0; arm < arm_count && list->items[i].now == SIZE_MAX; arm++)
            if (room[arm] > 0 && may_have(&list->items[i], arm))
                give(list, i, arm, room);
}

/* What an arm may keep, it keeps: the first two rounds decide how few move. Within that, buckets
 * stay or come back where a first definition has them, so that a change taken back is undone. */
static void place(pieces *list, size_t arm_count, uint64_t *room)
{
    share_out(list, arm_count, room, stays_at_home);
    share_out(list, arm_count, room, stays);
    share_out(list, arm_count, room, comes_home);
    share_out(list, arm_count, room, is_free);
}

static void collect(const pieces *list, hl_arm_ranges *out)
{
    for (size_t i = 0; i < list->count; i++)
        append(out, list->items[i].from, list->items[i].to, list->items[i].now);
}

hl_status hl_assign__rebalance(const hl_design *old, const hl_arm_ranges *before,
                               const hl_design *design, hl_arm_ranges *out, hl_error *err)
{
    hl_arm_ranges first = {0, NULL};
    pieces list = {0, NULL};
    *out = (hl_arm_ranges){0, NULL};
    uint64_t *room = NULL;
    hl_status status = target_sizes(design, &room, err);
    if (status != HL_OK || room == NULL)
        return status;
    status = hl_assign__ranges_first(design, &first, err);
    if (status != HL_OK || first.segments == NULL)
        goto done;
    /* cuts at the bounds of both, and one more where each arm's room ends */
    size_t most = before->count + first.count + design->arm_count;
    list.items = calloc(most, sizeof *list.items);
    out->segments = calloc(most, sizeof *out->segments);
    if (list.items == NULL || out->segments == NULL) {
        status = hl_error_memory(err);
        hl_assign__ranges_free(out);
        goto done;
    }
    cut(old, before, design, &first, &list);
    place(&list, design->arm_count, room);
    collect(&list, out);
done:
    hl_assign__ranges_free(&first);
    free(list.items);
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
