/* Full-width punctuation, letters and digits, as Chinese and Japanese keyboards write them: to the
 * eye like the half-width ones that files of programs want. */
#ifndef HL_BASE_FULLWIDTH_H
#define HL_BASE_FULLWIDTH_H

#include <stdbool.h>
#include <stddef.h>

typedef struct hl_fullwidth {
    size_t at, length; /* bytes of the text */
    char half;         /* what is meant */
} hl_fullwidth;

/* The first such character of the text. False: there is none. */
bool hl_base__fullwidth(const char *text, size_t length, hl_fullwidth *out);

#endif
