/* A plan as structs: from rows in memory to touches with codes and numbers. */
#include <stdlib.h>
#include <string.h>

#include "plan/planner.h"
#include "tests/support/check.h"
#include "tests/support/plan_rows.h"

enum { HOUR_MS = 3600000 };

static const hl_test_row users[] = {{"u1", "Asia/Shanghai", "ann", "", ""},
                                    {"u2", "Asia/Tokyo", "", "2026-11-25T12:00:00Z", ""},
                                    {NULL}};

static hl_definition *definition;

static hl_plan *plan_of(const hl_test_rows *rows, const char *explain)
{
    hl_error err = HL_ERROR_INIT;
    hl_plan_options options = HL_PLAN_OPTIONS_INIT;
    hl_plan *plan = NULL;
    options.explain = explain;
    if (hl_test_plan(definition, rows, options, &plan, &err) != HL_OK)
        fail_msg("%s", err.message);
    return plan;
}

/* Two triggers of one user on one day: the later one in the order finds the day full. */
static const hl_plan_summary *summary_of(hl_plan *plan)
{
    const hl_plan_summary *summary = NULL;
    assert_int_equal(hl_plan_summarise(plan, &summary, NULL), HL_OK);
    return summary;
}

static void a_touch_says_why_in_codes_with_numbers(void **state)
{
    (void)state;
    static const hl_test_row triggers[] = {{"t1", "u1", "go", "2026-11-21T00:00:00Z", ""},
                                           {"t2", "u1", "go", "2026-11-22T00:00:00Z", "bob"},
                                           {NULL}};
    hl_plan *plan = plan_of(&(hl_test_rows){.users = users, .triggers = triggers}, NULL);
    hl_planned_touch touch;
    assert_int_equal(hl_plan_count(plan)->planned, 4);
    assert_true(hl_plan_next(plan, &touch));
    assert_string_equal(touch.user_id, "u1");
    assert_string_equal(touch.arm, "only");
    assert_string_equal(touch.hook, "a");
    assert_string_equal(touch.window, "w");
    assert_string_equal(touch.channel, "email");
    assert_string_equal(touch.zone, "Asia/Shanghai");
    assert_int_equal(touch.zone_source, HL_ZONE_PROFILE);
    assert_int_equal(touch.klass, HL_CLASS_SERVICE);
    assert_int_equal(touch.text->count, 2);
    assert_string_equal(touch.text->texts[0], "hello");
    /* Monday, nine in the morning in Shanghai */
    assert_int_equal(touch.planned.utc_ms, HL_TEST_NOW + 25 * INT64_C(3600000));
    assert_int_equal(touch.planned.offset_s, 8 * 3600);
    assert_true(touch.held && !touch.pulled);
    const hl_plan_reason *window = &touch.reasons[touch.reason_count - 1];
    assert_int_equal(window->code, HL_PLAN_REASON_WINDOW);
    assert_int_equal(window->at.utc_ms, touch.planned.utc_ms);
    char first[40];
    (void)strncpy(first, touch.touch_id, sizeof first - 1);

    assert_true(hl_plan_next(plan, &touch)); /* the day after */
    const hl_plan_reason *cap = &touch.reasons[touch.reason_count - 1];
    assert_int_equal(touch.planned.utc_ms, HL_TEST_NOW + 49 * INT64_C(3600000));
    assert_int_equal(cap->code, HL_PLAN_REASON_CAP);
    assert_int_equal(cap->limit->owner, HL_PLAN_LIMIT_DEFINITION);
    assert_int_equal(cap->limit->cap.scope, HL_SCOPE_USER);
    assert_int_equal(cap->limit->cap.calendar, HL_PERIOD_DAY);
    assert_int_equal(cap->limit->cap.count, 1);
    assert_string_equal(cap->holder, first);
    hl_plan_free(plan);
}

