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

/* At least the cheap rival less a point, and above it where logs are narrow or hours drift. */
static int judge_gain(const figures *model, const figures *rival)
{
    bool above = model->narrow || model->drifts;
    double bound = rival->last - (above ? 0 : 1);
    double error = hypot(model->error, rival->error);
    return say(model->last >= bound - SURE * error, model->world,
               "share of the oracle's gain, last round", model->last, bound, error);
}

static double error_of_share(double share, double count)
{
    return 100 * sqrt(fmax(share * (1 - share), 0.05 * 0.95) / count);
}

/* Claims of hours that move on are of hours that were. */
static int judge_claims(const figures *m)
{
    const claims *c = &m->claimed;
    if (c->made == 0 || m->drifts)
        return 0;
    double covered = c->covered / c->made, falsely = c->falsely / c->made;
    double error = error_of_share(covered, c->made);
    int broken = say(100 * covered >= 93 - SURE * error, m->world, "claimed gains covered",
                     100 * covered, 93, error);
    return broken + say(100 * falsely <= 5 + SURE * error_of_share(falsely, c->made), m->world,
                        "claimed gains that are none", 100 * falsely, 5,
                        error_of_share(falsely, c->made));
}

int gates_judge(const figures *list, size_t count)
{
    int broken = 0;
    printf("\ngates; errors are standard ones\n");
    for (size_t i = 0; i < count; i++) {
        const figures *m = &list[i], *rival = find(list, count, m->world, "hierarchical greedy");
        if (strcmp(m->policy, "model") != 0)
            continue;
        if (rival != NULL && !m->is_null)
            broken += judge_gain(m, rival);
        broken += judge_claims(m);
    }
    printf(broken > 0 ? "%d gates are broken\n" : "all gates hold\n", broken);
    return broken;
}
