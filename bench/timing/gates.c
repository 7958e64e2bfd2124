#include "gates.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A gate is broken by what lies beyond it by more than this many standard errors of the figure. */
static const double SURE = 3;

static const figures *find(const figures *list, size_t count, const char *where, const char *policy)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].world, where) == 0 && strcmp(list[i].policy, policy) == 0)
            return &list[i];
    return NULL;
}

static int say(bool holds, const char *where, const char *what, double figure, double bound,
               double error)
{
    printf("%-7s %-10s %-52s %6.1f (bound %.1f, error %.1f)\n", holds ? "holds" : "BROKEN", where,
           what, figure, bound, error);
    return !holds;
}

/* Mean and standard error of the model's share less the rival's, seed by seed: what a world gives
 * to both of them is no part of it. */
static double lead_of(const figures *model, const figures *rival, double *error)
{
    double sum = 0, squares = 0, n = model->seeds;
    for (int s = 0; s < model->seeds; s++)
        sum += model->last[s] - rival->last[s];
    for (int s = 0; s < model->seeds; s++)
        squares += pow(model->last[s] - rival->last[s] - sum / n, 2);
    *error = n > 1 ? sqrt(squares / (n - 1) / n) : 0;
    return sum / n;
}

static int judge_lead(const figures *model, const figures *rival, const char *what, double bound)
{
    double error, lead = lead_of(model, rival, &error);
    return say(lead >= bound - SURE * error, model->world, what, lead, bound, error);
}

/* In the long run, as near to who knows the best hour of every segment as the touches allow: lists
 * of 10,000 do for two points. Of 2,000 no breadth of draws that was tried does, while it still
 * draws: what more exploring teaches it costs. So they are held to what as many touches drawn
 * evenly teach (docs/statistics/send_times.md). */
static int judge_long_run(const figures *list, size_t count, const figures *m)
{
    enum { LONG_RUN = 30, MANY = 10000 };
    bool many = m->users >= MANY;
    const figures *other = find(list, count, m->world, many ? "segment oracle" : "drawn evenly");
    if (other == NULL || m->rounds < LONG_RUN || m->drifts)
        return 0;
    return judge_lead(m, other,
                      many ? "the same, above the segment oracle's"
                           : "the same, above that of hours drawn evenly",
                      many ? -2 : 0);
}

/* At least the cheap rival less a point, and above it where logs are narrow or hours drift; and
 * above who has no fit at all, as a fit that errs misleads the cheap rival too. */
static int judge_gain(const figures *list, size_t count, const figures *m)
{
    const figures *rival = find(list, count, m->world, "hierarchical greedy");
    bool above = m->narrow || m->drifts;
    int broken =
        rival == NULL
            ? 0
            : judge_lead(m, rival, "share of the oracle's gain, above the rival's", above ? 0 : -1);
    const figures *cells = find(list, count, m->world, "segment Thompson");
    if (cells != NULL)
        broken += judge_lead(m, cells, "the same, above that of raw cells (segment Thompson)", 0);
    return broken + judge_long_run(list, count, m);
}

static double error_of_share(double share, double count)
{
    return 100 * sqrt(fmax(share * (1 - share), 0.05 * 0.95) / count);
}

/* Intervals may be neither too short nor too long; where no hour is better, the prior is right, and
 * they hold the truth nearly always. While hours move, those that are not withheld are held to it.
 */
static int judge_coverage(const figures *m)
{
    double share = m->claimed.covered / m->claimed.made, covered = 100 * share;
    double error = error_of_share(share, m->claimed.made);
    int broken = say(covered >= 93 - SURE * error, m->world, "claimed gains covered, at least",
                     covered, 93, error);
    if (m->is_null)
        return broken;
    return broken + say(covered <= 97 + SURE * error, m->world, "claimed gains covered, at most",
                        covered, 97, error);
}

static int judge_claims(const figures *m)
{
    const claims *c = &m->claimed;
    if (c->made == 0)
        return 0;
    double falsely = c->falsely / c->made, error = error_of_share(falsely, c->made);
    return judge_coverage(m) + say(100 * falsely <= 5 + SURE * error, m->world,
                                   "claimed gains that are none", 100 * falsely, 5, error);
}

int gates_judge(const figures *list, size_t count)
{
    int broken = 0;
    printf("\ngates; errors are standard ones\n");
    for (size_t i = 0; i < count; i++) {
        const figures *m = &list[i];
        if (strcmp(m->policy, "model") != 0)
            continue;
        if (!m->is_null)
            broken += judge_gain(list, count, m);
        broken += judge_claims(m);
    }
    printf(broken > 0 ? "%d gates are broken\n" : "all gates hold\n", broken);
    return broken;
}
