/* The true effects: how likely a customer clicks, replies, orders or blocks after one touch, by arm
 * and local hour. Everything is a product of the rows of const tables in world.c. */
#ifndef HL_SIM_WORLD_H
#define HL_SIM_WORLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/customer.h"

/* One row per arm: chances after one touch of an average customer at an average hour. */
typedef struct hl_arm_world {
    const char *experiment;
    const char *arm;
    double click;
    double reply;
    double convert; /* of those who clicked */
    double block;
    int32_t from_minute, to_minute; /* local minutes in which the touch goes out, uniformly */
    int32_t day_offset;             /* days after the occasion */
} hl_arm_world;

typedef struct hl_chances {
    double click;
    double reply;
    double convert; /* of those who clicked */
    double organic; /* orders that would have come anyway within the window */
    double block;
} hl_chances;

/* NULL when the arm is not in the tables. */
const hl_arm_world *hl_sim__arm_world(const char *experiment, const char *arm);
/* null_effects: the hour does not matter (and the caller passes the control's row for every arm).
 */
hl_chances hl_sim__chances(const hl_arm_world *arm, const hl_customer *customer, int32_t hour,
                           bool null_effects);

/* Of the clicks and replies that come, these come after the 24 hours that count. */
#define HL_SIM_LATE_CLICK 0.02
#define HL_SIM_LATE_REPLY 0.03
/* What an order brings, in minor units: uniform on [low, high]. */
void hl_sim__basket(const hl_customer *customer, int64_t *low, int64_t *high);
/* Multiplier of the chances at the hour for the occupation. */
double hl_sim__hour_factor(hl_sim_occupation occupation, int32_t hour);

#endif
