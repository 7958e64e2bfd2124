/* Units as clusters: what their sizes say of the variance of sum y / sum d. */
#include "analysis/context.h"
#include "base/number.h"
#include "stats/cluster_robust.h"

/* Touches of one unit count as alike when leverages are taken into account: with correlations of 0,
 * 0.1 and 0.3 it holds its level where that of the independent ones does not
 * (docs/statistics/cluster_robust.md). */
static const double working_icc = 1;

static void nothing_known(hl_moments *out)
{
    out->clusters = (hl_cluster_moments){HL_NAN, HL_NAN, HL_NAN};
}

/* Sizes are not known but for the sums of d and d^2: as if so many units were alike. */
static void as_equals(hl_moments *out)
{
    double n = (double)out->n;
    double equals = out->sum[1] * out->sum[1] / out->product[1][1];
    out->clusters.effective = equals;
    if (!(out->n >= 2) || !(equals > 1 + 1e-9))
        return;
    out->clusters.inflation = equals / (equals - 1) * (n - 1) / n;
    out->clusters.df = equals - 1;
}

/* How many there are. */
static size_t fill_classes(const hl_gram *gram, const hl_histogram *sizes,
                           hl_cluster_class *classes, double *residual)
{
    size_t count = 0;
    for (uint32_t i = 0; i < sizes->count; i++) {
        const hl_bucket *bucket = &sizes->buckets[i];
        if (bucket->units <= 0)
            continue;
        double units = (double)bucket->units;
        classes[count] = (hl_cluster_class){
            units, hl_base__wide_to_double(&bucket->sum[0], HL_DECIMAL_SCALE) / units,
            hl_cells__size_residual(bucket, gram)};
        *residual += classes[count++].residual;
    }
    return count;
}

void hl_analysis__clusters(hl_context *context, const hl_gram *gram, bool clipped, hl_moments *out)
{
    double n = (double)gram->units;
    nothing_known(out);
    if (!(out->sum[1] > 0))
        return;
    as_equals(out);
    if (out->sizes == NULL || !(out->clusters.effective < n * (1 - 1e-12)))
        return;
    hl_cluster_class *classes =
        hl_base__arena_array(&context->passing, out->sizes->count, sizeof *classes);
    double residual = 0;
    context->failed = context->failed || classes == NULL;
    if (classes == NULL)
        return;
    size_t count = fill_classes(gram, out->sizes, classes, &residual);
    if (clipped || !(residual > 0)) { /* sizes are of values that were not clipped */
        residual = 1;
        hl_stats__cluster_lay(classes, count, residual);
    }
    hl_cluster_robust robust = hl_stats__cluster_robust(classes, count, working_icc);
    double plain = n / (n - 1) * residual / (out->sum[1] * out->sum[1]);
    out->clusters = (hl_cluster_moments){robust.variance / plain, robust.df, robust.effective};
}
