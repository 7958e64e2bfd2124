/* The plans of hookline size, played out: users it asks for give the power it promises. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/random.h"
#include "hookline.h"
#include "stats/dunnett.h"
#include "stats/group_sequential.h"
#include "stats/ratio.h"
#include "stats/sequence_mean.h"
#include "stats/student_t.h"
#include "stats/welch.h"

enum { REPLICATES = 3000 };

typedef struct running {
    double n, y, yy, d, dd, yd;
} running;

static hl_sample sample_of(const running *r)
{
    return (hl_sample){r->n, r->y / r->n, (r->yy - r->y * r->y / r->n) / (r->n - 1)};
}

/* One user with `touches` touches whose correlation is repeat squared. */
static void add_user(hl_random *random, const hl_size_request *q, double level, double repeat,
                     running *r)
{
    double y = 0, m = q->touches;
    if (!isnan(q->sd)) {
        y = level + q->sd * hl_base__random_normal(random);
    } else {
        int own = hl_base__random_uniform(random) < level;
        for (int i = 0; i < (int)m; i++)
            y += repeat > 0 && hl_base__random_uniform(random) < repeat
                     ? own
                     : hl_base__random_uniform(random) < level;
    }
    *r = (running){r->n + 1, r->y + y, r->yy + y * y, r->d + m, r->dd + m * m, r->yd + y * m};
}

/* The normal deviate of the one-sided p. */
static double z_of(const hl_size_request *q, const running *c, const running *t)
{
    if (q->touches > 1) {
        hl_ratio_sample arm[2];
        const running *r[2] = {c, t};
        for (int a = 0; a < 2; a++)
            arm[a] = (hl_ratio_sample){r[a]->n,
                                       r[a]->y / r[a]->n,
                                       r[a]->d / r[a]->n,
                                       (r[a]->yy - r[a]->y * r[a]->y / r[a]->n) / (r[a]->n - 1),
                                       0,
                                       0};
        return hl_stats__z_quantile(hl_stats__ratio_welch(&arm[0], &arm[1], 0.95).p_greater);
    }
    hl_sample control = sample_of(c), treatment = sample_of(t);
    return hl_stats__z_quantile(hl_stats__welch(&control, &treatment, 0.95).p_greater);
}

/* Did the design find the effect of the first treatment (on the right side)? */
static int finds(hl_random *random, const hl_size_request *q, const hl_size_answer *plan)
{
    running c = {0, 0, 0, 0, 0, 0}, t = c;
    size_t looks = q->inference == HL_INFER_GROUP_SEQUENTIAL ? q->looks : 1;
    double repeat = sqrt(q->icc), fraction[HL_MOST_LOOKS], z[HL_MOST_LOOKS];
    for (size_t k = 0; k < looks; k++)
        fraction[k] = (double)(k + 1) / (double)looks;
    if (looks == 1)
        z[0] = plan->critical;
    else if (hl_stats__lan_demets(fraction, looks, q->alpha, 2, HL_SPEND_OBF, 0, z, NULL) != HL_OK)
        abort();
    for (size_t k = 0; k < looks; k++) {
        while (c.n < floor(fraction[k] * plan->control_users))
            add_user(random, q, q->baseline, repeat, &c);
        while (t.n < floor(fraction[k] * plan->treatment_users))
            add_user(random, q, q->baseline + plan->difference, repeat, &t);
        if (z_of(q, &c, &t) * (plan->difference > 0 ? 1 : -1) > z[k])
            return 1;
    }
    return 0;
}

static hl_size_request request(double baseline, double sd, double lift)
{
    hl_size_request q = hl_size_defaults();
    q.baseline = baseline;
    q.sd = sd;
    q.lift_by = isnan(sd) ? HL_LIFT_BY_UNSAID : HL_LIFT_BY_SHIFT;
    q.lift = lift;
    return q;
}

int main(void)
{
    static const char *const names[] = {"rate 5 %, lift 25 %",      "rate 30 %, lift -10 %",
                                        "mean 10, sd 5, lift 5 %",  "mean, 20 % in the control",
                                        "4 arms (Dunnett)",         "10 touches, icc 0.3",
                                        "5 looks, O'Brien-Fleming", "anytime, at the end",
                                        "few: 26 users an arm",     "the fewest: 20 an arm"};
    enum { PLANS = sizeof names / sizeof names[0] };
    hl_size_request plans[PLANS];
    hl_init();
    plans[0] = request(0.05, (double)NAN, 0.25);
    plans[1] = request(0.3, (double)NAN, -0.1);
    plans[2] = request(10, 5, 0.05);
    plans[3] = request(10, 5, 0.05);
    plans[3].control_share = 0.2;
    plans[4] = request(10, 5, 0.05);
    plans[4].arms = 4;
    plans[4].correction = HL_CORRECT_DUNNETT;
    plans[5] = request(0.3, (double)NAN, 0.1);
    plans[5].touches = 10;
    plans[5].icc = 0.3;
    plans[6] = request(10, 5, 0.05);
    plans[6].inference = HL_INFER_GROUP_SEQUENTIAL;
    plans[7] = request(10, 5, 0.05);
    plans[7].inference = HL_INFER_ANYTIME;
    plans[8] = request(10, 5, 0.4);
    plans[9] = request(10, 5, 0.6);
    int held = 1;
    printf("power promised 80 %% or more, %d replicates\n\n", REPLICATES);
    for (size_t i = 0; i < PLANS; i++) {
        hl_error err = HL_ERROR_INIT;
        hl_size_answer plan;
        if (hl_size_solve(&plans[i], &plan, &err) != HL_OK) {
            printf("%s: %s\n", names[i], err.message);
            return 1;
        }
        hl_random random = hl_base__random_seed(71, i);
        int found = 0;
        for (int r = 0; r < REPLICATES; r++)
            found += finds(&random, &plans[i], &plan);
        double power = 100.0 * found / REPLICATES;
        printf("%-28s %8.0f users   found in %5.1f %%, said %5.1f %%\n", names[i], plan.users,
               power, 100 * plan.power);
        held = held && fabs(power - 100 * plan.power) < 2.5 && plan.power >= 0.8;
    }
    printf("\nwithin 2.5 of what is said: %s\n", held ? "yes" : "NO");
    return !held;
}
