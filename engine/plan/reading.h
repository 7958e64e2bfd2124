/* Reading the inputs of a plan; private to that. */
#ifndef HL_PLAN_READING_H
#define HL_PLAN_READING_H

#include "base/spelling.h"
#include "base/value.h"
#include "plan/clock_places.h"
#include "plan/inputs.h"

/* Names of an input that nothing known has: how many rows, and one of them. */
typedef struct hl_plan_unknown {
    int64_t rows;
    char example[64];
} hl_plan_unknown;

/* The people by the one spelling of their ids; zeroed: not looked at yet. */
typedef struct hl_plan_meant {
    bool is_read;
    hl_map keys;
    uint32_t *first; /* person of each key, */
    uint32_t *next;  /* and another of the same key; HL_MAP_NONE: none */
} hl_plan_meant;

/* Users with a zone that names no place (UTC), by what counts instead. */
typedef struct hl_no_place {
    int64_t users;
    char example[64];
} hl_no_place;
enum {
    HL_NO_PLACE_OTHER,
    HL_NO_PLACE_STAND_IN,
    HL_NO_PLACE_HELD,
    HL_NO_PLACE_TAKEN, /* it counts all the same */
    HL_NO_PLACES
};

/* What is seen of the zones of all users together. */
typedef struct hl_zones_seen {
    hl_no_place no_place[HL_NO_PLACES];
    int64_t not_understood; /* zones that nobody knows */
    int64_t stood_in;       /* users who have the definition's zone for want of one */
    int64_t mirrored;       /* zones that are offsets: the definition's own turned round, */
    int64_t upright;        /* and as it is */
    const hl_zone *mirror;
} hl_zones_seen;

/* What every reader has at hand. */
typedef struct hl_reading {
    const hl_compiled *compiled;
    hl_inputs *inputs;
    hl_problems *problems;
    hl_plan_rows rows;        /* of the options, or of the files that they name; NULL: none */
    const char *source;       /* what is read, for its warnings; NULL: the store */
    int64_t line;             /* and where in it; 0: not known */
    const char *only_channel; /* of touches that do not say theirs; NULL: not known */
    int64_t two_zones;        /* users of whom two attributes are zones by their values */
    hl_clock_places places;   /* where users may be, by what they have beside a zone */
    hl_zones_seen zones;
    int64_t timed_touches;
    int64_t dated_triggers; /* that say a day alone */
    int64_t refused_stops;  /* of the store's imports */
    int64_t twice_times;    /* local times that clocks showed twice */
    int64_t spaced_ids;     /* taken without the white space around them */
    int64_t future_stops;   /* that are said to be of the days ahead */
    int64_t early_stops;    /* events of stop_on that are said to be of the hours ahead, */
    int64_t timeless_stops; /* or of no time that can be read */
    hl_plan_meant meant;
    bool promotes;         /* some hook is a promotion: farewells end its touches */
    hl_map spellings;      /* types of events as they are written, */
    uint8_t *senses;       /* and what each says */
    size_t sense_capacity; /* of senses */
    struct {
        hl_plan_unknown hooks, channels, operators, classes, states, farewells, gone_hooks;
    } unknown;
} hl_reading;

HL_NODISCARD hl_status hl_plan__read_people(hl_reading *reading, hl_error *err);
HL_NODISCARD hl_status hl_plan__read_events(hl_reading *reading, hl_error *err);
HL_NODISCARD hl_status hl_plan__read_touches(hl_reading *reading, hl_error *err);
HL_NODISCARD hl_status hl_plan__read_store(hl_reading *reading, hl_error *err);
HL_NODISCARD hl_status hl_plan__read_triggers(hl_reading *reading, hl_error *err);

/* What event types are compared by: one that differs from `unsubscribe` only in how it is spelled
 * (base/spelling.h) ends a journey as it does, for a message to somebody who left is worse than one
 * that is not sent. Longer types are compared as they are. */
