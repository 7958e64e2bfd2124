/* What went out before. A touch has the same id in whichever run it is planned; a send log may
 * write it in another way. */
#include <string.h>

#include "base/spelling.h"
#include "base/text.h"
#include "plan/plan_state.h"

static bool is_number(const char *text, size_t length)
{
    bool digits = length > 0;
    for (size_t i = 0; i < length; i++)
        digits = digits && text[i] >= '0' && text[i] <= '9';
    return digits;
}

/* Where the part ends that has as many slashes as the name; length: it has fewer. */
static size_t part_like(const char *id, size_t length, const char *name)
{
    size_t left = 1;
    for (const char *c = name; *c != '\0'; c++)
        left += *c == '/';
    size_t end = 0;
    while (end < length && (id[end] != '/' || --left > 0))
        end++;
    return end;
}

bool hl_plan__is_touch_id(const hl_experiment *x, const char *id, size_t length, size_t *trigger_at,
                          size_t *trigger_length)
{
    size_t first = part_like(id, length, x->name);
    size_t last = length;
    while (last > 0 && id[last - 1] != '/')
        last--;
    if (last < first + 3 || !is_number(id + last, length - last) ||
        !hl_base__are_alike(id, first, x->name, strlen(x->name)))
        return false;
    *trigger_at = first + 1;
    *trigger_length = last - 1 - *trigger_at;
    return true;
}

void hl_plan__add_touch_key(const char *id, size_t length, hl_text *out)
{
    char *end = length > HL_FOLD_MOST ? NULL : hl_base__text_room(out, HL_FOLDED(length));
    if (length > HL_FOLD_MOST)
        hl_base__text_add_bytes(out, id, length);
    else if (end != NULL)
        hl_base__text_grow(out, hl_base__fold(id, length, end));
}

/* Also one that was cancelled, which is not planned again; not one that failed. */
static bool has_id(const hl_inputs *in, const hl_text *text)
{
    uint32_t id = hl_base__map_find(&in->sent_ids, hl_base__text_string(text), text->length);
    return id != HL_MAP_NONE && !in->said[id].failed;
}

bool hl_plan__has_failed(const hl_inputs *in, const hl_text *text)
{
    uint32_t id = hl_base__map_find(&in->sent_ids, hl_base__text_string(text), text->length);
    return id != HL_MAP_NONE && in->said[id].failed;
}

static bool has_key(const hl_inputs *in, uint32_t user, const hl_text *text)
{
    uint32_t key = hl_base__map_find(&in->sent_keys, hl_base__text_string(text), text->length);
    if (key == HL_MAP_NONE)
        return false;
    for (uint32_t i = in->people[user].first_sent; i != HL_LEDGER_NONE; i = in->sent[i].next)
        if (in->sent[i].key == key)
            return true;
    return false;
}

bool hl_plan__sent_before(const hl_compiled *compiled, const hl_inputs *inputs,
                          const hl_candidate *c, bool *before)
{
    hl_text id = {0};
    hl_text key = {0};
    *before = false;
    if (inputs->sent_count == 0 && inputs->sent_ids.count == 0)
        return true;
    hl_plan__add_touch_id(compiled, c, &id);
    if (inputs->people[c->user].first_sent != HL_LEDGER_NONE)
        hl_plan__add_touch_key(hl_base__text_string(&id), id.length, &key);
    *before = has_id(inputs, &id) || has_key(inputs, c->user, &key);
    bool good = !id.failed && !key.failed;
    hl_base__text_free(&id);
    hl_base__text_free(&key);
    return good;
}
