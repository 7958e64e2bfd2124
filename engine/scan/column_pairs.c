#include "scan/column_pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/written_number.h"
#include "scan/known_columns.h"
#include "scan/number_marks.h"
#include "scan/result.h"

static const hl_i128 one = 1000000000000000000;

void hl_scan__column_pairs_free(hl_scan_column_pairs *pairs)
{
    free(pairs->rows);
    free(pairs->paid);
    *pairs = (hl_scan_column_pairs){.count = 0};
}

/* ---- which columns */

typedef struct column {
    const char *name;
    size_t variable, metric;
} column;

static column of_variable(const hl_scan_layout *layout, size_t variable, size_t metric)
{
    return (column){layout->names[layout->variables[variable].field], variable, metric};
}

static void add_pair(hl_scan_column_pairs *to, const column *base, const column *sum, bool of_ratio)
{
    for (size_t i = 0; i < to->count; i++)
        if (strcmp(to->of[i].base, base->name) == 0 && strcmp(to->of[i].sum, sum->name) == 0)
            return;
    if (to->count == HL_SCAN_MOST_COLUMN_PAIRS || strcmp(base->name, sum->name) == 0)
        return;
    to->of[to->count++] = (hl_scan_column_pair){
        .base = base->name,
        .sum = sum->name,
        .base_variable = base->variable,
        .sum_variable = sum->variable,
        .metric = sum->metric != HL_SCAN_NONE ? sum->metric : base->metric,
        .of_ratio = of_ratio,
    };
}

/* The metric's column with all that the first file has of the other kind. */
static void pair_up(const hl_scan *scan, const column *of, hl_scan_column_pairs *to)
{
    const hl_scan_layout *layout = &scan->layout;
    bool is_base = hl_scan__says_whether(of->name), is_sum = hl_scan__says_how_much(of->name);
    for (size_t m = 0; (is_base || is_sum) && m < layout->metric_count; m++) {
        column other = of_variable(layout, layout->metrics[m].value, m);
        if (is_base && hl_scan__says_how_much(other.name))
            add_pair(to, of, &other, false);
    }
    size_t columns = hl_rows__is_json(scan->files[0]) ? 0 : hl_rows__column_count(scan->files[0]);
    for (size_t i = 0; (is_base || is_sum) && i < columns && i < HL_SAMPLE_COLUMNS; i++) {
        column other = {hl_rows__column_name(scan->files[0], i), HL_SCAN_NONE, HL_SCAN_NONE};
        for (size_t v = 0; v < layout->variable_count; v++)
            if (strcmp(layout->names[layout->variables[v].field], other.name) == 0)
                other.variable = v;
        if (is_base && hl_scan__says_how_much(other.name))
            add_pair(to, of, &other, false);
        else if (is_sum && hl_scan__says_whether(other.name))
            add_pair(to, &other, of, false);
    }
}

static void find_pairs(const hl_scan *scan, hl_scan_column_pairs *to)
{
    const hl_scan_layout *layout = &scan->layout;
    for (size_t m = 0; m < layout->metric_count; m++) {
        const hl_scan_metric *metric = &layout->metrics[m];
        column value = of_variable(layout, metric->value, m);
        pair_up(scan, &value, to);
        if (metric->denominator == HL_SCAN_NONE)
            continue;
        column base = of_variable(layout, metric->denominator, m);
        add_pair(to, &base, &value, true);
    }
}

/* ---- what rows say */

/* False: nothing, or nothing that can be read. */
static bool read_cell(const hl_scan *scan, const hl_sampled_row *row, const hl_record *record,
                      const char *name, size_t variable, hl_i128 *out)
{
    const hl_field *field = hl_scan__sampled_field(scan, row, record, name);
    hl_written_number number;
    bool yes = false;
    if (field == NULL)
        return false;
    if (hl_base__written_bit(field->data, field->length, &yes) == HL_NUMBER_EXACT) {
        *out = yes ? one : 0;
        return true;
    }
    char mark = variable == HL_SCAN_NONE || field->kind == HL_FIELD_NUMBER
                    ? '.'
                    : hl_scan__mark(scan, row->file, variable);
    bool read = hl_base__written_number(field->data, field->length, mark, false, &number) <=
                HL_NUMBER_ROUNDED;
    *out = number.attos;
    return read;
}

/* Whether a column that says whether, or how many, can have the value. */
static bool is_count(hl_i128 value)
{
    return value % one == 0 && value <= 1000 * one;
}

