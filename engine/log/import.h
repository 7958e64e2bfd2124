/* Importing rows: they are parsed into a batch (nothing of the database is needed for that), then
 * the batch is applied in one transaction.
 *
 * Applying a batch of touches or events: names and users get their numbers; every id is claimed for
 * its user; rows are sorted by user; for each user what the store has is read, the new rows are
 * laid over it, and the difference between what the unit was worth before and is worth now goes to
 * the cells. So the cells are right at every commit. */
#ifndef HL_LOG_IMPORT_H
#define HL_LOG_IMPORT_H

#include "base/number_evidence.h"
#include "base/zone.h"
#include "hookline/rows.h"
#include "log/consent_kept.h"
#include "log/crowded_users.h"
#include "log/event_types.h"
#include "log/rejects.h"
#include "log/undone_events.h"
#include "log/unit_set.h"
#include "log/value_looks.h"
#include "log/value_marks.h"

enum { HL_LOG_TOUCH_NAMES = 8, HL_LOG_COST_NAMES = 3 };

/* Names of a touch, in the order of the table's columns. */
enum {
    HL_TOUCH_EXPERIMENT,
    HL_TOUCH_ARM,
    HL_TOUCH_HOOK,
    HL_TOUCH_VARIANT,
    HL_TOUCH_WINDOW,
    HL_TOUCH_CHANNEL,
    HL_TOUCH_OPERATOR,
    HL_TOUCH_STEP
};

/* Numbers of names and users below are those of the import (its maps); HL_MAP_NONE = empty. */
typedef struct hl_log_row {
    int64_t line;
    const char *raw;
    size_t raw_length;
    const char *id; /* of the touch, event or user; terminated by NUL */
    uint32_t id_length;
    uint32_t user;
    bool refused;
    int64_t user_id; /* the store's number of the user, once resolved */
    union {
        struct {
            uint32_t names[HL_LOG_TOUCH_NAMES];
            int64_t planned_utc_ms, sent_utc_ms, said;
            const char *propensity, *cost; /* canonical decimals, or NULL */
            const char *policy;            /* a name of hl_timing_policy_name, or NULL */
        } touch;
        struct {
            uint32_t type;
            int64_t at_utc_ms;
            const char *touch; /* or NULL */
            const char *value; /* canonical decimal, or NULL */
            hl_i128 attos;
            bool percent;               /* as it is written */
            char currency;              /* hl_written_number */
            const char *named_currency; /* by its column or the value; or NULL */
        } event;
        struct {
            const char *zone; /* or NULL */
            bool keeps_zone;  /* nothing is said of it */
            hl_log_attribute *attributes;
            size_t attribute_count;
        } user_row;
        struct {
            uint32_t names[HL_LOG_COST_NAMES];
            int64_t from_utc_ms, to_utc_ms;
            const char *amount;
        } cost;
    };
} hl_log_row;

/* Texts of the rows by number, and their numbers in the store. */
typedef struct hl_log_numbering {
    hl_map map;
    int64_t *ids; /* 0: not known yet */
    size_t capacity;
} hl_log_numbering;

/* batch_size.h */
typedef struct hl_log_batch_size {
    hl_map experiments; /* by name */
    size_t *day_bytes;  /* what the cells of one arm and day take, of each */
    hl_map arms;        /* (experiment, arm) of the batch's rows */
    uint32_t *days;     /* how many days of each may be changed */
    size_t capacity;
    size_t bytes; /* that the cells of the batch may take */
} hl_log_batch_size;

typedef struct hl_log_import hl_log_import;

/* One column that a kind of rows may have. */
typedef struct hl_log_column {
    const char *name;
    bool required;
    bool number; /* read as a number, whose mark the column says as a whole */
} hl_log_column;

typedef struct hl_log_kind {
    const char *name;
    const hl_log_column *columns;
    size_t column_count;
    bool takes_any_column; /* further columns are attributes */
    bool has_users;
    /* Fills the row from the fields; false after hl_log__import_refuse. */
    bool (*parse)(hl_log_import *import, const hl_row *fields, hl_log_row *row);
    /* Looks at the row with the definitions of the open transaction; may refuse it. NULL: no. */
    hl_status (*admit)(hl_log_import *import, hl_log_row *row, hl_error *err);
    /* Claims the rows' ids for their users. NULL: ids need no owner. */
    hl_log_sql claim, claimant;
    bool owns;
    /* Applies all rows of one user (or, without users, of the batch), in order of their lines. */
    hl_status (*apply)(hl_log_import *import, hl_log_row *const *rows, size_t count, hl_error *err);
} hl_log_kind;

