#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(hl_text *text, size_t more)
{
    if (text->failed)
        return false;
    size_t need = text->length + more + 1;
    if (need <= text->capacity)
        return true;
    size_t capacity = text->capacity == 0 ? 64 : text->capacity;
    while (capacity < need)
        capacity *= 2;
    char *data = realloc(text->data, capacity);
    if (data == NULL) {
        text->failed = true;
        return false;
    }
    text->data = data;
    text->capacity = capacity;
    return true;
}

char *hl_base__text_room(hl_text *text, size_t more)
{
    return reserve(text, more) ? text->data + text->length : NULL;
}

void hl_base__text_grow(hl_text *text, size_t by)
{
    text->length += by;
    text->data[text->length] = '\0';
}

void hl_base__text_add_bytes(hl_text *text, const char *piece, size_t length)
{
    if (!reserve(text, length))
        return;
    if (length > 0)
        memcpy(text->data + text->length, piece, length);
    text->length += length;
    text->data[text->length] = '\0';
}

void hl_base__text_add(hl_text *text, const char *piece)
{
    hl_base__text_add_bytes(text, piece, strlen(piece));
}

void hl_base__text_add_text(hl_text *text, const hl_text *piece)
{
    hl_base__text_add_bytes(text, hl_base__text_string(piece), piece->length);
    text->failed = text->failed || piece->failed;
}

void hl_base__text_add_char(hl_text *text, char c)
{
    hl_base__text_add_bytes(text, &c, 1);
}

void hl_base__text_add_int(hl_text *text, int64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0)
        digits[--at] = '-';
    hl_base__text_add_bytes(text, digits + at, sizeof digits - at);
}

void hl_base__text_add_repeat(hl_text *text, char c, size_t count)
{
    if (!reserve(text, count))
        return;
    memset(text->data + text->length, c, count);
    text->length += count;
    text->data[text->length] = '\0';
}

void hl_base__text_addf(hl_text *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length >= 0 && reserve(text, (size_t)length)) {
        (void)vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
        text->length += (size_t)length;
    }
    va_end(again);
    va_end(arguments);
}

void hl_base__text_clear(hl_text *text)
{
    text->length = 0;
    text->failed = false;
    if (text->data != NULL)
        text->data[0] = '\0';
}

void hl_base__text_free(hl_text *text)
{
    free(text->data);
    *text = (hl_text){0};
}

hl_status hl_base__text_status(const hl_text *text, hl_error *err)
{
    return text->failed ? hl_error_memory(err) : HL_OK;
}

const char *hl_base__text_keep(const hl_text *text, hl_arena *arena)
{
    return text->failed ? NULL : hl_base__arena_string(arena, hl_base__text_string(text));
}

const char *hl_base__text_string(const hl_text *text)
{
    return text->data == NULL ? "" : text->data;
}

char *hl_base__text_take(hl_text *text)
{
    if (text->data == NULL && !text->failed)
        (void)reserve(text, 0);
    char *data = text->failed ? NULL : text->data;
    if (data == NULL)
        free(text->data);
    else
        data[text->length] = '\0';
    *text = (hl_text){0};
    return data;
}
