/* From the spellings of people to a name of the database, or an offset. */
#include "base/zone_names.h"

#include <stdio.h>
#include <string.h>

#include "base/fullwidth.h"
#include "base/suggest.h"

/* Bytes that stand around a name without being of it, and other ways to write a sign. */
static const struct {
    const char *bytes;
    char as; /* ' ' between words */
} signs[] = {
    {" ", ' '},
    {"\t", ' '},
    {"\r", ' '},
    {"\n", ' '},
    {"_", ' '},
    {"\xC2\xA0", ' '},     /* no-break space */
    {"\xEF\xBB\xBF", ' '}, /* byte order mark */
    {"'", ' '},
    {"\"", ' '},
    {"\\", '/'},
    {"\xE2\x88\x92", '-'}, /* minus sign, */
    {"\xE2\x80\x93", '-'}, /* en dash */
};

/* How many bytes of the text the sign takes; 0: the text does not begin with one. */
static size_t sign_at(const char *text, size_t length, char *as)
{
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t bytes = strlen(signs[i].bytes);
        if (bytes <= length && memcmp(text, signs[i].bytes, bytes) == 0) {
            *as = signs[i].as;
            return bytes;
        }
    }
    hl_fullwidth wide;
    if (length < 3 || !hl_base__fullwidth(text, 3, &wide))
        return 0;
    *as = wide.half == '\'' || wide.half == '"' ? ' ' : wide.half;
    return wide.length;
}

static bool letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* "Port-au-Prince" as people write it; not the sign of "Etc/GMT-8". */
static bool joins_words(const char *text, size_t length, size_t at)
{
    return text[at] == '-' && at > 0 && at + 1 < length && letter(text[at - 1]) &&
           letter(text[at + 1]);
}

/* Lower case, words joined by one '_', nothing around. False: longer than any name, or none at all.
 */
static bool fold(const char *text, size_t length, char out[HL_ZONE_NAME_SIZE])
{
    size_t used = 0;
    bool gap = false;
    for (size_t at = 0; at < length;) {
        char c = joins_words(text, length, at) ? ' ' : text[at];
        size_t bytes = sign_at(text + at, length - at, &c);
        at += bytes == 0 ? 1 : bytes;
        if (c == '\0')
            return false;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c == ' ') {
            gap = true;
            continue;
        }
        bool joins = used > 0 && out[used - 1] != '/' && c != '/';
        if (used + 2 >= HL_ZONE_NAME_SIZE)
            return false;
        if (gap && joins)
            out[used++] = '_';
        out[used++] = c;
        gap = false;
    }
    out[used] = '\0';
    return true;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "8", "08", "8:00", "08:30", "0830" in minutes; -1 when it is none of these. */
static int32_t clock_of(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    int32_t hours = 0;
    if (digits == 0 || digits == 3 || digits > 4)
        return -1;
    for (size_t i = 0; i < (digits == 4 ? 2 : digits); i++)
        hours = hours * 10 + (text[i] - '0');
    const char *rest = digits == 4 ? text + 2 : text + digits;
    if (digits < 4 && rest[0] == '\0')
        return hours * 60;
    rest += digits < 4 && rest[0] == ':';
    if (!digit(rest[0]) || !digit(rest[1]) || rest[2] != '\0' || (digits < 4 && rest[-1] != ':'))
        return -1;
    return hours * 60 + (rest[0] - '0') * 10 + (rest[1] - '0');
}

/* Whole quarters of an hour from -12:00 to +14:00, as there are on earth. */
static bool read_offset(const char *folded, int32_t *minutes_east)
{
    enum { WEST = 12 * 60, EAST = 14 * 60, QUARTER = 15 };
    const char *at = folded;
    if (strncmp(at, "utc", 3) == 0 || strncmp(at, "gmt", 3) == 0)
        at += 3;
    at += at > folded && *at == '_';
    if (strcmp(folded, "z") == 0) { /* as RFC 3339 ends a time with it */
        *minutes_east = 0;
        return true;
    }
    if (*at != '+' && *at != '-')
        return false;
    bool west = *at++ == '-';
    at += *at == '_';
    int32_t minutes = clock_of(at);
    if (minutes < 0 || minutes > (west ? WEST : EAST) || minutes % QUARTER != 0)
        return false;
    *minutes_east = west ? -minutes : minutes;
    return true;
}

