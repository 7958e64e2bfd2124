/* Attributes that say where a user is, by their names and by what they say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "assign/zone_attributes.h"

static hl_value text(const char *key, const char *words)
{
    return (hl_value){.type = HL_VALUE_UNTYPED, .key = key, .text = words, .length = strlen(words)};
}

static void names(void **state)
{
    static const struct {
        const char *name;
        hl_zone_called called;
    } rows[] = {
        {"timezone", HL_ZONE_CALLED_PROFILE},
        {"Customer Time Zone", HL_ZONE_CALLED_PROFILE},
        {"location.timezone", HL_ZONE_CALLED_PROFILE},
        {"utc_offset", HL_ZONE_CALLED_PROFILE},
        {"用户时区", HL_ZONE_CALLED_PROFILE},
        {"device_timezone", HL_ZONE_CALLED_DEVICE},
        {"browser_tz", HL_ZONE_CALLED_DEVICE},
        {"store_timezone", HL_ZONE_CALLED_ANOTHER},
        {"where_tz", HL_ZONE_CALLED_ANOTHER},
        {"size", HL_ZONE_CALLED_NOTHING},
        {"city", HL_ZONE_CALLED_NOTHING},
        {"delivery_zone", HL_ZONE_CALLED_NOTHING},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (hl_assign__zone_called(rows[i].name) != rows[i].called)
            fail_msg("'%s' is called %d", rows[i].name, (int)hl_assign__zone_called(rows[i].name));
}

static void no_place(void **state)
{
    (void)state;
    assert_true(hl_assign__zone_is_no_place("UTC", 3));
    assert_true(hl_assign__zone_is_no_place("Etc/GMT", 7));
    assert_false(hl_assign__zone_is_no_place("Europe/London", 13));
}

static void evident(void **state)
{
    static const struct {
        const char *name, *text;
        bool is;
    } rows[] = {
        {"huso", "Europe/Madrid", true},
        {"where_tz", "America/Argentina/Buenos_Aires", true},
        {"zeitzone", "America/Port-au-Prince", true},
        {"store_place", "Asia/Tokyo", false},
        {"travel_to", "Asia/Tokyo", false},
        {"门店", "Asia/Shanghai", false},
        {"path", "/Asia/Tokyo", false},
        {"region", "Asia / Pacific", false},
        {"region", "Europe/2026", false},
        {"segment", "asia/new", false},
        {"huso", "Asia/", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (hl_assign__zone_is_evident(rows[i].name, rows[i].text, strlen(rows[i].text)) !=
            rows[i].is)
            fail_msg("'%s': '%s'", rows[i].name, rows[i].text);
}

static void by_value_when_it_is_one(void **state)
{
    hl_value items[] = {text("city", "Tokyo"), text("huso", "Asia/Tokyo"),
                        text("otro", "Asia/Tokyo"), text("shop_tz", "Europe/Paris")};
    hl_value user = {.type = HL_VALUE_OBJECT, .count = 4, .items = items};
    const hl_value *other = NULL;
    (void)state;
    assert_ptr_equal(hl_assign__zone_by_value(&user, &other), &items[1]);
    assert_null(other);
    items[2] = text("otro", "Asia/Seoul");
    assert_null(hl_assign__zone_by_value(&user, &other));
    assert_ptr_equal(other, &items[2]);
    assert_null(hl_assign__zone_by_value(NULL, &other));
}

static void the_name_itself_comes_first(void **state)
{
    hl_value items[] = {text("timezone", "Asia/Tokyo"), text("zone", "Asia/Seoul"),
                        text("browser_tz", "Asia/Manila")};
    const hl_value user = {.type = HL_VALUE_OBJECT, .count = 3, .items = items};
    char path[HL_ZONE_PATH];
    size_t at = 0;
    (void)state;
    assert_ptr_equal(hl_assign__zone_next(&user, 1, &at, path), &items[1]);
    assert_string_equal(path, "zone");
    at = 0;
    assert_ptr_equal(hl_assign__zone_next(&user, HL_ZONE_OF_DEVICE, &at, path), &items[2]);
    assert_null(hl_assign__zone_next(&user, HL_ZONE_OF_DEVICE, &at, path));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(no_place),
        cmocka_unit_test(evident),
        cmocka_unit_test(by_value_when_it_is_one),
        cmocka_unit_test(the_name_itself_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
