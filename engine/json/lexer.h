/* The strict lexical pass over a JSON text (RFC 8259): all that cJSON would let through is refused
 * here, and the place of every value is written down in document order. */
#ifndef HL_JSON_LEXER_H
#define HL_JSON_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"
#include "hookline/problems.h"

enum {
    HL_JSON_DEPTH = 64,
    HL_JSON_NUMBER_LENGTH = 60, /* cJSON reads at most 63 characters */
    HL_JSON_PLACES_INSIDE = 48
};
#define HL_JSON_LARGEST ((size_t)64 << 20)

/* Where a value stood; offsets into the text. */
typedef struct hl_json_place {
    uint32_t offset, length; /* length is known for numbers only */
    int32_t line, column;
    int32_t key_line, key_column; /* of the member's name; 0 for elements */
} hl_json_place;

typedef struct hl_json_lexer {
    const char *file;
    const char *text;
    size_t length;
    size_t start; /* of the document, behind a byte-order mark */
    size_t at;
    int32_t line;
    size_t line_start;   /* offset of the line's first byte */
    size_t continuation; /* UTF-8 continuation bytes since then: they are no columns */
    int depth;
    hl_error refusal; /* the first, when something was refused */
    bool unclear;     /* something that cJSON would stumble over too: there is no tree */
    bool no_memory;
    hl_problems *problems;
    hl_json_place *places;
    size_t count, capacity;
    hl_json_place inside[HL_JSON_PLACES_INSIDE]; /* enough for a line of NDJSON */
} hl_json_lexer;

/* The lexer knows the outcome, also of what is refused later. It is to be closed in any case. */
void hl_json__lex(hl_json_lexer *lexer, const char *file, const char *text, size_t length,
                  int32_t first_line, hl_problems *problems);
/* HL_FAILED: out of memory, whatever else; HL_REJECTED: something was refused. */
HL_NODISCARD hl_status hl_json__lex_status(const hl_json_lexer *lexer, hl_error *err);
void hl_json__lex_close(hl_json_lexer *lexer);

/* Adds an error at a place; pointer and accepted may be NULL. */
void hl_json__refuse(hl_json_lexer *lexer, int32_t line, int32_t column, const char *pointer,
                     const char *message, const char *accepted);

#endif
