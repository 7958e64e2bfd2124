#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/fail_alloc.h"
#include "json/json.h"

static const hl_value *parse(hl_arena *arena, const char *text, hl_problems *problems,
                             hl_error *err)
{
    const hl_value *value = NULL;
    hl_status status =
        hl_json__parse("a.json", text, strlen(text), 1, arena, problems, &value, err);
    assert_int_equal(status == HL_OK, value != NULL);
    return value;
}

static const hl_value *parse_long(const char *file, const char *text, size_t length, int32_t line,
                                  hl_arena *arena, hl_error *err)
{
    const hl_value *value = NULL;
    hl_status status = hl_json__parse(file, text, length, line, arena, NULL, &value, err);
    assert_int_equal(status, value == NULL ? HL_REJECTED : HL_OK);
    return value;
}

static void test_tree_with_places(void **state)
{
    (void)state;
    hl_arena arena = {0};
    hl_error err = HL_ERROR_INIT;
    const hl_value *root = parse(&arena,
                                 "{\"钩子\": [1, -2.50e1,\n  \"\\u4f60\\ud83d\\ude00\\n\"],\n"
                                 " \"b\": {\"t\": true, \"f\": false, \"n\": null}, \"e\": []}\n",
                                 NULL, &err);
    assert_non_null(root);
    assert_int_equal(root->type, HL_VALUE_OBJECT);
    assert_int_equal(root->count, 3);
    const hl_value *list = hl_base__value_get(root, "钩子");
    assert_non_null(list);
    assert_int_equal(list->line, 1);
    assert_int_equal(list->column, 8);
    assert_int_equal(list->count, 3);
    assert_string_equal(list->items[1].text, "-2.50e1");
    assert_true(list->items[1].number == -25.0);
    assert_int_equal(list->items[1].column, 12);
    assert_string_equal(list->items[2].text, "你😀\n");
    assert_int_equal(list->items[2].length, 8);
    assert_int_equal(list->items[2].line, 2);
    assert_int_equal(list->items[2].column, 3);
    const hl_value *b = hl_base__value_get(root, "b");
    assert_true(b->items[0].boolean);
    assert_int_equal(b->items[1].type, HL_VALUE_BOOL);
    assert_false(b->items[1].boolean);
    assert_int_equal(b->items[2].type, HL_VALUE_NULL);
    assert_int_equal(hl_base__value_get(root, "e")->count, 0);
    hl_base__arena_free(&arena);
}

typedef struct refusal {
    const char *text;
    const char *line;
} refusal;

