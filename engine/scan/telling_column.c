#include "scan/telling_column.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "scan/result.h"

enum { ENOUGH = 30 };

bool hl_scan__reads_column(const hl_scan *scan, const char *column)
{
    for (size_t f = 0; f < scan->layout.field_count; f++)
        if (strcmp(scan->layout.names[f], column) == 0)
            return true;
    return false;
}

/* What stands in a row. */
typedef struct one_cell {
    uint64_t value;
    uint32_t arm, count;
} one_cell;

static int by_value(const void *a, const void *b)
{
    const one_cell *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->arm > y->arm) - (x->arm < y->arm);
}

/* The filled cells by value and arm, in the table's scratch. */
static one_cell *sorted_cells(const hl_sampled_table *table, size_t column, size_t *count)
{
    const uint64_t *cells = hl_scan__sampled_column(table, column);
    one_cell *out = (void *)table->scratch; /* 16 bytes a row */
    *count = 0;
    for (size_t i = 0; i < table->rows; i++)
        if (cells[i] > HL_CELL_ABSENT)
            out[(*count)++] = (one_cell){cells[i], table->of[i]->arm, table->of[i]->count};
    qsort(out, *count, sizeof *out, by_value);
    return out;
}

static size_t run_of(const one_cell *cells, size_t from, size_t count, double *rows)
{
    size_t end = from;
    for (*rows = 0; end < count && cells[end].value == cells[from].value; end++)
        *rows += cells[end].count;
    return end;
}

/* Takes out the values that more than a 20th of the rows have. */
static size_t drop_common(one_cell *cells, size_t count, hl_telling_column *of)
{
    size_t kept = 0, end = 0;
    double all = 0, rows = 0;
    for (size_t i = 0; i < count; i++)
        all += cells[i].count;
    of->commons = 0;
    for (size_t i = 0; i < count; i = end) {
        end = run_of(cells, i, count, &rows);
        if (rows * HL_MOST_COMMON > all && of->commons < HL_MOST_COMMON)
            of->common[of->commons++] = cells[i].value;
        else
            for (size_t k = i; k < end; k++)
                cells[kept++] = cells[k];
    }
    return kept;
}

/* The pairs of rows that have one value: of all that differ, and of those of two arms however often
 * they stand, which are no copies of each other. */
typedef struct alike_pairs {
    double distinct, across;
} alike_pairs;

/* Pairs of rows of two arms, of cells that stand by arm. */
static double pairs_across(const one_cell *cells, size_t count)
{
    double all = 0, squares = 0, run = 0;
    for (size_t i = 0; i < count; i++) {
        run = (i > 0 && cells[i].arm == cells[i - 1].arm ? run : 0) + cells[i].count;
        all += cells[i].count;
        if (i + 1 == count || cells[i + 1].arm != cells[i].arm)
            squares += run * run;
    }
    return (all * all - squares) / 2;
}

static int by_arm(const void *a, const void *b)
{
    const one_cell *x = a, *y = b;
    return (x->arm > y->arm) - (x->arm < y->arm);
}

/* The share of pairs of rows that have one value by chance. Sorts the cells by arm. */
static double share_alike(one_cell *cells, size_t count)
{
    alike_pairs found = {0, 0};
    double rows = 0;
    for (size_t i = 0, end = 0; i < count; i = end) {
        end = run_of(cells, i, count, &rows);
        found.distinct += (double)(end - i) * (double)(end - i - 1) / 2;
        found.across += pairs_across(cells + i, end - i);
    }
    qsort(cells, count, sizeof *cells, by_arm);
    double across = pairs_across(cells, count);
    double distinct = found.distinct / ((double)count * (double)(count - 1) / 2);
    return fmax(distinct, across > 0 ? found.across / across : 0);
}

/* Whether so many rows stand just twice that values which are common or rare do not explain it. If
 * rows come by chance, each with a rate of its own, the moments of the rates make
 * (2 n2)^2 <= n1 * 6 n3 (Cauchy and Schwarz; n_k stand k times). */
static bool are_copied(const one_cell *cells, size_t count)
{
    const double times = 3, least = 10;
    double n[4] = {0};
    for (size_t i = 0; i < count; i++)
        n[cells[i].count < 4 ? cells[i].count : 0]++;
    return n[2] >= least && 4 * n[2] * n[2] > times * 6 * n[1] * n[3];
}

/* A column of so many values that rows so alike are not come by chance: of n rows, n^2 / 2 times
 * the share of pairs of rows that have one value there are the most that chance gives. A row in
 * which it is empty is told from no other by it: an order's number, of those who have no order.
 * Amounts of a metric may be of other values in each arm (a discount): of these only copies. */
static bool tells_apart(const hl_sampled_table *table, bool read, hl_telling_column *of)
{
    const double times = 3;
    size_t count;
    double rows = 0, again = 0;
    one_cell *cells = sorted_cells(table, of->column, &count);
    count = drop_common(cells, count, of);
    if (count < ENOUGH)
        return false;
    for (size_t i = 0; i < count; i++) {
        rows += cells[i].count * table->times;
        again += (cells[i].count - 1) * table->times;
    }
    double alike = share_alike(cells, count);
    return again > 0 && again > times * alike * rows * rows / 2 &&
           (!read || are_copied(cells, count));
}

hl_telling_column hl_scan__find_telling(const hl_scan *scan, const hl_sampled_table *table,
                                        size_t except)
{
    hl_telling_column of = {0};
    for (of.column = 0; of.column < table->columns; of.column++) {
        bool read = hl_scan__reads_column(scan, hl_rows__column_name(scan->files[0], of.column));
        if (of.column != except && tells_apart(table, read, &of))
            return of;
    }
    of.column = SIZE_MAX;
    return of;
}

bool hl_scan__is_told(const hl_telling_column *by, uint64_t cell)
{
    for (size_t i = 0; i < by->commons; i++)
        if (by->common[i] == cell)
            return false;
    return cell != HL_CELL_EMPTY;
}
