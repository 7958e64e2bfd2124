/* What a sample that has ended and keeps running lacks: by the first reason that it rests on; data,
 * where nothing has been seen of any metric that decides, as no number of units brings them. */
#include "hookline/analysis.h"

static const struct {
    hl_finding_code first;
    hl_lack lack;
} lacks[] = {
    {HL_FOUND_NO_PRIMARY_METRIC, HL_LACKS_PRIMARY_METRIC},
    {HL_FOUND_GUARDRAIL_NEEDS_MARGIN, HL_LACKS_MARGIN},
};

bool hl_verdict_has_ended(const hl_verdict *verdict)
{
    for (size_t i = 0; i < verdict->because_count; i++) {
        const hl_finding *f = &verdict->because[i];
        if (f->code == HL_FOUND_PLANNED_END || f->code == HL_FOUND_CUT_SHORT ||
            f->code == HL_FOUND_NO_PLANNED_END || f->code == HL_FOUND_BEYOND_PLAN ||
            f->code == HL_FOUND_PLANNED_LOOK || f->code == HL_FOUND_LOOK_ENDED_IT ||
            (f->code == HL_FOUND_LOOK && f->n == f->of))
            return true;
    }
    return false;
}

hl_lack hl_verdict_lack(const hl_verdict *verdict)
{
    if (verdict->decision != HL_DECIDE_KEEP_RUNNING || !hl_verdict_has_ended(verdict))
        return HL_LACKS_NOTHING;
    size_t at = 0;
    for (size_t i = 0; i < verdict->because_count; i++)
        if (verdict->because[i].rank == 0 && verdict->because[i].code == HL_FOUND_NOTHING_SEEN)
            return HL_LACKS_DATA;
    while (at < verdict->because_count && verdict->because[at].rank > 0)
        at++;
    for (size_t i = 0; at < verdict->because_count && i < sizeof lacks / sizeof lacks[0]; i++)
        if (verdict->because[at].code == lacks[i].first)
            return lacks[i].lack;
    return HL_LACKS_UNITS;
}

const char *hl_lack_name(hl_lack lack)
{
    static const char *const names[HL_LACKS] = {[HL_LACKS_UNITS] = "units",
                                                [HL_LACKS_PRIMARY_METRIC] = "primary_metric",
                                                [HL_LACKS_DATA] = "data",
                                                [HL_LACKS_MARGIN] = "margin"};
    return names[lack];
}
