/* Proofs: figures found by simulation, each held to its bound, as rows of one table.
 *
 *   int main(int argc, char **argv)
 *   {
 *       hl_proof proof = hl_proof_begin(argc, argv);
 *       int runs = hl_proof_runs(&proof, 10000);
 *       ... count the runs that err ...
 *       hl_proof_share(&proof, "values 1-7, median, 1,000 / 1,000", "level", "47.9 %", wrong, runs,
 *                      0, 0.055);
 *       return hl_proof_end(&proof);
 *   }
 *
 * The full form (`make proof`) holds the figure itself to the bound. The short form, which runs
 * with every test (argument "short"), has few runs: it allows their three standard errors, so it
 * finds what is plainly wrong. A row is written as
 *
 *   | case | figure | before | now | bound |   and " <- outside" behind what is outside.
 */
#ifndef HL_TESTS_PROOF_H
#define HL_TESTS_PROOF_H

#include <stdbool.h>

typedef struct hl_proof {
    bool brief; /* the short form */
    int rows, outside;
} hl_proof;

hl_proof hl_proof_begin(int argc, char **argv);
/* How many runs: full, or in the short form a fortieth, at least 100. */
int hl_proof_runs(const hl_proof *proof, int full);
/* The same where a run takes long: few of them in the short form. */
int hl_proof_few_runs(const hl_proof *proof, int full, int few);
/* count of runs, as a share that must lie in [least, most], which are in 0..1 (0 or 1: no bound on
 * that side). before: what the figure was with the method that this one took the place of; NULL
 * when there was none. */
void hl_proof_share(hl_proof *proof, const char *what, const char *figure, const char *before,
                    long count, long runs, double least, double most);
/* A figure that is no share of runs, with `error`, the standard error of its simulation (0: it is
 * exact), that must lie in [least, most]; an infinite bound is none. */
void hl_proof_value(hl_proof *proof, const char *what, const char *figure, const char *before,
                    double value, double error, double least, double most);
/* The exit code: 0 when there were rows and none is outside its bound. */
int hl_proof_end(const hl_proof *proof);

#endif
