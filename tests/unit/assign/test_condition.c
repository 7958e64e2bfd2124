/* Conditions: GrowthBook's vectors, our own, and CSV fields. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assign/condition.h"
#include "assign/unread.h"
#include "base/text.h"
#include "hookline/assign.h"
#include "tests/support/check.h"
#include "json/json.h"

static const hl_value *read_json(const char *path, hl_arena *arena)
{
    hl_text text = {0};
    char block[4096];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t n = fread(block, 1, sizeof block, file); n > 0;
         n = fread(block, 1, sizeof block, file))
        hl_base__text_add_bytes(&text, block, n);
    (void)fclose(file);
    hl_error err = HL_ERROR_INIT;
    const hl_value *value = NULL;
    assert_int_equal(hl_json__parse(path, hl_base__text_string(&text), text.length, 1, arena, NULL,
                                    &value, &err),
                     HL_OK);
    hl_base__text_free(&text);
    assert_string_equal(err.message, "");
    return value;
}

/* What could not be compared, of the test at hand. */
static hl_unread unread;

static int forget(void **state)
{
    (void)state;
    unread = (hl_unread){0};
    return 0;
}

static bool holds(const hl_value *document, const hl_value *attributes, const hl_value *groups)
{
    hl_condition condition = {document, NULL};
    hl_predicate *p = NULL;
    assert_int_equal(hl_assign__predicate_new(&condition, groups, &p, NULL), HL_OK);
    bool result = false;
    assert_int_equal(
        hl_assign__predicate_holds(p, attributes, (hl_evidence){.unread = &unread}, &result, NULL),
        HL_OK);
    hl_assign__predicate_free(p);
    return result;
}

/* Each vector: [name, condition, attributes, wanted, groups?] */
static void check_vectors(const hl_value *vectors, size_t least)
{
    assert_non_null(vectors);
    assert_true(vectors->count >= least);
    size_t wrong = 0;
    for (size_t i = 0; i < vectors->count; i++) {
        const hl_value *v = vectors->items[i].items;
        const hl_value *groups = vectors->items[i].count > 4 ? &v[4] : NULL;
        if (holds(&v[1], &v[2], groups) == v[3].boolean)
            continue;
        print_message("wrong: %s\n", v[0].text);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

static void growthbook_vectors_pass(void **state)
{
    (void)state;
    const char *path = hl_check_shared("conformance/growthbook.json");
    if (path == NULL)
        skip_because("conformance/growthbook.json is not there");
    hl_arena arena = {NULL};
    check_vectors(hl_base__value_get(read_json(path, &arena), "evalCondition"), 124);
    hl_base__arena_free(&arena);
}

static void own_vectors_pass(void **state)
{
    (void)state;
    hl_arena arena = {NULL};
    check_vectors(read_json("tests/unit/assign/conditions.json", &arena), 38);
    hl_base__arena_free(&arena);
}

static const hl_value *parse(const char *text, hl_arena *arena)
{
    const hl_value *value = NULL;
    assert_int_equal(hl_json__parse("test", text, strlen(text), 1, arena, NULL, &value, NULL),
                     HL_OK);
    assert_non_null(value);
    return value;
}

/* One CSV field named "a". */
static bool field_holds(const char *condition, const char *field)
{
    hl_arena arena = {NULL};
    hl_value item = {.type = HL_VALUE_UNTYPED, .text = field, .length = strlen(field), .key = "a"};
    hl_value attributes = {.type = HL_VALUE_OBJECT, .count = 1, .items = &item};
    bool result = holds(parse(condition, &arena), &attributes, NULL);
    hl_base__arena_free(&arena);
    return result;
}

static void csv_fields_equal_what_they_spell(void **state)
{
    (void)state;
    assert_true(field_holds("{\"a\": {\"$eq\": 8}}", "8"));
    assert_true(field_holds("{\"a\": {\"$eq\": 8}}", "8.0"));
    assert_true(field_holds("{\"a\": {\"$eq\": \"8\"}}", "8"));
    assert_false(field_holds("{\"a\": {\"$eq\": \"8\"}}", "8.0"));
    assert_false(field_holds("{\"a\": {\"$ne\": 8}}", "8"));
    assert_true(field_holds("{\"a\": {\"$in\": [7, 8]}}", "8"));
    assert_true(field_holds("{\"a\": {\"$in\": [\"7\", \"8\"]}}", "8"));
    assert_true(field_holds("{\"a\": {\"$eq\": true}}", "true"));
    assert_true(field_holds("{\"a\": {\"$ne\": true}}", "false"));
    assert_false(field_holds("{\"a\": {\"$ne\": true}}", "1"));
    assert_true(field_holds("{\"a\": true}", "1"));
    assert_true(field_holds("{\"a\": false}", "false"));
    assert_true(field_holds("{\"a\": false}", "0"));
    assert_true(field_holds("{\"a\": true}", "TRUE"));
    assert_false(field_holds("{\"a\": true}", "FALSE"));
    assert_true(field_holds("{\"a\": {\"$gte\": 2000}}", "2000.00"));
    assert_false(field_holds("{\"a\": {\"$gte\": 2000}}", "300"));
    assert_true(field_holds("{\"a\": {\"$gt\": \"2026-01-01\"}}", "2026-02-01"));
    assert_true(field_holds("{\"a\": {\"$type\": \"number\"}}", "12"));
    assert_true(field_holds("{\"a\": {\"$type\": \"string\"}}", "12"));
    assert_false(field_holds("{\"a\": {\"$type\": \"boolean\"}}", "12"));
    assert_true(field_holds("{\"a\": {\"$exists\": true}}", "x"));
    assert_false(field_holds("{\"a\": [1]}", "[1]"));
}

/* Rows of one column say the same by 1, yes, TRUE and 是. */
static void one_and_zero_are_also_yes_and_no(void **state)
{
    static const char *const yes[] = {"1", "1.0", "yes", "Y", "true", "TRUE", "是", "on"};
    static const char *const no[] = {"0", "no", "FALSE", "否"};
    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
        assert_false(field_holds("{\"a\": {\"$ne\": 1}}", yes[i]));
        assert_false(field_holds("{\"a\": {\"$nin\": [2, 1]}}", yes[i]));
        assert_true(field_holds("{\"a\": {\"$eq\": 1}}", yes[i]));
        assert_true(field_holds("{\"a\": 1}", yes[i]));
        assert_true(field_holds("{\"a\": {\"$ne\": 0}}", yes[i]));
    }
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++) {
        assert_true(field_holds("{\"a\": {\"$ne\": 1}}", no[i]));
        assert_true(field_holds("{\"a\": 0}", no[i]));
        assert_false(field_holds("{\"a\": 1}", no[i]));
    }
    assert_true(field_holds("{\"a\": {\"$ne\": 1}}", "maybe"));
    assert_false(field_holds("{\"a\": {\"$eq\": 2}}", "yes"));
}

