#include "tests/support/fail_alloc.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

static long left = -1; /* allocations until one fails; negative: none will */
static bool all_after;
static bool failed;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);

static bool must_fail(void)
{
    if (left < 0)
        return false;
    if (left > 0) {
        left--;
        return false;
    }
    if (!all_after)
        left = -1;
    failed = true;
    return true;
}

void *__wrap_malloc(size_t size)
{
    return must_fail() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return must_fail() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return must_fail() ? NULL : __real_realloc(memory, size);
}

/* cJSON lives in a shared library, whose own calls the linker does not wrap. */
static void hook_cjson(void)
{
    cJSON_Hooks hooks = {__wrap_malloc, free};
    cJSON_InitHooks(&hooks);
}

void hl_fail_alloc_at(long n)
{
    hook_cjson();
    left = n;
    all_after = false;
    failed = false;
}

void hl_fail_alloc_from(long n)
{
    hl_fail_alloc_at(n);
    all_after = true;
}

bool hl_fail_alloc_stop(void)
{
    left = -1;
    return failed;
}

long hl_fail_alloc_step(long few)
{
    return getenv("HL_EVERY") != NULL ? 1 : few;
}
