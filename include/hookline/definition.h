/* Definitions: an experiment in JSON, decoded once into an immutable struct.
 *
 *   hl_problems *problems = hl_problems_new();
 *   hl_definition *def = NULL;
 *   if (hl_definition_load("coupon.json", problems, &def, &err) == HL_OK) {
 *       const hl_experiment *x = hl_definition_experiment(def);
 *       printf("%s has %zu arms\n", x->name, x->arm_count);
 *   }
 *   hl_definition_free(def);
 *
 * Everything reachable from the hl_experiment belongs to the definition and lives as long as it. */
#ifndef HOOKLINE_DEFINITION_H
#define HOOKLINE_DEFINITION_H

#include "hookline/design.h"
#include "hookline/error.h"
#include "hookline/problems.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_definition hl_definition;
/* A compiled targeting condition; opaque. */
typedef struct hl_condition hl_condition;

/* An ISO 8601 duration: civil months and days in the user's zone, and elapsed milliseconds. */
typedef struct hl_span {
    bool present;
    int32_t months;
    int32_t days;
    int64_t ms;
} hl_span;

typedef enum hl_hook_class {
    HL_CLASS_TRANSACTIONAL,
    HL_CLASS_SERVICE,
    HL_CLASS_PROMOTION
} hl_hook_class;

/* How definitions and channels write a class; NULL for a number that is none, so that they can be
 * listed from 0 on. */
HL_API const char *hl_hook_class_name(hl_hook_class hook_class);

typedef enum hl_no_slot {
    HL_NO_SLOT_DROP,
    HL_NO_SLOT_PULL_EARLIER,
    HL_NO_SLOT_FALLBACK_CHANNEL,
    HL_NO_SLOT_SEND_ANYWAY
} hl_no_slot;

typedef enum hl_recurrence {
    HL_RECURS_NEVER,
    HL_RECURS_YEARLY,
    HL_RECURS_MONTHLY,
    HL_RECURS_WEEKLY
} hl_recurrence;

/* What a reply to the hook's earlier touch does to it. */
typedef enum hl_on_reply {
    HL_ON_REPLY_NOTHING,
    HL_ON_REPLY_REQUIRE, /* it waits for one */
    HL_ON_REPLY_STOP     /* it then does not go */
} hl_on_reply;

/* Which of the instants that are possible a touch takes. A definition that does not say means the
 * target with an anchor, else the earliest. */
typedef enum hl_choose {
    HL_CHOOSE_EARLIEST,
    HL_CHOOSE_TARGET,
    HL_CHOOSE_MODEL,
    HL_CHOOSE_EXPLORE
} hl_choose;

/* The reason to touch a customer: a trigger with delay and expiry, or an anchor with a lead. */
typedef struct hl_hook {
    const char *name;
    const char *trigger;  /* event or trigger name; NULL when anchored */
    const char *anchor;   /* user attribute that holds the anchor's instant; NULL when triggered */
    hl_recurrence recurs; /* of the anchor (birthday, member day) */
    hl_span delay;        /* after the trigger */
    hl_span lead;         /* before the anchor */
    hl_span expiry;       /* after the trigger, when it is too late */
    hl_span cooldown;     /* least distance to the user's previous touch of this hook */
    hl_span silent;       /* fires when the user has been silent this long */
    const char *after;    /* name of an earlier hook whose touch must have been sent */
    hl_on_reply on_reply;
    hl_span no_reply_within;
    const char *const *stop_on; /* event types that end the journey */
    size_t stop_on_count;
    hl_span stop_within; /* how far back they count for a hook that no trigger sets off */
    hl_hook_class klass;
    hl_no_slot no_slot;
    const char *fallback_channel;
    hl_choose choose;
    bool has_at;        /* "at": a preferred local time of the day, */
    int32_t at_minutes; /* 0..1439; the touch then aims at it on the first day it can */
    hl_span jitter;
    double value;            /* worth of the touch in arbitration; 1 by default */
    double explore, holdout; /* with "model": shares of touches that go at any hour, and as now;
                                each 0.05 by default */
} hl_hook;

/* Which of its weekdays a window holds on: all of them, or only those that the calendar makes
 * working days (Monday to Friday without holidays, and make-up days), or only the free ones. */
