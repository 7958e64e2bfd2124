#include "scan/left_out.h"

#include <stdlib.h>
#include <string.h>

static bool room_for(hl_left_rows *out, uint32_t index)
{
    enum { FIRST = 16 };
    if (index < out->capacity)
        return true;
    uint32_t capacity = out->capacity == 0 ? FIRST : out->capacity * 2;
    int64_t *counts = realloc(out->counts, capacity * sizeof *counts);
    if (counts == NULL)
        return false;
    memset(counts + out->capacity, 0, (capacity - out->capacity) * sizeof *counts);
    out->counts = counts;
    out->capacity = capacity;
    return true;
}

bool hl_scan__left_out_add(hl_left_rows *out, const char *arm, size_t length, int64_t rows)
{
    uint32_t index = hl_base__map_intern(&out->arms, arm, length);
    if (index == HL_MAP_NONE || !room_for(out, index))
        return false;
    out->counts[index] += rows;
    return true;
}

bool hl_scan__left_out_merge(hl_left_rows *out, const hl_left_rows *from)
{
    bool ok = true;
    for (uint32_t i = 0; i < from->arms.count && ok; i++)
        ok = hl_scan__left_out_add(out, from->arms.keys[i].text, from->arms.keys[i].length,
                                   from->counts[i]);
    return ok;
}

int64_t hl_scan__left_out_of(const hl_left_rows *out, const char *arm)
{
    uint32_t index = hl_base__map_find(&out->arms, arm, strlen(arm));
    return index == HL_MAP_NONE ? 0 : out->counts[index];
}

void hl_scan__left_out_free(hl_left_rows *out)
{
    hl_base__map_free(&out->arms);
    free(out->counts);
    *out = (hl_left_rows){0};
}
