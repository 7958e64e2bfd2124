#include "scan/name_spelling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ruined_id.h"
#include "base/spelling.h"
#include "scan/arm_spelling.h"
#include "scan/files.h"

enum { MOST_KEY = HL_SCAN_MOST_NAME + 1 + HL_FOLDED(HL_SCAN_MOST_NAME) + 8 };

/* ---- one spelling of an arm */

static bool are_one_arm(const char *a, size_t a_length, const char *b, size_t b_length)
{
    char folded[2][HL_FOLDED(HL_SCAN_MOST_NAME)];
    if (a_length > HL_SCAN_MOST_NAME || b_length > HL_SCAN_MOST_NAME)
        return hl_base__are_alike(a, a_length, b, b_length);
    return hl_scan__fold_arm(a, a_length, folded[0]) == hl_scan__fold_arm(b, b_length, folded[1]) &&
           strcmp(folded[0], folded[1]) == 0;
}

/* ---- reading */

static bool remember(hl_scan_worker *worker, const char *text, size_t length)
{
    char tidy[HL_FOLDED(HL_SCAN_MOST_NAME)];
    if (worker->spellings.count > HL_SCAN_MOST_SPLITS)
        return true;
    size_t size = hl_base__tidy(text, length, tidy);
    return hl_base__map_intern(&worker->spellings, tidy, size) != HL_MAP_NONE;
}

size_t hl_scan__arm_key(hl_scan_worker *worker, const char *text, size_t length, char *out)
{
    if (!worker->layout->spec->trim) {
        memcpy(out, text, length);
        return length;
    }
    if (!remember(worker, text, length))
        (void)hl_error_memory(&worker->err);
    return hl_scan__fold_arm(text, length, out);
}

bool hl_scan__arm_is_known(const hl_scan_layout *layout, const char *text, size_t length)
{
    const hl_design *base = layout->request->base;
    if (base == NULL || base->arm_count == 0)
        return true;
    for (size_t i = 0; i < base->arm_count; i++)
        if (are_one_arm(base->arms[i].name, strlen(base->arms[i].name), text, length))
            return true;
    return false;
}

bool hl_scan__check_unit(hl_scan_worker *worker, const hl_field *name)
{
    const hl_scan_layout *layout = worker->layout;
    bool number = name->kind == HL_FIELD_NUMBER;
    hl_id_fault fault = hl_base__id_fault(name->data, name->length, number);
    if (fault == HL_ID_FINE)
        return true;
    const char *column = layout->names[layout->unit];
    int64_t line = worker->line > 0 ? worker->line : hl_scan__line_at(layout->rows, worker->place);
    if (fault != HL_ID_SPACE)
        return hl_base__id_check(&(hl_id_place){layout->path, column, line}, name->data,
                                 name->length, number, &worker->err) == HL_OK;
    (void)hl_error_set(&worker->err, HL_REJECTED, "%s:%lld: %s is '%.*s': %s, or give --trim",
                       layout->path, (long long)line, column,
                       (int)(name->length < 60 ? name->length : 60), name->data,
                       hl_base__id_fault_text(HL_ID_SPACE));
    return false;
}

/* ---- names of the request: the control, and the definition's arms */

static const char *known_name(const hl_scan_layout *layout, size_t index)
{
    const hl_design *base = layout->request->base;
    size_t arms = base == NULL ? 0 : base->arm_count;
    if (index < arms)
        return base->arms[index].name;
    return index == arms ? layout->request->control : NULL;
}

static bool is_plainer(const char *a, const char *b)
{
    size_t length = strlen(a), other = strlen(b);
    return length != other ? length < other : strcmp(a, b) < 0;
}

const char *hl_scan__arm_shown(const hl_scan *scan, const char *key)
{
    const hl_scan_layout *layout = &scan->layout;
    size_t length = strlen(key);
    const char *found = NULL;
    if (!layout->spec->trim)
        return key;
    const char *name = NULL;
    for (size_t i = 0; (name = known_name(layout, i)) != NULL; i++)
        if (are_one_arm(name, strlen(name), key, length))
            return name;
    for (uint32_t i = 0; i < scan->spellings.count; i++) {
        const hl_map_key *tidy = &scan->spellings.keys[i];
        if ((found == NULL || is_plainer(tidy->text, found)) &&
            are_one_arm(tidy->text, tidy->length, key, length))
            found = tidy->text;
    }
    return found == NULL ? key : found;
}

