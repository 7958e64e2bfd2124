/* Journeys that no event of the inputs can end, as `stop_on` calls what ends them otherwise than
 * the log does ("convert" for "purchase"): whoever has bought is reminded to buy. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "config/event_words.h"
#include "config/name_words.h"
#include "plan/reading.h"

enum { MESSAGE = 600, ENOUGH = 20, SHOWN = 3 };

/* That somebody bought, as people name it; and what makes another event of such a name. */
static const char *const order_words[] = {
    "order",       "orders", "ordered", "purchase", "purchases", "purchased",  "buy",      "bought",
    "paid",        "pay",    "payment", "convert",  "converted", "conversion", "redeemed", "redeem",
    "conversions", "下单",   "购买",    "支付",     "付款",      "成交",       "核销",     "订单"};
static const char *const other_words[] = {
    "not",     "no",     "un",      "refund",   "refunded", "refunds",  "return",    "returned",
    "fail",    "failed", "failure", "declined", "cancel",   "canceled", "cancelled", "view",
    "viewed",  "page",   "start",   "started",  "begin",    "initiate", "initiated", "abandoned",
    "expired", "button", "click",   "clicked",  "before",   "pre",      "intent",    "退款",
    "退货",    "取消",   "失败",    "未",       "浏览",     "页",       "点击",      "评价"};

static bool is_order(const char *type)
{
    char words[HL_WORDS_ROOM];
    size_t length = strlen(type);
    if (length > HL_WORDS_LONGEST)
        return false;
    hl_config__part_name(type, length, words);
    return HL_WORDS_HAS(words, order_words) && !HL_WORDS_HAS(words, other_words);
}

/* The event is one of those that end the hook's journeys. */
static bool ends(const hl_hook *hook, const char *type)
{
    for (size_t i = 0; i < hook->stop_on_count; i++)
        if (hl_base__are_alike(hook->stop_on[i], strlen(hook->stop_on[i]), type, strlen(type)))
            return true;
    return false;
}

/* What begins a journey is not what was to end it. */
static bool sets_off(const hl_hook *hook, const char *type)
{
    return hook->trigger != NULL &&
           hl_base__are_alike(hook->trigger, strlen(hook->trigger), type, strlen(type));
}

static bool is_used(const hl_compiled *c, const hl_hook *hook)
{
    for (size_t i = 0; i < c->arm_step_count; i++)
        if (c->arm_steps[i].hook == hook)
            return true;
    return false;
}

/* What ends it and is no farewell, of which a log may well have none: of orders first; else NULL.
 */
static const char *awaited(const hl_hook *hook, bool of_orders)
{
    for (size_t i = 0; i < hook->stop_on_count; i++)
        if (!hl_config__is_farewell(hook->stop_on[i]) && (!of_orders || is_order(hook->stop_on[i])))
            return hook->stop_on[i];
    return NULL;
}

typedef struct counted {
    const char *type;
    long long events;
} counted;

/* Of the events that there are. */
typedef struct seen {
    counted most[SHOWN];   /* the most frequent types that do not end the hook's journeys */
    long long all, ending; /* of all types; of those that end them, */
    long long orders;      /* and of these that somebody bought */
} seen;

static void keep(seen *s, counted one)
{
    for (size_t i = 0; i < SHOWN; i++)
        if (one.events > s->most[i].events) {
            counted next = s->most[i];
            s->most[i] = one;
            one = next;
        }
}

static void look_at(const hl_reading *r, const hl_hook *hook, const long long *of_type,
                    bool of_orders, seen *s)
{
    const hl_map *types = &r->inputs->event_types;
    for (uint32_t t = 0; t < types->count; t++) {
        const char *type = types->keys[t].text;
        bool ending = ends(hook, type);
        s->all += of_type[t];
        s->ending += ending ? of_type[t] : 0;
        s->orders += ending && is_order(type) ? of_type[t] : 0;
        if (!ending && (!of_orders || (is_order(type) && !sets_off(hook, type))))
            keep(s, (counted){type, of_type[t]});
    }
}

static void list(const seen *s, hl_text *out)
{
    for (size_t i = 0; i < SHOWN && s->most[i].events > 0; i++)
        hl_base__text_addf(out, "%s%.60s: %lld", i == 0 ? "" : ", ", s->most[i].type,
                           s->most[i].events);
}

static bool say(hl_reading *r, const hl_hook *hook, const char *wanted, const seen *s, bool warn)
{
    char message[MESSAGE];
    hl_text types = {0};
    list(s, &types);
    if (s->ending == 0)
        (void)snprintf(message, sizeof message,
                       "no event ends a journey of the hook '%.60s': '%.60s' of its 'stop_on' is "
                       "none of the types there are (%s)",
                       hook->name, wanted, hl_base__text_string(&types));
    else
        (void)snprintf(message, sizeof message,
                       "no order ends a journey of the hook '%.60s': '%.60s' of its 'stop_on' is "
                       "none of the types there are (%s)",
                       hook->name, wanted, hl_base__text_string(&types));
    hl_problems_add(
        r->problems,
        &(hl_problem){.severity = warn ? HL_PROBLEM_WARNING : HL_PROBLEM_NOTE, .message = message});
    bool good = !types.failed;
    hl_base__text_free(&types);
    return good;
}

/* Orders under another name than the one that is awaited are a warning. Where no event at all is
 * awaited, and there are some, that may be so on a quiet day: a note. */
static bool tell_hook(hl_reading *r, const hl_hook *hook, const long long *of_type)
{
    const char *order = awaited(hook, true);
    const char *wanted = awaited(hook, false);
    seen orders = {.all = 0};
    seen any = {.all = 0};
    look_at(r, hook, of_type, true, &orders);
    look_at(r, hook, of_type, false, &any);
    if (order != NULL && orders.orders == 0 && orders.most[0].events > 0)
        return say(r, hook, order, &orders, true);
    if (wanted != NULL && any.ending == 0 && any.all >= ENOUGH)
        return say(r, hook, wanted, &any, false);
    return true;
}

hl_status hl_plan__tell_no_ends(hl_reading *r, hl_error *err)
{
    const hl_experiment *x = r->compiled->experiment;
    const hl_inputs *in = r->inputs;
    hl_arena arena = {0};
    bool good = true;
    long long *of_type = hl_base__arena_array(&arena, in->event_types.count + 1, sizeof *of_type);
    for (uint32_t t = 0; of_type != NULL && t < in->event_types.count; t++)
        of_type[t] = 0;
    for (size_t i = 0; of_type != NULL && i < in->event_count; i++)
        of_type[in->events[i].type]++;
    for (size_t h = 0; of_type != NULL && good && h < x->hook_count; h++)
        if (x->hooks[h].stop_on_count > 0 && is_used(r->compiled, &x->hooks[h]))
            good = tell_hook(r, &x->hooks[h], of_type);
    good = good && of_type != NULL;
    hl_base__arena_free(&arena);
    return good ? HL_OK : hl_error_memory(err);
}
