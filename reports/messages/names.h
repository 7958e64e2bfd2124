/* What has a name in the JSON, in words. */
#ifndef HL_REPORTS_MESSAGES_NAMES_H
#define HL_REPORTS_MESSAGES_NAMES_H

#include "hookline/analysis.h"
#include "hookline/assign.h"
#include "reports/messages/message.h"

/* What a flag of an estimate means, in a few words; NULL for bits that need no word. */
const char *hl_reports__flag_words(hl_flags bit, hl_lang lang);
/* A correction by its full name. */
const char *hl_reports__adjustment_name(hl_adjustment adjustment, hl_lang lang);
/* "user" in words; other units are attributes and stay as they are. */
const char *hl_reports__unit(const char *unit, hl_lang lang);
/* "variant" in words; any other as it stands. */
const char *hl_reports__factor_name(const char *factor, hl_lang lang);
const char *hl_reports__inference(hl_inference inference, hl_lang lang);
const char *hl_reports__assign_reason(hl_assign_reason reason, hl_lang lang);
const char *hl_reports__check_name(hl_check_kind check, hl_lang lang);
/* A round number ("20") as one says it ("twenty"); any other as it stands. */
const char *hl_reports__in_words(const char *number, hl_lang lang);
/* A method ("scas") in words. */
const char *hl_reports__method_name(const char *method, hl_lang lang);
/* "blank cells: {n}" of "blank_cells": why units or rows may be missing from a metric. */
const hl_message *hl_reports__cause(const char *cause);

#endif
