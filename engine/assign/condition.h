/* Conditions: GrowthBook's targeting grammar, compiled once, evaluated on a user's attributes.
 *
 *   hl_predicate *p = NULL;
 *   hl_status status = hl_assign__predicate_new(segment->condition, NULL, &p, err);
 *   if (status == HL_OK)
 *       status = hl_assign__predicate_holds(p, attributes, evidence, &in, err);
 *   hl_assign__predicate_free(p);
 *
 * Semantics are those of GrowthBook's reference SDK (JavaScript), quirks included, because people
 * paste conditions that run there: a bare number equals the text that spells it; $eq and $in are
 * strict about types. What is other: an UNTYPED value (a CSV field) equals the number or boolean
 * that it writes, also strictly, and is missing when it is blank; a missing attribute (or null) has
 * no order and is no value, as with MongoDB; texts written as dates are compared as dates; what
 * cannot be decided does not hold, nor does its opposite.
 *
 * A predicate is immutable and may be shared by threads. The condition's document and the groups
 * must outlive it. */
#ifndef HL_ASSIGN_CONDITION_H
#define HL_ASSIGN_CONDITION_H

#include <stdbool.h>

#include "base/value.h"
#include "config/condition.h"
#include "hookline/error.h"

typedef struct hl_predicate hl_predicate;

/* Where it is noted what the data holds against conditions (unread.h, misled_text.h): the caller's,
 * of one thread. Either may be NULL: nobody asks. */
typedef struct hl_evidence {
    struct hl_unread *unread;
    struct hl_misled *misled;
} hl_evidence;

/* condition NULL: holds for everyone. groups: an object of arrays for $inGroup, or NULL for
 * those of the condition. A regular expression that cannot be compiled never matches. HL_FAILED:
 * out of memory. */
HL_NODISCARD hl_status hl_assign__predicate_new(const hl_condition *condition,
                                                const hl_value *groups, hl_predicate **out,
                                                hl_error *err);
/* attributes: an object, or NULL. HL_FAILED: out of memory (regular expressions need some, and so
 * do arrays that are compared with texts). */
HL_NODISCARD hl_status hl_assign__predicate_holds(const hl_predicate *predicate,
                                                  const hl_value *attributes, hl_evidence evidence,
                                                  bool *holds, hl_error *err);
/* The same; *certain: however a text that is not plainly a number stands to the number that it is
 * compared with. */
HL_NODISCARD hl_status hl_assign__predicate_certain(const hl_predicate *predicate,
                                                    const hl_value *attributes,
                                                    hl_evidence evidence, bool *holds,
                                                    bool *certain, hl_error *err);
void hl_assign__predicate_free(hl_predicate *predicate);

/* Calls visit for every attribute that the predicate reads (of "address.city": "address"), some
 * more than once, until it returns false. The names live as long as the predicate. */
bool hl_assign__predicate_attributes(const hl_predicate *predicate,
                                     bool (*visit)(void *context, const char *name), void *context);
/* The same of those that it compares with a number as a whole: who has their column reads it as one
 * of numbers (hl_value.reading). */
bool hl_assign__predicate_numbers(const hl_predicate *predicate,
                                  bool (*visit)(void *context, const char *name), void *context);
/* Every text that such an attribute is asked to equal as it stands, or not to. */
bool hl_assign__predicate_texts(const hl_predicate *predicate,
                                bool (*visit)(void *context, const char *name,
                                              const hl_value *text),
                                void *context);
/* The same of those that are compared with true or false. */
bool hl_assign__predicate_booleans(const hl_predicate *predicate,
                                   bool (*visit)(void *context, const char *name), void *context);
/* Every number that $lt, $lte, $gt, $gte compare such an attribute with, in no order: between two
 * of them the predicate does not change. */
void hl_assign__predicate_bounds(const hl_predicate *predicate, const char *name,
                                 void (*visit)(void *context, double bound), void *context);

#endif
