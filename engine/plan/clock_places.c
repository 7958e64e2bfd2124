#include "plan/clock_places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/name_words.h"
#include "plan/state_clocks.h"

enum { NAMES = 8, SLACK = 60 };

/* Clocks of a country, in minutes east of UTC, summer time included (IANA tzdata 2025b); its codes
 * (ISO 3166-1) and calling code (ITU E.164; North America's is its states' together), and its names
 * in the one spelling of config/name_words.h. Countries that are not here say nothing. */
typedef struct country {
    const char *code, *longer, *calling;
    int32_t from, to;
    const char *names[NAMES];
} country;
static const country countries[] = {
    {"us",
     "usa",
     "1",
     -600,
     -240,
     {"united_states", "united_states_of_america", "america", "美国"}},
    {"ca", "can", "", -480, -150, {"canada", "加拿大"}},
    {"mx", "mex", "52", -480, -300, {"mexico", "méxico", "墨西哥"}},
    {"br", "bra", "55", -300, -120, {"brazil", "brasil", "巴西"}},
    {"ar", "arg", "54", -180, -180, {"argentina", "阿根廷"}},
    {"cl", "chl", "56", -360, -180, {"chile", "智利"}},
    {"co", "col", "57", -300, -300, {"colombia", "哥伦比亚"}},
    {"pe", "per", "51", -300, -300, {"peru", "perú", "秘鲁"}},
    {"gb",
     "gbr",
     "44",
     0,
     60,
     {"united_kingdom", "great_britain", "uk", "england", "scotland", "wales", "英国"}},
    {"ie", "irl", "353", 0, 60, {"ireland", "爱尔兰"}},
    {"pt", "prt", "351", -60, 60, {"portugal", "葡萄牙"}},
    {"is", "isl", "354", 0, 0, {"iceland", "ísland", "island", "冰岛"}},
    {"ma", "mar", "212", 0, 60, {"morocco", "maroc", "摩洛哥"}},
    {"gh", "gha", "233", 0, 0, {"ghana", "加纳"}},
    {"sn", "sen", "221", 0, 0, {"senegal", "sénégal", "塞内加尔"}},
    {"ci", "civ", "225", 0, 0, {"ivory_coast", "cote_d_ivoire", "côte_d_ivoire", "科特迪瓦"}},
    {"es", "esp", "34", 0, 120, {"spain", "españa", "espana", "西班牙"}},
    {"fr", "fra", "33", 60, 120, {"france", "法国"}},
    {"de", "deu", "49", 60, 120, {"germany", "deutschland", "德国"}},
    {"it", "ita", "39", 60, 120, {"italy", "italia", "意大利"}},
    {"nl", "nld", "31", 60, 120, {"netherlands", "the_netherlands", "nederland", "荷兰"}},
    {"be", "bel", "32", 60, 120, {"belgium", "belgique", "belgië", "比利时"}},
    {"ch", "che", "41", 60, 120, {"switzerland", "schweiz", "suisse", "瑞士"}},
    {"at", "aut", "43", 60, 120, {"austria", "österreich", "奥地利"}},
    {"pl", "pol", "48", 60, 120, {"poland", "polska", "波兰"}},
    {"cz", "cze", "420", 60, 120, {"czechia", "czech_republic", "捷克"}},
    {"hu", "hun", "36", 60, 120, {"hungary", "匈牙利"}},
    {"se", "swe", "46", 60, 120, {"sweden", "sverige", "瑞典"}},
    {"no", "nor", "47", 60, 120, {"norway", "norge", "挪威"}},
    {"dk", "dnk", "45", 60, 120, {"denmark", "danmark", "丹麦"}},
    {"fi", "fin", "358", 120, 180, {"finland", "suomi", "芬兰"}},
    {"gr", "grc", "30", 120, 180, {"greece", "希腊"}},
    {"ro", "rou", "40", 120, 180, {"romania", "罗马尼亚"}},
    {"ua", "ukr", "380", 120, 180, {"ukraine", "乌克兰"}},
    {"tr", "tur", "90", 180, 180, {"turkey", "türkiye", "turkiye", "土耳其"}},
    {"ru", "rus", "7", 120, 720, {"russia", "russian_federation", "俄罗斯"}},
    {"il", "isr", "972", 120, 180, {"israel", "以色列"}},
    {"eg", "egy", "20", 120, 180, {"egypt", "埃及"}},
    {"za", "zaf", "27", 120, 120, {"south_africa", "南非"}},
    {"ng", "nga", "234", 60, 60, {"nigeria", "尼日利亚"}},
    {"ke", "ken", "254", 180, 180, {"kenya", "肯尼亚"}},
    {"sa", "sau", "966", 180, 180, {"saudi_arabia", "沙特阿拉伯", "沙特"}},
    {"ae", "are", "971", 240, 240, {"united_arab_emirates", "uae", "阿联酋"}},
    {"pk", "pak", "92", 300, 360, {"pakistan", "巴基斯坦"}},
    {"in", "ind", "91", 330, 330, {"india", "印度"}},
    {"bd", "bgd", "880", 360, 360, {"bangladesh", "孟加拉", "孟加拉国"}},
    {"th", "tha", "66", 420, 420, {"thailand", "泰国"}},
    {"vn", "vnm", "84", 420, 420, {"vietnam", "viet_nam", "越南"}},
    {"id", "idn", "62", 420, 540, {"indonesia", "印度尼西亚", "印尼"}},
    {"my", "mys", "60", 480, 480, {"malaysia", "马来西亚"}},
    {"sg", "sgp", "65", 480, 480, {"singapore", "新加坡"}},
    {"ph", "phl", "63", 480, 480, {"philippines", "菲律宾"}},
    {"cn", "chn", "86", 480, 480, {"china", "中国", "中国大陆", "mainland_china", "prc"}},
    {"hk", "hkg", "852", 480, 480, {"hong_kong", "hong_kong_sar", "中国香港", "香港"}},
    {"mo", "mac", "853", 480, 480, {"macao", "macau", "中国澳门", "澳门"}},
    {"tw", "twn", "886", 480, 480, {"taiwan", "中国台湾", "台湾"}},
    {"jp", "jpn", "81", 540, 540, {"japan", "日本"}},
    {"kr", "kor", "82", 540, 540, {"south_korea", "korea", "republic_of_korea", "韩国"}},
    {"au", "aus", "61", 480, 660, {"australia", "澳大利亚", "澳洲"}},
    {"nz", "nzl", "64", 720, 780, {"new_zealand", "新西兰"}},
};
enum { COUNTRIES = sizeof countries / sizeof countries[0] };

