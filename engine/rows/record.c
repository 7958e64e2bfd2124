#include "rows/record.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void hl_rows__record_free(hl_record *record)
{
    free(record->fields);
    free(record->keys);
    hl_base__text_free(&record->scratch);
    *record = (hl_record){0};
}

void hl_rows__record_problem(hl_record *record, size_t at, const char *format, ...)
{
    if (record->problem[0] != '\0')
        return;
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(record->problem, sizeof record->problem, format, arguments);
    va_end(arguments);
    record->problem_at = at;
}

static bool grow(hl_record *record)
{
    size_t capacity = record->capacity == 0 ? 32 : record->capacity * 2;
    hl_field *fields = realloc(record->fields, capacity * sizeof *fields);
    if (fields != NULL)
        record->fields = fields;
    hl_field *keys = realloc(record->keys, capacity * sizeof *keys);
    if (keys != NULL)
        record->keys = keys;
    if (fields == NULL || keys == NULL)
        return false;
    record->capacity = capacity;
    return true;
}

hl_field *hl_rows__record_field(hl_record *record)
{
    if (record->count == HL_ROWS_MOST_FIELDS) {
        hl_rows__record_problem(record, 0, "a record of more than %d fields",
                                (int)HL_ROWS_MOST_FIELDS);
        return NULL;
    }
    if (record->count == record->capacity && !grow(record)) {
        record->failed = true;
        hl_rows__record_problem(record, 0, "out of memory");
        return NULL;
    }
    hl_field *field = &record->fields[record->count];
    *field = (hl_field){"", 0, HL_FIELD_ABSENT};
    record->keys[record->count++] = *field;
    return field;
}

void hl_rows__record_check_text(hl_record *record, const char *text, const char *part,
                                size_t length)
{
    size_t at = (size_t)(part - text);
    size_t invalid = hl_base__utf8_invalid_at(part, length);
    if (invalid < length) {
        record->foreign = true;
        hl_rows__record_problem(record, at + invalid, "invalid UTF-8 (byte 0x%02X)",
                                (unsigned)(unsigned char)part[invalid]);
    }
    const char *nul = memchr(part, '\0', length);
    if (nul != NULL)
        hl_rows__record_problem(record, (size_t)(nul - text), "NUL byte in the text");
}

void hl_rows__record_check_count(hl_record *record, size_t named, size_t header_count)
{
    size_t count = record->count;
    size_t filled = count;
    while (filled > named && record->fields[filled - 1].length == 0)
        filled--;
    if (count < named && record->cut)
        hl_rows__record_problem(
            record, 0, "ragged row: %zu field%s at the end of the file, the header has %zu", count,
            count == 1 ? "" : "s", named);
    else if ((count < named && count < 2) || (filled > named && filled > header_count))
        hl_rows__record_problem(record, 0, "ragged row: %zu field%s, the header has %zu", count,
                                count == 1 ? "" : "s", named);
    else if (filled > named)
        hl_rows__record_problem(record, 0, "a value in column %zu, which has no name", filled);
    while (record->problem[0] == '\0' && record->count < named)
        (void)hl_rows__record_field(record);
}
