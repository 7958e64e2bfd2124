#include "scan/size_sums.h"

#include <string.h>

enum { FIRST_BITS = 4, MOST_BITS = 12 };

static hl_scan_size *place_of(const hl_size_sums *sizes, int64_t d)
{
    uint32_t mask = (1U << sizes->bits) - 1;
    uint32_t at = (uint32_t)((uint64_t)d * 0x9E3779B97F4A7C15U >> (64 - sizes->bits));
    while (sizes->entries[at].units > 0 && sizes->entries[at].d != d)
        at = (at + 1) & mask;
    return &sizes->entries[at];
}

static bool grow(hl_size_sums *sizes, hl_arena *arena)
{
    hl_size_sums grown = {.bits = sizes->bits == 0 ? FIRST_BITS : sizes->bits + 1,
                          .used = sizes->used};
    if (grown.bits > MOST_BITS)
        return false;
    grown.entries = hl_base__arena_array(arena, (size_t)1 << grown.bits, sizeof *grown.entries);
    if (grown.entries == NULL)
        return false;
    for (uint32_t i = 0; sizes->bits > 0 && i < 1U << sizes->bits; i++)
        if (sizes->entries[i].units > 0)
            *place_of(&grown, sizes->entries[i].d) = sizes->entries[i];
    *sizes = grown;
    return true;
}

bool hl_scan__sizes_take(hl_size_sums *sizes, hl_arena *arena, int64_t d, int64_t y)
{
    if (sizes->bits == 0 && !grow(sizes, arena))
        return false;
    hl_scan_size *size = place_of(sizes, d);
    if (size->units == 0) {
        if (sizes->used * 2 >= 1U << sizes->bits) {
            if (!grow(sizes, arena))
                return false;
            size = place_of(sizes, d);
        }
        sizes->used++;
        size->d = d;
    }
    size->units++;
    size->y += y;
    size->yy += (hl_i128)y * y;
    return true;
}

static hl_i128 power_of_ten(int exponent)
{
    hl_i128 out = 1;
    while (exponent-- > 0)
        out *= 10;
    return out;
}

bool hl_scan__size_add(const hl_scan_size *size, int scale_d, int scale_y, hl_histogram *to)
{
    enum { ONCE = HL_DECIMAL_SCALE, TWICE = 2 * HL_DECIMAL_SCALE };
    hl_i128 d = size->d * power_of_ten(ONCE - scale_d);
    hl_bucket *bucket = hl_cells__histogram_bucket(to, hl_cells__bucket(d));
    if (bucket == NULL)
        return false;
    bucket->units += size->units;
    hl_base__wide_add_product(&bucket->sum[0], d, size->units);
    hl_base__wide_add_product(&bucket->sum[1], size->y, power_of_ten(ONCE - scale_y));
    hl_base__wide_add_product(&bucket->product[0], (hl_i128)size->d * size->d * size->units,
                              power_of_ten(TWICE - 2 * scale_d));
    hl_base__wide_add_product(&bucket->product[1], size->d * size->y,
                              power_of_ten(TWICE - scale_d - scale_y));
    hl_base__wide_add_product(&bucket->product[2], size->yy, power_of_ten(TWICE - 2 * scale_y));
    return true;
}

bool hl_scan__sizes_flush(hl_size_sums *sizes, int scale_d, int scale_y, hl_histogram *to)
{
    if (sizes->bits == 0)
        return true;
    size_t count = (size_t)1 << sizes->bits;
    for (size_t i = 0; i < count; i++)
        if (sizes->entries[i].units > 0 &&
            !hl_scan__size_add(&sizes->entries[i], scale_d, scale_y, to))
            return false;
    memset(sizes->entries, 0, count * sizeof *sizes->entries);
    sizes->used = 0;
    return true;
}
