/* A target of fuzzing, in two forms of one file (tests/fuzz/test_fuzz_NAME.c):
 *
 *   static void take(const char *text, size_t length) { ... abort() where it is wrong ... }
 *   HL_FUZZ_TARGET("rows", 500, take)
 *
 * `make check` replays the corpus (tests/fuzz/corpus/NAME, what was found once included) and so
 * many damaged copies of it, drawn with a fixed seed; `make fuzz` makes it a target of libFuzzer.
 */
#ifndef HL_TESTS_FUZZ_H
#define HL_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "hookline/init.h"

/* text is terminated by NUL behind its length, in memory of its own. */
typedef void hl_fuzz_take(const char *text, size_t length);

int hl_fuzz_replay(const char *name, size_t damaged, hl_fuzz_take *take);
int hl_fuzz_one(const uint8_t *data, size_t size, hl_fuzz_take *take);

/* The part of an input up to the next line "##", or its end; *rest goes behind it. */
typedef struct hl_fuzz_part {
    const char *text;
    size_t length;
} hl_fuzz_part;
hl_fuzz_part hl_fuzz_next(hl_fuzz_part *rest);

#ifdef HL_FUZZER
#define HL_FUZZ_TARGET(name, damaged, take)                                                        \
    int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);                                  \
    int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)                                   \
    {                                                                                              \
        return hl_fuzz_one(data, size, take);                                                      \
    }
#else
#define HL_FUZZ_TARGET(name, damaged, take)                                                        \
    int main(void)                                                                                 \
    {                                                                                              \
        hl_init();                                                                                 \
        return hl_fuzz_replay(name, damaged, take);                                                \
    }
#endif

#endif
