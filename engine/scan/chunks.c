#include "scan/chunks.h"

#include <string.h>

enum { CHUNK = 1 << 20 };

/* Behind the line end at or behind target. */
static size_t line_behind(const char *text, size_t length, size_t target)
{
    if (target >= length)
        return length;
    const char *end = memchr(text + target, '\n', length - target);
    return end == NULL ? length : (size_t)(end - text) + 1;
}

/* Whether the number of quotes is odd. */
static bool odd_quotes(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '"';
    return (count & 1) != 0;
}

/* The first end of a record at or behind target. Only a line with an odd number of quotes can go on
 * behind its end (record.h), and only there the record itself is read. */
static size_t record_behind(hl_scan_chunks *chunks, const char *text, size_t length, size_t target)
{
    size_t at = 0;
    while (at < target && at < length) {
        size_t line = line_behind(text, length, at);
        if (odd_quotes(text + at, line - at))
            line = at + hl_rows__csv_record(&chunks->record, text + at, length - at, true,
                                            chunks->body.delimiter);
        at = line;
    }
    return at;
}

static void cut(hl_scan_chunks *chunks, hl_scan_chunk *chunk)
{
    const hl_body *body = &chunks->body;
    const char *text = body->data + chunks->at;
    size_t left = body->length - chunks->at;
    size_t end = line_behind(text, left, CHUNK);
    bool quotes = !body->json && memchr(text, '"', end) != NULL;
    if (quotes)
        end = record_behind(chunks, text, left, CHUNK);
    *chunk = (hl_scan_chunk){text, end, chunks->start + (int64_t)chunks->at, quotes};
    if (chunks->at == 0)
        hl_scan__file_digest_add(chunks->digest, body->file, chunks->header);
    hl_scan__file_digest_add(chunks->digest, text, end);
    chunks->at += end;
    if (chunks->progress != NULL)
        chunks->progress(chunks->progress_context, (int64_t)(chunks->header + chunks->at),
                         (int64_t)(chunks->header + body->length));
}

bool hl_scan__next_chunk(hl_scan_chunks *chunks, hl_scan_chunk *chunk)
{
    if (pthread_mutex_lock(&chunks->lock) != 0)
        return false;
    bool more = !chunks->stopped && chunks->at < chunks->body.length;
    if (more)
        cut(chunks, chunk);
    (void)pthread_mutex_unlock(&chunks->lock);
    return more;
}

void hl_scan__stop_chunks(hl_scan_chunks *chunks)
{
    if (pthread_mutex_lock(&chunks->lock) != 0)
        return;
    chunks->stopped = true;
    (void)pthread_mutex_unlock(&chunks->lock);
}
