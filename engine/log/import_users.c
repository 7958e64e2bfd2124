/* users.csv: zone and attributes. A column sets its attribute, an empty field takes it away, and
 * attributes that the file has no column for stay as they were; so do those of which a record of
 * NDJSON has no key, wherever others have it. */
#include <stdio.h>
#include <string.h>

#include "base/written_number.h"
#include "log/import.h"

enum { COLUMN_USER, COLUMN_ZONE };

static const hl_log_column columns[] = {{"user_id", true, false}, {"zone", false, false}};

/* Each once, with what it may mean. */
static hl_status tell_unknown(hl_log_import *import, const hl_row *row, const char *zone)
{
    enum { SHOWN = 20, TEXT = 300 };
    const char *near = NULL;
    char message[TEXT];
    if (import->unknown_zones.count > SHOWN || import->rejects.problems == NULL)
        return HL_OK;
    hl_status status = hl_base__zones_suggest(import->zones, zone, strlen(zone), &near);
    (void)snprintf(message, sizeof message, "there is no time zone '%.100s'%s%s%s", zone,
                   near == NULL ? "" : "; did you mean '", near == NULL ? "" : near,
                   near == NULL ? "" : "'?");
    if (status == HL_OK)
        hl_problems_add(import->rejects.problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                                .file = import->rows->name,
                                                                .line = row->line,
                                                                .pointer = "zone",
                                                                .message = message});
    return status;
}

/* Of zones that a user may be in ("Asia/Tokyo|Asia/Seoul") all are to be known. */
static hl_status are_zones(hl_zones *zones, hl_field text, bool *known)
{
    *known = true;
    hl_status status = zones == NULL ? HL_FAILED : HL_OK;
    for (size_t at = 0; status == HL_OK && *known && at <= text.length;) {
        const char *bar = memchr(text.data + at, '|', text.length - at);
        size_t end = bar == NULL ? text.length : (size_t)(bar - text.data);
        const hl_zone *zone = NULL;
        status = hl_base__zones_find(zones, text.data + at, end - at, &zone);
        *known = zone != NULL;
        at = end + 1;
    }
    return status;
}

/* A zone that nobody knows is kept, and said: a plan holds its users. */
static bool note_zone(hl_log_import *import, const hl_row *row, hl_field text)
{
    bool known = hl_base__map_find(&import->known_zones, text.data, text.length) != HL_MAP_NONE;
    bool told = hl_base__map_find(&import->unknown_zones, text.data, text.length) != HL_MAP_NONE;
    hl_status status = HL_OK;
    if (!known && !told) {
        if (import->zones == NULL)
            import->zones = hl_base__zones_new(NULL);
        status = are_zones(import->zones, text, &known);
        hl_map *map = known ? &import->known_zones : &import->unknown_zones;
        uint32_t at = status == HL_OK ? hl_base__map_intern(map, text.data, text.length) : 0;
        if (status == HL_OK)
            status = at == HL_MAP_NONE ? HL_FAILED
                     : known           ? HL_OK
                                       : tell_unknown(import, row, map->keys[at].text);
    }
    import->summary->zoneless += !known;
    if (status != HL_OK)
        (void)hl_error_memory(&import->parse_error);
    return status == HL_OK;
}

/* Of a source whose records have the keys that they have: null, not silence, takes away. */
static bool is_silent(const hl_log_import *import, int column, const hl_row *row)
{
    return column < 0 ||
           (import->rows->want != NULL && row->fields[column].kind == HL_FIELD_ABSENT);
}

static bool parse_attributes(hl_log_import *import, const hl_row *fields, hl_log_row *row)
{
    size_t count = import->attribute_column_count;
    size_t said = 0;
    hl_log_attribute *list = hl_base__arena_array(&import->arena, count, sizeof *list);
    bool ok = list != NULL;
    for (size_t i = 0; ok && i < count; i++) {
        const int column = import->attribute_columns[i].column;
        if (is_silent(import, column, fields))
            continue;
        hl_field field = fields->fields[column];
        list[said] = (hl_log_attribute){
            import->attribute_columns[i].name,
            hl_base__arena_bytes(&import->arena, field.data, field.length), field.length};
        ok = list[said++].text != NULL;
    }
    row->user_row.attributes = list;
    row->user_row.attribute_count = said;
    return ok;
}

