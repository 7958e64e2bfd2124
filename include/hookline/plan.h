/* Plans: for every hook occurrence of every user the minute at which its touch goes out, with the
 * reasons; or why it does not. docs/planner.md says by which rules.
 *
 *   hl_plan_options options = HL_PLAN_OPTIONS_INIT;
 *   hl_planned_touch touch;
 *   hl_plan *plan = NULL;
 *   options.triggers = "triggers.csv";
 *   options.users = "users.csv";
 *   options.now_utc_ms = now_utc_ms;
 *   if (hl_plan_make(definition, &options, problems, &plan, &err) == HL_OK)
 *       while (hl_plan_next(plan, &touch))
 *           if (touch.outcome == HL_PLAN_OUTCOME_PLANNED)
 *               printf("%lld %s\n", (long long)touch.planned.utc_ms, touch.user_id);
 *   hl_plan_free(plan);
 *
 * The same files, now and seed give the same plan, in whatever order the rows stand.
 * hookline/plan_report.h writes one as text. */
#ifndef HOOKLINE_PLAN_H
#define HOOKLINE_PLAN_H

#include "hookline/assign.h"
#include "hookline/channel.h"
#include "hookline/definition.h"
#include "hookline/error.h"
#include "hookline/problems.h"
#include "hookline/rows.h"
#include "hookline/store.h"
#include "hookline/time.h"
#include "hookline/unread.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_plan hl_plan;

/* Instead of files: rows with the columns that the files would have. Read to their end, not closed.
 */
typedef struct hl_plan_rows {
    hl_row_source *triggers, *users, *events, *touches; /* NULL: the file of that name */
} hl_plan_rows;

typedef struct hl_plan_options {
    const char *triggers; /* trigger_id, user_id, hook, at [, operator]; NULL: none */
    const char *users;    /* user_id, zone, any attributes; NULL: the store's users */
    const char *events;   /* event_id, user_id, type, at; NULL: none */
    const char *touches;  /* what was sent or planned before; NULL: nothing */
    const char *calendar; /* .ics or JSON; NULL: the definition's */
    int64_t now_utc_ms;
    uint64_t seed;
    const char *zone;       /* of users without one and of times without offset; NULL: definition's;
                               none there either: such users are held */
    bool strict_zones;      /* an unknown zone is an error instead of a flag */
    int64_t horizon_ms;     /* recurring and silent hooks that come due within this; a day */
    const char *ranges;     /* of the arms, as the store keeps them; NULL: a first definition */
    const char *explain;    /* the touch to be replayed; NULL: none */
    hl_store *store;        /* what it has sent or reserved counts, and the plan can be reserved in
                               it; NULL: a plan without a store */
    bool dry_run;           /* with a store: only look; the plan cannot be reserved */
    const char *experiment; /* of the store, when no definition is given */
    hl_plan_rows rows;
    hl_time_style times; /* how times are written, where that cannot be told from them */
    hl_rows_file_options
        files;         /* how the files are written; check_nested is the library's to say */
    hl_unread *unread; /* what the audience could not be compared with; may be NULL */
} hl_plan_options;
#define HL_PLAN_OPTIONS_INIT                                                                       \
    {                                                                                              \
        .seed = 1, .horizon_ms = INT64_C(86400000)                                                 \
    }

/* Whether touches of the definition can be planned as it says: a zone for its users is named (or
 * "user"), and every channel (of arms, steps, fallbacks, caps) is a preset or one of its own. What
 * is wrong is added to problems, and what is strange as warnings. HL_REJECTED: an error is among
 * them. A definition without hooks, which only analyses, is always good. */
HL_API HL_NODISCARD hl_status hl_plan_check(const hl_definition *definition, hl_problems *problems,
                                            hl_error *err);
/* The same for plans of that instant and the month behind it: also whether the calendar, where
 * windows ask for working or free days, has those days. A calendar that cannot be opened is a
 * warning. */
HL_API HL_NODISCARD hl_status hl_plan_check_on(const hl_definition *definition, int64_t now_utc_ms,
                                               hl_problems *problems, hl_error *err);

/* When touches of some step of a definition may go, by its windows, quiet hours and channels: for
 * whoever chooses hours without planning. */
