#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "cells/unit_values.h"

/* A vector's y and d as numbers. */
static void read_vector(const hl_map *distinct, size_t index, double *y, double *d)
{
    hl_i128 v[2];
    memcpy(v, distinct->keys[index].text, sizeof v);
    *y = (double)v[0] / 1e18;
    *d = (double)v[1] / 1e18;
}

/* Means of powers over all units. */
typedef struct powers {
    double n, y, d;
    double dd, zz, zzz; /* about the means; z = y - R d */
} powers;

static powers sum_powers(const hl_map *distinct, const int64_t *counts)
{
    powers p = {0};
    double y = 0;
    double d = 0;
    for (size_t i = 0; i < distinct->count; i++) {
        double n = (double)counts[i];
        read_vector(distinct, i, &y, &d);
        p.n += n;
        p.y += n * y;
        p.d += n * d;
    }
    for (size_t i = 0; i < distinct->count && p.d > 0; i++) {
        double n = (double)counts[i];
        read_vector(distinct, i, &y, &d);
        double z = y - p.y / p.d * d;
        double off = d - p.d / p.n;
        p.dd += n * off * off;
        p.zz += n * z * z;
        p.zzz += n * z * z * z;
    }
    return p;
}

hl_status hl_cells__units_shape(const hl_unit_values *units, size_t metric, hl_unit_shape *out,
                                hl_error *err)
{
    const hl_map *distinct = &units->distinct[metric];
    int64_t *counts = calloc(distinct->count + (size_t)1, sizeof *counts);
    *out = (hl_unit_shape){HL_NAN, HL_NAN};
    if (counts == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < units->count; i++) {
        uint32_t vector = units->vectors[i * units->metric_count + metric];
        if (vector != HL_UNIT_NO_VALUE)
            counts[vector]++;
    }
    powers p = sum_powers(distinct, counts);
    free(counts);
    if (p.d > 0 && p.zz > 0)
        *out = (hl_unit_shape){p.zzz / p.n / pow(p.zz / p.n, 1.5), sqrt(p.dd / p.n) / (p.d / p.n)};
    return HL_OK;
}