bool hl_base__zone_is_offset(const char *name, size_t length, int32_t *seconds_east)
{
    char folded[HL_ZONE_NAME_SIZE];
    int32_t minutes = 0;
    bool is = length == sizeof "UTC+08:00" - 1 && memcmp(name, "UTC", 3) == 0 && name[6] == ':' &&
              fold(name, length, folded) && read_offset(folded, &minutes);
    *seconds_east = minutes * 60;
    return is;
}

static bool same(const char *folded, const char *name)
{
    char other[HL_ZONE_NAME_SIZE];
    return fold(name, strlen(name), other) && strcmp(folded, other) == 0;
}

static void take(const char *name, char out[HL_ZONE_NAME_SIZE])
{
    (void)snprintf(out, HL_ZONE_NAME_SIZE, "%s", name);
}

static void take_offset(int32_t minutes, char out[HL_ZONE_NAME_SIZE])
{
    int32_t size = minutes < 0 ? -minutes : minutes;
    if (minutes == 0)
        take("UTC", out);
    else
        (void)snprintf(out, HL_ZONE_NAME_SIZE, "UTC%c%02d:%02d", minutes < 0 ? '-' : '+',
                       (int)(size / 60), (int)(size % 60));
}

static hl_status shown_by_windows(hl_zones *zones, const char *folded, char out[HL_ZONE_NAME_SIZE]);

/* Abbreviations of one zone alone, whose clocks do not change. */
static const hl_zone_name abbreviations[] = {{"jst", "Asia/Tokyo"},
                                             {"kst", "Asia/Seoul"},
                                             {"hkt", "Asia/Hong_Kong"},
                                             {"sgt", "Asia/Singapore"}};

/* What Ruby on Rails (ActiveSupport::TimeZone) calls zones that it names by no city, as Zendesk and
 * Basecamp export them. Folded. */
static const hl_zone_name rails_zones[] = {{"eastern_time_(us_&_canada)", "America/New_York"},
                                           {"central_time_(us_&_canada)", "America/Chicago"},
                                           {"mountain_time_(us_&_canada)", "America/Denver"},
                                           {"pacific_time_(us_&_canada)", "America/Los_Angeles"},
                                           {"atlantic_time_(canada)", "America/Halifax"},
                                           {"indiana_(east)", "America/Indiana/Indianapolis"},
                                           {"arizona", "America/Phoenix"},
                                           {"alaska", "America/Juneau"},
                                           {"hawaii", "Pacific/Honolulu"},
                                           {"saskatchewan", "America/Regina"},
                                           {"newfoundland", "America/St_Johns"},
                                           {"central_america", "America/Guatemala"},
                                           {"west_central_africa", "Africa/Algiers"}};

static void take_rails_zone(const char *folded, char out[HL_ZONE_NAME_SIZE])
{
    for (size_t i = 0; i < sizeof rails_zones / sizeof rails_zones[0]; i++)
        if (strcmp(folded, rails_zones[i].name) == 0)
            take(rails_zones[i].iana, out);
}

static void take_abbreviation(const char *folded, char out[HL_ZONE_NAME_SIZE])
{
    for (size_t i = 0; i < sizeof abbreviations / sizeof abbreviations[0]; i++)
        if (strcmp(folded, abbreviations[i].name) == 0)
            take(abbreviations[i].iana, out);
}

