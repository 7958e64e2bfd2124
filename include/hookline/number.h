/* Numbers as texts, whatever locale the program has set: the point is a point.
 *
 *   double x = 0;
 *   char text[HL_NUMBER_SIZE];
 *   if (hl_number_parse("0.125", &x))
 *       puts(hl_number_significant(100 * x, 3, text)); // 12.5 */
#ifndef HOOKLINE_NUMBER_H
#define HOOKLINE_NUMBER_H

#include <stdbool.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { HL_NUMBER_SIZE = 40 };

/* The whole text is a finite number in decimal notation: "12", "-0.5", "1e-6". */
HL_API bool hl_number_parse(const char *text, double *out);
/* The same, and a percentage: "5%" is 0.05. */
HL_API bool hl_number_parse_share(const char *text, double *out);
/* x with so many significant digits (1..17), as %g has it: "0.05", "1e-05", "inf". Returns text. */
HL_API char *hl_number_significant(double x, int digits, char text[HL_NUMBER_SIZE]);

#ifdef __cplusplus
}
#endif
#endif
