/* The store: one SQLite file with definitions, users, touches, events, costs, and the cells that
 * are kept equal to them. docs/formats/store.md says what is in it.
 *
 *   hl_store *store = NULL;
 *   hl_store_options options = HL_STORE_OPTIONS_INIT;
 *   hl_import_options import = HL_IMPORT_OPTIONS_INIT;
 *   hl_import_summary done;
 *   hl_definition *stored = NULL;
 *   if (hl_store_open("hookline.db", &options, &store, &err) == HL_OK &&
 *       hl_store_import(store, HL_IMPORT_TOUCHES, "touches.csv", &import, problems, &done, &err) ==
 *           HL_OK)
 *       status = hl_store_cells(store, "coupon-expiry-evening", &stored, &cells, &err);
 *   hl_store_close(store);
 *
 * A store handle belongs to one thread at a time; several handles and processes may use one file.
 * Whatever changes the store does so in transactions: after a crash it is as before or after one of
 * them. */
#ifndef HOOKLINE_STORE_H
#define HOOKLINE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/assign.h"
#include "hookline/cells.h"
#include "hookline/cells_source.h"
#include "hookline/definition.h"
#include "hookline/error.h"
#include "hookline/problems.h"
#include "hookline/rows.h"
#include "hookline/time.h"
#include "hookline/unread.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_store hl_store;

typedef struct hl_store_options {
    bool create;         /* make the file when there is none */
    int busy_timeout_ms; /* how long to wait for another process's transaction */
    /* What the conditions of its definitions could not be compared with; outlives the store. May be
     * NULL. */
    hl_unread *unread;
} hl_store_options;
#define HL_STORE_OPTIONS_INIT                                                                      \
    {                                                                                              \
        false, 10000, NULL                                                                         \
    }

/* Opens the file and brings its schema up to date. HL_FAILED, with the reason, when there is no
 * such file (and create is false), when it is not a Hookline store, is newer than this program, is
 * damaged, or is locked. */
HL_API HL_NODISCARD hl_status hl_store_open(const char *path, const hl_store_options *options,
                                            hl_store **out, hl_error *err);
HL_API void hl_store_close(hl_store *store);

/* ---- definitions */

typedef struct hl_apply_options {
    bool allow_reassign; /* users may move between arms */
    bool dry_run;        /* say what would happen, change nothing */
    int64_t now_utc_ms;  /* when the version counts as applied */
} hl_apply_options;

typedef struct hl_apply_result {
    int64_t version;     /* from 1, of this experiment; the current one when unchanged */
    bool unchanged;      /* the same text is in the store already */
    bool rebuilt;        /* its cells were computed anew */
    int64_t users;       /* users of the experiment (with a touch in it) in the store */
    int64_t users_moved; /* of those, how many have another arm (or none, or now one) */
    double share_moved;  /* of the bucket space */
    bool stops;          /* all that move leave arms of which the weight is 0 now */
} hl_apply_result;

/* Stores definitions, all or none; whether touches of them can be planned is asked of
 * hl_plan_check. results has room for count. HL_REJECTED, with the reasons in problems, when they
 * contradict each other or the store (overlapping layers), or when users would change arms without
 * allow_reassign (results then says how many), unless an arm is stopped: weight 0. */
HL_API HL_NODISCARD hl_status hl_store_apply(hl_store *store,
                                             const hl_definition *const *definitions, size_t count,
                                             const hl_apply_options *options,
                                             hl_apply_result *results, hl_problems *problems,
                                             hl_error *err);

typedef struct hl_store_experiment {
    const char *name;
    int64_t version;
    int64_t applied_at_utc_ms;
    int64_t units;          /* enrolled */
    int64_t touches;        /* sent */
    const char *unreadable; /* NULL, or why this program cannot read the definition */
} hl_store_experiment;

/* By name, those that cannot be read last. The list and its strings are one block: the caller frees
 * it with free(). */
HL_API HL_NODISCARD hl_status hl_store_experiments(hl_store *store, hl_store_experiment **out,
                                                   size_t *count, hl_error *err);
