/* What was lost on the way from the rows to the numbers: cells of a metric that are blank or cannot
 * be read, events that ought to have a value, rows that were refused, units in two arms, covariates
 * that are missing.
 *
 * Whoever is lost need not be like those who are kept: large amounts are written with separators,
 * only buyers have a revenue. So a verdict is not read where
 *   - losses differ between arms: p < 0.001 of alike shares, as for the split, for then the arms
 * that are left are no longer as they were drawn; or
 *   - more than 1 % are lost, alike in all arms or not: the values that are left are then of other
 *     units than those the experiment asked about; or
 *   - the values that could not be read, or are blank and nobody said why, could turn what is said
 * of a primary metric or a guardrail, were they large in one arm and small in the other
 * (check_turn.c). A blank that is said to
 * be missing is an answer, and is judged by the first rule alone; one that is said to be 0 is no
 * loss. A missing covariate is imputed (est_lin.c) and cannot mislead as long as it was known
 * before the experiment, and so is missing alike: the first rule. docs/statistics/losses.md */
#include "analysis/check_turn.h"
#include "analysis/data_checks.h"
#include "analysis/reasons.h"
#include "base/number.h"
#include "stats/unlike_shares.h"

/* What is lost of what, by arm and in all, and what that is called. */
typedef struct losses {
    const char *name, *meant; /* or NULL */
    double *lost, *all;       /* by arm */
    double n, of;
    size_t metric; /* SIZE_MAX: of no metric */
    hl_check_kind check;
    hl_finding_code few, many, apart;
    hl_check_status status; /* of a few */
    double limit;           /* share; above it there are many */
} losses;

static bool make_counts(hl_context *context, losses *out)
{
    out->lost = hl_analysis__array(context, context->design->arm_count, sizeof *out->lost);
    out->all = hl_analysis__array(context, context->design->arm_count, sizeof *out->all);
    return out->lost != NULL && out->all != NULL;
}

static void sum_arms(const hl_context *context, losses *out)
{
    for (size_t i = 0; i < context->design->arm_count; i++) {
        out->n += out->lost[i];
        out->of += out->all[i];
    }
}

static void count(const hl_context *context, hl_cells_counter counter, double *out)
{
    for (uint32_t i = 0; i < context->design->arm_count; i++)
        out[i] = (double)hl_analysis__count(context, i, counter, context->counted_day);
}

/* Rows that name the arm, or whose unit is known to be in it. */
static void count_refused(const hl_context *context, double *out)
{
    const hl_cells *cells = context->cells;
    count(context, HL_COUNT_REFUSED, out);
    for (size_t k = 0; k < cells->lost_kinds; k++)
        for (size_t i = 0; i < context->design->arm_count; i++)
            out[i] += (double)cells->lost_rows[k].by_arm[i];
}

static void count_misnamed(const hl_context *context, double *out)
{
    const hl_cells *cells = context->cells;
    for (size_t k = 0; k < cells->misnamed_count; k++)
        for (size_t i = 0; i < context->design->arm_count; i++)
            out[i] += (double)cells->misnamed[k].by_arm[i];
}

/* Events of users whose id is a known one written otherwise: so many as there are of them among
 * those that were looked at. A few ids are alike by chance. */
static double respelled(const hl_strangers *s)
{
    const double most_by_chance = 0.05;
    double found = s->looked_at > 0 ? (double)s->found / (double)s->looked_at : 0;
    return found > most_by_chance ? found * (double)s->events : 0;
}

static double undecided(const hl_context *context, size_t arm)
{
    return context->cells->undecided == NULL ? 0 : (double)context->cells->undecided[arm];
}

static void tell(hl_context *context, const losses *l, hl_finding_code code, size_t arm,
                 hl_check_status status)
{
    hl_finding finding = hl_analysis__finding_of(code, l->metric, arm);
    finding.name = l->name;
    finding.n = l->n;
    finding.of = l->of;
    finding.share = l->n / l->of;
    finding.p = hl_stats__unlike_shares(l->lost, l->all, context->design->arm_count);
    finding.limit = hl_analysis__most_share;
    finding.meant = l->meant;
    hl_finding_item *items = hl_analysis__arm_items(context, &finding, l->lost);
    for (size_t i = 0; items != NULL && i < context->design->arm_count; i++)
        items[i].of = l->all[i];
    hl_analysis__check(context, l->check, status, &finding);
}

