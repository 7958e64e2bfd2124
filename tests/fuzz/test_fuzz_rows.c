/* Rows of CSV and NDJSON as imports, plans and assignments read them. The first byte says how: its
 * lowest bit NDJSON, the next two the delimiter, then whether lists are looked into, three the
 * encoding, and the last a line to be skipped. Every row is read or has a problem; none has other
 * columns than its source. */
#include <string.h>

#include "hookline/rows.h"
#include "tests/support/fuzz.h"

static void take(const char *text, size_t length)
{
    static const char delimiters[] = {',', '\t', ';', 0};
    static const char *const encodings[] = {NULL,       NULL,   "utf-8",     "gb18030",
                                            "utf-16le", "big5", "shift_jis", "windows-1252"};
    hl_rows_file_options options = {.format = HL_ROWS_AUTO};
    hl_row_source *source = NULL;
    hl_error err = HL_ERROR_INIT;
    unsigned char how = length == 0 ? 0 : (unsigned char)text[0];
    options.format = (how & 1U) != 0 ? HL_ROWS_NDJSON : HL_ROWS_CSV;
    options.delimiter = delimiters[how >> 1 & 3U];
    options.check_nested = (how & 8U) != 0;
    options.encoding = encodings[how >> 4 & 7U];
    options.skip_lines = how >> 7;
    text += length > 0;
    length -= length > 0;
    hl_status status = hl_rows_open_text("fuzz", text, length, &options, &source, &err);
    int column = 0;
    if (status == HL_OK)
        status = hl_rows_want(source, "user_id", &column, &err);
    bool got = status == HL_OK;
    int64_t line = 0;
    while (got) {
        hl_row row;
        status = hl_rows_next(source, &row, &got, &err);
        if (status != HL_OK)
            break;
        if (got && (row.line <= line || (row.problem == NULL && row.fields == NULL)))
            abort();
        line = got ? row.line : line;
        for (size_t i = 0; got && row.problem == NULL && i < source->column_count; i++)
            if (memchr(row.fields[i].data, '\0', row.fields[i].length) != NULL)
                abort();
    }
    if (status != HL_OK && err.message[0] == '\0')
        abort();
    hl_rows_close(source);
}

HL_FUZZ_TARGET("rows", 6000, take)
