/* JSON in: strict reading into hl_value trees that know their line and column. The only place that
 * sees cJSON. A byte-order mark before UTF-8 is passed over. Refused, each with its place: invalid
 * UTF-8, duplicate keys, nesting deeper than 64, numbers that overflow a double (1e999), trailing
 * text, texts over 64 MiB, NUL in strings, halves of surrogate pairs, numbers of more than 60
 * characters. */
#ifndef HL_JSON_JSON_H
#define HL_JSON_JSON_H

#include "base/arena.h"
#include "base/text.h"
#include "base/value.h"
#include "hookline/error.h"
#include "hookline/problems.h"

/* Parses a document. Problems go to the list (may be NULL) under the name `file`; HL_REJECTED: err
 * says the first of them in one line. HL_FAILED: out of memory. The tree lives in the arena; text
 * need not outlive it; *out is NULL after an error. first_line is the line number of the text's
 * first line (1; an NDJSON reader passes the record's line). */
HL_NODISCARD hl_status hl_json__parse(const char *file, const char *text, size_t length,
                                      int32_t first_line, hl_arena *arena, hl_problems *problems,
                                      const hl_value **out, hl_error *err);

/* The same, but when what was refused leaves the structure clear (a key twice, a number out of
 * range, a NUL) *out is the tree with HL_REJECTED, only to look for further problems
 * in it. */
HL_NODISCARD hl_status hl_json__recover(const char *file, const char *text, size_t length,
                                        int32_t first_line, hl_arena *arena, hl_problems *problems,
                                        const hl_value **out, hl_error *err);

/* Adds "/key", escaped as RFC 6901 wants, or "/index" when key is NULL. */
void hl_json__pointer_add(hl_text *out, const char *key, size_t index);

#endif
