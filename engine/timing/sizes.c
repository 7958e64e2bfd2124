/* With few segments the estimated variances are themselves uncertain, and a posterior that takes
 * them as known claims too much: under no effect of the hour 9 % of its best windows had intervals
 * above zero, where a mixture over sizes of the variances, each weighed by its evidence (Laplace;
 * Rue et al. 2009, J. R. Stat. Soc. B 71, 319), has 1 %. */
#include "timing/sizes.h"

#include <math.h>
#include <stdlib.h>

/* Nearly nothing, a quarter, as estimated, four times; and how much each is believed beforehand. */
static const double sizes[HL_TIMING_SIZES] = {1e-3, 0.25, 1, 4};
static const double belief[HL_TIMING_SIZES] = {0.4, 0.2, 0.2, 0.2};
static const double WORTH_KEEPING = 0.005; /* of the posterior */
enum { AS_ESTIMATED = 2 };

static hl_hier_variances scaled(const hl_hier_variances *v, double shared, double group)
{
    hl_hier_variances out = *v;
    for (size_t k = 0; k < HL_TIMING_ORDERS; k++) {
        out.shared[k] *= shared;
        out.group[k] *= group;
    }
    return out;
}

typedef struct weighed {
    hl_hier_variances variances;
    double weight; /* first its logarithm */
} weighed;

static int heavier_first(const void *a, const void *b)
{
    double x = ((const weighed *)a)->weight, y = ((const weighed *)b)->weight;
    return (x < y) - (x > y);
}

/* Log evidences -> the mixture. */
static void normalize(weighed *all, size_t count, hl_timing_mixture *out)
{
    double sum = 0, kept = 0;
    qsort(all, count, sizeof *all, heavier_first);
    for (size_t i = 0; i < count; i++)
        sum += exp(all[i].weight - all[0].weight);
    out->count = 0;
    for (size_t i = 0; i < count; i++) {
        double weight = exp(all[i].weight - all[0].weight) / sum;
        if (i > 0 && weight < WORTH_KEEPING)
            break;
        out->variances[i] = all[i].variances;
        out->weight[i] = weight;
        out->count++;
        kept += weight;
    }
    for (size_t i = 0; i < out->count; i++)
        out->weight[i] /= kept;
}

hl_status hl_timing__mix_sizes(const hl_timing_places *places, const hl_timing_curves *curves,
                               hl_timing_mixture *out, hl_error *err)
{
    weighed all[HL_TIMING_MIXED] = {{.weight = 0}};
    size_t count = 0;
    bool known = places->segments > HL_TIMING_GROUPS_KNOWN;
    for (size_t s = 0; s < HL_TIMING_SIZES; s++)
        for (size_t g = known ? AS_ESTIMATED : 0; g < (known ? AS_ESTIMATED + 1 : HL_TIMING_SIZES);
             g++) {
            hl_timing_curves *fitted = NULL;
            hl_hier_variances v = scaled(&curves->fit->variances, sizes[s], sizes[g]);
            hl_status status = hl_timing__fit(places, &v, 0, curves, &fitted, err);
            if (status != HL_OK)
                return status;
            all[count++] = (weighed){v, fitted->fit->evidence + log(belief[s]) + log(belief[g])};
            hl_timing__curves_free(fitted);
        }
    normalize(all, count, out);
    return HL_OK;
}

void hl_timing__share_draws(const hl_timing_mixture *mixture, size_t draws,
                            size_t of_each[HL_TIMING_MIXED])
{
    size_t given = 0;
    double rest[HL_TIMING_MIXED];
    for (size_t i = 0; i < mixture->count; i++) {
        double exact = mixture->weight[i] * (double)draws;
        of_each[i] = (size_t)exact;
        rest[i] = exact - (double)of_each[i];
        given += of_each[i];
    }
    for (; given < draws; given++) {
        size_t most = 0;
        for (size_t i = 1; i < mixture->count; i++)
            most = rest[i] > rest[most] ? i : most;
        of_each[most]++;
        rest[most] = -1;
    }
}
