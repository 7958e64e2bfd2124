#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "base/zone.h"
#include "base/zone_data.h"
#include "base/zone_names.h"
#include "tests/support/check.h"

static hl_zones *zones;

static int open_zones(void **state)
{
    (void)state;
    zones = hl_base__zones_new(NULL);
    return zones == NULL;
}

static int close_zones(void **state)
{
    (void)state;
    hl_base__zones_free(zones);
    return 0;
}

static const hl_zone *find(const char *name)
{
    const hl_zone *zone = NULL;
    assert_int_equal(hl_base__zones_find(zones, name, strlen(name), &zone), HL_OK);
    if (zone == NULL)
        fail_msg("no zone %s", name);
    return zone;
}

static void assert_no_zone(hl_zones *where, const char *name, size_t length)
{
    const hl_zone *zone = NULL;
    assert_int_equal(hl_base__zones_find(where, name, length, &zone), HL_OK);
    assert_null(zone);
}

static int64_t time_of(const char *text)
{
    int64_t out = 0;
    assert_int_not_equal(hl_base__time_parse(text, strlen(text), &out), HL_TIME_INVALID);
    return out;
}

/* Facts of history and law, not of any program. */
static void offsets_at_known_instants(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *instant;
        int32_t minutes;
    } known[] = {
        {"Asia/Shanghai", "2026-11-22T00:00:00Z", 480},
        {"Asia/Shanghai", "1986-05-03T17:59:59Z", 480}, /* summer time from 4 May 1986, 2:00 */
        {"Asia/Shanghai", "1986-05-03T18:00:00Z", 540},
        {"Asia/Shanghai", "1991-09-14T16:59:59Z", 540}, /* ends on 15 September 1991, 2:00 */
        {"Asia/Shanghai", "1991-09-14T17:00:00Z", 480},
        {"Asia/Shanghai", "1992-07-01T00:00:00Z", 480},
        {"America/New_York", "2026-03-08T06:59:59Z", -300},
        {"America/New_York", "2026-03-08T07:00:00Z", -240},
        {"America/New_York", "2026-11-01T05:59:59Z", -240},
        {"America/New_York", "2026-11-01T06:00:00Z", -300},
        {"America/New_York", "2126-07-01T00:00:00Z", -240},
        {"Europe/Berlin", "2026-03-29T00:59:59Z", 60},
        {"Europe/Berlin", "2026-03-29T01:00:00Z", 120},
        {"Europe/Berlin", "2026-10-25T01:00:00Z", 60},
        {"Australia/Lord_Howe", "2026-07-01T00:00:00Z", 630},
        {"Australia/Lord_Howe", "2026-01-01T00:00:00Z", 660},
        {"Asia/Kathmandu", "2026-01-01T00:00:00Z", 345},
        {"Asia/Kathmandu", "1985-12-31T00:00:00Z", 330},
        {"Pacific/Apia", "2011-12-30T09:59:59Z", -600},
        {"Pacific/Apia", "2011-12-30T10:00:00Z", 840},
        {"America/Sao_Paulo", "2019-01-01T00:00:00Z", -120},
        {"America/Sao_Paulo", "2026-01-01T00:00:00Z", -180}, /* no summer time since 2019 */
        {"Africa/Casablanca", "2026-01-01T00:00:00Z", 60},
        {"Africa/Casablanca", "2026-03-01T00:00:00Z", 0}, /* Ramadan: back by an hour */
        {"Asia/Kolkata", "2026-06-01T00:00:00Z", 330},
        {"Europe/Dublin", "2040-01-01T00:00:00Z", 0}, /* winter is the exception in the rule */
        {"Europe/Dublin", "2040-07-01T00:00:00Z", 60},
        {"UTC", "2026-06-01T00:00:00Z", 0},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        int32_t got = hl_base__zone_offset(find(known[i].zone), time_of(known[i].instant));
        if (got != known[i].minutes * 60)
            fail_msg("%s at %s: %d, not %d min", known[i].zone, known[i].instant, got / 60,
                     known[i].minutes);
    }
}

/* A time in a gap moves forward by the gap, one in an overlap is the first. */
static void local_times_in_gaps_and_overlaps(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *local, *instant;
    } known[] = {
        {"America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:30:00Z"}, /* shows 03:30 */
        {"America/New_York", "2026-03-08T01:59:59", "2026-03-08T06:59:59Z"},
        {"America/New_York", "2026-03-08T03:00:00", "2026-03-08T07:00:00Z"},
        {"America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00Z"},
        {"Australia/Lord_Howe", "2026-10-04T02:15:00", "2026-10-03T15:45:00Z"}, /* half an hour */
        {"Australia/Lord_Howe", "2026-04-05T01:45:00", "2026-04-04T14:45:00Z"},
        {"Pacific/Apia", "2011-12-30T10:00:00", "2011-12-30T20:00:00Z"}, /* the day that was not */
        {"Asia/Shanghai", "1986-05-04T02:30:00", "1986-05-03T18:30:00Z"},
        {"America/Sao_Paulo", "2018-11-04T00:30:00", "2018-11-04T03:30:00Z"}, /* no midnight */
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        char text[HL_TIME_TEXT];
        int64_t got = hl_base__zone_instant(find(known[i].zone), time_of(known[i].local));
        assert_string_equal(hl_base__time_text(got, 0, text), known[i].instant);
    }
}

