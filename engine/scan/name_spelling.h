/* Names of a flat file that look alike: arms, units and values to split by that are one in
 * spelling.h and two in their bytes. Without --trim they are an error or a warning; with it they
 * are one. */
#ifndef HL_SCAN_NAME_SPELLING_H
#define HL_SCAN_NAME_SPELLING_H

#include "base/spelling.h"
#include "scan/result.h"

enum { HL_SCAN_MOST_NAME = 1000 }; /* bytes */

/* The arm as the cells name it: as it is written, folded with --trim. out has room for
 * HL_FOLDED(HL_SCAN_MOST_NAME) bytes; length is at most HL_SCAN_MOST_NAME. Returns its length. */
size_t hl_scan__arm_key(hl_scan_worker *worker, const char *text, size_t length, char *out);
/* Whether the arm is one of the definition, in whatever spelling. */
bool hl_scan__arm_is_known(const hl_scan_layout *layout, const char *text, size_t length);
/* The arm as the report names it: with --trim as --control or the definition spell it, else as the
 * shortest of its tidied spellings, of these the first in order of bytes. */
const char *hl_scan__arm_shown(const hl_scan *scan, const char *key);
/* HL_REJECTED: two arms, or one and the control or an arm of the definition, look alike. */
HL_NODISCARD hl_status hl_scan__check_arms(const hl_scan *scan, hl_error *err);
/* Warnings of values to split by that look alike. */
HL_NODISCARD hl_status hl_scan__warn_splits(const hl_scan *scan, hl_problems *problems,
                                            hl_error *err);
/* Whether the unit's id is one; else the worker's error says what happened to it. */
bool hl_scan__check_unit(hl_scan_worker *worker, const hl_field *name);

#endif
