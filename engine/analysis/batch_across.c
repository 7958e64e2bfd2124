/* What follows from experiments being read together: their p-values adjusted over all, the
 * decisions that still hold, and the order in which they want a person.
 *
 * Benjamini & Bogomolov, Selective inference on multiple families of hypotheses, JRSS B 76 (2014):
 * families (experiments) are selected by Benjamini-Hochberg on a p of each whole family; where R of
 * m are, each is tested at q R/m by its own method. An adjusted p is the least q at which that
 * rejects. The alphas of experiments may differ: p is measured by them (Genovese, Roeder &
 * Wasserman, Biometrika 93, 2006), so the experiment's own alpha is the bound again. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "hookline/batch.h"
#include "stats/adjust.h"

/* The experiments that ask something. */
typedef struct family {
    size_t count;
    size_t *rows;
    double alpha;     /* the least of theirs */
    double *share;    /* by their place here: p of the whole, as it were of the least alpha */
    double *adjusted; /* ... adjusted over all */
    double *sorted;   /* adjusted, rising */
} family;

/* The least of its comparisons: a corrected p (Holm's, Dunnett's, BH's) is below q in at most a
 * share q of experiments without any effect; where nothing corrects, Bonferroni does here. NaN:
 * nothing is asked. */
static double of_whole(const hl_batch *batch, const hl_batch_row *row)
{
    double least = HL_NAN, asked = 0;
    bool corrected = true;
    for (size_t i = row->first; i < row->first + row->comparison_count; i++) {
        const hl_batch_comparison *c = &batch->comparisons[i];
        if (isnan(c->p_within))
            continue;
        asked++;
        corrected = corrected && c->effective.adjustment != HL_ADJUSTED_NONE;
        least = isnan(least) || c->p_within < least ? c->p_within : least;
    }
    return corrected || asked == 0 ? least : fmin(1, least * asked);
}

static int rising(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static hl_status gather(const hl_batch *batch, family *f, hl_error *err)
{
    size_t room = batch->row_count + 1;
    *f = (family){.rows = calloc(room, sizeof *f->rows),
                  .share = calloc(room, sizeof *f->share),
                  .adjusted = calloc(room, sizeof *f->adjusted),
                  .sorted = calloc(room, sizeof *f->sorted)};
    if (f->rows == NULL || f->share == NULL || f->adjusted == NULL || f->sorted == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < batch->row_count; i++) {
        double p = of_whole(batch, &batch->rows[i]);
        if (isnan(p))
            continue;
        f->alpha = f->count == 0 ? batch->rows[i].alpha : fmin(f->alpha, batch->rows[i].alpha);
        f->rows[f->count] = i;
        f->share[f->count++] = p;
    }
    for (size_t k = 0; k < f->count; k++)
        f->share[k] *= f->alpha / batch->rows[f->rows[k]].alpha;
    hl_status status = hl_stats__bh(f->share, f->adjusted, f->count, err);
    if (status != HL_OK)
        return status;
    memcpy(f->sorted, f->adjusted, f->count * sizeof *f->sorted);
    qsort(f->sorted, f->count, sizeof *f->sorted, rising);
    return HL_OK;
}

static void family_free(family *f)
{
    free(f->rows);
    free(f->share);
    free(f->adjusted);
    free(f->sorted);
}

/* The least q at which a comparison of an experiment is below its share: where r experiments are
 * selected (from sorted[r - 1] on) it must be at most q r/m. One of them rises with r, the other
 * falls: the least is where they cross. */
static double least_level(const family *f, double share)
{
    double m = (double)f->count;
    size_t low = 0, high = f->count - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (f->sorted[middle] >= share * m / (double)(middle + 1))
            high = middle;
        else
            low = middle + 1;
    }
    double at = fmax(f->sorted[low], share * m / (double)(low + 1));
    return low == 0 ? at : fmin(at, fmax(f->sorted[low - 1], share * m / (double)low));
}

static void adjust(hl_batch *batch, const family *f)
{
    double more = 0;
    for (size_t k = 0; k < f->count; k++) {
        hl_batch_row *row = &batch->rows[f->rows[k]];
        double own = row->alpha / f->alpha;
        row->p_across = fmin(1, f->adjusted[k] * own);
        more += row->alpha - f->alpha;
        batch->found += row->p_across < row->alpha;
        for (size_t i = row->first; i < row->first + row->comparison_count; i++) {
            hl_batch_comparison *c = &batch->comparisons[i];
            if (!isnan(c->p_within))
                c->p_across =
                    fmin(1, fmax(least_level(f, c->p_within / own), f->adjusted[k]) * own);
        }
    }
    batch->family = f->count;
    if (f->count > 0)
        batch->alpha = f->alpha + more / (double)f->count;
}

/* ---- the decisions */

/* Whether the arm is shown on a primary metric to be better (1) or worse (-1), of the experiments
 * together too. */
