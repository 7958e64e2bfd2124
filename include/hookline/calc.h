/* Every statistic from bare numbers, by the name of its method.
 *
 *   hl_calc *calc = hl_calc_new();
 *   const char *line = "{\"id\":1,\"method\":\"wilson\",\"in\":{\"x\":3,\"n\":10}}";
 *   puts(hl_calc_line(calc, line, strlen(line)));
 *   // {"id":1,"out":{"lo":0.10779126740630106,"hi":0.6032218525388546,"p":0.3}}
 *   hl_calc_free(calc);
 *
 *   const hl_calc_arm control = {.successes = 57, .users = 1471};
 *   const hl_calc_arm treatment = {.successes = 87, .users = 1529};
 *   hl_calc_comparison c;
 *   if (hl_calc_compare(&control, &treatment, 0.95, &c, &err) == HL_OK)
 *       printf("%+.1f %%, p %.2f\n", 100 * c.lift.estimate, c.p); // +46.8 %, p 0.02
 *
 * One handle a thread. What functions return is borrowed from the handle and valid until the next
 * call on it. hookline/calc_report.h writes answers as text for people. */
#ifndef HOOKLINE_CALC_H
#define HOOKLINE_CALC_H

#include <stdbool.h>
#include <stddef.h>

#include "hookline/error.h"
#include "hookline/estimate.h"

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

/* What a method takes and gives. All texts here are static. */
typedef enum hl_calc_kind { HL_CALC_NUMBER, HL_CALC_LIST, HL_CALC_TEXT } hl_calc_kind;

typedef struct hl_calc_input {
    const char *name;
    hl_calc_kind kind;
    double low, high;  /* of the number, or of each in the list; may be infinite */
    bool integer;      /* numbers must be whole */
    bool optional;     /* takes `otherwise` when absent; NaN: the method does without */
    double otherwise;  /* numbers */
    const char *about; /* meaning and unit, one line; may be "" */
} hl_calc_input;

typedef struct hl_calc_output {
    const char *name;
    hl_calc_kind kind;
    const char *about;
} hl_calc_output;

typedef struct hl_calc_method {
    const char *family;
    const char *name;
    const char *title;     /* one line */
    const char *reference; /* paper or standard */
    const hl_calc_input *inputs;
    size_t input_count;
    const hl_calc_output *outputs;
    size_t output_count;
} hl_calc_method;

/* The methods from 0 on, families together; false when there are no more. */
HL_API bool hl_calc_method_at(size_t index, hl_calc_method *method);
/* The method of that name. HL_USAGE when there is none, with the nearest name. */
HL_API HL_NODISCARD hl_status hl_calc_describe(const char *name, hl_calc_method *method,
                                               hl_error *err);
/* Whether there is a method of that name. */
HL_API bool hl_calc_has(const char *name);

typedef struct hl_calc_value {
    double number;      /* NaN: does not exist */
    const double *list; /* count of them */
    size_t count;
    const char *text; /* NULL: does not exist */
} hl_calc_value;

typedef struct hl_calc_answer {
    hl_calc_method method;
    const hl_calc_value *values; /* one for each of method.outputs; borrowed from the handle */
} hl_calc_answer;

/* One method with inputs as "key=value" texts. A value is a number, "inf", a text, or a list as
 * 1,2,3. HL_USAGE for an unknown method or key, HL_REJECTED for a value that cannot be. */
HL_API HL_NODISCARD hl_status hl_calc_pairs(hl_calc *calc, const char *method,
                                            const char *const *pairs, size_t count,
                                            hl_calc_answer *answer, hl_error *err);

/* One arm of a comparison of two proportions. */
typedef struct hl_calc_arm {
    double successes, users; /* 0 <= successes <= users */
    const char *label;       /* what reports call it; borrowed; NULL: "57/1471" */
} hl_calc_arm;

/* Reads "57/1471", which is then also the label. HL_USAGE when it is no such text, HL_REJECTED when
 * there are more successes than users. */
HL_API HL_NODISCARD hl_status hl_calc_read_arm(const char *text, hl_calc_arm *arm, hl_error *err);

typedef struct hl_calc_comparison {
    hl_calc_arm control, treatment;
    double confidence;
    hl_estimate control_rate, treatment_rate; /* Wilson; NaN without users */
    hl_estimate difference; /* of the rates; skewness-corrected score, as lift and p */
    hl_estimate lift;       /* rates' ratio - 1; high is +INFINITY when the control has no success,
                               the estimate too, or NaN when neither has */
    double p;        /* two-sided; NaN when an arm is empty or no unit differs from another */
    double p_better; /* that the treatment's rate is higher, by Jeffreys' prior; NaN when an
                        arm is empty */
} hl_calc_comparison;

/* Two proportions compared at a confidence in (0, 1). HL_USAGE for a confidence, HL_REJECTED for an
 * arm that cannot be. */
HL_API HL_NODISCARD hl_status hl_calc_compare(const hl_calc_arm *control,
                                              const hl_calc_arm *treatment, double confidence,
                                              hl_calc_comparison *comparison, hl_error *err);

#ifdef __cplusplus
}
#endif
#endif
