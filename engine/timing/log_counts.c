/* Touches -> cells: a hash table of segment, kind, message and day, which is then put in order. */
#include <stdlib.h>
#include <string.h>

#include "timing/log.h"

/* Cells by their place; a slot holds index + 1, or 0. */
typedef struct table {
    hl_timing_counts *counts;
    uint32_t *slots;
    size_t room, slot_count; /* of cells; a power of two, at least twice as large */
} table;

static size_t hash(const hl_timing_cell *c)
{
    uint64_t h = ((uint64_t)c->segment << 32 | c->message) * UINT64_C(0x9E3779B97F4A7C15);
    h ^= ((uint64_t)(uint32_t)c->day << 16 | c->kind) * UINT64_C(0xC2B2AE3D27D4EB4F);
    return (size_t)(h ^ h >> 29 ^ h >> 47);
}

static bool same(const hl_timing_cell *a, const hl_timing_cell *b)
{
    return a->segment == b->segment && a->kind == b->kind && a->message == b->message &&
           a->day == b->day;
}

static size_t slot_of(const table *t, const hl_timing_cell *cell)
{
    size_t at = hash(cell) & (t->slot_count - 1);
    while (t->slots[at] != 0 && !same(&t->counts->cells[t->slots[at] - 1], cell))
        at = (at + 1) & (t->slot_count - 1);
    return at;
}

static bool grow(table *t)
{
    size_t room = t->room > 0 ? 2 * t->room : 4096;
    hl_timing_cell *cells = realloc(t->counts->cells, room * sizeof *cells);
    if (cells == NULL)
        return false;
    t->counts->cells = cells;
    uint32_t *slots = calloc(2 * room, sizeof *slots);
    if (slots == NULL)
        return false;
    free(t->slots);
    *t = (table){t->counts, slots, room, 2 * room};
    for (size_t i = 0; i < t->counts->count; i++)
        slots[slot_of(t, &cells[i])] = (uint32_t)(i + 1);
    return true;
}

static bool add(table *t, const hl_timing_cell *cell)
{
    if (t->counts->count == t->room && !grow(t))
        return false;
    size_t at = slot_of(t, cell);
    if (t->slots[at] == 0) {
        t->counts->cells[t->counts->count++] = *cell;
        t->slots[at] = (uint32_t)t->counts->count;
        return true;
    }
    hl_timing_cell *known = &t->counts->cells[t->slots[at] - 1];
    known->touches += cell->touches;
    known->outcomes += cell->outcomes;
    return true;
}

hl_status hl_timing__log_counts(const hl_timing_log *log, hl_timing_counts *counts, hl_error *err)
{
    *counts = (hl_timing_counts){
        .segments = log->segments.count, .messages = log->effects, .measure = log->measure};
    table t = {.counts = counts};
    bool ok = grow(&t);
    for (size_t i = 0; ok && i < log->count; i++) {
        const hl_timing_touch *touch = &log->touches[i];
        ok = add(&t, &(hl_timing_cell){touch->segment, touch->kind, touch->effect, touch->day,
                                       touch->weight, touch->outcome});
    }
    free(t.slots);
    if (ok) {
        hl_timing__order(counts);
        return HL_OK;
    }
    free(counts->cells);
    *counts = (hl_timing_counts){.count = 0};
    return hl_error_memory(err);
}