/* A range says exactly where its offset holds, also centuries behind the last written change. */
static void ranges_are_maximal(void **state)
{
    (void)state;
    static const char *const names[] = {"America/New_York", "Europe/Dublin", "Asia/Shanghai",
                                        "Australia/Lord_Howe", "Africa/Casablanca"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const hl_zone *zone = find(names[i]);
        int64_t at = time_of("1900-01-01T00:00:00Z");
        while (at < time_of("3500-01-01T00:00:00Z")) {
            int64_t from = 0;
            int64_t until = 0;
            int32_t offset = hl_base__zone_offset_range(zone, at, &from, &until);
            assert_true(from <= at && at < until);
            if (until == INT64_MAX)
                break;
            assert_int_equal(hl_base__zone_offset(zone, until - 1), offset);
            assert_int_not_equal(hl_base__zone_offset(zone, until), offset);
            at = until;
        }
    }
}

static void what_is_no_zone_is_not_found(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "Asia/Shanghia",
                                      "Asia/Beijing",
                                      "CST",
                                      "8",
                                      "UTC8",
                                      "+15",
                                      "+08:20",
                                      "-12:15",
                                      "+080",
                                      "UTC+8:0",
                                      "+08:000",
                                      "Standard Time",
                                      "\xE5\x8C\x97\xE4\xBA\xAC",
                                      "/usr/share/zoneinfo/UTC",
                                      "../zoneinfo/UTC",
                                      "Asia/../UTC",
                                      "Asia",
                                      "tzdata.zi",
                                      "right/UTC",
                                      "posix/UTC",
                                      "localtime",
                                      "Factory",
                                      "factory",
                                      "(UTC+08:00) Eastern Time (US & Canada)",
                                      "(UTC+09:00) Beijing, Chongqing, Hong Kong, Urumqi",
                                      "(UTC+08:00) Nowhere",
                                      "(Beijing)",
                                      "(",
                                      ")",
                                      "Asia/Shang hai"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_no_zone(zones, bad[i], strlen(bad[i]));
    assert_no_zone(zones, "UTC\0x", 5);
    assert_ptr_equal(find("UTC"), find("UTC"));
}

