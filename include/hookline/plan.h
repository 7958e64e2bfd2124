/* Plans: for every hook occurrence of every user the minute at which its touch goes out, with the
 * reasons; or why it does not. docs/planner.md says by which rules.
 *
 *   hl_plan *plan = NULL;
 *   hl_plan_options options = HL_PLAN_OPTIONS_INIT;
 *   options.triggers = "triggers.csv";
 *   options.users = "users.csv";
 *   options.now_utc_ms = now_utc_ms;
 *   if (hl_plan_make(definition, &options, problems, &plan, &err) == HL_OK)
 *       hl_plan_write(plan, HL_PLAN_CSV, HL_LANG_EN, &text, &err);
 *   hl_plan_free(plan);
 *
 * The same files, now and seed give the same bytes, in whatever order the rows stand. */
#ifndef HOOKLINE_PLAN_H
#define HOOKLINE_PLAN_H

#include "hookline/channel.h"
#include "hookline/definition.h"
#include "hookline/error.h"
#include "hookline/lang.h"
#include "hookline/problems.h"
#include "hookline/store.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_plan hl_plan;

typedef struct hl_plan_options {
    const char *triggers; /* trigger_id, user_id, hook, at [, operator]; NULL: none */
    const char *users;    /* user_id, zone, any attributes; NULL: the store's users */
    const char *events;   /* event_id, user_id, type, at; NULL: none */
    const char *touches;  /* what was sent or planned before; NULL: nothing */
    const char *calendar; /* .ics or JSON; NULL: the definition's */
    int64_t now_utc_ms;
    uint64_t seed;
    const char *zone;    /* of users without one and of times without offset; NULL: definition's */
    bool strict_zones;   /* an unknown zone is an error instead of a flag */
    int64_t horizon_ms;  /* recurring and silent hooks that come due within this; a day */
    const char *ranges;  /* of the arms, as the store keeps them; NULL: a first definition */
    const char *explain; /* the touch to be replayed; NULL: none */
    hl_store *store;     /* what it has sent or reserved counts, and the plan is reserved in it in
                            one transaction; NULL: a dry run without a store */
    bool dry_run;        /* with a store: look, but reserve nothing */
} hl_plan_options;
#define HL_PLAN_OPTIONS_INIT                                                                       \
    {                                                                                              \
        .seed = 1, .horizon_ms = INT64_C(86400000)                                                 \
    }

/* Plans. Problems with the input go to the list: errors end the run with HL_REJECTED, warnings (an
 * unknown zone, a trigger twice, a user nobody knows) are counted and shown, and everything else is
 * planned. definition and the paths are borrowed until hl_plan_free. */
HL_API HL_NODISCARD hl_status hl_plan_make(const hl_definition *definition,
                                           const hl_plan_options *options, hl_problems *problems,
                                           hl_plan **out, hl_error *err);
HL_API void hl_plan_free(hl_plan *plan);

typedef struct hl_plan_counts {
    int64_t triggers;      /* rows read */
    int64_t touches;       /* occurrences of the definition's hooks for users in an arm */
    int64_t planned;       /* have an instant */
    int64_t held;          /* of these: later than wished */
    int64_t pulled;        /* of these: earlier than wished */
    int64_t waiting;       /* wait for an earlier step or a reply */
    int64_t dropped;       /* have no slot, or were stopped */
    int64_t duplicates;    /* triggers or touches seen before */
    int64_t unknown_users; /* triggers of users that are not in the file */
    int64_t unassigned;    /* triggers of users in no arm */
    int64_t unknown_zones; /* users whose zone nobody knows */
    int64_t inferred_zones;
    int64_t future_triggers;
    int64_t other_hooks;   /* triggers of hooks that this definition does not have */
    int64_t rejected_rows; /* rows that cannot be read */
} hl_plan_counts;
HL_API const hl_plan_counts *hl_plan_count(const hl_plan *plan);

typedef enum hl_plan_format { HL_PLAN_CSV, HL_PLAN_NDJSON, HL_PLAN_CALENDAR } hl_plan_format;
/* CSV and NDJSON: a line for every touch, by its instant, those without one at the end. CALENDAR:
 * in text, how many go in which hour (of options.zone), what was held, pulled, dropped and why, and
 * how each arm fares. *out is freed by the caller. */
HL_API HL_NODISCARD hl_status hl_plan_write(const hl_plan *plan, hl_plan_format format,
                                            hl_lang lang, char **out, hl_error *err);
/* Takes the next piece of what is written; anything but HL_OK ends it with that status. */
typedef hl_status hl_plan_sink(void *context, const char *data, size_t length, hl_error *err);
/* The same bytes as hl_plan_write, piece by piece: the whole text is never in memory. */
HL_API HL_NODISCARD hl_status hl_plan_stream(const hl_plan *plan, hl_plan_format format,
                                             hl_lang lang, hl_plan_sink *sink, void *context,
                                             hl_error *err);
/* The replay of options.explain, as text; NULL when the plan has no such touch. Borrowed. */
HL_API const char *hl_plan_explanation(const hl_plan *plan);

#ifdef __cplusplus
}
#endif
#endif
