#include "scan/files.h"

#include <string.h>
#include <sys/stat.h>

#include "base/text.h"

size_t hl_scan__file_count(const hl_scan_spec *spec)
{
    return 1 + spec->more_count;
}

const char *hl_scan__file(const hl_scan_spec *spec, size_t index)
{
    return index == 0 ? spec->path : spec->more[index - 1];
}

int64_t hl_scan__line_at(const hl_rows *rows, int64_t place)
{
    hl_body body;
    if (!hl_rows__body(rows, &body))
        return 0;
    int64_t line = body.line;
    const char *end = body.data + (place - hl_scan__file_start(hl_scan__file_of(place)));
    for (const char *at = body.data; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        line++;
    return line;
}

bool hl_scan__are_lasting(const hl_scan_spec *spec)
{
    bool lasting = true;
    for (size_t i = 0; i < hl_scan__file_count(spec) && lasting; i++)
        lasting = hl_rows__is_lasting(hl_scan__file(spec, i));
    return lasting;
}

static bool same(const char *a, const char *b)
{
    struct stat x;
    struct stat y;
    if (strcmp(a, b) == 0)
        return true;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && S_ISREG(x.st_mode) && x.st_dev == y.st_dev &&
           x.st_ino == y.st_ino;
}

hl_status hl_scan__check_files(const hl_scan_spec *spec, hl_error *err)
{
    enum { MOST = 10000 };
    if (spec->more_count >= MOST)
        return hl_error_set(err, HL_USAGE, "at most %d files are read together", (int)MOST);
    for (size_t i = 0; i < spec->more_count; i++)
        for (size_t j = 0; j <= i; j++)
            if (same(hl_scan__file(spec, j), spec->more[i]))
                return hl_error_set(err, HL_USAGE,
                                    "%s and %s are the same file: its rows would count twice",
                                    hl_scan__file(spec, j), spec->more[i]);
    return HL_OK;
}

const char *hl_scan__file_name(const char *path, size_t *length)
{
    const char *slash = strrchr(path, '/');
    const char *name = strcmp(path, "-") == 0 ? "standard input" : slash == NULL ? path : slash + 1;
    const char *point = strrchr(name, '.');
    *length = point == NULL || point == name ? strlen(name) : (size_t)(point - name);
    return name;
}

const char *hl_scan__file_names(const hl_scan_spec *spec, hl_arena *arena)
{
    hl_text names = {0};
    for (size_t i = 0; i < hl_scan__file_count(spec); i++) {
        size_t length = 0;
        const char *name = hl_scan__file_name(hl_scan__file(spec, i), &length);
        hl_base__text_add(&names, i == 0 ? "" : " + ");
        hl_base__text_add_bytes(&names, name, length);
    }
    const char *kept = hl_base__text_keep(&names, arena);
    hl_base__text_free(&names);
    return kept;
}
