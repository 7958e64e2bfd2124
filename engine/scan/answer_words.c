#include "scan/answer_words.h"

#include <stdio.h>
#include <string.h>

#include "base/column_names.h"
#include "base/spelling.h"
#include "scan/files.h"
#include "scan/result.h"

enum { FOLDED_WORD = HL_FOLDED(HL_NEGATED_MOST) };

/* False when it is longer than any word. */
static bool fold(const char *text, size_t length, char out[FOLDED_WORD])
{
    hl_base__trim(&text, &length);
    return length < HL_NEGATED_MOST && hl_base__fold(text, length, out) < HL_NEGATED_MOST;
}

bool hl_scan__answer(const hl_scan_worker *worker, size_t variable, const char *text, size_t length,
                     bool *yes)
{
    char word[FOLDED_WORD];
    const hl_answer_words *answers = worker->layout->answers;
    if (answers == NULL || answers[variable].yes == NULL || !fold(text, length, word))
        return false;
    *yes = strcmp(word, answers[variable].yes) == 0;
    return *yes || strcmp(word, answers[variable].no) == 0;
}

static void add_word(hl_heard_words *to, const char *word)
{
    size_t i = 0;
    while (i < to->count && i < 2 && strcmp(to->words[i], word) != 0)
        i++;
    if (i < to->count && i < 2)
        return;
    if (to->count < 2)
        memcpy(to->words[to->count], word, strlen(word) + 1);
    to->count += to->count < 3;
}

void hl_scan__hear(hl_scan_worker *worker, size_t variable, const char *text, size_t length)
{
    char word[FOLDED_WORD];
    hl_heard_words *to = &worker->heard[variable];
    if (to->count > 2 || length == 0)
        return;
    if (fold(text, length, word))
        add_word(to, word);
    else
        to->count = 3;
}

void hl_scan__merge_heard(hl_heard_words *to, const hl_heard_words *from)
{
    for (size_t i = 0; i < from->count && i < 2; i++)
        add_word(to, from->words[i]);
    if (from->count > 2)
        to->count = 3;
}

/* ---- the column */

static const char *column_of(const hl_scan *scan, size_t variable)
{
    return scan->layout.names[scan->layout.variables[variable].field];
}

/* A column that is called by the word for no asks whether that is so: "unpaid". */
static bool is_called(const char *column, const char *no)
{
    char name[HL_COLUMN_ROOM], word[HL_COLUMN_ROOM];
    return hl_base__column_joined(column, name) && hl_base__column_joined(no, word) &&
           strstr(name, word) != NULL;
}

static bool find_answer(const hl_scan *scan, size_t variable, hl_answer_words *out)
{
    const hl_heard_words *heard = &scan->heard[variable];
    bool answered = (scan->answered >> variable & 1) != 0 || scan->evidence[variable].seen != 0;
    if (heard->count != 2 || answered)
        return false;
    bool first = hl_base__negates(heard->words[0], heard->words[1]);
    bool second = hl_base__negates(heard->words[1], heard->words[0]);
    *out = (hl_answer_words){heard->words[first], heard->words[!first]};
    return first != second && !is_called(column_of(scan, variable), out->no);
}

static bool may_ask(const hl_scan *scan, size_t variable)
{
    const hl_scan_variable *v = &scan->layout.variables[variable];
    return v->bit || v->unsaid;
}

hl_status hl_scan__answers_begin(hl_scan *scan, const hl_scan *before, hl_error *err)
{
    size_t count = scan->layout.variable_count;
    scan->heard = hl_base__arena_array(&scan->arena, count + 1, sizeof *scan->heard);
    scan->answers = hl_base__arena_array(&scan->arena, count + 1, sizeof *scan->answers);
    if (scan->heard == NULL || scan->answers == NULL)
        return hl_error_memory(err);
    scan->layout.answers = scan->answers;
    for (size_t i = 0; before != NULL && i < count; i++) {
        if (before->answers[i].yes == NULL)
            continue;
        scan->answers[i].yes = hl_base__arena_string(&scan->arena, before->answers[i].yes);
        scan->answers[i].no = hl_base__arena_string(&scan->arena, before->answers[i].no);
        if (scan->answers[i].yes == NULL || scan->answers[i].no == NULL)
            return hl_error_memory(err);
    }
    return HL_OK;
}

static void tell(hl_scan *scan, size_t variable, hl_problems *problems)
{
    char text[2 * HL_NEGATED_MOST + 60];
    const hl_answer_words *answer = &scan->answers[variable];
    const char *name = column_of(scan, variable);
    hl_base__text_addf(&scan->decimals, "%s%s: '%s' is 1, '%s' is 0",
                       scan->decimals.length > 0 ? "; " : "", name, answer->yes, answer->no);
    (void)snprintf(text, sizeof text, "'%s' is read as yes, '%s' as no", answer->yes, answer->no);
    if (problems != NULL)
        hl_problems_add(problems, &(hl_problem){.severity = HL_PROBLEM_WARNING,
                                                .file = scan->layout.spec->path,
                                                .pointer = name,
                                                .message = text});
}

bool hl_scan__find_answers(hl_scan *scan)
{
    bool found = false;
    for (size_t i = 0; i < scan->layout.variable_count && hl_scan__are_lasting(&scan->spec); i++) {
        hl_answer_words answer;
        if (scan->answers[i].yes != NULL || !may_ask(scan, i) || !find_answer(scan, i, &answer))
            continue;
        scan->answers[i] = answer;
        found = true;
    }
    return found;
}

hl_status hl_scan__tell_answers(hl_scan *scan, hl_problems *problems, hl_error *err)
{
    for (size_t i = 0; i < scan->layout.variable_count; i++)
        if (scan->answers[i].yes != NULL)
            tell(scan, i, problems);
    return hl_base__text_status(&scan->decimals, err);
}
