/* One line of NDJSON in, one out. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "base/suggest.h"
#include "calc/handle.h"
#include "json/json.h"
#include "json/writer.h"

enum { MOST_METHODS = 256 };

hl_calc *hl_calc_new(void)
{
    return calloc(1, sizeof(hl_calc));
}

void hl_calc_free(hl_calc *calc)
{
    if (calc == NULL)
        return;
    hl_base__text_free(&calc->out);
    hl_base__text_free(&calc->errors);
    hl_base__text_free(&calc->line);
    hl_base__arena_free(&calc->arena);
    free(calc);
}

bool hl_calc_failed(const hl_calc *calc)
{
    return calc->failed;
}

void hl_calc__unknown_method(const char *name, hl_text *errors)
{
    const char *names[MOST_METHODS];
    size_t count = 0;
    size_t family_count = 0;
    const hl_method_family *const *families = hl_calc__families(&family_count);
    for (size_t f = 0; f < family_count; f++)
        for (size_t m = 0; m < families[f]->count && count < MOST_METHODS; m++)
            names[count++] = families[f]->methods[m].name;
    const char *near = hl_base__suggest_word(name, names, count);
    hl_base__text_addf(errors, "there is no method '%s'", name);
    if (near != NULL)
        hl_base__text_addf(errors, "; did you mean '%s'?", near);
}

static bool is_plain(const hl_value *id)
{
    return id == NULL || (id->type != HL_VALUE_ARRAY && id->type != HL_VALUE_OBJECT);
}

/* The id comes back as it was given: 20 digits stay 20 digits. */
static void add_id(hl_json_writer *writer, const hl_value *id)
{
    if (id == NULL || !is_plain(id) || id->type == HL_VALUE_NULL)
        hl_json__add_null(writer);
    else if (id->type == HL_VALUE_BOOL)
        hl_json__add_bool(writer, id->boolean);
    else if (id->type == HL_VALUE_NUMBER)
        hl_json__add_number_as_written(writer, id->text, id->length);
    else
        hl_json__add_string_bytes(writer, id->text, id->length);
}

static void add_output(hl_json_writer *writer, const hl_calc_output *spec, const hl_out *out)
{
    hl_json__key(writer, spec->name);
    switch (spec->kind) {
    case HL_CALC_NUMBER:
        hl_json__add_number_or_inf(writer, out->number);
        break;
    case HL_CALC_TEXT:
        hl_json__add_string(writer, out->text);
        break;
    case HL_CALC_LIST:
        if (out->list == NULL) {
            hl_json__add_null(writer);
            break;
        }
        hl_json__open_array(writer);
        for (size_t i = 0; i < out->count; i++)
            hl_json__add_number_or_inf(writer, out->list[i]);
        hl_json__close_array(writer);
        break;
    }
}

/* Runs the method that a request names; on failure errors says why. */
static bool answer(const hl_value *request, const hl_method **method, hl_out *out, hl_arena *arena,
                   hl_text *errors)
{
    const hl_value *name = hl_base__value_get(request, "method");
    if (request->type != HL_VALUE_OBJECT) {
        hl_base__text_addf(errors,
                           "a line must be an object with \"id\", \"method\", \"in\", not %s",
                           hl_base__value_type_name(request->type));
        return false;
    }
    if (name == NULL || name->type != HL_VALUE_STRING) {
        hl_base__text_addf(errors, "'method' must be a string, not %s",
                           name == NULL ? "missing" : hl_base__value_type_name(name->type));
        return false;
    }
    *method = hl_calc__method_find(name->text);
    if (*method == NULL) {
        hl_calc__unknown_method(name->text, errors);
        return false;
    }
    hl_arg args[HL_CALC_MOST_VALUES];
    memset(args, 0, sizeof args);
    assert((*method)->in_count <= HL_CALC_MOST_VALUES &&
           (*method)->out_count <= HL_CALC_MOST_VALUES);
    if (!hl_calc__read_inputs(*method, hl_base__value_get(request, "in"), args, arena, errors))
        return false;
    for (size_t i = 0; i < (*method)->out_count; i++)
        out[i] = (hl_out){.number = HL_NAN};
    hl_error err = HL_ERROR_INIT;
    hl_status status = (*method)->run(args, out, arena, &err);
    if (status != HL_OK)
        hl_base__text_add(errors, err.message);
    errors->failed = errors->failed || status == HL_FAILED;
    return status == HL_OK;
}

static void refuse_other_members(const hl_value *request, hl_text *errors)
{
    if (!is_plain(hl_base__value_get(request, "id")))
        hl_base__text_add(errors, "'id' must be a number, a string, a boolean or null");
    static const char *const known[] = {"id", "method", "in"};
    for (size_t i = 0; request->type == HL_VALUE_OBJECT && i < request->count; i++) {
        const char *key = request->items[i].key;
        if (strcmp(key, known[0]) == 0 || strcmp(key, known[1]) == 0 || strcmp(key, known[2]) == 0)
            continue;
        const char *near = hl_base__suggest_word(key, known, 3);
        hl_base__text_addf(errors, "%sunknown key '%s'", errors->length > 0 ? "; " : "", key);
        if (near != NULL)
            hl_base__text_addf(errors, "; did you mean '%s'?", near);
    }
}

const char *hl_calc_line(hl_calc *calc, const char *line, size_t length)
{
    hl_arena arena = {0};
    hl_error err = HL_ERROR_INIT;
    hl_out out[HL_CALC_MOST_VALUES];
    const hl_method *method = NULL;
    hl_base__text_clear(&calc->out);
    hl_base__text_clear(&calc->errors);
    const hl_value *request = NULL;
    hl_status status = hl_json__parse(NULL, line, length, 1, &arena, NULL, &request, &err);
    calc->errors.failed = status == HL_FAILED;
    if (request == NULL)
        hl_base__text_addf(&calc->errors, "this is no JSON: %s", err.message);
    else
        refuse_other_members(request, &calc->errors);
    bool good = request != NULL && calc->errors.length == 0 &&
                answer(request, &method, out, &arena, &calc->errors);
    hl_json_writer writer = hl_json__writer(&calc->out, 0);
    hl_json__open_object(&writer);
    hl_json__key(&writer, "id");
    add_id(&writer, hl_base__value_get(request, "id"));
    hl_json__key(&writer, good ? "out" : "error");
    if (good) {
        hl_json__open_object(&writer);
        for (size_t i = 0; i < method->out_count; i++)
            add_output(&writer, &method->out[i], &out[i]);
        hl_json__close_object(&writer);
    } else {
        hl_json__add_string(&writer, hl_base__text_string(&calc->errors));
    }
    hl_json__close_object(&writer);
    calc->failed = !good;
    hl_base__arena_free(&arena);
    return calc->out.failed || calc->errors.failed ? NULL : hl_base__text_string(&calc->out);
}
