/* Inside a program that has set its locale: numbers keep their point, and the program its locale.
 */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"
#include "base/utf8.h"
#include "hookline/number.h"
#include "tests/support/check.h"
#include "json/json.h"

/* The C library keeps what it makes of LOCPATH, and loses sight of it; asked by the leak sanitizer.
 */
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:argz_add_sep\n";
}

static char folder[] = "/tmp/hl-locale-XXXXXX";

/* One with a decimal comma, one whose point has two bytes, one in which I is not the capital of i.
 */
static const struct {
    const char *source, *charset, *point;
} hosts[] = {{"de_DE", "UTF-8", ","}, {"ps_AF", "UTF-8", "٫"}, {"tr_TR", "ISO-8859-9", ","}};

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL || setenv("LOCPATH", folder, 1) != 0;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[100];
    (void)setlocale(LC_ALL, "C");
    (void)snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

static void enter(const char *source, const char *charset, const char *point)
{
    char name[40];
    char command[200];
    char text[16];
    (void)snprintf(name, sizeof name, "%s.%s", source, charset);
    (void)snprintf(command, sizeof command,
                   "localedef -i %s -f %s --no-archive %s/%s >/dev/null 2>&1", source, charset,
                   folder, name);
    int made = system(command);
    (void)made; /* setlocale tells whether there is one, and localedef warns of much */
    if (setlocale(LC_ALL, name) == NULL)
        skip_because("no localedef, or not the sources of its locales (Debian: locales)");
    (void)snprintf(text, sizeof text, "%.1f", 1.5);
    assert_memory_equal(text + 1, point, strlen(point)); /* else nothing is tested */
}

static void check_numbers(void)
{
    char text[HL_NUMBER_TEXT];
    double x = 0;
    assert_string_equal(hl_base__number_text(0.1, text), "0.1");
    assert_string_equal(hl_base__number_text(1e-7, text), "1e-07");
    assert_string_equal(hl_base__number_text(4.9e-324, text), "5e-324");
    assert_string_equal(hl_base__number_fixed(1234.5678, 2, text), "1234.57");
    assert_string_equal(hl_base__number_fixed(-0.001, 2, text), "0.00");
    assert_string_equal(hl_number_significant(11.8765, 4, text), "11.88");
    assert_true(hl_number_parse("1234.5", &x));
    assert_true(x >= 1234.5 && x <= 1234.5);
    assert_false(hl_number_parse("1234,5", &x));
}

static void check_json(void)
{
    hl_arena arena = {0};
    const hl_value *value = NULL;
    assert_int_equal(hl_json__parse("a", "[0.125, 1e3]", 12, 1, &arena, NULL, &value, NULL), HL_OK);
    assert_true(value->items[0].number >= 0.125 && value->items[0].number <= 0.125);
    assert_true(value->items[1].number >= 1000 && value->items[1].number <= 1000);
    hl_base__arena_free(&arena);
}

static void nothing_follows_the_host(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof hosts / sizeof hosts[0]; i++) {
        char before[16];
        char after[16];
        enter(hosts[i].source, hosts[i].charset, hosts[i].point);
        (void)snprintf(before, sizeof before, "%.1f", 1.5);
        check_numbers();
        check_json();
        assert_true(hl_base__begins("interval=2", "INTERVAL="));
        hl_error err = HL_ERROR_INIT;
        errno = EACCES;
        assert_int_equal(hl_error_system(&err, "a"), HL_FAILED);
        assert_string_equal(err.message, "a: Permission denied");
        (void)snprintf(after, sizeof after, "%.1f", 1.5);
        assert_string_equal(after, before); /* the host keeps its own */
    }
}

/* A thread may have a locale of its own, which is not the program's. */
static void a_thread_keeps_its_locale(void **state)
{
    (void)state;
    enter(hosts[0].source, hosts[0].charset, hosts[0].point);
    locale_t own = newlocale(LC_ALL_MASK, "de_DE.UTF-8", (locale_t)0);
    assert_true(own != (locale_t)0);
    (void)setlocale(LC_ALL, "C");
    (void)uselocale(own);
    check_numbers();
    check_json();
    assert_true(uselocale((locale_t)0) == own);
    (void)uselocale(LC_GLOBAL_LOCALE);
    freelocale(own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_follows_the_host),
        cmocka_unit_test(a_thread_keeps_its_locale),
    };
    return cmocka_run_group_tests_name("locale", tests, make_folder, remove_folder);
}
