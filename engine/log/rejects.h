/* Rows that are refused: each goes to the reject file and to the store's table with its line and
 * reason, and the first of them to a list of problems. */
#ifndef HL_LOG_REJECTS_H
#define HL_LOG_REJECTS_H

#include "hookline/output.h"
#include "log/db.h"

typedef struct hl_log_reject {
    int64_t line;
    const char *column; /* or NULL */
    const char *reason;
    const char *raw;
    size_t raw_length;
    const char *user; /* as the row names it, of so many bytes; or NULL */
    size_t user_length;
    const char *id; /* of the touch or event, likewise */
    size_t id_length;
    const char *experiment, *type; /* of a touch, of an event, likewise */
    size_t experiment_length, type_length;
    double value; /* of an event; NaN: none that can be read */
} hl_log_reject;

typedef struct hl_log_rejects {
    const char *source;    /* the imported file */
    const char *path;      /* of the reject file, or NULL */
    const char *inputs[2]; /* what is never written over: the imported file, or NULL; the store */
    const char *(*say)(const char *reason, char *buffer, size_t size); /* for the file; or NULL */
    hl_output *output;
    hl_problems *problems; /* or NULL */
    size_t shown;
    hl_arena arena;
    hl_log_reject *list; /* of the batch */
    size_t count, capacity;
    int64_t *known; /* sorted keys of rows refused earlier, of this kind */
    size_t known_count;
    bool failed; /* out of memory */
} hl_log_rejects;

/* Copies everything. */
void hl_log__rejects_add(hl_log_rejects *rejects, const hl_log_reject *reject);
/* Writes the batch's rejects, by line, to the file and the table, and forgets them. */
HL_NODISCARD hl_status hl_log__rejects_flush(hl_log_rejects *rejects, hl_store *store, int kind,
                                             hl_error *err);
/* Reads which rows of the kind were refused earlier, so that accepting one now strikes it out. */
HL_NODISCARD hl_status hl_log__rejects_read_known(hl_log_rejects *rejects, hl_store *store,
                                                  int kind, hl_error *err);
HL_NODISCARD hl_status hl_log__rejects_accepted(hl_log_rejects *rejects, hl_store *store, int kind,
                                                const char *raw, size_t raw_length, hl_error *err);
/* status: of the import, without whose success there is no file. Returns it, or why the file could
 * not be written. */
HL_NODISCARD hl_status hl_log__rejects_close(hl_log_rejects *rejects, hl_status status,
                                             hl_error *err);

/* A stable 63-bit hash of bytes, as the store keeps it: FNV-1a with murmur3's finaliser. */
int64_t hl_log__key(const char *bytes, size_t length);

#endif
