/* Messages that go more than once, as a definition shows them. Private to check_sending.c. */
#ifndef HL_PLAN_CHECK_REPEATS_H
#define HL_PLAN_CHECK_REPEATS_H

#include "config/decode.h"
#include "hookline/channel.h"

/* Steps of one arm that go in the same minute: an error of one hook, unless a cool-down or a cap
 * keeps them apart. in_full: also what is strange and no error. */
void hl_plan__check_repeats(hl_decoder *decoder, const hl_value *root, const hl_experiment *x,
                            const hl_channels *channels, bool in_full);
/* Promotions without any cap or cool-down, of the definition or of their channel. */
void hl_plan__remark_unlimited(hl_decoder *decoder, const hl_value *root, const hl_experiment *x,
                               const hl_channels *channels);

#endif
