#include "analysis/split_watch.h"

#include "base/number.h"

enum { MOST_ARMS = 64 }; /* of hl_stats__srm_sequential */

bool hl_analysis__days_can_be_read(const hl_context *context)
{
    return context->has_days && !context->design->arms_differ_in_timing;
}

static bool can_watch(const hl_context *context)
{
    return hl_analysis__days_can_be_read(context) && hl_analysis__weights_known(context) &&
           context->design->arm_count <= MOST_ARMS;
}

bool hl_analysis__watch_decides(const hl_context *context)
{
    return context->design->inference != HL_INFER_FIXED && can_watch(context);
}

/* Blocks of the test: a day's counts by arm and, at the same place behind all counts, the weights
 * in force. Cells of a split lie by arm, then by day. */
typedef struct blocks {
    double *counts, *weights;
    size_t arms;
} blocks;

static void add_weights(const hl_context *context, const blocks *b, size_t day)
{
    size_t period = hl_analysis__period_of(context, context->index.days[day]);
    for (size_t arm = 0; arm < b->arms; arm++)
        b->weights[day * b->arms + arm] = hl_analysis__period_weight(context, period, arm);
}

static bool counts_on(const hl_context *context, int32_t day)
{
    return day != HL_CELLS_NO_DAY && day <= context->judged_day &&
           hl_analysis__period_of(context, day) != SIZE_MAX;
}

static size_t place_of(const hl_context *context, int32_t day)
{
    size_t low = 0;
    size_t high = context->index.day_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (context->index.days[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Leaves out days without units; how many are left. */
static size_t close_ranks(blocks *b, size_t days)
{
    size_t kept = 0;
    for (size_t day = 0; day < days; day++) {
        double n = 0;
        for (size_t arm = 0; arm < b->arms; arm++) {
            n += b->counts[day * b->arms + arm];
            b->counts[kept * b->arms + arm] = b->counts[day * b->arms + arm];
            b->weights[kept * b->arms + arm] = b->weights[day * b->arms + arm];
        }
        kept += n > 0;
    }
    return kept;
}

hl_split_watch hl_analysis__watch_split(hl_context *context, hl_cells_counter counter,
                                        uint32_t split)
{
    hl_split_watch out = {{HL_NAN, HL_NAN, HL_NAN, 0, HL_NAN}, 0};
    size_t days = context->index.day_count;
    size_t arms = context->design->arm_count;
    if (!can_watch(context))
        return out;
    double *room = hl_base__arena_array(&context->passing, 2 * days * arms, sizeof *room);
    if (room == NULL) {
        context->failed = true;
        return out;
    }
    blocks b = {room, room + days * arms, arms};
    hl_cell_run run = hl_cells__split_run(&context->index, split);
    for (size_t i = 0; i < run.count; i++) {
        const hl_cell *cell = run.cells[i];
        if (cell->arm < arms && counts_on(context, cell->day))
            b.counts[place_of(context, cell->day) * arms + cell->arm] +=
                (double)cell->counters[counter];
    }
    for (size_t day = 0; day < days; day++)
        if (counts_on(context, context->index.days[day]))
            add_weights(context, &b, day);
    out.days = close_ranks(&b, days);
    if (out.days > 0)
        out.test = hl_stats__srm_sequential(b.counts, b.weights, out.days, arms);
    hl_analysis__pass(context);
    return out;
}

double hl_analysis__split_p(hl_context *context, hl_cells_counter counter, uint32_t split,
                            const double *counts)
{
    if (hl_analysis__watch_decides(context))
        return hl_analysis__watch_split(context, counter, split).test.p;
    return hl_analysis__srm_p(context, counts);
}
