/* The Markdown form (CommonMark with GitHub's tables). */
#include <string.h>

#include "reports/document.h"

static const char *const marks[] = {
    [HL_BLOCK_TITLE] = "# ",        [HL_BLOCK_VERDICT] = "**", [HL_BLOCK_HEADING] = "## ",
    [HL_BLOCK_SUBHEADING] = "### ", [HL_BLOCK_PARAGRAPH] = "", [HL_BLOCK_BULLET] = "- ",
    [HL_BLOCK_TABLE] = "",          [HL_BLOCK_COMMAND] = "",
};

/* Names of arms and metrics are data: what would be markup is escaped, also what GitHub makes a
 * mention (@), a character (&) or a formula ($) of. */
static void add_escaped(hl_text *out, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (strchr("\\`*_[]<>|#~@&$", *at) != NULL)
            hl_base__text_add_char(out, '\\');
        hl_base__text_add_char(out, *at);
    }
}

/* At the start of a block these begin a list, or underline a heading. */
static void add_block_text(hl_text *out, const char *text)
{
    size_t digits = strspn(text, "0123456789");
    bool numbered = digits > 0 && strchr(".)", text[digits]) != NULL && text[digits] != '\0' &&
                    strchr(" \t", text[digits + 1]) != NULL;
    if (text[0] != '\0' && strchr("-+=", text[0]) != NULL)
        hl_base__text_add_char(out, '\\');
    if (numbered) {
        hl_base__text_add_bytes(out, text, digits);
        hl_base__text_add_char(out, '\\');
        hl_base__text_add_char(out, text[digits]);
        text += digits + 1;
    }
    add_escaped(out, text);
}

static void add_rule(const hl_block *block, hl_text *out)
{
    hl_base__text_add_char(out, '|');
    for (size_t i = 0; i < block->columns; i++)
        hl_base__text_add(out, (block->right >> i & 1U) != 0 ? "---:|" : "---|");
    hl_base__text_add_char(out, '\n');
}

static void add_table(const hl_block *block, hl_text *out)
{
    for (size_t i = 0; i < block->cell_count; i++) {
        hl_base__text_add(out, i % block->columns == 0 ? "| " : " ");
        add_escaped(out, block->cells[i]);
        hl_base__text_add(out, " |");
        if ((i + 1) % block->columns != 0)
            continue;
        hl_base__text_add_char(out, '\n');
        if (i + 1 == block->columns)
            add_rule(block, out);
    }
}

void hl_reports__render_markdown(const hl_document *document, hl_text *out)
{
    for (size_t i = 0; i < document->count; i++) {
        const hl_block *block = &document->blocks[i];
        bool in_list = block->kind == HL_BLOCK_BULLET && i > 0 &&
                       document->blocks[i - 1].kind == HL_BLOCK_BULLET;
        if (i > 0 && !in_list)
            hl_base__text_add_char(out, '\n');
        if (block->kind == HL_BLOCK_TABLE) {
            add_table(block, out);
            continue;
        }
        if (block->kind == HL_BLOCK_COMMAND) {
            hl_base__text_add(out, "```sh\n");
            hl_reports__add_command(block, HL_REPORT_WIDTH, out);
            hl_base__text_add(out, "```\n");
            continue;
        }
        hl_base__text_add(out, marks[block->kind]);
        add_block_text(out, block->text);
        hl_base__text_add(out, block->kind == HL_BLOCK_VERDICT ? "**\n" : "\n");
    }
}
