#include "log/batch_size.h"

#include <stdlib.h>
#include <string.h>

#include "log/import_batch.h"
#include "log/read_store.h"

/* A touch changes its arm's cells on the day it goes out and when the windows of metrics close; so
 * many days an arm's touches of one batch are spread over at most, by and large. */
enum { DAYS_OF_TOUCH = 3, MOST_DAYS = 40, MOST_BYTES = 96 << 20 };

static hl_status note(hl_log_batch_size *size, const hl_log_experiment *x, hl_error *err)
{
    const char *name = x->design->experiment;
    uint32_t index = hl_base__map_intern(&size->experiments, name, strlen(name));
    if (index == HL_MAP_NONE)
        return hl_error_memory(err);
    size->day_bytes[index] =
        (x->design->dimension_count + 1) * hl_log__cell_bytes(x->design->metric_count);
    return HL_OK;
}

hl_status hl_log__batch_size_begin(hl_log_import *import, hl_error *err)
{
    hl_log_experiments *all = NULL;
    hl_status status = hl_log__begin_reading(import->store, err);
    if (status != HL_OK)
        return status;
    status = hl_log__experiments(import->store, &all, err);
    if (status == HL_OK)
        import->size.day_bytes = calloc(all->count + 1, sizeof *import->size.day_bytes);
    if (status == HL_OK && import->size.day_bytes == NULL)
        status = hl_error_memory(err);
    for (size_t i = 0; status == HL_OK && i < all->count; i++)
        status = note(&import->size, all->list[i], err);
    return hl_log__end_reading(import->store, status, err);
}

static bool reserve(hl_log_batch_size *size)
{
    if (size->arms.count < size->capacity)
        return true;
    size_t capacity = size->capacity == 0 ? 64 : size->capacity * 2;
    uint32_t *days = realloc(size->days, capacity * sizeof *days);
    if (days == NULL)
        return false;
    size->days = days;
    size->capacity = capacity;
    return true;
}

hl_status hl_log__batch_size_add(hl_log_import *import, const hl_log_row *row, hl_error *err)
{
    hl_log_batch_size *size = &import->size;
    const uint32_t key[] = {row->touch.names[HL_TOUCH_EXPERIMENT], row->touch.names[HL_TOUCH_ARM]};
    if (key[0] == HL_MAP_NONE)
        return HL_OK;
    const hl_map_key *name = &import->names.map.keys[key[0]];
    uint32_t experiment = hl_base__map_find(&size->experiments, name->text, name->length);
    if (experiment == HL_MAP_NONE)
        return HL_OK; /* it will be refused */
    uint32_t known = size->arms.count;
    bool room = reserve(size);
    uint32_t arm =
        room ? hl_base__map_intern(&size->arms, (const char *)key, sizeof key) : HL_MAP_NONE;
    if (arm == HL_MAP_NONE)
        return hl_error_memory(err);
    if (arm == known)
        size->days[arm] = 0;
    if (size->days[arm] >= MOST_DAYS)
        return HL_OK;
    size->days[arm] += DAYS_OF_TOUCH;
    size->bytes += DAYS_OF_TOUCH * size->day_bytes[experiment];
    return HL_OK;
}

bool hl_log__batch_size_is_full(const hl_log_import *import)
{
    return import->size.bytes > MOST_BYTES;
}

void hl_log__batch_size_clear(hl_log_batch_size *size)
{
    hl_base__map_free(&size->arms);
    size->bytes = 0;
}

void hl_log__batch_size_free(hl_log_batch_size *size)
{
    hl_base__map_free(&size->experiments);
    hl_base__map_free(&size->arms);
    free(size->day_bytes);
    free(size->days);
    *size = (hl_log_batch_size){0};
}
