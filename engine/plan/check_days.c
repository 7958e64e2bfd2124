/* Working and free days without a calendar are those of the week alone: a remark at each window and
 * quiet hour that asks for them. */
#include "plan/check_days.h"

static const char *window_remark(hl_day_kind kind)
{
    switch (kind) {
    case HL_DAYS_WORKING:
        return "without a calendar these are Monday to Friday: touches go out on holidays, and "
               "none on make-up working days";
    case HL_DAYS_FREE:
        return "without a calendar these are Saturday and Sunday: no holiday is free";
    case HL_DAYS_ALL:
    case HL_DAYS_FRENCH:
        break;
    }
    return NULL;
}

static const char *quiet_remark(hl_day_kind kind)
{
    return kind == HL_DAYS_WORKING ? "without a calendar these are Monday to Friday: make-up "
                                     "working days are not quiet"
                                   : window_remark(kind);
}

static void tell(hl_decoder *decoder, const char *table, const char *key, size_t index,
                 const hl_value *item, const char *remark)
{
    hl_config__enter(decoder, table, 0);
    hl_config__enter(decoder, key, index);
    hl_config__warn_at(decoder, item, "days", "%s", remark);
    hl_config__leave(decoder);
    hl_config__leave(decoder);
}

void hl_plan__remark_days(hl_decoder *decoder, const hl_value *root, const hl_experiment *x)
{
    const hl_value *windows = hl_base__value_get(root, "windows");
    const hl_value *quiet = hl_base__value_get(root, "quiet_hours");
    if (x->calendar_file != NULL || x->special_day_count > 0)
        return;
    for (size_t i = 0; i < x->window_count; i++) {
        const hl_value *item = hl_base__value_get(windows, x->windows[i].name);
        const char *remark = window_remark(x->windows[i].kind);
        if (item != NULL && remark != NULL)
            tell(decoder, "windows", x->windows[i].name, 0, item, remark);
    }
    for (size_t i = 0; quiet != NULL && i < quiet->count && i < x->quiet_count; i++) {
        const char *remark = quiet_remark(x->quiet[i].kind);
        if (remark != NULL)
            tell(decoder, "quiet_hours", NULL, i, &quiet->items[i], remark);
    }
}
