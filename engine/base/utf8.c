#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

/* The second byte's range excludes overlong forms, surrogates and values above U+10FFFF. */
static int second_is_valid(unsigned char first, unsigned char second)
{
    unsigned char low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned char high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
}

static size_t valid_sequence(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t want = sequence_length(bytes[0]);
    if (want == 0 || want > length)
        return 0;
    if (want > 1 && !second_is_valid(bytes[0], bytes[1]))
        return 0;
    for (size_t i = 2; i < want; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
    return want;
}

size_t hl_base__utf8_invalid_at(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length) {
        uint64_t eight = 0;
        if (length - at >= sizeof eight) {
            memcpy(&eight, text + at, sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) { /* all ASCII */
                at += sizeof eight;
                continue;
            }
        }
        size_t step = valid_sequence(text + at, length - at);
        if (step == 0)
            return at;
        at += step;
    }
    return length;
}

size_t hl_base__utf8_count(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)text[i] & 0xC0) != 0x80;
    return count;
}

uint32_t hl_base__utf8_next(const char *text, size_t length, size_t *at)
{
    const unsigned char *bytes = (const unsigned char *)text + *at;
    size_t size = sequence_length(bytes[0]);
    if (size == 0 || size > length - *at) {
        (*at)++;
        return 0xFFFD;
    }
    static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t point = bytes[0] & first_bits[size];
    for (size_t i = 1; i < size; i++)
        point = point << 6 | (bytes[i] & 0x3F);
    *at += size;
    return point;
}

typedef struct range {
    uint32_t first, last;
} range;

/* Unicode 15 EastAsianWidth W and F, joined where what lies between is unassigned. */
static const range wide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x2329, 0x232A},   {0x23E9, 0x23EC},
    {0x2E80, 0x303E},   {0x3041, 0x4DBF},   {0x4E00, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE10, 0xFE19},   {0xFE30, 0xFE6F},
    {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},   {0x16FE0, 0x18AFF}, {0x1B000, 0x1B2FF},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};
static const range zero[] = {
    {0x0300, 0x036F}, {0x200B, 0x200F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}};

static int within(uint32_t point, const range *ranges, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (point >= ranges[i].first && point <= ranges[i].last)
            return 1;
    return 0;
}

size_t hl_base__utf8_width(const char *text)
{
    size_t length = strlen(text);
    size_t width = 0;
    size_t at = 0;
    while (at < length) {
        uint32_t point = hl_base__utf8_next(text, length, &at);
        if (within(point, wide, sizeof wide / sizeof wide[0]))
            width += 2;
        else if (!within(point, zero, sizeof zero / sizeof zero[0]))
            width += 1;
    }
    return width;
}

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

bool hl_base__begins(const char *text, const char *word)
{
    while (*word != '\0' && lower(*text) == lower(*word)) {
        text++;
        word++;
    }
    return *word == '\0';
}

void hl_base__utf8_keep(char *out, size_t room, const char *text, size_t length)
{
    size_t end = 0;
    for (size_t at = 0; at < length && at < room;) {
        end = at;
        (void)hl_base__utf8_next(text, length, &at);
        if (at < room)
            end = at;
    }
    memcpy(out, text, end);
    out[end] = '\0';
}