static void planned_touches_come_first_and_the_telling_starts_anew(void **state)
{
    (void)state;
    /* a step that waits, one without its anchor, one that is planned */
    static const hl_test_row triggers[] = {
        {"t1", "u1", "b", "", ""}, {"t2", "u1", "c", "", ""}, {"t3", "u2", "c", "", ""}, {NULL}};
    hl_plan *plan = plan_of(&(hl_test_rows){.users = users, .triggers = triggers}, NULL);
    hl_planned_touch touch;
    static const hl_plan_outcome outcomes[] = {HL_PLAN_OUTCOME_PLANNED, HL_PLAN_OUTCOME_DROPPED,
                                               HL_PLAN_OUTCOME_DROPPED};
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < 3; i++) {
            assert_true(hl_plan_next(plan, &touch));
            assert_int_equal(touch.outcome, outcomes[i]);
        }
        assert_false(hl_plan_next(plan, &touch));
    }
    assert_true(hl_plan_next(plan, &touch));
    assert_string_equal(touch.touch_id, "m/t3/3");
    assert_int_equal(touch.planned.utc_ms, touch.wished.utc_ms);
    assert_int_equal(touch.deadline.utc_ms, touch.wished.utc_ms + 24 * INT64_C(3600000));
    assert_true(hl_plan_next(plan, &touch));
    hl_plan_rewind(plan);
    assert_true(hl_plan_next(plan, &touch));
    assert_string_equal(touch.touch_id, "m/t3/3");
    hl_plan_free(plan);
}

/* None of them was ever searched for: the planner has kept no reason at all. */
static void a_plan_in_which_all_is_stopped_has_its_reasons(void **state)
{
    (void)state;
    static const hl_test_row triggers[] = {{"t1", "u1", "c", "", ""}, {NULL}};
    hl_plan *plan = plan_of(&(hl_test_rows){.users = users, .triggers = triggers}, "m/t1/3");
    hl_planned_touch touch;
    hl_plan_replay replay;
    assert_true(hl_plan_next(plan, &touch));
    assert_int_equal(touch.outcome, HL_PLAN_OUTCOME_DROPPED);
    assert_int_equal(touch.binding, HL_PLAN_REASON_NO_ANCHOR);
    assert_int_equal(touch.reason_count, 1);
    assert_int_equal(touch.reasons[0].code, HL_PLAN_REASON_NO_ANCHOR);
    assert_int_equal(touch.wished.utc_ms, HL_PLAN_NONE);
    assert_int_equal(touch.deadline.utc_ms, HL_PLAN_OPEN);
    assert_true(hl_plan_explained(plan, &replay));
    assert_int_equal(replay.search_count, 0);
    const hl_plan_summary *summary = summary_of(plan);
    assert_int_equal(summary->hour_count, 0);
    assert_int_equal(summary->ended_by[HL_PLAN_REASON_NO_ANCHOR], 1);
    hl_plan_free(plan);
}

/* An empty list is asked for by every plan like the one above: it is a list, not nothing. */
static void a_placement_without_reasons_has_an_empty_list(void **state)
{
    (void)state;
    const hl_plan_settings settings = {.now_ms = HL_TEST_NOW};
    const hl_placement none = {.first_reason = 0, .reason_count = 0};
    hl_planner *planner = hl_plan__planner_new(&settings);
    assert_non_null(planner);
    assert_non_null(hl_plan__planner_reasons(planner, &none));
    hl_plan__planner_free(planner);
}

