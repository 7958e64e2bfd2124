/* The database directory: which zones there are, loading one, its version. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/map.h"
#include "base/zone_data.h"
#include "base/zone_names.h"
#include "hookline/time.h"

enum { NAME_MOST = 100, PATH_MOST = 1024, FILE_MOST = 1 << 20, LINE_MOST = 4096 };

/* What a name that was asked for stands for. */
typedef struct entry {
    hl_zone *zone; /* NULL = there is none */
    bool other;    /* another spelling: the zone belongs to the entry of its name */
} entry;

struct hl_zones {
    char *directory;
    hl_map names; /* asked for so far, those that do not exist too */
    entry *found; /* by index of names */
    size_t found_capacity;
    char version[32];
    hl_arena arena;
    const char **known;
    size_t known_count;
    size_t known_capacity;
    bool known_read;
};

/* One for the process, as a machine has one database; set before there are threads. */
static char default_directory[PATH_MOST - NAME_MOST - 16] = "/usr/share/zoneinfo";

hl_status hl_time_use_zones(const char *directory, hl_error *err)
{
    size_t length = strlen(directory);
    if (length >= sizeof default_directory)
        return hl_error_set(err, HL_USAGE, "the path of the time zones is too long: %zu bytes",
                            length);
    memcpy(default_directory, directory, length + 1);
    return HL_OK;
}

/* The version that one file of the database tells, at most 31 bytes; "" when it tells none. */
static hl_status read_version_of(const char *path, char version[32])
{
    char line[LINE_MOST] = "";
    FILE *file = fopen(path, "r");
    version[0] = '\0';
    if (file == NULL)
        return errno == ENOMEM ? HL_FAILED : HL_OK;
    bool has = fgets(line, sizeof line, file) != NULL &&
               (sscanf(line, "# version %31s", version) == 1 ||
                (line[0] != '#' && sscanf(line, "%31s", version) == 1));
    (void)fclose(file);
    if (!has)
        version[0] = '\0';
    return HL_OK;
}

/* tzdata.zi says "# version 2025b" in its first line; macOS and others have +VERSION. */
static hl_status read_version(hl_zones *zones)
{
    static const char *const files[] = {"tzdata.zi", "+VERSION", "version"};
    char version[32] = "";
    hl_status status = HL_OK;
    for (size_t i = 0; i < sizeof files / sizeof files[0] && version[0] == '\0'; i++) {
        char path[PATH_MOST];
        (void)snprintf(path, sizeof path, "%s/%s", zones->directory, files[i]);
        status = read_version_of(path, version);
        if (status != HL_OK)
            return status;
    }
    (void)snprintf(zones->version, sizeof zones->version, "%s",
                   version[0] == '\0' ? "unknown" : version);
    return HL_OK;
}

hl_zones *hl_base__zones_new(const char *directory)
{
    const char *where = directory == NULL ? default_directory : directory;
    hl_zones *zones = calloc(1, sizeof *zones);
    if (zones == NULL)
        return NULL;
    zones->directory = malloc(strlen(where) + 1);
    if (zones->directory == NULL) {
        free(zones);
        return NULL;
    }
    memcpy(zones->directory, where, strlen(where) + 1);
    if (read_version(zones) == HL_OK)
        return zones;
    hl_base__zones_free(zones);
    return NULL;
}

void hl_base__zones_free(hl_zones *zones)
{
    if (zones == NULL)
        return;
    for (size_t i = 0; i < zones->names.count; i++)
        if (!zones->found[i].other)
            hl_base__zone_free(zones->found[i].zone);
    free(zones->found);
    hl_base__map_free(&zones->names);
    hl_base__arena_free(&zones->arena);
    free((void *)zones->known);
    free(zones->directory);
    free(zones);
}

const char *hl_base__zones_version(const hl_zones *zones)
{
    return zones->version;
}

/* Names that would leave the directory, mean whatever this machine is set to, or (Factory) that
 * nobody has set one, are no names. */
