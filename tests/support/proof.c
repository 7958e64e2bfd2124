#include "tests/support/proof.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SHORT_PART = 40, FEWEST_RUNS = 100, CELL = 64 };
#define ALLOWED_ERRORS 3.0

hl_proof hl_proof_begin(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOLBF, 0);
    return (hl_proof){argc > 1 && strcmp(argv[1], "short") == 0, 0, 0};
}

int hl_proof_runs(const hl_proof *proof, int full)
{
    int few = full / SHORT_PART;
    if (!proof->brief)
        return full;
    return few > FEWEST_RUNS ? few : full < FEWEST_RUNS ? full : FEWEST_RUNS;
}

int hl_proof_few_runs(const hl_proof *proof, int full, int few)
{
    return proof->brief ? few : full;
}

/* "2.0 to 3.1", "<= 5.5", ">= 80" */
static void bound_text(char *out, double least, double most, const char *unit)
{
    if (isfinite(least) && isfinite(most))
        (void)snprintf(out, CELL, "%.4g to %.4g%s", least, most, unit);
    else if (isfinite(most))
        (void)snprintf(out, CELL, "<= %.4g%s", most, unit);
    else if (isfinite(least))
        (void)snprintf(out, CELL, ">= %.4g%s", least, unit);
    else
        (void)snprintf(out, CELL, "shown only");
}

static void write_row(hl_proof *proof, const char *const cells[3], const char *now,
                      const char *bound, bool inside)
{
    proof->rows++;
    proof->outside += !inside;
    printf("| %s | %s | %s | %s%s | %s |\n", cells[0], cells[1], cells[2] == NULL ? "-" : cells[2],
           now, inside ? "" : " <- outside", bound);
}

void hl_proof_share(hl_proof *proof, const char *what, const char *figure, const char *before,
                    long count, long runs, double least, double most)
{
    char now[CELL];
    char bound[CELL];
    double share = (double)count / (double)runs;
    /* of the bound, not of the figure: no run that errs is no proof that none would */
    double room = proof->brief ? ALLOWED_ERRORS / sqrt((double)runs) : 0;
    bool inside = share >= least - room * sqrt(least * (1 - least)) &&
                  share <= most + room * sqrt(most * (1 - most));
    const char *const cells[3] = {what, figure, before};
    (void)snprintf(now, sizeof now, "%.2f %%", 100 * share);
    bound_text(bound, least > 0 ? 100 * least : -(double)INFINITY,
               most < 1 ? 100 * most : (double)INFINITY, " %");
    write_row(proof, cells, now, bound, runs > 0 && inside);
}

void hl_proof_value(hl_proof *proof, const char *what, const char *figure, const char *before,
                    double value, double error, double least, double most)
{
    char now[CELL];
    char bound[CELL];
    double room = proof->brief ? ALLOWED_ERRORS * error : 0;
    const char *const cells[3] = {what, figure, before};
    (void)snprintf(now, sizeof now, "%.3g", value);
    bound_text(bound, least, most, "");
    write_row(proof, cells, now, bound, value >= least - room && value <= most + room);
}

int hl_proof_end(const hl_proof *proof)
{
    printf("%d figures, %d outside their bounds\n", proof->rows, proof->outside);
    return proof->rows == 0 || proof->outside > 0;
}
