/* The logarithm of the gamma function. */
#ifndef HL_STATS_LOG_GAMMA_H
#define HL_STATS_LOG_GAMMA_H

/* log Gamma(x), x > 0; to the last digits of the C library's. Threads may call it: the standard
 * lgamma writes the global `signgam` and so is banned (tools/lint.sh). */
double hl_stats__log_gamma(double x);

#endif