static bool is_name(const char *name, size_t length)
{
    static const char *const not_zones[] = {"localtime", "posixrules", "Factory"};
    if (length == 0 || length > NAME_MOST || name[0] == '/' || name[0] == '.' || name[0] == '-')
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = name[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!letter && !(c >= '0' && c <= '9') && (c == '\0' || strchr("_+-/.", c) == NULL))
            return false;
        if (c == '.' && i > 0 && (name[i - 1] == '.' || name[i - 1] == '/'))
            return false;
    }
    for (size_t i = 0; i < sizeof not_zones / sizeof not_zones[0]; i++)
        if (length == strlen(not_zones[i]) && memcmp(name, not_zones[i], length) == 0)
            return false;
    return strncmp(name, "right/", 6) != 0 && strncmp(name, "posix/", 6) != 0;
}

static bool is_file(const hl_zones *zones, const char *name, size_t length, char path[PATH_MOST])
{
    struct stat status;
    int used = snprintf(path, PATH_MOST, "%s/%.*s", zones->directory, (int)length, name);
    return used > 0 && used < PATH_MOST && stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
           status.st_size > 0 && status.st_size <= FILE_MOST;
}

/* *out is NULL when the file cannot be read. */
static hl_status read_file(const char *path, unsigned char **out, size_t *size)
{
    *out = NULL;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return errno == ENOMEM ? HL_FAILED : HL_OK;
    unsigned char *bytes = malloc(FILE_MOST);
    *size = bytes == NULL ? 0 : fread(bytes, 1, FILE_MOST, file);
    bool broken = ferror(file) != 0;
    (void)fclose(file);
    if (broken)
        free(bytes);
    else
        *out = bytes;
    return bytes == NULL ? HL_FAILED : HL_OK;
}

static hl_status decode(const char *name, size_t length, const unsigned char *bytes, size_t size,
                        hl_zone **out)
{
    hl_zone *zone = hl_base__zone_new(name, length);
    if (zone == NULL)
        return HL_FAILED;
    bool good = hl_base__zone_decode(zone, bytes, size);
    bool no_memory = zone->failed;
    if (!good)
        hl_base__zone_free(zone);
    *out = good ? zone : NULL;
    return no_memory ? HL_FAILED : HL_OK;
}

static hl_status load(const hl_zones *zones, const char *name, size_t length, hl_zone **out)
{
    char path[PATH_MOST];
    unsigned char *bytes = NULL;
    size_t size = 0;
    *out = NULL;
    if (!is_name(name, length) || !is_file(zones, name, length, path))
        return HL_OK;
    hl_status status = read_file(path, &bytes, &size);
    if (status == HL_OK && bytes != NULL)
        status = decode(name, length, bytes, size, out);
    free(bytes);
    return status;
}

static bool make_room(hl_zones *zones)
{
    if (zones->names.count < zones->found_capacity)
        return true;
    size_t capacity = zones->found_capacity == 0 ? 64 : zones->found_capacity * 2;
    entry *found = realloc(zones->found, capacity * sizeof *found);
    if (found == NULL)
        return false;
    zones->found = found;
    zones->found_capacity = capacity;
    return true;
}

/* Keeps what the name stands for; an entry that cannot be kept is freed. */
static hl_status keep(hl_zones *zones, const char *name, size_t length, entry made)
{
    uint32_t index =
        make_room(zones) ? hl_base__map_intern(&zones->names, name, length) : HL_MAP_NONE;
    if (index == HL_MAP_NONE) {
        if (!made.other)
            hl_base__zone_free(made.zone);
        return HL_FAILED;
    }
    zones->found[index] = made;
    return HL_OK;
}

/* One offset for ever. */
static hl_status make_fixed(const char *name, size_t length, int32_t seconds_east, hl_zone **out)
{
    *out = hl_base__zone_new(name, length);
    if (*out == NULL)
        return HL_FAILED;
    (*out)->offset[0] = seconds_east;
    return HL_OK;
}

