/* Sentences and words of a report. Every one is a row of a table in this folder, in each language,
 * with {name} where a value stands: "{arm} is better than {other} on {metric}". The values are the
 * same in all languages. */
#ifndef HL_REPORTS_MESSAGES_MESSAGE_H
#define HL_REPORTS_MESSAGES_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "hookline/design.h"
#include "hookline/lang.h"

typedef struct hl_message {
    const char *en;
    const char *zh; /* NULL: English stands in. So for all that is said together, or for none. */
} hl_message;

/* Writes what a placeholder stands for. False: there is none of that name; the template's own
 * "{name}" then stays, for everyone to see. */
typedef bool hl_message_filler(void *context, const char *name, size_t length, hl_lang lang,
                               hl_text *out);

/* What stands for one placeholder; text NULL: nothing. */
typedef struct hl_message_value {
    const char *name;
    const char *text;
} hl_message_value;

const char *hl_reports__in_language(const hl_message *message, hl_lang lang);
/* A text of the user's own: in the language, else its first one; NULL when it has none. */
const char *hl_reports__localized(const hl_localized *text, hl_lang lang);
void hl_reports__fill(const hl_message *message, hl_lang lang, hl_message_filler *filler,
                      void *context, hl_text *out);
void hl_reports__fill_values(const hl_message *message, hl_lang lang,
                             const hl_message_value *values, size_t count, hl_text *out);
/* A space between words; none behind a full-width bracket, which brings its own. */
void hl_reports__add_space(hl_text *out);

#endif
