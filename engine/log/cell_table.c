#include "log/cell_table.h"

#include <stdio.h>
#include <string.h>

#include "base/digest.h"
#include "log/cell_codec.h"
#include "log/cell_seal.h"
#include "log/reread.h"
#include "log/stored_losses.h"
#include "log/stored_touches.h"
#include "log/stored_types.h"
#include "log/stored_values.h"

static const char *dimension_name(const hl_log_experiment *x, const hl_cells *cells, uint32_t split)
{
    uint32_t dimension = cells->splits[split].dimension;
    return dimension == UINT32_MAX ? "" : x->design->dimensions[dimension].name;
}

/* Binds the key of a cell to parameters 1 to 5. */
static void bind_key(sqlite3_stmt *statement, const hl_log_experiment *x, const hl_cells *cells,
                     const hl_cell *cell)
{
    const char *arm = hl_cells__arm_name(cells, cell->arm);
    const char *dimension = dimension_name(x, cells, cell->split);
    const char *value = cells->splits[cell->split].value;
    (void)sqlite3_bind_int64(statement, 1, x->id);
    hl_log__bind_text(statement, 2, arm, strlen(arm));
    hl_log__bind_text(statement, 3, dimension, strlen(dimension));
    hl_log__bind_text(statement, 4, value, strlen(value));
    (void)sqlite3_bind_int64(statement, 5, cell->day);
}

/* What a status that is not HL_OK means for a stored cell. */
static hl_status not_read(const hl_store *store, const hl_log_experiment *x, hl_status status,
                          hl_error *err)
{
    if (status == HL_FAILED)
        return hl_error_memory(err);
    return hl_error_set(err, HL_FAILED,
                        "%s: a cell of experiment '%s' is damaged: hookline verify --repair "
                        "computes the cells anew from the log",
                        store->path, x->design->experiment);
}

/* Adds what a column holds to a cell. HL_REJECTED: it is not what was written; HL_FAILED: out of
 * memory. *checksum is that of the bytes, right or wrong. */
static hl_status decode(const hl_log_cell_key *key, sqlite3_stmt *row, int column,
                        size_t metric_count, hl_cell *cell, uint64_t *checksum)
{
    const void *bytes = sqlite3_column_blob(row, column);
    size_t length = (size_t)sqlite3_column_bytes(row, column);
    hl_status status = hl_log__cell_unseal(key, bytes, length, &length, checksum);
    return status == HL_OK ? hl_log__cell_decode(bytes, length, metric_count, cell) : status;
}

/* The cells of one experiment under way to the table. */
typedef struct writing {
    hl_store *store;
    const hl_log_experiment *x;
    const hl_cells *cells;   /* names of what is written */
    hl_log_cell_total total; /* what the table has of them */
    hl_text bytes;
} writing;

static hl_log_cell_key key_of(const hl_log_experiment *x, const hl_cells *cells,
                              const hl_cell *cell)
{
    return (hl_log_cell_key){x->id, hl_cells__arm_name(cells, cell->arm),
                             dimension_name(x, cells, cell->split),
                             cells->splits[cell->split].value, cell->day};
}

/* A cell more, or less; split 0 has every unit once. */
static void count_cell(hl_log_cell_total *total, uint32_t split, const hl_cell *cell, int sign)
{
    total->cells += sign;
    if (split != 0)
        return;
    total->units += sign * cell->counters[HL_COUNT_ENROLLED];
    total->touches += sign * cell->counters[HL_COUNT_TOUCHES];
}

/* The stored cell, which is about to be replaced, plus this one, in `sum`. */
static hl_status add_stored(writing *w, const hl_cell *cell, hl_cell *sum, hl_error *err)
{
    sqlite3_stmt *get = NULL;
    if (hl_log__statement(w->store, HL_SQL_CELL_GET, &get, err) != HL_OK)
        return HL_FAILED;
    bind_key(get, w->x, w->cells, cell);
    bool row = false;
    hl_status status = hl_log__step(w->store, get, &row, err);
    if (row) {
        const hl_log_cell_key key = key_of(w->x, w->cells, cell);
        uint64_t checksum = 0;
        hl_status read = decode(&key, get, 0, w->cells->metric_count, sum, &checksum);
        if (read != HL_OK)
            status = not_read(w->store, w->x, read, err);
        w->total.checksum -= checksum;
        count_cell(&w->total, cell->split, sum, -1);
    }
    hl_log__done(get);
    if (status == HL_OK && !hl_cells__cell_merge(w->cells, sum, cell))
        status = hl_error_memory(err);
    return status;
}

