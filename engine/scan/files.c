#include "scan/files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "scan/file_digest.h"

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

/* A file by what it is, or by its path where it is none that stays. */
typedef struct known_file {
    dev_t device;
    ino_t inode;
    bool regular;
    off_t size;
    size_t index;
    const char *path;
    char digest[HL_SCAN_DIGEST_TEXT]; /* of its bytes, where another has as many */
} known_file;

static int by_identity(const void *a, const void *b)
{
    const known_file *x = a;
    const known_file *y = b;
    if (x->regular != y->regular)
        return x->regular ? 1 : -1;
    if (!x->regular)
        return strcmp(x->path, y->path);
    if (x->device != y->device)
        return x->device < y->device ? -1 : 1;
    return (x->inode > y->inode) - (x->inode < y->inode);
}

static known_file look_at(const hl_scan_spec *spec, size_t index)
{
    struct stat about;
    known_file file = {.index = index, .path = hl_scan__file(spec, index)};
    if (stat(file.path, &about) == 0 && S_ISREG(about.st_mode)) {
        file.device = about.st_dev;
        file.inode = about.st_ino;
        file.regular = true;
        file.size = about.st_size;
    }
    return file;
}

/* The same files lie side by side once they are sorted. */
static hl_status check_list(known_file *list, size_t count, hl_error *err)
{
    qsort(list, count, sizeof *list, by_identity);
    for (size_t i = 1; i < count; i++) {
        bool turned = list[i].index < list[i - 1].index;
        if (by_identity(&list[i - 1], &list[i]) == 0)
            return hl_error_set(err, HL_USAGE,
                                "%s and %s are the same file: its rows would count twice",
                                list[turned ? i : i - 1].path, list[turned ? i - 1 : i].path);
    }
    return HL_OK;
}

/* ---- by what is in them */

static int by_content(const void *a, const void *b)
{
    const known_file *x = a;
    const known_file *y = b;
    if (x->size != y->size)
        return x->size < y->size ? -1 : 1;
    return strcmp(x->digest, y->digest);
}

/* What cannot be read is told when it is read for its rows. */
static hl_status digest_file(known_file *file, hl_error *err)
{
    static const size_t block = 1 << 16;
    hl_file_digest *digest = hl_scan__file_digest_new();
    char *bytes = malloc(block);
    hl_status status = digest == NULL || bytes == NULL ? hl_error_memory(err) : HL_OK;
    FILE *in = status == HL_OK ? fopen(file->path, "rb") : NULL;
    size_t length = 0;
    while (in != NULL && (length = fread(bytes, 1, block, in)) > 0)
        hl_scan__file_digest_add(digest, bytes, length);
    if (in != NULL && ferror(in) == 0)
        (void)hl_scan__file_digest_text(digest, file->digest);
    if (in != NULL)
        (void)fclose(in);
    free(bytes);
    hl_scan__file_digest_free(digest);
    return status;
}

/* Files of one size may be one and the same. */
static hl_status check_contents(known_file *list, size_t count, hl_error *err)
{
    hl_status status = HL_OK;
    qsort(list, count, sizeof *list, by_content);
    for (size_t i = 0; i < count && status == HL_OK; i++) {
        bool alike = (i > 0 && list[i - 1].size == list[i].size) ||
                     (i + 1 < count && list[i + 1].size == list[i].size);
        if (alike && list[i].regular && list[i].size > 0)
            status = digest_file(&list[i], err);
    }
    if (status != HL_OK)
        return status;
    qsort(list, count, sizeof *list, by_content);
    for (size_t i = 1; i < count; i++) {
        bool turned = list[i].index < list[i - 1].index;
        if (list[i].digest[0] != '\0' && by_content(&list[i - 1], &list[i]) == 0)
            return hl_error_set(err, HL_REJECTED,
                                "%s and %s are the same to the last byte: the rows of one would "
                                "count twice",
                                list[turned ? i : i - 1].path, list[turned ? i - 1 : i].path);
    }
    return HL_OK;
}

hl_status hl_scan__check_files(const hl_scan_spec *spec, hl_error *err)
{
    enum { MOST = 10000 };
    if (spec->more_count >= MOST)
        return hl_error_set(err, HL_USAGE, "at most %d files are read together", (int)MOST);
    size_t count = hl_scan__file_count(spec);
    known_file *list = calloc(count, sizeof *list);
    if (list == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < count; i++)
        list[i] = look_at(spec, i);
    hl_status status = check_list(list, count, err);
    if (status == HL_OK)
        status = check_contents(list, count, err);
    free(list);
    return status;
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
