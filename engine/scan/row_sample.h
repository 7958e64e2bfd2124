/* Rows that stand twice, to the last character: a join that fans out, a file given twice. Where no
 * column is an id such rows are legitimate (many users of an arm bought nothing), so they are told
 * only of tables that have one.
 *
 * Bounded memory: of the digests of all rows those are kept that begin with so many zero bits that
 * few enough remain (distinct sampling: Gibbons, "Distinct sampling for highly-accurate answers to
 * distinct values queries", VLDB 2001). Which rows these are depends on the rows alone, not on
 * their order or on threads; a row and its double are both kept, or neither is. */
#ifndef HL_SCAN_ROW_SAMPLE_H
#define HL_SCAN_ROW_SAMPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/wide.h"
#include "hookline/error.h"

typedef struct hl_sampled_row {
    uint64_t digest;
    const char *text; /* of the first of them; NULL: nothing here */
    uint32_t length, arm;
    uint32_t file;
    uint32_t count;
} hl_sampled_row;

typedef struct hl_row_sample {
    hl_sampled_row *rows; /* open addressing */
    size_t used;
    unsigned level;  /* leading zero bits of the digests that are kept */
    bool keeps_text; /* rows are gone when they are read: their texts are copied to the arena */
    uint32_t file;   /* at hand */
    uint64_t seed;   /* of its digests */
    hl_arena arena;
} hl_row_sample;

struct hl_scan;
struct hl_scan_worker;

/* Adds a row with that digest, which is of the level. False when out of memory. */
bool hl_scan__sample_add(hl_row_sample *sample, uint64_t digest, const char *text, size_t length,
                         uint32_t arm);
void hl_scan__sample_free(hl_row_sample *sample);
/* Adds what all workers have, before their cells go to the scan, and counts rows by arm where they
 * are of a table with an id. */
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

/* A row of the file at hand, with its line end or without. */
static inline bool hl_scan__sample_row(hl_row_sample *sample, const char *text, size_t length,
                                       uint32_t arm)
{
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
        length--;
    uint64_t digest = hl_scan__row_digest(text, length, sample->seed);
    if (sample->level > 0 && digest >> (64 - sample->level) != 0)
        return true;
    return hl_scan__sample_add(sample, digest, text, length, arm);
}

#endif
