/* Rows of a flat file that count twice: the same as another to the last character, or but for what
 * every export makes anew; and users who stand in several rows where each row counts as a user.
 * What they are is found by the scan (engine/scan/repeated_rows.h), in a sample of large files.
 *
 * Rows that are another one once more count as what was lost does: p < 0.001 of alike shares, or
 * more than 1 % in all, and there is no verdict. Users in several rows alike in all arms make
 * errors that are too small, which is told; where arms have unlike shares of them, an arm counts
 * them more often than the other, and there is no verdict. docs/statistics/losses.md */
#include <math.h>

#include "analysis/data_checks.h"
#include "base/number.h"
#include "stats/unlike_shares.h"

typedef struct counts {
    double *n, *of; /* by arm */
    hl_finding finding;
} counts;

static bool count(hl_context *context, const int64_t *n, const int64_t *of, counts *out)
{
    size_t arms = context->design->arm_count;
    out->n = hl_analysis__array(context, arms, sizeof *out->n);
    out->of = hl_analysis__array(context, arms, sizeof *out->of);
    out->finding = hl_analysis__finding(HL_FOUND_REPEATED_ROWS);
    out->finding.n = out->finding.of = 0;
    if (out->n == NULL || out->of == NULL)
        return false;
    for (size_t i = 0; i < arms; i++) {
        out->n[i] = (double)n[i];
        out->of[i] = (double)of[i];
        out->finding.n += out->n[i];
        out->finding.of += out->of[i];
    }
    out->finding.share = out->finding.n / out->finding.of;
    out->finding.p = hl_stats__unlike_shares(out->n, out->of, arms);
    out->finding.limit = hl_analysis__most_share;
    return out->finding.n > 0;
}

static void tell(hl_context *context, counts *c, hl_finding_code code, hl_check_status status)
{
    hl_finding *finding = &c->finding;
    finding->code = code;
    hl_finding_item *items = hl_analysis__arm_items(context, finding, c->n);
    for (size_t i = 0; items != NULL && i < context->design->arm_count; i++)
        items[i].of = c->of[i];
    hl_analysis__check(context, HL_CHECK_REPEATED_ROWS, status, finding);
}

/* A sample stands for the rows of each arm. */
static void extrapolate(const hl_context *context, counts *c)
{
    c->finding.n = c->finding.of = 0;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        double rows = (double)hl_analysis__count(context, (uint32_t)i, HL_COUNT_TOUCHES,
                                                 context->counted_day);
        c->n[i] = c->of[i] > 0 ? round(rows * c->n[i] / c->of[i]) : 0;
        c->of[i] = rows;
        c->finding.n += c->n[i];
        c->finding.of += rows;
    }
}

static double sum(const hl_context *context, const int64_t *by_arm)
{
    double all = 0;
    for (size_t i = 0; i < context->design->arm_count; i++)
        all += (double)by_arm[i];
    return all;
}

static void check_rows(hl_context *context, const hl_repeated_rows *rows)
{
    static const hl_finding_code codes[2][3] = {
        {HL_FOUND_REPEATED_ROWS, HL_FOUND_REPEATED_ROWS_MANY, HL_FOUND_REPEATED_ROWS_APART},
        {HL_FOUND_ROWS_OVER_AGAIN, HL_FOUND_ROWS_OVER_AGAIN_MANY, HL_FOUND_ROWS_OVER_AGAIN_APART}};
    counts c;
    bool over = rows->id != NULL && sum(context, rows->over) > sum(context, rows->again);
    if (!count(context, over ? rows->over : rows->again, rows->looked_at, &c))
        return;
    bool apart = c.finding.p < HL_SRM_BLOCKS;
    bool many = c.finding.share > hl_analysis__most_share;
    if (rows->times > 1)
        extrapolate(context, &c);
    c.finding.name = over ? rows->id : NULL;
    tell(context, &c, codes[over][apart ? 2 : many],
         apart || many ? hl_analysis__blocking(context) : HL_CHECK_WARN);
}

static void check_users(hl_context *context, const hl_repeated_rows *rows)
{
    counts c;
    if (!count(context, rows->ids_again, rows->ids, &c))
        return;
    bool apart = c.finding.p < HL_SRM_BLOCKS;
    double times = (double)rows->times;
    c.finding.name = rows->id;
    c.finding.n *= times;
    c.finding.of *= times;
    for (size_t i = 0; i < context->design->arm_count; i++) {
        c.n[i] *= times;
        c.of[i] *= times;
    }
    tell(context, &c, apart ? HL_FOUND_USERS_AGAIN_APART : HL_FOUND_USERS_AGAIN,
         apart ? hl_analysis__blocking(context) : HL_CHECK_WARN);
}

/* Rows of an id with very many, as of a test account, beside users who have one: unlike by arm they
 * are an arm's own, and more than 1 % of it. */
static void check_crowd(hl_context *context, const hl_repeated_rows *rows)
{
    counts c;
    bool many = false;
    if (rows->crowd == NULL || !count(context, rows->crowded, rows->looked_at, &c))
        return;
    for (size_t i = 0; i < context->design->arm_count; i++)
        many = many || c.n[i] > hl_analysis__most_share * c.of[i];
    if (!many || !(c.finding.p < HL_SRM_BLOCKS))
        return;
    if (rows->times > 1)
        extrapolate(context, &c);
    c.finding.name = rows->crowd;
    tell(context, &c, HL_FOUND_CROWDED_ROWS_APART, hl_analysis__blocking(context));
}

/* Without --unit nobody is left out: they count in each of their arms. */
static void check_in_arms(hl_context *context, const hl_repeated_rows *rows)
{
    hl_finding finding = hl_analysis__finding(HL_FOUND_USERS_IN_ARMS);
    finding.name = rows->id;
    finding.n = (double)rows->in_arms;
    finding.of = (double)rows->of_ids;
    finding.share = finding.n / finding.of;
    finding.limit = hl_analysis__most_share;
    bool many = finding.share > hl_analysis__most_share;
    if (many)
        finding.code = HL_FOUND_USERS_IN_ARMS_MANY;
    hl_analysis__check(context, HL_CHECK_REPEATED_ROWS,
                       many ? hl_analysis__blocking(context) : HL_CHECK_WARN, &finding);
}

void hl_analysis__check_repeated_rows(hl_context *context)
{
    const hl_repeated_rows *rows = &context->cells->repeated;
    if (rows->times > 0)
        check_rows(context, rows);
    if (rows->times > 0 && !context->failed)
        check_users(context, rows);
    if (rows->times > 0 && !context->failed)
        check_crowd(context, rows);
    if (rows->in_arms > 0 && !context->failed)
        check_in_arms(context, rows);
    if (!rows->nameless || context->failed)
        return;
    hl_finding finding = hl_analysis__finding(HL_FOUND_USERS_NAMELESS);
    finding.name = rows->id;
    hl_analysis__check(context, HL_CHECK_REPEATED_ROWS, HL_CHECK_WARN, &finding);
}
