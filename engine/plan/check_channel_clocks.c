/* Channels that reach one country, beside a zone that is not of it. */
#include <string.h>

#include "assign/zone_attributes.h"
#include "plan/check_clocks.h"
#include "plan/clock_places.h"

/* By the beginning of their names. Whom law protects by the hour of the recipient is in the country
 * itself; those of WeChat may be anywhere, and then in a place that has a name. */
typedef struct reach {
    const char *channels, *country, *zone;
    bool by_law;
} reach;
static const reach reaches[] = {{"sms-cn", "cn", "Asia/Shanghai", true},
                                {"sms-us", "us", "America/New_York", true},
                                {"call-us", "us", "America/New_York", true},
                                {"sms-fr", "fr", "Europe/Paris", true},
                                {"wecom", "cn", "Asia/Shanghai", false},
                                {"wechat", "cn", "Asia/Shanghai", false},
                                {"official-articles", "cn", "Asia/Shanghai", false}};

static const reach *reach_of(const hl_channel *channel)
{
    for (size_t i = 0; channel != NULL && i < sizeof reaches / sizeof reaches[0]; i++)
        if (strncmp(channel->name, reaches[i].channels, strlen(reaches[i].channels)) == 0)
            return &reaches[i];
    return NULL;
}

/* By which promotions go, of a country without the clock that stands in; NULL: none. */
static const hl_channel *channel_elsewhere(const hl_compiled *c, int64_t at_ms, const reach **out)
{
    const char *zone = hl_base__zone_name(c->workspace);
    bool no_place = hl_assign__zone_is_no_place(zone, strlen(zone));
    for (size_t i = 0; c->stands_in && i < c->arm_step_count; i++) {
        const hl_arm_step *s = &c->arm_steps[i];
        for (size_t r = 0; s->hook->klass == HL_CLASS_PROMOTION && r < HL_ROUTES; r++) {
            *out = s->has_route[r] ? reach_of(s->routes[r].channel) : NULL;
            if (*out != NULL && ((*out)->by_law || no_place) &&
                !hl_plan__country_has_clock((*out)->country, c->workspace, at_ms))
                return s->routes[r].channel;
        }
    }
    return NULL;
}

bool hl_plan__reaches_one_country(const hl_compiled *c)
{
    for (size_t i = 0; i < c->arm_step_count; i++)
        for (size_t r = 0; r < HL_ROUTES; r++)
            if (c->arm_steps[i].has_route[r] && reach_of(c->arm_steps[i].routes[r].channel) != NULL)
                return true;
    return false;
}

const char *hl_plan__channel_elsewhere(const hl_compiled *compiled)
{
    const reach *r = NULL;
    const hl_channel *channel = channel_elsewhere(compiled, compiled->options->now_utc_ms, &r);
    return channel == NULL ? NULL : channel->name;
}

void hl_plan__check_channel_clocks(const hl_compiled *c, hl_decoder *d, int64_t from_ms)
{
    const reach *r = NULL;
    const hl_channel *channel = channel_elsewhere(c, from_ms, &r);
    const char *zone = hl_base__zone_name(c->workspace);
    if (channel == NULL)
        return;
    if (hl_assign__zone_is_no_place(zone, strlen(zone)))
        hl_config__warn_at(d, d->root, "zone",
                           "names no place, and stands in for users without a zone: '%.60s' is "
                           "a channel of one country; name its zone, such as \"%.60s\"",
                           channel->name, r->zone);
    else
        hl_config__warn_at(d, d->root, "zone",
                           "stands in for users without a zone, and no clock of the country that "
                           "'%.60s' reaches is that of %.60s",
                           channel->name, zone);
}
