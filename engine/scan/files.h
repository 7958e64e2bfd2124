/* The files of a scan: one table, in pieces. */
#ifndef HL_SCAN_FILES_H
#define HL_SCAN_FILES_H

#include "base/arena.h"
#include "hookline/scan.h"
#include "rows/reader.h"

/* The PLACE of a row: bytes from the first record of its mapped file on, or rows of a stream, and
 * above them the number of the file: places are in the order of the rows. */
enum { HL_SCAN_FILE_SHIFT = 48 };
static inline int64_t hl_scan__file_start(size_t index)
{
    return (int64_t)index << HL_SCAN_FILE_SHIFT;
}
static inline size_t hl_scan__file_of(int64_t place)
{
    return (size_t)(place >> HL_SCAN_FILE_SHIFT);
}
/* The line at the place of a mapped file whose reader is rows. */
int64_t hl_scan__line_at(const hl_rows *rows, int64_t place);

size_t hl_scan__file_count(const hl_scan_spec *spec);
/* In the order of the rows. */
const char *hl_scan__file(const hl_scan_spec *spec, size_t index);
/* HL_USAGE: a file is named twice (whatever its path), so that its rows would count twice;
 * HL_REJECTED: two are the same byte for byte. */
HL_NODISCARD hl_status hl_scan__check_files(const hl_scan_spec *spec, hl_error *err);
/* Whether all of them can be read once more. */
bool hl_scan__are_lasting(const hl_scan_spec *spec);
/* "hillstrom" of "data/hillstrom.csv"; *length is that of the name in path. */
const char *hl_scan__file_name(const char *path, size_t *length);
/* The names of all files, "control + test"; NULL when out of memory. */
const char *hl_scan__file_names(const hl_scan_spec *spec, hl_arena *arena);

#endif