typedef enum hl_day_kind {
    HL_DAYS_ALL,
    HL_DAYS_WORKING,
    HL_DAYS_FREE,
    HL_DAYS_FRENCH /* public holidays of France, whatever the calendar says; of channels alone */
} hl_day_kind;

typedef struct hl_window {
    const char *name;
    uint8_t days;         /* bit 0 Monday .. bit 6 Sunday: the weekday on which it starts */
    int32_t from_minutes; /* 0..1439 local */
    int32_t to_minutes;   /* 1..1440; smaller than from: crosses midnight; never equal */
    const char *zone;     /* NULL = the user's, else an IANA name */
    hl_day_kind kind;     /* "days": "working" or "free" sets this, and all seven days */
} hl_window;

/* When one operator is at work. Touches of an operator without a shift may go at any time. */
typedef struct hl_shift {
    const char *operator_name;
    hl_window window;
} hl_shift;

/* What the calendar says of single days, from a list in the definition or a file. */
typedef struct hl_special_day {
    int32_t year, month, day;
    bool working; /* a make-up working day; false = a holiday */
} hl_special_day;

typedef struct hl_sentence {
    const char *name;
    hl_localized text;
    const char *purpose;
    const char *customer_thinks;
    const char *wanted_response;
} hl_sentence;

typedef struct hl_variant {
    const char *name;
    hl_localized text;
    size_t script_count;
    const hl_sentence *script;
    const char *purpose;
    const char *customer_thinks;
    const char *wanted_response;
} hl_variant;

/* Whose touches, sent and planned together, count against each other. */
typedef enum hl_cap_scope {
    HL_SCOPE_USER,    /* all of the user's */
    HL_SCOPE_CHANNEL, /* the user's of that channel, */
    HL_SCOPE_CLASS,   /* class, */
    HL_SCOPE_HOOK,    /* hook */
    HL_SCOPE_OPERATOR,
    HL_SCOPE_EVERYONE, /* all on the channel */
    HL_SCOPE_MINUTE,   /* all on the channel in one minute; no period of its own */
    HL_SCOPE_SESSION   /* the user's on the channel since the session opened; a channel's
                          hl_channel_session says so, no definition does */
} hl_cap_scope;

/* The calendar's periods in local time; weeks start on Monday. */
typedef enum hl_period {
    HL_PERIOD_NONE,
    HL_PERIOD_DAY,
    HL_PERIOD_WEEK,
    HL_PERIOD_MONTH,
    HL_PERIOD_MINUTE /* of HL_SCOPE_MINUTE; no cap says so */
} hl_period;

/* At most so many touches. */
enum { HL_CAP_MONTH_DAYS = -1 }; /* as many as the month has days */
typedef struct hl_cap {
    hl_cap_scope scope;
    const char *of;     /* the one channel, class, hook or operator; NULL = each for itself */
    int64_t count;      /* 0 = never; or HL_CAP_MONTH_DAYS */
    hl_span per;        /* rolling window, or */
    hl_period calendar; /* day, week or month */
} hl_cap;

/* How definitions, channels and plans write them; NULL for a number that is none, and for a period
 * that no cap says. */
HL_API const char *hl_cap_scope_name(hl_cap_scope scope);
HL_API const char *hl_period_name(hl_period period);

/* One step of a journey, or the single step of a plain arm. SIZE_MAX = none. */
typedef struct hl_step {
    size_t hook, variant, window; /* indices into the experiment's tables */
    const char *channel;
} hl_step;

typedef struct hl_arm {
    const char *name;
    size_t step_count;
    const hl_step *steps;
} hl_arm;

typedef struct hl_segment {
    const char *name;
    const hl_condition *condition;
} hl_segment;

/* A share of the bucket space [0, 2^53), as exact integers. */
typedef struct hl_bucket_range {
    uint64_t from; /* inclusive */
    uint64_t to;   /* exclusive */
} hl_bucket_range;

typedef struct hl_ramp_step {
    int64_t at_utc_ms;
    uint64_t traffic_to; /* users whose traffic bucket is below this are in */
} hl_ramp_step;