typedef enum kind { KIND_NONE, KIND_COUNTRY, KIND_PHONE, KIND_LOCALE, KIND_STATE, KIND_CITY } kind;

/* What attributes are called that say where their user is, and the words that make it another
 * country than that. */
static const char *const country_words[] = {"country",  "countrycode", "国家",
                                            "国家地区", "国别",        "land"};
static const char *const elsewhere_words[] = {"birth", "origin",      "born",        "visited",
                                              "made",  "destination", "citizenship", "brand",
                                              "出生",  "目的",        "产地",        "manager"};
static const char *const phone_words[] = {"phone",  "mobile",   "tel",  "telephone", "cell",
                                          "msisdn", "whatsapp", "手机", "电话",      "手机号"};
static const char *const state_words[] = {"state",  "province", "provincecode", "statecode",
                                          "region", "省",       "省份",         "州"};
static const char *const city_words[] = {"city", "town", "城市"};

static kind kind_of(const char *name)
{
    char words[HL_WORDS_ROOM];
    size_t length = strlen(name);
    if (length > HL_WORDS_LONGEST)
        return KIND_NONE;
    hl_config__part_name(name, length, words);
    if (HL_WORDS_HAS(words, elsewhere_words))
        return KIND_NONE;
    if (HL_WORDS_HAS(words, country_words))
        return KIND_COUNTRY;
    if (HL_WORDS_HAS(words, phone_words))
        return KIND_PHONE;
    if (HL_WORDS_HAS(words, state_words))
        return KIND_STATE;
    if (HL_WORDS_HAS(words, city_words))
        return KIND_CITY;
    return hl_config__has_word(words, "locale") ? KIND_LOCALE : KIND_NONE;
}

