/* The text form: no wider than it is asked to be, readable without colour. */
#include <string.h>

#include "base/utf8.h"
#include "hookline/line.h"
#include "reports/document.h"

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
        size_t bytes = hl_line_end(at, strlen(at), columns - indent, &next);
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

/* Columns of the longest piece of a text that is not broken. */
static size_t longest_piece(const char *text)
{
    size_t longest = 0;
    while (*text != '\0') {
        size_t columns = 0;
        text += hl_line_piece(text, strlen(text), &columns);
        text += *text == ' ';
        longest = columns > longest ? columns : longest;
    }
    return longest;
}

static size_t lines_of(const char *text, size_t width)
{
    size_t count = 0;
    for (size_t next = 0; *text != '\0'; text += next, count++)
        (void)hl_line_end(text, strlen(text), width, &next);
    return count;
}

/* The fewest columns in which the text takes two lines. */
static size_t two_lines(const char *text, size_t columns)
{
    size_t width = (columns + 1) / 2;
    while (width < columns && lines_of(text, width) > 2)
        width++;
    return width;
}

/* Of a table's columns: how wide they are, how wide whole, how wide with a header of two lines, and
 * how wide if headers broke wherever they can. */
typedef struct table_widths {
    size_t now[MOST_COLUMNS], whole[MOST_COLUMNS], two[MOST_COLUMNS], least[MOST_COLUMNS],
        pair[MOST_COLUMNS],  /* ... and what stands under them took two lines */
        kept[MOST_COLUMNS],  /* ... and that broke wherever it can, but intervals */
        piece[MOST_COLUMNS]; /* ... and these too */
} table_widths;

static void widen(size_t *to, size_t least)
{
    *to = *to > least ? *to : least;
}

/* "+25 % (1 to 56)": broken after everything else that is not a word. */
static bool is_interval(const char *cell)
{
    size_t length = strlen(cell);
    return length > 0 && strchr("+-0123456789", cell[0]) != NULL &&
           strchr(")]^", cell[length - 1]) != NULL;
}

static void measure(const hl_block *block, table_widths *widths)
{
    for (size_t i = 0; i < block->cell_count; i++) {
        size_t column = i % block->columns;
        size_t width = hl_base__utf8_width(block->cells[i]);
        bool header = i < block->columns;
        widen(&widths->now[column], width);
        widen(&widths->two[column], header ? two_lines(block->cells[i], width) : width);
        widen(&widths->least[column], header ? longest_piece(block->cells[i]) : width);
        bool whole = is_interval(block->cells[i]);
        widen(&widths->pair[column], header  ? widths->least[column]
                                     : whole ? width
                                             : two_lines(block->cells[i], width));
        widen(&widths->kept[column], whole ? width : longest_piece(block->cells[i]));
        widen(&widths->piece[column], longest_piece(block->cells[i]));
    }
    for (size_t i = 0; i < block->columns; i++) {
        widths->whole[i] = widths->now[i];
        widen(&widths->two[i], widths->least[i]);
        widen(&widths->pair[i], widths->kept[i]);
    }
}

/* The column that gives most above its floor, one that has begun to give before others. */
static size_t giving(const hl_block *block, const table_widths *widths, const size_t *floors)
{
    size_t best = block->columns;
    bool best_begun = false;
    for (size_t i = 0; i < block->columns; i++) {
        bool begun = widths->now[i] < widths->whole[i];
        if (widths->now[i] <= floors[i] || (best_begun && !begun))
            continue;
        if (best == block->columns || (begun && !best_begun) ||
            widths->now[i] - floors[i] > widths->now[best] - floors[best])
            best = i;
        best_begun = best_begun || begun;
    }
    return best;
}

/* As few headers as can be take two lines, then more; then what stands under them; last of all
 * words are broken. */
static size_t to_narrow(const hl_block *block, const table_widths *widths)
{
    size_t widest = 0;
    size_t column = giving(block, widths, widths->two);
    if (column == block->columns)
        column = giving(block, widths, widths->least);
    if (column == block->columns)
        column = giving(block, widths, widths->pair);
    if (column == block->columns)
        column = giving(block, widths, widths->kept);
    if (column == block->columns)
        column = giving(block, widths, widths->piece);
    for (size_t i = 0; i < block->columns; i++)
        widest = widths->now[i] > widths->now[widest] ? i : widest;
    if (column < block->columns)
        return column;
    return widths->now[widest] > LEAST_WIDTH ? widest : block->columns;
}

static void squeeze(const hl_block *block, size_t columns, table_widths *widths)
{
    size_t room = columns - GAP * block->columns;
    size_t sum = 0;
    for (size_t i = 0; i < block->columns; i++)
        sum += widths->now[i];
    for (; sum > room; sum--) {
        size_t column = to_narrow(block, widths);
        if (column == block->columns)
            return;
        widths->now[column]--;
        if (widths->least[column] > widths->now[column])
            widths->least[column] = widths->now[column];
    }
}

/* One line of a cell, padded unless it is the last of its row; *at moves behind it. */
static void add_cell_line(hl_text *out, const char **at, size_t width, bool right, bool last)
{
    size_t next = 0;
    size_t bytes = hl_line_end(*at, strlen(*at), width, &next);
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
    table_widths widths = {{0}, {0}, {0}, {0}, {0}, {0}, {0}};
    measure(block, &widths);
    squeeze(block, columns, &widths);
    for (size_t row = 0; row < block->cell_count / block->columns; row++)
        add_row(block, row, widths.now, out);
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
    case HL_BLOCK_COMMAND:
        hl_reports__add_command(block, columns, out);
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
