/* What more units would show: of one comparison, given the data at hand. */
#ifndef HL_ANALYSIS_PROJECTION_H
#define HL_ANALYSIS_PROJECTION_H

#include "analysis/context.h"
#include "stats/root.h"
#include "stats/sequence_power.h"

#define HL_MOST_TIMES 20 /* the present units: more is no plan */

/* A comparison of which the power at f times the units is asked. */
typedef struct hl_projection {
    const hl_context *context;
    const hl_comparison *comparison;
    size_t metric;
    hl_sequence_question question; /* with the present units */
    double now, truth;             /* differences: as estimated, and assumed to be true */
    double alpha;
    double deviate; /* normal, of the power that is asked for */
} hl_projection;

hl_projection hl_analysis__project(const hl_context *context, size_t metric,
                                   const hl_comparison *comparison);
/* The least f from `first` on at which what `excess` says of log f is not below 0; INFINITY when it
 * is at none. */
double hl_analysis__times_from(hl_root_function excess, void *of, double first);
/* So many times the units that count show a true difference with this power; of planned looks at
 * the first that is left and does. INFINITY when none does. */
double hl_analysis__times_for(hl_projection *p, double truth, double power);
/* So many times the units that count there are at the last planned look, or the one look of a fixed
 * sample with a plan; NaN where none is left. */
double hl_analysis__times_at_end(const hl_context *context, size_t metric);
/* The power of that look, given the data at hand. */
double hl_analysis__power_at_end(hl_projection *p, double truth);
/* So many times the units that count show it in a new experiment, without those at hand; of planned
 * looks at the last one's level. INFINITY when none do. */
double hl_analysis__times_anew(hl_projection *p, double truth, double power);
/* The difference, of this sign, that one reading (of planned looks the last) at f times the units
 * shows with this power, whatever the present estimate is; NaN when there is none. */
double hl_analysis__effect_shown_at(hl_projection *p, double f, double sign, double power);

/* Units of all arms; those whose windows have closed, which the estimates are of; and more than
 * there are, for f times those that count. */
double hl_analysis__all_units(const hl_context *context);
double hl_analysis__counted_units(const hl_context *context, size_t metric);
double hl_analysis__more_units(const hl_context *context, size_t metric, double f);
/* More than there are at the planned end; 0 where they are in. */
double hl_analysis__to_planned_end(const hl_context *context);
/* Up, to two digits: more are not known. */
double hl_analysis__rounded_units(double units);

#endif
