/* Every statistic from bare numbers, by the name of its method.
 *
 *   hl_calc *calc = hl_calc_new();
 *   const char *line = "{\"id\":1,\"method\":\"wilson\",\"in\":{\"x\":3,\"n\":10}}";
 *   puts(hl_calc_line(calc, line, strlen(line)));
 *   // {"id":1,"out":{"lo":0.10779126740630093,"hi":0.6032218525388546,"p":0.3}}
 *   hl_calc_free(calc);
 *
 * One handle a thread. Texts that functions return are borrowed from the handle and valid until
 * the next call on it. */
#ifndef HOOKLINE_CALC_H
#define HOOKLINE_CALC_H

#include <stdbool.h>
#include <stddef.h>

#include "hookline/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct hl_calc hl_calc;

/* NULL when out of memory. The caller frees. */
HL_API hl_calc *hl_calc_new(void);
HL_API void hl_calc_free(hl_calc *calc);

/* Answers one line of {"id": any, "method": name, "in": {...}} with {"id", "out"} or, when the
 * line cannot be answered, {"id", "error": text}: never fails for what it reads. An answer that
 * does not exist is null, an infinite one the string "inf" or "-inf"; both may also be given as
 * input where a method takes them. No newline at the end. NULL only when out of memory.
 * hl_calc_failed tells whether the last line was answered with an error. */
HL_API const char *hl_calc_line(hl_calc *calc, const char *line, size_t length);
HL_API bool hl_calc_failed(const hl_calc *calc);

/* One method with inputs as "key=value" texts, answered as a table for people. A value is a number,
 * "inf", a text, or a list as 1,2,3. HL_USAGE for an unknown method or key, HL_REJECTED for a value
 * that cannot be. */
HL_API HL_NODISCARD hl_status hl_calc_pairs(hl_calc *calc, const char *method,
                                            const char *const *pairs, size_t count,
                                            const char **text, hl_error *err);
/* Two proportions compared, for people: rates, difference, lift, p and the Bayesian view. Each arm
 * as "successes/users". */
HL_API HL_NODISCARD hl_status hl_calc_lift(hl_calc *calc, const char *control,
                                           const char *treatment, double confidence,
                                           const char **text, hl_error *err);

/* Whether there is a method of that name. */
HL_API bool hl_calc_has(const char *method);
/* All methods, one a line under the name of their family. */
HL_API HL_NODISCARD hl_status hl_calc_list(hl_calc *calc, const char **text, hl_error *err);
/* What a method takes, gives, and where it is from. HL_USAGE when there is none of that name. */
HL_API HL_NODISCARD hl_status hl_calc_describe(hl_calc *calc, const char *method, const char **text,
                                               hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