#define HL_PLAN_TYPE_MOST HL_FOLDED(HL_FOLD_MOST)
const char *hl_plan__type_key(const char *type, size_t *length, char alike[HL_PLAN_TYPE_MOST]);

/* read_people.c: the user of that id, new or known. False: out of memory. */
bool hl_plan__person_add(hl_reading *reading, const char *id, size_t length, uint32_t *index);
/* meant_user.c: a user whose id differs from that one in how it is written alone; HL_MAP_NONE:
 * nobody's does. */
HL_NODISCARD hl_status hl_plan__meant_user(hl_reading *reading, const hl_field *id,
                                           uint32_t *person, hl_error *err);
/* Another one of whom the same is true. */
uint32_t hl_plan__meant_too(const hl_reading *reading, uint32_t person);
void hl_plan__meant_free(hl_plan_meant *meant);
/* read_history.c: one event of a user, one touch. */
HL_NODISCARD hl_status hl_plan__take_event(hl_reading *reading, uint32_t person, const char *type,
                                           size_t length, int64_t at_ms, hl_error *err);
/* Whether some hook has the type among those that end its journeys, however it is spelled. */
bool hl_plan__is_stop(const hl_experiment *experiment, const hl_field *type);
/* The same; or some hook is a promotion, which a farewell ends. */
bool hl_plan__ends_journeys(hl_reading *reading, const hl_field *type);
/* What the type says: HL_TYPE_LEAVES, HL_TYPE_RETURNS. */
uint8_t hl_plan__sense_of(hl_reading *reading, const char *type, size_t length);
/* Only that the user did something then. */
void hl_plan__note_event(hl_reading *reading, uint32_t person, const char *type, size_t length,
                         int64_t at_ms);
HL_NODISCARD hl_status hl_plan__take_reservation(hl_reading *reading,
                                                 const hl_log_reservation *reservation,
                                                 hl_error *err);

/* reading.c: the number of an operator of a file; HL_LEDGER_NONE for an empty name. False: out of
 * memory. */
bool hl_plan__operator(hl_inputs *inputs, const char *name, size_t length, uint32_t *number);
/* The same of one who is to send: one without a shift is noted, where others have one. */
bool hl_plan__operator_at_work(hl_reading *reading, const hl_field *name, uint32_t *number);
/* A time in a field, in the style of the options: an instant, or local time in that zone. One
 * that is not usual is a warning. False: it is none, and why. */
bool hl_plan__field_time(hl_reading *reading, const hl_field *field, const hl_zone *zone,
                         int64_t line, int64_t *utc_ms, hl_time_fault *fault);
/* The same of what was done or sent, of which a date alone is refused unless the options say when
 * in its day that was. *day_ms: the instant its day begins at, where a date alone is all that is
 * known, else INT64_MIN; also when false is returned. False: the row is rejected. */
bool hl_plan__field_instant(hl_reading *reading, const hl_field *field, const char *name,
                            const hl_zone *zone, int64_t line, int64_t *utc_ms, int64_t *day_ms);
/* A time among a user's attributes; one that cannot be read, or is not usual, is a
 * warning. False: there is none. */
/* By whose clock a time without an offset is: the user's, unless the caller names a zone. person:
 * HL_MAP_NONE: of nobody who is known. */
const hl_zone *hl_plan__clock_of(const hl_reading *reading, uint32_t person);
typedef bool hl_plan_usual(int64_t utc_ms);
hl_plan_usual hl_plan__is_living;
bool hl_plan__attribute_time(hl_reading *reading, const hl_value *attributes, const char *name,
                             const hl_zone *zone, int64_t line, hl_plan_usual *usual,
                             int64_t *utc_ms);
enum { HL_PLAN_TIME_MESSAGE = 400 };
/* A row of which a time cannot be read: "'at' is probably seconds since 1970 (...): '1772350200'".
 */
void hl_plan__reject_time(hl_reading *reading, int64_t line, const char *name,
                          const hl_field *field, hl_time_fault fault);
