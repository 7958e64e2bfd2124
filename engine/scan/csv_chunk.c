#include "base/utf8.h"
#include "scan/separators.h"
#include "scan/worker.h"

static void arrange(hl_scan_worker *worker)
{
    const hl_scan_layout *layout = worker->layout;
    for (size_t i = 0; i < layout->column_count; i++)
        worker->fields[layout->field_of[i]] = worker->record.fields[i];
}

bool hl_scan__is_foreign(hl_scan_worker *worker, const char *text)
{
    const hl_record *record = &worker->record;
    return record->foreign &&
           hl_rows__check_encoding(worker->layout->rows, record->problem[0] != '\0', text,
                                   record->length, &worker->err) != HL_OK;
}

/* Any record, by the reader that all share. Returns the bytes it takes; 0 when the worker failed.
 */
static size_t take_record(hl_scan_worker *worker, const char *text, size_t length, int64_t offset,
                          char delimiter)
{
    hl_record *record = &worker->record;
    size_t taken = hl_rows__csv_record(record, text, length, true, delimiter);
    worker->rows++;
    if (hl_scan__is_foreign(worker, text))
        return 0;
    hl_rows__split_check(worker->layout->split, record, text);
    hl_rows__record_check_count(record, worker->layout->column_count,
                                worker->layout->header_fields);
    bool fine = record->problem[0] == '\0';
    if (fine)
        arrange(worker);
    else
        (void)hl_scan__complain(worker, HL_SCAN_NONE, NULL, "%s", record->problem);
    int64_t column = fine ? 0 : (int64_t)hl_base__utf8_count(text, record->problem_at) + 1;
    if (record->failed)
        (void)hl_error_memory(&worker->err);
    worker->place = offset;
    if ((!fine || !hl_scan__take(worker)) && worker->err.status == HL_OK)
        hl_scan__tell(worker, offset, 0, column, text, record->length);
    else if (worker->err.status == HL_OK)
        (void)hl_scan__sample(worker, text, record->length);
    return worker->err.status == HL_OK ? taken : 0;
}

/* Splits the row at *start into fields. False when it is not a row like most: ragged, blank, not
 * ASCII all through and not valid either. */
static inline bool split_row(hl_scan_worker *worker, hl_separators *s, const char *start,
                             const char **next)
{
    const hl_scan_layout *layout = worker->layout;
    const char *from = start;
    const char *to = start;
    size_t last = layout->column_count - 1;
    for (size_t i = 0;; i++) {
        to = hl_scan__separator(s);
        if (to == NULL)
            return false;
        hl_field *field = &worker->fields[layout->field_of[i]];
        field->data = from;
        field->length = (size_t)(to - from);
        /* the byte at the end is not ours to look at */
        bool ends = to == s->end || *to == '\n';
        if (ends != (i == last))
            return false;
        if (ends)
            break;
        from = to + 1;
    }
    *next = to == s->end ? to : to + 1;
    if (to == start)
        return false;
    if (to[-1] == '\r') {
        worker->fields[layout->field_of[layout->column_count - 1]].length -= to - 1 >= from;
        if (to - 1 == start)
            return false;
    }
    if (!s->any_odd)
        return true;
    size_t length = (size_t)(to - start);
    s->any_odd = s->odd;
    return hl_base__utf8_invalid_at(start, length) == length && memchr(start, '\0', length) == NULL;
}

static bool plain_chunk(hl_scan_worker *worker, const char *text, size_t length, int64_t offset,
                        char delimiter)
{
    const char *end = text + length;
    const char *at = text;
    /* a text that was empty in quotes, in a chunk before, must not be taken for one here */
    for (size_t f = 0; f < worker->layout->field_count + HL_SCAN_OTHER_FIELDS; f++)
        worker->fields[f].kind = HL_FIELD_UNTYPED;
    hl_separators s = hl_scan__separators(at, end, delimiter);
    /* where most rows have fewer fields than the header, one that has all is looked at */
    const hl_split_numbers *split = worker->layout->split;
    bool usual = split->fields >= worker->layout->column_count && !split->pairs;
    while (at < end) {
        size_t left = (size_t)(end - at);
        /* letters and digits, as most rows begin with, are none of a blank line */
        size_t blank =
            *at < '0' || *at == delimiter ? hl_rows__csv_blank_line(at, left, true, delimiter) : 0;
        const char *next = NULL;
        if (blank == 0 && usual && split_row(worker, &s, at, &next)) {
            worker->rows++;
            worker->place = offset + (at - text);
            if (!hl_scan__take(worker)) {
                if (worker->err.status != HL_OK)
                    return false;
                hl_scan__tell(worker, offset + (at - text), 0, 0, at, (size_t)(next - at));
                if (worker->err.status != HL_OK)
                    return false;
            } else if (!hl_scan__sample(worker, at, (size_t)(next - at))) {
                return false;
            }
            at = next;
            continue;
        }
        size_t taken =
            blank > 0 ? blank : take_record(worker, at, left, offset + (at - text), delimiter);
        if (taken == 0)
            return false;
        at += taken;
        s = hl_scan__separators(at, end, delimiter);
    }
    return true;
}

bool hl_scan__csv_chunk(hl_scan_worker *worker, const char *text, size_t length, int64_t offset,
                        char delimiter, bool quotes)
{
    worker->record.uses = worker->layout->uses;
    worker->record.use_count = worker->layout->column_count;
    if (!quotes)
        return plain_chunk(worker, text, length, offset, delimiter);
    for (size_t at = 0; at < length;) {
        size_t blank = hl_rows__csv_blank_line(text + at, length - at, true, delimiter);
        size_t taken = blank > 0 ? blank
                                 : take_record(worker, text + at, length - at, offset + (int64_t)at,
                                               delimiter);
        if (taken == 0)
            return false;
        at += taken;
    }
    return true;
}
