/* The columns that readers know by name, as files call them. */
#ifndef HL_BASE_COLUMN_NAMES_H
#define HL_BASE_COLUMN_NAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/spelling.h"

enum { HL_COLUMN_MOST = 128, HL_COLUMN_ROOM = HL_FOLDED(HL_COLUMN_MOST) };

typedef enum hl_column_match {
    HL_COLUMN_NONE,
    HL_COLUMN_NAMED, /* so, to the letter */
    HL_COLUMN_SPELT, /* in another case or width, with blanks around, or "sentAt", "Sent at" */
    HL_COLUMN_TWICE, /* two are spelt so */
    HL_COLUMN_OTHER  /* a word for the same thing, which may also mean another: 发送时间 */
} hl_column_match;

/* Which of the columns is the one of that name: *at its index, of TWICE the first, *other the
 * second. */
hl_column_match hl_base__column_find(const char *const *columns, size_t count, const char *name,
                                     size_t *at, size_t *other);
/* Whether the column is the one of that name in another spelling: SPELT. Quick where it is not. */
bool hl_base__column_is_spelt(const char *column, const char *name);
/* The name in lower case, without what joins its words: "userid" of "User ID". out has room for
 * HL_COLUMN_ROOM bytes. False: it is longer than any name. */
bool hl_base__column_joined(const char *column, char *out);
/* Whether the column is called as those are that name the currency of a row's amounts. */
bool hl_base__column_names_currency(const char *column);
/* How a single name stands to it: NONE, NAMED, SPELT or OTHER. */
hl_column_match hl_base__column_match(const char *column, const char *name);

#endif