bool hl_base__zone_is_vague(const char *text, size_t length)
{
    char folded[HL_ZONE_NAME_SIZE];
    return fold(text, length, folded) && (strcmp(folded, "est") == 0 || strcmp(folded, "mst") == 0);
}

hl_status hl_base__zone_spelled(hl_zones *zones, const char *text, size_t length,
                                char name[HL_ZONE_NAME_SIZE])
{
    char folded[HL_ZONE_NAME_SIZE];
    size_t count = 0;
    int32_t minutes = 0;
    const char *const *names = NULL;
    name[0] = '\0';
    if (!fold(text, length, folded) || folded[0] == '\0')
        return HL_OK;
    if (hl_base__zones_names(zones, &names, &count) != HL_OK)
        return HL_FAILED;
    for (size_t i = 0; i < count && name[0] == '\0'; i++)
        if (same(folded, names[i]))
            take(names[i], name);
    for (size_t i = 0; i < hl_base__windows_zone_count && name[0] == '\0'; i++)
        if (same(folded, hl_base__windows_zones[i].name))
            take(hl_base__windows_zones[i].iana, name);
    if (name[0] == '\0')
        take_rails_zone(folded, name);
    if (name[0] == '\0')
        take_abbreviation(folded, name);
    if (name[0] == '\0' && read_offset(folded, &minutes))
        take_offset(minutes, name);
    return name[0] == '\0' ? shown_by_windows(zones, folded, name) : HL_OK;
}

/* ---- what may be meant */

/* Places that the database names by another city, and abbreviations that are of several zones.
 * Folded; only ever said as a question. */
