/* The model of send times that is in force for the experiment, and the segments of its users. */
#ifndef HL_PLAN_SEND_MODEL_H
#define HL_PLAN_SEND_MODEL_H

#include "assign/condition.h"
#include "assign/user_source.h"
#include "hookline/store_timing.h"
#include "timing/chances.h"

/* Zeroed: there is none. */
typedef struct hl_plan_send_model {
    hl_store_model *kept; /* NULL: none is in force */
    hl_timing_model *model;
    hl_timing_chooser *chooser; /* NULL: none is in force */
    hl_predicate *segment;      /* its segment is one of the definition */
    const char *attribute;      /* it is an attribute of users; NULL: neither */
} hl_plan_send_model;

/* In the store's open transaction, where a hook of the experiment chooses by the model. HL_FAILED:
 * the model is not what was kept. HL_REJECTED: this program cannot read it; problems say why. */
HL_NODISCARD hl_status hl_plan__open_send_model(hl_store *store, const hl_experiment *experiment,
                                                uint64_t seed, hl_problems *problems,
                                                hl_plan_send_model *out, hl_error *err);
void hl_plan__close_send_model(hl_plan_send_model *model);
/* Whether some hook of the experiment asks for it. */
bool hl_plan__asks_for_model(const hl_experiment *experiment);
/* Which of the model's segments a user of those attributes is in; 0 without a model. */
HL_NODISCARD hl_status hl_plan__send_segment(const hl_plan_send_model *model,
                                             const hl_value *attributes, hl_unread *unread,
                                             uint32_t *segment, hl_error *err);

#endif
