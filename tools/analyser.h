/* What clang's analyser cannot see from one file: that these return the status they are given,
 * which is never HL_OK. tools/tidy.sh has every file begin with this. */
#include "hookline/error.h"

#define hl_error_set(err, status, ...) ((void)hl_error_set(err, status, __VA_ARGS__), (status))
#define hl_error_memory(err)           ((void)hl_error_memory(err), HL_FAILED)
