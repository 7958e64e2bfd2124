#include "rows/decoder.h"

#include <errno.h>
#include <string.h>

hl_status hl_rows__decoder_open(hl_decoder *decoder, const hl_encoding *encoding, hl_error *err)
{
    *decoder = (hl_decoder){.unit = 1};
    if (encoding == NULL || encoding->converter == NULL)
        return HL_OK;
    decoder->unit = encoding->unit;
    decoder->conversion = iconv_open("UTF-8", encoding->converter);
    decoder->converts = decoder->conversion != (iconv_t)-1;
    if (decoder->converts)
        return HL_OK;
    if (errno == ENOMEM)
        return hl_error_memory(err);
    return hl_error_set(err, HL_FAILED,
                        "the C library of this machine cannot read %s (Debian has its tables in "
                        "libc-gconv-modules-extra)",
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
