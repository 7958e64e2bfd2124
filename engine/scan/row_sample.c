#include "scan/row_sample.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "scan/arm_amounts.h"
#include "scan/column_pairs.h"
#include "scan/counted_means.h"
#include "scan/currencies.h"
#include "scan/repeated_rows.h"
#include "scan/result.h"
#include "scan/total_rows.h"

enum { MOST_TEXT = 1 << 16, MOST_LEVEL = 60 };

void hl_scan__sample_free(hl_row_sample *sample)
{
    free(sample->rows);
    hl_base__arena_free(&sample->arena);
    *sample = (hl_row_sample){0};
}

/* The place of the row, or a free one. The low bits say where: the high ones are those of the
 * level. */
static hl_sampled_row *find(hl_sampled_row *rows, uint64_t digest)
{
    size_t at = (size_t)digest & (HL_SAMPLE_SLOTS - 1);
    while (rows[at].text != NULL && rows[at].digest != digest)
        at = (at + 1) & (HL_SAMPLE_SLOTS - 1);
    return &rows[at];
}

/* Only what is of the level stays. */
static bool raise_to(hl_row_sample *sample, unsigned level)
{
    hl_sampled_row *rows = calloc(HL_SAMPLE_SLOTS, sizeof *rows);
    if (rows == NULL)
        return false;
    sample->level = level;
    sample->used = 0;
    for (size_t i = 0; sample->rows != NULL && i < HL_SAMPLE_SLOTS; i++) {
        const hl_sampled_row *row = &sample->rows[i];
        if (row->text == NULL || !hl_scan__is_of_level(row->key, level))
            continue;
        *find(rows, row->digest) = *row;
        sample->used++;
    }
    free(sample->rows);
    sample->rows = rows;
    return true;
}

static void count_again(hl_sampled_row *known, const hl_sampled_row *row)
{
    known->count += row->count;
    if (row->file < known->file) {
        known->file = row->file;
        known->text = row->text;
        known->length = row->length;
    }
}

/* The level is the lowest at which there is room for all. */
static bool add(hl_row_sample *sample, const hl_sampled_row *row)
{
    if (sample->rows == NULL && !raise_to(sample, sample->level))
        return false;
    hl_sampled_row *place = find(sample->rows, row->digest);
    if (place->text != NULL) {
        count_again(place, row);
        return true;
    }
    while (sample->used >= sample->most && sample->level < MOST_LEVEL)
        if (!raise_to(sample, sample->level + 1))
            return false;
    if (sample->used >= sample->most || !hl_scan__is_of_level(row->key, sample->level))
        return true;
    *find(sample->rows, row->digest) = *row;
    sample->used++;
    return true;
}

bool hl_scan__sample_add(hl_row_sample *sample, const hl_sampled_row *row)
{
    hl_sampled_row *known = sample->rows == NULL ? NULL : find(sample->rows, row->digest);
    if (known != NULL && known->text != NULL) {
        known->count++;
        return true;
    }
    hl_sampled_row own = *row;
    if (row->length > MOST_TEXT)
        return true;
    if (sample->keeps_text)
        own.text = hl_base__arena_bytes(&sample->arena, row->text, row->length);
    return own.text != NULL && add(sample, &own);
}

bool hl_scan__sample_row(hl_row_sample *sample, hl_row_sample *amounts, uint64_t key,
                         const char *text, size_t length, uint32_t arm)
{
    while (length > 0 && (text[length - 1] == '\n' || text[length - 1] == '\r'))
        length--;
    uint64_t digest = hl_scan__row_digest(text, length, sample->seed);
    key = key != 0 ? key : digest;
    hl_sampled_row row = {key, digest, text, (uint32_t)length, arm, 0, sample->file, 1};
    return (!hl_scan__is_of_level(key, sample->level) || hl_scan__sample_add(sample, &row)) &&
           (amounts == NULL || !hl_scan__is_of_level(key, amounts->level) ||
            hl_scan__sample_add(amounts, &row));
}

/* ---- all workers */

