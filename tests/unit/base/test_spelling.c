#include <string.h>

#include <utf8proc.h>

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
        /* marks that are not seen, at the ends and within */
        {"convert\u200E", "convert", "convert"},
        {"con\u00ADvert", "convert", "convert"},
        {"con\u200Bvert\uFEFF", "convert", "convert"},
        {"a \u200B b", "a b", "a b"},
        {"a\x01"
         "b\x7F",
         "ab", "ab"},
        /* accents in either coding, of NFC and NFD; of these Hindi's letter is two in both */
        {"cafe\u0301", "café", "café"},
        {"CAF\u00C9", "CAF\u00C9", "café"},
        {"\u0958", "\u0915\u093C", "\u0915\u093C"},
        {"Straße", "Straße", "strasse"},
        {"ＣＯＮＶＥＲＴ", "CONVERT", "convert"},
        {"ｶﾞ", "ｶﾞ", "ガ"},
        {"it\u2019s 1\u20132", "it\u2019s 1\u20132", "it's 1-2"},
        {"\uFDFA", "\uFDFA", "صلى الله عليه وسلم"},
        {"no \xFF UTF-8", "no \xFF UTF-8", "no \xFF utf-8"},
    };
    char out[HL_FOLDED(64)];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = strlen(cases[i].text);
        assert_int_equal(hl_base__tidy(cases[i].text, length, out), strlen(cases[i].tidy));
        assert_string_equal(out, cases[i].tidy);
        assert_int_equal(hl_base__fold(cases[i].text, length, out), strlen(cases[i].fold));
        assert_string_equal(out, cases[i].fold);
    }
}

/* Every character alone and behind another: what is folded once stays, in the room that is said,
 * and tidying changes no fold. */
static void folds_are_stable(void **state)
{
    (void)state;
    char name[16], tidy[HL_FOLDED(16)], once[HL_FOLDED(16)], twice[HL_FOLDED(HL_FOLDED(16))];
    for (int32_t point = 1; point <= 0x10FFFF; point++) {
        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        size_t length = point % 3 == 0 ? 0 : 1;
        name[0] = point % 3 == 1 ? 'E' : '-';
        length += (size_t)utf8proc_encode_char(point, (utf8proc_uint8_t *)name + length);
        size_t size = hl_base__fold(name, length, once);
        assert_true(size < (size_t)HL_FOLDED(length));
        if (hl_base__fold(once, size, twice) != size || memcmp(once, twice, size) != 0)
            fail_msg("U+%04X: the fold '%s' folds to '%s'", (unsigned)point, once, twice);
        size_t tidied = hl_base__tidy(name, length, tidy);
        if (!hl_base__are_alike(name, length, tidy, tidied))
            fail_msg("U+%04X: tidied '%s' it is another", (unsigned)point, tidy);
    }
}

static void long_names_are_alike_when_they_are_one(void **state)
{
    (void)state;
    char name[HL_FOLD_MOST + 2];
    memset(name, 'a', sizeof name);
    assert_true(hl_base__are_alike(name, sizeof name, name, sizeof name));
    name[0] = 'A';
    assert_true(hl_base__are_alike(name, 8, name + 8, 8));
    assert_false(hl_base__are_alike(name, sizeof name, name + 1, sizeof name - 1));
    char folded[HL_FOLDED(HL_FOLD_MOST + 2)];
    assert_int_equal(hl_base__fold(name, sizeof name, folded), sizeof name);
    assert_int_equal(folded[0], 'a');
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
        {"u1\u200E", HL_ID_SPACE, HL_ID_SPACE},
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

static void ids_that_stand_for_nobody(void **state)
{
    (void)state;
    static const char *const nobody[] = {"0",
                                         "000",
                                         "-1",
                                         "guest",
                                         "GUEST",
                                         "Anonymous",
                                         "游客",
                                         "\uFF27uest",
                                         "-",
                                         "",
                                         "00000000-0000-0000-0000-000000000000"};
    static const char *const somebody[] = {"1",  "00001", "guest7",    "u0",
                                           "-2", "10",    "Test Anna", "匿名者联盟"};
    for (size_t i = 0; i < sizeof nobody / sizeof nobody[0]; i++)
        assert_true(hl_base__id_is_placeholder(nobody[i], strlen(nobody[i])));
    for (size_t i = 0; i < sizeof somebody / sizeof somebody[0]; i++)
        assert_false(hl_base__id_is_placeholder(somebody[i], strlen(somebody[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_that_look_alike_fold_alike),
        cmocka_unit_test(folds_are_stable),
        cmocka_unit_test(long_names_are_alike_when_they_are_one),
        cmocka_unit_test(ids_that_a_spreadsheet_has_ruined),
        cmocka_unit_test(ids_that_stand_for_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
