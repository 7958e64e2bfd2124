/* NDJSON: the columns are the keys of all records, wherever a key comes up first. What is mapped is
 * looked through before it is read; of what comes only once the first part is held for that, and a
 * record behind it that has a key of its own stops the reading where every key matters. */
#include "rows/file_source.h"
#include "rows/state.h"

enum { HELD = 1 << 25 };

static hl_status add_keys(hl_rows *rows, const hl_record *record, bool all, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; i < record->count && status == HL_OK; i++) {
        const hl_field *key = &record->keys[i];
        if (hl_rows__column_named(rows, key->data, key->length) >= 0)
            continue;
        if (rows->names.count >= HL_ROWS_MOST_COLUMNS && !all)
            return HL_OK;
        if (rows->names.count >= HL_ROWS_MOST_COLUMNS)
            return hl_error_set(err, HL_REJECTED,
                                "%s: the records have more than %d keys; at most that many are "
                                "read: give values of many names as one key with a list or object",
                                rows->input.path, (int)HL_ROWS_MOST_COLUMNS);
        status = hl_rows__add_column(rows, key->data, key->length, err);
    }
    return status;
}

/* Records that cannot be read are told when they are read. */
static hl_status look_through(hl_rows *rows, bool all, hl_error *err)
{
    const size_t most = all ? SIZE_MAX : HELD;
    hl_record record = {0};
    hl_status status = HL_OK;
    const char *text = rows->input.data + rows->at;
    size_t left = hl_rows__left(rows), seen = 0;
    while (left > 0 && seen < most && status == HL_OK) {
        size_t taken = hl_rows__json_record(&record, text, left, rows->input.final);
        if (taken == 0)
            break;
        if (record.failed)
            status = hl_error_memory(err);
        else if (record.problem[0] == '\0')
            status = add_keys(rows, &record, all, err);
        text += taken;
        left -= taken;
        seen += taken;
    }
    hl_rows__record_free(&record);
    return status;
}

static hl_status add_keys_of(hl_rows *rows, bool all, hl_error *err)
{
    if (!rows->json)
        return HL_OK;
    while (hl_rows__left(rows) < HELD && hl_rows__more(rows))
        ;
    return look_through(rows, all, err);
}

hl_status hl_rows__add_all_keys(hl_rows *rows, bool all_matter, hl_error *err)
{
    hl_status status = add_keys_of(rows, true, err);
    rows->keys_are_all = rows->json && status == HL_OK && all_matter;
    return status;
}

hl_status hl_rows__add_first_keys(hl_rows *rows, hl_error *err)
{
    return add_keys_of(rows, false, err);
}

bool hl_rows__refuse_late_key(hl_rows *rows, const hl_field *key)
{
    if (!rows->keys_are_all)
        return false;
    (void)hl_error_set(&rows->refusal, HL_REJECTED,
                       "%s:%lld: no record of the first %d MiB has the key '%.*s', and what is "
                       "piped or decoded is read once: put a record with all keys first (null "
                       "where there is no value), or name a file in UTF-8",
                       rows->input.path, (long long)rows->line, HELD >> 20,
                       (int)(key->length < 80 ? key->length : 80), key->data);
    return true;
}
