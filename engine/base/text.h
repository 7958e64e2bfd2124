/* A growing text (string builder). A zeroed hl_text is empty and ready. When memory runs out it
 * remembers that (failed) and drops what follows: it is asked once, where the text leaves, by
 * hl_base__text_status, hl_base__text_keep or hl_base__text_take; a text that goes into another
 * goes by hl_base__text_add_text, which keeps that in mind. */
#ifndef HL_BASE_TEXT_H
#define HL_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "hookline/error.h"

typedef struct hl_text {
    char *data; /* terminated by NUL; NULL while empty */
    size_t length;
    size_t capacity;
    bool failed;
} hl_text;

void hl_base__text_add(hl_text *text, const char *piece);
void hl_base__text_add_bytes(hl_text *text, const char *piece, size_t length);
void hl_base__text_add_text(hl_text *text, const hl_text *piece);
void hl_base__text_add_char(hl_text *text, char c);
void hl_base__text_add_int(hl_text *text, int64_t number);
void hl_base__text_add_repeat(hl_text *text, char c, size_t count);
void hl_base__text_addf(hl_text *text, const char *format, ...) HL_PRINTF(2, 3);
/* Room for `more` bytes behind the text, for hot loops that write by pointer; NULL when memory ran
 * out. What was written counts after hl_base__text_grow. */
char *hl_base__text_room(hl_text *text, size_t more);
void hl_base__text_grow(hl_text *text, size_t by);
void hl_base__text_clear(hl_text *text); /* keeps the memory */
void hl_base__text_free(hl_text *text);
/* HL_FAILED (out of memory) when a part of the text is missing. */
HL_NODISCARD hl_status hl_base__text_status(const hl_text *text, hl_error *err);
/* A copy that lives in the arena; NULL when out of memory, now or while the text was made. */
const char *hl_base__text_keep(const hl_text *text, hl_arena *arena);
/* The text as a string, "" when empty; borrowed. */
const char *hl_base__text_string(const hl_text *text);
/* Hands the memory over (caller frees with free); NULL when it failed. The text is empty then. */
char *hl_base__text_take(hl_text *text);

#endif
