/* The table-driven decoder: a JSON object is decoded into a struct by a const table with one row a
 * key. Every problem is reported with its place and JSON pointer, and decoding goes on: what could
 * not be read keeps its default. Adding a key is adding a row.
 *
 *   static const hl_config_field fields[] = {
 *       {"from", hl_config__clock, offsetof(hl_window, from_minutes), .required = true},
 *       {"zone", hl_config__zone, offsetof(hl_window, zone)},
 *   };
 *   static const hl_config_record window = {"a window", fields, COUNT(fields), sizeof(hl_window)};
 *   hl_config__record(decoder, value, &window, &out);
 */
#ifndef HL_CONFIG_DECODE_H
#define HL_CONFIG_DECODE_H

#include "base/arena.h"
#include "base/named_rows.h"
#include "base/value.h"
#include "base/zone.h"
#include "hookline/definition.h"

#define HL_CONFIG_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Bounds, so that a hostile file costs neither hours nor all memory. */
enum { HL_CONFIG_DEPTH = 80, HL_CONFIG_MOST_ITEMS = 10000, HL_CONFIG_MOST_PROBLEMS = 1000 };

typedef struct hl_config_field hl_config_field;
typedef struct hl_config_record hl_config_record;

typedef struct hl_config_step {
    const char *key; /* NULL: the index */
    size_t index;
} hl_config_step;

typedef struct hl_decoder {
    const char *file;
    hl_problems *problems;
    hl_arena *arena;      /* of the definition */
    const hl_value *root; /* the document: references are looked up in it */
    hl_zones *zones;      /* loaded at the first zone named */
    bool no_memory;
    bool kept; /* a text that was accepted once: rules that came later are warnings */
    const hl_config_record *record; /* whose check is running, */
    uint64_t broken;                /* and its fields that had errors, bit by row */
    size_t depth;
    hl_config_step path[HL_CONFIG_DEPTH];
} hl_decoder;

/* Decodes value to where target points (record + field->offset). */
typedef void hl_config_decode(hl_decoder *decoder, const hl_value *value,
                              const hl_config_field *field, void *target);

struct hl_config_field {
    const char *key;
    hl_config_decode *decode;
    size_t offset;
    const void *more;     /* what the kind needs: a range, a list of names, a record, a table */
    size_t count_offset;  /* lists: where their count goes, relative to the record */
    const char *accepted; /* instead of the kind's own words */
    bool required;
};

struct hl_config_record {
    const char *what; /* "a window" */
    const hl_config_field *fields;
    size_t count;
    size_t size;
    const void *initial; /* the defaults, size bytes; NULL = zeros */
    /* What one field cannot see alone. May be NULL. It is called also when fields had errors: it
     * asks hl_config__sound of those that it compares. */
    void (*check)(hl_decoder *decoder, const hl_value *value, void *record);
};

/* Decodes an object by a table. True when it had no error. */
bool hl_config__record(hl_decoder *decoder, const hl_value *value, const hl_config_record *record,
                       void *out);

/* In a check: no error was found in the member named key (which may be absent). */
bool hl_config__sound(const hl_decoder *decoder, const char *key);

/* Problems, at the value's place and the decoder's path. accepted may be NULL. */
void hl_config__error(hl_decoder *decoder, const hl_value *value, const char *accepted,
                      const char *format, ...) HL_PRINTF(4, 5);
void hl_config__warn(hl_decoder *decoder, const hl_value *value, const char *format, ...)
    HL_PRINTF(3, 4);
/* An error of a rule that definitions which stores keep may be older than: there it is a warning,
 * as a definition that cannot be read could not be reported, nor replaced. */
void hl_config__newer(hl_decoder *decoder, const hl_value *value, const char *accepted,
                      const char *format, ...) HL_PRINTF(4, 5);
/* The same at the member named key of the object value, or at the object without it. */
void hl_config__newer_at(hl_decoder *decoder, const hl_value *object, const char *key,
                         const char *accepted, const char *format, ...) HL_PRINTF(5, 6);
void hl_config__error_at(hl_decoder *decoder, const hl_value *object, const char *key,
                         const char *accepted, const char *format, ...) HL_PRINTF(5, 6);
void hl_config__warn_at(hl_decoder *decoder, const hl_value *object, const char *key,
                        const char *format, ...) HL_PRINTF(4, 5);
/* "there is no key 'x' here; did you mean 'y'?" names: what there is,
 * shown as accepted when none of them is near. */
void hl_config__unknown(hl_decoder *decoder, const hl_value *value, const char *what,
                        const char *name, const char *const *names, size_t count);
