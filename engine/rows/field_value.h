/* Fields of rows as document values, for conditions. */
#ifndef HL_ROWS_FIELD_VALUE_H
#define HL_ROWS_FIELD_VALUE_H

#include "base/arena.h"
#include "base/value.h"
#include "hookline/rows.h"

/* The field as a value named key: absent and null ones are NULL, untyped ones UNTYPED. Key and
 * texts are borrowed, lists and objects are made in the arena. HL_REJECTED: the field is not the
 * number, boolean or JSON that it says it is. */
HL_NODISCARD hl_status hl_rows__field_value(const hl_field *field, const char *key, hl_arena *arena,
                                            hl_value *out, hl_error *err);

/* Whether the text of an untyped field is a list or an object as JSON: then *out is that, with the
 * text as it stands; else *out stays. A CSV cell, a JSON value and the store then say the same of a
 * list. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_rows__untyped_document(const char *text, size_t length, hl_arena *arena,
                                                 hl_value *out);

#endif
