/* TZif (RFC 8536): a version-1 block with 32-bit times, then from version 2 on the same again with
 * 64-bit times and a footer with a POSIX rule. Only the second block is used where there is one.
 * Files with leap seconds ("right/") are refused: their times are not POSIX times. */
#include <string.h>

#include "base/zone_data.h"

enum {
    HEADER_SIZE = 44,
    TYPE_SIZE = 6,
    LEAST_OFFSET = -89999, /* RFC 8536, 3.2: more than -25 h and less than 26 h */
    GREATEST_OFFSET = 93599
};
/* Instants beyond +-10 000 000 000 000 s (year 318 857) are taken as that. */
#define FARTHEST_S INT64_C(10000000000000)

typedef struct block {
    size_t time_size; /* 4 or 8 */
    uint32_t utc_count, standard_count, leap_count, time_count, type_count, name_bytes;
    const unsigned char *times, *indices, *types;
} block;

typedef struct reader {
    const unsigned char *at, *end;
} reader;

static uint32_t read_u32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t read_time(const block *b, size_t index)
{
    const unsigned char *p = b->times + index * b->time_size;
    if (b->time_size == 4)
        return (int32_t)read_u32(p);
    return (int64_t)((uint64_t)read_u32(p) << 32 | read_u32(p + 4));
}

static const unsigned char *take(reader *r, uint64_t size)
{
    if ((uint64_t)(r->end - r->at) < size)
        return NULL;
    const unsigned char *start = r->at;
    r->at += size;
    return start;
}

/* Header and data of one block; the version in *version. */
static bool read_block(reader *r, size_t time_size, block *b, unsigned char *version)
{
    const unsigned char *h = take(r, HEADER_SIZE);
    if (h == NULL || memcmp(h, "TZif", 4) != 0)
        return false;
    *version = h[4];
    *b = (block){.time_size = time_size,
                 .utc_count = read_u32(h + 20),
                 .standard_count = read_u32(h + 24),
                 .leap_count = read_u32(h + 28),
                 .time_count = read_u32(h + 32),
                 .type_count = read_u32(h + 36),
                 .name_bytes = read_u32(h + 40)};
    b->times = take(r, (uint64_t)b->time_count * time_size);
    b->indices = b->times == NULL ? NULL : take(r, b->time_count);
    b->types = b->indices == NULL ? NULL : take(r, (uint64_t)b->type_count * TYPE_SIZE);
    return b->types != NULL && take(r, b->name_bytes) != NULL &&
           take(r, b->leap_count * (uint64_t)(time_size + 4)) != NULL &&
           take(r, b->standard_count) != NULL && take(r, b->utc_count) != NULL;
}

static bool is_consistent(const block *b)
{
    if (b->leap_count != 0 || b->type_count == 0 || b->type_count > 256)
        return false;
    for (size_t i = 0; i < b->type_count; i++) {
        int32_t offset = (int32_t)read_u32(b->types + i * TYPE_SIZE);
        if (offset < LEAST_OFFSET || offset > GREATEST_OFFSET)
            return false;
    }
    for (size_t i = 0; i < b->time_count; i++)
        if (b->indices[i] >= b->type_count || (i > 0 && read_time(b, i) <= read_time(b, i - 1)))
            return false;
    return true;
}

static bool copy_changes(hl_zone *zone, const block *b)
{
    zone->offset[0] = (int32_t)read_u32(b->types);
    for (size_t i = 0; i < b->time_count; i++) {
        int64_t at = read_time(b, i);
        at = at < -FARTHEST_S ? -FARTHEST_S : at > FARTHEST_S ? FARTHEST_S : at;
        int32_t offset = (int32_t)read_u32(b->types + b->indices[i] * (size_t)TYPE_SIZE);
        if (!hl_base__zone_append(zone, at * 1000, offset))
            return false;
    }
    return true;
}

/* "\n" rule "\n"; an empty rule says nothing about the future: the last offset stays. */
static bool read_footer(hl_zone *zone, reader *r)
{
    const unsigned char *open = take(r, 1);
    if (open == NULL || *open != '\n')
        return false;
    const unsigned char *close = memchr(r->at, '\n', (size_t)(r->end - r->at));
    if (close == NULL)
        return false;
    size_t length = (size_t)(close - r->at);
    return length == 0 || hl_base__zone_extend(zone, (const char *)r->at, length);
}

bool hl_base__zone_decode(hl_zone *zone, const unsigned char *bytes, size_t size)
{
    reader r = {bytes, bytes + size};
    block b;
    unsigned char version = 0;
    if (!read_block(&r, 4, &b, &version))
        return false;
    if (version == 0)
        return is_consistent(&b) && copy_changes(zone, &b);
    return read_block(&r, 8, &b, &version) && is_consistent(&b) && copy_changes(zone, &b) &&
           read_footer(zone, &r);
}
