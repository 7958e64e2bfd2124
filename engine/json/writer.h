/* JSON out: a streaming writer into a hl_text. Commas, quoting, indentation and number text are its
 * business; the nesting must be right (asserted). NaN and infinities are written as null; use
 * hl_json__add_number_or_inf where "inf" strings are wanted. */
#ifndef HL_JSON_WRITER_H
#define HL_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

typedef struct hl_json_writer {
    hl_text *out;
    int indent; /* spaces a level; 0 = everything on one line */
    int depth;
    bool first[64];
    bool after_key;
} hl_json_writer;

hl_json_writer hl_json__writer(hl_text *out, int indent);
void hl_json__open_object(hl_json_writer *writer);
void hl_json__close_object(hl_json_writer *writer);
void hl_json__open_array(hl_json_writer *writer);
void hl_json__close_array(hl_json_writer *writer);
void hl_json__key(hl_json_writer *writer, const char *key);
void hl_json__add_string(hl_json_writer *writer, const char *text); /* NULL writes null */
/* The text, and that a part of it may be missing. */
void hl_json__add_text(hl_json_writer *writer, const hl_text *text);
void hl_json__add_string_bytes(hl_json_writer *writer, const char *text, size_t length);
void hl_json__add_number(hl_json_writer *writer,
                         double number); /* shortest text; not finite: null */
void hl_json__add_number_or_inf(hl_json_writer *writer,
                                double number); /* "inf" / "-inf"; NaN: null */
/* A number as it was written in JSON: no digit is lost. */
void hl_json__add_number_as_written(hl_json_writer *writer, const char *text, size_t length);
void hl_json__add_int(hl_json_writer *writer, int64_t number);
void hl_json__add_bool(hl_json_writer *writer, bool value);
void hl_json__add_null(hl_json_writer *writer);
/* A key and its value. */
void hl_json__string_member(hl_json_writer *writer, const char *key, const char *text);
void hl_json__number_member(hl_json_writer *writer, const char *key, double number);
void hl_json__int_member(hl_json_writer *writer, const char *key, int64_t number);

#endif
