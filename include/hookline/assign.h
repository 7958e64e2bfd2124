/* Assignment: which arm a unit belongs to, the same on every machine and in every warehouse.
 *
 *   hl_assigner *assigner = NULL;
 *   if (hl_assigner_new(experiment, NULL, &assigner, &err) == HL_OK) {
 *       hl_assignment a;
 *       if (hl_assigner_decide(assigner, "u1", 2, NULL, now_utc_ms, NULL, &a, &err) == HL_OK)
 *           puts(a.reason == HL_ASSIGN_ASSIGNED ? experiment->arms[a.arm].name : "nobody");
 *   }
 *   hl_assigner_free(assigner);
 *
 * An assigner is immutable once made and may be shared by threads. */
#ifndef HOOKLINE_ASSIGN_H
#define HOOKLINE_ASSIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/attributes.h"
#include "hookline/definition.h"
#include "hookline/error.h"
#include "hookline/problems.h"
#include "hookline/rows.h"
#include "hookline/unread.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Why a unit is in an arm or in none; tried in this order, the first that applies. */
typedef enum hl_assign_reason {
    HL_ASSIGN_NO_UNIT,  /* the attribute that is randomised is missing or empty */
    HL_ASSIGN_AUDIENCE, /* not in the audience */
    HL_ASSIGN_HOLDOUT,  /* held out */
    HL_ASSIGN_LAYER,    /* belongs to another part of the layer */
    HL_ASSIGN_TRAFFIC,  /* not (yet) in the traffic or the ramp */
    HL_ASSIGN_ASSIGNED
} hl_assign_reason;
/* "no_unit", "audience", "holdout", "layer", "traffic", "assigned" */
HL_API const char *hl_assign_reason_name(hl_assign_reason reason);

typedef struct hl_assignment {
    size_t arm;      /* index into the experiment's arms; SIZE_MAX when in none */
    uint64_t bucket; /* of the purpose arm, in [0, 2^53), also for units in no arm */
    hl_assign_reason reason;
} hl_assignment;

typedef struct hl_assigner hl_assigner;

/* ranges: the arms' bucket ranges as the store keeps them for this version ("0-450..:0 ..."), or
 * NULL for those of a first definition. The experiment must outlive the assigner. HL_REJECTED:
 * ranges or weights that cannot be. */
HL_API HL_NODISCARD hl_status hl_assigner_new(const hl_experiment *experiment, const char *ranges,
                                              hl_assigner **out, hl_error *err);
HL_API void hl_assigner_free(hl_assigner *assigner);
/* unit: the text that is hashed (the user's id, or the attribute named by the experiment's unit).
 * attributes may be NULL: a user of whom nothing is known. unread may be NULL. HL_FAILED: out of
 * memory, which only an audience with regular expressions or arrays needs. */
HL_API HL_NODISCARD hl_status hl_assigner_decide(const hl_assigner *assigner, const char *unit,
                                                 size_t length, const hl_attributes *attributes,
                                                 int64_t at_utc_ms, hl_unread *unread,
                                                 hl_assignment *out, hl_error *err);

/* What a changed definition does to the units, as exact shares of the bucket space where the change
 * is one of ranges, and as expectations where the salt changed (every bucket is then a new draw).
 * Changes of the audience depend on attributes and are not in here: count users for those. */
typedef struct hl_reassignment {
    double moved;           /* share of all units: in an arm before and after, but another one */
    double leaving;         /* in an arm before, in none after */
    double entering;        /* in none before, in an arm after */
    uint64_t moved_buckets; /* of 2^53: arm ranges that change hands, before traffic and layer */
    bool stops;             /* all that move leave arms of which the weight is 0 now */
    bool exact;             /* false: salt, layer or holdout was renamed: expectations */
    bool audience_changed;
} hl_reassignment;

/* ranges may be NULL as for hl_assigner_new. Shares are taken at at_utc_ms (ramps). */
HL_API HL_NODISCARD hl_status hl_assign_reassignment(const hl_experiment *before,
                                                     const char *ranges_before,
                                                     const hl_experiment *after,
                                                     const char *ranges_after, int64_t at_utc_ms,
                                                     hl_reassignment *out, hl_error *err);
/* The ranges that `after` should have so that the fewest units move, as text (free with free());
 * ranges_before NULL as above. before NULL, or another salt: the ranges of a first definition. */
HL_API HL_NODISCARD hl_status hl_assign_next_ranges(const hl_experiment *before,
                                                    const char *ranges_before,
                                                    const hl_experiment *after, char **out,
                                                    hl_error *err);

/* Streaming users through an assigner. */
typedef enum hl_assign_format { HL_ASSIGN_CSV, HL_ASSIGN_NDJSON } hl_assign_format;

