#include "log/tallies.h"

#include <stdlib.h>
#include <string.h>

int hl_log__tally_compare(const hl_log_tally *a, const hl_log_tally *b)
{
    if (a->counter != b->counter)
        return a->counter < b->counter ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

static bool reserve(hl_log_evaluation *evaluation)
{
    if (evaluation->tally_count < evaluation->tally_capacity)
        return true;
    size_t capacity = evaluation->tally_capacity == 0 ? 32 : evaluation->tally_capacity * 2;
    hl_log_tally *tallies = realloc(evaluation->tallies, capacity * sizeof *tallies);
    if (tallies == NULL)
        return false;
    evaluation->tallies = tallies;
    evaluation->tally_capacity = capacity;
    return true;
}

hl_status hl_log__tally(hl_log_evaluation *evaluation, hl_cells_counter counter, int32_t day,
                        int64_t count, hl_error *err)
{
    hl_log_tally wanted = {counter, day, count};
    size_t at = evaluation->tally_count;
    while (at > 0 && hl_log__tally_compare(&evaluation->tallies[at - 1], &wanted) > 0)
        at--;
    if (at > 0 && hl_log__tally_compare(&evaluation->tallies[at - 1], &wanted) == 0) {
        evaluation->tallies[at - 1].count += count;
        return HL_OK;
    }
    if (!reserve(evaluation))
        return hl_error_memory(err);
    memmove(&evaluation->tallies[at + 1], &evaluation->tallies[at],
            (evaluation->tally_count - at) * sizeof *evaluation->tallies);
    evaluation->tallies[at] = wanted;
    evaluation->tally_count++;
    return HL_OK;
}
