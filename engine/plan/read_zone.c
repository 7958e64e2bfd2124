/* The zone of a user and where it comes from.
 *
 * It is the first that is known of: device_zone, zone (the profile), inferred_zone (several
 * plausible ones joined by '|'), segment_zone, and the workspace's, when one is named. A name that
 * is not understood is flagged and counted, and the next source counts; a user of whom none is
 * understood is held: every touch says so, and none is sent at an hour that was guessed.
 *
 * UTC is what databases, servers and browsers that hide the place write where nobody said anything:
 * it names no place, and counts as not understood, unless the clock that would stand in is that of
 * UTC itself or the user's country is of such a clock. */
#include "plan/read_zone.h"

#include <stdlib.h>
#include <string.h>

#include "assign/zone_attributes.h"
#include "base/column_names.h"
#include "base/written_number.h"
#include "base/zone_names.h"
#include "config/name_words.h"
#include "plan/check_clocks.h"

/* Of hl_assign__zone_attributes. */
static const hl_zone_source zone_sources[HL_ZONE_ATTRIBUTES] = {HL_ZONE_DEVICE, HL_ZONE_PROFILE,
                                                                HL_ZONE_INFERRED, HL_ZONE_SEGMENT};

/* The zones of a text like "Asia/Tokyo|Asia/Seoul"; none when one of them is unknown. False: out of
 * memory. */
static bool parse_zones(hl_zones *zones, const char *text, size_t length, hl_zone_set *out)
{
    for (size_t at = 0; at <= length;) {
        const char *bar = memchr(text + at, '|', length - at);
        size_t end = bar == NULL ? length : (size_t)(bar - text);
        const hl_zone *zone = NULL;
        if (hl_base__zones_find(zones, text + at, end - at, &zone) != HL_OK)
            return false;
        if (zone == NULL || out->count == HL_PLAUSIBLE_MOST) {
            out->count = 0;
            return true;
        }
        out->zones[out->count++] = zone;
        at = end + 1;
    }
    return true;
}

/* *index: of the set, HL_MAP_NONE when a zone of it is unknown. False: out of memory. */
static bool zone_set_of(hl_reading *r, const char *text, size_t length, uint32_t *index)
{
    hl_inputs *in = r->inputs;
    hl_zone_set set = {0};
    *index = hl_base__map_find(&in->zone_keys, text, length);
    if (*index != HL_MAP_NONE)
        return true;
    if (!parse_zones(r->compiled->zones, text, length, &set))
        return false;
    if (set.count == 0)
        return true;
    hl_zone_set *sets =
        hl_plan__grow(in->zone_sets, sizeof *sets, in->zone_keys.count, &in->zone_set_capacity);
    if (sets == NULL)
        return false;
    in->zone_sets = sets;
    *index = hl_base__map_intern(&in->zone_keys, text, length);
    if (*index != HL_MAP_NONE)
        sets[*index] = set;
    return *index != HL_MAP_NONE;
}

static void show(const hl_value *value, char shown[64])
{
    size_t length = value->length < 63 ? value->length : 63;
    while (length > 0 && length < value->length && (value->text[length] & 0xC0) == 0x80)
        length--; /* not inside a character */
    memcpy(shown, value->text, length);
    shown[length] = '\0';
}

/* Which is told once, when all are read. */
static void note_no_place(hl_reading *r, const hl_person *person, const hl_value *value)
{
    hl_no_place *which =
        &r->zones.no_place[person->zone_source == HL_ZONE_NONE        ? HL_NO_PLACE_HELD
                           : person->zone_source == HL_ZONE_WORKSPACE ? HL_NO_PLACE_STAND_IN
                                                                      : HL_NO_PLACE_OTHER];
    if (which->users++ == 0)
        show(value, which->example);
}

/* Counted, and said with what becomes of the user. False: out of memory. */
static bool flag_zone(hl_reading *r, const hl_person *person, const hl_value *value, int64_t line)
{
    char shown[64];
    const char *near = NULL;
    bool held = person->zone_source == HL_ZONE_NONE;
    hl_plan_counts *counts = &r->inputs->counts;
    bool no_place = value != NULL && hl_assign__zone_is_no_place(value->text, value->length);
    counts->unknown_zones += value != NULL;
    counts->no_zone += held;
    if (no_place) {
        note_no_place(r, person, value);
        return true;
    }
    r->zones.not_understood += value != NULL;
    int64_t seen = value != NULL ? r->zones.not_understood : counts->no_zone;
    if (seen > HL_PLAN_SHOWN || (value == NULL && !held))
        return true;
    const char *instead =
        held ? "held" : hl_base__zone_name(r->inputs->zone_sets[person->zone_set].zones[0]);
    if (value == NULL) {
        hl_plan__warn(r, line, seen, "the user has no zone, and none stands in: held");
        return true;
    }
    show(value, shown);
    if (hl_base__zones_suggest(r->compiled->zones, value->text, value->length, &near) != HL_OK)
        return false;
    hl_plan__warn(r, line, seen, "unknown zone '%s'%s%s%s: the user is %s%s", shown,
                  near == NULL ? "" : "; did you mean ", near == NULL ? "" : near,
                  near == NULL ? "" : "?", held ? "" : "planned in ", instead);
    return true;
}

