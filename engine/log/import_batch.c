#include "log/import_batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/ruined_id.h"
#include "log/batch_size.h"
#include "log/cell_table.h"
#include "log/recompute.h"

enum { MOST_KEPT_USERS = 1000000, MOST_BYTES = 128 << 20 };

/* ---- deltas */

size_t hl_log__cell_bytes(size_t metric_count)
{
    return 256 + 700 * metric_count;
}

hl_status hl_log__delta_begin(hl_log_experiment *x, hl_error *err)
{
    hl_cells_free(x->delta);
    x->delta = hl_cells__new(x->design);
    return x->delta == NULL ? hl_error_memory(err) : HL_OK;
}

hl_status hl_log__deltas_begin(hl_log_experiments *experiments, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < experiments->count; i++)
        status = hl_log__delta_begin(experiments->list[i], err);
    return status;
}

hl_status hl_log__deltas_bound(hl_store *store, hl_log_experiments *experiments, size_t most_bytes,
                               hl_error *err)
{
    size_t bytes = 0;
    for (size_t i = 0; i < experiments->count; i++)
        bytes += hl_base__arena_size(&experiments->list[i]->delta->arena);
    if (bytes <= most_bytes)
        return HL_OK;
    hl_status status = hl_log__deltas_write(store, experiments, err);
    return status == HL_OK ? hl_log__deltas_begin(experiments, err) : status;
}

hl_status hl_log__deltas_write(hl_store *store, hl_log_experiments *experiments, hl_error *err)
{
    for (size_t i = 0; i < experiments->count; i++)
        if (hl_log__cells_add(store, experiments->list[i], experiments->list[i]->delta, err) !=
            HL_OK)
            return HL_FAILED;
    return HL_OK;
}

void hl_log__deltas_free(hl_log_experiments *experiments)
{
    for (size_t i = 0; experiments != NULL && i < experiments->count; i++) {
        hl_cells_free(experiments->list[i]->delta);
        experiments->list[i]->delta = NULL;
    }
}

/* ---- rows by user */

static int compare_rows(const void *a, const void *b)
{
    const hl_log_row *x = *(hl_log_row *const *)a;
    const hl_log_row *y = *(hl_log_row *const *)b;
    if (x->user_id != y->user_id)
        return x->user_id < y->user_id ? -1 : 1;
    return (x > y) - (x < y);
}

/* Rows that are not refused, by their user's number in the store (by which its tables are
 * clustered, so that each page is met once), then as they came. */
static hl_log_row **sorted_rows(hl_log_import *import, size_t *count)
{
    hl_log_row **rows = malloc((import->batch_count + 1) * sizeof(hl_log_row *));
    *count = 0;
    for (size_t i = 0; rows != NULL && i < import->batch_count; i++)
        if (!import->batch[i].refused)
            rows[(*count)++] = &import->batch[i];
    if (rows != NULL && import->kind->has_users)
        qsort(rows, *count, sizeof(hl_log_row *), compare_rows);
    return rows;
}

static size_t end_of_user(hl_log_row *const *rows, size_t from, size_t count, bool has_users)
{
    size_t end = from + 1;
    while (end < count && (!has_users || rows[end]->user_id == rows[from]->user_id))
        end++;
    return end;
}

/* ---- units that are not users */

static hl_status gather_row_unit(hl_log_import *import, const hl_log_experiment *x,
                                 const hl_log_row *row, const hl_log_user *who, int64_t user,
                                 hl_error *err)
{
    for (size_t i = 0; i < row->user_row.attribute_count; i++) {
        const hl_log_attribute *a = &row->user_row.attributes[i];
        if (strcmp(a->key, x->experiment->unit) != 0)
            continue;
        const hl_id_place place = {import->rows->name, a->key, row->line};
        if (hl_base__id_check(&place, a->text, a->length, false, err) != HL_OK)
            return HL_REJECTED;
        hl_value item = {
            .type = HL_VALUE_UNTYPED, .text = a->text, .length = a->length, .key = a->key};
        hl_value object = {.type = HL_VALUE_OBJECT, .count = a->length > 0 ? 1 : 0, .items = &item};
        return hl_log__unit_set_add(&import->units, x, who->id, user, &object, err);
    }
    return HL_OK;
}