static void judge(hl_context *context, const losses *l)
{
    double p = hl_stats__unlike_shares(l->lost, l->all, context->design->arm_count);
    bool apart = p < HL_SRM_BLOCKS;
    bool many = l->n > l->limit * l->of;
    if (l->n > 0)
        tell(context, l,
             apart  ? l->apart
             : many ? l->many
                    : l->few,
             SIZE_MAX, apart || many ? hl_analysis__blocking(context) : l->status);
}

/* ---- cells of metrics */

static void check_blanks(hl_context *context, const losses *of_metric, const hl_moments *moments)
{
    losses l = *of_metric;
    bool said = context->design->metrics[l.metric].blank == HL_BLANK_MISSING;
    l.check = HL_CHECK_BLANKS;
    l.few = said ? HL_FOUND_BLANKS_MISSING : HL_FOUND_BLANKS_FEW;
    l.many = HL_FOUND_BLANKS_MANY;
    l.apart = said ? HL_FOUND_BLANKS_MISSING_APART : HL_FOUND_BLANKS_APART;
    l.status = said ? HL_CHECK_OK : HL_CHECK_WARN;
    l.limit = said ? HL_INFINITY : hl_analysis__most_share;
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.lost[i] = (double)moments[i].blank;
    sum_arms(context, &l);
    judge(context, &l);
}

/* Blanks of which nobody said what they are, and few: many are no verdict anyway. */
static bool has_unsaid_blanks(const hl_context *context, const losses *l, const hl_moments *moments)
{
    double blank = 0;
    for (size_t i = 0; i < context->design->arm_count; i++)
        blank += (double)moments[i].blank;
    return context->design->metrics[l->metric].blank == HL_BLANK_UNSAID &&
           blank <= hl_analysis__most_share * l->of;
}

/* What may be missing from a metric, by its cause. */
enum { BLANK_CELLS, UNREAD_CELLS, REFUSED_ROWS, MISSPELT_IDS, MISSPELT_TYPES, UNDECIDED, CAUSES };
static const char *const causes[CAUSES] = {"blank_cells",    "unread_cells",
                                           "refused_rows",   "misspelt_ids",
                                           "misspelt_types", "undecided_conditions"};

static void tell_turn(hl_context *context, const losses *l, size_t arm,
                      const double by_cause[CAUSES])
{
    hl_finding finding = hl_analysis__finding_of(HL_FOUND_LOSSES_TURN, l->metric, arm);
    finding.n = l->n;
    finding.of = l->of;
    finding.share = l->n / l->of;
    finding.p = hl_stats__unlike_shares(l->lost, l->all, context->design->arm_count);
    hl_finding_item *items = hl_analysis__items(context, &finding, CAUSES);
    finding.item_count = 0;
    for (size_t i = 0; items != NULL && i < CAUSES; i++)
        if (by_cause[i] > 0) {
            items[finding.item_count].name = causes[i];
            items[finding.item_count++].n = by_cause[i];
        }
    hl_analysis__check(context, l->check, hl_analysis__blocking(context), &finding);
}

/* Rows that were refused have no value either; of those whose arm nobody knows each arm may have
 * had all. */
static void check_turn(hl_context *context, const losses *of_metric, const hl_moments *moments)
{
    losses l = *of_metric;
    double refused = 0, by_cause[CAUSES] = {0};
    if (!make_counts(context, &l))
        return;
    count_refused(context, l.lost);
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l.all[i] = of_metric->all[i];
        l.of += l.all[i];
        refused += l.lost[i];
    }
    bool blanks = has_unsaid_blanks(context, &l, moments);
    by_cause[REFUSED_ROWS] = fmax(refused, (double)context->cells->rejected);
    by_cause[MISSPELT_IDS] = respelled(&context->cells->strangers);
    double elsewhere = by_cause[REFUSED_ROWS] - refused + by_cause[MISSPELT_IDS];
    l.of += refused + elsewhere;
    l.n = elsewhere;
    count_misnamed(context, l.lost);
    by_cause[MISSPELT_TYPES] = -refused;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        double unread = (double)moments[i].unread;
        double blank = blanks ? (double)moments[i].blank : 0;
        double unknown = unread + blank + undecided(context, i);
        by_cause[UNREAD_CELLS] += unread;
        by_cause[BLANK_CELLS] += blank;
        by_cause[UNDECIDED] += undecided(context, i);
        by_cause[MISSPELT_TYPES] += l.lost[i];
        l.of += undecided(context, i);
        l.n += l.lost[i] + unknown;
        l.lost[i] += unknown + elsewhere;
    }
    l.check = HL_CHECK_LOSSES;
    size_t arm = l.n > 0 ? hl_analysis__turned_arm(context, l.metric, l.lost, moments) : SIZE_MAX;
    if (arm != SIZE_MAX)
        tell_turn(context, &l, arm, by_cause);
}

