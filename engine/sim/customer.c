#include "sim/customer.h"

#include <stdio.h>
#include <string.h>

#include "base/civil.h"

static const char *const columns[HL_SIM_COLUMNS] = {
    "user_id",           "zone",   "city",      "occupation",    "value_class", "source",
    "operator",          "orders", "spend_12m", "last_order_at", "registered",  "birthday",
    "coupon_expires_at", "blocked"};
enum {
    USER_ID,
    ZONE,
    CITY,
    OCCUPATION,
    VALUE_CLASS,
    SOURCE,
    OPERATOR,
    ORDERS,
    SPEND_12M,
    LAST_ORDER_AT,
    REGISTERED,
    BIRTHDAY,
    COUPON_EXPIRES_AT,
    BLOCKED
};

const char *hl_sim__column(size_t index)
{
    return columns[index];
}

/* Shares are in thousands. */
typedef struct share {
    const char *name;
    unsigned per_mille;
} share;

static const struct {
    share zone;
    int32_t offset_seconds;
} zones[] = {{{"Asia/Shanghai", 930}, 28800},
             {{"Asia/Urumqi", 25}, 21600},
             {{"Asia/Hong_Kong", 20}, 28800},
             {{"Asia/Tokyo", 15}, 32400},
             {{"Asia/Singapore", 10}, 28800}};
static const share cities[] = {{"上海", 300}, {"杭州", 200}, {"苏州", 150},
                               {"北京", 150}, {"广州", 100}, {"成都", 100}};
static const share occupations[HL_SIM_OCCUPATIONS] = {
    {"office", 450}, {"home", 250}, {"student", 150}, {"retired", 150}};
static const share classes[HL_SIM_CLASSES] = {{"high", 150}, {"potential", 500}, {"silent", 350}};
static const share sources[] = {
    {"parcel_card", 500}, {"friend_group", 300}, {"moments_ad", 150}, {"store", 50}};
static const char *const operators[HL_SIM_OPERATORS] = {"小鹿", "阿May", "小北", "糖糖",
                                                        "老周", "Vivi",  "小满", "阿杰",
                                                        "朵朵", "大鹏",  "小鱼", "Nora"};

const char *hl_sim__operator(size_t index)
{
    return operators[index];
}

const char *hl_sim__occupation(hl_sim_occupation occupation)
{
    return occupations[occupation].name;
}

static size_t pick(hl_random *random, const share *shares, size_t count)
{
    uint64_t draw = hl_base__random_below(random, 1000);
    for (size_t i = 0; i + 1 < count; i++) {
        if (draw < shares[i].per_mille)
            return i;
        draw -= shares[i].per_mille;
    }
    return count - 1;
}

static size_t pick_zone(hl_random *random)
{
    uint64_t draw = hl_base__random_below(random, 1000);
    size_t i = 0;
    for (; i + 1 < sizeof zones / sizeof zones[0] && draw >= zones[i].zone.per_mille; i++)
        draw -= zones[i].zone.per_mille;
    return i;
}

static void set(hl_customer *c, size_t column, const char *text)
{
    (void)snprintf(c->text[column], HL_SIM_FIELD, "%s", text);
}

int64_t hl_sim__local_instant(const hl_customer *customer, int32_t day, int32_t minute)
{
    int64_t local =
        HL_SIM_START_UTC_MS + INT64_C(28800000) + day * HL_DAY_MS + minute * INT64_C(60000);
    return local - customer->offset_seconds * INT64_C(1000);
}

static void set_instant(hl_customer *c, size_t column, int64_t utc_ms)
{
    char text[HL_TIME_TEXT];
    set(c, column, hl_base__time_text(utc_ms, c->offset_seconds, text));
}

static void set_day(hl_customer *c, size_t column, int64_t day)
{
    char text[HL_TIME_TEXT];
    set(c, column, hl_base__day_text(day, text));
}

/* Orders of the last year and what they cost; both rise with class and affinity, so that spend is a
 * covariate worth having. */
