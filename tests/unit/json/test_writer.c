#include "tests/support/check.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "json/json.h"
#include "json/writer.h"

static void write_sample(hl_json_writer *w)
{
    hl_json__open_object(w);
    hl_json__key(w, "a\"b");
    hl_json__open_array(w);
    hl_json__add_int(w, -3);
    hl_json__add_number(w, 0.1);
    hl_json__add_number(w, HL_NAN);
    hl_json__add_number(w, (double)INFINITY);
    hl_json__add_number_or_inf(w, -(double)INFINITY);
    hl_json__add_number_or_inf(w, 2.0);
    hl_json__close_array(w);
    hl_json__key(w, "empty");
    hl_json__open_object(w);
    hl_json__close_object(w);
    hl_json__key(w, "s");
    hl_json__add_string(w, "钩\n\x01\\");
    hl_json__key(w, "n");
    hl_json__add_string(w, NULL);
    hl_json__key(w, "bytes");
    hl_json__add_string_bytes(w, "a\xFF\0b", 4);
    hl_json__key(w, "t");
    hl_json__add_bool(w, true);
    hl_json__key(w, "z");
    hl_json__add_null(w);
    hl_json__close_object(w);
}

static void test_one_line(void **state)
{
    (void)state;
    hl_text out = {0};
    hl_json_writer w = hl_json__writer(&out, 0);
    write_sample(&w);
    assert_string_equal(
        hl_base__text_string(&out),
        "{\"a\\\"b\":[-3,0.1,null,null,\"-inf\",2],\"empty\":{},\"s\":\"钩\\n\\u0001\\\\\","
        "\"n\":null,\"bytes\":\"a\xEF\xBF\xBD\\u0000b\",\"t\":true,\"z\":null}");
    hl_base__text_free(&out);
}

static void test_indented(void **state)
{
    (void)state;
    hl_text out = {0};
    hl_json_writer w = hl_json__writer(&out, 2);
    hl_json__open_array(&w);
    hl_json__open_object(&w);
    hl_json__key(&w, "k");
    hl_json__add_int(&w, 1);
    hl_json__close_object(&w);
    hl_json__open_array(&w);
    hl_json__close_array(&w);
    hl_json__close_array(&w);
    assert_string_equal(hl_base__text_string(&out), "[\n  {\n    \"k\": 1\n  },\n  []\n]");
    hl_base__text_free(&out);
}

/* What the writer writes, the reader reads back, whatever the bytes. */
static void test_round_trip(void **state)
{
    (void)state;
    char text[256];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i == 0 ? 1 : i);
    hl_text out = {0};
    hl_json_writer w = hl_json__writer(&out, 0);
    hl_json__add_string_bytes(&w, text, 128);
    hl_arena arena = {0};
    const hl_value *value = NULL;
    assert_int_equal(hl_json__parse("x", out.data, out.length, 1, &arena, NULL, &value, NULL),
                     HL_OK);
    assert_non_null(value);
    assert_int_equal(value->length, 128);
    assert_memory_equal(value->text, text, 128);
    hl_base__arena_free(&arena);
    hl_base__text_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_line),
        cmocka_unit_test(test_indented),
        cmocka_unit_test(test_round_trip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
