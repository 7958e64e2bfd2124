/* Cells read one after the other, metric by metric. */
#include <string.h>

#include "base/number.h"
#include "cells/cells.h"

static void copy_moments(const hl_gram *gram, hl_cells_entry *out)
{
    const hl_wide *product = gram->product;
    out->units = gram->units;
    out->width = gram->width;
    out->blank = gram->blank;
    out->unread = gram->unread;
    out->within = hl_base__wide_to_double(&gram->within, 2 * HL_DECIMAL_SCALE);
    out->nonzero = gram->no_nonzero == 0 ? (double)gram->nonzero : HL_NAN;
    out->cube =
        gram->no_cube == 0 ? hl_base__wide_to_double(&gram->cube, 2 * HL_DECIMAL_SCALE) : HL_NAN;
    for (uint32_t i = 0; i < gram->width; i++) {
        out->sum[i] = hl_base__wide_to_double(&gram->sum[i], HL_DECIMAL_SCALE);
        for (uint32_t j = i; j < gram->width; j++, product++)
            out->product[i][j] = out->product[j][i] =
                hl_base__wide_to_double(product, 2 * HL_DECIMAL_SCALE);
    }
}

bool hl_cells_next(const hl_cells *cells, size_t *at, hl_cells_entry *entry)
{
    if (cells->metric_count == 0 || *at / cells->metric_count >= cells->cell_count)
        return false;
    size_t index = *at / cells->metric_count;
    const hl_cell *cell = cells->cells[index];
    const hl_split *split = &cells->splits[cell->split];
    memset(entry, 0, sizeof *entry);
    entry->arm = cell->arm;
    entry->arm_name = hl_cells__arm_name(cells, cell->arm);
    entry->dimension = cell->split == 0 ? HL_CELLS_ALL : split->dimension;
    entry->value = split->value;
    entry->day = cell->day;
    memcpy(entry->counters, cell->counters, sizeof entry->counters);
    entry->metric = *at % cells->metric_count;
    entry->exact = &cell->grams[entry->metric];
    entry->sizes = &cell->sizes[entry->metric];
    copy_moments(&cell->grams[entry->metric], entry);
    ++*at;
    return true;
}

bool hl_cells_next_size(const hl_cells_entry *entry, size_t *at, hl_cells_size *size)
{
    const hl_histogram *sizes = entry->sizes;
    while (*at < sizes->count && sizes->buckets[*at].units == 0)
        ++*at;
    if (*at >= sizes->count)
        return false;
    const hl_bucket *b = &sizes->buckets[(*at)++];
    enum { TWICE = 2 * HL_DECIMAL_SCALE };
    *size = (hl_cells_size){
        .units = b->units,
        .value = hl_base__wide_to_double(&b->sum[1], HL_DECIMAL_SCALE),
        .denominator = hl_base__wide_to_double(&b->sum[0], HL_DECIMAL_SCALE),
        .square = hl_base__wide_to_double(&b->product[2], TWICE),
        .square_denominator = hl_base__wide_to_double(&b->product[0], TWICE),
        .product = hl_base__wide_to_double(&b->product[1], TWICE),
    };
    return true;
}

char *hl_cells_sum_text(const hl_cells_entry *entry, size_t i, char buffer[HL_DECIMAL_TEXT])
{
    const hl_gram *gram = entry->exact;
    return hl_base__wide_decimal_text(&gram->sum[i], HL_DECIMAL_SCALE, buffer);
}

char *hl_cells_product_text(const hl_cells_entry *entry, size_t i, size_t j,
                            char buffer[HL_DECIMAL_TEXT])
{
    const hl_gram *gram = entry->exact;
    size_t low = i < j ? i : j;
    size_t high = i < j ? j : i;
    size_t at = low * gram->width - low * (low + 1) / 2 + high; /* of the upper triangle */
    return hl_base__wide_decimal_text(&gram->product[at], 2 * HL_DECIMAL_SCALE, buffer);
}