typedef struct hl_plan_times hl_plan_times;

/* calendar: in place of the definition's; may be NULL. Definition and calendar's name are borrowed
 * until hl_plan_times_free. HL_REJECTED: problems say why it cannot be planned with. */
HL_API HL_NODISCARD hl_status hl_plan_times_of(const hl_definition *definition,
                                               const char *calendar, int64_t now_utc_ms,
                                               hl_problems *problems, hl_plan_times **out,
                                               hl_error *err);
/* NULL is allowed. */
HL_API void hl_plan_times_free(hl_plan_times *times);
/* Days off and make-up working days of its calendar, as many as *count; NULL: none. Borrowed. */
HL_API const hl_special_day *hl_plan_times_days(const hl_plan_times *times, size_t *count);
/* Sets the local hours of the day of which touches may use all, from the first minute to the last,
 * on some day of the four weeks from now on; where no hour is whole, those of which a part may be
 * used. Others stay as they are. */
HL_API HL_NODISCARD hl_status hl_plan_times_hours(const hl_plan_times *times, bool legal[24],
                                                  hl_error *err);
/* A hl_timing_open (hookline/timing.h): the longest stretch of [*from_ms, *until_ms), UTC, in which
 * a touch to a user of that zone may go; *until_ms is *from_ms where there is none. */
HL_API HL_NODISCARD hl_status hl_plan_times_narrow(void *times, const char *zone, int64_t *from_ms,
                                                   int64_t *until_ms, hl_error *err);

/* Decides, and changes nothing. Problems with the input go to the list: errors end the run with
 * HL_REJECTED, warnings (an unknown zone, a trigger twice, a user nobody knows) are counted and
 * shown, and everything else is planned. definition may be NULL: the one of options.experiment that
 * is in force in the store. It and the paths are borrowed until hl_plan_free.
 *
 * With a store all that is read of it (definition, ranges, users, touches, events) is of one state.
 * Unless it is a dry run the plan holds the store's write lock from then on, until hl_plan_reserve
 * or hl_plan_free, so that no other plan, in this process or another, gives away the room that this
 * one has found: others wait. Until then the store handle serves this plan alone (every other call
 * with it is HL_USAGE), and it must be closed after it. */
HL_API HL_NODISCARD hl_status hl_plan_make(const hl_definition *definition,
                                           const hl_plan_options *options, hl_problems *problems,
                                           hl_plan **out, hl_error *err);
/* Lets go of the store when the plan was not reserved: nothing is then kept of it. */
HL_API void hl_plan_free(hl_plan *plan);
/* Reserves the planned touches in the store, all or none, and lets go of it: from now on they count
 * for caps, and are not planned again. Remembers the refused ones as well. The plan can still be
 * told. HL_USAGE: a plan that holds no store (a dry run, one that was reserved before, also in
 * vain). */
HL_API HL_NODISCARD hl_status hl_plan_reserve(hl_plan *plan, hl_error *err);

typedef struct hl_plan_counts {
    int64_t users;                             /* read */
    int64_t by_reason[HL_ASSIGN_ASSIGNED + 1]; /* of these, by hl_assign_reason */
    int64_t triggers;                          /* rows read */
    int64_t touches;       /* occurrences of the definition's hooks for users in an arm */
    int64_t planned;       /* have an instant */
    int64_t held;          /* of these: later than wished */
    int64_t pulled;        /* of these: earlier than wished */
    int64_t waiting;       /* wait for an earlier step or a reply */
    int64_t dropped;       /* have no slot, or were stopped */
    int64_t duplicates;    /* triggers or touches seen before */
    int64_t unknown_users; /* triggers of users that are not in the file */
    int64_t unassigned;    /* triggers of users in no arm */
    int64_t unknown_zones; /* users with a zone that cannot be understood */
    int64_t no_zone;       /* users without any zone that can: their touches are held */
    int64_t inferred_zones;
    int64_t future_triggers;
    int64_t other_hooks;   /* triggers of hooks that this definition does not have */
    int64_t rejected_rows; /* rows that cannot be read */
    int64_t unread_times;  /* times among users' attributes that cannot be read */
    int64_t odd_times;     /* instants before 2000 or after 2100: misread, most likely */
    int64_t gap_times;     /* local times that the change to summer time left out: read as later */
    int64_t timeless_touches; /* of before, without an instant: they count for no cap */
    int64_t planned_before;   /* touches that an earlier run has planned */
    int64_t stopped;          /* of the dropped: an event ended the journey, or a farewell */
    int64_t same_triggers;  /* of the dropped: another trigger of the user, hook and instant goes */
    int64_t sent_otherwise; /* of the stopped: sent under an id that is not a planner's */
    int64_t no_anchor;      /* hooks that recur by an attribute that no user has */
    int64_t respelt_users; /* events and touches of before of nobody, but for how ids are written */
    int64_t odd_channels;  /* touches of before on a channel that is none, and nearly one */
} hl_plan_counts;
HL_API const hl_plan_counts *hl_plan_count(const hl_plan *plan);