/* The units of the row's user: as it is, and as a users row will make it. */
static hl_status gather_units(hl_log_import *import, const hl_log_row *row, hl_error *err)
{
    int64_t user = row->user_id;
    hl_log_user who;
    hl_log__user_log_clear(&import->log);
    if (hl_log__user_read(import->store, user, &import->log.pool, &who, &import->attributes, err) !=
        HL_OK)
        return HL_FAILED;
    for (size_t i = 0; i < import->experiments->count; i++) {
        const hl_log_experiment *x = import->experiments->list[i];
        if (x->unit_is_user)
            continue;
        if (hl_log__unit_set_add(&import->units, x, who.id, user, &import->attributes.object,
                                 err) != HL_OK)
            return HL_FAILED;
        if (import->number == HL_IMPORT_USERS &&
            gather_row_unit(import, x, row, &who, user, err) != HL_OK)
            return HL_FAILED;
    }
    return HL_OK;
}

static hl_status begin_units(hl_log_import *import, hl_log_row *const *rows, size_t count,
                             hl_error *err)
{
    if (!import->other_units)
        return HL_OK;
    for (size_t i = 0; i < count; i++)
        if (gather_units(import, rows[i], err) != HL_OK)
            return HL_FAILED;
    return hl_log__unit_set_contribute(import->store, &import->units, -1, err);
}

static hl_status end_units(hl_log_import *import, hl_error *err)
{
    if (!import->other_units)
        return HL_OK;
    hl_status status = hl_log__unit_set_contribute(import->store, &import->units, 1, err);
    hl_log__unit_set_free(&import->units);
    return status;
}

/* ---- the batch */

/* Where the system's time zones have changed since, the days of cells are counted anew, before
 * anything is taken away from a day that it was not added to. */
static hl_status follow_clocks(hl_store *store, hl_log_experiments *all, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < all->count; i++) {
        hl_log_cell_total total;
        status = hl_log__cell_total_read(store, all->list[i]->id, &total, err);
        if (status == HL_OK && !hl_log__cells_are_by_clock(all->list[i], &total))
            status = hl_log__recompute_one(store, all, all->list[i], err);
    }
    return status;
}

static hl_status prepare(hl_log_import *import, hl_error *err)
{
    hl_error why = HL_ERROR_INIT;
    if (hl_log__experiments(import->store, &import->experiments, err) != HL_OK)
        return HL_FAILED;
    if (hl_log__all_readable(import->store, import->experiments, &why) != HL_OK)
        return hl_error_set(err, HL_FAILED, "%s", why.message);
    if (follow_clocks(import->store, import->experiments, err) != HL_OK ||
        hl_log__deltas_begin(import->experiments, err) != HL_OK ||
        hl_log__rejects_read_known(&import->rejects, import->store, (int)import->number, err) !=
            HL_OK)
        return HL_FAILED;
    if (import->number == HL_IMPORT_EVENTS &&
        (hl_log__value_marks_read(import->store, &import->value_marks, err) != HL_OK ||
         hl_log__value_looks_read(import->store, &import->value_looks, err) != HL_OK))
        return HL_FAILED;
    import->other_units = false;
    for (size_t i = 0; import->kind->has_users && i < import->experiments->count; i++)
        import->other_units = import->other_units || !import->experiments->list[i]->unit_is_user;
    return hl_log__numbering_resolve_names(import, err);
}

static hl_status admit_rows(hl_log_import *import, hl_error *err)
{
    if (import->number == HL_IMPORT_EVENTS)
        hl_log__drop_default_touches(import);
    for (size_t i = 0; import->kind->admit != NULL && i < import->batch_count; i++)
        if (import->kind->admit(import, &import->batch[i], err) != HL_OK)
            return HL_FAILED;
    if (import->kind->has_users && hl_log__numbering_resolve_users(import, err) != HL_OK)
        return HL_FAILED;
    return import->kind->owns ? hl_log__id_claims_check(import, err) : HL_OK;
}

static void note_user(hl_log_import *import, const hl_log_row *row, int64_t rows)
{
    if (!import->kind->owns)
        return;
    const hl_map_key *id = &import->users.map.keys[row->user];
    hl_log__crowds_note(&import->crowds, row->user_id, id->text, id->length, rows);
}

