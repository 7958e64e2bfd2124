/* Numbers as text and texts as numbers, whatever locale the host program has set: the only place
 * below cli/ and serve/ that formats or reads a double. */
#ifndef HL_BASE_NUMBER_H
#define HL_BASE_NUMBER_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HL_NUMBER_TEXT = 40 }; /* HL_NUMBER_SIZE outside */

/* "Does not exist". NAN itself is a float, which -Wdouble-promotion dislikes. */
#define HL_NAN      ((double)NAN)
#define HL_INFINITY ((double)INFINITY)

/* The shortest decimal that reads back as x, as JSON would write it ("0.1", "1e-07", "12");
 * "nan", "inf", "-inf" for those. Returns buffer. */
char *hl_base__number_text(double x, char buffer[HL_NUMBER_TEXT]);
/* x with so many decimals (0..12), never "-0.0"; the shortest text when |x| >= 1e15 or not finite.
 */
char *hl_base__number_fixed(double x, int decimals, char buffer[HL_NUMBER_TEXT]);
/* x with so many significant digits (1..17) and no zeros at the end, as %g has it: "0.05", "1e-05",
 * "1.5e+06"; "nan", "inf", "-inf" for those. */
char *hl_base__number_significant(double x, int digits, char buffer[HL_NUMBER_TEXT]);
/* Reads a whole field as a finite decimal number in JSON or C notation (no hex, no inf, no nan,
 * no spaces). False when it is anything else or overflows. */
bool hl_base__number_parse(const char *text, size_t length, double *out);
/* The same, and a percentage: "5%" is 0.05. */
bool hl_base__number_parse_share(const char *text, size_t length, double *out);
bool hl_base__number_parse_int(const char *text, size_t length, int64_t *out);

#endif