/* Every way to be refused, with its place. */
static const refusal refusals[] = {
    {"", "a.json:1:1: error: the text ends too early; accepted: a JSON value"},
    {" \n ", "a.json:2:2: error: the text ends too early; accepted: a JSON value"},
    {"\xEF\xBB\xBF", "a.json:1:1: error: the text ends too early; accepted: a JSON value"},
    {"\xEF\xBB\xBF{]", "a.json:1:2: error: ']' does not belong here; accepted: the name of a "
                       "member in double quotes"},
    {"\xFF\xFE{",
     "a.json:1:1: error: the text is UTF-16; accepted: text in UTF-8: save it as that"},
    {"{\"a\":\n \"钩\xFF\"}", "a.json:2:4: error: byte 0xFF is not UTF-8; accepted: text in UTF-8 "
                              "(from GBK: iconv -f GB18030 -t UTF-8)"},
    {"{\"a\": 1e999}",
     "a.json:1:7: error: a number out of range; accepted: magnitudes up to 1.797e308"},
    {"[-1e400]", "a.json:1:2: error: a number out of range; accepted: magnitudes up to 1.797e308"},
    {"[01]", "a.json:1:2: error: a number that starts with 0; accepted: numbers without leading "
             "zeros"},
    {"[-01]", "a.json:1:3: error: a number that starts with 0; accepted: numbers without leading "
              "zeros"},
    {"[.5]", "a.json:1:2: error: '.' does not belong here; accepted: a JSON value"},
    {"[5.]", "a.json:1:4: error: ']' does not belong here; accepted: a digit after the decimal "
             "point"},
    {"[5e]", "a.json:1:4: error: ']' does not belong here; accepted: a digit of the exponent"},
    {"[-]", "a.json:1:3: error: ']' does not belong here; accepted: a digit"},
    {"[+1]", "a.json:1:2: error: '+' does not belong here; accepted: a JSON value"},
    {"[NaN]", "a.json:1:2: error: 'N' does not belong here; accepted: a JSON value"},
    {"[nul]", "a.json:1:2: error: 'n' does not belong here; accepted: a JSON value"},
    {"[1000000000000000000000000000000000000000000000000000000000000]",
     "a.json:1:2: error: a number of more than 60 characters; accepted: at most 60 characters"},
    {"{\"a\": 1,}", "a.json:1:9: error: '}' does not belong here; accepted: the name of a member "
                    "in double quotes"},
    {"[1,]", "a.json:1:4: error: ']' does not belong here; accepted: a JSON value"},
    {"[1 2]", "a.json:1:4: error: '2' does not belong here; accepted: ',' or ']'"},
    {"{\"a\" 1}",
     "a.json:1:6: error: '1' does not belong here; accepted: ':' after the name of a member"},
    {"{\"a\": 1", "a.json:1:8: error: the text ends too early; accepted: ',' or '}'"},
    {"{} x", "a.json:1:4: error: 'x' does not belong here; accepted: nothing after the document"},
    {"{} {}", "a.json:1:4: error: '{' does not belong here; accepted: nothing after the document"},
    {"\"a\tb\"", "a.json:1:3: error: a control character in a string; accepted: an escape such as "
                 "\\t"},
    {"[\"abc", "a.json:1:2: error: a string that is not closed; accepted: \" at its end; \\n for a "
               "line break"},
    {"\"\\x\"", "a.json:1:3: error: there is no such escape; accepted: \\\" \\\\ \\/ \\b \\f \\n "
                "\\r \\t \\u0041"},
    {"\"\\u12\"", "a.json:1:3: error: \\u without four hexadecimal digits; accepted: \\u0041"},
    {"\"\\u0000\"",
     "a.json:1:2: error: \\u0000 in a string; accepted: text without the NUL character"},
    {"\"\\ud83d\"", "a.json:1:8: error: the first half of a surrogate pair without the second"},
    {"\"\\ude00\"", "a.json:1:8: error: the second half of a surrogate pair without the first"},
    {"{\"a\": 1,\n \"\\u0061\": 2}",
     "a.json:2:2: error: /a: the key stands twice (first on line 1)"},
    {"[{\"x/~\": {\"k\": 1, \"k\": 2}}]",
     "a.json:1:19: error: /0/x~1~0/k: the key stands twice (first on line 1)"},
    {"\x01", "a.json:1:1: error: control character U+0001; accepted: a JSON value"},
};

static void test_refusals(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        hl_arena arena = {0};
        hl_error err = HL_ERROR_INIT;
        hl_problems *problems = hl_problems_new();
        assert_null(parse(&arena, refusals[i].text, problems, &err));
        assert_int_equal(hl_problems_count(problems), 1);
        assert_string_equal(hl_problems_line(problems, 0), refusals[i].line);
        assert_int_equal(err.status, HL_REJECTED);
        assert_memory_equal(err.message, "a.json:", 7);
        hl_problems_free(problems);
        hl_base__arena_free(&arena);
    }
}

static void test_all_at_once(void **state)
{
    (void)state;
    hl_arena arena = {0};
    hl_error err = HL_ERROR_INIT;
    hl_problems *problems = hl_problems_new();
    const char *text = "\xEF\xBB\xBF[1e999, \"\\u0000\", -1e999]";
    assert_null(parse(&arena, text, problems, &err));
    assert_int_equal(hl_problems_count(problems), 3);
    assert_string_equal(err.message,
                        "a.json:1:2: a number out of range; accepted: magnitudes up to "
                        "1.797e308");
    hl_problems_free(problems);
    hl_base__arena_free(&arena);
}

