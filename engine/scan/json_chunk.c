#include <string.h>

#include "base/utf8.h"
#include "scan/worker.h"

/* Whose the record is, of a key that nobody asked for. */
static void find_id(hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    const hl_record *record = &worker->record;
    size_t length = strlen(layout->id_name);
    worker->fields[layout->id] = (hl_field){"", 0, HL_FIELD_ABSENT};
    for (size_t i = 0; i < record->count; i++)
        if (record->keys[i].length == length &&
            memcmp(record->keys[i].data, layout->id_name, length) == 0)
            worker->fields[layout->id] = record->fields[i];
}

/* The fields of a JSON record stand in any order; those that are absent are empty. */
static void arrange(hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    const hl_record *record = &worker->record;
    for (size_t f = 0; f < layout->field_count; f++) {
        size_t length = strlen(layout->names[f]);
        if (f != layout->file_field)
            worker->fields[f] = (hl_field){"", 0, HL_FIELD_ABSENT};
        for (size_t i = 0; i < record->count && f != layout->file_field; i++)
            if (record->keys[i].length == length &&
                memcmp(record->keys[i].data, layout->names[f], length) == 0)
                worker->fields[f] = record->fields[i];
        hl_scan__see(worker, f);
    }
    if (layout->id != HL_SCAN_NONE && layout->id >= layout->field_count)
        find_id(worker);
}

bool hl_scan__json_chunk(hl_scan_worker *worker, const char *text, size_t length, int64_t offset)
{
    hl_record *record = &worker->record;
    for (size_t at = 0; at < length;) {
        size_t left = length - at;
        if (text[at] == '\n' || (left > 1 && text[at] == '\r' && text[at + 1] == '\n')) {
            at += 1 + (size_t)(text[at] == '\r');
            continue;
        }
        size_t taken = hl_rows__json_record(record, text + at, left, true);
        worker->rows++;
        if (hl_scan__is_foreign(worker, text + at))
            return false;
        worker->place = offset + (int64_t)at;
        bool fine = record->problem[0] == '\0';
        if (fine)
            arrange(worker);
        else
            (void)hl_scan__complain(worker, HL_SCAN_NONE, NULL, "%s", record->problem);
        int64_t column = fine ? 0 : (int64_t)hl_base__utf8_count(text + at, record->problem_at) + 1;
        if (record->failed)
            (void)hl_error_memory(&worker->err);
        if ((!fine || !hl_scan__take(worker)) && worker->err.status == HL_OK)
            hl_scan__tell(worker, offset + (int64_t)at, 0, column, text + at, record->length);
        else if (worker->err.status == HL_OK)
            (void)hl_scan__sample(worker, text + at, record->length);
        if (worker->err.status != HL_OK)
            return false;
        at += taken;
    }
    return true;
}

bool hl_scan__stream(hl_scan_worker *worker, hl_rows *rows)
{
    const hl_scan_layout *layout = worker->layout;
    hl_row row;
    while (worker->err.status == HL_OK && hl_rows__next(rows, &row)) {
        int64_t order = layout->start + worker->rows++;
        worker->place = order;
        worker->line = row.line;
        bool fine = row.problem == NULL;
        for (size_t i = 0; fine && i < layout->column_count; i++)
            worker->fields[layout->field_of[i]] = row.fields[i];
        for (size_t f = 0; fine && layout->json && f < layout->field_count; f++)
            hl_scan__see(worker, f);
        if (!fine)
            (void)hl_scan__complain(worker, HL_SCAN_NONE, NULL, "%s", row.problem);
        if ((!fine || !hl_scan__take(worker)) && worker->err.status == HL_OK)
            hl_scan__tell(worker, order, row.line, row.problem_column, row.raw, row.raw_length);
        else if (worker->err.status == HL_OK)
            (void)hl_scan__sample(worker, row.raw, row.raw_length);
    }
    return worker->err.status == HL_OK;
}