/* The definition in force, and the bucket ranges of its arms for hl_assigner_new (free() them;
 * NULL: not wanted); both NULL (and HL_OK) when the store has none of that name. */
HL_API HL_NODISCARD hl_status hl_store_definition(hl_store *store, const char *experiment,
                                                  hl_definition **out, char **ranges,
                                                  hl_error *err);

/* hl_assign_users of the users that the store has attributes of, in the order in which they came;
 * options.users is not looked at. */
HL_API HL_NODISCARD hl_status hl_store_assign_users(hl_store *store, const hl_assigner *assigner,
                                                    const hl_assign_options *options,
                                                    hl_assign_counts *counts, hl_error *err);
/* hl_assign_explain with the attributes that the store has of the user. HL_REJECTED: it has none.
 */
HL_API HL_NODISCARD hl_status hl_store_assign_explain(hl_store *store, const hl_assigner *assigner,
                                                      const char *user_id, int64_t at_utc_ms,
                                                      hl_assign_explanation **out, hl_error *err);

/* ---- data in */

typedef enum hl_import_kind {
    HL_IMPORT_USERS,
    HL_IMPORT_TOUCHES,
    HL_IMPORT_EVENTS,
    HL_IMPORT_COSTS
} hl_import_kind;

typedef struct hl_import_options {
    const char *zone;         /* meaning of times without an offset; NULL: they are refused */
    const char *rejects_path; /* where rows that are refused go; NULL: nowhere. Made when needed. */
    char delimiter;           /* of a CSV file; 0: by its name and header */
    size_t batch_rows;        /* rows of one transaction; 0: chosen for speed */
    int64_t now_utc_ms;       /* noted with the import */
    /* May be NULL. Bytes of a file, whatever hl_row_source.progress counts. */
    void (*progress)(void *context, int64_t done, int64_t total);
    void *context;
    hl_time_style times; /* how times are written, where that cannot be told from them */
    char decimal; /* '.' or ',': what divides whole from parts in numbers; 0: by what their column
                     says as a whole, a point where rows come once (a pipe, a source of your own) */
    bool trim;    /* take white space off ids and names, and read arms as the definition has them */
    const char *encoding; /* of a file, as in hl_rows_file_options */
    size_t skip_lines;    /* of a file: lines before the header */
    /* The words in which a reason goes into the file of rejects: the reason itself, or what it was
     * made into in buffer. NULL: in English, as the store keeps it. */
    const char *(*say)(const char *reason, char *buffer, size_t size);
} hl_import_options;
#define HL_IMPORT_OPTIONS_INIT                                                                     \
    {                                                                                              \
        .zone = NULL                                                                               \
    }

typedef struct hl_import_summary {
    int64_t rows;       /* that were read */
    int64_t added;      /* new in the store */
    int64_t updated;    /* known, now with more (a planned touch that was sent, a user's attribute)
                         */
    int64_t duplicates; /* known already, nothing new */
    int64_t rejected;   /* refused, each with its reason in the reject file */
    int64_t odd_times;  /* instants before 2000 or after 2100, which were taken: misread, most
                           likely;  the first of them are noted in problems with their line */
    int64_t gap_times;  /* local times that the change to summer time left out: read as later; noted
                           in problems, as the next are */
    int64_t twice_times;      /* local times that the change back repeats: read as the first */
    int64_t spaced_farewells; /* ids and names of farewells (unsubscribe, block) that white space
                                 stood around: taken without it; noted */
    int64_t late;      /* events later than now_utc_ms by more than a day, which were taken; told in
                          problems with the line of the first */
    int64_t midnights; /* times of events that are midnight as they are written, when most are (of
                          20 and more): dates without a time of day, it seems; 0: they are not */
    int64_t zoneless;  /* rows of users whose zone nobody knows; what it says is noted in problems:
                          plans hold them, unless the definition's zone stands in */
    int64_t strangers; /* new events of users whom neither a touch nor a users file has */
    int64_t respelled; /* such users of the store whose id is a known one written otherwise; told
                          in problems */
    int64_t untouched; /* new events of users who have no touch, in a store that has touches: all
                          of them when ids are written otherwise than in the touches */
} hl_import_summary;

