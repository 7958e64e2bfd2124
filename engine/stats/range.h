/* An interval; a NaN end does not exist, an infinite one has none. */
#ifndef HL_STATS_RANGE_H
#define HL_STATS_RANGE_H

typedef struct hl_range {
    double low, high;
} hl_range;

#endif
