/* What hookline/calc.h and hookline/size.h answer, as text for people; a size as JSON too.
 *
 *   hl_size_request request = hl_size_defaults();
 *   hl_size_answer answer;
 *   request.baseline = 0.05;
 *   request.lift = 0.1;
 *   if (hl_size_solve(&request, &answer, &err) == HL_OK &&
 *       hl_size_text(&request, &answer, HL_LANG_EN, &text, &err) == HL_OK)
 *       fputs(text, stdout);
 *   free(text);
 *
 * Every *out is UTF-8 terminated by NUL and freed by the caller with free(). */
#ifndef HOOKLINE_CALC_REPORT_H
#define HOOKLINE_CALC_REPORT_H

#include "hookline/calc.h"
#include "hookline/error.h"
#include "hookline/lang.h"
#include "hookline/size.h"

#ifdef __cplusplus
extern "C" {
#endif

/* All methods, one a line under the name of their family. */
HL_API HL_NODISCARD hl_status hl_calc_write_methods(hl_lang lang, char **out, hl_error *err);
/* Those of which the name or the title, in either language, has the word; *out is empty when there
 * are none. */
HL_API HL_NODISCARD hl_status hl_calc_write_methods_about(const char *word, hl_lang lang,
                                                          char **out, hl_error *err);
/* All as JSON, with what each takes and gives ("hookline-methods/1"; docs/commands/calc.md).
 */
HL_API HL_NODISCARD hl_status hl_calc_methods_json(char **out, hl_error *err);
/* An answer of hl_calc_line with its error in Chinese beside it: {"id", "error", "error_zh"}. *out
 * is NULL where it is no error. HL_FAILED: want of memory. */
HL_API HL_NODISCARD hl_status hl_calc_error_said(const char *answer, char **out, hl_error *err);
/* What a method takes, gives, and where it is from. */
HL_API HL_NODISCARD hl_status hl_calc_write_method(const hl_calc_method *method, hl_lang lang,
                                                   char **out, hl_error *err);
/* A line for each output of a method. */
HL_API HL_NODISCARD hl_status hl_calc_write_answer(const hl_calc_answer *answer, hl_lang lang,
                                                   char **out, hl_error *err);
/* Rates, difference, lift, p and the Bayesian view, with their intervals. */
HL_API HL_NODISCARD hl_status hl_calc_write_comparison(const hl_calc_comparison *comparison,
                                                       hl_lang lang, char **out, hl_error *err);

/* What was asked, the users of each arm, the effect and the power, and what must be known of them.
 */
HL_API HL_NODISCARD hl_status hl_size_text(const hl_size_request *request,
                                           const hl_size_answer *answer, hl_lang lang, char **out,
                                           hl_error *err);
/* "hookline-size/1": docs/commands/size.md. */
HL_API HL_NODISCARD hl_status hl_size_json(const hl_size_request *request,
                                           const hl_size_answer *answer, char **out, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