enum { HL_LOG_MOST_COLUMNS = 16 };

struct hl_log_import {
    hl_store *store;
    const hl_log_kind *kind;
    hl_import_kind number;
    const hl_import_options *options;
    hl_import_summary *summary;
    hl_row_source *rows;
    int columns[HL_LOG_MOST_COLUMNS]; /* of kind->columns[i] in the rows, or -1 */
    struct {
        int column;
        const char *name;
    } * attribute_columns; /* users: the others, in order of their names */
    size_t attribute_column_count;
    hl_log_consent consent; /* of users */
    hl_arena file_arena;    /* what lives as long as the import */
    hl_zones *zones;
    const hl_zone *zone;
    hl_map known_zones, unknown_zones; /* of users */
    hl_log_numbering names, users;
    hl_log_rejects rejects;
    hl_error parse_error; /* what stops the import while parsing: no memory, ruined ids */
    const char *path;     /* of the file that can be read again; NULL: rows come once */
    hl_number_evidence evidence[HL_LOG_MOST_COLUMNS]; /* of number columns, as far as read */
    char marks[HL_LOG_MOST_COLUMNS]; /* what divides whole from parts: '.' or ',' */
    hl_text line;                    /* a row that has no text of its own, as one */
    /* the batch */
    hl_arena arena;
    hl_log_row *batch;
    size_t batch_count, batch_capacity;
    hl_log_batch_size size;
    hl_log_experiments *experiments;
    bool other_units; /* some experiment's unit is not the user */
    hl_unit_set units;
    int64_t import_id;
    hl_log_crowds crowds;
    int64_t late_line; /* the first event that is later than the import, and how it says so */
    char late_text[64];
    int64_t failed_touches, odd_states, odd_line; /* rows of touches, and the first of a state */
    char odd_state[64];                           /* that nobody knows */
    int64_t odd_policies,
        odd_policy_line;  /* rows of touches whose policy is none of ours, and the */
    char odd_policy[64];  /* first of them */
    int64_t left_touches; /* whose user left by them, and how one says so */
    char left_state[64];
    bool default_told;     /* default_touches.c */
    unsigned char *looked; /* touch_names.c: by name */
    size_t looked_capacity;
    hl_log_undone undone;           /* of events */
    hl_log_value_marks value_marks; /* of events, of the store */
    hl_log_value_looks value_looks; /* likewise */
    unsigned char *added;           /* bits of the events that this import added; NULL: none yet */
    hl_log_type_counts batch_types, types; /* of the batch; of all of the import so far */
    /* used again for every user */
    hl_log_user_log log, log_before; /* before: texts belong to log */
    hl_log_attributes attributes, attributes_before;
    hl_log_view before, after;
    struct hl_log_touch_record *records; /* beside log.touches */
    size_t record_capacity;
    hl_text text;
};

extern const hl_log_kind hl_log__kind_users;
extern const hl_log_kind hl_log__kind_touches;
extern const hl_log_kind hl_log__kind_events;
extern const hl_log_kind hl_log__kind_costs;

/* ---- import_columns.c: finds the columns of the kind, and those that are attributes. HL_REJECTED:
 * one is missing */
HL_NODISCARD hl_status hl_log__find_columns(hl_log_import *import, hl_problems *problems,
                                            hl_error *err);

/* ---- import_fields.c: reading fields; column is an index into kind->columns */

/* Empty and absent fields have length 0. */
hl_field hl_log__field(const hl_log_import *import, const hl_row *row, size_t column);
/* Refuses the row, with the column's name and the text that stood there. */
void hl_log__import_refuse(hl_log_import *import, const hl_row *row, size_t column,
                           const char *reason);
/* The same for a row of the batch. */
void hl_log__import_refuse_row(hl_log_import *import, hl_log_row *row, const char *column,
                               const char *reason);
/* The same of an event that corrects a value: by how much. */
void hl_log__import_refuse_change(hl_log_import *import, hl_log_row *row, const char *column,
                                  const char *reason, double change);
/* Each returns false after it refused the row (or memory ran out). */
bool hl_log__field_id(hl_log_import *import, const hl_row *row, size_t column, const char **id,
                      uint32_t *length);
