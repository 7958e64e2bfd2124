/* Every case of the oracle files, through the table of methods. A family that is done is one row
 * here with HL_ORACLE_WHOLE: from then on a method of that file that is not there fails. */
#include "hookline.h"
#include "tests/support/check.h"
#include "tests/support/oracle.h"

typedef struct oracle_row {
    const char *file;
    hl_oracle_claim claim;
} oracle_row;

/* clang-format off: a row a line, so that additions of two sides merge */
static const oracle_row rows[] = {
    {"anytime.json", HL_ORACLE_WHOLE},
    {"bayes.json", HL_ORACLE_WHOLE},
    {"cuped_ratio.json", HL_ORACLE_WHOLE},
    {"exact.json", HL_ORACLE_WHOLE},
    {"group_sequential.json", HL_ORACLE_WHOLE},
    {"means.json", HL_ORACLE_WHOLE},
    {"means_raw.json", HL_ORACLE_WHOLE},
    {"multiplicity.json", HL_ORACLE_WHOLE},
    {"power.json", HL_ORACLE_WHOLE},
    {"prop_diff.json", HL_ORACLE_WHOLE},
    {"prop_ratio.json", HL_ORACLE_WHOLE},
    {"prop_single.json", HL_ORACLE_WHOLE},
    {"scas.json", HL_ORACLE_WHOLE},
    {"sequential.json", HL_ORACLE_WHOLE},
    {"srm.json", HL_ORACLE_WHOLE},
};
/* clang-format on */

enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

static void agrees_with_the_oracle(void **state)
{
    const oracle_row *row = *state;
    int failures = hl_oracle_run(row->file, row->claim);
    if (failures < 0)
        skip_because("%s is not there", row->file);
    assert_int_equal(failures, 0);
}

int main(void)
{
    struct CMUnitTest tests[ROW_COUNT];
    hl_init();
    for (size_t i = 0; i < ROW_COUNT; i++)
        tests[i] = (struct CMUnitTest){.name = rows[i].file,
                                       .test_func = agrees_with_the_oracle,
                                       .initial_state = (void *)(uintptr_t)&rows[i]};
    return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}
