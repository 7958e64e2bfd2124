/* What every step of an analysis works on: the inputs, the memory, and the result as it grows.
 * Steps run in the order of run.c; each reads what earlier ones wrote into `out`. When memory runs
 * out a step sets `failed` and the following ones do nothing. */
#ifndef HL_ANALYSIS_CONTEXT_H
#define HL_ANALYSIS_CONTEXT_H

#include "base/arena.h"
#include "base/text.h"
#include "cells/cell_index.h"
#include "hookline/analysis.h"

/* A growing array in the arena. */
typedef struct hl_growing {
    void *items;
    size_t count;
    size_t capacity;
} hl_growing;

/* What comparisons are made within, where the split is off in parts and right as a whole. */
typedef enum hl_strata {
    HL_STRATA_NONE,
    HL_STRATA_DAYS,  /* of the cells, of units that have one touch each */
    HL_STRATA_VALUES /* of one dimension */
} hl_strata;

typedef struct hl_context {
    const hl_design *design;
    const hl_cells *cells;
    hl_cell_index index; /* of the cells */
    const hl_analysis_options *options;
    hl_arena *arena;  /* of the result */
    hl_arena passing; /* of what only the step at hand needs, see hl_analysis__pass */
    hl_analysis *out;
    /* the same storage as out->metrics and out->arms, writable while the analysis is made */
    hl_metric_result *metrics;
    hl_arm_summary *arms;
    int32_t matured_day; /* last day whose closed windows count as of as_of */
    int32_t counted_day; /* last day whose counters count */
    int32_t judged_day;  /* last day whose units the checks of the split count, see periods.h */
    int32_t reads_from;  /* of a sample without planned end, see sample_end.h */
    int32_t planned_in;  /* the day on which the planned units were in, see planned_look.h */
    int32_t ended_on;    /* a stop cut it off (stops.h); INT32_MAX: none did */
    int32_t *stopped_on; /* by arm: the day; INT32_MAX: it goes on. NULL: not looked at */
    bool *pauses;        /* by arm: its stop may be a pause (pauses.h) */
    bool paused;         /* ended_on is of such a pause alone: nothing has ended */
    bool moved;          /* a stop is of units that were moved to another arm (moves.c) */
    bool *moved_after;   /* by arm: its units are sent another one when their windows had closed
                            (moves.c); NULL: none is */
    uint32_t ended_in;   /* the split in which the end was seen (segment_stops.c); 0: in all */
    size_t seen_stops;   /* of them: that no definition says, the last periods */
    hl_weight_period *periods; /* of the cells, and of stops that were seen */
    size_t period_count;
    int32_t read_day; /* of planned looks the last day that is read, see look_days.h */
    bool has_days;    /* the source knows days (a store), so maturity and timeline exist */
    hl_clip *clips;   /* by metric: made when first asked for, see distribution.c */
    bool *clip_known;
    const double *boundaries; /* of |Z| at the planned looks; NULL when there are none */
    const double *look_times; /* their information: as it was, or as planned */
    const bool *look_skipped; /* NULL: none is; its boundary is INFINITY */
    double look_units;        /* read at the look in force, where it is of a day */
    size_t looks_reached;     /* those that have come, of which look may be an earlier one */
    hl_growing checks, because, warnings, interactions, effects, timeline;
    hl_strata strata;          /* set by the checks of the split */
    uint32_t strata_dimension; /* HL_STRATA_VALUES: of which dimension */
    bool
        *after; /* by dimension: made after the treatment (segments_after.h); NULL: not known yet */
    size_t held_up_by; /* the metric whose units the verdict waits for; SIZE_MAX: none */
    struct hl_context
        *watched;             /* what harm is watched by beside the look (harm_watch.h), or NULL */
    struct hl_harmed *harmed; /* by metric and arm, see harm_watch.h; or NULL */
    bool failed;
} hl_context;

/* clock.c: the instants of the analysis by the clock of options.zone. HL_REJECTED: there is no such
 * zone. */
