/* An explanation comes to the decision that it explains, step by step, or fails as a whole. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hookline.h"
#include "tests/support/check.h"
#include "tests/support/fail_alloc.h"

enum { USERS = 400, NOW = 1000 };

static const char *const columns[] = {"user_id", "orders", "blocked"};

typedef struct shop {
    hl_definition *definition;
    const hl_experiment *experiment;
    hl_assigner *assigner;
} shop;

static int set_up(void **state)
{
    shop *all = calloc(1, sizeof *all);
    hl_problems *problems = hl_problems_new();
    assert_non_null(all);
    assert_int_equal(
        hl_definition_load("experiments/coupon-expiry-evening/coupon-expiry-evening.json", problems,
                           &all->definition, NULL),
        HL_OK);
    hl_problems_free(problems);
    all->experiment = hl_definition_experiment(all->definition);
    assert_int_equal(hl_assigner_new(all->experiment, NULL, &all->assigner, NULL), HL_OK);
    *state = all;
    return 0;
}

static int tear_down(void **state)
{
    shop *all = *state;
    hl_assigner_free(all->assigner);
    hl_definition_free(all->definition);
    free(all);
    return 0;
}

/* One user in memory, explained. */
static hl_status explain(const shop *all, const char *id, const char *orders,
                         hl_assign_explanation **out, hl_error *err)
{
    const char *const cells[] = {id, orders, "false"};
    hl_row_source *rows = NULL;
    *out = NULL;
    hl_status status = hl_rows_from_memory(columns, 3, cells, 1, &rows, err);
    if (status == HL_OK)
        status = hl_assign_explain_rows(all->assigner, rows, id, NOW, NULL, out, err);
    hl_rows_close(rows);
    return status;
}

static hl_assignment decide(const shop *all, const char *id, double orders)
{
    hl_attributes *user = hl_attributes_new();
    assert_non_null(user);
    assert_int_equal(hl_attributes_set_number(user, "orders", orders, NULL), HL_OK);
    assert_int_equal(hl_attributes_set_bool(user, "blocked", false, NULL), HL_OK);
    hl_assignment decided;
    assert_int_equal(
        hl_assigner_decide(all->assigner, id, strlen(id), user, NOW, NULL, &decided, NULL), HL_OK);
    hl_attributes_free(user);
    return decided;
}

/* All steps but the last are passed; the last one is the reason. */
static void expect_steps(const hl_assign_explanation *e)
{
    static const hl_assign_reason reasons[] = {[HL_ASSIGN_STEP_AUDIENCE] = HL_ASSIGN_AUDIENCE,
                                               [HL_ASSIGN_STEP_HOLDOUT] = HL_ASSIGN_HOLDOUT,
                                               [HL_ASSIGN_STEP_LAYER] = HL_ASSIGN_LAYER,
                                               [HL_ASSIGN_STEP_TRAFFIC] = HL_ASSIGN_TRAFFIC,
                                               [HL_ASSIGN_STEP_ARM] = HL_ASSIGN_ASSIGNED};
    const hl_assign_step *last = &e->steps[e->step_count - 1];
    for (size_t i = 0; i < e->step_count; i++) {
        const hl_assign_step *step = &e->steps[i];
        assert_int_equal(step->kind, i);
        assert_int_equal(step->outcome == HL_ASSIGN_STOPS,
                         step == last && step->kind != HL_ASSIGN_STEP_ARM);
        if (step->hashed == NULL)
            continue;
        assert_non_null(strstr(step->hashed, e->user_id));
        assert_true(step->range_count > 0);
    }
    assert_int_equal(e->result.reason, reasons[last->kind]);
}

static void an_explanation_comes_to_the_decision(void **state)
{
    const shop *all = *state;
    size_t seen[HL_ASSIGN_ASSIGNED + 1] = {0};
    for (int i = 0; i < USERS; i++) {
        char id[16];
        hl_assign_explanation *e = NULL;
        (void)snprintf(id, sizeof id, "u%d", i);
        hl_assignment decided = decide(all, id, i % 3);
        assert_int_equal(explain(all, id,
                                 i % 3 == 0   ? "0"
                                 : i % 3 == 1 ? "1"
                                              : "2",
                                 &e, NULL),
                         HL_OK);
        assert_true(e->result.arm == decided.arm && e->result.bucket == decided.bucket &&
                    e->result.reason == decided.reason);
        assert_int_equal(e->steps[0].clause_count, 2);
        assert_int_equal(e->steps[0].clauses[0].holds, i % 3 > 0);
        expect_steps(e);
        seen[decided.reason]++;
        hl_assign_explanation_free(e);
    }
    assert_true(seen[HL_ASSIGN_AUDIENCE] > 0 && seen[HL_ASSIGN_HOLDOUT] > 0);
    assert_true(seen[HL_ASSIGN_LAYER] > 0 && seen[HL_ASSIGN_ASSIGNED] > 0);
}

static void what_is_not_known_is_not_checked(void **state)
{
    const shop *all = *state;
    hl_assign_explanation *e = NULL;
    for (int i = 0; i < USERS; i++) {
        char id[16];
        (void)snprintf(id, sizeof id, "u%d", i);
        assert_int_equal(hl_assign_explain_rows(all->assigner, NULL, id, NOW, NULL, &e, NULL),
                         HL_OK);
        assert_int_equal(e->steps[0].outcome, HL_ASSIGN_NOT_KNOWN);
        hl_assignment inside = decide(all, id, 1);
        assert_true(e->result.arm == inside.arm && e->result.reason == inside.reason);
        hl_assign_explanation_free(e);
    }
    assert_int_equal(explain(all, "", "1", &e, NULL), HL_REJECTED);
    assert_null(e);
}

static void an_explanation_is_whole_or_none(void **state)
{
    const shop *all = *state;
    bool failed = true;
    for (long n = 0; failed; n++) {
        hl_assign_explanation *e = NULL;
        char *text = NULL;
        hl_error err = HL_ERROR_INIT;
        hl_fail_alloc_at(n);
        hl_status status = explain(all, "u1", "2", &e, &err);
        if (status == HL_OK)
            status = hl_report_write_explanation(e, HL_LANG_ZH, &text, &err);
        failed = hl_fail_alloc_stop();
        if (failed)
            assert_string_equal(err.message, "out of memory");
        assert_int_equal(status, failed ? HL_FAILED : HL_OK);
        assert_int_equal(text == NULL, failed);
        hl_assign_explanation_free(e);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_explanation_comes_to_the_decision),
        cmocka_unit_test(what_is_not_known_is_not_checked),
        cmocka_unit_test(an_explanation_is_whole_or_none),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
