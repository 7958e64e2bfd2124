/* A report before it has a form: blocks of text and tables in one language, that the text and the
 * Markdown renderers print. compose.c fills it from an analysis. */
#ifndef HL_REPORTS_DOCUMENT_H
#define HL_REPORTS_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "hookline/report.h"

typedef enum hl_block_kind {
    HL_BLOCK_TITLE,
    HL_BLOCK_VERDICT,
    HL_BLOCK_HEADING,
    HL_BLOCK_SUBHEADING,
    HL_BLOCK_PARAGRAPH,
    HL_BLOCK_BULLET,
    HL_BLOCK_TABLE,
    HL_BLOCK_COMMAND
} hl_block_kind;

typedef enum hl_tone { HL_TONE_PLAIN, HL_TONE_GOOD, HL_TONE_WARN, HL_TONE_BAD } hl_tone;

typedef struct hl_block {
    hl_block_kind kind;
    hl_tone tone;
    const char *text;   /* all but tables */
    size_t columns;     /* tables */
    uint32_t right;     /* bit per column: numbers, aligned to the right */
    const char **cells; /* row by row, the first row is the header; the words of a command */
    size_t cell_count;
    size_t cell_capacity;
} hl_block;

/* A name, as the string that it is in the design, and what is shown for it. */
typedef struct hl_shown_title {
    const char *name, *title;
    size_t which; /* of the design's titles */
} hl_shown_title;

typedef struct hl_document {
    hl_arena arena;
    hl_block *blocks;
    size_t count, capacity;
    bool failed; /* out of memory */
    hl_lang lang;
    const hl_design *design; /* whose titles are shown; NULL: names are */
    hl_shown_title *titles;
    size_t title_count;
    bool *title_said; /* of each of the design's: the name has stood beside it */
    size_t width;     /* columns of the text form; 0: HL_REPORT_WIDTH */
} hl_document;

/* HL_USAGE: a width that a report cannot have; 0 is HL_REPORT_WIDTH. */
HL_NODISCARD hl_status hl_reports__check_width(size_t width, hl_error *err);
/* Texts enter as people may see them (base/shown.h). */
hl_block *hl_reports__add(hl_document *document, hl_block_kind kind, const char *text);
/* A table with its header to follow as the first `columns` cells. */
void hl_reports__table(hl_document *document, size_t columns, uint32_t right);
void hl_reports__cell(hl_document *document, const char *text);
/* The text as a string of the document; frees the text. */
const char *hl_reports__keep(hl_document *document, hl_text *text);

/* The words of a command, quoted, as lines that a shell takes for one: for both renderers. */
void hl_reports__add_command(const hl_block *block, size_t columns, hl_text *out);

/* The document in the form that is asked for, text or Markdown; its memory is freed, and out failed
 * where it had too little. */
void hl_reports__render(hl_document *document, const hl_report_options *options, hl_text *out);
void hl_reports__render_text(const hl_document *document, bool colour, hl_text *out);
void hl_reports__render_markdown(const hl_document *document, hl_text *out);

#endif