HL_NODISCARD hl_status hl_analysis__clock(hl_context *context, hl_error *err);
/* count zeroed items, or NULL after setting failed. */
void *hl_analysis__array(hl_context *context, size_t count, size_t size);
/* A new zeroed item at the end, or NULL after setting failed. Moves the array. */
void *hl_analysis__append(hl_context *context, hl_growing *list, size_t size);
/* Whether a call into another room went well; sets failed where it did not. What these calls lack
 * is memory, nothing else: who has no answer says so by NaN. */
bool hl_analysis__went_well(hl_context *context, hl_status status);

/* The text as a string of the analysis; frees the text. Sets failed when memory ran out. */
const char *hl_analysis__keep(hl_context *context, hl_text *text);

/* Gives back the memory of what passes: moments and distributions that were made since the last
 * time. After every step, and within those that make many. */
void hl_analysis__pass(hl_context *context);

/* A counter of an arm in split 0 up to `until`. */
int64_t hl_analysis__count(const hl_context *context, uint32_t arm, hl_cells_counter counter,
                           int32_t until);
/* The moments of a metric of a run of cells, of the clipped values where it is winsorized. They and
 * their distribution pass. */
void hl_analysis__run_moments(hl_context *context, size_t metric, hl_cell_run run, hl_moments *out);
/* Matured moments of a metric for every arm of the design in a split, which pass; NULL after
 * setting failed. */
hl_moments *hl_analysis__moments(hl_context *context, size_t metric, uint32_t split);
/* The distribution of a metric in a run of cells, which passes: NULL where none is kept, or after
 * setting failed. */
const hl_histogram *hl_analysis__histogram(hl_context *context, size_t metric, hl_cell_run run);
/* The same of its units' sizes, of metrics that keep them. */
const hl_histogram *hl_analysis__sizes(hl_context *context, size_t metric, hl_cell_run run);
/* Where a metric's values are cut, for all arms, splits and days alike; NULL where they are not. */
const hl_clip *hl_analysis__clip(hl_context *context, size_t metric);
/* The moments of a metric's units, of the clipped values where it is winsorized. histogram: of the
 * same units, as kept; may be NULL where none is. sizes: the same of their sizes. */
void hl_analysis__moments_of(hl_context *context, size_t metric, const hl_gram *gram,
                             const hl_histogram *histogram, const hl_histogram *sizes,
                             hl_moments *out);
/* The clusters of moments that have their sizes (NULL: not known). clipped: y is. */
void hl_analysis__clusters(hl_context *context, const hl_gram *gram, bool clipped, hl_moments *out);
/* threshold, clipped and delays of a metric's result. */
void hl_analysis__describe_distribution(hl_context *context, size_t metric, hl_metric_result *out);
double hl_analysis__conf(const hl_context *context); /* 1 - alpha of the look */
/* Share of an arm among the matured units of itself and another, as planned; NaN when unknown, when
 * nobody is planned, when it changed, or when arms send at other times: then their windows close on
 * other days, and the planned share is not that of the matured units. */
double hl_analysis__share(const hl_context *context, size_t arm, size_t other);
bool hl_analysis__weights_known(const hl_context *context);

/* The nominal two-sided level of the look in force in a plan of this alpha; NaN: none. */
double hl_analysis__look_level(hl_context *context, double alpha);

/* The steps. */
void hl_analysis__look(hl_context *context);
void hl_analysis__arms(hl_context *context);
void hl_analysis__metrics(hl_context *context);
void hl_analysis__multiplicity(hl_context *context);
void hl_analysis__stages(hl_context *context);
void hl_analysis__guardrails(hl_context *context);
void hl_analysis__segments(hl_context *context);
void hl_analysis__factors(hl_context *context);
void hl_analysis__timeline(hl_context *context);
void hl_analysis__check_split(hl_context *context);
void hl_analysis__checks(hl_context *context);
void hl_analysis__verdict(hl_context *context);

#endif