static void check_unread(hl_context *context, const losses *of_metric, const hl_moments *moments)
{
    losses l = *of_metric;
    l.check = HL_CHECK_LOSSES;
    l.few = HL_FOUND_LOSSES_FEW;
    l.many = HL_FOUND_LOSSES_MANY;
    l.apart = HL_FOUND_LOSSES_APART;
    l.status = HL_CHECK_WARN;
    l.limit = hl_analysis__most_share;
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.lost[i] = (double)moments[i].unread;
    sum_arms(context, &l);
    judge(context, &l);
}

static void check_metric(hl_context *context, size_t metric)
{
    losses l = {.metric = metric};
    const hl_moments *moments = hl_analysis__moments(context, metric, 0);
    if (moments == NULL || !make_counts(context, &l))
        return;
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.all[i] = (double)(moments[i].n + moments[i].blank + moments[i].unread);
    check_blanks(context, &l, moments);
    check_unread(context, &l, moments);
    const hl_metric *of = &context->design->metrics[metric];
    if (context->metrics != NULL && of->role != HL_ROLE_SECONDARY && !context->failed)
        check_turn(context, &l, moments);
}

/* ---- rows and units */

/* Of most refused rows nobody knows the arm: those of which one does are compared, all counted. */
static bool count_rejected(const hl_context *context, losses *l)
{
    l->n = (double)context->cells->rejected;
    l->of = (double)(context->cells->rows - context->cells->left_out);
    count_refused(context, l->lost);
    count(context, HL_COUNT_TOUCHES, l->all);
    double own = 0, all_own = 0;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l->all[i] += l->lost[i];
        own += l->lost[i];
        all_own += l->all[i];
    }
    if (own * l->of > l->n * all_own) { /* one of many experiments of a file */
        l->n = own;
        l->of = all_own;
    }
    return l->n > 0;
}

/* Rows of one kind that a store refused: those that are the experiment's out of its own, or all
 * that may be out of the store's, whichever is the larger share. */
static bool count_lost_rows(const hl_context *context, const hl_lost_rows *rows, losses *l)
{
    double own = (double)rows->own, all_own = own;
    if (rows->counter != HL_COUNTERS)
        count(context, rows->counter, l->all);
    for (size_t i = 0; i < context->design->arm_count; i++) {
        all_own += l->all[i];
        l->lost[i] = (double)rows->by_arm[i];
        l->all[i] += l->lost[i];
    }
    bool mostly_own = own * (double)rows->of > (double)rows->all * all_own;
    l->n = mostly_own ? own : (double)rows->all;
    l->of = mostly_own ? all_own : (double)rows->of;
    return l->n > 0;
}

static bool are_apart(const hl_context *context, const losses *l)
{
    return hl_stats__unlike_shares(l->lost, l->all, context->design->arm_count) < HL_SRM_BLOCKS;
}

static bool are_worse(const hl_context *context, const losses *a, const losses *b)
{
    bool apart = are_apart(context, a);
    if (b->n <= 0 || apart != are_apart(context, b))
        return b->n <= 0 || apart;
    return a->n * b->of > b->n * a->of;
}

