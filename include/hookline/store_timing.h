/* Send times and the store: the touches of a log as rows to learn from, and the models that were
 * learnt, of which the newest is in force.
 *
 *   hl_touches_request request = {.experiments = &name, .experiment_count = 1,
 *                                 .metric = "clicked", .now_utc_ms = now_utc_ms};
 *   hl_row_source *touches = NULL;
 *   status = hl_store_touches(store, &request, problems, &touches, &err);
 *   if (status == HL_OK)
 *       status = hl_timing_fit_rows(touches, &timing_options, problems, &model, &err);
 *   hl_rows_close(touches);
 *   if (status == HL_OK)
 *       status = hl_timing_model_write(model, &text, &err);
 *   if (status == HL_OK)
 *       status = hl_store_keep_model(store, &request, text, &model_number, &err);
 *
 * What a model says is not looked at here: it is a text, and its digest. */
#ifndef HOOKLINE_STORE_TIMING_H
#define HOOKLINE_STORE_TIMING_H

#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"
#include "hookline/problems.h"
#include "hookline/rows.h"
#include "hookline/store.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which touches, and what they were to bring about. Texts are borrowed while a call lasts, or the
 * source is open. */
typedef struct hl_touches_request {
    const char *const *experiments; /* whose touches; none: those of every experiment */
    size_t experiment_count;
    const char *metric;  /* one that is yes or no, and has a window */
    const char *segment; /* of the definitions, or an attribute of users; NULL: none */
    int64_t now_utc_ms;  /* touches behind it have not happened */
    const char
        *guardrail; /* a metric, as the first, which is not to be brought about; NULL: none */
} hl_touches_request;

/* Columns of the source, in this order; source->columns has their names. The segment's is that of
 * the request, the outcome's and the guardrail's those of the metrics; where these meet another
 * name, the other ends with a line below. */
typedef enum hl_touches_column {
    HL_TOUCHES_SENT_AT, /* RFC 3339 */
    HL_TOUCHES_ZONE,    /* the user's, as plans know it, else the definition's */
    HL_TOUCHES_USER,
    HL_TOUCHES_HOOK,
    HL_TOUCHES_VARIANT, /* EXPERIMENT/ARM; of arms that differ in their windows alone the first */
    HL_TOUCHES_PROPENSITY, /* of the log, else as a plan has reserved it; blank: nobody
                              drew it, or it went out in another hour */
    HL_TOUCHES_POLICY,     /* by which a plan drew it: model, explore or holdout; also of one that
                              went out in another hour. Blank: by none */
    HL_TOUCHES_OUTCOME_AT, /* of the first event of the metric in its window after the touch */
    HL_TOUCHES_GUARDRAIL,  /* 1 or 0; blank: not known, as its window is open, or the experiment has
                              no such metric. Without a guardrail all are blank */
    HL_TOUCHES_SEGMENT,    /* of a definition: in, out or unknown; only where one is asked for */
    HL_TOUCHES_COLUMNS
} hl_touches_column;

/* The touches that went out, by user and then id: none that was only planned, failed or withheld.
 * Left out and counted: those behind `now`, users without a zone, and, where experiments have
 * unlike windows, touches whose own has not closed. HL_REJECTED: an experiment, metric, segment or
 * attribute is not there, or the metric is not yes or no; all of that is in problems, with what
 * would be accepted. Until the source is closed it holds a transaction, and the store is not to be
 * used for anything else. */
HL_API HL_NODISCARD hl_status hl_store_touches(hl_store *store, const hl_touches_request *request,
                                               hl_problems *problems, hl_row_source **out,
                                               hl_error *err);
/* How soon an outcome must come to count, as ISO 8601 in the largest unit that is whole (P1D,
 * PT6H), the source's own; NULL: experiments differ in that. */
HL_API const char *hl_store_touches_within(const hl_row_source *source);
/* What was left out, and what else is worth saying, once the source was read to its end. */
HL_API void hl_store_touches_tell(const hl_row_source *source, hl_problems *problems);

/* ---- models */

typedef struct hl_store_model {
    int64_t number;         /* from 1, as they were kept */
    const char *experiment; /* that it is in force for; NULL: every one that has none of its own */
    const char *outcome;    /* the metric */
    const char *digest;     /* SHA-256 of the text, in hexadecimal */
    int64_t made_utc_ms;
    const char *text;
    size_t length;
} hl_store_model;

/* Keeps a model of what was requested: it is in force, from now on, for the experiments that were
 * named, or for those that have none of their own. The same text again is not kept twice. */
HL_API HL_NODISCARD hl_status hl_store_keep_model(hl_store *store,
                                                  const hl_touches_request *request,
                                                  const char *text, int64_t *number, hl_error *err);
/* The model in force for the experiment (NULL: for those without one of their own); *out NULL, and
 * HL_OK, when there is none. One block, which the caller frees with free(). HL_FAILED: it is not
 * what was kept. */
HL_API HL_NODISCARD hl_status hl_store_model_in_force(hl_store *store, const char *experiment,
                                                      hl_store_model **out, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
