/* Lines of assignments out, piece by piece, whatever the users come from. */
#ifndef HL_ASSIGN_WRITING_H
#define HL_ASSIGN_WRITING_H

#include "assign/known_attributes.h"
#include "assign/misled_text.h"
#include "assign/user_source.h"
#include "base/text.h"
#include "hookline/assign.h"

typedef struct hl_assign_writing {
    const hl_assigner *assigner;
    const hl_assign_options *options;
    hl_assign_counts *counts;
    hl_text out;
    hl_known_attributes known;
    hl_misled misled;
} hl_assign_writing;

/* "user", or the attribute that is randomised. */
const char *hl_assign__unit_name(const hl_assigner *assigner);

HL_NODISCARD hl_status hl_assign__writing_begin(hl_assign_writing *writing, hl_error *err);
/* attributes may be NULL when the audience asks for none. */
HL_NODISCARD hl_status hl_assign__writing_add(hl_assign_writing *writing, const hl_user_row *row,
                                              const hl_value *attributes, hl_error *err);
/* Hands over what is left when status is HL_OK; frees. Returns the first status that is not OK. */
HL_NODISCARD hl_status hl_assign__writing_end(hl_assign_writing *writing, hl_status status,
                                              hl_error *err);

#endif
