/* The language of everything that the program says of itself: of problems, errors, progress and
 * what it did. It is said once, before anything can go wrong; what is made for people only
 * (reports, plans) is asked for in a language of its own. */
#ifndef HL_CLI_SAY_H
#define HL_CLI_SAY_H

#include <stdio.h>

#include "hookline.h"

void hl_cli_speak(hl_lang lang);
/* The message in that language: itself, or the text in buffer (hookline/messages.h). */
const char *hl_cli_said(const char *english, char *buffer, size_t size);
/* Prints the problem's line to standard error. */
void hl_cli_print_problem(const hl_problems *problems, size_t index);

#endif