/* ---- touch by touch */

typedef enum hl_plan_outcome {
    HL_PLAN_OUTCOME_PLANNED,
    HL_PLAN_OUTCOME_WAITING, /* for an earlier step or a reply: a later run decides */
    HL_PLAN_OUTCOME_DROPPED  /* no slot, or stopped */
} hl_plan_outcome;

/* As the column "state" of a plan says it; NULL for a number that is none. */
HL_API const char *hl_plan_outcome_name(hl_plan_outcome outcome);

/* Where a user's zone comes from: the first of these that is understood. */
typedef enum hl_zone_source {
    HL_ZONE_DEVICE,
    HL_ZONE_PROFILE,
    HL_ZONE_INFERRED,
    HL_ZONE_SEGMENT,
    HL_ZONE_WORKSPACE,
    HL_ZONE_NONE /* no zone: nothing is planned for the user */
} hl_zone_source;

/* Instants of a plan that are none: no end is known, there is none. */
#define HL_PLAN_OPEN INT64_MAX
#define HL_PLAN_NONE INT64_MIN

/* Behind each: what `at` is of it, and which other members of the reason it fills. */
typedef enum hl_plan_reason_code {
    HL_PLAN_REASON_NONE,
    HL_PLAN_REASON_WISH,          /* at: trigger + delay, or anchor - lead */
    HL_PLAN_REASON_LATE,          /* the wish is past; at: now */
    HL_PLAN_REASON_WINDOW,        /* outside the window; at: when it opens. Of this and the three
                                     that follow HL_PLAN_OPEN: not before the deadline */
    HL_PLAN_REASON_QUIET,         /* in quiet hours; at: when they end */
    HL_PLAN_REASON_CHANNEL_HOURS, /* outside the channel's hours; at: when they begin */
    HL_PLAN_REASON_SHIFT,         /* outside the operator's shift; at: when it begins */
    HL_PLAN_REASON_CAP,           /* limit is full, holder has the room; at: when there is room */
    HL_PLAN_REASON_NEVER,         /* limit never has room again */
    HL_PLAN_REASON_SESSION,       /* at: when the session closed; HL_PLAN_NONE: there was none */
    HL_PLAN_REASON_EXPIRED,       /* at: the deadline, which is before the first instant possible */
    HL_PLAN_REASON_PREFERRED,     /* at the preferred time of the day */
    HL_PLAN_REASON_JITTER,        /* number: seconds added */
    HL_PLAN_REASON_EXPLORED,      /* number: the slot drawn, from 1; of: so many */
    HL_PLAN_REASON_NO_MODEL,      /* there is no model of send times: as without */
    HL_PLAN_REASON_MODEL,         /* by the model; number: the hour of the week drawn, from 1; of:
                                     so many */
    HL_PLAN_REASON_HELD_OUT,      /* drawn as touches go out now, to compare the model with; the
                                     same */
    HL_PLAN_REASON_UNSEEN_SEGMENT, /* the model has not seen the user's segment: by what all have in
                                      common */
    HL_PLAN_REASON_PULLED,         /* no slot from the target on; at: earlier than that */
    HL_PLAN_REASON_FALLBACK,       /* by the fallback channel */
    HL_PLAN_REASON_ANYWAY,         /* outside its window, by the channel's rules alone */
    HL_PLAN_REASON_STOPPED,        /* an event ended the journey; at: when */
    HL_PLAN_REASON_WAITS,          /* for an earlier step or a reply; at: until when */
    HL_PLAN_REASON_NO_ANCHOR,      /* the anchor attribute (or the trigger's instant) is missing */
    HL_PLAN_REASON_NO_STEP,        /* the step before it does not go out */
    HL_PLAN_REASON_SESSION_FULL,   /* limit of the session is used up, holder has the last of it */
    HL_PLAN_REASON_NO_ZONE,        /* no zone of the user is understood, and none stands in */
    HL_PLAN_REASON_SAME_TRIGGER,   /* holder goes for this trigger of its user, hook and instant too
                                    */
    HL_PLAN_REASON_FAREWELL,       /* a promotion, and the user said farewell; at: when */
    HL_PLAN_REASON_NO_CONSENT,     /* a promotion, and attributes of the user say no to it */
    HL_PLAN_REASON_SENT_OTHERWISE, /* a message under an id that is no planner's went by this hook,
                                      and stands for it; at: when */
    HL_PLAN_REASON_NO_SLOT,        /* so there is no slot; the last of a refused touch */
    HL_PLAN_REASON_CODES
} hl_plan_reason_code;
/* "window", "quiet_hours", "cap" ...: as files and the store name it. */
HL_API const char *hl_plan_reason_name(hl_plan_reason_code code);

