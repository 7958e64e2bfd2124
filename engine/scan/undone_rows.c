#include "scan/undone_rows.h"

#include <stdio.h>
#include <string.h>

#include "base/written_number.h"
#include "config/order_states.h"
#include "scan/result.h"
#include "scan/telling_column.h"

/* Whether some metric has a value that is not 0 in the row. */
static bool is_valued(const hl_scan *scan, const hl_sampled_row *row, const hl_record *record)
{
    const hl_scan_layout *layout = &scan->layout;
    for (size_t v = 0; v < layout->variable_count; v++) {
        const hl_field *text =
            hl_scan__sampled_field(scan, row, record, layout->names[layout->variables[v].field]);
        hl_written_number number;
        bool yes = false;
        if (text == NULL)
            continue;
        if (hl_base__written_bit(text->data, text->length, &yes) == HL_NUMBER_EXACT
                ? yes
                : hl_base__written_number(text->data, text->length, '.', false, &number) <=
                          HL_NUMBER_ROUNDED &&
                      number.attos != 0)
            return true;
    }
    return false;
}

static void take_row(hl_scan_undone *to, const hl_sampled_row *row, const hl_field *text)
{
    to->rows[row->arm] += row->count;
    if (text == NULL || text->length == 0 || !hl_config__is_undone(text->data, text->length))
        return;
    to->undone[row->arm] += row->count;
    char example[HL_SCAN_UNDONE_TEXT];
    (void)snprintf(example, sizeof example, "%.*s", (int)(text->length < 40 ? text->length : 40),
                   text->data);
    if (to->example[0] == '\0' || strcmp(example, to->example) < 0) /* whatever the order of rows */
        memcpy(to->example, example, sizeof example);
}

static hl_status look_at(hl_scan *scan, const hl_sampled_table *table, const char *column,
                         hl_error *err)
{
    hl_scan_undone *to = &scan->undone;
    hl_record record = {0};
    size_t arms = scan->sampled_arms.count;
    *to = (hl_scan_undone){.column = column, .arms = arms};
    to->rows = hl_base__arena_array(&scan->arena, arms + 1, sizeof *to->rows);
    to->undone = hl_base__arena_array(&scan->arena, arms + 1, sizeof *to->undone);
    if (to->rows == NULL || to->undone == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < table->rows && !record.failed; i++) {
        const hl_sampled_row *row = table->of[i];
        hl_scan__sampled_record(scan, row, &record);
        if (!record.failed && is_valued(scan, row, &record))
            take_row(to, row, hl_scan__sampled_field(scan, row, &record, column));
    }
    bool failed = record.failed;
    hl_rows__record_free(&record);
    return failed ? hl_error_memory(err) : HL_OK;
}

hl_status hl_scan__gather_undone(hl_scan *scan, const hl_sampled_table *table, hl_error *err)
{
    size_t count = hl_rows__column_count(scan->files[0]);
    hl_status status = HL_OK;
    scan->undone.example[0] = '\0';
    for (size_t c = 0; c < count && c < HL_SAMPLE_COLUMNS && status == HL_OK; c++) {
        const char *name = hl_rows__column_name(scan->files[0], c);
        if (scan->undone.example[0] != '\0')
            break;
        if (!hl_scan__reads_column(scan, name) && hl_config__names_order_state(name)) {
            const char *kept = hl_base__arena_string(&scan->arena, name);
            status = kept == NULL ? hl_error_memory(err) : look_at(scan, table, kept, err);
        }
    }
    return status;
}

/* ---- cells */

bool hl_scan__undone_init(const hl_scan *scan, hl_cells *cells, size_t arms)
{
    const hl_scan_undone *from = &scan->undone;
    hl_undone_rows *to = &cells->undone;
    if (from->column == NULL || from->example[0] == '\0')
        return true;
    to->column = hl_base__arena_string(&cells->arena, from->column);
    to->example = hl_base__arena_string(&cells->arena, from->example);
    to->rows = hl_base__arena_array(&cells->arena, arms, sizeof *to->rows);
    to->undone = hl_base__arena_array(&cells->arena, arms, sizeof *to->undone);
    return to->column != NULL && to->example != NULL && to->rows != NULL && to->undone != NULL;
}

void hl_scan__take_undone(const hl_scan *scan, uint32_t from, size_t arm, hl_cells *cells)
{
    if (cells->undone.column == NULL || from >= scan->undone.arms)
        return;
    cells->undone.rows[arm] = scan->undone.rows[from];
    cells->undone.undone[arm] = scan->undone.undone[from];
}
