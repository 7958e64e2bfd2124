#include "base/fullwidth.h"

#include <string.h>

/* Beside the block U+FF01 to U+FF5E, which is ASCII from '!' to '~' in its order. */
static const struct {
    const char *bytes;
    char half;
} others[] = {
    {"\xE3\x80\x80", ' '},  /* ideographic space */
    {"\xE3\x80\x81", ','},  /* ideographic comma */
    {"\xE3\x80\x82", '.'},  /* ideographic full stop */
    {"\xE2\x80\x9C", '"'},  /* curly quotes */
    {"\xE2\x80\x9D", '"'},  /* */
    {"\xE2\x80\x98", '\''}, /* */
    {"\xE2\x80\x99", '\''}, /* */
};

/* '\0': none begins here. All take three bytes. */
static char half_of(const unsigned char *c)
{
    if (c[0] == 0xEF && c[1] == 0xBC && c[2] >= 0x81 && c[2] <= 0xBF)
        return (char)('!' + (c[2] - 0x81));
    if (c[0] == 0xEF && c[1] == 0xBD && c[2] >= 0x80 && c[2] <= 0x9E)
        return (char)('`' + (c[2] - 0x80));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (memcmp(c, others[i].bytes, 3) == 0)
            return others[i].half;
    return '\0';
}

bool hl_base__fullwidth(const char *text, size_t length, hl_fullwidth *out)
{
    for (size_t i = 0; i + 3 <= length; i++) {
        char half = half_of((const unsigned char *)text + i);
        if (half == '\0')
            continue;
        *out = (hl_fullwidth){i, 3, half};
        return true;
    }
    return false;
}
