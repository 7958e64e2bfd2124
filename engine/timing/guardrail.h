/* What a touch is not to bring about (that it is blocked, or its channel left), by the hour: a
 * model of its own beside that of the outcome, made of the same touches. An hour that is shown to
 * raise it is no hour to send at, whatever it gains. */
#ifndef HL_TIMING_GUARDRAIL_H
#define HL_TIMING_GUARDRAIL_H

#include "hookline/timing.h"
#include "timing/clusters.h"
#include "timing/posterior.h"

struct hl_timing_model;

typedef struct hl_timing_guard {
    hl_timing_guardrail said;
    hl_timing_clusters clusters;
    hl_hier_variances variances;
    hl_timing_places places; /* of as many segments and effects as the outcome's; the guard's */
} hl_timing_guard;

/* Least difference, as a part of the usual rate, that is worth acting on where nothing else is
 * said. */
extern const double hl_timing__worth;

/* Of the touches of a settled log of which it is known and that are not young, old ones weighed as
 * hl_timing__weigh does. out->said.name stands already. */
HL_NODISCARD hl_status hl_timing__guard_fit(const hl_timing_log *log, int32_t end, double half_life,
                                            hl_timing_guard *out, hl_error *err);

/* Windows whose rate is shown to rise: with 95 % above the usual one, and in the mean by `worth` of
 * it or more. rates: draws x count, usual: draws, both of the posterior. Returns how many of the
 * count windows are barred; least: the one that raises it least. */
size_t hl_timing__guard_bar(const double *rates, size_t draws, size_t count, const double *usual,
                            double worth, bool *barred, size_t *least);
enum { HL_TIMING_GUARD_DRAWS = 400 }; /* for a choice */

/* Slots of the week at which nothing is to be chosen for a segment: those that are likelier than
 * not to raise it by that part of the usual rate or more (places.segments: one that was never seen,
 * for which the segments' mean stands). posterior: the guard's. */
HL_NODISCARD hl_status hl_timing__guard_slots(const struct hl_timing_model *model,
                                              const hl_timing_posterior *posterior, size_t segment,
                                              bool barred[HL_TIMING_SLOTS], hl_error *err);

#endif
