/* Users out of a row source: id, unit of randomisation, and those attributes that somebody reads.
 *
 *   hl_user_source *users = NULL;
 *   hl_assign__user_source_open(rows, "user", &users, err);
 *   hl_assign__user_source_want(users, "zone", err);
 *   while (hl_assign__user_source_next(users, &user, &got, err) == HL_OK && got)
 *       status = hl_assign__user_source_attributes(users, &attributes, err);
 *   hl_assign__user_source_free(users);
 */
#ifndef HL_ASSIGN_USER_SOURCE_H
#define HL_ASSIGN_USER_SOURCE_H

#include "assign/condition.h"
#include "base/value.h"
#include "hookline/problems.h"
#include "hookline/rows.h"

typedef struct hl_user_source hl_user_source;

typedef struct hl_user_row {
    int64_t line;
    const char *id; /* not terminated; valid until the next row, as all of it */
    size_t id_length;
    const char *unit; /* the id, or the attribute that is randomised */
    size_t unit_length;
    const char *problem; /* NULL, or why there is no such user */
    int64_t problem_column;
} hl_user_row;

/* rows are borrowed. unit: "user" or an attribute's name. HL_REJECTED: there is no such column (the
 * message names those that exist). */
HL_NODISCARD hl_status hl_assign__user_source_open(hl_row_source *rows, const char *unit,
                                                   hl_user_source **out, hl_error *err);
/* Before the first user: an attribute that is read (no matter when there is no such column), and
 * all that a predicate reads. Names must outlive the source; wanting one twice is fine. */
HL_NODISCARD hl_status hl_assign__user_source_want(hl_user_source *users, const char *name,
                                                   hl_error *err);
/* The same of a column that the file calls otherwise. */
HL_NODISCARD hl_status hl_assign__user_source_want_at(hl_user_source *users, const char *name,
                                                      int column, hl_error *err);
/* Columns of a file of which one of the first 200 rows has a value that is asked for; of what can
 * be read only once, none. */
typedef bool hl_value_is(const char *name, const char *text, size_t length);
HL_NODISCARD hl_status hl_assign__user_source_want_by(hl_user_source *users, hl_value_is *is,
                                                      hl_error *err);
HL_NODISCARD hl_status hl_assign__user_source_want_read(hl_user_source *users,
                                                        const hl_predicate *predicate,
                                                        hl_error *err);
/* Then, where the rows can be read twice: finds out over all of them how the columns are written
 * that predicates compare with numbers. What was found out, and later what could not be read, goes
 * to problems (may be NULL). HL_REJECTED: a column is written in two ways, or nobody can tell. */
HL_NODISCARD hl_status hl_assign__user_source_judge(hl_user_source *users, hl_problems *problems,
                                                    hl_error *err);
/* When all were read: texts that are no number, where a predicate asks for one. */
void hl_assign__user_source_tell(const hl_user_source *users, hl_problems *problems);
/* *got false: there are no more. A status that is not HL_OK is the source's. */
HL_NODISCARD hl_status hl_assign__user_source_next(hl_user_source *users, hl_user_row *row,
                                                   bool *got, hl_error *err);
/* The wanted attributes of the user last read: an object whose members are there (absent ones are
 * not, those that are null are). Valid until the next user. HL_REJECTED: one of them is not what it
 * says it is; the row is one to refuse. */
HL_NODISCARD hl_status hl_assign__user_source_attributes(hl_user_source *users,
                                                         const hl_value **out, hl_error *err);
void hl_assign__user_source_free(hl_user_source *users);

#endif
