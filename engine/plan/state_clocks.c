#include "plan/state_clocks.h"

#include <string.h>

/* ISO 3166-2 and IANA tzdata 2025b. Of Mexico and Russia those that are not by the capital's clock,
 * and the most peopled of the others. */
static const hl_state_clock states[] = {
    {"us", "al", {"America/Chicago"}, {"alabama"}},
    {"us", "ak", {"America/Anchorage"}, {"alaska"}},
    {"us", "az", {"America/Phoenix", "America/Denver"}, {"arizona"}},
    {"us", "ar", {"America/Chicago"}, {"arkansas"}},
    {"us", "ca", {"America/Los_Angeles"}, {"california"}},
    {"us", "co", {"America/Denver"}, {"colorado"}},
    {"us", "ct", {"America/New_York"}, {"connecticut"}},
    {"us", "de", {"America/New_York"}, {"delaware"}},
    {"us", "dc", {"America/New_York"}, {"district_of_columbia"}},
    {"us", "fl", {"America/New_York", "America/Chicago"}, {"florida"}},
    {"us", "ga", {"America/New_York"}, {"georgia"}},
    {"us", "hi", {"Pacific/Honolulu"}, {"hawaii"}},
    {"us", "id", {"America/Boise", "America/Los_Angeles"}, {"idaho"}},
    {"us", "il", {"America/Chicago"}, {"illinois"}},
    {"us", "in", {"America/Indiana/Indianapolis", "America/Chicago"}, {"indiana"}},
    {"us", "ia", {"America/Chicago"}, {"iowa"}},
    {"us", "ks", {"America/Chicago", "America/Denver"}, {"kansas"}},
    {"us", "ky", {"America/Kentucky/Louisville", "America/Chicago"}, {"kentucky"}},
    {"us", "la", {"America/Chicago"}, {"louisiana"}},
    {"us", "me", {"America/New_York"}, {"maine"}},
    {"us", "md", {"America/New_York"}, {"maryland"}},
    {"us", "ma", {"America/New_York"}, {"massachusetts"}},
    {"us", "mi", {"America/Detroit", "America/Chicago"}, {"michigan"}},
    {"us", "mn", {"America/Chicago"}, {"minnesota"}},
    {"us", "ms", {"America/Chicago"}, {"mississippi"}},
    {"us", "mo", {"America/Chicago"}, {"missouri"}},
    {"us", "mt", {"America/Denver"}, {"montana"}},
    {"us", "ne", {"America/Chicago", "America/Denver"}, {"nebraska"}},
    {"us", "nv", {"America/Los_Angeles", "America/Denver"}, {"nevada"}},
    {"us", "nh", {"America/New_York"}, {"new_hampshire"}},
    {"us", "nj", {"America/New_York"}, {"new_jersey"}},
    {"us", "nm", {"America/Denver"}, {"new_mexico"}},
    {"us", "ny", {"America/New_York"}, {"new_york"}},
    {"us", "nc", {"America/New_York"}, {"north_carolina"}},
    {"us", "nd", {"America/Chicago", "America/Denver"}, {"north_dakota"}},
    {"us", "oh", {"America/New_York"}, {"ohio"}},
    {"us", "ok", {"America/Chicago"}, {"oklahoma"}},
    {"us", "or", {"America/Los_Angeles", "America/Denver"}, {"oregon"}},
    {"us", "pa", {"America/New_York"}, {"pennsylvania"}},
    {"us", "ri", {"America/New_York"}, {"rhode_island"}},
    {"us", "sc", {"America/New_York"}, {"south_carolina"}},
    {"us", "sd", {"America/Chicago", "America/Denver"}, {"south_dakota"}},
    {"us", "tn", {"America/Chicago", "America/New_York"}, {"tennessee"}},
    {"us", "tx", {"America/Chicago", "America/Denver"}, {"texas"}},
    {"us", "ut", {"America/Denver"}, {"utah"}},
    {"us", "vt", {"America/New_York"}, {"vermont"}},
    {"us", "va", {"America/New_York"}, {"virginia"}},
    {"us", "wa", {"America/Los_Angeles"}, {"washington"}},
    {"us", "wv", {"America/New_York"}, {"west_virginia"}},
    {"us", "wi", {"America/Chicago"}, {"wisconsin"}},
    {"us", "wy", {"America/Denver"}, {"wyoming"}},
    {"ca", "ab", {"America/Edmonton"}, {"alberta"}},
    {"ca", "bc", {"America/Vancouver", "America/Edmonton"}, {"british_columbia"}},
    {"ca", "mb", {"America/Winnipeg"}, {"manitoba"}},
    {"ca", "nb", {"America/Moncton"}, {"new_brunswick"}},
    {"ca",
     "nl",
     {"America/St_Johns", "America/Halifax"},
     {"newfoundland_and_labrador", "newfoundland"}},
    {"ca", "ns", {"America/Halifax"}, {"nova_scotia"}},
    {"ca", "nt", {"America/Edmonton"}, {"northwest_territories"}},
    {"ca", "nu", {"America/Iqaluit", "America/Rankin_Inlet", "America/Edmonton"}, {"nunavut"}},
    {"ca", "on", {"America/Toronto", "America/Winnipeg"}, {"ontario"}},
    {"ca", "pe", {"America/Halifax"}, {"prince_edward_island"}},
    {"ca", "qc", {"America/Toronto", "America/Halifax"}, {"quebec", "québec"}},
    {"ca", "sk", {"America/Regina", "America/Edmonton"}, {"saskatchewan"}},
    {"ca", "yt", {"America/Whitehorse"}, {"yukon"}},
    {"au", "act", {"Australia/Sydney"}, {"australian_capital_territory"}},
    {"au", "nsw", {"Australia/Sydney"}, {"new_south_wales"}},
    {"au", "nt", {"Australia/Darwin"}, {"northern_territory"}},
    {"au", "qld", {"Australia/Brisbane"}, {"queensland"}},
    {"au", "sa", {"Australia/Adelaide"}, {"south_australia"}},
    {"au", "tas", {"Australia/Hobart"}, {"tasmania"}},
    {"au", "vic", {"Australia/Melbourne"}, {"victoria"}},
    {"au", "wa", {"Australia/Perth"}, {"western_australia"}},
    {"br", "ac", {"America/Rio_Branco"}, {"acre"}},
    {"br", "al", {"America/Sao_Paulo"}, {"alagoas"}},
    {"br", "ap", {"America/Sao_Paulo"}, {"amapá", "amapa"}},
    {"br", "am", {"America/Manaus", "America/Rio_Branco"}, {"amazonas"}},
    {"br", "ba", {"America/Sao_Paulo"}, {"bahia"}},
    {"br", "ce", {"America/Sao_Paulo"}, {"ceará", "ceara"}},
    {"br", "df", {"America/Sao_Paulo"}, {"distrito_federal"}},
    {"br", "es", {"America/Sao_Paulo"}, {"espírito_santo", "espirito_santo"}},
    {"br", "go", {"America/Sao_Paulo"}, {"goiás", "goias"}},
    {"br", "ma", {"America/Sao_Paulo"}, {"maranhão", "maranhao"}},
    {"br", "mt", {"America/Cuiaba"}, {"mato_grosso"}},
    {"br", "ms", {"America/Campo_Grande"}, {"mato_grosso_do_sul"}},
    {"br", "mg", {"America/Sao_Paulo"}, {"minas_gerais"}},
    {"br", "pa", {"America/Sao_Paulo"}, {"pará", "para"}},
    {"br", "pb", {"America/Sao_Paulo"}, {"paraíba", "paraiba"}},
    {"br", "pr", {"America/Sao_Paulo"}, {"paraná", "parana"}},
    {"br", "pe", {"America/Sao_Paulo"}, {"pernambuco"}},
    {"br", "pi", {"America/Sao_Paulo"}, {"piauí", "piaui"}},
    {"br", "rj", {"America/Sao_Paulo"}, {"rio_de_janeiro"}},
    {"br", "rn", {"America/Sao_Paulo"}, {"rio_grande_do_norte"}},
    {"br", "rs", {"America/Sao_Paulo"}, {"rio_grande_do_sul"}},
    {"br", "ro", {"America/Porto_Velho"}, {"rondônia", "rondonia"}},
    {"br", "rr", {"America/Boa_Vista"}, {"roraima"}},
    {"br", "sc", {"America/Sao_Paulo"}, {"santa_catarina"}},
    {"br", "sp", {"America/Sao_Paulo"}, {"são_paulo", "sao_paulo"}},
    {"br", "se", {"America/Sao_Paulo"}, {"sergipe"}},
    {"br", "to", {"America/Sao_Paulo"}, {"tocantins"}},
    {"mx", "bcn", {"America/Tijuana"}, {"baja_california"}},
    {"mx", "bcs", {"America/Mazatlan"}, {"baja_california_sur"}},
    {"mx", "chh", {"America/Chihuahua", "America/Ciudad_Juarez"}, {"chihuahua"}},
    {"mx", "nay", {"America/Mazatlan", "America/Mexico_City"}, {"nayarit"}},
    {"mx", "roo", {"America/Cancun"}, {"quintana_roo", "q_roo"}},
    {"mx", "sin", {"America/Mazatlan"}, {"sinaloa"}},
    {"mx", "son", {"America/Hermosillo"}, {"sonora"}},
    {"mx", "cmx", {"America/Mexico_City"}, {"ciudad_de_méxico", "ciudad_de_mexico"}},
    {"mx", "mex", {"America/Mexico_City"}, {"estado_de_méxico", "estado_de_mexico"}},
    {"mx", "jal", {"America/Mexico_City"}, {"jalisco"}},
    {"mx", "nle", {"America/Monterrey"}, {"nuevo_león", "nuevo_leon"}},
    {"mx", "pue", {"America/Mexico_City"}, {"puebla"}},
    {"mx", "ver", {"America/Mexico_City"}, {"veracruz"}},
    {"mx", "yuc", {"America/Merida"}, {"yucatán", "yucatan"}},
    {"ru", "mow", {"Europe/Moscow"}, {"moscow", "москва"}},
    {"ru", "spe", {"Europe/Moscow"}, {"saint_petersburg", "санкт_петербург"}},
    {"ru", "kgd", {"Europe/Kaliningrad"}, {"kaliningrad", "калининградская_область"}},
    {"ru", "sam", {"Europe/Samara"}, {"samara", "самарская_область"}},
    {"ru", "sve", {"Asia/Yekaterinburg"}, {"sverdlovsk", "свердловская_область"}},
    {"ru", "che", {"Asia/Yekaterinburg"}, {"chelyabinsk", "челябинская_область"}},
    {"ru", "tyu", {"Asia/Yekaterinburg"}, {"tyumen", "тюменская_область"}},
    {"ru", "oms", {"Asia/Omsk"}, {"omsk", "омская_область"}},
    {"ru", "nvs", {"Asia/Novosibirsk"}, {"novosibirsk", "новосибирская_область"}},
    {"ru", "tom", {"Asia/Tomsk"}, {"tomsk", "томская_область"}},
    {"ru", "kem", {"Asia/Novokuznetsk"}, {"kemerovo", "кемеровская_область"}},
    {"ru", "kya", {"Asia/Krasnoyarsk"}, {"krasnoyarsk", "красноярский_край"}},
    {"ru", "irk", {"Asia/Irkutsk"}, {"irkutsk", "иркутская_область"}},
    {"ru", "sa", {"Asia/Yakutsk", "Asia/Vladivostok", "Asia/Magadan"}, {"sakha", "якутия"}},
    {"ru", "pri", {"Asia/Vladivostok"}, {"primorsky_krai", "приморский_край"}},
    {"ru", "kha", {"Asia/Vladivostok"}, {"khabarovsk", "хабаровский_край"}},
    {"ru", "sak", {"Asia/Sakhalin"}, {"sakhalin", "сахалинская_область"}},
    {"ru", "kam", {"Asia/Kamchatka"}, {"kamchatka", "камчатский_край"}},
};
enum { STATES = sizeof states / sizeof states[0], NAMES = 3 };

static bool goes_by(const hl_state_clock *state, const char *words)
{
    if (strcmp(words, state->code) == 0)
        return true;
    for (size_t i = 0; i < NAMES && state->names[i] != NULL; i++)
        if (strcmp(words, state->names[i]) == 0)
            return true;
    return false;
}

/* "US-HI" as ISO 3166-2 has it, and "HI". */
static const char *behind_country(const char *country, const char *words)
{
    size_t length = strlen(country);
    bool before = strncmp(words, country, length) == 0 && words[length] == '_';
    return before ? words + length + 1 : words;
}

const hl_state_clock *hl_plan__state_clock(const char *country, const char *words)
{
    const char *name = behind_country(country, words);
    for (size_t i = 0; i < STATES; i++)
        if (strcmp(states[i].country, country) == 0 && goes_by(&states[i], name))
            return &states[i];
    return NULL;
}

const char *hl_plan__state_country(const char *zone)
{
    for (size_t i = 0; i < STATES; i++)
        for (size_t z = 0; z < HL_STATE_ZONES && states[i].zones[z] != NULL; z++)
            if (strcmp(states[i].zones[z], zone) == 0)
                return states[i].country;
    return NULL;
}
