/* Fields of rows as document values, for conditions. */
#ifndef HL_ROWS_FIELD_VALUE_H
#define HL_ROWS_FIELD_VALUE_H

#include "base/arena.h"
#include "base/value.h"
#include "hookline/rows.h"

/* The field as a value named key: absent and null ones are NULL, untyped ones UNTYPED. Texts are
 * borrowed from the field, lists and objects are made in the arena. source and line are for the
 * message of HL_REJECTED: the field is not the number, boolean or JSON that it says it is. */
HL_NODISCARD hl_status hl_rows__field_value(const hl_field *field, const char *key,
                                            const char *source, int64_t line, hl_arena *arena,
                                            hl_value *out, hl_error *err);

#endif