static hl_status apply_rows(hl_log_import *import, hl_error *err)
{
    size_t count = 0;
    hl_log_row **rows = sorted_rows(import, &count);
    if (rows == NULL)
        return hl_error_memory(err);
    hl_status status = begin_units(import, rows, count, err);
    for (size_t i = 0; status == HL_OK && i < count;) {
        size_t end = end_of_user(rows, i, count, import->kind->has_users);
        note_user(import, rows[i], (int64_t)(end - i));
        status = import->kind->apply(import, rows + i, end - i, err);
        if (status == HL_OK)
            status = hl_log__deltas_bound(import->store, import->experiments, MOST_BYTES, err);
        i = end;
    }
    if (status == HL_OK)
        status = end_units(import, err);
    free(rows);
    return status;
}

static hl_status write_types(hl_log_import *import, hl_error *err)
{
    hl_status status = hl_log__event_types_write(import->store, &import->batch_types, err);
    for (size_t i = 0; status == HL_OK && i < import->batch_types.count; i++)
        status = hl_log__type_counts_add(&import->types, &import->batch_types.list[i], err);
    import->batch_types.count = 0;
    return status;
}

/* Rows that were refused in an earlier import and are fine now are no rejects any more. */
static hl_status strike_out(hl_log_import *import, hl_error *err)
{
    for (size_t i = 0; import->rejects.known_count > 0 && i < import->batch_count; i++) {
        const hl_log_row *row = &import->batch[i];
        if (!row->refused &&
            hl_log__rejects_accepted(&import->rejects, import->store, (int)import->number, row->raw,
                                     row->raw_length, err) != HL_OK)
            return HL_FAILED;
    }
    return HL_OK;
}

static hl_status note_import(hl_log_import *import, bool last, hl_error *err)
{
    hl_store *store = import->store;
    const hl_import_summary *s = import->summary;
    if (import->import_id == 0) {
        sqlite3_stmt *add = NULL;
        if (hl_log__statement(store, HL_SQL_IMPORT_ADD, &add, err) != HL_OK)
            return HL_FAILED;
        (void)sqlite3_bind_int(add, 1, (int)import->number);
        hl_log__bind_text(add, 2, import->rows->name, strlen(import->rows->name));
        (void)sqlite3_bind_int64(add, 3, import->options->now_utc_ms);
        if (hl_log__run(store, add, err) != HL_OK)
            return HL_FAILED;
        import->import_id = sqlite3_last_insert_rowid(store->db);
    }
    sqlite3_stmt *set = NULL;
    if (hl_log__statement(store, HL_SQL_IMPORT_SET, &set, err) != HL_OK)
        return HL_FAILED;
    const int64_t values[] = {import->import_id, last ? 1 : 0,  s->rows,    s->added,
                              s->updated,        s->duplicates, s->rejected};
    for (int i = 0; i < 7; i++)
        (void)sqlite3_bind_int64(set, i + 1, values[i]);
    return hl_log__run(store, set, err);
}

static void empty_batch(hl_log_import *import)
{
    if (import->crowds.users < import->users.map.count)
        import->crowds.users = import->users.map.count;
    hl_log__deltas_free(import->experiments);
    hl_log__unit_set_free(&import->units);
    hl_base__arena_free(&import->arena);
    hl_log__batch_size_clear(&import->size);
    import->batch_count = 0;
    import->experiments = NULL;
    if (import->users.map.count > MOST_KEPT_USERS)
        hl_log__numbering_free(&import->users);
}

hl_status hl_log__batch_apply(hl_log_import *import, bool last, hl_error *err)
{
    hl_store *store = import->store;
    hl_status status = hl_log__begin(store, err);
    if (status == HL_OK)
        status = prepare(import, err);
    if (status == HL_OK)
        status = admit_rows(import, err);
    if (status == HL_OK)
        status = apply_rows(import, err);
    if (status == HL_OK)
        status = hl_log__deltas_write(store, import->experiments, err);
    if (status == HL_OK)
        status = write_types(import, err);
    if (status == HL_OK)
        status = hl_log__value_marks_write(store, &import->value_marks, err);
    if (status == HL_OK)
        status = hl_log__value_looks_write(store, &import->value_looks, err);
    if (status == HL_OK)
        status = strike_out(import, err);
    if (status == HL_OK)
        status = hl_log__rejects_flush(&import->rejects, store, (int)import->number, err);
    if (status == HL_OK)
        status = note_import(import, last, err);
    if (status == HL_OK)
        status = hl_log__commit(store, err);
    if (status != HL_OK) {
        import->experiments = NULL; /* rolling back forgets them */
        hl_log__rollback(store);
    }
    empty_batch(import);
    return status;
}
