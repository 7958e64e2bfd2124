/* Events of a store that are not where they belong: without a value, of a type or a user that is
 * written otherwise, of a touch that is not there, or there twice. */
#include "analysis/losses.h"

/* An event that is worth something, nobody says what: it counts as 0 in a sum. */
static bool count_without_value(hl_context *context, hl_losses *l)
{
    hl_analysis__count_arms(context, HL_COUNT_VALUE_BLANK, l->lost);
    hl_analysis__count_arms(context, HL_COUNT_VALUE_DUE, l->all);
    hl_analysis__sum_losses(context, l);
    return true;
}

/* ---- types */

void hl_analysis__count_misnamed(const hl_context *context, double *out)
{
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->misnamed_count; k++)
        for (size_t i = 0; i < context->design->arm_count; i++)
            out[i] += (double)cells->misnamed[k].by_arm[i];
}

/* Events of a type that is one that is read, but for its spelling: they are lost to its metrics. */
static void check_alike_type(hl_context *context, const hl_misnamed_type *type)
{
    static const hl_loss_kind kind = {HL_CHECK_EVENT_TYPES,
                                      HL_FOUND_EVENT_TYPES_FEW,
                                      HL_FOUND_EVENT_TYPES_MANY,
                                      HL_FOUND_EVENT_TYPES_APART,
                                      HL_CHECK_WARN,
                                      0,
                                      NULL};
    hl_losses l = {.name = type->type, .meant = type->meant, .metric = SIZE_MAX};
    if (!hl_analysis__make_losses(context, &l))
        return;
    hl_analysis__count_arms(context, HL_COUNT_EVENTS, l.all);
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l.lost[i] = (double)type->by_arm[i];
        l.all[i] += l.lost[i];
    }
    hl_analysis__sum_losses(context, &l);
    hl_analysis__judge_losses(context, &kind, &l);
}

/* A type that is a slip of the hand away from one may as well be meant as it stands. */
static void check_event_types(hl_context *context)
{
    const hl_cells *cells = context->cells;
    for (size_t i = 0; i < cells->misnamed_count && !context->failed; i++) {
        const hl_misnamed_type *type = &cells->misnamed[i];
        if (type->alike) {
            check_alike_type(context, type);
            continue;
        }
        hl_finding finding = hl_analysis__finding_of(HL_FOUND_EVENT_TYPES_NEAR, SIZE_MAX, SIZE_MAX);
        finding.n = (double)type->events;
        finding.name = type->type;
        finding.meant = type->meant;
        hl_analysis__check(context, HL_CHECK_EVENT_TYPES, HL_CHECK_WARN, &finding);
    }
    if (!context->failed)
        hl_analysis__check_unread_types(context);
}

/* ---- users */

/* A few ids are alike by chance, in all arms alike. */
static bool may_be_chance(const hl_strangers *s)
{
    const double most_by_chance = 0.05;
    return (double)s->found <= most_by_chance * (double)s->looked_at;
}

double hl_analysis__count_respelled(const hl_context *context, double *out)
{
    const hl_strangers *s = &context->cells->strangers;
    if (s->by_arm == NULL || may_be_chance(s))
        return 0;
    for (size_t i = 0; i < context->design->arm_count; i++)
        out[i] += (double)s->by_arm[i];
    return (double)s->respelled;
}

static bool take_respelled(hl_context *context, hl_losses *l)
{
    const hl_strangers *s = &context->cells->strangers;
    l->name = s->id;
    l->meant = s->known;
    hl_analysis__count_arms(context, HL_COUNT_EVENTS, l->all);
    for (size_t i = 0; s->by_arm != NULL && i < context->design->arm_count; i++) {
        l->lost[i] = (double)s->by_arm[i];
        l->all[i] += l->lost[i];
    }
    hl_analysis__sum_losses(context, l);
    return s->by_arm != NULL;
}

static bool count_respelled(hl_context *context, hl_losses *l)
{
    return !may_be_chance(&context->cells->strangers) && take_respelled(context, l);
}

static bool count_respelled_by_chance(hl_context *context, hl_losses *l)
{
    return may_be_chance(&context->cells->strangers) && take_respelled(context, l);
}

/* Customers whom nobody wrote to have events too. */
static void tell_strangers(hl_context *context)
{
    const double worth_saying = 0.01;
    const hl_strangers *s = &context->cells->strangers;
    hl_finding finding = hl_analysis__finding(HL_FOUND_STRANGERS);
    finding.n = (double)(s->events - s->of_nobody - s->elsewhere - s->respelled);
    finding.name = s->stranger_as == NULL ? "" : s->stranger_as;
    finding.of = (double)s->of;
    finding.share = finding.n / finding.of;
    if (s->events > 0 && finding.n > worth_saying * finding.of)
        hl_analysis__check(context, HL_CHECK_STRANGERS, HL_CHECK_OK, &finding);
}

/* ---- touches */

/* What came before the experiment may well name touches of before it, which no store has. */
static void count_unknown(const hl_context *context, double *out)
{
    const hl_cells *cells = context->cells;
    int32_t first = INT32_MAX;
    hl_analysis__count_arms(context, HL_COUNT_UNKNOWN_TOUCH, out);
    for (size_t i = 0; i < cells->cell_count; i++)
        if (cells->cells[i]->counters[HL_COUNT_TOUCHES] > 0 && cells->cells[i]->day < first)
            first = cells->cells[i]->day;
    for (uint32_t i = 0; first > HL_CELLS_NO_DAY && i < context->design->arm_count; i++)
        if (first <= context->counted_day)
            out[i] -= (double)hl_analysis__count(context, i, HL_COUNT_UNKNOWN_TOUCH, first - 1);
}

