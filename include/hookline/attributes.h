/* The attributes of one user, made in memory, for conditions on them.
 *
 *   static const char *const tags[] = {"vip", "night"};
 *   hl_attributes *user = hl_attributes_new();
 *   hl_assigner *assigner = NULL;
 *   if (user != NULL && hl_attributes_set_text(user, "city", "杭州", &err) == HL_OK &&
 *       hl_attributes_set_number(user, "orders", 3, &err) == HL_OK &&
 *       hl_attributes_set_texts(user, "tags", tags, 2, &err) == HL_OK &&
 *       hl_assigner_new(experiment, NULL, &assigner, &err) == HL_OK) {
 *       hl_assignment a;
 *       if (hl_assigner_decide(assigner, "u1", 2, user, now_utc_ms, NULL, &a, &err) == HL_OK)
 *           puts(a.arm == SIZE_MAX ? "nobody" : experiment->arms[a.arm].name);
 *   }
 *   hl_assigner_free(assigner);
 *   hl_attributes_free(user);
 *
 * Everything is copied. Setting an attribute again replaces it; one that is not set is not there,
 * which conditions take for null. The zone of a user is the text attribute "zone", an IANA name.
 * HL_REJECTED: a text that is not UTF-8, a number that is not finite, JSON that is none; HL_FAILED:
 * out of memory; the attribute is then as it was before. */
#ifndef HOOKLINE_ATTRIBUTES_H
#define HOOKLINE_ATTRIBUTES_H

#include <stdbool.h>
#include <stddef.h>

#include "hookline/error.h"
#include "hookline/rows.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_attributes hl_attributes;

/* NULL when out of memory. The caller frees. */
HL_API hl_attributes *hl_attributes_new(void);
HL_API void hl_attributes_free(hl_attributes *attributes);
/* Takes all of them away, for the next user. */
HL_API void hl_attributes_clear(hl_attributes *attributes);

/* A text stays one, also when it looks like a number. NULL takes the attribute away. */
HL_API HL_NODISCARD hl_status hl_attributes_set_text(hl_attributes *attributes, const char *name,
                                                     const char *text, hl_error *err);
HL_API HL_NODISCARD hl_status hl_attributes_set_number(hl_attributes *attributes, const char *name,
                                                       double number, hl_error *err);
HL_API HL_NODISCARD hl_status hl_attributes_set_bool(hl_attributes *attributes, const char *name,
                                                     bool value, hl_error *err);
HL_API HL_NODISCARD hl_status hl_attributes_set_texts(hl_attributes *attributes, const char *name,
                                                      const char *const *texts, size_t count,
                                                      hl_error *err);
HL_API HL_NODISCARD hl_status hl_attributes_set_numbers(hl_attributes *attributes, const char *name,
                                                        const double *numbers, size_t count,
                                                        hl_error *err);
/* Whatever a field of a row can be; lists and objects as JSON text ({"city":"杭州"} for conditions
 * on "address.city"). */
HL_API HL_NODISCARD hl_status hl_attributes_set_field(hl_attributes *attributes, const char *name,
                                                      const hl_field *field, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
