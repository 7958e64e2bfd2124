/* A batch as JSON. */
#ifndef HL_REPORTS_BATCH_JSON_H
#define HL_REPORTS_BATCH_JSON_H

#include "hookline/batch.h"
#include "json/writer.h"

/* What a row says, as members of an open object; all but its name and its units. */
void hl_reports__batch_members(hl_json_writer *w, const hl_batch *batch, const hl_batch_row *row);
/* An object a line for each experiment, in the order in which they were added. */
void hl_reports__batch_lines(const hl_batch *batch, hl_text *out);

#endif