static bool is_shown_still(const hl_batch *batch, const hl_batch_row *row, const char *arm,
                           int shown)
{
    for (size_t i = row->first; i < row->first + row->comparison_count; i++) {
        const hl_batch_comparison *c = &batch->comparisons[i];
        if (c->role == HL_ROLE_PRIMARY && c->p_across < row->alpha && c->shown == shown &&
            strcmp(c->arm, arm) == 0)
            return true;
    }
    return false;
}

/* No primary metric leaves room for a gain that is worth while. */
static bool is_worth_excluded(const hl_batch *batch, const hl_batch_row *row, const char *arm)
{
    for (size_t i = row->first; i < row->first + row->comparison_count; i++) {
        const hl_batch_comparison *c = &batch->comparisons[i];
        if (c->role == HL_ROLE_PRIMARY && !c->worth_excluded && strcmp(c->arm, arm) == 0)
            return false;
    }
    return true;
}

static hl_arm_decision arm_across(const hl_batch *batch, const hl_batch_row *row,
                                  const hl_batch_arm *arm)
{
    bool better =
        arm->decision == HL_ARM_FIT_TO_SHIP || arm->decision == HL_ARM_GUARDRAIL_UNDECIDED;
    if ((!better && arm->decision != HL_ARM_WORSE) || arm->harm_since)
        return arm->decision;
    if (is_shown_still(batch, row, arm->arm, better ? 1 : -1))
        return arm->decision;
    return !better && is_worth_excluded(batch, row, arm->arm) ? HL_ARM_WORTH_EXCLUDED
                                                              : HL_ARM_UNDECIDED;
}

/* Whether what the decision rests on is decided of the arm among all. */
static bool still_carries(const hl_batch_row *row, const hl_batch_arm *arm)
{
    if (row->decision == HL_DECIDE_SHIP)
        return strcmp(arm->arm, row->arm) != 0 || arm->across == HL_ARM_FIT_TO_SHIP;
    return row->decision != HL_DECIDE_KEEP_CONTROL || arm->across != HL_ARM_UNDECIDED;
}

/* What the decision says of the arm: that it is shipped or may be, that it is to stop. */
static bool is_told_of(const hl_batch_row *row, const hl_batch_arm *arm)
{
    static const hl_arm_decision told[HL_DECISIONS] = {
        [HL_DECIDE_SHIP] = HL_ARM_FIT_TO_SHIP,   [HL_DECIDE_STOP_GUARDRAIL] = HL_ARM_FIT_TO_SHIP,
        [HL_DECIDE_KEEP_CONTROL] = HL_ARM_WORSE, [HL_DECIDE_KEEP_RUNNING] = HL_ARM_WORSE,
        [HL_DECIDE_NOT_SHOWN] = HL_ARM_WORSE,
    };
    bool of_other = row->decision == HL_DECIDE_SHIP && strcmp(arm->arm, row->arm) != 0;
    return arm->decision == told[row->decision] && !of_other;
}

static size_t clearest(const hl_batch *batch, const hl_batch_row *row, const hl_batch_arm *arm)
{
    int shown = arm->decision == HL_ARM_WORSE ? -1 : 1;
    size_t best = SIZE_MAX;
    for (size_t i = row->first; i < row->first + row->comparison_count; i++) {
        const hl_batch_comparison *c = &batch->comparisons[i];
        if (c->role == HL_ROLE_PRIMARY && c->shown == shown && strcmp(c->arm, arm->arm) == 0 &&
            (best == SIZE_MAX || c->p_across < batch->comparisons[best].p_across))
            best = i;
    }
    return best;
}

/* The control is kept all the same, as no gain that is worth it is left: nothing is turned. */
static bool is_kept_by_worth(const hl_batch_row *row, const hl_batch_arm *arm)
{
    return row->decision == HL_DECIDE_KEEP_CONTROL && arm->across == HL_ARM_WORTH_EXCLUDED;
}

/* One alone is read as its own report reads it. */
static void decide(const hl_batch *batch, hl_batch_row *row)
{
    bool good = true;
    row->turned_by = SIZE_MAX;
    for (size_t i = 0; i < row->judged; i++) {
        hl_batch_arm *arm = &row->arms[i];
        arm->across = batch->family < 2 ? arm->decision : arm_across(batch, row, arm);
        good = good && still_carries(row, arm);
        if (row->turned_by == SIZE_MAX && arm->across != arm->decision && is_told_of(row, arm) &&
            !is_kept_by_worth(row, arm))
            row->turned_by = clearest(batch, row, arm);
    }
    row->across = good ? row->decision : row->ended ? HL_DECIDE_NOT_SHOWN : HL_DECIDE_KEEP_RUNNING;
    row->turned = row->turned_by != SIZE_MAX;
    if (row->turned && row->decision != HL_DECIDE_STOP_GUARDRAIL)
        row->told = row->turned_by;
}

/* ---- the order */

