/* Units that are not users: an attribute's value (a household, a group, a shop) stands for all
 * users that have it. A user without the attribute is a unit of its own. The table `units` says who
 * belongs where; it follows the users' attributes. */
#ifndef HL_LOG_UNIT_SET_H
#define HL_LOG_UNIT_SET_H

#include "log/user_log.h"

/* A set of units whose contribution is taken away before a change and added after it. Zeroed =
 * empty and ready. */
typedef struct hl_unit_set {
    hl_map keys;                     /* "experiment NUL kind text" */
    const hl_log_experiment **owner; /* of keys.keys[i] */
    size_t capacity;
} hl_unit_set;

/* The unit of a user with these attributes joins the set. */
HL_NODISCARD hl_status hl_log__unit_set_add(hl_unit_set *units, const hl_log_experiment *x,
                                            const char *user_id, int64_t user,
                                            const hl_value *attributes, hl_error *err);
/* One unit of the set as the store stands now. */
typedef hl_status hl_log_unit_visit(void *context, const hl_log_experiment *x,
                                    const hl_log_unit *unit, hl_error *err);
HL_NODISCARD hl_status hl_log__unit_set_each(hl_store *store, const hl_unit_set *units,
                                             hl_log_unit_visit *visit, void *context,
                                             hl_error *err);
/* Evaluates each unit of the set as the store stands now and adds (1) or takes away (-1) what it
 * makes to its experiment's delta. */
HL_NODISCARD hl_status hl_log__unit_set_contribute(hl_store *store, const hl_unit_set *units,
                                                   int sign, hl_error *err);
void hl_log__unit_set_free(hl_unit_set *units);

/* Keeps the table when a user's attributes change; before may be NULL. */
HL_NODISCARD hl_status hl_log__unit_set_move(hl_store *store, const hl_log_experiment *x,
                                             int64_t user, const hl_value *before,
                                             const hl_value *after, hl_error *err);

#endif
