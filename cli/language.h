/* In which language the program speaks: --lang, else the environment variable HOOKLINE_LANG, else
 * English. Known before the words of a command are parsed, since what is wrong with them is said in
 * it too. */
#ifndef HL_CLI_LANGUAGE_H
#define HL_CLI_LANGUAGE_H

#include "cli/options.h"

/* The value of the option, and what is said of it. */
#define HL_LANGUAGES "en|zh"

/* Of the words behind the program's name; a --lang that is none is the parser's to tell. */
hl_lang hl_cli_language(int argc, char **argv);
/* False, and said, when HOOKLINE_LANG is no language (or locale of one) that is spoken here. */
bool hl_cli_language_check(void);
/* Whether --lang or the environment says it. Where nothing does, an option in Chinese is answered
 * in Chinese. */
bool hl_cli_language_is_said(int argc, char **argv);
bool hl_cli_is_chinese(const char *word);
/* The text of the language. */
const char *hl_cli_text(const hl_bilingual *text, hl_lang lang);

#endif
