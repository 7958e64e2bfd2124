/* The names in a row: its arm, its experiment, the values that it is split by. */
#ifndef HL_SCAN_ROW_NAMES_H
#define HL_SCAN_ROW_NAMES_H

#include "scan/name_spelling.h"
#include "scan/worker.h"

enum { HL_SCAN_MOST_ARM_TEXT = HL_SCAN_MOST_NAME + 1 + HL_FOLDED(HL_SCAN_MOST_NAME) };

/* The arm of the row at hand as the scan interns it: of a file with many experiments
 * "experiment\x1farm". Its fields are names. Returns the length. */
size_t hl_scan__arm_text(hl_scan_worker *worker, char text[HL_SCAN_MOST_ARM_TEXT]);
/* The arm; false: the row names none that is wanted, as is complained of, or the worker failed. */
bool hl_scan__find_arm(hl_scan_worker *worker, uint32_t *arm);
/* The arm of most rows, which was seen before; UINT32_MAX: ask hl_scan__find_arm. */
static inline uint32_t hl_scan__known_arm(const hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    if (layout->arm == HL_SCAN_NONE || layout->experiment != HL_SCAN_NONE)
        return UINT32_MAX;
    const hl_field *text = &worker->fields[layout->arm];
    return hl_scan__name_cache_find(&worker->arm_names, text->data, text->length);
}
/* Sets worker->splits; false likewise. */
bool hl_scan__find_splits(hl_scan_worker *worker);
/* The same of most rows, whose values were seen before; false: ask hl_scan__find_splits. */
static inline bool hl_scan__known_splits(hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    uint32_t known = layout->conditions.segment_count > 0 ? UINT32_MAX : 0;
    for (size_t i = 0; i < layout->dimension_count && known != UINT32_MAX; i++) {
        const hl_field *text = &worker->fields[layout->dimensions[i]];
        known = hl_scan__name_cache_find(&worker->split_names[i], text->data, text->length);
        worker->splits[i] = known;
    }
    return known != UINT32_MAX;
}

#endif
