/* Tags of one user in one cell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "assign/tag_cell.h"

static hl_value cell(const char *key, const char *words)
{
    return (hl_value){.type = HL_VALUE_UNTYPED, .key = key, .text = words, .length = strlen(words)};
}

/* All tags, joined by '|'. */
static const char *tags_of(const char *key, const char *words, char out[64])
{
    const hl_value value = cell(key, words);
    hl_value tag;
    size_t at = 0, to = 0;
    while (hl_assign__next_tag(&value, &at, &tag) && to + tag.length + 2 < 64) {
        memcpy(out + to, tag.text, tag.length);
        to += tag.length;
        out[to++] = '|';
    }
    out[to] = '\0';
    return out;
}

static void each_mark_parts(void **state)
{
    char out[64];
    (void)state;
    assert_string_equal(tags_of("tags", "vip;new", out), "vip|new|");
    assert_string_equal(tags_of("Tags", " vip , new\t", out), "vip|new|");
    assert_string_equal(tags_of("用户标签", "高价值；新客、老客", out), "高价值|新客|老客|");
    assert_string_equal(tags_of("labels", "a||b", out), "a||b|");
    assert_string_equal(tags_of("customer_segments", "a,", out), "a||");
}

static void other_cells_are_one_value(void **state)
{
    char out[64];
    const hl_value number = {.type = HL_VALUE_NUMBER, .key = "tags", .text = "1,2", .length = 3};
    hl_value tag;
    size_t at = 0;
    (void)state;
    assert_string_equal(tags_of("city", "Paris, TX", out), "");
    assert_string_equal(tags_of("tags", "vip", out), "");
    assert_string_equal(tags_of("stage", "a;b", out), "");
    assert_false(hl_assign__next_tag(&number, &at, &tag));
    assert_false(hl_assign__next_tag(NULL, &at, &tag));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mark_parts),
        cmocka_unit_test(other_cells_are_one_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
