/* What the data holds against conditions: each evaluation has its own, and parts of one are merged
 * to the same whole in whatever order. */
#include <stdio.h>
#include <string.h>

#include "assign/condition.h"
#include "assign/misled_text.h"
#include "assign/unread.h"
#include "tests/support/check.h"
#include "json/json.h"

/* Whether it holds of one CSV field. */
static bool ask(const char *condition, const char *name, const char *field, hl_evidence evidence,
                bool *certain)
{
    hl_arena arena = {NULL};
    const hl_value *document = NULL;
    assert_int_equal(
        hl_json__parse("test", condition, strlen(condition), 1, &arena, NULL, &document, NULL),
        HL_OK);
    const hl_condition parsed = {document, NULL};
    hl_value item = {.type = HL_VALUE_UNTYPED, .text = field, .length = strlen(field), .key = name};
    const hl_value attributes = {.type = HL_VALUE_OBJECT, .count = 1, .items = &item};
    hl_predicate *p = NULL;
    bool holds = false;
    assert_int_equal(hl_assign__predicate_new(&parsed, NULL, &p, NULL), HL_OK);
    assert_int_equal(hl_assign__predicate_certain(p, &attributes, evidence, &holds, certain, NULL),
                     HL_OK);
    hl_assign__predicate_free(p);
    hl_base__arena_free(&arena);
    return holds;
}