/* What is no touch of its user says nothing of when it was touched, and the event belongs to its
 * time. A campaign's number is as it should be. */
static bool count_unknown_touch(hl_context *context, hl_losses *l)
{
    l->name = context->cells->unknown_touch == NULL ? "" : context->cells->unknown_touch;
    count_unknown(context, l->lost);
    hl_analysis__count_arms(context, HL_COUNT_EVENTS, l->all);
    for (size_t i = 0; i < context->design->arm_count; i++)
        l->all[i] = l->all[i] > l->lost[i] ? l->all[i] : l->lost[i];
    hl_analysis__sum_losses(context, l);
    return context->cells->of_others_touch == NULL;
}

/* Whoever's event it is, it is not both its user's and the touch's: one of the two was joined
 * wrongly. */
static bool count_of_others_touch(hl_context *context, hl_losses *l)
{
    const hl_cells *cells = context->cells;
    l->name = cells->others_touch == NULL ? "" : cells->others_touch;
    hl_analysis__count_arms(context, HL_COUNT_EVENTS, l->all);
    for (size_t i = 0; cells->of_others_touch != NULL && i < context->design->arm_count; i++) {
        l->lost[i] = (double)cells->of_others_touch[i];
        l->all[i] = l->all[i] > l->lost[i] ? l->all[i] : l->lost[i];
    }
    hl_analysis__sum_losses(context, l);
    return true;
}

/* Two like events may well have happened, where their times are days or their values all alike, and
 * more often where more happens. Many of them in one arm are an export that was joined twice. */
static bool count_duplicates(hl_context *context, hl_losses *l)
{
    static const hl_cells_counter others[] = {HL_COUNT_BEFORE_TOUCH, HL_COUNT_UNKNOWN_TOUCH};
    double *more = hl_analysis__array(context, context->design->arm_count, sizeof *more);
    if (more == NULL)
        return false;
    hl_analysis__count_arms(context, HL_COUNT_DUPLICATES, l->lost);
    hl_analysis__count_arms(context, HL_COUNT_EVENTS, l->all);
    for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) {
        hl_analysis__count_arms(context, others[k], more);
        for (size_t i = 0; i < context->design->arm_count; i++)
            l->all[i] += more[i];
    }
    for (size_t i = 0; i < context->design->arm_count; i++)
        if (l->all[i] < l->lost[i]) /* those of touches elsewhere are not counted */
            l->all[i] = l->lost[i];
    hl_analysis__sum_losses(context, l);
    return true;
}

static const hl_loss_kind values[] = {
    {HL_CHECK_EVENT_VALUES, HL_FOUND_EVENT_VALUES_FEW, HL_FOUND_EVENT_VALUES_MANY,
     HL_FOUND_EVENT_VALUES_APART, HL_CHECK_WARN, 0, count_without_value},
};

static const hl_loss_kind users[] = {
    {HL_CHECK_STRANGERS, HL_FOUND_STRANGERS_SPELLED, HL_FOUND_STRANGERS_SPELLED_MANY,
     HL_FOUND_STRANGERS_SPELLED_APART, HL_CHECK_WARN, 0, count_respelled},
    {HL_CHECK_STRANGERS, HL_FOUND_STRANGERS_SPELLED, HL_FOUND_STRANGERS_SPELLED_MANY,
     HL_FOUND_STRANGERS_SPELLED_APART, HL_CHECK_WARN, HL_LOSS_ANY_SHARE, count_respelled_by_chance},
};

static const hl_loss_kind places[] = {
    {HL_CHECK_UNKNOWN_TOUCH, HL_FOUND_UNKNOWN_TOUCH, HL_FOUND_UNKNOWN_TOUCH, HL_FOUND_UNKNOWN_TOUCH,
     HL_CHECK_WARN, HL_LOSS_WARNS, count_unknown_touch},
    {HL_CHECK_UNKNOWN_TOUCH, HL_FOUND_TOUCH_OF_OTHER, HL_FOUND_UNKNOWN_TOUCH_MANY,
     HL_FOUND_UNKNOWN_TOUCH_APART, HL_CHECK_WARN, 0, count_of_others_touch},
    {HL_CHECK_DUPLICATES, HL_FOUND_DUPLICATES, HL_FOUND_DUPLICATES, HL_FOUND_DUPLICATES_APART,
     HL_CHECK_WARN, HL_LOSS_APART_IF_MANY, count_duplicates},
};

void hl_analysis__check_lost_events(hl_context *context)
{
    hl_analysis__judge_kinds(context, values, sizeof values / sizeof values[0]);
    if (!context->failed)
        check_event_types(context);
    if (!context->failed)
        hl_analysis__judge_kinds(context, users, sizeof users / sizeof users[0]);
    if (!context->failed)
        hl_analysis__check_unplaced(context);
    if (!context->failed)
        tell_strangers(context);
    if (!context->failed)
        hl_analysis__check_event_times(context);
    if (!context->failed)
        hl_analysis__check_missing_days(context);
    if (!context->failed)
        hl_analysis__check_thin_days(context);
    if (!context->failed)
        hl_analysis__check_events_end(context);
    if (!context->failed)
        hl_analysis__judge_kinds(context, places, sizeof places / sizeof places[0]);
    if (!context->failed)
        hl_analysis__check_event_repeats(context);
}
