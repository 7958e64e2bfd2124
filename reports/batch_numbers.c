/* The numbers of a batch's lines and reasons: as the report of each experiment quotes them, with
 * the level of their intervals. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "hookline/batch.h"
#include "reports/batch_words.h"
#include "reports/finding_slots.h"
#include "reports/say.h"
#include "reports/show.h"

static hl_show_form difference_form(bool of_rate)
{
    return of_rate ? HL_SHOW_POINTS : HL_SHOW_SHIFT;
}

/* In a column whose head says the level of `head`. */
static const char *in_column(const hl_estimate *estimate, double alpha, double head,
                             hl_show_form form, hl_document *document)
{
    hl_text text = {0};
    if (alpha == head || isnan(alpha))
        return hl_reports__estimate(document, estimate, form);
    hl_reports__show_interval(&text, estimate, alpha, form, document->lang);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__batch_effect(const hl_batch_comparison *c, double alpha,
                                     hl_document *document)
{
    bool lift = c->effective.says_lift;
    return in_column(lift ? &c->quoted.lift : &c->quoted.difference, c->quoted.alpha, alpha,
                     lift ? HL_SHOW_CHANGE : difference_form(c->of_rate), document);
}

/* Beside "stop" stands what the reason says of the guardrail. */
static bool is_of_reason(const hl_batch *batch, const hl_batch_row *row)
{
    const hl_batch_reason *r = &row->reason;
    const hl_batch_comparison *c = &batch->comparisons[row->told];
    return row->across == HL_DECIDE_STOP_GUARDRAIL && r->effect_of != HL_SCALE_NONE &&
           r->metric != NULL && r->arm != NULL && strcmp(r->metric, c->metric) == 0 &&
           strcmp(r->arm, c->arm) == 0;
}

bool hl_reports__batch_says_lift(const hl_batch *batch, const hl_batch_row *row)
{
    return is_of_reason(batch, row) ? row->reason.effect_of == HL_SCALE_LIFT
                                    : batch->comparisons[row->told].effective.says_lift;
}

double hl_reports__batch_alpha(const hl_batch *batch, const hl_batch_row *row)
{
    return is_of_reason(batch, row) ? row->reason.alpha
                                    : batch->comparisons[row->told].quoted.alpha;
}

static hl_show_form form_of(const hl_batch_reason *reason)
{
    return reason->effect_of == HL_SCALE_LIFT ? HL_SHOW_CHANGE : difference_form(reason->of_rate);
}

const char *hl_reports__batch_told(const hl_batch *batch, const hl_batch_row *row, double alpha,
                                   hl_document *document)
{
    const hl_batch_reason *reason = &row->reason;
    return is_of_reason(batch, row)
               ? in_column(&reason->effect, reason->alpha, alpha, form_of(reason), document)
               : hl_reports__batch_effect(&batch->comparisons[row->told], alpha, document);
}

bool hl_reports__batch_leaves_zero(const hl_batch_comparison *c)
{
    const hl_estimate *e = c->effective.says_lift ? &c->quoted.lift : &c->quoted.difference;
    bool said = c->caveat == HL_BATCH_NOT_SHOWN_CORRECTED || c->caveat == HL_BATCH_NOT_SHOWN_EXACT;
    return said && (e->low > 0 || e->high < 0);
}

bool hl_reports__batch_is_apart(const hl_batch *batch, const hl_batch_row *row)
{
    return !is_of_reason(batch, row) &&
           hl_reports__batch_leaves_zero(&batch->comparisons[row->told]);
}

const char *hl_reports__batch_effect_said(const hl_batch_row *row, hl_document *document)
{
    const hl_batch_reason *reason = &row->reason;
    hl_text text = {0};
    hl_reports__show_interval(&text, &reason->effect, reason->alpha, form_of(reason),
                              document->lang);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__batch_amount(double x, hl_effect_scale of, bool of_rate,
                                     hl_document *document)
{
    hl_text text = {0};
    hl_reports__show_amount(&text, fabs(x),
                            of == HL_SCALE_LIFT ? HL_SHOW_CHANGE : difference_form(of_rate),
                            document->lang);
    return hl_reports__keep(document, &text);
}

const char *hl_reports__batch_bound(const hl_batch_reason *reason, hl_document *document)
{
    hl_text text = {0};
    double x = reason->effect.estimate;
    hl_text shown = {0};
    hl_base__text_add(&shown, x < 0 ? "-" : "+");
    hl_base__text_add(&shown,
                      hl_reports__batch_amount(x, reason->effect_of, reason->of_rate, document));
    hl_reports__gain_beyond(x, reason->goal, hl_base__text_string(&shown), document->lang, &text);
    text.failed = text.failed || shown.failed;
    hl_base__text_free(&shown);
    return hl_reports__keep(document, &text);
}
