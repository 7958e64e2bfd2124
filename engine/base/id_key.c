#include "base/id_key.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(const char *text, size_t length)
{
    size_t digits = 0;
    while (digits < length && is_digit(text[digits]))
        digits++;
    return digits;
}

bool hl_base__id_is_key(const char *id, size_t length)
{
    bool digits = true;
    for (size_t i = 0; i < length; i++) {
        char c = id[i];
        bool small = (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == ':';
        if (!small && !is_digit(c))
            return false;
        digits = digits && !small;
    }
    return length > 0 && (!digits || id[0] != '0' || length == 1);
}

/* "7.0", "7.000" as "7". */
static size_t without_decimals(const char *text, size_t length)
{
    size_t digits = digits_at(text, length);
    size_t at = digits;
    if (digits == 0 || at == length || text[at] != '.')
        return length;
    at++;
    while (at < length && text[at] == '0')
        at++;
    return at == length && at > digits + 1 ? digits : length;
}

size_t hl_base__id_key(const char *id, size_t length, char *out)
{
    size_t size = hl_base__fold(id, length, out);
    size_t start = 0;
    while (start + 1 < size && (out[start] == '+' || out[start] == '\''))
        start++;
    size = start + without_decimals(out + start, size - start);
    if (digits_at(out + start, size - start) == size - start)
        while (start + 1 < size && out[start] == '0')
            start++;
    size -= start;
    memmove(out, out + start, size);
    out[size] = '\0';
    return size;
}
