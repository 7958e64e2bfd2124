/* Every zone of the system against Python's zoneinfo: offsets, and local times to instants. */
#include <stdio.h>
#include <string.h>

#include "base/zone.h"
#include "tests/support/check.h"

static void zones_agree_with_python(void **state)
{
    (void)state;
    FILE *oracle = popen("python3 tests/property/zone_oracle.py 2>/dev/null", "r");
    char kind[8] = "";
    char name[128] = "";
    long long asked = 0;
    long long told = 0;
    long long compared = 0;
    hl_zones *zones = hl_base__zones_new(NULL);
    assert_non_null(oracle);
    while (fscanf(oracle, "%7s", kind) == 1 && strcmp(kind, "none") != 0) {
        assert_int_equal(fscanf(oracle, "%127s %lld %lld", name, &asked, &told), 3);
        const hl_zone *zone = NULL;
        assert_int_equal(hl_base__zones_find(zones, name, strlen(name), &zone), HL_OK);
        if (zone == NULL)
            fail_msg("%s cannot be read", name);
        long long ours = kind[0] == 'o' ? hl_base__zone_offset(zone, asked * 1000)
                                        : hl_base__zone_instant(zone, asked * 1000) / 1000;
        if (ours != told)
            fail_msg("%s %s %lld: %lld, Python says %lld", kind, name, asked, ours, told);
        compared++;
    }
    (void)pclose(oracle);
    hl_base__zones_free(zones);
    if (compared == 0)
        skip_because("python3 has no zoneinfo");
    print_message("%lld comparisons\n", compared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(zones_agree_with_python)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