/* Reads rows to their end; docs/formats/log-files.md has the columns of each kind. Idempotent: what
 * is in the store already is counted and changes nothing. Refused rows are counted, written to
 * rejects_path, and the first of them noted in problems (may be NULL); they do not stop the import.
 * HL_REJECTED: nothing can be imported (a column is missing). HL_FAILED, or the status with which
 * the source broke: stopped midway; whole batches that were committed stay, nothing of the one at
 * hand does, and running it again completes it. *summary (never NULL) is right in any case. */
HL_API HL_NODISCARD hl_status hl_store_import_rows(hl_store *store, hl_import_kind kind,
                                                   hl_row_source *rows,
                                                   const hl_import_options *options,
                                                   hl_problems *problems,
                                                   hl_import_summary *summary, hl_error *err);
/* The same of hl_rows_open_file(path). */
HL_API HL_NODISCARD hl_status hl_store_import(hl_store *store, hl_import_kind kind,
                                              const char *path, const hl_import_options *options,
                                              hl_problems *problems, hl_import_summary *summary,
                                              hl_error *err);

/* ---- plans (made by hl_plan_make and reserved by hl_plan_reserve, hookline/plan.h) */

typedef enum hl_plan_change { HL_PLAN_CONFIRM, HL_PLAN_CANCEL } hl_plan_change;
/* Confirms planned touches, or cancels planned and confirmed ones (what is sent stays): the touches
 * named, or all of the experiment when touches is NULL. All or none: HL_REJECTED when one cannot
 * be. A cancelled touch frees its room under the caps and is not planned again. */
HL_API HL_NODISCARD hl_status hl_store_plan_change(hl_store *store, hl_plan_change change,
                                                   const char *experiment,
                                                   const char *const *touches, size_t count,
                                                   int64_t now_utc_ms, int64_t *changed,
                                                   hl_error *err);

/* ---- cells out */

/* The definition in force and the cells of an experiment; the caller frees both. Reads the cell
 * tables only, so it costs what the cells cost, however long the log. HL_REJECTED when the store
 * has no such experiment (the message says which it has). */
HL_API HL_NODISCARD hl_status hl_store_cells(hl_store *store, const char *experiment,
                                             hl_definition **definition, hl_cells **cells,
                                             hl_error *err);

/* The definition in force and what each of its units contributes as of an instant (INT64_MAX: in
 * the end), whatever its arm, for hl_calibrate; the caller frees both. Also the arms that the hash
 * gives these units under every experiment of the store that randomises the same kind of unit.
 * Reads the whole log. HL_REJECTED when the store has no such experiment. */
HL_API HL_NODISCARD hl_status hl_store_unit_values(hl_store *store, const char *experiment,
                                                   int64_t as_of_utc_ms, hl_definition **definition,
                                                   hl_unit_values **values, hl_error *err);

/* One experiment of the store as a source of cells: hl_store_cells, or hl_store_unit_values when
 * units are wanted. The store must stay open until the source is closed. */
HL_API HL_NODISCARD hl_status hl_store_cells_source(hl_store *store, const char *experiment,
                                                    hl_cells_source **out, hl_error *err);

typedef struct hl_verify_summary {
    int64_t experiments;
    int64_t users;     /* users in the store */
    int64_t touches;   /* touches in the store */
    int64_t events;    /* events in the store */
    int64_t cells;     /* cells compared */
    int64_t differing; /* cells that are not what the log gives */
    bool repaired;
} hl_verify_summary;

/* Computes every cell anew from the log and compares bit for bit. Differences go to problems, and
 * make HL_REJECTED unless repair is true, which writes the right cells in one transaction. */
HL_API HL_NODISCARD hl_status hl_store_verify(hl_store *store, bool repair, hl_problems *problems,
                                              hl_verify_summary *summary, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
