/* A mapped file cut into pieces that start and end with a record, handed out one after the other to
 * whichever thread asks. Where a piece ends depends on the file alone. With quotes in it, the one
 * who cuts must follow every quote from the start of the piece on, because a line end may stand
 * inside a field; without, the next line end will do. The digest of the file is taken on the way.
 */
#ifndef HL_SCAN_CHUNKS_H
#define HL_SCAN_CHUNKS_H

#include <pthread.h>

#include "rows/reader.h"
#include "rows/record.h"
#include "scan/file_digest.h"

typedef struct hl_scan_chunk {
    const char *text;
    size_t length;
    int64_t offset; /* its place (files.h) */
    bool quotes;
} hl_scan_chunk;

typedef struct hl_scan_chunks {
    hl_body body;
    size_t at;
    size_t header; /* bytes of the file before the first record */
    int64_t start; /* the place of the first record */
    pthread_mutex_t lock;
    bool stopped;
    hl_record record;
    hl_file_digest *digest;
    void (*progress)(void *context, int64_t done, int64_t total);
    void *progress_context;
} hl_scan_chunks;

/* False when there is none left, or after a stop. Any thread. */
bool hl_scan__next_chunk(hl_scan_chunks *chunks, hl_scan_chunk *chunk);
/* No more pieces are handed out. Any thread. */
void hl_scan__stop_chunks(hl_scan_chunks *chunks);

#endif
