#include "scan/result.h"

#include <stdlib.h>
#include <string.h>

#include "base/suggest.h"
#include "base/text.h"

hl_status hl_scan__collect(hl_scan *scan, hl_scan_worker *worker, hl_error *err)
{
    scan->read += worker->rows;
    scan->rejected += worker->rejected;
    scan->rounded += worker->rounded;
    scan->not_bit |= worker->not_bit;
    scan->left_out += worker->left_out;
    for (size_t f = 0; f < scan->layout.field_count; f++)
        scan->seen[f] = scan->seen[f] || worker->seen[f];
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

static uint32_t *sorted(hl_arena *arena, named *list, size_t count)
{
    uint32_t *out = hl_base__arena_array(arena, count, sizeof *out);
    if (out == NULL)
        return NULL;
    qsort(list, count, sizeof *list, by_name);
    for (size_t i = 0; i < count; i++)
        out[i] = list[i].index;
    return out;
}

static hl_status sort_all(hl_scan *scan, hl_error *err)
{
    const hl_cells *all = scan->all;
    size_t arms = all->arms.count;
    size_t splits = all->split_names.count;
    named *list = calloc((arms > splits ? arms : splits) + 1, sizeof *list);
    bool *used = calloc(arms + 1, sizeof *used);
    if (list == NULL || used == NULL) {
        free(list);
        free(used);
        return hl_error_memory(err);
    }
    /* an arm that only refused rows name is none */
    for (size_t i = 0; i < all->cell_count; i++)
        used[all->cells[i]->arm] = true;
    for (uint32_t i = 0; i < arms; i++)
        if (used[i])
            list[scan->arm_count++] = (named){hl_cells__arm_name(all, i), 0, i};
    free(used);
    scan->arms = sorted(&scan->arena, list, scan->arm_count);
    scan->split_count = splits - 1;
    for (uint32_t i = 1; i < splits; i++)
        list[i - 1] = (named){all->splits[i].value, all->splits[i].dimension, i};
    scan->splits = sorted(&scan->arena, list, splits - 1);
    free(list);
    return scan->arms == NULL || scan->splits == NULL ? hl_error_memory(err) : HL_OK;
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
    return scan->layout.experiment == HL_SCAN_NONE ? name
                                                   : name + experiment_length(scan, name) + 1;
}

/* "hillstrom" of "data/hillstrom.csv" */
static char *file_name(hl_arena *arena, const char *path)
{
    if (strcmp(path, "-") == 0)
        return hl_base__arena_string(arena, "standard input");
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    const char *point = strrchr(name, '.');
    return hl_base__arena_bytes(
        arena, name, point == NULL || point == name ? strlen(name) : (size_t)(point - name));
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
        char *own = scan->layout.experiment != HL_SCAN_NONE
                        ? hl_base__arena_bytes(&scan->arena, name, length)
                    : spec->base != NULL
                        ? hl_base__arena_string(&scan->arena, spec->base->experiment)
                        : file_name(&scan->arena, spec->path);
        if (own == NULL)
            return hl_error_memory(err);
        scan->experiments[scan->experiment_count++] = (hl_scan_experiment){own, i, 1};
    }
    return HL_OK;
}

static void settle_kinds(hl_scan *scan)
{
    hl_scan_layout *layout = &scan->layout;
    for (size_t m = 0; m < layout->metric_count; m++) {
        const hl_scan_metric *source = &layout->metrics[m];
        bool bits = (scan->not_bit >> source->value & 1) == 0;
        if (source->kind_unsaid && bits)
            layout->kinds[m] = HL_METRIC_PROPORTION;
    }
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
    if (!layout->json || missing == HL_SCAN_NONE || !any)
        return HL_OK;
    const char *name = layout->names[missing];
    return hl_scan__no_column(layout, scan->rows, name, strlen(name), err);
}

