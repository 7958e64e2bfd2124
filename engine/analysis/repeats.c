#include "analysis/repeats.h"

#include <assert.h>

/* A unit's value and denominator; samples with covariates hardly ever come twice. */
enum { VARIABLES = 2 };

typedef struct sample_key {
    int64_t n;
    hl_wide exact[VARIABLES];
    double sum[VARIABLES], product[3], covariance[3], within, nonzero, third;
    hl_cluster_moments clusters; /* all that is read of sizes */
} sample_key;

/* Without padding: its bytes are the key. */
typedef struct pair_key {
    const hl_estimator *estimator;
    uint64_t flags;
    uint64_t arm; /* whose planned share enters */
    sample_key control, treatment;
} pair_key;
static_assert(sizeof(pair_key) == 3 * 8 + 2 * (15 + VARIABLES * HL_WIDE_LIMBS) * 8, "no padding");

static sample_key key_of(const hl_moments *m)
{
    return (sample_key){.n = m->n,
                        .exact = {m->exact[0], m->exact[1]},
                        .sum = {m->sum[0], m->sum[1]},
                        .product = {m->product[0][0], m->product[0][1], m->product[1][1]},
                        .covariance = {m->cov[0][0], m->cov[0][1], m->cov[1][1]},
                        .within = m->within,
                        .nonzero = m->nonzero,
                        .third = m->third,
                        .clusters = m->clusters};
}

/* Is there no more to the sample than its key? */
static bool is_told(const hl_moments *m)
{
    return m->width == VARIABLES && m->histogram == NULL;
}

void hl_analysis__repeats_free(hl_repeats *repeats)
{
    hl_base__map_free(&repeats->keys);
}

static void compare_once(hl_context *context, hl_repeats *repeats, const hl_comparison_input *input,
                         size_t arm, hl_comparison *out)
{
    const hl_moments *control = &input->samples[context->design->control];
    const hl_moments *treatment = &input->samples[arm];
    if (!is_told(control) || !is_told(treatment)) {
        hl_analysis__compare_with_control(context, input, arm, out);
        return;
    }
    pair_key key = {input->estimator, input->flags, arm, key_of(control), key_of(treatment)};
    uint32_t at = hl_base__map_intern(&repeats->keys, (const char *)&key, sizeof key);
    if (at == HL_MAP_NONE) {
        context->failed = true;
    } else if (at < repeats->first.count) {
        *out = *((const hl_comparison **)repeats->first.items)[at];
    } else {
        const hl_comparison **made =
            hl_analysis__append(context, &repeats->first, sizeof(hl_comparison *));
        hl_analysis__compare_with_control(context, input, arm, out);
        if (made != NULL)
            *made = out;
    }
}

hl_comparison *hl_analysis__repeated(hl_context *context, hl_repeats *repeats,
                                     const hl_comparison_input *input, size_t *count)
{
    const hl_design *design = context->design;
    hl_comparison *list = hl_analysis__array(context, design->arm_count - 1, sizeof *list);
    *count = 0;
    for (size_t arm = 0; list != NULL && !context->failed && arm < design->arm_count; arm++)
        if (arm != design->control)
            compare_once(context, repeats, input, arm, &list[(*count)++]);
    return list;
}
