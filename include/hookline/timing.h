/* When to send: learns from touches and what came of them at which hours of the week each segment
 * answers, with what certainty, and says when it does not know.
 *
 *   hl_row_source *touches = NULL;
 *   hl_timing_options options = HL_TIMING_OPTIONS_INIT;
 *   hl_timing_model *model = NULL;
 *   options.columns.sent_at = "sent_at";
 *   options.columns.outcome = "clicked";
 *   options.columns.segment = "segment";
 *   options.zone = "Asia/Shanghai";
 *   options.now_utc_ms = now_utc_ms;
 *   status = hl_rows_open_file("touches.csv", NULL, &touches, &err);
 *   if (status == HL_OK)
 *       status = hl_timing_fit_rows(touches, &options, problems, &model, &err);
 *   if (status == HL_OK)
 *       status = hl_timing_model_write(model, &text, &err);
 *   hl_timing_model_free(model);
 *   hl_rows_close(touches);
 *
 * A slot is an hour of the local week: 0 is Monday 00:00, 167 Sunday 23:00. */
#ifndef HOOKLINE_TIMING_H
#define HOOKLINE_TIMING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/definition.h"
#include "hookline/error.h"
#include "hookline/estimate.h"
#include "hookline/problems.h"
#include "hookline/rows.h"
#include "hookline/time.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HL_TIMING_SLOTS = 168 }; /* hours of a week */

typedef struct hl_timing_model hl_timing_model;

/* Columns of a table of touches; NULL: there is none. Texts are borrowed while a call lasts. */
typedef struct hl_timing_columns {
    const char *sent_at;    /* when it went out: an instant, or local time in its zone */
    const char *outcome;    /* 1 or 0, yes or no, for what the touch is to bring about */
    const char *value;      /* in its place: a number, of which the mean is to be high */
    const char *outcome_at; /* in its place: when it came; blank: it did not, or not yet */
    const char *zone;       /* the user's */
    const char *user, *segment, *hook, *variant;
    const char *propensity; /* chance with which the hour was drawn, above 0, at most 1; blank: it
                               was not drawn */
    const char *policy; /* by which it was drawn: model, explore or holdout; blank: by none. NULL:
                           nobody knows, and what is now the usual hour is told by what was drawn */
    const char *guardrail; /* 1 or 0, yes or no, for what a touch is not to bring about (that it was
                              blocked); blank: not known yet. NULL: there is none */
} hl_timing_columns;

typedef struct hl_timing_options {
    hl_timing_columns columns;
    const char *zone;     /* of rows without one; NULL: there is none */
    const char *within;   /* ISO 8601, elapsed (PT6H, P3D of 24 hours): an outcome counts if it
                             came so soon, and a touch that is younger may still bring it; NULL:
                             whenever, and no touch is too young */
    const char *calendar; /* file of holidays and make-up working days, .ics or JSON; NULL: days
                             off are Saturday and Sunday */
    const hl_special_day *special_days; /* in place of that file, as a definition has them; calendar
                                           is then what they are called */
    size_t special_day_count;
    bool legal[24];   /* local hours in which touches may go; none: all */
    double winsorize; /* quantile of the values that are not 0, above which they count as that one;
                         0: 0.99; 1: all as they are */
    double half_life_days; /* of old touches; 0 or infinite: they count in full; NaN: what the data
                              say */
    int64_t now_utc_ms;    /* touches behind it have not happened */
    hl_time_style style;
} hl_timing_options;

#define HL_TIMING_OPTIONS_INIT                                                                     \
    {                                                                                              \
        .zone = NULL                                                                               \
    }

/* Reads touches to their end and fits the model. HL_REJECTED: a column is not there, or rows have
 * times without zone, outcomes that are neither 0 nor 1, propensities that cannot be (all counted
 * and the first of each kind shown in problems), or there is nothing to fit. Touches that are not
 * sent, that lie in the future, or whose zone is not known are left out, counted and said. What is
 * wrong with a calendar is told as well. */