/* ---- what looks alike */

static hl_status alike(const hl_scan *scan, uint32_t arm, const char *other, const char *what,
                       hl_error *err)
{
    const char *name = hl_cells__arm_name(scan->all, arm);
    const char *sign = scan->layout.experiment == HL_SCAN_NONE ? NULL : strchr(name, '\x1f');
    return hl_error_set(err, HL_REJECTED,
                        "%s: the arms '%s' (units: %lld) and '%s' (%s) are one in two spellings: "
                        "case, width, separators, brackets, quotes and other marks, coding, a .0 "
                        "or the word group; --trim reads them as one, and a definition that names "
                        "both keeps them apart",
                        scan->layout.spec->path, sign == NULL ? name : sign + 1,
                        (long long)hl_scan__arm_units(scan, arm), other, what);
}

static bool is_named(const hl_scan *scan, size_t place)
{
    const char *name = hl_cells__arm_name(scan->all, scan->arms[place]);
    const char *sign = scan->layout.experiment == HL_SCAN_NONE ? NULL : strchr(name, '\x1f');
    const hl_design *base = scan->layout.request->base;
    for (size_t i = 0; base != NULL && i < base->arm_count; i++)
        if (strcmp(base->arms[i].name, sign == NULL ? name : sign + 1) == 0)
            return true;
    return false;
}

/* Whether the definition has both. */
static bool are_named(const hl_scan *scan, size_t a, size_t b)
{
    return is_named(scan, a) && is_named(scan, b);
}

/* Arms of the file against each other, experiment by experiment. */
static hl_status check_pairs(const hl_scan *scan, hl_map *folds, hl_error *err)
{
    hl_status status = HL_OK;
    for (size_t i = 0; status == HL_OK && i < scan->arm_count; i++) {
        char key[MOST_KEY];
        const char *name = hl_cells__arm_name(scan->all, scan->arms[i]);
        const char *sign = scan->layout.experiment == HL_SCAN_NONE ? NULL : strchr(name, '\x1f');
        size_t before = sign == NULL ? 0 : (size_t)(sign - name) + 1;
        memcpy(key, name, before);
        size_t length =
            before + hl_scan__fold_arm(name + before, strlen(name + before), key + before);
        uint32_t known = folds->count;
        uint32_t index = hl_base__map_intern(folds, key, length);
        if (index == HL_MAP_NONE)
            return hl_error_memory(err);
        if (index == known)
            continue;
        if (are_named(scan, index, i)) { /* a key of its own keeps the numbers */
            length += (size_t)snprintf(key + length, 8, "\x1e%zu", i);
            if (hl_base__map_intern(folds, key, length) == HL_MAP_NONE)
                return hl_error_memory(err);
            continue;
        }
        char units[40];
        (void)snprintf(units, sizeof units, "units: %lld",
                       (long long)hl_scan__arm_units(scan, scan->arms[i]));
        status = alike(scan, scan->arms[index], name + before, units, err);
    }
    return status;
}

static hl_status check_known(const hl_scan *scan, hl_error *err)
{
    hl_status status = HL_OK;
    const hl_design *base = scan->layout.request->base;
    const char *known = NULL;
    for (size_t k = 0; status == HL_OK && (known = known_name(&scan->layout, k)) != NULL; k++)
        for (size_t i = 0; status == HL_OK && i < scan->arm_count; i++) {
            const char *name = hl_cells__arm_name(scan->all, scan->arms[i]);
            const char *sign =
                scan->layout.experiment == HL_SCAN_NONE ? NULL : strchr(name, '\x1f');
            const char *arm = sign == NULL ? name : sign + 1;
            if (strcmp(arm, known) != 0 && !is_named(scan, i) &&
                are_one_arm(arm, strlen(arm), known, strlen(known)))
                status =
                    alike(scan, scan->arms[i], known,
                          base != NULL && k < base->arm_count ? "in the definition"
                                                              : "the control that is asked for",
                          err);
        }
    return status;
}

