/* costs.csv: what a channel, an operator or a source of customers cost over a time. The identity of
 * a cost is what it is for and when; the same with another amount is a contradiction. */
#include <string.h>

#include "log/import.h"

enum {
    COLUMN_NAMES, /* three of them: channel, operator, source */
    COLUMN_FROM = COLUMN_NAMES + HL_LOG_COST_NAMES,
    COLUMN_TO,
    COLUMN_AMOUNT
};

static const hl_log_column columns[] = {
    {"channel", false, false}, {"operator", false, false}, {"source", false, false},
    {"from", true, false},     {"to", true, false},        {"amount", true, true},
};

static bool refuse(hl_log_import *import, const hl_row *fields, size_t column, const char *reason)
{
    hl_log__import_refuse(import, fields, column, reason);
    return false;
}

static bool parse(hl_log_import *import, const hl_row *fields, hl_log_row *row)
{
    bool ok = true;
    bool named = false;
    for (size_t i = 0; ok && i < HL_LOG_COST_NAMES; i++) {
        ok = hl_log__field_name(import, fields, COLUMN_NAMES + i, &row->cost.names[i]);
        named = named || (ok && row->cost.names[i] != HL_MAP_NONE);
    }
    ok = ok && hl_log__field_time(import, fields, COLUMN_FROM, &row->cost.from_utc_ms) &&
         hl_log__field_time(import, fields, COLUMN_TO, &row->cost.to_utc_ms) &&
         hl_log__field_decimal(import, fields, COLUMN_AMOUNT, true, &row->cost.amount, NULL);
    if (!ok)
        return false;
    if (!named)
        return refuse(import, fields, COLUMN_NAMES, "neither channel, operator nor source is said");
    if (row->cost.from_utc_ms == HL_LOG_NO_TIME)
        return refuse(import, fields, COLUMN_FROM, "is empty");
    if (row->cost.to_utc_ms == HL_LOG_NO_TIME)
        return refuse(import, fields, COLUMN_TO, "is empty");
    if (row->cost.to_utc_ms <= row->cost.from_utc_ms)
        return refuse(import, fields, COLUMN_TO, "is not after 'from'");
    return row->cost.amount != NULL || refuse(import, fields, COLUMN_AMOUNT, "is empty");
}

static void bind_key(const hl_log_import *import, sqlite3_stmt *statement, const hl_log_row *row)
{
    for (int i = 0; i < HL_LOG_COST_NAMES; i++)
        (void)sqlite3_bind_int64(statement, 1 + i, hl_log__import_name(import, row->cost.names[i]));
    (void)sqlite3_bind_int64(statement, 4, row->cost.from_utc_ms);
    (void)sqlite3_bind_int64(statement, 5, row->cost.to_utc_ms);
}

static hl_status apply_row(hl_log_import *import, hl_log_row *row, hl_error *err)
{
    sqlite3_stmt *get = NULL;
    if (hl_log__statement(import->store, HL_SQL_COST_GET, &get, err) != HL_OK)
        return HL_FAILED;
    bind_key(import, get, row);
    bool known = false;
    const char *amount = "";
    hl_status status = hl_log__step(import->store, get, &known, err);
    if (known)
        status = hl_log__column_text(get, 0, &amount, NULL, err);
    bool same = status == HL_OK && strcmp(amount, row->cost.amount) == 0;
    hl_log__done(get);
    if (status != HL_OK)
        return status;
    if (known) {
        if (same)
            import->summary->duplicates++;
        else
            hl_log__import_refuse_row(import, row, "amount",
                                      "contradicts what is known of this cost");
        return HL_OK;
    }
    sqlite3_stmt *add = NULL;
    if (hl_log__statement(import->store, HL_SQL_COST_ADD, &add, err) != HL_OK)
        return HL_FAILED;
    bind_key(import, add, row);
    hl_log__bind_text(add, 6, row->cost.amount, strlen(row->cost.amount));
    import->summary->added++;
    return hl_log__run(import->store, add, err);
}

static hl_status apply(hl_log_import *import, hl_log_row *const *rows, size_t count, hl_error *err)
{
    for (size_t i = 0; i < count; i++)
        if (apply_row(import, rows[i], err) != HL_OK)
            return HL_FAILED;
    return HL_OK;
}

const hl_log_kind hl_log__kind_costs = {
    .name = "costs",
    .columns = columns,
    .column_count = sizeof columns / sizeof columns[0],
    .parse = parse,
    .apply = apply,
};