/* A cap, and whose rule it is. */
typedef enum hl_plan_limit_owner {
    HL_PLAN_LIMIT_DEFINITION,
    HL_PLAN_LIMIT_COOL_DOWN, /* of a hook */
    HL_PLAN_LIMIT_CHANNEL
} hl_plan_limit_owner;
typedef struct hl_plan_limit {
    hl_plan_limit_owner owner;
    const char *channel; /* of HL_PLAN_LIMIT_CHANNEL; else NULL */
    hl_cap cap;          /* HL_SCOPE_SESSION: touches of one session, which is as long as per */
} hl_plan_limit;

typedef struct hl_plan_reason {
    hl_plan_reason_code code;
    hl_local_time at;
    int64_t number, of;
    const hl_plan_limit *limit; /* NULL when the code has none */
    const char *holder;         /* a touch's id; NULL: one of an earlier run, or none */
} hl_plan_reason;

/* One touch. Texts and lists are borrowed from the plan until the next call with it; those that
 * come from the definition (arm, hook, variant, window, text) live as long as that. Local times are
 * by the clock of the user's zone. */
typedef struct hl_planned_touch {
    const char *touch_id; /* "EXPERIMENT/TRIGGER/STEP": the same in whichever run it is planned */
    const char *trigger_id;
    const char *user_id;
    const char *experiment;
    const char *arm, *hook;
    const char *variant, *window; /* NULL: the step has none */
    const char *channel;          /* NULL: the definition names none */
    const char *operator_name;    /* NULL: none */
    const hl_localized *text;     /* of the variant; NULL without one */
    size_t arm_index, step_index; /* of the experiment's arms, of the arm's steps; from 0 */
    hl_hook_class klass;
    hl_plan_outcome outcome;
    hl_local_time planned;  /* of a planned touch */
    hl_local_time wished;   /* trigger + delay, or anchor - lead; HL_PLAN_NONE: not known */
    hl_local_time deadline; /* exclusive; HL_PLAN_OPEN: none */
    double propensity;      /* of this hour among those it was drawn from; 1: not drawn */
    const char *policy;     /* by which it was drawn: model, explore, holdout; NULL: not drawn */
    const char *model;      /* digest of the model that had part in it; NULL: none */
    bool held, pulled;      /* goes later, goes earlier than wished */
    bool night;             /* a promotion between 22:00 and 08:00 by a clock that the user may have
                             */
    const char *zone;       /* "" when there is none */
    hl_zone_source zone_source;
    hl_plan_reason_code binding; /* of a touch without an instant: what left none */
    size_t reason_count;
    const hl_plan_reason *reasons; /* in the order in which they came up */
} hl_planned_touch;

