/* What happened so far in a world, and what every policy may know of it. */
#ifndef BENCH_TIMING_HISTORY_H
#define BENCH_TIMING_HISTORY_H

#include "timing/counts.h"
#include "timing/log.h"
#include "world.h"

enum { LOGGED = 12, DAYS_A_ROUND = 7 };

typedef struct history {
    world *w;
    int round;            /* touches of each user so far: LOGGED, then one more a round */
    int (*usual)[LOGGED]; /* of each user: slots of the log */
    double (*sent)[SLOTS], (*clicked)[SLOTS];             /* of each segment */
    uint16_t (*user_sent)[HOURS], (*user_clicked)[HOURS]; /* of each user */
    hl_timing_counts counts;
    size_t room;
    hl_timing_log log; /* the same touches, of users */
    hl_random luck;    /* of clicks */
    hl_random random;  /* of the policy */
    void *memory;      /* the policy's own */
} history;

/* The memory; the benchmark ends where there is none. */
void *need(void *memory);
/* Plays the log. */
void history_begin(history *h, world *w, uint64_t seed);
void history_note(history *h, int user, int slot);
void history_free(history *h);
/* The kind of hour of a slot: days off are Saturday and Sunday. */
size_t kind_of(int slot);

#endif
