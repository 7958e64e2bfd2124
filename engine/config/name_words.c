#include "config/name_words.h"

#include <string.h>

bool hl_config__parts_words(char c)
{
    unsigned char u = (unsigned char)c;
    return u > 0 && u < 0x80 &&
           !((u >= '0' && u <= '9') || (u >= 'A' && u <= 'Z') || (u >= 'a' && u <= 'z'));
}

static bool is_letter(char c)
{
    return c != '\0' && (unsigned char)c < 0x80 && !hl_config__parts_words(c);
}

/* Whether a word may begin or end between the two bytes: not within a word of ASCII, nor between
 * one and an accented letter. */
static bool may_part(const char *name, const char *at)
{
    if (at == name || *at == '\0' || hl_config__parts_words(at[-1]) || hl_config__parts_words(*at))
        return true;
    if (is_letter(at[-1]))
        return !is_letter(*at) && (unsigned char)*at >= 0xE2;
    const char *lead = at - 1;
    while (lead > name && ((unsigned char)*lead & 0xC0) == 0x80)
        lead--;
    return !is_letter(*at) || (unsigned char)*lead >= 0xE2;
}

bool hl_config__word_stands(const char *name, const char *at, const char *word)
{
    size_t length = strlen(word);
    return strncmp(at, word, length) == 0 && may_part(name, at) && may_part(name, at + length);
}

/* "orderRefunded" is two words. */
static size_t part_words(const char *type, size_t length, char out[2 * HL_WORDS_LONGEST])
{
    size_t to = 0;
    for (size_t i = 0; i < length; i++) {
        bool starts = type[i] >= 'A' && type[i] <= 'Z' && i > 0;
        if (starts && type[i - 1] >= 'a' && type[i - 1] <= 'z')
            out[to++] = '_';
        out[to++] = type[i];
    }
    return to;
}

/* One between two words, however many marks and blanks stand there. */
static void underscore(char *name)
{
    const char *start = name;
    char *to = name;
    for (; *name != '\0'; name++)
        if (!hl_config__parts_words(*name))
            *to++ = *name;
        else if (to == start || to[-1] != '_')
            *to++ = '_';
    *to = '\0';
}

void hl_config__part_name(const char *name, size_t length, char out[HL_WORDS_ROOM])
{
    char parted[2 * HL_WORDS_LONGEST];
    (void)hl_base__fold(parted, part_words(name, length, parted), out);
    underscore(out);
}

bool hl_config__has_word(const char *name, const char *word)
{
    for (const char *at = strstr(name, word); at != NULL; at = strstr(at + 1, word))
        if (hl_config__word_stands(name, at, word))
            return true;
    return false;
}

bool hl_config__has_any(const char *name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count && words[i] != NULL; i++)
        if (hl_config__has_word(name, words[i]))
            return true;
    return false;
}

bool hl_config__is_any(const char *name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count && words[i] != NULL; i++)
        if (strcmp(name, words[i]) == 0)
            return true;
    return false;
}

static bool take_out(char *name, const char *word)
{
    bool took = false;
    for (char *at = strstr(name, word); at != NULL; at = strstr(at + 1, word))
        if (hl_config__word_stands(name, at, word)) {
            memset(at, '_', strlen(word));
            took = true;
        }
    return took;
}

bool hl_config__take_any(char *name, const char *const *words, size_t count)
{
    bool took = false;
    for (size_t i = 0; i < count && words[i] != NULL; i++)
        took = take_out(name, words[i]) || took;
    return took;
}
