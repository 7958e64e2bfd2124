/* How many rows a condition leaves out of each arm: whether it keeps alike shares of the arms is
 * what tells a condition on the past from one on what the treatment did. */
#ifndef HL_SCAN_LEFT_OUT_H
#define HL_SCAN_LEFT_OUT_H

#include <stdbool.h>

#include "base/map.h"

/* By the name of the arm as the scan interns it. A zeroed one is empty and ready. */
typedef struct hl_left_rows {
    hl_map arms;
    int64_t *counts;
    uint32_t capacity;
} hl_left_rows;

/* False when out of memory. */
bool hl_scan__left_out_add(hl_left_rows *out, const char *arm, size_t length, int64_t rows);
bool hl_scan__left_out_merge(hl_left_rows *out, const hl_left_rows *from);
int64_t hl_scan__left_out_of(const hl_left_rows *out, const char *arm);
void hl_scan__left_out_free(hl_left_rows *out);

#endif
