/* Dunnett's critical values with few degrees of freedom: that there is one, that p there is the
 * level, and p against the integral over S and U by the trapezoidal rule in NumPy (log S in steps
 * of 1/30 or so, U in steps of 0.01). */
#include <math.h>

#include "stats/dunnett.h"
#include "stats/student_t.h"
#include "tests/support/check.h"

static const double lambda[] = {0.70710678118654752, 0.70710678118654752, 0.5, 0.3};

static void few_degrees_of_freedom_have_an_answer(void **state)
{
    (void)state;
    static const double dfs[] = {0.1, 0.3, 0.5, 0.7, 0.9, 1, 1.5, 1.99};
    for (size_t i = 0; i < sizeof dfs / sizeof dfs[0]; i++)
        for (int sides = 1; sides <= 2; sides++) {
            hl_dunnett d = {lambda, 2, dfs[i], sides};
            double critical = hl_stats__dunnett_critical(&d, 0.95);
            assert_rel(hl_stats__dunnett_p(&d, critical), 0.05, 1e-9);
            /* one comparison is Student's t */
            hl_dunnett one = {lambda, 1, dfs[i], sides};
            double t = hl_stats__t_quantile(0.05 / sides, dfs[i]);
            assert_rel(hl_stats__dunnett_p(&one, t), 0.05, 1e-9);
            assert_true(critical > t);
        }
}

static void p_is_that_of_another_integration(void **state)
{
    (void)state;
    static const struct {
        double df, t, want;
    } cases[] = {{0.5, 244.20597183177304, 0.05}, {0.9, 22.969203719642273, 0.05}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_dunnett d = {lambda, 2, cases[i].df, 2};
        assert_rel(hl_stats__dunnett_p(&d, cases[i].t), cases[i].want, 1e-7);
    }
}

/* Where the two ways to integrate meet, and where no double holds the tail. */
static void it_is_one_function_of_the_degrees_of_freedom(void **state)
{
    (void)state;
    for (double t = 0.5; t < 200; t *= 2) {
        hl_dunnett below = {lambda, 4, 2 - 1e-9, 2};
        hl_dunnett above = {lambda, 4, 2 + 1e-9, 2};
        assert_rel(hl_stats__dunnett_p(&below, t), hl_stats__dunnett_p(&above, t), 2e-8);
    }
    hl_dunnett hopeless = {lambda, 2, 0.01, 2};
    assert_true(isnan(hl_stats__dunnett_critical(&hopeless, 0.95)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_degrees_of_freedom_have_an_answer),
        cmocka_unit_test(p_is_that_of_another_integration),
        cmocka_unit_test(it_is_one_function_of_the_degrees_of_freedom),
    };
    return cmocka_run_group_tests_name("Dunnett", tests, NULL, NULL);
}
