/* Floating-point assertions that print both sides, and paths to data outside the project. */
#ifndef HL_TESTS_CHECK_H
#define HL_TESTS_CHECK_H

/* cmocka wants these before its own header */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* |got - want| <= tolerance * |want|; NaN equals NaN; infinities equal themselves. */
#define assert_rel(got, want, tolerance)                                                           \
    hl_check_rel((got), (want), (tolerance), #got, __FILE__, __LINE__)
#define assert_abs(got, want, tolerance)                                                           \
    hl_check_abs((got), (want), (tolerance), #got, __FILE__, __LINE__)

void hl_check_rel(double got, double want, double tolerance, const char *what, const char *file,
                  int line);
void hl_check_abs(double got, double want, double tolerance, const char *what, const char *file,
                  int line);

/* The path of another project's data or vectors beside this one ("conformance/growthbook.json"), or
 * NULL when they are not there; the directory is HL_SHARED or ../shared. Static buffer. */
const char *hl_check_shared(const char *name);
/* Says in one line why a test is skipped, and skips it. */
#define skip_because(...)                                                                          \
    do {                                                                                           \
        print_message("skipped: " __VA_ARGS__);                                                    \
        print_message("\n");                                                                       \
        skip();                                                                                    \
    } while (0)

#endif
