#include "timing/realised.h"

#include <math.h>
#include <stdlib.h>

#include "base/number.h"
#include "stats/cluster_robust.h"
#include "stats/welch.h"

enum { MODEL, HOLDOUT, ARMS, LEAST_USERS = 20 };
/* As the engine has touches of one unit (analysis/clusters.c). */
static const double WORKING_ICC = 1;

/* Of one user and arm. */
typedef struct sum {
    double touches, outcomes;
} sum;

/* users: those with a touch of either arm. */
typedef struct comparison {
    size_t users;
    sum (*of)[ARMS];
    sum all[ARMS];
    int64_t counted[ARMS]; /* users */
    size_t both;           /* users in both */
} comparison;

const char *hl_timing_realised_name(hl_timing_realised_state state)
{
    static const char *const names[] = {"ok", "no policy", "no model", "no holdout", "too few"};
    return names[state];
}

hl_timing_realised hl_timing__nothing_realised(void)
{
    return (hl_timing_realised){.state = HL_TIMING_REALISED_NO_POLICY,
                                .model = {0, 0, HL_NAN},
                                .holdout = {0, 0, HL_NAN},
                                .gain = {HL_NAN, HL_NAN, HL_NAN}};
}

static int arm_of(const hl_timing_touch *t)
{
    return t->young                              ? ARMS
           : t->policy == 1 + HL_TIMING_BY_MODEL ? MODEL
           : t->policy == 1 + HL_TIMING_HELD_OUT ? HOLDOUT
                                                 : ARMS;
}

/* Touches are in the order of users; those of nobody known are each one's own. */
static bool gather(const hl_timing_log *log, comparison *c)
{
    uint32_t last = HL_MAP_NONE;
    c->of = calloc(log->count + 1, sizeof *c->of);
    for (size_t i = 0; c->of != NULL && i < log->count; i++) {
        const hl_timing_touch *t = &log->touches[i];
        int arm = arm_of(t);
        if (arm == ARMS)
            continue;
        if (c->users == 0 || t->user == HL_MAP_NONE || t->user != last)
            c->users++;
        last = t->user;
        sum *s = &c->of[c->users - 1][arm];
        s->touches++;
        s->outcomes += t->outcome;
    }
    return c->of != NULL;
}

static void add_up(comparison *c)
{
    for (size_t u = 0; u < c->users; u++) {
        for (int arm = 0; arm < ARMS; arm++) {
            c->all[arm].touches += c->of[u][arm].touches;
            c->all[arm].outcomes += c->of[u][arm].outcomes;
            c->counted[arm] += c->of[u][arm].touches > 0;
        }
        c->both += c->of[u][MODEL].touches > 0 && c->of[u][HOLDOUT].touches > 0;
    }
}

static double rate_of(const comparison *c, int arm)
{
    return c->all[arm].touches > 0 ? c->all[arm].outcomes / c->all[arm].touches : HL_NAN;
}

static double residual(const comparison *c, size_t user, int arm)
{
    return c->of[user][arm].outcomes - rate_of(c, arm) * c->of[user][arm].touches;
}

static bool vary(const comparison *c, int arm, hl_cluster_class *classes, hl_cluster_robust *out)
{
    size_t count = 0;
    double squares = 0;
    for (size_t u = 0; u < c->users; u++) {
        double r = residual(c, u, arm);
        if (c->of[u][arm].touches > 0)
            classes[count++] = (hl_cluster_class){1, c->of[u][arm].touches, r * r};
        squares += r * r;
    }
    *out = hl_stats__cluster_robust(classes, count, WORKING_ICC);
    return squares > 0 && out->effective >= LEAST_USERS && out->variance > 0;
}

/* Covariance of the two rates, by the users who are in both. */
static double covariance(const comparison *c)
{
    double products = 0;
    for (size_t u = 0; u < c->users; u++)
        products += residual(c, u, MODEL) * residual(c, u, HOLDOUT);
    return products / (c->all[MODEL].touches * c->all[HOLDOUT].touches);
}

static hl_status compare(const comparison *c, double scale, hl_timing_realised *out, hl_error *err)
{
    hl_cluster_robust model, holdout;
    hl_cluster_class *classes = malloc((c->users + 1) * sizeof *classes);
    if (classes == NULL)
        return hl_error_memory(err);
    bool enough = vary(c, MODEL, classes, &model);
    enough = vary(c, HOLDOUT, classes, &holdout) && enough;
    free(classes);
    out->state = enough ? HL_TIMING_REALISED : HL_TIMING_REALISED_TOO_FEW;
    if (!enough)
        return HL_OK;
    double gain = rate_of(c, MODEL) - rate_of(c, HOLDOUT);
    double variance = model.variance + holdout.variance;
    double df =
        hl_stats__welch_terms(gain, holdout.variance, holdout.df, model.variance, model.df, 0.95)
            .df;
    hl_welch test = hl_stats__t_test(gain, variance - 2 * covariance(c), df, 0.95);
    out->gain = (hl_estimate){gain * scale, test.low * scale, test.high * scale};
    return HL_OK;
}

hl_status hl_timing__realise(const hl_timing_log *log, hl_timing_realised *out, hl_error *err)
{
    comparison c = {.users = 0};
    double scale = log->values ? log->measure.scale : 1;
    hl_timing_realised_arm *const arms[ARMS] = {&out->model, &out->holdout};
    *out = hl_timing__nothing_realised();
    if (!log->policies)
        return HL_OK;
    if (!gather(log, &c))
        return hl_error_memory(err);
    add_up(&c);
    for (int arm = 0; arm < ARMS; arm++)
        *arms[arm] = (hl_timing_realised_arm){(int64_t)c.all[arm].touches, c.counted[arm],
                                              rate_of(&c, arm) * scale};
    out->by_user = c.both == 0;
    out->state = out->model.touches == 0     ? HL_TIMING_REALISED_NO_MODEL
                 : out->holdout.touches == 0 ? HL_TIMING_REALISED_NO_HOLDOUT
                                             : HL_TIMING_REALISED;
    hl_status status = out->state == HL_TIMING_REALISED ? compare(&c, scale, out, err) : HL_OK;
    free(c.of);
    return status;
}
