/* The region of two quantiles against every pair of values tried, and what must hold of it: the
 * test rejects exactly when an interval leaves out no effect, and swapping, moving and stretching
 * the arms swaps, moves and stretches the answer. */
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/random.h"
#include "stats/quantile_region.h"
#include "tests/support/check.h"

enum { MOST = 40, ROUNDS = 400 };

typedef struct arm {
    double low[MOST], high[MOST];
    int64_t upto[MOST];
    size_t count;
} arm;

static hl_run_values view(const arm *a)
{
    return (hl_run_values){a->low, a->high, a->upto, a->count};
}

/* Rising runs with few or many units each; every third arm has some that are wide. */
static void make(arm *a, hl_random *random, double start)
{
    a->count = 1 + (size_t)hl_base__random_below(random, 12);
    double at = start;
    int64_t units = 0;
    bool wide = hl_base__random_below(random, 3) == 0;
    for (size_t i = 0; i < a->count; i++) {
        at += (double)(1 + hl_base__random_below(random, 4)) / 4;
        a->low[i] = at;
        if (wide && hl_base__random_below(random, 2) == 0)
            at += 0.125;
        a->high[i] = at;
        units += 1 + (int64_t)hl_base__random_below(random, i % 3 == 0 ? 30 : 4);
        a->upto[i] = units;
    }
}

static hl_quantile_evidence evidence_of(int round)
{
    static const double quantiles[] = {.5, .9, .2};
    return (hl_quantile_evidence){
        quantiles[round % 3], round % 2 == 0 ? hl_stats__count_midp : hl_stats__count_sequence, 50};
}

static double limit_of(int round)
{
    return round % 2 == 0 ? 3.8414588206941236 : log(20);
}

/* Of so many units strictly below a value, and so many at or below it. */
static double against(const arm *a, const hl_quantile_evidence *e, int64_t below, int64_t upto)
{
    double n = (double)a->upto[a->count - 1];
    return fmax(e->against((double)below, n, e->quantile, e->tuning),
                e->against(n - (double)upto, n, 1 - e->quantile, e->tuning));
}

static double against_value(const arm *a, const hl_quantile_evidence *e, double v)
{
    int64_t below = 0;
    int64_t upto = 0;
    for (size_t i = 0; i < a->count; i++) {
        below = a->high[i] < v ? a->upto[i] : below;
        upto = a->low[i] <= v ? a->upto[i] : upto;
    }
    return against(a, e, below, upto);
}

static void tried(const arm *c, const arm *t, const hl_quantile_evidence *e, double limit,
                  hl_range *difference, hl_range *lift)
{
    *difference = *lift = (hl_range){(double)INFINITY, -(double)INFINITY};
    for (size_t i = 0; i < 2 * c->count + 2; i++)
        for (size_t k = 0; k < 2 * t->count + 2; k++) {
            size_t from_c = 2 * c->count;
            size_t from_t = 2 * t->count;
            double x = i == from_c    ? -(double)INFINITY
                       : i > from_c   ? (double)INFINITY
                       : i < c->count ? c->low[i]
                                      : c->high[i - c->count];
            double y = k == from_t    ? -(double)INFINITY
                       : k > from_t   ? (double)INFINITY
                       : k < t->count ? t->low[k]
                                      : t->high[k - t->count];
            if (isinf(x) && isinf(y) && x * y > 0)
                continue;
            if (against_value(c, e, x) + against_value(t, e, y) > limit)
                continue;
            difference->low = fmin(difference->low, y - x);
            difference->high = fmax(difference->high, y - x);
            lift->low = fmin(lift->low, (y - x) / x);
            lift->high = fmax(lift->high, (y - x) / x);
        }
}

static void the_shadows_are_those_of_every_pair(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        hl_random random = hl_base__random_seed(3, (uint64_t)round);
        arm c;
        arm t;
        hl_range difference;
        hl_range lift;
        make(&c, &random, 1);
        make(&t, &random, round % 5 == 0 ? -2 : 1);
        hl_quantile_evidence e = evidence_of(round);
        hl_run_values vc = view(&c);
        hl_run_values vt = view(&t);
        hl_quantile_contrast got = hl_stats__quantile_contrast(&vc, &vt, &e, limit_of(round));
        tried(&c, &t, &e, limit_of(round), &difference, &lift);
        if (difference.low > difference.high) {
            assert_true(isnan(got.difference.low));
            continue;
        }
        assert_abs(got.difference.low, difference.low, 1e-12);
        assert_abs(got.difference.high, difference.high, 1e-12);
        if (isfinite(difference.low) && isfinite(difference.high)) {
            assert_abs(got.lift.low, lift.low, 1e-12);
            assert_abs(got.lift.high, lift.high, 1e-12);
        }
    }
}

