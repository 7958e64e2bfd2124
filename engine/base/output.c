/* O_TMPFILE: a file that has no name until it is whole, so that nothing is left of a program that
 * is killed. Where there is none, the file has a name of its own beside the target. */
#define _GNU_SOURCE 1
#include "hookline/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

struct hl_output {
    FILE *file;
    char *path;       /* as it was given */
    char *target;     /* what is replaced, no link; NULL: a device or a pipe, written straight */
    char *beside;     /* the name until then; NULL: none yet */
    bool exists;      /* the target, with */
    struct stat that; /* these permissions */
};

/* ---- whether */

static bool is_database(const char *path)
{
    static const char magic[16] = "SQLite format 3";
    char start[sizeof magic];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    bool is = read(file, start, sizeof start) == (ssize_t)sizeof start &&
              memcmp(start, magic, sizeof start) == 0;
    (void)close(file);
    return is;
}

/* The journal of a database, without which it is not whole. HL_FAILED: out of memory. */
static hl_status beside_database(const char *path, bool *is)
{
    static const char *const ends[] = {"-wal", "-shm", "-journal"};
    size_t length = strlen(path);
    *is = false;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0] && !*is; i++) {
        size_t end = strlen(ends[i]);
        if (length <= end || strcmp(path + length - end, ends[i]) != 0)
            continue;
        char *database = strndup(path, length - end);
        if (database == NULL)
            return HL_FAILED;
        *is = is_database(database);
        free(database);
    }
    return HL_OK;
}

static bool same_file(const char *path, const struct stat *there, const char *input)
{
    struct stat from;
    bool standard = input != NULL && strcmp(input, "-") == 0;
    if (input == NULL || (standard && there == NULL))
        return false;
    if (there == NULL)
        return strcmp(path, input) == 0;
    return S_ISREG(there->st_mode) &&
           (standard ? fstat(STDIN_FILENO, &from) : stat(input, &from)) == 0 &&
           from.st_dev == there->st_dev && from.st_ino == there->st_ino;
}

static hl_status refuse_database(const char *path, const struct stat *there, hl_error *err)
{
    bool beside = false;
    if (beside_database(path, &beside) != HL_OK)
        return hl_error_memory(err);
    if (beside || (there != NULL && S_ISREG(there->st_mode) && is_database(path)))
        return hl_error_set(err, HL_USAGE,
                            "%s: is %s: nothing was written; choose another name for the output",
                            path, beside ? "a part of a database" : "a database");
    return HL_OK;
}

/* there: NULL when there is nothing of that name. */
static hl_status refuse(const char *path, const struct stat *there, const char *const *inputs,
                        size_t input_count, hl_error *err)
{
    if (path[0] == '\0')
        return hl_error_set(err, HL_USAGE, "the name of the output is empty");
    if (there != NULL && S_ISDIR(there->st_mode))
        return hl_error_set(err, HL_USAGE, "%s: is a directory: name a file for the output", path);
    for (size_t i = 0; i < input_count; i++)
        if (same_file(path, there, inputs[i]))
            return hl_error_set(err, HL_USAGE,
                                "%s: is also read (as %s): nothing was written; choose another "
                                "name for the output",
                                path, inputs[i]);
    return refuse_database(path, there, err);
}

/* ---- where */

/* What the system gives a path to that has no file of its own: /dev/stdout, /proc/self/fd/3. */
static bool is_of_the_system(const char *path)
{
    return strncmp(path, "/proc/", 6) == 0 ||
           (strncmp(path, "/dev/", 5) == 0 && strncmp(path, "/dev/shm/", 9) != 0);
}

/* The directory of a path, with its slash; the caller frees; NULL: out of memory. */
static char *directory_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? strdup("./") : strndup(path, (size_t)(slash - path) + 1);
}

/* A file beside it can be made. */
static hl_status check_room(const char *path, hl_error *err)
{
    char *directory = directory_of(path);
    if (directory == NULL)
        return hl_error_memory(err);
    hl_status status =
        access(directory, W_OK | X_OK) == 0
            ? HL_OK
            : hl_error_system(err, "%s%s", path, errno == ENOENT ? "" : ": no file beside it");
    free(directory);
    return status;
}

/* What a name stands for: follows links, and says whether it can be replaced. */
static hl_status resolve(hl_output *output, hl_error *err)
{
    struct stat link;
    if (output->exists && (!S_ISREG(output->that.st_mode) || is_of_the_system(output->path)))
        return HL_OK;
    if (!output->exists && lstat(output->path, &link) == 0)
        return hl_error_set(err, HL_USAGE, "%s: is a link to what is not there", output->path);
    output->target = output->exists ? realpath(output->path, NULL) : strdup(output->path);
    if (output->target == NULL || (output->exists && access(output->target, W_OK) != 0))
        return hl_error_system(err, "%s", output->path);
    return check_room(output->target, err);
}

static hl_status look(const char *path, const char *const *inputs, size_t input_count,
                      hl_output *output, hl_error *err)
{
    output->exists = stat(path, &output->that) == 0;
    if (!output->exists && errno != ENOENT)
        return hl_error_system(err, "%s", path);
    hl_status status =
        refuse(path, output->exists ? &output->that : NULL, inputs, input_count, err);
    if (status != HL_OK)
        return status;
    output->path = strdup(path);
    return output->path == NULL ? hl_error_memory(err) : resolve(output, err);
}

static void release(hl_output *output)
{
    free(output->path);
    free(output->target);
    free(output->beside);
}

hl_status hl_output_check(const char *path, const char *const *inputs, size_t input_count,
                          hl_error *err)
{
    hl_output output = {0};
    hl_status status = look(path, inputs, input_count, &output, err);
    release(&output);
    return status;
}

/* ---- writing */