bool hl_plan__tells_place(const char *name)
{
    return kind_of(name) != KIND_NONE;
}

static const country *by_name(const char *text, size_t length)
{
    char words[HL_WORDS_ROOM];
    if (length < 2 || length > HL_WORDS_LONGEST)
        return NULL;
    hl_config__part_name(text, length, words);
    for (size_t i = 0; i < COUNTRIES; i++) {
        const country *c = &countries[i];
        if (strcmp(words, c->code) == 0 || strcmp(words, c->longer) == 0)
            return c;
        for (size_t n = 0; n < NAMES && c->names[n] != NULL; n++)
            if (strcmp(words, c->names[n]) == 0)
                return c;
    }
    return NULL;
}

/* "+1 212 ...", "0086...": only what says that a calling code follows. */
static const country *by_phone(const char *text, size_t length)
{
    size_t at = 0;
    while (at < length && (text[at] == ' ' || text[at] == '\''))
        at++;
    if (at < length && text[at] == '+')
        at++;
    else if (at + 1 < length && text[at] == '0' && text[at + 1] == '0')
        at += 2;
    else
        return NULL;
    for (size_t i = 0; i < COUNTRIES; i++) {
        size_t code = strlen(countries[i].calling);
        if (code > 0 && code <= length - at && memcmp(text + at, countries[i].calling, code) == 0)
            return &countries[i];
    }
    return NULL;
}

/* "de_DE", "pt-BR": the region behind the language. English ones are those of many devices that
 * are elsewhere. */
static const country *by_locale(const char *text, size_t length)
{
    bool english =
        length > 2 && (text[0] == 'e' || text[0] == 'E') && (text[1] == 'n' || text[1] == 'N');
    bool region = length >= 5 && (text[2] == '_' || text[2] == '-') &&
                  (length == 5 || text[5] == '.' || text[5] == '@');
    return region && !english ? by_name(text + 3, 2) : NULL;
}

static const country *country_of(uint8_t what, const hl_value *value)
{
    switch (what) {
    case KIND_COUNTRY:
        return by_name(value->text, value->length);
    case KIND_PHONE:
        return by_phone(value->text, value->length);
    case KIND_LOCALE:
        return by_locale(value->text, value->length);
    default:
        return NULL;
    }
}

/* More than an hour from every clock that the country has. */
static bool is_abroad(const country *c, int32_t offset_s)
{
    int32_t minutes = offset_s / 60;
    return minutes < c->from - SLACK || minutes > c->to + SLACK;
}

bool hl_plan__country_has_clock(const char *code, const hl_zone *zone, int64_t at_ms)
{
    const country *c = by_name(code, strlen(code));
    return c == NULL || !is_abroad(c, hl_base__zone_offset(zone, at_ms));
}

/* NULL: out of memory. */
static hl_place_column *column_of(hl_clock_places *p, const char *name)
{
    size_t length = strlen(name);
    uint32_t before = p->names.count;
    uint32_t index = hl_base__map_intern(&p->names, name, length);
    if (index == HL_MAP_NONE)
        return NULL;
    if (index >= p->capacity) {
        size_t room = p->capacity * 2 + 16;
        hl_place_column *more = realloc(p->columns, room * sizeof *more);
        if (more == NULL)
            return NULL;
        p->columns = more;
        p->capacity = room;
    }
    if (p->names.count > before)
        p->columns[index] = (hl_place_column){.kind = (uint8_t)kind_of(name)};
    return &p->columns[index];
}

/* ---- of one user */

/* A user whose place is looked at. */
typedef struct asking {
    hl_clock_places *places;
    const hl_value *attributes;
    const hl_clock_now *clock;
    const country *named; /* by an attribute that is a country's; NULL: none that is known */
} asking;

