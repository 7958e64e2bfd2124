/* A cell as bytes: the same cell always gives the same bytes, so that cells can be compared.
 *
 *   byte 1                     the form of what follows
 *   varint n, n zigzag varints the counters, trailing zeros left out
 *   varint m                   metrics; for each:
 *     zigzag varint            units
 *     varint w                 variables
 *     w + w(w+1)/2 + 1 wides   sums, products (rows of the upper triangle), within
 *     zigzag varint, wide      units that are not 0, sum of cubes
 *     three histograms         of its values, of its delays, of its units' sizes; each:
 *       varint b               buckets that hold something, by key, rising; for each:
 *       zigzag varint          its key, less the one before it (the first: less 0)
 *       zigzag varint          units
 *       2u wides               sums, products with y; u: 0 for delays, for values as the metric
 *                              asks; of sizes 5 wides: d, y, d^2, d y, y^2
 * a wide                       a byte with the length, then that many bytes of two's complement,
 *                              least significant first, as few as keep the sign
 *
 * varint: 7 bits a byte, least significant first, the top bit set on all but the last (LEB128). */
#ifndef HL_LOG_CELL_CODEC_H
#define HL_LOG_CELL_CODEC_H

#include "base/text.h"
#include "cells/cells.h"

/* True when the cell holds nothing at all: such cells are not kept. */
bool hl_log__cell_is_empty(const hl_cell *cell, size_t metric_count);
/* Appends the bytes to out. */
void hl_log__cell_encode(const hl_cell *cell, size_t metric_count, hl_text *out);
/* Adds what the bytes say to a cell of the same shape. HL_REJECTED: they are damaged or of another
 * shape; HL_FAILED: out of memory. The cell is then unusable. */
HL_NODISCARD hl_status hl_log__cell_decode(const void *bytes, size_t length, size_t metric_count,
                                           hl_cell *cell);

#endif
