/* One preset, decoded by the same tables as definitions are. */
#ifndef HL_PLAN_CHANNELS_H
#define HL_PLAN_CHANNELS_H

#include "base/arena.h"
#include "base/embedded.h"
#include "hookline/channel.h"
#include "hookline/problems.h"

/* HL_REJECTED with the first error when the file is no preset; all problems go to the list. */
HL_NODISCARD hl_status hl_plan__channel_read(const hl_embedded *file, hl_arena *arena,
                                             hl_problems *problems, hl_channel *out, hl_error *err);

#endif
