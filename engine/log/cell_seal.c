#include "log/cell_seal.h"

static uint64_t checksum_of(const hl_log_cell_key *key, const void *bytes, size_t length)
{
    uint64_t seal = hl_log__seal_number(0, key->experiment);
    seal = hl_log__seal_text(seal, key->arm);
    seal = hl_log__seal_text(seal, key->dimension);
    seal = hl_log__seal_text(seal, key->value);
    seal = hl_log__seal_number(seal, key->day);
    return hl_log__seal_bytes(seal, bytes, length);
}

uint64_t hl_log__cell_seal(const hl_log_cell_key *key, hl_text *bytes)
{
    unsigned char seal[HL_LOG_SEAL_BYTES];
    uint64_t checksum = checksum_of(key, bytes->data, bytes->length);
    hl_log__seal_put(checksum, seal);
    hl_base__text_add_bytes(bytes, (const char *)seal, sizeof seal);
    return checksum;
}

hl_status hl_log__cell_unseal(const hl_log_cell_key *key, const void *bytes, size_t length,
                              size_t *sealed, uint64_t *checksum)
{
    const unsigned char *start = bytes;
    *sealed = 0;
    *checksum = 0;
    if (start == NULL || length < HL_LOG_SEAL_BYTES)
        return HL_REJECTED;
    *sealed = length - HL_LOG_SEAL_BYTES;
    *checksum = hl_log__seal_get(start + *sealed);
    return checksum_of(key, start, *sealed) == *checksum ? HL_OK : HL_REJECTED;
}

hl_status hl_log__cell_total_read(hl_store *store, int64_t experiment, hl_log_cell_total *out,
                                  hl_error *err)
{
    sqlite3_stmt *get = NULL;
    int64_t bits = 0;
    int64_t clock = 0;
    *out = (hl_log_cell_total){0};
    if (hl_log__statement(store, HL_SQL_CELL_TOTAL_GET, &get, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(get, 1, experiment);
    bool row = false;
    hl_status status = hl_log__step(store, get, &row, err);
    if (row)
        status = hl_log__int(store, get, 0, HL_LOG_INT_COUNT, &out->cells, err);
    if (row && status == HL_OK)
        status = hl_log__int(store, get, 1, HL_LOG_INT_BITS, &bits, err);
    if (row && status == HL_OK)
        status = hl_log__int(store, get, 2, HL_LOG_INT_COUNT, &out->units, err);
    if (row && status == HL_OK)
        status = hl_log__int(store, get, 3, HL_LOG_INT_COUNT, &out->touches, err);
    if (row && status == HL_OK)
        status = hl_log__int(store, get, 4, HL_LOG_INT_BITS, &clock, err);
    out->clock = (uint64_t)clock;
    out->checksum = (uint64_t)bits;
    hl_log__done(get);
    return status;
}

hl_status hl_log__cell_total_write(hl_store *store, int64_t experiment,
                                   const hl_log_cell_total *total, hl_error *err)
{
    sqlite3_stmt *set = NULL;
    if (hl_log__statement(store, HL_SQL_CELL_TOTAL_SET, &set, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(set, 1, experiment);
    (void)sqlite3_bind_int64(set, 2, total->cells);
    (void)sqlite3_bind_int64(set, 3, (int64_t)total->checksum);
    (void)sqlite3_bind_int64(set, 4, total->units);
    (void)sqlite3_bind_int64(set, 5, total->touches);
    (void)sqlite3_bind_int64(set, 6, (int64_t)total->clock);
    return hl_log__run(store, set, err);
}
