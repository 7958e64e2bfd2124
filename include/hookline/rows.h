/* Rows in: what users, touches, events, costs and triggers are read from, wherever they are.
 *
 *   static const char *const columns[] = {"user_id", "country", "orders"};
 *   static const char *const cells_of_users[] = {"u1", "CN", "3",
 *                                                "u2", NULL, "0"};
 *   hl_row_source *users = NULL;
 *   hl_import_options options = HL_IMPORT_OPTIONS_INIT;
 *   hl_import_summary done;
 *   status = hl_rows_from_memory(columns, 3, cells_of_users, 2, &users, &err);
 *   if (status == HL_OK)
 *       status = hl_store_import_rows(store, HL_IMPORT_USERS, users, &options, problems, &done,
 *                                     &err);
 *   hl_rows_close(users);
 *
 * Who opens a source closes it; a function that takes one reads it to its end and no more. A source
 * belongs to one thread at a time and is read once. */
#ifndef HOOKLINE_ROWS_H
#define HOOKLINE_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"
#include "hookline/problems.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a field is. It always has its text as well: readers of text (ids, times, money) need not
 * look at the kind; conditions on attributes do. */
typedef enum hl_field_kind {
    HL_FIELD_ABSENT, /* there is none: an empty CSV field without quotes, a key that is not there */
    HL_FIELD_NULL,   /* none, and said so: JSON's null; read as absent */
    HL_FIELD_UNTYPED, /* of a source without types (CSV): also the number or boolean it spells */
    HL_FIELD_TEXT,    /* text also when it looks like a number */
    HL_FIELD_NUMBER,  /* as JSON writes it, with all its digits */
    HL_FIELD_BOOL,    /* "true" or "false" */
    HL_FIELD_JSON     /* a list or an object, as its JSON text */
} hl_field_kind;

typedef struct hl_field {
    const char *data; /* UTF-8 without NUL in it, NOT terminated by NUL; "" when empty, not NULL */
    size_t length;    /* bytes; 0 for ABSENT and NULL */
    hl_field_kind kind;
} hl_field;

/* Borrow the text; NULL is an absent field, and so is an empty untyped one. */
HL_API hl_field hl_field_untyped(const char *text);
HL_API hl_field hl_field_text(const char *text);
HL_API hl_field hl_field_bool(bool value);
/* The shortest decimal that reads back as value, written to digits, whatever the locale. Absent
 * when value is not finite. */
enum { HL_FIELD_DIGITS = 40 };
HL_API hl_field hl_field_number(double value, char digits[HL_FIELD_DIGITS]);

typedef struct hl_row {
    int64_t line;           /* where it stands, from 1: line of the file, or number of the row */
    const hl_field *fields; /* as many as columns; valid, as all of the row, until the next one */
    const char *raw;        /* the record as it stood in its source, for the list of refused rows;
                               NULL: made from the fields, as a line of CSV */
    size_t raw_length;
    const char *problem;    /* NULL, or why the record cannot be read ("ragged row: 3 fields, the
                               header has 5"); fields are then not read, and may be NULL */
    int64_t problem_column; /* in characters, from 1; 0 unknown */
} hl_row;

enum { HL_ROW_SOURCE_VERSION = 1 };

/* A source is this struct, filled. One of your own (a database cursor, a queue):
 *
 *   static hl_status next(void *context, hl_row *row, bool *got, hl_error *err)
 *   {
 *       cursor *c = context;
 *       if (!(*got = fetch(c)))
 *           return c->broken ? hl_error_set(err, HL_FAILED, "orders: %s", c->why) : HL_OK;
 *       c->fields[0] = hl_field_text(c->user_id);
 *       c->fields[1] = hl_field_number(c->spent, c->digits);
 *       *row = (hl_row){.line = ++c->rows, .fields = c->fields};
 *       return HL_OK;
 *   }
 *   hl_row_source orders = {.version = HL_ROW_SOURCE_VERSION, .name = "orders",
 *                           .columns = columns, .column_count = 2, .context = &c, .next = next};
 */
typedef struct hl_row_source {
    uint32_t version;           /* HL_ROW_SOURCE_VERSION */
    const char *name;           /* in messages and in the store: a path, "memory", ... */
    const char *const *columns; /* their names, no two the same; valid until close or want */
    size_t column_count;
    void *context; /* handed to these: */

    /* The next row. *got false: there are no more. Anything but HL_OK: it broke, and what was read
     * since the last thing that was finished (a batch that is in the store) counts for nothing. */
    hl_status (*next)(void *context, hl_row *row, bool *got, hl_error *err);
    /* For sources whose rows may have more columns than are known beforehand (JSON objects): puts
     * the name behind the columns. NULL: the columns are all there are. */
    hl_status (*want)(void *context, const char *name, hl_error *err);
    /* How much was read of how much (0: not known), in any measure. May be NULL. */
    void (*progress)(void *context, int64_t *done, int64_t *total);
    /* Gives back what the source holds, and the source itself where it was made by hl_rows_*. What
     * went wrong was said by next. May be NULL. */
    void (*close)(void *context);
} hl_row_source;

/* ---- sources */

typedef enum hl_rows_format { HL_ROWS_AUTO, HL_ROWS_CSV, HL_ROWS_NDJSON } hl_rows_format;

