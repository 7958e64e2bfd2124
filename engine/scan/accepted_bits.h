/* What a cell of a proportion may hold, said of one that holds something else. */
#ifndef HL_SCAN_ACCEPTED_BITS_H
#define HL_SCAN_ACCEPTED_BITS_H

#include <stdbool.h>
#include <stddef.h>

/* The answers that are read, and what to do where the text is what other columns have: a count of a
 * row's users (with --count), a rate in percent, a time, the 2 of a questionnaire. counted: --count
 * is given. Static text, one of the messages. */
const char *hl_scan__accepted_bits(const char *text, size_t length, bool counted);

#endif
