/* Data files of the project that are built into the library (tools/embed.sh). */
#ifndef HL_BASE_EMBEDDED_H
#define HL_BASE_EMBEDDED_H

#include <stddef.h>

typedef struct hl_embedded {
    const char *name; /* its path in the project; NULL ends a list */
    const char *text; /* terminated by NUL */
    size_t length;
} hl_embedded;

extern const hl_embedded hl_plan__channel_files[];

#endif
