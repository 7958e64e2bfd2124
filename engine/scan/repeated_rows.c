#include "scan/repeated_rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "scan/known_columns.h"
#include "scan/result.h"
#include "scan/telling_column.h"

enum { ENOUGH = 30, MOST_COMPARED = 64 };

void hl_scan__repeated_free(hl_scan_repeated *repeated)
{
    hl_scan__left_out_free(&repeated->rows);
    hl_scan__left_out_free(&repeated->again);
    hl_scan__left_out_free(&repeated->over);
    hl_scan__left_out_free(&repeated->ids);
    hl_scan__left_out_free(&repeated->ids_again);
    hl_scan__left_out_free(&repeated->crowded);
}

/* ---- columns */

/* Which columns two rows may differ in and yet say the same. */
typedef struct let_be {
    bool of_export[HL_SAMPLE_COLUMNS];
    bool all_differ[HL_SAMPLE_COLUMNS];
    bool of_times[HL_SAMPLE_COLUMNS];    /* times that nobody reads */
    bool tells_times[HL_SAMPLE_COLUMNS]; /* ... of which few rows have the same one */
} let_be;

static size_t filled(const hl_sampled_table *table, size_t column, uint64_t *out)
{
    const uint64_t *cells = hl_scan__sampled_column(table, column);
    size_t count = 0;
    for (size_t i = 0; i < table->rows; i++)
        if (cells[i] > HL_CELL_ABSENT)
            out[count++] = cells[i];
    return count;
}

static void find_let_be(const hl_scan *scan, const hl_sampled_table *table, let_be *out)
{
    for (size_t c = 0; c < table->columns; c++) {
        const char *name = hl_rows__column_name(scan->files[0], c);
        out->of_export[c] =
            c != table->id && !hl_scan__reads_column(scan, name) && hl_scan__is_of_export(name);
        size_t count = filled(table, c, table->scratch);
        out->all_differ[c] = c != table->id && !table->timed[c] &&
                             !hl_scan__reads_column(scan, name) && count >= ENOUGH &&
                             hl_scan__pairs_alike(table->scratch, count) == 0;
        out->of_times[c] = c != table->id && table->timed[c] && !hl_scan__reads_column(scan, name);
        out->tells_times[c] = out->of_times[c] && count >= ENOUGH &&
                              hl_scan__pairs_alike(table->scratch, count) <= (double)count;
    }
}

/* ---- rows of one id in one arm */

typedef struct id_rows {
    size_t first, end; /* in the table */
    double rows, again, over;
} id_rows;

static bool is_one_id(const hl_sampled_table *table, size_t a, size_t b)
{
    return table->of[a]->key == table->of[b]->key &&
           table->of[a]->experiment == table->of[b]->experiment;
}

static bool are_of_one_arm(const hl_sampled_table *table, size_t a, size_t b)
{
    return is_one_id(table, a, b) && table->of[a]->arm == table->of[b]->arm;
}

static size_t end_of(const hl_sampled_table *table, size_t first,
                     bool (*same)(const hl_sampled_table *, size_t, size_t))
{
    size_t end = first + 1;
    while (end < table->rows && same(table, first, end))
        end++;
    return end;
}

/* An id that is empty, or a name for nobody, makes no two rows one user's. */
static bool has_id(const hl_sampled_table *table, size_t i)
{
    return table->id < table->columns &&
           hl_scan__sampled_column(table, table->id)[i] > HL_CELL_ABSENT;
}

