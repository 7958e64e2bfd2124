#include "scan/result.h"
#include "scan/amount_columns.h"
#include "scan/name_spelling.h"
#include "scan/no_arm.h"

#include <stdlib.h>
#include <string.h>

#include "scan/arm_lists.h"
#include "scan/counted_means.h"
#include "scan/dated_values.h"
#include "scan/files.h"
#include "scan/unit_rows.h"

int64_t hl_scan__line_of(const hl_scan *scan, int64_t place, int64_t line)
{
    return line > 0 ? line : hl_scan__line_at(scan->files[hl_scan__file_of(place)], place);
}

const char *hl_scan__path_of(const hl_scan *scan, int64_t place)
{
    return hl_scan__file(&scan->spec, hl_scan__file_of(place));
}

int64_t hl_scan__arm_units(const hl_scan *scan, uint32_t arm)
{
    int64_t units = 0;
    for (size_t i = scan->starts[arm]; i < scan->starts[arm + 1]; i++) {
        const hl_cell *cell = scan->sorted[i].cell;
        if (cell->split == 0 || scan->all->splits[cell->split].dimension == 0)
            units += cell->counters[HL_COUNT_ENROLLED] + cell->counters[HL_COUNT_TWO_ARMS];
    }
    return units;
}

hl_status hl_scan__collect(hl_scan *scan, hl_scan_worker *worker, hl_error *err)
{
    scan->read += worker->rows;
    scan->rejected += worker->rejected;
    scan->nameless += worker->nameless;
    scan->no_users += worker->no_users;
    scan->rounded += worker->rounded;
    scan->not_bit |= worker->not_bit;
    scan->not_part |= worker->not_part;
    scan->worded |= worker->worded;
    scan->answered |= worker->answered;
    for (size_t i = 0; i < scan->layout.variable_count; i++)
        hl_scan__merge_heard(&scan->heard[i], &worker->heard[i]);
    scan->left_out += worker->left_out;
    scan->outside += worker->outside;
    scan->blank += worker->blank;
    scan->unread += worker->unread;
    if (!hl_scan__odd_values_merge(scan->odd_values, &worker->odd_values) ||
        !hl_scan__left_out_merge(&scan->left_out_of, &worker->left_out_of) ||
        !hl_scan__left_out_merge(&scan->refused_of, &worker->refused_of) ||
        !hl_scan__left_out_merge(&scan->undecided_of, &worker->undecided_of) ||
        !hl_scan__left_out_merge(&scan->headers, &worker->headers) ||
        !hl_scan__left_out_merge(&scan->strange, &worker->strange) ||
        !hl_scan__nameless_merge(scan, worker))
        return hl_error_memory(err);
    scan->header_unread += worker->header_unread;
    if (worker->headers.arms.count > 0) {
        scan->header_place = worker->header_place;
        scan->header_line = worker->header_line;
    }
    if (worker->strange.arms.count > 0) {
        scan->strange_place = worker->strange_place;
        scan->strange_line = worker->strange_line;
    }
    hl_scan__doubt_merge(&scan->undecided, &worker->undecided);
    hl_scan__doubt_merge(&scan->unsegmented, &worker->unsegmented);
    for (size_t f = 0; f < scan->layout.field_count; f++)
        scan->seen[f] = scan->seen[f] || worker->seen[f];
    for (uint32_t i = 0; i < worker->spellings.count; i++)
        if (hl_base__map_intern(&scan->spellings, worker->spellings.keys[i].text,
                                worker->spellings.keys[i].length) == HL_MAP_NONE)
            return hl_error_memory(err);
    if (scan->kept == NULL) {
        scan->kept = worker->kept;
        worker->kept = NULL;
    }
    if (scan->all != NULL)
        return hl_cells__merge(scan->all, worker->cells, err);
    scan->all = worker->cells;
    worker->cells = NULL;
    return HL_OK;
}

/* ---- order */

typedef struct named {
    const char *name;
    uint32_t dimension;
    uint32_t index;
} named;

