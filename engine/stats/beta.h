/* The beta distribution on the logit scale: u = log(x / (1 - x)), measured as t = u - u0 from the
 * logit of the mean. There its density is log-concave and smooth whatever the parameters, and both
 * ends keep full relative accuracy, for a + b up to 10^15. */
#ifndef HL_STATS_BETA_H
#define HL_STATS_BETA_H

typedef struct hl_beta {
    double a, b;
    double mean, complement; /* a / (a + b), b / (a + b) */
    double log_top;          /* log density of t at t = 0 */
} hl_beta;

/* a, b > 0 and finite */
hl_beta hl_stats__beta(double a, double b);
/* The distribution of 1 - x. */
hl_beta hl_stats__beta_mirrored(const hl_beta *beta);

double hl_stats__beta_x(const hl_beta *beta, double t);            /* x at t */
double hl_stats__beta_x_complement(const hl_beta *beta, double t); /* 1 - x at t */
/* t at x, given both x and 1 - x. */
double hl_stats__beta_t(const hl_beta *beta, double x, double complement);

/* How far the log density (of t) lies below its value at t = 0: >= 0, convex. */
double hl_stats__beta_deficit(const hl_beta *beta, double t);
double hl_stats__beta_log_density(const hl_beta *beta, double t);
/* log P(T <= t) and log P(T > t): relative accuracy about 1e-13 of the probability in its tail. */
double hl_stats__beta_log_lower(const hl_beta *beta, double t);
double hl_stats__beta_log_upper(const hl_beta *beta, double t);
/* The t with P(T <= t) = probability, or with P(T > t) = probability; 0 < probability < 1. */
double hl_stats__beta_lower_quantile(const hl_beta *beta, double probability);
double hl_stats__beta_upper_quantile(const hl_beta *beta, double probability);

#endif
