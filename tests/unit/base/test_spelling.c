#include <string.h>

#include "base/ruined_id.h"
#include "base/spelling.h"
#include "tests/support/check.h"

static void names_that_look_alike_fold_alike(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tidy, *fold;
    } cases[] = {
        {"Test", "Test", "test"},
        {" Test\t", "Test", "test"},
        {"\u3000ＶＩＰ\u00A0 note ", "VIP note", "vip note"},
        {"Été", "Été", "été"},
        {"ПРИВЕТ", "ПРИВЕТ", "привет"},
        {"对照组", "对照组", "对照组"},
        {"\uFEFFa\u2003\u3000b", "a b", "a b"},
        {"", "", ""},
        {" ", "", ""},
    };
    char out[64];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = strlen(cases[i].text);
        assert_int_equal(hl_base__tidy(cases[i].text, length, out), strlen(cases[i].tidy));
        assert_string_equal(out, cases[i].tidy);
        assert_int_equal(hl_base__fold(cases[i].text, length, out), strlen(cases[i].fold));
        assert_string_equal(out, cases[i].fold);
    }
}

static void ids_that_a_spreadsheet_has_ruined(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        hl_id_fault as_text, as_number;
    } cases[] = {
        {"8.61E+12", HL_ID_SCIENTIFIC, HL_ID_SCIENTIFIC},
        {"1.38E+10", HL_ID_SCIENTIFIC, HL_ID_SCIENTIFIC},
        {"8,61E+12", HL_ID_SCIENTIFIC, HL_ID_SCIENTIFIC},
        {"1E+11", HL_ID_SCIENTIFIC, HL_ID_SCIENTIFIC},
        {" 1E+11", HL_ID_SCIENTIFIC, HL_ID_SCIENTIFIC},
        {"1.3800138e10", HL_ID_SCIENTIFIC, HL_ID_SCIENTIFIC},
        {"1e5", HL_ID_FINE, HL_ID_SCIENTIFIC},
        {"12e4567890", HL_ID_FINE, HL_ID_FINE},
        {"8e1f", HL_ID_FINE, HL_ID_FINE},
        {"13800138000.0", HL_ID_FLOAT, HL_ID_FLOAT},
        {"2.0", HL_ID_FINE, HL_ID_FLOAT},
        {"13800138000", HL_ID_FINE, HL_ID_FINE},
        {"u1 ", HL_ID_SPACE, HL_ID_SPACE},
        {"\u3000u1", HL_ID_SPACE, HL_ID_SPACE},
        {"a b", HL_ID_FINE, HL_ID_FINE},
        {"", HL_ID_FINE, HL_ID_FINE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = strlen(cases[i].id);
        assert_int_equal(hl_base__id_fault(cases[i].id, length, false), cases[i].as_text);
        assert_int_equal(hl_base__id_fault(cases[i].id, length, true), cases[i].as_number);
    }
    assert_string_equal(hl_base__id_fault_text(HL_ID_FINE), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_look_alike_fold_alike),
        cmocka_unit_test(ids_that_a_spreadsheet_has_ruined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