/* One of "EST|America/Chicago" is of two clocks. */
static bool is_vague(const char *text, size_t length)
{
    for (size_t at = 0; at <= length;) {
        const char *bar = memchr(text + at, '|', length - at);
        size_t end = bar == NULL ? length : (size_t)(bar - text);
        if (hl_base__zone_is_vague(text + at, end - at))
            return true;
        at = end + 1;
    }
    return false;
}

/* A name that the planner does not know by itself is told once. False: out of memory. */
static bool note_name(hl_reading *r, const char *path, size_t which)
{
    hl_map *names = &r->inputs->zone_names;
    uint32_t before = names->count;
    const char *name = hl_assign__zone_attributes[which];
    bool known = strcmp(path, name) == 0 || hl_base__column_is_spelt(path, name);
    if (known)
        return true;
    if (hl_base__map_intern(names, path, strlen(path)) == HL_MAP_NONE)
        return false;
    if (names->count > before)
        hl_plan__warn(r, 0, names->count, "the zone of users is read from '%.100s'", path);
    return true;
}

static bool is_stand_in_at_zero(const hl_compiled *c)
{
    enum { HALF_A_YEAR_DAYS = 182 };
    int64_t now_ms = c->options->now_utc_ms;
    return c->stands_in && hl_base__zone_offset(c->workspace, now_ms) == 0 &&
           hl_base__zone_offset(c->workspace, now_ms + HALF_A_YEAR_DAYS * HL_DAY_MS) == 0;
}

/* Whether a zone that names no place is the user's all the same. A device sends it for want of
 * one, and databases write it into a profile where nobody said any: of a profile it counts, and is
 * told, unless something else of the user is of another clock, or the definition has a zone and
 * sends by a channel of one country. */
static bool is_theirs(hl_reading *r, const hl_value *attributes, const hl_value *value,
                      hl_zone_source source, bool *theirs)
{
    const hl_compiled *c = r->compiled;
    hl_no_place *taken = &r->zones.no_place[HL_NO_PLACE_TAKEN];
    bool at_zero = false, elsewhere = false;
    if (!hl_plan__places_are_at_zero(&r->places, attributes, &at_zero, &elsewhere))
        return false;
    at_zero = at_zero || is_stand_in_at_zero(c);
    *theirs = at_zero || (source != HL_ZONE_DEVICE && !elsewhere &&
                          !(c->stands_in && hl_plan__reaches_one_country(c)));
    if (*theirs && !at_zero && c->stands_in && taken->users++ == 0)
        show(value, taken->example);
    return true;
}

/* What one attribute says. False: out of memory. */
static bool try_zone(hl_reading *r, hl_person *person, const hl_value *attributes,
                     const hl_value *value, size_t which, const hl_value **unknown)
{
    bool placed = true;
    if (hl_assign__zone_is_no_place(value->text, value->length) &&
        !is_theirs(r, attributes, value, zone_sources[which], &placed))
        return false;
    if (placed && !is_vague(value->text, value->length) &&
        !zone_set_of(r, value->text, value->length, &person->zone_set))
        return false;
    if (person->zone_set == HL_MAP_NONE) {
        *unknown = *unknown == NULL ? value : *unknown;
        return true;
    }
    person->zone_source = (uint8_t)zone_sources[which];
    r->inputs->counts.inferred_zones += zone_sources[which] == HL_ZONE_INFERRED;
    return true;
}

/* The first zone of the user that is understood; *unknown: one before it that is not, or NULL.
 * False: out of memory. */
static bool own_zone(hl_reading *r, hl_person *person, const hl_value *attributes,
                     const hl_value **unknown)
{
    char path[HL_ZONE_PATH];
    const hl_value *value = NULL;
    *unknown = NULL;
    person->zone_set = HL_MAP_NONE;
    for (size_t i = 0; i < HL_ZONE_ATTRIBUTES; i++)
        for (size_t at = 0; person->zone_set == HL_MAP_NONE &&
                            (value = hl_assign__zone_next(attributes, i, &at, path)) != NULL;)
            if (value->text != NULL && value->length > 0 &&
                !hl_base__is_null(value->text, value->length) &&
                (!note_name(r, path, i) || !try_zone(r, person, attributes, value, i, unknown)))
                return false;
    return true;
}

