/* Of rows of users that contradict each other about advertising: which word counts. Where both say
 * when they are from, the later one, in whatever order they come. Within one import that does not
 * tell, no: an export that has both knows no order. Of two imports that do not tell, that of the
 * later one, which is said: a new export may hold those who came back. */
#ifndef HL_LOG_CONSENT_KEPT_H
#define HL_LOG_CONSENT_KEPT_H

#include "base/map.h"
#include "config/consent_words.h"
#include "hookline/problems.h"

struct hl_log_import;
struct hl_log_row;

/* How many rows, the first of them, and an attribute that it says. */
typedef struct hl_log_contradicted {
    int64_t rows, line;
    const char *name;
} hl_log_contradicted;

typedef struct hl_log_consent {
    hl_consent_name *names; /* by attribute column; NULL: none of them is of advertising */
    const char *time;       /* the attribute that says of when a row is; NULL: there is none */
    hl_map refused;         /* who said no in this import, by which attribute */
    hl_log_contradicted kept, older, turned;
} hl_log_consent;

/* Looks at the names of the attributes. */
HL_NODISCARD hl_status hl_log__consent_begin(struct hl_log_import *import, hl_error *err);
/* Takes out of the row of users, before it is laid over import->attributes, what does not count
 * beside these. */
HL_NODISCARD hl_status hl_log__consent_keep(struct hl_log_import *import, struct hl_log_row *row,
                                            hl_error *err);
/* Says what was kept, after the import. */
void hl_log__consent_tell(const struct hl_log_import *import, hl_problems *problems);
void hl_log__consent_free(hl_log_consent *consent);

#endif
