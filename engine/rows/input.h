/* Bytes of a file: a regular file is memory-mapped whole; anything else (a pipe, a terminal) is
 * read in blocks into a buffer that keeps only what the reader has not yet consumed. What must be
 * decoded goes through the same buffer, block by block, so that its size does not matter. */
#ifndef HL_ROWS_INPUT_H
#define HL_ROWS_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"
#include "rows/decoder.h"

typedef struct hl_input {
    const char *data; /* what is in memory */
    size_t length;
    int64_t offset; /* of data[0] in the file */
    int64_t total;  /* bytes of the file; 0 unknown */
    bool final;     /* nothing comes after data[length - 1] */
    bool mapped;    /* all of it is in data */
    int fd;
    void *map; /* of a mapped file, to give it back */
    size_t map_length;
    char *buffer;
    size_t capacity;
    int failure; /* errno of a failed read, or ENOMEM */
    bool decodes;
    hl_decoder decoder;
    const char *raw; /* decodes: bytes that are still to be decoded, of the map or of block */
    size_t raw_left;
    bool raw_final;
    char *block;
    size_t block_size;
    const char *path;
    void (*seen)(void *context, const char *data, size_t length); /* or NULL */
    void *seen_context;
} hl_input;

/* path is borrowed; "-" is standard input. A directory is an error. */
HL_NODISCARD hl_status hl_rows__input_open(hl_input *input, const char *path, hl_error *err);
/* A text that is in memory already, borrowed, instead of a file. */
void hl_rows__input_text(hl_input *input, const char *name, const char *text, size_t length);
/* Drops the first `consumed` bytes and reads more behind the rest; data may move. False when
 * nothing more comes: the end, or a failure, which hl_rows__input_status tells. A mapped file never
 * moves: there it does nothing. */
bool hl_rows__input_more(hl_input *input, size_t consumed);
/* From the byte at `at` on, data is what the decoder makes of it, which the input then owns;
 * nothing of it is there before the next hl_rows__input_more. */
void hl_rows__input_decode(hl_input *input, size_t at, const hl_decoder *decoder);
/* Lines end with CR: from the byte at `at` on each becomes LF. What was there moves to data[0]. */
void hl_rows__input_cr(hl_input *input, size_t at);
/* Bytes of the file that were used, up to data[at]. */
int64_t hl_rows__input_done(const hl_input *input, size_t at);
/* HL_FAILED when a read has failed. */
HL_NODISCARD hl_status hl_rows__input_status(const hl_input *input, hl_error *err);
void hl_rows__input_close(hl_input *input);

#endif
