/* Alike means: the larger of Welch's p and that under permutation. */
#include <math.h>

#include "base/number.h"
#include "stats/alike_means.h"
#include "tests/support/check.h"

static hl_sample sample_of(const double *x, size_t n)
{
    double sum = 0, squares = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    for (size_t i = 0; i < n; i++)
        squares += (x[i] - sum / (double)n) * (x[i] - sum / (double)n);
    return (hl_sample){(double)n, sum / (double)n, squares / ((double)n - 1)};
}

/* R 4.2.2: t.test(x, y)$p.value, and of z = c(x, y) 2 * pt(-abs(mean(x) - mean(y)) / sqrt(var(z) *
 * (1 / length(x) + 1 / length(y))), length(z) - 2): the larger is expected. The first pair: 0.0346
 * and 0.0514; a large value in the small sample: 0.407 and 0.0114; none there: 0.000532 and 0.197.
 */
static void as_r_has_it(void **state)
{
    (void)state;
    const double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 30};
    const double y[] = {3, 5, 8, 9, 12, 14, 17, 19, 22, 25, 26, 28};
    const double large[] = {0, 0, 0, 0, 100}, small[] = {1, 2, 1, 2, 1};
    double low[40], some[40];
    for (size_t i = 0; i < 40; i++) {
        low[i] = (double)(i % 4);
        some[i] = ((const double[]){0, 4, 9, 250})[i % 4];
    }
    const struct {
        hl_sample a, b;
        double p;
    } rows[] = {
        {sample_of(x, 10), sample_of(y, 12), 0.05138024446062356},
        {sample_of(large, 5), sample_of(low, 40), 0.40732819855447688},
        {sample_of(small, 5), sample_of(some, 40), 0.1969558356947919},
        {{8, 0, 0}, {8, 1, 0}, 0.001689273008261935},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const hl_sample *a = &rows[i].a, *b = &rows[i].b;
        assert_rel(hl_stats__alike_means(a, b), rows[i].p, 1e-9);
        assert_rel(hl_stats__alike_means(b, a), rows[i].p, 1e-9);
        hl_sample c = {a->n, 1000 * a->mean + 7, 1e6 * a->variance};
        hl_sample d = {b->n, 1000 * b->mean + 7, 1e6 * b->variance};
        assert_rel(hl_stats__alike_means(&c, &d), rows[i].p, 1e-9);
    }
}

static void nothing_to_tell(void **state)
{
    (void)state;
    const hl_sample one = {1, 3, HL_NAN}, same = {10, 3, 0}, none = {0, HL_NAN, HL_NAN};
    assert_true(isnan(hl_stats__alike_means(&one, &same)));
    assert_true(isnan(hl_stats__alike_means(&same, &none)));
    assert_true(isnan(hl_stats__alike_means(&same, &same)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_r_has_it),
        cmocka_unit_test(nothing_to_tell),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