HL_API HL_NODISCARD hl_status hl_timing_fit_rows(hl_row_source *touches,
                                                 const hl_timing_options *options,
                                                 hl_problems *problems, hl_timing_model **out,
                                                 hl_error *err);
/* NULL is allowed. */
HL_API void hl_timing_model_free(hl_timing_model *model);

/* The model as JSON (docs/formats/timing.md), which hl_timing_model_read takes back to the last
 * bit. The caller frees *text with free(). */
HL_API HL_NODISCARD hl_status hl_timing_model_write(const hl_timing_model *model, char **text,
                                                    hl_error *err);
/* name: of the file, for problems. HL_REJECTED: it is no model, or one of another format. */
HL_API HL_NODISCARD hl_status hl_timing_model_read(const char *name, const char *text,
                                                   size_t length, hl_problems *problems,
                                                   hl_timing_model **out, hl_error *err);

/* ---- what the model says */

/* Which touches say at what hours touches go out now. */
typedef enum hl_timing_usual {
    HL_TIMING_USUAL_ALL,
    HL_TIMING_USUAL_UNDRAWN,  /* those whose hour nobody drew */
    HL_TIMING_USUAL_HELD_OUT, /* those, and the ones held out from the model */
    HL_TIMING_USUAL_UNLEARNT  /* those that no model drew */
} hl_timing_usual;
/* "all", "undrawn", "holdout", "not by a model". */
HL_API const char *hl_timing_usual_name(hl_timing_usual usual);

/* What choosing has brought: touches whose hour the model drew against those that were held out
 * from it. Hours were drawn for both, and nothing of the model is in the comparison. */
typedef enum hl_timing_realised_state {
    HL_TIMING_REALISED,
    HL_TIMING_REALISED_NO_POLICY,  /* the touches do not say by which policy they were drawn */
    HL_TIMING_REALISED_NO_MODEL,   /* none by the model */
    HL_TIMING_REALISED_NO_HOLDOUT, /* none was held out */
    HL_TIMING_REALISED_TOO_FEW     /* to compare them */
} hl_timing_realised_state;
/* "ok", "no policy", "no model", "no holdout", "too few". */
HL_API const char *hl_timing_realised_name(hl_timing_realised_state state);

/* Touches of one policy whose outcome is known for good. */
typedef struct hl_timing_realised_arm {
    int64_t touches, users;
    double rate; /* outcomes per touch, or mean value; NaN: no touches */
} hl_timing_realised_arm;

typedef struct hl_timing_realised {
    hl_timing_realised_state state;
    hl_timing_realised_arm model, holdout;
    bool by_user;     /* every user's touches are of one policy; else users are in both */
    hl_estimate gain; /* difference of the rates, 95 %, users as units; NaN: not told */
} hl_timing_realised;

typedef enum hl_timing_days {
    HL_TIMING_EVERY_DAY,
    HL_TIMING_WORKING_DAYS, /* Monday to Friday */
    HL_TIMING_DAYS_OFF
} hl_timing_days;

typedef struct hl_timing_window {
    int from_hour, to_hour; /* [from, to), local; to may be 24 */
    hl_timing_days days;
} hl_timing_window;

/* What is known of the guardrail in the best window, against the usual hours. A rise matters where
 * it is at least `worth` of the usual rate, as a gain does. */
typedef enum hl_timing_guardrail_state {
    HL_TIMING_GUARDRAIL_NONE,  /* there is none */
    HL_TIMING_GUARDRAIL_HOLDS, /* 95 %: it does not rise by what matters */
    HL_TIMING_GUARDRAIL_OPEN,  /* it may rise by what matters, which is not shown */
    HL_TIMING_GUARDRAIL_HARM   /* it is shown to rise in every window: this one raises it least */
} hl_timing_guardrail_state;
/* "none", "holds", "open", "harm". */
HL_API const char *hl_timing_guardrail_name(hl_timing_guardrail_state state);

