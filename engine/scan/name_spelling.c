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

static bool are_folded_alike(const char *a, size_t a_length, const char *b, size_t b_length,
                             hl_arm_fold fold)
{
    char folded[2][HL_FOLDED(HL_SCAN_MOST_NAME)];
    if (a_length > HL_SCAN_MOST_NAME || b_length > HL_SCAN_MOST_NAME)
        return hl_base__are_alike(a, a_length, b, b_length);
    return hl_scan__fold_arm(a, a_length, fold, folded[0]) ==
               hl_scan__fold_arm(b, b_length, fold, folded[1]) &&
           strcmp(folded[0], folded[1]) == 0;
}

static bool are_one_arm(const char *a, size_t a_length, const char *b, size_t b_length)
{
    return are_folded_alike(a, a_length, b, b_length, HL_ARM_FOLD_NARROW);
}

/* Whether the definition has the arm, and another that is one with it in spelling: these two stay
 * apart. */
static bool is_kept_apart(const hl_scan_layout *layout, const char *text, size_t length)
{
    const hl_design *base = layout->request->base;
    size_t exact = 0, alike = 0;
    for (size_t i = 0; base != NULL && i < base->arm_count; i++) {
        const char *name = base->arms[i].name;
        exact += strlen(name) == length && memcmp(name, text, length) == 0;
    }
    for (size_t i = 0; exact > 0 && i < base->arm_count; i++)
        alike += are_one_arm(base->arms[i].name, strlen(base->arms[i].name), text, length);
    return alike > 1;
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
    if (!worker->layout->spec->trim || is_kept_apart(worker->layout, text, length)) {
        memcpy(out, text, length);
        return length;
    }
    if (!remember(worker, text, length))
        (void)hl_error_memory(&worker->err);
    return hl_scan__fold_arm(text, length, HL_ARM_FOLD_NARROW, out);
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
    if (!layout->spec->trim || is_kept_apart(layout, key, length))
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

static const char *arm_text(const hl_scan *scan, size_t place)
{
    const char *name = hl_cells__arm_name(scan->all, scan->arms[place]);
    const char *sign = scan->layout.experiment == HL_SCAN_NONE ? NULL : strchr(name, '\x1f');
    return sign == NULL ? name : sign + 1;
}

static int64_t units_at(const hl_scan *scan, size_t place)
{
    return hl_scan__arm_units(scan, scan->arms[place]);
}

static hl_status alike(const hl_scan *scan, size_t place, const char *other, const char *what,
                       hl_error *err)
{
    const char *arm = hl_scan__arm_shown(scan, arm_text(scan, place));
    if (hl_base__are_alike(arm, strlen(arm), other, strlen(other)))
        return hl_error_set(err, HL_REJECTED,
                            "%s: the arms '%s' (units: %lld) and '%s' (%s) are one in two "
                            "spellings: case, width, spaces or coding; --trim reads them as one, "
                            "and if they are two, give one another name in the file",
                            scan->layout.spec->path, arm, (long long)units_at(scan, place), other,
                            what);
    if (!are_one_arm(arm, strlen(arm), other, strlen(other)))
        return hl_error_set(
            err, HL_REJECTED,
            "%s: the arms '%s' (units: %lld) and '%s' (%s) differ in an emoji, a zero in front, a "
            "letter beside the name or the language alone, and one has far fewer units: one arm in "
            "two spellings, it seems. Write them in one way; a definition that names both keeps "
            "them apart",
            scan->layout.spec->path, arm, (long long)units_at(scan, place), other, what);
    return hl_error_set(err, HL_REJECTED,
                        "%s: the arms '%s' (units: %lld) and '%s' (%s) are one in two spellings: "
                        "case, width, separators, brackets, quotes and other marks, coding, a .0 "
                        "or the word group; --trim reads them as one, and a definition that names "
                        "both keeps them apart",
                        scan->layout.spec->path, arm, (long long)units_at(scan, place), other,
                        what);
}

static bool is_named(const hl_scan *scan, size_t place)
{
    const hl_design *base = scan->layout.request->base;
    for (size_t i = 0; base != NULL && i < base->arm_count; i++)
        if (strcmp(base->arms[i].name, arm_text(scan, place)) == 0)
            return true;
    return false;
}

/* Whether the definition has both. */
static bool are_named(const hl_scan *scan, size_t a, size_t b)
{
    return is_named(scan, a) && is_named(scan, b);
}

/* Whether two arms that are one in a wide fold are two: in a narrow one they differ, and neither is
 * far rarer than the other. Nobody misspells half of the units. */
static bool are_two(const hl_scan *scan, size_t a, size_t b)
{
    const char *first = arm_text(scan, a), *second = arm_text(scan, b);
    int64_t few = units_at(scan, a), many = units_at(scan, b);
    if (few > many) {
        int64_t other = few;
        few = many;
        many = other;
    }
    return 2 * few >= many && !are_one_arm(first, strlen(first), second, strlen(second));
}

/* Whether the experiment of the arm at the place has one of that very name, or with --trim one that
 * is read as it. */
static bool is_there(const hl_scan *scan, size_t place, const char *arm)
{
    const char *own = hl_cells__arm_name(scan->all, scan->arms[place]);
    size_t before = (size_t)(arm_text(scan, place) - own);
    bool found = false;
    for (size_t i = 0; i < scan->arm_count && !found; i++)
        found = strncmp(hl_cells__arm_name(scan->all, scan->arms[i]), own, before) == 0 &&
                (scan->layout.spec->trim
                     ? are_one_arm(arm_text(scan, i), strlen(arm_text(scan, i)), arm, strlen(arm))
                     : strcmp(arm_text(scan, i), arm) == 0);
    return found;
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
        size_t length = before + hl_scan__fold_arm(name + before, strlen(name + before),
                                                   HL_ARM_FOLD_WIDE, key + before);
        uint32_t known = folds->count;
        uint32_t index = hl_base__map_intern(folds, key, length);
        if (index == HL_MAP_NONE)
            return hl_error_memory(err);
        if (index == known)
            continue;
        if (are_named(scan, index, i) || are_two(scan, index, i)) {
            /* a key of its own keeps the numbers */
            length += (size_t)snprintf(key + length, 8, "\x1e%zu", i);
            if (hl_base__map_intern(folds, key, length) == HL_MAP_NONE)
                return hl_error_memory(err);
            continue;
        }
        char units[40];
        (void)snprintf(units, sizeof units, "units: %lld", (long long)units_at(scan, i));
        status = alike(scan, index, hl_scan__arm_shown(scan, name + before), units, err);
    }
    return status;
}