typedef struct hl_rows_file_options {
    hl_rows_format format; /* AUTO: by the name's ending, then by the first byte ('{' is NDJSON) */
    char delimiter;        /* of CSV; 0: comma, or tab when the name ends in .tsv, unless the header
                              speaks for another (then a note says so) */
    bool check_nested;     /* of NDJSON: a list or object that is no JSON, in whatever key, is a
                              problem of its record; else it is for those who look into it */
    const char *encoding;  /* of a file without byte-order mark: "gb18030", "windows-1252", ...
                              (docs/formats/flat-file.md); one that is UTF-8 is read so. "utf-8":
                              what  is not is damage, whatever it looks like. NULL: UTF-8, and a file
                              that  is evidently something else is refused with its name */
    size_t skip_lines;     /* lines before the header */
    char decimal; /* '.' or ',': what divides whole from parts where conditions compare with
                     numbers; 0: what their column as a whole says */
} hl_rows_file_options;

/* A CSV or NDJSON file as docs/formats/flat-file.md has them; "-" is standard input. options may be
 * NULL. CSV fields are UNTYPED, quoted or not, because many programs quote every field; an empty
 * one is ABSENT unless it is quoted. NDJSON: the columns are the keys of the first record, and
 * those that are wanted (hl_rows_want_all: of all). HL_FAILED: it cannot be read. HL_REJECTED: its
 * header cannot be, or it is no text. HL_USAGE: the encoding is not known. */
HL_API HL_NODISCARD hl_status hl_rows_open_file(const char *path,
                                                const hl_rows_file_options *options,
                                                hl_row_source **out, hl_error *err);
/* The same of a text in memory (the body of a request), borrowed until the source is closed; name
 * stands for the path. */
HL_API HL_NODISCARD hl_status hl_rows_open_text(const char *name, const char *text, size_t length,
                                                const hl_rows_file_options *options,
                                                hl_row_source **out, hl_error *err);
/* row_count x column_count texts, row by row, UNTYPED as those of a CSV file; NULL and ""
 * are absent fields. Names and cells are borrowed until the source is closed. HL_USAGE: columns
 * that hl_rows_check refuses, no cells for its rows, or more than memory can hold. */
HL_API HL_NODISCARD hl_status hl_rows_from_memory(const char *const *columns, size_t column_count,
                                                  const char *const *cells, size_t row_count,
                                                  hl_row_source **out, hl_error *err);
/* The same with fields that have a kind. */
HL_API HL_NODISCARD hl_status hl_rows_from_fields(const char *const *columns, size_t column_count,
                                                  const hl_field *fields, size_t row_count,
                                                  hl_row_source **out, hl_error *err);

/* ---- reading */

/* For those who read a source; to be called before the first row. HL_USAGE: no source (NULL), a
 * version that this library does not know, no name or next, or columns of which one has no name,
 * one that is not UTF-8, or that of another. */
HL_API HL_NODISCARD hl_status hl_rows_check(const hl_row_source *source, hl_error *err);
/* The column of that name, or -1. */
HL_API int hl_rows_column(const hl_row_source *source, const char *name);
/* The same, and asks a source that can have further columns for this one, so that -1 means that no
 * row will have it. Columns before it keep their places; a row that was read before is no longer
 * valid. */
HL_API HL_NODISCARD hl_status hl_rows_want(hl_row_source *source, const char *name, int *column,
                                           hl_error *err);
/* The keys of all records of an NDJSON file become columns, behind the others; of other sources
 * nothing. To be called before the first row. Of what is read once (a pipe) it holds the first
 * 32 MiB and knows their keys; all_matter: a record with another one behind them is HL_REJECTED,
 * when it is reached. HL_REJECTED: more keys than a table has columns. */
HL_API HL_NODISCARD hl_status hl_rows_want_all(hl_row_source *source, bool all_matter,
                                               hl_error *err);
/* HL_REJECTED: "users.csv: there is no column 'user_id'; columns: id, zone". What hl_store_import
 * says of a column that is missing is worded by itself: "it has: id, zone". */
HL_API HL_NODISCARD hl_status hl_rows_no_column(const hl_row_source *source, const char *name,
                                                hl_error *err);
/* source->next, and what it filled in wrongly becomes a problem of the row: no fields, a field of
 * an unknown kind, a text that is NULL, not UTF-8, has a NUL in it, or stands in an ABSENT or NULL
 * field. A problem of its own that is not one line of UTF-8 is replaced by one that says so. A
 * status that is no hl_status is HL_FAILED, and one without a message gets one. */
HL_API HL_NODISCARD hl_status hl_rows_next(hl_row_source *source, hl_row *row, bool *got,
                                           hl_error *err);
/* Only these columns (-1: none) will be read: in a CSV file a bad byte in another then does no
 * harm. HL_FAILED: out of memory. */
HL_API HL_NODISCARD hl_status hl_rows_only(hl_row_source *source, const int *columns, size_t count,
                                           hl_error *err);
/* What was found out about a file on opening (its delimiter, ...) goes to the problems as notes. */
HL_API void hl_rows_tell(const hl_row_source *source, hl_problems *problems);
/* Both 0 when the source cannot tell. */
HL_API void hl_rows_progress(const hl_row_source *source, int64_t *done, int64_t *total);
/* NULL is allowed. */
HL_API void hl_rows_close(hl_row_source *source);

#ifdef __cplusplus
}
#endif
#endif
