/* Operands of conditions that are not what they look like: texts that mean a number, a date or yes,
 * with white space or a mark at their ends, patterns as file names have them. */
#include <string.h>

#include "base/moment.h"
#include "base/number.h"
#include "base/ruined_id.h"
#include "base/utf8.h"
#include "config/condition_truth.h"

/* "2026-03", "2026/3": a month, and compared as a text. */
static bool is_month(const hl_value *value)
{
    size_t digits = strspn(value->text, "0123456789");
    const char *rest = value->text + digits;
    if (digits != 4 || *rest == '\0' || strchr("-/.", *rest) == NULL)
        return false;
    digits = strspn(++rest, "0123456789");
    return digits >= 1 && digits <= 2 && rest[digits] == '\0';
}

/* A date that may be two, or a day that there is not: no data can be compared with it. */
static void remark_time(hl_decoder *decoder, const hl_value *value, bool ordered)
{
    static const char accepted[] = "a date such as 2026-03-01";
    if (ordered && is_month(value)) {
        hl_config__warn(decoder, value,
                        "'%.60s' is a month, and is compared as text: name the day, 2026-03-01",
                        value->text);
        return;
    }
    if (!hl_base__is_date_like(value->text, value->length))
        return;
    hl_moment m = hl_base__moment_read(value->text, value->length);
    if (m.form == HL_TIME_INVALID && m.fault == HL_TIME_NO_DAY)
        hl_config__warn(decoder, value, "there is no day '%s'", value->text);
    else if (m.form == HL_TIME_INVALID &&
             (m.fault == HL_TIME_ORDER || m.fault == HL_TIME_DAY_FIRST ||
              m.fault == HL_TIME_MONTH_FIRST || m.fault == HL_TIME_SHORT_YEAR))
        hl_config__newer(decoder, value, accepted, "'%.60s' %s", value->text,
                         hl_base__time_fault_text(m.fault));
}

/* What is typed behind a value or before it, and seldom is a part of it: of ASCII and full width.
 */
static bool has_stray_mark(const hl_value *value)
{
    static const char *const marks[] = {",", ";", "，", "；", "、", "。", "：", "“", "”", "＂"};
    for (size_t i = 0; i < HL_CONFIG_COUNT(marks); i++) {
        size_t length = strlen(marks[i]);
        if (value->length > length &&
            (memcmp(value->text, marks[i], length) == 0 ||
             memcmp(value->text + value->length - length, marks[i], length) == 0))
            return true;
    }
    return false;
}

/* "CN,US", "CN|US": several in one. "Paris, TX" has a blank, and 1,299 is a number. */
static bool is_list_in_text(const char *text)
{
    size_t parts = 0;
    for (; *text != '\0'; parts++) {
        size_t length = strcspn(text, ",|;");
        if (length < 2 || strcspn(text, " 0123456789") < length)
            return false;
        text += length;
        if (*text != '\0' && *++text == '\0')
            return false;
    }
    return parts > 1;
}

/* "CN*", "%上海%": a pattern of file names or of SQL. 12 % is a number. */
static bool is_wildcard(const char *text)
{
    size_t length = strlen(text);
    if (length < 3)
        return false;
    char last = text[length - 1];
    char before = text[length - 2];
    bool numeric = (before >= '0' && before <= '9') || before == ' ';
    return text[0] == '*' || text[0] == '%' || last == '*' || (last == '%' && !numeric);
}

/* "{{country}}", "${country}": nobody filled it in. */
static bool is_placeholder(const char *text)
{
    size_t length = strlen(text);
    return length > 3 && text[length - 1] == '}' &&
           (strncmp(text, "{{", 2) == 0 || strncmp(text, "${", 2) == 0);
}

/* What looks like more than the one value that it is compared as. */
static bool remark_form(hl_decoder *decoder, const hl_value *value)
{
    if (is_placeholder(value->text))
        hl_config__warn(decoder, value,
                        "'%.60s' is compared letter by letter: nothing is put in its place",
                        value->text);
    else if (is_wildcard(value->text))
        hl_config__warn(decoder, value,
                        "'%.60s' is compared letter by letter: a pattern is {\"$regex\": \"^CN\"}",
                        value->text);
    else if (is_list_in_text(value->text))
        hl_config__warn(decoder, value,
                        "'%.60s' is one value: several are {\"$in\": [\"CN\", \"US\"]}",
                        value->text);
    else
        return false;
    return true;
}

