/* Words for yes and no that say what was done: bought / not bought, 已购买 / 未购买. */
#ifndef HL_BASE_NEGATED_WORD_H
#define HL_BASE_NEGATED_WORD_H

#include <stdbool.h>

enum { HL_NEGATED_MOST = 128 }; /* bytes of a word, its NUL included; longer ones negate nothing */

/* Whether `no` says that what `yes` says is not so, in English or Chinese, or in one of some
 * languages beside. Both as hl_base__fold makes them. */
bool hl_base__negates(const char *no, const char *yes);

#endif