static bool parse(hl_log_import *import, const hl_row *fields, hl_log_row *row)
{
    if (!hl_log__field_id(import, fields, COLUMN_USER, &row->id, &row->id_length) ||
        !hl_log__field_user(import, fields, COLUMN_USER, &row->user))
        return false;
    hl_field zone = hl_log__field(import, fields, COLUMN_ZONE);
    bool none = hl_base__is_null(zone.data, zone.length);
    if (!none && !note_zone(import, fields, zone))
        return false;
    row->user_row.zone = none ? NULL : hl_base__arena_bytes(&import->arena, zone.data, zone.length);
    row->user_row.keeps_zone = is_silent(import, import->columns[COLUMN_ZONE], fields);
    if ((!none && row->user_row.zone == NULL) || !parse_attributes(import, fields, row)) {
        (void)hl_error_memory(&import->parse_error);
        return false;
    }
    return true;
}

static bool same_text(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return strcmp(a, b) == 0;
}

/* Lays one row over *who; the texts of the result are in the pool of the log. */
static hl_status lay_row(hl_log_import *import, hl_log_row *row, hl_log_user *who, bool *changed,
                         hl_error *err)
{
    if (hl_log__consent_keep(import, row, err) != HL_OK)
        return HL_FAILED;
    const char *zone = row->user_row.keeps_zone ? who->zone : row->user_row.zone;
    hl_base__text_clear(&import->text);
    hl_log__attributes_write(&import->attributes.object, row->user_row.attributes,
                             row->user_row.attribute_count, &import->text);
    if (hl_base__text_status(&import->text, err) != HL_OK)
        return HL_FAILED;
    const char *json = hl_base__text_string(&import->text);
    if (who->known && same_text(zone, who->zone) && strcmp(json, who->attributes) == 0) {
        import->summary->duplicates++;
        return HL_OK;
    }
    if (who->known)
        import->summary->updated++;
    else
        import->summary->added++;
    who->known = true;
    who->zone = zone;
    who->attributes = hl_log__text_pool_text(&import->log.pool, json, import->text.length);
    *changed = true;
    if (who->attributes == NULL)
        return hl_error_memory(err);
    return hl_log__attributes_of(import->store, &import->attributes, who->attributes,
                                 import->text.length, err);
}

static hl_status write_user(hl_log_import *import, int64_t user, const hl_log_user *who,
                            hl_error *err)
{
    sqlite3_stmt *set = NULL;
    if (hl_log__statement(import->store, HL_SQL_USER_SET, &set, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(set, 1, user);
    hl_log__bind_text(set, 2, who->zone, who->zone == NULL ? 0 : strlen(who->zone));
    hl_log__bind_text(set, 3, who->attributes, strlen(who->attributes));
    return hl_log__run(import->store, set, err);
}

static hl_status move_units(hl_log_import *import, int64_t user, hl_error *err)
{
    for (size_t i = 0; import->other_units && i < import->experiments->count; i++) {
        const hl_log_experiment *x = import->experiments->list[i];
        if (!x->unit_is_user &&
            hl_log__unit_set_move(import->store, x, user, &import->attributes_before.object,
                                  &import->attributes.object, err) != HL_OK)
            return HL_FAILED;
    }
    return HL_OK;
}

static hl_status apply(hl_log_import *import, hl_log_row *const *rows, size_t count, hl_error *err)
{
    hl_log_user_log *log = &import->log;
    int64_t user = rows[0]->user_id;
    hl_log_user who;
    bool changed = false;
    hl_log__user_log_clear(log);
    if (hl_log__user_read(import->store, user, &log->pool, &who, &import->attributes_before, err) !=
            HL_OK ||
        hl_log__attributes_of(import->store, &import->attributes, who.attributes,
                              strlen(who.attributes), err) != HL_OK)
        return HL_FAILED;
    bool known = who.known;
    for (size_t i = 0; i < count; i++)
        if (lay_row(import, rows[i], &who, &changed, err) != HL_OK)
            return HL_FAILED;
    if (!changed)
        return HL_OK;
    if (write_user(import, user, &who, err) != HL_OK || move_units(import, user, err) != HL_OK ||
        hl_log__user_log_read(import->store, user, 0, log, err) != HL_OK)
        return HL_FAILED;
    if (log->touch_count == 0)
        return known ? HL_OK : hl_log__no_stranger(import, err);
    if (hl_log__remember(import, err) != HL_OK ||
        hl_log__attributes_add_id(&import->attributes, who.id, strlen(who.id), err) != HL_OK)
        return HL_FAILED;
    return hl_log__revalue(import, who.id, &import->attributes_before.object,
                           &import->attributes.object, err);
}

const hl_log_kind hl_log__kind_users = {
    .name = "users",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .takes_any_column = true,
    .has_users = true,
    .parse = parse,
    .apply = apply,
};