/* yes: 1, 0 or -1 for neither. */
static void check_answer(const char *field, int yes, bool missing)
{
    const struct {
        const char *condition;
        bool wanted;
    } cases[] = {
        {"{\"a\": true}", yes == 1},
        {"{\"a\": false}", yes == 0},
        {"{\"a\": {\"$eq\": true}}", yes == 1},
        {"{\"a\": {\"$eq\": false}}", yes == 0},
        {"{\"a\": {\"$ne\": true}}", yes == 0 || missing},
        {"{\"a\": {\"$ne\": false}}", yes == 1 || missing},
        {"{\"a\": {\"$in\": [true]}}", yes == 1},
        {"{\"a\": {\"$in\": [false, \"gold\"]}}", yes == 0 || strcmp(field, "gold") == 0},
        {"{\"a\": {\"$in\": [false, true]}}", yes >= 0},
        {"{\"a\": {\"$nin\": [true]}}", yes == 0 || missing},
        {"{\"a\": {\"$nini\": [false]}}", yes == 1 || missing},
        {"{\"a\": {\"$nin\": [\"gold\"]}}", strcmp(field, "gold") != 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (field_holds(cases[i].condition, field) != cases[i].wanted)
            fail_msg("%s of '%s'", cases[i].condition, field);
}

static void csv_fields_say_yes_and_no_as_people_write_them(void **state)
{
    (void)state;
    static const char *const yes[] = {"true", "TRUE", "Yes", "y", "1", "1.0", "是", " on ", "√"};
    static const char *const no[] = {"false", "False", "no", "N", "0", "0.00", "否", "off", "×"};
    static const char *const nothing[] = {"", " ", "NULL", "N/A", "nan", "-"};
    static const char *const neither[] = {"maybe", "gold", "2", "yes?", "2026-01-05"};
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        check_answer(yes[i], 1, false);
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        check_answer(no[i], 0, false);
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++)
        check_answer(nothing[i], -1, true);
    for (size_t i = 0; i < sizeof neither / sizeof neither[0]; i++)
        check_answer(neither[i], -1, false);
}

static void what_is_neither_yes_nor_no_is_counted(void **state)
{
    (void)state;
    hl_unread_value value;
    assert_false(hl_unread_get(&unread, HL_UNREAD_BOOLEAN, 0, &value));
    assert_false(field_holds("{\"a\": true}", "maybe"));
    assert_false(field_holds("{\"a\": {\"$ne\": true}}", "2"));
    assert_false(field_holds("{\"a\": {\"$nin\": [true, 5]}}", "maybe"));
    assert_true(field_holds("{\"a\": {\"$in\": [true, \"gold\"]}}", "gold"));
    assert_false(field_holds("{\"a\": true}", "NULL"));
    assert_true(hl_unread_get(&unread, HL_UNREAD_BOOLEAN, 0, &value));
    assert_string_equal(value.attribute, "a");
    assert_string_equal(value.example, "2");
    assert_int_equal(value.comparisons, 3);
    assert_false(hl_unread_get(&unread, HL_UNREAD_BOOLEAN, 1, &value));
}

static uint64_t unread_of(const char *attribute, const char **example)
{
    hl_unread_value value;
    for (size_t i = 0; hl_unread_get(&unread, HL_UNREAD_NUMBER, i, &value); i++) {
        if (strcmp(value.attribute, attribute) != 0)
            continue;
        *example = value.example;
        return value.comparisons;
    }
    return 0;
}

static void csv_fields_are_numbers_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *condition, *field;
        bool wanted;
    } cases[] = {
        {"{\"a\": {\"$gte\": 500}}", "1,299.00", true},
        {"{\"a\": {\"$gte\": 500}}", "1.299,00", true},
        {"{\"a\": {\"$gte\": 500}}", "1,299,000", true},
        {"{\"a\": {\"$gte\": 500}}",
         "\xc2\xa5"
         "500",
         true},
        {"{\"a\": {\"$gt\": 500}}", " $ 500 ", false},
        {"{\"a\": {\"$lte\": 0.12}}", "12 %", true},
        {"{\"a\": {\"$lt\": 0}}", "(12.50)", true},
        {"{\"a\": {\"$gt\": 3}}", "3,5", true},
        {"{\"a\": {\"$eq\": 5}}", "\xef\xbc\x95", true},
        {"{\"a\": {\"$ne\": 1299}}", "1,299.00", false},
        {"{\"a\": {\"$in\": [7, 1299]}}", "1,299.00", true},
        {"{\"a\": {\"$nin\": [7, 1299]}}", "1,299.00", false},
        {"{\"a\": 1299}", "$1,299.00", true},
        {"{\"a\": \"1299\"}", "$1,299.00", false},
        {"{\"a\": {\"$gte\": 1}}", "1,299", true}, /* 1299 and 1.299 are */
        {"{\"a\": {\"$gte\": 5000}}", "1,299", false},
        {"{\"a\": {\"$eq\": 7}}", "1,299", false},
        {"{\"a\": {\"$in\": [7, \"gold\"]}}", "gold", true},
        {"{\"a\": {\"$gt\": 1.5}}", "1.299", false}, /* as a program writes it */
    };
    const char *example = "";
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (field_holds(cases[i].condition, cases[i].field) != cases[i].wanted)
            fail_msg("%s of '%s'", cases[i].condition, cases[i].field);
    }
    assert_int_equal(unread_of("a", &example), 0);
}

