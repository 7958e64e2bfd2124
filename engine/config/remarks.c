/* Warnings: what may be meant, but seldom is. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/written_number.h"
#include "config/draft.h"

enum { MORNING = 8 * 60, EVENING = 22 * 60, DAY = 24 * 60 };

/* Does the window reach into 22:00-08:00? */
static bool at_night(const hl_window *window)
{
    return window->to_minutes < window->from_minutes || window->from_minutes < MORNING ||
           window->to_minutes > EVENING;
}

/* What its digits say is of another clock: plan/check_clocks.c looks at it by that of its users. */
static bool is_by_another_clock(const hl_experiment *x, const hl_window *window)
{
    return window->zone != NULL && x->zone != NULL && strcmp(window->zone, x->zone) != 0;
}

typedef struct uses {
    bool *hooks, *windows, *variants;
    bool *night; /* windows used with a promotion */
} uses;

static void mark(bool *used, size_t index)
{
    if (index != SIZE_MAX)
        used[index] = true;
}

static void mark_arms(const hl_experiment *x, const uses *u)
{
    for (size_t i = 0; i < x->arm_count; i++) {
        for (size_t j = 0; j < x->arms[i].step_count; j++) {
            const hl_step *step = &x->arms[i].steps[j];
            mark(u->hooks, step->hook);
            mark(u->windows, step->window);
            mark(u->variants, step->variant);
            if (step->window != SIZE_MAX && step->hook != SIZE_MAX)
                u->night[step->window] =
                    u->night[step->window] || x->hooks[step->hook].klass == HL_CLASS_PROMOTION;
        }
    }
}

/* A hook that another waits for is used. */
static void mark_after(const hl_experiment *x, const hl_decoder *decoder, const uses *u)
{
    for (size_t i = 0; i < x->hook_count; i++)
        if (x->hooks[i].after != NULL)
            mark(u->hooks, hl_config__index_of(decoder, "hooks", x->hooks[i].after));
}

static void remark_unused(hl_decoder *decoder, const hl_value *document, const char *table,
                          const bool *used)
{
    const hl_value *members = hl_base__value_get(document, table);
    hl_config__enter(decoder, table, 0);
    for (size_t i = 0; members != NULL && i < members->count; i++)
        if (!used[i])
            hl_config__warn_at(decoder, members, members->items[i].key, "no arm uses it");
    hl_config__leave(decoder);
}

static void remark_night(hl_decoder *decoder, const hl_value *document, const hl_experiment *x,
                         const bool *promotion)
{
    const hl_value *windows = hl_base__value_get(document, "windows");
    hl_config__enter(decoder, "windows", 0);
    for (size_t i = 0; i < x->window_count; i++)
        if (promotion[i] && at_night(&x->windows[i]) && !is_by_another_clock(x, &x->windows[i]))
            hl_config__warn_at(decoder, windows, x->windows[i].name,
                               "a promotion between 22:00 and 08:00: it disturbs, and many "
                               "channels and laws forbid it");
    hl_config__leave(decoder);
}

static void remark_arms(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    const char *key = hl_base__value_get(document, "arms") != NULL ? "arms" : "factors";
    if (x->arm_count == 1)
        hl_config__warn_at(decoder, document, key, "one arm alone compares with nothing");
    else if (hl_base__value_get(document, "control") == NULL)
        hl_config__warn_at(decoder, document, key, "no control is named: it is the first arm, '%s'",
                           x->arms[0].name);
    for (size_t i = 0; i < x->arm_count; i++)
        if (x->design.arms[i].weight == 0)
            hl_config__warn_at(decoder, document, key,
                               i == x->design.control
                                   ? "the control '%s' has weight 0: nobody enters it, so there "
                                     "is nothing to compare the other arms with"
                                   : "arm '%s' has weight 0: nobody enters it",
                               x->arms[i].name);
}

static void remark_metrics(hl_decoder *decoder, const hl_value *document, const hl_design *design)
{
    for (size_t i = 0; i < design->metric_count; i++)
        if (design->metrics[i].role == HL_ROLE_PRIMARY)
            return;
    hl_config__warn_at(decoder, document, "metrics",
                       "no metric has the role primary: the report will not decide");
}

/* Rows name the experiment that they are of. */
static void remark_name(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    if (hl_base__is_null(x->name, strlen(x->name)))
        hl_config__warn_at(decoder, document, "experiment",
                           "'%.60s' is how programs write that there is none: rows of touches that "
                           "name it cannot be imported",
                           x->name);
}

void hl_config__remark(hl_decoder *decoder, const hl_value *document, const hl_experiment *x)
{
    uses u = {hl_config__alloc(decoder, x->hook_count, 1),
              hl_config__alloc(decoder, x->window_count, 1),
              hl_config__alloc(decoder, x->variant_count, 1),
              hl_config__alloc(decoder, x->window_count, 1)};
    if (decoder->no_memory)
        return;
    mark_arms(x, &u);
    mark_after(x, decoder, &u);
    remark_unused(decoder, document, "hooks", u.hooks);
    remark_unused(decoder, document, "windows", u.windows);
    remark_unused(decoder, document, "variants", u.variants);
    remark_night(decoder, document, x, u.night);
    remark_name(decoder, document, x);
    remark_arms(decoder, document, x);
    hl_config__remark_arm_parts(decoder, document, x);
    hl_config__remark_last_minute(decoder, document, x);
    remark_metrics(decoder, document, &x->design);
}
