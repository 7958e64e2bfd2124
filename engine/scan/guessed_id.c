#include "scan/guessed_id.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/spelling.h"
#include "base/written_number.h"
#include "rows/reader.h"
#include "rows/record.h"
#include "scan/known_columns.h"
#include "scan/sampled_table.h"

enum { LOOKED_AT = 256, ENOUGH = 50, MOST_COLUMNS = 64, MOST_ID = 64 };

typedef struct column {
    uint64_t digests[LOOKED_AT];
    size_t filled;
    bool no_id;
    int64_t last; /* of whole numbers that rise from row to row */
    bool rises;
} column;

static bool is_time(const char *text, size_t length)
{
    return memchr(text, ':', length) != NULL ||
           (length >= 8 && text[0] >= '1' && text[0] <= '2' && (text[4] == '-' || text[4] == '/'));
}

static void take_cell(column *c, const hl_field *field)
{
    const char *text = field->data;
    size_t length = field->length;
    hl_written_number number;
    const hl_i128 one = 1000000000000000000;
    hl_base__trim(&text, &length);
    if (c->no_id || length == 0 || hl_base__is_null(text, length))
        return;
    bool read = hl_base__written_number(text, length, '.', false, &number) <= HL_NUMBER_ROUNDED;
    int64_t value = read ? (int64_t)(number.attos / one) : 0;
    c->no_id = length > MOST_ID || is_time(text, length) ||
               (read && (number.attos % one != 0 || number.currency != '\0' || number.percent));
    c->rises = (c->filled == 0 || c->rises) && read && (c->filled == 0 || value > c->last);
    c->last = value;
    c->digests[c->filled++] = XXH3_64bits(text, length);
}

static size_t read_head(const hl_body *body, column *columns, size_t count, hl_record *record)
{
    size_t rows = 0;
    for (size_t at = 0; at < body->length && rows < LOOKED_AT && !record->failed; rows++) {
        at +=
            hl_rows__csv_record(record, body->data + at, body->length - at, true, body->delimiter);
        for (size_t c = 0; c < count && c < record->count; c++)
            take_cell(&columns[c], &record->fields[c]);
    }
    return rows;
}

static bool may_be_id(column *c, size_t rows)
{
    const double filled = 0.9, different = 0.8;
    if (c->no_id || c->rises || (double)c->filled < filled * (double)rows)
        return false;
    size_t distinct = c->filled;
    (void)hl_scan__pairs_alike(c->digests, c->filled);
    for (size_t i = 1; i < c->filled; i++)
        distinct -= c->digests[i] == c->digests[i - 1];
    return (double)distinct >= different * (double)c->filled;
}

bool hl_scan__guess_id(const hl_scan_layout *layout, int *found)
{
    hl_body body;
    hl_record record = {0};
    size_t count = layout->column_count < MOST_COLUMNS ? layout->column_count : MOST_COLUMNS;
    *found = -1;
    if (layout->json || !hl_rows__body(layout->rows, &body))
        return true;
    column *columns = calloc(count + 1, sizeof *columns);
    if (columns == NULL)
        return false;
    size_t rows = read_head(&body, columns, count, &record);
    for (size_t c = 0; c < count && rows >= ENOUGH && *found < 0; c++)
        if (layout->field_of[c] >= layout->field_count &&
            !hl_scan__is_of_export(hl_rows__column_name(layout->rows, c)) &&
            !hl_scan__counts_people(hl_rows__column_name(layout->rows, c)) &&
            may_be_id(&columns[c], rows))
            *found = (int)c;
    bool good = !record.failed;
    hl_rows__record_free(&record);
    free(columns);
    return good;
}
