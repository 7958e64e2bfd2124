#include "scan/row_names.h"

#include <string.h>

#include "base/spelling.h"
#include "base/written_number.h"
#include "scan/name_spelling.h"
#include "scan/no_arm.h"

static int shown(size_t length)
{
    return (int)(length < 60 ? length : 60);
}

static bool known_arm(hl_scan_worker *worker, const char *text, size_t length)
{
    /* one that is spelled otherwise is told of when all are counted */
    if (hl_scan__arm_is_known(worker->layout, text, length))
        return true;
    return hl_scan__complain(worker, worker->layout->arm, "an arm of the definition",
                             "unknown arm '%.*s'", shown(length), text);
}

size_t hl_scan__arm_text(hl_scan_worker *worker, char text[HL_SCAN_MOST_ARM_TEXT])
{
    const hl_scan_layout *layout = worker->layout;
    const hl_field *arm = &worker->fields[layout->arm];
    size_t length = 0;
    if (layout->experiment != HL_SCAN_NONE) {
        const hl_field *experiment = &worker->fields[layout->experiment];
        memcpy(text, experiment->data, experiment->length);
        length = experiment->length;
        text[length++] = '\x1f';
    }
    return length + hl_scan__arm_key(worker, arm->data, arm->length, text + length);
}

static uint32_t intern_arm(hl_scan_worker *worker)
{
    char text[HL_SCAN_MOST_ARM_TEXT];
    size_t length = hl_scan__arm_text(worker, text);
    return hl_cells__arm(worker->cells, text, length);
}

static bool fits_name(hl_scan_worker *worker, size_t field)
{
    const hl_field *text = &worker->fields[field];
    const char *name = text->data;
    size_t length = text->length;
    hl_base__trim(&name, &length);
    if (length == 0)
        return hl_scan__complain(worker, field, NULL, "'%s' is empty",
                                 worker->layout->names[field]);
    if (text->length > HL_SCAN_MOST_NAME || memchr(text->data, '\x1f', text->length) != NULL)
        return hl_scan__complain(worker, field, NULL, "no name of at most %d bytes",
                                 HL_SCAN_MOST_NAME);
    return true;
}

/* Without a column all rows are of one arm. */
static bool no_arm(hl_scan_worker *worker, uint32_t *arm)
{
    *arm = hl_cells__arm(worker->cells, "", 0);
    if (*arm == HL_MAP_NONE)
        (void)hl_error_memory(&worker->err);
    return *arm != HL_MAP_NONE;
}

static bool names_experiment(hl_scan_worker *worker)
{
    size_t field = worker->layout->experiment;
    const hl_field *text = &worker->fields[field];
    if (fits_name(worker, field) && !hl_base__is_null(text->data, text->length))
        return true;
    return worker->message[0] == '\0'
               ? hl_scan__complain(worker, field, NULL, "'%s' is empty: '%.*s'",
                                   worker->layout->names[field], shown(text->length), text->data)
               : false;
}

bool hl_scan__find_arm(hl_scan_worker *worker, uint32_t *arm)
{
    const hl_scan_layout *layout = worker->layout;
    if (layout->arm == HL_SCAN_NONE)
        return no_arm(worker, arm);
    const hl_field *text = &worker->fields[layout->arm];
    bool cached = layout->experiment == HL_SCAN_NONE;
    *arm = cached ? hl_scan__name_cache_find(&worker->arm_names, text->data, text->length)
                  : UINT32_MAX;
    if (*arm != UINT32_MAX)
        return true;
    bool looked_at = !cached && hl_scan__name_cache_find(&worker->arm_names, text->data,
                                                         text->length) != UINT32_MAX;
    if (!looked_at &&
        (!fits_name(worker, layout->arm) || hl_scan__is_no_arm(worker, text->data, text->length) ||
         !known_arm(worker, text->data, text->length)))
        return false;
    if (!cached) {
        hl_scan__name_cache_keep(&worker->arm_names, text->data, text->length, 0);
        if (!names_experiment(worker))
            return false;
    }
    *arm = intern_arm(worker);
    if (*arm == HL_MAP_NONE) {
        (void)hl_error_memory(&worker->err);
        return false;
    }
    if (cached && worker->cells->arms.count > HL_SCAN_MOST_ARMS) {
        (void)hl_error_set(&worker->err, HL_REJECTED,
                           "column '%s' has more than %d values: it does not name arms",
                           layout->names[layout->arm], HL_SCAN_MOST_ARMS);
        return false;
    }
    if (cached)
        hl_scan__name_cache_keep(&worker->arm_names, text->data, text->length, *arm);
    return true;
}

uint32_t hl_scan__split(hl_scan_worker *worker, size_t dimension, const char *text, size_t length)
{
    uint32_t split = hl_scan__name_cache_find(&worker->split_names[dimension], text, length);
    if (split != UINT32_MAX)
        return split;
    char tidy[HL_FOLDED(HL_SCAN_MOST_NAME)];
    bool trim = worker->layout->spec->trim && length <= HL_SCAN_MOST_NAME;
    size_t size = trim ? hl_base__tidy(text, length, tidy) : length;
    split = hl_cells__split(worker->cells, (uint32_t)dimension, trim ? tidy : text, size);
    if (split == HL_MAP_NONE) {
        (void)hl_error_memory(&worker->err);
        return UINT32_MAX;
    }
    if (worker->cells->split_names.count > HL_SCAN_MOST_SPLITS) {
        (void)hl_error_set(&worker->err, HL_REJECTED,
                           "the columns to split by have more than %d values in all",
                           HL_SCAN_MOST_SPLITS);
        return UINT32_MAX;
    }
    hl_scan__name_cache_keep(&worker->split_names[dimension], text, length, split);
    return split;
}

bool hl_scan__find_splits(hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    size_t segments = layout->conditions.segment_count;
    if (segments > 0 && !hl_scan__find_segments(worker))
        return false;
    for (size_t i = segments; i < layout->dimension_count; i++) {
        const hl_field *text = &worker->fields[layout->dimensions[i]];
        if (text->length > HL_SCAN_MOST_NAME)
            return hl_scan__complain(worker, layout->dimensions[i], NULL,
                                     "no value of at most %d bytes", HL_SCAN_MOST_NAME);
        worker->splits[i] = hl_scan__split(worker, i, text->data, text->length);
        if (worker->splits[i] == UINT32_MAX)
            return false;
    }
    return true;
}