/* Two that happened at one time differ in no other time but that of the export (dt, created_at). */
static bool say_the_same(const hl_sampled_table *table, size_t a, size_t b, const let_be *let,
                         bool others_too)
{
    bool of_other_times = false, of_one_time = false;
    for (size_t c = 0; c < table->columns && !table->cut; c++) {
        const uint64_t *cells = hl_scan__sampled_column(table, c);
        bool counts = !let->of_export[c] && !(others_too && let->all_differ[c]);
        bool differ = c != table->id && counts && cells[a] != cells[b] &&
                      cells[a] != HL_CELL_ABSENT && cells[b] != HL_CELL_ABSENT;
        of_one_time = of_one_time ||
                      (let->tells_times[c] && cells[a] == cells[b] && cells[a] > HL_CELL_ABSENT);
        of_other_times = of_other_times || (differ && let->of_times[c]);
        if (differ && !let->of_times[c])
            return false;
    }
    return !table->cut && (!of_other_times || of_one_time);
}

/* Whether a row before it says the same. */
static bool is_over(const hl_sampled_table *table, const id_rows *of, size_t i, const let_be *let)
{
    for (size_t k = of->first; k < i && k < of->first + MOST_COMPARED; k++)
        if (say_the_same(table, k, i, let, false))
            return true;
    return false;
}

static id_rows look_at(const hl_sampled_table *table, size_t first, const let_be *let)
{
    id_rows found = {.first = first, .end = end_of(table, first, are_of_one_arm)};
    for (size_t i = first; i < found.end; i++) {
        found.rows += table->of[i]->count;
        found.again += table->of[i]->count - 1;
        found.over += table->of[i]->count - 1 + is_over(table, &found, i, let);
    }
    return found;
}

/* ---- rows are users */

/* How many ids there are, how many have rows in several arms, and how many had if rows were put
 * there by chance. */
typedef struct spread {
    double ids, found, expected;
} spread;

/* By arm: its share of the rows of its experiment. NULL when out of memory; to be freed. */
static double *shares_of_arms(const hl_scan *scan, const hl_sampled_table *table)
{
    size_t arms = scan->sampled_arms.count;
    hl_map experiments = {0};
    uint32_t *of = calloc(arms + 1, sizeof *of);
    double *all = calloc(arms + 1, sizeof *all);
    double *rows = calloc(arms + 1, sizeof *rows);
    bool good = of != NULL && all != NULL && rows != NULL;
    for (size_t i = 0; i < table->rows && good; i++) {
        const hl_sampled_row *row = table->of[i];
        of[row->arm] = hl_base__map_intern(&experiments, (const char *)&row->experiment,
                                           sizeof row->experiment);
        good = of[row->arm] != HL_MAP_NONE;
        if (good) {
            rows[row->arm] += row->count;
            all[of[row->arm]] += row->count;
        }
    }
    for (size_t arm = 0; arm < arms && good; arm++)
        rows[arm] = all[of[arm]] > 0 ? rows[arm] / all[of[arm]] : 0;
    hl_base__map_free(&experiments);
    free(of);
    free(all);
    if (good)
        return rows;
    free(rows);
    return NULL;
}

static bool find_spread(const hl_scan *scan, const hl_sampled_table *table, spread *out)
{
    double *shares = shares_of_arms(scan, table);
    bool good = shares != NULL;
    *out = (spread){0, 0, 0};
    for (size_t i = 0, end = 0; i < table->rows && good; i = end) {
        double rows = 0;
        end = end_of(table, i, is_one_id);
        for (size_t k = i; k < end; k++)
            rows += table->of[k]->count;
        if (!has_id(table, i))
            continue;
        out->ids++;
        out->found += table->of[i]->arm != table->of[end - 1]->arm;
        out->expected += 1 - pow(shares[table->of[i]->arm], rows - 1);
    }
    free(shares);
    return good;
}

static bool add(const hl_scan *scan, hl_left_rows *to, uint32_t arm, double count)
{
    const hl_map_key *key = &scan->sampled_arms.keys[arm];
    return hl_scan__left_out_add(to, key->text, key->length, (int64_t)count);
}

