/* The sampled rows of all files as one table, whose columns are those of the first file. */
#ifndef HL_SCAN_SAMPLED_TABLE_H
#define HL_SCAN_SAMPLED_TABLE_H

#include "rows/record.h"
#include "scan/row_sample.h"

/* Columns behind these are not looked at. */
enum { HL_SAMPLE_COLUMNS = 128 };
/* Cells in which nothing stands, and those of a file that has no such column. */
enum { HL_CELL_EMPTY = 0, HL_CELL_ABSENT = 1 };

typedef struct hl_sampled_table {
    const hl_sampled_row **of; /* by id, experiment, arm and digest */
    size_t rows;
    double times; /* so many ids stands each for */
    size_t columns;
    bool cut;        /* there are more: rows that are alike in these need not be so in all */
    size_t id, unit; /* columns; SIZE_MAX: there is none */
    /* Of a column `rows` digests of what stands there: numbers by their value, and nothing for what
     * stands for nobody in the column of the id. NULL until they are asked for. */
    uint64_t *cells;
    bool *timed;       /* by column: a cell looks like a date or a time of day */
    uint64_t *scratch; /* 2 * rows */
} hl_sampled_table;

/* Keys of the sample's rows become those of the ids as id_key.h spells them, where all are in it.
 */
HL_NODISCARD hl_status hl_scan__sampled_table(hl_sampled_table *table, const struct hl_scan *scan,
                                              hl_row_sample *sample, hl_error *err);
/* The same with the keys as they are. */
HL_NODISCARD hl_status hl_scan__sampled_rows(hl_sampled_table *table, const struct hl_scan *scan,
                                             const hl_row_sample *sample, hl_error *err);
HL_NODISCARD hl_status hl_scan__sampled_cells(hl_sampled_table *table, const struct hl_scan *scan,
                                              hl_error *err);
void hl_scan__sampled_table_free(hl_sampled_table *table);
static inline const uint64_t *hl_scan__sampled_column(const hl_sampled_table *table, size_t column)
{
    return table->cells + column * table->rows;
}
/* How often two of the digests are one; sorts them. */
double hl_scan__pairs_alike(uint64_t *digests, size_t count);

/* Takes the row apart. */
void hl_scan__sampled_record(const struct hl_scan *scan, const hl_sampled_row *row,
                             hl_record *record);
/* Where the column of the name is in the row's file; -1: nowhere. */
int hl_scan__sampled_place(const struct hl_scan *scan, const hl_sampled_row *row,
                           const char *column);

/* What stands there in the row, which was taken apart; NULL: there is no such column. */
const hl_field *hl_scan__sampled_field(const struct hl_scan *scan, const hl_sampled_row *row,
                                       const hl_record *record, const char *column);

#endif