static void what_could_not_be_compared_is_counted(void **state)
{
    (void)state;
    const char *example = "";
    assert_false(field_holds("{\"a\": {\"$gte\": 500}}", "many"));
    assert_false(field_holds("{\"a\": {\"$gte\": 500}}", "1,299"));
    assert_false(field_holds("{\"a\": {\"$lt\": 500}}", "2,299"));
    assert_false(field_holds("{\"a\": {\"$eq\": 1299}}", "1,299"));
    assert_false(field_holds("{\"a\": 1299}", "1,299"));
    assert_int_equal(unread_of("a", &example), 5);
    assert_string_equal(example, "1,299");
}

/* As its column writes it: 1, or -1 for no number, beside the text. */
static bool read_holds(const char *condition, const char *text, signed char reading, double number)
{
    hl_arena arena = {NULL};
    hl_value item = {.type = HL_VALUE_UNTYPED, .text = text, .length = strlen(text), .key = "a"};
    hl_value attributes = {.type = HL_VALUE_OBJECT, .count = 1, .items = &item};
    item.reading = reading;
    item.number = number;
    bool result = holds(parse(condition, &arena), &attributes, NULL);
    hl_base__arena_free(&arena);
    return result;
}

static void what_the_column_says_is_the_number(void **state)
{
    (void)state;
    const char *example = "";
    assert_true(read_holds("{\"a\": {\"$gte\": 500}}", "1.299", 1, 1299));
    assert_false(read_holds("{\"a\": {\"$gte\": 500}}", "1,299", 1, 1.299));
    assert_true(read_holds("{\"a\": 1299}", "1.299", 1, 1299));
    assert_true(read_holds("{\"a\": {\"$in\": [7, 1299]}}", "1.299", 1, 1299));
    assert_false(read_holds("{\"a\": {\"$eq\": 1.299}}", "1.299", 1, 1299));
    assert_true(read_holds("{\"a\": \"1.299\"}", "1.299", 1, 1299)); /* a text as it stands */
    assert_false(read_holds("{\"a\": {\"$gte\": 500}}", "many", -1, 0));
    assert_false(read_holds("{\"a\": {\"$lt\": 500}}", "many", -1, 0));
    assert_true(read_holds("{\"a\": {\"$ne\": 500}}", "many", -1, 0));
    assert_int_equal(unread_of("a", &example), 0); /* the reader of the column counts */
}

