/* Arms that are several: ["control","evening"], control|evening. Whoever is in two arms was in
 * neither alone. */
#ifndef HL_SCAN_ARM_LISTS_H
#define HL_SCAN_ARM_LISTS_H

#include <stdbool.h>
#include <stddef.h>

#include "hookline/error.h"

struct hl_scan;

/* Whether the text is a list in brackets of at least two: ["a","b"], {a,b}, ('a', 'b'). */
bool hl_scan__lists_arms(const char *text, size_t length);
/* HL_REJECTED: an arm joins others of the file by |, ; or a comma, or another and the control by
 * any sign, by "and" or 和, or by nothing. Without the control that may be a combination of them,
 * and an arm, unless it has far fewer units; so may "both". Or an arm is another one misspelt. */
HL_NODISCARD hl_status hl_scan__check_lists(const struct hl_scan *scan, hl_error *err);

#endif
