#include "tests/support/fuzz.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/check.h"
#include "tests/support/mutate.h"

int hl_fuzz_one(const uint8_t *data, size_t size, hl_fuzz_take *take)
{
    static bool ready;
    if (!ready)
        hl_init();
    ready = true;
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    take(text, size);
    free(text);
    return 0;
}

hl_fuzz_part hl_fuzz_next(hl_fuzz_part *rest)
{
    static const char border[] = "\n##\n";
    const size_t size = sizeof border - 1;
    hl_fuzz_part part = *rest;
    for (size_t i = 0; i + size <= rest->length; i++)
        if (memcmp(rest->text + i, border, size) == 0) {
            part.length = i;
            *rest = (hl_fuzz_part){rest->text + i + size, rest->length - i - size};
            return part;
        }
    *rest = (hl_fuzz_part){rest->text + rest->length, 0};
    return part;
}

static struct {
    char folder[128];
    size_t damaged;
    hl_fuzz_take *take;
} replayed;

static void corpus_and_damaged_copies(void **state)
{
    (void)state;
    const char *const folders[] = {replayed.folder, NULL};
    hl_seeds seeds = hl_seeds_load(folders);
    hl_random random = hl_base__random_seed(4, 0);
    for (size_t i = 0; i < seeds.count; i++)
        (void)hl_fuzz_one((const uint8_t *)seeds.texts[i], seeds.lengths[i], replayed.take);
    for (size_t i = 0; i < replayed.damaged; i++) {
        size_t length = 0;
        char *text = hl_seeds_mutate(&seeds, &random, &length);
        (void)hl_fuzz_one((const uint8_t *)text, length, replayed.take);
        free(text);
    }
    print_message("%zu inputs, %zu damaged copies\n", seeds.count, replayed.damaged);
    hl_seeds_free(&seeds);
}

int hl_fuzz_replay(const char *name, size_t damaged, hl_fuzz_take *take)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(corpus_and_damaged_copies)};
    (void)snprintf(replayed.folder, sizeof replayed.folder, "tests/fuzz/corpus/%s", name);
    replayed.damaged = damaged;
    replayed.take = take;
    return cmocka_run_group_tests_name(name, tests, NULL, NULL);
}
