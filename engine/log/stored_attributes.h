/* A user's attributes: kept as a flat JSON object of texts, keys sorted; read as a document value
 * whose members are UNTYPED, so that "12" equals 12 and a CSV and an NDJSON file of the same users
 * leave the same store. What is a list or an object as JSON is read as that. An empty field is an
 * attribute that is not there. */
#ifndef HL_LOG_STORED_ATTRIBUTES_H
#define HL_LOG_STORED_ATTRIBUTES_H

#include "base/arena.h"
#include "base/text.h"
#include "base/value.h"
#include "base/wide.h"

/* Zeroed = empty and ready; its memory is used again by the next read. */
typedef struct hl_log_attributes {
    hl_value object; /* members in order of their keys */
    hl_value *items;
    size_t capacity;
    char *text;
    size_t text_size;
    hl_arena arena; /* lists and objects among them */
} hl_log_attributes;

/* Reads what hl_log__attributes_write wrote; NULL or "" is no attributes. HL_REJECTED: it is not
 * such a text; HL_FAILED: out of memory. Valid until the next read. */
HL_NODISCARD hl_status hl_log__attributes_read(hl_log_attributes *attributes, const char *json,
                                               size_t length);
/* One more member, borrowed. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_log__attributes_add(hl_log_attributes *attributes, const char *key,
                                              const char *text, size_t length);
void hl_log__attributes_free(hl_log_attributes *attributes);

typedef struct hl_log_attribute {
    const char *key; /* terminated by NUL */
    const char *text;
    size_t length; /* 0: takes the attribute away */
} hl_log_attribute;

/* before, with the changes made to it (sorted by key), as JSON appended to out. */
void hl_log__attributes_write(const hl_value *before, const hl_log_attribute *changes, size_t count,
                              hl_text *out);

/* An attribute as a number in attos; false when it is missing or not a number. */
bool hl_log__attribute_number(const hl_value *attributes, const char *key, hl_i128 *out);

#endif
