/* Why one user is where, wherever the attributes come from. */
#ifndef HL_ASSIGN_EXPLAINED_H
#define HL_ASSIGN_EXPLAINED_H

#include "base/value.h"
#include "hookline/assign.h"

/* attributes NULL: not known. unread may be NULL. *out is the caller's to free. */
HL_NODISCARD hl_status hl_assign__explain_user(const hl_assigner *assigner, const char *user_id,
                                               const char *unit, size_t unit_length,
                                               const hl_value *attributes, int64_t at_utc_ms,
                                               hl_unread *unread, hl_assign_explanation **out,
                                               hl_error *err);

#endif
