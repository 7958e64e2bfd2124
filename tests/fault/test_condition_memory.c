/* Every allocation of judging a condition fails once: the call says so, and nobody is put on the
 * wrong side of it. */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "assign/condition.h"
#include "base/arena.h"
#include "tests/support/fail_alloc.h"
#include "json/json.h"

static const hl_value *parse(const char *text, hl_arena *arena)
{
    const hl_value *value = NULL;
    assert_int_equal(hl_json__parse("test", text, strlen(text), 1, arena, NULL, &value, NULL),
                     HL_OK);
    return value;
}

/* Allocations that a judgement makes; each is made to fail. */
static long judge_each(const char *condition_text, const char *attributes_text, bool want)
{
    hl_arena arena = {0};
    const hl_condition condition = {parse(condition_text, &arena), NULL};
    const hl_value *attributes = parse(attributes_text, &arena);
    hl_predicate *predicate = NULL;
    assert_int_equal(hl_assign__predicate_new(&condition, NULL, &predicate, NULL), HL_OK);
    for (long n = 0;; n++) {
        bool holds = false;
        hl_error err = HL_ERROR_INIT;
        hl_fail_alloc_at(n);
        hl_status status =
            hl_assign__predicate_holds(predicate, attributes, (hl_evidence){0}, &holds, &err);
        bool failed = hl_fail_alloc_stop();
        assert_int_equal(status, failed ? HL_FAILED : HL_OK);
        assert_int_equal(err.status, status);
        if (failed)
            continue;
        assert_int_equal(holds, want);
        hl_assign__predicate_free(predicate);
        hl_base__arena_free(&arena);
        return n;
    }
}

static void test_arrays_as_texts(void **state)
{
    (void)state;
    const char *tags = "{\"tags\": [\"a\", \"b\"]}";
    assert_true(judge_each("{\"tags\": \"a,b\"}", tags, true) > 0);
    assert_true(judge_each("{\"tags\": {\"$not\": \"a,b\"}}", tags, false) > 0);
    assert_true(judge_each("{\"tags\": {\"$gt\": \"a\"}}", tags, true) > 0);
    assert_true(judge_each("{\"tags\": {\"$not\": {\"$lt\": \"b\"}}}", tags, false) > 0);
    assert_true(judge_each("{\"tags\": {\"$regex\": \"^a,b$\"}}", tags, true) > 0);
    assert_true(judge_each("{\"$nor\": [{\"tags\": \"a,b\"}]}", tags, false) > 0);
    assert_true(judge_each("{\"x\": {\"$gt\": 1}}", "{\"x\": 2}", true) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arrays_as_texts),
    };
    return cmocka_run_group_tests_name("condition faults", tests, NULL, NULL);
}
