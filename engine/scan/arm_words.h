/* What arms are called in other languages: an export that was joined from two systems has the
 * evening's users under "evening" and under "晚间". */
#ifndef HL_SCAN_ARM_WORDS_H
#define HL_SCAN_ARM_WORDS_H

#include <stddef.h>

/* The English word for the same of a folded name; NULL: none is known. */
const char *hl_scan__arm_in_english(const char *text, size_t length);

#endif
