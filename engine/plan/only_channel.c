/* A log of touches without a column `channel`, where all of the definition's touches go by one
 * channel: they are counted as on that one. A log of several channels then holds back too much
 * rather than too little. A cap of the definition that names channels still asks for the column. */
#include "base/column_names.h"
#include "plan/reading.h"

static const char *only_channel(const hl_compiled *c)
{
    uint32_t only = HL_MAP_NONE;
    for (size_t i = 0; i < c->arm_step_count; i++)
        for (int route = 0; route < HL_ROUTES; route++) {
            uint32_t number = c->arm_steps[i].routes[route].channel_number;
            if (!c->arm_steps[i].has_route[route] || number == only)
                continue;
            if (only != HL_MAP_NONE)
                return NULL;
            only = number;
        }
    const char *name = only == HL_MAP_NONE ? "" : hl_plan__name_text(&c->names.channels, only);
    return name[0] == '\0' ? NULL : name;
}

static bool asks_for_channels(const hl_compiled *c)
{
    for (size_t i = 0; i < c->limit_count; i++)
        if (c->limits[i]->scope == HL_SCOPE_CHANNEL &&
            c->limits[i]->rule.owner == HL_PLAN_LIMIT_DEFINITION)
            return true;
    return false;
}

bool hl_plan__has_only_channel(hl_reading *r)
{
    const hl_row_source *rows = r->rows.touches;
    size_t at = 0;
    size_t other = 0;
    const char *only = asks_for_channels(r->compiled) ? NULL : only_channel(r->compiled);
    if (only == NULL || rows->want != NULL ||
        hl_base__column_find(rows->columns, rows->column_count, "channel", &at, &other) !=
            HL_COLUMN_NONE)
        return false;
    r->only_channel = only;
    hl_plan__warn(r, 0, 1,
                  "there is no column 'channel': all of these touches count as on '%s', the only "
                  "channel of the definition",
                  only);
    return true;
}
