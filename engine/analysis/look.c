/* Group-sequential plans: the nominal level of the look that this is. The boundary of Lan and
 * DeMets on |Z| is a two-sided p; intervals of the look are at its level (repeated confidence
 * intervals). */
#include "analysis/context.h"
#include "stats/group_sequential.h"
#include "stats/student_t.h"

void hl_analysis__look(hl_context *context)
{
    const hl_design *design = context->design;
    hl_analysis *out = context->out;
    if (design->inference != HL_INFER_GROUP_SEQUENTIAL || design->look_count == 0)
        return;
    out->look = context->options->look;
    if (out->look == 0 || out->look > design->look_count)
        out->look = design->look_count;
    int spending =
        hl_stats__spending_from_name(design->spending == NULL ? "obf" : design->spending);
    double *z = hl_analysis__array(context, design->look_count, sizeof *z);
    if (z == NULL || hl_stats__lan_demets(design->looks, design->look_count, design->alpha, 2,
                                          spending < 0 ? HL_SPEND_OBF : (hl_spending)spending,
                                          design->spending_parameter, z) != 0)
        return;
    out->look_alpha = 2 * hl_stats__z_upper(z[out->look - 1]);
}
