/* A checksum behind the bytes of every stored cell, over them and over its key: a bit that a disk
 * has turned must not become another number of a report. The sum of the checksums of an experiment
 * is kept beside its cells, so that one that is gone is missed too. */
#ifndef HL_LOG_CELL_SEAL_H
#define HL_LOG_CELL_SEAL_H

#include "base/text.h"
#include "log/seal.h"
#include "log/stored_int.h"

/* The texts are terminated by NUL. */
typedef struct hl_log_cell_key {
    int64_t experiment;
    const char *arm, *dimension, *value;
    int32_t day;
} hl_log_cell_key;

/* Appends the checksum of what `bytes` holds; returns it. */
uint64_t hl_log__cell_seal(const hl_log_cell_key *key, hl_text *bytes);
/* The length of what is sealed, and its checksum. HL_REJECTED: the bytes or the key are not what
 * was sealed. */
HL_NODISCARD hl_status hl_log__cell_unseal(const hl_log_cell_key *key, const void *bytes,
                                           size_t length, size_t *sealed, uint64_t *checksum);

/* The number of an experiment's cells and the sum of their checksums, modulo 2^64. Changes of them
 * are differences of such. */
typedef struct hl_log_cell_total {
    int64_t cells;
    uint64_t checksum;
    int64_t units, touches; /* enrolled, sent: what the list of experiments says */
    uint64_t clock;         /* by which their days are counted (day_clock.h) */
} hl_log_cell_total;

HL_NODISCARD hl_status hl_log__cell_total_read(hl_store *store, int64_t experiment,
                                               hl_log_cell_total *out, hl_error *err);
HL_NODISCARD hl_status hl_log__cell_total_write(hl_store *store, int64_t experiment,
                                                const hl_log_cell_total *total, hl_error *err);

#endif
