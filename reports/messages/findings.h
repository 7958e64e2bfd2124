/* The sentences of an analysis, one for each code. */
#ifndef HL_REPORTS_MESSAGES_FINDINGS_H
#define HL_REPORTS_MESSAGES_FINDINGS_H

#include "hookline/finding.h"
#include "reports/messages/message.h"

extern const hl_message hl_reports__findings[HL_FINDINGS];

#endif
