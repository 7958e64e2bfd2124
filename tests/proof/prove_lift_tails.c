/* Both tails of the lift interval by exact enumeration, beside what other methods do. */
#include <stdio.h>

#include "hookline.h"
#include "stats/rate_ratio.h"
#include "stats/score.h"
#include "tests/support/coverage.h"

static hl_range scas(const hl_two_rates *rates, double conf)
{
    return hl_stats__score_ratio(rates, HL_SCORE_SKEWED, conf);
}

static hl_range koopman(const hl_two_rates *rates, double conf)
{
    return hl_stats__score_ratio(rates, HL_SCORE_PLAIN, conf);
}

static hl_range delta(const hl_two_rates *rates, double conf)
{
    hl_linear_lift lift = hl_stats__lift_delta(rates, conf);
    return (hl_range){lift.low + 1, lift.high + 1};
}

static const struct {
    const char *name;
    hl_range (*interval)(const hl_two_rates *, double);
} methods[] = {
    {"scas_ratio", scas}, {"koopman", koopman}, {"katz_log", hl_stats__katz_log}, {"delta", delta}};

/* 2.5 % and half a point, or below where the counts are too small to reach it. */
static int holds(const hl_tails *tails)
{
    return tails->false_win <= 0.03 && tails->false_loss <= 0.03 && tails->no_answer == 0;
}

int main(void)
{
    int held = 1;
    hl_init();
    printf("95 %% intervals of the lift; false win / false loss / no answer, in %%\n\n%-30s",
           "users, rate, true ratio");
    for (size_t m = 0; m < 4; m++)
        printf("  %-20s", methods[m].name);
    printf("\n");
    for (size_t i = 0; i < hl_tails_grid_count; i++) {
        const hl_truth *truth = &hl_tails_grid[i];
        printf("%6g / %-6g %4g %%  ratio %-4g", truth->nc, truth->nt, 100 * truth->rate,
               truth->ratio);
        for (size_t m = 0; m < 4; m++) {
            hl_tails tails = hl_tails_of(truth, methods[m].interval, 0.95);
            printf("  %5.2f %5.2f %7.2g", 100 * tails.false_win, 100 * tails.false_loss,
                   100 * tails.no_answer);
            if (m == 0)
                held = held && holds(&tails);
        }
        printf("\n");
    }
    printf("\nscas_ratio: each tail at most 3 %%, always an answer: %s\n", held ? "yes" : "NO");
    return !held;
}