hl_status hl_scan__check_arms(const hl_scan *scan, hl_error *err)
{
    hl_map folds = {0};
    if (scan->layout.spec->trim || scan->layout.arm == HL_SCAN_NONE)
        return HL_OK;
    /* folds[i] is arm i as long as no two are alike */
    hl_status status = check_pairs(scan, &folds, err);
    hl_base__map_free(&folds);
    return status == HL_OK ? check_known(scan, err) : status;
}

static int64_t split_units(const hl_scan *scan, const hl_split *split)
{
    int64_t units = 0;
    for (size_t i = 0; i < scan->all->cell_count; i++)
        if (&scan->all->splits[scan->all->cells[i]->split] == split)
            units += scan->all->cells[i]->counters[HL_COUNT_ENROLLED];
    return units;
}

static void warn_of(const hl_scan *scan, const hl_split *first, const hl_split *second,
                    hl_problems *problems)
{
    char text[400];
    (void)snprintf(
        text, sizeof text,
        "'%.100s' (units: %lld) and '%.100s' (%lld) differ in case, width, spaces or coding "
        "alone, and are split apart; --trim takes width and spaces off",
        first->value, (long long)split_units(scan, first), second->value,
        (long long)split_units(scan, second));
    hl_problems_add(
        problems,
        &(hl_problem){.severity = HL_PROBLEM_WARNING,
                      .file = scan->layout.spec->path,
                      .pointer = scan->layout.outline.design.dimensions[first->dimension].name,
                      .message = text});
}

static int by_value(const void *a, const void *b)
{
    const hl_split *x = *(const hl_split *const *)a;
    const hl_split *y = *(const hl_split *const *)b;
    if (x->dimension != y->dimension)
        return x->dimension < y->dimension ? -1 : 1;
    return strcmp(x->value, y->value);
}

/* In an order that does not depend on that of the rows. */
static hl_status warn_sorted(const hl_scan *scan, const hl_split **list, const hl_split **first,
                             hl_map *folds, hl_problems *problems, hl_error *err)
{
    enum { SHOWN = 10 };
    size_t count = scan->all->split_names.count - 1;
    size_t shown = 0;
    for (size_t i = 0; i < count; i++)
        list[i] = &scan->all->splits[i + 1];
    qsort(list, count, sizeof(const hl_split *), by_value);
    for (size_t i = 0; shown < SHOWN && i < count; i++) {
        char key[16 + HL_FOLDED(HL_SCAN_MOST_NAME)];
        size_t length = strlen(list[i]->value);
        if (length > HL_SCAN_MOST_NAME)
            continue;
        size_t size = (size_t)snprintf(key, sizeof key, "%u ", (unsigned)list[i]->dimension);
        size += hl_base__fold(list[i]->value, length, key + size);
        uint32_t known = folds->count;
        uint32_t index = hl_base__map_intern(folds, key, size);
        if (index == HL_MAP_NONE)
            return hl_error_memory(err);
        if (index == known) {
            first[index] = list[i];
            continue;
        }
        warn_of(scan, first[index], list[i], problems);
        shown++;
    }
    return HL_OK;
}

hl_status hl_scan__warn_splits(const hl_scan *scan, hl_problems *problems, hl_error *err)
{
    size_t count = scan->all->split_names.count;
    if (problems == NULL || count < 3)
        return HL_OK;
    hl_map folds = {0};
    const hl_split **list = calloc(count, sizeof(const hl_split *));
    const hl_split **first = calloc(count, sizeof(const hl_split *));
    hl_status status = list == NULL || first == NULL
                           ? hl_error_memory(err)
                           : warn_sorted(scan, list, first, &folds, problems, err);
    hl_base__map_free(&folds);
    free(list);
    free(first);
    return status;
}