typedef struct hl_assign_options {
    const char *users;         /* for hl_assign_users: the path */
    hl_rows_file_options file; /* how it is written; check_nested is the library's to say */
    int64_t at_utc_ms;
    hl_assign_format format; /* of what is written: user_id,arm,bucket,reason */
    /* Takes the next piece of the output; anything but HL_OK ends the run with that status. */
    hl_status (*write)(void *context, const char *data, size_t length, hl_error *err);
    /* May be NULL. Bytes of a file, whatever hl_row_source.progress counts; total 0: not known. */
    void (*progress)(void *context, int64_t done, int64_t total);
    void *context; /* of both */
    /* Attributes that the assignment reads and no user has are warned of here, when it puts
     * somebody into no arm; may be NULL. */
    hl_problems *remarks;
    hl_unread *unread; /* what the audience could not be compared with; may be NULL */
} hl_assign_options;

typedef struct hl_assign_counts {
    int64_t users;    /* written */
    int64_t rejected; /* rows that name no user: each is a problem in the list */
    int64_t by_reason[HL_ASSIGN_ASSIGNED + 1];
    int64_t *by_arm; /* arm_count of them, the caller's; or NULL */
} hl_assign_counts;

/* Writes a line for every user, in the order of the rows. They have user_id, the unit's attribute,
 * and the attributes that the audience reads. Rows that cannot be read are counted and (the first
 * 100) described in problems, which may be NULL; the others are written all the same. HL_REJECTED:
 * the rows as a whole cannot be used. */
HL_API HL_NODISCARD hl_status hl_assign_rows(const hl_assigner *assigner, hl_row_source *users,
                                             const hl_assign_options *options,
                                             hl_problems *problems, hl_assign_counts *counts,
                                             hl_error *err);
/* The same of hl_rows_open_file(options->users). */
HL_API HL_NODISCARD hl_status hl_assign_users(const hl_assigner *assigner,
                                              const hl_assign_options *options,
                                              hl_problems *problems, hl_assign_counts *counts,
                                              hl_error *err);

/* ---- why one user is where */

typedef enum hl_assign_step_kind {
    HL_ASSIGN_STEP_AUDIENCE,
    HL_ASSIGN_STEP_HOLDOUT,
    HL_ASSIGN_STEP_LAYER,
    HL_ASSIGN_STEP_TRAFFIC,
    HL_ASSIGN_STEP_ARM
} hl_assign_step_kind;

typedef enum hl_assign_outcome {
    HL_ASSIGN_PASSES,
    HL_ASSIGN_STOPS,     /* the unit is in no arm because of this step */
    HL_ASSIGN_NOT_ASKED, /* the experiment has no such step: everyone passes */
    HL_ASSIGN_NOT_KNOWN  /* the audience is not checked: no attributes are known */
} hl_assign_outcome;

/* Buckets [from, to). */
typedef struct hl_assign_range {
    uint64_t from, to;
    size_t arm; /* of the step ARM: index into the experiment's arms; else SIZE_MAX */
} hl_assign_range;

/* A member of the audience's condition, and what the user has. */
typedef struct hl_assign_clause {
    const char *condition; /* JSON */
    const char *actual;    /* JSON; NULL: the user has no such attribute */
    bool holds;
} hl_assign_clause;

typedef struct hl_assign_step {
    hl_assign_step_kind kind;
    hl_assign_outcome outcome;
    const char *name;   /* of the holdout, the layer; NULL for other steps and where not asked */
    const char *hashed; /* the text whose SHA-256 gives the bucket; NULL where none is hashed */
    uint64_t bucket;
    size_t range_count; /* who is held out; this experiment's part of the layer; who is in the
                           traffic; the ranges of all arms */
    const hl_assign_range *ranges;
    size_t clause_count;
    const hl_assign_clause *clauses;
} hl_assign_step;

/* Every step of one user's assignment up to the one that stops it. hl_report_write_explanation
 * makes sentences of it. */
typedef struct hl_assign_explanation {
    const hl_experiment *experiment; /* the assigner's: must outlive this */
    const char *user_id;
    int64_t at_utc_ms;
    const char *unit_name; /* "user_id", or the attribute that is randomised */
    const char *unit;      /* NULL: the user has none, so there is no step */
    size_t step_count;
    const hl_assign_step *steps;
    hl_assignment result; /* where the audience is not known: of a user who is in it */
    void *owner;          /* the memory behind it */
} hl_assign_explanation;
HL_API void hl_assign_explanation_free(hl_assign_explanation *explanation);

/* users: rows that have the user's attributes; NULL: they are not known, and the audience is not
 * checked. unread may be NULL. HL_REJECTED: there is no such user. HL_USAGE: no rows, but the unit
 * is an attribute. */
HL_API HL_NODISCARD hl_status hl_assign_explain_rows(const hl_assigner *assigner,
                                                     hl_row_source *users, const char *user_id,
                                                     int64_t at_utc_ms, hl_unread *unread,
                                                     hl_assign_explanation **out, hl_error *err);
/* The same of hl_rows_open_file(users). */
HL_API HL_NODISCARD hl_status hl_assign_explain(const hl_assigner *assigner, const char *users,
                                                const char *user_id, int64_t at_utc_ms,
                                                hl_unread *unread, hl_assign_explanation **out,
                                                hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
