/* The export of one arm that ends before the others' (or begins behind them): its customers bought
 * and were touched on those days too, and nothing tells it but the dates. Arms are compared on
 * days that all have: no verdict, where in a column of dates
 *   - an arm has none on three days and more at the end (at the beginning) on which another has
 * some, where it would have at least 12 by its share of the days before: chance is one in 10^5;
 *   - both had come in steadily: each on most of the days that they share, the one no rarer on the
 *     days before its end than before, the other no rarer behind it, to its own last days. What
 *     stops by itself (a coupon that lapses, in arms of unlike terms) gets rare in the other arm.
 * docs/statistics/losses.md */
#include "analysis/data_checks.h"
#include "base/number.h"

/* Days of an arm as seen from one end: rising, from the end that is judged backwards when turned.
 */
typedef struct arm_days {
    const hl_day_events *of;
    size_t count;
    bool turned;
} arm_days;

static int32_t day_at(const arm_days *a, size_t i)
{
    return a->turned ? -a->of[a->count - 1 - i].day : a->of[i].day;
}

static double rows_at(const arm_days *a, size_t i)
{
    return (double)a->of[a->turned ? a->count - 1 - i : i].events;
}

/* The rows on the days from `from` up to `to`, without it; days: how many have some. */
static double rows_between(const arm_days *a, int64_t from, int64_t to, double *days)
{
    double rows = 0;
    *days = 0;
    for (size_t i = 0; i < a->count; i++)
        if (day_at(a, i) >= from && day_at(a, i) < to) {
            rows += rows_at(a, i);
            *days += 1;
        }
    return rows;
}

/* Whether the arm came on most days between, and on the last of them no rarer than before. */
static bool is_steady(const arm_days *a, int64_t from, int64_t to, int64_t last)
{
    const double most = 0.7, rarer = 0.5;
    double days = 0, of_last = 0;
    double rows = rows_between(a, from, to, &days);
    double ended = rows_between(a, to - last, to, &of_last);
    double span = (double)(to - from);
    return days >= most * span && ended / (double)last >= rarer * rows / span;
}

/* Whether the arm comes at its rate all through the days; the very last may be cut short. */
static bool goes_on(const arm_days *a, double rate, int64_t from, int64_t to)
{
    const double least = 0.7, least_late = 0.6, most = 2;
    double ignored = 0;
    double span = (double)(to - from);
    int64_t half = from + (to - from) / 2;
    double rows = rows_between(a, from, to, &ignored);
    double late = rows_between(a, half, to - 1, &ignored);
    return rows >= least * rate * span && rows <= most * rate * span &&
           late >= least_late * rate * (double)(to - 1 - half);
}

typedef struct cut {
    double n, of; /* rows of the other arm behind the end, of all that it has */
    int32_t day;  /* the last of the arm */
} cut;

/* Whether the arm ends before the other one. */
static bool ends_early(const arm_days *arm, const arm_days *other, cut *out)
{
    enum { LEAST_GAP = 3, LEAST_DAYS = 5, WEEK = 7 };
    const double enough = 12, least_share = 0.03;
    double days = 0, ignored = 0;
    if (arm->count == 0 || other->count == 0)
        return false;
    int64_t first = day_at(arm, 0) > day_at(other, 0) ? day_at(arm, 0) : day_at(other, 0);
    int64_t end = (int64_t)day_at(arm, arm->count - 1) + 1;
    int64_t last = (int64_t)day_at(other, other->count - 1) + 1;
    int64_t gap = last - end;
    int64_t week = gap < WEEK ? gap : WEEK;
    if (gap < LEAST_GAP || end - first < LEAST_DAYS)
        return false;
    double before = rows_between(other, first, end, &ignored);
    double own = rows_between(arm, first, end, &ignored);
    out->n = rows_between(other, end, last, &days);
    out->of = rows_between(other, INT32_MIN, last, &ignored);
    out->day = (int32_t)(end - 1);
    week = week < end - first ? week : end - first;
    return before > 0 && out->n * own / before >= enough && out->n >= least_share * out->of &&
           goes_on(other, before / (double)(end - first), end, last) &&
           is_steady(arm, first, end, week) && is_steady(other, first, end, week);
}

static void tell(hl_context *context, const hl_dated_rows *of, size_t arm, size_t other,
                 const cut *found, bool turned)
{
    hl_finding finding = hl_analysis__finding_of(
        turned ? HL_FOUND_ROWS_BEGIN_LATE : HL_FOUND_ROWS_END_EARLY, SIZE_MAX, arm);
    finding.other = other;
    finding.name = of->column;
    finding.meant = hl_analysis__day_name(context, turned ? -found->day : found->day);
    finding.n = found->n;
    finding.of = found->of;
    finding.share = found->n / found->of;
    hl_analysis__check(context, HL_CHECK_ARM_DAYS, hl_analysis__blocking(context), &finding);
}

/* True when something was said. */
static bool check_column(hl_context *context, const hl_dated_rows *of)
{
    size_t arms = context->design->arm_count;
    for (size_t k = 0; k < 2 * arms * arms; k++) {
        bool turned = k >= arms * arms;
        size_t i = k / arms % arms, j = k % arms;
        const arm_days arm = {of->of[i], of->counts[i], turned};
        const arm_days other = {of->of[j], of->counts[j], turned};
        cut found = {0};
        if (i != j && ends_early(&arm, &other, &found)) {
            tell(context, of, i, j, &found, turned);
            return true;
        }
    }
    return false;
}

void hl_analysis__check_arm_days(hl_context *context)
{
    bool told = false;
    for (size_t i = 0; i < context->cells->dated_count && !told && !context->failed; i++)
        told = check_column(context, &context->cells->dated[i]);
}