static bool is_truth_word(const char *text)
{
    return (hl_base__begins(text, "true") && text[4] == '\0') ||
           (hl_base__begins(text, "false") && text[5] == '\0');
}

/* {"orders": ">= 3"}, {"$gte": "500"}, {"$in": [" gold"]}, {"blocked": "false"} */
static void remark_text(hl_decoder *decoder, const hl_value *value, bool ordered)
{
    double number = 0;
    size_t sign = strspn(value->text, "<>=!");
    if (value->length == 0)
        hl_config__warn(decoder, value,
                        "an empty cell is no text but a missing attribute: "
                        "{\"$exists\": false} is met by it");
    else if (hl_base__id_fault(value->text, value->length, false) == HL_ID_SPACE)
        hl_config__warn(decoder, value,
                        "only a value with the same white space around it equals "
                        "'%.100s'",
                        value->text);
    else if (!ordered && sign > 0 && value->text[sign] != '\0')
        hl_config__warn(decoder, value,
                        "'%.60s' is compared as text: operators stand in an object, "
                        "{\"$gte\": 3}",
                        value->text);
    else if (ordered && hl_base__number_parse(value->text, value->length, &number))
        hl_config__warn(decoder, value,
                        "'%.60s' is compared as text, in which \"10\" is below \"9\": write the "
                        "number without quotes",
                        value->text);
    else if (ordered && !hl_base__is_date_like(value->text, value->length) && !is_month(value))
        hl_config__warn(decoder, value,
                        "'%.60s' is compared as text, letter by letter: a date is written "
                        "2026-03-01 (there is no 'now'), a number without quotes",
                        value->text);
    else if (is_truth_word(value->text))
        hl_config__warn(
            decoder, value,
            "'%.60s' is compared as text, and FALSE, 0 and no are other texts: write it "
            "without quotes",
            value->text);
    else if (has_stray_mark(value))
        hl_config__warn(decoder, value,
                        "'%.60s' is compared with the mark that it begins or ends with",
                        value->text);
    else if (ordered || !remark_form(decoder, value))
        remark_time(decoder, value, ordered);
}

static void remark_value(hl_decoder *decoder, const hl_value *value, bool ordered)
{
    if (value->type == HL_VALUE_STRING)
        remark_text(decoder, value, ordered);
}

/* "/shanghai/i": as programs write a pattern. */
static void remark_slashes(hl_decoder *decoder, const hl_value *operand)
{
    const char *text = operand->text;
    const char *end = strrchr(text, '/');
    if (text[0] != '/' || end == text || strspn(end + 1, "dgimsuvxy") != strlen(end + 1))
        return;
    bool folds = strchr(end + 1, 'i') != NULL;
    hl_config__warn(decoder, operand,
                    folds ? "the slashes and what follows them are looked for too in '%.60s': the "
                            "pattern stands without them, and in any case as '$regexi'"
                          : "the slashes are looked for too in '%.60s': a pattern stands without "
                            "them",
                    text);
}

/* "上海*": meant as file names have it. */
static void remark_pattern(hl_decoder *decoder, const hl_value *operand)
{
    if (strncmp(operand->key, "$regex", 6) != 0 || operand->type != HL_VALUE_STRING)
        return;
    remark_slashes(decoder, operand);
    for (const char *star = strchr(operand->text, '*'); star != NULL;
         star = strchr(star + 1, '*')) {
        unsigned char before = star > operand->text ? (unsigned char)star[-1] : 0;
        bool letter = before >= 0x80 || (before >= 'a' && before <= 'z') ||
                      (before >= 'A' && before <= 'Z') || (before >= '0' && before <= '9');
        bool escaped = letter && star - operand->text >= 2 && star[-2] == '\\';
        if (!letter || escaped)
            continue;
        hl_config__warn(decoder, operand,
                        "a '*' in '%.60s' repeats the letter before it, also no time: whatever "
                        "follows is '.*'",
                        operand->text);
        return;
    }
}

