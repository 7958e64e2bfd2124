/* bench-timing [SEEDS [ROUNDS [WORLD [POLICY]]]]: the share of what a user oracle would gain over
 * the status quo that each policy gains, per round, over worlds of known truth. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claims.h"
#include "policies.h"

enum { USERS = 2000, ROUNDS_MOST = 64 };

typedef struct gains {
    double usual, got, best; /* sums of chances over users */
} gains;

static double best_chance(const world *w, int user)
{
    double most = 0;
    for (int s = 0; s < SLOTS; s++)
        if (world_is_legal(s))
            most = fmax(most, world_chance(w, user, s));
    return most;
}

static double usual_chance(const history *h, int user)
{
    double sum = 0;
    for (int i = 0; i < LOGGED; i++)
        sum += world_chance(h->w, user, h->usual[user][i]) / LOGGED;
    return sum;
}

static gains play_round(history *h, const policy *p, int *slot)
{
    int legal[SLOTS], count = world_legal(legal);
    gains g = {0};
    p->choose(h, p, slot);
    for (int u = 0; u < h->w->users; u++) {
        g.usual += usual_chance(h, u);
        g.got += world_chance(h->w, u, slot[u]);
        g.best += best_chance(h->w, u);
        bool explored = hl_base__random_uniform(&h->random) < p->explore;
        history_note(
            h, u, explored ? legal[hl_base__random_below(&h->random, (uint64_t)count)] : slot[u]);
    }
    h->round++;
    return g;
}

static void play(const world_kind *kind, uint64_t seed, const policy *p, int rounds, gains *out,
                 claims *claimed)
{
    world w;
    history h;
    if (!world_make(&w, kind, seed, USERS))
        abort();
    history_begin(&h, &w, seed);
    int *slot = need(calloc(USERS, sizeof *slot));
    for (int r = 0; r < rounds; r++) {
        w.drifted = kind->drifts ? fmin(1, (r + 1) / 8.0) : 0;
        out[r] = play_round(&h, p, slot);
    }
    if (p->claims)
        claims_add(&h, claimed);
    free(slot);
    hl_timing__curves_free(h.memory);
    history_free(&h);
    world_free(&w);
}

static void print_policy(const world_kind *kind, const policy *p, int seeds, int rounds)
{
    double share[ROUNDS_MOST] = {0}, mean = 0;
    claims claimed = {0};
    for (int s = 0; s < seeds; s++) {
        gains g[ROUNDS_MOST];
        play(kind, (uint64_t)s, p, rounds, g, &claimed);
        for (int r = 0; r < rounds; r++)
            share[r] += 100 / (double)seeds *
                        (kind->amplitude > 0 ? (g[r].got - g[r].usual) / (g[r].best - g[r].usual)
                                             : (g[r].got - g[r].usual) / USERS);
    }
    for (int r = 0; r < rounds; r++)
        mean += share[r] / rounds;
    printf("%-10s %-20s mean %5.1f last %5.1f |", kind->name, p->name, mean, share[rounds - 1]);
    for (int r = 0; r < rounds; r++)
        printf(" %.0f", share[r]);
    if (claimed.made > 0)
        printf(" | covered %.1f %%, shown %.1f %%, falsely %.1f %%, width %.1f pp",
               100 * claimed.covered / claimed.made, 100 * claimed.shown / claimed.made,
               100 * claimed.falsely / claimed.made, 100 * claimed.width / claimed.made);
    printf("\n");
    (void)fflush(stdout);
}

int main(int argc, char **argv)
{
    int seeds = argc > 1 ? atoi(argv[1]) : 200, rounds = argc > 2 ? atoi(argv[2]) : 8;
    for (size_t k = 0; k < world_kind_count; k++)
        for (size_t p = 0; p < policy_count; p++)
            if ((argc <= 3 || strcmp(argv[3], world_kinds[k].name) == 0) &&
                (argc <= 4 || strstr(policies[p].name, argv[4])))
                print_policy(&world_kinds[k], &policies[p], seeds, rounds);
    return 0;
}
