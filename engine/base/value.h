/* Document values: what JSON, CSV fields and user attributes become before anything reads them.
 * Trees are immutable once built, live in an arena, and know where they stood in their source. */
#ifndef HL_BASE_VALUE_H
#define HL_BASE_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum hl_value_type {
    HL_VALUE_NULL,
    HL_VALUE_BOOL,
    HL_VALUE_NUMBER,
    HL_VALUE_STRING,
    HL_VALUE_UNTYPED, /* a CSV field: text that also equals the number or boolean it spells */
    HL_VALUE_ARRAY,
    HL_VALUE_OBJECT
} hl_value_type;

typedef struct hl_value hl_value;
struct hl_value {
    hl_value_type type;
    bool boolean;
    signed char reading; /* UNTYPED, STRING: 1: the text writes `number`, -1: none, says who knows
                            how its column writes numbers; 0: nobody does */
    double number;       /* HL_VALUE_NUMBER, and see reading */
    const char *text;    /* STRING, UNTYPED: UTF-8 without NUL inside; NUMBER: as it was written */
    size_t length;       /* bytes of text */
    const char *key;     /* the name of this member in its object, or NULL */
    size_t count;        /* members or elements */
    const hl_value *items; /* count of them, in source order */
    int32_t line;          /* from 1; 0 unknown */
    int32_t column;        /* from 1, in code points */
};

/* The member named key of an object, or NULL (also when object is NULL or not an object). */
const hl_value *hl_base__value_get(const hl_value *object, const char *key);
/* "null", "boolean", "number", "string", "array", "object". */
const char *hl_base__value_type_name(hl_value_type type);

#endif
