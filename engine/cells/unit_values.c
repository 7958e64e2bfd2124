#include "cells/unit_values.h"

#include <stdlib.h>
#include <string.h>

void hl_unit_values_free(hl_unit_values *units)
{
    if (units == NULL)
        return;
    for (size_t m = 0; units->distinct != NULL && m < units->metric_count; m++)
        hl_base__map_free(&units->distinct[m]);
    for (size_t i = 0; i < units->assignment_count; i++)
        free(units->assignments[i].arms);
    free(units->distinct);
    free(units->id_ends);
    free(units->touches);
    free(units->vectors);
    hl_base__text_free(&units->ids);
    hl_base__arena_free(&units->arena);
    free(units);
}

size_t hl_unit_values_count(const hl_unit_values *units)
{
    return units->count;
}

hl_unit_values *hl_cells__units_new(const hl_design *design)
{
    hl_unit_values *units = calloc(1, sizeof *units);
    if (units == NULL)
        return NULL;
    units->metric_count = design->metric_count;
    units->width = (uint32_t)(2 + 2 * design->covariate_count);
    units->distinct = calloc(design->metric_count + 1, sizeof *units->distinct);
    if (units->distinct != NULL)
        return units;
    hl_unit_values_free(units);
    return NULL;
}

bool hl_cells__units_assign(hl_unit_values *units, size_t count)
{
    units->assignments = hl_base__arena_array(&units->arena, count, sizeof *units->assignments);
    if (units->assignments == NULL)
        return false;
    units->assignment_count = count;
    return true;
}

static bool resize(void **memory, size_t count, size_t size)
{
    void *grown = count > SIZE_MAX / size ? NULL : realloc(*memory, count * size);
    if (grown == NULL)
        return false;
    *memory = grown;
    return true;
}

static bool grow(hl_unit_values *units)
{
    if (units->count < units->capacity)
        return true;
    size_t capacity = units->capacity == 0 ? 1024 : units->capacity * 2;
    bool ok = resize((void **)&units->id_ends, capacity, sizeof *units->id_ends) &&
              resize((void **)&units->touches, capacity, sizeof *units->touches) &&
              resize((void **)&units->vectors, capacity,
                     (units->metric_count + 1) * sizeof *units->vectors);
    for (size_t i = 0; ok && i < units->assignment_count; i++)
        ok = resize((void **)&units->assignments[i].arms, capacity, sizeof(uint32_t));
    if (ok)
        units->capacity = capacity;
    return ok;
}

bool hl_cells__units_add(hl_unit_values *units, const char *id, size_t length, int64_t touches)
{
    if (!grow(units))
        return false;
    hl_base__text_add_bytes(&units->ids, id, length);
    if (units->ids.failed)
        return false;
    size_t unit = units->count++;
    units->id_ends[unit] = units->ids.length;
    units->touches[unit] = touches;
    for (size_t m = 0; m < units->metric_count; m++)
        units->vectors[unit * units->metric_count + m] = HL_UNIT_NO_VALUE;
    for (size_t i = 0; i < units->assignment_count; i++)
        units->assignments[i].arms[unit] = 0;
    return true;
}

/* A distinct vector as bytes: compared whole, so there must be no padding between its parts. */
typedef struct key {
    hl_i128 v[HL_CELLS_MAX_VARIABLES];
    hl_wide within;
} key;

bool hl_cells__units_value(hl_unit_values *units, size_t metric, const hl_i128 *v,
                           const hl_wide *within)
{
    char bytes[sizeof(key)];
    size_t values = units->width * sizeof *v;
    hl_wide none = {{0}};
    memcpy(bytes, v, values);
    memcpy(bytes + values, within == NULL ? &none : within, sizeof none);
    uint32_t index = hl_base__map_intern(&units->distinct[metric], bytes, values + sizeof none);
    if (index == HL_MAP_NONE)
        return false;
    units->vectors[(units->count - 1) * units->metric_count + metric] = index;
    return true;
}

const char *hl_cells__unit_id(const hl_unit_values *units, size_t unit, size_t *length)
{
    size_t start = unit == 0 ? 0 : units->id_ends[unit - 1];
    *length = units->id_ends[unit] - start;
    return hl_base__text_string(&units->ids) + start;
}

/* The number of each vector's y among the distinct y; NULL when out of memory. */
static uint32_t *number_values(const hl_map *distinct, hl_map *values)
{
    uint32_t *number = calloc(distinct->count + (size_t)1, sizeof *number);
    for (uint32_t i = 0; number != NULL && i < distinct->count; i++) {
        number[i] = hl_base__map_intern(values, distinct->keys[i].text, sizeof(hl_i128));
        if (number[i] == HL_MAP_NONE) {
            free(number);
            return NULL;
        }
    }
    return number;
}

