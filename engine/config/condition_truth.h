/* Conditions that nobody can meet, and that everybody meets: seldom what is meant. */
#ifndef HL_CONFIG_CONDITION_TRUTH_H
#define HL_CONFIG_CONDITION_TRUTH_H

#include "config/decode.h"

/* Warns of the parts of a checked condition that can never hold, or always do; and of dates that
 * are written so that they have no order. */
void hl_config__remark_condition(hl_decoder *decoder, const hl_value *condition);

/* Of the values of a group: texts that nobody's attribute is likely to equal. */
void hl_config__remark_values(hl_decoder *decoder, const hl_value *list);

#endif
