/* Strangers of a store (event_types.h), one by one: whom of the known users an id would be, were it
 * written otherwise (base/id_key.h) or the id of that user's touch, and whether it is anybody's at
 * all. An id is nobody's when it is a word for nobody ("guest", "(not set)"), when a spreadsheet
 * has rounded it to 15 digits, so that it may be that of several, or when it is a browser's and
 * known users' ids do not look so (base/id_shape.h). Other ids that known users' do not look like
 * are of another system: customers whom the experiment does not have, or its users under another
 * id. A look is that of known users where one in twenty has it, or a fifth of the share of the
 * strangers: one colleague with an e-mail address makes addresses no ids of the store. Numbers look
 * alike, whatever they number: those that have three digits more, or fewer, than known users' ids
 * have are of another kind (phone numbers beside the numbers of members). */
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
    bool elsewhere;   /* of another system */
    bool placeholder; /* nobody by its word */
    bool rounded;     /* nobody as its digits are lost */
    uint32_t shape;   /* of shapes */
    uint32_t prefix;  /* of prefixes: what a rounded id begins with; HL_MAP_NONE: it is none */
    size_t next;      /* with the same key, from 1; 0: none */
} hl_log_stranger;

/* Longer ids of digits alone are not told from each other. */
enum { HL_LOG_LONGEST_NUMBER = 40 };

/* How many have a look. */
typedef struct hl_log_look {
    int64_t strangers, known;
    int64_t tried, of_touches; /* strangers that were tried as ids of touches, and are */
} hl_log_look;

/* Zeroed: none. */
typedef struct hl_log_strangers {
    hl_log_stranger *list;
    size_t count, capacity;
    hl_map keys, shapes;
    size_t *first; /* by key: from 1 */
    size_t first_capacity;
    hl_log_look *looks; /* by shape */
    size_t look_capacity;
    int64_t shaped, known; /* strangers that have a look; known users */
    int64_t
        numbers[HL_LOG_LONGEST_NUMBER + 1]; /* known users by digits of an id that is a number */
    hl_map prefixes;
    bool *begun; /* by prefix: a known user's id of that length begins so */
    size_t begun_capacity;
    int64_t long_ids,
        round_ids; /* strangers with ids of more digits; of them such as are rounded */
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
