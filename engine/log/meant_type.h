/* What an event type that a design does not read may have been meant to be. */
#ifndef HL_LOG_MEANT_TYPE_H
#define HL_LOG_MEANT_TYPE_H

#include <stdbool.h>

#include "hookline/definition.h"

typedef enum hl_type_reading {
    HL_TYPE_READ,  /* by a metric */
    HL_TYPE_ALIKE, /* but for case, width, spaces or coding one that is read */
    HL_TYPE_NEAR,  /* a slip of the hand away from one */
    HL_TYPE_OTHER
} hl_type_reading;

/* *meant: the type that is read; NULL for HL_TYPE_OTHER. */
hl_type_reading hl_log__type_reading(const hl_design *design, const char *type, const char **meant);
/* The same of what ends a journey (stop_on), which plans compare by its fold: alike is read. */
hl_type_reading hl_log__stop_reading(const hl_experiment *x, const char *type, const char **meant);
/* Whether two names differ in case, width, spaces or coding alone, if at all. */
bool hl_log__are_alike(const char *a, const char *b);

#endif
