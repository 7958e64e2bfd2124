/* Names of exports: Shopify (timezone), Braze (time_zone), HubSpot (hs_timezone), Klaviyo
 * (location.timezone), Segment (context.timezone), Slack (tz), Chinese shops (用户时区). */
#include "assign/zone_attributes.h"

#include <stdio.h>
#include <string.h>

#include "base/column_names.h"
#include "config/name_words.h"

const char *const hl_assign__zone_attributes[HL_ZONE_ATTRIBUTES] = {
    "device_zone", "zone", "inferred_zone", "segment_zone"};

/* Words of a zone; the longer ones first, as each is taken out of the name. */
static const char *const zones[] = {"time_zone_offset",
                                    "timezone_offset",
                                    "time_offset",
                                    "utc_offset",
                                    "gmt_offset",
                                    "tz_offset",
                                    "utcoffset",
                                    "gmtoffset",
                                    "tzoffset",
                                    "time_zones",
                                    "time_zone",
                                    "timezones",
                                    "timezone",
                                    "tzid",
                                    "tzname",
                                    "tz",
                                    "时区",
                                    "時區",
                                    "时差",
                                    "時差"};
static const char *const devices[] = {"device", "browser", "phone", "mobile", "设备", "手机"};
/* Whose it is, and which: of the user, as they are met now. */
static const char *const own[] = {
    "user",    "users",      "customer", "client",  "member",    "contact",   "subscriber",
    "person",  "profile",    "lead",     "visitor", "recipient", "guest",     "patient",
    "student", "location",   "geo",      "home",    "local",     "current",   "last",
    "known",   "preferred",  "my",       "iana",    "olson",     "windows",   "name",
    "id",      "code",       "hs",       "ip",      "address",   "context",   "attributes",
    "traits",  "properties", "custom",   "fields",  "data",      "info",      "details",
    "minutes", "hours",      "seconds",  "value",   "app",       "residence", "用户",
    "客户",    "会员",       "客戶",     "用戶",    "會員",      "顾客",      "所在地",
    "所在",    "当地",       "當地",     "本地",    "地区",      "常用",      "个人",
    "的",      "名称",       "名",       "居住地"};

/* What is none is seen at once. */
static bool may_be(const char *path)
{
    return strpbrk(path, "zZ") != NULL || strstr(path, "ffset") != NULL ||
           strstr(path, "FFSET") != NULL || strstr(path, "时") != NULL ||
           strstr(path, "時") != NULL || strstr(path, "ｚ") != NULL || strstr(path, "Ｚ") != NULL;
}

hl_zone_called hl_assign__zone_called(const char *path)
{
    char name[HL_WORDS_ROOM];
    size_t length = strlen(path);
    if (!may_be(path) || length > HL_WORDS_LONGEST)
        return HL_ZONE_CALLED_NOTHING;
    hl_config__part_name(path, length, name);
    if (!hl_config__take_any(name, zones, sizeof zones / sizeof zones[0]))
        return HL_ZONE_CALLED_NOTHING;
    bool of_device = hl_config__take_any(name, devices, sizeof devices / sizeof devices[0]);
    (void)hl_config__take_any(name, own, sizeof own / sizeof own[0]);
    if (strspn(name, "_0123456789") != strlen(name))
        return HL_ZONE_CALLED_ANOTHER;
    return of_device ? HL_ZONE_CALLED_DEVICE : HL_ZONE_CALLED_PROFILE;
}

/* A device that says UTC says nothing of where its user is: servers, emulators and browsers that
 * hide the place say so, and whoever lives by that clock has a zone with a name
 * (Atlantic/Reykjavik). */
bool hl_assign__zone_is_no_place(const char *text, size_t length)
{
    static const char *const names[] = {"utc",           "gmt",       "z",
                                        "zulu",          "etc_utc",   "etc_gmt",
                                        "uct",           "universal", "gmt_0",
                                        "utc_0",         "gmt0",      "utc_00_00",
                                        "00_00",         "etc_uct",   "etc_zulu",
                                        "greenwich",     "gmt_00_00", "etc_universal",
                                        "etc_greenwich", "_00_00",    "coordinated_universal_time"};
    char name[HL_WORDS_ROOM];
    if (length > HL_WORDS_LONGEST)
        return false;
    hl_config__part_name(text, length, name);
    return HL_WORDS_IS(name, names);
}

/* ---- a walk over all members, by their paths */

typedef struct walk {
    const char *name;      /* of hl_assign__zone_attributes */
    hl_zone_called called; /* so is what else counts as it; NOTHING: nothing does */
    bool spelt;            /* those of the name itself alone: they come first */
    size_t seen, after;
    char *path;
    const hl_value *found;
} walk;

