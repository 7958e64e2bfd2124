#include "analysis/context.h"

#include <string.h>

#include "analysis/periods.h"
#include "analysis/planned_look.h"
#include "base/number.h"

void *hl_analysis__array(hl_context *context, size_t count, size_t size)
{
    void *items = hl_base__arena_array(context->arena, count == 0 ? 1 : count, size);
    if (items == NULL)
        context->failed = true;
    return items;
}

void *hl_analysis__append(hl_context *context, hl_growing *list, size_t size)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 8 : 2 * list->capacity;
        void *items = hl_analysis__array(context, capacity, size);
        if (items == NULL)
            return NULL;
        if (list->count > 0)
            memcpy(items, list->items, list->count * size);
        list->items = items;
        list->capacity = capacity;
    }
    return (char *)list->items + size * list->count++;
}

const char *hl_analysis__keep(hl_context *context, hl_text *text)
{
    const char *kept = hl_base__text_keep(text, context->arena);
    hl_base__text_free(text);
    if (kept == NULL)
        context->failed = true;
    return kept == NULL ? "" : kept;
}

bool hl_analysis__went_well(hl_context *context, hl_status status)
{
    if (status != HL_OK)
        context->failed = true;
    return status == HL_OK;
}

void hl_analysis__pass(hl_context *context)
{
    hl_base__arena_free(&context->passing);
}

int64_t hl_analysis__count(const hl_context *context, uint32_t arm, hl_cells_counter counter,
                           int32_t until)
{
    return hl_cells__run_count(hl_cells__run(&context->index, arm, 0, INT32_MIN, until), counter);
}

void hl_analysis__run_moments(hl_context *context, size_t metric, hl_cell_run run, hl_moments *out)
{
    hl_wide sum[HL_CELLS_MAX_VARIABLES];
    hl_wide product[HL_CELLS_MAX_PRODUCTS];
    hl_gram gram = {.width = context->cells->widths[metric], .sum = sum, .product = product};
    hl_cells__run_gram(run, metric, &gram);
    hl_analysis__moments_of(context, metric, &gram, hl_analysis__histogram(context, metric, run),
                            hl_analysis__sizes(context, metric, run), out);
}

hl_moments *hl_analysis__moments(hl_context *context, size_t metric, uint32_t split)
{
    size_t arms = context->design->arm_count;
    hl_moments *moments = hl_base__arena_array(&context->passing, arms, sizeof *moments);
    if (moments == NULL)
        context->failed = true;
    for (uint32_t arm = 0; !context->failed && arm < arms; arm++)
        hl_analysis__run_moments(context, metric,
                                 hl_cells__run(&context->index, arm, split, INT32_MIN,
                                               hl_analysis__read_until(context, metric)),
                                 &moments[arm]);
    return context->failed ? NULL : moments;
}

double hl_analysis__conf(const hl_context *context)
{
    return 1 - context->out->look_alpha;
}

bool hl_analysis__weights_known(const hl_context *context)
{
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (context->design->arms[i].weight > 0)
            return true;
    return false;
}

double hl_analysis__share(const hl_context *context, size_t arm, size_t other)
{
    double share = HL_NAN;
    if (context->has_days && context->design->arms_differ_in_timing)
        return HL_NAN;
    for (size_t k = 0; k < hl_analysis__periods(context); k++) {
        if (k > 0 && context->periods[k].from_day >= context->ended_on)
            break;
        double mine = hl_analysis__period_weight(context, k, arm);
        double theirs = hl_analysis__period_weight(context, k, other);
        double now = mine / (mine + theirs);
        if (!(mine > 0) || !(theirs > 0) || (k > 0 && fabs(now - share) > 1e-12))
            return HL_NAN;
        share = now;
    }
    return share;
}
