/* Residuals of a user's touches go together (some click always, some never), which makes the rate
 * of a segment less certain than its touches say; what is known of hours, which are compared within
 * users too, suffers little, or nothing. Both are measured: the sum over users of squared score
 * sums over its model-based expectation (the sandwich's meat over its bread; Liang & Zeger 1986,
 * Biometrika 73, 13), for the columns of hours as their mean. */
#include "timing/clusters.h"

#include <math.h>
#include <stdlib.h>

enum { Q = HL_TIMING_COLUMNS };

typedef struct sums {
    const hl_timing_curves *curves;
    double *logit;  /* segments x kinds, without effects */
    double *centre; /* segments x Q: mean of the columns, as the touches' information weighs them */
    double *weight; /* of segments */
    double score, information;
    double scores[Q], informations[Q]; /* squares of users' sums; and what was to be expected */
} sums;

/* What was to be expected of a touch, the information that it has of z, and what its residual
 * weighs in the score. */
typedef struct expected {
    double outcome, information, weight;
} expected;

static expected expect(const sums *s, const hl_timing_touch *t)
{
    double z = s->logit[(size_t)t->segment * HL_TIMING_KINDS + t->kind] +
               hl_timing__effect(s->curves, t->effect);
    const double *dispersion = s->curves->measure.dispersion;
    if (dispersion != NULL) {
        double mean = t->weight * exp(z), phi = dispersion[t->segment];
        return (expected){mean, mean / phi, 1 / phi};
    }
    double mu = 1 / (1 + exp(-z));
    return (expected){t->weight * mu, t->weight * mu * (1 - mu), 1};
}

static void write_logits(sums *s, size_t segments)
{
    double mode[1 + Q];
    for (size_t g = 0; g < segments; g++) {
        hl_stats__hier_mode(s->curves->fit, g, mode);
        for (size_t k = 0; k < HL_TIMING_KINDS; k++)
            s->logit[g * HL_TIMING_KINDS + k] = hl_timing__logit(s->curves, mode, k);
    }
}

static void write_centres(sums *s, const hl_timing_log *log)
{
    for (size_t i = 0; i < log->count; i++) {
        const hl_timing_touch *t = &log->touches[i];
        double w = expect(s, t).information;
        s->weight[t->segment] += w;
        for (size_t j = 0; j < Q; j++)
            s->centre[t->segment * (size_t)Q + j] += w * s->curves->x[t->kind * (size_t)Q + j];
    }
    for (size_t g = 0; g < log->segments.count; g++)
        for (size_t j = 0; j < Q && s->weight[g] > 0; j++)
            s->centre[g * Q + j] /= s->weight[g];
}

/* Touches [from, until) of one user. */
static void add_user(sums *s, const hl_timing_touch *from, const hl_timing_touch *until)
{
    double score = 0, scores[Q] = {0};
    for (const hl_timing_touch *t = from; t < until; t++) {
        const expected e = expect(s, t);
        double w = e.information, r = (t->outcome - e.outcome) * e.weight;
        score += r;
        s->information += w;
        for (size_t j = 0; j < Q; j++) {
            double x =
                s->curves->x[t->kind * (size_t)Q + j] - s->centre[t->segment * (size_t)Q + j];
            scores[j] += r * x;
            s->informations[j] += w * x * x;
        }
    }
    s->score += score * score;
    for (size_t j = 0; j < Q; j++)
        s->scores[j] += scores[j] * scores[j];
}

static void add_users(sums *s, const hl_timing_log *log)
{
    const hl_timing_touch *end = log->touches + log->count, *next;
    for (const hl_timing_touch *t = log->touches; t < end; t = next) {
        next = t + 1;
        while (t->user != HL_MAP_NONE && next < end && next->user == t->user)
            next++;
        add_user(s, t, next);
    }
}

static hl_timing_clusters effects_of(const sums *s)
{
    hl_timing_clusters out = {1, 1};
    double ratios = 0;
    int columns = 0;
    for (size_t j = 0; j < Q; j++)
        if (s->informations[j] > 1e-9 * s->information) {
            ratios += s->scores[j] / s->informations[j];
            columns++;
        }
    if (s->information > 0)
        out.level = fmax(1, s->score / s->information);
    if (columns > 0)
        out.hours = fmax(1, ratios / columns);
    return out;
}

hl_status hl_timing__clusters(const hl_timing_log *log, const hl_timing_curves *curves,
                              hl_timing_clusters *out, hl_error *err)
{
    size_t segments = log->segments.count;
    sums s = {.curves = curves,
              .logit = malloc((segments * HL_TIMING_KINDS + 1) * sizeof(double)),
              .centre = calloc(segments * Q + 1, sizeof(double)),
              .weight = calloc(segments + 1, sizeof(double))};
    bool ok = s.logit != NULL && s.centre != NULL && s.weight != NULL;
    *out = (hl_timing_clusters){1, 1};
    if (ok) {
        write_logits(&s, segments);
        write_centres(&s, log);
        add_users(&s, log);
        *out = effects_of(&s);
    }
    free(s.logit);
    free(s.centre);
    free(s.weight);
    return ok ? HL_OK : hl_error_memory(err);
}
