/* What a batch keeps of an analysis. All text is copied into the batch; false: out of memory. */
#ifndef HL_ANALYSIS_BATCH_LINE_H
#define HL_ANALYSIS_BATCH_LINE_H

#include "base/arena.h"
#include "hookline/batch.h"

/* The memory behind a batch (hl_batch.owner). */
typedef struct hl_batch_owner {
    hl_arena arena;
    size_t row_capacity, comparison_capacity;
} hl_batch_owner;

/* The text, or NULL of NULL. */
bool hl_analysis__batch_keep(hl_batch *batch, const char *text, const char **out);
bool hl_analysis__batch_localized(hl_batch *batch, const hl_localized *from, hl_localized *out);
/* The title that the design has for the name, if any. */
bool hl_analysis__batch_title(hl_batch *batch, const hl_design *design, hl_titled of,
                              const char *name, hl_localized *out);
/* What the line of an experiment says: of which arms what is decided, which number and which reason
 * are told, when to look again. The comparisons of the row are in the batch already. */
bool hl_analysis__batch_line(hl_batch *batch, hl_batch_row *row, const hl_analysis *analysis);

#endif
