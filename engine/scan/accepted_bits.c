#include "scan/accepted_bits.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_whole(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!is_digit(text[i]))
            return false;
    return length > 0;
}

/* "2026-03-01", "2026/3/1 9:05", "01.03.2026": eight signs and more, of which two separate. */
static bool is_time(const char *text, size_t length)
{
    size_t apart = 0;
    for (size_t i = 0; i < length; i++)
        apart += text[i] == '-' || text[i] == '/' || text[i] == ':' || text[i] == '.';
    return length >= 8 && is_digit(text[0]) &&
           is_digit(text[length - 1] == 'Z' ? '0' : text[length - 1]) && apart >= 2;
}

const char *hl_scan__accepted_bits(const char *text, size_t length, bool counted)
{
    if (length > 0 && text[length - 1] == '%')
        return "COLUMN/USERS:proportion with --count USERS, for the share of many users in a row; "
               "else "
               "1 or 0, true or false, yes or no, Y or N, 是 or 否";
    if (counted && is_whole(text, length))
        return "COLUMN/USERS:proportion, for how many of a row's users did it (USERS: the column "
               "of --count); else "
               "1 or 0, true or false, yes or no, Y or N, 是 or 否";
    if (length == 1 && text[0] == '2')
        return "where 1 is yes and 2 is no, 1 and 0; else "
               "1 or 0, true or false, yes or no, Y or N, 是 or 否";
    if (is_time(text, length))
        return "of a column that says when it was done, 1 where a time stands and 0 where none "
               "does; else "
               "1 or 0, true or false, yes or no, Y or N, 是 or 否";
    return "1 or 0, true or false, yes or no, Y or N, 是 or 否";
}