/* Chances of what a touch is not to bring about; NaN where there is no guardrail. */
typedef struct hl_timing_window_guardrail {
    hl_timing_guardrail_state state;
    hl_estimate rate;       /* in the best window */
    hl_estimate usual;      /* in the hours in which touches go out now */
    hl_estimate difference; /* rate - usual */
    size_t barred, windows; /* windows that are shown to raise it are not the best, of so many */
    bool instead;           /* the window that would be the best is barred, and it is this one: */
    hl_timing_window barred_best;
    hl_estimate barred_gain;       /* of the outcome in it, over the usual hours */
    hl_estimate barred_difference; /* of the guardrail there */
} hl_timing_window_guardrail;

/* Of the data: NULL name: there is none. */
typedef struct hl_timing_guardrail {
    const char *name;            /* as it was asked for */
    int64_t touches, events;     /* of which it is known; that brought it about */
    hl_timing_realised realised; /* what choosing has done to it */
} hl_timing_guardrail;

typedef enum hl_timing_decision {
    HL_TIMING_USE,          /* the best window is shown to be better than what is done now */
    HL_TIMING_NOT_ENOUGH,   /* it may be, or not */
    HL_TIMING_NO_DIFFERENCE /* no window is better by what would be worth it */
} hl_timing_decision;
/* "use", "not enough data", "no difference worth it". */
HL_API const char *hl_timing_decision_name(hl_timing_decision decision);
/* "every day", "working days", "days off". */
HL_API const char *hl_timing_days_name(hl_timing_days days);

/* Chances, and differences of them, with credible intervals of 95 %. */
typedef struct hl_timing_segment {
    const char *name; /* "": of touches without one */
    int64_t touches, users;
    int64_t randomised; /* touches whose hour was drawn */
    hl_estimate slots[HL_TIMING_SLOTS];
    hl_timing_window best;   /* of those that lie in the legal hours */
    hl_estimate rate;        /* in it */
    hl_estimate usual;       /* in the hours in which touches go out now */
    hl_estimate gain;        /* rate - usual */
    double probability_best; /* that no window that shares no hour with it is better */
    double expected_loss;    /* mean of how much the truly best window is better */
    hl_timing_decision decision;
    int64_t needs_touches; /* so many more, at hours that are drawn evenly, would most likely show
                              the gain that is estimated; -1: none would be enough */
    hl_timing_window_guardrail guardrail;
} hl_timing_segment;

typedef struct hl_timing_report_options {
    int width_hours; /* of windows, 1 to 24; 0: 2 */
    double worth;    /* least relative gain over the usual rate worth acting on; 0: 0.1 */
} hl_timing_report_options;

/* What the model was made of. */
typedef struct hl_timing_data {
    const char *outcome;
    bool value;         /* outcomes are values, and what is said of them means; else chances */
    double most_value;  /* more counts as this; infinite: nothing does */
    int64_t winsorized; /* touches of whose value so much was taken off */
    const char *segment_column, *zone; /* as they were asked for; NULL: none */
    const char *digest;                /* SHA-256 of the touches, in hexadecimal */
    int64_t rows, touches, users, randomised;
    int64_t unsent, future, unknown_zone; /* rows that were left out */
    const char *calendar;                 /* as it was asked for; NULL: there is none */
    const char *within;                   /* as it was asked for; NULL: whenever */
    int64_t young;     /* touches that are younger: they count by how many outcomes come so soon */
    int64_t too_young; /* left out: younger, and too little is known of how long outcomes take */
    int64_t delay_median_ms, delay_late_ms; /* within which half, and nine tenths, of the outcomes
                                               come; 0: not known */
    int64_t first_utc_ms, last_utc_ms;      /* of touches */
    int64_t made_utc_ms;
} hl_timing_data;

/* Borrowed from the model. */
HL_API const hl_timing_data *hl_timing_model_data(const hl_timing_model *model);

/* An arm of an experiment whose arms are windows, against its control. Names are borrowed. */
typedef struct hl_timing_arms {
    const char *arm, *control;
    hl_estimate found;    /* by the experiment: difference of the outcome, with the interval that
                             counts there; NaN: it says nothing yet, or its data are invalid */
    hl_estimate believed; /* by the model, of the same two windows */
} hl_timing_arms;

