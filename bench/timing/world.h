/* Customers whose best hours are known: what the send-time benchmark is played on. */
#ifndef BENCH_TIMING_WORLD_H
#define BENCH_TIMING_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"

enum { SLOTS = 168, HOURS = 24, OPENS_AT = 8, CLOSES_AT = 23, SEGMENTS_MOST = 64 };

typedef struct world_kind {
    const char *name;
    int users, segments;
    double power_law; /* sizes fall as rank^-power_law; 0: alike */
    double rate;      /* of a click in the middle */
    double amplitude; /* of the hours, on the logit; 0: no hour is better */
    double narrow;    /* share of the log that went out at 10:00 */
    bool drifts;      /* hours change into others over the rounds of eight */
} world_kind;

extern const world_kind world_kinds[];
extern const size_t world_kind_count;

typedef struct world {
    const world_kind *kind;
    int users, segments;
    int *segment;           /* of each user */
    double *level;          /* of each user, on the logit: SD 0.5 */
    int *shift;             /* of each user, hours by which a day lies later */
    double (*hours)[SLOTS]; /* of each segment, logit */
    double (*later)[SLOTS]; /* what they drift to */
    double drifted;         /* 0 to 1 */
    hl_random random;
} world;

bool world_make(world *w, const world_kind *kind, uint64_t seed);
void world_free(world *w);
/* Chance of a click of a user at a slot of the week, now. */
double world_chance(const world *w, int user, int slot);
/* A slot as the log before the experiment has them. */
int world_usual_slot(world *w);
/* Slots in which touches may go: hours from OPENS_AT until CLOSES_AT. */
bool world_is_legal(int slot);
int world_legal(int slots[SLOTS]);

#endif
