/* Every allocation of loading a definition fails once: the call says so, frees everything (the
 * sanitizer build sees leaks) and never returns half a definition. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "hookline/check.h"
#include "hookline/definition.h"
#include "tests/support/fail_alloc.h"

/* True when an allocation failed. */
static bool once(const char *path, long n, bool all_after, hl_status wanted)
{
    hl_problems *problems = hl_problems_new();
    hl_definition *definition = NULL;
    hl_error err = HL_ERROR_INIT;
    if (all_after)
        hl_fail_alloc_from(n);
    else
        hl_fail_alloc_at(n);
    hl_status status = hl_definition_load(path, problems, &definition, &err);
    bool failed = hl_fail_alloc_stop();
    if (!failed) {
        assert_int_equal(status, wanted);
    } else if (status == HL_OK) {
        fail_msg("%s: allocation %ld failed and nobody noticed", path, n);
    } else if (status != HL_FAILED) {
        fail_msg("%s: allocation %ld failed, and the file is blamed: %s", path, n, err.message);
    }
    assert_int_equal(definition != NULL, status == HL_OK);
    assert_int_equal(err.status, status);
    assert_int_equal(hl_error_is_memory(&err), failed);
    hl_definition_free(definition);
    hl_problems_free(problems);
    return failed;
}

static void each(const char *path, hl_status wanted, long least)
{
    for (int all_after = 0; all_after < 2; all_after++) {
        long n = 0;
        while (once(path, n, all_after == 1, wanted))
            n++;
        assert_true(n >= least);
    }
}

static void test_good(void **state)
{
    (void)state;
    each("tests/corpus/definitions/good/coupon-expiry-evening.json", HL_OK, 50);
    each("tests/corpus/definitions/good/factors.json", HL_OK, 50);
    each("tests/corpus/definitions/good/audience.json", HL_OK, 50);
    each("tests/corpus/definitions/good/planning.json", HL_OK, 50);
    each("tests/corpus/definitions/good/full.json", HL_OK, 50);
}

static void test_bad(void **state)
{
    (void)state;
    each("tests/corpus/definitions/bad/many-at-once.json", HL_REJECTED, 50);
    each("tests/corpus/definitions/bad/duplicate-key.json", HL_REJECTED, 20);
    each("tests/corpus/definitions/bad/condition-operator.json", HL_REJECTED, 20);
}

static void test_json(void **state)
{
    (void)state;
    hl_problems *problems = hl_problems_new();
    hl_definition *definition = NULL;
    assert_int_equal(hl_definition_load("tests/corpus/definitions/good/factors.json", problems,
                                        &definition, NULL),
                     HL_OK);
    hl_checked_file file = {"factors.json", definition, problems, NULL};
    for (long n = 0;; n++) {
        char *text = NULL;
        hl_error err = HL_ERROR_INIT;
        hl_fail_alloc_at(n);
        hl_status status = hl_check_json(&file, 1, NULL, &text, &err);
        bool failed = hl_fail_alloc_stop();
        assert_int_equal(status, failed ? HL_FAILED : HL_OK);
        assert_int_equal(text == NULL, failed);
        free(text);
        if (!failed)
            break;
    }
    hl_definition_free(definition);
    hl_problems_free(problems);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),
        cmocka_unit_test(test_bad),
        cmocka_unit_test(test_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
