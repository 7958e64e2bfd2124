/* How the values of each event type look, remembered from import to import: which currencies they
 * name, which of them may be numbers that stand for none (base/stand_in.h), and between what the
 * others lie. So a report finds out without the log that there is nothing to look for. */
#ifndef HL_LOG_VALUE_LOOKS_H
#define HL_LOG_VALUE_LOOKS_H

#include "base/map.h"
#include "base/stand_in.h"
#include "log/db.h"

typedef struct hl_log_type_values {
    int64_t type; /* the number of its name */
    hl_usual_values usual;
    bool changed;              /* since it was read */
    uint32_t named, stand_ins; /* how many currencies (also the none), how many that may stand in */
    const char *currency;      /* the first; "": some name none; NULL: nothing is known */
} hl_log_type_values;

/* Zeroed: none. */
typedef struct hl_log_value_looks {
    hl_map seen; /* type, look and text */
    hl_log_type_values *list;
    size_t count, capacity;
} hl_log_value_looks;

/* In place of what the list has: that of the store. */
HL_NODISCARD hl_status hl_log__value_looks_read(hl_store *store, hl_log_value_looks *looks,
                                                hl_error *err);
/* A value that is not 0, and the currency that it names ("": none). *beside: the first currency of
 * its type, where this one was not known of it and another is; NULL else. */
HL_NODISCARD hl_status hl_log__value_looks_note(hl_store *store, hl_log_value_looks *looks,
                                                int64_t type, hl_i128 attos, const char *currency,
                                                const char **beside, hl_error *err);
/* What is not yet in the store. */
HL_NODISCARD hl_status hl_log__value_looks_write(hl_store *store, hl_log_value_looks *looks,
                                                 hl_error *err);
const hl_log_type_values *hl_log__values_of_type(const hl_log_value_looks *looks, int64_t type);
/* Calls for each number that may stand for none and was a value of the type. */
typedef hl_status hl_log_take_number(void *context, const char *text, hl_i128 attos, hl_error *err);
HL_NODISCARD hl_status hl_log__each_stand_in(const hl_log_value_looks *looks, int64_t type,
                                             hl_log_take_number *take, void *context,
                                             hl_error *err);
void hl_log__value_looks_free(hl_log_value_looks *looks);

#endif