static bool list_name(void *context, const char *name)
{
    strcat(strcat(context, name), " ");
    return true;
}

static void attributes_that_are_compared_with_numbers_are_known(void **state)
{
    (void)state;
    static const char condition[] =
        "{\"a\": {\"$gte\": 5}, \"b\": 5, \"c\": \"x\", \"d\": {\"$in\": [\"x\", 5]},"
        " \"$or\": [{\"e\": {\"$not\": {\"$lt\": 5}}}, {\"f\": {\"$size\": 5}}],"
        " \"g.h\": 5, \"i\": {\"$gt\": \"5\"}, \"j\": {\"$elemMatch\": {\"$gt\": 5}}}";
    char names[64] = "";
    hl_arena arena = {NULL};
    hl_predicate *p = NULL;
    const hl_condition parsed = {parse(condition, &arena), NULL};
    assert_int_equal(hl_assign__predicate_new(&parsed, NULL, &p, NULL), HL_OK);
    assert_true(hl_assign__predicate_numbers(p, list_name, names));
    assert_string_equal(names, "a b d e ");
    hl_assign__predicate_free(p);
    hl_base__arena_free(&arena);
}

static void no_condition_holds_for_everyone(void **state)
{
    (void)state;
    hl_predicate *p = NULL;
    assert_int_equal(hl_assign__predicate_new(NULL, NULL, &p, NULL), HL_OK);
    bool everyone = false;
    assert_int_equal(hl_assign__predicate_holds(p, NULL, (hl_evidence){0}, &everyone, NULL), HL_OK);
    assert_true(everyone);
    hl_assign__predicate_free(p);
}

static void a_user_without_attributes_has_only_missing_ones(void **state)
{
    (void)state;
    hl_arena arena = {NULL};
    assert_true(holds(parse("{\"a\": {\"$exists\": false}}", &arena), NULL, NULL));
    assert_false(holds(parse("{\"a\": {\"$gte\": 1}}", &arena), NULL, NULL));
    hl_base__arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(growthbook_vectors_pass),
        cmocka_unit_test(own_vectors_pass),
        cmocka_unit_test(csv_fields_equal_what_they_spell),
        cmocka_unit_test(one_and_zero_are_also_yes_and_no),
        cmocka_unit_test(csv_fields_say_yes_and_no_as_people_write_them),
        cmocka_unit_test_setup(what_is_neither_yes_nor_no_is_counted, forget),
        cmocka_unit_test_setup(csv_fields_are_numbers_as_people_write_them, forget),
        cmocka_unit_test_setup(what_could_not_be_compared_is_counted, forget),
        cmocka_unit_test_setup(what_the_column_says_is_the_number, forget),
        cmocka_unit_test(attributes_that_are_compared_with_numbers_are_known),
        cmocka_unit_test(no_condition_holds_for_everyone),
        cmocka_unit_test(a_user_without_attributes_has_only_missing_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
