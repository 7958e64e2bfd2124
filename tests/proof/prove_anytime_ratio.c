/* Level of the always-valid interval of the lift when it is looked at 200 times. */
#include <stdio.h>

#include "hookline.h"
#include "tests/support/coverage.h"

enum { REPLICATES = 4000, LOOKS = 200 };

int main(void)
{
    static const double rates[] = {0.001, 0.005, 0.05, 0.3};
    static const double shares[] = {0.5, 0.9, 0.1};
    static const double ratios[] = {1, 1.5};
    int held = 1;
    hl_init();
    printf(
        "95 %% always-valid interval of the lift, %d looks, %d replicates: share of runs in\n"
        "which some look leaves out the true ratio (at most 5 %%), and the last interval's width\n"
        "over the fixed one's (log ratio)\n\n",
        LOOKS, REPLICATES);
    for (size_t q = 0; q < 2; q++)
        for (size_t s = 0; s < 3; s++)
            for (size_t i = 0; i < 4; i++) {
                hl_watched design = {.rate = rates[i],
                                     .rho = shares[s],
                                     .users = 2000 / rates[i],
                                     .ratio = ratios[q],
                                     .looks = LOOKS};
                hl_watched_result result = hl_watch(&design, REPLICATES, 7);
                printf("rate %5.1f %%  split %2.0f/%-2.0f  ratio %.1f   %5.2f %%   width x %.2f\n",
                       100 * rates[i], 100 * (1 - shares[s]), 100 * shares[s], ratios[q],
                       100 * result.rejected, result.width);
                held = held && result.rejected <= 0.05;
            }
    return !held;
}
