#include "base/spelling.h"

#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"

static bool is_blank(uint32_t point)
{
    return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x85 || point == 0xA0 ||
           point == 0x1680 || (point >= 0x2000 && point <= 0x200A) ||
           (point >= 0x2028 && point <= 0x2029) || point == 0x202F || point == 0x205F ||
           point == 0x3000;
}

/* Marks without width that programs leave behind: the soft hyphen, those that join, part and turn
 * the direction, the mark of a file's byte order. (Those that choose between glyphs, as of an
 * emoji, belong to their letter.) */
static bool is_unseen(uint32_t point)
{
    return point == 0xAD || point == 0x061C || point == 0x180E ||
           (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || point == 0xFEFF;
}

static bool is_space(uint32_t point)
{
    return is_blank(point) || is_unseen(point);
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

/* ---- one spelling */

static char plain_of(unsigned char c, bool fold)
{
    return (char)(fold && c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Appends a character of ASCII, a run of blanks as one; controls are not seen. */
static void put_ascii(unsigned char c, bool fold, char *out, size_t *to)
{
    bool blank = is_blank(c);
    if ((c < 0x20 && !blank) || c == 0x7F || (blank && (*to == 0 || out[*to - 1] == ' ')))
        return;
    out[(*to)++] = blank ? ' ' : plain_of(c, fold);
}

/* Ends the text behind its last character that is no blank. */
static size_t end_at(char *out, size_t to)
{
    to -= to > 0 && out[to - 1] == ' ';
    out[to] = '\0';
    return to;
}

static size_t respell_ascii(const char *text, size_t length, bool fold, char *out)
{
    size_t to = 0;
    for (size_t i = 0; i < length; i++)
        put_ascii((unsigned char)text[i], fold, out, &to);
    return end_at(out, to);
}

/* What is no UTF-8, or too long, keeps its controls: without them it could become UTF-8. */
static size_t respell_bytes(const char *text, size_t length, bool fold, char *out)
{
    for (size_t i = 0; i < length; i++)
        out[i] = plain_of((unsigned char)text[i], fold);
    out[length] = '\0';
    return length;
}

static bool is_ascii(const char *text, size_t length)
{
    unsigned char all = 0;
    for (size_t i = 0; i < length; i++)
        all |= (unsigned char)text[i];
    return all < 0x80;
}

/* Blanks as one, and half width where nothing else of a name is to change. */
static utf8proc_int32_t as_seen(utf8proc_int32_t point, void *fold)
{
    if (is_blank((uint32_t)point))
        return ' ';
    return *(const bool *)fold ? point : (utf8proc_int32_t)hl_base__half_width((uint32_t)point);
}

/* Points become UTF-8 where they are; each takes no more of it than itself. */
static size_t put_points(const utf8proc_int32_t *points, size_t count, char *out)
{
    size_t to = 0;
    for (size_t i = 0; i < count; i++) {
        if (points[i] < 0x80)
            put_ascii((unsigned char)points[i], false, out, &to);
        else
            to += (size_t)utf8proc_encode_char(points[i], (utf8proc_uint8_t *)out + to);
    }
    return end_at(out, to);
}

static size_t respell(const char *text, size_t length, bool fold, char *out)
{
    enum { MOST_POINTS = 6 * HL_FOLD_MOST + 1 }; /* U+FDFA: 18 of three bytes */
    utf8proc_int32_t points[MOST_POINTS];
    const int seen = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_IGNORE | UTF8PROC_STRIPCC;
    const int folded = UTF8PROC_CASEFOLD | UTF8PROC_COMPAT | UTF8PROC_LUMP;
    utf8proc_option_t options = (utf8proc_option_t)(fold ? seen | folded : seen);
    if (length > HL_FOLD_MOST)
        return respell_bytes(text, length, fold, out);
    if (is_ascii(text, length))
        return respell_ascii(text, length, fold, out);
    utf8proc_ssize_t count =
        utf8proc_decompose_custom((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, points,
                                  MOST_POINTS, options, as_seen, &fold);
    if (count >= 0 && count < MOST_POINTS)
        count = utf8proc_normalize_utf32(points, count, options);
    if (count < 0 || count >= MOST_POINTS) /* no UTF-8 */
        return respell_bytes(text, length, fold, out);
    return put_points(points, (size_t)count, out);
}

size_t hl_base__tidy(const char *text, size_t length, char *out)
{
    return respell(text, length, false, out);
}

size_t hl_base__fold(const char *text, size_t length, char *out)
{
    return respell(text, length, true, out);
}

bool hl_base__are_alike(const char *a, size_t a_length, const char *b, size_t b_length)
{
    char folded[2][HL_FOLDED(HL_FOLD_MOST)];
    if (a_length > HL_FOLD_MOST || b_length > HL_FOLD_MOST)
        return a_length == b_length && memcmp(a, b, a_length) == 0;
    size_t length = hl_base__fold(a, a_length, folded[0]);
    return length == hl_base__fold(b, b_length, folded[1]) &&
           memcmp(folded[0], folded[1], length) == 0;
}
