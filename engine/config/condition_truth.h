/* Conditions that nobody can meet, and that everybody meets: seldom what is meant. */
#ifndef HL_CONFIG_CONDITION_TRUTH_H
#define HL_CONFIG_CONDITION_TRUTH_H

#include "config/decode.h"

/* Warns of the parts of a checked condition that can never hold, or always do; and of dates that
 * are written so that they have no order. */
void hl_config__remark_condition(hl_decoder *decoder, const hl_value *condition);

/* The same of a segment, which everybody is in when its condition always holds. */
void hl_config__remark_segment(hl_decoder *decoder, const hl_value *condition);
/* The attribute of which two checked conditions ask what contradicts itself; NULL: none is seen. */
const char *hl_config__contrary(const hl_value *one, const hl_value *other);

/* Whether it is seen that the other checked condition holds wherever the one does. */
bool hl_config__implies(const hl_value *one, const hl_value *other);

/* ---- operand_looks.c: operands that are not what they look like */

void hl_config__remark_operand(hl_decoder *decoder, const hl_value *operand);
/* A value that an attribute shall equal as it stands. */
void hl_config__remark_literal(hl_decoder *decoder, const hl_value *value);
/* Of what is asked of a column of zones: names that no zone is written with. */
void hl_config__remark_zones(hl_decoder *decoder, const hl_value *member);
/* Of the values of a group: texts that nobody's attribute is likely to equal. */
void hl_config__remark_values(hl_decoder *decoder, const hl_value *list);

#endif