static hl_batch_attention attention(const hl_batch_row *row)
{
    static const hl_batch_attention of_decision[HL_DECISIONS] = {
        [HL_DECIDE_SHIP] = HL_ATTEND_SHIP,
        [HL_DECIDE_KEEP_CONTROL] = HL_ATTEND_KEEP_CONTROL,
        [HL_DECIDE_KEEP_RUNNING] = HL_ATTEND_RUNNING,
        [HL_DECIDE_STOP_GUARDRAIL] = HL_ATTEND_STOP,
        [HL_DECIDE_INVALID_SRM] = HL_ATTEND_INVALID,
        [HL_DECIDE_INVALID_DATA] = HL_ATTEND_INVALID,
        [HL_DECIDE_NOT_SHOWN] = HL_ATTEND_ENDED,
        [HL_DECIDE_COUNTED_APART] = HL_ATTEND_ENDED,
    };
    if (row->skipped == HL_BATCH_ONE_ARM || row->skipped == HL_BATCH_NO_CONTROL)
        return HL_ATTEND_NOTHING_TO_COMPARE;
    if (row->skipped != HL_BATCH_ANALYSED)
        return HL_ATTEND_INVALID;
    if (row->across != HL_DECIDE_KEEP_RUNNING)
        return of_decision[row->across];
    for (size_t i = 0; i < row->judged && row->lack == HL_LACKS_NOTHING; i++)
        if (row->arms[i].across == HL_ARM_WORSE)
            return HL_ATTEND_STOP;
    if (row->may_stop)
        return HL_ATTEND_MAY_STOP;
    /* it waits for nothing but units, and none come; windows and touches it has a day for */
    bool stalled = row->status == HL_BATCH_ENDED && row->next_look == NULL;
    return stalled || row->lack != HL_LACKS_NOTHING ? HL_ATTEND_ENDED : HL_ATTEND_RUNNING;
}

const char *hl_batch_attention_name(hl_batch_attention of)
{
    static const char *const names[HL_ATTENTIONS] = {
        [HL_ATTEND_INVALID] = "invalid",
        [HL_ATTEND_STOP] = "stop",
        [HL_ATTEND_MAY_STOP] = "may_stop",
        [HL_ATTEND_SHIP] = "ship",
        [HL_ATTEND_KEEP_CONTROL] = "keep_control",
        [HL_ATTEND_ENDED] = "ended",
        [HL_ATTEND_NOTHING_TO_COMPARE] = "nothing_to_compare",
        [HL_ATTEND_RUNNING] = "running",
    };
    return names[of];
}

/* Rows with what they are sorted by. */
typedef struct pressing {
    const hl_batch_row *row;
    size_t at;
} pressing;

/* Rising; NaN behind all. */
static int by_number(double x, double y)
{
    if (isnan(x) || isnan(y))
        return isnan(x) - isnan(y);
    return (x > y) - (x < y);
}

/* What is turned stands out; where people are harmed or lost the larger comes first, where there is
 * something to decide the clearest, of what goes on the one that is looked at next. */
static int by_pressure(const void *a, const void *b)
{
    const pressing *x = a, *y = b;
    const hl_batch_row *r = x->row, *s = y->row;
    bool of_users = r->attention <= HL_ATTEND_MAY_STOP;
    int order = (int)r->attention - (int)s->attention;
    if (order == 0)
        order = s->turned - r->turned;
    if (order == 0 && of_users)
        order = (r->units < s->units) - (r->units > s->units);
    if (order == 0 && r->attention == HL_ATTEND_RUNNING) {
        const char *last = "~";
        order = strcmp(r->next_look == NULL ? last : r->next_look,
                       s->next_look == NULL ? last : s->next_look);
    }
    if (order == 0)
        order = by_number(r->p_across, s->p_across);
    return order != 0 ? order : (x->at > y->at) - (x->at < y->at);
}

static hl_status sort(hl_batch *batch, hl_error *err)
{
    pressing *list = calloc(batch->row_count + 1, sizeof *list);
    free(batch->order);
    batch->order = calloc(batch->row_count + 1, sizeof *batch->order);
    if (list == NULL || batch->order == NULL) {
        free(list);
        return hl_error_memory(err);
    }
    for (size_t i = 0; i < batch->row_count; i++)
        list[i] = (pressing){&batch->rows[i], i};
    qsort(list, batch->row_count, sizeof *list, by_pressure);
    for (size_t i = 0; i < batch->row_count; i++) {
        batch->order[i] = list[i].at;
        batch->rows[list[i].at].rank = i + 1;
    }
    free(list);
    return HL_OK;
}

hl_status hl_batch_settle(hl_batch *batch, hl_error *err)
{
    family f;
    hl_status status = gather(batch, &f, err);
    batch->found = 0;
    if (status == HL_OK)
        adjust(batch, &f);
    family_free(&f);
    if (status != HL_OK)
        return status;
    for (size_t i = 0; i < batch->row_count; i++) {
        hl_batch_row *row = &batch->rows[i];
        decide(batch, row);
        row->attention = attention(row);
    }
    return sort(batch, err);
}
