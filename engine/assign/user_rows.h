/* Users as rows of a CSV or NDJSON file: id, unit of randomisation, attributes.
 *
 * CSV: an empty field that is not quoted is a missing attribute; others are UNTYPED, quoted or not,
 * because many programs quote every field. NDJSON: attributes as they stand, nested ones too. */
#ifndef HL_ASSIGN_USER_ROWS_H
#define HL_ASSIGN_USER_ROWS_H

#include "base/arena.h"
#include "base/value.h"
#include "hookline/error.h"
#include "rows/rows.h"

typedef struct hl_user_rows hl_user_rows;

typedef struct hl_user_row {
    int64_t line;
    const char *id; /* not terminated; valid until the next row, as all of it */
    size_t id_length;
    const char *unit; /* the id, or the attribute that is randomised */
    size_t unit_length;
    const char *problem; /* NULL, or why there is no such user */
    int64_t problem_column;
} hl_user_row;

/* path: "-" is standard input. unit: "user" or an attribute's name. HL_REJECTED: there is no such
 * column (the message names those that exist). */
HL_NODISCARD hl_status hl_assign__user_rows_open(const char *path, const char *unit,
                                                 hl_user_rows **out, hl_error *err);
bool hl_assign__user_rows_next(hl_user_rows *users, hl_user_row *row);
/* The attributes of the row last read, valid until the next. HL_REJECTED: the row is one to reject.
 * HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_assign__user_rows_attributes(hl_user_rows *users, const hl_value **out,
                                                       hl_error *err);
void hl_assign__user_rows_progress(const hl_user_rows *users, int64_t *done, int64_t *total);
/* HL_FAILED when reading had failed midway. */
HL_NODISCARD hl_status hl_assign__user_rows_close(hl_user_rows *users, hl_error *err);

#endif
