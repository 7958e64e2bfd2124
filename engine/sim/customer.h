/* One customer: what the brand knows (columns of users.csv) and what only the simulation knows. */
#ifndef HL_SIM_CUSTOMER_H
#define HL_SIM_CUSTOMER_H

#include <stddef.h>
#include <stdint.h>

#include "base/random.h"
#include "base/value.h"

typedef enum hl_sim_class {
    HL_SIM_HIGH,
    HL_SIM_POTENTIAL,
    HL_SIM_SILENT,
    HL_SIM_CLASSES
} hl_sim_class;
typedef enum hl_sim_occupation {
    HL_SIM_OFFICE,
    HL_SIM_HOME,
    HL_SIM_STUDENT,
    HL_SIM_RETIRED,
    HL_SIM_OCCUPATIONS
} hl_sim_occupation;

enum { HL_SIM_COLUMNS = 14, HL_SIM_FIELD = 32, HL_SIM_OPERATORS = 12, HL_SIM_OCCASIONS = 6 };

typedef struct hl_customer {
    uint64_t number; /* from 1 */
    hl_sim_class value_class;
    hl_sim_occupation occupation;
    size_t operator_index;
    int32_t offset_seconds; /* of the zone, east of UTC; no summer time */
    double affinity;        /* how much they like to hear from us; mean 1 over customers */
    /* Reasons to be touched: local days after the start, at least 8 apart. */
    size_t occasion_count;
    int32_t occasion_day[HL_SIM_OCCASIONS];
    char text[HL_SIM_COLUMNS][HL_SIM_FIELD]; /* as in users.csv; "" is missing */
    hl_value fields[HL_SIM_COLUMNS];
    hl_value attributes; /* an object over fields, as users.csv would be read back */
} hl_customer;

/* The first instant of the simulation: 2026-03-02 00:00 in Shanghai, a Monday. */
#define HL_SIM_START_UTC_MS INT64_C(1772380800000)

/* Names of the columns, HL_SIM_COLUMNS of them. */
const char *hl_sim__column(size_t index);
const char *hl_sim__operator(size_t index);
const char *hl_sim__occupation(hl_sim_occupation occupation);
/* *out must stay where it is: attributes point into it. */
void hl_sim__customer_draw(uint64_t seed, uint64_t number, int32_t days, hl_customer *out);
/* Milliseconds UTC of a local minute of a day after the start. */
int64_t hl_sim__local_instant(const hl_customer *customer, int32_t day, int32_t minute);

#endif
