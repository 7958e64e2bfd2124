/* Partial sums of one thread: for each (arm, split) sums of variables and of products of pairs of
 * them, in 128-bit integers at the scale of each variable, and of cubes, in 192. They are exact:
 * every value is below 2^53, every product below 2^106, every cube below 2^159, and they are moved
 * to the cells before 2^20 rows have come. */
#ifndef HL_SCAN_SUMS_H
#define HL_SCAN_SUMS_H

#include "cells/cells.h"
#include "scan/scan_layout.h"
#include "scan/size_sums.h"

enum { HL_SCAN_MOST_ROWS = 1 << 20 };

/* Sum of the cubes of a variable. */
typedef struct hl_scan_cube {
    hl_i128 small; /* of values below 2^31 */
    hl_u128 low;   /* of the others, two's complement of 192 bits */
    uint64_t high;
    int64_t nonzero;
} hl_scan_cube;

typedef struct hl_scan_slot {
    uint64_t key; /* arm << 32 | split */
    int64_t units;
    hl_cell *cell;       /* where its histograms lie; NULL: not looked up yet */
    hl_i128 *sum;        /* variable_count */
    hl_i128 *pair;       /* pair_count */
    hl_scan_cube *cube;  /* cube_count */
    hl_size_sums *sizes; /* metric_count; NULL where no metric keeps sizes */
} hl_scan_slot;

typedef struct hl_scan_sums {
    const hl_scan_layout *layout;
    hl_arena arena;
    hl_scan_slot **slots; /* open addressing; NULL = empty */
    size_t slot_count;    /* a power of 2 */
    size_t used;
    int scale[HL_SCAN_MOST_VARIABLES];
    bool cubing; /* false: every value that has a cube was 0 or 1 so far, and is its own cube */
} hl_scan_sums;

/* The slot, made when it is new; NULL when out of memory. */
hl_scan_slot *hl_scan__slot_add(hl_scan_sums *sums, uint64_t key);
/* Moves everything to the cells and leaves zeros. */
HL_NODISCARD hl_status hl_scan__sums_flush(hl_scan_sums *sums, hl_cells *cells, hl_error *err);
/* Adds a row's cubes. */
void hl_scan__slot_cubes(hl_scan_slot *slot, const hl_scan_layout *layout, const int64_t *values);
/* Adds a row to the histograms of the slot's cell and to its sizes, for the metrics that keep some.
 */
bool hl_scan__slot_spread(hl_scan_sums *sums, hl_scan_slot *slot, const int64_t *values,
                          hl_cells *cells);
void hl_scan__sums_free(hl_scan_sums *sums);

static inline size_t hl_scan__slot_place(const hl_scan_sums *sums, uint64_t key)
{
    return (size_t)(key * 0x9E3779B97F4A7C15U >> 32) & (sums->slot_count - 1);
}

static inline hl_scan_slot *hl_scan__slot(hl_scan_sums *sums, uint64_t key)
{
    if (sums->slot_count == 0)
        return hl_scan__slot_add(sums, key);
    for (size_t at = hl_scan__slot_place(sums, key);; at = (at + 1) & (sums->slot_count - 1)) {
        hl_scan_slot *slot = sums->slots[at];
        if (slot == NULL)
            return hl_scan__slot_add(sums, key);
        if (slot->key == key)
            return slot;
    }
}

static inline void hl_scan__slot_take(hl_scan_slot *slot, const hl_scan_layout *layout,
                                      const int64_t *values, bool cubing)
{
    slot->units++;
    for (size_t i = 0; i < layout->variable_count; i++)
        slot->sum[i] += values[i];
    for (size_t i = 0; i < layout->pair_count; i++)
        slot->pair[i] += (hl_i128)values[layout->pairs[i][0]] * values[layout->pairs[i][1]];
    if (cubing)
        hl_scan__slot_cubes(slot, layout, values);
}

#endif
