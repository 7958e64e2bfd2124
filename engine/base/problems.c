#include "hookline/problems.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/shown.h"

typedef struct entry {
    hl_problem problem;
    const char *line;
} entry;

struct hl_problems {
    hl_arena arena;
    entry *entries;
    size_t count;
    size_t capacity;
    size_t errors;
    bool failed; /* one could not be kept */
};

static const entry lost = {
    {HL_PROBLEM_ERROR, NULL, 0, 0, NULL, "a problem could not be kept: out of memory", NULL},
    "error: a problem could not be kept: out of memory"};

hl_problems *hl_problems_new(void)
{
    return calloc(1, sizeof(hl_problems));
}

void hl_problems_free(hl_problems *list)
{
    if (list == NULL)
        return;
    hl_base__arena_free(&list->arena);
    free(list->entries);
    free(list);
}

static const char *const severities[] = {[HL_PROBLEM_ERROR] = "error: ",
                                         [HL_PROBLEM_WARNING] = "warning: ",
                                         [HL_PROBLEM_NOTE] = "note: "};

static void write_line(hl_text *out, const hl_problem *problem)
{
    if (problem->file != NULL)
        hl_base__text_addf(out, "%s:", problem->file);
    if (problem->line > 0)
        hl_base__text_addf(out, "%lld:", (long long)problem->line);
    if (problem->line > 0 && problem->column > 0)
        hl_base__text_addf(out, "%lld:", (long long)problem->column);
    if (out->length > 0)
        hl_base__text_add_char(out, ' ');
    hl_base__text_add(out, severities[problem->severity]);
    if (problem->pointer != NULL && problem->pointer[0] != '\0')
        hl_base__text_addf(out, "%s: ", problem->pointer);
    hl_base__text_add(out, problem->message);
    if (problem->accepted != NULL)
        hl_base__text_addf(out, "; accepted: %s", problem->accepted);
}

static bool grow(hl_problems *list)
{
    if (list->count < list->capacity)
        return true;
    size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
    entry *entries = realloc(list->entries, capacity * sizeof *entries);
    if (entries == NULL)
        return false;
    list->entries = entries;
    list->capacity = capacity;
    return true;
}

/* A copy of the text, which may be NULL. False when out of memory. */
static bool copied(hl_problems *list, const char *text, const char **out)
{
    *out = hl_base__arena_string(&list->arena, text);
    return text == NULL || *out != NULL;
}

static bool keep(hl_problems *list, const hl_problem *problem)
{
    if (!grow(list))
        return false;
    hl_text line = {0};
    write_line(&line, problem);
    entry copy = {*problem, NULL};
    hl_text shown = {0};
    hl_base__text_add_shown(&shown, hl_base__text_string(&line));
    bool kept = !line.failed && !shown.failed &&
                copied(list, hl_base__text_string(&shown), &copy.line) &&
                copied(list, problem->file, &copy.problem.file) &&
                copied(list, problem->pointer, &copy.problem.pointer) &&
                copied(list, problem->message, &copy.problem.message) &&
                copied(list, problem->accepted, &copy.problem.accepted);
    hl_base__text_free(&line);
    hl_base__text_free(&shown);
    if (kept)
        list->entries[list->count] = copy;
    return kept;
}

void hl_problems_add(hl_problems *list, const hl_problem *problem)
{
    if (list == NULL)
        return;
    if (problem->severity == HL_PROBLEM_ERROR)
        list->errors++;
    if (keep(list, problem)) {
        list->count++;
        return;
    }
    list->failed = true;
    if (list->count < list->capacity)
        list->entries[list->count++] = lost;
}

hl_status hl_problems_status(const hl_problems *list, hl_error *err)
{
    return list != NULL && list->failed ? hl_error_memory(err) : HL_OK;
}

size_t hl_problems_count(const hl_problems *list)
{
    return list->count;
}

size_t hl_problems_errors(const hl_problems *list)
{
    return list->errors;
}

const hl_problem *hl_problems_get(const hl_problems *list, size_t index)
{
    return index < list->count ? &list->entries[index].problem : NULL;
}

const char *hl_problems_line(const hl_problems *list, size_t index)
{
    return index < list->count ? list->entries[index].line : NULL;
}