/* The worst of the kinds of rows: few refused events are many where there are few events. */
static void check_rejected(hl_context *context)
{
    const hl_cells *cells = context->cells;
    losses worst = {.metric = SIZE_MAX,
                    .check = HL_CHECK_REJECTED_ROWS,
                    .few = HL_FOUND_REJECTED_ROWS,
                    .many = HL_FOUND_REJECTED_ROWS_MANY,
                    .apart = HL_FOUND_REJECTED_ROWS_APART,
                    .status = HL_CHECK_WARN,
                    .limit = hl_analysis__most_share};
    for (size_t k = 0; k < cells->lost_kinds; k++) {
        losses l = worst;
        l.n = 0;
        if (!make_counts(context, &l))
            return;
        if (count_lost_rows(context, &cells->lost_rows[k], &l) && are_worse(context, &l, &worst))
            worst = l;
    }
    if (cells->lost_kinds == 0 &&
        (!make_counts(context, &worst) || !count_rejected(context, &worst)))
        return;
    judge(context, &worst);
}

/* Rows that the condition may have kept: held against those that it did keep. */
static void check_undecided(hl_context *context)
{
    const hl_cells *cells = context->cells;
    losses l = {.metric = SIZE_MAX,
                .check = HL_CHECK_CONDITION_VALUES,
                .few = HL_FOUND_UNDECIDED_FEW,
                .many = HL_FOUND_UNDECIDED_MANY,
                .apart = HL_FOUND_UNDECIDED_APART,
                .name = cells->undecided_as,
                .status = HL_CHECK_WARN,
                .limit = hl_analysis__most_share};
    if (cells->undecided == NULL || !make_counts(context, &l))
        return;
    count(context, HL_COUNT_TOUCHES, l.all);
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l.lost[i] = (double)cells->undecided[i];
        l.all[i] += l.lost[i];
    }
    sum_arms(context, &l);
    judge(context, &l);
}

static void check_unsegmented(hl_context *context)
{
    const hl_cells *cells = context->cells;
    if (cells->unsegmented == 0)
        return;
    hl_finding finding = hl_analysis__finding(HL_FOUND_UNSEGMENTED);
    finding.name = cells->unsegmented_as;
    finding.n = (double)cells->unsegmented;
    hl_analysis__check(context, HL_CHECK_CONDITION_VALUES, HL_CHECK_WARN, &finding);
}

/* An event that is worth something, nobody says what: it counts as 0 in a sum. */
static void check_event_values(hl_context *context)
{
    losses l = {.metric = SIZE_MAX,
                .check = HL_CHECK_EVENT_VALUES,
                .few = HL_FOUND_EVENT_VALUES_FEW,
                .many = HL_FOUND_EVENT_VALUES_MANY,
                .apart = HL_FOUND_EVENT_VALUES_APART,
                .status = HL_CHECK_WARN,
                .limit = hl_analysis__most_share};
    if (!make_counts(context, &l))
        return;
    count(context, HL_COUNT_VALUE_BLANK, l.lost);
    count(context, HL_COUNT_VALUE_DUE, l.all);
    sum_arms(context, &l);
    judge(context, &l);
}

/* Events of a type that is one that is read, but for its spelling: they are lost to its metrics. */
static void check_alike_type(hl_context *context, const hl_misnamed_type *type)
{
    losses l = {.name = type->type,
                .meant = type->meant,
                .metric = SIZE_MAX,
                .check = HL_CHECK_EVENT_TYPES,
                .few = HL_FOUND_EVENT_TYPES_FEW,
                .many = HL_FOUND_EVENT_TYPES_MANY,
                .apart = HL_FOUND_EVENT_TYPES_APART,
                .status = HL_CHECK_WARN,
                .limit = hl_analysis__most_share};
    if (!make_counts(context, &l))
        return;
    count(context, HL_COUNT_EVENTS, l.all);
    for (size_t i = 0; i < context->design->arm_count; i++) {
        l.lost[i] = (double)type->by_arm[i];
        l.all[i] += l.lost[i];
    }
    sum_arms(context, &l);
    judge(context, &l);
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
}

static void tell_nobody(hl_context *context, const hl_strangers *s)
{
    hl_finding finding = hl_analysis__finding(HL_FOUND_EVENTS_OF_NOBODY);
    finding.n = (double)s->nobody;
    finding.of = (double)(s->of + s->nobody);
    finding.share = finding.n / finding.of;
    hl_analysis__check(context, HL_CHECK_STRANGERS, HL_CHECK_WARN, &finding);
}

