/* Arms whose users were moved to another one: whoever ships an arm to everyone sends it to those
 * too who had another, under the same name. That is no fault of the split, and none of the data:
 * what was seen before is what it was.
 *
 * It is told from units that stray by when and whence they go. From a day on units of some arms get
 * another one (20 and more, above 1 % of them), and before it hardly any did (0.1 %); in the week
 * from then on that is at least half of all that those arms are sent; and of each other arm at most
 * 1 % go. A log that gives units now this arm and now that does so both ways and from the
 * beginning, and is no move.
 *
 * Touches of another arm behind a unit's windows change nothing of the unit (log/attribution.c),
 * those within one do: so what is read ends with the windows that had closed before that day.
 *
 * Nothing need end where all of them came behind the windows (but for 0.1 %), as of a waiting list,
 * whose people get the other arm some days later one by one, and where the arms that stay are sent
 * nothing more either: else these have more windows than those who were moved. */
#include "analysis/data_checks.h"
#include "analysis/stops.h"
#include "base/number.h"

static const double hardly_any = 0.001, most = 0.5, least = 20;
enum { WEEK = 7 };

static double moved_until(const hl_context *context, uint32_t arm, int32_t day)
{
    return (double)hl_analysis__count(context, arm, HL_COUNT_TWO_ARMS, day);
}

/* The first day by which more than hardly any of the units had gone; INT32_MAX: there is none. */
static int32_t first_day(const hl_context *context, uint32_t arm, double few)
{
    hl_cell_run run =
        hl_cells__run(&context->index, arm, 0, HL_CELLS_NO_DAY + 1, context->counted_day);
    double gone = 0;
    for (size_t i = 0; i < run.count; i++) { /* in the order of days */
        gone += (double)run.cells[i]->counters[HL_COUNT_TWO_ARMS];
        if (gone > few)
            return run.cells[i]->day;
    }
    return INT32_MAX;
}

/* Touches of an arm in the week from that day on. first: those too by which units came in. */
static double touches_from(const hl_context *context, uint32_t arm, int32_t from, int32_t end,
                           bool first)
{
    hl_cells_counter all = HL_COUNT_TOUCHES, came = HL_COUNT_ENROLLED;
    int64_t touches = hl_analysis__count(context, arm, all, end) -
                      hl_analysis__count(context, arm, all, from - 1);
    int64_t units = hl_analysis__count(context, arm, came, end) -
                    hl_analysis__count(context, arm, came, from - 1);
    return (double)(first ? touches : touches - units);
}

static double units_of(const hl_context *context, uint32_t arm)
{
    return (double)hl_analysis__count(context, arm, HL_COUNT_ENROLLED, context->counted_day);
}

/* More than what may stray. */
static bool are_many(const hl_context *context, uint32_t arm)
{
    double gone = moved_until(context, arm, context->counted_day);
    return gone > hl_analysis__most_share * units_of(context, arm);
}

/* All came when the windows of their units had closed, and no arm but this is sent to again. */
static bool are_after(const hl_context *context, uint32_t arm, int32_t from)
{
    double after =
        (double)hl_analysis__count(context, arm, HL_COUNT_ARM_AFTER, context->counted_day);
    bool all = after >= moved_until(context, arm, context->counted_day) -
                            hardly_any * units_of(context, arm);
    for (uint32_t i = 0; all && i < context->design->arm_count; i++)
        if (!are_many(context, i))
            all = touches_from(context, i, from, context->counted_day, false) <=
                  hl_analysis__most_share * units_of(context, i);
    return all;
}

/* Most of what the arm's units were sent in the week from that day on; of those that came behind
 * the windows, of what was sent to units that had come in. */
static bool is_most(const hl_context *context, uint32_t arm, int32_t from, bool after)
{
    int32_t end = context->counted_day - from < WEEK ? context->counted_day : from + WEEK - 1;
    double gone = moved_until(context, arm, end) - moved_until(context, arm, from - 1);
    return gone >= most * touches_from(context, arm, from, end, !after);
}

/* The day from which the arm's units are sent another one; INT32_MAX: they are not. *after: when
 * their windows had closed. */
static int32_t moves_from(const hl_context *context, uint32_t arm, bool *after)
{
    int32_t from = first_day(context, arm, hardly_any * units_of(context, arm));
    if (from == INT32_MAX || moved_until(context, arm, context->counted_day) < least ||
        !are_many(context, arm))
        return INT32_MAX;
    *after = are_after(context, arm, from);
    if (!is_most(context, arm, from, *after)) {
        *after = false;
        return INT32_MAX;
    }
    return from;
}

void hl_analysis__note_moves(hl_context *context)
{
    size_t arms = context->design->arm_count, moved = 0, stay = 0;
    int32_t *from = hl_analysis__array(context, arms, sizeof *from);
    bool *after = hl_analysis__array(context, arms, sizeof *after);
    for (uint32_t i = 0; from != NULL && after != NULL && i < arms; i++) {
        from[i] = moves_from(context, i, &after[i]);
        moved += from[i] != INT32_MAX;
        stay += !are_many(context, i);
    }
    if (context->failed || moved == 0 || stay == 0 || moved + stay < arms)
        return;
    context->moved_after = after;
    for (uint32_t i = 0; i < arms; i++)
        if (!after[i] && from[i] < context->stopped_on[i]) {
            context->stopped_on[i] = from[i];
            context->pauses[i] = false;
            context->moved = true;
        }
}
