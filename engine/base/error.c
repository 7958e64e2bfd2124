#include "hookline/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/c_locale.h"
#include "hookline/shown.h"

static const char memory_text[] = "out of memory";

static void fill(hl_error *err, hl_status status, const char *format, va_list arguments)
    HL_PRINTF(3, 0);

/* A character of which vsnprintf has cut a part is cut whole. */
static void end_whole(char *text)
{
    size_t length = strlen(text);
    size_t start = length;
    while (start > 0 && length - start < 4 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0xC0)
        text[start - 1] = '\0';
}

static void fill(hl_error *err, hl_status status, const char *format, va_list arguments)
{
    char said[sizeof err->message];
    err->status = status;
    int length = vsnprintf(said, sizeof said, format, arguments);
    if (length >= (int)sizeof said)
        end_whole(said);
    (void)hl_shown(said, err->message, sizeof err->message);
}

hl_status hl_error_set(hl_error *err, hl_status status, const char *format, ...)
{
    if (err == NULL || err->status != HL_OK)
        return status;
    va_list arguments;
    va_start(arguments, format);
    fill(err, status, format, arguments);
    va_end(arguments);
    return status;
}

hl_status hl_error_memory(hl_error *err)
{
    return hl_error_set(err, HL_FAILED, "%s", memory_text);
}

bool hl_error_is_memory(const hl_error *err)
{
    return strcmp(err->message, memory_text) == 0;
}

/* Adds what errno said. strerror speaks the language of the host program's locale. */
static void add_reason(hl_error *err, int failure)
{
    size_t length = strlen(err->message);
    (void)snprintf(err->message + length, sizeof err->message - length, ": %s",
                   strerror_l(failure, hl_base__c_locale()));
}

hl_status hl_error_system(hl_error *err, const char *format, ...)
{
    int failure = errno;
    if (failure == ENOMEM)
        return hl_error_memory(err);
    if (err == NULL || err->status != HL_OK)
        return HL_FAILED;
    va_list arguments;
    va_start(arguments, format);
    fill(err, HL_FAILED, format, arguments);
    va_end(arguments);
    add_reason(err, failure);
    return HL_FAILED;
}