static void test_depth(void **state)
{
    (void)state;
    char text[200];
    for (int depth = 63; depth <= 66; depth++) {
        hl_arena arena = {0};
        hl_error err = HL_ERROR_INIT;
        memset(text, '[', (size_t)depth);
        memset(text + depth, ']', (size_t)depth);
        text[2 * depth] = '\0';
        const hl_value *root = parse(&arena, text, NULL, &err);
        assert_int_equal(root != NULL, depth <= 64);
        if (root == NULL)
            assert_string_equal(err.message,
                                "a.json:1:65: nested too deeply; accepted: at most 64 levels");
        hl_base__arena_free(&arena);
    }
    /* a bomb of a million levels is refused at the 65th */
    size_t length = 1000000;
    char *bomb = malloc(length);
    assert_non_null(bomb);
    memset(bomb, '[', length);
    hl_arena arena = {0};
    assert_null(parse_long("bomb", bomb, length, 1, &arena, NULL));
    hl_base__arena_free(&arena);
    free(bomb);
}

static void test_many_keys(void **state)
{
    (void)state;
    char *text = malloc(400000);
    assert_non_null(text);
    size_t length = (size_t)sprintf(text, "{");
    for (int i = 0; i < 20000; i++)
        length += (size_t)sprintf(text + length, "%s\"k%d\": %d", i == 0 ? "" : ",", i, i);
    size_t before = length;
    length += (size_t)sprintf(text + length, "}");
    hl_arena arena = {0};
    const hl_value *root = parse_long(NULL, text, length, 1, &arena, NULL);
    assert_non_null(root);
    assert_int_equal(root->count, 20000);
    assert_true(root->items[19999].number == 19999.0);
    length = before + (size_t)sprintf(text + before, ",\"k777\":0}");
    hl_error err = HL_ERROR_INIT;
    assert_null(parse_long(NULL, text, length, 7, &arena, &err));
    assert_non_null(strstr(err.message, "/k777: the key stands twice (first on line 7)"));
    hl_base__arena_free(&arena);
    free(text);
}

static void test_too_large(void **state)
{
    (void)state;
    size_t length = ((size_t)64 << 20) + 1;
    char *text = calloc(1, length); /* never looked at */
    if (text == NULL)
        skip_because("no 64 MiB of memory");
    hl_arena arena = {0};
    hl_error err = HL_ERROR_INIT;
    assert_null(parse_long("big", text, length, 1, &arena, &err));
    assert_string_equal(err.message, "big:1:1: the text is over 64 MiB; accepted: at most 64 MiB");
    hl_base__arena_free(&arena);
    free(text);
}

static void test_first_line(void **state)
{
    (void)state;
    hl_arena arena = {0};
    hl_error err = HL_ERROR_INIT;
    assert_null(parse_long("in", "{\"a\":}", 6, 41, &arena, &err));
    assert_string_equal(err.message, "in:41:6: '}' does not belong here; accepted: a JSON value");
    hl_base__arena_free(&arena);
}

static void test_failed_allocations(void **state)
{
    (void)state;
    const char *text = "{\"a\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,"
                       "25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48],"
                       "\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1,\"h\":1,\"i\":1,\"j\":1,"
                       "\"k\":1,\"l\":1,\"m\":1,\"n\":\"text\"}";
    long n = 0;
    for (;; n++) {
        hl_arena arena = {0};
        hl_error err = HL_ERROR_INIT;
        hl_fail_alloc_at(n);
        const hl_value *root = parse(&arena, text, NULL, &err);
        bool failed = hl_fail_alloc_stop();
        assert_int_equal(root == NULL, failed);
        if (failed) {
            assert_int_equal(err.status, HL_FAILED);
            assert_string_equal(err.message, "out of memory");
        }
        hl_base__arena_free(&arena);
        if (!failed)
            break;
    }
    assert_true(n > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree_with_places), cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_all_at_once),      cmocka_unit_test(test_depth),
        cmocka_unit_test(test_many_keys),        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_first_line),       cmocka_unit_test(test_failed_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