/* "latest": what is no version is below or above all that are. */
static void remark_version(hl_decoder *decoder, const hl_value *operand)
{
    const char *text = operand->text;
    if (operand->type != HL_VALUE_STRING || operand->key[1] != 'v')
        return;
    text += text[0] == 'v' || text[0] == 'V';
    if (text[0] < '0' || text[0] > '9')
        hl_config__warn(decoder, operand, "'%.60s' is no version, such as 2.10.1", operand->text);
}

void hl_config__remark_operand(hl_decoder *decoder, const hl_value *operand)
{
    static const struct {
        const char *name;
        bool ordered;
    } of[] = {{"$lt", true},  {"$lte", true}, {"$gt", true},   {"$gte", true},  {"$eq", false},
              {"$ne", false}, {"$in", false}, {"$nin", false}, {"$ini", false}, {"$nini", false}};
    remark_pattern(decoder, operand);
    remark_version(decoder, operand);
    for (size_t k = 0; k < HL_CONFIG_COUNT(of); k++) {
        if (strcmp(operand->key, of[k].name) != 0)
            continue;
        remark_value(decoder, operand, of[k].ordered);
        for (size_t i = 0; operand->type == HL_VALUE_ARRAY && i < operand->count; i++) {
            hl_config__enter(decoder, NULL, i);
            remark_value(decoder, &operand->items[i], of[k].ordered);
            hl_config__leave(decoder);
        }
    }
}

/* A value that an attribute shall equal as it stands. */
void hl_config__remark_literal(hl_decoder *decoder, const hl_value *value)
{
    remark_value(decoder, value, false);
    if (value->type == HL_VALUE_ARRAY)
        hl_config__warn(decoder, value,
                        "a list is equal to the same list alone; for one of its values: "
                        "{\"$in\": [...]}");
    else if (value->type == HL_VALUE_OBJECT)
        hl_config__warn(decoder, value,
                        "an object without operators is equal to the same object alone");
}

void hl_config__remark_values(hl_decoder *decoder, const hl_value *list)
{
    for (size_t i = 0; i < list->count; i++) {
        hl_config__enter(decoder, NULL, i);
        remark_value(decoder, &list->items[i], false);
        hl_config__leave(decoder);
    }
}

static void remark_zone(hl_decoder *decoder, const hl_value *value)
{
    const hl_zone *zone = NULL;
    if (decoder->zones == NULL)
        decoder->zones = hl_base__zones_new(NULL);
    if (decoder->zones == NULL ||
        hl_base__zones_find(decoder->zones, value->text, value->length, &zone) != HL_OK)
        decoder->no_memory = true;
    else if (zone == NULL)
        hl_config__warn(decoder, value, "there is no zone '%.60s'", value->text);
    else if (strcmp(hl_base__zone_name(zone), value->text) != 0)
        hl_config__warn(decoder, value,
                        "zones are compared as they are written: '%.60s' is no other spelling of "
                        "'%.60s' here",
                        value->text, hl_base__zone_name(zone));
}

void hl_config__remark_zones(hl_decoder *decoder, const hl_value *member)
{
    static const char *const zones[] = {"zone", "device_zone", "profile_zone"};
    static const char *const equal[] = {"$eq", "$ne", "$in", "$nin"};
    bool is_zone = false;
    for (size_t i = 0; i < HL_CONFIG_COUNT(zones); i++)
        is_zone = is_zone || strcmp(member->key, zones[i]) == 0;
    if (is_zone && member->type == HL_VALUE_STRING && member->length > 0)
        remark_zone(decoder, member);
    for (size_t i = 0; is_zone && member->type == HL_VALUE_OBJECT && i < member->count; i++) {
        const hl_value *operand = &member->items[i];
        bool equals = false;
        for (size_t k = 0; k < HL_CONFIG_COUNT(equal); k++)
            equals = equals || strcmp(operand->key, equal[k]) == 0;
        if (equals && operand->type == HL_VALUE_STRING && operand->length > 0)
            remark_zone(decoder, operand);
        for (size_t j = 0; equals && operand->type == HL_VALUE_ARRAY && j < operand->count; j++)
            if (operand->items[j].type == HL_VALUE_STRING && operand->items[j].length > 0)
                remark_zone(decoder, &operand->items[j]);
    }
}