static void a_replay_shows_what_the_rules_leave(void **state)
{
    (void)state;
    static const hl_test_row triggers[] = {{"t1", "u1", "go", "2026-11-21T00:00:00Z", ""}, {NULL}};
    hl_plan *plan = plan_of(&(hl_test_rows){.users = users, .triggers = triggers}, "m/t1/1");
    hl_plan_replay replay;
    assert_true(hl_plan_explained(plan, &replay));
    assert_string_equal(replay.touch.touch_id, "m/t1/1");
    assert_int_equal(replay.search_count, 1);
    const hl_plan_search *search = &replay.searches[0];
    assert_int_equal(search->route, HL_PLAN_ROUTE_USUAL);
    assert_true(search->searched && search->found);
    assert_int_equal(search->from.utc_ms, HL_TEST_NOW);
    assert_int_equal(search->rule_count, 1);
    assert_int_equal(search->rules[0].code, HL_PLAN_REASON_WINDOW);
    assert_string_equal(search->rules[0].name, "w");
    assert_int_equal(search->rules[0].count, 5); /* Monday to Friday */
    assert_false(search->rules[0].more);
    assert_int_equal(search->rules[0].intervals[0].to.utc_ms -
                         search->rules[0].intervals[0].from.utc_ms,
                     9 * HOUR_MS);
    assert_int_equal(search->limit_count, 1);
    assert_int_equal(search->limits[0].room.utc_ms, search->from.utc_ms); /* at once */
    assert_int_equal(search->chosen.utc_ms, replay.touch.planned.utc_ms);
    assert_int_equal(search->next_count, HL_PLAN_TRACED_NEXT);
    hl_plan_free(plan);
    plan = plan_of(&(hl_test_rows){.users = users, .triggers = triggers}, "m/t9/1");
    assert_false(hl_plan_explained(plan, &replay));
    hl_plan_free(plan);
}

static void a_summary_counts_hours_arms_and_reasons(void **state)
{
    (void)state;
    static const hl_test_row triggers[] = {{"t1", "u1", "go", "2026-11-21T00:00:00Z", ""},
                                           {"t2", "u2", "go", "2026-11-21T00:00:00Z", ""},
                                           {NULL}};
    hl_plan *plan = plan_of(&(hl_test_rows){.users = users, .triggers = triggers}, NULL);
    const hl_plan_summary *summary = summary_of(plan);
    int64_t touches = 0;
    assert_ptr_equal(summary_of(plan), summary);
    assert_string_equal(summary->zone, "UTC");
    assert_int_equal(summary->hours[0].local_hour, HL_TEST_NOW / HOUR_MS + 24); /* Tokyo's nine */
    for (size_t i = 0; i < summary->hour_count; i++)
        touches += summary->hours[i].touches;
    assert_int_equal(touches, hl_plan_count(plan)->planned);
    assert_int_equal(summary->arm_count, 1);
    assert_int_equal(summary->arms[0].planned, touches);
    assert_true(summary->moved_by[HL_PLAN_REASON_WINDOW] >= 2);
    hl_plan_free(plan);
}

static hl_status broken_next(void *context, hl_row *row, bool *got, hl_error *err)
{
    (void)context;
    (void)row;
    *got = false;
    return hl_error_set(err, HL_FAILED, "queue: the line is dead");
}

static void a_source_that_breaks_ends_the_plan(void **state)
{
    (void)state;
    static const char *const names[] = {"trigger_id", "user_id", "hook", "at"};
    hl_row_source broken = {.version = HL_ROW_SOURCE_VERSION,
                            .name = "queue",
                            .columns = names,
                            .column_count = 4,
                            .next = broken_next};
    hl_error err = HL_ERROR_INIT;
    hl_plan_options options = HL_PLAN_OPTIONS_INIT;
    hl_plan *plan = NULL;
    options.rows.triggers = &broken;
    assert_int_equal(
        hl_test_plan(definition, &(hl_test_rows){.users = users}, options, &plan, &err), HL_FAILED);
    assert_string_equal(err.message, "queue: the line is dead");
    assert_null(plan);
    broken.column_count = 3;
    err = (hl_error)HL_ERROR_INIT;
    assert_int_equal(
        hl_test_plan(definition, &(hl_test_rows){.users = users}, options, &plan, &err),
        HL_REJECTED);
    assert_non_null(strstr(err.message, "queue: there is no column 'at'"));
}

static int set_up(void **state)
{
    (void)state;
    definition = hl_test_plan_definition();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    hl_definition_free(definition);
    return 0;
}

