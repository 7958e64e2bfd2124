/* Of a file, as a row source. */
#ifndef HL_ROWS_FILE_SOURCE_H
#define HL_ROWS_FILE_SOURCE_H

#include "rows/rows.h"

/* The texts of a source whose next is this one have been looked at. */
HL_NODISCARD hl_status hl_rows__file_next(void *context, hl_row *row, bool *got, hl_error *err);

/* The reader behind the source; NULL when it is none of a file. */
hl_rows *hl_rows__of_file(const hl_row_source *source);
/* hl_rows_file_options.decimal; 0: nobody said it. */
char hl_rows__decimal(const hl_row_source *source);
/* The same file or text from its beginning, once more, with the same options; NULL: what comes only
 * once (standard input, a pipe), or is neither. */
HL_NODISCARD hl_status hl_rows__open_again(const hl_row_source *source, hl_row_source **out,
                                           hl_error *err);

#endif
