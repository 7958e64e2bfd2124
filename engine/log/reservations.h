/* Reservations: touches that a plan has given a minute. They count for caps like sent ones,
 * until they are cancelled. A plan reads what is there and adds its own in one transaction that
 * holds the write lock from the start, so two plans at once never give away the same room twice.
 *
 *   planned -> confirmed -> sent      (sent: its touch has a sent_at)
 *      \-> cancelled <-/
 */
#ifndef HL_LOG_RESERVATIONS_H
#define HL_LOG_RESERVATIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/touch_states.h"
#include "hookline/store.h"

/* A touch of the past or the future. Texts end with NUL; "" when not known. */
typedef struct hl_log_reservation {
    const char *id, *user, *experiment, *hook, *channel, *operator_name;
    int64_t at_utc_ms;
    int klass; /* hl_hook_class, or -1: not known */
    hl_touch_state state;
    bool sent; /* it went, as a send log says, and not only a plan */
    /* of one to reserve whose hour was drawn; else NULL: the chance as a decimal, by which policy,
     * and the digest of the model */
    const char *propensity, *policy, *model;
    bool again; /* of one to reserve: it failed, and an earlier reservation is void */
} hl_log_reservation;

/* Opens the transaction with the write lock; waits for others as long as the store says. Until it
 * is committed or rolled back here, no other use of the handle is let in (HL_USAGE). */
HL_NODISCARD hl_status hl_log__reserve_begin(hl_store *store, hl_error *err);
/* HL_FAILED when that transaction is gone. */
HL_NODISCARD hl_status hl_log__reserve_check(const hl_store *store, hl_error *err);
HL_NODISCARD hl_status hl_log__reserve_commit(hl_store *store, hl_error *err);
void hl_log__reserve_rollback(hl_store *store);

/* Takes each reservation (valid during the call only); anything but HL_OK ends the reading. */
typedef hl_status hl_log_take_reservation(void *context, const hl_log_reservation *reservation,
                                          hl_error *err);
/* Sent touches since that instant, then reservations for instants since then, by id. */
HL_NODISCARD hl_status hl_log__reservations(hl_store *store, int64_t since_utc_ms,
                                            hl_log_take_reservation *take, void *context,
                                            hl_error *err);
typedef hl_status hl_log_take_event(void *context, const char *user, const char *type,
                                    int64_t at_utc_ms, hl_error *err);
HL_NODISCARD hl_status hl_log__events_since(hl_store *store, int64_t since_utc_ms,
                                            hl_log_take_event *take, void *context, hl_error *err);
/* Events that imports refused and that have not been taken since, of whom and of what type they say
 * they are, each as if it were of that instant. */
HL_NODISCARD hl_status hl_log__refused_events(hl_store *store, int64_t at_utc_ms,
                                              hl_log_take_event *take, void *context,
                                              hl_error *err);
/* Adds one; a touch that is there already stays as it is, unless it is planned again, and *added is
 * false. */
HL_NODISCARD hl_status hl_log__reserve(hl_store *store, const hl_log_reservation *reservation,
                                       int64_t now_utc_ms, bool *added, hl_error *err);

#endif
