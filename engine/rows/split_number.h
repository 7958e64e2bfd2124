/* A number with a comma in it that nobody quoted, in a table whose columns are separated by commas:
 * 2,400.00 is two fields there, and all behind them stand a column too far to the right. Where the
 * last column is empty or left out such a row has no more fields than the header, so that nothing
 * but what stands in it tells it from others.
 *
 * It is told by the first rows of the file: it has more fields than such rows have, one of them
 * ends in one to three digits, the next begins with three of them where no other row has such a
 * number, and what is behind would fit its columns one to the left. A row as long as others is
 * told where the second field stands in a column that is empty in all others, and the numbers
 * before it differ from those of the others as parts of numbers do. */
#ifndef HL_ROWS_SPLIT_NUMBER_H
#define HL_ROWS_SPLIT_NUMBER_H

#include "rows/record.h"

typedef struct hl_split_numbers {
    size_t fields; /* that rows have; only a row with more is looked at */
    size_t count;  /* columns that are known */
    unsigned char *columns;
    bool pairs; /* some rows have a number's second field in a column that others leave empty */
} hl_split_numbers;

/* What the first rows say, which stand at text: of a table with commas whose header has so many
 * fields. final: the text is all there is. record is used for it. False when out of memory. */
bool hl_rows__split_learn(hl_split_numbers *split, hl_record *record, const char *text,
                          size_t length, bool final, size_t header_count);
void hl_rows__split_free(hl_split_numbers *split);
/* Of a record at text as it was read: a number in two fields becomes its problem. */
void hl_rows__split_check(const hl_split_numbers *split, hl_record *record, const char *text);

#endif
