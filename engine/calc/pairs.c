/* One method asked with inputs as key=value. */
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "calc/handle.h"
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
            return method->in[i].kind == HL_CALC_LIST;
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

hl_status hl_calc_pairs(hl_calc *calc, const char *name, const char *const *pairs, size_t count,
                        hl_calc_answer *answer, hl_error *err)
{
    hl_arg args[HL_CALC_MOST_VALUES];
    hl_out out[HL_CALC_MOST_VALUES];
    hl_base__text_clear(&calc->errors);
    hl_base__text_clear(&calc->line);
    hl_base__arena_free(&calc->arena);
    hl_status status = hl_calc_describe(name, &answer->method, err);
    if (status != HL_OK)
        return status;
    const hl_method *method = hl_calc__method_find(name);
    memset(args, 0, sizeof args);
    for (size_t i = 0; i < HL_CALC_MOST_VALUES; i++)
        out[i] = (hl_out){.number = HL_NAN};
    const hl_value *in = NULL;
    status = pairs_to_json(&calc->line, method, pairs, count, err);
    if (status == HL_OK)
        status = hl_json__parse(NULL, calc->line.data, calc->line.length, 1, &calc->arena, NULL,
                                &in, err);
    if (status == HL_OK && !hl_calc__read_inputs(method, in, args, &calc->arena, &calc->errors))
        status = hl_calc__refuse(&calc->errors, HL_REJECTED, err);
    if (status == HL_OK)
        status = method->run(args, out, &calc->arena, err);
    for (size_t i = 0; i < method->out_count; i++)
        calc->values[i] = (hl_calc_value){out[i].number, out[i].list, out[i].count, out[i].text};
    answer->values = calc->values;
    return status;
}
