/* The clocks of states: what exports call them, and zones that the database has. */
#include <string.h>

#include "base/zone.h"
#include "plan/state_clocks.h"
#include "tests/support/check.h"

static void states_go_by_code_and_name(void **state)
{
    (void)state;
    static const struct {
        const char *country, *words, *zone;
    } cases[] = {{"us", "hi", "Pacific/Honolulu"},
                 {"us", "us_hi", "Pacific/Honolulu"},
                 {"us", "california", "America/Los_Angeles"},
                 {"au", "wa", "Australia/Perth"},
                 {"us", "wa", "America/Los_Angeles"},
                 {"ca", "qc", "America/Toronto"},
                 {"br", "amazonas", "America/Manaus"},
                 {"mx", "quintana_roo", "America/Cancun"},
                 {"ru", "nvs", "Asia/Novosibirsk"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const hl_state_clock *one = hl_plan__state_clock(cases[i].country, cases[i].words);
        if (one == NULL || strcmp(one->zones[0], cases[i].zone) != 0)
            fail_msg("%s %s", cases[i].country, cases[i].words);
    }
    assert_null(hl_plan__state_clock("us", "active"));
    assert_null(hl_plan__state_clock("de", "by"));
    assert_string_equal(hl_plan__state_country("America/Chicago"), "us");
    assert_string_equal(hl_plan__state_country("Australia/Perth"), "au");
    assert_null(hl_plan__state_country("Asia/Shanghai"));
}

static void their_zones_exist(void **state)
{
    (void)state;
    static const char *const codes[] = {"al", "ak", "az", "fl",  "id",  "in",  "ky",  "mi",  "nv",
                                        "tx", "wa", "nl", "ns",  "nu",  "sk",  "yt",  "qld", "tas",
                                        "ac", "mt", "rr", "bcn", "chh", "son", "kgd", "kem", "sa"};
    static const char *const countries[] = {"us", "ca", "au", "br", "mx", "ru"};
    hl_zones *zones = hl_base__zones_new(NULL);
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        for (size_t c = 0; c < sizeof countries / sizeof countries[0]; c++) {
            const hl_state_clock *one = hl_plan__state_clock(countries[c], codes[i]);
            for (size_t z = 0; one != NULL && z < HL_STATE_ZONES && one->zones[z] != NULL; z++) {
                const hl_zone *zone = NULL;
                assert_int_equal(
                    hl_base__zones_find(zones, one->zones[z], strlen(one->zones[z]), &zone), HL_OK);
                if (zone == NULL)
                    fail_msg("%s", one->zones[z]);
            }
        }
    hl_base__zones_free(zones);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(states_go_by_code_and_name),
                                       cmocka_unit_test(their_zones_exist)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
