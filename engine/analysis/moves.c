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
 * those within one do: so what is read ends with the windows that had closed before that day. */
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

/* Most of what the arm's units were sent in the week from that day on. */
static bool is_most(const hl_context *context, uint32_t arm, int32_t from)
{
    int32_t end = context->counted_day - from < WEEK ? context->counted_day : from + WEEK - 1;
    double touches = (double)(hl_analysis__count(context, arm, HL_COUNT_TOUCHES, end) -
                              hl_analysis__count(context, arm, HL_COUNT_TOUCHES, from - 1));
    double gone = moved_until(context, arm, end) - moved_until(context, arm, from - 1);
    return gone >= most * touches;
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

/* The day from which the arm's units are sent another one; INT32_MAX: they are not. */
static int32_t moves_from(const hl_context *context, uint32_t arm)
{
    int32_t from = first_day(context, arm, hardly_any * units_of(context, arm));
    bool enough = moved_until(context, arm, context->counted_day) >= least;
    return from != INT32_MAX && enough && are_many(context, arm) && is_most(context, arm, from)
               ? from
               : INT32_MAX;
}

void hl_analysis__note_moves(hl_context *context)
{
    size_t arms = context->design->arm_count, moved = 0, stay = 0;
    int32_t *from = hl_analysis__array(context, arms, sizeof *from);
    for (uint32_t i = 0; from != NULL && i < arms; i++) {
        from[i] = moves_from(context, i);
        moved += from[i] != INT32_MAX;
        stay += !are_many(context, i);
    }
    if (from == NULL || moved == 0 || stay == 0 || moved + stay < arms)
        return;
    for (uint32_t i = 0; i < arms; i++)
        if (from[i] < context->stopped_on[i]) {
            context->stopped_on[i] = from[i];
            context->moved = true;
        }
}