/* Whether nearly all further rows of ids say what another says: those are one row. */
static bool are_doubles(const hl_sampled_table *table, const let_be *let)
{
    const double nearly_all = 0.9;
    double over = 0, pairs = 0;
    for (size_t i = 0; i < table->rows;) {
        id_rows of = look_at(table, i, let);
        over += has_id(table, i) ? of.over : 0;
        pairs += has_id(table, i) ? of.rows - 1 : 0;
        i = of.end;
    }
    return over >= nearly_all * pairs;
}

enum { CROWD = 20 };

/* The rows of ids with very many: a test account, "0" for whoever is not known. */
static bool count_crowd(hl_scan *scan, const hl_sampled_table *table, const id_rows *of)
{
    hl_scan_repeated *to = &scan->repeated;
    const hl_sampled_row *row = table->of[of->first];
    bool nameless = row->key == row->digest;
    hl_record record = {0};
    if (nameless || of->rows < CROWD)
        return true;
    hl_scan__sampled_record(scan, row, &record);
    const hl_field *id =
        record.failed ? NULL : hl_scan__sampled_field(scan, row, &record, scan->layout.id_first);
    if (id != NULL && to->crowd == NULL)
        to->crowd = hl_base__arena_bytes(&scan->arena, id->data, id->length);
    bool good = !record.failed && (id == NULL || to->crowd != NULL);
    hl_rows__record_free(&record);
    return good && add(scan, &to->crowded, row->arm, of->rows);
}

/* Where many ids have several rows a few with very many are none of these. */
static void settle_crowd(hl_scan_repeated *all, double ids, double again)
{
    enum { TENTH = 10 };
    if (again * TENTH <= ids)
        return;
    hl_scan__left_out_free(&all->crowded);
    all->crowded = (hl_left_rows){.capacity = 0};
    all->crowd = NULL;
}

static bool count_users(hl_scan *scan, const hl_sampled_table *table, const let_be *let)
{
    hl_scan_repeated *to = &scan->repeated;
    bool doubles = are_doubles(table, let);
    bool told = doubles || hl_scan__find_telling(scan, table, table->id).column != SIZE_MAX;
    bool good = true;
    double ids = 0, several = 0;
    for (size_t i = 0; i < table->rows && good;) {
        id_rows of = look_at(table, i, let);
        uint32_t arm = table->of[i]->arm;
        good = add(scan, &to->rows, arm, of.rows) && count_crowd(scan, table, &of);
        ids++;
        several += of.rows > 1;
        if (good && has_id(table, i)) {
            double over = doubles ? of.over : told ? of.again : 0;
            good =
                add(scan, &to->ids, arm, 1) && add(scan, &to->ids_again, arm, over < of.rows - 1) &&
                add(scan, &to->over, arm, over) && add(scan, &to->again, arm, told ? of.again : 0);
        }
        i = of.end;
    }
    settle_crowd(to, ids, several);
    return good;
}

/* ---- rows are touches, or nobody knows whose they are */

static bool count_same(hl_scan *scan, const hl_sampled_table *table, const hl_telling_column *by)
{
    const uint64_t *cells = hl_scan__sampled_column(table, by->column);
    bool good = true;
    for (size_t i = 0; i < table->rows && good; i++) {
        double again = hl_scan__is_told(by, cells[i]) ? table->of[i]->count - 1 : 0;
        good = add(scan, &scan->repeated.again, table->of[i]->arm, again) &&
               add(scan, &scan->repeated.over, table->of[i]->arm, again);
    }
    return good;
}

/* Rows whose value of a metric few other ids have. rare: one a row. */
static void find_rare(const hl_sampled_table *table, size_t column, bool *rare)
{
    enum { HUNDRED = 100 };
    const uint64_t *cells = hl_scan__sampled_column(table, column);
    size_t count = filled(table, column, table->scratch);
    (void)hl_scan__pairs_alike(table->scratch, count);
    for (size_t i = 0, end = 0; i < table->rows; i = end) {
        end = end_of(table, i, is_one_id);
        for (size_t k = i; k < end; k++) {
            size_t own = 0, all = 0, low = 0, high = count;
            for (size_t j = i; j < end; j++)
                own += cells[j] == cells[k];
            while (low < high) {
                size_t middle = low + (high - low) / 2;
                if (table->scratch[middle] < cells[k])
                    low = middle + 1;
                else
                    high = middle;
            }
            while (low + all < count && table->scratch[low + all] == cells[k])
                all++;
            rare[k] = rare[k] || (cells[k] > HL_CELL_ABSENT && (all - own) * HUNDRED < count - own);
        }
    }
}

