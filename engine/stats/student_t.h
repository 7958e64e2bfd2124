/* Student's t for any real df >= some positive number, infinity included, right in far tails. */
#ifndef HL_STATS_STUDENT_T_H
#define HL_STATS_STUDENT_T_H

/* P(T > t); df > 0, INFINITY is the normal. Underflows to 0 only below 1e-308. */
double hl_stats__t_upper(double t, double df);
/* Natural logarithm of P(T > t), also where that underflows. */
double hl_stats__t_log_upper(double t, double df);
/* The t with P(T > t) = upper; upper in (0,1). */
double hl_stats__t_quantile(double upper, double df);
double hl_stats__t_log_density(double t, double df);

/* The same for the standard normal. */
double hl_stats__z_upper(double z);
double hl_stats__z_log_upper(double z);
double hl_stats__z_quantile(double upper);

#endif
