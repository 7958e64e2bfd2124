#include "plan/reason.h"

const char *hl_plan__reason_name(hl_reason_code code)
{
    static const char *const names[HL_REASON_CODES] = {
        [HL_REASON_NONE] = "none",
        [HL_REASON_WISH] = "wish",
        [HL_REASON_LATE] = "late",
        [HL_REASON_WINDOW] = "window",
        [HL_REASON_QUIET] = "quiet_hours",
        [HL_REASON_CHANNEL_HOURS] = "channel_hours",
        [HL_REASON_SHIFT] = "shift",
        [HL_REASON_CAP] = "cap",
        [HL_REASON_NEVER] = "cap_zero",
        [HL_REASON_SESSION] = "session",
        [HL_REASON_EXPIRED] = "deadline",
        [HL_REASON_PREFERRED] = "preferred",
        [HL_REASON_JITTER] = "jitter",
        [HL_REASON_EXPLORED] = "explored",
        [HL_REASON_NO_MODEL] = "no_model",
        [HL_REASON_PULLED] = "pulled_earlier",
        [HL_REASON_FALLBACK] = "fallback_channel",
        [HL_REASON_ANYWAY] = "sent_anyway",
        [HL_REASON_STOPPED] = "stopped",
        [HL_REASON_WAITS] = "waits",
        [HL_REASON_NO_ANCHOR] = "no_anchor",
        [HL_REASON_SESSION_FULL] = "session_full",
        [HL_REASON_NO_STEP] = "no_earlier_step",
    };
    return names[code];
}
