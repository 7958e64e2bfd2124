#include "reports/gloss.h"

#include <string.h>

#include "reports/messages/lines.h"

static bool is_sentence(const hl_block *block)
{
    return block->kind == HL_BLOCK_VERDICT || block->kind == HL_BLOCK_PARAGRAPH ||
           block->kind == HL_BLOCK_BULLET;
}

/* The text with the words behind its first term. */
static const char *with_words(hl_document *document, const char *text, const hl_gloss *gloss)
{
    hl_text out = {0};
    const char *behind = strstr(text, gloss->term) + strlen(gloss->term);
    hl_base__text_add_bytes(&out, text, (size_t)(behind - text));
    hl_base__text_add(&out, gloss->words);
    hl_base__text_add(&out, behind);
    return hl_reports__keep(document, &out);
}

void hl_reports__gloss(hl_document *document)
{
    const hl_gloss *gloss = hl_reports__glosses;
    for (; document->lang == HL_LANG_ZH && gloss->term != NULL; gloss++)
        for (size_t i = 0; i < document->count; i++) {
            hl_block *block = &document->blocks[i];
            if (!is_sentence(block) || strstr(block->text, gloss->term) == NULL)
                continue;
            block->text = with_words(document, block->text, gloss);
            break;
        }
}
