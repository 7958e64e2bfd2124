/* From the members of a JSON object to the inputs of a method, with all that is wrong at once. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/suggest.h"
#include "calc/handle.h"

static void begin(hl_text *errors)
{
    if (errors->length > 0)
        hl_base__text_add(errors, "; ");
}

static const hl_calc_input *spec_named(const hl_method *method, const char *key)
{
    for (size_t i = 0; i < method->in_count; i++)
        if (strcmp(method->in[i].name, key) == 0)
            return &method->in[i];
    return NULL;
}

/* The input that is called so in words: "successes" is x. */
static const char *said_of(const hl_method *method, const char *key)
{
    for (size_t i = 0; strlen(key) > 2 && i < method->in_count; i++)
        if (strstr(method->in[i].about, key) != NULL)
            return method->in[i].name;
    return NULL;
}

static void refuse_unknown_keys(const hl_method *method, const hl_value *in, hl_text *errors)
{
    const char *names[HL_CALC_MOST_VALUES];
    for (size_t i = 0; i < method->in_count; i++)
        names[i] = method->in[i].name;
    for (size_t i = 0; i < in->count; i++) {
        const char *key = in->items[i].key;
        if (spec_named(method, key) != NULL)
            continue;
        begin(errors);
        const char *near = hl_base__suggest_word(key, names, method->in_count);
        near = near != NULL ? near : said_of(method, key);
        hl_base__text_addf(errors, "%s takes no input '%s'", method->name, key);
        if (near != NULL)
            hl_base__text_addf(errors, "; did you mean '%s'?", near);
    }
}

/* A number, or "inf" / "-inf" as a string; NaN for anything else. */
static double number_of(const hl_value *value)
{
    if (value->type == HL_VALUE_NUMBER)
        return value->number;
    if (value->type == HL_VALUE_STRING && strcmp(value->text, "inf") == 0)
        return (double)INFINITY;
    if (value->type == HL_VALUE_STRING && strcmp(value->text, "-inf") == 0)
        return -(double)INFINITY;
    return HL_NAN;
}

static void refuse_kind(const hl_calc_input *spec, const hl_value *value, const char *wanted,
                        hl_text *errors)
{
    begin(errors);
    hl_base__text_addf(errors, "'%s' must be %s, not %s", spec->name, wanted,
                       hl_base__value_type_name(value->type));
}

static bool in_range(const hl_calc_input *spec, double number, hl_text *errors)
{
    char low[HL_NUMBER_TEXT], high[HL_NUMBER_TEXT], got[HL_NUMBER_TEXT];
    bool whole = !spec->integer || number == floor(number);
    if (number >= spec->low && number <= spec->high && whole)
        return true;
    begin(errors);
    hl_base__text_addf(errors, "'%s' must be %s from %s to %s, not %s", spec->name,
                       spec->integer ? "a whole number" : "a number",
                       hl_base__number_text(spec->low, low), hl_base__number_text(spec->high, high),
                       hl_base__number_text(number, got));
    return false;
}

static bool read_number(const hl_calc_input *spec, const hl_value *value, hl_arg *arg,
                        hl_text *errors)
{
    arg->number = number_of(value);
    arg->text = value->text;
    if (!isnan(arg->number))
        return in_range(spec, arg->number, errors);
    refuse_kind(spec, value, "a number", errors);
    return false;
}

static bool read_list(const hl_calc_input *spec, const hl_value *value, hl_arg *arg,
                      hl_arena *arena, hl_text *errors)
{
    double *list = hl_base__arena_array(arena, value->count, sizeof *list);
    const char **texts = hl_base__arena_array(arena, value->count, sizeof *texts);
    if (list == NULL || texts == NULL) {
        errors->failed = true;
        return false;
    }
    for (size_t i = 0; i < value->count; i++) {
        list[i] = number_of(&value->items[i]);
        texts[i] = value->items[i].text;
        if (isnan(list[i])) {
            refuse_kind(spec, &value->items[i], "a list of numbers", errors);
            return false;
        }
        if (!in_range(spec, list[i], errors))
            return false;
    }
    arg->list = list;
    arg->texts = texts;
    arg->count = value->count;
    return true;
}

static bool read_value(const hl_calc_input *spec, const hl_value *value, hl_arg *arg,
                       hl_arena *arena, hl_text *errors)
{
    arg->present = true;
    switch (spec->kind) {
    case HL_CALC_NUMBER:
        return read_number(spec, value, arg, errors);
    case HL_CALC_LIST:
        if (value->type == HL_VALUE_ARRAY)
            return read_list(spec, value, arg, arena, errors);
        refuse_kind(spec, value, "a list of numbers", errors);
        return false;
    case HL_CALC_TEXT:
        arg->text = value->text;
        if (value->type == HL_VALUE_STRING)
            return true;
        refuse_kind(spec, value, "a string", errors);
        return false;
    }
    return false;
}

static bool read_input(const hl_calc_input *spec, const hl_value *in, hl_arg *arg, hl_arena *arena,
                       hl_text *errors)
{
    const hl_value *value = hl_base__value_get(in, spec->name);
    if (value != NULL && value->type != HL_VALUE_NULL)
        return read_value(spec, value, arg, arena, errors);
    arg->number = spec->otherwise;
    if (spec->optional)
        return true;
    begin(errors);
    hl_base__text_addf(errors, "'%s' is %s (%s)", spec->name, value == NULL ? "missing" : "null",
                       spec->about);
    return false;
}

bool hl_calc__read_inputs(const hl_method *method, const hl_value *in, hl_arg *args,
                          hl_arena *arena, hl_text *errors)
{
    if (in == NULL || in->type != HL_VALUE_OBJECT) {
        begin(errors);
        hl_base__text_addf(errors, "'in' must be an object, not %s",
                           in == NULL ? "missing" : hl_base__value_type_name(in->type));
        return false;
    }
    refuse_unknown_keys(method, in, errors);
    bool good = errors->length == 0;
    for (size_t i = 0; i < method->in_count; i++)
        good = read_input(&method->in[i], in, &args[i], arena, errors) && good;
    return good && !errors->failed;
}
