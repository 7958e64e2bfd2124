#include "tests/support/mutate.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/check.h"

enum { LARGEST = 64 << 10 };

static void add_file(hl_seeds *seeds, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return;
    char *text = malloc(LARGEST + 1);
    size_t length = text == NULL ? 0 : fread(text, 1, LARGEST + 1, file);
    (void)fclose(file);
    if (text == NULL || length > LARGEST) {
        free(text);
        return;
    }
    seeds->texts = realloc(seeds->texts, (seeds->count + 1) * sizeof(char *));
    seeds->lengths = realloc(seeds->lengths, (seeds->count + 1) * sizeof(size_t));
    assert_non_null(seeds->texts);
    assert_non_null(seeds->lengths);
    seeds->texts[seeds->count] = text;
    seeds->lengths[seeds->count++] = length;
}

hl_seeds hl_seeds_load(const char *const *folders)
{
    hl_seeds seeds = {0, NULL, NULL};
    for (; *folders != NULL; folders++) {
        struct dirent **entries = NULL;
        int count = scandir(*folders, &entries, NULL, alphasort);
        for (int i = 0; i < count; i++) {
            char path[512];
            (void)snprintf(path, sizeof path, "%s/%s", *folders, entries[i]->d_name);
            if (entries[i]->d_name[0] != '.')
                add_file(&seeds, path);
            free(entries[i]);
        }
        free((void *)entries);
    }
    assert_true(seeds.count > 0);
    return seeds;
}

void hl_seeds_free(hl_seeds *seeds)
{
    for (size_t i = 0; i < seeds->count; i++)
        free(seeds->texts[i]);
    free((void *)seeds->texts);
    free(seeds->lengths);
}

static const char *const tokens[] = {"{",           "}",
                                     "[",           "]",
                                     ":",           ",",
                                     "\"",          "\\u0000",
                                     "\\ud800",     "null",
                                     "true",        "-1",
                                     "0",           "1e9",
                                     "1e999",       "0.1",
                                     "\"a\"",       "\"\"",
                                     "{}",          "[]",
                                     "\xFF",        "\xEF\xBB\xBF",
                                     "//",          "99999999999999999999",
                                     "\"$gt\"",     "\"PT1H\"",
                                     "\"mon-fri\"", "\n",
                                     "\t",          "\x01",
                                     "1.5",         "\"24:00\"",
                                     "\"user\"",    "-0",
                                     "\"arms\"",    "\"weight\""};

/* Replaces `cut` bytes at `at` by a piece; the buffer is large enough. */
static size_t splice(char *text, size_t length, size_t at, size_t cut, const char *piece,
                     size_t piece_length)
{
    memmove(text + at + piece_length, text + at + cut, length - at - cut);
    memcpy(text + at, piece, piece_length);
    return length - cut + piece_length;
}

static size_t change(char *text, size_t length, hl_random *random)
{
    size_t at = (size_t)hl_base__random_below(random, length + 1);
    size_t rest = length - at;
    size_t cut = rest == 0 ? 0 : (size_t)hl_base__random_below(random, rest < 12 ? rest + 1 : 12);
    const char *token = tokens[hl_base__random_below(random, sizeof tokens / sizeof tokens[0])];
    char copy[32];
    switch (hl_base__random_below(random, 5)) {
    case 0:
        if (rest > 0)
            text[at] = (char)(text[at] ^ (1 << hl_base__random_below(random, 8)));
        return length;
    case 1:
        return splice(text, length, at, cut, "", 0);
    case 2:
        return splice(text, length, at, 0, token, strlen(token));
    case 3:
        return splice(text, length, at, cut, token, strlen(token));
    default:
        memcpy(copy, text + at, cut);
        return splice(text, length, at, 0, copy, cut);
    }
}

char *hl_seeds_mutate(const hl_seeds *seeds, hl_random *random, size_t *length)
{
    size_t which = (size_t)hl_base__random_below(random, seeds->count);
    size_t other = (size_t)hl_base__random_below(random, seeds->count);
    char *text = malloc(2 * LARGEST + 1024);
    assert_non_null(text);
    *length = seeds->lengths[which];
    memcpy(text, seeds->texts[which], *length);
    if (hl_base__random_below(random, 8) == 0) {
        size_t keep = (size_t)hl_base__random_below(random, *length + 1);
        size_t from = (size_t)hl_base__random_below(random, seeds->lengths[other] + 1);
        memcpy(text + keep, seeds->texts[other] + from, seeds->lengths[other] - from);
        *length = keep + seeds->lengths[other] - from;
    }
    uint64_t changes = 1 + hl_base__random_below(random, 3);
    for (uint64_t i = 0; i < changes; i++)
        *length = change(text, *length, random);
    return text;
}
