/* Errors. The caller owns the hl_error, passes it as the last parameter, and may pass NULL.
 *
 *   hl_error err = HL_ERROR_INIT;
 *   hl_definition *loaded = NULL;
 *   if (hl_definition_load("a.json", problems, &loaded, &err) != HL_OK)
 *       fprintf(stderr, "%s\n", err.message);
 *
 * The first error wins: setting an error that is already set changes nothing. */
#ifndef HOOKLINE_ERROR_H
#define HOOKLINE_ERROR_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HL_API          __attribute__((visibility("default")))
#define HL_NODISCARD    __attribute__((warn_unused_result))
#define HL_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define HL_API
#define HL_NODISCARD
#define HL_PRINTF(f, a)
#endif

/* The values are also the exit codes of the program. */
typedef enum hl_status {
    HL_OK = 0,
    HL_FAILED = 1,  /* the machine: a file, the disk, memory, the database */
    HL_USAGE = 2,   /* the call: an option or argument that cannot be */
    HL_REJECTED = 3 /* the input: data or a definition that is not acceptable */
} hl_status;

typedef struct hl_error {
    hl_status status;
    char message[1000]; /* UTF-8, one line, no newline; empty when status is HL_OK */
} hl_error;

#define HL_ERROR_INIT                                                                              \
    {                                                                                              \
        HL_OK, ""                                                                                  \
    }

/* Sets *err (if not NULL and not yet set) and returns status, so that
 * `return hl_error_set(err, HL_FAILED, "%s: %s", path, strerror(errno));` reads as one line. */
HL_API hl_status hl_error_set(hl_error *err, hl_status status, const char *format, ...)
    HL_PRINTF(3, 4);

/* HL_FAILED with the text "out of memory". */
HL_API hl_status hl_error_memory(hl_error *err);
/* Whether that is the error. */
HL_API bool hl_error_is_memory(const hl_error *err);
/* HL_FAILED with "text: why", why being what errno says, in English; ENOMEM is hl_error_memory. To
 * be called right after the system call that failed. */
HL_API hl_status hl_error_system(hl_error *err, const char *format, ...) HL_PRINTF(2, 3);

#ifdef __cplusplus
}
#endif
#endif