static void find_all_rare(const hl_scan *scan, const hl_sampled_table *table, bool *rare)
{
    const hl_scan_layout *layout = &scan->layout;
    for (size_t v = 0; v < layout->variable_count; v++) {
        int column = hl_rows__column(scan->files[0], layout->names[layout->variables[v].field]);
        if (column >= 0 && (size_t)column < table->columns && !layout->variables[v].bit)
            find_rare(table, (size_t)column, rare);
    }
}

/* Whether some other row of the id says the same as the one with a rare value. */
static bool has_double(const hl_sampled_table *table, const id_rows *of, size_t i,
                       const let_be *let, bool others_too, size_t to)
{
    for (size_t k = of->first; k < to && k < of->first + MOST_COMPARED; k++)
        if (k != i && say_the_same(table, k, i, let, others_too))
            return true;
    return false;
}

/* Whether columns whose values all differ number rows: nearly all rows with a rare value, of ids
 * in several rows, have a double but for them. */
static bool number_rows(const hl_sampled_table *table, const let_be *let, const bool *rare)
{
    const double nearly_all = 0.9;
    double found = 0, of_all = 0;
    for (size_t i = 0; i < table->rows;) {
        id_rows of = {.first = i, .end = end_of(table, i, are_of_one_arm)};
        for (size_t k = of.first; k < of.end && of.end - of.first > 1; k++)
            if (rare[k] && has_id(table, k)) {
                found += has_double(table, &of, k, let, true, of.end);
                of_all++;
            }
        i = of.end;
    }
    return of_all >= ENOUGH && found >= nearly_all * of_all;
}

static bool count_doubles(hl_scan *scan, const hl_sampled_table *table, const let_be *let,
                          const bool *rare)
{
    bool others_too = number_rows(table, let, rare);
    bool good = true;
    for (size_t i = 0; i < table->rows && good;) {
        id_rows of = {.first = i, .end = end_of(table, i, are_of_one_arm)};
        double over = 0;
        for (size_t k = of.first; k < of.end; k++)
            over += rare[k] && has_id(table, k) && has_double(table, &of, k, let, others_too, k);
        good = add(scan, &scan->repeated.over, table->of[i]->arm, over);
        i = of.end;
    }
    return good;
}

static bool count_touches(hl_scan *scan, const hl_sampled_table *table, const let_be *let)
{
    hl_telling_column by = hl_scan__find_telling(scan, table, table->unit);
    bool good = by.column == SIZE_MAX || count_same(scan, table, &by);
    bool *rare = calloc(table->rows + 1, sizeof *rare);
    good = good && rare != NULL;
    for (size_t i = 0; i < table->rows && good; i++)
        good = add(scan, &scan->repeated.rows, table->of[i]->arm, table->of[i]->count);
    if (good && table->unit != SIZE_MAX) {
        find_all_rare(scan, table, rare);
        good = count_doubles(scan, table, let, rare);
    }
    free(rare);
    return good;
}

/* ---- all */

static bool repeats(const hl_sampled_table *table)
{
    for (size_t i = 0; i < table->rows; i++)
        if (table->of[i]->count > 1 || (i > 0 && table->of[i]->key == table->of[i - 1]->key))
            return true;
    return false;
}

/* The key of a row whose id is empty is the row's digest. */
static bool is_nameless(const hl_sampled_table *table)
{
    if (table->cells == NULL) {
        for (size_t i = 0; i < table->rows; i++)
            if (table->of[i]->key != table->of[i]->digest)
                return false;
        return true;
    }
    return table->id < table->columns && filled(table, table->id, table->scratch) == 0;
}

