/* Two-sided p-values of a normal statistic, also where they underflow. */
#ifndef HL_STATS_NORMAL_TAIL_H
#define HL_STATS_NORMAL_TAIL_H

/* The z with an upper tail of (1 - conf) / 2. */
double hl_stats__z_critical(double conf);
/* Q(z), the upper tail. */
double hl_stats__normal_upper(double z);
/* 2 Q(|z|); NaN for NaN. */
double hl_stats__two_sided_p(double z);
/* log10 of 2 Q(|z|), finite however small that is. */
double hl_stats__log10_two_sided_p(double z);

#endif
