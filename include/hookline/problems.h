/* A list of problems found in input: all of them, each with its place and what would be accepted.
 *
 *   hl_problems *list = hl_problems_new();
 *   hl_definition *loaded = NULL;
 *   status = hl_definition_load("a.json", list, &loaded, &err);
 *   for (size_t i = 0; i < hl_problems_count(list); i++)
 *       puts(hl_problems_line(list, i));
 *   hl_problems_free(list); */
#ifndef HOOKLINE_PROBLEMS_H
#define HOOKLINE_PROBLEMS_H

#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hl_severity {
    HL_PROBLEM_ERROR = 0,
    HL_PROBLEM_WARNING = 1,
    HL_PROBLEM_NOTE = 2 /* nothing is wrong: what was found out by itself, and could be told */
} hl_severity;

typedef struct hl_problem {
    hl_severity severity;
    const char *file;     /* as the user named it; NULL when there is none */
    int64_t line;         /* from 1; 0 when unknown */
    int64_t column;       /* from 1, in characters (code points); 0 when unknown */
    const char *pointer;  /* JSON pointer (RFC 6901) or column name; NULL when there is none */
    const char *message;  /* what is wrong, one line */
    const char *accepted; /* what would be accepted, or NULL */
} hl_problem;

typedef struct hl_problems hl_problems;

/* NULL when out of memory. The caller frees. */
HL_API hl_problems *hl_problems_new(void);
HL_API void hl_problems_free(hl_problems *list);

/* Copies *problem and its strings. A list that runs out of memory remembers that it did: the call
 * that was given the list then fails with HL_FAILED, and hl_problems_line says so in place of the
 * text. */
HL_API void hl_problems_add(hl_problems *list, const hl_problem *problem);
/* HL_FAILED (out of memory) when a problem could not be kept. list may be NULL. */
HL_API HL_NODISCARD hl_status hl_problems_status(const hl_problems *list, hl_error *err);

HL_API size_t hl_problems_count(const hl_problems *list);
/* Those of severity HL_PROBLEM_ERROR. */
HL_API size_t hl_problems_errors(const hl_problems *list);
/* Borrowed from the list; index below hl_problems_count. */
HL_API const hl_problem *hl_problems_get(const hl_problems *list, size_t index);
/* "file:3:12: error: /arms/1/window: message; accepted: ..." borrowed from the list. */
HL_API const char *hl_problems_line(const hl_problems *list, size_t index);

#ifdef __cplusplus
}
#endif
#endif