/* The same of a string that is no row's name. */
void hl_config__unknown_row(hl_decoder *decoder, const hl_value *value, const char *what,
                            const hl_named_rows *rows);
/* False, and an error, when value is not of the type. */
bool hl_config__is(hl_decoder *decoder, const hl_value *value, hl_value_type type,
                   const char *accepted);

/* False, and an error, when a list or table has more than HL_CONFIG_MOST_ITEMS entries. */
bool hl_config__fits(hl_decoder *decoder, const hl_value *value);

void hl_config__enter(hl_decoder *decoder, const char *key, size_t index);
void hl_config__leave(hl_decoder *decoder);
/* Arena memory of count * size bytes; sets no_memory when there is none. */
void *hl_config__alloc(hl_decoder *decoder, size_t count, size_t size);

/* The kinds of field. Beside each: the type at the target, and what `more` is. */
hl_config_decode hl_config__ignore;
hl_config_decode hl_config__string;         /* const char *: not empty */
hl_config_decode hl_config__name;           /* const char *: 1..200 characters, none of control */
hl_config_decode hl_config__bool;           /* bool */
hl_config_decode hl_config__number;         /* double; hl_config_range */
hl_config_decode hl_config__integer;        /* int64_t; hl_config_range */
hl_config_decode hl_config__choice;         /* an enum of int's size; hl_named_rows */
hl_config_decode hl_config__choice_or_none; /* the same, 0 being nothing said; rows from 1 on */
hl_config_decode hl_config__choice_text;    /* const char *; hl_named_rows */
hl_config_decode hl_config__span;           /* hl_span */
hl_config_decode hl_config__span_ms;        /* int64_t: the nominal length */
hl_config_decode hl_config__share;          /* uint64_t: share of [0, 2^53], exact */
hl_config_decode hl_config__instant;        /* int64_t: UTC ms */
hl_config_decode hl_config__localized;      /* hl_localized */
hl_config_decode hl_config__names;          /* const char *const * and count; distinct names */
hl_config_decode hl_config__reference;      /* size_t; more: the table's key in the document */
hl_config_decode hl_config__reference_name; /* const char *; the same */
hl_config_decode hl_config__object;         /* a record inside; hl_config_record */
hl_config_decode hl_config__list;           /* records and count; hl_config_record */
hl_config_decode hl_config__table;          /* the same by name: the first member is the name */
hl_config_decode hl_config__condition;      /* const hl_condition * */
hl_config_decode hl_config__segments;       /* const hl_segment * and count */
hl_config_decode hl_config__days;           /* hl_window: its days and kind */
hl_config_decode hl_config__date;           /* hl_special_day: its date */
hl_config_decode hl_config__clock;          /* int32_t minutes; more: not NULL allows 24:00 */
hl_config_decode hl_config__zone;           /* const char *: NULL for the user's */

typedef struct hl_config_range {
    double low, high;
    bool low_open, high_open;
} hl_config_range;

/* The index of the member `name` of the object `table` of the document; SIZE_MAX when undefined. */
size_t hl_config__index_of(const hl_decoder *decoder, const char *table, const char *name);
/* Reports a name that the table does not define. */
void hl_config__undefined(hl_decoder *decoder, const hl_value *value, const char *table,
                          const char *name);

/* The names of hl_hook_class. */
extern const hl_named_rows hl_config__classes;

/* The records, one file each. */
extern const hl_config_record hl_config__hook;
extern const hl_config_record hl_config__window;
extern const hl_config_record hl_config__variant;
extern const hl_config_record hl_config__cap;
extern const hl_config_record hl_config__metric;
/* Quiet hours: hl_window and count. Shifts: hl_shift and count. Calendar: into hl_experiment. */
hl_config_decode hl_config__quiet_hours;
hl_config_decode hl_config__shifts;
hl_config_decode hl_config__calendar;

/* The document that a definition was read from, for who has more to say of it; borrowed. */
const hl_value *hl_config__document(const hl_definition *definition);

/* Arms that send the same at the same time: twice.c. Said where a definition is looked at to be
 * stored or planned, and not whenever it is read. */
void hl_config__remark_same_arms(hl_decoder *decoder, const hl_value *document,
                                 const hl_experiment *x);

/* Hooks that also go later than their lead says: hook_effects.c. */
void hl_config__remark_leads(hl_decoder *decoder, const hl_value *document, const hl_experiment *x);

/* Promotions that go to people who said stop: hook_effects.c. Said where touches are to be sent. */
void hl_config__remark_farewells(hl_decoder *decoder, const hl_value *document,
                                 const hl_experiment *x);

/* Checks a condition document at the decoder's place (operators, operand types). */
void hl_config__check_condition(hl_decoder *decoder, const hl_value *condition);

#endif
