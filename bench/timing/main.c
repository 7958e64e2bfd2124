/* bench-timing [SEEDS [ROUNDS [WORLD [POLICY...]]]]: the share of what a user oracle would gain
 * over the status quo that each policy gains, per round, over worlds of known truth; then what the
 * model must keep. Ends with 1 where a gate is broken. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gates.h"
#include "policies.h"

enum { ROUNDS_MOST = 64 };

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
    if (!world_make(&w, kind, seed))
        abort();
    history_begin(&h, &w, seed);
    int *slot = need(calloc((size_t)w.users, sizeof *slot));
    for (int r = 0; r < rounds; r++) {
        w.drifted = kind->drifts ? fmin(1, (r + 1) / 8.0) : 0;
        out[r] = play_round(&h, p, slot);
    }
    w.drifted = kind->drifts ? fmin(1, (rounds + 1) / 8.0) : 0; /* claims are of the next week */
    if (p->claims)
        claims_add(&h, claimed);
    free(slot);
    hl_timing__curves_free(h.memory);
    history_free(&h);
    world_free(&w);
}

/* Sums over seeds of what a policy gains, round by round, and claims. */
typedef struct tally {
    double share[ROUNDS_MOST];
    double last[SEEDS_MOST]; /* of the last round, of each seed */
    claims claimed;
} tally;

static double share_of(const world_kind *kind, const gains *g)
{
    return 100 * (kind->amplitude > 0 ? (g->got - g->usual) / (g->best - g->usual)
                                      : (g->got - g->usual) / kind->users);
}

/* Every step-th seed from first on. */
static tally play_seeds(const world_kind *kind, const policy *p, int first, int step, int seeds,
                        int rounds)
{
    tally t = {.last = {0}};
    for (int s = first; s < seeds; s += step) {
        gains g[ROUNDS_MOST];
        play(kind, (uint64_t)s, p, rounds, g, &t.claimed);
        for (int r = 0; r < rounds; r++)
            t.share[r] += share_of(kind, &g[r]);
        t.last[s] = share_of(kind, &g[rounds - 1]);
    }
    return t;
}

static void add_tally(tally *sum, const tally *one)
{
    for (int r = 0; r < ROUNDS_MOST; r++)
        sum->share[r] += one->share[r];
    for (int s = 0; s < SEEDS_MOST; s++)
        sum->last[s] += one->last[s];
    sum->claimed.made += one->claimed.made;
    sum->claimed.withheld += one->claimed.withheld;
    sum->claimed.covered += one->claimed.covered;
    sum->claimed.shown += one->claimed.shown;
    sum->claimed.falsely += one->claimed.falsely;
    sum->claimed.width += one->claimed.width;
}

/* A tally is longer than what a pipe takes or gives at once. */
static bool pass_on(int end, const tally *one)
{
    size_t done = 0;
    while (done < sizeof *one) {
        ssize_t more = write(end, (const char *)one + done, sizeof *one - done);
        if (more <= 0)
            return false;
        done += (size_t)more;
    }
    return true;
}

static bool receive(int end, tally *one)
{
    size_t done = 0;
    while (done < sizeof *one) {
        ssize_t more = read(end, (char *)one + done, sizeof *one - done);
        if (more <= 0)
            return false;
        done += (size_t)more;
    }
    return true;
}

/* Seeds are dealt out to processes. */
static tally play_all(const world_kind *kind, const policy *p, int seeds, int rounds)
{
    enum { MOST = 16 };
    int workers = (int)sysconf(_SC_NPROCESSORS_ONLN), ends[MOST];
    tally sum = {.last = {0}};
    workers = workers < 1 ? 1 : workers > MOST ? MOST : workers;
    for (int k = 0; k < workers; k++) {
        int ways[2];
        if (pipe(ways) != 0)
            abort();
        pid_t child = fork();
        if (child < 0)
            abort();
        if (child == 0) {
            const tally one = play_seeds(kind, p, k, workers, seeds, rounds);
            _exit(pass_on(ways[1], &one) ? 0 : 1);
        }
        (void)close(ways[1]);
        ends[k] = ways[0];
    }
    for (int k = 0; k < workers; k++) {
        tally one;
        if (!receive(ends[k], &one))
            abort();
        (void)close(ends[k]);
        (void)wait(NULL);
        add_tally(&sum, &one);
    }
    return sum;
}

static void print_policy(const world_kind *kind, const policy *p, const tally *t, int seeds,
                         int rounds)
{
    const claims *c = &t->claimed;
    double mean = 0;
    for (int r = 0; r < rounds; r++)
        mean += t->share[r] / seeds / rounds;
    printf("%-10s %-20s mean %5.1f last %5.1f |", kind->name, p->name, mean,
           t->share[rounds - 1] / seeds);
    for (int r = 0; r < rounds; r++)
        printf(" %.0f", t->share[r] / seeds);
    if (c->made > 0)
        printf(" | covered %.1f %%, shown %.1f %%, falsely %.1f %%, width %.1f pp",
               100 * c->covered / c->made, 100 * c->shown / c->made, 100 * c->falsely / c->made,
               100 * c->width / c->made);
    if (c->withheld > 0)
        printf(" | withheld %.0f of %.0f", c->withheld, c->withheld + c->made);
    printf("\n");
    (void)fflush(stdout);
}

static figures figures_of(const world_kind *kind, const policy *p, const tally *t, int seeds,
                          int rounds)
{
    double *last = need(malloc(sizeof t->last));
    memcpy(last, t->last, sizeof t->last);
    return (figures){.world = kind->name,
                     .policy = p->name,
                     .seeds = seeds,
                     .rounds = rounds,
                     .users = kind->users,
                     .last = last,
                     .is_null = kind->amplitude <= 0,
                     .drifts = kind->drifts,
                     .narrow = kind->narrow > 0,
                     .claimed = p->claims ? t->claimed : (claims){.made = 0}};
}

/* No word asks for all worlds, or all policies. */
static bool is_asked(int argc, char **argv, const world_kind *kind, const policy *p)
{
    bool named = argc <= 4;
    for (int i = 4; i < argc; i++)
        named |= strcmp(argv[i], p->name) == 0;
    return named && (argc <= 3 || strcmp(argv[3], kind->name) == 0);
}

int main(int argc, char **argv)
{
    int seeds = argc > 1 ? atoi(argv[1]) : 200, rounds = argc > 2 ? atoi(argv[2]) : 8;
    figures *list = need(calloc(world_kind_count * policy_count, sizeof *list));
    size_t count = 0;
    if (seeds < 1 || seeds > SEEDS_MOST || rounds < 1 || rounds > ROUNDS_MOST) {
        (void)fprintf(stderr,
                      "bench-timing [SEEDS [ROUNDS [WORLD [POLICY...]]]]: 1 to %d seeds, 1 to %d "
                      "rounds\n",
                      SEEDS_MOST, ROUNDS_MOST);
        return 2;
    }
    for (size_t k = 0; k < world_kind_count; k++)
        for (size_t p = 0; p < policy_count; p++)
            if (is_asked(argc, argv, &world_kinds[k], &policies[p])) {
                const tally t = play_all(&world_kinds[k], &policies[p], seeds, rounds);
                print_policy(&world_kinds[k], &policies[p], &t, seeds, rounds);
                list[count++] = figures_of(&world_kinds[k], &policies[p], &t, seeds, rounds);
            }
    int broken = gates_judge(list, count);
    while (count-- > 0)
        free((void *)list[count].last);
    free(list);
    return broken > 0;
}