hl_status hl_scan__settle(hl_scan *scan, hl_error *err)
{
    if (scan->all->cell_count == 0 && scan->left_out > 0)
        return hl_error_set(err, HL_REJECTED,
                            "%s: no row could be used (%lld read, %lld left out by the condition)",
                            scan->layout.spec->path, (long long)scan->read,
                            (long long)scan->left_out);
    if (scan->all->cell_count == 0)
        return hl_error_set(err, HL_REJECTED, "%s: no row could be used (%lld read)",
                            scan->layout.spec->path, (long long)scan->read);
    settle_kinds(scan);
    hl_status status = sort_all(scan, err);
    return status == HL_OK ? cut_experiments(scan, err) : status;
}

/* ---- one experiment */

static hl_status no_control(const hl_scan *scan, const hl_scan_experiment *experiment,
                            const char *control, hl_error *err)
{
    const char **names = calloc(experiment->count + 1, sizeof *names);
    hl_text text = {0};
    for (size_t i = 0; names != NULL && i < experiment->count; i++) {
        names[i] = arm_name(scan, experiment->first + i);
        hl_base__text_addf(&text, "%s%s", i == 0 ? "" : ", ", names[i]);
    }
    const char *near = names == NULL ? NULL : hl_base__suggest(control, names, experiment->count);
    hl_status status = hl_error_set(
        err, HL_REJECTED, "%s: no row has the control '%s' as its arm; %s%s%sarms: %s",
        scan->layout.spec->path, control, near == NULL ? "" : "did you mean '",
        near == NULL ? "" : near, near == NULL ? "" : "'? ", hl_base__text_string(&text));
    free(names);
    hl_base__text_free(&text);
    return status;
}

/* The arms of a file that has none are those to be drawn. */
static hl_status make_arms(hl_scan *scan, hl_error *err)
{
    const hl_scan_spec *spec = scan->layout.spec;
    hl_arm_weight *arms = NULL;
    size_t count = 0;
    hl_status status = hl_scan__weights_arms(spec->weights, &scan->taken, &arms, &count, err);
    if (status != HL_OK)
        return status;
    scan->design.arms = arms;
    scan->design.arm_count = count;
    scan->design.control = 0;
    bool found = spec->control == NULL;
    for (size_t i = 0; i < count && !found; i++)
        if (strcmp(arms[i].name, spec->control) == 0) {
            scan->design.control = i;
            found = true;
        }
    return found ? HL_OK
                 : hl_error_set(err, HL_USAGE, "--weights has no arm '%s' to be the control",
                                spec->control);
}

/* Control first, then by name. */
static hl_status take_arms(hl_scan *scan, const hl_scan_experiment *experiment, hl_error *err)
{
    const hl_scan_spec *spec = scan->layout.spec;
    hl_arm_weight *arms = hl_base__arena_array(&scan->taken, experiment->count, sizeof *arms);
    if (arms == NULL)
        return hl_error_memory(err);
    size_t control = 0;
    bool found = spec->control == NULL;
    for (size_t i = 0; i < experiment->count && spec->control != NULL; i++)
        if (strcmp(arm_name(scan, experiment->first + i), spec->control) == 0) {
            control = i;
            found = true;
        }
    if (!found)
        return no_control(scan, experiment, spec->control, err);
    size_t to = 0;
    arms[to++].name = arm_name(scan, experiment->first + control);
    for (size_t i = 0; i < experiment->count; i++)
        if (i != control)
            arms[to++].name = arm_name(scan, experiment->first + i);
    scan->design.arms = arms;
    scan->design.arm_count = experiment->count;
    scan->design.control = 0;
    return spec->weights == NULL ? HL_OK
                                 : hl_scan__weights(spec->weights, arms, experiment->count, err);
}