static void two_evaluations_do_not_see_each_other(void **state)
{
    (void)state;
    bool certain = false;
    hl_unread *lists[] = {hl_unread_new(), hl_unread_new()};
    hl_misled misled[2] = {0};
    hl_unread_value value;
    assert_true(lists[0] != NULL && lists[1] != NULL);
    const hl_evidence one = {lists[0], &misled[0]}, two = {lists[1], &misled[1]};
    const hl_evidence nobody = {0};
    assert_false(ask("{\"a\": {\"$gte\": 5}}", "a", "many", one, &certain));
    assert_false(ask("{\"a\": true}", "a", "maybe", two, &certain));
    assert_false(ask("{\"a\": {\"$gte\": \"5\"}}", "a", "10", one, &certain));
    /* words, of which the other one has more than numbers */
    assert_true(ask("{\"a\": {\"$gte\": \"5\"}}", "a", "few", two, &certain));
    assert_true(ask("{\"a\": {\"$gte\": \"5\"}}", "a", "some", two, &certain));
    assert_false(ask("{\"a\": {\"$gte\": 5}}", "a", "none", nobody, &certain));
    assert_false(ask("{\"a\": {\"$regex\": \"^(([a-z])+.)+[A-Z]([a-z])+$\"}}", "a",
                     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", two, &certain));
    assert_int_equal(hl_unread_given_up(lists[0]), 0);
    assert_int_equal(hl_unread_given_up(lists[1]), 1);
    assert_int_equal(hl_unread_given_up(NULL), 0);
    assert_true(hl_unread_get(lists[0], HL_UNREAD_NUMBER, 0, &value));
    assert_string_equal(value.attribute, "a");
    assert_string_equal(value.example, "many");
    assert_int_equal(value.comparisons, 1);
    assert_false(hl_unread_get(lists[0], HL_UNREAD_NUMBER, 1, &value));
    assert_false(hl_unread_get(lists[0], HL_UNREAD_BOOLEAN, 0, &value));
    assert_false(hl_unread_get(lists[1], HL_UNREAD_NUMBER, 0, &value));
    assert_true(hl_unread_get(lists[1], HL_UNREAD_BOOLEAN, 0, &value));
    assert_string_equal(value.example, "maybe");
    assert_int_equal(hl_assign__misled_check(&misled[0], NULL), HL_REJECTED);
    assert_int_equal(hl_assign__misled_check(&misled[1], NULL), HL_OK);
    hl_unread_free(lists[0]);
    hl_unread_free(lists[1]);
    assert_false(hl_unread_get(NULL, HL_UNREAD_NUMBER, 0, &value));
}

static void what_is_supposed_decides_and_is_no_evidence(void **state)
{
    (void)state;
    static const struct {
        const char *condition;
        bool holds, certain;
    } cases[] = {
        {"{\"a\": {\"$gte\": 500}}", false, false}, /* 1299 or 1.299? */
        {"{\"a\": 1299}", false, false},
        {"{\"a\": {\"$in\": [7, 1299]}}", false, false},
        {"{\"$not\": {\"a\": {\"$gte\": 500}}}", false, false},
        {"{\"a\": {\"$gte\": 500}, \"b\": 1}", false, true},
        {"{\"$or\": [{\"a\": {\"$gte\": 500}}, {\"a\": {\"$exists\": true}}]}", true, true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hl_unread unread = {0};
        hl_unread_value value;
        bool certain = false;
        const hl_evidence evidence = {.unread = &unread};
        bool holds = ask(cases[i].condition, "a", "1,299", evidence, &certain);
        if (holds != cases[i].holds || certain != cases[i].certain)
            fail_msg("%s: %d, certain %d", cases[i].condition, holds, certain);
        assert_true(hl_unread_get(&unread, HL_UNREAD_NUMBER, 0, &value));
        assert_int_equal(value.comparisons, 1);
    }
}

enum { NAMES = 40, PARTS = 3 };

static void note(hl_unread *unread, hl_misled *misled, int n)
{
    bool certain = false;
    char name[16], condition[64], field[16];
    (void)snprintf(name, sizeof name, "a%02d", n * 17 % NAMES);
    (void)snprintf(field, sizeof field, "x%d", n % 7);
    (void)snprintf(condition, sizeof condition, "{\"%s\": {\"$gte\": 5}}", name);
    (void)ask(condition, name, field, (hl_evidence){unread, misled}, &certain);
    (void)snprintf(field, sizeof field, "%d", 10 + n % 7);
    (void)snprintf(condition, sizeof condition, "{\"%s\": {\"$gte\": \"5\"}}", name);
    (void)ask(condition, name, field, (hl_evidence){unread, misled}, &certain);
}

static void parts_merge_to_the_whole_in_any_order(void **state)
{
    (void)state;
    static hl_unread whole, parts[PARTS], forth, back;
    static hl_misled all, some[PARTS], forward, backward;
    hl_unread_value value;
    for (int n = 0; n < 2 * NAMES; n++) {
        note(&whole, &all, n);
        note(&parts[n * 7 % PARTS], &some[n * 7 % PARTS], n);
    }
    for (int p = 0; p < PARTS; p++) {
        hl_assign__unread_merge(&forth, &parts[p]);
        hl_assign__unread_merge(&back, &parts[PARTS - 1 - p]);
        hl_assign__misled_merge(&forward, &some[p]);
        hl_assign__misled_merge(&backward, &some[PARTS - 1 - p]);
    }
    uint64_t comparisons = 0;
    size_t count = 0;
    for (; hl_unread_get(&whole, HL_UNREAD_NUMBER, count, &value); count++) {
        hl_unread_value a, b;
        assert_true(hl_unread_get(&forth, HL_UNREAD_NUMBER, count, &a));
        assert_true(hl_unread_get(&back, HL_UNREAD_NUMBER, count, &b));
        assert_string_equal(a.attribute, value.attribute);
        assert_string_equal(b.attribute, value.attribute);
        assert_string_equal(a.example, value.example);
        assert_string_equal(b.example, value.example);
        assert_true(a.comparisons == value.comparisons && b.comparisons == value.comparisons);
        comparisons += value.comparisons;
    }
    assert_int_equal(count, HL_UNREAD_NAMED + 1);
    assert_int_equal(comparisons, 2 * NAMES); /* the last are all others */
    assert_string_equal(value.attribute, "...");
    assert_int_equal(all.count, sizeof all.notes / sizeof all.notes[0]);
    assert_memory_equal(&forward, &backward, sizeof forward);
    for (size_t i = 0; i < all.count; i++) {
        assert_string_equal(all.notes[i].attribute, forward.notes[i].attribute);
        assert_string_equal(all.notes[i].example, forward.notes[i].example);
        assert_int_equal(all.notes[i].misled, forward.notes[i].misled);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_evaluations_do_not_see_each_other),
        cmocka_unit_test(what_is_supposed_decides_and_is_no_evidence),
        cmocka_unit_test(parts_merge_to_the_whole_in_any_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
