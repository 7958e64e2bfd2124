/* One record of text, taken apart into fields. Used by the reader (rows.h) for every record, and by
 * the parallel scanner for records that its fast path does not take. */
#ifndef HL_ROWS_RECORD_H
#define HL_ROWS_RECORD_H

#include "base/text.h"
#include "rows/rows.h"

/* A record that is longer has a problem: most likely a quote that is never closed. */
enum { HL_ROWS_MOST_BYTES = 1 << 24 };
/* Likewise, so that a line of commas takes no more memory than it has bytes. Twice as many as a
 * table has columns (open.c). */
enum { HL_ROWS_MOST_FIELDS = 1 << 15 };

typedef struct hl_record {
    hl_field *fields;
    hl_field *keys; /* NDJSON: the name of each field */
    size_t count;
    size_t capacity;
    hl_text scratch;   /* fields whose text differs from the file's */
    size_t length;     /* bytes of the record without its line end */
    char problem[240]; /* empty when there is none; else fields are unusable */
    size_t problem_at; /* byte offset in the record */
    bool failed;       /* out of memory */
    bool foreign;      /* a column that is used is not UTF-8 */
    bool cut;          /* CSV: it ends with the text, not with a line end */
    /* by column, what its bytes are for; borrowed. NULL: all are TEXT. Of CSV alone: a line of JSON
     * that is not UTF-8 is no JSON. */
    const hl_rows_use *uses;
    size_t use_count;
} hl_record;

void hl_rows__record_free(hl_record *record);

/* Takes the record at text[0]. Returns the bytes it takes with its line end; 0 when its end is not
 * within length and the text is not final. length > 0.
 *
 * CSV, RFC 4180. A record with a problem ends at the end of its first line, so that one stray quote
 * does not swallow the good records behind it. An even number of quotes in a line means that the
 * record that starts there ends there, well-formed or not. */
size_t hl_rows__csv_record(hl_record *record, const char *text, size_t length, bool final,
                           char delimiter);
/* CSV: the bytes of the line at text[0] with its line end when there is nothing in it but
 * delimiters and blanks, as spreadsheets write empty rows; else 0, also when its end is not within
 * length and the text is not final. */
size_t hl_rows__csv_blank_line(const char *text, size_t length, bool final, char delimiter);
/* NDJSON: one object a line. Strings lose their quotes and escapes, null becomes "", true, false
 * and numbers stay as written, arrays and objects stay as their JSON text. */
size_t hl_rows__json_record(hl_record *record, const char *text, size_t length, bool final);

/* CSV: as many fields as there are named columns. Fields behind them are let be when there is
 * nothing in them (header_count: how many the header has); else it is a problem. The last ones may
 * be missing, as spreadsheets leave them out when they are empty, and are absent then; but for a
 * record that the end of the file cuts off, and a field alone, which is a title or a note. */
void hl_rows__record_check_count(hl_record *record, size_t named, size_t header_count);

/* For those that take records.  Sets the problem unless there is one. */
void hl_rows__record_problem(hl_record *record, size_t at, const char *format, ...) HL_PRINTF(3, 4);
/* Room for one more field; NULL when out of memory. Zeroed. */
hl_field *hl_rows__record_field(hl_record *record);
/* Invalid UTF-8 and NUL in part[0, length), which stands in the record's text, become a problem. */
void hl_rows__record_check_text(hl_record *record, const char *text, const char *part,
                                size_t length);

#endif
