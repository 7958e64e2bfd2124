#include "timing/posterior.h"

#include <math.h>
#include <stdlib.h>

#include "base/random.h"
#include "stats/hier_variances.h"

enum { Q = 1 + HL_TIMING_COLUMNS, NOISE_STREAM = 1 << 30, VARIANCES_SEED = 11 };

/* Touches count for less where they are of users who are alike in themselves. */
static hl_status thin(const hl_timing_places *places, double effect, hl_timing_places *out,
                      hl_error *err)
{
    *out = *places;
    out->cells = malloc((places->count + 1) * sizeof *out->cells);
    if (out->cells == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < places->count; i++) {
        out->cells[i] = places->cells[i];
        out->cells[i].trials /= effect;
        out->cells[i].events /= effect;
    }
    return HL_OK;
}

static double logistic(double z)
{
    return 1 / (1 + exp(-z));
}

static double logit(double p)
{
    return log(p) - log1p(-p);
}

/* Shares of effects, and the touches of every segment. */
static void write_mix(hl_timing_posterior *p, const hl_timing_places *places, double *touches)
{
    for (size_t i = 0; i < places->count; i++) {
        const hl_hier_cell *c = &places->cells[i];
        touches[c->group] += c->trials;
        if (p->effects > 0)
            p->mix[c->group * p->effects + c->effect] += c->trials;
    }
    for (size_t g = 0; g < p->segments; g++)
        for (size_t e = 0; e < p->effects && touches[g] > 0; e++)
            p->mix[g * p->effects + e] /= touches[g];
}

/* A mean of chances is not the chance of the mean logit, nor one of values that of the mean
 * logarithm.
 */
static double bend_of(const hl_timing_posterior *p, size_t g)
{
    double mode[Q], mean = 0, chance = 0;
    const double *mix = p->mix + g * p->effects;
    hl_stats__hier_mode(p->curves[0]->fit, g, mode);
    for (size_t e = 0; e < p->effects; e++)
        mean += mix[e] * hl_timing__effect(p->curves[0], e);
    bool values = p->curves[0]->measure.dispersion != NULL;
    for (size_t e = 0; e < p->effects; e++) {
        double z = mode[0] + hl_timing__effect(p->curves[0], e);
        chance += mix[e] * (values ? exp(z) : logistic(z));
    }
    if (!(chance > 0) || (chance >= 1 && !values))
        return 0;
    return (values ? log(chance) : logit(chance)) - mode[0] - mean;
}

/* What users' levels make uncertain beyond the thinning that the hours have had. */
static double noise_of(const hl_timing_posterior *p, size_t g, double touches, double more)
{
    double mode[Q];
    hl_stats__hier_mode(p->curves[0]->fit, g, mode);
    const double *dispersion = p->curves[0]->measure.dispersion;
    double mu = dispersion != NULL ? exp(mode[0]) : logistic(mode[0]);
    double information = touches * (dispersion != NULL ? mu / dispersion[g] : mu * (1 - mu));
    return more > 0 && information > 1 ? sqrt(more / information) : 0;
}

/* With few segments the estimated variances are themselves uncertain, and a posterior that takes
 * them as known claims too much: under no effect of the hour 9 % of its best windows had intervals
 * above zero. So they are drawn. */
static hl_status fit_mixture(hl_timing_posterior *p, const hl_timing_places *thinned,
                             const hl_hier_variances *variances, hl_error *err)
{
    hl_hier_variances drawn[HL_TIMING_MIXED];
    hl_timing_curves *middle = NULL;
    hl_status status = hl_timing__fit(thinned, variances, 0, NULL, &middle, err);
    if (status != HL_OK)
        return status;
    const hl_hier_data data = hl_timing__data_of(thinned, middle);
    status = hl_stats__hier_variances(&data, middle->fit, p->segments > HL_TIMING_GROUPS_KNOWN,
                                      VARIANCES_SEED, p->mixed, drawn, err);
    for (size_t i = 0; status == HL_OK && i < p->mixed; i++)
        status = hl_timing__fit(thinned, &drawn[i], 0, middle, &p->curves[i], err);
    hl_timing__curves_free(middle);
    return status;
}

