/* A chi-square statistic that is looked at whenever one likes. */
#ifndef HL_STATS_SEQUENCE_QUADRATIC_H
#define HL_STATS_SEQUENCE_QUADRATIC_H

/* The always-valid p of a statistic that is chi-square on df at every single look, at which the
 * information has grown to `growth` times that of the mixture. NaN where one of them does not
 * exist.
 */
double hl_stats__sequence_quadratic_p(double q, double df, double growth);

#endif
