/* Arms whose message lacks a part: a window of a hook that was forgotten shapes nothing, and its
 * users are missing from the log without a word. */
#include <stdint.h>
#include <string.h>

#include "config/draft.h"
#include "config/name_words.h"

static bool sends(const hl_arm *arm)
{
    for (size_t i = 0; i < arm->step_count; i++)
        if (arm->steps[i].hook != SIZE_MAX)
            return true;
    return false;
}

static bool some_send(const hl_experiment *x)
{
    for (size_t i = 0; i < x->arm_count; i++)
        if (sends(&x->arms[i]))
            return true;
    return false;
}

/* What the arm itself says of a message; NULL: nothing. What every arm has, it has for the others.
 */
static const char *part_of(const hl_value *arm)
{
    static const char *const parts[] = {"window", "variant", "channel"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (hl_base__value_get(arm, parts[i]) != NULL)
            return parts[i];
    return NULL;
}

static void remark_hook(hl_decoder *decoder, const hl_value *arms, const hl_experiment *x, size_t i)
{
    const char *part = part_of(&arms->items[i]);
    if (part != NULL && !sends(&x->arms[i]) && some_send(x))
        hl_config__warn_at(decoder, &arms->items[i], part,
                           "nothing is sent to arm '%s': it has a '%s' and no hook, and other arms "
                           "have one (an arm that is to get nothing needs neither; \"hook\": null "
                           "says so where every_arm has one)",
                           x->arms[i].name, part);
}

static void remark_variant(hl_decoder *decoder, const hl_value *arms, const hl_experiment *x,
                           size_t i)
{
    const hl_arm *arm = &x->arms[i];
    for (size_t s = 0; x->variant_count > 0 && s < arm->step_count; s++)
        if (arm->steps[s].hook != SIZE_MAX && arm->steps[s].variant == SIZE_MAX) {
            hl_config__warn_at(decoder, &arms->items[i], "hook",
                               "arm '%s' has a hook and no variant, and there are variants: which "
                               "message is it?",
                               arm->name);
            return;
        }
}

/* "none": what every arm has, it has too. */
static void remark_name(hl_decoder *decoder, const hl_value *document, const hl_value *arm,
                        const char *name)
{
    static const char *const nothing[] = {
        "none",     "nothing", "no_message", "no_messages", "no_touch", "no_send",  "holdout",
        "hold_out", "nosend",  "no_msg",     "no_sms",      "unsent",   "silent",   "no_reminder",
        "no_push",  "不发",    "不触达",     "不发送",      "空白组",   "不发消息", "留白"};
    char words[HL_WORDS_ROOM];
    size_t length = strlen(name);
    const hl_value *every = hl_base__value_get(document, "every_arm");
    if (length > HL_WORDS_LONGEST || part_of(arm) != NULL ||
        hl_base__value_get(arm, "hook") != NULL || hl_base__value_get(arm, "steps") != NULL ||
        every == NULL || hl_base__value_get(every, "hook") == NULL)
        return;
    hl_config__part_name(name, length, words);
    if (HL_WORDS_IS(words, nothing))
        hl_config__warn_at(decoder, arm, "arm",
                           "'%s' takes the hook of every_arm, and gets the message: \"hook\": null "
                           "in it sends nothing",
                           name);
}

void hl_config__remark_arm_parts(hl_decoder *decoder, const hl_value *document,
                                 const hl_experiment *x)
{
    const hl_value *arms = hl_base__value_get(document, "arms");
    if (arms == NULL || arms->count != x->arm_count)
        return;
    for (size_t i = 0; i < x->arm_count; i++) {
        hl_config__enter(decoder, "arms", 0);
        hl_config__enter(decoder, NULL, i);
        remark_hook(decoder, arms, x, i);
        remark_variant(decoder, arms, x, i);
        remark_name(decoder, document, &arms->items[i], x->arms[i].name);
        hl_config__leave(decoder);
        hl_config__leave(decoder);
    }
}
