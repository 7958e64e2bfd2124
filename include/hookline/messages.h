/* Problems and errors in the language of whoever reads them. Below the reports every message is
 * made in English and is its own identity, as with gettext: the catalogue
 * (reports/messages/said_*.c) has the Chinese of every English format. What stands in a format's
 * places is found again in the finished line, so that a message keeps its language's other form
 * wherever it has been: copied from one hl_error to another, behind the name of a file, in a
 * store's list of refused rows.
 *
 *   char said[HL_MESSAGE_SIZE];
 *   for (size_t i = 0; i < hl_problems_count(problems); i++)
 *       puts(hl_problems_line_in(problems, i, HL_LANG_ZH, said, sizeof said));
 *
 * Names, paths, values and JSON stay as they are. What the catalogue does not have, and what does
 * not fit, stays English: no message is ever lost. Nothing here allocates. */
#ifndef HOOKLINE_MESSAGES_H
#define HOOKLINE_MESSAGES_H

#include <stddef.h>

#include "hookline/error.h"
#include "hookline/lang.h"
#include "hookline/problems.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HL_MESSAGE_SIZE 8192

/* The English message in the language: `english` itself, or the text in buffer, terminated by NUL.
 * For what is no message of this library it is `english`. */
HL_API const char *hl_message_in(hl_lang lang, const char *english, char *buffer, size_t size);
/* hl_problems_line in the language; index below hl_problems_count. */
HL_API const char *hl_problems_line_in(const hl_problems *list, size_t index, hl_lang lang,
                                       char *buffer, size_t size);

#ifdef __cplusplus
}
#endif
#endif