/* Two triggers of one user, hook and instant: the promotion of the least id goes, whatever the
 * order of the rows; each message of service does, as two parcels are two. */
static void one_message_goes_of_triggers_that_are_one(void **state)
{
    (void)state;
    static const hl_test_row triggers[] = {{"t2", "u1", "go", "2026-11-21T00:00:00Z", ""},
                                           {"t1", "u1", "go", "2026-11-21T00:00:00Z", ""},
                                           {"t0", "u2", "go", "2026-11-21T00:00:00Z", ""},
                                           {NULL}};
    hl_plan *plan = plan_of(&(hl_test_rows){.users = users, .triggers = triggers}, NULL);
    const hl_plan_counts *counts = hl_plan_count(plan);
    hl_planned_touch touch;
    assert_int_equal(counts->touches, 6);
    assert_int_equal(counts->planned, 5);
    assert_int_equal(counts->same_triggers, 1);
    size_t dropped = 0;
    while (hl_plan_next(plan, &touch)) {
        if (touch.outcome != HL_PLAN_OUTCOME_DROPPED) {
            assert_true(strcmp(touch.trigger_id, "t2") != 0 || strcmp(touch.hook, "a") == 0);
            continue;
        }
        assert_string_equal(touch.trigger_id, "t2");
        assert_int_equal(touch.binding, HL_PLAN_REASON_SAME_TRIGGER);
        assert_int_equal(touch.reasons[0].code, HL_PLAN_REASON_SAME_TRIGGER);
        assert_string_equal(touch.reasons[0].holder, "m/t1/2");
        dropped++;
    }
    assert_int_equal(dropped, 1);
    hl_plan_free(plan);
}

/* The first step is of service and goes on, the second a promotion. */
static void who_said_farewell_gets_no_promotion(void **state)
{
    (void)state;
    static const hl_test_row triggers[] = {{"t1", "u1", "go", "2026-11-21T00:00:00Z", ""},
                                           {"t2", "u2", "go", "2026-11-21T00:00:00Z", ""},
                                           {NULL}};
    static const hl_test_row events[] = {{"u1", "Unsubscribed", "2024-01-01T00:00:00Z", "", ""},
                                         {"u2", "unsubscribe", "2024-01-01T00:00:00Z", "", ""},
                                         {"u2", "opt_in", "2024-01-02T00:00:00Z", "", ""},
                                         {NULL}};
    hl_plan *plan =
        plan_of(&(hl_test_rows){.users = users, .triggers = triggers, .events = events}, "m/t1/2");
    hl_plan_replay replay;
    assert_int_equal(hl_plan_count(plan)->planned, 3);
    assert_int_equal(hl_plan_count(plan)->stopped, 1);
    assert_true(hl_plan_explained(plan, &replay));
    assert_int_equal(replay.touch.binding, HL_PLAN_REASON_FAREWELL);
    assert_int_equal(replay.touch.reasons[0].at.utc_ms, INT64_C(1704067200000));
    hl_plan_free(plan);
}

/* The log of a provider, whose ids are its own. */
static void what_went_under_another_id_does_not_go_again(void **state)
{
    (void)state;
    static const hl_test_row triggers[] = {{"t1", "u1", "go", "2026-11-21T00:00:00Z", ""},
                                           {"t2", "u2", "go", "2026-11-21T00:00:00Z", ""},
                                           {NULL}};
    static const hl_test_row touches[] = {{"p-1", "u1", "m", "a", "2026-11-21T01:00:00Z"},
                                          {"p-2", "u2", "m", "a", "2026-11-20T23:59:59Z"},
                                          {NULL}};
    hl_plan *plan =
        plan_of(&(hl_test_rows){.users = users, .triggers = triggers, .touches = touches}, NULL);
    hl_planned_touch touch;
    assert_int_equal(hl_plan_count(plan)->sent_otherwise, 1);
    while (hl_plan_next(plan, &touch)) {
        if (strcmp(touch.hook, "a") != 0)
            continue;
        bool held = touch.outcome == HL_PLAN_OUTCOME_DROPPED;
        assert_true(held == (strcmp(touch.user_id, "u1") == 0));
        assert_true(!held || touch.binding == HL_PLAN_REASON_SENT_OTHERWISE);
    }
    hl_plan_free(plan);
}

