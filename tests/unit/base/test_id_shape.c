/* What ids look like: alike within a system, unlike between two. */
#include "base/id_shape.h"

#include <string.h>

#include "base/ruined_id.h"
#include "tests/support/check.h"

static void ids_of_one_system_look_alike(void **state)
{
    (void)state;
    static const struct {
        const char *id, *shape;
    } rows[] = {
        {"u12", "a9"},
        {"U7", "a9"},
        {"13800001111", "9"},
        {"user_12", "a_9"},
        {"88888.17000", "9.9"},
        {"GA1.2.1234567.1700000000", "a9.9.9.9"},
        {"fb.1.1700000000.99", "a.9.9.9"},
        {"ann@shop.cn", "@"},
        {"a@b", "a@a"},
        {"guest@shop.cn", "guest@a.a"},
        {"@", "@"},
        {"0f8fad5b-d9cb-469f-a165-70867728950e", "uuid"},
        {"{0F8FAD5B-D9CB-469F-A165-70867728950E}", "uuid"},
        {"0f8fad5bd9cb469fa16570867728950e", "uuid"},
        {"12345678901234567890123456789012", "9"},
        {"k3j9x2pq", "x"},
        {"a1b2", "x"},
        {"a1b", "a9a"},
        {"o6_bmYShn-G6_2nolDKg-S63r0gN", "x"},
        {"oXU3go9KXc_gOw9Ioc-IKE11CYJH", "x"},
        {"wmv_pLeF1WQPK_F4sV-ZnGqXJSRPisM1", "x"},
        {"wmcXDDBgAAnBsUqmOnjkhPzUwRtyQaeV", "x"},
        {"V1StGXR8_Z5jdHi6B-myT", "x"},
        {"01ARZ3NDEKTSV4RRFFQ69G5FAV", "x"},
        {"q1w2+e3r4/t5y6==", "x"},
        {"cus_NffrFeUfNV2Hib", "x"},
        {"order-2026-03-01-00012", "a-9-9-9-9"},
        {"user_00000000012345678", "a_9"},
        {"GUEST_9f3k2j4h5k6l7m", "guest_x"},
        {"ZhangWeiMing", "a"},
        {"guest12@shop.cn", "@"},
        {"张三9", "w9"},
        {"guest_12", "guest_9"},
        {"Guest-7f", "guest-9a"},
        {"anonymous:8a", "anonymous:9a"},
        {"游客12", "游客9"},
        {"guesthouse12", "a9"},
        {"", ""},
    };
    char shape[HL_ID_SHAPE];
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(hl_base__id_shape(rows[i].id, strlen(rows[i].id), shape),
                         strlen(rows[i].shape));
        assert_string_equal(shape, rows[i].shape);
    }
}

static void some_looks_are_nobodys(void **state)
{
    (void)state;
    static const char *const nobodys[] = {"88888.17000",
                                          "GA1.2.1234567.1700000000",
                                          "fb.1.1700000000.99",
                                          "guest_12",
                                          "guest@shop.cn",
                                          "0f8fad5b-d9cb-469f-a165-70867728950e",
                                          "游客12"};
    static const char *const users[] = {"u12",      "13800001111", "wx_12", "ann@shop.cn",
                                        "k3j9x2pq", "T-2009-7",    "张三9", "ann99@9.9.cn"};
    char shape[HL_ID_SHAPE];
    for (size_t i = 0; i < sizeof nobodys / sizeof nobodys[0]; i++) {
        (void)hl_base__id_shape(nobodys[i], strlen(nobodys[i]), shape);
        if (!hl_base__is_anonymous_shape(shape))
            fail_msg("%s", nobodys[i]);
    }
    for (size_t i = 0; i < sizeof users / sizeof users[0]; i++) {
        (void)hl_base__id_shape(users[i], strlen(users[i]), shape);
        if (hl_base__is_anonymous_shape(shape))
            fail_msg("%s", users[i]);
    }
}

static void a_long_shape_is_cut(void **state)
{
    (void)state;
    char id[400], shape[HL_ID_SHAPE];
    memset(id, '.', sizeof id);
    assert_int_equal(hl_base__id_shape(id, sizeof id, shape), HL_ID_SHAPE - 1);
    assert_int_equal(strlen(shape), HL_ID_SHAPE - 1);
}

static void types_that_say_nothing(void **state)
{
    (void)state;
    static const char *const nothing[] = {"(not set)", "NULL", "Unknown", "未知", "(other)", "n/a"};
    static const char *const something[] = {"other", "deleted", "test", "convert", "guest", "view"};
    for (size_t i = 0; i < 6; i++) {
        assert_true(hl_base__is_no_type(nothing[i], strlen(nothing[i])));
        assert_false(hl_base__is_no_type(something[i], strlen(something[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_of_one_system_look_alike),
        cmocka_unit_test(some_looks_are_nobodys),
        cmocka_unit_test(a_long_shape_is_cut),
        cmocka_unit_test(types_that_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