enum { HL_PLAN_SHOWN = 100 };
/* A warning of the input, with its line; the first hundred of each kind are shown. */
void hl_plan__warn(const hl_reading *reading, int64_t line, int64_t seen, const char *format, ...)
    HL_PRINTF(4, 5);
/* A note of all inputs together. */
void hl_plan__note(const hl_reading *reading, const char *format, ...) HL_PRINTF(2, 3);
/* A row that cannot be read: counted, and shown as a warning. */
void hl_plan__reject(hl_reading *reading, int64_t line, const char *why);

/* A table of rows; nothing when it is NULL. Its columns,
 * and what takes a row (at[i]: of columns[i], -1 when there is none). Rows that cannot be read are
 * rejected. */
typedef struct hl_plan_column {
    const char *name;
    bool required;
    bool is_id;
    bool is_needed;     /* by a cap of this definition */
    bool may_be_spaced; /* an id with white space around it is for whoever takes the row to judge */
} hl_plan_column;
typedef hl_status hl_plan_take_row(hl_reading *reading, const hl_row *row, const int *at,
                                   hl_error *err);
HL_NODISCARD hl_status hl_plan__read_rows(hl_reading *reading, hl_row_source *rows,
                                          const hl_plan_column *columns, size_t count,
                                          hl_plan_take_row *take, hl_error *err);
/* columns.c: the column of that name, however the file spells it; -1: none, and none is needed. */
HL_NODISCARD hl_status hl_plan__find_column(hl_reading *reading, hl_row_source *rows,
                                            const hl_plan_column *column, int *at, hl_error *err);
/* A column of touches that caps of these scopes count by: needed where the definition has one. */
void hl_plan__need_for_caps(hl_reading *reading, const hl_row_source *rows, hl_plan_column *column,
                            const hl_cap_scope *scopes, size_t count);
/* only_channel.c: the file of touches has no column `channel`, and all count as on the one channel
 * of the definition, which is said. */
bool hl_plan__has_only_channel(hl_reading *reading);
/* HL_REJECTED: touches of which nothing says when they went out. */
HL_NODISCARD hl_status hl_plan__need_time(const hl_row_source *rows, hl_error *err);
/* The attribute of that name, however it is spelt; NULL: none. */
const hl_value *hl_plan__attribute(const hl_value *attributes, const char *name);
/* sent_said.c: a row of a touch, which says that. *is_new: the first of its id. False: out of
 * memory.
 */
bool hl_plan__note_said(hl_inputs *inputs, const hl_sent *sent, const hl_log_reservation *touch,
                        bool *is_new);
/* Once all are read: those that count stay. */
HL_NODISCARD hl_status hl_plan__settle_sent(hl_reading *reading, hl_error *err);
/* names in files: notes one that nothing known has. */
void hl_plan__note_unknown(hl_plan_unknown *unknown, const char *name, size_t length);
/* zones_told.c: what is said of the zones of all users together. */
void hl_plan__tell_zones(hl_reading *reading);
/* told.c: what is said of all inputs together, once they are read. */
HL_NODISCARD hl_status hl_plan__tell_inputs(hl_reading *reading, hl_error *err);
/* hook_of_other_arm.c: of these, users whose triggers name the hook of another arm. False: out of
 * memory. */
bool hl_plan__tell_hooks_of_other_arms(hl_reading *reading);
/* no_ends.c: of these, hooks whose `stop_on` names none of the types of events that there are: a
 * warning where orders have another name, else a note. HL_FAILED: out of memory. */
HL_NODISCARD hl_status hl_plan__tell_no_ends(hl_reading *reading, hl_error *err);

/* The field of a column; an empty one when there is no such column. */
const hl_field *hl_plan__field(const hl_row *row, int column);
bool hl_plan__field_is(const hl_field *field, const char *text);
/* In whatever case or width, and with white space around. */
bool hl_plan__field_is_like(const hl_field *field, const char *text);
/* The items (count of them, size bytes each) with room for one more, moved when they had none; NULL
 * when out of memory: they are then still where they were. */
void *hl_plan__grow(void *items, size_t size, size_t count, size_t *capacity);

#endif
