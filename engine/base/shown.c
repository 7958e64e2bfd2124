#include "base/shown.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { STEP_TEXT = 16 };

/* Not what writing needs (U+200C and U+200D join letters and emoji): the controls of C0 and C1,
 * separators of lines, invisible characters, and what turns the direction of writing. */
static const struct {
    uint32_t first, last;
} unseen[] = {
    {0x0000, 0x001F}, {0x007F, 0x009F},   {0x00AD, 0x00AD},   {0x061C, 0x061C},   {0x180E, 0x180E},
    {0x200B, 0x200B}, {0x200E, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},   {0xFEFF, 0xFEFF},
    {0xFFF9, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE007F},
};

static bool is_unseen(uint32_t point)
{
    for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++)
        if (point <= unseen[i].last)
            return point >= unseen[i].first;
    return false;
}

static int escape(uint32_t point, char step[STEP_TEXT])
{
    static const char named[] = "\n\t\r";
    static const char letters[] = "ntr";
    const char *name = point < 0x80 && point > 0 ? strchr(named, (int)point) : NULL;
    if (name != NULL)
        return snprintf(step, STEP_TEXT, "\\%c", letters[name - named]);
    if (point < 0x80)
        return snprintf(step, STEP_TEXT, "\\x%02x", (unsigned)point);
    return snprintf(step, STEP_TEXT, point > 0xFFFF ? "\\U%08x" : "\\u%04x", (unsigned)point);
}

/* The next character at *at as it may be seen: its length in step; *at moves behind it. */
static size_t next_shown(const char *text, size_t length, size_t *at, char step[STEP_TEXT])
{
    size_t start = *at;
    unsigned char byte = (unsigned char)text[start];
    if (byte >= 0x20 && byte < 0x7F) {
        step[0] = text[(*at)++];
        return 1;
    }
    size_t most = length - start < 4 ? length - start : 4;
    if (hl_base__utf8_invalid_at(text + start, most) == 0) {
        (*at)++;
        return (size_t)snprintf(step, STEP_TEXT, "\\x%02x", (unsigned)byte);
    }
    uint32_t point = hl_base__utf8_next(text, length, at);
    if (is_unseen(point))
        return (size_t)escape(point, step);
    memcpy(step, text + start, *at - start);
    return *at - start;
}

char *hl_shown(const char *text, char *buffer, size_t size)
{
    static const char cut[] = "...";
    size_t length = strlen(text);
    size_t used = 0;
    size_t room = 0; /* bytes used when the mark of what is cut still fitted */
    for (size_t at = 0; at < length;) {
        char step[STEP_TEXT];
        size_t bytes = next_shown(text, length, &at, step);
        if (used + bytes >= size) {
            memcpy(buffer + room, cut, sizeof cut);
            return buffer;
        }
        memcpy(buffer + used, step, bytes);
        used += bytes;
        if (used + sizeof cut <= size)
            room = used;
    }
    buffer[used] = '\0';
    return buffer;
}

bool hl_base__is_shown(const char *text)
{
    size_t length = strlen(text);
    if (hl_base__utf8_invalid_at(text, length) < length)
        return false;
    for (size_t at = 0; at < length;)
        if (is_unseen(hl_base__utf8_next(text, length, &at)))
            return false;
    return true;
}

void hl_base__text_add_shown(hl_text *out, const char *text)
{
    size_t length = strlen(text);
    for (size_t at = 0; at < length;) {
        char step[STEP_TEXT];
        size_t bytes = next_shown(text, length, &at, step);
        hl_base__text_add_bytes(out, step, bytes);
    }
}

const char *hl_base__arena_shown(hl_arena *arena, const char *text)
{
    if (hl_base__is_shown(text))
        return text;
    hl_text shown = {0};
    hl_base__text_add_shown(&shown, text);
    const char *kept = hl_base__text_keep(&shown, arena);
    hl_base__text_free(&shown);
    return kept;
}