/* Of a name that the file has too the pairs have been told; --trim has read a narrow fold as one.
 */
static bool is_misspelt_known(const hl_scan *scan, size_t place, const char *arm, const char *known)
{
    size_t length = strlen(arm), other = strlen(known);
    return strcmp(arm, known) != 0 && !is_named(scan, place) && !is_there(scan, place, known) &&
           are_folded_alike(arm, length, known, other, HL_ARM_FOLD_WIDE) &&
           !(scan->layout.spec->trim && are_one_arm(arm, length, known, other));
}

static hl_status check_known(const hl_scan *scan, hl_error *err)
{
    hl_status status = HL_OK;
    const hl_design *base = scan->layout.request->base;
    const char *known = NULL;
    for (size_t k = 0; status == HL_OK && (known = known_name(&scan->layout, k)) != NULL; k++)
        for (size_t i = 0; status == HL_OK && i < scan->arm_count; i++) {
            const char *arm = arm_text(scan, i);
            if (is_misspelt_known(scan, i, arm, known))
                status =
                    alike(scan, i, known,
                          base != NULL && k < base->arm_count ? "in the definition"
                                                              : "the control that is asked for",
                          err);
        }
    return status;
}

/* What programs write where a user has no arm, and far fewer have it than any other arm; beside
 * other numbers (a price one lower, one higher) it is one of them. */
static bool is_minus_one(const hl_scan *scan, size_t place)
{
    bool few = strcmp(arm_text(scan, place), "-1") == 0 && !is_named(scan, place);
    const char *control = scan->layout.request->control;
    few = few && (control == NULL || strcmp(control, "-1") != 0);
    for (size_t i = 0; i < scan->arm_count && few; i++) {
        const char *arm = arm_text(scan, i);
        bool number = strspn(arm, "+-.0123456789") == strlen(arm);
        few = i == place || (!number && 2 * units_at(scan, place) < units_at(scan, i));
    }
    return few && scan->arm_count > 1;
}

static hl_status check_none(const hl_scan *scan, hl_error *err)
{
    for (size_t i = 0; i < scan->arm_count; i++)
        if (is_minus_one(scan, i))
            return hl_error_set(
                err, HL_REJECTED,
                "%s: the arm '-1' (units: %lld) is none, it seems: find out which arm its users "
                "had, or leave them out with --where; a definition that names it keeps it",
                scan->layout.spec->path, (long long)units_at(scan, i));
    return HL_OK;
}

hl_status hl_scan__check_arms(const hl_scan *scan, hl_error *err)
{
    hl_map folds = {0};
    if (scan->layout.arm == HL_SCAN_NONE)
        return HL_OK;
    /* folds[i] is arm i as long as no two are alike */
    hl_status status = check_pairs(scan, &folds, err);
    hl_base__map_free(&folds);
    if (status == HL_OK)
        status = check_known(scan, err);
    return status == HL_OK ? check_none(scan, err) : status;
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
