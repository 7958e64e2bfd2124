#include "assign/version_order.h"

#include <stdbool.h>
#include <string.h>

/* The text that GrowthBook builds to compare, one byte at a time: parts joined by "-", numeric
 * parts padded with spaces to 5, and "~" as a fourth part of a version that has three. */
typedef struct reader {
    const char *text;
    size_t length;
    size_t at;
    size_t pad;
    bool part_begins;
    int tail; /* what is still to come after the text: 2 "-~", 1 "~", 0 nothing */
} reader;

enum { PART_WIDTH = 5, END = -1 };

static bool is_separator(char c)
{
    return c == '-' || c == '.';
}

static reader open_version(const char *text, size_t length)
{
    if (length == 0) {
        text = "0";
        length = 1;
    }
    if (text[0] == 'v') {
        text++;
        length--;
    }
    const char *plus = length > 0 ? memchr(text, '+', length) : NULL;
    if (plus != NULL)
        length = (size_t)(plus - text);
    int parts = 1;
    for (size_t i = 0; i < length; i++)
        parts += is_separator(text[i]);
    return (reader){text, length, 0, 0, true, parts == 3 ? 2 : 0};
}

/* Spaces before the part at r->at when it is all digits and short. */
static size_t padding(const reader *r)
{
    size_t end = r->at;
    while (end < r->length && !is_separator(r->text[end])) {
        if (r->text[end] < '0' || r->text[end] > '9')
            return 0;
        end++;
    }
    size_t width = end - r->at;
    return width > 0 && width < PART_WIDTH ? PART_WIDTH - width : 0;
}

static int next_byte(reader *r)
{
    if (r->part_begins) {
        r->pad = padding(r);
        r->part_begins = false;
    }
    if (r->pad > 0) {
        r->pad--;
        return ' ';
    }
    if (r->at == r->length)
        return r->tail == 0 ? END : r->tail-- == 2 ? '-' : '~';
    unsigned char c = (unsigned char)r->text[r->at++];
    r->part_begins = is_separator((char)c);
    return r->part_begins ? '-' : c;
}

int hl_assign__version_order(const char *a, size_t a_length, const char *b, size_t b_length)
{
    reader left = open_version(a, a_length);
    reader right = open_version(b, b_length);
    for (;;) {
        int x = next_byte(&left);
        int y = next_byte(&right);
        if (x != y || x == END)
            return x - y;
    }
}
