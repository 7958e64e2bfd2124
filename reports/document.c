#include "reports/document.h"

#include <string.h>

#include "base/shown.h"
#include "reports/titles.h"

hl_status hl_reports__check_width(size_t width, hl_error *err)
{
    if (width == 0 || (width >= HL_REPORT_LEAST_WIDTH && width <= HL_REPORT_MOST_WIDTH))
        return HL_OK;
    return hl_error_set(err, HL_USAGE, "a report has from %d to %d columns, not %zu",
                        (int)HL_REPORT_LEAST_WIDTH, (int)HL_REPORT_MOST_WIDTH, width);
}

static void *grow(hl_document *document, void *items, size_t count, size_t capacity, size_t size)
{
    void *moved = hl_base__arena_array(&document->arena, capacity, size);
    if (moved == NULL)
        document->failed = true;
    else if (count > 0)
        memcpy(moved, items, count * size);
    return moved;
}

/* The door of every report for people: what comes from files is made harmless here. */
static const char *shown(hl_document *document, const char *text)
{
    const char *kept = text == NULL ? NULL : hl_base__arena_shown(&document->arena, text);
    document->failed = document->failed || (text != NULL && kept == NULL);
    return text != NULL && kept == NULL ? "" : kept;
}

hl_block *hl_reports__add(hl_document *document, hl_block_kind kind, const char *text)
{
    if (document->count == document->capacity) {
        size_t capacity = document->capacity == 0 ? 32 : 2 * document->capacity;
        hl_block *moved =
            grow(document, document->blocks, document->count, capacity, sizeof *moved);
        if (moved == NULL)
            return NULL;
        document->blocks = moved;
        document->capacity = capacity;
    }
    hl_block *block = &document->blocks[document->count++];
    *block = (hl_block){.kind = kind, .text = shown(document, hl_reports__titled(document, text))};
    return block;
}

void hl_reports__table(hl_document *document, size_t columns, uint32_t right)
{
    hl_block *block = hl_reports__add(document, HL_BLOCK_TABLE, NULL);
    if (block == NULL)
        return;
    block->columns = columns;
    block->right = right;
}

void hl_reports__cell(hl_document *document, const char *text)
{
    if (document->failed || document->count == 0)
        return;
    hl_block *block = &document->blocks[document->count - 1];
    if (block->cell_count == block->cell_capacity) {
        size_t capacity = block->cell_capacity == 0 ? 32 : 2 * block->cell_capacity;
        const char **moved =
            grow(document, block->cells, block->cell_count, capacity, sizeof *moved);
        if (moved == NULL)
            return;
        block->cells = moved;
        block->cell_capacity = capacity;
    }
    block->cells[block->cell_count++] = shown(document, hl_reports__titled(document, text));
}

const char *hl_reports__keep(hl_document *document, hl_text *text)
{
    const char *kept = hl_base__text_keep(text, &document->arena);
    hl_base__text_free(text);
    if (kept == NULL)
        document->failed = true;
    return kept == NULL ? "" : kept;
}

void hl_reports__render(hl_document *document, const hl_report_options *options, hl_text *out)
{
    if (document->failed)
        out->failed = true;
    else if (options->format == HL_REPORT_TEXT)
        hl_reports__render_text(document, options->colour, out);
    else
        hl_reports__render_markdown(document, out);
    hl_base__arena_free(&document->arena);
}
