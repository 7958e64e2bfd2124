/* The sentences of a plan, and the words of its calendar and of the list of channels. */
#ifndef HL_REPORTS_MESSAGES_PLAN_H
#define HL_REPORTS_MESSAGES_PLAN_H

#include "hookline/plan.h"
#include "reports/messages/message.h"

typedef enum hl_plan_word {
    HL_PLAN_WORD_TITLE,
    HL_PLAN_WORD_COUNTS,
    HL_PLAN_WORD_NOTHING,
    HL_PLAN_WORD_HELD_BY,
    HL_PLAN_WORD_ENDED_BY,
    HL_PLAN_WORD_BECAUSE,
    HL_PLAN_WORD_AND, /* between two of them */
    HL_PLAN_WORD_ARMS,
    HL_PLAN_WORD_ARM,
    HL_PLAN_WORD_SHARE,
    HL_PLAN_WORD_FLAGS,
    HL_PLAN_WORD_UNKNOWN_ZONES,
    HL_PLAN_WORD_NO_ZONE,
    HL_PLAN_WORD_INFERRED_ZONES,
    HL_PLAN_WORD_DUPLICATES,
    HL_PLAN_WORD_UNKNOWN_USERS,
    HL_PLAN_WORD_UNASSIGNED,
    HL_PLAN_WORD_FUTURE,
    HL_PLAN_WORD_OTHER_HOOKS,
    HL_PLAN_WORD_REJECTED,
    HL_PLAN_WORD_ODD_CHANNELS,
    HL_PLAN_WORD_ODD_TIMES,
    HL_PLAN_WORD_UNREAD_TIMES,
    HL_PLAN_WORD_MONDAY, /* the other days behind it */
    HL_PLAN_WORD_SUNDAY = HL_PLAN_WORD_MONDAY + 6,
    HL_PLAN_WORD_CHANNEL,
    HL_PLAN_WORD_SINCE,
    HL_PLAN_WORD_SINCE_UNKNOWN,
    HL_PLAN_WORD_VERIFIED,
    HL_PLAN_WORD_NOT_VERIFIED,
    HL_PLAN_WORD_WHY, /* the replay of a touch */
    HL_PLAN_WORD_WHY_SEARCH,
    HL_PLAN_WORD_ROUTE_USUAL,
    HL_PLAN_WORD_ROUTE_FALLBACK,
    HL_PLAN_WORD_ROUTE_ANYWAY,
    HL_PLAN_WORD_ROUTE_PULLED,
    HL_PLAN_WORD_WHY_LEAVES,
    HL_PLAN_WORD_QUIET_HOURS,
    HL_PLAN_WORD_SHIFT,
    HL_PLAN_WORD_WHY_TOGETHER,
    HL_PLAN_WORD_WHY_INTERVAL,
    HL_PLAN_WORD_WHY_NEVER,
    HL_PLAN_WORD_WHY_ROOM_NOW,
    HL_PLAN_WORD_WHY_ROOM_NEVER,
    HL_PLAN_WORD_WHY_ROOM_FROM,
    HL_PLAN_WORD_WHY_CHOSEN,
    HL_PLAN_WORD_WHY_DRAWN,
    HL_PLAN_WORD_WHY_DRAWN_BY_MODEL,
    HL_PLAN_WORD_WHY_NO_SLOT,
    HL_PLAN_WORD_WHY_NEXT,
    HL_PLAN_WORD_WHY_OPEN,
    HL_PLAN_WORD_WHY_PLANNED,
    HL_PLAN_WORD_WHY_NIGHT,
    HL_PLAN_WORD_WHY_WAITING,
    HL_PLAN_WORD_WHY_DROPPED,
    HL_PLAN_WORDS
} hl_plan_word;

extern const hl_message hl_reports__plan_words[HL_PLAN_WORDS];

/* Why the touch goes when it goes, or why not: its reasons, one after the other. */
void hl_reports__plan_reasons(const hl_planned_touch *touch, hl_lang lang, hl_text *out);
/* "cap: user 1 a day", 每位用户每天 1 条 */
void hl_reports__plan_limit(const hl_plan_limit *limit, hl_lang lang, hl_text *out);
/* A reason in a word or two; in English as files name it ("window"). */
const char *hl_reports__plan_reason(hl_plan_reason_code code, hl_lang lang);
const char *hl_reports__zone_source(hl_zone_source source, hl_lang lang);

#endif