static hl_unit_rarity rarity_of(const hl_unit_values *units, size_t metric, const uint32_t *number,
                                int64_t *counts, size_t distinct)
{
    hl_unit_rarity out = {0};
    for (size_t i = 0; i < units->count; i++) {
        uint32_t vector = units->vectors[i * units->metric_count + metric];
        if (vector != HL_UNIT_NO_VALUE) {
            out.valued++;
            counts[number[vector]]++;
        }
    }
    int64_t most = 0;
    for (size_t i = 0; i < distinct; i++)
        most = counts[i] > most ? counts[i] : most;
    out.rarer = out.valued - most;
    out.distinct = (int64_t)distinct;
    out.lattice = distinct <= 2 || (int64_t)distinct < out.rarer / 4;
    return out;
}

hl_status hl_cells__units_rarity(const hl_unit_values *units, size_t metric, hl_unit_rarity *out,
                                 hl_error *err)
{
    hl_map values = {0};
    uint32_t *number = number_values(&units->distinct[metric], &values);
    int64_t *counts = calloc(values.count + (size_t)1, sizeof *counts);
    bool ok = number != NULL && counts != NULL;
    if (ok)
        *out = rarity_of(units, metric, number, counts, values.count);
    free(counts);
    free(number);
    hl_base__map_free(&values);
    return ok ? HL_OK : hl_error_memory(err);
}

/* ---- regrouping */

static size_t most_vectors(const hl_unit_values *units)
{
    size_t most = 0;
    for (size_t m = 0; m < units->metric_count; m++)
        if (units->distinct[m].count > most)
            most = units->distinct[m].count;
    return most;
}

size_t hl_cells__regroup_scratch(const hl_unit_values *units, size_t arms)
{
    return arms * (most_vectors(units) + 1);
}

static void count_units(const hl_unit_values *units, const uint32_t *arms, hl_cell *const *cells)
{
    for (size_t i = 0; i < units->count; i++) {
        cells[arms[i]]->counters[HL_COUNT_ENROLLED]++;
        cells[arms[i]]->counters[HL_COUNT_TOUCHES] += units->touches[i];
    }
}

static bool add_vectors(const hl_unit_values *units, size_t metric, const int64_t *counts,
                        hl_cell *cell)
{
    const hl_map *distinct = &units->distinct[metric];
    size_t values = units->width * sizeof(hl_i128);
    key vector;
    for (size_t i = 0; i < distinct->count; i++) {
        if (counts[i] == 0)
            continue;
        memcpy(vector.v, distinct->keys[i].text, values);
        memcpy(&vector.within, distinct->keys[i].text + values, sizeof vector.within);
        bool within = hl_base__wide_sign(&vector.within) != 0;
        if (!hl_cells__add(cell, metric, vector.v, within ? &vector.within : NULL, counts[i]))
            return false;
    }
    return true;
}

static bool regroup_metric(const hl_unit_values *units, size_t metric, const uint32_t *arms,
                           size_t arm_count, int64_t *counts, hl_cell *const *cells)
{
    size_t distinct = units->distinct[metric].count;
    memset(counts, 0, arm_count * distinct * sizeof *counts);
    const uint32_t *vectors = units->vectors + metric;
    for (size_t i = 0; i < units->count; i++, vectors += units->metric_count)
        if (*vectors != HL_UNIT_NO_VALUE)
            counts[arms[i] * distinct + *vectors]++;
    bool ok = true;
    for (size_t arm = 0; ok && arm < arm_count; arm++)
        ok = add_vectors(units, metric, counts + arm * distinct, cells[arm]);
    return ok;
}

hl_status hl_cells__regroup(const hl_unit_values *units, const uint32_t *arms, size_t arm_count,
                            int64_t *scratch, hl_cells *cells, hl_error *err)
{
    hl_cell **list = calloc(arm_count + 1, sizeof(hl_cell *));
    hl_status status = HL_OK;
    if (list == NULL)
        return hl_error_memory(err);
    for (size_t arm = 0; status == HL_OK && arm < arm_count; arm++)
        if ((list[arm] = hl_cells__at(cells, (uint32_t)arm, 0, HL_CELLS_NO_DAY)) == NULL)
            status = hl_error_memory(err);
    if (status == HL_OK) {
        count_units(units, arms, list);
        for (size_t m = 0; status == HL_OK && m < units->metric_count; m++)
            if (!regroup_metric(units, m, arms, arm_count, scratch, list))
                status = hl_error_memory(err);
    }
    free(list);
    return status;
}