typedef struct hl_experiment {
    const char *name;
    hl_localized title;
    const char *purpose, *customer_thinks, *wanted_response;
    const char *unit; /* "user" or an attribute */
    const char *salt;
    const char *bucketing; /* "sha256" */
    const char *layer;     /* NULL when in none */
    hl_bucket_range layer_range;
    const char *holdout;          /* NULL when there is none */
    uint64_t holdout_to;          /* users whose holdout bucket is below this are held out */
    const hl_condition *audience; /* NULL = everyone */
    uint64_t traffic_to;          /* when there is no ramp */
    size_t ramp_count;
    const hl_ramp_step *ramp; /* by date, traffic never falling */
    size_t hook_count;
    const hl_hook *hooks;
    size_t window_count;
    const hl_window *windows;
    size_t variant_count;
    const hl_variant *variants;
    size_t cap_count;
    const hl_cap *caps;
    const char *channel;
    const char *zone; /* the workspace's, for users without one; NULL = such users are held */
    bool zone_said;   /* "zone" stands in the definition: a name, or "user" for none */
    size_t own_channel_count;
    const char *const *own_channels; /* "channels": those that have no preset */
    size_t quiet_count;
    const hl_window *quiet; /* "quiet_hours": never in these */
    size_t shift_count;
    const hl_shift *shifts; /* "shifts": {"anna": [{"days", "from", "to", "zone"}]} */
    size_t special_day_count;
    const hl_special_day *special_days; /* "calendar": {"holidays": [...], "working": [...]} */
    const char *calendar_file; /* "calendar": "cn-2026.ics" or ".json", beside the definition */
    size_t arm_count;
    const hl_arm *arms; /* same order as design.arms */
    size_t segment_count;
    const hl_segment *segments;
    hl_design design;
} hl_experiment;

/* Reads, checks and decodes a file ("-" is standard input). All problems go to the list (which may
 * not be NULL), warnings too. HL_OK: *out is the definition, to be freed by the caller.
 * HL_REJECTED: at least one error in the list. HL_FAILED: the file could not be read. */
HL_API HL_NODISCARD hl_status hl_definition_load(const char *path, hl_problems *problems,
                                                 hl_definition **out, hl_error *err);
/* The same from memory; name stands for the file in messages. */
HL_API HL_NODISCARD hl_status hl_definition_parse(const char *name, const char *text, size_t length,
                                                  hl_problems *problems, hl_definition **out,
                                                  hl_error *err);
/* The same of a text that was accepted once and has been kept since, as a store does: rules that
 * are newer than it (a guardrail's goal, operators without dollar) are warnings. */
HL_API HL_NODISCARD hl_status hl_definition_parse_kept(const char *name, const char *text,
                                                       size_t length, hl_problems *problems,
                                                       hl_definition **out, hl_error *err);
HL_API void hl_definition_free(hl_definition *definition);
HL_API const hl_experiment *hl_definition_experiment(const hl_definition *definition);
/* The name under which it was read: the path, or "standard input". */
HL_API const char *hl_definition_file(const hl_definition *definition);
/* The text it was read from, byte for byte. */
HL_API const char *hl_definition_text(const hl_definition *definition, size_t *length);
/* SHA-256 of that text, 64 hexadecimal digits. */
HL_API const char *hl_definition_digest(const hl_definition *definition);

/* What was planned (hookline/size.h), as a definition says it. */
typedef struct hl_definition_plan {
    const char *metric; /* whose `expected` it is; NULL: the first primary one */
    double expected;
    double planned_units;
    double alpha;
    hl_inference inference;
    size_t looks; /* group sequential: evenly spaced */
    hl_spending spending;
    double worth; /* of the metric, above 0 and below 1; NaN: what the definition says stays */
} hl_definition_plan;

/* The definition's text with the plan in it: expected, worth, alpha, inference, planned_units (the
 * larger of the plan's and what it says: another metric may need more), and looks and spending
 * where the plan has them; every other byte stays. *out is freed by the caller. HL_REJECTED: it has
 * no such metric. */
HL_API HL_NODISCARD hl_status hl_definition_with_plan(const hl_definition *definition,
                                                      const hl_definition_plan *plan, char **out,
                                                      hl_error *err);

/* What definitions of one set contradict in each other: overlapping ranges of a layer, one name
 * twice. Adds to problems; HL_REJECTED when there is an error. */
HL_API HL_NODISCARD hl_status hl_definitions_check_together(const hl_definition *const *definitions,
                                                            size_t count, hl_problems *problems,
                                                            hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