/* The zone of Windows' names: what CLDR's windowsZones.xml says of territory 001. */
static void spellings_of_people_are_understood(void **state)
{
    (void)state;
    static const struct {
        const char *spelled, *name;
    } known[] = {
        {"asia/shanghai", "Asia/Shanghai"},
        {" Asia/Shanghai\t", "Asia/Shanghai"},
        {"'America/New_York'", "America/New_York"},
        {"America/New York", "America/New_York"},
        {"america / new  york", "America/New_York"},
        {"AMERICA\\NEW_YORK", "America/New_York"},
        {"\xC2\xA0"
         "Asia/Tokyo\xE3\x80\x80",
         "Asia/Tokyo"},
        {"America/Port au-Prince", "America/Port-au-Prince"},
        {"China Standard Time", "Asia/Shanghai"},
        {"pacific standard time", "America/Los_Angeles"},
        {"Pacific Standard Time (Mexico)", "America/Tijuana"},
        {"E. South America Standard Time", "America/Sao_Paulo"},
        {"India Standard Time", "Asia/Kolkata"},
        {"W. Europe Standard Time", "Europe/Berlin"},
        {"UTC+8", "UTC+08:00"},
        {"utc+08:00", "UTC+08:00"},
        {"GMT+8", "UTC+08:00"}, /* east, as people write it; Etc/GMT+8 is another */
        {"GMT +0800", "UTC+08:00"},
        {"+08:00", "UTC+08:00"},
        {"+8", "UTC+08:00"},
        {"\xEF\xBC\x8B"
         "8",
         "UTC+08:00"},
        {"\xEF\xBC\xB5TC\xEF\xBC\x8B\xEF\xBC\x98", "UTC+08:00"}, /* full-width U, + and 8 */
        {"-3:30", "UTC-03:30"},
        {"\xE2\x88\x92"
         "5",
         "UTC-05:00"},
        {"+14", "UTC+14:00"},
        {"-12:00", "UTC-12:00"},
        {"UTC-0", "UTC"},
        {"+00:00", "UTC"},
        {"Z", "UTC"},
        {"JST", "Asia/Tokyo"},
        {"kst", "Asia/Seoul"},
        {"(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi", "Asia/Shanghai"},
        {"(UTC+09:00) Osaka, Sapporo, Tokyo", "Asia/Tokyo"},
        {"(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"},
        {"(UTC-08:00) Pacific Time (US & Canada)", "America/Los_Angeles"},
        {"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"},
        {"(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/Dublin"},
        {"(UTC+10:00) Canberra, Melbourne, Sydney", "Australia/Sydney"},
        {"(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi", "Asia/Kolkata"},
        {"(UTC) Coordinated Universal Time", "UTC"},
        {"(UTC+08:00)", "UTC+08:00"},
        {"Etc/GMT+8", "Etc/GMT+8"},
        {"etc/gmt+8", "Etc/GMT+8"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(hl_base__zone_name(find(known[i].spelled)), known[i].name) != 0)
            fail_msg("%s is %s, not %s", known[i].spelled,
                     hl_base__zone_name(find(known[i].spelled)), known[i].name);
    assert_int_equal(hl_base__zone_offset(find("GMT+8"), 0), 8 * 3600);
    assert_int_equal(hl_base__zone_offset(find("-3:30"), 0), -12600);
    assert_int_equal(hl_base__zone_offset(find("Etc/GMT+8"), 0), -8 * 3600);
    assert_int_equal(hl_base__zone_offset(find("UTC"), 0), 0);
}

static void every_zone_of_windows_is_there(void **state)
{
    (void)state;
    assert_true(hl_base__windows_zone_count > 130);
    for (size_t i = 0; i < hl_base__windows_zone_count; i++) {
        assert_string_equal(hl_base__zone_name(find(hl_base__windows_zones[i].name)),
                            hl_base__windows_zones[i].iana);
        assert_ptr_equal(find(hl_base__windows_zones[i].name),
                         find(hl_base__windows_zones[i].iana));
    }
}

static void what_may_be_meant_is_asked(void **state)
{
    (void)state;
    static const struct {
        const char *text, *near;
    } known[] = {
        {"Asia/Beijing", "Asia/Shanghai"},
        {"Beijing", "Asia/Shanghai"},
        {"\xE5\x8C\x97\xE4\xBA\xAC", "Asia/Shanghai"},
        {"Asia/Shanghia", "Asia/Shanghai"},
        {"tokyo", "Asia/Tokyo"},
        {"Europe/Tokyo", "Asia/Tokyo"},
        {"America/San Francisco", "America/Los_Angeles"},
        {"CST", "Asia/Shanghai or America/Chicago"},
        {"est", "America/New_York or America/Panama"},
        {"MST", "America/Denver or America/Phoenix"},
        {"Chinese Standard Time", "China Standard Time"},
        {"Mars/Olympus", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const char *near = "";
        assert_int_equal(hl_base__zones_suggest(zones, known[i].text, strlen(known[i].text), &near),
                         HL_OK);
        if (known[i].near == NULL)
            assert_null(near);
        else if (near == NULL || strcmp(near, known[i].near) != 0)
            fail_msg("%s: %s, not %s", known[i].text, near == NULL ? "none" : near, known[i].near);
    }
}

static void names_and_version_come_from_the_database(void **state)
{
    (void)state;
    size_t count = 0;
    const char *const *names = NULL;
    bool shanghai = false;
    assert_int_equal(hl_base__zones_names(zones, &names, &count), HL_OK);
    assert_true(count > 300);
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || strcmp(names[i - 1], names[i]) < 0);
        assert_true(strncmp(names[i], "posix", 5) != 0 && strncmp(names[i], "right/", 6) != 0);
        assert_non_null(find(names[i]));
        shanghai = shanghai || strcmp(names[i], "Asia/Shanghai") == 0;
    }
    assert_true(shanghai);
    assert_string_not_equal(hl_base__zones_version(zones), "unknown");
    hl_zones *none = hl_base__zones_new("/nonexistent");
    assert_string_equal(hl_base__zones_version(none), "unknown");
    assert_int_equal(hl_base__zones_names(none, &names, &count), HL_OK);
    assert_int_equal(count, 0);
    assert_no_zone(none, "UTC", 3);
    hl_base__zones_free(none);
}

static void try_decoding(const unsigned char *bytes, size_t size)
{
    hl_zone *zone = hl_base__zone_new("X", 1);
    unsigned char *exact = malloc(size == 0 ? 1 : size);
    assert_non_null(zone);
    memcpy(exact, bytes, size);
    if (hl_base__zone_decode(zone, exact, size))
        (void)hl_base__zone_instant(zone, 1793000000000);
    free(exact);
    hl_base__zone_free(zone);
}

