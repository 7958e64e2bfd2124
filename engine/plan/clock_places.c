#include "plan/clock_places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config/name_words.h"

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

typedef enum kind { KIND_NONE, KIND_COUNTRY, KIND_PHONE, KIND_LOCALE } kind;

/* What attributes are called that say where their user is, and the words that make it another
 * country than that. */
static const char *const country_words[] = {"country",  "countrycode", "国家",
                                            "国家地区", "国别",        "land"};
static const char *const elsewhere_words[] = {"birth", "origin",      "born",        "visited",
                                              "made",  "destination", "citizenship", "brand",
                                              "出生",  "目的",        "产地",        "manager"};
static const char *const phone_words[] = {"phone",  "mobile",   "tel",  "telephone", "cell",
                                          "msisdn", "whatsapp", "手机", "电话",      "手机号"};

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
static bool is_elsewhere(const country *c, int32_t offset_s)
{
    int32_t minutes = offset_s / 60;
    return minutes < c->from - SLACK || minutes > c->to + SLACK;
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

/* Of a number, which is a person's, the calling code alone. */
static void note(hl_place_column *column, const hl_value *value, const country *c)
{
    bool phone = column->kind == KIND_PHONE;
    if (column->elsewhere++ > 0)
        return;
    if (phone)
        (void)snprintf(column->example, sizeof column->example, "+%s", c->calling);
    else
        (void)snprintf(column->example, sizeof column->example, "%.*s",
                       value->length < sizeof column->example ? (int)value->length : 0,
                       value->text);
}

bool hl_plan__places_take(hl_clock_places *places, const hl_value *attributes, int32_t offset_s)
{
    size_t count = attributes == NULL ? 0 : attributes->count;
    for (size_t i = 0; i < count; i++) {
        const hl_value *value = &attributes->items[i];
        if (value->key == NULL || value->text == NULL)
            continue;
        hl_place_column *column = column_of(places, value->key);
        if (column == NULL)
            return false;
        const country *c = country_of(column->kind, value);
        if (c != NULL && is_elsewhere(c, offset_s))
            note(column, value, c);
    }
    return true;
}

void hl_plan__places_free(hl_clock_places *places)
{
    hl_base__map_free(&places->names);
    free(places->columns);
}
