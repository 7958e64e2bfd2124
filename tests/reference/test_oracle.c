/* Every case of the oracle files, through the table of methods: oracle/README.md says where they
 * come from. A file is one row here; it fails when it is not there, and so does a method of it. */
#include "hookline.h"
#include "tests/support/check.h"
#include "tests/support/oracle.h"

/* clang-format off: a row a line, so that additions of two sides merge */
static const char *const files[] = {
    "anytime.json",
    "bayes.json",
    "cuped_ratio.json",
    "exact.json",
    "group_sequential.json",
    "means.json",
    "means_raw.json",
    "multiplicity.json",
    "power.json",
    "prop_diff.json",
    "prop_ratio.json",
    "prop_single.json",
    "scas.json",
    "sequential.json",
    "srm.json",
    "strata.json",
    "two_part.json",
};
/* clang-format on */

enum { FILE_COUNT = sizeof files / sizeof files[0] };

static void agrees_with_the_oracle(void **state)
{
    assert_int_equal(hl_oracle_run(*state), 0);
}

int main(void)
{
    struct CMUnitTest tests[FILE_COUNT];
    hl_init();
    for (size_t i = 0; i < FILE_COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = files[i],
                                       .test_func = agrees_with_the_oracle,
                                       .initial_state = (void *)(uintptr_t)files[i]};
    return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}