/* Arms, weights and control as the definition has them; arms without a row stay. */
static hl_status keep_arms(hl_scan *scan, hl_error *err)
{
    const hl_scan_spec *spec = scan->layout.spec;
    const hl_design *base = spec->base;
    hl_arm_weight *arms = hl_base__arena_array(&scan->taken, base->arm_count, sizeof *arms);
    if (arms == NULL)
        return hl_error_memory(err);
    memcpy(arms, base->arms, base->arm_count * sizeof *arms);
    scan->design.arms = arms;
    scan->design.arm_count = base->arm_count;
    scan->design.control = base->control;
    for (size_t i = 0; i < base->arm_count && spec->control != NULL; i++)
        if (strcmp(arms[i].name, spec->control) == 0)
            scan->design.control = i;
    return spec->weights == NULL ? HL_OK
                                 : hl_scan__weights(spec->weights, arms, base->arm_count, err);
}

static hl_status take_design(hl_scan *scan, const hl_scan_experiment *experiment, hl_error *err)
{
    const hl_scan_layout *layout = &scan->layout;
    const hl_design *base = layout->spec->base;
    scan->design = layout->design;
    scan->design.experiment = experiment->name;
    if (base == NULL || layout->experiment != HL_SCAN_NONE) {
        scan->design.title_en = experiment->name;
        scan->design.title_zh = experiment->name;
    }
    hl_metric *metrics = hl_base__arena_array(&scan->taken, layout->metric_count, sizeof *metrics);
    if (metrics == NULL)
        return hl_error_memory(err);
    memcpy(metrics, layout->design.metrics, layout->metric_count * sizeof *metrics);
    for (size_t m = 0; m < layout->metric_count; m++)
        metrics[m].kind = layout->kinds[m];
    scan->design.metrics = metrics;
    if (base != NULL && base->arm_count > 0)
        return keep_arms(scan, err);
    return layout->arm == HL_SCAN_NONE ? make_arms(scan, err) : take_arms(scan, experiment, err);
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
    const hl_cell *cell = hl_cells__find(scan->all, from, 0, HL_CELLS_NO_DAY);
    if (cell != NULL)
        status = add_cell(scan, cell, to, 0, err);
    for (size_t i = 0; i < scan->split_count && status == HL_OK; i++) {
        const hl_split *split = &scan->all->splits[scan->splits[i]];
        cell = hl_cells__find(scan->all, from, scan->splits[i], HL_CELLS_NO_DAY);
        if (cell == NULL)
            continue;
        if (split->dimension == 0)
            status = add_cell(scan, cell, to, 0, err);
        if (status != HL_OK || cell->counters[HL_COUNT_ENROLLED] == 0)
            continue;
        uint32_t own =
            hl_cells__split(scan->cells, split->dimension, split->value, strlen(split->value));
        if (own == HL_MAP_NONE)
            return hl_error_memory(err);
        status = add_cell(scan, cell, to, own, err);
    }
    return status;
}

static hl_status take_cells(hl_scan *scan, const hl_scan_experiment *experiment, hl_error *err)
{
    scan->cells = hl_cells__new(&scan->design);
    if (scan->cells == NULL)
        return hl_error_memory(err);
    hl_status status = HL_OK;
    for (size_t i = 0; i < experiment->count && status == HL_OK; i++) {
        const char *name = arm_name(scan, experiment->first + i);
        uint32_t own = hl_cells__arm(scan->cells, name, strlen(name));
        if (own == HL_MAP_NONE)
            return hl_error_memory(err);
        status = add_arm(scan, scan->arms[experiment->first + i], own, err);
    }
    scan->cells->rows = scan->read;
    scan->cells->rejected = scan->rejected;
    scan->cells->rounded = scan->rounded;
    memcpy(scan->cells->digest, scan->digest, sizeof scan->cells->digest);
    return status;
}

hl_status hl_scan_take(hl_scan *scan, size_t index, const hl_design **design,
                       const hl_cells **cells, hl_error *err)
{
    hl_cells_free(scan->cells);
    scan->cells = NULL;
    hl_base__arena_free(&scan->taken);
    scan->taken = (hl_arena){0};
    const hl_scan_experiment *experiment = &scan->experiments[index];
    hl_status status = take_design(scan, experiment, err);
    if (status == HL_OK)
        status = take_cells(scan, experiment, err);
    *design = &scan->design;
    *cells = scan->cells;
    return status;
}