static void the_least_on_a_line_is_that_of_every_point(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        hl_random random = hl_base__random_seed(5, (uint64_t)round);
        arm c;
        arm t;
        make(&c, &random, 1);
        make(&t, &random, 1 + 2 * hl_base__random_uniform(&random));
        hl_quantile_evidence e = evidence_of(round);
        hl_run_values vc = view(&c);
        hl_run_values vt = view(&t);
        double ratio = round % 4 == 1 ? 1.25 : 1;
        double shift = round % 4 == 2 ? -0.5 : 0;
        double least = (double)INFINITY;
        for (double v = -3; v < 20; v += 1.0 / 64) /* all values are whole 1/8, or so mapped */
            least =
                fmin(least, against_value(&c, &e, v) + against_value(&t, &e, ratio * v + shift));
        for (size_t i = 0; i < 2 * t.count; i++) {
            double v = i < t.count ? t.low[i] : t.high[i - t.count];
            double mapped = (v - shift) / ratio;
            least = fmin(least, against_value(&c, &e, mapped) + against_value(&t, &e, v));
        }
        double got = hl_stats__quantile_line(&vc, &vt, &e, ratio, shift).least;
        assert_abs(got, least, 1e-9);
    }
}

static void test_and_intervals_agree(void **state)
{
    (void)state;
    int rejected = 0;
    for (int round = 0; round < 5 * ROUNDS; round++) {
        hl_random random = hl_base__random_seed(7, (uint64_t)round);
        arm c;
        arm t;
        make(&c, &random, 1);
        make(&t, &random, 1 + 3 * (double)(round % 7 == 0));
        hl_quantile_evidence e = evidence_of(round);
        hl_run_values vc = view(&c);
        hl_run_values vt = view(&t);
        hl_quantile_contrast got = hl_stats__quantile_contrast(&vc, &vt, &e, limit_of(round));
        hl_quantile_line equal = hl_stats__quantile_line(&vc, &vt, &e, 1, 0);
        bool rejects = equal.least > limit_of(round);
        rejected += rejects;
        if (isnan(got.difference.low))
            continue;
        assert_int_equal(rejects, got.difference.low > 0 || got.difference.high < 0);
        if (!isnan(got.lift.low) && isfinite(got.difference.low) && isfinite(got.difference.high))
            assert_int_equal(rejects, got.lift.low > 0 || got.lift.high < 0);
        /* at a margin: the value at an end is inside, one a little beyond it is not */
        if (!isfinite(got.difference.low))
            continue;
        double end = got.difference.low;
        assert_true(hl_stats__quantile_line(&vc, &vt, &e, 1, end).least <= limit_of(round));
        assert_true(hl_stats__quantile_line(&vc, &vt, &e, 1, end - 1e-6).least > limit_of(round));
    }
    assert_true(rejected > 20);
}

static void mirror(const arm *a, arm *out)
{
    int64_t units = a->upto[a->count - 1];
    out->count = a->count;
    for (size_t i = 0; i < a->count; i++) {
        size_t from = a->count - 1 - i;
        out->low[i] = -a->high[from];
        out->high[i] = -a->low[from];
        out->upto[i] = units - (from > 0 ? a->upto[from - 1] : 0);
    }
}

static void swapping_and_mirroring_mirror_the_interval(void **state)
{
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        hl_random random = hl_base__random_seed(9, (uint64_t)round);
        arm c;
        arm t;
        arm c_mirrored;
        arm t_mirrored;
        make(&c, &random, 1);
        make(&t, &random, 1);
        mirror(&c, &c_mirrored);
        mirror(&t, &t_mirrored);
        hl_quantile_evidence e = evidence_of(round);
        hl_quantile_evidence other = e;
        other.quantile = 1 - e.quantile;
        hl_run_values vc = view(&c);
        hl_run_values vt = view(&t);
        hl_run_values mc = view(&c_mirrored);
        hl_run_values mt = view(&t_mirrored);
        /* not just at the level of a count: there the last digit decides */
        double limit = limit_of(round) * (1 + 1e-7);
        hl_quantile_contrast got = hl_stats__quantile_contrast(&vc, &vt, &e, limit);
        hl_quantile_contrast swapped = hl_stats__quantile_contrast(&vt, &vc, &e, limit);
        hl_quantile_contrast mirrored = hl_stats__quantile_contrast(&mc, &mt, &other, limit);
        assert_abs(swapped.difference.low, -got.difference.high, 1e-12);
        assert_abs(swapped.difference.high, -got.difference.low, 1e-12);
        assert_abs(mirrored.difference.low, -got.difference.high, 1e-12);
        assert_abs(mirrored.difference.high, -got.difference.low, 1e-12);
        if (isfinite(got.difference.low) && isfinite(got.difference.high)) {
            assert_abs(mirrored.lift.low, got.lift.low, 1e-12);
            assert_rel(1 / (1 + swapped.lift.low), 1 + got.lift.high, 1e-12);
        }
        double there = hl_stats__quantile_line(&vc, &vt, &e, 1, 0).least;
        double back = hl_stats__quantile_line(&vt, &vc, &e, 1, 0).least;
        assert_abs(there, back, 1e-12 + 1e-12 * fabs(there));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shadows_are_those_of_every_pair),
        cmocka_unit_test(the_least_on_a_line_is_that_of_every_point),
        cmocka_unit_test(test_and_intervals_agree),
        cmocka_unit_test(swapping_and_mirroring_mirror_the_interval),
    };
    return cmocka_run_group_tests_name("region of two quantiles", tests, NULL, NULL);
}