/* Whether a row is a user's: there are many, and their rows lie in one arm more often than chance
 * would have it. More of them in several arms than chance gives are told. */
static bool are_users(hl_scan *scan, const hl_sampled_table *table, const spread *in_arms)
{
    enum { TOLD = 10 };
    bool several = in_arms->found >= TOLD && 2 * in_arms->found > 3 * in_arms->expected;
    if (in_arms->ids < ENOUGH)
        return false;
    if (several && scan->layout.experiment == HL_SCAN_NONE) {
        scan->repeated.in_arms = (int64_t)(in_arms->found * table->times);
        scan->repeated.of_ids = (int64_t)(in_arms->ids * table->times);
    }
    return 2 * in_arms->found <= in_arms->expected;
}

static hl_status judge(hl_scan *scan, hl_sampled_table *table, hl_error *err)
{
    let_be let;
    spread in_arms = {0, 0, 0};
    hl_status status = hl_scan__sampled_cells(table, scan, err);
    if (status != HL_OK)
        return status;
    find_let_be(scan, table, &let);
    bool users = table->id < table->columns && table->unit == SIZE_MAX;
    if (users && !find_spread(scan, table, &in_arms))
        return hl_error_memory(err);
    users = users && are_users(scan, table, &in_arms);
    scan->repeated.times = (int64_t)table->times;
    return (users ? count_users(scan, table, &let) : count_touches(scan, table, &let))
               ? HL_OK
               : hl_error_memory(err);
}

hl_status hl_scan__judge_rows(hl_scan *scan, hl_sampled_table *table, hl_error *err)
{
    hl_status status = HL_OK;
    if (table->rows == 0)
        return HL_OK;
    if (repeats(table))
        status = judge(scan, table, err);
    if (table->id != SIZE_MAX) {
        const char *name = hl_rows__column_name(scan->files[0], table->id);
        scan->repeated.id = hl_base__arena_string(&scan->arena, name);
        scan->repeated.nameless = is_nameless(table);
        if (scan->repeated.id == NULL)
            return hl_error_memory(err);
    }
    return status;
}

bool hl_scan__repeated_init(const hl_scan_repeated *from, hl_cells *cells, size_t arms)
{
    hl_repeated_rows *to = &cells->repeated;
    int64_t **const lists[] = {&to->looked_at, &to->again,     &to->over,
                               &to->ids,       &to->ids_again, &to->crowded};
    bool good = true;
    to->times = from->times;
    to->nameless = from->nameless;
    to->in_arms = from->in_arms;
    to->of_ids = from->of_ids;
    to->id = from->id == NULL ? NULL : hl_base__arena_string(&cells->arena, from->id);
    to->crowd = from->crowd == NULL ? NULL : hl_base__arena_string(&cells->arena, from->crowd);
    if ((from->id != NULL && to->id == NULL) || (from->crowd != NULL && to->crowd == NULL))
        return false;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && from->times > 0 && good; i++) {
        *lists[i] = hl_base__arena_array(&cells->arena, arms, sizeof **lists[i]);
        good = *lists[i] != NULL;
    }
    return good;
}

void hl_scan__take_repeated(const hl_scan_repeated *from, const char *name, size_t arm,
                            hl_repeated_rows *to)
{
    if (from->times == 0)
        return;
    to->looked_at[arm] = hl_scan__left_out_of(&from->rows, name);
    to->again[arm] = hl_scan__left_out_of(&from->again, name);
    to->over[arm] = hl_scan__left_out_of(&from->over, name);
    to->ids[arm] = hl_scan__left_out_of(&from->ids, name);
    to->ids_again[arm] = hl_scan__left_out_of(&from->ids_again, name);
    to->crowded[arm] = hl_scan__left_out_of(&from->crowded, name);
}