/* The next touch: the planned ones by their instant, then those that wait, then the dropped ones.
 * False: there are no more (*out is untouched), and the next call starts anew. */
HL_API bool hl_plan_next(hl_plan *plan, hl_planned_touch *out);
/* The next call of hl_plan_next gives the first touch. */
HL_API void hl_plan_rewind(hl_plan *plan);

/* ---- at a glance */

typedef struct hl_plan_hour {
    int64_t local_hour; /* hours since 1970 by the clock of the plan's zone */
    int64_t touches;    /* planned in it */
} hl_plan_hour;
typedef struct hl_plan_arm {
    const char *arm;
    int64_t touches, planned;
} hl_plan_arm;
typedef struct hl_plan_summary {
    const char *experiment;
    const hl_design *design; /* of the definition: its titles */
    hl_local_time now;       /* by the clock of zone */
    const char *zone;        /* of users without one, and of the hours */
    size_t hour_count;       /* hours in which something goes, by time */
    const hl_plan_hour *hours;
    size_t arm_count; /* all of the definition */
    const hl_plan_arm *arms;
    int64_t moved_by[HL_PLAN_REASON_CODES]; /* planned touches that have that reason */
    int64_t ended_by[HL_PLAN_REASON_CODES]; /* others, by what binds */
} hl_plan_summary;
/* Borrowed from the plan. HL_FAILED: out of memory. */
HL_API HL_NODISCARD hl_status hl_plan_summarise(hl_plan *plan, const hl_plan_summary **out,
                                                hl_error *err);
/* The version of the time zone database that the plan was made with, "2025b". */
HL_API const char *hl_plan_tzdata(const hl_plan *plan);

/* ---- the replay of one touch */

enum { HL_PLAN_TRACED_INTERVALS = 6, HL_PLAN_TRACED_RULES = 4, HL_PLAN_TRACED_NEXT = 3 };
typedef struct hl_plan_interval {
    hl_local_time from, to; /* half open */
} hl_plan_interval;
/* What a rule leaves of the time searched, from its start on for 60 days at most. */
typedef struct hl_plan_traced_rule {
    hl_plan_reason_code code; /* _WINDOW, _QUIET, _CHANNEL_HOURS or _SHIFT; _NONE: all together */
    const char *name;         /* of the window or channel; else NULL */
    size_t count;
    hl_plan_interval intervals[HL_PLAN_TRACED_INTERVALS];
    bool more; /* there are others behind them */
} hl_plan_traced_rule;
typedef struct hl_plan_traced_limit {
    const hl_plan_limit *limit;
    hl_local_time room; /* from.utc_ms of the search: at once; HL_PLAN_OPEN: never */
} hl_plan_traced_limit;
typedef enum hl_plan_route {
    HL_PLAN_ROUTE_USUAL,
    HL_PLAN_ROUTE_FALLBACK, /* under the rules of the fallback channel */
    HL_PLAN_ROUTE_ANYWAY,   /* under the rules of the channel alone */
    HL_PLAN_ROUTE_PULLED    /* before the target */
} hl_plan_route;
/* One search for a slot. */
typedef struct hl_plan_search {
    hl_plan_route route;
    hl_local_time from, to; /* half open */
    size_t rule_count;
    hl_plan_traced_rule rules[HL_PLAN_TRACED_RULES];
    bool searched; /* rules and limits were worked out: there was something to search */
    hl_plan_traced_rule together;
    size_t limit_count;
    const hl_plan_traced_limit *limits;
    bool found;
    hl_local_time chosen;
    size_t next_count; /* slots that would have come next */
    hl_local_time next[HL_PLAN_TRACED_NEXT];
} hl_plan_search;
typedef struct hl_plan_replay {
    hl_planned_touch touch;
    const hl_design *design; /* of the definition: its titles */
    size_t search_count;     /* 0: it was never searched for */
    const hl_plan_search *searches;
} hl_plan_replay;
/* How options.explain was placed; false when the plan has no such touch. Borrowed as the touch is.
 */
HL_API bool hl_plan_explained(hl_plan *plan, hl_plan_replay *out);

#ifdef __cplusplus
}
#endif
#endif
