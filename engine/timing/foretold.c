/* Log score of days (Dawid 1984, prequential) over which a level of their own is profiled out: a
 * sale, a season or a list that tires moves all hours alike, and is no reason to forget which of
 * them are better. One level for all segments: were each given one, a segment that is sent to at
 * one hour could not show that this hour has lost what it had. */
#include "timing/foretold.h"

#include <math.h>
#include <stdlib.h>

/* A touch's z, and what came of the cell that it stands for. */
typedef struct told_cell {
    double z, touches, outcomes, dispersion;
} told_cell;

typedef struct told {
    told_cell *cells;
    size_t count;
    bool value;
} told;

static void collect(const hl_timing_curves *curves, const hl_timing_counts *counts, int32_t from,
                    int32_t until, told *out)
{
    const double *dispersion = curves->measure.dispersion;
    double mode[1 + HL_TIMING_COLUMNS];
    for (size_t i = 0; i < counts->count; i++) {
        const hl_timing_cell *c = &counts->cells[i];
        if (i == 0 || c->segment != c[-1].segment)
            hl_stats__hier_mode(curves->fit, c->segment, mode);
        if (c->day < from || c->day >= until)
            continue;
        out->cells[out->count++] = (told_cell){
            .z = hl_timing__logit(curves, mode, c->kind) + hl_timing__effect(curves, c->message),
            .touches = c->touches,
            .outcomes = c->outcomes,
            .dispersion = dispersion != NULL ? dispersion[c->segment] : 1};
    }
}

/* The score at a level, its slope and its curvature (negative). */
static double score_at(const told *t, double level, double *slope, double *curvature)
{
    double sum = 0;
    *slope = *curvature = 0;
    for (size_t i = 0; i < t->count; i++) {
        const told_cell *c = &t->cells[i];
        double z = c->z + level, mean = t->value ? exp(z) : 1 / (1 + exp(-z));
        double spread = t->value ? mean : mean * (1 - mean);
        double norm = t->value ? mean : z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
        sum += (c->outcomes * z - c->touches * norm) / c->dispersion;
        *slope += (c->outcomes - c->touches * mean) / c->dispersion;
        *curvature -= c->touches * spread / c->dispersion;
    }
    return sum;
}

static bool has_level(const told *t)
{
    double touches = 0, outcomes = 0;
    for (size_t i = 0; i < t->count; i++) {
        touches += t->cells[i].touches;
        outcomes += t->cells[i].outcomes;
    }
    return outcomes > 0 && (t->value || outcomes < touches);
}

/* Newton's, a step at most as long as STEP: the score is concave in the level. */
static double best_score(const told *t)
{
    static const double STEP = 1, NEAR = 1e-9;
    enum { STEPS = 50 };
    double level = 0, slope, curvature, score = score_at(t, level, &slope, &curvature);
    for (int i = 0; i < STEPS && curvature < 0; i++) {
        double step = fmax(-STEP, fmin(STEP, -slope / curvature));
        level += step;
        score = score_at(t, level, &slope, &curvature);
        if (fabs(step) < NEAR)
            break;
    }
    return score;
}

hl_status hl_timing__foretold(const hl_timing_curves *curves, const hl_timing_counts *counts,
                              int32_t from, int32_t until, double *score, hl_error *err)
{
    told t = {.cells = malloc((counts->count + 1) * sizeof *t.cells),
              .value = curves->measure.dispersion != NULL};
    *score = 0;
    if (t.cells == NULL)
        return hl_error_memory(err);
    collect(curves, counts, from, until, &t);
    if (has_level(&t))
        *score = best_score(&t);
    free(t.cells);
    return HL_OK;
}
