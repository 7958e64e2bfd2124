#include "rows/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rows/rows.h"

enum { FIRST_BLOCK = 1 << 18, MOST_BUFFERED = 1 << 28, LONGEST_CHARACTER = 16 };

static hl_status map_file(hl_input *input, size_t length, hl_error *err)
{
    input->mapped = true;
    input->final = true;
    void *data = mmap(NULL, length, PROT_READ, MAP_PRIVATE, input->fd, 0);
    if (data == MAP_FAILED)
        return hl_error_system(err, "%s", input->path);
    (void)posix_madvise(data, length, POSIX_MADV_SEQUENTIAL);
    input->map = data;
    input->map_length = length;
    if (input->fd > STDIN_FILENO) { /* the map holds the file */
        (void)close(input->fd);
        input->fd = -1;
    }
    input->data = data;
    input->length = length;
    return HL_OK;
}

hl_status hl_rows__input_open(hl_input *input, const char *path, hl_error *err)
{
    *input = (hl_input){.data = "", .fd = -1, .path = path};
    input->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (input->fd < 0 || fstat(input->fd, &about) != 0)
        return hl_error_system(err, "%s", path);
    if (S_ISDIR(about.st_mode))
        return hl_error_set(err, HL_FAILED, "%s: is a directory, not a file", path);
    /* a descriptor handed over half read goes on from where it stands, and what the kernel makes up
     * says that it has no bytes: both need reading */
    if (!S_ISREG(about.st_mode) || about.st_size == 0 || lseek(input->fd, 0, SEEK_CUR) != 0)
        return HL_OK;
    input->total = about.st_size;
    return map_file(input, (size_t)about.st_size, err);
}

bool hl_rows__is_lasting(const char *path)
{
    struct stat about;
    return strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISREG(about.st_mode);
}

void hl_rows__input_text(hl_input *input, const char *name, const char *text, size_t length)
{
    *input = (hl_input){.data = text,
                        .length = length,
                        .total = (int64_t)length,
                        .final = true,
                        .mapped = true,
                        .fd = -1,
                        .path = name};
}

static bool grow(hl_input *input)
{
    /* a character of any encoding has room */
    if (input->length + LONGEST_CHARACTER < input->capacity)
        return true;
    size_t capacity = input->capacity == 0 ? FIRST_BLOCK : input->capacity * 2;
    if (capacity > MOST_BUFFERED) { /* one line: records are taken out as they come */
        input->failure = EFBIG;
        return false;
    }
    char *buffer = realloc(input->buffer, capacity);
    if (buffer == NULL) {
        input->failure = ENOMEM;
        return false;
    }
    input->buffer = buffer;
    input->capacity = capacity;
    return true;
}

/* read(), and a failure noted. 0: the end. */
static size_t read_block(hl_input *input, char *to, size_t room)
{
    ssize_t got = -1;
    while (got < 0) {
        got = read(input->fd, to, room);
        if (got < 0 && errno != EINTR) {
            input->failure = errno;
            return 0;
        }
    }
    if (got > 0 && input->seen != NULL)
        input->seen(input->seen_context, to, (size_t)got);
    return (size_t)got;
}

/* ---- decoding */

/* More of the file behind the part of a character that could not be decoded yet. */
static void refill(hl_input *input)
{
    if (input->raw_left > 0)
        memmove(input->block, input->raw, input->raw_left);
    input->raw = input->block;
    size_t got =
        read_block(input, input->block + input->raw_left, input->block_size - input->raw_left);
    input->raw_left += got;
    input->raw_final = got == 0;
}

static void decode(hl_input *input)
{
    const char *from = input->raw;
    char *to = input->buffer + input->length;
    size_t room = input->capacity - input->length;
    hl_rows__decode(&input->decoder, &input->raw, &input->raw_left, input->raw_final, &to, &room);
    input->length = input->capacity - room;
    if (input->block == NULL && input->seen != NULL) /* a mapped file is seen as it is used */
        input->seen(input->seen_context, from, (size_t)(input->raw - from));
}

static bool more_decoded(hl_input *input)
{
    size_t before = input->length;
    while (input->length == before && !input->final) {
        decode(input);
        input->final = input->raw_final && input->raw_left == 0;
        if (input->length == before && !input->final)
            refill(input);
    }
    return input->length > before;
}

void hl_rows__input_decode(hl_input *input, size_t at, const hl_decoder *decoder)
{
    if (input->mapped && input->seen != NULL)
        input->seen(input->seen_context, input->data, at);
    input->raw = input->data + at;
    input->raw_left = input->length - at;
    input->raw_final = input->final;
    if (!input->mapped) {
        input->block = input->buffer;
        input->block_size = input->capacity;
    }
    input->decoder = *decoder;
    input->decodes = true;
    input->mapped = false;
    input->final = false;
    input->offset += (int64_t)input->length;
    input->buffer = NULL;
    input->data = "";
    input->length = input->capacity = 0;
}

void hl_rows__input_cr(hl_input *input, size_t at)
{
    if (!input->decodes) {
        hl_rows__input_decode(input, at, &(hl_decoder){.unit = 1, .cr = true});
        return;
    }
    input->decoder.cr = true;
    input->length -= at;
    memmove(input->buffer, input->buffer + at, input->length);
    for (size_t i = 0; i < input->length; i++)
        if (input->buffer[i] == '\r')
            input->buffer[i] = '\n';
}

bool hl_rows__input_more(hl_input *input, size_t consumed)
{
    if (input->mapped || input->final)
        return false;
    if (input->buffer != NULL)
        memmove(input->buffer, input->buffer + consumed, input->length - consumed);
    input->length -= consumed;
    if (!input->decodes)
        input->offset += (int64_t)consumed;
    bool grown = grow(input);
    input->data = input->buffer == NULL ? "" : input->buffer;
    if (grown && input->decodes)
        return more_decoded(input);
    size_t got =
        !grown ? 0
               : read_block(input, input->buffer + input->length, input->capacity - input->length);
    input->length += got;
    input->final = got == 0;
    return got > 0;
}

int64_t hl_rows__input_done(const hl_input *input, size_t at)
{
    if (!input->decodes)
        return input->offset + (int64_t)at;
    return input->total > 0 ? input->total - (int64_t)input->raw_left : input->offset;
}

hl_status hl_rows__input_status(const hl_input *input, hl_error *err)
{
    if (input->failure == 0)
        return HL_OK;
    if (input->failure == EFBIG)
        return hl_error_set(err, HL_REJECTED, "%s: a line of more than %d MiB", input->path,
                            (int)(MOST_BUFFERED >> 20));
    errno = input->failure;
    return hl_error_system(err, "%s", input->path);
}

void hl_rows__input_close(hl_input *input)
{
    if (input->map != NULL)
        (void)munmap(input->map, input->map_length);
    hl_rows__decoder_close(&input->decoder);
    if (input->fd > STDIN_FILENO)
        (void)close(input->fd);
    free(input->buffer);
    free(input->block);
    *input = (hl_input){.data = "", .fd = -1};
}
