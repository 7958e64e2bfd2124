/* Users as the store has them, one after the other. Users of whom only a touch or an event is known
 * are not among them: nobody said who they are. */
#ifndef HL_LOG_PEOPLE_H
#define HL_LOG_PEOPLE_H

#include "base/value.h"
#include "log/db.h"

typedef struct hl_log_person {
    const char *id; /* all of it is valid until the next person */
    size_t id_length;
    const char *unit; /* the id, or the attribute that is randomised; "" when it is missing */
    size_t unit_length;
    const hl_value *attributes; /* with zone, as in a users file */
} hl_log_person;

typedef hl_status hl_log_take_person(void *context, const hl_log_person *person, hl_error *err);

/* In the order in which they came into the store. unit: "user" or an attribute's name. */
HL_NODISCARD hl_status hl_log__people(hl_store *store, const char *unit, hl_log_take_person *take,
                                      void *context, hl_error *err);

#endif
