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

static bool is_of_trigger(const hl_compiled *compiled, const hl_inputs *in, const hl_sent *s,
                          const hl_candidate *c)
{
    size_t at = 0;
    size_t length = 0;
    const hl_map_key *id = &in->sent_ids.keys[s->id];
    return hl_plan__is_touch_id(compiled->experiment, id->text, id->length, &at, &length) &&
           hl_base__are_alike(id->text + at, length, c->trigger_id, c->trigger_length);
}

static size_t steps_of_hook(const hl_compiled *compiled, const hl_arm_step *step)
{
    size_t count = 0;
    for (size_t s = compiled->first_arm_step[step->arm_index];
         s < compiled->first_arm_step[step->arm_index + 1]; s++)
        count += compiled->arm_steps[s].hook_number == step->hook_number;
    return count;
}

/* Its hook stood at another step when it went: steps were put before it since. */
static bool went_at_other_step(const hl_compiled *compiled, const hl_inputs *in,
                               const hl_candidate *c)
{
    const hl_arm_step *step = &compiled->arm_steps[c->arm_step];
    if (in->people[c->user].first_sent == HL_LEDGER_NONE || steps_of_hook(compiled, step) != 1)
        return false;
    for (uint32_t i = in->people[c->user].first_sent; i != HL_LEDGER_NONE; i = in->sent[i].next) {
        const hl_sent *s = &in->sent[i];
        if (s->own && !s->foreign && s->hook == step->hook_number &&
            is_of_trigger(compiled, in, s, c))
            return true;
    }
    return false;
}

bool hl_plan__id_is_of_other_hook(const hl_compiled *compiled, const hl_inputs *in,
                                  const hl_candidate *c, bool *other)
{
    hl_text id = {0};
    hl_text key = {0};
    uint32_t hook = compiled->arm_steps[c->arm_step].hook_number;
    *other = false;
    hl_plan__add_touch_id(compiled, c, &id);
    hl_plan__add_touch_key(hl_base__text_string(&id), id.length, &key);
    uint32_t at = hl_base__map_find(&in->sent_keys, hl_base__text_string(&key), key.length);
    for (uint32_t i = in->people[c->user].first_sent; at != HL_MAP_NONE && i != HL_LEDGER_NONE;
         i = in->sent[i].next)
        if (in->sent[i].key == at && in->sent[i].hook != hook &&
            in->sent[i].hook < compiled->experiment->hook_count)
            *other = true;
    bool good = !id.failed && !key.failed;
    hl_base__text_free(&id);
    hl_base__text_free(&key);
    return good;
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
    *before = has_id(inputs, &id) || has_key(inputs, c->user, &key) ||
              went_at_other_step(compiled, inputs, c);
    bool good = !id.failed && !key.failed;
    hl_base__text_free(&id);
    hl_base__text_free(&key);
    return good;
}
