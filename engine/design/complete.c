/* The arms of a design, once the data have been read. */
#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"
#include "design/outline.h"

static hl_status no_control(const hl_design_table *table, const hl_design_found *found,
                            const char *control, hl_error *err)
{
    hl_text arms = {0};
    for (size_t i = 0; i < found->arm_count; i++)
        hl_base__text_addf(&arms, "%s%s", i == 0 ? "" : ", ", found->arms[i]);
    const char *near = hl_base__suggest_word(control, found->arms, found->arm_count);
    hl_status status = hl_base__text_status(&arms, err);
    if (status == HL_OK)
        status = hl_error_set(
            err, HL_REJECTED, "%s: no row has the control '%s' as its arm; %s%s%sarms: %s",
            table->name, control, near == NULL ? "" : "did you mean '", near == NULL ? "" : near,
            near == NULL ? "" : "'? ", hl_base__text_string(&arms));
    hl_base__text_free(&arms);
    return status;
}

/* The arm of this name among those of the design; count when there is none. */
static size_t arm_named(const hl_arm_weight *arms, size_t count, const char *name)
{
    size_t i = 0;
    while (i < count && strcmp(arms[i].name, name) != 0)
        i++;
    return i;
}

/* The arms of a table that has none are those to be drawn. */
static hl_status made_arms(const hl_design_request *request, hl_arena *arena, hl_design *out,
                           hl_error *err)
{
    hl_arm_weight *arms = NULL;
    hl_status status =
        hl_design__weights_arms(request->weights, arena, &arms, &out->arm_count, err);
    if (status != HL_OK)
        return status;
    out->arms = arms;
    out->control = request->control == NULL ? 0 : arm_named(arms, out->arm_count, request->control);
    if (out->control == out->arm_count)
        return hl_error_set(err, HL_USAGE, "--weights has no arm '%s' to be the control",
                            request->control);
    return HL_OK;
}

/* Control first, then by name. */
static hl_status found_arms(const hl_design_request *request, const hl_design_table *table,
                            const hl_design_found *found, hl_arena *arena, hl_design *out,
                            hl_error *err)
{
    size_t count = found->arm_count;
    hl_arm_weight *arms = hl_base__arena_array(arena, count, sizeof *arms);
    if (arms == NULL)
        return hl_error_memory(err);
    size_t control = 0;
    while (request->control != NULL && control < count &&
           strcmp(found->arms[control], request->control) != 0)
        control++;
    if (control == count)
        return no_control(table, found, request->control, err);
    size_t to = 0;
    arms[to++].name = found->arms[control];
    for (size_t i = 0; i < count; i++)
        if (i != control)
            arms[to++].name = found->arms[i];
    out->arms = arms;
    out->arm_count = count;
    out->control = 0;
    return request->weights == NULL ? HL_OK
                                    : hl_design__weights(request->weights, arms, count, err);
}

/* Arms, weights and control as the definition has them; arms without a row stay. */
static hl_status base_arms(const hl_design_request *request, hl_arena *arena, hl_design *out,
                           hl_error *err)
{
    const hl_design *base = request->base;
    size_t count = base->arm_count;
    hl_arm_weight *arms = hl_base__arena_array(arena, count, sizeof *arms);
    if (arms == NULL)
        return hl_error_memory(err);
    memcpy(arms, base->arms, count * sizeof *arms);
    out->arms = arms;
    out->arm_count = count;
    size_t named = request->control == NULL ? count : arm_named(arms, count, request->control);
    out->control = named < count ? named : base->control;
    return request->weights == NULL ? HL_OK
                                    : hl_design__weights(request->weights, arms, count, err);
}

hl_status hl_design__complete(const hl_design_outline *outline, const hl_design_table *table,
                              const hl_design_found *found, hl_arena *arena, hl_design *out,
                              hl_error *err)
{
    const hl_design_request *request = outline->request;
    *out = outline->design;
    out->experiment = found->experiment;
    if (request->base == NULL || found->of_column)
        out->title = (hl_localized){0};
    if (request->base != NULL && request->base->arm_count > 0)
        return base_arms(request, arena, out, err);
    if (request->arm == NULL)
        return made_arms(request, arena, out, err);
    return found_arms(request, table, found, arena, out, err);
}
