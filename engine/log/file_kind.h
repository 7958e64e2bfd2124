/* What a file that is imported as one kind of rows looks like by its columns. */
#ifndef HL_LOG_FILE_KIND_H
#define HL_LOG_FILE_KIND_H

#include "hookline/store.h"

/* " (it looks like touches: hookline import touches FILE)", "" when it looks like nothing else. */
const char *hl_log__other_kind(hl_import_kind kind, const char *const *columns, size_t count);

#endif