static void count_row(hl_scan_column_pair *pair, hl_i128 base, hl_i128 sum, int64_t times,
                      hl_pair_counts *to)
{
    pair->unlike = pair->unlike || (!pair->of_ratio && !is_count(base));
    to->rows += times;
    to->sums += sum > 0 ? times : 0;
    to->sums_alone += sum > 0 && base == 0 ? times : 0;
    to->bases += base > 0 ? times : 0;
    to->bases_alone += base > 0 && sum == 0 ? times : 0;
    to->parts += base > 0 && sum > 0 && sum % one == 0 && sum <= base ? times : 0;
    to->below += base < 0 ? times : 0;
}

static void gather_row(hl_scan *scan, const hl_sampled_row *row, const hl_record *record,
                       hl_pair_counts *to)
{
    hl_scan_column_pairs *pairs = &scan->column_pairs;
    for (size_t i = 0; i < pairs->count; i++) {
        hl_scan_column_pair *pair = &pairs->of[i];
        hl_i128 base = 0, sum = 0;
        if (read_cell(scan, row, record, pair->base, pair->base_variable, &base) &&
            read_cell(scan, row, record, pair->sum, pair->sum_variable, &sum))
            count_row(pair, base, sum, row->count, &to[row->arm * pairs->count + i]);
    }
}

/* Of a file that is closed before the result is taken. */
static bool keep_names(hl_arena *arena, hl_scan_column_pairs *pairs)
{
    bool good = true;
    for (size_t i = 0; i < pairs->count; i++) {
        hl_scan_column_pair *pair = &pairs->of[i];
        pair->base = hl_base__arena_string(arena, pair->base);
        pair->sum = hl_base__arena_string(arena, pair->sum);
        good = good && pair->base != NULL && pair->sum != NULL;
    }
    if (!good)
        pairs->count = 0;
    return good;
}

hl_status hl_scan__gather_pairs(hl_scan *scan, const hl_sampled_table *table, bool paid,
                                hl_error *err)
{
    hl_scan_column_pairs *pairs = &scan->column_pairs;
    hl_record record = {0};
    if (!paid)
        find_pairs(scan, pairs);
    if (!paid && !keep_names(&scan->arena, pairs))
        return hl_error_memory(err);
    if (pairs->count == 0 || table->rows == 0)
        return HL_OK;
    size_t arms = scan->sampled_arms.count;
    hl_pair_counts *counts = calloc(arms * pairs->count, sizeof *counts);
    for (size_t i = 0; counts != NULL && i < table->rows && !record.failed; i++) {
        hl_scan__sampled_record(scan, table->of[i], &record);
        gather_row(scan, table->of[i], &record, counts);
    }
    bool good = counts != NULL && !record.failed;
    *(paid ? &pairs->paid : &pairs->rows) = counts;
    *(paid ? &pairs->paid_arms : &pairs->arms) = counts == NULL ? 0 : arms;
    hl_rows__record_free(&record);
    return good ? HL_OK : hl_error_memory(err);
}

/* ---- cells */

bool hl_scan__column_pairs_init(const hl_scan_column_pairs *pairs, hl_cells *cells, size_t arms)
{
    hl_arena *arena = &cells->arena;
    cells->pairs = hl_base__arena_array(arena, pairs->count + 1, sizeof *cells->pairs);
    for (size_t i = 0; cells->pairs != NULL && i < pairs->count; i++) {
        const hl_scan_column_pair *from = &pairs->of[i];
        hl_column_pair *to = &cells->pairs[cells->pair_count++];
        to->base = hl_base__arena_string(arena, from->base);
        to->sum = hl_base__arena_string(arena, from->sum);
        to->metric = from->metric;
        to->of_ratio = from->of_ratio;
        to->unlike = from->unlike;
        to->by_arm = hl_base__arena_array(arena, arms, sizeof *to->by_arm);
        if (to->base == NULL || to->sum == NULL || to->by_arm == NULL)
            return false;
    }
    return cells->pairs != NULL;
}

void hl_scan__take_column_pairs(const hl_scan *scan, const char *name, size_t arm, hl_cells *cells)
{
    const hl_scan_column_pairs *pairs = &scan->column_pairs;
    uint32_t from = hl_base__map_find(&scan->sampled_arms, name, strlen(name));
    for (size_t i = 0; from != HL_MAP_NONE && i < pairs->count; i++) {
        hl_pair_counts *to = &cells->pairs[i].by_arm[arm];
        if (from < pairs->arms)
            *to = pairs->rows[from * pairs->count + i];
        if (from >= pairs->paid_arms)
            continue;
        const hl_pair_counts *paid = &pairs->paid[from * pairs->count + i];
        if (paid->sums > to->sums) { /* the sample of those with an amount has more of them */
            to->sums = paid->sums;
            to->sums_alone = paid->sums_alone;
            to->parts = paid->parts;
        }
    }
}
