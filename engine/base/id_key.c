#include "base/id_key.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

static size_t digits_at(const char *text, size_t length)
{
    size_t digits = 0;
    while (digits < length && is_digit(text[digits]))
        digits++;
    return digits;
}

/* ---- shapes that are written in two ways */

/* "user_7", "u-7": letters, what joins them, digits. The place of what joins; 0: another shape. */
static size_t joint_of(const char *id, size_t length)
{
    size_t at = 0;
    while (at < length && is_letter(id[at]))
        at++;
    bool joint = at > 0 && at + 1 < length && (id[at] == '_' || id[at] == '-');
    return joint && digits_at(id + at + 1, length - at - 1) == length - at - 1 ? at : 0;
}

enum { HEX = 32 };

/* A UUID without its dashes. */
static bool is_bare_uuid(const char *id, size_t length)
{
    bool letters = false;
    for (size_t i = 0; i < length; i++) {
        if (!is_digit(id[i]) && (id[i] < 'a' || id[i] > 'f'))
            return false;
        letters = letters || !is_digit(id[i]);
    }
    return length == HEX && letters;
}

/* Digits of a telephone number in groups: "138-0000-0000", "(202) 555-0123". The first group has
 * at most four, and no other fewer than two. */
static bool is_grouped_phone(const char *id, size_t length)
{
    enum { FEWEST = 10, MOST = 15, FIRST = 4 };
    size_t all = 0, groups = 0;
    for (size_t at = 0; at < length;) {
        size_t digits = digits_at(id + at, length - at);
        bool mark = digits == 0 && strchr("-() ", id[at]) != NULL;
        if ((digits == 0 && !mark) || (digits > FIRST && groups == 0) ||
            (digits == 1 && groups > 0))
            return false;
        groups += digits > 0;
        all += digits;
        at += digits > 0 ? digits : 1;
    }
    return groups > 1 && all >= FEWEST && all <= MOST;
}

/* "1,000,000". */
static bool has_thousands(const char *id, size_t length)
{
    size_t at = digits_at(id, length);
    bool good = at > 0 && at <= 3 && at < length;
    while (good && at < length) {
        good = id[at] == ',' && length - at > 3 && digits_at(id + at + 1, length - at - 1) == 3;
        at += 4;
    }
    return good;
}

/* China's mobile numbers behind the country's: bytes of it. */
static size_t country_of(const char *id, size_t length)
{
    enum { PREFIX = 2, MOBILE = 11 };
    bool mobile = length == PREFIX + MOBILE && memcmp(id, "861", PREFIX + 1) == 0 && id[3] > '2';
    return mobile ? PREFIX : 0;
}

/* What programs write before an id; bytes of it. */
static size_t scheme_of(const char *id, size_t length)
{
    static const char *const schemes[] = {"mailto:", "tel:"};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
        if (length > strlen(schemes[i]) && memcmp(id, schemes[i], strlen(schemes[i])) == 0)
            return strlen(schemes[i]);
    if (length > 6 && memcmp(id, "gid://", 6) == 0) { /* gid://shopify/Customer/7 */
        size_t at = length;
        while (id[at - 1] != '/')
            at--;
        return at < length ? at : 0;
    }
    /* GA1.2.1234567.1700000000: the cookie's depth, then the client */
    return length > 6 && memcmp(id, "ga1.", 4) == 0 && is_digit(id[4]) && id[5] == '.' ? 6 : 0;
}

bool hl_base__id_is_key(const char *id, size_t length)
{
    size_t letters = 0, digits = 0;
    for (size_t i = 0; i < length; i++) {
        char c = id[i];
        letters += is_letter(c);
        digits += is_digit(c);
        if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_' && c != ':')
            return false;
    }
    if (length == 0 || (digits == length && id[0] == '0' && length > 1))
        return false;
    if (digits == length)
        return country_of(id, length) == 0;
    if (letters == 0)
        return !is_grouped_phone(id, length);
    return joint_of(id, length) == 0 && scheme_of(id, length) == 0 && !is_bare_uuid(id, length);
}

/* ---- the key */

/* "7.0", "7.000" as "7". Of a long part that is no part of a number, as of a client's id of Google
 * Analytics, a program that took it for one has left out the zeros at its end. */
static size_t without_decimals(const char *text, size_t length)
{
    enum { LONG = 8 };
    size_t digits = digits_at(text, length);
    if (digits == 0 || digits == length || text[digits] != '.')
        return length;
    size_t part = digits_at(text + digits + 1, length - digits - 1);
    size_t end = length;
    while (end > digits + 1 && text[end - 1] == '0')
        end--;
    if (part == 0 || digits + 1 + part != length)
        return length;
    return end == digits + 1 ? digits : part >= LONG ? end : length;
}

static bool is_wrapping(char c, bool at_end)
{
    return strchr(at_end ? "'\";," : "+'\"=#", c) != NULL;
}

/* Only digits stay. */
static size_t keep_digits(char *text, size_t length)
{
    size_t to = 0;
    for (size_t i = 0; i < length; i++)
        if (is_digit(text[i]))
            text[to++] = text[i];
    return to;
}

static size_t add_dashes(char *text)
{
    static const size_t places[] = {20, 16, 12, 8};
    size_t size = HEX;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        memmove(text + places[i] + 1, text + places[i], size - places[i]);
        text[places[i]] = '-';
        size++;
    }
    return size;
}

static size_t respell(char *text, size_t size)
{
    size_t joint = joint_of(text, size);
    if (joint > 0) {
        memmove(text + joint, text + joint + 1, size - joint - 1);
        return size - 1;
    }
    if (is_bare_uuid(text, size))
        return add_dashes(text);
    if (has_thousands(text, size) || is_grouped_phone(text, size))
        return keep_digits(text, size);
    return without_decimals(text, size);
}

size_t hl_base__id_key(const char *id, size_t length, char *out)
{
    size_t size = hl_base__fold(id, length, out);
    size_t start = 0;
    for (size_t before = SIZE_MAX; before != start;) {
        before = start;
        while (start + 1 < size && is_wrapping(out[start], false))
            start++;
        start += scheme_of(out + start, size - start);
    }
    while (size > start + 1 && is_wrapping(out[size - 1], true))
        size--;
    memmove(out, out + start, size - start);
    size = respell(out, size - start);
    start = 0;
    if (digits_at(out, size) == size) {
        while (start + 1 < size && out[start] == '0')
            start++;
        start += country_of(out + start, size - start);
    }
    size -= start;
    memmove(out, out + start, size);
    out[size] = '\0';
    return size;
}
