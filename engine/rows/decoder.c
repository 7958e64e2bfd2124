#include "rows/decoder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* iconv_open does not say that it lacks memory for a table that it must load: it is asked once more
 * when there is some. */
static hl_status try_open(const char *converter, iconv_t *out)
{
    enum { A_TABLE = 1 << 16 };
    *out = iconv_open("UTF-8", converter);
    if (*out != (iconv_t)-1) /* NOLINT(performance-no-int-to-ptr) */
        return HL_OK;
    bool lacked = errno == ENOMEM;
    void *room = malloc(A_TABLE);
    if (lacked || room == NULL) {
        free(room);
        return HL_FAILED;
    }
    free(room);
    *out = iconv_open("UTF-8", converter);
    return HL_OK;
}

hl_status hl_rows__decoder_open(hl_decoder *decoder, const hl_encoding *encoding, hl_error *err)
{
    *decoder = (hl_decoder){.unit = 1};
    if (encoding == NULL || encoding->converter == NULL)
        return HL_OK;
    if (try_open(encoding->converter, &decoder->conversion) != HL_OK)
        return hl_error_memory(err);
    decoder->unit = encoding->unit;
    decoder->converts = decoder->conversion != (iconv_t)-1; /* NOLINT(performance-no-int-to-ptr) */
    return decoder->converts
               ? HL_OK
               : hl_error_set(err, HL_FAILED,
                              "the C library of this machine cannot read %s (Debian has its tables "
                              "in libc-gconv-modules-extra)",
                              encoding->name);
}

void hl_rows__decoder_close(hl_decoder *decoder)
{
    if (decoder->converts)
        (void)iconv_close(decoder->conversion);
    *decoder = (hl_decoder){.unit = 1};
}

static void copy(const char **from, size_t *left, char **to, size_t *room)
{
    size_t count = *left < *room ? *left : *room;
    memcpy(*to, *from, count);
    *from += count;
    *left -= count;
    *to += count;
    *room -= count;
}

/* One byte, or one unit, that is no character. */
static void put_bad(size_t size, const char **from, size_t *left, char **to, size_t *room)
{
    size_t count = *left < size ? *left : size;
    *from += count;
    *left -= count;
    *(*to)++ = '\xFF';
    (*room)--;
}

static void convert(const hl_decoder *decoder, const char **from, size_t *left, bool final,
                    char **to, size_t *room)
{
    while (*left > 0 && *room > 0) {
        /* iconv reads what it is given through a pointer that is not const */
        if (iconv(decoder->conversion, (char **)from, left, to, room) != (size_t)-1)
            return;
        if (errno == E2BIG || *room == 0)
            return;
        if (errno == EINVAL && !final)
            return;
        put_bad(errno == EINVAL ? *left : decoder->unit, from, left, to, room);
    }
}

void hl_rows__decode(const hl_decoder *decoder, const char **from, size_t *left, bool final,
                     char **to, size_t *room)
{
    char *start = *to;
    if (decoder->converts)
        convert(decoder, from, left, final, to, room);
    else
        copy(from, left, to, room);
    for (char *c = start; decoder->cr && c < *to; c++)
        if (*c == '\r')
            *c = '\n';
}
