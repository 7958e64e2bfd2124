/* The identity of a touch, "EXPERIMENT/TRIGGER/STEP": the same in whichever run it is planned. */
#include <string.h>

#include "plan/plan_state.h"

size_t hl_plan__touch_id_room(const hl_compiled *compiled, const hl_candidate *c)
{
    enum { SLASHES_STEP_NUL = 2 + 20 + 1 };
    return strlen(compiled->experiment->name) + c->trigger_length + SLASHES_STEP_NUL;
}

size_t hl_plan__touch_id(const hl_compiled *compiled, const hl_candidate *c, char *out)
{
    const char *experiment = compiled->experiment->name;
    size_t length = strlen(experiment);
    size_t step = compiled->arm_steps[c->arm_step].step_index + 1;
    char digits[20];
    size_t at = sizeof digits;
    memcpy(out, experiment, length);
    out[length++] = '/';
    memcpy(out + length, c->trigger_id, c->trigger_length);
    length += c->trigger_length;
    out[length++] = '/';
    for (; step > 0; step /= 10)
        digits[--at] = (char)('0' + step % 10);
    memcpy(out + length, digits + at, sizeof digits - at);
    length += sizeof digits - at;
    out[length] = '\0';
    return length;
}

void hl_plan__add_touch_id(const hl_compiled *compiled, const hl_candidate *c, hl_text *out)
{
    char *end = hl_base__text_room(out, hl_plan__touch_id_room(compiled, c));
    if (end != NULL)
        hl_base__text_grow(out, hl_plan__touch_id(compiled, c, end));
}