static hl_status write_cell(writing *w, const hl_cell *place, const hl_cell *cell, hl_error *err)
{
    const hl_log_cell_key key = key_of(w->x, w->cells, place);
    bool empty = hl_log__cell_is_empty(cell, w->cells->metric_count);
    sqlite3_stmt *set = NULL;
    if (hl_log__statement(w->store, empty ? HL_SQL_CELL_REMOVE : HL_SQL_CELL_SET, &set, err) !=
        HL_OK)
        return HL_FAILED;
    bind_key(set, w->x, w->cells, place);
    hl_base__text_clear(&w->bytes);
    if (!empty) {
        hl_log__cell_encode(cell, w->cells->metric_count, &w->bytes);
        w->total.checksum += hl_log__cell_seal(&key, &w->bytes);
        count_cell(&w->total, place->split, cell, 1);
        if (hl_base__text_status(&w->bytes, err) != HL_OK)
            return HL_FAILED;
        (void)sqlite3_bind_blob64(set, 6, w->bytes.data, w->bytes.length, SQLITE_STATIC);
    }
    return hl_log__run(w->store, set, err);
}

static hl_status add_cell(writing *w, const hl_cell *cell, hl_error *err)
{
    hl_arena arena = {0};
    hl_cell *sum = hl_cells__scratch(w->cells, &arena);
    hl_status status = sum == NULL ? hl_error_memory(err) : add_stored(w, cell, sum, err);
    if (status == HL_OK)
        status = write_cell(w, cell, sum, err);
    hl_base__arena_free(&arena);
    return status;
}

static hl_status end_writing(writing *w, hl_status status, hl_error *err)
{
    hl_base__text_free(&w->bytes);
    w->total.clock = w->x->clock;
    return status == HL_OK ? hl_log__cell_total_write(w->store, w->x->id, &w->total, err) : status;
}

hl_status hl_log__cells_add(hl_store *store, const hl_log_experiment *x, const hl_cells *delta,
                            hl_error *err)
{
    writing w = {.store = store, .x = x, .cells = delta};
    hl_status status = HL_OK;
    bool any = false;
    for (size_t i = 0; status == HL_OK && i < delta->cell_count; i++) {
        if (hl_log__cell_is_empty(delta->cells[i], delta->metric_count))
            continue;
        if (!any)
            status = hl_log__cell_total_read(store, x->id, &w.total, err);
        any = true;
        if (status == HL_OK)
            status = add_cell(&w, delta->cells[i], err);
    }
    return any ? end_writing(&w, status, err) : status;
}

