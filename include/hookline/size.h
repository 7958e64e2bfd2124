/* How many users an experiment needs, what effect it can detect, or with what power.
 *
 *   hl_size_request request = hl_size_defaults();
 *   request.baseline = 0.05;
 *   request.lift = 0.1; // 5 % -> 5.5 %
 *   hl_size_answer answer;
 *   if (hl_size_solve(&request, &answer, &err) == HL_OK)
 *       printf("%.0f users\n", answer.users);
 *
 * What is missing is what is solved for: without `users` the users, without an effect the effect,
 * with both the power. hookline/calc_report.h writes the answer as text. */
#ifndef HOOKLINE_SIZE_H
#define HOOKLINE_SIZE_H

#include <stddef.h>

#include "hookline/design.h"
#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How the treatment's mean comes to differ, which says how far its values are spread. */
typedef enum hl_lift_by {
    HL_LIFT_BY_UNSAID, /* as `basket` where that is more than `shift`; with buyers as `basket` */
    HL_LIFT_BY_RATE,   /* more units have a value, of the same size: more buyers */
    HL_LIFT_BY_BASKET, /* every value grows by the factor */
    HL_LIFT_BY_BOTH,   /* the root of the factor by either */
    HL_LIFT_BY_SHIFT   /* every value moves by the same: one spread in both arms */
} hl_lift_by;

/* "rate", "basket", "both", "shift"; "unsaid". */
HL_API const char *hl_lift_by_name(hl_lift_by lift_by);

typedef struct hl_size_request {
    double baseline;   /* rate in (0,1), or mean (then sd is given) */
    double sd;         /* standard deviation of one touch's (or user's) value; NaN: a rate */
    double lift;       /* effect to detect, relative; NaN: not said */
    double difference; /* the same, absolute; NaN: not said */
    double users;      /* users in all arms; NaN: not said */
    double power;      /* in (0,1) */
    double alpha;      /* two-sided, in (0,1) */
    size_t arms;       /* with the control; 2..64 */
    size_t metrics;    /* primary metrics that are corrected together; 1..1000 */
    hl_correction correction;
    double control_share; /* of all users, in (0,1); NaN: an equal share */
    double touches;       /* per user, >= 1, when the metric is per touch */
    double icc;           /* correlation between touches of one user, in [0,1] */
    hl_inference inference;
    size_t looks; /* group sequential: equally spaced looks, 1..200 */
    hl_spending spending;
    double spending_parameter;
    double traffic;       /* users that come a day; NaN: not said */
    double touches_cv;    /* spread of the touches over users: their standard deviation / touches */
    double design_effect; /* as a report prints it, in place of icc and touches_cv; NaN: not said */
    hl_lift_by lift_by;   /* means */
    double buyers;        /* means that are mostly zeros: the share of the control's users that have
                             a value, in (0,1]; NaN: not said, a t test is planned */
} hl_size_request;

/* alpha 0.05, power 0.8, two equal arms, one metric, Holm, one touch, fixed, five looks by "obf",
 * touches_cv 0; the rest NaN. */
HL_API hl_size_request hl_size_defaults(void);

typedef enum hl_size_solved { HL_SIZE_USERS, HL_SIZE_EFFECT, HL_SIZE_POWER } hl_size_solved;

typedef struct hl_size_answer {
    hl_size_solved solved;
    double control_users;
    double treatment_users;            /* in each treatment */
    double users;                      /* in all arms */
    double days;                       /* NaN without traffic */
    double lift, difference;           /* the effect; solved upward */
    double lift_down, difference_down; /* solved downward; NaN when none, or not solved for */
    double power;                      /* to find one given arm different (when nothing else is),
                                          at the planned end */
    double power_ever;    /* anytime: to have found it at some look by then, when looked
                             at every day (100 times without traffic); else NaN, also where
                             the safe test of rates at most 5 or at least 95 % is planned for */
    double users_at_stop; /* on average, when stopped as soon as it is found; NaN for
                             fixed and the safe test */
    double treatment_sd;  /* means: by `lift_by`, of the effect upward when that is solved for; NaN
                             for a rate */
    double critical;      /* |Z| that the last look asks for; NaN for the safe test */
    double design_effect; /* 1 + ((1 + touches_cv^2) touches - 1) icc, or as requested */
    double inflation;     /* control users against the plan of the same effect and power with two
                             arms and one look; NaN when solved for the power */
} hl_size_answer;

/* HL_REJECTED with a message when the request cannot be. An effect that no number of users
 * detects, or that lies outside what is possible, is NaN. */
HL_API HL_NODISCARD hl_status hl_size_solve(const hl_size_request *request, hl_size_answer *answer,
                                            hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
