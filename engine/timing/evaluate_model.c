/* What a model believes of a policy: its chances in draws from the posterior, over those at the
 * hours at which touches go out now, segments weighed by their touches. */
#include <stdlib.h>
#include <string.h>

#include "timing/claims.h"
#include "timing/evaluation.h"
#include "timing/rule.h"

enum { HOURS = 24, DRAWS = 1000, SEED = 23 };

typedef struct beliefs {
    double *rates;         /* DRAWS x HL_TIMING_SLOTS, of a segment */
    double *value, *usual; /* DRAWS: sums over segments, each times its touches */
    double touches, users;
} beliefs;

/* Outcomes by the hour of the day, old ones for as much as they count. */
static void count_outcomes(const hl_timing_model *model, size_t segment, double outcomes[HOURS])
{
    for (int h = 0; h < HOURS; h++)
        outcomes[h] = 0;
    for (size_t i = 0; i < model->places.count; i++) {
        const hl_hier_cell *c = &model->places.cells[i];
        if (c->group == segment)
            outcomes[c->kind / 2 % HOURS] += c->events;
    }
}

static double at_chances(const double *chances, const double *rates)
{
    double sum = 0;
    for (int slot = 0; slot < HL_TIMING_SLOTS; slot++)
        sum += chances[slot] * rates[slot];
    return sum;
}

static hl_status add_segment(const hl_timing_model *model, const hl_timing_posterior *posterior,
                             const hl_timing_rule *rule, size_t segment, beliefs *b, hl_error *err)
{
    const hl_timing_group *g = &model->groups[segment];
    double outcomes[HOURS], chances[HL_TIMING_SLOTS], touches = (double)g->touches;
    count_outcomes(model, segment, outcomes);
    hl_status status = hl_timing__rule_chances(rule, g->name, strlen(g->name), model->legal,
                                               outcomes, chances, err);
    if (status == HL_OK)
        status = hl_timing__draw_rates(posterior, segment, SEED, DRAWS, b->rates, err);
    for (size_t i = 0; i < DRAWS && status == HL_OK; i++) {
        const double *rates = b->rates + i * HL_TIMING_SLOTS;
        b->value[i] += touches * at_chances(chances, rates);
        b->usual[i] += touches * at_chances(g->usual, rates);
    }
    b->touches += touches;
    b->users += (double)g->users;
    return status;
}

static hl_status add_segments(const hl_timing_model *model, const hl_timing_rule *rule, beliefs *b,
                              hl_timing_evaluation *out, hl_error *err)
{
    hl_timing_posterior *posterior = NULL;
    hl_status status =
        hl_timing__posterior(&model->places, &model->variances, &model->clusters, &posterior, err);
    for (size_t s = 0; s < model->places.segments && status == HL_OK; s++) {
        const char *name = model->groups[s].name;
        if (hl_timing__rule_is_for(rule, name, strlen(name)))
            status = add_segment(model, posterior, rule, s, b, err);
        else
            out->elsewhere += model->groups[s].touches;
    }
    hl_timing__posterior_free(posterior);
    return status;
}

static void write_beliefs(beliefs *b, hl_timing_evaluation *out)
{
    out->touches = (int64_t)b->touches;
    out->users = (int64_t)b->users;
    if (b->touches <= 0)
        return;
    for (size_t i = 0; i < DRAWS; i++) {
        b->value[i] /= b->touches;
        b->usual[i] = b->value[i] - b->usual[i] / b->touches;
    }
    out->gain = hl_timing__summary(b->usual, DRAWS);
    out->by_model = hl_timing__summary(b->value, DRAWS);
    out->logged = out->by_model.estimate - out->gain.estimate;
}

hl_status hl_timing_evaluate_model(const hl_timing_model *model,
                                   const hl_timing_evaluate_options *options,
                                   hl_timing_evaluation *out, hl_error *err)
{
    hl_timing_rule rule = {.chooser = NULL};
    double *memory = calloc((size_t)DRAWS * (HL_TIMING_SLOTS + 2), sizeof *memory);
    beliefs b = {.rates = memory};
    *out = hl_timing__evaluation(options);
    out->value = model->data.value;
    hl_status status = memory != NULL ? hl_timing__rule(options, &rule, err) : hl_error_memory(err);
    if (status == HL_OK) {
        b.value = memory + (size_t)DRAWS * HL_TIMING_SLOTS;
        b.usual = b.value + DRAWS;
        status = add_segments(model, &rule, &b, out, err);
    }
    if (status == HL_OK)
        write_beliefs(&b, out);
    hl_timing__rule_free(&rule);
    free(memory);
    return status;
}