/* Arms of many experiments are named "experiment\x1farm". */
static uint32_t experiment_of(const hl_map_key *arm)
{
    const char *sign = memchr(arm->text, '\x1f', arm->length);
    return sign == NULL ? 0 : (uint32_t)XXH3_64bits(arm->text, (size_t)(sign - arm->text));
}

static hl_status join(hl_scan *scan, hl_row_sample *into, const hl_scan_worker *worker,
                      const hl_row_sample *from, hl_error *err)
{
    if (into->level < from->level && !raise_to(into, from->level))
        return hl_error_memory(err);
    for (size_t i = 0; from->rows != NULL && i < HL_SAMPLE_SLOTS; i++) {
        hl_sampled_row row = from->rows[i];
        if (row.text == NULL || !hl_scan__is_of_level(row.key, into->level))
            continue;
        const hl_map_key *arm = &worker->cells->arms.keys[row.arm];
        row.experiment = experiment_of(arm);
        row.arm = hl_base__map_intern(&scan->sampled_arms, arm->text, arm->length);
        if (row.arm == HL_MAP_NONE || !add(into, &row))
            return hl_error_memory(err);
    }
    return HL_OK;
}

/* Rows that are units, or their touches. */
static hl_status judge_units(hl_scan *scan, hl_sampled_table *table, hl_error *err)
{
    hl_status status = hl_scan__judge_rows(scan, table, err);
    if (status == HL_OK)
        status = hl_scan__gather_days(scan, table, err);
    if (status == HL_OK)
        status = hl_scan__gather_pairs(scan, table, false, err);
    if (status == HL_OK)
        status = hl_scan__gather_undone(scan, table, err);
    if (status == HL_OK)
        status = hl_scan__gather_order_lines(scan, table, err);
    if (status == HL_OK)
        status = hl_scan__gather_same_values(scan, table, err);
    return status == HL_OK ? hl_scan__check_totals(scan, table, err) : status;
}

/* Of all rows. */
static hl_status judge_sample(hl_scan *scan, hl_scan_worker *workers, size_t count, hl_error *err)
{
    hl_row_sample all = {.most = workers[0].sample.most};
    hl_sampled_table table = {0};
    hl_status status = HL_OK;
    for (size_t i = 0; i < count && status == HL_OK; i++)
        status = join(scan, &all, &workers[i], &workers[i].sample, err);
    if (status == HL_OK)
        status = hl_scan__sampled_table(&table, scan, &all, err);
    if (status == HL_OK && scan->layout.count != HL_SCAN_NONE)
        status = hl_scan__gather_counted(scan, &table, err);
    else if (status == HL_OK)
        status = judge_units(scan, &table, err);
    hl_scan__sampled_table_free(&table);
    hl_scan__sample_free(&all);
    return status;
}

/* Of those with an amount. */
static hl_status judge_amounts(hl_scan *scan, hl_scan_worker *workers, size_t count, hl_error *err)
{
    hl_row_sample all = {.most = workers[0].amounts.most};
    hl_sampled_table table = {0};
    hl_status status = HL_OK;
    if (scan->layout.count != HL_SCAN_NONE)
        return HL_OK;
    for (size_t i = 0; i < count && status == HL_OK; i++)
        status = join(scan, &all, &workers[i], &workers[i].amounts, err);
    if (status == HL_OK)
        status = hl_scan__sampled_rows(&table, scan, &all, err);
    if (status == HL_OK)
        status = hl_scan__judge_currencies(scan, &table, err);
    if (status == HL_OK)
        status = hl_scan__gather_amounts(scan, &table, err);
    if (status == HL_OK)
        status = hl_scan__gather_days(scan, &table, err);
    if (status == HL_OK)
        status = hl_scan__gather_pairs(scan, &table, true, err);
    hl_scan__sampled_table_free(&table);
    hl_scan__sample_free(&all);
    return status;
}

hl_status hl_scan__sample_collect(hl_scan *scan, hl_scan_worker *workers, size_t count,
                                  hl_error *err)
{
    hl_status status = judge_sample(scan, workers, count, err);
    return status == HL_OK ? judge_amounts(scan, workers, count, err) : status;
}
