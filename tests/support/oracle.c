#include "tests/support/oracle.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "tests/support/check.h"

enum { MOST_VALUES = 16, MOST_PRINTED = 20, MOST_METHODS = 32 };

typedef struct tally {
    const char *method;
    int cases;
    int failures;
    double worst;
} tally;

typedef struct run {
    const char *file;
    double tolerance; /* of the case at hand */
    const char *id;
    tally *row;
    int failures;
} run;

cJSON *hl_oracle_read(const char *name)
{
    char path[128];
    (void)snprintf(path, sizeof path, "tests/reference/oracle/%s", name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("%s is not there", path);
    size_t capacity = 8 << 20;
    char *text = calloc(1, capacity);
    size_t length = text == NULL ? 0 : fread(text, 1, capacity - 1, file);
    (void)fclose(file);
    cJSON *tree = length == 0 ? NULL : cJSON_Parse(text);
    free(text);
    if (tree == NULL)
        fail_msg("%s does not read as JSON", path);
    return tree;
}

/* A number, "inf", "-inf"; NaN for null. */
static double number_of(const cJSON *item)
{
    if (cJSON_IsNumber(item))
        return item->valuedouble;
    if (cJSON_IsString(item) && strcmp(item->valuestring, "inf") == 0)
        return (double)INFINITY;
    if (cJSON_IsString(item) && strcmp(item->valuestring, "-inf") == 0)
        return -(double)INFINITY;
    return HL_NAN;
}

static bool read_list(hl_arg *arg, const cJSON *item, hl_arena *arena)
{
    arg->count = (size_t)cJSON_GetArraySize(item);
    double *list = hl_base__arena_array(arena, arg->count + 1, sizeof *list);
    const char **texts = hl_base__arena_array(arena, arg->count + 1, sizeof *texts);
    if (list == NULL || texts == NULL)
        return false;
    size_t i = 0;
    const cJSON *element;
    cJSON_ArrayForEach(element, item)
    {
        char text[HL_NUMBER_TEXT];
        list[i] = number_of(element);
        texts[i] = hl_base__arena_string(arena, hl_base__number_text(list[i], text));
        i++;
    }
    arg->list = list;
    arg->texts = texts;
    return true;
}

static bool read_arg(hl_arg *arg, const hl_calc_input *spec, const cJSON *item, hl_arena *arena)
{
    if (item == NULL || cJSON_IsNull(item)) {
        arg->number = spec->otherwise;
        return spec->optional;
    }
    arg->present = true;
    if (spec->kind == HL_CALC_LIST)
        return cJSON_IsArray(item) && read_list(arg, item, arena);
    if (spec->kind == HL_CALC_TEXT) {
        arg->text = cJSON_GetStringValue(item);
        return arg->text != NULL;
    }
    arg->number = number_of(item);
    char text[HL_NUMBER_TEXT];
    arg->text = hl_base__arena_string(arena, hl_base__number_text(arg->number, text));
    return arg->number >= spec->low && arg->number <= spec->high &&
           !(spec->integer && arg->number != floor(arg->number));
}

static bool known_key(const hl_method *method, const char *key)
{
    for (size_t i = 0; i < method->in_count; i++)
        if (strcmp(method->in[i].name, key) == 0)
            return true;
    return false;
}

bool hl_oracle_call(const hl_method *method, const cJSON *in, hl_out *out, hl_arena *arena)
{
    hl_arg args[MOST_VALUES];
    memset(args, 0, sizeof args);
    const cJSON *item;
    cJSON_ArrayForEach(item, in)
    {
        if (!known_key(method, item->string)) {
            print_error("%s does not know the input %s\n", method->name, item->string);
            return false;
        }
    }
    for (size_t i = 0; i < method->in_count; i++) {
        const hl_calc_input *spec = &method->in[i];
        if (read_arg(&args[i], spec, cJSON_GetObjectItemCaseSensitive(in, spec->name), arena))
            continue;
        print_error("%s refuses or lacks the input %s\n", method->name, spec->name);
        return false;
    }
    for (size_t i = 0; i < method->out_count; i++)
        out[i] = (hl_out){.number = HL_NAN};
    hl_error err = HL_ERROR_INIT;
    if (method->run(args, out, arena, &err) == HL_OK)
        return true;
    print_error("%s: %s\n", method->name, err.message);
    return false;
}

static void differ(run *r, const char *what, double got, double want)
{
    r->row->failures++;
    if (r->failures++ < MOST_PRINTED)
        print_error("%s %s: %s: got %.17g, want %.17g (%.3g > %.3g)\n", r->file, r->id, what, got,
                    want, fabs(got - want) / fabs(want), r->tolerance);
}

/* A zero is compared absolutely, and so is the residue of one in 50 digits (1e-49); numbers that a
 * double holds only partly count as zero. */
static void compare(run *r, const char *what, double got, double want)
{
    if ((isnan(got) && isnan(want)) || got == want)
        return;
    if (isnan(got) || isnan(want) || isinf(got) || isinf(want)) {
        differ(r, what, got, want);
        return;
    }
    double error = fabs(got - want);
    if (strcmp(what, "pi_two") == 0) { /* a maximum is flat, and mirrored ones are equally high */
        if (fmin(error, fabs(1 - got - want)) > 1e-4)
            differ(r, what, got, want);
        return;
    }
    if (fabs(want) < 1e-300 || (fabs(want) < 1e-45 && strncmp(what, "log", 3) == 0)) {
        if (error > (want == 0 || fabs(want) > 1e-300 ? r->tolerance : 1e-300))
            differ(r, what, got, want);
        return;
    }
    error /= fabs(want);
    if (error > r->row->worst)
        r->row->worst = error;
    if (!(error <= r->tolerance))
        differ(r, what, got, want);
}

static void compare_list(run *r, const char *what, const hl_out *got, const cJSON *want)
{
    size_t count = (size_t)cJSON_GetArraySize(want);
    if (got->count != count) {
        differ(r, what, (double)got->count, (double)count);
        return;
    }
    size_t i = 0;
    const cJSON *element;
    cJSON_ArrayForEach(element, want) compare(r, what, got->list[i++], number_of(element));
}

static void compare_item(run *r, const hl_method *method, const hl_out *out, const cJSON *want)
{
    for (size_t i = 0; i < method->out_count; i++) {
        if (strcmp(method->out[i].name, want->string) != 0)
            continue;
        if (method->out[i].kind == HL_CALC_TEXT) {
            const char *text = cJSON_GetStringValue(want);
            if ((text == NULL) != (out[i].text == NULL) ||
                (text != NULL && strcmp(text, out[i].text) != 0))
                differ(r, want->string, HL_NAN, 0);
        } else if (method->out[i].kind == HL_CALC_LIST && !cJSON_IsNull(want)) {
            compare_list(r, want->string, &out[i], want);
        } else if (method->out[i].kind == HL_CALC_LIST) {
            if (out[i].count > 0)
                differ(r, want->string, (double)out[i].count, 0);
        } else {
            double wanted = cJSON_IsBool(want) ? (double)cJSON_IsTrue(want) : number_of(want);
            compare(r, want->string, out[i].number, wanted);
        }
        return;
    }
    differ(r, want->string, HL_NAN, number_of(want));
}

static double tolerance_of(const cJSON *root, const cJSON *item, const char *method)
{
    const cJSON *own = cJSON_GetObjectItemCaseSensitive(item, "tol");
    const cJSON *methods = cJSON_GetObjectItemCaseSensitive(root, "methods");
    const cJSON *of_method =
        cJSON_GetObjectItemCaseSensitive(cJSON_GetObjectItemCaseSensitive(methods, method), "tol");
    if (cJSON_IsNumber(own))
        return own->valuedouble;
    if (cJSON_IsNumber(of_method))
        return of_method->valuedouble;
    return cJSON_GetObjectItemCaseSensitive(root, "default_rel_tol")->valuedouble;
}

static void run_case(run *r, const hl_method *method, const cJSON *item)
{
    hl_arena arena = {0};
    hl_out out[MOST_VALUES];
    r->row->cases++;
    if (method->in_count > MOST_VALUES || method->out_count > MOST_VALUES ||
        !hl_oracle_call(method, cJSON_GetObjectItemCaseSensitive(item, "in"), out, &arena)) {
        differ(r, "call", HL_NAN, 0);
    } else {
        const cJSON *want;
        cJSON_ArrayForEach(want, cJSON_GetObjectItemCaseSensitive(item, "out"))
            compare_item(r, method, out, want);
    }
    hl_base__arena_free(&arena);
}

static tally *row_of(tally *rows, const char *method)
{
    int i = 0;
    while (rows[i].method != NULL && strcmp(rows[i].method, method) != 0)
        i++;
    rows[i].method = method;
    return &rows[i];
}

int hl_oracle_run(const char *name)
{
    cJSON *root = hl_oracle_read(name);
    tally rows[MOST_METHODS + 1];
    memset(rows, 0, sizeof rows);
    run r = {.file = name};
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(root, "cases"))
    {
        const char *called = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "method"));
        const hl_method *method = hl_calc__method_find(called);
        r.row = row_of(rows, called);
        r.id = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(item, "id"));
        r.tolerance = tolerance_of(root, item, called);
        if (method != NULL)
            run_case(&r, method, item);
        else
            differ(&r, "no such method", HL_NAN, 0);
    }
    for (int i = 0; rows[i].method != NULL; i++)
        print_message("%-18s %-26s %4d cases, worst relative error %.1e%s\n", name, rows[i].method,
                      rows[i].cases, rows[i].worst,
                      rows[i].cases == 0      ? "  NOT THERE"
                      : rows[i].failures != 0 ? "  FAILS"
                                              : "");
    cJSON_Delete(root);
    return r.failures;
}
