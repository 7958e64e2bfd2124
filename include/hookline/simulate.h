/* A customer base of a frozen-food brand on WeCom, with known truth.
 *
 *   hl_sim_summary summary;
 *   hl_sim_options options = HL_SIM_OPTIONS_INIT;
 *   options.users = 100000;
 *   options.directory = "shop";
 *   status = hl_simulate(&options, &summary, &err);
 *
 * Writes users.csv, triggers.csv, touches.csv, events.csv, costs.csv, the definitions that it plays
 * and truth.json. The same options give the same bytes on every machine: draws come from a seeded
 * integer generator, and what is computed in floating point uses only +, -, *, / on IEEE doubles
 * (no function of the mathematics library, no time zone data: the zones played have no summer time
 * and their offsets are constants). docs/formats/truth.md says what truth.json means. */
#ifndef HOOKLINE_SIMULATE_H
#define HOOKLINE_SIMULATE_H

#include <stdbool.h>
#include <stdint.h>

#include "hookline/error.h"
#include "hookline/unread.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_sim_options {
    uint64_t users; /* at most 100 million */
    uint64_t seed;
    int32_t days;          /* 1 to 365: touches are sent within these */
    bool null_effects;     /* every arm does what the control does: an A/A world */
    const char *directory; /* made when it is not there */
    /* May be NULL. */
    void (*progress)(void *context, uint64_t done, uint64_t users);
    void *context;
    hl_unread *unread; /* what conditions could not be compared with; may be NULL */
} hl_sim_options;
#define HL_SIM_OPTIONS_INIT                                                                        \
    {                                                                                              \
        10000, 1, 28, false, ".", NULL, NULL, NULL                                                 \
    }

typedef struct hl_sim_summary {
    uint64_t users, triggers, touches, events;
    int64_t as_of_utc_ms; /* every attribution window has closed */
} hl_sim_summary;

/* HL_USAGE: options out of range, or a directory that has files of these names which are of no
 * simulation (no truth.json is beside them). HL_FAILED: a file could not be written. */
HL_API HL_NODISCARD hl_status hl_simulate(const hl_sim_options *options, hl_sim_summary *summary,
                                          hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
