/* The column that tells the rows of a sample apart: one of so many values that chance would not
 * make so many rows alike. Two rows of different arms are no copies of one another, so how often
 * these have one value says how often chance gives that. docs/statistics/losses.md */
#ifndef HL_SCAN_TELLING_COLUMN_H
#define HL_SCAN_TELLING_COLUMN_H

#include "scan/sampled_table.h"

/* Values that more than a 20th of the rows have tell no row from another, as where it is empty: the
 * 0 of all who bought nothing. */
enum { HL_MOST_COMMON = 20 };
typedef struct hl_telling_column {
    size_t column; /* SIZE_MAX: there is none */
    uint64_t common[HL_MOST_COMMON];
    size_t commons;
} hl_telling_column;

/* Whether the analysis reads it; then it is none of the export's, however it is called. */
bool hl_scan__reads_column(const struct hl_scan *scan, const char *column);
/* except: the id of who has several rows, for these may be alike. SIZE_MAX: none. */
hl_telling_column hl_scan__find_telling(const struct hl_scan *scan, const hl_sampled_table *table,
                                        size_t except);
/* Whether the cell tells its row apart. */
bool hl_scan__is_told(const hl_telling_column *by, uint64_t cell);

#endif
