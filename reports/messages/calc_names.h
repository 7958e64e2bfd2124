/* What the methods of `calc`, their arguments and their answers are, in each language. */
#ifndef HL_REPORTS_MESSAGES_CALC_NAMES_H
#define HL_REPORTS_MESSAGES_CALC_NAMES_H

#include "reports/messages/message.h"

/* What engine/calc says of a method, an argument or an answer (title, about), in the language;
 * itself where it is a formula. */
const char *hl_reports__calc_name(const char *english, hl_lang lang);

#endif
