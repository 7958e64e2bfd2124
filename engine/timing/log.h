/* Touches as the send-time model takes them: to whom, in which hour of the local week, and what
 * came of it. */
#ifndef HL_TIMING_LOG_H
#define HL_TIMING_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/map.h"
#include "hookline/error.h"
#include "timing/counts.h"

typedef struct hl_timing_touch {
    double propensity; /* with which its hour was drawn; NaN: it was not drawn */
    double weight;     /* 1; less while its outcome may still come (timing/delays.h) */
    uint8_t policy;    /* 1 + hl_timing_policy by which its hour was drawn; 0: none, or unknown */
    uint32_t user;     /* HL_MAP_NONE: of nobody that is known by name */
    uint32_t segment, message;
    int32_t day;     /* since 1970-01-01, local */
    uint32_t effect; /* of its message and of the rhythm of its user (timing/effects.h) */
    double outcome;  /* 0 or 1, or a value in units of the measure's scale */
    uint16_t kind;   /* timing/basis.h */
    bool young;  /* its outcome may still come, or would not be known if it had not come early */
    int8_t harm; /* 1 + whether it brought about what it was not to; 0: that is not known */
} hl_timing_touch;

/* A zeroed log is empty and ready. A message stands for hook, variant and experiment together. */
typedef struct hl_timing_log {
    hl_timing_touch *touches;
    size_t count, room;
    size_t effects; /* how many there are */
    hl_map users, segments, messages;
    bool policies;     /* it is known which touch has which */
    bool guarded;      /* there is something that touches are not to bring about */
    bool values;       /* outcomes are values; before it is settled, in units of their own */
    double winsorize;  /* quantile of values that are not 0; 1: none */
    double most_value; /* in units of their own; once it is settled */
    int64_t winsorized;
    hl_timing_measure measure;
} hl_timing_log;

/* False: out of memory. */
bool hl_timing__log_add(hl_timing_log *log, const hl_timing_touch *touch);
/* Numbers users, segments and messages by the bytes of their names, orders touches by user and then
 * by all that they are, and measures values: what is made of them does not depend on the order in
 * which they came. */
HL_NODISCARD hl_status hl_timing__log_settle(hl_timing_log *log, hl_error *err);
/* SHA-256 of a settled log, as text. */
void hl_timing__log_digest(const hl_timing_log *log, char text[65]);
void hl_timing__log_free(hl_timing_log *log);

/* The log as counts, whose messages are its effects. The cells are the caller's to free. */
HL_NODISCARD hl_status hl_timing__log_counts(const hl_timing_log *log, hl_timing_counts *counts,
                                             hl_error *err);

#endif
