/* Loaded into the program with LD_PRELOAD, makes one of its allocations fail: those of the program,
 * of SQLite, GSL, cJSON and of the C library (streams, regular expressions) alike. What the loader
 * allocates before main is not counted.
 *
 *   HL_FAIL_ALLOC=n        the n-th allocation from 0 fails; without it none does
 *   HL_FAIL_ALLOC_AFTER=1  and so do all that follow it
 *   HL_FAIL_ALLOC_COUNT=F  the number of allocations is written to the file F at the end */
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static atomic_bool counting;
static atomic_long count;
static long failing = -1;
static bool all_after;

__attribute__((constructor)) static void begin(void)
{
    const char *which = getenv("HL_FAIL_ALLOC");
    failing = which == NULL ? -1 : atol(which);
    all_after = getenv("HL_FAIL_ALLOC_AFTER") != NULL;
    counting = true;
}

__attribute__((destructor)) static void end(void)
{
    const char *path = getenv("HL_FAIL_ALLOC_COUNT");
    counting = false;
    FILE *file = path == NULL ? NULL : fopen(path, "w");
    if (file == NULL)
        return;
    (void)fprintf(file, "%ld\n", (long)count);
    (void)fclose(file);
}

static bool must_fail(void)
{
    if (!counting)
        return false;
    long n = atomic_fetch_add(&count, 1);
    if (failing < 0 || !(all_after ? n >= failing : n == failing))
        return false;
    errno = ENOMEM;
    return true;
}

/* Everything else of the project is hidden. */
#pragma GCC visibility push(default)

void *malloc(size_t size)
{
    return must_fail() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return must_fail() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *memory, size_t size)
{
    return must_fail() ? NULL : __libc_realloc(memory, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return must_fail() ? NULL : __libc_memalign(alignment, size);
}

#pragma GCC visibility pop
