/* A sample of the rows, by whose they are: all rows of an id, or none of them. What is found in it
 * of rows that stand twice and of users in several rows holds for the file (repeated_rows.h).
 * Where no column says whose a row is, the row does: then all that are the same to the last
 * character are in it, or none. A second sample is of the rows with an amount alone, which are few
 * where few buy: what holds of amounts is found there (currencies.h, arm_amounts.h).
 *
 * Bounded memory: of the digests of all ids those are kept that begin with so many zero bits that
 * few enough rows remain (distinct sampling: Gibbons, "Distinct sampling for highly-accurate
 * answers to distinct values queries", VLDB 2001). Which rows these are depends on the rows alone,
 * not on their order or on threads. */
#ifndef HL_SCAN_ROW_SAMPLE_H
#define HL_SCAN_ROW_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/wide.h"
#include "hookline/error.h"
#include "rows/rows.h"

typedef struct hl_sampled_row {
    uint64_t key;     /* of its id; where it has none, its digest */
    uint64_t digest;  /* of the row */
    const char *text; /* of the first of them; NULL: nothing here */
    uint32_t length, arm;
    uint32_t experiment; /* a digest of its name; 0 while it is not known */
    uint32_t file;
    uint32_t count; /* rows that are the same */
} hl_sampled_row;

typedef struct hl_row_sample {
    hl_sampled_row *rows; /* open addressing */
    size_t used, most;
    unsigned level;  /* leading zero bits of the keys that are kept */
    bool keeps_text; /* rows are gone when they are read: their texts are copied to the arena */
    uint32_t file;   /* at hand */
    uint64_t seed;   /* of its rows' digests */
    hl_arena arena;
} hl_row_sample;

/* An id may have many rows. */
enum { HL_SAMPLE_MOST = 8192, HL_SAMPLE_MOST_WITHOUT_ID = 4096 };
enum { HL_SAMPLE_SLOTS = 2 * HL_SAMPLE_MOST };

struct hl_scan;
struct hl_scan_worker;

/* Adds a row whose key is of the level. False when out of memory. */
bool hl_scan__sample_add(hl_row_sample *sample, const hl_sampled_row *row);
void hl_scan__sample_free(hl_row_sample *sample);
/* Adds what all workers have, before their cells go to the scan, and judges it. */
HL_NODISCARD hl_status hl_scan__sample_collect(struct hl_scan *scan, struct hl_scan_worker *workers,
                                               size_t count, hl_error *err);

/* 64 x 64 bits, both halves of the product: the mixing of wyhash (Wang Yi, public domain). */
static inline uint64_t hl_scan__mixed(uint64_t a, uint64_t b)
{
    hl_u128 product = (hl_u128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t hl_scan__eight(const char *text)
{
    uint64_t bytes = 0;
    memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

static inline uint64_t hl_scan__sixteen(const char *text, uint64_t key)
{
    return hl_scan__mixed(hl_scan__eight(text) ^ key,
                          hl_scan__eight(text + 8) ^ 0xE7037ED1A0B428DBU);
}

/* Of every row, so cheap: rows of common lengths take no branch that depends on theirs. It tells
 * rows apart, it is no proof against a forger. */
static inline uint64_t hl_scan__row_digest(const char *text, size_t length, uint64_t seed)
{
    enum { BLOCK = 16 };
    const uint64_t k = 0xA0761D6478BD642FU;
    char copy[BLOCK] = {0};
    uint64_t h = seed ^ length;
    if (length < BLOCK)
        text = memcpy(copy, text, length);
    size_t last = length < BLOCK ? 0 : length - BLOCK;
    for (size_t at = (size_t)2 * BLOCK; at < last; at += BLOCK)
        h = hl_scan__sixteen(text + at, h);
    size_t second = last < BLOCK ? last : BLOCK;
    return h ^ hl_scan__sixteen(text, k ^ length) ^ hl_scan__sixteen(text + second, 3 * k) ^
           hl_scan__sixteen(text + last, 7 * k);
}

/* Of an id, which is mostly short: no byte behind it is read. */
static inline uint64_t hl_scan__id_digest(const char *text, size_t length)
{
    uint64_t a = 0, b = 0;
    if (length >= 16)
        return hl_scan__row_digest(text, length, 1);
    if (length >= 8) {
        a = hl_scan__eight(text);
        b = hl_scan__eight(text + length - 8);
    } else if (length >= 4) {
        uint32_t first = 0, last = 0;
        memcpy(&first, text, sizeof first);
        memcpy(&last, text + length - 4, sizeof last);
        a = first;
        b = last;
    } else if (length > 0) {
        a = (uint64_t)(unsigned char)text[0] << 16 |
            (uint64_t)(unsigned char)text[length >> 1] << 8 | (unsigned char)text[length - 1];
    }
    return hl_scan__mixed(hl_scan__mixed(a ^ 0xA0761D6478BD642FU, b ^ 0xE7037ED1A0B428DBU),
                          length ^ 0x8EBC6AF09C88C6E3U);
}

static inline bool hl_scan__is_of_level(uint64_t key, unsigned level)
{
    return key <= UINT64_MAX >> level;
}

/* A row of the file at hand, with its line end or without; key: of its id, 0 where it has none.
 * amounts: the sample of rows with an amount; NULL: this row has none. False when out of memory. */
bool hl_scan__sample_row(hl_row_sample *sample, hl_row_sample *amounts, uint64_t key,
                         const char *text, size_t length, uint32_t arm);

#endif
