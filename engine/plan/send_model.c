#include "plan/send_model.h"

#include <stdlib.h>
#include <string.h>

#include "log/timing_models.h"

bool hl_plan__asks_for_model(const hl_experiment *experiment)
{
    for (size_t h = 0; h < experiment->hook_count; h++)
        if (experiment->hooks[h].choose == HL_CHOOSE_MODEL)
            return true;
    return false;
}

/* A segment of the definition goes before an attribute of the same name, as when it was learnt. */
static hl_status find_segment(const hl_experiment *x, hl_plan_send_model *m, hl_error *err)
{
    const char *name = hl_timing_model_data(m->model)->segment_column;
    for (size_t i = 0; name != NULL && i < x->segment_count; i++)
        if (strcmp(x->segments[i].name, name) == 0)
            return hl_assign__predicate_new(x->segments[i].condition, NULL, &m->segment, err);
    m->attribute = name;
    return HL_OK;
}

hl_status hl_plan__open_send_model(hl_store *store, const hl_experiment *experiment, uint64_t seed,
                                   hl_problems *problems, hl_plan_send_model *out, hl_error *err)
{
    if (store == NULL || !hl_plan__asks_for_model(experiment))
        return HL_OK;
    hl_status status = hl_log__model_in_force(store, experiment->name, &out->kept, err);
    if (status != HL_OK || out->kept == NULL)
        return status;
    status = hl_timing_model_read(experiment->name, out->kept->text, out->kept->length, problems,
                                  &out->model, err);
    if (status == HL_OK)
        status = find_segment(experiment, out, err);
    return status == HL_OK ? hl_timing__chooser_new(out->model, seed, &out->chooser, err) : status;
}

void hl_plan__close_send_model(hl_plan_send_model *model)
{
    hl_timing__chooser_free(model->chooser);
    hl_assign__predicate_free(model->segment);
    hl_timing_model_free(model->model);
    free(model->kept);
    *model = (hl_plan_send_model){.kept = NULL};
}

hl_status hl_plan__send_segment(const hl_plan_send_model *model, const hl_value *attributes,
                                hl_unread *unread, uint32_t *segment, hl_error *err)
{
    bool in = false, certain = true;
    const char *name = "";
    size_t length = 0;
    *segment = 0;
    if (model->chooser == NULL)
        return HL_OK;
    const hl_value *value =
        model->attribute == NULL ? NULL : hl_base__value_get(attributes, model->attribute);
    if (model->segment != NULL) {
        hl_status status = hl_assign__predicate_certain(
            model->segment, attributes, (hl_evidence){.unread = unread}, &in, &certain, err);
        if (status != HL_OK)
            return status;
        name = !certain ? "unknown" : in ? "in" : "out";
        length = strlen(name);
    } else if (value != NULL && value->text != NULL) {
        name = value->text;
        length = value->length;
    }
    *segment = (uint32_t)hl_timing__chooser_segment(model->chooser, name, length);
    return HL_OK;
}