typedef struct hl_timing_report {
    const hl_timing_arms *arms; /* whoever writes the report may put them here: borrowed */
    size_t arm_count;
    hl_timing_data data;
    size_t segment_count;
    const hl_timing_segment *segments; /* in the order of their names */
    bool legal[24];
    bool observational; /* hours were not drawn: nothing here is shown, whatever it looks like */
    bool
        moving; /* hours move faster than a claim can follow: every decision is "not enough data" */
    hl_timing_usual usual; /* which touches say what is done now */
    hl_timing_realised realised;
    hl_timing_guardrail guardrail;
    double half_life_days;      /* infinite: none */
    double half_life_scores[5]; /* of none, 90, 30, 14 and 7 days; NaN: not tried */
    double design_effect_level, design_effect_hours;
    int width_hours;
    double worth;
} hl_timing_report;

/* The report is the caller's to free; it borrows names from the model. HL_USAGE: a width that is
 * none. HL_REJECTED: no window of that width lies in the legal hours. */
HL_API HL_NODISCARD hl_status hl_timing_report_of(const hl_timing_model *model,
                                                  const hl_timing_report_options *options,
                                                  hl_timing_report **out, hl_error *err);
HL_API void hl_timing_report_free(hl_timing_report *report);

/* What the model says of an arm's window less the control's, on an ordinary week: the mean of its
 * segments, as their touches weigh; the interval is the mean of theirs, which holds however what is
 * unknown of them goes together. */
HL_API HL_NODISCARD hl_status hl_timing_compare_windows(const hl_timing_model *model,
                                                        const hl_window *control,
                                                        const hl_window *arm,
                                                        hl_estimate *difference, hl_error *err);

/* ---- whom to send to when */

typedef enum hl_timing_policy {
    HL_TIMING_BY_MODEL,
    HL_TIMING_EXPLORED, /* at any legal hour */
    HL_TIMING_HELD_OUT  /* at the hours at which touches go out now */
} hl_timing_policy;
/* "model", "explore", "holdout". */
HL_API const char *hl_timing_policy_name(hl_timing_policy policy);

/* Narrows an hour [*from_ms, *until_ms), UTC, of a user of that zone to the longest stretch of it
 * in which a touch may go; none: *until_ms is set to *from_ms. */
typedef hl_status hl_timing_open(void *context, const char *zone, int64_t *from_ms,
                                 int64_t *until_ms, hl_error *err);

typedef struct hl_timing_choose_options {
    int64_t from_ms, to_ms; /* when touches may go, [from, to): UTC, or local to each user */
    bool from_is_local, to_is_local;
    bool legal[24];       /* local hours; none: those of the model */
    const char *zone;     /* of users without one; NULL: they are left out */
    const char *segment;  /* column of the users' segments; NULL: that of the model */
    hl_timing_open *open; /* more narrowly, when touches may go; NULL: no more narrowly */
    void *open_context;
    const hl_special_day *special_days; /* days off and make-up working days; NULL: those that the
                                           model was fitted with */
    size_t special_day_count;
    double explore; /* share of users who are sent to at any legal hour */
    double holdout; /* share of users who are sent to as now; explore + holdout at most 1 */
    uint64_t seed;
    int64_t now_utc_ms; /* nothing is chosen before it; 0: it is not said */
} hl_timing_choose_options;

typedef struct hl_timing_choice {
    const char *user_id;
    hl_local_time at;
    const char *zone;
    int slot;
    hl_timing_policy policy;
    double
        propensity; /* chance with which this slot was drawn for this user, by whichever policy */
} hl_timing_choice;

typedef struct hl_timing_chosen {
    int64_t users; /* rows of the table */
    int64_t chosen;
    int64_t by_policy[3];
    int64_t no_zone;          /* left out: no zone that is known */
    int64_t no_slot;          /* left out: no legal hour lies in the time */
    int64_t twice;            /* left out: rows of a user who stands in the table already */
    int64_t unknown_segments; /* chosen by what all segments have in common */
} hl_timing_chosen;

