#include "log/stored_int.h"

#include <inttypes.h>
#include <stdio.h>

#include "log/attribution.h"

/* Times with an offset reach a day beyond the years 1 to 9999. */
#define EARLIEST (INT64_C(-62135596800000) - INT64_C(86400000))
#define LATEST   (INT64_C(253402300799999) + INT64_C(86400000))

static const struct {
    int64_t least, most;
    bool may_be_null;
    int64_t null;
    const char *what;
} kinds[HL_LOG_INT_KINDS] = {
    [HL_LOG_INT_USER] = {1, INT64_MAX, false, 0, "the number of a user"},
    [HL_LOG_INT_NAME] = {1, HL_LOG_TOUCHES - 1, false, 0, "the number of a name"},
    [HL_LOG_INT_NAME_IF_ANY] = {1, HL_LOG_TOUCHES - 1, true, 0, "the number of a name"},
    [HL_LOG_INT_KEY] = {0, INT64_MAX, false, 0, "a key"},
    [HL_LOG_INT_VERSION] = {1, INT32_MAX, false, 0, "a version"},
    [HL_LOG_INT_GENERATION] = {0, INT64_MAX / 2, false, 0, "a generation"},
    [HL_LOG_INT_COUNT] = {0, INT64_C(1) << 40, false, 0, "a count"},
    [HL_LOG_INT_INSTANT] = {EARLIEST, LATEST, false, 0, "an instant"},
    [HL_LOG_INT_INSTANT_IF_ANY] = {EARLIEST, LATEST, true, HL_LOG_NO_TIME, "an instant"},
    [HL_LOG_INT_DAY] = {-2000000, 4000000, false, 0, "a day"},
    [HL_LOG_INT_CLASS] = {-1, 7, false, 0, "a class of hooks"},
    [HL_LOG_INT_BITS] = {INT64_MIN, INT64_MAX, false, 0, "a checksum"},
    [HL_LOG_INT_STATE] = {0, 2, false, 0, "the state of a touch"},
    [HL_LOG_INT_SAID] = {0, 15, false, 0, "what is said of a touch"},
    [HL_LOG_INT_LETTER] = {0, 127, false, 0, "a letter"},
};

static hl_status refuse(const hl_store *store, sqlite3_stmt *row, int column, const char *what,
                        hl_error *err)
{
    char says[160];
    char held[32] = "no integer";
    const char *name = sqlite3_column_name(row, column);
    if (name == NULL)
        return hl_error_memory(err);
    if (sqlite3_column_type(row, column) == SQLITE_INTEGER)
        (void)snprintf(held, sizeof held, "%" PRId64, (int64_t)sqlite3_column_int64(row, column));
    (void)snprintf(says, sizeof says, "'%.60s' is %s, which cannot be %s", name, held, what);
    return hl_log__damaged(store, says, err);
}

hl_status hl_log__int(const hl_store *store, sqlite3_stmt *row, int column, hl_log_int_kind kind,
                      int64_t *out, hl_error *err)
{
    int type = sqlite3_column_type(row, column);
    *out = kinds[kind].null;
    if (type == SQLITE_NULL && kinds[kind].may_be_null)
        return HL_OK;
    int64_t value = sqlite3_column_int64(row, column);
    if (type != SQLITE_INTEGER || value < kinds[kind].least || value > kinds[kind].most)
        return refuse(store, row, column, kinds[kind].what, err);
    *out = value;
    return HL_OK;
}
