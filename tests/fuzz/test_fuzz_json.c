/* The JSON reader on a corpus and on 100,000 damaged copies: never a crash; a refusal always says
 * why; what is accepted comes out of the writer and is read back as the same tree.
 * With -DHL_FUZZER this is a target for libFuzzer (clang -fsanitize=fuzzer). */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/mutate.h"
#include "json/json.h"
#include "json/writer.h"

static void write_value(hl_json_writer *w, const hl_value *value)
{
    switch (value->type) {
    case HL_VALUE_NULL:
        hl_json__add_null(w);
        break;
    case HL_VALUE_BOOL:
        hl_json__add_bool(w, value->boolean);
        break;
    case HL_VALUE_NUMBER:
        hl_json__add_number(w, value->number);
        break;
    case HL_VALUE_STRING:
    case HL_VALUE_UNTYPED:
        hl_json__add_string_bytes(w, value->text, value->length);
        break;
    case HL_VALUE_ARRAY:
        hl_json__open_array(w);
        for (size_t i = 0; i < value->count; i++)
            write_value(w, &value->items[i]);
        hl_json__close_array(w);
        break;
    case HL_VALUE_OBJECT:
        hl_json__open_object(w);
        for (size_t i = 0; i < value->count; i++) {
            hl_json__key(w, value->items[i].key);
            write_value(w, &value->items[i]);
        }
        hl_json__close_object(w);
        break;
    }
}

static bool same(const hl_value *a, const hl_value *b)
{
    if (a->type != b->type || a->count != b->count || a->boolean != b->boolean ||
        a->number != b->number || (a->key == NULL) != (b->key == NULL))
        return false;
    if (a->key != NULL && strcmp(a->key, b->key) != 0)
        return false;
    if (a->type == HL_VALUE_STRING && strcmp(a->text, b->text) != 0)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!same(&a->items[i], &b->items[i]))
            return false;
    return true;
}

static bool round_trip(const hl_value *value)
{
    hl_text out = {0};
    hl_arena arena = {0};
    hl_json_writer w = hl_json__writer(&out, 1);
    write_value(&w, value);
    const hl_value *again = NULL;
    if (hl_json__parse("again", out.data, out.length, 1, &arena, NULL, &again, NULL) != HL_OK)
        again = NULL;
    bool good = again != NULL && same(value, again);
    hl_base__arena_free(&arena);
    hl_base__text_free(&out);
    return good;
}

/* False when something is wrong with how the text was taken. */
static bool take(const char *text, size_t length, bool *accepted)
{
    hl_arena arena = {0};
    hl_error err = HL_ERROR_INIT;
    hl_problems *problems = hl_problems_new();
    const hl_value *value = NULL;
    hl_status status = hl_json__parse("fuzz", text, length, 1, &arena, problems, &value, &err);
    *accepted = value != NULL;
    bool good = status == HL_OK
                    ? err.status == HL_OK && hl_problems_count(problems) == 0 && round_trip(value)
                    : err.status == HL_REJECTED && hl_problems_errors(problems) > 0 &&
                          hl_problems_get(problems, 0)->line > 0;
    hl_problems_free(problems);
    hl_base__arena_free(&arena);
    return good;
}

#ifdef HL_FUZZER
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool accepted = false;
    if (!take((const char *)data, size, &accepted))
        abort();
    return 0;
}
#else
static const char *const folders[] = {"tests/corpus/definitions/good",
                                      "tests/corpus/definitions/bad", NULL};

static void test_mutations(void **state)
{
    (void)state;
    hl_seeds seeds = hl_seeds_load(folders);
    hl_random random = hl_base__random_seed(1, 0);
    bool accepted = false;
    for (size_t i = 0; i < seeds.count; i++)
        assert_true(take(seeds.texts[i], seeds.lengths[i], &accepted));
    size_t good = 0;
    for (int i = 0; i < 100000; i++) {
        size_t length = 0;
        char *text = hl_seeds_mutate(&seeds, &random, &length);
        if (!take(text, length, &accepted))
            fail_msg("round %d: %.*s", i, (int)length, text);
        good += accepted;
        free(text);
    }
    assert_in_range(good, 5000, 95000); /* both ways are trodden */
    hl_seeds_free(&seeds);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_mutations)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
#endif