static const hl_zone_name meanings[] = {
    {"beijing", "Asia/Shanghai"},
    {"peking", "Asia/Shanghai"},
    {"china", "Asia/Shanghai"},
    {"cn", "Asia/Shanghai"},
    {"shenzhen", "Asia/Shanghai"},
    {"guangzhou", "Asia/Shanghai"},
    {"chengdu", "Asia/Shanghai"},
    {"hangzhou", "Asia/Shanghai"},
    {"nanjing", "Asia/Shanghai"},
    {"wuhan", "Asia/Shanghai"},
    {"xian", "Asia/Shanghai"},
    {"tianjin", "Asia/Shanghai"},
    {"suzhou", "Asia/Shanghai"},
    {"北京", "Asia/Shanghai"},
    {"北京时间", "Asia/Shanghai"},
    {"北京市", "Asia/Shanghai"},
    {"上海", "Asia/Shanghai"},
    {"上海市", "Asia/Shanghai"},
    {"中国", "Asia/Shanghai"},
    {"中国标准时间", "Asia/Shanghai"},
    {"东八区", "Asia/Shanghai"},
    {"广州", "Asia/Shanghai"},
    {"深圳", "Asia/Shanghai"},
    {"杭州", "Asia/Shanghai"},
    {"成都", "Asia/Shanghai"},
    {"重庆", "Asia/Shanghai"},
    {"香港", "Asia/Hong_Kong"},
    {"澳门", "Asia/Macau"},
    {"台北", "Asia/Taipei"},
    {"台湾", "Asia/Taipei"},
    {"东京", "Asia/Tokyo"},
    {"日本", "Asia/Tokyo"},
    {"osaka", "Asia/Tokyo"},
    {"kyoto", "Asia/Tokyo"},
    {"jst", "Asia/Tokyo"},
    {"首尔", "Asia/Seoul"},
    {"busan", "Asia/Seoul"},
    {"kst", "Asia/Seoul"},
    {"新加坡", "Asia/Singapore"},
    {"sgt", "Asia/Singapore"},
    {"hkt", "Asia/Hong_Kong"},
    {"bombay", "Asia/Kolkata"},
    {"mumbai", "Asia/Kolkata"},
    {"delhi", "Asia/Kolkata"},
    {"new_delhi", "Asia/Kolkata"},
    {"bangalore", "Asia/Kolkata"},
    {"bengaluru", "Asia/Kolkata"},
    {"chennai", "Asia/Kolkata"},
    {"hyderabad", "Asia/Kolkata"},
    {"india", "Asia/Kolkata"},
    {"hanoi", "Asia/Ho_Chi_Minh"},
    {"abu_dhabi", "Asia/Dubai"},
    {"mecca", "Asia/Riyadh"},
    {"tel_aviv", "Asia/Jerusalem"},
    {"ankara", "Europe/Istanbul"},
    {"st_petersburg", "Europe/Moscow"},
    {"munich", "Europe/Berlin"},
    {"frankfurt", "Europe/Berlin"},
    {"hamburg", "Europe/Berlin"},
    {"cologne", "Europe/Berlin"},
    {"germany", "Europe/Berlin"},
    {"geneva", "Europe/Zurich"},
    {"milan", "Europe/Rome"},
    {"barcelona", "Europe/Madrid"},
    {"lyon", "Europe/Paris"},
    {"marseille", "Europe/Paris"},
    {"france", "Europe/Paris"},
    {"edinburgh", "Europe/London"},
    {"manchester", "Europe/London"},
    {"england", "Europe/London"},
    {"uk", "Europe/London"},
    {"the_hague", "Europe/Amsterdam"},
    {"rotterdam", "Europe/Amsterdam"},
    {"cape_town", "Africa/Johannesburg"},
    {"abuja", "Africa/Lagos"},
    {"washington", "America/New_York"},
    {"boston", "America/New_York"},
    {"miami", "America/New_York"},
    {"atlanta", "America/New_York"},
    {"philadelphia", "America/New_York"},
    {"eastern", "America/New_York"},
    {"eastern_time", "America/New_York"},
    {"edt", "America/New_York"},
    {"houston", "America/Chicago"},
    {"dallas", "America/Chicago"},
    {"austin", "America/Chicago"},
    {"central", "America/Chicago"},
    {"central_time", "America/Chicago"},
    {"cdt", "America/Chicago"},
    {"mountain", "America/Denver"},
    {"mountain_time", "America/Denver"},
    {"mdt", "America/Denver"},
    {"san_francisco", "America/Los_Angeles"},
    {"seattle", "America/Los_Angeles"},
    {"san_diego", "America/Los_Angeles"},
    {"las_vegas", "America/Los_Angeles"},
    {"california", "America/Los_Angeles"},
    {"pacific", "America/Los_Angeles"},
    {"pacific_time", "America/Los_Angeles"},
    {"pst", "America/Los_Angeles"},
    {"pdt", "America/Los_Angeles"},
    {"montreal", "America/Toronto"},
    {"ottawa", "America/Toronto"},
    {"calgary", "America/Edmonton"},
    {"rio_de_janeiro", "America/Sao_Paulo"},
    {"brasilia", "America/Sao_Paulo"},
    {"canberra", "Australia/Sydney"},
    {"aest", "Australia/Sydney"},
    {"wellington", "Pacific/Auckland"},
    {"et", "America/New_York"},
    {"ct", "America/Chicago"},
    {"mt", "America/Denver"},
    {"pt", "America/Los_Angeles"},
    {"est", "America/New_York or America/Panama"},
    {"mst", "America/Denver or America/Phoenix"},
    {"bst", "Europe/London or Asia/Dhaka"},
    {"cst", "Asia/Shanghai or America/Chicago"},
    {"ist", "Asia/Kolkata, Asia/Jerusalem or Europe/Dublin"},
    {"ast", "America/Halifax or Asia/Riyadh"},
    {"cest", "Europe/Berlin"},
    {"coordinated_universal_time", "UTC"},
    {"msk", "Europe/Moscow"},
};

/* What stands behind the region: "beijing" of "asia/beijing". */
static const char *place_in(const char *folded)
{
    const char *slash = strrchr(folded, '/');
    return slash == NULL ? folded : slash + 1;
}

