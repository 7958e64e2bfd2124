#include "cli/wrap.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The bytes of the character at text, which is UTF-8 of our own sources. */
static size_t step_of(const char *text, uint32_t *point)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t length = at[0] < 0x80 ? 1 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    *point = length == 1 ? at[0] : (uint32_t)(at[0] & (0xFF >> (length + 1)));
    for (size_t i = 1; i < length; i++)
        *point = *point << 6 | (at[i] & 0x3F);
    return length;
}

static bool is_wide(uint32_t point)
{
    return (point >= 0x2E80 && point <= 0xA4CF) || (point >= 0xAC00 && point <= 0xD7A3) ||
           (point >= 0xF900 && point <= 0xFAFF) || (point >= 0xFE30 && point <= 0xFE4F) ||
           (point >= 0xFF00 && point <= 0xFF60) || (point >= 0xFFE0 && point <= 0xFFE6);
}

/* What may stand neither at the beginning nor, of the opening ones, at the end of a line. */
static bool is_one_of(uint32_t point, const char *list)
{
    uint32_t other = 0;
    for (; *list != '\0'; list += step_of(list, &other)) {
        (void)step_of(list, &other);
        if (other == point)
            return true;
    }
    return false;
}

static bool may_break(uint32_t before, uint32_t after)
{
    if (is_one_of(after, "，。；：、！？）》”’」』,.;:!?)]") || is_one_of(before, "（《“‘「『(["))
        return false;
    return is_wide(before) || is_wide(after);
}

size_t hl_cli_columns(const char *text)
{
    size_t columns = 0;
    uint32_t point = 0;
    while (*text != '\0') {
        text += step_of(text, &point);
        columns += is_wide(point) ? 2 : 1;
    }
    return columns;
}

size_t hl_cli_word(const char *text, size_t *columns)
{
    size_t length = 0;
    uint32_t before = 0;
    uint32_t point = 0;
    *columns = 0;
    while (text[length] != '\0' && text[length] != ' ' && text[length] != '\n') {
        size_t step = step_of(text + length, &point);
        if (length > 0 && may_break(before, point))
            break;
        *columns += is_wide(point) ? 2 : 1;
        length += step;
        before = point;
    }
    return length;
}

static void begin_line(FILE *file, size_t indent)
{
    (void)fprintf(file, "\n%*s", (int)indent, "");
}

/* One paragraph, to its newline or the end of the text. */
static const char *wrap_paragraph(FILE *file, const char *text, size_t used, size_t indent,
                                  size_t width)
{
    bool fresh = true;
    while (*text != '\0' && *text != '\n') {
        size_t columns = 0;
        size_t spaces = strspn(text, " ");
        size_t length = hl_cli_word(text + spaces, &columns);
        if (!fresh && used + spaces + columns > width) {
            begin_line(file, indent);
            used = indent;
            spaces = 0;
            text += strspn(text, " ");
        }
        (void)fwrite(text, 1, spaces + length, file);
        used += spaces + columns;
        text += spaces + length;
        fresh = false;
    }
    return text;
}

void hl_cli_wrap(FILE *file, const char *text, size_t used, size_t indent, size_t width)
{
    while (*text != '\0') {
        if (*text == ' ') {
            size_t length = strcspn(text, "\n");
            (void)fwrite(text, 1, length, file);
            text += length;
        } else {
            text = wrap_paragraph(file, text, used, indent, width);
        }
        if (*text == '\n') {
            text++;
            if (*text == '\n' || *text == '\0')
                (void)fputc('\n', file);
            else
                begin_line(file, indent);
        }
        used = indent;
    }
}
