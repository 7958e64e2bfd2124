/* By which mark each file's columns of numbers are read: what a file says of its column is kept
 * when the file has been read, and judged when all have. Files that agree, or of which only some
 * say anything, are one column; where one has decimal commas and another decimal points, each is
 * read as it is written itself. */
#ifndef HL_SCAN_NUMBER_MARKS_H
#define HL_SCAN_NUMBER_MARKS_H

#include "scan/result.h"

/* Room for all files, once the first is laid out. used: the marks of an earlier reading, or NULL.
 */
HL_NODISCARD hl_status hl_scan__marks_begin(hl_scan *scan, const char *used, hl_error *err);
/* The file is read by its marks from now on. */
void hl_scan__use_marks(hl_scan *scan, size_t file);
/* What divides whole from parts in the column of numbers, as the file was read. */
char hl_scan__mark(const hl_scan *scan, size_t file, size_t number);
/* Takes what the workers gathered in the file, which has been read. */
void hl_scan__end_file(hl_scan *scan, hl_scan_worker *workers, size_t count, size_t file);
/* What the columns say, when all is read: warnings of it; HL_REJECTED for a column that is written
 * in two ways or that nobody can tell; *again when scan->marks are not those by which it was read.
 */
HL_NODISCARD hl_status hl_scan__judge_numbers(hl_scan *scan, hl_problems *problems, bool *again,
                                              hl_error *err);
/* How columns were read where that depended on the column as a whole, for the report; "" else. */
const char *hl_scan__decimals(const hl_scan *scan);

#endif
