/* The reader of a file, for those who open it (open.c) and who read on (rows.c). */
#ifndef HL_ROWS_STATE_H
#define HL_ROWS_STATE_H

#include "base/map.h"
#include "rows/guess.h"
#include "rows/input.h"
#include "rows/record.h"
#include "rows/rows.h"
#include "rows/split_number.h"

enum {
    HL_ROWS_MOST_NOTES = 4,
    HL_ROWS_MOST_COLUMNS = 16384 /* as many as the widest spreadsheet has */
};

struct hl_rows {
    hl_input input;
    hl_record record;
    hl_map names;        /* index = column; of CSV without the last ones that have no name */
    size_t header_count; /* CSV: fields of the header */
    hl_field *fields;
    bool json;
    bool check_nested;
    bool keys_are_all; /* NDJSON: a record with a key that is no column stops the reading */
    char delimiter;
    hl_split_numbers split; /* CSV with commas */
    size_t at;              /* of the next record in input.data */
    int64_t line;           /* of the next record */
    bool out_of_memory;
    /* what another encoding than UTF-8 would be: known of the first part of the file */
    bool encoding_said; /* the caller has said what it is: nothing is guessed */
    hl_guess guess;
    hl_error refusal;                    /* reading stopped here, with what the file is instead */
    char notes[HL_ROWS_MOST_NOTES][240]; /* what was found out about the file */
    size_t note_count;
    char hint[120]; /* "; line 4 looks like the header: --skip-lines 3", or empty */
    char problem[sizeof((hl_error *)NULL)->message];
};

/* Takes the next record apart; *taken is its size, and at still stands on it. False at the end. */
bool hl_rows__take_record(hl_rows *rows, size_t *taken);
/* Moves behind the record. */
void hl_rows__pass(hl_rows *rows, size_t taken);
/* NDJSON: whether a key that is no column stops the reading; then the refusal says so. */
bool hl_rows__refuse_late_key(hl_rows *rows, const hl_field *key);
/* More text behind what is not yet consumed. */
bool hl_rows__more(hl_rows *rows);
/* Bytes in memory from the next record on. */
static inline size_t hl_rows__left(const hl_rows *rows)
{
    return rows->input.length - rows->at;
}
/* Encoding, line ends, dialect and header: everything before the first row. */
HL_NODISCARD hl_status hl_rows__prepare(hl_rows *rows, const hl_rows_options *options,
                                        hl_error *err);
/* HL_REJECTED: "users.csv:1: the header is not UTF-8 but most likely gb18030: ..."; line 0: none.
 */
HL_NODISCARD hl_status hl_rows__encoding_refused(const hl_rows *rows, int64_t line,
                                                 const char *what, const hl_guess *guess,
                                                 hl_error *err);

#endif
