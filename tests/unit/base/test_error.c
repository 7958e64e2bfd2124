#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "hookline/error.h"
#include "hookline/problems.h"
#include "tests/support/check.h"
#include "tests/support/fail_alloc.h"

static void the_first_error_wins(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    assert_int_equal(hl_error_set(&err, HL_REJECTED, "row %d", 3), HL_REJECTED);
    assert_int_equal(hl_error_memory(&err), HL_FAILED);
    assert_int_equal(err.status, HL_REJECTED);
    assert_string_equal(err.message, "row 3");
    assert_int_equal(hl_error_set(NULL, HL_USAGE, "nobody asks"), HL_USAGE);
}

static void a_system_call_says_why_and_want_of_memory_is_called_so(void **state)
{
    (void)state;
    hl_error err = HL_ERROR_INIT;
    errno = EACCES;
    assert_int_equal(hl_error_system(&err, "%s", "a.csv"), HL_FAILED);
    assert_string_equal(err.message, "a.csv: Permission denied");
    assert_false(hl_error_is_memory(&err));
    err = (hl_error)HL_ERROR_INIT;
    errno = ENOMEM;
    assert_int_equal(hl_error_system(&err, "%s", "a.csv"), HL_FAILED);
    assert_string_equal(err.message, "out of memory");
    assert_true(hl_error_is_memory(&err));
}

static void a_text_in_a_text_keeps_in_mind_that_it_failed(void **state)
{
    (void)state;
    hl_text piece = {0};
    hl_text all = {0};
    hl_base__text_add(&all, "before");
    hl_fail_alloc_at(0);
    hl_base__text_add(&piece, "lost");
    assert_true(hl_fail_alloc_stop());
    assert_int_equal(hl_base__text_status(&all, NULL), HL_OK);
    hl_base__text_add_text(&all, &piece);
    assert_int_equal(hl_base__text_status(&all, NULL), HL_FAILED);
    hl_base__text_free(&piece);
    hl_base__text_free(&all);
}

static void a_list_of_problems_knows_that_one_is_missing(void **state)
{
    (void)state;
    const hl_problem problem = {HL_PROBLEM_ERROR, "a.json", 3, 1, "/arms", "wrong", "right"};
    for (long n = 0;; n++) {
        hl_problems *list = hl_problems_new();
        assert_int_equal(hl_problems_status(list, NULL), HL_OK);
        hl_fail_alloc_at(n);
        hl_problems_add(list, &problem);
        bool failed = hl_fail_alloc_stop();
        assert_int_equal(hl_problems_status(list, NULL), failed ? HL_FAILED : HL_OK);
        assert_int_equal(hl_problems_errors(list), 1);
        hl_problems_free(list);
        if (!failed)
            break;
    }
    assert_int_equal(hl_problems_status(NULL, NULL), HL_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_error_wins),
        cmocka_unit_test(a_system_call_says_why_and_want_of_memory_is_called_so),
        cmocka_unit_test(a_text_in_a_text_keeps_in_mind_that_it_failed),
        cmocka_unit_test(a_list_of_problems_knows_that_one_is_missing),
    };
    return cmocka_run_group_tests_name("errors", tests, NULL, NULL);
}