hl_status hl_log__cells_replace(hl_store *store, const hl_log_experiment *x, const hl_cells *cells,
                                hl_error *err)
{
    sqlite3_stmt *clear = NULL;
    if (hl_log__statement(store, HL_SQL_CELLS_CLEAR, &clear, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(clear, 1, x->id);
    writing w = {.store = store, .x = x, .cells = cells};
    hl_status status = hl_log__run(store, clear, err);
    for (size_t i = 0; status == HL_OK && i < cells->cell_count; i++)
        if (!hl_log__cell_is_empty(cells->cells[i], cells->metric_count))
            status = write_cell(&w, cells->cells[i], cells->cells[i], err);
    return end_writing(&w, status, err);
}

/* ---- reading */

/* The key of a stored cell, its texts borrowed from the row. */
typedef struct row_key {
    const char *arm, *dimension, *value;
    size_t value_length;
    int32_t day;
} row_key;

static hl_status key_of_row(const hl_store *store, sqlite3_stmt *row, row_key *out, hl_error *err)
{
    int64_t day = 0;
    hl_status status = hl_log__int(store, row, 3, HL_LOG_INT_DAY, &day, err);
    out->day = (int32_t)day;
    if (status == HL_OK)
        status = hl_log__column_text(row, 0, &out->arm, NULL, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 1, &out->dimension, NULL, err);
    if (status == HL_OK)
        status = hl_log__column_text(row, 2, &out->value, &out->value_length, err);
    if (status == HL_OK && (out->arm == NULL || out->dimension == NULL || out->value == NULL))
        status = hl_log__damaged(store, "a cell without a key", err);
    return status;
}

/* The arm and split of a key. HL_REJECTED: the definition has no such dimension; HL_FAILED: out of
 * memory. */
static hl_status place_of(const hl_log_experiment *x, hl_cells *cells, const row_key *key,
                          uint32_t *arm, uint32_t *split)
{
    size_t i = 0;
    while (key->dimension[0] != '\0' && i < x->design->dimension_count &&
           strcmp(x->design->dimensions[i].name, key->dimension) != 0)
        i++;
    *arm = hl_cells__arm(cells, key->arm, strlen(key->arm));
    if (key->dimension[0] != '\0' && i == x->design->dimension_count)
        return HL_REJECTED;
    *split = key->dimension[0] == '\0'
                 ? 0
                 : hl_cells__split(cells, (uint32_t)i, key->value, key->value_length);
    return *arm == HL_MAP_NONE || *split == HL_MAP_NONE ? HL_FAILED : HL_OK;
}

static hl_log_cell_key sealed_key(const hl_log_experiment *x, const row_key *key)
{
    return (hl_log_cell_key){x->id, key->arm, key->dimension, key->value, key->day};
}

/* Adds a stored cell to those in memory, and its checksum to the total; status as for place_of. */
static hl_status take_cell(const hl_log_experiment *x, hl_cells *cells, const row_key *key,
                           sqlite3_stmt *row, hl_log_cell_total *total)
{
    const hl_log_cell_key sealed = sealed_key(x, key);
    uint64_t checksum = 0;
    uint32_t arm = 0;
    uint32_t split = 0;
    hl_status status = place_of(x, cells, key, &arm, &split);
    if (status != HL_OK)
        return status;
    hl_cell *cell = hl_cells__at(cells, arm, split, key->day);
    if (cell == NULL)
        return HL_FAILED;
    status = decode(&sealed, row, 4, cells->metric_count, cell, &checksum);
    total->checksum += checksum;
    count_cell(total, split, cell, 1);
    return status;
}

static void digest_row(hl_digest *digest, sqlite3_stmt *row)
{
    for (int i = 0; i <= 4; i++) {
        const void *bytes = sqlite3_column_blob(row, i);
        size_t length = (size_t)sqlite3_column_bytes(row, i);
        if (i == 4)
            length -= HL_LOG_SEAL_BYTES; /* which says nothing new */
        char size[24];                   /* as text: the same on every machine */
        int digits = snprintf(size, sizeof size, "%zu:", length);
        hl_base__digest_add(digest, size, (size_t)digits);
        hl_base__digest_add(digest, bytes, length);
    }
}

/* Touches and events of the experiment: every one of them is counted once in split 0. */
static int64_t count_rows(const hl_cells *cells)
{
    int64_t rows = 0;
    for (size_t i = 0; i < cells->cell_count; i++)
        if (cells->cells[i]->split == 0)
            rows += cells->cells[i]->counters[HL_COUNT_TOUCHES] +
                    cells->cells[i]->counters[HL_COUNT_EVENTS] +
                    cells->cells[i]->counters[HL_COUNT_BEFORE_TOUCH] +
                    cells->cells[i]->counters[HL_COUNT_UNKNOWN_TOUCH];
    return rows;
}

/* Whether the table says that it has these cells. */
static hl_status same_total(hl_store *store, const hl_log_experiment *x,
                            const hl_log_cell_total *found, bool *same, hl_error *err)
{
    hl_log_cell_total kept;
    hl_status status = hl_log__cell_total_read(store, x->id, &kept, err);
    *same = status == HL_OK && kept.cells == found->cells && kept.checksum == found->checksum &&
            kept.units == found->units && kept.touches == found->touches &&
            hl_log__cells_are_by_clock(x, &kept);
    return status;
}

bool hl_log__cells_are_by_clock(const hl_log_experiment *x, const hl_log_cell_total *total)
{
    return total->cells == 0 || total->clock == x->clock;
}

/* The system's time zone database has changed under them. */
static hl_status check_clock(hl_store *store, const hl_log_experiment *x, hl_error *err)
{
    hl_log_cell_total kept;
    hl_status status = hl_log__cell_total_read(store, x->id, &kept, err);
    if (status != HL_OK || hl_log__cells_are_by_clock(x, &kept))
        return status;
    return hl_error_set(err, HL_FAILED,
                        "%s: the days of experiment '%s' were counted by another clock of '%s' "
                        "than this system's time zones have: hookline verify --repair counts them "
                        "anew, and so does the next import",
                        store->path, x->design->experiment,
                        x->experiment->zone == NULL ? "UTC" : x->experiment->zone);
}

static hl_status check_total(hl_store *store, const hl_log_experiment *x,
                             const hl_log_cell_total *found, hl_error *err)
{
    bool same = false;
    hl_status status = same_total(store, x, found, &same, err);
    return status == HL_OK && !same ? not_read(store, x, HL_REJECTED, err) : status;
}

static hl_status read_rows(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                           hl_digest *digest, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(store, HL_SQL_CELLS_OF, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, x->id);
    bool row = false;
    row_key key;
    hl_log_cell_total total = {0};
    hl_status status = hl_log__step(store, rows, &row, err);
    while (status == HL_OK && row) {
        status = key_of_row(store, rows, &key, err);
        hl_status taken = status == HL_OK ? take_cell(x, cells, &key, rows, &total) : HL_OK;
        if (taken != HL_OK)
            status = not_read(store, x, taken, err);
        if (status == HL_OK) {
            digest_row(digest, rows);
            status = hl_log__step(store, rows, &row, err);
        }
    }
    hl_log__done(rows);
    return status == HL_OK ? check_total(store, x, &total, err) : status;
}

/* By the clock of the cells' days. */
static hl_status read_imported_day(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                                   hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    bool row = false;
    int64_t at = HL_LOG_NO_TIME;
    if (hl_log__statement(store, HL_SQL_LAST_IMPORT, &rows, err) != HL_OK)
        return HL_FAILED;
    hl_status status = hl_log__step(store, rows, &row, err);
    if (status == HL_OK && row)
        status = hl_log__int(store, rows, 0, HL_LOG_INT_INSTANT_IF_ANY, &at, err);
    hl_log__done(rows);
    if (at != HL_LOG_NO_TIME)
        cells->imported_day = (int32_t)hl_base__zone_day(x->rules.zone, at);
    return status;
}

hl_status hl_log__cells_read(hl_store *store, const hl_log_experiment *x, hl_cells **out,
                             hl_error *err)
{
    hl_cells *cells = hl_cells__new(x->design);
    if (cells == NULL)
        return hl_error_memory(err);
    hl_digest digest = hl_base__digest_new();
    hl_base__digest_add(&digest, x->digest, strlen(x->digest));
    hl_base__digest_add(&digest, x->ranges, strlen(x->ranges));
    hl_status status = check_clock(store, x, err);
    if (status == HL_OK)
        status = read_rows(store, x, cells, &digest, err);
    if (status == HL_OK)
        status = hl_log__reread(store, x, &cells, err);
    if (status == HL_OK && x->rules.zone != NULL) {
        cells->zone = hl_base__arena_string(&cells->arena, hl_base__zone_name(x->rules.zone));
        status = cells->zone == NULL ? hl_error_memory(err) : HL_OK;
    }
    if (status == HL_OK) {
        cells->rows = count_rows(cells);
        cells->first_arm = true;
        status = hl_log__types_read(store, x, cells, err);
        if (status == HL_OK)
            status = hl_log__losses_read(store, x, cells, err);
        if (status == HL_OK)
            status = hl_log__named_touches(store, x, cells, err);
        if (status == HL_OK)
            status = hl_log__stored_values_judge(store, x, cells, err);
        if (status == HL_OK)
            status = read_imported_day(store, x, cells, err);
    }
    if (status != HL_OK) {
        hl_cells_free(cells);
        return status;
    }
    (void)hl_base__digest_text(&digest, cells->digest);
    *out = cells;
    return HL_OK;
}

/* ---- comparing */

/* Whether the stored bytes are those of the cell, which may be NULL. HL_FAILED: out of memory. */
static hl_status row_equals(sqlite3_stmt *row, const hl_log_cell_key *key, const hl_cell *cell,
                            size_t metric_count, hl_text *bytes, bool *equal, hl_error *err)
{
    *equal = false;
    if (cell == NULL)
        return HL_OK;
    hl_base__text_clear(bytes);
    hl_log__cell_encode(cell, metric_count, bytes);
    (void)hl_log__cell_seal(key, bytes);
    *equal = bytes->length == (size_t)sqlite3_column_bytes(row, 4) &&
             memcmp(bytes->data, sqlite3_column_blob(row, 4), bytes->length) == 0;
    return hl_base__text_status(bytes, err);
}

/* One comparison under way. */
typedef struct comparing {
    hl_store *store;
    const hl_log_experiment *x;
    hl_cells *cells; /* what the log gives */
    hl_log_differ *differ;
    void *context;
    int64_t compared, differing;
    hl_text bytes;
    hl_log_cell_total total; /* by what stands behind the bytes of each row */
} comparing;

static void tell(comparing *c, const hl_log_cell_difference *difference)
{
    c->differing++;
    c->differ(c->context, difference);
}

static void add_to_total(hl_log_cell_total *total, sqlite3_stmt *row)
{
    const unsigned char *bytes = sqlite3_column_blob(row, 4);
    size_t length = (size_t)sqlite3_column_bytes(row, 4);
    total->cells++;
    if (bytes != NULL && length >= HL_LOG_SEAL_BYTES)
        total->checksum += hl_log__seal_get(bytes + length - HL_LOG_SEAL_BYTES);
}

/* A key that cannot be is a difference, which a repair makes good. HL_FAILED: out of memory. */
static hl_status compare_row(comparing *c, sqlite3_stmt *row, hl_error *err)
{
    row_key key = {"", "", "", 0, 0};
    hl_error why = HL_ERROR_INIT;
    uint32_t arm = 0;
    uint32_t split = 0;
    bool equal = false;
    hl_status known = key_of_row(c->store, row, &key, &why);
    if (known == HL_OK)
        known = place_of(c->x, c->cells, &key, &arm, &split);
    else if (!hl_error_is_memory(&why))
        known = HL_REJECTED;
    if (known == HL_FAILED)
        return hl_error_memory(err);
    const hl_log_cell_key sealed = sealed_key(c->x, &key);
    const hl_cell *cell = known == HL_OK ? hl_cells__find(c->cells, arm, split, key.day) : NULL;
    hl_status status =
        row_equals(row, &sealed, cell, c->cells->metric_count, &c->bytes, &equal, err);
    if (status == HL_OK && !equal) {
        hl_log_cell_difference d = {key.arm, key.dimension, key.value, key.day};
        tell(c, &d);
    }
    return status;
}

static hl_status compare_rows(comparing *c, hl_error *err)
{
    sqlite3_stmt *rows = NULL;
    if (hl_log__statement(c->store, HL_SQL_CELLS_OF, &rows, err) != HL_OK)
        return HL_FAILED;
    (void)sqlite3_bind_int64(rows, 1, c->x->id);
    bool row = false;
    hl_status status = hl_log__step(c->store, rows, &row, err);
    while (status == HL_OK && row) {
        c->compared++;
        status = compare_row(c, rows, err);
        add_to_total(&c->total, rows);
        if (status == HL_OK)
            status = hl_log__step(c->store, rows, &row, err);
    }
    hl_log__done(rows);
    return status;
}

/* Only asked when the cells are right: else their sums are said to be wrong already. */
static hl_status compare_total(comparing *c, hl_error *err)
{
    bool same = false;
    hl_error why = HL_ERROR_INIT;
    hl_status status = same_total(c->store, c->x, &c->total, &same, &why);
    if (status != HL_OK && hl_error_is_memory(&why))
        return hl_error_memory(err);
    if (!same)
        tell(c, &(hl_log_cell_difference){.arm = NULL});
    return HL_OK;
}

static hl_status compare_missing(comparing *c, const hl_cell *cell, hl_error *err)
{
    sqlite3_stmt *get = NULL;
    if (hl_log__statement(c->store, HL_SQL_CELL_GET, &get, err) != HL_OK)
        return HL_FAILED;
    bind_key(get, c->x, c->cells, cell);
    bool row = false;
    hl_status status = hl_log__step(c->store, get, &row, err);
    hl_log__done(get);
    if (status == HL_OK && !row) {
        const hl_log_cell_key key = key_of(c->x, c->cells, cell);
        hl_log_cell_difference d = {key.arm, key.dimension, key.value, key.day};
        c->compared++;
        tell(c, &d);
    }
    return status;
}

hl_status hl_log__cells_compare(hl_store *store, const hl_log_experiment *x, hl_cells *cells,
                                hl_log_differ *differ, void *context, int64_t *compared,
                                hl_error *err)
{
    comparing c = {.store = store, .x = x, .cells = cells, .differ = differ, .context = context};
    hl_status status = compare_rows(&c, err);
    for (size_t i = 0; status == HL_OK && i < cells->cell_count; i++)
        if (!hl_log__cell_is_empty(cells->cells[i], cells->metric_count))
            status = compare_missing(&c, cells->cells[i], err);
    for (size_t i = 0; i < cells->cell_count; i++)
        if (cells->cells[i]->split == 0) {
            c.total.units += cells->cells[i]->counters[HL_COUNT_ENROLLED];
            c.total.touches += cells->cells[i]->counters[HL_COUNT_TOUCHES];
        }
    if (status == HL_OK && c.differing == 0)
        status = compare_total(&c, err);
    *compared += c.compared;
    hl_base__text_free(&c.bytes);
    return status;
}
