/* What comes before everything else. */
#ifndef HOOKLINE_INIT_H
#define HOOKLINE_INIT_H

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Puts the process-wide error handler of the numerics library to rest. Once, from one thread. */
HL_API void hl_init(void);
/* "0.1.0" */
HL_API const char *hl_version(void);

#ifdef __cplusplus
}
#endif
#endif
