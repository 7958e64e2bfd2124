/* Events of a source that were undone, as a column says that nobody reads ("Financial Status":
 * refunded, 订单状态: 已取消): they count as any other, which is told. */
#ifndef HL_LOG_UNDONE_EVENTS_H
#define HL_LOG_UNDONE_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "hookline/problems.h"
#include "hookline/rows.h"

enum { HL_LOG_UNDONE_TEXT = 64 };

/* Zeroed: no such column. */
typedef struct hl_log_undone {
    const char *name; /* the column's, in the source; NULL: there is none */
    int column;
    int64_t count;
    int64_t line; /* of the first */
    char example[HL_LOG_UNDONE_TEXT];
} hl_log_undone;

/* Of columns that are not read the first that is called so; false: there is none. */
bool hl_log__undone_find(hl_log_undone *undone, const char *name, int column);
/* Looks at a row that is taken. */
void hl_log__undone_note(hl_log_undone *undone, const hl_row *fields);
void hl_log__undone_tell(const hl_log_undone *undone, const char *source, int64_t rows,
                         hl_problems *problems);

#endif
