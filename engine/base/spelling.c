#include "base/spelling.h"

#include <string.h>

#include "base/utf8.h"

static bool is_space(uint32_t point)
{
    return point == ' ' || (point >= '\t' && point <= '\r') || point == 0xA0 || point == 0x1680 ||
           (point >= 0x2000 && point <= 0x200D) || point == 0x202F || point == 0x205F ||
           point == 0x2060 || point == 0x3000 || point == 0xFEFF;
}

size_t hl_base__space_at(const char *text, size_t length)
{
    size_t at = 0;
    if (length == 0)
        return 0;
    return is_space(hl_base__utf8_next(text, length, &at)) ? at : 0;
}

void hl_base__trim(const char **text, size_t *length)
{
    for (size_t step = 0; (step = hl_base__space_at(*text, *length)) > 0;) {
        *text += step;
        *length -= step;
    }
    while (*length > 0) {
        size_t last = *length - 1;
        while (last > 0 && ((*text)[last] & 0xC0) == 0x80)
            last--;
        size_t step = hl_base__space_at(*text + last, *length - last);
        if (step == 0 || last + step != *length)
            return;
        *length = last;
    }
}

uint32_t hl_base__half_width(uint32_t point)
{
    return point >= 0xFF01 && point <= 0xFF5E ? point - 0xFF01 + '!' : point;
}

static uint32_t lower(uint32_t point)
{
    if ((point >= 'A' && point <= 'Z') || (point >= 0xC0 && point <= 0xDE && point != 0xD7) ||
        (point >= 0x391 && point <= 0x3A9) || (point >= 0x410 && point <= 0x42F))
        return point + 0x20;
    return point >= 0x400 && point <= 0x40F ? point + 0x50 : point;
}

static size_t respell(const char *text, size_t length, bool fold, char *out)
{
    size_t to = 0;
    hl_base__trim(&text, &length);
    for (size_t at = 0; at < length;) {
        size_t before = at;
        uint32_t point = hl_base__utf8_next(text, length, &at);
        if (is_space(point)) {
            out[to++] = ' ';
            for (size_t step = 0; (step = hl_base__space_at(text + at, length - at)) > 0;)
                at += step;
            continue;
        }
        uint32_t half = hl_base__half_width(point);
        uint32_t plain = fold ? lower(half) : half;
        if (plain < 0x80) {
            out[to++] = (char)plain;
        } else if (plain != point) { /* two bytes before and after */
            out[to++] = (char)(0xC0 | plain >> 6);
            out[to++] = (char)(0x80 | (plain & 0x3F));
        } else {
            memcpy(out + to, text + before, at - before);
            to += at - before;
        }
    }
    out[to] = '\0';
    return to;
}

size_t hl_base__tidy(const char *text, size_t length, char *out)
{
    return respell(text, length, false, out);
}

size_t hl_base__fold(const char *text, size_t length, char *out)
{
    return respell(text, length, true, out);
}
