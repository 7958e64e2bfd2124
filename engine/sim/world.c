#include "sim/world.h"

#include <string.h>

static const hl_arm_world arm_worlds[] = {
    {"coupon-expiry-evening", "daytime", 0.12, 0.060, 0.20, 0.0020, 600, 720, 0},
    {"coupon-expiry-evening", "evening", 0.12, 0.060, 0.20, 0.0022, 1200, 1320, 0},
    {"address-confirmation", "paid × plain", 0.20, 0.70, 0.08, 0.0010, 480, 1320, 0},
    {"address-confirmation", "paid × care", 0.20, 0.78, 0.09, 0.0008, 480, 1320, 0},
    {"address-confirmation", "packed × plain", 0.22, 0.62, 0.08, 0.0010, 600, 960, 1},
    {"address-confirmation", "packed × care", 0.22, 0.74, 0.09, 0.0008, 600, 960, 1},
};

/* By local hour, the mean of the hours 8 to 22 near 1: office workers answer at noon and in the
 * evening, people at home in the morning, students late, the retired early. */
static const double hour_factors[HL_SIM_OCCUPATIONS][24] = {
    [HL_SIM_OFFICE] = {.2,  .1, .1, .1, .1, .2, .4,  .8,  .9,  .7,  .7,  .8,
                       1.2, 1., .7, .7, .7, .9, 1.1, 1.2, 1.4, 1.5, 1.1, .6},
    [HL_SIM_HOME] = {.2, .1,  .1,  .1,  .1, .2, .5, .8, 1.,  1.2, 1.2, 1.,
                     .9, 1.1, 1.2, 1.1, .9, .7, .7, .9, 1.1, 1.1, .8,  .4},
    [HL_SIM_STUDENT] = {.5,  .3, .2, .1, .1, .1, .2,  .4,  .6,  .7,  .8,  1.,
                        1.2, 1., .8, .8, .9, 1., 1.1, 1.1, 1.2, 1.3, 1.4, 1.1},
    [HL_SIM_RETIRED] = {.1, .1, .1, .1,  .2, .6, 1., 1.3, 1.4, 1.4, 1.3, 1.1,
                        .8, .7, .9, 1.1, 1., .8, .8, .9,  .8,  .5,  .3,  .1},
};
static const double click_of_class[HL_SIM_CLASSES] = {1.3, 1.0, 0.6};
static const double reply_of_class[HL_SIM_CLASSES] = {1.1, 1.0, 0.8};
static const double convert_of_class[HL_SIM_CLASSES] = {1.6, 1.0, 0.6};
static const double organic_of_class[HL_SIM_CLASSES] = {0.050, 0.015, 0.004};
static const double block_of_class[HL_SIM_CLASSES] = {0.5, 1.0, 1.8};
static const double reply_of_operator[HL_SIM_OPERATORS] = {1.10, 1.00, 0.95, 1.05, 0.80, 1.00,
                                                           1.00, 0.90, 1.08, 1.00, 1.00, 0.92};

const hl_arm_world *hl_sim__arm_world(const char *experiment, const char *arm)
{
    for (size_t i = 0; i < sizeof arm_worlds / sizeof arm_worlds[0]; i++)
        if (strcmp(arm_worlds[i].experiment, experiment) == 0 &&
            strcmp(arm_worlds[i].arm, arm) == 0)
            return &arm_worlds[i];
    return NULL;
}

double hl_sim__hour_factor(hl_sim_occupation occupation, int32_t hour)
{
    return hour_factors[occupation][hour];
}

static double at_most(double chance, double most)
{
    return chance < most ? chance : most;
}

hl_chances hl_sim__chances(const hl_arm_world *arm, const hl_customer *customer, int32_t hour,
                           bool null_effects)
{
    double at_hour = null_effects ? 1 : hl_sim__hour_factor(customer->occupation, hour);
    double liking = 0.5 + 0.5 * customer->affinity;
    size_t class = customer->value_class;
    hl_chances c;
    c.click = at_most(arm->click * at_hour * click_of_class[class] * customer->affinity, 0.95);
    /* a question about one's own parcel is answered at any hour, and by nearly everyone */
    double reply_mood = arm->reply > 0.5 ? 0.9 + 0.1 * customer->affinity : at_hour * liking;
    c.reply = at_most(arm->reply * reply_mood * reply_of_class[class] *
                          reply_of_operator[customer->operator_index],
                      0.98);
    c.convert = at_most(arm->convert * convert_of_class[class], 0.9);
    c.organic = organic_of_class[class] * liking;
    c.block = at_most(arm->block * block_of_class[class], 0.5);
    return c;
}

void hl_sim__basket(const hl_customer *customer, int64_t *low, int64_t *high)
{
    static const int64_t lows[HL_SIM_CLASSES] = {8000, 5000, 4000};
    static const int64_t highs[HL_SIM_CLASSES] = {30000, 16000, 12000};
    *low = lows[customer->value_class];
    *high = highs[customer->value_class];
}