bool hl_log__field_user(hl_log_import *import, const hl_row *row, size_t column, uint32_t *user);
bool hl_log__field_name(hl_log_import *import, const hl_row *row, size_t column, uint32_t *name);
/* HL_LOG_NO_TIME when the field is empty. An instant of what happened, of which a date alone says
 * too little; of costs, a day. */
bool hl_log__field_time(hl_log_import *import, const hl_row *row, size_t column, int64_t *utc_ms);
/* NULL when the field is empty. attos may be NULL. exact: digits beyond 10^-18 are refused. */
/* Text of attos; returns its length. */
enum { HL_LOG_DECIMAL_TEXT = 48 };
size_t hl_log__decimal_text(hl_i128 attos, char out[HL_LOG_DECIMAL_TEXT]);
bool hl_log__field_decimal(hl_log_import *import, const hl_row *row, size_t column, bool exact,
                           const char **text, hl_written_number *written);

/* ---- import_marks.c: how the columns of numbers are written */

/* Reads the file once for that, where it has such columns and can be read again. HL_REJECTED: a
 * column is written in two ways, or nobody can tell. */
HL_NODISCARD hl_status hl_log__judge_numbers(hl_log_import *import, hl_problems *problems,
                                             hl_error *err);
/* A number of rows that come once: a parse_error when what was read so far does not say how it is
 * meant. */
void hl_log__note_number(hl_log_import *import, const hl_row *row, size_t column,
                         const hl_written_number *number, hl_field field);

/* ---- numbering.c */

uint32_t hl_log__numbering_add(hl_log_numbering *numbering, const char *text, size_t length);
void hl_log__numbering_free(hl_log_numbering *numbering);
/* The store's number of a name of the import; 0 for HL_MAP_NONE. */
int64_t hl_log__import_name(const hl_log_import *import, uint32_t name);
/* Gives every name, and every user of rows that are not refused, its number in the store. */
HL_NODISCARD hl_status hl_log__numbering_resolve_names(hl_log_import *import, hl_error *err);
HL_NODISCARD hl_status hl_log__numbering_resolve_users(hl_log_import *import, hl_error *err);
/* The number of a user, making the user when it is new. */
HL_NODISCARD hl_status hl_log__user(hl_store *store, const char *id, size_t length, int64_t *out,
                                    hl_error *err);

/* ---- import_types.c */

/* The user of import->log was a stranger, and is none any more. */
HL_NODISCARD hl_status hl_log__no_stranger(hl_log_import *import, hl_error *err);
/* After an import of events: which types no metric reads though one was meant, and how many events
 * are of strangers, to problems. */
HL_NODISCARD hl_status hl_log__tell_types(hl_log_import *import, hl_problems *problems,
                                          hl_error *err);

/* ---- default_touches.c: events of the batch whose touch is none name none */
void hl_log__drop_default_touches(hl_log_import *import);

/* ---- import_events.c: how many events are later than the import, to problems */
/* import_touches.c: what the states of touches come to. */
void hl_log__tell_states(const hl_log_import *import, hl_problems *problems);
void hl_log__tell_late(const hl_log_import *import, hl_problems *problems);

/* ---- id_claims.c: refuses rows whose id belongs to another user already */
HL_NODISCARD hl_status hl_log__id_claims_check(hl_log_import *import, hl_error *err);

/* ---- revalue.c: from a user's log before and after to the cells */

/* Notes import->log as it is before rows are laid over it. */
HL_NODISCARD hl_status hl_log__remember(hl_log_import *import, hl_error *err);
/* Takes away what import->log_before with attributes_before was worth in every experiment of the
 * user, and adds what import->log with attributes is worth. */
HL_NODISCARD hl_status hl_log__revalue(hl_log_import *import, const char *user_id,
                                       const hl_value *attributes_before,
                                       const hl_value *attributes, hl_error *err);

/* touch_names.c: with --trim names become the definition's, else they are told. */
HL_NODISCARD hl_status hl_log__touch_names(hl_log_import *import, const hl_log_experiment *x,
                                           hl_log_row *row, hl_error *err);

/* How the file is written, as the options say. */
static inline hl_rows_file_options hl_log__file_options(const hl_import_options *options)
{
    return (hl_rows_file_options){.delimiter = options->delimiter,
                                  .encoding = options->encoding,
                                  .skip_lines = options->skip_lines};
}

#endif
