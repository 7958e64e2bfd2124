/* Ids that a spreadsheet or a table of floating-point numbers has made into numbers: 8613800138000
 * becomes 8.6138E+12, and with it every other id that begins alike. */
#ifndef HL_BASE_RUINED_ID_H
#define HL_BASE_RUINED_ID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hookline/error.h"

typedef enum hl_id_fault {
    HL_ID_FINE,
    HL_ID_SCIENTIFIC, /* "8.61E+12", "1E+11", "1.3800138e10": digits are lost */
    HL_ID_FLOAT,      /* "13800138000.0": another text than in other files */
    HL_ID_SPACE /* white space before or behind it: another id to a program, none to the eye */
} hl_id_fault;

/* number: the source says that it is a number (NDJSON); then one with a point is a FLOAT whatever
 * it looks like. */
hl_id_fault hl_base__id_fault(const char *text, size_t length, bool number);
/* Whether it stands for nobody in particular: "guest", "anonymous", "0", zeros of a UUID, 游客. */
bool hl_base__id_is_placeholder(const char *text, size_t length);
/* Whether it stands for no arm of an experiment: unknown, (not set), 未分组, #VALUE!. (What may be
 * an arm, as "default", "test" and "none", does not.) */
bool hl_base__is_no_arm(const char *text, size_t length);
/* Whether it stands for no type of an event: unknown, (not set), (other), NULL. (What may be one,
 * as "other" and "deleted", does not.) */
bool hl_base__is_no_type(const char *text, size_t length);
/* What happened to the id, and how to export it rightly: one sentence without its end. "" for
 * HL_ID_FINE. */
const char *hl_base__id_fault_text(hl_id_fault fault);

typedef struct hl_id_place {
    const char *source, *column;
    int64_t line; /* 0: not known */
} hl_id_place;
/* HL_REJECTED for what can be no id of its file's users any more: one such cell tells of the
 * column. HL_ID_SPACE is the caller's to judge: it is one row's. */
HL_NODISCARD hl_status hl_base__id_check(const hl_id_place *place, const char *text, size_t length,
                                         bool number, hl_error *err);

#endif
