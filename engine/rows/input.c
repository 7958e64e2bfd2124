#include "rows/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rows/rows.h"

enum { FIRST_BLOCK = 1 << 18, MOST_BUFFERED = 1 << 28 };

static hl_status map_file(hl_input *input, size_t length, hl_error *err)
{
    input->mapped = true;
    input->final = true;
    void *data = mmap(NULL, length, PROT_READ, MAP_PRIVATE, input->fd, 0);
    if (data == MAP_FAILED)
        return hl_error_system(err, "%s", input->path);
    (void)posix_madvise(data, length, POSIX_MADV_SEQUENTIAL);
    input->map = data;
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
    if (input->length < input->capacity)
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

bool hl_rows__input_more(hl_input *input, size_t consumed)
{
    if (input->mapped || input->final)
        return false;
    if (input->buffer != NULL)
        memmove(input->buffer, input->buffer + consumed, input->length - consumed);
    input->length -= consumed;
    input->offset += (int64_t)consumed;
    bool grown = grow(input);
    input->data = input->buffer == NULL ? "" : input->buffer;
    ssize_t got = -1;
    while (grown && got < 0) {
        got = read(input->fd, input->buffer + input->length, input->capacity - input->length);
        if (got < 0 && errno != EINTR) {
            input->failure = errno;
            break;
        }
    }
    if (got > 0 && input->seen != NULL)
        input->seen(input->seen_context, input->buffer + input->length, (size_t)got);
    if (got > 0)
        input->length += (size_t)got;
    input->final = got <= 0;
    return got > 0;
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
        (void)munmap(input->map, input->length);
    if (input->fd > STDIN_FILENO)
        (void)close(input->fd);
    free(input->buffer);
    *input = (hl_input){.data = "", .fd = -1};
}
