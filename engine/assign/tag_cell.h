/* Tags of one user that stand in one cell: "vip;staff" of HubSpot, "vip, new" of Shopify. */
#ifndef HL_ASSIGN_TAG_CELL_H
#define HL_ASSIGN_TAG_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/value.h"

/* The next of the tags of a text whose attribute is called as tags are (tags, labels, 标签). *at: 0
 * at first. False: there are no more; of an attribute of any other name, or where no mark parts
 * them, none. tag points into the cell. */
bool hl_assign__next_tag(const hl_value *cell, size_t *at, hl_value *tag);

#endif
