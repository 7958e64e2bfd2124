/* An always-valid interval of the lift of a rate, from converted users alone. */
#ifndef HL_STATS_ANYTIME_RATIO_H
#define HL_STATS_ANYTIME_RATIO_H

typedef struct hl_anytime {
    double lift;      /* estimate, ratio - 1; NaN when nobody converted, +INFINITY when only in the
                         treatment */
    double low, high; /* of the lift: -1 when no treatment user converted, +INFINITY when no control
                         user did */
    double p;         /* min(1, 1/E): valid at every look */
    double log_e;     /* log of the evidence against no effect */
} hl_anytime;

/* The weight of the prior, in converted users: Beta(strength rho, strength (1 - rho)). */
#define HL_ANYTIME_STRENGTH 100.0

/* xc, xt converted users of control and treatment, one outcome a user, in the order of enrolment;
 * rho in (0, 1) the share of users assigned to the treatment (of these two arms); conf in (0, 1);
 * a, b > 0 the Beta prior on the share of converters who are in the treatment (mean rho keeps it
 * fair; see HL_ANYTIME_STRENGTH). */
hl_anytime hl_stats__anytime_ratio(double xc, double xt, double rho, double conf, double a,
                                   double b);
/* log E(r) at a hypothesised ratio of rates r > 0: the evidence against it, valid at every look. */
double hl_stats__anytime_log_evidence(double xc, double xt, double rho, double r, double a,
                                      double b);

#endif