/* Whatever the attribute is called, told once. False: out of memory. */
static bool evident_zone(hl_reading *r, hl_person *person, const hl_value *attributes, int64_t line)
{
    const hl_value *other = NULL;
    const hl_value *evident = hl_assign__zone_by_value(attributes, &other);
    hl_map *names = &r->inputs->zone_names;
    uint32_t before = names->count;
    if (evident == NULL && other == NULL)
        return true;
    if (evident == NULL) {
        hl_plan__warn(r, line, ++r->two_zones,
                      "'%.100s' and another attribute of the user are two zones: the one that is "
                      "the user's is called 'zone'",
                      other->key);
        return true;
    }
    if (!zone_set_of(r, evident->text, evident->length, &person->zone_set))
        return false;
    if (person->zone_set == HL_MAP_NONE)
        return true;
    person->zone_source = HL_ZONE_PROFILE;
    if (hl_base__map_intern(names, evident->key, strlen(evident->key)) == HL_MAP_NONE)
        return false;
    if (names->count > before)
        hl_plan__warn(r, 0, names->count,
                      "the zone of users is read from '%.100s', by what it says", evident->key);
    return true;
}

/* An offset ("-8", "Etc/GMT+8") that is the definition's own turned round: JavaScript's
 * getTimezoneOffset and POSIX count west of Greenwich as more. */
static void look_at_sign(hl_reading *r, const hl_zone *zone, bool agrees)
{
    const hl_compiled *c = r->compiled;
    const char *name = hl_base__zone_name(zone);
    int64_t now_ms = c->options->now_utc_ms;
    int32_t seconds = 0;
    int32_t own = hl_base__zone_offset(c->workspace, now_ms);
    bool is_offset = hl_base__zone_is_offset(name, strlen(name), &seconds) ||
                     strncmp(name, "Etc/GMT", strlen("Etc/GMT")) == 0;
    if (!is_offset || !c->stands_in || own == 0)
        return;
    seconds = hl_base__zone_offset(zone, now_ms);
    r->zones.upright += seconds == own;
    if (seconds == -own && !agrees && r->zones.mirrored++ == 0)
        r->zones.mirror = zone;
}

/* Whether what else is known of the user says that the clock is not theirs. A device's is where
 * they are now, wherever they live. False: out of memory. */
static bool look_at_places(hl_reading *r, const hl_person *person, const hl_value *attributes)
{
    bool agrees = false;
    const hl_zone *zone = r->inputs->zone_sets[person->zone_set].zones[0];
    const hl_clock_now clock = {r->compiled->zones, zone, r->compiled->options->now_utc_ms};
    bool stand_in = person->zone_source == HL_ZONE_WORKSPACE;
    if (person->zone_source == HL_ZONE_NONE || person->zone_source == HL_ZONE_DEVICE)
        return true;
    if (!hl_plan__places_take(&r->places, attributes, &clock,
                              stand_in ? HL_PLACE_STAND_IN : HL_PLACE_OWN, &agrees))
        return false;
    if (!stand_in)
        look_at_sign(r, zone, agrees);
    return true;
}

/* A user without a zone gets the one that the definition or the caller names; without that, UTC
 * only so that there is a clock: nothing is planned for the user. */
bool hl_plan__find_zone(hl_reading *r, hl_person *person, const hl_value *attributes, int64_t line)
{
    const hl_value *unknown = NULL;
    if (!own_zone(r, person, attributes, &unknown))
        return false;
    if (person->zone_set == HL_MAP_NONE && unknown == NULL &&
        !evident_zone(r, person, attributes, line))
        return false;
    if (person->zone_set == HL_MAP_NONE) {
        const char *name = hl_base__zone_name(r->compiled->workspace);
        if (!zone_set_of(r, name, strlen(name), &person->zone_set) ||
            person->zone_set == HL_MAP_NONE)
            return false;
        person->zone_source = r->compiled->stands_in ? HL_ZONE_WORKSPACE : HL_ZONE_NONE;
        r->zones.stood_in += r->compiled->stands_in;
    }
    if (!look_at_places(r, person, attributes))
        return false;
    return flag_zone(r, person, unknown, line);
}

/* The first set is the workspace's: so whoever is known by a touch alone has a clock. */
bool hl_plan__begin_zones(hl_reading *r)
{
    uint32_t first = 0;
    const char *name = hl_base__zone_name(r->compiled->workspace);
    return zone_set_of(r, name, strlen(name), &first) && first == 0;
}
