/* Users as the store has them, one after the other. Users of whom only a touch or an event is known
 * are not among them: nobody said who they are. */
#ifndef HL_LOG_KNOWN_USERS_H
#define HL_LOG_KNOWN_USERS_H

#include "base/value.h"
#include "log/db.h"

typedef struct hl_known_user {
    const char *id; /* all of it is valid until the next person */
    size_t id_length;
    const char *unit; /* the id, or the attribute that is randomised; "" when it is missing */
    size_t unit_length;
    const hl_value *attributes; /* with zone, as in a users file */
} hl_known_user;

typedef hl_status hl_log_take_known_user(void *context, const hl_known_user *person, hl_error *err);

/* In the order in which they came into the store. unit: "user" or an attribute's name. */
HL_NODISCARD hl_status hl_log__known_users(hl_store *store, const char *unit,
                                           hl_log_take_known_user *take, void *context,
                                           hl_error *err);

#endif