static int by_name(const void *a, const void *b)
{
    const named *x = a;
    const named *y = b;
    if (x->dimension != y->dimension)
        return x->dimension < y->dimension ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* An arm that only refused rows name is none. */
static hl_status sort_arms(hl_scan *scan, hl_error *err)
{
    const hl_cells *all = scan->all;
    uint32_t count = all->arms.count;
    named *list = calloc((size_t)count + 1, sizeof *list);
    scan->arms = hl_base__arena_array(&scan->arena, count, sizeof *scan->arms);
    if (list == NULL || scan->arms == NULL) {
        free(list);
        return hl_error_memory(err);
    }
    for (uint32_t i = 0; i < count; i++)
        if (scan->starts[i + 1] > scan->starts[i] && !hl_scan__is_header(scan, i))
            list[scan->arm_count++] = (named){hl_cells__arm_name(all, i), 0, i};
    qsort(list, scan->arm_count, sizeof *list, by_name);
    for (size_t i = 0; i < scan->arm_count; i++)
        scan->arms[i] = list[i].index;
    free(list);
    return HL_OK;
}

/* The place of every split: the first is that of all, then by dimension and value. */
static uint32_t *rank_splits(const hl_cells *all)
{
    uint32_t count = all->split_names.count;
    named *list = calloc(count, sizeof *list);
    uint32_t *ranks = calloc(count, sizeof *ranks);
    for (uint32_t i = 1; list != NULL && i < count; i++)
        list[i] = (named){all->splits[i].value, all->splits[i].dimension, i};
    if (list != NULL && count > 2)
        qsort(list + 1, count - 1, sizeof *list, by_name);
    for (uint32_t i = 1; list != NULL && ranks != NULL && i < count; i++)
        ranks[list[i].index] = i;
    if (list == NULL) {
        free(ranks);
        ranks = NULL;
    }
    free(list);
    return ranks;
}

static int by_arm_and_split(const void *a, const void *b)
{
    const hl_scan_cell *x = a;
    const hl_scan_cell *y = b;
    if (x->cell->arm != y->cell->arm)
        return x->cell->arm < y->cell->arm ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

/* The cells of each arm beside each other, by split. */
static hl_status sort_cells(hl_scan *scan, hl_error *err)
{
    const hl_cells *all = scan->all;
    uint32_t *ranks = rank_splits(all);
    scan->sorted = hl_base__arena_array(&scan->arena, all->cell_count, sizeof *scan->sorted);
    scan->starts =
        hl_base__arena_array(&scan->arena, (size_t)all->arms.count + 1, sizeof *scan->starts);
    if (ranks == NULL || scan->sorted == NULL || scan->starts == NULL) {
        free(ranks);
        return hl_error_memory(err);
    }
    for (size_t i = 0; i < all->cell_count; i++) {
        scan->sorted[i] = (hl_scan_cell){all->cells[i], ranks[all->cells[i]->split]};
        scan->starts[all->cells[i]->arm + 1]++;
    }
    for (uint32_t i = 0; i < all->arms.count; i++)
        scan->starts[i + 1] += scan->starts[i];
    qsort(scan->sorted, all->cell_count, sizeof *scan->sorted, by_arm_and_split);
    free(ranks);
    return HL_OK;
}

/* The part of "experiment\x1farm" before the sign. */
static size_t experiment_length(const hl_scan *scan, const char *name)
{
    const char *sign = strchr(name, '\x1f');
    return scan->layout.experiment == HL_SCAN_NONE || sign == NULL ? 0 : (size_t)(sign - name);
}

static const char *arm_name(const hl_scan *scan, size_t place)
{
    const char *name = hl_cells__arm_name(scan->all, scan->arms[place]);
    if (scan->layout.experiment != HL_SCAN_NONE)
        name += experiment_length(scan, name) + 1;
    return hl_scan__arm_shown(scan, name);
}

static hl_status cut_experiments(hl_scan *scan, hl_error *err)
{
    size_t arms = scan->arm_count;
    const hl_scan_spec *spec = scan->layout.spec;
    scan->experiments = hl_base__arena_array(&scan->arena, arms, sizeof *scan->experiments);
    if (scan->experiments == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < arms; i++) {
        const char *name = hl_cells__arm_name(scan->all, scan->arms[i]);
        size_t length = experiment_length(scan, name);
        hl_scan_experiment *last = i == 0 ? NULL : &scan->experiments[scan->experiment_count - 1];
        if (last != NULL &&
            (scan->layout.experiment == HL_SCAN_NONE ||
             (strlen(last->name) == length && memcmp(last->name, name, length) == 0))) {
            last->count++;
            continue;
        }
        const char *own = scan->layout.experiment != HL_SCAN_NONE
                              ? hl_base__arena_bytes(&scan->arena, name, length)
                          : spec->request.base != NULL
                              ? hl_base__arena_string(&scan->arena, spec->request.base->experiment)
                              : hl_scan__file_names(spec, &scan->arena);
        if (own == NULL)
            return hl_error_memory(err);
        scan->experiments[scan->experiment_count++] = (hl_scan_experiment){own, i, 1};
    }
    return HL_OK;
}

/* A number beside a count of units is a sum over them as often as it is the value of each. Read as
 * the one where it is the other, the units of a row are all alike and its error is next to none. */
static hl_status ask_for_kind(const hl_scan *scan, size_t metric, hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    const char *column = layout->outline.columns[metric].value;
    const char *count = layout->request->count;
    bool part = (scan->not_part >> layout->metrics[metric].value & 1) == 0;
    return hl_error_set(err, HL_REJECTED,
                        part ? "--metric %s: is '%s' how many of the users of a row have it? did "
                               "you mean %s/%s:proportion? (%s:mean: each user of the row has "
                               "that number)"
                             : "--metric %s: is '%s' a sum over the users of a row? then their sum "
                               "of squares is needed too: %s,SUMSQ beside --count %s (%s:mean: "
                               "each user of the row has that number)",
                        column, column, column, count, column);
}

static hl_status settle_kinds(hl_scan *scan, hl_error *err)
{
    hl_scan_layout *layout = &scan->layout;
    for (size_t m = 0; m < layout->metric_count; m++) {
        bool bits = (scan->not_bit >> layout->metrics[m].value & 1) == 0;
        if (!layout->outline.columns[m].kind_unsaid)
            continue;
        if (bits)
            layout->outline.metrics[m].kind = HL_METRIC_PROPORTION;
        else if (layout->count != HL_SCAN_NONE)
            return ask_for_kind(scan, m, err);
    }
    return HL_OK;
}

/* A column of NDJSON that was asked for and that no record has. Quiet when no record has anything:
 * then the rows themselves are at fault. */
hl_status hl_scan__check_seen(const hl_scan *scan, hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    size_t missing = HL_SCAN_NONE;
    bool any = false;
    for (size_t f = layout->field_count; f-- > 0;) {
        any = any || scan->seen[f];
        if (!scan->seen[f] && f < layout->wanted_count)
            missing = f;
    }
    if (!scan->json || missing == HL_SCAN_NONE || !any)
        return HL_OK;
    const char *name = layout->names[missing];
    return hl_scan__no_column(layout, scan->rows, name, strlen(name), err);
}

/* False when all that there was of the metrics is lost. */
static bool has_value(const hl_cells *cells)
{
    bool lost = false;
    for (size_t i = 0; i < cells->cell_count; i++)
        for (size_t m = 0; m < cells->metric_count; m++) {
            const hl_gram *gram = &cells->cells[i]->grams[m];
            if (gram->units > 0)
                return true;
            lost = lost || gram->blank > 0 || gram->unread > 0;
        }
    return !lost;
}

hl_status hl_scan__settle(hl_scan *scan, hl_error *err)
{
    if (scan->all->cell_count == 0 && scan->left_out > 0)
        return hl_error_set(
            err, HL_REJECTED,
            scan->outside == scan->left_out
                ? "%s: no row could be used (%lld read, %lld of users outside the "
                  "audience)"
                : "%s: no row could be used (%lld read, %lld left out by the condition)",
            scan->layout.spec->path, (long long)scan->read, (long long)scan->left_out);
    if (scan->all->cell_count == 0)
        return hl_error_set(err, HL_REJECTED, "%s: no row could be used (%lld read)",
                            scan->layout.spec->path, (long long)scan->read);
    if (!has_value(scan->all))
        return hl_error_set(err, HL_REJECTED, "%s: no value of a metric could be read (%lld row%s)",
                            scan->layout.spec->path, (long long)scan->read,
                            scan->read == 1 ? "" : "s");
    hl_status status = settle_kinds(scan, err);
    if (status == HL_OK)
        status = sort_cells(scan, err);
    if (status == HL_OK)
        status = sort_arms(scan, err);
    if (status == HL_OK)
        status = hl_scan__check_headers(scan, err);
    if (status == HL_OK)
        status = hl_scan__check_arms(scan, err);
    if (status == HL_OK)
        status = hl_scan__check_lists(scan, err);
    return status == HL_OK ? cut_experiments(scan, err) : status;
}

/* ---- one experiment */

static hl_status take_design(hl_scan *scan, const hl_scan_experiment *experiment, hl_error *err)
{
    const char **arms = hl_base__arena_array(&scan->taken, experiment->count, sizeof *arms);
    if (arms == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < experiment->count; i++) {
        arms[i] = hl_base__arena_string(&scan->taken, arm_name(scan, experiment->first + i));
        if (arms[i] == NULL)
            return hl_error_memory(err);
    }
    hl_design_found found = {.experiment = experiment->name,
                             .of_column = scan->layout.experiment != HL_SCAN_NONE,
                             .arms = arms,
                             .arm_count = experiment->count};
    return hl_design__complete(&scan->layout.outline, &scan->layout.table, &found, &scan->taken,
                               &scan->design, err);
}

static hl_status add_cell(hl_scan *scan, const hl_cell *from, uint32_t arm, uint32_t split,
                          hl_error *err)
{
    hl_cell *to = hl_cells__at(scan->cells, arm, split, HL_CELLS_NO_DAY);
    if (to == NULL || !hl_cells__cell_merge(scan->cells, to, from))
        return hl_error_memory(err);
    return HL_OK;
}

/* Threads count a row once in each dimension: the sum over the first one is the split that is all.
 */
static hl_status add_arm(hl_scan *scan, uint32_t from, uint32_t to, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = scan->starts[from]; i < scan->starts[from + 1] && status == HL_OK; i++) {
        const hl_cell *cell = scan->sorted[i].cell;
        const hl_split *split = &scan->all->splits[cell->split];
        if (cell->split == 0 || split->dimension == 0)
            status = add_cell(scan, cell, to, 0, err);
        if (status != HL_OK || cell->split == 0 || cell->counters[HL_COUNT_ENROLLED] == 0)
            continue;
        uint32_t own =
            hl_cells__split(scan->cells, split->dimension, split->value, strlen(split->value));
        if (own == HL_MAP_NONE)
            return hl_error_memory(err);
        status = add_cell(scan, cell, to, own, err);
    }
    return status;
}

/* Rows that are in no cell: those of the condition, and those that were refused. */
static hl_status add_other_rows(hl_scan *scan, size_t place, uint32_t to, hl_error *err)
{
    const char *arm = hl_cells__arm_name(scan->all, scan->arms[place]);
    int64_t left_out = hl_scan__left_out_of(&scan->left_out_of, arm);
    int64_t refused = hl_scan__left_out_of(&scan->refused_of, arm);
    if (left_out == 0 && refused == 0)
        return HL_OK;
    hl_cell *cell = hl_cells__at(scan->cells, to, 0, HL_CELLS_NO_DAY);
    if (cell == NULL)
        return hl_error_memory(err);
    cell->counters[HL_COUNT_LEFT_OUT] += left_out;
    cell->counters[HL_COUNT_REFUSED] += refused;
    return HL_OK;
}

/* The count of arms where the design does not have it. */
static size_t design_arm(const hl_scan *scan, const char *name)
{
    size_t arm = 0;
    while (arm < scan->design.arm_count && strcmp(scan->design.arms[arm].name, name) != 0)
        arm++;
    return arm;
}

static hl_status take_undecided(hl_scan *scan, const hl_scan_experiment *experiment, hl_error *err)
{
    hl_cells *cells = scan->cells;
    cells->unsegmented = scan->unsegmented.count;
    cells->undecided_as = hl_base__arena_string(&cells->arena, scan->undecided.example);
    cells->unsegmented_as = hl_base__arena_string(&cells->arena, scan->unsegmented.example);
    cells->undecided =
        hl_base__arena_array(&cells->arena, scan->design.arm_count, sizeof *cells->undecided);
    if (cells->undecided_as == NULL || cells->unsegmented_as == NULL || cells->undecided == NULL)
        return hl_error_memory(err);
    for (size_t i = 0; i < experiment->count; i++) {
        size_t arm = design_arm(scan, arm_name(scan, experiment->first + i));
        if (arm < scan->design.arm_count)
            cells->undecided[arm] = hl_scan__left_out_of(
                &scan->undecided_of,
                hl_cells__arm_name(scan->all, scan->arms[experiment->first + i]));
    }
    return HL_OK;
}

/* What was found in the sample of the rows. */
static hl_status take_sampled(hl_scan *scan, const hl_scan_experiment *experiment, hl_error *err)
{
    size_t count = scan->design.arm_count;
    if (!hl_scan__repeated_init(&scan->repeated, scan->cells, count) ||
        !hl_scan__currencies_init(&scan->currencies, scan->cells, count) ||
        !hl_scan__odd_values_init(scan, scan->cells, count) ||
        !hl_scan__amounts_init(scan, scan->cells, count) ||
        !hl_scan__note_whether(scan, scan->cells) ||
        !hl_scan__column_pairs_init(&scan->column_pairs, scan->cells, count) ||
        !hl_scan__undone_init(scan, scan->cells, count) ||
        !hl_scan__order_lines_init(scan, scan->cells, count) ||
        !hl_scan__same_values_init(scan, scan->cells, count) ||
        !hl_scan__take_counted(scan, scan->cells) ||
        !hl_scan__days_init(scan, scan->cells, count) ||
        !hl_scan__dated_values_init(scan, scan->cells, count))
        return hl_error_memory(err);
    for (size_t i = 0; i < experiment->count; i++) {
        size_t arm = design_arm(scan, arm_name(scan, experiment->first + i));
        const char *name = hl_cells__arm_name(scan->all, scan->arms[experiment->first + i]);
        if (arm == count)
            continue;
        hl_scan__take_repeated(&scan->repeated, name, arm, &scan->cells->repeated);
        hl_scan__take_currencies(&scan->currencies, name, arm, &scan->cells->mixed);
        hl_scan__take_odd_values(scan, experiment->first + i, arm, scan->cells);
        hl_scan__take_column_pairs(scan, name, arm, scan->cells);
        uint32_t sampled = hl_base__map_find(&scan->sampled_arms, name, strlen(name));
        hl_scan__take_undone(scan, sampled, arm, scan->cells);
        hl_scan__take_order_lines(scan, sampled, arm, scan->cells);
        hl_scan__take_same_values(scan, sampled, arm, scan->cells);
        if (!hl_scan__take_amounts(scan, name, arm, scan->cells) ||
            !hl_scan__take_days(scan, name, arm, scan->cells) ||
            !hl_scan__take_dated_values(scan, sampled, arm, scan->cells))
            return hl_error_memory(err);
    }
    return HL_OK;
}

/* 1 + the first metric that reads a column which `where` names; 0: there is none. */
static size_t condition_metric(const hl_scan_layout *layout)
{
    const hl_scan_conditions *k = &layout->conditions;
    for (size_t m = 0; k->where != NULL && m < layout->metric_count; m++)
        for (size_t i = 0; i < k->first_optional; i++)
            if (layout->variables[layout->metrics[m].value].field == k->fields[i])
                return m + 1;
    return 0;
}

/* Rows that are known to be of other experiments are no loss of this one. */
static int64_t refused_of_others(const hl_scan *scan, const hl_scan_experiment *experiment)
{
    int64_t others = 0;
    if (scan->layout.experiment == HL_SCAN_NONE)
        return 0;
    for (uint32_t i = 0; i < scan->refused_of.arms.count; i++) {
        const hl_map_key *key = &scan->refused_of.arms.keys[i];
        bool own = key->length > strlen(experiment->name) &&
                   memcmp(key->text, experiment->name, strlen(experiment->name)) == 0 &&
                   key->text[strlen(experiment->name)] == '\x1f';
        others += own ? 0 : scan->refused_of.counts[i];
    }
    return others;
}

static hl_status take_cells(hl_scan *scan, const hl_scan_experiment *experiment, hl_error *err)
{
    scan->cells = hl_cells__new(&scan->design);
    if (scan->cells == NULL)
        return hl_error_memory(err);
    hl_status status = HL_OK;
    for (size_t i = 0; i < experiment->count && status == HL_OK; i++) {
        const char *name = scan->layout.arm == HL_SCAN_NONE /* of units that nobody divided yet */
                               ? scan->design.arms[scan->design.control].name
                               : arm_name(scan, experiment->first + i);
        uint32_t own = hl_cells__arm(scan->cells, name, strlen(name));
        if (own == HL_MAP_NONE)
            return hl_error_memory(err);
        status = add_arm(scan, scan->arms[experiment->first + i], own, err);
        if (status == HL_OK)
            status = add_other_rows(scan, experiment->first + i, own, err);
    }
    if (status == HL_OK && (scan->undecided.count > 0 || scan->unsegmented.count > 0))
        status = take_undecided(scan, experiment, err);
    if (status == HL_OK)
        status = take_sampled(scan, experiment, err);
    if (status == HL_OK && scan->experiment_count == 1 &&
        !hl_scan__unit_rows_copy(&scan->all->rows_of_units, scan->cells))
        status = hl_error_memory(err);
    int64_t others = refused_of_others(scan, experiment);
    scan->cells->rows = scan->read - others;
    scan->cells->rejected = scan->rejected - others;
    scan->cells->left_out = scan->left_out;
    scan->cells->outside = scan->outside;
    scan->cells->audience_lacks = scan->layout.conditions.audience_lacks;
    scan->cells->rounded = scan->rounded;
    scan->cells->condition_metric = condition_metric(&scan->layout);
    memcpy(scan->cells->digest, scan->digest, sizeof scan->cells->digest);
    return status;
}

/* An arm that has units, but none of its own, is no arm that can be analysed. */
static hl_status check_two_arms(const hl_scan *scan, hl_error *err)
{
    int64_t units = 0, own = 0;
    for (size_t i = 0; i < scan->cells->cell_count; i++) {
        const hl_cell *cell = scan->cells->cells[i];
        units += cell->split == 0 ? cell->counters[HL_COUNT_TWO_ARMS] : 0;
        own += cell->split == 0 ? cell->counters[HL_COUNT_ENROLLED] : 0;
    }
    if (units == 0 || scan->design.arm_count > 1 || scan->kept != NULL)
        return HL_OK;
    return hl_error_set(err, HL_REJECTED,
                        "%s: %lld of %lld units are in more than one arm, and so in none: too few "
                        "arms are left to compare. A unit must be in one arm alone",
                        scan->layout.spec->path, (long long)units, (long long)(units + own));
}

static hl_status take_anew(hl_scan *scan, const hl_scan_experiment *experiment, hl_error *err)
{
    hl_cells_free(scan->cells);
    scan->cells = NULL;
    hl_base__arena_free(&scan->taken);
    hl_status status = take_design(scan, experiment, err);
    if (status == HL_OK)
        status = take_cells(scan, experiment, err);
    if (status == HL_OK && scan->layout.experiment == HL_SCAN_NONE)
        status = check_two_arms(scan, err);
    if (status == HL_OK && scan->experiment_count == 1) {
        hl_cells_free(scan->all); /* all is in the one experiment */
        scan->all = NULL;
    }
    return status;
}

hl_status hl_scan_take(hl_scan *scan, size_t index, const hl_design **design,
                       const hl_cells **cells, hl_error *err)
{
    hl_status status = HL_OK;
    if (scan->all != NULL)
        status = take_anew(scan, &scan->experiments[index], err);
    *design = &scan->design;
    *cells = scan->cells;
    return status;
}