/* NULL: the member is no text, or out of memory (*good). */
static hl_place_column *column_at(const asking *a, size_t i, bool *good)
{
    const hl_value *value = &a->attributes->items[i];
    if (value->key == NULL || value->text == NULL)
        return NULL;
    hl_place_column *column = column_of(a->places, value->key);
    *good = *good && column != NULL;
    return column;
}

static bool find_country(asking *a)
{
    bool good = true;
    for (size_t i = 0; good && a->named == NULL && i < a->attributes->count; i++) {
        const hl_place_column *column = column_at(a, i, &good);
        if (column != NULL && column->kind == KIND_COUNTRY)
            a->named = country_of(column->kind, &a->attributes->items[i]);
    }
    return good;
}

/* A state of the country that the user names; without one, of that of the clock, where it has
 * several. NULL: none. */
static const hl_state_clock *state_of(const asking *a, const hl_value *value)
{
    char words[HL_WORDS_ROOM];
    if (value->length < 2 || value->length > HL_WORDS_LONGEST)
        return NULL;
    const char *code = a->named != NULL
                           ? a->named->code
                           : hl_plan__state_country(hl_base__zone_name(a->clock->zone));
    if (code == NULL)
        return NULL;
    hl_config__part_name(value->text, value->length, words);
    return hl_plan__state_clock(code, words);
}

/* None of the state's zones shows what the clock does: *other. False: out of memory. */
static bool state_differs(const hl_state_clock *state, const hl_clock_now *clock, bool *other)
{
    int32_t offset_s = hl_base__zone_offset(clock->zone, clock->now_ms);
    *other = true;
    for (size_t i = 0; i < HL_STATE_ZONES && state->zones[i] != NULL; i++) {
        const hl_zone *zone = NULL;
        if (hl_base__zones_find(clock->zones, state->zones[i], strlen(state->zones[i]), &zone) !=
            HL_OK)
            return false;
        if (zone == NULL || hl_base__zone_offset(zone, clock->now_ms) == offset_s)
            *other = false;
    }
    return true;
}

typedef enum says { SAYS_NOTHING, SAYS_HERE, SAYS_ELSEWHERE } says;

/* A state of a country that is abroad as a whole adds nothing to it. */
static bool ask_state(const asking *a, const hl_value *value, int32_t offset_s, says *out)
{
    bool other = false;
    const hl_state_clock *state = state_of(a, value);
    if (state == NULL || (a->named != NULL && is_abroad(a->named, offset_s)))
        return true;
    if (!state_differs(state, a->clock, &other))
        return false;
    *out = other ? SAYS_ELSEWHERE : SAYS_HERE;
    return true;
}

/* What an attribute says of the clock. False: out of memory. */
static bool ask(const asking *a, const hl_value *value, uint8_t what, says *out)
{
    int32_t offset_s = hl_base__zone_offset(a->clock->zone, a->clock->now_ms);
    *out = SAYS_NOTHING;
    if (what == KIND_STATE)
        return ask_state(a, value, offset_s, out);
    const country *c = country_of(what, value);
    if (c != NULL)
        *out = is_abroad(c, offset_s) ? SAYS_ELSEWHERE : SAYS_HERE;
    return true;
}

/* Of a number, which is a person's, the calling code alone. */
static void note(hl_place_column *column, const hl_value *value, const hl_zone *zone,
                 hl_place_clock whose)
{
    char *example = column->of[whose].example;
    const size_t room = sizeof column->of[whose].example;
    if (column->of[whose].elsewhere++ > 0)
        return;
    column->of[whose].beside = zone;
    if (column->kind == KIND_PHONE)
        (void)snprintf(example, room, "+%s", by_phone(value->text, value->length)->calling);
    else
        (void)snprintf(example, room, "%.*s", value->length < room ? (int)value->length : 0,
                       value->text);
}

/* The one that says most of where the user is: the state, then the country, then the number.
 * Languages say nothing against a zone. */
typedef struct finest {
    says say;
    int rank;
    uint32_t column;
    const hl_value *value;
} finest;

