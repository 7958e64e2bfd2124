/* The schema and its migrations. A store says by its application_id that it is ours and by its
 * user_version how many migrations it has seen. docs/formats/store.md describes the tables. */
#ifndef HL_LOG_SCHEMA_H
#define HL_LOG_SCHEMA_H

#include "log/db.h"

#define HL_LOG_APPLICATION_ID INT64_C(0x484F4F4B) /* "HOOK" */

/* Refuses a database that is not ours, or newer than this program; else brings it up to date.
 * create: an empty file is made a store, instead of being none. */
HL_NODISCARD hl_status hl_log__schema_update(hl_store *store, bool create, hl_error *err);

/* Whether a store of ours has a schema that is older than this program's; false also when that
 * cannot be told, which hl_log__schema_update then says. */
bool hl_log__schema_is_older(const hl_store *store);

#endif
