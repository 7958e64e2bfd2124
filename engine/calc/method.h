/* The table of methods: what `calc` can be asked by name, and what each takes and gives.
 * A method is a pure numeric function in a file of its own (stats/<method>.h) that knows nothing of
 * this; a row in a family_<name>.c here makes it callable by name. */
#ifndef HL_CALC_METHOD_H
#define HL_CALC_METHOD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "hookline/calc.h"
#include "hookline/error.h"

/* One input. Presence and kind are checked, and that numbers lie in the range of hl_calc_input. */
typedef struct hl_arg {
    bool present;
    double number;            /* may be +-INFINITY where the spec's range allows it */
    const double *list;       /* count of them; no NaN */
    const char *const *texts; /* the list's numbers as they were written, for exact decimals */
    size_t count;
    const char *text; /* a text; or a number as it was written, for exact decimals; or NULL */
} hl_arg;

/* One output. NaN stands for "does not exist" (null); infinities are infinities. */
typedef struct hl_out {
    double number;
    double *list; /* allocated in the arena by the method */
    size_t count;
    const char *text; /* NULL means null */
} hl_out;

typedef struct hl_method hl_method;
struct hl_method {
    const char *name;
    const char *title;     /* one line for --help */
    const char *reference; /* paper or standard */
    const hl_calc_input *in;
    size_t in_count;
    const hl_calc_output *out;
    size_t out_count;
    /* in[in_count] in the order of the specs; out[out_count] comes zeroed with numbers NaN.
     * HL_REJECTED with a message when the inputs contradict each other; no answer is NaN, not an
     * error. */
    hl_status (*run)(const hl_arg *in, hl_out *out, hl_arena *arena, hl_error *err);
};

/* A family's rows: each family_<name>.c exports one of these, and families.inc has a row for it. */
typedef struct hl_method_family {
    const char *name;
    const hl_method *methods;
    size_t count;
} hl_method_family;

#define HL_FAMILY(name) extern const hl_method_family hl_calc__family_##name;
#include "calc/families.inc"
#undef HL_FAMILY

/* NULL when there is none of that name. */
const hl_method *hl_calc__method_find(const char *name);
/* The families, in order; *count of them. */
const hl_method_family *const *hl_calc__families(size_t *count);

#endif
