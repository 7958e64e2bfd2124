/* What hl_attributes is made of. */
#ifndef HL_ASSIGN_USER_ATTRIBUTES_H
#define HL_ASSIGN_USER_ATTRIBUTES_H

#include "base/value.h"
#include "hookline/attributes.h"

/* The attributes as an object, valid until they change; NULL for NULL. */
const hl_value *hl_assign__attributes_object(const hl_attributes *attributes);

#endif