static void draw_history(hl_customer *c, hl_random *random)
{
    static const uint64_t least[HL_SIM_CLASSES] = {6, 1, 0};
    static const uint64_t spread[HL_SIM_CLASSES] = {14, 5, 3};
    static const uint64_t silence[HL_SIM_CLASSES] = {20, 60, 300};
    uint64_t orders = least[c->value_class] + hl_base__random_below(random, spread[c->value_class]);
    uint64_t basket_minor = 4000 + hl_base__random_below(random, 14000);
    double liking = 0.5 + 0.5 * c->affinity;
    uint64_t spend = orders * (uint64_t)((double)basket_minor * liking);
    (void)snprintf(c->text[ORDERS], HL_SIM_FIELD, "%llu", (unsigned long long)orders);
    (void)snprintf(c->text[SPEND_12M], HL_SIM_FIELD, "%llu.%02llu",
                   (unsigned long long)(spend / 100), (unsigned long long)(spend % 100));
    int64_t ago = 1 + (int64_t)hl_base__random_below(random, silence[c->value_class]);
    if (orders > 0)
        set_instant(c, LAST_ORDER_AT,
                    hl_sim__local_instant(c, -(int32_t)ago,
                                          480 + (int32_t)hl_base__random_below(random, 840)));
    int64_t start_day = hl_base__civil_day_of(HL_SIM_START_UTC_MS + INT64_C(28800000));
    set_day(c, REGISTERED, start_day - ago - (int64_t)hl_base__random_below(random, 700));
    set_day(c, BIRTHDAY, -3653 + (int64_t)hl_base__random_below(random, 16000));
}

enum { FIRST_WEEK = 8, LEAST_GAP = 8, MORE_GAP = 4 };

/* At least 8 days apart, so that the windows of two touches never overlap. */
static void draw_occasions(hl_customer *c, hl_random *random, int32_t days)
{
    uint64_t first = days < FIRST_WEEK ? (uint64_t)days : FIRST_WEEK;
    uint64_t wanted = 1 + hl_base__random_below(random, HL_SIM_OCCASIONS);
    int32_t day = (int32_t)hl_base__random_below(random, first);
    c->occasion_count = 0;
    while (day < days && c->occasion_count < wanted) {
        c->occasion_day[c->occasion_count++] = day;
        day += LEAST_GAP + (int32_t)hl_base__random_below(random, MORE_GAP);
    }
}

static void describe(hl_customer *c)
{
    size_t count = 0;
    for (size_t i = 0; i < HL_SIM_COLUMNS; i++)
        if (c->text[i][0] != '\0')
            c->fields[count++] = (hl_value){.type = HL_VALUE_UNTYPED,
                                            .text = c->text[i],
                                            .length = strlen(c->text[i]),
                                            .key = columns[i]};
    c->attributes = (hl_value){.type = HL_VALUE_OBJECT, .count = count, .items = c->fields};
}

void hl_sim__customer_draw(uint64_t seed, uint64_t number, int32_t days, hl_customer *out)
{
    hl_random random = hl_base__random_seed(seed, number * 2);
    memset(out, 0, sizeof *out);
    out->number = number;
    size_t zone = pick_zone(&random);
    out->offset_seconds = zones[zone].offset_seconds;
    out->occupation = (hl_sim_occupation)pick(&random, occupations, HL_SIM_OCCUPATIONS);
    out->value_class = (hl_sim_class)pick(&random, classes, HL_SIM_CLASSES);
    out->operator_index = (size_t)hl_base__random_below(&random, HL_SIM_OPERATORS);
    double u = hl_base__random_uniform(&random);
    out->affinity = 3 * u * u; /* mean 1, variance 0.8 */
    (void)snprintf(out->text[USER_ID], HL_SIM_FIELD, "u%07llu", (unsigned long long)number);
    set(out, ZONE, zones[zone].zone.name);
    set(out, CITY, cities[pick(&random, cities, sizeof cities / sizeof cities[0])].name);
    set(out, OCCUPATION, occupations[out->occupation].name);
    set(out, VALUE_CLASS, classes[out->value_class].name);
    set(out, SOURCE, sources[pick(&random, sources, sizeof sources / sizeof sources[0])].name);
    set(out, OPERATOR, operators[out->operator_index]);
    draw_history(out, &random);
    draw_occasions(out, &random, days);
    /* the coupon lapses at midnight, three days after the day of the reminder */
    set_instant(out, COUPON_EXPIRES_AT, hl_sim__local_instant(out, out->occasion_day[0] + 4, 0));
    set(out, BLOCKED, hl_base__random_below(&random, 100) == 0 ? "true" : "false");
    describe(out);
}
