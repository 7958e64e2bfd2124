/* An arm of which next to no unit has 0, and in its place one value that the others do not have: a
 * cost or a gain that all of the arm bear. Amounts of another unit or currency have their zeros
 * still. */
#include "analysis/arm_zero.h"

#include <math.h>

static const double enough = 30; /* units of an arm */
static const double few = 0.01;  /* of its units */

static double share_of_zeros(const hl_moments *arm)
{
    return (double)arm->n >= enough ? 1 - (double)arm->nonzero / (double)arm->n : 0;
}

/* How many of the sampled amounts of the arm are the value. */
static double times_of(const hl_arm_amounts *of, size_t arm, double value)
{
    double times = 0;
    for (size_t i = 0; i < of->counts[arm]; i++)
        times += of->of[arm][i].value == value ? (double)of->of[arm][i].times : 0;
    return times;
}

static double all_of(const hl_arm_amounts *of, size_t arm)
{
    double n = 0;
    for (size_t i = 0; i < of->counts[arm]; i++)
        n += (double)of->of[arm][i].times;
    return n;
}

/* Like values stand together. */
static hl_amount most_frequent(const hl_arm_amounts *of, size_t arm)
{
    hl_amount most = {0, 0}, run = {0, 0};
    for (size_t i = 0; i < of->counts[arm]; i++) {
        const hl_amount *next = &of->of[arm][i];
        run.times = (run.value == next->value ? run.times : 0) + next->times;
        run.value = next->value;
        most = run.times > most.times ? run : most;
    }
    return most;
}

/* Of another arm: it has as many zeros as the arm has of the value, about, and not the value. */
static bool has_zeros_for_it(const hl_arm_amounts *of, const hl_moments *other, size_t k,
                             double value, double share)
{
    double zeros = share_of_zeros(other), n = all_of(of, k);
    return zeros > share / 2 && zeros < 2 * share && times_of(of, k, value) <= few * n;
}

double hl_analysis__zero_of_arm(hl_context *context, const hl_arm_amounts *of, size_t arm)
{
    const double least = 0.1;
    bool ratio = context->design->metrics[of->metric].kind == HL_METRIC_RATIO;
    const hl_moments *moments = ratio ? NULL : hl_analysis__moments(context, of->metric, 0);
    if (moments == NULL || (double)moments[arm].n < enough ||
        !(share_of_zeros(&moments[arm]) <= few))
        return 0;
    hl_amount most = most_frequent(of, arm);
    double share = (double)most.times / fmax(1, all_of(of, arm));
    for (size_t k = 0; share >= least && k < context->design->arm_count; k++)
        if (k != arm && has_zeros_for_it(of, &moments[k], k, most.value, share))
            return most.value;
    return 0;
}