static int rank_of(uint8_t what)
{
    static const int ranks[] = {
        [KIND_COUNTRY] = 2, [KIND_PHONE] = 1, [KIND_STATE] = 3, [KIND_CITY] = 0};
    return ranks[what];
}

static void keep(finest *best, says say, uint8_t what, const hl_value *value, uint32_t column)
{
    int rank = rank_of(what);
    if (say != SAYS_NOTHING && rank > best->rank)
        *best = (finest){say, rank, column, value};
}

/* What is kept of one attribute of a user. */
static bool take_one(const asking *a, size_t i, hl_place_clock whose, finest *best)
{
    bool good = true;
    says say = SAYS_NOTHING;
    const hl_value *value = &a->attributes->items[i];
    hl_place_column *column = column_at(a, i, &good);
    if (column == NULL || column->kind == KIND_NONE)
        return good;
    if (!ask(a, value, column->kind, &say))
        return false;
    keep(best, say, column->kind, value, (uint32_t)(column - a->places->columns));
    if (whose == HL_PLACE_STAND_IN && say == SAYS_ELSEWHERE)
        note(column, value, a->clock->zone, whose);
    return true;
}

bool hl_plan__places_take(hl_clock_places *places, const hl_value *attributes,
                          const hl_clock_now *clock, hl_place_clock whose, bool *agrees)
{
    asking a = {places, attributes, clock, NULL};
    finest best = {SAYS_NOTHING, 0, 0, NULL};
    *agrees = false;
    if (attributes == NULL)
        return true;
    if (!find_country(&a))
        return false;
    for (size_t i = 0; i < attributes->count; i++)
        if (!take_one(&a, i, whose, &best))
            return false;
    *agrees = best.say == SAYS_HERE;
    if (whose == HL_PLACE_STAND_IN || best.value == NULL)
        return true;
    places->own++;
    if (best.say == SAYS_ELSEWHERE)
        note(&places->columns[best.column], best.value, clock->zone, whose);
    return true;
}

/* ---- clocks at 0 */

static bool country_at_zero(const country *c)
{
    return c->from <= 0 && c->to >= 0 && c->to <= SLACK;
}

static bool city_at_zero(const hl_value *value)
{
    static const char *const cities[] = {
        "london",  "manchester", "birmingham", "leeds",  "glasgow",    "edinburgh",  "liverpool",
        "bristol", "cardiff",    "belfast",    "dublin", "cork",       "lisbon",     "lisboa",
        "porto",   "reykjavik",  "reykjavík",  "accra",  "dakar",      "abidjan",    "casablanca",
        "rabat",   "伦敦",       "都柏林",     "里斯本", "雷克雅未克", "卡萨布兰卡", "曼彻斯特"};
    char words[HL_WORDS_ROOM];
    if (value->length > HL_WORDS_LONGEST)
        return false;
    hl_config__part_name(value->text, value->length, words);
    return HL_WORDS_IS(words, cities);
}

bool hl_plan__places_are_at_zero(hl_clock_places *places, const hl_value *attributes, bool *at_zero,
                                 bool *elsewhere)
{
    bool good = true;
    const asking a = {places, attributes, NULL, NULL};
    *at_zero = *elsewhere = false;
    for (size_t i = 0; attributes != NULL && i < attributes->count; i++) {
        const hl_value *value = &attributes->items[i];
        const hl_place_column *column = column_at(&a, i, &good);
        if (column == NULL || column->kind == KIND_NONE || column->kind == KIND_LOCALE)
            continue;
        const country *c = country_of(column->kind, value);
        *elsewhere = *elsewhere || (c != NULL && !country_at_zero(c));
        *at_zero = *at_zero || (c != NULL && country_at_zero(c)) ||
                   (column->kind == KIND_CITY && city_at_zero(value));
    }
    *at_zero = *at_zero && !*elsewhere;
    return good;
}

void hl_plan__places_free(hl_clock_places *places)
{
    hl_base__map_free(&places->names);
    free(places->columns);
}
