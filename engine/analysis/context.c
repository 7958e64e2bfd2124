#include "analysis/context.h"

#include <string.h>

#include "analysis/periods.h"
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

const hl_cell *hl_analysis__total(hl_context *context, uint32_t arm, uint32_t split, int32_t until)
{
    hl_cells__total(context->cells, arm, split, until, context->scratch);
    return context->scratch;
}

/* The matured total of an arm and split, made once. */
static const hl_cell *matured(hl_context *context, uint32_t arm, uint32_t split)
{
    hl_cell **slot = &context->matured[split * context->design->arm_count + arm];
    if (*slot == NULL && (*slot = hl_cells__scratch(context->cells, context->arena)) != NULL)
        hl_cells__total(context->cells, arm, split, context->matured_day, *slot);
    if (*slot == NULL)
        context->failed = true;
    return *slot;
}

hl_moments *hl_analysis__moments(hl_context *context, size_t metric, uint32_t split)
{
    size_t arms = context->design->arm_count;
    hl_moments *moments = hl_analysis__array(context, arms, sizeof *moments);
    for (uint32_t arm = 0; moments != NULL && arm < arms; arm++) {
        const hl_cell *cell = matured(context, arm, split);
        if (cell == NULL)
            return NULL;
        const hl_histogram *histogram =
            hl_analysis__histogram(context, metric, arm, split, context->matured_day);
        hl_analysis__moments_of(context, metric, &cell->grams[metric], histogram, &moments[arm]);
        if (context->failed)
            return NULL;
    }
    return moments;
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
        double mine = hl_analysis__period_weight(context, k, arm);
        double theirs = hl_analysis__period_weight(context, k, other);
        double now = mine / (mine + theirs);
        if (!(mine > 0) || !(theirs > 0) || (k > 0 && fabs(now - share) > 1e-12))
            return HL_NAN;
        share = now;
    }
    return share;
}