static const char *by_meaning(const char *place)
{
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++)
        if (strcmp(place, meanings[i].name) == 0)
            return meanings[i].iana;
    return NULL;
}

/* The zone of that city, in whatever region it was thought. */
static const char *by_city(const char *place, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *slash = strrchr(names[i], '/');
        if (slash != NULL && same(place, slash + 1))
            return names[i];
    }
    return NULL;
}

static const char *by_letters(const char *folded, const char *const *names, size_t count)
{
    char other[HL_ZONE_NAME_SIZE];
    const char *candidate = other;
    size_t nearest = 0;
    const char *best = NULL;
    for (size_t i = 0; i < count + hl_base__windows_zone_count; i++) {
        const char *name = i < count ? names[i] : hl_base__windows_zones[i - count].name;
        size_t distance = 0;
        if (!fold(name, strlen(name), other) || !hl_base__is_near(folded, candidate, &distance) ||
            (best != NULL && distance >= nearest))
            continue;
        best = name;
        nearest = distance;
    }
    return best;
}

hl_status hl_base__zones_suggest(hl_zones *zones, const char *text, size_t length,
                                 const char **near)
{
    char folded[HL_ZONE_NAME_SIZE];
    size_t count = 0;
    const char *const *names = NULL;
    *near = NULL;
    if (hl_base__zones_names(zones, &names, &count) != HL_OK)
        return HL_FAILED;
    if (!fold(text, length, folded) || folded[0] == '\0')
        return HL_OK;
    *near = by_meaning(place_in(folded));
    if (*near == NULL)
        *near = by_city(place_in(folded), names, count);
    if (*near == NULL)
        *near = by_letters(folded, names, count);
    return HL_OK;
}

/* ---- what Windows shows */

/* The clock of the zone without summer time, which lies east of it, east of UTC in minutes. */
static int32_t standard_offset(const hl_zone *zone)
{
    const int64_t january = INT64_C(1768435200000); /* 2026-01-15, */
    const int64_t july = INT64_C(1784073600000);    /* 2026-07-15 */
    int32_t winter = hl_base__zone_offset(zone, january);
    int32_t summer = hl_base__zone_offset(zone, july);
    return (winter < summer ? winter : summer) / 60;
}

/* "(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi", "(UTC-05:00) Eastern Time (US & Canada)":
 * the zone of the first place, where its clocks have that offset. */
static hl_status shown_by_windows(hl_zones *zones, const char *folded, char out[HL_ZONE_NAME_SIZE])
{
    char offset[HL_ZONE_NAME_SIZE];
    char place[HL_ZONE_NAME_SIZE];
    int32_t minutes = 0;
    size_t count = 0;
    const char *const *names = NULL;
    const hl_zone *zone = NULL;
    const char *close = strchr(folded, ')');
    if (folded[0] != '(' || close == NULL || hl_base__zones_names(zones, &names, &count) != HL_OK)
        return folded[0] != '(' || close == NULL ? HL_OK : HL_FAILED;
    (void)snprintf(offset, sizeof offset, "%.*s", (int)(close - folded - 1), folded + 1);
    close += 1 + (close[1] == '_');
    (void)snprintf(place, sizeof place, "%.*s", (int)strcspn(close, ",("), close);
    size_t length = strlen(place);
    if (length > 0 && place[length - 1] == '_')
        place[length - 1] = '\0';
    bool is_offset = read_offset(offset, &minutes);
    const char *meant = by_meaning(place);
    if (is_offset && place[0] == '\0')
        take_offset(minutes, out);
    if (meant == NULL)
        meant = by_city(place, names, count);
    if (meant == NULL || !(is_offset || strcmp(offset, "utc") == 0))
        return HL_OK;
    if (hl_base__zones_find(zones, meant, strlen(meant), &zone) != HL_OK)
        return HL_FAILED;
    if (zone != NULL && standard_offset(zone) == minutes)
        take(meant, out);
    return HL_OK;
}
