/* Answers for people: one method from key=value, and two proportions compared. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "calc/handle.h"
#include "stats/beta_binomial.h"
#include "stats/proportion_interval.h"
#include "stats/scas.h"
#include "json/json.h"
#include "json/writer.h"

/* A value of key=value as JSON: a number, a list of numbers, else a string. */
static void add_text_as_value(hl_json_writer *writer, const char *text, size_t length, bool list)
{
    double number;
    if (hl_base__number_parse(text, length, &number)) {
        hl_json__add_number_as_written(writer, text, length);
        return;
    }
    if (!list) {
        hl_json__add_string_bytes(writer, text, length);
        return;
    }
    hl_json__open_array(writer);
    for (const char *end = text + length; text < end;) {
        const char *comma = memchr(text, ',', (size_t)(end - text));
        size_t piece = comma == NULL ? (size_t)(end - text) : (size_t)(comma - text);
        add_text_as_value(writer, text, piece, false);
        text += piece + 1;
    }
    hl_json__close_array(writer);
}

static bool is_list(const hl_method *method, const char *key, size_t length)
{
    for (size_t i = 0; i < method->in_count; i++)
        if (strlen(method->in[i].name) == length && memcmp(method->in[i].name, key, length) == 0)
            return method->in[i].kind == HL_ARG_LIST;
    return false;
}

static hl_status pairs_to_json(hl_text *line, const hl_method *method, const char *const *pairs,
                               size_t count, hl_error *err)
{
    hl_json_writer writer = hl_json__writer(line, 0);
    hl_json__open_object(&writer);
    for (size_t i = 0; i < count; i++) {
        const char *equals = strchr(pairs[i], '=');
        if (equals == NULL || equals == pairs[i])
            return hl_error_set(err, HL_USAGE, "'%s' is not KEY=VALUE", pairs[i]);
        size_t length = (size_t)(equals - pairs[i]);
        bool list = is_list(method, pairs[i], length);
        char key[64];
        (void)snprintf(key, sizeof key, "%.*s", (int)length, pairs[i]);
        hl_json__key(&writer, key);
        if (list && hl_base__number_parse(equals + 1, strlen(equals + 1), &(double){0})) {
            hl_json__open_array(&writer);
            add_text_as_value(&writer, equals + 1, strlen(equals + 1), false);
            hl_json__close_array(&writer);
        } else {
            add_text_as_value(&writer, equals + 1, strlen(equals + 1), list);
        }
    }
    hl_json__close_object(&writer);
    return hl_base__text_status(line, err);
}

static void add_number(hl_text *out, double number)
{
    char text[HL_NUMBER_TEXT];
    hl_base__text_add(out, isnan(number) ? "does not exist" : hl_base__number_text(number, text));
}

static void add_rows(hl_text *text, const hl_method *method, const hl_out *out)
{
    for (size_t i = 0; i < method->out_count; i++) {
        hl_base__text_addf(text, "%-14s  ", method->out[i].name);
        if (method->out[i].kind == HL_ARG_NUMBER)
            add_number(text, out[i].number);
        else if (method->out[i].kind == HL_ARG_TEXT)
            hl_base__text_add(text, out[i].text == NULL ? "does not exist" : out[i].text);
        else
            for (size_t k = 0; k < out[i].count; k++) {
                hl_base__text_add(text, k > 0 ? ", " : "");
                add_number(text, out[i].list[k]);
            }
        if (method->out[i].about[0] != '\0')
            hl_base__text_addf(text, "  (%s)", method->out[i].about);
        hl_base__text_add_char(text, '\n');
    }
}

hl_status hl_calc_pairs(hl_calc *calc, const char *name, const char *const *pairs, size_t count,
                        const char **text, hl_error *err)
{
    const hl_method *method = hl_calc__method_find(name);
    hl_arena arena = {0};
    hl_arg args[HL_CALC_MOST_VALUES];
    hl_out out[HL_CALC_MOST_VALUES];
    hl_base__text_clear(&calc->out);
    hl_base__text_clear(&calc->errors);
    hl_base__text_clear(&calc->line);
    if (method == NULL) {
        hl_calc__unknown_method(name, &calc->errors);
        return hl_calc__refuse(calc, HL_USAGE, err);
    }
    memset(args, 0, sizeof args);
    for (size_t i = 0; i < HL_CALC_MOST_VALUES; i++)
        out[i] = (hl_out){.number = HL_NAN};
    hl_status status = pairs_to_json(&calc->line, method, pairs, count, err);
    if (status != HL_OK)
        goto done;
    const hl_value *in = NULL;
    status = hl_json__parse(NULL, calc->line.data, calc->line.length, 1, &arena, NULL, &in, err);
    if (status == HL_OK && !hl_calc__read_inputs(method, in, args, &arena, &calc->errors))
        status = hl_calc__refuse(calc, HL_REJECTED, err);
    if (status == HL_OK)
        status = method->run(args, out, &arena, err);
    if (status != HL_OK)
        goto done;
    add_rows(&calc->out, method, out);
    status = hl_calc__finish(calc, text, err);
done:
    hl_base__arena_free(&arena);
    return status;
}

