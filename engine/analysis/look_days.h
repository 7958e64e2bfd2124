/* The planned looks of a source that knows days: each is of the day on which its units were in. */
#ifndef HL_ANALYSIS_LOOK_DAYS_H
#define HL_ANALYSIS_LOOK_DAYS_H

#include "analysis/context.h"

/* By planned look, from 0. */
typedef struct hl_look_days {
    int32_t day[HL_DESIGN_MOST_LOOKS];  /* up to which it reads; INT32_MAX: it is still to come */
    double t[HL_DESIGN_MOST_LOOKS];     /* information: that of its day, at most 1; planned, when it
                                           is still to come */
    bool skipped[HL_DESIGN_MOST_LOOKS]; /* its day is that of the next one too, which is read */
    size_t reached;                     /* from 1, the last that has come; 0: none */
} hl_look_days;

/* Which looks have come as of the analysis, and when. Sets context->read_day while it counts. */
void hl_analysis__look_days(hl_context *context, hl_look_days *out);
/* The metric whose units the looks are planned by: the first primary one. */
size_t hl_analysis__look_metric(const hl_design *design);
/* Part of the planned units: those of the first primary metric of which windows have closed up to
 * context->read_day; NaN when nothing is planned. */
double hl_analysis__information(hl_context *context);
/* Whether a decision ends the experiment: an arm to ship, the control to keep, the only other arm
 * to stop. */
bool hl_analysis__ends(const hl_design *design, hl_decision decision);
/* A context of its own over the same inputs and arena, whose results go into `out`: a copy of those
 * so far. */
hl_context hl_analysis__apart(hl_context *context, hl_analysis *out);
/* Whether that of the look in force (context->out->look, read_day) does. Checks of the data are not
 * asked: whoever looked then may not have known. */
bool hl_analysis__look_ends(hl_context *context);
/* Whether an earlier look of a source without days had surely shown what this one shows of a
 * primary metric (look.c): then no numbers take the earlier looks into account. */
bool hl_analysis__is_late(const hl_context *context, const hl_comparison *c);

#endif
