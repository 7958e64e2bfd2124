#include "scan/faults.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan/result.h"

static size_t group_count(const hl_faults *faults)
{
    return HL_FAULT_KINDS * (faults->columns + 1);
}

bool hl_scan__faults_init(hl_faults *faults, size_t columns)
{
    faults->columns = columns;
    faults->groups = calloc(HL_FAULT_KINDS * (columns + 1), sizeof *faults->groups);
    return faults->groups != NULL;
}

void hl_scan__faults_free(hl_faults *faults)
{
    free(faults->groups);
    faults->groups = NULL;
}

hl_fault_group *hl_scan__fault_group(hl_faults *faults, hl_fault_kind kind, size_t column)
{
    size_t row = column < faults->columns ? column : faults->columns;
    return &faults->groups[row * HL_FAULT_KINDS + (size_t)kind];
}

static int by_offset(const void *a, const void *b)
{
    int64_t x = ((const hl_fault_place *)a)->offset;
    int64_t y = ((const hl_fault_place *)b)->offset;
    return (x > y) - (x < y);
}

static void merge_group(hl_fault_group *to, const hl_fault_group *from)
{
    hl_fault_place all[2 * HL_FAULTS_SHOWN];
    size_t count = to->shown + from->shown;
    memcpy(all, to->places, to->shown * sizeof *all);
    memcpy(all + to->shown, from->places, from->shown * sizeof *all);
    qsort(all, count, sizeof *all, by_offset);
    to->count += from->count;
    to->shown = count < HL_FAULTS_SHOWN ? count : HL_FAULTS_SHOWN;
    memcpy(to->places, all, to->shown * sizeof *all);
}

void hl_scan__faults_merge(hl_faults *to, const hl_faults *from)
{
    for (size_t i = 0; i < group_count(to); i++)
        merge_group(&to->groups[i], &from->groups[i]);
}

/* ---- told */

typedef struct told {
    const hl_fault_place *place;
    const char *name;
} told;

static int by_place(const void *a, const void *b)
{
    return by_offset(((const told *)a)->place, ((const told *)b)->place);
}

static const char *name_of(const hl_faults *faults, const char *const *names, size_t group)
{
    size_t column = group / HL_FAULT_KINDS;
    return column < faults->columns ? names[column] : NULL;
}

static void tell_places(const hl_scan *scan, const told *list, size_t count, hl_problems *problems)
{
    for (size_t i = 0; i < count; i++) {
        const hl_fault_place *p = list[i].place;
        hl_problems_add(problems,
                        &(hl_problem){HL_PROBLEM_WARNING, hl_scan__path_of(scan, p->offset),
                                      hl_scan__line_of(scan, p->offset, p->line), p->column,
                                      list[i].name, p->message, p->accepted});
    }
}

/* How many more there are of a group. */
static void tell_rest(const hl_scan *scan, const hl_fault_group *group, size_t kind,
                      const char *name, hl_problems *problems)
{
    static const char *const rest[] = {[HL_FAULT_ROW] = "more rows that cannot be used",
                                       [HL_FAULT_CELL] = "more cells that cannot be read",
                                       [HL_FAULT_BLANK] = "more blank cells"};
    char text[80];
    int64_t more = group->count - (int64_t)group->shown;
    const char *path = scan->file_count == 1 ? scan->spec.path : NULL;
    if (more <= 0)
        return;
    (void)snprintf(text, sizeof text, "%lld %s", (long long)more, rest[kind]);
    hl_problems_add(problems, &(hl_problem){HL_PROBLEM_WARNING, path, 0, 0, name, text, NULL});
}

hl_status hl_scan__faults_tell(const hl_faults *faults, const hl_scan *scan, hl_problems *problems,
                               hl_error *err)
{
    const char *const *names = scan->layout.names;
    size_t groups = group_count(faults);
    told *list = calloc(groups * HL_FAULTS_SHOWN, sizeof *list);
    if (list == NULL)
        return hl_error_memory(err);
    size_t count = 0;
    for (size_t g = 0; g < groups; g++)
        for (size_t i = 0; i < faults->groups[g].shown; i++)
            list[count++] = (told){&faults->groups[g].places[i], name_of(faults, names, g)};
    qsort(list, count, sizeof *list, by_place);
    tell_places(scan, list, count, problems);
    for (size_t g = 0; g < groups; g++)
        tell_rest(scan, &faults->groups[g], g % HL_FAULT_KINDS, name_of(faults, names, g),
                  problems);
    free(list);
    return HL_OK;
}
