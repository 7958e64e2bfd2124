#include "reports/wrap.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

/* Characters that must not start a line, and such that must not end one. */
static const char closing[] = "，。；：！？、）”’》%)],.;:";
static const char opening[] = "（“‘《([";

static bool is_one_of(const char *set, const char *character)
{
    return strstr(set, character) != NULL;
}

/* The character at *at as a string, and *at moved behind it. */
static size_t take(const char *text, size_t length, size_t *at, char character[8])
{
    size_t start = *at;
    (void)hl_base__utf8_next(text, length, at);
    size_t bytes = *at - start < 7 ? *at - start : 7;
    memcpy(character, text + start, bytes);
    character[bytes] = '\0';
    return hl_base__utf8_width(character);
}

/* "p < 0.0001" and "18 %" stay together. */
static bool glues(const char *text)
{
    return (strchr("<>=%", text[0]) != NULL && text[0] != '\0') || strncmp(text, "pp", 2) == 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool may_break(const char *before, size_t before_width, const char *after,
                      size_t after_width)
{
    if (before[0] == ' ' || is_one_of(closing, after) || is_one_of(opening, before))
        return false;
    if (is_digit(before[0]) && after_width == 2) /* a number and what it counts */
        return false;
    return before_width == 2 || after_width == 2;
}

/* Between a number and the Chinese word for what it counts. */
static bool counts_something(const char *before, const char *after)
{
    return is_digit(before[0]) && (unsigned char)after[0] >= 0xE3;
}

size_t hl_reports__wrap(const char *text, size_t width, size_t *next)
{
    size_t length = strlen(text);
    size_t used = 0;
    size_t at = 0;
    size_t cut = 0;
    size_t rest = 0;
    char before[8] = "";
    size_t before_width = 0;
    while (at < length) {
        size_t start = at;
        char character[8];
        size_t columns = take(text, length, &at, character);
        if (strcmp(character, " ") == 0 && used <= width && !glues(before) && !glues(text + at) &&
            !counts_something(before, text + at)) {
            cut = start;
            rest = at;
        } else if (start > 0 && may_break(before, before_width, character, columns)) {
            cut = rest = start;
        }
        if (used + columns > width && strcmp(character, " ") != 0) {
            *next = cut > 0 ? rest : start > 0 ? start : at;
            return cut > 0 ? cut : *next;
        }
        used += columns;
        memcpy(before, character, sizeof before);
        before_width = columns;
    }
    *next = length;
    return length;
}
