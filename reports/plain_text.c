/* The text form: no wider than it is asked to be, readable without colour. */
#include <string.h>

#include "base/utf8.h"
#include "reports/document.h"
#include "reports/wrap.h"

enum { GAP = 2, MOST_COLUMNS = 12, LEAST_WIDTH = 8 };

static const char *const tones[] = {[HL_TONE_PLAIN] = "\033[1m",
                                    [HL_TONE_GOOD] = "\033[1;32m",
                                    [HL_TONE_WARN] = "\033[1;33m",
                                    [HL_TONE_BAD] = "\033[1;31m"};

static size_t columns_of(const hl_document *document)
{
    return document->width == 0 ? HL_REPORT_WIDTH : document->width;
}

/* first: what stands before the first line; later lines are indented by `indent`. */
static void add_wrapped(hl_text *out, const char *text, const char *first, size_t indent,
                        size_t columns)
{
    const char *at = text;
    bool is_first = true;
    do {
        size_t next = 0;
        size_t bytes = hl_reports__wrap(at, columns - indent, &next);
        if (is_first)
            hl_base__text_add(out, first);
        else
            hl_base__text_add_repeat(out, ' ', indent);
        hl_base__text_add_bytes(out, at, bytes);
        hl_base__text_add_char(out, '\n');
        is_first = false;
        at += next;
    } while (*at != '\0');
}

/* The widest cell of each column, from the given one on. */
static void measure(const hl_block *block, size_t first, size_t *widths)
{
    for (size_t i = first; i < block->cell_count; i++) {
        size_t width = hl_base__utf8_width(block->cells[i]);
        size_t column = i % block->columns;
        widths[column] = width > widths[column] ? width : widths[column];
    }
}

/* The column to be narrowed: the widest of those whose head alone is so wide, else of all. */
static size_t widest_of(size_t columns, const size_t *widths, const size_t *bodies)
{
    size_t of_all = 0;
    size_t of_heads = columns;
    for (size_t i = 0; i < columns; i++) {
        bool by_head = widths[i] > bodies[i] && widths[i] > LEAST_WIDTH;
        of_all = widths[i] > widths[of_all] ? i : of_all;
        if (by_head && (of_heads == columns || widths[i] > widths[of_heads]))
            of_heads = i;
    }
    return of_heads < columns ? of_heads : of_all;
}

/* Narrows columns until the table fits: a head is broken before a number is. */
static void squeeze(const hl_block *block, size_t columns, size_t *widths)
{
    size_t bodies[MOST_COLUMNS] = {0};
    size_t room = columns - GAP * block->columns;
    measure(block, block->columns, bodies);
    for (;;) {
        size_t sum = 0;
        for (size_t i = 0; i < block->columns; i++)
            sum += widths[i];
        size_t widest = widest_of(block->columns, widths, bodies);
        if (sum <= room || widths[widest] <= LEAST_WIDTH)
            return;
        widths[widest]--;
    }
}

/* One line of a cell, padded unless it is the last of its row; *at moves behind it. */
static void add_cell_line(hl_text *out, const char **at, size_t width, bool right, bool last)
{
    size_t next = 0;
    size_t bytes = hl_reports__wrap(*at, width, &next);
    hl_text line = {0};
    hl_base__text_add_bytes(&line, *at, bytes);
    size_t used = hl_base__utf8_width(hl_base__text_string(&line));
    size_t pad = width > used ? width - used : 0;
    if (right)
        hl_base__text_add_repeat(out, ' ', pad);
    hl_base__text_add_text(out, &line);
    if (!right && !last)
        hl_base__text_add_repeat(out, ' ', pad);
    hl_base__text_free(&line);
    *at += next;
}

static void trim_line(hl_text *out)
{
    while (out->length > 0 && out->data[out->length - 1] == ' ')
        out->data[--out->length] = '\0';
}

static void add_row(const hl_block *block, size_t row, const size_t *widths, hl_text *out)
{
    const char *rest[MOST_COLUMNS];
    for (size_t i = 0; i < block->columns; i++)
        rest[i] = block->cells[row * block->columns + i];
    for (bool more = true; more && !out->failed;) {
        more = false;
        for (size_t i = 0; i < block->columns; i++) {
            bool right = (block->right >> i & 1U) != 0;
            hl_base__text_add_repeat(out, ' ', GAP);
            add_cell_line(out, &rest[i], widths[i], right, i + 1 == block->columns);
            more = more || *rest[i] != '\0';
        }
        trim_line(out);
        hl_base__text_add_char(out, '\n');
    }
}

static void add_table(const hl_block *block, size_t columns, hl_text *out)
{
    size_t widths[MOST_COLUMNS] = {0};
    measure(block, 0, widths);
    squeeze(block, columns, widths);
    for (size_t row = 0; row < block->cell_count / block->columns; row++)
        add_row(block, row, widths, out);
}

static void add_underlined(const hl_block *block, size_t columns, const char *mark, hl_text *out)
{
    add_wrapped(out, block->text, "", 0, columns);
    size_t width = hl_base__utf8_width(block->text);
    for (size_t i = 0; i < (width < columns ? width : columns); i++)
        hl_base__text_add(out, mark);
    hl_base__text_add_char(out, '\n');
}

static bool needs_gap(const hl_document *document, size_t i)
{
    const hl_block *block = &document->blocks[i];
    if (i == 0 || document->blocks[i - 1].kind == HL_BLOCK_HEADING ||
        document->blocks[i - 1].kind == HL_BLOCK_SUBHEADING)
        return false;
    bool same = document->blocks[i - 1].kind == block->kind;
    if (block->kind == HL_BLOCK_BULLET)
        return !same && document->blocks[i - 1].kind != HL_BLOCK_VERDICT &&
               document->blocks[i - 1].kind != HL_BLOCK_TABLE;
    return !(block->kind == HL_BLOCK_PARAGRAPH && same) &&
           !(block->kind == HL_BLOCK_PARAGRAPH && document->blocks[i - 1].kind == HL_BLOCK_TITLE);
}

static void add_block(const hl_block *block, size_t columns, bool colour, hl_text *out)
{
    bool painted = colour && (block->kind == HL_BLOCK_VERDICT || block->kind == HL_BLOCK_TITLE ||
                              block->tone != HL_TONE_PLAIN);
    if (painted)
        hl_base__text_add(out, tones[block->tone]);
    switch (block->kind) {
    case HL_BLOCK_TITLE:
        add_underlined(block, columns, "=", out);
        break;
    case HL_BLOCK_HEADING:
        add_underlined(block, columns, "-", out);
        break;
    case HL_BLOCK_VERDICT:
    case HL_BLOCK_SUBHEADING:
    case HL_BLOCK_PARAGRAPH:
        add_wrapped(out, block->text, "", 0, columns);
        break;
    case HL_BLOCK_BULLET:
        add_wrapped(out, block->text, "  - ", 4, columns);
        break;
    case HL_BLOCK_TABLE:
        add_table(block, columns, out);
        break;
    }
    if (painted)
        hl_base__text_add(out, "\033[0m");
}

void hl_reports__render_text(const hl_document *document, bool colour, hl_text *out)
{
    for (size_t i = 0; i < document->count; i++) {
        if (needs_gap(document, i))
            hl_base__text_add_char(out, '\n');
        add_block(&document->blocks[i], columns_of(document), colour, out);
    }
}
