/* Makes the n-th allocation fail. Tests are linked with --wrap for malloc, calloc and realloc (see
 * the Makefile), so every allocation of the library counts, and those of cJSON too.
 *
 *   for (long n = 0;; n++) {
 *       hl_fail_alloc_at(n);
 *       hl_status status = the_call(...);
 *       if (!hl_fail_alloc_stop()) {        // it needed fewer than n + 1 allocations
 *           assert_int_equal(status, HL_OK);
 *           break;
 *       }
 *       assert_int_equal(status, HL_FAILED);
 *   }
 *
 * One thread at a time. */
#ifndef HL_TESTS_FAIL_ALLOC_H
#define HL_TESTS_FAIL_ALLOC_H

#include <stdbool.h>

/* The n-th allocation from now (from 0) fails, and only that one. */
void hl_fail_alloc_at(long n);
/* The n-th allocation from now and all after it fail. */
void hl_fail_alloc_from(long n);
/* The step from one n to the next: `few`, or 1 where the environment has HL_EVERY (make proof). */
long hl_fail_alloc_step(long few);
/* Allocations succeed again. True when one was made to fail since. */
bool hl_fail_alloc_stop(void);

#endif
