/* Strangers of a store (event_types.h), one by one: whom of the known users an id would be, were it
 * written otherwise (base/id_key.h), and whether it is anybody's at all. An id is nobody's when it
 * is a word for nobody ("guest", "(not set)"), or looks like no known user's (base/id_shape.h): the
 * id of a browser, where users have numbers. */
#ifndef HL_LOG_STRANGERS_H
#define HL_LOG_STRANGERS_H

#include "base/map.h"
#include "log/db.h"

typedef struct hl_log_stranger {
    int64_t user;
    const char *id;
    int64_t known;        /* the user whose id it is, written otherwise; 0: none */
    const char *known_id; /* NULL: none */
    bool many;            /* 20 events and more */
    bool nobody;
    bool placeholder; /* nobody by its word */
    uint32_t shape;   /* of shapes */
    size_t next;      /* with the same key, from 1; 0: none */
} hl_log_stranger;

/* Zeroed: none. */
typedef struct hl_log_strangers {
    hl_log_stranger *list;
    size_t count, capacity;
    hl_map keys, shapes;
    size_t *first; /* by key: from 1 */
    size_t first_capacity;
    bool *seen; /* by shape: a known user has it */
    size_t seen_capacity;
    uint32_t unseen;
    hl_arena arena;
} hl_log_strangers;

/* Those of the store; of very large ones those that came first and last. Free them in any case. */
HL_NODISCARD hl_status hl_log__strangers_read(hl_store *store, hl_log_strangers *out,
                                              hl_error *err);
/* Which of several is told: as good as drawn, and the same in whatever order they came. b: an id,
 * or NULL. */
bool hl_log__stranger_goes_first(const hl_log_stranger *a, const char *b);
void hl_log__strangers_free(hl_log_strangers *strangers);

#endif
