/* For the parallel scanner: what is behind the header of a mapped file. */
#ifndef HL_ROWS_READER_H
#define HL_ROWS_READER_H

#include "rows/rows.h"
#include "rows/split_number.h"

typedef struct hl_body {
    const char *file; /* from the first byte of the file on */
    const char *data; /* from the first record on */
    size_t length;
    int64_t line; /* of the first record */
    bool json;
    char delimiter;
    size_t header_fields; /* CSV: of the header, with those at its end that have no name */
    const hl_split_numbers *split;
} hl_body;

/* False when the input is not mapped: then only hl_rows__next can read it (body is filled all the
 * same, for its format). */
bool hl_rows__body(const hl_rows *rows, hl_body *body);

#endif
