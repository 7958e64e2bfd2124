/* Records of CSV and NDJSON files, one at a time, with their line numbers: what hl_rows_open_file
 * (hookline/rows.h) is made of.
 *
 *   hl_rows *rows = NULL;
 *   hl_rows_options options = {.path = "users.csv"};
 *   if (hl_rows__open(&options, &rows, err) != HL_OK) ...
 *   int user = hl_rows__column(rows, "user_id");
 *   hl_row row;
 *   while (hl_rows__next(rows, &row))
 *       if (row.problem == NULL) use(row.fields[user]);
 *   status = hl_rows__close(rows, err);   // a read error shows here
 *
 * CSV: RFC 4180 quoting, CRLF, LF or CR, a header line, any one-byte delimiter, in UTF-8 with or
 * without BOM, UTF-16 or UTF-32 with one, or in what the caller names. Blank lines are skipped. A
 * record with a problem ends at the end of its line, so that a stray quote does not swallow the
 * good records behind it. NDJSON: one object a line; columns are the keys of the first record and
 * what the caller adds (hl_rows__add_all_keys, hl_rows__add_first_keys: of all); a key that is
 * absent, or null, is an empty field; arrays and objects are fields that hold their JSON text.
 * Other keys are not shown, but raw has them. Regular files are memory-mapped; pipes are read in
 * blocks. */
#ifndef HL_ROWS_ROWS_H
#define HL_ROWS_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/problems.h"
#include "hookline/rows.h"

/* What is made of the bytes of a column. */
typedef enum hl_rows_use {
    HL_ROWS_TEXT,  /* must be UTF-8 without NUL, else the record has a problem */
    HL_ROWS_BYTES, /* used, and whoever reads it sees for himself (a number) */
    HL_ROWS_UNUSED /* not looked at: a bad byte there does no harm */
} hl_rows_use;

typedef struct hl_rows_options {
    const char *path;      /* "-" is standard input; must outlive the reader */
    const char *text;      /* read instead of the file, which path then only names; or NULL */
    size_t length;         /* of text */
    hl_rows_format format; /* AUTO: by the name, then by the first byte ('{' is NDJSON) */
    char delimiter; /* 0: what the header says: comma, or tab when the name ends in .tsv, unless
                       it speaks for another */
    const char *encoding; /* of a file that is not UTF-8 and has no mark; NULL: not said */
    size_t skip_lines;    /* lines before the header */
    bool check_nested;    /* NDJSON: read lists and objects in full, to see that they are JSON */
    /* called with every block that is read from a pipe, in order; never for a mapped file */
    void (*seen)(void *context, const char *data, size_t length);
    void *seen_context;
} hl_rows_options;

typedef struct hl_rows hl_rows;

/* Whether the path names a regular file, which can be opened and read again from its start. */
bool hl_rows__is_lasting(const char *path);

HL_NODISCARD hl_status hl_rows__open(const hl_rows_options *options, hl_rows **out, hl_error *err);
bool hl_rows__is_json(const hl_rows *rows);
size_t hl_rows__column_count(const hl_rows *rows);
const char *hl_rows__column_name(const hl_rows *rows, size_t index);
/* NDJSON: a key that the caller reads, also when the first record lacks it; the last column from
 * now on. Rows that were read before are no longer valid. */
HL_NODISCARD hl_status hl_rows__add_column(hl_rows *rows, const char *name, size_t length,
                                           hl_error *err);
/* NDJSON: the keys of all records, as columns behind the others. Of what is read once (a pipe)
 * those of its first 32 MiB; all_matter: a key that comes up behind them stops the reading. Before
 * the first row. HL_REJECTED: more keys than a table has columns. */
HL_NODISCARD hl_status hl_rows__add_all_keys(hl_rows *rows, bool all_matter, hl_error *err);
/* The same of the first 32 MiB alone, of a file too, and of as many keys as a table has columns:
 * for who asks for the columns that he reads by their names, and looks at others besides. */
HL_NODISCARD hl_status hl_rows__add_first_keys(hl_rows *rows, hl_error *err);
/* What was found out about the file goes to the problems (may be NULL) as notes. */
void hl_rows__tell(const hl_rows *rows, hl_problems *problems);
/* For errors about columns: "; line 4 looks like the header: --skip-lines 3", or "". */
const char *hl_rows__hint(const hl_rows *rows);
/* By column, what its bytes are for (record.h); borrowed. Without, all must be text. */
void hl_rows__use(hl_rows *rows, const hl_rows_use *uses, size_t count);
/* For a record of the file in which a column that is used is not UTF-8. HL_OK: it is damaged, no
 * more. HL_REJECTED: it is in another encoding, and err says how to read it. text_at_fault: the
 * column must be text. Any thread. */
HL_NODISCARD hl_status hl_rows__check_encoding(const hl_rows *rows, bool text_at_fault,
                                               const char *text, size_t length, hl_error *err);
/* -1 when there is none. */
int hl_rows__column(const hl_rows *rows, const char *name);
int hl_rows__column_named(const hl_rows *rows, const char *name, size_t length);
bool hl_rows__next(hl_rows *rows, hl_row *row);
/* HL_FAILED when reading has failed midway; then hl_rows__next has no more rows. */
HL_NODISCARD hl_status hl_rows__status(const hl_rows *rows, hl_error *err);
/* Closes and frees; returns what hl_rows__status said. */
HL_NODISCARD hl_status hl_rows__close(hl_rows *rows, hl_error *err);
/* Bytes read and in all (0 unknown), for progress. */
void hl_rows__progress(const hl_rows *rows, int64_t *done, int64_t *total);

#endif