/* Takes one choice; what it holds is valid until it returns. Anything but HL_OK ends the choosing.
 */
typedef hl_status hl_timing_take(void *context, const hl_timing_choice *choice, hl_error *err);

/* Chooses an hour and a minute for every user of a table with user_id, zone and the segment's
 * column, in its order. Which slot a user gets is a hash of the user's id and the seed, so the same
 * table gives the same choices in whatever order. HL_USAGE: shares that cannot be, `from` not
 * before `to`. HL_REJECTED: columns that are missing, ids that are ruined. */
HL_API HL_NODISCARD hl_status hl_timing_choose_rows(const hl_timing_model *model,
                                                    hl_row_source *users,
                                                    const hl_timing_choose_options *options,
                                                    hl_problems *problems, hl_timing_take *take,
                                                    void *context, hl_timing_chosen *chosen,
                                                    hl_error *err);

/* ---- what a policy would bring */

typedef struct hl_timing_evaluate_options {
    const char *policy; /* "even", "most engaged hour", or a window: "[SEGMENT=]HH:MM-HH:MM", with
                           " working days" or " days off" behind it; with a model: its name */
    const hl_timing_model *model; /* the policy is what this model chooses; NULL: policy is */
} hl_timing_evaluate_options;

typedef enum hl_timing_overlap {
    HL_TIMING_OVERLAPS,
    HL_TIMING_NOT_TRIED, /* much of what the policy does was hardly ever done: nothing is said */
    HL_TIMING_TOO_FEW,   /* what was done alike is worth fewer than 30 touches: nothing is said */
    HL_TIMING_NOT_DRAWN  /* of no touch the hour was drawn: nothing is said */
} hl_timing_overlap;
/* "ok", "not tried", "too few", "not drawn". */
HL_API const char *hl_timing_overlap_name(hl_timing_overlap overlap);

/* Outcomes per touch, with 95 %; NaN: not said. */
typedef struct hl_timing_evaluation {
    const char *policy; /* borrowed from the options */
    int64_t touches;    /* that were weighed */
    int64_t users;
    int64_t undrawn;   /* left out: nobody drew their hours */
    int64_t young;     /* left out: their outcome may still come */
    int64_t elsewhere; /* left out: of other segments, or of days on which the policy does not send
                        */
    bool value;        /* outcomes are values */
    bool by_day;       /* hours were drawn within their days, else within weeks (whichever the
                          propensities bear out) */
    bool own_data;     /* the policy is a model that was fitted to these touches: it is flattered */
    hl_timing_overlap overlap;
    double logged;      /* outcomes per touch as they are */
    double effective;   /* touches that would tell as much had the policy chosen them */
    double mean_weight; /* share of what the policy does that was ever done: 1 is all */
    double largest;     /* weight of one touch, as a share of all */
    hl_estimate ips, snips, doubly_robust, adaptive, anytime; /* stats/off_policy.h */
    hl_estimate by_model; /* by a model alone; NaN where touches were weighed */
    hl_estimate gain;     /* doubly robust, or by the model, over what is done now */
} hl_timing_evaluation;

/* Weighs the touches of a table, as hl_timing_fit_rows reads them. HL_USAGE: no such policy.
 * HL_REJECTED: as hl_timing_fit_rows. */
HL_API HL_NODISCARD hl_status hl_timing_evaluate_rows(hl_row_source *touches,
                                                      const hl_timing_options *how,
                                                      const hl_timing_evaluate_options *options,
                                                      hl_problems *problems,
                                                      hl_timing_evaluation *out, hl_error *err);
/* What a model believes of a policy. */
HL_API HL_NODISCARD hl_status hl_timing_evaluate_model(const hl_timing_model *model,
                                                       const hl_timing_evaluate_options *options,
                                                       hl_timing_evaluation *out, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
