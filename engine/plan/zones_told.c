/* What the zones of all users say together: that a clock stands in for so many, and that one which
 * was given can hardly be theirs. */
#include "plan/check_clocks.h"
#include "plan/reading.h"

static void tell_no_places(const hl_reading *r)
{
    long long users = (long long)r->inputs->counts.users;
    const hl_no_place *other = &r->zones.no_place[HL_NO_PLACE_OTHER];
    const hl_no_place *held = &r->zones.no_place[HL_NO_PLACE_HELD];
    const hl_no_place *filled = &r->zones.no_place[HL_NO_PLACE_STAND_IN];
    if (other->users > 0)
        hl_plan__warn(r, 0, 1,
                      "users with a zone that names no place, such as '%.60s', for whom another of "
                      "theirs counts: %lld of %lld",
                      other->example, (long long)other->users, users);
    if (held->users > 0)
        hl_plan__warn(r, 0, 1,
                      "users whose zone names no place, such as '%.60s', and who are held, as none "
                      "stands in: %lld of %lld",
                      held->example, (long long)held->users, users);
    const hl_no_place *taken = &r->zones.no_place[HL_NO_PLACE_TAKEN];
    if (taken->users > 0)
        hl_plan__warn(
            r, 0, 1,
            "users whose zone names no place, such as '%.60s', and who are planned by it: "
            "%lld of %lld; databases write it where nobody said any: is it theirs?",
            taken->example, (long long)taken->users, users);
    if (filled->users > 0)
        hl_plan__warn(r, 0, 1,
                      "users whose zone names no place, such as '%.60s', and for whom %.60s stands "
                      "in: %lld of %lld",
                      filled->example, hl_base__zone_name(r->compiled->workspace),
                      (long long)filled->users, users);
}

/* Where all of them brought none, that is what the definition's zone is for: a note. Where some
 * did, nobody knows where the others live. */
static void tell_stand_ins(const hl_reading *r)
{
    long long users = (long long)r->inputs->counts.users;
    long long blank =
        (long long)(r->zones.stood_in - r->zones.no_place[HL_NO_PLACE_STAND_IN].users);
    const char *name = hl_base__zone_name(r->compiled->workspace);
    if (blank > 0 && blank < users)
        hl_plan__warn(r, 0, 1, "users without a zone, for whom %.60s stands in: %lld of %lld", name,
                      blank, users);
    else if (blank > 0)
        hl_plan__note(r, "no user has a zone: %.60s stands in for all %lld", name, users);
}

/* The hours of a law are those of its country. */
static void tell_stand_in_channel(const hl_reading *r)
{
    const char *channel = r->zones.stood_in > 0 ? hl_plan__channel_elsewhere(r->compiled) : NULL;
    if (channel != NULL)
        hl_plan__warn(r, 0, 1,
                      "users for whom %.60s stands in, while no clock of the country that '%.60s' "
                      "reaches is that: %lld of %lld",
                      hl_base__zone_name(r->compiled->workspace), channel,
                      (long long)r->zones.stood_in, (long long)r->inputs->counts.users);
}

static void tell_unknown(const hl_reading *r)
{
    if (r->zones.not_understood > HL_PLAN_SHOWN)
        hl_plan__warn(r, 0, 1,
                      "zones of users that are not understood: %lld; the first %d are shown",
                      (long long)r->zones.not_understood, (int)HL_PLAN_SHOWN);
}

/* Where they live nobody said, but for their country. */
static void tell_stand_in_places(const hl_reading *r)
{
    int64_t seen = 0;
    for (uint32_t i = 0; i < r->places.names.count; i++) {
        const hl_place_column *column = &r->places.columns[i];
        if (column->of[HL_PLACE_STAND_IN].elsewhere > 0)
            hl_plan__warn(r, 0, ++seen,
                          "users without a zone, for whom %.60s stands in, and whose '%.60s' is of "
                          "another clock: %lld, such as '%s'; give them a 'zone'",
                          hl_base__zone_name(r->compiled->workspace), r->places.names.keys[i].text,
                          (long long)column->of[HL_PLACE_STAND_IN].elsewhere,
                          column->of[HL_PLACE_STAND_IN].example);
    }
}

/* People move, and keep their numbers: a few are no news. */
static bool is_more_than_a_few(int64_t count, int64_t of)
{
    enum { FEW = 3, ONE_IN = 20 };
    return count >= FEW && count * ONE_IN > of;
}

/* A zone that many have beside a place of another clock is rather that of the shop, or of the
 * server that wrote the table. */
static void tell_own_places(const hl_reading *r)
{
    int64_t seen = 0;
    for (uint32_t i = 0; i < r->places.names.count; i++) {
        const hl_place_column *column = &r->places.columns[i];
        int64_t elsewhere = column->of[HL_PLACE_OWN].elsewhere;
        if (is_more_than_a_few(elsewhere, r->places.own))
            hl_plan__warn(r, 0, ++seen,
                          "users with a zone whose '%.60s' is of another clock: %lld of %lld, such "
                          "as '%s' beside %.60s; is the zone theirs, or the shop's?",
                          r->places.names.keys[i].text, (long long)elsewhere,
                          (long long)r->places.own, column->of[HL_PLACE_OWN].example,
                          hl_base__zone_name(column->of[HL_PLACE_OWN].beside));
    }
}

static void tell_mirrored(const hl_reading *r)
{
    const hl_zones_seen *z = &r->zones;
    if (z->mirrored > z->upright && is_more_than_a_few(z->mirrored, r->inputs->counts.users))
        hl_plan__warn(r, 0, 1,
                      "users whose zone is the offset of %.60s with its sign turned round: %lld of "
                      "%lld (%.60s); JavaScript's getTimezoneOffset and Etc/GMT+8 count to the "
                      "west: write +08:00 for eight hours east of UTC",
                      hl_base__zone_name(r->compiled->workspace), (long long)z->mirrored,
                      (long long)r->inputs->counts.users, hl_base__zone_name(z->mirror));
}

void hl_plan__tell_zones(hl_reading *r)
{
    tell_no_places(r);
    tell_unknown(r);
    tell_stand_ins(r);
    tell_stand_in_channel(r);
    tell_stand_in_places(r);
    tell_own_places(r);
    tell_mirrored(r);
}
