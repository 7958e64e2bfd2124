/* What ids of one system look like: "u12" and "k7" are letters and digits, "1234.17000" is two
 * numbers, as a browser's id is, and a UUID is none of these. */
#ifndef HL_BASE_ID_SHAPE_H
#define HL_BASE_ID_SHAPE_H

#include <stdbool.h>
#include <stddef.h>

enum { HL_ID_SHAPE = 32 }; /* bytes of a shape, its NUL included */

/* Runs of digits as "9", of ASCII's letters as "a", of others as "w", of letters and digits that
 * change again and again as "x" (a key made at random; one of base 64 is "x" with its marks), marks
 * as they are; "@" for addresses,
 * "uuid" for UUIDs. A word for nobody that an id begins with stays as it is: "guest_12" is
 * "guest_9". Returns the length; long shapes are cut. */
size_t hl_base__id_shape(const char *id, size_t length, char out[HL_ID_SHAPE]);
/* Whether ids that look so are nobody's in particular: those of browsers and devices, whoever uses
 * them (a UUID, numbers with dots between them, as "GA1.2.1234.17000"), or with a word for nobody
 * before them. */
bool hl_base__is_anonymous_shape(const char *shape);

#endif