/* Customers whom nobody wrote to have events too. But where the ids of some are known ones written
 * otherwise, events of the experiment are lost. */
static void check_strangers(hl_context *context)
{
    const double worth_saying = 0.01;
    const hl_strangers *s = &context->cells->strangers;
    double own = (double)hl_analysis__counter_total(context, HL_COUNT_EVENTS);
    double lost = respelled(s);
    bool many = lost > hl_analysis__most_share * (own + lost);
    if (s->nobody > 0)
        tell_nobody(context, s);
    if (s->events == 0 || (s->found == 0 && (double)s->events <= worth_saying * (double)s->of))
        return;
    hl_finding finding = hl_analysis__finding_of(many           ? HL_FOUND_STRANGERS_SPELLED_MANY
                                                 : s->found > 0 ? HL_FOUND_STRANGERS_SPELLED
                                                                : HL_FOUND_STRANGERS,
                                                 SIZE_MAX, SIZE_MAX);
    finding.n = (double)s->events;
    finding.of = (double)s->of;
    finding.share = finding.n / finding.of;
    finding.name = s->id;
    finding.meant = s->known;
    hl_analysis__check(context, HL_CHECK_STRANGERS,
                       many           ? hl_analysis__blocking(context)
                       : s->found > 0 ? HL_CHECK_WARN
                                      : HL_CHECK_OK,
                       &finding);
}

/* Customers buy before their touch as well, alike in all arms as long as nothing but chance made
 * the arms: where they do not, a clock of an arm is wrong or its dates have lost their time of day,
 * and what followed the touch stands before it. Arms that are sent at different times meet
 * different hours before them. */
static void check_early_events(hl_context *context)
{
    bool timed = context->cells->timed_apart;
    losses l = {.metric = SIZE_MAX, .check = HL_CHECK_EARLY_EVENTS};
    if (!make_counts(context, &l))
        return;
    count(context, HL_COUNT_EARLY, l.lost);
    count(context, HL_COUNT_ENROLLED, l.all);
    sum_arms(context, &l);
    if (l.n > 0 && are_apart(context, &l))
        tell(context, &l, timed ? HL_FOUND_EARLY_EVENTS_TIMED : HL_FOUND_EARLY_EVENTS, SIZE_MAX,
             timed ? HL_CHECK_WARN : hl_analysis__blocking(context));
}

/* What came before the experiment may well name touches of before it, which no store has. */
static void count_unknown(const hl_context *context, double *out)
{
    const hl_cells *cells = context->cells;
    int32_t first = INT32_MAX;
    count(context, HL_COUNT_UNKNOWN_TOUCH, out);
    for (size_t i = 0; i < cells->cell_count; i++)
        if (cells->cells[i]->counters[HL_COUNT_TOUCHES] > 0 && cells->cells[i]->day < first)
            first = cells->cells[i]->day;
    for (uint32_t i = 0; first > HL_CELLS_NO_DAY && i < context->design->arm_count; i++)
        if (first <= context->counted_day)
            out[i] -= (double)hl_analysis__count(context, i, HL_COUNT_UNKNOWN_TOUCH, first - 1);
}

/* An event that names a touch belongs to no other: where its user has none of that name it is lost,
 * to the arm of its user. */
static void check_unknown_touch(hl_context *context)
{
    losses l = {.metric = SIZE_MAX,
                .check = HL_CHECK_UNKNOWN_TOUCH,
                .few = HL_FOUND_UNKNOWN_TOUCH,
                .many = HL_FOUND_UNKNOWN_TOUCH_MANY,
                .apart = HL_FOUND_UNKNOWN_TOUCH_APART,
                .status = HL_CHECK_WARN,
                .limit = hl_analysis__most_share};
    if (!make_counts(context, &l))
        return;
    count_unknown(context, l.lost);
    count(context, HL_COUNT_EVENTS, l.all);
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.all[i] += l.lost[i];
    sum_arms(context, &l);
    judge(context, &l);
}

/* Two like events may well have happened, where their times are days or their values all alike, and
 * more often where more happens. Many of them in one arm are an export that was joined twice. */