/* "57/1471" */
static hl_status read_arm(const char *text, double *x, double *n, hl_error *err)
{
    const char *slash = strchr(text, '/');
    if (slash == NULL || !hl_base__number_parse(text, (size_t)(slash - text), x) ||
        !hl_base__number_parse(slash + 1, strlen(slash + 1), n))
        return hl_error_set(err, HL_USAGE, "'%s' is not SUCCESSES/USERS, e.g. 57/1471", text);
    if (!(*x >= 0 && *x <= *n))
        return hl_error_set(err, HL_REJECTED, "%s: successes must lie between 0 and the users",
                            text);
    return HL_OK;
}

static void add_figure(hl_text *out, double figure, bool sign, const char *unit,
                       const char *otherwise)
{
    if (!isfinite(figure))
        hl_base__text_add(out, otherwise);
    else if (sign)
        hl_base__text_addf(out, "%+.4g%s", figure, unit);
    else
        hl_base__text_addf(out, "%.4g%s", figure, unit);
}

/* value, and its interval in brackets, in percent; signed for what may be negative */
static void add_line(hl_text *out, const char *label, bool sign, const char *unit, double value,
                     hl_range range)
{
    hl_base__text_addf(out, "%-12s ", label);
    add_figure(out, 100 * value, sign, unit, isnan(value) ? "does not exist" : "infinite");
    if (!isnan(range.low)) {
        hl_base__text_add(out, "   [");
        add_figure(out, 100 * range.low, sign, unit, "without bound");
        hl_base__text_add(out, ", ");
        add_figure(out, 100 * range.high, sign, unit, "without bound");
        hl_base__text_add_char(out, ']');
    }
    hl_base__text_add_char(out, '\n');
}

hl_status hl_calc_lift(hl_calc *calc, const char *control, const char *treatment, double confidence,
                       const char **text, hl_error *err)
{
    hl_two_rates k = {0, 0, 0, 0};
    hl_status status = read_arm(control, &k.xc, &k.nc, err);
    if (status == HL_OK)
        status = read_arm(treatment, &k.xt, &k.nt, err);
    if (status == HL_OK && !(confidence > 0 && confidence < 1))
        status = hl_error_set(err, HL_USAGE, "the confidence must lie between 0 and 1");
    if (status != HL_OK)
        return status;
    hl_text *out = &calc->out;
    hl_base__text_clear(out);
    hl_scas diff = hl_stats__scas_diff(&k, confidence),
            ratio = hl_stats__scas_ratio(&k, confidence);
    hl_base__text_addf(out, "%-12s %s against %s, %g %% intervals\n", "", treatment, control,
                       100 * confidence);
    add_line(out, "control", false, " %", k.nc > 0 ? k.xc / k.nc : HL_NAN,
             hl_stats__wilson(k.xc, k.nc, confidence));
    add_line(out, "treatment", false, " %", k.nt > 0 ? k.xt / k.nt : HL_NAN,
             hl_stats__wilson(k.xt, k.nt, confidence));
    add_line(out, "difference", true, " points", diff.estimate, (hl_range){diff.low, diff.high});
    add_line(out, "lift", true, " %", ratio.estimate - 1,
             (hl_range){ratio.low - 1, ratio.high - 1});
    hl_base__text_addf(out, "%-12s ", "p");
    add_figure(out, ratio.p, false, "",
               hl_stats__rates_empty(&k) ? "does not exist: an arm is empty"
                                         : "does not exist: no unit differs from another");
    hl_base__text_add_char(out, '\n');
    if (!hl_stats__rates_empty(&k)) {
        hl_beta_binomial view = hl_stats__beta_binomial(&k, (hl_beta_prior){0.5, 0.5});
        hl_base__text_addf(out, "%-12s %.4g %% (Jeffreys' prior)\n", "P(better)",
                           100 * view.p_better);
    }
    return hl_calc__finish(calc, text, err);
}
