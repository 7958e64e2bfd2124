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
        return HL_LOG_SAID_GOES;
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

/* Both say what became of the message, and that it went. Twice "sent" at times far apart is no step
 * from one to the other. */
static bool are_steps(const hl_log_attempt *a, const hl_log_attempt *b)
{
    const int64_t an_hour = 3600000;
    int64_t apart = a->sent_utc_ms - b->sent_utc_ms;
    bool near = apart <= an_hour && apart >= -an_hour;
    bool arrived = ((a->said | b->said) & HL_LOG_SAID_ARRIVED) != 0;
    return a->said != 0 && b->said != 0 && ((a->said | b->said) & NOT_GONE) == 0 &&
           (arrived || near);
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
    if (*sent_differs && are_steps(have, says)) {
        have->sent_utc_ms =
            have->sent_utc_ms < says->sent_utc_ms ? have->sent_utc_ms : says->sent_utc_ms;
        *sent_differs = false;
    }
    if (planned || *sent_differs)
        return false;
    fill(&have->planned_utc_ms, says->planned_utc_ms);
    fill(&have->sent_utc_ms, says->sent_utc_ms);
    have->said |= says->said;
    return true;
}