static bool is_it(const walk *w, const char *path)
{
    bool spelt = strcmp(path, w->name) == 0 || hl_base__column_is_spelt(path, w->name);
    return w->spelt ? spelt : !spelt && hl_assign__zone_called(path) == w->called;
}

/* The path of a member; false: it is too long for any name. */
static bool join(const char *above, const char *key, char path[HL_ZONE_PATH])
{
    int length = snprintf(path, HL_ZONE_PATH, "%s%s%s", above, *above == '\0' ? "" : ".", key);
    return length >= 0 && length < HL_ZONE_PATH;
}

static void visit(walk *w, const hl_value *object, const char *above)
{
    char path[HL_ZONE_PATH];
    for (size_t i = 0; object != NULL && i < object->count && w->found == NULL; i++) {
        const hl_value *item = &object->items[i];
        bool is_object = item->type == HL_VALUE_OBJECT;
        if (item->key == NULL || (!is_object && !may_be(item->key)) ||
            !join(above, item->key, path))
            continue;
        if (is_object && !w->spelt)
            visit(w, item, path);
        else if (!is_object && is_it(w, path) && w->seen++ == w->after) {
            w->found = item;
            memcpy(w->path, path, sizeof path);
        }
    }
}

const hl_value *hl_assign__zone_next(const hl_value *attributes, size_t which, size_t *at,
                                     char path[HL_ZONE_PATH])
{
    static const hl_zone_called called[HL_ZONE_ATTRIBUTES] = {HL_ZONE_CALLED_DEVICE,
                                                              HL_ZONE_CALLED_PROFILE};
    walk w = {.name = hl_assign__zone_attributes[which],
              .called = called[which],
              .spelt = true,
              .after = *at};
    w.path = path;
    visit(&w, attributes, "");
    w.spelt = false;
    if (w.found == NULL && w.called != HL_ZONE_CALLED_NOTHING)
        visit(&w, attributes, "");
    *at += w.found != NULL;
    return w.found;
}

/* ---- by values alone */

/* Whose clock it is instead, or where somebody goes. */
static bool is_of_another(const char *name)
{
    static const char *const others[] = {
        "store",    "shop",      "warehouse", "server", "merchant",    "seller",   "vendor",
        "company",  "org",       "team",      "agent",  "staff",       "operator", "sales",
        "owner",    "campaign",  "order",     "event",  "sender",      "branch",   "system",
        "default",  "workspace", "office",    "travel", "trip",        "flight",   "hotel",
        "favorite", "favourite", "dest",      "report", "destination", "店",       "门店",
        "仓",       "公司",      "客服",      "服务器", "商家",        "目的地",   "门市"};
    char parted[HL_WORDS_ROOM];
    size_t length = strlen(name);
    if (length > HL_WORDS_LONGEST)
        return true;
    hl_config__part_name(name, length, parted);
    return HL_WORDS_HAS(parted, others);
}

/* As the database of zones writes places. */
static bool is_place(const char *text, size_t length)
{
    static const char *const areas[] = {"Africa/", "America/",  "Antarctica/", "Arctic/",
                                        "Asia/",   "Atlantic/", "Australia/",  "Europe/",
                                        "Indian/", "Pacific/"};
    size_t area = 0;
    for (size_t i = 0; i < sizeof areas / sizeof areas[0] && area == 0; i++)
        if (length > strlen(areas[i]) + 2 && memcmp(text, areas[i], strlen(areas[i])) == 0)
            area = strlen(areas[i]);
    for (size_t i = area; i < length && area > 0; i++) {
        bool letter = (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z');
        if (!letter && strchr("_-/", text[i]) == NULL)
            return false;
    }
    return area > 0;
}

bool hl_assign__zone_is_evident(const char *name, const char *text, size_t length)
{
    return name != NULL && is_place(text, length) && !is_of_another(name);
}

const hl_value *hl_assign__zone_by_value(const hl_value *attributes, const hl_value **other)
{
    const hl_value *found = NULL;
    *other = NULL;
    for (size_t i = 0; attributes != NULL && i < attributes->count; i++) {
        const hl_value *one = &attributes->items[i];
        bool text = one->type == HL_VALUE_STRING || one->type == HL_VALUE_UNTYPED;
        if (!text || !hl_assign__zone_is_evident(one->key, one->text, one->length))
            continue;
        if (found != NULL &&
            (found->length != one->length || memcmp(found->text, one->text, one->length) != 0)) {
            *other = one;
            return NULL;
        }
        found = found == NULL ? one : found;
    }
    return found;
}
