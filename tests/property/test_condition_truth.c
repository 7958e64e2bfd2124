/* What check says of a condition holds of everyone: one that "nobody can meet" is met by none of
 * many users, and by each of them the opposite of it; and contradictions that are certain are said.
 * Random conditions over two attributes and few values, held against all users there can be. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/condition.h"
#include "base/random.h"
#include "base/text.h"
#include "config/condition_truth.h"
#include "hookline/definition.h"
#include "tests/support/check.h"
#include "json/json.h"

enum { CONDITIONS = 4000 };

static void add_value(hl_random *random, hl_text *out)
{
    static const char *const values[] = {"0", "1", "2", "3", "\"a\"", "\"b\"", "null", "true"};
    hl_base__text_add(out, values[hl_base__random_below(random, 8)]);
}

static void add_list(hl_random *random, hl_text *out)
{
    hl_base__text_add(out, "[");
    for (uint64_t i = 0, n = hl_base__random_below(random, 3); i < n; i++) {
        hl_base__text_add(out, i > 0 ? "," : "");
        add_value(random, out);
    }
    hl_base__text_add(out, "]");
}

static void add_field(hl_random *random, hl_text *out, int depth)
{
    static const char *const ordered[] = {"$lt", "$lte", "$gt", "$gte"};
    static const char *const equal[] = {"$eq", "$ne"};
    static const char *const lists[] = {"$in", "$nin", "$ini", "$nini"};
    if (hl_base__random_below(random, 4) == 0) {
        add_value(random, out);
        return;
    }
    bool used[11] = {false};
    hl_base__text_add(out, "{");
    for (uint64_t i = 0, n = hl_base__random_below(random, 4); i < n; i++) {
        uint64_t which = hl_base__random_below(random, depth > 0 ? 11 : 10);
        if (used[which]) /* a key stands once */
            continue;
        hl_base__text_add(out, used[0] || out->data[out->length - 1] != '{' ? "," : "");
        used[which] = true;
        if (which < 4) {
            hl_base__text_addf(out, "\"%s\":%d", ordered[which],
                               (int)hl_base__random_below(random, 4));
        } else if (which < 6) {
            hl_base__text_addf(out, "\"%s\":", equal[which - 4]);
            add_value(random, out);
        } else if (which < 10) {
            hl_base__text_addf(out, "\"%s\":", lists[which - 6]);
            add_list(random, out);
        } else {
            hl_base__text_add(out, "\"$not\":");
            add_field(random, out, depth - 1);
        }
    }
    hl_base__text_add(out, "}");
}

static void add_condition(hl_random *random, hl_text *out, int depth)
{
    static const char *const logical[] = {"$and", "$or", "$nor"};
    bool first = true;
    hl_base__text_add(out, "{");
    for (int i = 0; i < 2; i++) {
        if (hl_base__random_below(random, 3) == 0)
            continue;
        hl_base__text_addf(out, "%s\"%c\":", first ? "" : ",", "xy"[i]);
        add_field(random, out, depth);
        first = false;
    }
    if (depth > 0 && hl_base__random_below(random, 2) == 0) {
        hl_base__text_addf(out, "%s\"%s\":[", first ? "" : ",",
                           logical[hl_base__random_below(random, 3)]);
        for (uint64_t i = 0, n = hl_base__random_below(random, 3); i < n; i++) {
            hl_base__text_add(out, i > 0 ? "," : "");
            add_condition(random, out, depth - 1);
        }
        hl_base__text_add(out, "]");
        first = false;
    }
    if (depth > 0 && hl_base__random_below(random, 4) == 0) {
        hl_base__text_add(out, first ? "\"$not\":" : ",\"$not\":");
        add_condition(random, out, depth - 1);
    }
    hl_base__text_add(out, "}");
}

/* What check says of the audience: whether anything, and whether nobody can be in it. */
static bool says_never(const char *condition)
{
    char text[4000];
    hl_error err = HL_ERROR_INIT;
    hl_definition *definition = NULL;
    hl_problems *problems = hl_problems_new();
    int length = snprintf(
        text, sizeof text,
        "{\"format\":\"hookline-experiment/1\",\"experiment\":\"x\",\"arms\":[{\"arm\":\"a\"},"
        "{\"arm\":\"b\"}],\"zone\":\"UTC\",\"audience\":%s}",
        condition);
    assert_true(length > 0 && (size_t)length < sizeof text);
    if (hl_definition_parse("x", text, (size_t)length, problems, &definition, &err) != HL_OK)
        fail_msg("%s: %s", condition, err.message);
    bool never = false;
    for (size_t i = 0; i < hl_problems_count(problems); i++)
        never = never || strstr(hl_problems_get(problems, i)->message, "nobody can meet") != NULL;
    hl_definition_free(definition);
    hl_problems_free(problems);
    return never;
}