hl_status hl_timing__posterior(const hl_timing_places *places, const hl_hier_variances *variances,
                               const hl_timing_clusters *clusters, hl_timing_posterior **out,
                               hl_error *err)
{
    hl_timing_places thinned;
    hl_timing_posterior *p = *out = calloc(1, sizeof *p);
    double *touches = calloc(places->segments + 1, sizeof *touches);
    hl_status status = p != NULL && touches != NULL ? thin(places, clusters->hours, &thinned, err)
                                                    : hl_error_memory(err);
    if (status != HL_OK) {
        free(touches);
        free(p);
        *out = NULL;
        return status;
    }
    p->segments = places->segments;
    p->mixed = p->segments > HL_TIMING_MANY ? HL_TIMING_MIXED_OF_MANY : HL_TIMING_MIXED;
    p->effects = places->effects;
    p->mix = calloc(p->segments * p->effects + 1, sizeof *p->mix);
    p->bend = calloc(p->segments + 1, sizeof *p->bend);
    p->noise = calloc(p->segments + 1, sizeof *p->noise);
    if (p->mix == NULL || p->bend == NULL || p->noise == NULL)
        status = hl_error_memory(err);
    if (status == HL_OK)
        status = fit_mixture(p, &thinned, variances, err);
    if (status == HL_OK)
        write_mix(p, places, touches);
    for (size_t g = 0; g < p->segments && status == HL_OK; g++) {
        p->bend[g] = p->effects > 0 ? bend_of(p, g) : 0;
        p->noise[g] = noise_of(p, g, touches[g], clusters->level - clusters->hours);
    }
    free(thinned.cells);
    free(touches);
    if (status != HL_OK) {
        hl_timing__posterior_free(p);
        *out = NULL;
    }
    return status;
}

void hl_timing__posterior_free(hl_timing_posterior *p)
{
    if (p == NULL)
        return;
    for (size_t i = 0; i < p->mixed; i++)
        hl_timing__curves_free(p->curves[i]);
    free(p->mix);
    free(p->bend);
    free(p->noise);
    free(p);
}

static void write_rates(const hl_timing_curves *curves, const double *coefficients, double more,
                        double *rates)
{
    for (size_t slot = 0; slot < HL_TIMING_SLOTS; slot++) {
        size_t kind = 2 * slot + (slot >= (size_t)5 * 24);
        rates[slot] =
            hl_timing__outcome(curves, more + hl_timing__logit(curves, coefficients, kind));
    }
}

/* Draws of one of the fits that are mixed. */
static hl_status draw_of(const hl_timing_posterior *p, size_t which, size_t g, uint64_t seed,
                         size_t draws, double *rates, hl_error *err)
{
    double *coefficients = malloc((draws * (Q + p->effects) + 1) * sizeof *coefficients);
    if (coefficients == NULL)
        return hl_error_memory(err);
    double *effects = coefficients + draws * Q;
    hl_random noise = hl_base__random_seed(seed, NOISE_STREAM + g);
    hl_status status =
        hl_stats__hier_draws(p->curves[which]->fit, g, seed, draws, 1, coefficients, effects, err);
    for (size_t i = 0; i < draws && status == HL_OK; i++) {
        double more = p->bend[g] + p->noise[g] * hl_base__random_normal(&noise);
        for (size_t e = 0; e < p->effects; e++)
            more += p->mix[g * p->effects + e] * effects[i * p->effects + e];
        write_rates(p->curves[which], coefficients + i * Q, more, rates + i * HL_TIMING_SLOTS);
    }
    free(coefficients);
    return status;
}

hl_status hl_timing__draw_rates(const hl_timing_posterior *p, size_t segment, uint64_t seed,
                                size_t draws, double *rates, hl_error *err)
{
    size_t done = 0;
    hl_status status = HL_OK;
    for (size_t i = 0; i < p->mixed && status == HL_OK; i++) {
        size_t until = draws * (i + 1) / p->mixed;
        status =
            draw_of(p, i, segment, seed + i, until - done, rates + done * HL_TIMING_SLOTS, err);
        done = until;
    }
    return status;
}
