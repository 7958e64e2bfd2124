/* The versions of a definition before the one in force: units that they assigned keep their arm. */
#ifndef HL_LOG_VERSIONS_H
#define HL_LOG_VERSIONS_H

#include "log/experiments.h"

typedef struct hl_log_version {
    int64_t applied_at_utc_ms;
    hl_definition *definition; /* owned; NULL: this program cannot read it */
    hl_assigner *assigner;
    uint32_t *arms; /* number of the name of each arm of its design */
} hl_log_version;

/* Fills x->older, by version. */
HL_NODISCARD hl_status hl_log__versions_read(hl_store *store, hl_log_experiment *x, hl_error *err);
void hl_log__versions_free(hl_log_experiment *x);

/* Is the arm (the number of its name) the one that the hash gives a unit enrolled at that instant?
 * By the version then in force (the first one's also before it was applied: a log may be older than
 * its definition). True when that version cannot be read: nothing is known against the arm. */
bool hl_log__right_arm(const hl_log_experiment *x, const char *unit, size_t length, uint32_t arm,
                       int64_t enrolled_utc_ms);

/* What a version consists of. */
typedef struct hl_log_version_row {
    int64_t experiment, version, applied_at_utc_ms;
    const char *text;
    size_t length;
    const char *ranges;
} hl_log_version_row;

/* The checksum that stands beside it. */
uint64_t hl_log__version_seal(const hl_log_version_row *row);
/* Whether what a column holds is that checksum; NULL is of a store that had none yet. */
bool hl_log__version_is_whole(sqlite3_stmt *row, int column, const hl_log_version_row *of);

/* unknown_attributes.c: a warning for each attribute that the definition reads (audience, segments,
 * unit, covariates, by) and no user of the store has, when it has users. */
HL_NODISCARD hl_status hl_log__remark_attributes(hl_store *store, const hl_definition *definition,
                                                 hl_problems *problems, hl_error *err);
/* remark_unknowable.c: warnings of what a store cannot know of a definition. */
void hl_log__remark_unknowable(const hl_definition *definition, hl_problems *problems);

#endif
