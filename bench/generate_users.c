/* usage: generate_users ROWS > users.csv
 * A file of users as an experiment leaves it: three arms, a segment with six values, three
 * proportions, revenue, last year's spend. The same bytes on every machine. */
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"

static const char *const arms[] = {"none", "daytime", "evening"};
static const char *const segments[] = {"new",      "active",     "loyal",
                                       "sleeping", "high value", "office"};

int main(int argc, char **argv)
{
    long rows = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
    hl_random random = hl_base__random_seed(1, 0);
    if (rows <= 0) {
        (void)fprintf(stderr, "usage: generate_users ROWS\n");
        return 2;
    }
    printf("user_id,arm,segment,city,opened,clicked,ordered,revenue,spend_before\n");
    for (long i = 0; i < rows; i++) {
        uint64_t arm = hl_base__random_below(&random, 3);
        uint64_t segment = hl_base__random_below(&random, 6);
        double u = hl_base__random_uniform(&random);
        int opened = u < 0.4;
        int clicked = u < 0.12 + 0.01 * (double)arm;
        int ordered = u < 0.03 + 0.002 * (double)arm;
        uint64_t before = hl_base__random_below(&random, 50000) * segment;
        printf("u%08ld,%s,%s,city%llu,%d,%d,%d,", i, arms[arm], segments[segment],
               (unsigned long long)hl_base__random_below(&random, 300), opened, clicked, ordered);
        if (ordered)
            printf("%llu.%02llu", 20 + (unsigned long long)hl_base__random_below(&random, 300),
                   (unsigned long long)hl_base__random_below(&random, 100));
        else
            putchar('0');
        printf(",%llu.%02llu\n", (unsigned long long)(before / 100),
               (unsigned long long)(before % 100));
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
