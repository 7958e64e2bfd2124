/* Texts that a condition compares with a date: both sides are read by the one reader of times. */
#ifndef HL_ASSIGN_WRITTEN_DATE_H
#define HL_ASSIGN_WRITTEN_DATE_H

#include "assign/loose.h"

/* How the time that the text writes ("2026/3/1", "2026-03-01T09:00:00+08:00", "20260301") stands to
 * the one of `date`: two instants by when they are, else by what the clocks showed that they were
 * written by. NO_DATE: the text is none, or nobody can tell which ("3/1/2026"). *order is left
 * alone, and the result false, when `date` is no date to compare with: it is a text then. */
bool hl_assign__date_order(const hl_value *text, const hl_value *date, hl_order *order);
/* Whether they are the same time. NO_DATE: the text may be one, and nobody can tell which. */
hl_answer hl_assign__same_date(const hl_value *text, const hl_value *date);

#endif