enum { MOST_TRIES = 1000 };

/* A name beside the target that nobody has, by what `take` makes of it. */
static hl_status take_name(hl_output *output, bool (*take)(hl_output *output), hl_error *err)
{
    char *directory = directory_of(output->target);
    hl_status status = directory == NULL ? hl_error_memory(err) : HL_OK;
    bool taken = false;
    for (int i = 0; status == HL_OK && !taken && i < MOST_TRIES; i++) {
        hl_text name = {0};
        hl_base__text_addf(&name, "%s.hookline-%ld-%d.part", directory, (long)getpid(), i);
        status = hl_base__text_status(&name, err);
        output->beside = status == HL_OK ? hl_base__text_take(&name) : NULL;
        hl_base__text_free(&name);
        taken = output->beside != NULL && take(output);
        if (!taken) {
            int failure = errno;
            free(output->beside);
            output->beside = NULL;
            errno = failure;
            if (status == HL_OK && failure != EEXIST)
                status = hl_error_system(err, "%s", output->path);
        }
    }
    free(directory);
    if (status == HL_OK && !taken)
        status = hl_error_set(err, HL_FAILED, "%s: no name beside it is free", output->path);
    return status;
}

static bool keep(hl_output *output, int descriptor)
{
    output->file = descriptor < 0 ? NULL : fdopen(descriptor, "wb");
    if (output->file == NULL && descriptor >= 0)
        (void)close(descriptor);
    return output->file != NULL;
}

static bool open_named(hl_output *output)
{
    return keep(output, open(output->beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
}

static bool link_named(hl_output *output)
{
    char held[64];
    (void)snprintf(held, sizeof held, "/proc/self/fd/%d", fileno(output->file));
    return linkat(AT_FDCWD, held, AT_FDCWD, output->beside, AT_SYMLINK_FOLLOW) == 0;
}

/* False where the system has no such files; HL_FAILED: out of memory. */
static hl_status open_nameless(hl_output *output, bool *opened)
{
    *opened = false;
#ifdef O_TMPFILE
    char *directory = directory_of(output->target);
    if (directory == NULL)
        return HL_FAILED;
    if (access("/proc/self/fd", X_OK) == 0)
        *opened = keep(output, open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666));
    free(directory);
#endif
    return HL_OK;
}

/* Owners may be given by the administrator alone: others keep to themselves what they write. */
static hl_status take_over_permissions(const hl_output *output, hl_error *err)
{
    int descriptor = fileno(output->file);
    struct stat made;
    if (!output->exists)
        return HL_OK;
    if (fstat(descriptor, &made) == 0 &&
        (made.st_uid != output->that.st_uid || made.st_gid != output->that.st_gid) &&
        fchown(descriptor, output->that.st_uid, output->that.st_gid) != 0 && errno != EPERM)
        return hl_error_system(err, "%s", output->path);
    return fchmod(descriptor, output->that.st_mode & 07777) == 0
               ? HL_OK
               : hl_error_system(err, "%s", output->path);
}

static hl_status open_beside(hl_output *output, hl_error *err)
{
    bool opened = false;
    if (open_nameless(output, &opened) != HL_OK)
        return hl_error_memory(err);
    hl_status status = opened ? HL_OK : take_name(output, open_named, err);
    return status == HL_OK ? take_over_permissions(output, err) : status;
}

static void give_up(hl_output *output)
{
    if (output->file != NULL)
        (void)fclose(output->file);
    if (output->beside != NULL)
        (void)unlink(output->beside);
    release(output);
    free(output);
}

hl_status hl_output_open(const char *path, const char *const *inputs, size_t input_count,
                         hl_output **out, hl_error *err)
{
    hl_output *output = calloc(1, sizeof *output);
    *out = NULL;
    if (output == NULL)
        return hl_error_memory(err);
    hl_status status = look(path, inputs, input_count, output, err);
    if (status == HL_OK && output->target != NULL) {
        status = open_beside(output, err);
    } else if (status == HL_OK) {
        output->file = fopen(path, "wb");
        if (output->file == NULL)
            status = hl_error_system(err, "%s", path);
    }
    if (status == HL_OK)
        *out = output;
    else
        give_up(output);
    return status;
}

FILE *hl_output_file(const hl_output *output)
{
    return output->file;
}

/* ---- the end */

static hl_status write_out(hl_output *output, hl_error *err)
{
    if (fflush(output->file) != 0 || ferror(output->file))
        return hl_error_system(err, "%s", output->path);
    if (output->target != NULL && fsync(fileno(output->file)) != 0 && errno != EINVAL)
        return hl_error_system(err, "%s", output->path);
    return HL_OK;
}

/* The target is looked at anew: a store may have been made there since. */
static hl_status take_target(hl_output *output, hl_error *err)
{
    struct stat there;
    bool exists = stat(output->target, &there) == 0;
    hl_status status = refuse(output->target, exists ? &there : NULL, NULL, 0, err);
    if (status == HL_OK && output->beside == NULL)
        status = take_name(output, link_named, err);
    if (status == HL_OK && rename(output->beside, output->target) != 0)
        status = hl_error_system(err, "%s", output->path);
    if (status == HL_OK) {
        free(output->beside);
        output->beside = NULL;
    }
    return status;
}

hl_status hl_output_close(hl_output *output, hl_status status, hl_error *err)
{
    if (output == NULL)
        return status;
    if (status == HL_OK)
        status = write_out(output, err);
    if (status == HL_OK && output->target != NULL)
        status = take_target(output, err);
    FILE *file = output->file;
    output->file = NULL;
    if (fclose(file) != 0 && status == HL_OK && output->target == NULL)
        status = hl_error_system(err, "%s", output->path);
    give_up(output);
    return status;
}
