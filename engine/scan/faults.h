/* What could not be read, by column and kind: how often, and the first places of each, so that a
 * column full of "n/a" is told once. */
#ifndef HL_SCAN_FAULTS_H
#define HL_SCAN_FAULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/problems.h"

typedef enum hl_fault_kind {
    HL_FAULT_ROW,   /* the row cannot be used at all */
    HL_FAULT_CELL,  /* a number cannot be read: the row is out of its metrics */
    HL_FAULT_BLANK, /* nothing stands there, and nobody said what that means */
    HL_FAULT_KINDS
} hl_fault_kind;

enum { HL_FAULTS_SHOWN = 3 }; /* of each column and kind */

/* offset: the place of the row (files.h); rows of a stream know their line at once. */
typedef struct hl_fault_place {
    int64_t offset;
    int64_t line; /* 0: not known yet */
    int64_t column;
    const char *message, *accepted;
} hl_fault_place;

typedef struct hl_fault_group {
    int64_t count;
    size_t shown;
    hl_fault_place places[HL_FAULTS_SHOWN];
} hl_fault_group;

/* A group for each kind and column, the columns and then what is of none. */
typedef struct hl_faults {
    size_t columns;
    hl_fault_group *groups;
} hl_faults;

/* False when out of memory. */
bool hl_scan__faults_init(hl_faults *faults, size_t columns);
void hl_scan__faults_free(hl_faults *faults);
/* column: `columns` or more for none. */
hl_fault_group *hl_scan__fault_group(hl_faults *faults, hl_fault_kind kind, size_t column);
/* The first places of both, by offset. */
void hl_scan__faults_merge(hl_faults *to, const hl_faults *from);
struct hl_scan;
/* Adds them to problems by their places, then what more there is of each. */
HL_NODISCARD hl_status hl_scan__faults_tell(const hl_faults *faults, const struct hl_scan *scan,
                                            hl_problems *problems, hl_error *err);

#endif