static const hl_value *parsed(const char *text, hl_arena *arena)
{
    const hl_value *value = NULL;
    assert_int_equal(hl_json__parse("test", text, strlen(text), 1, arena, NULL, &value, NULL),
                     HL_OK);
    return value;
}

enum { VALUES = 17, USERS = (VALUES + 1) * (VALUES + 1) };

/* How many of all users over these values meet it, and which. */
static size_t meet(const char *condition, bool met[USERS])
{
    static const char *const values[] = {"0",    "0.5",   "1",     "1.5",   "2",     "2.5",
                                         "3",    "4",     "\"a\"", "\"b\"", "\"c\"", "null",
                                         "true", "false", "[1,3]", "[]",    "-1"};
    _Static_assert(sizeof values / sizeof values[0] == VALUES, "all of them");
    hl_arena arena = {NULL};
    hl_condition c = {parsed(condition, &arena), NULL};
    hl_predicate *p = NULL;
    size_t count = 0;
    assert_int_equal(hl_assign__predicate_new(&c, NULL, &p, NULL), HL_OK);
    for (size_t i = 0; i <= VALUES; i++)
        for (size_t j = 0; j <= VALUES; j++) {
            char user[64];
            bool holds = false;
            (void)snprintf(user, sizeof user, "{%s%s%s%s%s}", i < VALUES ? "\"x\":" : "",
                           i < VALUES ? values[i] : "", i < VALUES && j < VALUES ? "," : "",
                           j < VALUES ? "\"y\":" : "", j < VALUES ? values[j] : "");
            assert_int_equal(
                hl_assign__predicate_holds(p, parsed(user, &arena), (hl_evidence){0}, &holds, NULL),
                HL_OK);
            count += holds;
            met[i * (VALUES + 1) + j] = holds;
        }
    hl_assign__predicate_free(p);
    hl_base__arena_free(&arena);
    return count;
}

static void nobody_meets_what_nobody_can(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(20261126, 0);
    hl_text text = {0};
    size_t said = 0, empty = 0;
    bool met[USERS];
    for (int i = 0; i < CONDITIONS; i++) {
        hl_base__text_clear(&text);
        add_condition(&random, &text, 2);
        const char *condition = hl_base__text_string(&text);
        bool never = says_never(condition);
        size_t count = meet(condition, met);
        if (never && count > 0)
            fail_msg("%s: nobody can, and %zu do", condition, count);
        said += never;
        empty += count == 0;
    }
    hl_base__text_free(&text);
    print_message("nobody meets %zu of %d conditions; said of %zu\n", empty, CONDITIONS, said);
    assert_true(said > CONDITIONS / 20);
    assert_true(2 * said > empty);
}

/* Of a segment of which everybody of the audience is said to be, everybody is. */
static void whoever_meets_one_meets_what_it_implies(void **state)
{
    (void)state;
    hl_random random = hl_base__random_seed(20261127, 0);
    hl_text one = {0}, other = {0};
    bool met[USERS], met_other[USERS];
    size_t said = 0;
    for (int i = 0; i < 4 * CONDITIONS; i++) {
        hl_arena arena = {NULL};
        hl_base__text_clear(&one);
        hl_base__text_clear(&other);
        add_condition(&random, &one, 1);
        add_condition(&random, &other, 0);
        if (hl_config__implies(parsed(hl_base__text_string(&one), &arena),
                               parsed(hl_base__text_string(&other), &arena))) {
            size_t count = meet(hl_base__text_string(&one), met);
            (void)meet(hl_base__text_string(&other), met_other);
            for (size_t u = 0; u < USERS; u++)
                if (met[u] && !met_other[u])
                    fail_msg("%s: implies not %s", hl_base__text_string(&one),
                             hl_base__text_string(&other));
            said += count > 0;
        }
        hl_base__arena_free(&arena);
    }
    hl_base__text_free(&one);
    hl_base__text_free(&other);
    print_message("said of %zu pairs\n", said);
    assert_true(said > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nobody_meets_what_nobody_can),
                                       cmocka_unit_test(whoever_meets_one_meets_what_it_implies)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
