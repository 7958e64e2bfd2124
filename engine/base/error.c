#include "hookline/error.h"

#include <stdarg.h>
#include <stdio.h>

hl_status hl_error_set(hl_error *err, hl_status status, const char *format, ...)
{
    if (err == NULL || err->status != HL_OK)
        return status;
    va_list arguments;
    va_start(arguments, format);
    err->status = status;
    (void)vsnprintf(err->message, sizeof err->message, format, arguments);
    va_end(arguments);
    return status;
}

hl_status hl_error_memory(hl_error *err)
{
    return hl_error_set(err, HL_FAILED, "out of memory");
}
