#include "cli/language.h"

#include <stdlib.h>
#include <string.h>

/* "zh", and "zh_CN.UTF-8" or "zh-Hans", as locales are named. */
static bool is_of(const char *value, const char *language)
{
    size_t length = strlen(language);
    return strncmp(value, language, length) == 0 &&
           (value[length] == '\0' || strchr("_-.@", value[length]) != NULL);
}

static bool read_name(const char *value, hl_lang *lang)
{
    bool chinese = is_of(value, "zh");
    if (!chinese && !is_of(value, "en") && !is_of(value, "C") && !is_of(value, "POSIX"))
        return false;
    *lang = chinese ? HL_LANG_ZH : HL_LANG_EN;
    return true;
}

static const char *from_environment(void)
{
    const char *value = getenv("HOOKLINE_LANG");
    return value == NULL || value[0] == '\0' ? "en" : value;
}

static const char *from_words(int argc, char **argv)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0)
            return argv[i] + 7;
        if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
            return argv[i + 1];
    }
    return NULL;
}

bool hl_cli_is_chinese(const char *word)
{
    for (const char *at = word; *at != '\0'; at++)
        if ((unsigned char)*at >= 0xE3 && (unsigned char)*at <= 0xE9)
            return true;
    return false;
}

bool hl_cli_language_is_said(int argc, char **argv)
{
    const char *value = getenv("HOOKLINE_LANG");
    return from_words(argc, argv) != NULL || (value != NULL && value[0] != '\0');
}

/* No option and no command has a Chinese name, so that who types one asks what it is called. */
static bool asks_in_chinese(int argc, char **argv)
{
    if (strchr(argv[0], '/') == NULL && hl_cli_is_chinese(argv[0]))
        return true;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strncmp(argv[i], "--", 2) == 0 && hl_cli_is_chinese(argv[i]) &&
            strchr(argv[i], '=') == NULL)
            return true;
    return false;
}

hl_lang hl_cli_language(int argc, char **argv)
{
    hl_lang lang = HL_LANG_EN;
    const char *said = from_words(argc, argv);
    if (said == NULL || !read_name(said, &lang))
        (void)read_name(from_environment(), &lang);
    if (!hl_cli_language_is_said(argc, argv) && asks_in_chinese(argc, argv))
        lang = HL_LANG_ZH;
    return lang;
}

bool hl_cli_language_check(void)
{
    hl_lang lang;
    const char *value = from_environment();
    if (read_name(value, &lang))
        return true;
    hl_cli_print(stderr, "hookline: HOOKLINE_LANG is '%s': en and zh are spoken here\n", value);
    return false;
}

const char *hl_cli_text(const hl_bilingual *text, hl_lang lang)
{
    return lang == HL_LANG_ZH ? text->zh : text->en;
}
