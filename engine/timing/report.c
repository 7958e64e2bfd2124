#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "timing/claims.h"
#include "timing/model.h"

enum { DRAWS = 1000, DRAWS_OF_MANY = 400, WIDTH = 2 };
/* Share of touches whose hours were drawn, from which on they carry the claims. */
static const double DRAWN_ENOUGH = 0.9;

const char *hl_timing_decision_name(hl_timing_decision decision)
{
    static const char *const names[] = {"use", "not enough data", "no difference worth it"};
    return names[decision];
}

const char *hl_timing_days_name(hl_timing_days days)
{
    static const char *const names[] = {"every day", "working days", "days off"};
    return names[days];
}

void hl_timing_report_free(hl_timing_report *report)
{
    if (report == NULL)
        return;
    free((void *)report->segments);
    free(report);
}

static hl_status claim_all(const hl_timing_model *model, const hl_timing_question *question,
                           hl_timing_segment *segments, hl_error *err)
{
    hl_timing_posterior *posterior = NULL, *guardrail = NULL;
    hl_timing_question q = *question;
    hl_status status =
        hl_timing__posterior(&model->places, &model->variances, &model->clusters, &posterior, err);
    if (status == HL_OK && model->guard.said.touches > 0)
        status = hl_timing__posterior(&model->guard.places, &model->guard.variances,
                                      &model->guard.clusters, &guardrail, err);
    q.guardrail = guardrail;
    for (size_t s = 0; s < model->places.segments && status == HL_OK; s++) {
        const hl_timing_group *g = &model->groups[s];
        segments[s] = (hl_timing_segment){
            .name = g->name, .touches = g->touches, .users = g->users, .randomised = g->randomised};
        status = hl_timing__claim(posterior, s, &q, g->usual, &segments[s], err);
    }
    hl_timing__posterior_free(posterior);
    hl_timing__posterior_free(guardrail);
    return status;
}

static hl_timing_question question_of(const hl_timing_model *model,
                                      const hl_timing_report_options *options)
{
    hl_timing_question q = {.width = options->width_hours > 0 ? options->width_hours : WIDTH,
                            .worth = options->worth > 0 ? options->worth : hl_timing__worth,
                            .draws =
                                model->places.segments > HL_TIMING_MANY ? DRAWS_OF_MANY : DRAWS};
    memcpy(q.legal, model->legal, sizeof q.legal);
    q.moving = hl_timing__moves(&model->staleness);
    q.observational = (double)model->data.randomised < DRAWN_ENOUGH * (double)model->data.touches;
    return q;
}

static hl_status check_width(const hl_timing_question *q, hl_error *err)
{
    if (q->width > 24)
        return hl_error_set(err, HL_USAGE, "a window is 1 to 24 hours wide, not %d", q->width);
    if (hl_timing__window_count(q->legal, q->width) == 0)
        return hl_error_set(err, HL_REJECTED,
                            "no window of %d hours lies in the hours in which touches may go",
                            q->width);
    return HL_OK;
}

hl_status hl_timing_report_of(const hl_timing_model *model, const hl_timing_report_options *options,
                              hl_timing_report **out, hl_error *err)
{
    hl_timing_question q = question_of(model, options);
    hl_status status = check_width(&q, err);
    *out = NULL;
    if (status != HL_OK)
        return status;
    hl_timing_report *report = calloc(1, sizeof *report);
    hl_timing_segment *segments = calloc(model->places.segments + 1, sizeof *segments);
    status = report != NULL && segments != NULL ? claim_all(model, &q, segments, err)
                                                : hl_error_memory(err);
    if (status != HL_OK) {
        free(segments);
        free(report);
        return status;
    }
    *report = (hl_timing_report){.data = model->data,
                                 .segment_count = model->places.segments,
                                 .segments = segments,
                                 .observational = q.observational,
                                 .moving = q.moving,
                                 .usual = model->usual,
                                 .realised = model->realised,
                                 .guardrail = model->guard.said,
                                 .half_life_days = model->staleness.half_life,
                                 .design_effect_level = model->clusters.level,
                                 .design_effect_hours = model->clusters.hours,
                                 .width_hours = q.width,
                                 .worth = q.worth};
    report->data.digest = model->digest;
    memcpy(report->legal, q.legal, sizeof report->legal);
    memcpy(report->half_life_scores, model->staleness.score, sizeof report->half_life_scores);
    *out = report;
    return HL_OK;
}