/* The zone of exactly that name, kept from then on. */
static hl_status find_named(hl_zones *zones, const char *name, size_t length, hl_zone **out)
{
    int32_t seconds_east = 0;
    uint32_t known = hl_base__map_find(&zones->names, name, length);
    *out = known == HL_MAP_NONE ? NULL : zones->found[known].zone;
    if (known != HL_MAP_NONE)
        return HL_OK;
    hl_status status = hl_base__zone_is_offset(name, length, &seconds_east)
                           ? make_fixed(name, length, seconds_east, out)
                           : load(zones, name, length, out);
    if (status != HL_OK || *out == NULL)
        return status;
    status = keep(zones, name, length, (entry){*out, false});
    if (status != HL_OK)
        *out = NULL;
    return status;
}

hl_status hl_base__zones_find(hl_zones *zones, const char *name, size_t length, const hl_zone **out)
{
    char spelled[HL_ZONE_NAME_SIZE];
    hl_zone *zone = NULL;
    *out = NULL;
    uint32_t known = hl_base__map_find(&zones->names, name, length);
    if (known != HL_MAP_NONE) {
        *out = zones->found[known].zone;
        return HL_OK;
    }
    if (find_named(zones, name, length, &zone) != HL_OK)
        return HL_FAILED;
    if (zone == NULL) {
        hl_status status = hl_base__zone_spelled(zones, name, length, spelled);
        if (status == HL_OK && spelled[0] != '\0')
            status = find_named(zones, spelled, strlen(spelled), &zone);
        if (status == HL_OK)
            status = keep(zones, name, length, (entry){zone, true});
        if (status != HL_OK)
            return status;
    }
    *out = zone;
    return HL_OK;
}

static bool add_known(hl_zones *zones, const char *name)
{
    char path[PATH_MOST];
    size_t length = strlen(name);
    if (!is_name(name, length) || !is_file(zones, name, length, path))
        return true; /* listed, but not installed */
    if (zones->known_count == zones->known_capacity) {
        size_t capacity = zones->known_capacity == 0 ? 1024 : zones->known_capacity * 2;
        const char **known = realloc((void *)zones->known, capacity * sizeof *known);
        if (known == NULL)
            return false;
        zones->known = known;
        zones->known_capacity = capacity;
    }
    const char *copy = hl_base__arena_string(&zones->arena, name);
    zones->known[zones->known_count] = copy;
    zones->known_count += copy != NULL;
    return copy != NULL;
}

/* "Z Asia/Shanghai ..." and "L target link" of tzdata.zi; the third column of the .tab files. False
 * when out of memory. */
static bool read_names(hl_zones *zones, const char *file_name, bool is_table)
{
    char path[PATH_MOST];
    char line[LINE_MOST];
    char name[NAME_MOST + 1];
    bool good = true;
    (void)snprintf(path, sizeof path, "%s/%s", zones->directory, file_name);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return errno != ENOMEM;
    while (good && fgets(line, sizeof line, file) != NULL) {
        bool has =
            is_table ? line[0] != '#' && sscanf(line, "%*s %*s %100s", name) == 1
                     : sscanf(line, "Z %100s", name) == 1 || sscanf(line, "L %*s %100s", name) == 1;
        good = !has || add_known(zones, name);
    }
    (void)fclose(file);
    return good;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_without_doubles(hl_zones *zones)
{
    size_t kept = 0;
    if (zones->known_count > 1) /* none: there is no list either */
        qsort((void *)zones->known, zones->known_count, sizeof *zones->known, by_name);
    for (size_t i = 0; i < zones->known_count; i++)
        if (kept == 0 || strcmp(zones->known[kept - 1], zones->known[i]) != 0)
            zones->known[kept++] = zones->known[i];
    zones->known_count = kept;
}

hl_status hl_base__zones_names(hl_zones *zones, const char *const **out, size_t *count)
{
    if (!zones->known_read) {
        bool good = read_names(zones, "tzdata.zi", false);
        if (good && zones->known_count == 0)
            good = read_names(zones, "zone1970.tab", true) && read_names(zones, "zone.tab", true) &&
                   add_known(zones, "UTC");
        if (!good)
            return HL_FAILED;
        sort_without_doubles(zones);
        zones->known_read = true;
    }
    *out = zones->known;
    *count = zones->known_count;
    return HL_OK;
}
