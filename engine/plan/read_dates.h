/* Dates of users that hooks hang on. */
#ifndef HL_PLAN_READ_DATES_H
#define HL_PLAN_READ_DATES_H

#include "plan/reading.h"

/* The anchors of one user, whose zone is known: instants (UTC), and of those that recur the local
 * time. */
void hl_plan__read_anchors(hl_reading *r, uint32_t index, const hl_value *attributes, int64_t line);
/* Once all users are read: a date that stands in for none (1900-01-01) is none, and told. */
void hl_plan__drop_stand_ins(hl_reading *r);

#endif
