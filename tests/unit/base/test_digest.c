#include <string.h>

#include "base/digest.h"
#include "tests/support/check.h"

/* FIPS 180-4, appendix: SHA-256("abc") */
static const char *const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

static void test_published_value(void **state)
{
    (void)state;
    char text[HL_DIGEST_TEXT];
    assert_string_equal(hl_base__digest_of("abc", 3, text), abc);
}

static void test_pieces_make_the_whole(void **state)
{
    (void)state;
    char text[HL_DIGEST_TEXT];
    hl_digest digest = hl_base__digest_new();
    hl_base__digest_add(&digest, "a", 1);
    hl_base__digest_add(&digest, "bc", 2);
    assert_string_equal(hl_base__digest_text(&digest, text), abc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_published_value),
        cmocka_unit_test(test_pieces_make_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
