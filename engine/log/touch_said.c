#include "log/touch_said.h"

#include "log/attribution.h"

enum { NOT_GONE = HL_LOG_SAID_FAILED | HL_LOG_SAID_CANCELLED };

int64_t hl_log__said_of(hl_touch_state state)
{
    switch (state) {
    case HL_TOUCH_STATE_ARRIVED:
        return HL_LOG_SAID_ARRIVED;
    case HL_TOUCH_STATE_FAILED:
        return HL_LOG_SAID_FAILED;
    case HL_TOUCH_STATE_CANCELLED:
        return HL_LOG_SAID_CANCELLED;
    case HL_TOUCH_STATE_GOES:
    case HL_TOUCH_STATE_UNKNOWN:
        break;
    }
    return 0;
}

hl_touch_state hl_log__said_state(int64_t said)
{
    if ((said & HL_LOG_SAID_ARRIVED) != 0)
        return HL_TOUCH_STATE_ARRIVED;
    if ((said & HL_LOG_SAID_CANCELLED) != 0)
        return HL_TOUCH_STATE_CANCELLED;
    return (said & HL_LOG_SAID_FAILED) != 0 ? HL_TOUCH_STATE_FAILED : HL_TOUCH_STATE_GOES;
}

static int64_t when(const hl_log_attempt *a)
{
    return a->sent_utc_ms != HL_LOG_NO_TIME ? a->sent_utc_ms : a->planned_utc_ms;
}

static bool differ(int64_t a, int64_t b)
{
    return a != HL_LOG_NO_TIME && b != HL_LOG_NO_TIME && a != b;
}

static void fill(int64_t *have, int64_t says)
{
    if (*have == HL_LOG_NO_TIME)
        *have = says;
}

/* One says that it went, the other that it did not. */
static void lay_other(hl_log_attempt *have, const hl_log_attempt *says, bool contrary)
{
    const bool later =
        when(says) > when(have) || (when(says) == when(have) && (says->said & NOT_GONE) != 0);
    const int64_t arrived = (have->said | says->said) & HL_LOG_SAID_ARRIVED;
    const hl_log_attempt before = *have;
    if (later)
        *have = *says;
    have->said |= arrived;
    if (later)
        fill(&have->planned_utc_ms, before.planned_utc_ms);
    if (later && !contrary)
        fill(&have->sent_utc_ms, before.sent_utc_ms);
    if (!later && !contrary) {
        fill(&have->planned_utc_ms, says->planned_utc_ms);
        fill(&have->sent_utc_ms, says->sent_utc_ms);
    }
}

bool hl_log__attempt_lay(hl_log_attempt *have, const hl_log_attempt *says, bool *sent_differs)
{
    bool planned = differ(have->planned_utc_ms, says->planned_utc_ms);
    *sent_differs = differ(have->sent_utc_ms, says->sent_utc_ms);
    if (((have->said ^ says->said) & NOT_GONE) != 0) {
        lay_other(have, says, planned || *sent_differs);
        return true;
    }
    *sent_differs = *sent_differs && !planned;
    if (planned || differ(have->sent_utc_ms, says->sent_utc_ms))
        return false;
    fill(&have->planned_utc_ms, says->planned_utc_ms);
    fill(&have->sent_utc_ms, says->sent_utc_ms);
    have->said |= says->said;
    return true;
}
