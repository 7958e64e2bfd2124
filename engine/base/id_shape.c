#include "base/id_shape.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/ruined_id.h"

typedef enum letter_kind { MARK, DIGIT, LETTER, OTHER_LETTER } letter_kind;

static letter_kind kind_of(char c)
{
    if (c >= '0' && c <= '9')
        return DIGIT;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
        return LETTER;
    return (unsigned char)c >= 0x80 ? OTHER_LETTER : MARK;
}

static bool is_hex(char c)
{
    return kind_of(c) == DIGIT || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* 8-4-4-4-12 digits of base 16, or 32 of them with letters among them, braces around them or not.
 */
static bool is_uuid(const char *id, size_t length)
{
    enum { DIGITS = 32, DASHED = 36 };
    static const size_t dashes[] = {8, 13, 18, 23};
    size_t found = 0;
    bool letters = false;
    if (length > 2 && id[0] == '{' && id[length - 1] == '}') {
        id++;
        length -= 2;
    }
    for (size_t i = 0; i < length; i++) {
        bool here = found < 4 && length == DASHED && i == dashes[found];
        if (here ? id[i] != '-' : !is_hex(id[i]))
            return false;
        letters = letters || kind_of(id[i]) == LETTER;
        found += here;
    }
    return length == DASHED || (length == DIGITS && letters);
}

/* A dot behind the at. */
static bool is_address(const char *id, size_t length)
{
    const char *at = memchr(id, '@', length);
    return at != NULL && at > id && memchr(at, '.', length - (size_t)(at - id)) != NULL;
}

/* Bytes of a word for nobody before a number or a mark; a whole address is somebody's, unless the
 * word is all that stands before its at. */
static size_t nobody_before(const char *id, size_t length)
{
    enum { SHORTEST = 4 };
    size_t end = 0;
    while (end < length && (kind_of(id[end]) == LETTER || kind_of(id[end]) == OTHER_LETTER))
        end++;
    bool word = end >= SHORTEST && end < length && hl_base__id_is_placeholder(id, end);
    return word && (id[end] == '@' || !is_address(id, length)) ? end : 0;
}

/* Made at random of letters, digits and the marks of base 64: where these stand, and where letters
 * change case, is chance, so all of them look alike. A quarter of the places change: six in ten do
 * in base 64, four in Crockford's 32; "order-2026-03-01" changes once. */
static bool is_token(const char *id, size_t length)
{
    enum { SHORTEST = 10, LONG = 20, FEWEST = 4, ONE_IN = 4 };
    static const char marks[] = "-_+/=";
    enum { NONE, NUMBER, LOWER, UPPER } before = NONE, kind;
    size_t changes = 0, digits = 0;
    for (size_t i = 0; i < length; i++) {
        letter_kind of = kind_of(id[i]);
        if (of == OTHER_LETTER || (of == MARK && strchr(marks, id[i]) == NULL))
            return false;
        if (of == MARK)
            continue;
        digits += of == DIGIT;
        kind = of == DIGIT ? NUMBER : id[i] >= 'a' ? LOWER : UPPER;
        changes += before != NONE && kind != before;
        before = kind;
    }
    return length >= SHORTEST && changes >= FEWEST && ONE_IN * changes >= length &&
           (digits > 0 || length >= LONG);
}

static size_t put(char out[HL_ID_SHAPE], size_t at, char c)
{
    if (at + 1 < HL_ID_SHAPE)
        out[at++] = c;
    return at;
}

/* The letters and digits that stand together from `from` on; returns their end. */
static size_t take_run(const char *id, size_t length, size_t from, char out[HL_ID_SHAPE],
                       size_t *size)
{
    enum { MOST_CHANGES = 2 };
    static const char names[] = {[DIGIT] = '9', [LETTER] = 'a', [OTHER_LETTER] = 'w'};
    size_t end = from, changes = 0, start = *size;
    letter_kind before = MARK;
    for (; end < length && kind_of(id[end]) != MARK; end++) {
        letter_kind kind = kind_of(id[end]);
        if (kind == before)
            continue;
        changes += before != MARK;
        *size = put(out, *size, names[kind]);
        before = kind;
    }
    if (changes > MOST_CHANGES)
        *size = put(out, start, 'x');
    return end;
}

size_t hl_base__id_shape(const char *id, size_t length, char out[HL_ID_SHAPE])
{
    size_t size = 0;
    if (is_uuid(id, length))
        return (size_t)snprintf(out, HL_ID_SHAPE, "uuid");
    size_t at = nobody_before(id, length);
    if (at == 0 && is_address(id, length))
        return (size_t)snprintf(out, HL_ID_SHAPE, "@");
    if (at == 0 && is_token(id, length))
        return (size_t)snprintf(out, HL_ID_SHAPE, "x");
    for (size_t i = 0; i < at; i++)
        size = put(out, size, (char)(kind_of(id[i]) == LETTER ? id[i] | 0x20 : id[i]));
    while (at < length)
        if (kind_of(id[at]) == MARK)
            size = put(out, size, id[at++]);
        else
            at = take_run(id, length, at, out, &size);
    out[size] = '\0';
    return size;
}

/* Two letters that stand side by side are of a word that was kept. */
static bool keeps_word(const char *shape)
{
    for (size_t i = 0; shape[i] != '\0'; i++)
        if (kind_of(shape[i]) == OTHER_LETTER ||
            (kind_of(shape[i]) == LETTER && kind_of(shape[i + 1]) == LETTER))
            return true;
    return false;
}

bool hl_base__is_anonymous_shape(const char *shape)
{
    return keeps_word(shape) || (strstr(shape, "9.9") != NULL && strchr(shape, '@') == NULL);
}