static void check_duplicates(hl_context *context)
{
    losses l = {.metric = SIZE_MAX, .check = HL_CHECK_DUPLICATES};
    double *more = hl_analysis__array(context, context->design->arm_count, sizeof *more);
    if (more == NULL || !make_counts(context, &l))
        return;
    count(context, HL_COUNT_DUPLICATES, l.lost);
    count(context, HL_COUNT_EVENTS, l.all);
    static const hl_cells_counter others[] = {HL_COUNT_BEFORE_TOUCH, HL_COUNT_UNKNOWN_TOUCH};
    for (size_t k = 0; k < sizeof others / sizeof others[0]; k++) {
        count(context, others[k], more);
        for (size_t i = 0; i < context->design->arm_count; i++)
            l.all[i] += more[i];
    }
    for (size_t i = 0; i < context->design->arm_count; i++)
        l.all[i] = fmax(l.all[i], l.lost[i]); /* those of touches elsewhere are not counted */
    sum_arms(context, &l);
    bool apart = l.n > hl_analysis__most_share * l.of && are_apart(context, &l);
    if (l.n > 0)
        tell(context, &l, apart ? HL_FOUND_DUPLICATES_APART : HL_FOUND_DUPLICATES, SIZE_MAX,
             apart ? hl_analysis__blocking(context) : HL_CHECK_WARN);
}

/* Units in two arms. Where the order of their touches is known they count in their first one, as
 * they were drawn; else they are in neither, so all there were are those and the others. */
static void check_two_arms(hl_context *context)
{
    bool first = context->cells->first_arm;
    losses l = {.metric = SIZE_MAX,
                .check = HL_CHECK_TWO_ARMS,
                .few = first ? HL_FOUND_TWO_ARMS_FIRST : HL_FOUND_TWO_ARMS,
                .many = first ? HL_FOUND_TWO_ARMS_FIRST_MANY : HL_FOUND_TWO_ARMS_MANY,
                .apart = HL_FOUND_TWO_ARMS_MANY, /* never: of no arm */
                .status = HL_CHECK_WARN,
                .limit = hl_analysis__most_share};
    if (!make_counts(context, &l))
        return;
    const hl_unit_rows *rows = &context->cells->rows_of_units;
    l.n = (double)hl_analysis__counter_total(context, HL_COUNT_TWO_ARMS);
    l.of = (double)hl_analysis__counter_total(context, HL_COUNT_ENROLLED) + (first ? 0 : l.n);
    if (!first && l.n <= l.limit * l.of &&
        (double)rows->of_two_arms > l.limit * (double)rows->rows) {
        l.n = (double)rows->of_two_arms; /* few units with many rows */
        l.of = (double)rows->rows;
        l.many = HL_FOUND_TWO_ARMS_ROWS;
    }
    judge(context, &l);
}

static void check_covariates(hl_context *context)
{
    losses l = {.metric = SIZE_MAX,
                .check = HL_CHECK_COVARIATES,
                .few = HL_FOUND_COVARIATES_IMPUTED,
                .many = HL_FOUND_COVARIATES_IMPUTED,
                .apart = HL_FOUND_COVARIATES_APART,
                .status = HL_CHECK_OK,
                .limit = HL_INFINITY};
    if (!make_counts(context, &l))
        return;
    count(context, HL_COUNT_NO_COVARIATE, l.lost);
    count(context, HL_COUNT_ENROLLED, l.all);
    sum_arms(context, &l);
    judge(context, &l);
}

void hl_analysis__check_losses(hl_context *context)
{
    check_two_arms(context);
    if (!context->failed)
        check_rejected(context);
    if (!context->failed)
        check_undecided(context);
    if (!context->failed)
        check_unsegmented(context);
    if (!context->failed)
        check_event_values(context);
    if (!context->failed)
        check_event_types(context);
    if (!context->failed)
        check_strangers(context);
    if (!context->failed)
        check_early_events(context);
    if (!context->failed)
        check_unknown_touch(context);
    if (!context->failed)
        check_duplicates(context);
    for (size_t m = 0; m < context->design->metric_count && !context->failed; m++)
        check_metric(context, m);
    if (!context->failed)
        check_covariates(context);
}
