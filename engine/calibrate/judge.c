/* The verdict. Shapes are tested by Anderson-Darling and by chi-square on deciles, rates by the
 * exact binomial probability of so many or more, pairs of experiments by Pearson's chi-square.
 *
 * All tests together may cry wolf in one of a hundred calibrations, so each is held to 0.01 / their
 * number (Bonferroni). A shape that deviates only by large p being too frequent, and a rate below
 * nominal, are "conservative": safe, though wider than need be. */
#include "calibrate/judge.h"

#include <math.h>

#include "base/number.h"
#include "stats/binomial_upper.h"

#define FAMILY_LEVEL   0.01
#define TOO_MANY_SMALL 0.05

/* The first pass counts the tests, the second has the level of each. */
typedef struct court {
    bool counting;
    size_t judged;
    double level;
    bool failed, conservative, fine;
    bool no_line; /* no comparison could be judged: nothing is shown to be right */
} court;

static void note(court *c, hl_calibration_state state)
{
    c->failed = c->failed || state == HL_CALIBRATION_FAILED;
    c->conservative = c->conservative || state == HL_CALIBRATION_CONSERVATIVE;
    c->fine = c->fine || state == HL_CALIBRATION_OK;
}

static hl_calibration_state worst(const court *c)
{
    return c->failed         ? HL_CALIBRATION_FAILED
           : c->conservative ? HL_CALIBRATION_CONSERVATIVE
           : c->fine         ? HL_CALIBRATION_OK
                             : HL_CALIBRATION_NOT_JUDGED;
}

static bool small_too_frequent(const hl_calibration_shape *shape)
{
    double first = hl_stats__binomial_upper((double)shape->bins[0], (double)shape->count,
                                            1.0 / HL_CALIBRATION_BINS);
    return first < TOO_MANY_SMALL || shape->ks_small_p < TOO_MANY_SMALL;
}

static void judge_shape(court *c, hl_calibration_shape *shape)
{
    if (shape->discrete || isnan(shape->ad_p))
        return;
    c->judged += 2;
    if (c->counting)
        return;
    bool off = shape->ad_p < c->level || shape->chi2_p < c->level;
    shape->state = !off                        ? HL_CALIBRATION_OK
                   : small_too_frequent(shape) ? HL_CALIBRATION_FAILED
                                               : HL_CALIBRATION_CONSERVATIVE;
    note(c, shape->state);
}

/* A bound may be kept with room to spare; a level that is not reached is worth a word. */
static void judge_rate(court *c, hl_calibration_rate *rate, bool bound)
{
    if (rate->runs == 0)
        return;
    c->judged++;
    if (c->counting)
        return;
    double p_fewer =
        1 - hl_stats__binomial_upper((double)rate->count + 1, (double)rate->runs, rate->expected);
    rate->state = rate->p_more < c->level        ? HL_CALIBRATION_FAILED
                  : !bound && p_fewer < c->level ? HL_CALIBRATION_CONSERVATIVE
                                                 : HL_CALIBRATION_OK;
    note(c, rate->state);
}

static void judge_line(court *c, hl_calibration_line *line)
{
    court own = {.counting = c->counting, .level = c->level};
    judge_shape(&own, &line->shape);
    judge_rate(&own, &line->both, false);
    judge_rate(&own, &line->higher, false);
    judge_rate(&own, &line->lower, false);
    judge_rate(&own, &line->lift, false);
    judge_rate(&own, &line->anytime, true);
    line->state = worst(&own);
    c->judged += own.judged;
    note(c, line->state);
}

static void judge_pair(court *c, hl_calibration_pair *pair)
{
    if (isnan(pair->p))
        return;
    c->judged++;
    if (c->counting)
        return;
    pair->state = pair->p < c->level ? HL_CALIBRATION_FAILED : HL_CALIBRATION_OK;
    note(c, pair->state);
}

/* Without a correction nothing is claimed of all comparisons together. */
static bool corrected(const hl_calibration *out)
{
    return out->design->correction != HL_CORRECT_NONE || out->line_count == 1;
}

static court judge_all(hl_calibration *out, bool counting, double level)
{
    /* const for who reads them; they are this room's own */
    hl_calibration_line *lines = (hl_calibration_line *)out->lines;
    hl_calibration_pair *pairs = (hl_calibration_pair *)out->pairs;
    court c = {.counting = counting, .level = level};
    for (size_t i = 0; i < out->line_count; i++)
        judge_line(&c, &lines[i]);
    c.no_line = !c.counting && worst(&c) == HL_CALIBRATION_NOT_JUDGED;
    for (size_t i = 0; i < HL_CALIBRATION_ROLES && corrected(out); i++)
        judge_rate(&c, &out->families[i], true);
    judge_shape(&c, &out->srm);
    judge_shape(&c, &out->hashes);
    for (size_t i = 0; i < out->pair_count; i++)
        judge_pair(&c, &pairs[i]);
    return c;
}

void hl_calibrate__judge(hl_calibration *out)
{
    out->judged = judge_all(out, true, 0).judged;
    out->level = out->judged == 0 ? HL_NAN : FAMILY_LEVEL / (double)out->judged;
    court c = judge_all(out, false, out->level);
    out->state = c.no_line && !c.failed ? HL_CALIBRATION_NOT_JUDGED : worst(&c);
}