/* Cut short everywhere, and with random bytes changed: never read outside, never hang. */
static void malformed_files_are_survived(void **state)
{
    (void)state;
    unsigned char bytes[8192];
    unsigned char broken[8192];
    FILE *file = fopen("/usr/share/zoneinfo/America/New_York", "rb");
    hl_random random = hl_base__random_seed(7, 0);
    assert_non_null(file);
    size_t size = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    for (size_t cut = 0; cut < size; cut++) {
        hl_zone *zone = hl_base__zone_new("X", 1);
        assert_false(hl_base__zone_decode(zone, bytes, cut));
        hl_base__zone_free(zone);
    }
    for (int i = 0; i < 3000; i++) {
        memcpy(broken, bytes, size);
        for (int k = 0; k < 3; k++)
            broken[hl_base__random_below(&random, size)] =
                (unsigned char)hl_base__random_next(&random);
        try_decoding(broken, size);
    }
}

static void rules_are_read_strictly(void **state)
{
    (void)state;
    static const struct {
        const char *rule;
        bool good;
    } rules[] = {
        {"UTC0", true},
        {"<+0330>-3:30", true},
        {"EST5EDT,M3.2.0,M11.1.0", true},
        {"IST-1GMT0,M10.5.0,M3.5.0/1", true},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", true},
        {"XXX3EDT4,0/0,J365/23", true}, /* daylight time all year */
        {"IST-2IDT,M3.4.4/26,M10.5.0", true},
        {"EST5EDT", false}, /* which weeks is not said */
        {"EST", false},
        {"E5", false},
        {"EST5EDT,M13.2.0,M11.1.0", false},
        {"EST5EDT,M3.2.0", false},
        {"EST5EDT,M3.2.0,M11.1.0x", false},
        {"<EST5", false},
        {"EST5EDT,J0,J365", false},
        {"EST25", false},
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        hl_zone *zone = hl_base__zone_new("X", 1);
        if (hl_base__zone_extend(zone, rules[i].rule, strlen(rules[i].rule)) != rules[i].good)
            fail_msg("%s", rules[i].rule);
        hl_base__zone_free(zone);
    }
    hl_zone *all_year = hl_base__zone_new("X", 1);
    assert_true(hl_base__zone_extend(all_year, "XXX3EDT4,0/0,J365/23", 20));
    for (int64_t day = 0; day < 40000; day++)
        assert_int_equal(hl_base__zone_offset(all_year, day * HL_DAY_MS), -4 * 3600);
    hl_base__zone_free(all_year);
}

/* Beirut's clock goes from 0:00 to 1:00, so that the day has no midnight; New York's 8th of March
 * has 23 hours, and its 1st of November 25. */
static void days_begin_when_the_clock_says_so(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *begins, *date;
    } known[] = {{NULL, "2026-03-08T00:00:00Z", "2026-03-08"},
                 {"Asia/Shanghai", "2026-03-07T16:00:00Z", "2026-03-08"},
                 {"America/New_York", "2026-03-08T05:00:00Z", "2026-03-08"},
                 {"America/New_York", "2026-03-09T04:00:00Z", "2026-03-09"},
                 {"America/New_York", "2026-11-01T04:00:00Z", "2026-11-01"},
                 {"America/New_York", "2026-11-02T05:00:00Z", "2026-11-02"},
                 {"Asia/Beirut", "2022-03-26T22:00:00Z", "2022-03-27"},
                 {"Pacific/Kiritimati", "2026-03-07T10:00:00Z", "2026-03-08"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        const hl_zone *zone = known[i].zone == NULL ? NULL : find(known[i].zone);
        int64_t begins = time_of(known[i].begins);
        int64_t day = time_of(known[i].date) / HL_DAY_MS;
        assert_int_equal(hl_base__zone_day(zone, begins), day);
        assert_int_equal(hl_base__zone_day(zone, begins - 1), day - 1);
        assert_int_equal(hl_base__zone_day_start(zone, day), begins);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offsets_at_known_instants),
        cmocka_unit_test(local_times_in_gaps_and_overlaps),
        cmocka_unit_test(ranges_are_maximal),
        cmocka_unit_test(what_is_no_zone_is_not_found),
        cmocka_unit_test(spellings_of_people_are_understood),
        cmocka_unit_test(every_zone_of_windows_is_there),
        cmocka_unit_test(what_may_be_meant_is_asked),
        cmocka_unit_test(names_and_version_come_from_the_database),
        cmocka_unit_test(malformed_files_are_survived),
        cmocka_unit_test(rules_are_read_strictly),
        cmocka_unit_test(days_begin_when_the_clock_says_so),
    };
    return cmocka_run_group_tests(tests, open_zones, close_zones);
}