/* Steps were put before it since. */
static void a_message_of_the_trigger_and_hook_at_another_step_has_gone(void **state)
{
    (void)state;
    static const hl_test_row triggers[] = {{"t1", "u1", "go", "2026-11-21T00:00:00Z", ""},
                                           {"t2", "u1", "go", "2026-11-21T00:00:30Z", ""},
                                           {NULL}};
    static const hl_test_row touches[] = {{"m/t1/7", "u1", "m", "a", "2026-11-21T00:01:00Z"},
                                          {NULL}};
    hl_plan *plan =
        plan_of(&(hl_test_rows){.users = users, .triggers = triggers, .touches = touches}, NULL);
    hl_planned_touch touch;
    size_t firsts = 0;
    while (hl_plan_next(plan, &touch)) {
        assert_true(strcmp(touch.hook, "a") != 0 || strcmp(touch.trigger_id, "t2") == 0);
        firsts += strcmp(touch.hook, "a") == 0;
    }
    assert_int_equal(firsts, 1);
    hl_plan_free(plan);
}

/* One row of it is one message: the oldest touch of the user and hook that could go then; the row
 * of a touch that the plan itself had sent stands for that one. */
static void one_row_of_another_sender_stands_for_one_touch(void **state)
{
    (void)state;
    static const hl_test_row triggers[] = {{"t1", "u1", "go", "2026-11-21T00:00:00Z", ""},
                                           {"t2", "u1", "go", "2026-11-21T00:00:30Z", ""},
                                           {"t3", "u2", "go", "2026-11-21T00:00:00Z", ""},
                                           {NULL}};
    static const hl_test_row touches[] = {{"p-1", "u1", "m", "a", "2026-11-21T00:01:00Z"},
                                          {"m/t0/1", "u2", "m", "a", "2026-11-21T00:00:50Z"},
                                          {"p-2", "u2", "m", "a", "2026-11-21T00:01:00Z"},
                                          {NULL}};
    hl_plan *plan =
        plan_of(&(hl_test_rows){.users = users, .triggers = triggers, .touches = touches}, NULL);
    hl_planned_touch touch;
    size_t firsts = 0;
    assert_int_equal(hl_plan_count(plan)->sent_otherwise, 1);
    while (hl_plan_next(plan, &touch)) {
        if (strcmp(touch.hook, "a") != 0 || touch.outcome == HL_PLAN_OUTCOME_DROPPED)
            continue;
        assert_string_not_equal(touch.trigger_id, "t1");
        firsts++;
    }
    assert_int_equal(firsts, 2);
    hl_plan_free(plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_touch_says_why_in_codes_with_numbers),
        cmocka_unit_test(planned_touches_come_first_and_the_telling_starts_anew),
        cmocka_unit_test(a_plan_in_which_all_is_stopped_has_its_reasons),
        cmocka_unit_test(a_placement_without_reasons_has_an_empty_list),
        cmocka_unit_test(a_replay_shows_what_the_rules_leave),
        cmocka_unit_test(a_summary_counts_hours_arms_and_reasons),
        cmocka_unit_test(a_source_that_breaks_ends_the_plan),
        cmocka_unit_test(one_message_goes_of_triggers_that_are_one),
        cmocka_unit_test(who_said_farewell_gets_no_promotion),
        cmocka_unit_test(what_went_under_another_id_does_not_go_again),
        cmocka_unit_test(a_message_of_the_trigger_and_hook_at_another_step_has_gone),
        cmocka_unit_test(one_row_of_another_sender_stands_for_one_touch),
    };
    hl_init();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
