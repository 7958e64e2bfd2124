#include "reports/finding_slots.h"

#include <string.h>

#include "reports/messages/words.h"
#include "reports/show.h"
#include "reports/titles.h"

/* The placeholders of HL_WORD_SLOTS_OF_ARM. */
static bool add_slot_value(void *context, const char *name, size_t length, hl_lang lang,
                           hl_text *out)
{
    const hl_finding_item *item = context;
    const struct {
        const char *name;
        double count;
    } counts[] = {{"n", item->n}, {"of", item->of}, {"held", item->held}, {"pulled", item->pulled}};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        if (strlen(counts[i].name) == length && memcmp(counts[i].name, name, length) == 0) {
            hl_reports__show_count(out, (int64_t)counts[i].count);
            return true;
        }
    bool share = length == strlen("share") && memcmp(name, "share", length) == 0;
    if (share)
        hl_reports__show_number(out, item->n / item->of, 1, HL_SHOW_SHARE, lang);
    else
        hl_base__text_add(out, item->name);
    return true;
}

void hl_reports__slots(hl_document *document, const hl_finding *finding, hl_lang lang, hl_text *out)
{
    for (size_t i = 0; i < finding->item_count; i++) {
        hl_finding_item item = finding->items[i];
        item.name = hl_reports__titled(document, item.name);
        if (i > 0)
            hl_base__text_add(out, hl_reports__word(HL_WORD_SEMICOLON, lang));
        hl_reports__fill(&hl_reports__words[HL_WORD_SLOTS_OF_ARM], lang, add_slot_value, &item,
                         out);
    }
}
