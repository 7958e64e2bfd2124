/* The outcome of checking definitions, as JSON for machines (docs/commands/check.md): its messages
 * in English and in Chinese. */
#ifndef HOOKLINE_CHECK_H
#define HOOKLINE_CHECK_H

#include "hookline/definition.h"
#include "hookline/error.h"
#include "hookline/problems.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_checked_file {
    const char *file;
    const hl_definition *definition; /* NULL when it was rejected or could not be read */
    const hl_problems *problems;     /* errors and warnings of this file */
    const char *failure;             /* why it could not be read, or NULL */
} hl_checked_file;

/* *out is UTF-8 terminated by NUL, to be freed by the caller with free(). together: what the files
 * contradict in each other; may be NULL. */
HL_API HL_NODISCARD hl_status hl_check_json(const hl_checked_file *files, size_t count,
                                            const hl_problems *together, char **out, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
