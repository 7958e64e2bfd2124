/* What is drawn of a touch: by its hash, keyed by the seed and the purpose. */
#include <string.h>

#include "base/sip_hash.h"
#include "plan/planner.h"

uint64_t hl_plan__draw(const hl_plan_settings *settings, hl_draw purpose,
                       const hl_candidate *candidate)
{
    hl_sip_hash hash = hl_base__sip_hash(settings->seed, (uint64_t)purpose + 1);
    const hl_arm_step *arm_step = &settings->arm_steps[candidate->arm_step];
    const char place[2] = {':', (char)('0' + arm_step->step_index % 64)};
    hl_base__sip_add(&hash, settings->salt, strlen(settings->salt));
    hl_base__sip_add(&hash, place, sizeof place);
    hl_base__sip_add(&hash, candidate->trigger_id, candidate->trigger_length);
    return hl_base__sip_end(&hash);
}
