/* The counters of an evaluation: a short list kept in order of (counter, day). */
#ifndef HL_LOG_TALLIES_H
#define HL_LOG_TALLIES_H

#include "log/attribution.h"

/* Order of two tallies: by counter, then day. */
int hl_log__tally_compare(const hl_log_tally *a, const hl_log_tally *b);

#endif
