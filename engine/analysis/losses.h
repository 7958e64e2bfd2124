/* Losses, kind by kind: what was lost of what, by arm, and what is said of it. A kind is a row of a
 * table; the tables are in check_lost_cells.c, check_lost_rows.c, check_lost_events.c,
 * check_event_times.c and check_lost_units.c, and check_losses.c runs them in the order of the
 * report. */
#ifndef HL_ANALYSIS_LOSSES_H
#define HL_ANALYSIS_LOSSES_H

#include "analysis/data_checks.h"

/* What is lost of what, by arm and in all, and what that is called. */
typedef struct hl_losses {
    const char *name, *meant; /* or NULL */
    double *lost, *all;       /* by arm */
    double n, of;
    double p;      /* of alike shares; NaN: that of lost and all by arm */
    size_t metric; /* SIZE_MAX: of no metric */
} hl_losses;

/* Counts the losses of a kind: lost and all are zeroes of as many places as the design has arms.
 * False: there is nothing to judge. */
typedef bool hl_loss_counter(hl_context *context, hl_losses *out);

enum {
    HL_LOSS_ANY_SHARE = 1,     /* no share of them is too many */
    HL_LOSS_APART_IF_MANY = 2, /* few of them are not held against each other */
    HL_LOSS_APART_ALONE = 4,   /* told only where arms differ */
    HL_LOSS_WARNS = 8          /* never a reason against a verdict */
};

/* few, many (more than hl_analysis__most_share), and apart: unlike by arm, which goes first. */
typedef struct hl_loss_kind {
    hl_check_kind check;
    hl_finding_code few, many, apart;
    hl_check_status status; /* of a few */
    unsigned rule;          /* HL_LOSS_... */
    hl_loss_counter *count;
} hl_loss_kind;

/* Counts, judges and tells each kind, in order. */
void hl_analysis__judge_kinds(hl_context *context, const hl_loss_kind *kinds, size_t count);
/* The same of losses that are counted already. */
void hl_analysis__judge_losses(hl_context *context, const hl_loss_kind *kind, const hl_losses *l);
/* The finding of the losses, with the arms as its items. */
void hl_analysis__tell_losses(hl_context *context, const hl_losses *l, hl_check_kind check,
                              hl_finding_code code, hl_check_status status);

/* Room for counts by arm; false after setting failed. */
bool hl_analysis__make_losses(hl_context *context, hl_losses *out);
/* A counter by arm up to the day that counts. */
void hl_analysis__count_arms(const hl_context *context, hl_cells_counter counter, double *out);
/* n and of: over the arms. */
void hl_analysis__sum_losses(const hl_context *context, hl_losses *out);
/* The p of alike shares; NaN where nothing, or everything, is lost. */
double hl_analysis__p_of_losses(const hl_context *context, const hl_losses *l);
/* Whether arms lost unlike shares: p < 0.001, as for the split. */
bool hl_analysis__are_apart(const hl_context *context, const hl_losses *l);

/* The tables. */
void hl_analysis__check_lost_units(hl_context *context);
void hl_analysis__check_lost_rows(hl_context *context);
void hl_analysis__check_corrections(hl_context *context);
void hl_analysis__check_lost_events(hl_context *context);
void hl_analysis__check_unread_types(hl_context *context);
void hl_analysis__check_event_times(hl_context *context);
void hl_analysis__check_event_repeats(hl_context *context);
void hl_analysis__check_missing_days(hl_context *context);
void hl_analysis__check_thin_days(hl_context *context);
void hl_analysis__check_events_end(hl_context *context);
void hl_analysis__check_unplaced(hl_context *context);
void hl_analysis__check_lost_cells(hl_context *context);
void hl_analysis__check_lost_covariates(hl_context *context);

/* ---- counted by one kind, needed by another */

/* Rows that name the arm, or whose unit is known to be in it. */
void hl_analysis__count_refused(const hl_context *context, double *out);
/* Adds events of types that are ones that are read, written otherwise. */
void hl_analysis__count_misnamed(const hl_context *context, double *out);
/* Adds events of users whose id is a known one written otherwise, where there are more than chance
 * makes. Returns how many. */
double hl_analysis__count_respelled(const hl_context *context, double *out);

#endif
